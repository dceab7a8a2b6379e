"""The session of the Web Connector as a state machine (spec qbd 1.2 to 1.6): a call in, its answer out. No clock,
no ticket and no storage of its own.

What a session guarantees:

* a set is committed as sent before its bytes leave; asked for again on the same ticket, it is the same bytes;
* an answer is committed before anything is made of it, and the same answer twice changes nothing;
* an answer that was not asked for, of another set, or on an old ticket is kept as evidence and settles nothing;
* a set whose answer does not come is in doubt, never forgotten and never simply sent again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from ..gateway import ConnectionDown, GatewayError, WireAnswer, WireRequest
from . import password
from .answers import hresult_of, received
from .session_checks import PROBE, belongs, digest, is_other_file, probe, shown_in, stops
from .session_store import Door, Session, SessionStore
from .soap import METHODS, Call
from .statuses import error_of_hresult

SERVER_VERSION = "odoo_qb_connector 19.0"
OLDEST_CLIENT = (2, 1)
IDLE = timedelta(hours=2)
"""A session that was silent for so long is over: QuickBooks itself may take many minutes for one set."""
LONGEST = timedelta(hours=24)
MOST_WAITS = 12
"""Pauses of five seconds in a row while more is being prepared (spec qbd 1.5)."""
FAREWELL = MOST_WAITS + 1
"""In place of a number of pauses: the harmless question went last, because nothing was left."""
DONE, REFUSED = 100, -1
NO_WORK, WRONG_USER, BUSY = "none", "nvu", "busy"
Answer = str | int | tuple[str, ...]


class WebConnector:
    """Answers the calls of one connection. `source` is where the call came from, for the growing delay; `new_ticket`
    makes an unguessable one."""

    def __init__(
        self, store: SessionStore, *, now: Callable[[], datetime], new_ticket: Callable[[], str], source: str = ""
    ):
        self._store = store
        self._now = now
        self._new_ticket = new_ticket
        self._source = source

    def handle(self, call: Call) -> Answer:
        """The result of any method of the service (`soap.answer` makes it a response)."""
        return _HANDLERS[call.method](self, call)

    # ------------------------------------------------------------------ before the session

    def _server_version(self, _call: Call) -> str:
        return SERVER_VERSION

    def _client_version(self, call: Call) -> str:
        """Old ones are warned about, not refused."""
        found = re.match(r"\s*(\d+)\.(\d+)", call["strVersion"])
        old = found and tuple(map(int, found.groups())) < OLDEST_CLIENT
        return "W:" + self._store.sentence("web_connector_old", {}) if old else ""

    def _authenticate(self, call: Call) -> tuple[str, ...]:
        """Ticket and what to do (spec qbd 1.3). Nothing to do is said here, so that QuickBooks is not even opened."""
        now, door = self._now(), self._store.door()
        source = self._store.source(self._source)
        left = password.delay_left(source, now)
        if left:
            return ("", BUSY, str(ceil(left.total_seconds())))
        if not self._is_right(call, door):
            self._store.keep_source(self._source, password.failed(source, now))
            return ("", WRONG_USER)
        if source.failures:
            self._store.keep_source(self._source, password.succeeded(source))
        self._store.called(now)
        return self._entered(door, now)

    @staticmethod
    def _is_right(call: Call, door: Door) -> bool:
        """Both are always compared, so that the time says nothing."""
        same_password = password.matches(call["strPassword"], door.password_hash)
        return password.same_name(call["strUserName"], door.user_name) and same_password

    def _entered(self, door: Door, now: datetime) -> tuple[str, ...]:
        if door.is_busy:
            return ("", BUSY)
        self._take_over(now)
        if not door.is_open or not (self._store.waiting() or self._store.is_preparing()):
            return ("", NO_WORK)
        session = Session(self._new_ticket(), opened_at=now, seen_at=now)
        self._store.save(session)
        return (session.ticket, door.company_file, *(["0", str(door.run_every)] if door.run_every else []))

    def _take_over(self, now: datetime) -> None:
        """A new session while one waits for an answer: that answer is lost (spec qbd 1.4)."""
        previous = self._store.current()
        if previous is not None:
            self._end(replace(previous, seen_at=now))
        self._store.lose_stranded()

    def _end(self, session: Session) -> None:
        if session.outstanding and session.outstanding != PROBE:
            self._store.lost(session.outstanding)
        over = replace(session, ended=True, outstanding="")
        self._store.save(over)
        self._store.session_ended(over)

    # ------------------------------------------------------------------ tickets

    def _live(self, ticket: str) -> Session | None:
        """The session of `ticket` when it is still going on."""
        session = self._store.find(ticket) if ticket else None
        return session if session and not session.ended and not self._is_over(session) else None

    def _is_over(self, session: Session) -> bool:
        now = self._now()
        return now - session.seen_at > IDLE or now - session.opened_at > LONGEST

    # ------------------------------------------------------------------ sending

    def _send_request(self, call: Call) -> str:
        session = self._live(call["ticket"])
        if session is None:
            return ""
        session = replace(session, seen_at=self._now(), error="")
        if not session.greeted:
            session, welcome = self._greet(session, call)
            if not welcome:
                return ""
        request = self._request_again(session) or self._next(session)
        return request.body.decode("ascii") if request else ""

    def _greet(self, session: Session, call: Call) -> tuple[Session, bool]:
        """The first call says which company file is open; only ours is talked to (spec qbd 1.4)."""
        shown, opened = shown_in(call["strHCPResponse"]), call["strCompanyFileName"]
        wrong = is_other_file(shown, opened, self._store.door())
        if wrong:
            error = ConnectionDown(opened, problem="desktop_other_file", values={"file": opened})
            return self._fail(session, error), False
        if shown is not None:
            version = f"{call['qbXMLMajorVers'] or '0'}.{call['qbXMLMinorVers'] or '0'}"
            self._store.company_seen(shown, opened, version)
        return replace(session, greeted=True), True

    def _request_again(self, session: Session) -> WireRequest | None:
        """What is not answered yet goes again, byte for byte."""
        if not session.outstanding:
            return None
        if session.outstanding == PROBE:
            return probe()
        request = self._store.request(session.outstanding)
        if request is None:
            self._store.lost(session.outstanding)
        else:
            self._store.save(session)
        return request

    def _next(self, session: Session) -> WireRequest | None:
        session = replace(session, outstanding="")
        if session.shaken:
            self._store.save(replace(session, outstanding=PROBE))
            return probe()
        while (request := self._store.next_request()) is not None:
            if self._store.mark_sent(replace(session, outstanding=request.key, waits=0), request):
                return request
        if not session.last and not session.waits:
            self._store.save(replace(session, outstanding=PROBE))
            return probe()
        return self._without_work(session)

    def _without_work(self, session: Session) -> WireRequest | None:
        """Pause while more is prepared. Nothing left after all: the harmless question, whose answer ends the session
        with 100, because a request that stays empty is shown as an error (spec qbd 1.5). Once only, or a percentage
        that stays below 100 would ask it for ever."""
        if self._store.is_preparing():
            waits = (session.waits + 1) % (MOST_WAITS + 1) if session.waits != FAREWELL else 1
            self._store.save(replace(session, waits=waits))
            return None
        if session.waits == FAREWELL:
            self._store.save(replace(session, waits=0))
            return None
        self._store.save(replace(session, outstanding=PROBE, waits=FAREWELL))
        return probe()

    # ------------------------------------------------------------------ receiving

    def _receive_response(self, call: Call) -> int:
        answer = received(call["response"], call["hresult"], call["message"])
        session = self._live(call["ticket"])
        if session is None:
            self._keep_if_known(call["ticket"], answer)
            return REFUSED
        session = replace(session, seen_at=self._now())
        if session.outstanding and belongs(answer, session.outstanding):
            return self._take(session, answer)
        if digest(answer) == session.last:
            self._store.save(session)
            return self._percent(session)
        return self._not_asked(session, answer)

    def _keep_if_known(self, ticket: str, answer: WireAnswer) -> None:
        """A forged ticket leaves no trace; one of a session that is over was ours."""
        if ticket and self._store.find(ticket) is not None:
            self._store.evidence(ticket, answer, "session_over")

    def _not_asked(self, session: Session, answer: WireAnswer) -> int:
        self._store.evidence(session.ticket, answer, "not_asked")
        self._store.save(replace(session, error=self._store.sentence("desktop_unexpected_answer", {})))
        return REFUSED

    def _take(self, session: Session, answer: WireAnswer) -> int:
        """After an HRESULT the harmless question goes next: an HRESULT says nothing of which set it is about, so one
        that is delivered twice would otherwise be taken for the refusal of the next set."""
        key, nameless = session.outstanding, bool(hresult_of(answer))
        session = replace(session, outstanding="", last=digest(answer))
        if key == PROBE:
            session = replace(session, shaken=False)
            self._store.save(session)
        else:
            session = replace(session, answered=session.answered + 1, shaken=nameless, waits=0)
            self._store.store_answer(session, key, answer)
            self._store.settle(key)
        error = stops(answer)
        if error:
            self._fail(session, error)
            return REFUSED
        return self._percent(session)

    def _percent(self, session: Session) -> int:
        """How much of what is known is done; 100, which ends the session, only when nothing is left (spec qbd
        1.5)."""
        left = self._store.waiting() + bool(session.outstanding) + self._store.is_preparing()
        return min(99, session.answered * 100 // (session.answered + left)) if left else DONE

    # ------------------------------------------------------------------ errors and endings

    def _connection_error(self, call: Call) -> str:
        """The Web Connector has tried twice already (spec qbd 1.4)."""
        session = self._live(call["ticket"])
        if session is not None:
            self._fail(session, error_of_hresult(call["hresult"], call["message"], writes=False))
        return "done"

    def _fail(self, session: Session, error: GatewayError) -> Session:
        """One sentence for the person in front of the Web Connector, and for the connection's health."""
        values = {"message": error.message, "code": error.code, **error.values}
        session = replace(session, error=self._store.sentence(error.problem, values))
        self._store.save(session)
        self._store.connection_failed(error)
        return session

    def _last_error(self, call: Call) -> str:
        session = self._live(call["ticket"])
        if session is None:
            return self._store.sentence("desktop_session_over", {})
        if session.error:
            return session.error
        return "NoOp" if session.waits else self._store.sentence("desktop_nothing_more", {})

    def _close(self, call: Call) -> str:
        session = self._store.find(call["ticket"]) if call["ticket"] else None
        if session is None:
            return self._store.sentence("desktop_session_over", {})
        if not session.ended:
            self._end(session)
        return session.error or self._store.sentence("desktop_session_done", {"count": session.answered})

    # ------------------------------------------------------------------ interactive

    def _interactive_url(self, call: Call) -> str:
        return self._store.page() if self._live(call["wcTicket"]) else ""

    def _interactive_done(self, _call: Call) -> str:
        """We never ask for the interactive mode; whoever is in it may go on."""
        return "Done"

    def _interactive_rejected(self, _call: Call) -> str:
        return self._store.sentence("desktop_interactive_rejected", {})


_HANDLERS: dict[str, Callable[[WebConnector, Call], Answer]] = {
    "serverVersion": WebConnector._server_version,
    "clientVersion": WebConnector._client_version,
    "authenticate": WebConnector._authenticate,
    "sendRequestXML": WebConnector._send_request,
    "receiveResponseXML": WebConnector._receive_response,
    "connectionError": WebConnector._connection_error,
    "getLastError": WebConnector._last_error,
    "closeConnection": WebConnector._close,
    "getInteractiveURL": WebConnector._interactive_url,
    "interactiveDone": WebConnector._interactive_done,
    "interactiveRejected": WebConnector._interactive_rejected,
}
if set(_HANDLERS) != set(METHODS):
    raise AssertionError("every method of the service needs a handler")
