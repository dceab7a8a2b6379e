"""The OAuth grant of a connection, sealed, in a row of its own (design 5, Tokens).

No group has any access to this model and every field is closed to all but sudo: nothing here can be read,
searched or exported through the ORM. Its row lock makes the refresh single-flight.
"""

import json
import logging

import psycopg2
from odoo import fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..gateway import SignInAgain, TokenSet, Unavailable
from .qb_seal import Unreadable, seal, unseal

_logger = logging.getLogger(__name__)

NOBODY = "."  # Odoo's own word for "no group": only sudo reads the field
LOCK_TIMEOUT = "90s"
ATTEMPTS = 5


class QbToken(models.Model):
    _name = "qb.token"
    _description = "QuickBooks Sign-In"

    connection_id = fields.Many2one("qb.connection", required=True, ondelete="cascade", index=True, groups=NOBODY)
    sealed = fields.Text(required=True, groups=NOBODY)
    access_expires_at = fields.Datetime(groups=NOBODY)
    refresh_expires_at = fields.Datetime(groups=NOBODY)
    hard_expires_at = fields.Datetime(groups=NOBODY)

    _one_per_connection = models.UniqueIndex("(connection_id)")

    def _keep(self, connection, tokens):
        """Replace the grant of `connection` in this transaction."""
        values = {"connection_id": connection.id, **_row_of(tokens)}
        row = self.sudo().search([("connection_id", "=", connection.id)])
        if row:
            row.write(values)
        else:
            row.create(values)


def _row_of(tokens):
    moments = {name: getattr(tokens, name) for name in ("access_expires_at", "refresh_expires_at", "hard_expires_at")}
    secrets = {"access_token": tokens.access_token, "refresh_token": tokens.refresh_token}
    return {"sealed": seal(json.dumps(secrets)), **moments}


class StoredTokens:
    """gateway.TokenStore over a connection's row. Always on cursors of its own: what it returns is
    committed."""

    _SELECT = """
        SELECT sealed, access_expires_at, refresh_expires_at, hard_expires_at
          FROM qb_token
         WHERE connection_id = %s
    """

    def __init__(self, registry, connection_id):
        self.registry = registry
        self.connection_id = connection_id

    def exists(self):
        """Whether there is a grant at all, readable or not."""
        with self.registry.cursor() as cr:
            cr.execute("SELECT 1 FROM qb_token WHERE connection_id = %s", [self.connection_id])
            return bool(cr.rowcount)

    def load(self):
        """See gateway.TokenStore: None too when the key that opens them is missing."""
        with self.registry.cursor() as cr:
            return self._read(cr, self._SELECT)

    def refresh(self, stale, renew):
        """See gateway.TokenStore. `renew` runs under the row lock: at most once at a time on all workers."""
        return self._retrying(lambda: self._refresh(stale, renew))

    def take_away(self):
        """Remove the grant, after a refresh under way. Returns it; None: there was none, or none that can
        be read."""
        return self._retrying(self._take_away)

    def _retrying(self, step):
        """Run `step` again on a fresh snapshot when another worker changed the row while we waited for it:
        only a new transaction sees what it stored."""
        for _attempt in range(ATTEMPTS):
            try:
                return step()
            except psycopg2.errors.LockNotAvailable:
                raise Unavailable("Another worker has been renewing the sign-in for too long") from None
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                _logger.info("QuickBooks connection %s: another worker was faster", self.connection_id)
        raise Unavailable("The sign-in is being renewed by others again and again")

    def _refresh(self, stale, renew):
        with self.registry.cursor() as cr:
            stored = self._lock(cr)
            if stored is None:
                raise SignInAgain("The sign-in was removed or cannot be read", problem=self.why_none())
            if (stored.access_token, stored.refresh_token) != (stale.access_token, stale.refresh_token):
                return stored
            renewed = renew(stored)
            self._write(cr, renewed)
        # Leaving the block committed them: the old refresh token may be dead already.
        return renewed

    def _take_away(self):
        with self.registry.cursor() as cr:
            stored = self._lock(cr)
            cr.execute("DELETE FROM qb_token WHERE connection_id = %s", [self.connection_id])
        return stored

    def _lock(self, cr):
        """The stored tokens, their row locked until `cr` ends."""
        cr.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_TIMEOUT])
        return self._read(cr, self._SELECT + " FOR NO KEY UPDATE")

    def _read(self, cr, query):
        # A lost race is expected here: no error in the log for it.
        cr.execute(query, [self.connection_id], log_exceptions=False)
        row = cr.fetchone()
        if row is None:
            return None
        sealed, access_expires_at, refresh_expires_at, hard_expires_at = row
        try:
            secrets = json.loads(unseal(sealed))
        except Unreadable:
            return None
        return TokenSet(
            access_token=secrets["access_token"],
            refresh_token=secrets["refresh_token"],
            access_expires_at=access_expires_at,
            refresh_expires_at=refresh_expires_at,
            hard_expires_at=hard_expires_at,
        )

    def _write(self, cr, tokens):
        cr.execute(
            """
            UPDATE qb_token
               SET sealed = %(sealed)s,
                   access_expires_at = %(access_expires_at)s,
                   refresh_expires_at = %(refresh_expires_at)s,
                   hard_expires_at = %(hard_expires_at)s,
                   write_date = now() AT TIME ZONE 'UTC'
             WHERE connection_id = %(connection_id)s
            """,
            {**_row_of(tokens), "connection_id": self.connection_id},
        )

    def why_none(self):
        """The problem of a missing or unreadable grant."""
        return "key_missing" if self.exists() else "sign_in_again"
