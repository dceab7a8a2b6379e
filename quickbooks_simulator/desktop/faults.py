"""Ordered faults: a call fails at a chosen point, or the whole process dies there (spec qbd 7, checklist).

The one that matters most is "after": QuickBooks committed and the answer is lost.
"""

from __future__ import annotations

import os
import signal

from ..books.store import Store
from .hresults import HResultError

POINTS = ("begin", "before", "between", "after", "store")


class Faults:
    """The orders of one company file, first in, first out per point."""

    def __init__(self, store: Store, realm: str) -> None:
        self.store = store
        self.realm = realm

    def order(self, at: str, hresult: str, skip: int, kill: bool) -> None:
        if at not in POINTS:
            raise ValueError(f"{at!r} is none of {POINTS}")
        with self.store.transaction() as connection:
            connection.execute(
                "INSERT INTO desktop_fault (realm, at, hresult, skip, kill) VALUES (?, ?, ?, ?, ?)",
                (self.realm, at, hresult, skip, int(kill)),
            )

    def clear(self) -> None:
        with self.store.transaction() as connection:
            connection.execute("DELETE FROM desktop_fault WHERE realm = ?", (self.realm,))

    def strike(self, at: str) -> None:
        """Fail if the oldest order for this point is due; used up either way."""
        row = self._due(at)
        if row is None:
            return
        if row["kill"]:
            os.kill(os.getpid(), signal.SIGKILL)
        raise HResultError(row["hresult"], log=f"ordered fault at {at}")

    def cannot_store(self) -> bool:
        """Shall QuickBooks fail to keep the state of this message set (9005)?"""
        return self._due("store") is not None

    def _due(self, at: str):
        """The order that strikes now; one that shall skip calls first counts down."""
        row = self._next(at)
        if row is None:
            return None
        with self.store.transaction() as connection:
            if row["skip"]:
                connection.execute("UPDATE desktop_fault SET skip = skip - 1 WHERE number = ?", (row["number"],))
                return None
            connection.execute("DELETE FROM desktop_fault WHERE number = ?", (row["number"],))
        return row

    def _next(self, at: str):
        return (
            self.store.connection()
            .execute("SELECT * FROM desktop_fault WHERE realm = ? AND at = ? ORDER BY number LIMIT 1", (self.realm, at))
            .fetchone()
        )


class NoFaults(Faults):
    """For what a person does by hand."""

    def __init__(self) -> None:
        """Nothing is ordered."""

    def cannot_store(self) -> bool:
        return False

    def strike(self, at: str) -> None:
        """Nothing happens."""
