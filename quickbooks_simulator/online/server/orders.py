"""Faults ordered by a test: what shall go wrong, for which call, how often (control interface).

A call takes every order that matches it, of one kind only the first in the queue, and only where the order can
take effect: what happens to the books is taken once the call has passed token and limits, so that no order is
spent on a call that was refused before. Orders live in memory.
"""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ... import clock

# kind -> what it does. "before" and "after" mean: before or after the books were changed.
KINDS: dict[str, str] = {
    "cut_before": "drop the connection before anything is applied",
    "cut_after": "apply, then drop the connection (after `sent_bytes` of the answer, default 0)",
    "cut_and_continue": "drop the connection at once and apply `ms` later all the same",
    "delay_before": "wait `ms` of the clock before applying",
    "delay_after": "apply, then wait `ms` before answering",
    "throttle": "429, code 3001",
    "error": "HTTP `status` 500, 502, 503 or 504, `when` before (default) or after applying, `html` a page",
    "transient": "a passing 6000, `text` names (default) or unexpected (spec qbo 3.5)",
    "fault": "an authorisation fault, `code` 120, 3100 or 5020",
    "closed_books": "6210 instead of applying",
    "expired_token": "the access token that was used is expired from now on: 401",
    "revoked_token": "the connection is revoked from now on: 401",
    "invalid_grant": "the token endpoint answers invalid_grant",
    "user_not_in_realm": "the token endpoint answers user_not_in_realm",
    "rotate_refresh": "this refresh changes the refresh token's value, whatever its age",
    "ignore_requestid": "requestid has no effect for this call",
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "cut_after": ("sent_bytes",),
    "cut_and_continue": ("ms",),
    "delay_before": ("ms",),
    "delay_after": ("ms",),
    "error": ("status", "when", "html"),
    "transient": ("text",),
    "fault": ("code",),
}
PERMISSION_DENIED = 5020  # the one authorisation fault that the books themselves answer
MATCHES = ("path", "entity", "operation")
DELAYS = frozenset({"delay_before", "delay_after", "cut_and_continue"})
# Where a call takes orders: on arrival, after token and limits, at one item of a batch, at the token endpoint.
GATEWAY, BOOKS, ITEM, TOKEN = "gateway", "books", "item", "token"
GATEWAY_KINDS = frozenset({"cut_before", "throttle", "expired_token", "revoked_token"})
TOKEN_KINDS = frozenset({"invalid_grant", "user_not_in_realm", "rotate_refresh"})
BOTH_ENDPOINTS = frozenset({"cut_before", "cut_after", "delay_before", "delay_after", "error"})
REFUSALS = frozenset({"transient", "closed_books", "fault"})  # what the books answer instead of applying
WRITES = frozenset({"create", "update", "delete", "void", "taxservice"})


@dataclass(frozen=True)
class Subject:
    """What an order is matched against. `operation` is create, read, query, batch, refresh, ..."""

    path: str
    entity: str
    operation: str
    method: str = ""
    request_id: str = ""
    tid: str = ""


