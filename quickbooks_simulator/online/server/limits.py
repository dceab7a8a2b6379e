"""Intuit's throttles (spec qbo 2.1), on the simulator's movable clock.

The clock runs with real time and can be moved forward: a test lets a minute pass without waiting. A refused
call does not count. The figures per realm hold for all apps together, those per app for realm and app.
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager

from ... import clock
from .refusals import throttled

MINUTE, SECOND = 60.0, 1.0  # seconds
PER_REALM = (500, MINUTE)
PER_APP = (10, SECOND)
IN_FLIGHT = 10  # concurrent requests per realm and app: the rule of 2016, kept beside the new one
BATCH_PER_APP = (40, MINUTE)
BATCH_PER_REALM = (120, MINUTE)


class Limits:
    """Sliding windows per realm, and per realm and app."""

    def __init__(self) -> None:
        self._calls: dict[tuple, deque[float]] = defaultdict(deque)
        self._flying: dict[tuple[str, str], int] = defaultdict(int)
        self._lock = threading.Lock()

    @contextmanager
    def admitted(self, realm_id: str, app: str, *, batch: bool, enforced: bool, weight: int = 1) -> Iterator[None]:
        """Count one call in and out; 429 when a window is full. Not enforced: counted all the same.

        `weight` is how many of the realm's calls a minute it counts as.
        """
        key = (realm_id, app)
        with self._lock:
            self._admit(realm_id, key, batch=batch, enforced=enforced, weight=weight)
            self._flying[key] += 1
        try:
            yield
        finally:
            with self._lock:
                self._flying[key] -= 1

    def forget(self, realm_id: str) -> None:
        """Empty the windows of a realm."""
        with self._lock:
            for key in [key for key in self._calls if key[1] == realm_id]:
                del self._calls[key]

    def _admit(self, realm_id: str, key: tuple[str, str], *, batch: bool, enforced: bool, weight: int) -> None:
        now = clock.now().timestamp()
        windows = [(("realm", realm_id), PER_REALM, weight), (("app", *key), PER_APP, 1)]
        if batch:
            windows += [(("batch", realm_id), BATCH_PER_REALM, 1), (("batch-app", *key), BATCH_PER_APP, 1)]
        full = self._flying[key] >= IN_FLIGHT
        for name, (limit, seconds), calls in windows:
            full = self._count(name, now, seconds) + calls > limit or full
        if full and enforced:
            raise throttled()
        for name, _, calls in windows:
            self._calls[name].extend([now] * calls)

    def _count(self, name: tuple, now: float, seconds: float) -> int:
        """Calls of the last `seconds`; calls of a future that the clock was moved back from are forgotten."""
        calls = self._calls[name]
        while calls and not 0 <= now - calls[0] < seconds:
            calls.popleft()
        return len(calls)
