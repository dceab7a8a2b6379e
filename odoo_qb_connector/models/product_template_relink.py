"""A product template with one variant offers the way back from that variant's broken link."""

from odoo import fields, models

SHOWN = ("qb_broken_link_id", "qb_proposal")


class ProductTemplate(models.Model):
    _inherit = "product.template"

    qb_broken_link_id = fields.Many2one("qb.link", "Broken QuickBooks Link", compute="_compute_qb_broken")
    qb_proposal = fields.Char("QuickBooks Proposal", compute="_compute_qb_broken")

    def _compute_qb_broken(self):
        for template in self:
            variant = template.product_variant_ids if len(template.product_variant_ids) == 1 else None
            template.update({name: variant[name] if variant else False for name in SHOWN})

    def action_qb_relink(self):
        return self.product_variant_ids[:1].action_qb_relink()

    def action_qb_choose_another(self):
        return self.product_variant_ids[:1].action_qb_choose_another()
