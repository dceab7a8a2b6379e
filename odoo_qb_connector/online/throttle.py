"""Staying below Intuit's limits per realm (spec qbo 2.1).

Intuit allows 10 requests a second and 10 in flight, 500 a minute, and 40 batch calls a minute; this stays
just below, because other processes (Send Now) and other apps use the same realm. `reserve` is arithmetic on a
given time; only `slot` waits.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..gateway import Throttled


@dataclass(frozen=True)
class Rate:
    """At most `count` starts within any `seconds`."""

    count: int
    seconds: float


PER_SECOND = Rate(8, 1.0)
PER_MINUTE = Rate(450, 60.0)
BATCHES_PER_MINUTE = Rate(36, 60.0)
IN_FLIGHT = 8
LONGEST_WAIT = 20.0
"""Seconds a request is held back here; beyond that the queue waits instead of a thread."""


class Window:
    """The starts of one rate, past and promised."""

    def __init__(self, rate: Rate):
        self._rate = rate
        self._starts: deque[float] = deque(maxlen=rate.count)

    def free_at(self, now: float) -> float:
        """The earliest time at which one more start keeps the rate."""
        if len(self._starts) < self._rate.count:
            return now
        return max(now, self._starts[0] + self._rate.seconds)

    def take(self, start: float) -> None:
        self._starts.append(start)


class Throttle:
    """The limiter of one realm, shared by every thread of this process that talks to it."""

    def __init__(
        self,
        *,
        per_second: Rate = PER_SECOND,
        per_minute: Rate = PER_MINUTE,
        batches: Rate = BATCHES_PER_MINUTE,
        in_flight: int = IN_FLIGHT,
        longest_wait: float = LONGEST_WAIT,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ):
        self._all = (Window(per_second), Window(per_minute))
        self._batches = Window(batches)
        self._in_flight = threading.BoundedSemaphore(in_flight)
        self._longest_wait = longest_wait
        self._clock = clock
        self._sleep = sleep
        self._paused_until = self._last_start = float("-inf")
        self._lock = threading.Lock()

    def reserve(self, *, batch: bool = False) -> float:
        """Promise the next start and return the seconds until then. Starts are promised in the order they are
        asked for. Raises Throttled, promising nothing, when that is further away than `longest_wait`."""
        windows = (*self._all, self._batches) if batch else self._all
        with self._lock:
            now = self._clock()
            free = (window.free_at(now) for window in windows)
            start = max(now, self._paused_until, self._last_start, *free)
            if start - now > self._longest_wait:
                raise Throttled("held back to keep Intuit's request limit", retry_after=start - now)
            self._last_start = start
            for window in windows:
                window.take(start)
            return start - now

    def pause(self, seconds: float) -> None:
        """Intuit said 429: nobody starts for this long."""
        with self._lock:
            self._paused_until = max(self._paused_until, self._clock() + seconds)

    @contextmanager
    def slot(self, *, batch: bool = False) -> Iterator[None]:
        """Hold a place in flight, waiting for the next start. Raises Throttled like `reserve`."""
        with self._in_flight:
            wait = self.reserve(batch=batch)
            if wait > 0:
                self._sleep(wait)
            yield


_realms: dict[str, Throttle] = {}
_realms_lock = threading.Lock()


def throttle_of(realm: str) -> Throttle:
    """This process's one limiter for `realm`."""
    with _realms_lock:
        return _realms.setdefault(realm, Throttle())
