"""When what waits goes to QuickBooks: pure arithmetic over the clock on the wall where the books are kept."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NEVER = datetime(9999, 1, 1)  # noqa: DTZ001  Odoo's moments are naive UTC
"""Only by hand."""
DAY_MINUTES = 24 * 60
NEXT_YEAR = 366


@dataclass(frozen=True)
class Schedule:
    """`kind` is at_once, minutes, day or hand. With `minutes`: each time that many minutes have passed since midnight.
    With `day`: at the hour `at` (17.5 is half past five). Between the hours `begins` and `ends` only, which may span
    midnight and are equal for the whole day; `tz` is an IANA name."""

    kind: str = "at_once"
    minutes: int = 60
    at: float = 18.0
    begins: float = 0.0
    ends: float = 0.0
    tz: str = "UTC"

    def next_moment(self, now: datetime) -> datetime | None:
        """When what is wished `now` goes (naive UTC both); None is at once, NEVER only by hand."""
        if self.kind == "hand":
            return NEVER
        if self.kind == "at_once":
            return self._opening(now)
        day = self._on_the_wall(now).date() - timedelta(days=1)
        for offset in range(NEXT_YEAR):
            for moment in self._moments(day + timedelta(days=offset)):
                if moment >= now:
                    return moment
        return NEVER

    def _opening(self, now: datetime) -> datetime | None:
        """None within the hours, else when they begin."""
        wall = self._on_the_wall(now)
        if self._is_within(_minute(wall)):
            return None
        today = self._moment(wall.date(), _in_minutes(self.begins))
        return today if today >= now else self._moment(wall.date() + timedelta(days=1), _in_minutes(self.begins))

    def _moments(self, day: date) -> list[datetime]:
        """The moments of the local `day`, in naive UTC."""
        if self.kind == "day":
            return [self._moment(day, _in_minutes(self.at))]
        steps = range(0, DAY_MINUTES, self.minutes)
        return [self._moment(day, minute) for minute in steps if self._is_within(minute)]

    def _is_within(self, minute: int) -> bool:
        begins, ends = _in_minutes(self.begins), _in_minutes(self.ends)
        if begins == ends:
            return True
        return begins <= minute <= ends if begins < ends else minute >= begins or minute <= ends

    def _on_the_wall(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.tz))

    def _moment(self, day: date, minute: int) -> datetime:
        """When the clock on the wall shows `minute` of `day`; on a day that changes to or from summer time too."""
        wall = datetime.combine(day, time()) + timedelta(minutes=minute)
        return wall.replace(tzinfo=ZoneInfo(self.tz)).astimezone(UTC).replace(tzinfo=None)


def _in_minutes(hour: float) -> int:
    return round(hour * 60)


def _minute(wall: datetime) -> int:
    return wall.hour * 60 + wall.minute
