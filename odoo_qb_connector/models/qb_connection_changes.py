"""What people delete, merge, rename or make inactive in QuickBooks is noticed by itself (architecture 5): once an hour
Online, once a day and after each reconnect on Desktop. One way for both editions: what is due is asked, at once Online
and with the next session on Desktop, and the answers are taken note of on the links.

The linked objects are read and compared where that does not tell: after so long without contact that QuickBooks has
forgotten what happened, and on Desktop each time, because what was merged may not be among its deletions (spec qbd 5.4).
Reads of Desktop are not metered.
"""

from datetime import UTC, timedelta
from itertools import takewhile

from odoo import api, fields, models
from odoo.tools import format_date

from ..gateway import ConnectionDown, FindChanges, GatewayError, QuotaExhausted, ReadProfiles
from .drain.noticing import Noticing
from .qb_link_broken import DIRECTORY

CHANGES, COMPARE = "changes", "compare"
KEPT = {"online": timedelta(days=30), "desktop": timedelta(days=90)}
"""QuickBooks forgets what happened longer ago (spec qbo 8.4, qbd 5.4)."""
MARGIN = timedelta(hours=1)
"""Kept from the edge of what QuickBooks remembers: our clock and its are two."""
OVERLAP = timedelta(minutes=5)
"""Asked for once more: our clock may be ahead, and nobody knows whether a time is meant inclusively (spec qbo 8.4)."""
DAILY = timedelta(days=1)
AT_ONCE = 200
"""Objects that one question of a comparison reads."""


