"""QuickBooks Online behind the port (gateway.port.Gateway)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from ..documents import Problem
from ..gateway import (
    Command,
    CompanyFacts,
    Delivery,
    GatewayError,
    ObjectRef,
    Outcome,
    Question,
    Throttled,
    TokenExpired,
    Unavailable,
    WireAnswer,
    WireRequest,
)
from . import preflight
from .chunks import chunks
from .client import CONNECT_TIMEOUT, READ_TIMEOUT, Client
from .decode import outcomes
from .encode import Context, request
from .fault_shapes import parse_json
from .faults import classify
from .limits import BATCH_SIZE, EXECUTION_LIMIT, ONLINE
from .links import APP_BASE, deep_link
from .notes import undelivered
from .questions import Questions
from .throttle import Throttle, throttle_of

_logger = logging.getLogger(__name__)

WORKERS = 8
REFUSED_AGAIN = "sign_in_again: a fresh access token was refused"
_NAMES = frozenset({"Customer", "Vendor", "Employee"})


class AccessTokens(Protocol):
    """Where access tokens come from (auth.Access). Both raise GatewayError."""

    def token(self) -> str:
        """A token good for the next minutes."""

    def renewed(self, refused: str) -> str:
        """Another token than `refused`, which was answered with 401."""


class OnlineGateway:
    """One company of QuickBooks Online. Cheap to make; `close` gives its connections back.

    `api_base` ends in /v3 and is https (or this machine). `facts` may be None until the company was read:
    then only names, items and questions work. Time-outs in seconds; Send Now takes `read_timeout=60`. Nothing is
    held back for the throttle longer than an answer may take.
    `throttle` is shared by everything in this process that talks to the realm; it defaults to that one.
    """

    limits = ONLINE
    batch_size = BATCH_SIZE
    execution_limit = EXECUTION_LIMIT
    pulls = False

    def __init__(
        self,
        api_base: str,
        realm_id: str,
        facts: CompanyFacts | None,
        access: AccessTokens,
        *,
        throttle: Throttle | None = None,
        connect_timeout: float = CONNECT_TIMEOUT,
        read_timeout: float = READ_TIMEOUT,
        workers: int = WORKERS,
        app_base: str = APP_BASE,
        client: Client | None = None,
    ):
        self._realm = realm_id
        self._context = Context(facts)
        self._access = access
        self._throttle = throttle or throttle_of(realm_id)
        self._client = client or Client(api_base, connect_timeout=connect_timeout, read_timeout=read_timeout)
        self._workers = workers
        self._longest_wait = read_timeout
        self._app_base = app_base

    def problems(self, command: Command) -> list[Problem]:
        """Everything that would be refused, without asking."""
        return preflight.problems(command, self._context)

    def encode(self, commands: Sequence[Command], key: str) -> WireRequest:
        """Raises encode.CannotSay for what `problems` refuses and has no form at all."""
        return request(commands, key, self._realm, self._context)

    def held_number(self, number: str) -> str:
        """As it is: what is longer is refused before it is sent."""
        return number

    def chunks(self, commands: Sequence[Command]) -> list[list[int]]:
        return chunks(commands)

    def decode(self, request: WireRequest, answer: WireAnswer) -> list[Outcome]:
        return outcomes(request, answer)

    def url(self, ref: ObjectRef) -> str:
        return deep_link(self._app_base, ref)

    def ask(self, question: Question) -> Any:
        """Reads; nothing is repeated here except after an expired token. Raises GatewayError."""
        return Questions(self._realm, self._read, self._context.name, us=self._context.us).ask(question)

    def transmit(self, requests: Sequence[WireRequest]) -> list[WireAnswer]:
        """One answer each, in order; never an exception.

        A 401 comes back from its thread, the token is renewed once here, and the same bytes go again with the
        same key. When there is no token to be had, the answers carry the reason as their note.
        """
        token = self._token(self._access.token)
        if isinstance(token, GatewayError):
            return [undelivered(token) for _request in requests]
        answers = self._carry_all(requests, token)
        expired = [place for place, answer in enumerate(answers) if _is_expired(requests[place], answer)]
        if expired:
            again = self._after_renewal([requests[place] for place in expired], token)
            for place, answer in zip(expired, again, strict=True):
                answers[place] = answer
        return answers

    def close(self) -> None:
        self._client.close()

    def _after_renewal(self, requests: Sequence[WireRequest], refused: str) -> list[WireAnswer]:
        """The same requests with another token. Refused again, they say that signing in again is needed."""
        token = self._token(lambda: self._access.renewed(refused))
        if isinstance(token, GatewayError):
            return [undelivered(token) for _request in requests]
        answers = self._carry_all(requests, token)
        return [
            replace(answer, note=REFUSED_AGAIN) if _is_expired(request, answer) else answer
            for request, answer in zip(requests, answers, strict=True)
        ]

    @staticmethod
    def _token(get: Callable[[], str]) -> str | GatewayError:
        """A token, or why there is none; the store of the tokens may fail in ways of its own."""
        try:
            return get()
        except GatewayError as error:
            return error
        except Exception as error:
            _logger.exception("QuickBooks: no access token could be had")
            return Unavailable(f"no access token: {type(error).__name__}")

    def _carry_all(self, requests: Sequence[WireRequest], token: str) -> list[WireAnswer]:
        carry: Callable[[WireRequest], WireAnswer] = partial(self._carry, token=token)
        if len(requests) < 2 or self._workers < 2:
            return [carry(request) for request in requests]
        with ThreadPoolExecutor(min(self._workers, len(requests)), "qb-online") as pool:
            return list(pool.map(carry, requests))

    def _carry(self, request: WireRequest, token: str) -> WireAnswer:
        """Runs in a thread: touches the wire and nothing else. Writes of names go one at a time, because
        QuickBooks refuses two at once in a company (spec qbo 3.5)."""
        if request.writes and any(member.type in _NAMES for member in request.members):
            with self._throttle.one_name_at_a_time:
                return self._carry_surely(request, token)
        return self._carry_surely(request, token)

    def _carry_surely(self, request: WireRequest, token: str) -> WireAnswer:
        """An answer whatever happens: a mistake of ours must not take the answers of other requests with it."""
        try:
            return self._carry_throttled(request, token)
        except Exception as error:
            _logger.exception("QuickBooks: request %s could not be carried", request.key)
            return WireAnswer(Delivery.UNKNOWN, note=f"not carried: {type(error).__name__}")

    def _carry_throttled(self, request: WireRequest, token: str) -> WireAnswer:
        try:
            with self._throttle.slot(batch=request.is_batch, writes=request.writes, longest_wait=self._longest_wait):
                answer = self._client.carry(request, token)
        except Throttled as error:
            return undelivered(error)
        error = classify(answer, writes=request.writes)
        if isinstance(error, Throttled):
            self._throttle.pause(error.retry_after, writes=request.writes)
        return answer

    def _read(self, request: WireRequest) -> Mapping:
        answer = self.transmit([request])[0]
        error = classify(answer, writes=False, verb="read")
        if error:
            raise error
        return parse_json(answer.body)


def _is_expired(request: WireRequest, answer: WireAnswer) -> bool:
    return answer.status == 401 and isinstance(classify(answer, writes=request.writes), TokenExpired)
