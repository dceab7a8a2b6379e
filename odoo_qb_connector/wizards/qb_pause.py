"""Disconnecting for a while: until when, and whether the company file is free."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class QbPause(models.TransientModel):
    _name = "qb.pause"
    _description = "Disconnect for a While"

    connection_id = fields.Many2one("qb.connection", required=True, readonly=True)
    edition = fields.Selection(related="connection_id.edition")
    waiting_count = fields.Integer(related="connection_id.waiting_count")
    file_words = fields.Char(related="connection_id.file_words")
    ending = fields.Selection(
        [("time", "Reconnect by itself at"), ("person", "When somebody presses Reconnect, with a reminder every day")],
        required=True,
        default="time",
    )
    until = fields.Datetime(default=lambda self: fields.Datetime.now().replace(second=0) + timedelta(hours=1))

    @api.constrains("ending", "until")
    def _check_until(self):
        now = fields.Datetime.now()
        if any(dialog.ending == "time" and (not dialog.until or dialog.until <= now) for dialog in self):
            raise ValidationError(self.env._("Choose a time that is still to come."))

    def action_pause(self):
        """Disconnect, and say when the company file is free."""
        connection = self.connection_id
        connection.check_access("write")
        connection._pause(self.until if self.ending == "time" else False)
        return connection._notify("success", connection._words("paused").what)
