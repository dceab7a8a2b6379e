"""How long one request may take: after 120 s it is timed out, its work possibly done (spec qbo 2.1, 3.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from ... import clock
from ..company import Company
from .messages import Response, dropped
from .strikes import error_page


class TimedOut(Exception):
    """The request has reached its limit and nothing more is done for it."""


class Execution:
    """One request on the simulator's clock.

    `arrived` is when it came (aware). `leave` is called once, at the limit and while the request still waits, with
    the answer that the client gets at once (switch `execution_limit_answer`). Then the work goes on, or ends with
    TimedOut (switch `execution_limit_work`).
    """

    def __init__(self, company: Company, arrived: datetime, leave: Callable[[Response], None]) -> None:
        seconds = company.switch("execution_limit_seconds")
        self._ends = arrived + timedelta(seconds=seconds) if seconds else None
        self._goes_on = company.switch("execution_limit_work") == "done"
        self._cuts = company.switch("execution_limit_answer") == "cut"
        self._leave = leave
        self._left = False

    @property
    def over(self) -> bool:
        """True when the clock has reached the limit."""
        return self._ends is not None and clock.now() >= self._ends

    def answer(self) -> Response:
        """What a request gets that has reached its limit: a page of status 504, or a cut."""
        return dropped() if self._cuts else error_page(504)

    def wait(self, moment: datetime, ended: Callable[[], bool]) -> None:
        """As `clock.wait_until`; when the limit comes first the client is answered, or TimedOut ends the work."""
        if self._ends is not None and not self._left:
            clock.wait_until(min(moment, self._ends), ended)
            self._look()
        clock.wait_until(moment, ended)

    def _look(self) -> None:
        if not self.over:
            return
        if not self._goes_on:
            raise TimedOut
        self._left = True
        self._leave(self.answer())
