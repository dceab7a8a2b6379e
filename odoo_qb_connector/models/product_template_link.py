"""A template with one variant is linked, created and unlinked as that variant; several are so on their own forms."""

from odoo import fields, models
from odoo.exceptions import UserError

from .qb_party_mixin import WAYS


class ProductTemplate(models.Model):
    _inherit = "product.template"

    qb_way = fields.Selection(WAYS, "Way Out of the Problem", compute="_compute_qb_way", groups="base.group_user")

    def _compute_qb_way(self):
        for template in self:
            variants = template.product_variant_ids
            template.qb_way = variants.qb_way if len(variants) == 1 else False

    def _qb_variant(self):
        """The one variant. Raises UserError in words where there are several or none."""
        self.ensure_one()
        if len(self.product_variant_ids) != 1:
            raise UserError(
                self.env._("Each variant is a product of its own in QuickBooks. Open the variant and do it there.")
            )
        return self.product_variant_ids

    def action_qb_link_wizard(self):
        return self._qb_variant().action_qb_link_wizard()

    def action_qb_create_wizard(self):
        return self._qb_variant().action_qb_create_wizard()

    def action_qb_unlink(self):
        return self._qb_variant().action_qb_unlink()

    def action_qb_link_candidate(self):
        return self._qb_variant().action_qb_link_candidate()

    def action_qb_activate(self):
        return self._qb_variant().action_qb_activate()

    def action_qb_open_other(self):
        return self._qb_variant().action_qb_open_other()

    def action_qb_many(self, action):
        """For all their variants."""
        return self.product_variant_ids.action_qb_many(action)
