"""What travels through a session. Nothing yet: the engine's part takes this place."""

from __future__ import annotations

from .transactions import Transactions


class Sets(Transactions):
    """The half of desktop.session_store.SessionStore that hands out message sets and takes their answers."""

    def waiting(self):
        return 0

    def is_preparing(self):
        return False

    def next_request(self):
        return None

    def mark_sent(self, session, request):
        raise AssertionError("nothing is handed out")

    def request(self, key):
        return None

    def store_answer(self, session, key, answer):
        raise AssertionError("nothing was handed out")

    def settle(self, key):
        pass

    def lost(self, key):
        pass

    def evidence(self, ticket, answer, reason):
        pass
