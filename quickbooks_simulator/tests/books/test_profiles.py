"""The sample companies."""

from __future__ import annotations

import time

import pytest

from quickbooks_simulator.online.company import Companies
from quickbooks_simulator.online.profiles import PROFILES

from .books import Books

NEEDED = {
    "Checking",
    "AccountsReceivable",
    "AccountsPayable",
    "UndepositedFunds",
    "Inventory",
    "SalesOfProductIncome",
    "DiscountsRefundsGiven",
    "SuppliesMaterialsCogs",
    "OpeningBalanceEquity",
    "RetainedEarnings",
}


@pytest.mark.parametrize("multicurrency", [False, True])
@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_a_sample_company(companies: Companies, profile: str, multicurrency: bool):
    books = Books(companies.create(profile, multicurrency=multicurrency))
    books.company.assert_balanced()
    accounts = books.all("Account")
    assert len(accounts) > 20
    assert {account["AccountSubType"] for account in accounts} >= NEEDED
    assert [term["Name"] for term in books.all("Term")] == ["Due on receipt", "Net 15", "Net 30", "Net 60"]
    assert len(books.all("Customer")) >= 12
    assert books.read("Customer", "1")["DisplayName"] == "Deco Addict"
    kinds = [item["Type"] for item in books.all("Item")]
    assert {"Inventory", "NonInventory", "Service", "Category"} == set(kinds)
    assert books.find("Item", "Oak Desk")["QtyOnHand"] == 18
    assert books.all("Class")
    assert books.all("Department")
    assert books.all("PaymentMethod")
    assert len(books.all("Invoice")) == 4
    assert len(books.all("Payment")) == 2
    prefs = books.read("Preferences", "1")
    assert prefs["SalesFormsPrefs"]["CustomTxnNumbers"] is True
    assert prefs["SalesFormsPrefs"]["AllowShipping"] is True
    assert prefs["SalesFormsPrefs"]["AllowDiscount"] is True
    assert prefs["CurrencyPrefs"]["MultiCurrencyEnabled"] is multicurrency
    assert prefs["CurrencyPrefs"]["HomeCurrency"]["value"] == PROFILES[profile].currency
    if not multicurrency:
        books.assert_sound()


def test_which_tax_model_a_company_shows(companies: Companies):
    shown = {
        name: companies.create(name).read("Preferences", "1")["TaxPrefs"].get("PartnerTaxEnabled", "absent")
        for name in PROFILES
    }
    assert shown == {"us-ast": True, "us-legacy": "absent", "ca": "absent", "uk": "absent", "au": "absent"}


def test_pseudo_codes_live_beside_numbers(us: Books, uk: Books):
    ids = [code["Id"] for code in us.all("TaxCode")]
    assert {"TAX", "NON"} < set(ids)
    assert any(one.isdigit() for one in ids)
    assert all(code["Id"].isdigit() for code in uk.all("TaxCode"))
    assert us.read("TaxCode", "TAX")["TaxGroup"] is False


def test_the_first_customer_of_a_us_company_is_in_california(us: Books):
    assert us.read("Customer", "1")["ShipAddr"]["CountrySubDivisionCode"] == "CA"


def test_a_fresh_realm_takes_milliseconds(companies: Companies):
    """The seed is built by now; copying it must not rebuild it. The bound is generous for slow machines."""
    companies.create("us-ast")
    started = time.perf_counter()
    for _ in range(5):
        companies.create("us-ast")
    assert (time.perf_counter() - started) / 5 < 0.1
