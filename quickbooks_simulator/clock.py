"""One movable clock per process.

Everything that asks "what time is it" inside the simulator asks this module, so that a test can let a token
die, a day pass or daylight saving begin without sleeping. Times are timezone-aware; QuickBooks Online
always speaks US-Pacific, whatever the company's own zone (spec qbo 1.2).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")

_LOOK_AGAIN_SECONDS = 3600  # a wait for a far moment is made of such pieces

_lock = threading.RLock()
_moved = threading.Condition(_lock)
_offset = timedelta(0)


def now() -> datetime:
    """The simulator's current time, aware, in UTC, with microseconds."""
    with _lock:
        return datetime.now(UTC) + _offset


def advance(seconds: float) -> datetime:
    """Move the clock by `seconds` (negative moves it back) and return the new time."""
    global _offset
    with _lock:
        _offset += timedelta(seconds=seconds)
        _moved.notify_all()
    return now()


def set(moment: datetime) -> datetime:  # the name is what a reader of `clock.set(...)` expects
    """Make the clock read `moment` (aware) from here on; it keeps running."""
    global _offset
    if moment.tzinfo is None:
        raise ValueError("the clock is set with an aware datetime")
    with _lock:
        _offset = moment.astimezone(UTC) - datetime.now(UTC)
        _moved.notify_all()
    return now()


def reset() -> None:
    """Back to the machine's own time."""
    global _offset
    with _lock:
        _offset = timedelta(0)
        _moved.notify_all()


def wait_until(moment: datetime, ended: Callable[[], bool] = lambda: False) -> None:
    """Wait until the clock reads `moment` (aware), by running or by being moved, or until `ended()`.

    Whoever changes what `ended` looks at calls `wake`.
    """
    with _moved:
        while not ended() and (left := (moment - now()).total_seconds()) > 0:
            _moved.wait(min(left, _LOOK_AGAIN_SECONDS))


def wake() -> None:
    """Let every `wait_until` look again."""
    with _moved:
        _moved.notify_all()


def today() -> date:
    """The server's current date: QuickBooks Online's servers live in US-Pacific."""
    return now().astimezone(PACIFIC).date()


def stamp(moment: datetime | None = None) -> str:
    """A time as stored in the columns `created_at` and `updated_at`: UTC, whole seconds, sortable as text."""
    return (moment or now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_stamp(text: str) -> datetime:
    """The inverse of `stamp`."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def metadata_time(moment: datetime | None = None) -> str:
    """A time as MetaData shows it.

    US-Pacific offset, no fraction (spec qbo 1.2), e.g. 2026-07-01T09:30:00-07:00.
    """
    return (moment or now()).astimezone(PACIFIC).isoformat(timespec="seconds")


def envelope_time(moment: datetime | None = None) -> str:
    """A time as the envelope's `time` shows it: US-Pacific offset, milliseconds (spec qbo 1.2)."""
    return (moment or now()).astimezone(PACIFIC).isoformat(timespec="milliseconds")
