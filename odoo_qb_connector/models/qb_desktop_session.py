"""The sessions of the Web Connector as rows: what desktop.session_store.Session remembers between two calls."""

from dataclasses import asdict
from datetime import timedelta

from odoo import api, fields, models

from ..desktop import Session
from .qb_token import NOBODY

KEEP_DAYS = 30
"""An answer on an old ticket is still known as ours for so long."""


class QbDesktopSession(models.Model):
    """The ticket stays as it is and not digested: it opens one session for minutes, together with an address that
    is as secret, and no group can read this model."""

    _name = "qb.desktop.session"
    _description = "QuickBooks Desktop Session"
    _order = "id desc"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade", index=True, groups=NOBODY)
    ticket = fields.Char(required=True, groups=NOBODY)
    opened_at = fields.Datetime(required=True)
    seen_at = fields.Datetime(required=True)
    ended = fields.Boolean()
    greeted = fields.Boolean()
    outstanding = fields.Char(help="Key of the message set that was handed out and not answered.")
    last = fields.Char(help="Digest of the last answer.")
    answered = fields.Integer()
    waits = fields.Integer()
    shaken = fields.Boolean()
    error = fields.Char()
    aborted = fields.Boolean(help="It ended while an answer was awaited.")

    _one_per_ticket = models.UniqueIndex("(ticket)")
    _one_live_per_connection = models.UniqueIndex("(connection_id) WHERE ended IS NOT TRUE")

    def _of_ticket(self, connection, ticket):
        """The row of `ticket`, live or ended, or none."""
        return self.search([("connection_id", "=", connection.id), ("ticket", "=", ticket)], limit=1)

    def _live(self, connection):
        """The row of the session that has not ended, or none."""
        return self.search([("connection_id", "=", connection.id), ("ended", "=", False)], limit=1)

    def _store(self, connection, session):
        """Write `session` (desktop.Session) in this transaction; a new ticket becomes a new row."""
        row = self._of_ticket(connection, session.ticket)
        values = asdict(session)
        if not row:
            return self.create({"connection_id": connection.id, **values})
        if session.ended and not row.ended:
            values["aborted"] = bool(row.outstanding)
        row.write(values)
        return row

    def _told(self):
        """The desktop.Session of this row; None for no row."""
        if not self:
            return None
        stored = self.read(list(Session.__dataclass_fields__), load=None)[0]
        return Session(**{name: _plain(name, stored[name]) for name in Session.__dataclass_fields__})

    @api.autovacuum
    def _gc_sessions(self):
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        gone = self.search([("seen_at", "<", limit), ("ended", "=", True)], limit=10_000)
        gone.unlink()
        return len(gone), 0


def _plain(name, value):
    """Texts of a Session are "" where Odoo says False."""
    return value or "" if Session.__dataclass_fields__[name].type == "str" else value
