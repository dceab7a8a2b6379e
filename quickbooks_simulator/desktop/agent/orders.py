"""Faults ordered by a test: what shall go wrong at which step of the protocol, how often.

An order strikes one kind of call: a SOAP method, or "begin", "hcp", "process" and "end" for what the Web Connector
asks of QuickBooks. Of one kind only the first in the queue strikes a call. Orders live in memory.
"""

from __future__ import annotations

import itertools
import random
import re
import threading
from dataclasses import dataclass, field

from ... import clock
from ..hresults import TEXTS
from .soap import PARAMETERS

BEGIN, HCP, PROCESS, END = "begin", "hcp", "process", "end"
SOAP_CALLS = tuple(PARAMETERS)
QUICKBOOKS_CALLS = (BEGIN, HCP, PROCESS, END)

# What goes wrong between the Web Connector and the service.
WIRE_KINDS: dict[str, str] = {
    "cut_before": "the call never leaves the PC",
    "cut_request": "only `sent_bytes` (default half) of the envelope reach the service, then the connection drops",
    "hang_up": "the whole call is sent, the connection drops before the answer",
    "lose_answer": "the service answered, nothing arrives",
    "time_out": "the answer comes too late",
    "truncate_answer": "only the first `bytes` (default half) of the answer arrive",
    "html_answer": "an HTML page arrives with HTTP `status` (default 200), `when` before or after (default) the service"
    " worked",
    "repeat": "the same call is made `times` (default 2) times; the last answer counts",
    "old_ticket": "the call carries `ticket`, by default that of the session before",
    "alter": "`parameters` replace those of the call",
    "skip": "the call is not made; `result` (default '' or 50) is taken for its answer",
    "extra": "before the call, `call` is made with `parameters`; its answer is not used",
}
# What goes wrong in QuickBooks: hresult of each, and where it strikes when the order does not say.
QUICKBOOKS_KINDS: dict[str, str] = {
    "hresult": "`code` (default 0x80040402) with `message`, `when` before (default) or after QuickBooks worked",
    "modal_dialog": "a modal dialog is open: 0x80040414",
    "single_user": "another mode than ours: 0x80040410",
    "wrong_file": "another company file is open: 0x8004040A",
    "quickbooks_closed": "QuickBooks is closed: 0x80040416 at begin; in the middle 0x80040402, `when` before or after"
    " it worked, and 0x8004040D until the session ends",
}
BOTH_KINDS: dict[str, str] = {
    "crash": "the Web Connector dies `when` before or after (default) the call; `kill`: the process by SIGKILL",
    "delay": "`ms` real milliseconds before the call (`when` after: behind it), shorter when released",
}
KINDS = {**WIRE_KINDS, **QUICKBOOKS_KINDS, **BOTH_KINDS}
PRESETS = {"modal_dialog": "0x80040414", "single_user": "0x80040410", "wrong_file": "0x8004040A"}
STRIKES_AT = {"hresult": PROCESS, "quickbooks_closed": PROCESS, **dict.fromkeys(PRESETS, BEGIN)}
OPTIONS: dict[str, tuple[str, ...]] = {
    "cut_request": ("sent_bytes",),
    "truncate_answer": ("bytes",),
    "html_answer": ("status", "when"),
    "repeat": ("times",),
    "old_ticket": ("ticket",),
    "alter": ("parameters",),
    "skip": ("result",),
    "extra": ("call", "parameters"),
    "hresult": ("code", "message", "when"),
    "quickbooks_closed": ("when",),
    "crash": ("when", "kill"),
    "delay": ("ms", "when"),
}
COMMON = {"kind", "match", "nth", "count", "chance", "seed"}
SKIPPABLE = {"serverVersion", "clientVersion", "receiveResponseXML", "getLastError", "closeConnection"}


class BadOrder(ValueError):
    """An order that cannot be understood: said to the test instead of being ignored."""


class Crash(Exception):
    """The Web Connector died at an ordered point: nothing more is called in this session."""


