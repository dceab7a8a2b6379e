"""CompanyInfo and Preferences, and the lists for the mapping."""

from __future__ import annotations

from datetime import date

import pytest
from odoo.addons.odoo_qb_connector.gateway import TaxModel
from odoo.addons.odoo_qb_connector.online.facts import company_facts
from odoo.addons.odoo_qb_connector.online.lists import list_entry

INFO = {
    "CompanyName": "Sandbox",
    "Country": "US",
    "NameValue": [
        {"Name": "OfferingSku", "Value": "QuickBooks Online Plus"},
        {"Name": "SubscriptionStatus", "Value": "SUBSCRIBED"},
    ],
}
PREFERENCES = {
    "SalesFormsPrefs": {
        "CustomTxnNumbers": True,
        "AllowShipping": False,
        "AllowDiscount": True,
        "DefaultTerms": {"value": "3"},
    },
    "AccountingInfoPrefs": {"BookCloseDate": "2025-12-31", "ClassTrackingPerTxn": False},
    "TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": True},
    "CurrencyPrefs": {"MultiCurrencyEnabled": False, "HomeCurrency": {"value": "USD"}},
    "OtherPrefs": {"NameValue": [{"Name": "WarnDuplicateBillNumber", "Value": "true"}]},
}


def facts(info=None, **sections):
    return company_facts("123", {**INFO, **(info or {})}, {**PREFERENCES, **sections})


def test_a_company():
    said = facts()
    assert (said.id, said.name, said.country, said.currency, said.plan) == (
        "123",
        "Sandbox",
        "US",
        "USD",
        "QuickBooks Online Plus",
    )
    assert (said.multicurrency, said.keeps_sent_numbers, said.writable) == (False, True, True)
    assert said.closing_date == date(2025, 12, 31)
    assert (said.features["AllowShipping"], said.features["WarnDuplicateBillNumber"]) == (False, True)
    assert "DefaultTerms" not in said.features


# country, TaxPrefs -> model (spec qbo 6.1)
MODEL_ROWS = [
    ("US", {"UsingSalesTax": False, "PartnerTaxEnabled": True}, TaxModel.OFF),
    ("GB", {"UsingSalesTax": False}, TaxModel.OFF),
    ("US", {}, TaxModel.OFF),
    ("GB", {"UsingSalesTax": True}, TaxModel.GLOBAL),
    ("CA", {"UsingSalesTax": True, "PartnerTaxEnabled": True}, TaxModel.GLOBAL),
    ("US", {"UsingSalesTax": True, "PartnerTaxEnabled": True}, TaxModel.US_AUTOMATED),
    ("USA", {"UsingSalesTax": True, "PartnerTaxEnabled": True}, TaxModel.US_AUTOMATED),
    ("US", {"UsingSalesTax": True, "PartnerTaxEnabled": False}, TaxModel.US_AUTOMATED_NOT_SET_UP),
    ("US", {"UsingSalesTax": True}, TaxModel.US_LEGACY),
    ("", {"UsingSalesTax": True, "PartnerTaxEnabled": True}, TaxModel.US_AUTOMATED),
    ("", {"UsingSalesTax": True}, TaxModel.GLOBAL),
]


@pytest.mark.parametrize(("country", "tax", "model"), MODEL_ROWS)
def test_tax_model(country, tax, model):
    assert facts({"Country": country}, TaxPrefs=tax).tax_model is model


def test_what_is_left_out_is_off():
    said = company_facts("1", {}, {})
    assert (said.name, said.currency, said.closing_date, said.keeps_sent_numbers, said.features) == (
        "",
        "",
        None,
        False,
        {},
    )


@pytest.mark.parametrize(
    ("status", "writable"), [("TRIAL", True), ("CANCELLED", False), ("EXPIRED", False), ("", True)]
)
def test_an_ended_subscription(status, writable):
    assert facts({"NameValue": [{"Name": "SubscriptionStatus", "Value": status}]}).writable is writable


def test_a_tax_code_brings_its_rates():
    entry = list_entry(
        "TaxCode",
        {
            "Id": "5",
            "Name": "GST/PST",
            "TaxGroup": True,
            "Active": True,
            "SyncToken": "0",
            "SalesTaxRateList": {
                "TaxRateDetail": [
                    {"TaxRateRef": {"value": "20"}, "TaxTypeApplicable": "TaxOnAmount", "TaxOrder": 0},
                    {"TaxRateRef": {"value": "21"}, "TaxTypeApplicable": "TaxOnAmountPlusTax", "TaxOrder": 1},
                ]
            },
        },
    )
    assert [(rate["rate"], rate["applies"]) for rate in entry.details["SalesTaxRateList"]] == [
        ("20", "TaxOnAmount"),
        ("21", "TaxOnAmountPlusTax"),
    ]


# type, entity -> name, number, kind, active
ENTRY_ROWS = [
    (
        "Account",
        {
            "Id": "7",
            "Name": "Sales",
            "FullyQualifiedName": "Income:Sales",
            "AccountType": "Income",
            "AcctNum": "400",
        },
        ("Income:Sales", "400", "Income", True),
    ),
    ("TaxCode", {"Id": "TAX", "Name": "TAX"}, ("TAX", "", "", True)),
    ("TaxCode", {"Id": "9", "Name": "Old", "Hidden": True}, ("Old", "", "", False)),
    (
        "Term",
        {"Id": "3", "Name": "Net 30", "Type": "STANDARD", "DueDays": 30},
        ("Net 30", "", "STANDARD", True),
    ),
    ("Item", {"Id": "3", "Name": "Chair", "Type": "Service", "Sku": "A"}, ("Chair", "A", "Service", True)),
    (
        "Customer",
        {"Id": "3", "DisplayName": "Amy (deleted)", "Active": False},
        ("Amy (deleted)", "", "", False),
    ),
]


@pytest.mark.parametrize(("kind", "entity", "expected"), ENTRY_ROWS)
def test_list_entries(kind, entity, expected):
    entry = list_entry(kind, entity)
    assert (entry.name, entry.number, entry.kind, entry.active) == expected
    assert entry.id == entity["Id"]


def test_the_country_of_the_address_will_do():
    assert facts({"Country": None, "CompanyAddr": {"Country": "USA"}}).country == "USA"
