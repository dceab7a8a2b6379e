"""Disconnecting for a while on purpose: for work in single-user mode on Desktop, a pause Online. Nothing is given back
and nothing is forgotten; it ends at a time, or somebody is reminded every day."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from .moments import moment_words

PAUSABLE = ("connected", "lost")
LONG_SET = timedelta(minutes=10)
"""A set that takes longer than this is rather one whose answer never comes."""


class QbConnection(models.Model):
    _inherit = "qb.connection"

    paused_until = fields.Datetime(related="health_ids.paused_until", string="Disconnected Until")
    file_words = fields.Char("Company File", compute="_compute_file_words", compute_sudo=True)

    def _compute_file_words(self):
        for connection in self:
            connection.file_words = connection.edition == "desktop" and connection._file_words()

    def _file_words(self):
        """When the company file is free for work in single-user mode."""
        session = self._live_session()
        if not session:
            return self.env._("The company file is free now.")
        if fields.Datetime.now() - session.seen_at < LONG_SET:
            return self.env._(
                "The company file is free after the set that QuickBooks has in hand, usually within seconds."
            )
        return self.env._(
            "QuickBooks has had a set in hand since %(since)s, and the company file is free after it. If the PC or the "
            "Web Connector was switched off meanwhile, it is free already.",
            since=self._moment_words(session.seen_at),
        )

    def action_pause(self):
        """Ask until when."""
        self.ensure_one()
        self.check_access("write")
        single_user = self.env._("Disconnect for Single-User Work")
        return self._dialog("qb.pause", single_user if self.edition == "desktop" else self.env._("Pause"))

    def action_disconnect(self):
        """A Desktop connection has no sign-in that could be given back: disconnecting it frees the company file."""
        return self.action_pause() if self.edition == "desktop" else super().action_disconnect()

    def _pause(self, until=False):
        """Nothing goes until `until` (naive UTC), or until a person reconnects. A session of the Web Connector ends
        after the set in hand."""
        self.ensure_one()
        connection = self.sudo()
        if connection.status_ids.state not in PAUSABLE:
            raise UserError(self.env._("Only what is connected can be disconnected."))
        connection._health().write({"paused_until": until, "paused_by_id": self.env.uid, "reminded_at": False})
        connection.status_ids._set("paused")
        connection.message_post(body=self._words_paused(self.env._, {}).what)
        if until:
            self._wake(until)

    def _resume(self):
        """Connected again, by a person or because the time is over; all that waited goes."""
        self._go_on()

    def _look_after_pause(self):
        """End it when its time is over; remind every day of one that has no end."""
        health = self._health()
        until = health.paused_until
        if until and until <= fields.Datetime.now():
            self._resume()
            self.sudo().message_post(body=self.env._("Connected again, as it was agreed when it was disconnected."))
        elif not until and health._take_reminder(self.sudo().status_ids.since):
            self.sudo()._tell_responsible("paused", {})

    def _moment_words(self, moment):
        """A moment (naive UTC) as whoever reads it has it on the wall; what no person reads, as the books have it."""
        tz = self.env.context.get("tz") or self.env.user.tz or self.tz
        return moment_words(self.env, moment, tz)
