"""Counters: what a realm was asked for, and the App Partner Program's monthly CorePlus cap (spec qbo 2.3).

Core calls write and are free, CorePlus calls read and are metered. The cap counts all realms together, per
calendar month of the simulator's clock. Everything is in memory and starts at zero with the process.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict

from ... import clock
from .refusals import throttled

CORE, CORE_PLUS = "core", "coreplus"


class Meter:
    """Counts calls per realm and CorePlus calls per month."""

    def __init__(self) -> None:
        self._realms: dict[str, Counter[str]] = defaultdict(Counter)
        self._months: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.monthly_limit: int | None = None  # None: no cap, as in the sandbox

    @staticmethod
    def month() -> str:
        """The calendar month the cap counts in, e.g. 2026-07."""
        return clock.today().isoformat()[:7]

    def admit(self, reads: int) -> None:
        """429 when the month's CorePlus calls are used up; a call that reads nothing always passes."""
        with self._lock:
            over = self.monthly_limit is not None and self._months[self.month()] + reads > self.monthly_limit
        if reads and over:
            raise throttled()

    def count(self, realm_id: str, *, reads: int, writes: int, **more: int) -> None:
        """Add a call; `more` are counters by another name (calls, batches, throttled, ...)."""
        with self._lock:
            self._realms[realm_id].update({CORE_PLUS: reads, CORE: writes, **more})
            self._months[self.month()] += reads

    def shown(self, realm_id: str) -> dict[str, int]:
        """The realm's counters; the usual ones are always there."""
        with self._lock:
            return {
                "calls": 0,
                CORE: 0,
                CORE_PLUS: 0,
                "throttled": 0,
                "replayed": 0,
                **self._realms[realm_id],
            }

    def reset(self, realm_id: str) -> None:
        """The realm's counters start again at zero; the month goes on."""
        with self._lock:
            self._realms.pop(realm_id, None)

    def monthly(self) -> dict:
        """The cap: month, used, limit (null for none)."""
        with self._lock:
            month = self.month()
            return {"month": month, "used": self._months[month], "limit": self.monthly_limit}

    def set_monthly(self, *, limit: int | None, used: int | None = None) -> None:
        """Set the cap, and what is used of it."""
        with self._lock:
            self.monthly_limit = limit
            if used is not None:
                self._months[self.month()] = used
