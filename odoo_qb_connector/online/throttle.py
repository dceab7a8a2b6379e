"""Staying below Intuit's limits per realm (spec qbo 2.1).

Intuit allows 10 requests a second and 10 in flight, 500 a minute, and 40 batch calls a minute; this stays
just below, because other processes (Send Now) and other apps use the same realm.

A request counts from its start until `seconds` after its end, because nobody knows when between the two it
arrived there. So the limits hold at Intuit whatever the network does: of all requests that arrive within
one second, the last one started found the others still counting."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..gateway import Throttled


@dataclass(frozen=True)
class Rate:
    """At most `count` within any `seconds`."""

    count: int
    seconds: float


PER_SECOND = Rate(8, 1.0)
PER_MINUTE = Rate(450, 60.0)
BATCHES_PER_MINUTE = Rate(36, 60.0)
IN_FLIGHT = 8
LONGEST_WAIT = 20.0
"""Seconds a request is held back here; beyond that the queue waits instead of a thread."""

Wait = Callable[[threading.Condition, float], object]


class Window:
    """Who counts against one rate: those in flight, and those that ended less than `seconds` ago."""

    def __init__(self, rate: Rate):
        self._rate = rate
        self._ends: deque[float] = deque()
        self._flying = 0

    def free_at(self, now: float) -> float:
        """The earliest time at which one more may start; infinity when only an end can make place."""
        while self._ends and self._ends[0] + self._rate.seconds <= now:
            self._ends.popleft()
        too_many = self._flying + len(self._ends) - self._rate.count + 1
        if too_many <= 0:
            return now
        return self._ends[too_many - 1] + self._rate.seconds if too_many <= len(self._ends) else math.inf

    def start(self) -> None:
        self._flying += 1

    def end(self, now: float) -> None:
        self._flying -= 1
        self._ends.append(now)


class Throttle:
    """The limiter of one realm, shared by every thread of this process that talks to it.

    `clock` is monotonic seconds; `wait(condition, seconds)` waits until woken or the time is over.
    """

    def __init__(
        self,
        *,
        per_second: Rate = PER_SECOND,
        per_minute: Rate = PER_MINUTE,
        batches: Rate = BATCHES_PER_MINUTE,
        in_flight: int = IN_FLIGHT,
        longest_wait: float = LONGEST_WAIT,
        clock: Callable[[], float] = time.monotonic,
        wait: Wait = threading.Condition.wait,
    ):
        self._all = (Window(Rate(in_flight, 0.0)), Window(per_second), Window(per_minute))
        self._batches = Window(batches)
        self._longest_wait = longest_wait
        self._clock = clock
        self._wait = wait
        self._paused_until = {True: -math.inf, False: -math.inf}
        self._changed = threading.Condition()
        self.one_name_at_a_time = threading.Lock()
        """To be held while names are written: QuickBooks refuses two at once in a company (spec qbo 3.5)."""

    def seconds_until_free(self, *, batch: bool = False, writes: bool = True) -> float:
        """How long a request that came now would wait.

        0 when it may start, infinity when somebody must end first.
        """
        now = self._clock()
        free = max(window.free_at(now) for window in self._windows(batch))
        return max(0.0, free - now, self._paused_until[writes] - now)

    def pause(self, seconds: float, *, writes: bool = True) -> None:
        """Intuit said 429: no more writes, or no more reads, for this long. Apart, because the monthly
        allowance of reads answers 429 too and leaves the writes alone (spec qbo 2.3)."""
        with self._changed:
            self._paused_until[writes] = max(self._paused_until[writes], self._clock() + seconds)

    @contextmanager
    def slot(self, *, batch: bool = False, writes: bool = True, longest_wait: float = math.inf) -> Iterator[None]:
        """Hold a place, waiting for it.

        Raises Throttled when that takes, or took, longer than `longest_wait`, at most this limiter's own.
        """
        windows = self._windows(batch)
        with self._changed:
            self._wait_for_place(batch, writes, min(longest_wait, self._longest_wait))
            for window in windows:
                window.start()
        try:
            yield
        finally:
            with self._changed:
                for window in windows:
                    window.end(self._clock())
                self._changed.notify_all()

    def _wait_for_place(self, batch: bool, writes: bool, longest_wait: float) -> None:
        patience = self._clock() + longest_wait
        while wait := self.seconds_until_free(batch=batch, writes=writes):
            left = patience - self._clock()
            if left <= 0 or left < wait < math.inf:
                raise Throttled("held back to keep Intuit's request limit", retry_after=min(wait, 60.0))
            self._wait(self._changed, min(wait, left))

    def _windows(self, batch: bool) -> tuple[Window, ...]:
        return (*self._all, self._batches) if batch else self._all


_realms: dict[str, Throttle] = {}
_realms_lock = threading.Lock()


def throttle_of(realm: str) -> Throttle:
    """This process's one limiter for `realm`."""
    with _realms_lock:
        return _realms.setdefault(realm, Throttle())
