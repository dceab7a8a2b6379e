"""What the scheduled action does after the queue: long lists are read and imports go on, a step at a time.

QuickBooks is asked between two transactions. What a step did is committed with where the next one begins, so that a
killed server goes on where it was.
"""

from __future__ import annotations

import contextlib
import logging
import time
from datetime import timedelta

from odoo import fields

from ...gateway import ConnectionDown, GatewayError, Remedy
from ..what_broke import what_broke
from .transactions import Transactions

_logger = logging.getLogger(__name__)

LATER = timedelta(minutes=1)
PATIENT = 3.0
"""A page that was read is worked off whole, at most this many times as long as a run may take: it would have to be read
again."""


class BackgroundRun(Transactions):
    """One run for one connection, of about `seconds`. Never raises for what is wrong with QuickBooks or a record.
    `progress` is called after each step."""

    def __init__(self, registry, connection_id, *, seconds=8.0, progress=None):
        super().__init__(registry, connection_id)
        self._progress = progress or (lambda: None)
        begun = time.monotonic()
        self._until, self._patience = begun + seconds, begun + PATIENT * seconds
        self.gateway = None

    def run(self):
        with contextlib.ExitStack() as stack:
            while work := self._next():
                if time.monotonic() >= self._until:
                    self._wake_at(None)
                    return
                if not self._open(stack) or not self._may_go_on(work):
                    return

    def may_work_off(self):
        """Whether there is time for another step of a page that was read."""
        return time.monotonic() < self._patience

    def _next(self):
        """What to do next, as (model, id), or None."""
        with self.transaction() as env:
            of_connection = [("connection_id", "=", self.connection_id)]
            for model, domain in (("qb.list.reading", []), ("qb.import", env["qb.import"]._domain_of_steps())):
                row = env[model].search([*of_connection, *domain], order="id", limit=1)
                if row:
                    return model, row.id
        return None

    def _open(self, stack):
        """Whether QuickBooks may be asked now; makes the gateway on first use."""
        try:
            with self.transaction() as env:
                connection = self.connection(env)
                if not connection.exists() or not connection._is_open():
                    return False
                if self.gateway is None:
                    self.gateway = connection._gateway()
                    stack.callback(self.gateway.close)
                return not self.gateway.pulls
        except ConnectionDown as error:
            self._stop(error)
            return False
        except GatewayError as error:
            _logger.info("QuickBooks connection %s is not available: %s", self.connection_id, error)
            return False

    def _may_go_on(self, work):
        """Do one piece of work; whether the next may be done in this run."""
        model, row_id = work
        try:
            {"qb.list.reading": self._read_on, "qb.import": self._import_on}[model](row_id)
        except GatewayError as error:
            return self._meet(model, row_id, error)
        except Exception as error:  # noqa: BLE001  the scheduled action must go on with everything else
            words = what_broke(error)
            _logger.error("QuickBooks: %s %s broke off with %s", model, row_id, words)
            self._end(model, row_id, GatewayError(words, problem="unexpected", values={"error": words}))
        return True

    def _meet(self, model, row_id, error):
        """No answer: later. Refused: this one ends, with the reason. Whether the next may be done in this run."""
        if isinstance(error, ConnectionDown):
            self._stop(error)
            return False
        if error.remedy is Remedy.PERSON:
            self._end(model, row_id, error)
            return True
        self._wake_at(fields.Datetime.now() + LATER)
        return False

    def _end(self, model, row_id, error):
        self.retrying(lambda env: env[model].browse(row_id).exists()._end_refused(error))

    def _stop(self, error):
        self.retrying(lambda env: self.connection(env)._stop(error))

    def _wake_at(self, moment):
        self.retrying(lambda env: self.connection(env)._wake(moment))

    # ------------------------------------------------------------------ long lists

    def _read_on(self, row_id):
        with self.transaction() as env:
            row = env["qb.list.reading"].browse(row_id).exists()
            question = row and row._question()
        if question:
            page = self.gateway.ask(question)
            self.retrying(lambda env: self._keep(env, row_id, question, page))
            self._progress()

    @staticmethod
    def _keep(env, row_id, question, page):
        row = env["qb.list.reading"].browse(row_id).exists()
        if row and row._question() == question:
            row._keep(page)

    # ------------------------------------------------------------------ imports

    def _import_on(self, row_id):
        """Ask for what comes next and work it off, in steps with a transaction each."""
        with self.transaction() as env:
            question = env["qb.import"].browse(row_id)._question()
        if question is None:
            self.retrying(lambda env: env["qb.import"].browse(row_id)._end())
            return
        answer = self.gateway.ask(question)
        while self.retrying(lambda env: env["qb.import"].browse(row_id)._take(question, answer, self.gateway.url)):
            self._progress()
            if not self.may_work_off():
                return
