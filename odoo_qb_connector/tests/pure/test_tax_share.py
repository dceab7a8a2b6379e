"""QuickBooks' tax over the tax items of an invoice."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.models.builders.tax_share import divided

CENT = D("0.01")
amounts = st.decimals(0, 10**6, places=2)


def rates(*pairs):
    return [(D(percent), D(amount)) for percent, amount in pairs]


def test_rates_that_both_sides_have_take_the_amount_that_is_told():
    ours = rates(("5.0", "0.03"), ("7", "0.03"), ("8", "8.00"))
    assert divided(D("13.02"), ours, rates(("7", "0.01"), ("5", "0.01"), ("13", "13.00")), CENT) == [
        D("0.01"),
        D("0.01"),
        D("13.00"),
    ]


def test_other_rates_share_in_proportion():
    ours = rates(("6", "6.00"), ("2", "2.00"))
    assert divided(D("10.25"), ours, rates(("10.25", "10.25")), CENT) == [D("7.69"), D("2.56")]


def test_what_is_told_comes_to_something_else():
    assert divided(D("9.00"), rates(("8", "8.00")), rates(("8", "8.00")), CENT) == [D("9.00")]


def test_two_taxes_of_one_rate_share():
    assert divided(D("3.01"), rates(("5", "1"), ("5", "1")), rates(("5", "3.01")), CENT) == [D("1.51"), D("1.50")]


def test_of_nothing_all_get_the_same():
    assert divided(D("1.01"), rates(("0", "0"), ("3", "0")), [], CENT) == [D("0.51"), D("0.50")]


@given(amounts, st.lists(st.tuples(amounts, amounts), min_size=1, max_size=5), st.lists(st.tuples(amounts, amounts)))
def test_together_they_are_the_total_in_cents(total, ours, told):
    parts = divided(total, ours, told, CENT)
    assert sum(parts) == total
    assert all(part == part.quantize(CENT) for part in parts)
