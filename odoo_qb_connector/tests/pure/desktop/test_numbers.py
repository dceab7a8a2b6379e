"""Document numbers in eleven characters."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.desktop import ref_number
from odoo.addons.odoo_qb_connector.desktop.limits import REF_NUMBER

PREFIXES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=5)
YEARS = st.integers(2000, 2099)


@pytest.mark.parametrize(
    ("number", "short"),
    [
        ("INV/2026/00001", "INV2600001"),
        ("RINV/2026/00001", "RINV2600001"),
        ("INV/2026/01/0001", "INV26010001"),
        ("INV/00007", "INV/00007"),
        ("INV2026-0001", "INV260001"),
        ("INVUS/2026/00001", "INVUS600001"),
        ("OUTINV/2026/00000123", "OUTIN000123"),
        ("2026000123456", "26000123456"),
        ("INV/2025-26/00001", "INV52600001"),
        ("FACTURE/2026/2026", "FACTU262026"),
        ("", ""),
        ("S 00042", "S 00042"),
        ("FACTURES/26/1", "FACTURES261"),
    ],
)
def test_examples(number, short):
    assert ref_number(number) == short


@given(st.text())
def test_it_always_fits_and_is_stable(number):
    short = ref_number(number)
    assert len(short) <= REF_NUMBER
    assert ref_number(short) == short
    assert ref_number(number) == short


@given(PREFIXES, YEARS, YEARS, st.integers(1, 6), st.data())
def test_numbers_of_one_sequence_never_meet_within_the_stated_domain(prefix, year, other_year, width, data):
    """prefix, two and the counter's width are eleven together at most."""
    assume(len(prefix) + 2 + width <= REF_NUMBER)
    top = 10**width - 1
    counter, other = data.draw(st.integers(0, top)), data.draw(st.integers(0, top))
    assume((year, counter) != (other_year, other))
    one, two = (
        f"{prefix}/{year}/{counter:0{width}}",
        f"{prefix}/{other_year}/{other:0{width}}",
    )
    assert ref_number(one) != ref_number(two)


@given(PREFIXES, YEARS, st.integers(0, 10**6 - 1), st.integers(0, 10**6 - 1))
def test_longer_ones_stay_apart_within_a_year_up_to_a_million(prefix, year, counter, other):
    assume(counter != other)
    short = {ref_number(f"{prefix}/{year}/{one:08}") for one in (counter, other)}
    assert len(short) == 2
    assert all(one.startswith(prefix) for one in short)


@given(PREFIXES, PREFIXES, YEARS, st.integers(0, 99999))
def test_two_sequences_of_one_length_never_meet(prefix, other, year, counter):
    assume(prefix != other and len(prefix) == len(other))
    assert ref_number(f"{prefix}/{year}/{counter:05}") != ref_number(f"{other}/{year}/{counter:05}")
