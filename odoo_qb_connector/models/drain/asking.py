"""Reading something of QuickBooks beside the queue, between two transactions: an answer may take a minute."""

from __future__ import annotations

import contextlib
import logging
from functools import partial

from ...gateway import GatewayError
from ..what_broke import what_broke
from .transactions import Transactions

_logger = logging.getLogger(__name__)


class Asking(Transactions):
    """For one connection. `run` never raises: what was sent stays sent, and the next run asks again.

    `subject` is what the log calls it, `most_questions` how many one run asks; what is left is the next one's.
    """

    subject = ""
    most_questions = 1

    def _due(self, env):
        """(purpose, question) to ask next; None when there is nothing to ask."""
        raise NotImplementedError

    def _answered(self, env, purpose, question, answer):
        """`answer` is what QuickBooks says to `question`, or the GatewayError that came instead."""
        raise NotImplementedError

    def run(self):
        try:
            self._run()
        except Exception as error:  # noqa: BLE001  whatever it is, it must not hold the queue, which runs before and after
            _logger.error(
                "QuickBooks: %s of connection %s broke off with %s",
                self.subject,
                self.connection_id,
                what_broke(error),
            )

    def _run(self):
        for _question in range(self.most_questions):
            due = self.retrying(self._due)
            if not due:
                return
            answer = self._ask(due[1])
            self.retrying(partial(self._keep, due=due, answer=answer))
            if isinstance(answer, GatewayError):
                return

    def _keep(self, env, due, answer):
        self._answered(env, *due, answer)

    def _ask(self, question):
        try:
            with self.transaction() as env:
                gateway = self.connection(env)._gateway()
            with contextlib.closing(gateway):
                return gateway.ask(question)
        except GatewayError as error:
            _logger.info("QuickBooks: %s of connection %s: %s", self.subject, self.connection_id, error)
            return error
