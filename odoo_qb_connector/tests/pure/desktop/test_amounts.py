"""Money, numbers, texts and markers as qbXML has them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.desktop import amounts
from odoo.addons.odoo_qb_connector.desktop.guids import guid_of, marker_of
from odoo.addons.odoo_qb_connector.desktop.text import fit, one_line, unsupported
from odoo.addons.odoo_qb_connector.documents import new_marker

D = Decimal
AMTTYPE = re.compile(r"([+\-]?[0-9]{1,13}(\.[0-9]{2})?)?")
QUANTYPE = re.compile(r"([+\-]?[0-9]{1,10}(\.[0-9]{1,5})?)?")
GUIDTYPE = re.compile(r"\{[0-9a-fA-F]{8}(\-([0-9a-fA-F]{4})){3}\-[0-9a-fA-F]{12}\}")
CENTS = st.integers(-(10**12), 10**12).map(lambda cents: D(cents) / 100)
PERCENTS = st.lists(st.integers(0, 2_000_000).map(lambda one: D(one) / 100_000), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("value", "text"),
    [("21.5", "21.50"), ("-10", "-10.00"), ("0", "0.00"), ("-0.00", "0.00"), ("1E+3", "1000.00"), ("1.100", "1.10")],
)
def test_amounts_have_two_decimals(value, text):
    assert amounts.amount(D(value)) == text


@pytest.mark.parametrize("value", ["0.005", "1E+13", "NaN", "Infinity"])
def test_an_amount_is_never_rounded_or_cut(value):
    with pytest.raises(ValueError):
        amounts.amount(D(value))


@pytest.mark.parametrize(("value", "text"), [("25", "25"), ("8.250", "8.25"), ("-0", "0"), ("1E+2", "100")])
def test_numbers(value, text):
    assert amounts.number(D(value)) == text


@pytest.mark.parametrize("value", ["0.000001", "1E+10", "NaN"])
def test_a_number_too_fine_or_too_large_is_refused(value):
    with pytest.raises(ValueError):
        amounts.number(D(value))


@given(CENTS)
def test_every_amount_in_cents_is_of_the_type(value):
    text = amounts.amount(value)
    assert AMTTYPE.fullmatch(text) and D(text) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=5))
def test_every_number_in_five_decimals_is_of_the_type(value):
    text = amounts.number(value)
    assert QUANTYPE.fullmatch(text) and D(text) == value


@pytest.mark.parametrize(
    ("base", "percents", "tax"),
    [
        ("99.99", ["8.25"], "8.25"),
        ("0.50", ["1"], "0.01"),
        ("-0.50", ["1"], "-0.01"),
        ("10.10", ["2.5", "2.5"], "0.50"),
        ("10.10", ["5"], "0.51"),
        ("100", [], "0.00"),
    ],
)
def test_sales_tax_half_up_rate_by_rate(base, percents, tax):
    assert amounts.tax_of(D(base), map(D, percents)) == D(tax)


@given(CENTS, PERCENTS)
def test_shares_add_up_to_the_cent(total, percents):
    parts = amounts.shares(total, percents)
    assert sum(parts) == total and len(parts) == len(percents)
    assert all(amounts.amount(part) for part in parts)


@given(CENTS, PERCENTS)
def test_the_shares_of_a_group_lie_near_what_each_rate_yields(base, percents):
    total = amounts.tax_of(base, percents)
    for part, percent in zip(amounts.shares(total, percents), percents, strict=True):
        assert abs(part - base * percent / 100) <= D("0.02") * len(percents) + D("0.01")


def test_markers_and_guids_are_two_forms_of_one_thing():
    marker = new_marker()
    assert GUIDTYPE.fullmatch(guid_of(marker))
    assert marker_of(guid_of(marker).upper()) == marker
    assert marker_of("{11111111-2222-3333-4444-555555555555}") == marker_of("0") == marker_of(None) == ""
    assert guid_of("") is None
    with pytest.raises(ValueError):
        guid_of("no marker")


@given(st.text())
def test_what_is_kept_is_latin_or_reported(text):
    kept = fit(text)
    assert all(ord(one) < 256 or one in unsupported(text) for one in kept)
    assert fit(kept) == kept
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", kept)


def test_transliteration():
    assert fit("Łódź “Käse” – 5 €\r\nžluťoučký\x00") == 'Lódz "Käse" - 5 EUR\nzlutoucký'
    assert unsupported("Ωmega 株式") == "Ω株式"
    assert one_line("  a \n b\t c ") == "a b c"
