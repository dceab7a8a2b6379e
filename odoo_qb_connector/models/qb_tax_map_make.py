"""Create in QuickBooks: where a set of taxes has no counterpart there, and what became of the wish for one."""

from odoo import api, fields, models

from ..gateway import TaxModel
from .builders.amounts import HUNDRED, exact

MAKES = (TaxModel.US_LEGACY, TaxModel.DESKTOP, TaxModel.GLOBAL)
"""Companies whose sales take the code that they are told; automated sales tax replaces it (spec qbo 6.2)."""
ON_ITS_WAY = ("waiting", "sending", "checking")


class QbTaxMap(models.Model):
    _inherit = "qb.tax.map"

    can_create = fields.Boolean(compute="_compute_can_create", compute_sudo=True)
    new_tax_ids = fields.One2many("qb.new.tax", "map_id", "Made From Here")

    @api.depends("state", "new_tax_ids")
    def _compute_can_create(self):
        for row in self:
            busy = row._wish().qb_state in ON_ITS_WAY
            row.can_create = row.state == "missing" and not busy and row._is_creatable()

    def _is_creatable(self):
        """Whether QuickBooks can be told to make it: percentages of the price alone, each paid to somebody."""
        facts = self.connection_id._facts()
        taxes = self.tax_ids.flatten_taxes_hierarchy()
        if not taxes or not facts or facts.tax_model not in MAKES:
            return False
        plain = not any(tax.has_negative_factor or tax.include_base_amount for tax in taxes)
        return plain and all(tax.amount_type == "percent" and 0 <= exact(tax.amount) <= HUNDRED for tax in taxes)

    def _wish(self):
        """The latest wish for these taxes that QuickBooks does not have yet."""
        return self.new_tax_ids.filtered(lambda one: not one.there_id).sorted("id")[-1:]

    def _words_for_missing(self):
        wish = self._wish()
        if wish.qb_state in ON_ITS_WAY:
            return self.env._("On its way to QuickBooks. %(message)s", message=wish.qb_message or "").strip()
        if wish.qb_state == "failed":
            return wish.qb_message
        return super()._words_for_missing()

    def _words_for_making(self):
        if not self._is_creatable():
            return super()._words_for_making()
        return self.env._(
            "QuickBooks has nothing for “%(taxes)s” (%(rate)s, tax group “%(group)s”). Press Create in QuickBooks. Or "
            "make it there, for the agency that you pay it to, under %(where)s; then press Refresh.",
            **self._missing_values(),
        )

    def action_create_there(self):
        """The dialog in which a person says how it is called and whom it is paid to."""
        self.ensure_one()
        self.check_access("write")
        return self.env["qb.create.tax"]._dialog(self)
