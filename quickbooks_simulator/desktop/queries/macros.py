"""DateMacros: the days that each of the 34 names stands for (spec qbd 5.5 lists the names).

Periods are whole (a month to its last day, also in the future) unless the name ends in ToDate; the last period to
date ends on the day that lies one period before today.
"""

from __future__ import annotations

from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {"Month": 1, "CalendarQuarter": 3, "FiscalQuarter": 3, "CalendarYear": 12, "FiscalYear": 12}
ALWAYS = ("0000-00-00", "9999-12-31")
Span = tuple[date, date]


@dataclass(frozen=True)
class Almanac:
    """Today, and where weeks and fiscal years begin."""

    today: date
    first_day: str = "Sunday"
    first_month: str = "January"
    four_weeks: str = "whole_weeks"

    def days(self, macro: str) -> tuple[str, str]:
        """First and last day of a macro, as dates that compare as texts."""
        if macro == "All":
            return ALWAYS
        first, last = self._span(macro)
        return first.isoformat(), last.isoformat()

    def _span(self, macro: str) -> Span:
        if macro in ("Today", "Yesterday"):
            day = self.today - timedelta(days=int(macro == "Yesterday"))
            return day, day
        if macro == "NextFourWeeks":
            return self._next_four_weeks()
        where, unit = macro[:4], macro[4:].removesuffix("ToDate")
        distance = {"This": 0, "Last": -1, "Next": 1}[where]
        first, last = self._week(distance) if unit == "Week" else self._months(unit, distance)
        return first, self._moved(unit, distance) if macro.endswith("ToDate") else last

    def _week(self, distance: int) -> Span:
        start = self.today - timedelta(days=(self.today.weekday() - DAYS.index(self.first_day)) % 7 - 7 * distance)
        return start, start + timedelta(days=6)

    def _months(self, unit: str, distance: int) -> Span:
        """A month, quarter or year, so many of them away."""
        length = MONTHS[unit]
        offset = list(month_name).index(self.first_month) - 1 if unit.startswith("Fiscal") else 0
        count = self.today.year * 12 + self.today.month - 1 - offset
        first = count - count % length + length * distance + offset
        return _first_day(first), _first_day(first + length) - timedelta(days=1)

    def _moved(self, unit: str, distance: int) -> date:
        """Today, or the day that lies one period before it."""
        if unit == "Week":
            return self.today + timedelta(days=7 * distance)
        month = _first_day(self.today.year * 12 + self.today.month - 1 + MONTHS[unit] * distance)
        return month.replace(day=min(self.today.day, monthrange(month.year, month.month)[1]))

    def _next_four_weeks(self) -> Span:
        start = self._week(1)[0] if self.four_weeks == "whole_weeks" else self.today + timedelta(days=1)
        return start, start + timedelta(days=27)


def _first_day(months: int) -> date:
    """The first day of a month counted from year 0."""
    return date(months // 12, months % 12 + 1, 1)
