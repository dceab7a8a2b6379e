"""A SessionStore in memory, and a Web Connector that drives it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from odoo.addons.odoo_qb_connector.desktop import Door, Session, WebConnector
from odoo.addons.odoo_qb_connector.desktop.password import Source, hashed
from odoo.addons.odoo_qb_connector.desktop.soap import METHODS, Call
from odoo.addons.odoo_qb_connector.gateway import Delivery, WireAnswer

FILE_ID = "{66666666-7777-8888-9999-aaaaaaaaaaaa}"
HASH = hashed("secret", iterations=1000)


class MemoryStore:
    """Everything a session wants remembered, in plain attributes; `log` says in which order things happened."""

    def __init__(self, requests=()):
        self.queue = list(requests)
        self.sent, self.answers, self.lost_keys = {}, {}, []
        self.kept, self.failures, self.companies, self.ended = [], [], [], []
        self.sessions, self.sources, self.calls, self.log = {}, {}, [], []
        self.preparing = False
        self.withdrawn = set()
        self.stranded = 0
        self.own_door = Door("odoo", HASH, file_id=FILE_ID)

    def door(self):
        return self.own_door

    def source(self, address):
        return self.sources.get(address, Source())

    def keep_source(self, address, source):
        self.sources[address] = source

    def called(self, moment):
        self.calls.append(moment)

    def find(self, ticket):
        return self.sessions.get(ticket)

    def current(self) -> Session | None:
        return next((one for one in self.sessions.values() if not one.ended), None)

    def save(self, session):
        self.sessions[session.ticket] = session

    def waiting(self):
        return len(self.queue)

    def is_preparing(self):
        return self.preparing

    def next_request(self):
        return self.queue[0] if self.queue else None

    def mark_sent(self, session, request):
        if request.key in self.withdrawn:
            self.queue.pop(0)
            return False
        self.log.append(("sent", request.key))
        self.sent[request.key] = self.queue.pop(0)
        self.save(session)
        return True

    def request(self, key):
        return self.sent.get(key)

    def store_answer(self, session, key, answer):
        self.log.append(("stored", key))
        self.answers[key] = answer
        self.save(session)

    def settle(self, key):
        self.log.append(("settled", key))

    def lost(self, key):
        self.log.append(("lost", key))
        self.lost_keys.append(key)

    def lose_stranded(self):
        self.stranded += 1

    def evidence(self, ticket, answer: WireAnswer, reason):
        assert answer.delivery is Delivery.ANSWERED
        self.kept.append((ticket, reason))

    def company_seen(self, shown, company_file, version):
        self.companies.append((shown.company_name, company_file, version))

    def connection_failed(self, error):
        self.failures.append(error.problem)

    def session_ended(self, session):
        self.ended.append(session.ticket)

    def sentence(self, problem, values):
        return problem

    def page(self):
        return "https://odoo.example.com/page"

    def close_door(self, **changes):
        self.own_door = replace(self.own_door, **changes)


class Agent:
    """Calls as the Web Connector does, with a clock of its own."""

    def __init__(self, store, *, source="198.51.100.7"):
        self.store = store
        self.now = datetime(2026, 3, 5, 12, tzinfo=UTC)
        self.tickets = 0
        self.service = WebConnector(store, now=lambda: self.now, new_ticket=self._ticket, source=source)

    def _ticket(self):
        self.tickets += 1
        return f"ticket-{self.tickets}"

    def call(self, method, *values):
        return self.service.handle(Call(method, dict(zip(METHODS[method], map(str, values), strict=False))))

    def enter(self, password="secret", user="odoo"):
        """authenticate's array."""
        return self.call("authenticate", user, password)

    def send(self, ticket, greeting="", company="C:\\rock.qbw"):
        return self.call("sendRequestXML", ticket, greeting, company, "US", 13, 0)

    def receive(self, ticket, response="", hresult="", message=""):
        return self.call("receiveResponseXML", ticket, response, hresult, message)

    def wait(self, **time):
        self.now += timedelta(**time)
