"""Document numbers in eleven characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.desktop import ref_number
from odoo.addons.odoo_qb_connector.desktop.limits import REF_NUMBER

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PREFIXES = st.text(LETTERS, min_size=1, max_size=5)
PAIRS = st.integers(1, 5).flatmap(
    lambda size: st.lists(st.text(LETTERS, min_size=size, max_size=size), min_size=2, max_size=2, unique=True)
)
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


@given(PREFIXES, st.data())
def test_numbers_of_one_sequence_never_meet_within_the_stated_domain(prefix, data):
    """prefix, two and the counter's width are eleven together at most."""
    width = data.draw(st.integers(1, REF_NUMBER - 2 - len(prefix)))
    numbers = st.tuples(YEARS, st.integers(0, 10**width - 1))
    one, two = data.draw(st.lists(numbers, min_size=2, max_size=2, unique=True))
    assert ref_number(f"{prefix}/{one[0]}/{one[1]:0{width}}") != ref_number(f"{prefix}/{two[0]}/{two[1]:0{width}}")


@given(PREFIXES, YEARS, st.lists(st.integers(0, 10**6 - 1), min_size=2, max_size=2, unique=True))
def test_longer_ones_stay_apart_within_a_year_up_to_a_million(prefix, year, counters):
    short = {ref_number(f"{prefix}/{year}/{one:08}") for one in counters}
    assert len(short) == 2
    assert all(one.startswith(prefix) for one in short)


@given(PAIRS, YEARS, st.integers(0, 99999))
def test_two_sequences_of_one_length_never_meet(prefixes, year, counter):
    one, two = prefixes
    assert ref_number(f"{one}/{year}/{counter:05}") != ref_number(f"{two}/{year}/{counter:05}")
