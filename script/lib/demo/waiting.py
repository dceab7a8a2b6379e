"""Waiting for Odoo's queue, by looking at it."""

import time
from collections.abc import Callable
from typing import Any

from ..errors import ScriptError
from .odoo_user import OdooUser

OPEN = ("pending", "sending", "unknown")
STEP = 0.25


def _step() -> None:
    time.sleep(STEP)


def until_arrived(user: OdooUser, patience: float, pause: Callable[[], None] = _step) -> None:
    """Return when nothing waits and nothing is on its way; `pause` is what to do between two looks. Raises ScriptError
    in the queue's own words."""
    deadline = time.monotonic() + patience
    while True:
        open_ones = _operations(user, OPEN)
        failed = _operations(user, ("failed",))
        if failed:
            raise ScriptError(f"QuickBooks did not take everything: {_told(failed)}")
        if not open_ones:
            return
        if time.monotonic() > deadline:
            raise ScriptError(f"Not everything arrived within {patience:.0f} s: {_told(open_ones)}")
        pause()


def until_ready(user: OdooUser, patience: float) -> None:
    """Return when something lies ready for the Web Connector to be fetched."""
    deadline = time.monotonic() + patience
    while not user.find("qb.exchange", [("state", "=", "ready"), ("writes", "=", True)], "id"):
        if time.monotonic() > deadline:
            raise ScriptError(f"Nothing became ready for the Web Connector within {patience:.0f} s.")
        _step()


def until_settled(user: OdooUser, patience: float) -> None:
    """Return when nothing waits and nothing is on its way, however it ended; what waits behind a failure counts as
    ended."""
    deadline = time.monotonic() + patience
    while _operations(user, ("sending", "unknown")) or not _operations(user, ("failed",)):
        if time.monotonic() > deadline:
            raise ScriptError(f"The queue did not come to rest within {patience:.0f} s.")
        time.sleep(STEP)


def _operations(user: OdooUser, states: tuple[str, ...]) -> list[dict[str, Any]]:
    return user.find("qb.operation", [("state", "in", states)], "display_name", "state", "error")


def _told(operations: list[dict[str, Any]]) -> str:
    return "; ".join(f"{one['display_name']}: {one['error'] or one['state']}" for one in operations)
