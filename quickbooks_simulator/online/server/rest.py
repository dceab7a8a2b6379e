"""The way of one API call: orders, token, limits, requestid, books, answer, log."""

from __future__ import annotations

import json
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ... import clock
from ..company import Companies, Company
from ..faults import Fault, application_error
from . import answers
from .addresses import Address, parse
from .batch import is_read
from .execution import Execution, TimedOut
from .journal import Entry, Journal
from .limits import Limits
from .messages import NotUtf8, Request, Response, dropped
from .meter import Meter
from .oauth_store import Access, TokenStore
from .operations import Context, operation_of, perform
from .orders import BOOKS, GATEWAY, ITEM, Orders, Struck, Subject
from .payloads import not_utf8
from .query_engine import entity_of
from .refusals import GatewayRefusal, SimulatorRefusal, not_authorised, token_missing
from .replay import Replay, RequestId, request_id_of
from .strikes import error_when, strike_books, strike_gateway

UPLOAD_LIMIT_BYTES = 100 * 1024 * 1024  # spec qbo 2.1
READS = frozenset({"read", "query", "cdc", "download", "exchangerate"})
REMOVALS = frozenset({"delete", "void"})
JSON_ONLY = (
    "quickbooks_simulator speaks JSON only: send Accept: application/json. "
    "QuickBooks Online answers XML when it is not asked for JSON."
)


@dataclass
class Call:
    """One API call under way."""

    request: Request
    address: Address
    entry: Entry
    started: float
    arrived: datetime
    struck: Struck = field(default_factory=dict)
    gone: bool = False  # the client was cut off, or answered before the work was done
    early: Response | None = None  # what the client was answered then
    execution: Execution | None = None  # None before the call is let in
    access: Access | None = None


