"""Asking QuickBooks what changed in it: between two transactions, because an answer may take a minute."""

from __future__ import annotations

import contextlib
import logging

from ...gateway import GatewayError
from ..what_broke import what_broke
from .transactions import Transactions

_logger = logging.getLogger(__name__)

MOST_QUESTIONS = 50
"""Of one run; what is left is asked by the next."""


class Noticing(Transactions):
    """One look for changes of one connection. Never raises: it must not hold the queue."""

    def run(self):
        try:
            self._run()
        except Exception as error:  # noqa: BLE001
            _logger.error(
                "QuickBooks: looking for changes of connection %s broke off with %s",
                self.connection_id,
                what_broke(error),
            )

    def _run(self):
        with self.transaction() as env:
            pulled = self.connection(env).edition == "desktop"
        if pulled:
            self.retrying(lambda env: self.connection(env)._ask_noticing())
            return
        for _question in range(MOST_QUESTIONS):
            due = self.retrying(lambda env: self.connection(env)._next_noticing())
            if not due:
                return
            purpose, question = due
            answer = self._ask(question)
            self.retrying(lambda env, p=purpose, q=question, a=answer: self.connection(env)._qb_answered(p, q, a))
            if isinstance(answer, GatewayError):
                return

    def _ask(self, question):
        """What QuickBooks says, or the GatewayError that came instead."""
        try:
            with self.transaction() as env:
                gateway = self.connection(env)._gateway()
            with contextlib.closing(gateway):
                return gateway.ask(question)
        except GatewayError as error:
            _logger.info("QuickBooks connection %s does not tell its changes: %s", self.connection_id, error)
            return error
