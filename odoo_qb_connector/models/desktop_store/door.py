"""Who may come in, how the connection is, and what a session remembers of itself (desktop.session_store)."""

from __future__ import annotations

import ipaddress
from functools import partial

from odoo import fields

from ...desktop import Door as DoorState
from ...desktop.password import FREE, Source
from ...gateway import ConnectionDown
from ..drain.transactions import Transactions
from ..qb_connection_lost_words import ABORTED

NETWORK = 64
"""Bits of an IPv6 address that belong to one customer of a provider: within them addresses cost nothing."""


class Door(Transactions):
    """`is_busy`: another call of this connection is being worked on. `is_guessing`: another password from the same
    source is being looked at this moment."""

    def __init__(self, registry, connection_id, *, is_busy=False, is_guessing=False):
        super().__init__(registry, connection_id)
        self.is_busy = is_busy
        self.is_guessing = is_guessing

    # ------------------------------------------------------------------ who may come in

    def door(self):
        return self.retrying(self._door)

    def _door(self, env):
        connection = self.connection(env)
        return DoorState(
            user_name=connection.desktop_user_name or "",
            password_hash=connection.desktop_password_hash or "",
            is_open=connection._desktop_is_open(),
            is_busy=self.is_busy,
            company_file=(connection.desktop_company_file or "").strip(),
            file_id=connection.desktop_file_id or "",
            run_every=connection.desktop_minutes * 60,
        )

    def source(self, address):
        """While another password of this source is looked at, this one is not: many at once would all pass before
        the first of them counted."""
        if self.is_guessing:
            return Source(FREE, fields.Datetime.now())
        return self.retrying(lambda env: env["qb.desktop.source"]._told(self.connection(env), network_of(address)))

    def keep_source(self, address, source):
        self.retrying(lambda env: env["qb.desktop.source"]._keep(self.connection(env), network_of(address), source))

    def called(self, moment):
        self.retrying(partial(self._called, moment=moment))

    def _called(self, env, moment):
        self._seen(env)._called(moment)
        self.connection(env)._note_call()

    def client(self, version):
        """The version that the Web Connector says it has. Commits."""
        self.retrying(lambda env: self._seen(env)._client(version))

    # ------------------------------------------------------------------ the session

    def find(self, ticket):
        return self.retrying(lambda env: env["qb.desktop.session"]._of_ticket(self.connection(env), ticket)._told())

    def current(self):
        return self.retrying(lambda env: env["qb.desktop.session"]._live(self.connection(env))._told())

    def save(self, session):
        self.retrying(partial(self.write_session, session=session))

    def write_session(self, env, session):
        """`session` in the transaction of `env`: with an exchange that becomes sent or answered, it is one commit."""
        env["qb.desktop.session"]._store(self.connection(env), session)

    def session_ended(self, session):
        """A session that broke off while an answer was awaited counts as failed, one that ended well clears what
        failed before. One with an error was counted when the error came."""
        self.retrying(partial(self._note_end, session=session))

    def _note_end(self, env, session):
        if session.error:
            return
        row = env["qb.desktop.session"]._of_ticket(self.connection(env), session.ticket)
        if row.aborted:
            self._failed(env, ConnectionDown(problem=ABORTED))
        elif session.greeted:
            self._seen(env)._worked()
            self.connection(env)._note_success()

    # ------------------------------------------------------------------ QuickBooks

    def waiting(self):
        """A look at QuickBooks counts as something to do: without it a new connection would never see its company."""
        return super().waiting() + self.retrying(lambda env: self.connection(env)._desktop_look_due())

    def next_request(self):
        """Nothing leaves through a door that was closed meanwhile: by a person, or by what the company showed."""
        is_open = self.retrying(lambda env: self.connection(env)._is_open())
        return super().next_request() if is_open else None

    def company_seen(self, shown, company_file, version):
        self.retrying(lambda env: self.connection(env)._desktop_company(shown, company_file, version))

    def connection_failed(self, error):
        self.retrying(partial(self._failed, error=error))

    def _failed(self, env, error):
        self._seen(env)._failed(error)
        self.connection(env)._note_failure(error.problem, error.values, code=error.code, message=error.message)

    # ------------------------------------------------------------------ words

    def sentence(self, problem, values):
        return self.retrying(lambda env: self.connection(env)._desktop_sentence(problem, values))

    def page(self):
        return self.retrying(lambda env: self.connection(env)._desktop_page())

    def _seen(self, env):
        return env["qb.desktop.seen"]._of(self.connection(env))


def network_of(address):
    """The source that `address` counts as: itself, for IPv6 its network. What is no address stays as it is."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64] or "unknown"
    if known.version == 4:
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, NETWORK), strict=False))
