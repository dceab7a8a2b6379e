"""Sessions of the Web Connector inside one test transaction: sets are prepared, fetched, worked on and answered."""

from dataclasses import replace
from datetime import UTC, datetime

from odoo.addons.odoo_qb_connector.desktop import Session
from odoo.addons.odoo_qb_connector.desktop.answers import received
from odoo.addons.odoo_qb_connector.models.drain import DrainRun

from .pure.desktop.schemas import assert_valid
from .test_pulled_queue import SetsOnly

MOST_SETS = 60


class Unresting(DrainRun):
    """Does all that is due, and does not wait for what will be."""

    def _rest(self):
        return False


class RunsSessions:
    """Mixed into a case whose `file` answers sets: `answer(body)` is (response, HRESULT).

    `lose`: the answer to the next set that holds this text never arrives; a new session begins.
    """

    lose = ""
    sessions = 0

    def run_sessions(self):
        """What the scheduled action and the Web Connector do together, until nothing is left."""
        with self.enter_registry_test_mode():
            store = SetsOnly(self.env.registry, self.connection.id)
            self.open_session(store)
            for _set in range(MOST_SETS):
                self.drain()
                request = store.next_request()
                if request is None:
                    break
                self.assertTrue(store.mark_sent(replace(store.live, outstanding=request.key), request))
                self.carry(store, request)
            else:
                raise AssertionError("the session does not end")
        self.env.invalidate_all()

    def open_session(self, store):
        self.sessions += 1
        moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
        store.live = Session(f"ticket {self.sessions}", moment, moment)

    def carry(self, store, request):
        assert_valid(request.body)
        answer = self.file.answer(request.body)
        if self.lose and self.lose.encode() in request.body:
            self.lose = ""
            store.lost(request.key)
            self.open_session(store)
            return
        store.store_answer(replace(store.live, outstanding=""), request.key, received(*answer))
        store.settle(request.key)

    def drain(self):
        self.env.flush_all()
        Unresting(self.env.registry, self.connection.id, seconds=600).run()
        self.env.invalidate_all()
