"""Switching a connection on again while wishes wait from before."""

from odoo import fields, models


class QbSwitchOn(models.TransientModel):
    _name = "qb.switch.on"
    _description = "Switch a QuickBooks Connection On"

    connection_id = fields.Many2one("qb.connection", required=True, readonly=True)
    waiting_count = fields.Integer(related="connection_id.waiting_count")

    def action_send(self):
        """Switch on and send what waits."""
        self.connection_id.check_access("write")
        self.connection_id._switch_on()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_cancel_waiting(self):
        """Switch on without what waits: it is cancelled, and the filter Sent to QuickBooks: No finds it."""
        connection = self.connection_id
        connection.check_access("write")
        waiting = (
            self.env["qb.operation"].sudo().search([("connection_id", "=", connection.id), ("state", "=", "pending")])
        )
        waiting._mark_cancelled(
            self.env._("Cancelled by %(user)s when the connection was switched on", user=self.env.user.name)
        )
        connection._switch_on()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
