"""Multicurrency (spec qbo 7.1)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .books import Books, refused

EUR = {"value": "EUR"}
USD = {"value": "USD"}


def foreign(books: Books) -> str:
    return books.id("Customer", "Atelier Lumiere SARL")


@pytest.mark.switch("foreign_account_name")
def test_a_foreign_invoice(multi: Books):
    line = multi.line("Design", 100, code="NON")
    made = multi.invoice(foreign(multi), line, CurrencyRef=EUR, ExchangeRate=1.123456)
    assert (made["TotalAmt"], made["HomeTotalAmt"], made["ExchangeRate"]) == (100, 112.35, 1.123456)
    assert (made["Balance"], made["HomeBalance"]) == (100, 112.35)
    assert made["CurrencyRef"] == {"value": "EUR", "name": "Euro"}
    assert {k: float(v) for k, v in multi.postings("Invoice", made["Id"]).items()} == {
        "Accounts Receivable (A/R) - EUR": 112.35,
        "Services": -112.35,
    }
    assert multi.read("Customer", foreign(multi))["Balance"] == 100
    assert multi.find("Account", "Accounts Receivable (A/R) - EUR")["CurrentBalance"] == 100
    multi.company.assert_balanced()


@pytest.mark.switch("foreign_account_name")
def test_rounding_of_many_lines_still_balances(multi: Books):
    lines = [multi.line("Design", "0.33", code="NON") for _ in range(7)]
    made = multi.invoice(foreign(multi), *lines, CurrencyRef=EUR, ExchangeRate=1.37)
    postings = multi.postings("Invoice", made["Id"])
    assert float(postings["Accounts Receivable (A/R) - EUR"]) == 3.16
    assert float(postings["Services"]) == -3.16


@pytest.mark.switch("foreign_account_name")
def test_what_rounding_leaves_goes_to_the_largest_line(multi: Books):
    lines = [multi.line("Gift Wrap", "0.33", code="NON") for _ in range(3)]
    lines.append(multi.line("Design", 10, code="NON"))
    made = multi.invoice(foreign(multi), *lines, CurrencyRef=EUR, ExchangeRate=1.37)
    assert {k: float(v) for k, v in multi.postings("Invoice", made["Id"]).items()} == {
        "Accounts Receivable (A/R) - EUR": 15.06,
        "Sales of Product Income": -1.35,
        "Services": -13.71,
    }


def test_the_currency_is_that_of_the_name(multi: Books, us: Books):
    line = multi.line("Design", 100, code="NON")
    sentence = "The currency of the transaction is invalid for customer/vendor/account."
    with refused("6000", element="CurrencyRef", detail=sentence):
        multi.invoice(foreign(multi), line, CurrencyRef=USD)
    with refused("6000", detail=sentence):
        multi.invoice("1", line, CurrencyRef=EUR)
    with refused("2220", element="CurrencyRef"):
        multi.invoice("1", line, CurrencyRef={"value": "XXX"})
    with refused("2020", element="CurrencyRef"):
        multi.invoice("1", line)
    assert us.invoice("1", us.line("Design", 1), CurrencyRef=USD)["CurrencyRef"]["value"] == "USD"
    with refused("6000", detail=sentence):
        us.invoice("1", us.line("Design", 1), CurrencyRef=EUR)


def test_home_transactions_of_a_multicurrency_company(multi: Books):
    made = multi.invoice("1", multi.line("Design", 100, code="NON"), CurrencyRef=USD)
    assert (made["ExchangeRate"], made["HomeTotalAmt"]) == (1, 100)
    with refused("2090", element="ExchangeRate"):
        multi.invoice("1", multi.line("Design", 1, code="NON"), CurrencyRef=USD, ExchangeRate=1.2)


@pytest.mark.switch("missing_exchange_rate")
def test_a_missing_rate_is_quickbooks_own_by_default(multi: Books):
    line = multi.line("Design", 100, code="NON")
    assert multi.invoice(foreign(multi), line, CurrencyRef=EUR)["ExchangeRate"] == 1.1
    multi.company.set_exchange_rate("EUR", "1.25")
    assert multi.company.exchange_rate("EUR") == Decimal("1.25")
    assert multi.company.exchange_rate("ZAR") is None
    assert multi.invoice(foreign(multi), line, CurrencyRef=EUR)["ExchangeRate"] == 1.25
    multi.company.set_switch("missing_exchange_rate", "refuse")
    with refused("2020", element="ExchangeRate"):
        multi.invoice(foreign(multi), line, CurrencyRef=EUR)
    with refused("2240", element="ExchangeRate"):
        multi.invoice(foreign(multi), line, CurrencyRef=EUR, ExchangeRate=0)


def test_a_names_currency_is_fixed(multi: Books, us: Books):
    with refused("6000", element="CurrencyRef"):
        multi.update("Customer", multi.read("Customer", foreign(multi)), CurrencyRef=USD)
    made = multi.customer("Sterling", CurrencyRef={"value": "GBP"})
    assert made["CurrencyRef"] == {"value": "GBP", "name": "British Pound Sterling"}
    assert [c["Code"] for c in multi.all("CompanyCurrency")] == ["EUR", "GBP"]
    with refused("6000"):
        us.customer("Sterling", CurrencyRef={"value": "GBP"})


@pytest.mark.switch("foreign_account_name")
def test_realised_gain(multi: Books):
    customer = foreign(multi)
    invoice = multi.invoice(customer, multi.line("Design", 100, code="NON"), CurrencyRef=EUR, ExchangeRate=1.10)
    payment = multi.pay(customer, 100, ("Invoice", invoice, 100), CurrencyRef=EUR, ExchangeRate=1.20)
    assert {k: float(v) for k, v in multi.postings("Payment", payment["Id"]).items()} == {
        "Undeposited Funds": 120.0,
        "Accounts Receivable (A/R) - EUR": -110.0,
        "Exchange Gain or Loss": -10.0,
    }
    assert multi.balance("Accounts Receivable (A/R) - EUR") == 0


def test_three_part_payments_leave_nothing_by_rounding(multi: Books):
    customer = foreign(multi)
    invoice = multi.invoice(customer, multi.line("Design", 100, code="NON"), CurrencyRef=EUR, ExchangeRate=1.1111)
    for amount in (33.33, 33.33, 33.34):
        multi.pay(customer, amount, ("Invoice", invoice, amount), CurrencyRef=EUR, ExchangeRate=1.2)
    assert multi.read("Invoice", invoice["Id"])["HomeBalance"] == 0
    assert multi.balance("Accounts Receivable (A/R) - EUR") == 0
    multi.company.assert_balanced()


@pytest.mark.switch("foreign_account_name", "sparse_without_lines")
def test_a_changed_rate_reposts_the_payments(multi: Books):
    customer = foreign(multi)
    line = multi.line("Design", 100, code="NON")
    invoice = multi.invoice(customer, line, CurrencyRef=EUR, ExchangeRate=1.1)
    payment = multi.pay(customer, 50, ("Invoice", invoice, 50), CurrencyRef=EUR, ExchangeRate=1.1)
    multi.update("Invoice", multi.read("Invoice", invoice["Id"]), ExchangeRate=1.3)
    assert float(multi.postings("Payment", payment["Id"])["Accounts Receivable (A/R) - EUR"]) == -65
    assert float(multi.postings("Payment", payment["Id"])["Exchange Gain or Loss"]) == 10
    assert float(multi.balance("Accounts Receivable (A/R) - EUR")) == 65
