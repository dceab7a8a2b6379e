"""Wishes that go by the schedule of their connection, until a person sends them."""

from odoo import api, fields, models

from .moments import moment_words
from .schedule import NEVER


class QbOperation(models.Model):
    _inherit = "qb.operation"

    scheduled = fields.Boolean(
        "By Schedule", readonly=True, help="Queued by itself: it goes when the schedule of its connection says so."
    )
    planned_at = fields.Datetime(readonly=True, help="When the schedule says that it goes; empty: at once.")

    @api.model
    def _planned_values(self, connection, scheduled):
        """What the row of a wish says about the schedule. No look-ups."""
        return {"scheduled": True, "planned_at": connection._planned_moment()} if scheduled else {}

    @api.model
    def _scheduled_of(self, connection):
        """What waits for the schedule of `connection`."""
        return self.search([("connection_id", "=", connection.id), ("state", "=", "pending"), ("scheduled", "=", True)])

    def _release(self):
        """Off the schedule: they go now, and no new schedule holds them again."""
        self.write({"scheduled": False, "planned_at": False})

    def _is_planned(self):
        """Whether nothing but the schedule holds it."""
        self.ensure_one()
        return bool(self.state == "pending" and self.planned_at and self.planned_at > fields.Datetime.now())

    def _plan_words(self):
        """When it goes by the schedule, in words; "" when that holds it no more."""
        if not self._is_planned():
            return ""
        if self.planned_at == NEVER:
            return self.env._(
                "%(connection)s sends only by hand. Press Send Now here, or Run Now on the connection.",
                connection=self.connection_id.name,
            )
        return self.env._(
            "It goes on %(moment)s, by the schedule. Press Send Now to send it at once.",
            moment=moment_words(self.env, self.planned_at),
        )

    def _outcome(self):
        return super()._outcome() or self._plan_words()

    def action_send_again(self):
        self.check_access("read")
        self.sudo().filtered(lambda operation: operation.state == "pending")._release()
        return super().action_send_again()