class Api:
    """Everything below /v3/company."""

    def __init__(
        self,
        companies: Companies,
        tokens: TokenStore,
        orders: Orders,
        journal: Journal,
        meter: Meter,
        limits: Limits,
    ) -> None:
        self.companies = companies
        self.tokens = tokens
        self.orders = orders
        self.journal = journal
        self.meter = meter
        self.limits = limits
        self.replay = Replay(companies)
        self.latency_ms = 0.0
        self._entities: dict[str, Mapping[str, str]] = {}
        self._stopping = threading.Event()

    def stop(self) -> None:
        """End every wait."""
        self._stopping.set()
        self.orders.release_everything()
        clock.wake()

    def handle(self, request: Request) -> Response:
        """The answer to one call, logged."""
        started = time.monotonic()
        tid = answers.new_tid()
        try:
            call = self._call(request, tid, started)
        except NotUtf8 as error:
            return answers.stamped(answers.business_fault(not_utf8(error)), tid, started)
        realm_id = call.address.realm_id
        self.journal.begin(realm_id)
        response = Response(500)
        try:
            response = self._answered(call)
        finally:
            self._log(call, response)
            self.journal.end(realm_id, call.entry)
        return answers.stamped(response, tid, started)

    # ----------------------------------------------------------------------------------- preparing

    def _call(self, request: Request, tid: str, started: float) -> Call:
        arrived = clock.now()
        realm_id = request.path.split("/")[3] if request.path.count("/") >= 3 else ""
        address = parse(request, self._names(realm_id))
        entry = Entry(arrived.isoformat(), request.method, request.path, request.raw_query, tid)
        entry.requestid = request.query.get("requestid")
        entry.entity = address.entity or self._asked(request, address)
        entry.operation = self._operation(request, address)
        return Call(request, address, entry, started, arrived)

    def _names(self, realm_id: str) -> Mapping[str, str]:
        """Lower-case entity names of a realm."""
        if realm_id not in self._entities:
            company = self.companies.get(realm_id)
            if company is None:
                return {}
            self._entities[realm_id] = {name.lower(): name for name in company.entities()}
        return self._entities[realm_id]

    def _asked(self, request: Request, address: Address) -> str:
        """The entity a query asks for, or the entities of a CDC call."""
        if address.operation == "cdc":
            return request.query.get("entities", "")
        if address.operation != "query":
            return ""
        text = request.query.get("query") or request.body.decode("utf-8", "replace")
        return entity_of(text, self._names(address.realm_id))

    def _operation(self, request: Request, address: Address) -> str:
        if address.operation != "write":
            return address.operation
        try:
            body = json.loads(request.body)
            return operation_of(request, body if isinstance(body, dict) else {})
        except (ValueError, Fault, RecursionError):
            return "write"

    def _subject(self, call: Call) -> Subject:
        entry = call.entry
        return Subject(entry.path, entry.entity, entry.operation, entry.method, entry.requestid or "", entry.tid)

    # ----------------------------------------------------------------------------------- answering

    def _answered(self, call: Call) -> Response:
        """The answer, whatever happens on the way."""
        call.struck = self.orders.take(call.address.realm_id, self._subject(call), GATEWAY)
        if "cut_before" in call.struck:
            return dropped()
        try:
            response = self._refused_early(call) or self._admitted(call)
        except TimedOut:
            response = call.execution.answer()
        except (Fault, GatewayRefusal, SimulatorRefusal) as refusal:
            response = self._refusal(call, refusal)
        except Exception as error:  # noqa: BLE001, a fault of the simulator itself is shown loudly
            traceback.print_exc(file=sys.stderr)
            response = answers.business_fault(application_error(f"{type(error).__name__}: {error}"))
        return self._leaving(call, response)

    def _refusal(self, call: Call, refusal: Exception) -> Response:
        """A refusal as an answer; the form of a 429 is a switch."""
        company = self.companies.get(call.address.realm_id)
        throttle = isinstance(refusal, GatewayRefusal) and refusal.status == 429
        if throttle and company is not None and company.switch("throttle_envelope") == "upper":
            return answers.business_fault(refusal.as_fault())
        return _refusal(refusal)

    def _leaving(self, call: Call, response: Response) -> Response:
        """The last thing that can go wrong: the way back to the client."""
        if call.execution is not None and call.execution.over and not call.gone:
            response = call.execution.answer()
        if call.gone:
            return Response(response.status, response.body, cut=True)
        if "cut_after" in call.struck:
            return dropped(int(call.struck["cut_after"].options.get("sent_bytes", 0)), response)
        return response

    def _refused_early(self, call: Call) -> Response | None:
        """Orders that need no token, then what any address is refused for."""
        bearer = _bearer(call.request)
        strike_gateway(call.struck, self.tokens, bearer)
        ordered = error_when(call.struck, "before")
        if ordered is not None:
            return ordered
        if not bearer:
            raise token_missing()
        call.access = self.tokens.check(bearer, call.address.realm_id)
        upload = call.address.operation == "upload"
        company = self._company(call)
        limit = UPLOAD_LIMIT_BYTES if upload else company.switch("payload_limit_bytes")
        if len(call.request.body) > limit:
            return Response(413, b"Request Entity Too Large\n", answers.PLAIN_TYPE)
        if call.address.operation != "download" and "application/json" not in call.request.header("Accept").lower():
            raise SimulatorRefusal(406, JSON_ONLY)
        return None

    def _admitted(self, call: Call) -> Response:
        """Past the gateway: limits, requestid, books."""
        company = self._company(call)
        batch = call.address.operation == "batch"
        reads, writes = self._weight(call, company)
        with ExitStack() as held:
            enforced = bool(company.switch("limits"))
            app = self.tokens.client_id
            weight = max(reads + writes, 1) if batch and company.switch("throttle_batch") == "items" else 1
            admitted = self.limits.admitted(company.realm_id, app, batch=batch, enforced=enforced, weight=weight)
            held.enter_context(admitted)
            self.meter.admit(reads)
            kind = {call.entry.operation: 1}
            self.meter.count(company.realm_id, reads=reads, writes=writes, calls=1, **kind)
            call.struck.update(self.orders.take(company.realm_id, self._subject(call), BOOKS))
            call.execution = Execution(company, call.arrived, lambda response: self._leave(call, response))
            if "cut_and_continue" in call.struck:
                call.request.hang_up()
                call.gone = True
            request_id = self._request_id(call, company, batch=batch)
            held.enter_context(self.replay.running(company, request_id, call.execution))
            return self._worked(call, company, request_id)

    def _worked(self, call: Call, company: Company, request_id: RequestId | None) -> Response:
        """Apply and answer, with the ordered delays around it."""
        self._pause(call, "delay_before", "cut_and_continue")
        response, call.entry.replayed = self.replay.once(
            company, request_id, lambda: self._books(call, company, request_id)
        )
        if call.entry.replayed:
            self.meter.count(company.realm_id, reads=0, writes=0, replayed=1)
        if self.latency_ms:
            end = clock.now() + timedelta(milliseconds=self.latency_ms)
            call.execution.wait(end, self._stopping.is_set)
        self._pause(call, "delay_after")
        return error_when(call.struck, "after") or response

    def _books(self, call: Call, company: Company, request_id: RequestId | None) -> Response:
        """Ask the books; a Fault becomes an answer here, so that requestid can keep it."""
        context = Context(
            self.companies,
            company,
            self._names(company.realm_id),
            call.request,
            call.address,
            lambda entity, operation, bid: self._strike(call, entity, operation, bid),
            request_id.value if request_id else None,
        )
        try:
            return answers.success(perform(context))
        except Fault as fault:
            return answers.business_fault(fault)

    def _strike(self, call: Call, entity: str, operation: str, bid: str) -> None:
        """Raise what was ordered for the call, or for one item of its batch."""
        if not bid:
            strike_books(call.struck)
            return
        path = f"{call.entry.path}#{bid}"
        subject = Subject(path, entity, operation, "POST", call.entry.requestid or "", call.entry.tid)
        strike_books(self.orders.take(call.address.realm_id, subject, ITEM))

    # --------------------------------------------------------------------------------- small parts

    def _company(self, call: Call) -> Company:
        company = self.companies.get(call.address.realm_id)
        if company is None:
            raise not_authorised()
        return company

    def _request_id(self, call: Call, company: Company, *, batch: bool) -> RequestId | None:
        request_id = request_id_of(call.request, batch=batch)
        ignored = "ignore_requestid" in call.struck or company.switch("requestid_ignored")
        return None if ignored else request_id

    def _pause(self, call: Call, *kinds: str) -> None:
        for kind in kinds:
            if kind in call.struck:
                self.orders.hold(call.struck[kind], call.execution.wait)

    def _leave(self, call: Call, response: Response) -> None:
        """Let the client go with this answer, or without one, while the work goes on."""
        if call.gone:
            return
        call.gone, call.early = True, response
        if response.cut:
            call.request.hang_up()
        else:
            call.request.answer_now(answers.stamped(response, call.entry.tid, call.started))

    def _weight(self, call: Call, company: Company) -> tuple[int, int]:
        """Metered reads and free writes of a call (spec qbo 2.3)."""
        metered = {*READS, *(REMOVALS if company.switch("delete_metering") == "coreplus" else ())}
        if call.address.operation != "batch":
            asked = {call.address.operation, call.entry.operation}
            return (1, 0) if asked & metered else (0, 1)
        how = company.switch("batch_metering")
        if how != "items":
            return (1, 0) if how == "coreplus" else (0, 1)
        items = _items(call.request)
        if not items:
            return 0, 1
        reads = sum(is_read(item) or item.get("operation") in metered for item in items)
        return reads, len(items) - reads

    def _log(self, call: Call, response: Response) -> None:
        entry = call.entry
        sent = call.early or response
        entry.status = 0 if sent.cut else sent.status
        entry.cut = sent.cut
        entry.orders = list(call.struck)
        if response.status == 429:
            self.meter.count(call.address.realm_id, reads=0, writes=0, throttled=1)
        entry.ids, entry.faults = _contents(call, response)


