"""Create the one customer of a sales channel in QuickBooks."""

from odoo import api, fields, models


class QbChannelCustomer(models.TransientModel):
    _name = "qb.channel.customer"
    _description = "New Customer of a QuickBooks Sales Channel"

    channel_id = fields.Many2one("qb.channel", required=True, ondelete="cascade", readonly=True)
    name = fields.Char(
        "Name in QuickBooks", compute="_compute_name", store=True, readonly=False, required=True, precompute=True
    )

    @api.depends("channel_id")
    def _compute_name(self):
        for wizard in self:
            wizard.name = wizard.channel_id.team_id.name

    def action_create(self):
        self.ensure_one()
        return self.channel_id._create_customer(self.name)
