"""What travels in a session: message sets that write, questions, and what became of sets in doubt.

The half of the `SessionStore` port (desktop/session_store.py) that stands behind `door.Door`, which brings `current`
and `write_session`.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace

from odoo import fields

from ...desktop import inquire, recovery
from ...gateway import WireRequest
from ..drain import DrainRun
from ..drain.answered import settle_questions
from ..drain.claim import due_operations
from ..drain.keys import new_key
from ..drain.pulled import PulledSettlement, lost
from ..drain.transactions import Transactions
from ..qb_question import tick
from ..what_broke import what_broke

_logger = logging.getLogger(__name__)

QUESTIONS = 100
"""Questions in one message set."""


class Sets(Transactions):
    """Message sets of one connection."""

    # ------------------------------------------------------------------ what is there to do

    def waiting(self):
        return self.retrying(lambda env: self._waiting(env))

    def _waiting(self, env):
        connection = self.connection(env)
        if not connection._is_open():
            return 0
        ready = env["qb.exchange"].search_count(self._ready())
        open_questions = self._open_questions()
        alone = env["qb.question"].search_count([*open_questions, ("alone", "=", True)])
        together = env["qb.question"].search_count([*open_questions, ("alone", "=", False)], limit=1)
        return ready + alone + together

    def is_preparing(self):
        return self.retrying(lambda env: self._is_preparing(env))

    def _is_preparing(self, env):
        """Whether the scheduled action has something to do now, of which more to fetch may come."""
        connection = self.connection(env)
        if not connection._is_open():
            return False
        if due_operations(env.cr, connection.id, limit=1):
            return True
        operations = [("connection_id", "=", connection.id), ("state", "=", "sending"), ("exchange_id", "=", False)]
        if env["qb.operation"].search_count(operations, limit=1):
            return True
        exchanges = [("connection_id", "=", connection.id), ("writes", "=", True)]
        to_do = [("state", "=", "answered")]
        to_look = [("state", "=", "unknown"), ("look_at", "<=", fields.Datetime.now())]
        return bool(
            env["qb.exchange"].search_count(exchanges + to_do, limit=1)
            or env["qb.exchange"].search_count(exchanges + to_look, limit=1)
        )

    def _ready(self):
        return [("connection_id", "=", self.connection_id), ("state", "=", "ready"), ("writes", "=", True)]

    def _open_questions(self):
        return [("connection_id", "=", self.connection_id), ("state", "=", "open")]

    # ------------------------------------------------------------------ handing out

    def next_request(self) -> WireRequest | None:
        live = self.current()
        session = _session_key(live) if live else ""
        return self.retrying(lambda env: self._next_request(env, session))

    def _next_request(self, env, session):
        """What is in doubt, then questions, then what writes."""
        if not self.connection(env)._is_open():
            return None
        exchange = self._question_set(env, session) or self._ready_set(env)
        return exchange._wire_request() if exchange else None

    def _ready_set(self, env):
        """The oldest that is still what Odoo says; what is not goes back and is made anew."""
        for exchange in env["qb.exchange"].search(self._ready(), order="id"):
            if not exchange._is_outdated():
                return exchange
            exchange._withdraw()
            self.connection(env)._wake()
        return env["qb.exchange"]

    def _question_set(self, env, session):
        """A committed set of open questions, or empty. One that was made and never fetched is made anew."""
        unfetched = [("connection_id", "=", self.connection_id), ("state", "=", "ready"), ("writes", "=", False)]
        env["qb.exchange"].search(unfetched).unlink()
        questions = env["qb.question"].search(self._open_questions(), order="alone desc, id", limit=QUESTIONS)
        if not questions:
            return env["qb.exchange"]
        chosen = questions[:1] if questions[0].alone else questions
        # An iterator lives in one session only (spec qbd 3.4).
        chosen.filtered(lambda question: question.session and question.session != session)._mark_open()
        request = self._status_request(env, chosen) if chosen._is_status() else self._inquiry_request(chosen)
        exchange = env["qb.exchange"]._commit_request(self.connection(env), request, state="ready")
        chosen.exchange_id = exchange
        return exchange

    @staticmethod
    def _inquiry_request(questions):
        return inquire([question._inquiry() for question in questions._lead()], new_key())

    def _status_request(self, env, question):
        """Its bytes carry the id of the lost set, and so does the answer; the row is one of its own. What follows the
        24 characters of the id plays no part on the wire."""
        lost_key = question._question().key
        request = recovery.status_request(self._exchange(env, lost_key)._wire_request())
        return replace(request, key=f"{lost_key}?{new_key()[:6]}", members=(), writes=False)

    def mark_sent(self, session, request):
        return self.retrying(lambda env: self._mark_sent(env, session, request))

    def _mark_sent(self, env, session, request):
        """Whether it may leave: it may have been taken back since it was chosen."""
        exchange = self._exchange(env, request.key)
        if exchange.state != "ready":
            return False
        exchange.write({"state": "sent", "sent_at": fields.Datetime.now()})
        asked = env["qb.question"].search([("exchange_id", "=", exchange.id), ("state", "=", "open")])
        for question in asked:
            question.write({"state": "asked", "session": _session_key(session), "tries": question.tries + 1})
            if not question.asked_tick:
                question.write({"asked_tick": tick(env), "asked_at": fields.Datetime.now()})
        self.write_session(env, session)
        return True

    def request(self, key):
        return self.retrying(lambda env: self._sent_request(env, key))

    def _sent_request(self, env, key):
        exchange = self._exchange(env, key)
        return exchange._wire_request() if exchange.state == "sent" else None

    def _exchange(self, env, key):
        return env["qb.exchange"].search([("connection_id", "=", self.connection_id), ("key", "=", key)])

    # ------------------------------------------------------------------ answers

    def store_answer(self, session, key, answer):
        self.retrying(lambda env: self._store_answer(env, session, key, answer))

    def _store_answer(self, env, session, key, answer):
        exchange = self._exchange(env, key)
        if exchange.state == "sent":
            exchange._store_answer(answer)
            exchange.state = "answered"
        self.write_session(env, session)

    def settle(self, key):
        """Never raises: what is stored is settled by the next run of the queue, if not now."""
        try:
            self._settle(key)
        except Exception as error:  # noqa: BLE001  whatever it is, the answer lies safe
            _logger.error(
                "QuickBooks: the answer to message set %s could not be settled now: %s", key, what_broke(error)
            )
        self.retrying(self._wake)

    def _settle(self, key):
        run = self._run()
        exchange_id, writes = self.retrying(lambda env: self._what(env, key))
        if writes:
            PulledSettlement(run, exchange_id).settle()
            self.retrying(lambda env: self._note_run(env, run.report))
        else:
            settle_questions(run, exchange_id)

    def _what(self, env, key):
        exchange = self._exchange(env, key)
        return exchange.id, exchange.writes

    def _note_run(self, env, report):
        self.connection(env)._note_run(sent=report.done, failed=report.failed)

    def _wake(self, env):
        self.connection(env)._wake()

    def _run(self):
        """The engine's tools without a claim: nothing is prepared here."""
        run = DrainRun(self.registry, self.connection_id)
        with run.transaction() as env:
            run.use(run.connection(env)._gateway())
        return run

    def lost(self, key):
        exchange_id, _writes = self.retrying(lambda env: self._what(env, key))
        lost(DrainRun(self.registry, self.connection_id), exchange_id)
        self.retrying(self._wake)

    def lose_stranded(self):
        """No session waits for these answers any more: whatever was handed out and not answered is in doubt."""
        sent = [("connection_id", "=", self.connection_id), ("state", "=", "sent")]
        for key in self.retrying(lambda env: env["qb.exchange"].search(sent).mapped("key")):
            self.lost(key)

    def evidence(self, ticket, answer, reason):
        self.retrying(lambda env: self._keep(env, ticket, answer, reason))

    def _keep(self, env, ticket, answer, reason):
        env["qb.stray.answer"]._keep(self.connection(env), ticket, answer, reason)


def _session_key(session):
    """Which session a question went in; tickets are secrets, so not the ticket itself."""
    return hashlib.sha256(session.ticket.encode()).hexdigest()
