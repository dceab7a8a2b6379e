"""Hours in which nobody expects a call of the Web Connector, because the QuickBooks PC is off: pure arithmetic."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = 24.0


@dataclass(frozen=True)
class QuietHours:
    """`begins` and `ends` are hours of the day (22.5 is half past ten in the evening): equal for none, `begins` after
    `ends` spans midnight. `days` are quiet from midnight to midnight, 0 is Monday. `tz` is an IANA name."""

    tz: str
    begins: float = 0.0
    ends: float = 0.0
    days: frozenset[int] = frozenset()

    def awake(self, since: datetime, until: datetime) -> timedelta:
        """How much of the time from `since` to `until` (naive UTC) was not quiet."""
        total = timedelta()
        # A local day begins up to a day before or after the day of the same date in UTC.
        day, last = since.date() - timedelta(days=1), until.date() + timedelta(days=1)
        while day <= last:
            for begins, ends in self._awake_on(day):
                total += max(min(ends, until) - max(begins, since), timedelta())
            day += timedelta(days=1)
        return total

    def _awake_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """The spans of the local `day` that are not quiet, in naive UTC."""
        return [(self._moment(day, begins), self._moment(day, ends)) for begins, ends in self._awake_hours(day)]

    def _awake_hours(self, day: date) -> list[tuple[float, float]]:
        if day.weekday() in self.days:
            return []
        if self.begins > self.ends:
            return [(self.ends, self.begins)]
        if self.begins < self.ends:
            return [(0.0, self.begins), (self.ends, DAY)]
        return [(0.0, DAY)]

    def _moment(self, day: date, hour: float) -> datetime:
        """When the clock on the wall shows `hour`; on a day that changes to or from summer time too."""
        wall = datetime.combine(day, time()) + timedelta(hours=hour)
        return wall.replace(tzinfo=ZoneInfo(self.tz)).astimezone(UTC).replace(tzinfo=None)
