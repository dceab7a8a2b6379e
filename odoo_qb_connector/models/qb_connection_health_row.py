"""How a connection has been doing lately: a row of its own, because a lock on the connection would hold up every new
wish (architecture 3.6). Written by whoever tried to reach QuickBooks: the queue's run, a session of the Web Connector,
a person."""

from datetime import timedelta

from odoo import fields, models

from .qb_token import NOBODY

THROTTLED_LONG = timedelta(minutes=15)
"""Being held back is Intuit's everyday answer to a busy hour; only when it lasts is it a failure."""
PROBE_EVERY = timedelta(minutes=10)
"""Reads are metered at Intuit: one cheap question in ten minutes."""
REMIND_EVERY = timedelta(days=1)
AWAY = timedelta(minutes=10)
"""Without a run for so long, Odoo itself was away and nobody could have called."""


class QbConnectionHealth(models.Model):
    _name = "qb.connection.health"
    _description = "QuickBooks Connection Health"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade", index=True, groups=NOBODY)
    failures = fields.Integer(help="Attempts in a row that reached nothing.")
    first_failure_at = fields.Datetime()
    last_failure_at = fields.Datetime()
    problem = fields.Char(help="Of the last failure: the sentence is made from it on display.")
    values = fields.Json()
    told = fields.Json(help="Problems that were told since it last worked: each cause is told once.")
    probed_at = fields.Datetime(help="When a lost connection was last asked.")
    listening_since = fields.Datetime(help="Odoo was away before: silence counts from here on.")
    paused_until = fields.Datetime(help="Empty while paused: until a person reconnects.")
    paused_by_id = fields.Many2one("res.users", ondelete="set null")
    reminded_at = fields.Datetime()

    _one_per_connection = models.UniqueIndex("(connection_id)")

    # ------------------------------------------------------------------ failures

    def _add(self, problem, values):
        """One more attempt that reached nothing."""
        self.ensure_one()
        now = fields.Datetime.now()
        self.write(
            {
                "failures": self.failures + 1,
                "first_failure_at": self.first_failure_at or now,
                "last_failure_at": now,
                "problem": problem,
                "values": {key: str(value) for key, value in values.items()},
            }
        )

    def _is_too_many(self, allowed):
        """Whether these failures are enough to call the connection lost."""
        self.ensure_one()
        if self.problem == "throttled" and self.last_failure_at - self.first_failure_at < THROTTLED_LONG:
            return False
        return self.failures >= allowed

    def _forget(self):
        """It works: what failed before no longer counts, and may be told again."""
        self.write(dict.fromkeys(("failures", "first_failure_at", "told", "probed_at", "paused_until"), False))

    def _is_news(self, problem):
        """Whether `problem` was not told yet since it last worked; from now on it was."""
        self.ensure_one()
        told = self.told or []
        if problem in told:
            return False
        self.told = [*told, problem]
        return True

    # ------------------------------------------------------------------ clocks

    def _take_probe(self):
        """Whether it is time to ask a lost connection; whoever is told so asks, and nobody else for a while."""
        self.ensure_one()
        now = fields.Datetime.now()
        if self.probed_at and now - self.probed_at < PROBE_EVERY:
            return False
        self.probed_at = now
        return True

    def _take_reminder(self, since):
        """Whether a day has gone by since `since` and the last reminder."""
        self.ensure_one()
        now = fields.Datetime.now()
        if now - max(since, self.reminded_at or since) < REMIND_EVERY:
            return False
        self.reminded_at = now
        return True

    def _listen(self, last_run_at):
        """Begin to count silence anew when Odoo itself was away since `last_run_at`."""
        self.ensure_one()
        now = fields.Datetime.now()
        if last_run_at and now - last_run_at > AWAY:
            self.listening_since = now
