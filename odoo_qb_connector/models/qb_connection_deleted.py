"""What people delete and merge in QuickBooks Desktop is noticed: asked for once a day and after each reconnect."""

from datetime import UTC, datetime, timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..desktop import FindDeleted
from ..desktop.questions import LIST_TYPES
from ..gateway import GatewayError

DELETED = "deleted"
EVERY = timedelta(days=1)
KEPT = timedelta(days=90)
"""QuickBooks forgets what was deleted longer ago (spec qbd 5.4)."""
ANY_ZONE = timedelta(hours=27)
"""The question is put in the QuickBooks PC's own time, which nobody knows: this much earlier is earlier everywhere."""


class QbConnection(models.Model):
    _inherit = "qb.connection"

    deleted_known_until = fields.Datetime(
        "Deletions Known Until", readonly=True, copy=False, help="When QuickBooks last said what was deleted in it."
    )

    @api.model
    def _cron_drain(self, connection_id):
        result = super()._cron_drain(connection_id)
        connection = self.browse(connection_id).exists()
        if connection.edition == "desktop" and connection._is_open():
            connection._ask_deleted_daily()
        return result

    def _go_on(self):
        """What was deleted while it was disconnected is asked for at once."""
        result = super()._go_on()
        if self.sudo().edition == "desktop":
            self._ask_deleted()
        return result

    def _ask_deleted_daily(self):
        asked = self._last_asked(DELETED)
        if not asked or asked <= fields.Datetime.now() - EVERY:
            self._ask_deleted()

    def _ask_deleted(self):
        """Ask what was deleted since the last answer; one question at a time."""
        connection = self.sudo()
        if connection._asked_since(DELETED):
            return
        known, now = connection.deleted_known_until, fields.Datetime.now()
        if known and known < now - KEPT:
            connection._tell_gap(known)
        since = max(known - ANY_ZONE, now - KEPT) if known else None
        connection._ask_later(FindDeleted(since), DELETED)

    def _tell_gap(self, known):
        """One to-do for the responsible user: what was deleted before QuickBooks' own memory begins, nobody can say."""
        summary = self.env._("QuickBooks: compare what was deleted")
        if self.activity_ids.filtered(lambda activity: activity.summary == summary):
            return
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=summary,
            note=self.env._(
                "QuickBooks Desktop remembers deletions for 90 days and was last asked on %(date)s. Compare the "
                "customers, items and documents of the time before with QuickBooks: what is missing there is sent "
                "again by Send Again on its form.",
                date=format_date(self.env, known),
            ),
            user_id=self.responsible_id.id,
        )

    # ------------------------------------------------------------------ the answer

    def _answered_deleted(self, _question, answer):
        """Refused or failed, it is asked again tomorrow."""
        if isinstance(answer, GatewayError):
            return
        self._qb_note_deleted(answer)
        self.sudo().deleted_known_until = fields.Datetime.now()

    def _qb_note_deleted(self, deleted):
        """Take note of what is gone there (list of desktop.Deleted): documents were deleted, customers and items were
        deleted or merged. Their records say so; nothing else changes, and nothing is created again by itself."""
        self.ensure_one()
        gone = {(_linked_as(one.ref.type), one.ref.id): one for one in deleted}
        links = (
            self.env["qb.link"]
            .sudo()
            .search(
                [
                    ("connection_id", "=", self.id),
                    ("state", "=", "linked"),
                    ("qb_id", "in", [qb_id for _kind, qb_id in gone]),
                ]
            )
        )
        for link in links:
            one = gone.get((link.qb_type, link.qb_id))
            if one:
                link._mark_gone("broken" if one.ref.type in LIST_TYPES else "deleted", _moment(one.moment))


def _linked_as(kind):
    """Every kind of item is linked as an Item."""
    return "Item" if kind in LIST_TYPES and kind.startswith("Item") else kind


def _moment(said):
    """Naive UTC of what QuickBooks said; now when it said nothing readable."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return fields.Datetime.now()
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
