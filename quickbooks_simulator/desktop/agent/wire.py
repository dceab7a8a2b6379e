"""One application's calls to its web service: what is sent, what is made of the answer, what is ordered to go wrong."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from urllib.parse import urlsplit

from ... import clock
from . import soap
from .journal import Entry, Journal
from .orders import Crash, Order, Orders, Struck
from .soap import Result, SoapError
from .transport import CLOSED, TIMED_OUT, Reply, Transport, Unreachable

PAGE = b"<!DOCTYPE html><html><head><title>Error</title></head><body><h1>It works not</h1></body></html>"
REASONS = {200: "OK", 404: "Not Found", 500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable"}
FAILURES = (SoapError, Unreachable)


class Wire:
    """Calls in the name of one session. `old_ticket` is the ticket of the session before."""

    def __init__(
        self, address: str, transport: Transport, orders: Orders, journal: Journal, *, app: str = "", session: int = 0
    ) -> None:
        self.address = address
        self.transport = transport
        self.orders = orders
        self.journal = journal
        self.app = app
        self.session = session
        self.old_ticket = ""

    def call(self, method: str, **values: object) -> Result:
        """One SOAP call; SoapError or Unreachable as .NET would throw, Crash when that was ordered."""
        struck = self.orders.take(method, " ".join(str(value) for value in values.values()))
        if "extra" in struck:
            self._extra(struck["extra"], values)
        values = self._altered(values, struck)
        entry = self._entry(method, values, struck)
        try:
            before(struck)
            entry.result = self._answer(method, values, struck, entry)
            after(struck)
        except FAILURES as error:
            entry.error = f"failed: {error}"
            raise
        except Crash:
            entry.error = "the Web Connector died"
            raise
        finally:
            self.journal.add(entry)
        return entry.result

    def _answer(self, method: str, values: dict, struck: Struck, entry: Entry) -> Result:
        if "skip" in struck:
            default = 50 if method == "receiveResponseXML" else ""
            return struck["skip"].options.get("result", default)
        body = soap.envelope(method, values)
        times = struck["repeat"].options.get("times", 2) if "repeat" in struck else 1
        for _ in range(max(times, 1)):
            reply = self._exchange(method, body, struck)
            entry.status = reply.status
        return soap.result(method, reply)

    def _exchange(self, method: str, body: bytes, struck: Struck) -> Reply:
        """The answer as it arrives here."""
        if "cut_before" in struck:
            raise Unreachable("Unable to connect to the remote server.")
        if "html_answer" in struck and not struck["html_answer"].after:
            return _html(struck["html_answer"])
        sent = None
        if "cut_request" in struck:
            sent = min(struck["cut_request"].options.get("sent_bytes", len(body) // 2), len(body) - 1)
        reply = self.transport.post(self.address, method, body, sent=sent, hang_up="hang_up" in struck)
        if "time_out" in struck:
            raise Unreachable(TIMED_OUT)
        if "lose_answer" in struck:
            raise Unreachable(CLOSED)
        if "html_answer" in struck:
            return _html(struck["html_answer"])
        if "truncate_answer" in struck:
            reply.body = reply.body[: struck["truncate_answer"].options.get("bytes", len(reply.body) // 2)]
        return reply

    def _altered(self, values: dict, struck: Struck) -> dict:
        values = dict(values)
        if "old_ticket" in struck:
            name = "wcTicket" if "wcTicket" in values else "ticket"
            values[name] = struck["old_ticket"].options.get("ticket", self.old_ticket)
        if "alter" in struck:
            values.update(struck["alter"].options.get("parameters", {}))
        return values

    def _extra(self, order: Order, values: dict) -> None:
        """A call out of order: same ticket unless the order says otherwise; whatever it answers is only noted."""
        method = order.options["call"]
        ticket = values.get("ticket", values.get("wcTicket", self.old_ticket))
        given = dict.fromkeys(soap.PARAMETERS[method], "") | {"qbXMLMajorVers": 13, "qbXMLMinorVers": 0}
        given |= {"ticket": ticket, "wcTicket": ticket} | order.options.get("parameters", {})
        given = {name: value for name, value in given.items() if name in soap.PARAMETERS[method]}
        entry = self._entry(method, given, {"extra": order})
        try:
            reply = self.transport.post(self.address, method, soap.envelope(method, given))
            entry.status = reply.status
            entry.result = soap.result(method, reply)
        except FAILURES as error:
            entry.error = f"failed: {error}"
        self.journal.add(entry)

    def _entry(self, method: str, values: dict, struck: Struck) -> Entry:
        shown = {**values, "strPassword": "***"} if "strPassword" in values else values
        at = clock.now().isoformat(timespec="milliseconds")
        return Entry(at, self.session, self.app, "service", method, shown, orders=list(struck))

    def open(self, address: str) -> None:
        """A person opens a page of the service in the browser."""
        if urlsplit(address).scheme in ("http", "https"):
            self.transport.get(address)


def before(struck: Struck) -> None:
    """Ordered delays and deaths in front of a call."""
    _pause_or_die(struck, lambda order: not order.after)


def after(struck: Struck) -> None:
    """Ordered delays and deaths behind a call's work."""
    _pause_or_die(struck, lambda order: order.after)


def _pause_or_die(struck: Struck, now: Callable[[Order], bool]) -> None:
    if "delay" in struck and now(struck["delay"]):
        order = struck["delay"]
        order.released.wait(order.options.get("ms", 0) / 1000)
    if "crash" in struck and now(struck["crash"]):
        if struck["crash"].options.get("kill"):
            os.kill(os.getpid(), signal.SIGKILL)
        raise Crash


def _html(order: Order) -> Reply:
    status = order.options.get("status", 200)
    return Reply(status, REASONS.get(status, "Unknown"), "text/html; charset=utf-8", PAGE)
