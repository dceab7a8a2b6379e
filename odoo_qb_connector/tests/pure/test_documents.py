"""What a document knows by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from odoo.addons.odoo_qb_connector.documents import (
    DiscountLine,
    Limits,
    Problem,
    find_marker,
    money,
    new_marker,
    with_marker,
)

from .samples import D, uk_invoice, us_invoice

SMALL = Limits(party_name=10, item_name=10, document_number=5, memo=5, line_description=5, lines=2)


def test_a_discount_lowers_the_untaxed_sum():
    assert us_invoice().untaxed == D("119.99")
    assert us_invoice(lines=(DiscountLine(D("2.00")),)).untaxed == D("-2.00")


def test_inclusive_prices_do_not_change_the_sum():
    assert uk_invoice().untaxed + uk_invoice().tax.total == uk_invoice().total


def test_every_problem_is_found_at_once():
    found = {problem.code for problem in us_invoice(total=D("1")).problems(SMALL)}
    assert found == {
        "number_too_long",
        "memo_too_long",
        "too_many_lines",
        "line_description_too_long",
        "does_not_add_up",
    }


def test_a_problem_reads_well_in_a_log():
    assert str(Problem("number_too_long", {"length": 7, "limit": 5})) == "number_too_long(length=7, limit=5)"


def test_a_marker_is_found_again_and_never_doubled():
    marker = new_marker()
    note = with_marker(with_marker("text", new_marker()), marker)
    assert (find_marker(note), note) == (marker, f"text [odoo:{marker}]")
    assert find_marker("Voided - " + note) == marker
    assert find_marker(None) is None


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(0.1 + 0.2, 2, "0.30"), (2.675, 2, "2.68"), ("1.005", 2, "1.01"), (-0.005, 2, "-0.01"), (5, 0, "5")],
)
def test_money_is_half_up_on_what_the_float_says(value, places, expected):
    assert money(value, places) == Decimal(expected)
