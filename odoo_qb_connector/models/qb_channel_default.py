"""What counts for orders without a channel: one row of qb.channel per connection, without a sales team."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class QbChannel(models.Model):
    _inherit = "qb.channel"

    _one_default = models.UniqueIndex(
        "(connection_id) WHERE team_id IS NULL", "Orders without a channel have their settings already."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_default(self):
        """Nothing would say any more where the orders without a channel go."""
        if any(not channel.team_id for channel in self):
            raise UserError(
                self.env._("The settings of orders without a channel cannot be deleted, only switched off.")
            )


class QbConnection(models.Model):
    _inherit = "qb.connection"

    channel_ids = fields.One2many("qb.channel", "connection_id", "Sales Channels")
    default_channel_id = fields.Many2one(
        "qb.channel", "Orders Without a Channel", compute="_compute_default_channel", compute_sudo=True
    )

    @api.depends("channel_ids.team_id")
    def _compute_default_channel(self):
        for connection in self:
            connection.default_channel_id = connection.channel_ids.filtered(lambda channel: not channel.team_id)[:1]

    def _furnish(self):
        self.env["qb.channel"].sudo().create({"connection_id": self.id})
        return super()._furnish()

    @api.model
    def _default_for(self, company):
        """The connection of `company` that counts where no channel says otherwise; one that is switched off
        only when there is no other, so that a record can say why it is not sent."""
        return self.sudo().search([("company_id", "=", company.id)], order="enabled DESC, sequence, id", limit=1)

    def action_open_default_channel(self):
        """The settings of orders without a channel."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Orders Without a Channel"),
            "res_model": "qb.channel",
            "res_id": self.default_channel_id.id,
            "views": [(False, "form")],
        }
