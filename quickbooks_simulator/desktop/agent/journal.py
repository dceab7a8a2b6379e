"""What the Web Connector wrote down: every SOAP call, every call on QuickBooks, and QWCLog's lines."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from ... import clock

KEPT = 5_000
DEBUG_CHARACTERS = 50  # of each payload, as QBWC's level DEBUG shows (spec qbd 1.7)
LEVELS = ("NONE", "DEBUG", "VERBOSE")
SECRET = {"strPassword": "<MaskedForSecurity>"}


@dataclass
class Entry:
    """One call: to the web service (`peer` service) or to QuickBooks (`peer` quickbooks).

    `result` is None when nothing came back or was used; `error` says why. `orders` are the ordered faults that struck.
    """

    at: str
    session: int
    app: str
    peer: str
    call: str
    parameters: dict[str, object] = field(default_factory=dict)
    status: int = 0
    result: object = None
    error: str = ""
    orders: list[str] = field(default_factory=list)

    def shown(self) -> dict:
        return asdict(self)


class Journal:
    """In memory; the oldest entries fall out. `write` gets each line of QWCLog as it is written."""

    def __init__(self, level: str = "DEBUG", write: Callable[[str], None] | None = None) -> None:
        self.level = level
        self._write = write
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._lines: deque[str] = deque(maxlen=KEPT)
        self._lock = threading.Lock()

    def add(self, entry: Entry) -> None:
        """Keep a finished call and say it in the text log."""
        with self._lock:
            self._entries.append(entry)
        self.say(self._call_line(entry))

    def say(self, text: str) -> None:
        """One line of QWCLog."""
        if self.level == "NONE":
            return
        line = f"{clock.now():%Y%m%d.%H:%M:%S} UTC : {text}"
        with self._lock:
            self._lines.append(line)
        if self._write:
            self._write(line)

    def entries(self) -> list[Entry]:
        """All calls, oldest first."""
        with self._lock:
            return list(self._entries)

    def lines(self) -> list[str]:
        """QWCLog."""
        with self._lock:
            return list(self._lines)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._lines.clear()

    def _call_line(self, entry: Entry) -> str:
        given = "".join(f"<{name}={self._short(SECRET.get(name, value))}>" for name, value in entry.parameters.items())
        ended = entry.error or f"returned {self._short(entry.result)}"
        struck = f" [ordered: {', '.join(entry.orders)}]" if entry.orders else ""
        return f"{entry.call}({given}) {ended}{struck}"

    def _short(self, value: object) -> str:
        text = repr(value) if not isinstance(value, str) else f'"{value}"'
        if self.level == "VERBOSE" or len(text) <= DEBUG_CHARACTERS + 2:
            return text
        return text[: DEBUG_CHARACTERS + 1] + "..."
