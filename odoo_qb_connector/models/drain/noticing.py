"""Asking QuickBooks what changed in it."""

from __future__ import annotations

from .asking import Asking


class Noticing(Asking):
    """One look for changes; on Desktop it is only asked for, and answered by the next session."""

    subject = "looking for changes"
    most_questions = 50

    def _run(self):
        with self.transaction() as env:
            pulled = self.connection(env).edition == "desktop"
        if pulled:
            self.retrying(lambda env: self.connection(env)._ask_noticing())
        else:
            super()._run()

    def _due(self, env):
        return self.connection(env)._next_noticing()

    def _answered(self, env, purpose, question, answer):
        self.connection(env)._qb_answered(purpose, question, answer)
