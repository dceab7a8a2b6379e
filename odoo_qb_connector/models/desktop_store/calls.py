"""One call of the Web Connector to one connection, in its turn."""

from __future__ import annotations

import contextlib
import re
import secrets

import psycopg2
from odoo import fields

from ...desktop import WebConnector
from ..drain.claim import lock_key
from ..quiet_cursor import quiet_cursor
from . import DesktopStore
from .door import network_of

PATIENCE = "8s"
"""How long a call waits for another of the same connection: the Web Connector wants every answer in a few seconds
(spec qbd 1.6)."""
WITHOUT_TURN = frozenset({"serverVersion", "clientVersion", "authenticate"})
_VERSION = re.compile(r"[0-9.]{1,20}")


class TooBusy(Exception):
    """Another call of the same connection took too long; nothing was done."""


def answer_call(registry, connection_id, call, *, source):
    """The answer to `call` (desktop.soap.Call). `source` is the address it came from. Raises TooBusy."""
    with Turn(registry, connection_id) as turn:
        if call.method not in WITHOUT_TURN:
            turn.wait()
        if call.method == "authenticate":
            busy, guessing = not turn.take(), not turn.take(network_of(source))
            store = DesktopStore(registry, connection_id, is_busy=busy, is_guessing=guessing)
        else:
            store = DesktopStore(registry, connection_id)
        if call.method == "clientVersion" and _VERSION.fullmatch(call["strVersion"].strip()):
            store.client(call["strVersion"].strip())
        return WebConnector(store, now=now, new_ticket=new_ticket, source=source).handle(call)


def now():
    """Naive UTC, as Odoo keeps it."""
    return fields.Datetime.now()


def new_ticket():
    """256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


class Turn:
    """Context manager: advisory locks of a connection's calls, held by this process on a cursor of its own and gone
    with it, however it dies. Two calls at once would both read the session before either wrote it."""

    def __init__(self, registry, connection_id):
        self._registry = registry
        self._name = f"qb desktop {registry.db_name} {connection_id}"
        self._held = []
        self._stack = contextlib.ExitStack()
        self._cr = None

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        # The connection goes back to Odoo's pool alive; it must not carry our locks there.
        with self._stack, contextlib.suppress(psycopg2.Error):
            for key in self._held:
                self._cr.execute("SELECT pg_advisory_unlock(%s)", [key])

    def take(self, what=""):
        """Whether the lock is ours now. Never waits."""
        key = lock_key(f"{self._name} {what}")
        cr = self._open()
        cr.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (held,) = cr.fetchone()
        self._keep(cr, [key] if held else [])
        return held

    def wait(self):
        """Take the connection's lock, after whoever holds it. Raises TooBusy."""
        key = lock_key(f"{self._name} ")
        cr = self._open()
        cr.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        try:
            cr.execute("SELECT pg_advisory_lock(%s)", [key])
        except psycopg2.errors.LockNotAvailable:
            cr.rollback()
            raise TooBusy from None
        self._keep(cr, [key])

    def _open(self):
        if self._cr is None:
            self._cr = self._stack.enter_context(quiet_cursor(self._registry))
        return self._cr

    def _keep(self, cr, keys):
        """These locks belong to the session, not to the transaction: none stays open while the call is answered."""
        self._held += keys
        cr.commit()  # pylint: disable=invalid-commit
