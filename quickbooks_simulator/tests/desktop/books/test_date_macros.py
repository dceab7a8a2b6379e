"""The 34 DateMacros (spec qbd 5.5 has the names; the days are those of QuickBooks' report dates)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from quickbooks_simulator import clock
from quickbooks_simulator.desktop.grammar.table import grammar
from quickbooks_simulator.desktop.queries.macros import ALWAYS, Almanac

from .desk import Desk, invoice, line

# Wednesday, fiscal years from April on.
TODAY = Almanac(date(2026, 11, 18), first_month="April")
TABLE = {
    "All": ALWAYS,
    "Today": ("2026-11-18", "2026-11-18"),
    "Yesterday": ("2026-11-17", "2026-11-17"),
    "ThisWeek": ("2026-11-15", "2026-11-21"),
    "ThisWeekToDate": ("2026-11-15", "2026-11-18"),
    "LastWeek": ("2026-11-08", "2026-11-14"),
    "LastWeekToDate": ("2026-11-08", "2026-11-11"),
    "NextWeek": ("2026-11-22", "2026-11-28"),
    "NextFourWeeks": ("2026-11-22", "2026-12-19"),
    "ThisMonth": ("2026-11-01", "2026-11-30"),
    "ThisMonthToDate": ("2026-11-01", "2026-11-18"),
    "LastMonth": ("2026-10-01", "2026-10-31"),
    "LastMonthToDate": ("2026-10-01", "2026-10-18"),
    "NextMonth": ("2026-12-01", "2026-12-31"),
    "ThisCalendarQuarter": ("2026-10-01", "2026-12-31"),
    "ThisCalendarQuarterToDate": ("2026-10-01", "2026-11-18"),
    "LastCalendarQuarter": ("2026-07-01", "2026-09-30"),
    "LastCalendarQuarterToDate": ("2026-07-01", "2026-08-18"),
    "NextCalendarQuarter": ("2027-01-01", "2027-03-31"),
    "ThisFiscalQuarter": ("2026-10-01", "2026-12-31"),
    "ThisFiscalQuarterToDate": ("2026-10-01", "2026-11-18"),
    "LastFiscalQuarter": ("2026-07-01", "2026-09-30"),
    "LastFiscalQuarterToDate": ("2026-07-01", "2026-08-18"),
    "NextFiscalQuarter": ("2027-01-01", "2027-03-31"),
    "ThisCalendarYear": ("2026-01-01", "2026-12-31"),
    "ThisCalendarYearToDate": ("2026-01-01", "2026-11-18"),
    "LastCalendarYear": ("2025-01-01", "2025-12-31"),
    "LastCalendarYearToDate": ("2025-01-01", "2025-11-18"),
    "NextCalendarYear": ("2027-01-01", "2027-12-31"),
    "ThisFiscalYear": ("2026-04-01", "2027-03-31"),
    "ThisFiscalYearToDate": ("2026-04-01", "2026-11-18"),
    "LastFiscalYear": ("2025-04-01", "2026-03-31"),
    "LastFiscalYearToDate": ("2025-04-01", "2025-11-18"),
    "NextFiscalYear": ("2027-04-01", "2028-03-31"),
}


@pytest.mark.parametrize("macro", sorted(TABLE))
def test_every_macro(macro: str):
    assert TODAY.days(macro) == TABLE[macro]


def test_the_table_is_that_of_the_grammar():
    (element,) = [one for one in grammar().flat("TxnDateRangeFilter") if one.name == "DateMacro"]
    assert set(element.content.allowed(13)) == set(TABLE)
    assert len(TABLE) == 34


@pytest.mark.parametrize(
    ("almanac", "macro", "days"),
    [
        (Almanac(date(2026, 11, 15)), "ThisWeek", ("2026-11-15", "2026-11-21")),
        (Almanac(date(2026, 11, 15), first_day="Monday"), "ThisWeek", ("2026-11-09", "2026-11-15")),
        (Almanac(date(2026, 3, 31)), "LastMonthToDate", ("2026-02-01", "2026-02-28")),
        (Almanac(date(2024, 2, 29)), "LastCalendarYearToDate", ("2023-01-01", "2023-02-28")),
        (Almanac(date(2026, 1, 5)), "LastMonth", ("2025-12-01", "2025-12-31")),
        (Almanac(date(2026, 1, 5), first_month="February"), "ThisFiscalYear", ("2025-02-01", "2026-01-31")),
        (Almanac(date(2026, 1, 5), first_month="February"), "ThisFiscalQuarter", ("2025-11-01", "2026-01-31")),
        (Almanac(date(2026, 12, 5)), "NextMonth", ("2027-01-01", "2027-01-31")),
        (Almanac(date(2026, 11, 18), four_weeks="from_tomorrow"), "NextFourWeeks", ("2026-11-19", "2026-12-16")),
    ],
)
def test_edges(almanac: Almanac, macro: str, days: tuple[str, str]):
    assert almanac.days(macro) == days


def numbers(desk: Desk, macro: str) -> list[str]:
    found = f"<InvoiceQueryRq><TxnDateRangeFilter><DateMacro>{macro}</DateMacro></TxnDateRangeFilter></InvoiceQueryRq>"
    return desk.ask(found).texts("RefNumber")


@pytest.mark.switch("next_four_weeks", "first_day_of_week")
def test_macros_in_a_query(desk: Desk):
    clock.set(datetime(2026, 11, 15, 20, tzinfo=UTC))  # a Sunday
    for day in ("2026-10-31", "2026-11-10", "2026-11-15", "2026-11-30", "2026-12-14"):
        desk.done(invoice(line("Design"), head=f"<TxnDate>{day}</TxnDate><RefNumber>{day}</RefNumber>"))
    assert numbers(desk, "ThisMonth") == ["2026-11-10", "2026-11-15", "2026-11-30"]
    assert numbers(desk, "ThisWeek") == ["2026-11-15"]
    assert numbers(desk, "NextFourWeeks") == ["2026-11-30", "2026-12-14"]
    desk.company.set_switch("next_four_weeks", "from_tomorrow")
    assert numbers(desk, "NextFourWeeks") == ["2026-11-30"]
    desk.company.set_switch("first_day_of_week", "preference")
    assert numbers(desk, "ThisWeek") == ["2026-11-10", "2026-11-15"]
    desk.company.set_switch("first_day_of_week", "Monday")
    assert numbers(desk, "ThisWeek") == ["2026-11-10", "2026-11-15"]
    desk.company.set_fiscal_year("November")
    assert numbers(desk, "LastFiscalYear") == ["2026-10-31"]
    with pytest.raises(ValueError, match="no month"):
        desk.company.set_fiscal_year("Brumaire")
