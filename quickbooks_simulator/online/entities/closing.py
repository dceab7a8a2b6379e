"""Closed books: nothing dated on or before the closing date may be added, changed or removed (spec qbo
5.1).
"""

from __future__ import annotations

from .. import faults
from .session import Session


def check_open(session: Session, *dates: str | None) -> None:
    """6210 when any of the dates (a transaction's old and new one) lies in the closed period."""
    closed = session.preference("AccountingInfoPrefs", "BookCloseDate")
    if closed and any(day and day <= closed for day in dates):
        raise faults.period_closed()
