"""Waiting on the movable clock: a test moves the clock instead of sleeping."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from ... import clock

LOOK_AGAIN_SECONDS = 0.2  # the clock may be moved behind our back

Pause = Callable[[float], bool]  # waits so many seconds of the clock; False: the agent is to stop


class Waiter:
    """Wakes when the clock reaches the time, when somebody calls `wake`, or at once after `stop`."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._stopped = False
        self._woken = False

    @property
    def stopped(self) -> bool:
        return self._stopped

    def stop(self) -> None:
        """End every wait, now and later."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def wake(self) -> None:
        """Let `until` return before its time: there is something to do."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    def look(self) -> None:
        """The clock was moved: look at it again."""
        with self._changed:
            self._changed.notify_all()

    def pause(self, seconds: float) -> bool:
        """Wait `seconds` of the clock; False when stopped."""
        moment = clock.now() + timedelta(seconds=seconds)
        with self._changed:
            while not self._stopped and (left := _left(moment)) > 0:
                self._changed.wait(min(left, LOOK_AGAIN_SECONDS))
        return not self._stopped

    def until(self, moment: datetime | None) -> bool:
        """Wait until `moment` (None: for ever), a `wake` or `stop`; False when stopped."""
        with self._changed:
            while not self._stopped and not self._woken and (moment is None or _left(moment) > 0):
                self._changed.wait(LOOK_AGAIN_SECONDS if moment is None else min(_left(moment), LOOK_AGAIN_SECONDS))
            self._woken = False
        return not self._stopped


def _left(moment: datetime) -> float:
    return (moment - clock.now()).total_seconds()
