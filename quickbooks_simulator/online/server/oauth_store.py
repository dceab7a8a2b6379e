"""Grants and tokens, kept in SQLite so that a restart keeps them (spec qbo 4.2, 4.3)."""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from ... import clock
from ..company import Companies
from .refusals import invalid_code, invalid_grant, not_authorised, token_refused, user_not_in_realm
from .tables import Settings

ACCESS_SECONDS = 3600  # spec qbo 4.3
HARD_CAP_SECONDS = 157_680_000  # five years after the consent (spec qbo 4.3)
ACCOUNTING = "com.intuit.quickbooks.accounting"

Switch = Callable[[str, str], object]  # realm id, switch name -> value


@dataclass(frozen=True)
class Pair:
    """What the token endpoint answers. Durations in seconds."""

    realm_id: str
    scope: str
    access_token: str
    refresh_token: str
    refresh_expires_in: int
    hard_expires_in: int


@dataclass(frozen=True)
class Access:
    """A valid access token."""

    value: str
    grant_id: int
    realm_id: str
    scope: str


def _now() -> float:
    return clock.now().timestamp()


class TokenStore:
    """Everything about one app's tokens. `switch` reads a company's switches."""

    def __init__(self, companies: Companies, settings: Settings, switch: Switch) -> None:
        self.companies = companies
        self.settings = settings
        self.switch = switch
        self._refreshing: set[str] = set()
        self._lock = threading.Lock()
        if settings.get("client_id") is None:
            settings.set("client_secret", secrets.token_urlsafe(30))
            settings.set("client_id", "AB" + secrets.token_urlsafe(36))
        # The one app, registered with development and production keys alike.
        self.client_id = settings.get("client_id") or ""
        self.client_secret = settings.get("client_secret") or ""

    # ------------------------------------------------------------------------------------- the app

    @property
    def redirect_uris(self) -> list[str]:
        """Registered addresses; loopback ones need no registration."""
        return json.loads(self.settings.get("redirect_uris") or "[]")

    def register_redirect(self, address: str) -> None:
        """Register an https redirect address."""
        self.settings.set("redirect_uris", json.dumps(sorted({*self.redirect_uris, address})))

    # ------------------------------------------------------------------------------------- consent

    def new_code(self, realm_id: str, scope: str, redirect_uri: str) -> str:
        """A single-use authorization code."""
        code = "AB11" + secrets.token_urlsafe(34)
        expires = _now() + int(self.switch(realm_id, "code_lifetime_seconds"))  # type: ignore[call-overload]
        with self.companies.transaction() as connection:
            sql = "INSERT INTO server_code VALUES (?, ?, ?, ?, ?, 0)"
            connection.execute(sql, [code, realm_id, scope, redirect_uri, expires])
        return code

    def realm_of_code(self, code: str) -> str | None:
        """The company an authorization code belongs to, used or not."""
        sql = "SELECT realm FROM server_code WHERE value = ?"
        row = self.companies.connection().execute(sql, [code]).fetchone()
        return row[0] if row else None

    def exchange(self, code: str, redirect_uri: str) -> Pair:
        """Tokens for a code; the redirect address must be the authorize call's, exactly (spec qbo 4.2)."""
        with self.companies.transaction() as connection:
            row = connection.execute("SELECT * FROM server_code WHERE value = ?", [code]).fetchone()
            if row is None or row["used"] or row["expires"] <= _now() or row["redirect_uri"] != redirect_uri:
                raise invalid_code()
            connection.execute("UPDATE server_code SET used = 1 WHERE value = ?", [code])
            return self.consent(row["realm"], row["scope"])

    def consent(self, realm_id: str, scope: str = ACCOUNTING) -> Pair:
        """A fresh grant with its first pair of tokens."""
        now = _now()
        with self.companies.transaction() as connection:
            sql = "INSERT INTO server_grant (realm, scope, consented) VALUES (?, ?, ?)"
            grant_id = connection.execute(sql, [realm_id, scope, now]).lastrowid
            grant = connection.execute("SELECT * FROM server_grant WHERE id = ?", [grant_id]).fetchone()
            return self._pair(connection, grant, self._new_refresh(connection, grant))

    # ------------------------------------------------------------------------------------- refresh

    @contextmanager
    def single_flight(self, value: str):
        """Of two refreshes with one value at the same time the second is refused (spec qbo 4.3)."""
        with self._lock:
            lost = value in self._refreshing
            self._refreshing.add(value)
        if lost:
            self._punish(value)
            raise invalid_grant()
        try:
            yield
        finally:
            with self._lock:
                self._refreshing.discard(value)

    def realm_of_refresh(self, value: str) -> str | None:
        """The company a refresh token belongs to, dead or alive."""
        row = self._refresh_row(self.companies.connection(), value)
        return row["realm"] if row else None

    def refresh(self, value: str, *, rotate: bool = False) -> Pair:
        """A new access token; the refresh token changes when it is older than the rotation interval."""
        with self.companies.transaction() as connection:
            row = self._refresh_row(connection, value)
            refusal = self._refresh_refusal(row)
            if refusal is None:
                return self._renew(connection, row, rotate=rotate)
        if row is not None and row["superseded"]:
            self._punish(value)
        raise refusal

    def _refresh_refusal(self, row: sqlite3.Row | None) -> Exception | None:
        if row is None or row["superseded"] or row["revoked"] or row["expires"] <= _now():
            return invalid_grant()
        if self.switch(row["realm"], "user_in_realm") is False:
            return user_not_in_realm()
        return None

    def _refresh_row(self, connection: sqlite3.Connection, value: str) -> sqlite3.Row | None:
        sql = """SELECT r.value, r.issued, r.expires, r.superseded,
                        g.id, g.realm, g.scope, g.consented, g.revoked
                 FROM server_refresh_token r JOIN server_grant g ON g.id = r.grant_id WHERE r.value = ?"""
        return connection.execute(sql, [value]).fetchone()

    def _renew(self, connection: sqlite3.Connection, row: sqlite3.Row, *, rotate: bool) -> Pair:
        interval = int(self.switch(row["realm"], "refresh_rotation_seconds"))  # type: ignore[call-overload]
        value = row["value"]
        if rotate or _now() - row["issued"] >= interval:
            connection.execute("UPDATE server_refresh_token SET superseded = 1 WHERE value = ?", [value])
            value = self._new_refresh(connection, row)
        else:
            sql = "UPDATE server_refresh_token SET expires = ? WHERE value = ?"
            connection.execute(sql, [self._refresh_expiry(row), value])
        return self._pair(connection, row, value)

    def _new_refresh(self, connection: sqlite3.Connection, grant: sqlite3.Row) -> str:
        value = "RT1-" + secrets.token_urlsafe(34)
        sql = "INSERT INTO server_refresh_token VALUES (?, ?, ?, ?, 0)"
        connection.execute(sql, [value, grant["id"], _now(), self._refresh_expiry(grant)])
        return value

    def _refresh_expiry(self, grant: sqlite3.Row) -> float:
        """100 days of idleness, never beyond five years after the consent (spec qbo 4.3)."""
        idle = int(self.switch(grant["realm"], "refresh_idle_seconds"))  # type: ignore[call-overload]
        return min(_now() + idle, grant["consented"] + HARD_CAP_SECONDS)

    def _pair(self, connection: sqlite3.Connection, grant: sqlite3.Row, refresh: str) -> Pair:
        now = _now()
        access = "eyJ" + secrets.token_urlsafe(600)  # Intuit's are about this long: a column must hold them
        sql = "INSERT INTO server_access_token VALUES (?, ?, ?)"
        connection.execute(sql, [access, grant["id"], now + ACCESS_SECONDS])
        hard = grant["consented"] + HARD_CAP_SECONDS - now
        idle = self._refresh_expiry(grant) - now
        return Pair(grant["realm"], grant["scope"], access, refresh, round(idle), round(hard))

    def _punish(self, value: str) -> None:
        """Strict mode: reuse of a refresh token kills the winner's tokens too (spec qbo 4.3)."""
        row = self._refresh_row(self.companies.connection(), value)
        if row is not None and self.switch(row["realm"], "refresh_reuse_kills_winner"):
            self.revoke_grant(row["id"])

    def current_refresh(self, realm_id: str) -> str | None:
        """A refresh token of this company that still works, the newest."""
        sql = """SELECT r.value FROM server_refresh_token r JOIN server_grant g ON g.id = r.grant_id
                 WHERE g.realm = ? AND NOT g.revoked AND NOT r.superseded AND r.expires > ?
                 ORDER BY r.issued DESC LIMIT 1"""
        row = self.companies.connection().execute(sql, [realm_id, _now()]).fetchone()
        return row[0] if row else None

    # ----------------------------------------------------------------------------- use and the end

    def check(self, value: str, realm_id: str | None = None) -> Access:
        """The valid access token `value`; 401 when it is none, 403 when it does not open `realm_id`."""
        sql = """SELECT a.value, a.expires, g.id, g.realm, g.scope, g.revoked FROM server_access_token a
                 JOIN server_grant g ON g.id = a.grant_id WHERE a.value = ?"""
        row = self.companies.connection().execute(sql, [value]).fetchone()
        shown = value[:8] + "..."
        if row is None:
            raise token_refused(f"Token is not valid: {shown}")
        if row["revoked"]:
            raise token_refused(f"Token revoked: {shown}")
        if row["expires"] <= _now():
            raise token_refused(f"Token expired: {shown}")
        if realm_id is not None and (row["realm"] != realm_id or ACCOUNTING not in row["scope"].split()):
            raise not_authorised()
        if realm_id is not None and self.switch(realm_id, "user_in_realm") is False:
            raise not_authorised()
        return Access(row["value"], row["id"], row["realm"], row["scope"])

    def expire_access(self, value: str) -> None:
        """Let an access token be expired from now on."""
        with self.companies.transaction() as connection:
            connection.execute("UPDATE server_access_token SET expires = 0 WHERE value = ?", [value])

    def revoke(self, value: str) -> bool:
        """Kill the connection an access or refresh token belongs to; False when the token is unknown."""
        sql = """SELECT grant_id FROM server_refresh_token WHERE value = ?
                 UNION SELECT grant_id FROM server_access_token WHERE value = ?"""
        row = self.companies.connection().execute(sql, [value, value]).fetchone()
        if row is None:
            return False
        self.revoke_grant(row[0])
        return True

    def revoke_grant(self, grant_id: int) -> None:
        """Kill a grant with all its tokens."""
        with self.companies.transaction() as connection:
            connection.execute("UPDATE server_grant SET revoked = 1 WHERE id = ?", [grant_id])

    def disconnect(self, realm_id: str) -> None:
        """The user disconnects the app inside QuickBooks: every grant of the company dies."""
        with self.companies.transaction() as connection:
            connection.execute("UPDATE server_grant SET revoked = 1 WHERE realm = ?", [realm_id])
