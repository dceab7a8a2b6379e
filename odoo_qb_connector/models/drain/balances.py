"""Reading open balances after a run of the queue: up to thirty customers at once."""

from __future__ import annotations

from ...gateway import ReadProfiles
from ..qb_balance import CUSTOMER
from .asking import Asking


class BalanceReading(Asking):
    subject = "reading the balances"
    most_questions = 10

    def _due(self, env):
        ids = self.connection(env)._balances_asked()
        return ("", ReadProfiles(CUSTOMER, ids)) if ids else None

    def _answered(self, env, _purpose, question, answer):
        self.connection(env)._answered_balance(question, answer)
