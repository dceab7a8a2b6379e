"""Disconnecting from QuickBooks, with a confirmation."""

from odoo import fields, models


class QbDisconnect(models.TransientModel):
    _name = "qb.disconnect"
    _description = "Disconnect from QuickBooks"

    connection_id = fields.Many2one("qb.connection", required=True, readonly=True)
    qb_company_name = fields.Char(related="connection_id.qb_company_name")
    waiting_count = fields.Integer(related="connection_id.waiting_count")

    def action_disconnect(self):
        """Give the sign-in back to Intuit and forget it here. Links, mappings and queue stay as they are."""
        connection = self.connection_id
        connection.check_access("write")
        if connection._sign_out():
            return connection._notify("success", self.env._("Disconnected. Queuing goes on."))
        return connection._notify(
            "warning",
            self.env._(
                "Disconnected here, but Intuit did not confirm it. To be sure, remove this app in QuickBooks "
                "under Apps."
            ),
        )
