"""How much of a credit goes where: never more than Odoo wants, than is open, than there is."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.models.builders.credit_shares import beyond, of_payment, shares

D = Decimal
CENTS = st.integers(0, 20_000).map(lambda one: D(one) / 100)
AMOUNTS = st.dictionaries(st.sampled_from("abcd"), CENTS)


def test_what_is_open_is_filled_in_order():
    found = shares({"a": D(50), "b": D(50), "c": D(50)}, {}, {}, {"a": D(40), "b": D(80), "c": D(50)}, D(100))
    assert found == {"a": D(40), "b": D(50), "c": D(10)}


def test_what_we_hold_ourselves_counts_as_open():
    """The invoice is closed by our own application, which may stay or be spread anew."""
    assert shares({"a": D(50)}, {"a": D(50)}, {}, {"a": D(0)}, D(0)) == {"a": D(50)}
    assert shares({"b": D(30)}, {"a": D(50)}, {}, {"a": D(0), "b": D(30)}, D(0)) == {"b": D(30)}


def test_what_others_applied_is_not_applied_again():
    assert shares({"a": D(50)}, {}, {"a": D(50)}, {"a": D(50)}, D(50)) == {}
    assert shares({"a": D(50)}, {}, {"a": D(20)}, {"a": D(80)}, D(80)) == {"a": D(30)}


def test_an_invoice_that_is_another_customers_takes_nothing():
    assert shares({"a": D(50), "b": D(50)}, {}, {}, {"b": D(50)}, D(100)) == {"b": D(50)}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, CENTS)
def test_nothing_is_ever_overdrawn(wanted, ours, theirs, balances, credit):
    found = shares(wanted, ours, theirs, balances, credit)
    assert sum(found.values()) <= credit + sum(ours.values())
    for invoice, amount in found.items():
        assert 0 < amount <= wanted[invoice] - theirs.get(invoice, 0)
        assert amount <= balances[invoice] + ours.get(invoice, 0)


def test_a_payment_of_money_and_credits():
    """100 of money and 30 of credit for two invoices: the credit counts for the first."""
    lines = [("Invoice", "1", D(110)), ("CreditMemo", "7", D(30)), ("CreditMemo", "8", D(5)), ("Invoice", "2", D(25))]
    assert of_payment(lines, "7") == {"1": D(30)}
    assert of_payment(lines[:2] + lines[3:], "9") == {}
    assert of_payment([("Invoice", "1", D(10)), ("Invoice", "2", D(25)), ("CreditMemo", "7", D(30))], "7") == {
        "1": D(10),
        "2": D(20),
    }


def test_beyond():
    assert beyond({"a": D(10)}, {"a": D(15), "b": D(1), "c": D(0)}) == {"a": D(5), "b": D(1)}