class QbConnection(models.Model):
    _inherit = "qb.connection"

    changes_minutes = fields.Integer(
        "Look for Changes Every",
        default=60,
        help="Minutes after which QuickBooks Online is asked what was deleted, merged, renamed or made inactive in it. "
        "Each question counts as one metered read. QuickBooks Desktop is asked once a day.",
    )

    _changes_minutes_sensible = models.Constraint(
        "CHECK(changes_minutes >= 5)", "QuickBooks is asked for changes every five minutes at most."
    )

    @api.model
    def _cron_drain(self, connection_id):
        result = super()._cron_drain(connection_id)
        connection = self.browse(connection_id).exists()
        if connection and connection._is_open():
            Noticing(self.env.registry, connection_id).run()
        return result

    def _go_on(self):
        """What happened while it was disconnected is asked for at once."""
        result = super()._go_on()
        connection = self.sudo()
        connection._health().write({"changes_asked_at": False, "changes_go_on": False})
        if connection.edition == "desktop":
            connection._ask_noticing()
        return result

    # ------------------------------------------------------------------ what is due

    def _ask_noticing(self):
        """Let the next session ask what is due; one question at a time."""
        self.ensure_one()
        if self._asked_since(CHANGES) or self._asked_since(COMPARE):
            return
        due = self._next_noticing()
        if due:
            purpose, question = due
            self._ask_later(question, purpose)

    def _next_noticing(self):
        """(purpose, question) that is due now, and counts as asked from now on; None when nothing is."""
        self.ensure_one()
        connection, health, now = self.sudo(), self._health(), fields.Datetime.now()
        asked, goes_on = health.changes_asked_at, health.changes_go_on
        if not goes_on and asked and now < asked + connection._noticing_interval():
            return None
        health.write({"changes_asked_at": now, "changes_go_on": False})
        if not (health.comparing and goes_on):
            return connection._question_of_changes(health, now)
        group = connection._next_group(health)
        return (COMPARE, ReadProfiles(group[0].qb_type, tuple(group.mapped("qb_id")))) if group else None

    def _noticing_interval(self):
        return DAILY if self.edition == "desktop" else timedelta(minutes=self.changes_minutes)

    def _question_of_changes(self, health, now):
        """Without links there is nothing to notice, and no read is spent on it."""
        documents = self.env["qb.link"]._read_group(
            [("connection_id", "=", self.id), ("state", "in", ("linked", "broken"))], ["qb_type"]
        )
        if not documents:
            health.changes_known_until = now
            return None
        oldest = now - KEPT[self.edition] + MARGIN
        known = health.changes_known_until or self.create_date
        if known < oldest:
            self._tell_gap(known)
        if known < oldest or self.edition == "desktop":
            health.write({"comparing": True, "compared_type": False, "compared_to": 0})
        types = dict.fromkeys((*DIRECTORY, *(kind for (kind,) in documents)))
        since = max(known - OVERLAP, oldest)
        return CHANGES, FindChanges(tuple(types), since.replace(tzinfo=UTC))

    def _tell_gap(self, known):
        """One to-do for the responsible user: of documents that were deleted before QuickBooks' own memory begins,
        nobody can tell."""
        summary = self.env._("QuickBooks: compare what was deleted")
        if self.activity_ids.filtered(lambda activity: activity.summary == summary):
            return
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=summary,
            note=self.env._(
                "QuickBooks remembers deletions for %(days)s days and was last asked on %(date)s. Customers, vendors "
                "and products are compared by themselves. Compare the documents of the time before with QuickBooks: "
                "what is missing there is sent again by Send Again on its form.",
                days=KEPT[self.edition].days,
                date=format_date(self.env, known),
            ),
            user_id=self.responsible_id.id,
        )

    # ------------------------------------------------------------------ the answers

    def _answered_changes(self, question, answer):
        """Refused or failed, it is asked again when it is due the next time."""
        if self._failed_noticing(answer):
            return
        health = self._health()
        self.env["qb.link"]._note_changes(self, answer.changes)
        more = answer.more_since and answer.more_since.astimezone(UTC).replace(tzinfo=None)
        # A part that ends where it began would be asked for ever; the next one begins without an overlap.
        is_further = bool(more) and more > question.since.astimezone(UTC).replace(tzinfo=None)
        health.write(
            {
                "changes_known_until": more + OVERLAP if is_further else health.changes_asked_at,
                "changes_go_on": is_further or health.comparing,
            }
        )

    def _answered_compare(self, question, answer):
        """Failed, the comparison begins anew when it is due the next time."""
        health = self._health()
        if self._failed_noticing(answer):
            health.write({"compared_type": False, "compared_to": 0})
            return
        self.env["qb.link"]._note_profiles(self, question, answer)
        health.changes_go_on = health.comparing

    def _failed_noticing(self, answer):
        """Whether QuickBooks did not answer; what stops the connection stops it. Without an allowance of reads the rest
        goes on (spec qbo 2.3)."""
        if isinstance(answer, ConnectionDown) and not isinstance(answer, QuotaExhausted):
            self._stop(answer)
        return isinstance(answer, GatewayError)

    # ------------------------------------------------------------------ the comparison

    def _next_group(self, health):
        """The next links of one type to be compared, counted as compared; empty after the last, and it is over."""
        kind, last = health.compared_type or "", health.compared_to
        rest = ["|", ("qb_type", ">", kind), "&", ("qb_type", "=", kind), ("id", ">", last)]
        known = [("connection_id", "=", self.id), ("state", "in", ("linked", "broken")), ("qb_type", "in", DIRECTORY)]
        found = self.env["qb.link"].search([*known, *rest], order="qb_type, id", limit=AT_ONCE)
        if not found:
            health.comparing = False
            return found
        group = found.browse(link.id for link in takewhile(lambda link: link.qb_type == found[0].qb_type, found))
        health.write({"compared_type": group[-1].qb_type, "compared_to": group[-1].id})
        return group


class QbConnectionHealth(models.Model):
    """Here and not at the connection: whoever notices must not lock its row (architecture 3.6)."""

    _inherit = "qb.connection.health"

    changes_known_until = fields.Datetime(help="What happened in QuickBooks until then has been taken note of.")
    changes_asked_at = fields.Datetime(help="When it was asked last.")
    changes_go_on = fields.Boolean(help="It told a part only, and is asked for the rest at once.")
    comparing = fields.Boolean(help="All linked customers, vendors and products are being read.")
    compared_type = fields.Char()
    compared_to = fields.Integer(help="The last link of that type that was compared.")
