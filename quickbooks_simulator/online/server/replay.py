"""requestid: the same id in the same company answers the same bytes and does nothing again (spec qbo 1.5).

The answer is stored in the transaction that changed the books, so that there is no moment at which one exists
without the other: not for a dropped connection, not for kill -9.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from ... import clock
from ..company import Companies, Company
from ..faults import duplicate_request_id, invalid_request_id
from .execution import Execution
from .messages import Request, Response

LONGEST = 50  # characters (spec qbo 1.5)
LONGEST_ON_BATCH = 36
NEVER = datetime.max.replace(tzinfo=UTC)
REPLAYABLE = (200, 400)  # what the books answered; anything else says nothing about them


@dataclass(frozen=True)
class RequestId:
    """A checked requestid and what it was sent with."""

    value: str
    fingerprint: str


def request_id_of(request: Request, *, batch: bool) -> RequestId | None:
    """The call's requestid; Fault 2130 for one that is empty or too long."""
    value = request.query.get("requestid")
    if value is None:
        return None
    limit = LONGEST_ON_BATCH if batch else LONGEST
    if not 1 <= len(value) <= limit:
        raise invalid_request_id(value, limit)
    return RequestId(value, _fingerprint(request))


def _fingerprint(request: Request) -> str:
    """What makes two calls the same call: all but the requestid and the minor version."""
    pairs = [pair for pair in parse_qsl(request.raw_query) if pair[0] not in ("requestid", "minorversion")]
    digest = hashlib.sha256(repr((request.method, request.path, sorted(pairs))).encode())
    digest.update(request.body)
    return digest.hexdigest()


class Replay:
    """The stored answers, and which requestids are running just now."""

    def __init__(self, companies: Companies) -> None:
        self.companies = companies
        self._running: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    @contextmanager
    def running(self, company: Company, request_id: RequestId | None, execution: Execution) -> Iterator[None]:
        """One call per requestid at a time: a second one waits for the first, or answers 600 (a switch)."""
        if request_id is None:
            yield
            return
        key = (company.realm_id, request_id.value)
        while not self._enter(key):
            if company.switch("requestid_while_running") == "600":
                raise duplicate_request_id(request_id.value)
            execution.wait(NEVER, lambda: key not in self._running)
        try:
            yield
        finally:
            self._running.discard(key)
            clock.wake()

    def _enter(self, key: tuple[str, str]) -> bool:
        """Take the requestid; False while another call has it."""
        with self._lock:
            free = key not in self._running
            self._running.add(key)
        return free

    def once(
        self, company: Company, request_id: RequestId | None, work: Callable[[], Response]
    ) -> tuple[Response, bool]:
        """The answer of `work`, or the stored one; the second value says that it was replayed.

        `work` turns a Fault into an answer itself, so that a refusal inside leaves no half effect behind.
        """
        if request_id is None:
            return work(), False
        with self.companies.transaction() as connection:
            self._forget_old(connection, company)
            sql = "SELECT * FROM server_answer WHERE realm = ? AND request_id = ?"
            row = connection.execute(sql, [company.realm_id, request_id.value]).fetchone()
            if row is not None:
                return self._again(company, request_id, row), True
            response = work()
            if response.status == 200 or (response.status in REPLAYABLE and company.switch("requestid_replays_faults")):
                self._keep(connection, company, request_id, response)
            return response, False

    def _again(self, company: Company, request_id: RequestId, row) -> Response:
        other = row["fingerprint"] != request_id.fingerprint
        if other and company.switch("requestid_other_body") == "600":
            raise duplicate_request_id(request_id.value)
        return Response(row["status"], bytes(row["body"]), row["content_type"])

    def _keep(self, connection, company: Company, request_id: RequestId, response: Response) -> None:
        sql = "INSERT INTO server_answer VALUES (?, ?, ?, ?, ?, ?, ?)"
        kept = [response.status, response.content_type, response.body]
        key = [company.realm_id, request_id.value, request_id.fingerprint, clock.now().timestamp()]
        connection.execute(sql, [*key, *kept])

    def _forget_old(self, connection, company: Company) -> None:
        seconds = company.switch("requestid_retention_seconds")
        if seconds:
            sql = "DELETE FROM server_answer WHERE realm = ? AND created < ?"
            connection.execute(sql, [company.realm_id, clock.now().timestamp() - seconds])
