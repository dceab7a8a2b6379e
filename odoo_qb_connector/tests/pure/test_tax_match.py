"""Counterparts are proposed by rate first, then by name, and never guessed between equals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from odoo.addons.odoo_qb_connector.models.builders.tax_match import Candidate, Wanted, best, for_no_tax, words


def rates(*percents):
    return tuple(Decimal(one) for one in percents)


def codes(*rows):
    return [Candidate(place, percents, words(name)) for place, (name, percents) in enumerate(rows)]


CANADA = codes(
    ("GST", rates("5")),
    ("HST ON", rates("13")),
    ("GST/QST QC", rates("5", "9.975")),
    ("GST/PST BC", rates("5", "7")),
    ("Zero-rated", rates("0")),
    ("Exempt", rates("0")),
)
BRITAIN = codes(
    ("20.0% S", rates("20")),
    ("5.0% R", rates("5")),
    ("0.0% Z", rates("0")),
    ("Exempt", rates("0")),
    ("No VAT", rates("0")),
    ("20.0% RC SG", rates("0")),
)
AUSTRALIA = codes(
    ("GST", rates("10")), ("GST free", rates("0")), ("Input tax", rates("0")), ("Out of Scope", rates("0"))
)
LEGACY = codes(("California", rates("8")), ("Tucson", rates("7.1", "2")), ("Marin", rates("8")))
DESKTOP_CANADA = codes(("G", None), ("H 13", None), ("E", None), ("Z", None))

# where, percentages in Odoo, names in Odoo, what is proposed
ROWS = [
    (CANADA, ("5",), "GST 5%", "GST"),
    (CANADA, ("7", "5"), "PST 7% GST 5%", "GST/PST BC"),
    (CANADA, ("5", "7"), "anything", "GST/PST BC"),
    (CANADA, ("5", "8"), "GST PST 8%", None),
    (CANADA, ("0",), "Zero-rated 0%", "Zero-rated"),
    (CANADA, ("0",), "Exempt", "Exempt"),
    (CANADA, ("0",), "Export", None),
    (BRITAIN, ("20",), "VAT 20%", "20.0% S"),
    (BRITAIN, ("0",), "VAT 0% Z", "0.0% Z"),
    (BRITAIN, ("0",), "Exempt sales", "Exempt"),
    (BRITAIN, ("0",), "Reverse charge", "20.0% RC SG"),
    (AUSTRALIA, ("10",), "Sales GST", "GST"),
    (AUSTRALIA, ("0",), "GST Free", "GST free"),
    (DESKTOP_CANADA, ("13",), "H 13%", "H 13"),
    (DESKTOP_CANADA, ("5",), "H 5%", None),
    (DESKTOP_CANADA, ("0",), "Exempt", "E"),
]


@pytest.mark.parametrize(("there", "percents", "name", "proposed"), ROWS)
def test_by_rate_then_by_name(there, percents, name, proposed):
    key = best(Wanted(rates(*percents), words(name)), there)
    assert key == next((place for place, one in enumerate(there) if one.words == words(proposed or "-")), None)


def test_in_the_us_only_the_sum_counts():
    assert best(Wanted(rates("9.1"), words("Sales tax"), one_total=True), LEGACY) == 1
    assert best(Wanted(rates("9.1"), words("Sales tax")), LEGACY) is None


def test_of_several_with_the_rate_the_name_decides_or_nobody():
    assert best(Wanted(rates("8"), words("Marin County 8%"), one_total=True), LEGACY) == 2
    assert best(Wanted(rates("8"), words("Sales tax 8%"), one_total=True), LEGACY) is None


def test_what_is_no_percentage_has_no_counterpart():
    assert best(Wanted(None, words("GST")), CANADA) is None


@pytest.mark.parametrize(("there", "proposed"), [(CANADA, 5), (BRITAIN, 4), (AUSTRALIA, 3), (DESKTOP_CANADA, 2)])
def test_the_code_for_no_tax(there, proposed):
    assert for_no_tax(there) == proposed
