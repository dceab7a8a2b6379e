"""A product template shows the QuickBooks state of its one variant; of several, each has its own."""

from odoo import fields, models

from .qb_record_mixin import STATES

SHOWN = ("qb_shown", "qb_state", "qb_number", "qb_url", "qb_message", "qb_can_send")


class ProductTemplate(models.Model):
    _inherit = "product.template"

    qb_shown = fields.Boolean(compute="_compute_qb")
    qb_state = fields.Selection(STATES, "QuickBooks", compute="_compute_qb")
    qb_number = fields.Char("QuickBooks Number", compute="_compute_qb")
    qb_url = fields.Char("Open in QuickBooks", compute="_compute_qb")
    qb_message = fields.Char("QuickBooks Message", compute="_compute_qb")
    qb_can_send = fields.Boolean(compute="_compute_qb")

    def _compute_qb(self):
        for template in self:
            variant = template.product_variant_ids if len(template.product_variant_ids) == 1 else None
            template.update({name: variant[name] if variant else False for name in SHOWN})

    def action_qb_open(self):
        return self.product_variant_ids[:1].action_qb_open()

    def action_qb_send_now(self):
        return self.product_variant_ids.action_qb_send_now()

    def action_qb_ask_accounting(self):
        return self.product_variant_ids[:1].action_qb_ask_accounting()

    def action_qb_open_history(self):
        return self.product_variant_ids[:1].action_qb_open_history()