def _bearer(request: Request) -> str:
    scheme, _, value = request.header("Authorization").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def _items(request: Request) -> list[dict]:
    """The items of a batch, none of a body that is no batch."""
    try:
        items = json.loads(request.body)["BatchItemRequest"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    return items if isinstance(items, list) and all(isinstance(item, dict) for item in items) else []


def _refusal(refusal: Exception) -> Response:
    if isinstance(refusal, Fault):
        return answers.business_fault(refusal)
    if isinstance(refusal, GatewayRefusal):
        return answers.gateway_fault(refusal)
    assert isinstance(refusal, SimulatorRefusal)
    return answers.simulator_fault(refusal)


def _contents(call: Call, response: Response) -> tuple[list[str], list[str]]:
    """Ids and fault codes in an answer, for the log. A query's ids are left out: there may be a thousand."""
    if response.status == 200 and call.address.operation in ("query", "cdc"):
        return [], []
    try:
        body = json.loads(response.body)
    except ValueError:
        return [], []
    ids, faults = [], []
    for part in [body, *(body.get("BatchItemResponse") or [])]:
        fault = part.get("Fault") or part.get("fault") or {}
        faults += [str(e.get("code")) for e in fault.get("Error") or fault.get("error") or []]
        ids += [str(v["Id"]) for v in part.values() if isinstance(v, dict) and "Id" in v]
    return ids, faults