@dataclass
class Order:
    """One ordered fault. `nth` counts matching calls from 1; `count` is how many calls it strikes."""

    id: int
    realm_id: str
    kind: str
    match: dict[str, str] = field(default_factory=dict)
    nth: int = 1
    count: int = 1
    options: dict = field(default_factory=dict)
    seen: int = 0
    begun: int = 0  # how often its effect was reached: a delay begins later than it is taken
    fired: list[dict] = field(default_factory=list)
    cancelled: bool = False
    released: threading.Event = field(default_factory=threading.Event)  # ends its delays early

    @property
    def spent(self) -> bool:
        """True when it will not strike again."""
        return self.cancelled or len(self.fired) >= self.count

    def shown(self) -> dict:
        """The order as the control interface shows it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "match": self.match,
            "nth": self.nth,
            "count": self.count,
            **self.options,
            "fired": self.fired,
            "left": 0 if self.cancelled else self.count - len(self.fired),
        }

    @property
    def place(self) -> str:
        """Where an API call takes it."""
        if self.kind in TOKEN_KINDS:
            return TOKEN
        if self.kind == "error":
            return GATEWAY if self.options.get("when", "before") == "before" else BOOKS
        if self.kind == "fault":
            return BOOKS if self.options["code"] == PERMISSION_DENIED else GATEWAY
        return GATEWAY if self.kind in GATEWAY_KINDS else BOOKS

    def fits(self, subject: Subject, place: str) -> bool:
        """True when it can take effect at `place` and `match` fits."""
        if place == TOKEN:
            possible = self.kind in TOKEN_KINDS or (self.kind in BOTH_ENDPOINTS and bool(self.match))
        elif place == ITEM:
            possible = self.kind in REFUSALS and self.place == BOOKS
        else:
            whole = subject.operation != "batch" or self.match.get("operation") == "batch"
            possible = self.place == place and (whole or place == GATEWAY or self.kind not in REFUSALS)
        if self.kind == "closed_books" and subject.operation not in WRITES:
            possible = False
        return possible and self.matches(subject)

    def matches(self, subject: Subject) -> bool:
        """True when `match` fits: path is a regular expression, entity and operation are names."""
        return (
            re.search(self.match.get("path", ""), subject.path) is not None
            and self.match.get("entity", subject.entity).lower() == subject.entity.lower()
            and self.match.get("operation", subject.operation).lower() == subject.operation.lower()
        )


Struck = dict[str, Order]  # the orders that strike one call, by kind
Wait = Callable[[datetime, Callable[[], bool]], None]  # as clock.wait_until


class BadOrder(ValueError):
    """An order that cannot be understood: said to the test instead of being ignored."""


class Orders:
    """The queues of all realms."""

    def __init__(self) -> None:
        self._queues: dict[str, list[Order]] = {}
        self._ids = itertools.count(1)
        self._changed = threading.Condition()

    def add(self, realm_id: str, wish: dict) -> Order:
        """Queue one order from its JSON; BadOrder says what is wrong with it."""
        order = _order(next(self._ids), realm_id, wish)
        with self._changed:
            self._queues.setdefault(realm_id, []).append(order)
        return order

    def list(self, realm_id: str) -> list[Order]:
        """All orders of a realm, spent ones included."""
        with self._changed:
            return list(self._queues.get(realm_id, []))

    def clear(self, realm_id: str) -> None:
        """Forget the realm's orders and end the delays that are under way."""
        with self._changed:
            for order in self._queues.pop(realm_id, []):
                order.cancelled = True
                order.released.set()
        clock.wake()

    def release(self, realm_id: str, order_id: int | None = None) -> int:
        """End the delays of one order (or all); answers how many orders were released."""
        found = [order for order in self.list(realm_id) if order_id in (None, order.id)]
        for order in found:
            order.released.set()
        clock.wake()
        return len(found)

    def release_everything(self) -> None:
        """End every delay: the server is stopping."""
        for realm_id in list(self._queues):
            self.release(realm_id)

    def take(self, realm_id: str, subject: Subject, place: str) -> Struck:
        """The orders that strike this call at `place`, by kind, recorded as fired."""
        struck: Struck = {}
        with self._changed:
            for order in self._queues.get(realm_id, []):
                if order.spent or order.kind in struck:
                    continue
                if order.fits(subject, place):
                    order.seen += 1
                    if order.seen >= order.nth:
                        struck[order.kind] = order
                        order.fired.append(_firing(subject))
                        order.begun += order.kind not in DELAYS
            if struck:
                self._changed.notify_all()
        return struck

    def hold(self, order: Order, wait: Wait = clock.wait_until) -> None:
        """The order's delay (`ms`, milliseconds of the clock), shorter when it is released."""
        end = clock.now() + timedelta(milliseconds=float(order.options.get("ms", 0)))
        with self._changed:
            order.begun += 1
            self._changed.notify_all()
        wait(end, order.released.is_set)

    def wait_fired(self, realm_id: str, order_id: int, seconds: float, times: int = 1) -> bool:
        """Wait until the order has struck `times` times, a delay until it is on; False after `seconds`."""

        def fired() -> bool:
            queue = self._queues.get(realm_id, [])
            return any(order.id == order_id and order.begun >= times for order in queue)

        with self._changed:
            return self._changed.wait_for(fired, seconds)


def _firing(subject: Subject) -> dict:
    return {
        "at": clock.now().isoformat(),
        "method": subject.method,
        "path": subject.path,
        "entity": subject.entity,
        "operation": subject.operation,
        "requestid": subject.request_id,
        "tid": subject.tid,
    }


def _order(number: int, realm_id: str, wish: dict) -> Order:
    kind = wish.get("kind")
    if kind not in KINDS:
        raise BadOrder(f"kind must be one of {', '.join(KINDS)}")
    allowed = OPTIONS.get(kind, ())
    unknown = set(wish) - {"kind", "match", "nth", "count", *allowed}
    if unknown:
        raise BadOrder(f"{kind} does not know {', '.join(sorted(unknown))}")
    match = wish.get("match") or {}
    if set(match) - set(MATCHES):
        raise BadOrder(f"match knows {', '.join(MATCHES)}")
    options = {name: wish[name] for name in allowed if name in wish}
    _check_options(kind, options)
    for name in ("nth", "count"):
        if not isinstance(wish.get(name, 1), int) or wish.get(name, 1) < 1:
            raise BadOrder(f"{name} must be a whole number from 1")
    try:
        re.compile(match.get("path", ""))
    except re.error as error:
        raise BadOrder(f"match.path is no regular expression: {error}") from error
    return Order(number, realm_id, kind, match, wish.get("nth", 1), wish.get("count", 1), options)


def _check_options(kind: str, options: dict) -> None:
    choices = {
        "status": (500, 502, 503, 504),
        "when": ("before", "after"),
        "html": (True, False),
        "text": ("names", "unexpected"),
        "code": (120, 3100, 5020),
    }
    for name, value in options.items():
        if name in choices and value not in choices[name]:
            raise BadOrder(f"{name} of {kind} must be one of {', '.join(map(str, choices[name]))}")
        if name in ("ms", "sent_bytes") and (not isinstance(value, (int, float)) or value < 0):
            raise BadOrder(f"{name} must be a number from 0")
    needed = {"error": "status", "fault": "code"}.get(kind)
    if needed and needed not in options:
        raise BadOrder(f"{kind} needs {needed}")
