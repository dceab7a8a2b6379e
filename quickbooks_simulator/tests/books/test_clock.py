"""One movable clock: Pacific offsets, daylight saving, no milliseconds in MetaData (spec qbo 1.2)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quickbooks_simulator import clock

from .books import Books


def test_winter_and_summer():
    winter, summer = datetime(2026, 1, 15, 20, 0, 0, 123456, UTC), datetime(2026, 7, 15, 20, 0, 0, 0, UTC)
    assert clock.metadata_time(winter) == "2026-01-15T12:00:00-08:00"
    assert clock.metadata_time(summer) == "2026-07-15T13:00:00-07:00"
    assert clock.envelope_time(winter) == "2026-01-15T12:00:00.123-08:00"


def test_the_hour_that_happens_twice():
    before, after = datetime(2026, 11, 1, 8, 30, tzinfo=UTC), datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
    assert clock.metadata_time(before) == "2026-11-01T01:30:00-07:00"
    assert clock.metadata_time(after) == "2026-11-01T01:30:00-08:00"


def test_moving_the_clock():
    clock.set(datetime(2030, 1, 1, tzinfo=UTC))
    assert clock.now().year == 2030
    clock.advance(86400 * 365)
    assert clock.now().year == 2031
    with pytest.raises(ValueError, match="aware"):
        clock.set(datetime(2030, 1, 1))  # noqa: DTZ001 - that is the point


def test_stamps_come_back():
    moment = datetime(2026, 7, 15, 20, 0, 0, tzinfo=UTC)
    assert clock.stamp(moment) == "2026-07-15T20:00:00Z"
    assert clock.from_stamp(clock.stamp(moment)) == moment


def test_a_new_transaction_is_dated_by_the_servers_day(us: Books):
    """At 03:00 UTC it is still yesterday where QuickBooks' servers are."""
    clock.set(datetime(2027, 3, 2, 3, 0, tzinfo=UTC))
    made = us.invoice("1", us.line("Design", 1))
    assert made["TxnDate"] == "2027-03-01"
    assert made["MetaData"]["CreateTime"] == "2027-03-01T19:00:00-08:00"
