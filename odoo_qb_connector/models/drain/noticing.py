"""Asking QuickBooks what changed in it."""

from __future__ import annotations

from .asking import Asking


class Noticing(Asking):
    """One look for changes; on Desktop it is only asked for, and answered by the next session."""

    subject = "looking for changes"
    most_questions = 50

    def _due(self, env):
        connection = self.connection(env)
        if connection.edition == "desktop":
            connection._ask_noticing()
            return None
        return connection._next_noticing()

    def _answered(self, env, purpose, question, answer):
        self.connection(env)._qb_answered(purpose, question, answer)
