"""Reading open balances after a run of the queue: asked between two transactions, up to thirty customers at once."""

from __future__ import annotations

import contextlib
import logging

from ...gateway import GatewayError, ReadProfiles
from ..qb_balance import CUSTOMER
from .transactions import Transactions

_logger = logging.getLogger(__name__)

MOST_QUESTIONS = 10
"""Of one run; the next goes on."""


class BalanceReading(Transactions):
    """Of one connection. Never raises: what was sent stays sent, and the next run reads again."""

    def run(self):
        try:
            self._run()
        except Exception:
            _logger.exception("QuickBooks: the balances of connection %s could not be read", self.connection_id)

    def _run(self):
        for _question in range(MOST_QUESTIONS):
            with self.transaction() as env:
                ids = self.connection(env)._balances_asked()
            if not ids:
                return
            question = ReadProfiles(CUSTOMER, ids)
            answer = self._ask(question)
            self.retrying(lambda env, q=question, a=answer: self.connection(env)._answered_balance(q, a))
            if isinstance(answer, GatewayError):
                return

    def _ask(self, question):
        """list[Profile], or the GatewayError that came instead."""
        try:
            with self.transaction() as env:
                gateway = self.connection(env)._gateway()
            with contextlib.closing(gateway):
                return gateway.ask(question)
        except GatewayError as error:
            _logger.info("QuickBooks: balances of connection %s: %s", self.connection_id, error)
            return error
