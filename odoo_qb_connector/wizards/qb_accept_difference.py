"""Accept that QuickBooks holds other amounts than Odoo, with a reason that is kept."""

from odoo import fields, models


class QbAcceptDifference(models.TransientModel):
    _name = "qb.accept.difference"
    _description = "Accept a Difference with QuickBooks"

    link_id = fields.Many2one("qb.link", required=True, readonly=True)
    currency_id = fields.Many2one(related="link_id.currency_id")
    total_odoo = fields.Monetary(related="link_id.total_odoo")
    total = fields.Monetary(related="link_id.total")
    tax_odoo = fields.Monetary(related="link_id.tax_odoo")
    tax = fields.Monetary(related="link_id.tax")
    reason = fields.Char(required=True)

    def action_accept(self):
        self.link_id._accept_difference(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
