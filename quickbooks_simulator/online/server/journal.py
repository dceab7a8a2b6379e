"""The request log of each realm, for tests and for the books page. In memory; the oldest entries fall out."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from dataclasses import asdict, dataclass, field

KEPT = 20_000  # entries per realm


@dataclass
class Entry:
    """One request and how it ended. `status` 0: the client got no answer."""

    at: str
    method: str
    path: str
    query: str
    tid: str
    requestid: str | None = None
    entity: str = ""
    operation: str = ""
    ids: list[str] = field(default_factory=list)
    status: int = 0
    faults: list[str] = field(default_factory=list)
    replayed: bool = False
    orders: list[str] = field(default_factory=list)  # kinds of ordered faults that struck
    cut: bool = False

    def shown(self) -> dict:
        return asdict(self)


class Journal:
    """Entries per realm, oldest first."""

    def __init__(self) -> None:
        self._entries: dict[str, deque[Entry]] = defaultdict(lambda: deque(maxlen=KEPT))
        self._working: dict[str, int] = defaultdict(int)
        self._changed = threading.Condition()

    def begin(self, realm_id: str) -> None:
        """A request of this realm is being worked on."""
        with self._changed:
            self._working[realm_id] += 1

    def end(self, realm_id: str, entry: Entry) -> None:
        """It is done: keep its entry."""
        with self._changed:
            self._entries[realm_id].append(entry)
            self._working[realm_id] -= 1
            self._changed.notify_all()

    def entries(self, realm_id: str) -> list[dict]:
        """The log of a realm."""
        with self._changed:
            return [entry.shown() for entry in self._entries.get(realm_id, ())]

    def clear(self, realm_id: str) -> None:
        """Empty the log of a realm."""
        with self._changed:
            self._entries.pop(realm_id, None)

    def wait_idle(self, realm_id: str | None, seconds: float) -> bool:
        """Wait until no request of the realm (None: of any) is worked on; False after `seconds` (real)."""

        def idle() -> bool:
            return self._working[realm_id] == 0 if realm_id else not any(self._working.values())

        with self._changed:
            return self._changed.wait_for(idle, seconds)
