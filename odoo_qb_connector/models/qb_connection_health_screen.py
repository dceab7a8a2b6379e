"""What the page Health shows."""

from odoo import api, fields, models

from .qb_connection_lost_words import LOST


class QbConnection(models.Model):
    _inherit = "qb.connection"

    last_failure_at = fields.Datetime(related="health_ids.last_failure_at", string="Last Failure")
    health_words = fields.Text("Health", compute="_compute_health_words", compute_sudo=True)
    notice_email = fields.Char(compute="_compute_notice_email", compute_sudo=True)

    @api.depends("notify_partner_id.email", "responsible_id.email")
    def _compute_notice_email(self):
        for connection in self:
            connection.notice_email = connection._notice_partner().email

    @api.depends("failures_allowed", "health_ids.failures", "health_ids.problem")
    def _compute_health_words(self):
        for connection in self:
            connection.health_words = connection._health_words()

    def _health_words(self):
        """How many of the attempts allowed have failed, and the last cause, in a sentence."""
        health = self.health_ids
        if not health.failures:
            return self.env._("In order: no attempt has failed since the last one that succeeded.")
        return self.env._(
            "%(count)s of %(allowed)s attempts in a row have failed: %(cause)s.",
            count=health.failures,
            allowed=self.failures_allowed,
            cause=self._cause(LOST + health.problem),
        )
