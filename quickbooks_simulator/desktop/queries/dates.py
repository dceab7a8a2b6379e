"""Dates of filters: local to the PC, with the daylight-saving quirk (spec qbd 3.4)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from .. import statuses
from ..work import Work
from .macros import Almanac

_PARTS = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?)?(?:([+-])(\d{1,2}):(\d{1,2}))?"
)
EARLIEST, LATEST = datetime(1970, 1, 1), datetime(2038, 1, 19, 23, 59, 59)  # noqa: DTZ001 - wall clock


def wall(work: Work, text: str, field: str, *, end: bool = False) -> datetime | None:
    """A filter's time on the PC's wall clock; a date alone means midnight. 3020 when it is none."""
    if not text:
        return None
    found = _PARTS.fullmatch(text)
    try:
        numbers = [int(part or 0) for part in found.groups()[:6]]
        moment = datetime(*numbers)  # noqa: DTZ001 - wall clock
    except (AttributeError, ValueError):
        raise statuses.bad_date(text, field) from None
    if found[7]:
        moment = _moved(work, moment, found)
    if not EARLIEST <= moment <= LATEST:
        raise statuses.bad_date(text, field)
    return moment


def _moved(work: Work, moment: datetime, found: re.Match) -> datetime:
    """QuickBooks moves a time with an offset by the PC's offset of today, whatever the date."""
    offset = timedelta(hours=int(found[8]), minutes=int(found[9])) * (-1 if found[7] == "-" else 1)
    utc = moment - offset
    if work.switches.dst_quirk:
        own = work.now.astimezone(work.company.zone).utcoffset()
    else:
        own = utc.replace(tzinfo=work.company.zone).utcoffset()
    return utc + own


def changed_between(work: Work, stamp: str, first: datetime | None, last: datetime | None) -> bool:
    """Is a stored time within the bounds, on the wall clock?"""
    moment = work.local(stamp).replace(tzinfo=None)
    return (first is None or moment >= first) and (last is None or moment <= last)


def bounds(work: Work, given: dict, names: tuple[str, str]) -> tuple[datetime | None, datetime | None]:
    """Both ends of a range of times; 3030 when they are the wrong way round."""
    first = wall(work, given.get(names[0], ""), names[0])
    last = wall(work, given.get(names[1], ""), names[1])
    if first and last and first > last:
        raise statuses.bad_date_range(given[names[0]], given[names[1]], names[0])
    return first, last


def days(work: Work, given: dict) -> tuple[str, str]:
    """The days of a TxnDateRangeFilter."""
    macro = given.get("DateMacro")
    if macro:
        return _almanac(work).days(macro)
    first, last = given.get("FromTxnDate", "")[:10], given.get("ToTxnDate", "")[:10]
    if first and last and first > last:
        raise statuses.bad_date_range(first, last, "FromTxnDate")
    return first or "0000-00-00", last or "9999-12-31"


def _almanac(work: Work) -> Almanac:
    first = work.switches.first_day_of_week
    if first == "preference":
        first = str(work.preference("TimeTrackingPreferences", "FirstDayOfWeek", "Sunday"))
    company = work.rows.select(("Company",))[0].body
    return Almanac(work.today(), first, company["FirstMonthFiscalYear"], work.switches.next_four_weeks)