@dataclass
class Order:
    """One ordered fault.

    `nth` counts matching calls from 1; `count` is how many are struck; `chance` (0 to 1) strikes at random, the same
    way again for the same `seed`.
    """

    id: int
    kind: str
    match: dict[str, str]
    nth: int = 1
    count: int = 1
    options: dict = field(default_factory=dict)
    chance: float = 1
    dice: random.Random = field(default_factory=random.Random)
    seen: int = 0
    fired: list[dict] = field(default_factory=list)
    cancelled: bool = False
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def spent(self) -> bool:
        return self.cancelled or len(self.fired) >= self.count

    @property
    def after(self) -> bool:
        """True when it strikes behind the call's work."""
        default = "after" if self.kind in ("crash", "html_answer") else "before"
        return self.options.get("when", default) == "after"

    def strikes(self) -> bool:
        """True when a call that fits is to be struck; counts it."""
        self.seen += 1
        return self.seen >= self.nth and (self.chance >= 1 or self.dice.random() < self.chance)

    def fits(self, call: str, text: str) -> bool:
        """`match.call` is a name, `match.text` a regular expression found in what the call carries."""
        wanted = self.match.get("call") or STRIKES_AT.get(self.kind)
        possible = wanted == call if wanted else self.kind in BOTH_KINDS or call in SOAP_CALLS
        return possible and re.search(self.match.get("text", ""), text) is not None

    def shown(self) -> dict:
        """The order as the control interface shows it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "match": self.match,
            "nth": self.nth,
            "count": self.count,
            "chance": self.chance,
            **self.options,
            "fired": self.fired,
            "left": 0 if self.cancelled else self.count - len(self.fired),
        }


Struck = dict[str, Order]


class Orders:
    """The queue of one Web Connector."""

    def __init__(self, wishes: list[dict] | None = None) -> None:
        self._queue: list[Order] = []
        self._ids = itertools.count(1)
        self._changed = threading.Condition()
        for wish in wishes or []:
            self.add(wish)

    def add(self, wish: dict) -> Order:
        """Queue one order from its JSON; BadOrder says what is wrong with it."""
        order = _order(next(self._ids), wish)
        with self._changed:
            self._queue.append(order)
        return order

    def list(self) -> list[Order]:
        """All orders, spent ones included."""
        with self._changed:
            return list(self._queue)

    def clear(self) -> None:
        """Forget the orders and end the delays that are under way."""
        with self._changed:
            for order in self._queue:
                order.cancelled = True
                order.released.set()
            self._queue.clear()

    def release(self, order_id: int | None = None) -> int:
        """End the delays of one order (or all)."""
        found = [order for order in self.list() if order_id in (None, order.id)]
        for order in found:
            order.released.set()
        return len(found)

    def take(self, call: str, text: str = "") -> Struck:
        """The orders that strike this call, by kind, recorded as fired."""
        struck: Struck = {}
        with self._changed:
            for order in self._queue:
                if order.spent or order.kind in struck or not order.fits(call, text):
                    continue
                if order.strikes():
                    struck[order.kind] = order
                    order.fired.append({"at": clock.now().isoformat(), "call": call})
            if struck:
                self._changed.notify_all()
        return struck

    def wait_fired(self, order_id: int, seconds: float, times: int = 1) -> bool:
        """Wait until the order has struck `times` times; False after `seconds` (real)."""

        def fired() -> bool:
            return any(order.id == order_id and len(order.fired) >= times for order in self._queue)

        with self._changed:
            return self._changed.wait_for(fired, seconds)


def _order(number: int, wish: dict) -> Order:
    kind = wish.get("kind")
    if kind not in KINDS:
        raise BadOrder(f"kind must be one of {', '.join(KINDS)}")
    allowed = OPTIONS.get(kind, ())
    unknown = set(wish) - COMMON - set(allowed)
    if unknown:
        raise BadOrder(f"{kind} does not know {', '.join(sorted(unknown))}")
    match = wish.get("match") or {}
    _check_match(kind, match)
    options = {name: wish[name] for name in allowed if name in wish}
    for name, value in options.items():
        _check_option(kind, name, value)
    if kind == "extra" and "call" not in options:
        raise BadOrder("extra needs call")
    _check_numbers(wish)
    dice = random.Random(wish.get("seed"))
    return Order(number, kind, match, wish.get("nth", 1), wish.get("count", 1), options, wish.get("chance", 1), dice)


def _check_numbers(wish: dict) -> None:
    for name in ("nth", "count"):
        if not isinstance(wish.get(name, 1), int) or wish.get(name, 1) < 1:
            raise BadOrder(f"{name} must be a whole number from 1")
    if not isinstance(wish.get("seed", 0), int):
        raise BadOrder("seed must be a whole number")
    chance = wish.get("chance", 1)
    if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 <= chance <= 1:
        raise BadOrder("chance must be a number from 0 to 1")


def _check_match(kind: str, match: dict) -> None:
    if set(match) - {"call", "text"}:
        raise BadOrder("match knows call, text")
    calls = SOAP_CALLS if kind in WIRE_KINDS else QUICKBOOKS_CALLS if kind in QUICKBOOKS_KINDS else ()
    if kind in BOTH_KINDS:
        calls = (*SOAP_CALLS, *QUICKBOOKS_CALLS)
    if "call" in match and match["call"] not in calls:
        raise BadOrder(f"match.call of {kind} must be one of {', '.join(calls)}")
    if kind == "skip" and match.get("call") not in SKIPPABLE:
        raise BadOrder(f"skip needs match.call, one of {', '.join(sorted(SKIPPABLE))}")
    try:
        re.compile(match.get("text", ""))
    except re.error as error:
        raise BadOrder(f"match.text is no regular expression: {error}") from error


def _check_option(kind: str, name: str, value: object) -> None:
    choices = {"when": ("before", "after"), "kill": (True, False), "call": SOAP_CALLS}
    if name in choices and value not in choices[name]:
        raise BadOrder(f"{name} of {kind} must be one of {', '.join(map(str, choices[name]))}")
    if name in ("ms", "sent_bytes", "bytes", "status", "times") and (not isinstance(value, int) or value < 0):
        raise BadOrder(f"{name} must be a whole number from 0")
    if name == "parameters" and not isinstance(value, dict):
        raise BadOrder("parameters must be an object")
    if name == "code" and not re.fullmatch(r"0x[0-9A-Fa-f]{8}", str(value)):
        raise BadOrder(f"code must be 0x and 8 hex digits, e.g. {next(iter(TEXTS))}")
