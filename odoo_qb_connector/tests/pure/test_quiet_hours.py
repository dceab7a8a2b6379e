"""The arithmetic of quiet hours: how much of a silence counts."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.models.quiet_hours import QuietHours

WEEKEND = frozenset((5, 6))
NIGHT = QuietHours("UTC", begins=22.0, ends=6.5)
LUNCH = QuietHours("UTC", begins=12.0, ends=13.0)
NEVER = QuietHours("UTC")
NEW_YORK = QuietHours("America/New_York", begins=18.0, ends=8.0, days=WEEKEND)


def at(text):
    return datetime.fromisoformat(f"2026-{text}")


# 2 March 2026 is a Monday; New York changes to summer time on Sunday 8 March, 02:00.
@pytest.mark.parametrize(
    ("quiet", "since", "until", "hours"),
    [
        (NEVER, "03-02T10:00", "03-02T13:00", 3),
        (NEVER, "03-02T10:00", "03-05T10:00", 72),
        (NEVER, "03-02T10:00", "03-02T10:00", 0),
        (NEVER, "03-02T10:00", "03-02T09:00", 0),
        (NIGHT, "03-02T21:00", "03-03T07:00", 1.5),
        (NIGHT, "03-02T23:00", "03-03T05:00", 0),
        (NIGHT, "03-02T06:30", "03-02T22:00", 15.5),
        (LUNCH, "03-02T11:00", "03-02T14:00", 2),
        (LUNCH, "03-02T12:00", "03-02T13:00", 0),
        (QuietHours("UTC", days=WEEKEND), "03-06T23:00", "03-09T01:00", 2),
        (QuietHours("UTC", days=frozenset((4, 5))), "03-05T23:00", "03-08T02:00", 3),
        # 18:00 in New York is 23:00 UTC in winter; the weekend begins there at 05:00 UTC on Saturday.
        (NEW_YORK, "03-06T22:00", "03-07T12:00", 1),
        # Monday 08:00 is 12:00 UTC, because summer time has begun on Sunday.
        (NEW_YORK, "03-06T22:00", "03-09T14:00", 3),
        (QuietHours("America/New_York"), "03-08T05:00", "03-09T04:00", 23),
        (QuietHours("Pacific/Auckland", begins=17.0, ends=9.0), "03-01T20:00", "03-02T04:00", 8),
        (QuietHours("Pacific/Auckland", begins=17.0, ends=9.0), "03-02T04:00", "03-02T20:00", 0),
    ],
)
def test_what_counts(quiet, since, until, hours):
    assert quiet.awake(at(since), at(until)) == timedelta(hours=hours)


def is_quiet(quiet, moment):
    """The same said the simple way, for one moment."""
    wall = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(quiet.tz))
    hour = wall.hour + wall.minute / 60
    if wall.weekday() in quiet.days:
        return True
    if quiet.begins <= quiet.ends:
        return quiet.begins <= hour < quiet.ends
    return hour >= quiet.begins or hour < quiet.ends


QUARTERS = st.integers(0, 95).map(lambda quarter: quarter / 4)


@settings(max_examples=60, deadline=None)
@given(
    tz=st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns"]),
    begins=QUARTERS,
    ends=QUARTERS,
    days=st.frozensets(st.integers(0, 6)),
    begin=st.integers(0, 365 * 96),
    quarters=st.integers(0, 5 * 96),
)
def test_it_is_the_sum_of_all_quarters_that_are_not_quiet(tz, begins, ends, days, begin, quarters):
    quiet = QuietHours(tz, begins, ends, days)
    since = at("01-01") + begin * timedelta(minutes=15)
    until = since + quarters * timedelta(minutes=15)
    moments = (since + number * timedelta(minutes=15) for number in range(quarters))
    counted = sum(not is_quiet(quiet, moment) for moment in moments)
    # Where the clock is put forward over an edge of the quiet hours, the edge itself moves by up to that hour.
    slack = timedelta(hours=1) if _changes(tz, since, until) else timedelta()
    assert abs(quiet.awake(since, until) - counted * timedelta(minutes=15)) <= slack


def _changes(tz, since, until):
    zone = ZoneInfo(tz)
    days = (until - since).days + 3
    seen = {(since + timedelta(days=day - 1)).replace(tzinfo=UTC).astimezone(zone).utcoffset() for day in range(days)}
    return len(seen) > 1
