"""Sales documents as exact JSON, per tax model."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from odoo.addons.odoo_qb_connector.documents import (
    Address,
    DescriptionLine,
    ItemLine,
    Ref,
    SalesKind,
    ShippingLine,
    Tax,
    find_marker,
)
from odoo.addons.odoo_qb_connector.gateway import Command, ObjectRef, TaxModel, Verb
from odoo.addons.odoo_qb_connector.online.encode import CannotSay, Context, request

from .samples import ALL_ON, KEY, MARKER, NON, TAX, ca_invoice, company, create, uk_invoice, us_invoice

D = Decimal


def encoded(document, facts=None, **command) -> dict:
    """The body as Python sees it, amounts as Decimal."""
    one = Command(Verb.CREATE, document, **command) if "verb" not in command else Command(document=document, **command)
    sent = request([one], KEY, "4620816365", Context(facts or company()))
    return json.loads(sent.body, parse_float=Decimal)


def test_us_invoice_with_shipping_discount_and_tax():
    assert encoded(us_invoice()) == {
        "CustomerRef": {"value": "58"},
        "DocNumber": "INV/2026/0007",
        "TxnDate": "2026-03-05",
        "BillAddr": {
            "Line1": "Amy Lauterbach",
            "Line2": "4581 Finch St.",
            "City": "Bayshore",
            "CountrySubDivisionCode": "CA",
            "PostalCode": "94326",
            "Country": "USA",
        },
        "ShipAddr": {
            "Line1": "5 Dock Rd",
            "City": "Bayshore",
            "CountrySubDivisionCode": "CA",
            "PostalCode": "94327",
            "Country": "USA",
        },
        "BillEmail": {"Address": "amy@example.com"},
        "CustomerMemo": {"value": "Thank you"},
        "PrivateNote": f"PO 7 Order S00042 [odoo:{MARKER}]",
        "ApplyTaxAfterDiscount": True,
        "TxnTaxDetail": {"TotalTax": D("8.25")},
        "Line": [
            {
                "DetailType": "SalesItemLineDetail",
                "Amount": 100,
                "Description": "Chair",
                "SalesItemLineDetail": {
                    "ItemRef": {"value": "11"},
                    "Qty": 4,
                    "UnitPrice": 25,
                    "TaxCodeRef": {"value": "TAX"},
                    "ServiceDate": "2026-03-04",
                },
            },
            {
                "DetailType": "SalesItemLineDetail",
                "Amount": 20,
                "Description": "Assembly",
                "SalesItemLineDetail": {
                    "ItemRef": {"value": "12"},
                    "Qty": 1,
                    "UnitPrice": 20,
                    "TaxCodeRef": {"value": "NON"},
                },
            },
            {
                "DetailType": "SalesItemLineDetail",
                "Amount": D("9.99"),
                "Description": "Parcel",
                "SalesItemLineDetail": {
                    "ItemRef": {"value": "SHIPPING_ITEM_ID"},
                    "TaxCodeRef": {"value": "TAX"},
                },
            },
            {
                "DetailType": "DiscountLineDetail",
                "Amount": 10,
                "Description": "Spring",
                "DiscountLineDetail": {"PercentBased": False, "DiscountAccountRef": {"value": "86"}},
            },
        ],
        "SalesTermRef": {"value": "3"},
        "DueDate": "2026-04-04",
        "ShipDate": "2026-03-05",
        "ShipMethodRef": {"value": "UPS Ground", "name": "UPS Ground"},
        "TrackingNum": "1Z999",
    }


def test_uk_invoice_with_prices_that_include_tax():
    """Net in Amount and UnitPrice, gross in TaxInclusiveAmt, as a recorded Australian invoice has it."""
    body = encoded(uk_invoice(), company(TaxModel.GLOBAL))
    assert body["GlobalTaxCalculation"] == "TaxInclusive"
    assert body["TxnTaxDetail"] == {
        "TotalTax": D("49.67"),
        "TaxLine": [
            {
                "Amount": D("49.67"),
                "DetailType": "TaxLineDetail",
                "TaxLineDetail": {
                    "TaxRateRef": {"value": "12"},
                    "PercentBased": True,
                    "TaxPercent": 20,
                    "NetAmountTaxable": D("248.33"),
                },
            }
        ],
    }
    assert [line["SalesItemLineDetail"] for line in body["Line"]] == [
        {
            "ItemRef": {"value": "1"},
            "Qty": 1,
            "UnitPrice": D("57.5"),
            "TaxCodeRef": {"value": "6"},
            "TaxInclusiveAmt": 69,
        },
        {
            "ItemRef": {"value": "2"},
            "Qty": 3,
            "UnitPrice": D("63.61"),
            "TaxCodeRef": {"value": "6"},
            "TaxInclusiveAmt": 229,
        },
    ]
    assert [line["Amount"] for line in body["Line"]] == [D("57.5"), D("190.83")]
    assert "ApplyTaxAfterDiscount" not in body


def test_canadian_invoice_with_two_rates():
    body = encoded(ca_invoice(), company(TaxModel.GLOBAL, country="CA", currency="CAD"))
    assert body["GlobalTaxCalculation"] == "TaxExcluded"
    assert body["TxnTaxDetail"]["TotalTax"] == 12
    stated = [(line["Amount"], line["TaxLineDetail"]["TaxPercent"]) for line in body["TxnTaxDetail"]["TaxLine"]]
    assert stated == [(5, 5), (7, 7)]
    assert body["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "5"}
    assert "TaxInclusiveAmt" not in body["Line"][0]["SalesItemLineDetail"]


def test_without_rates_quickbooks_computes():
    document = ca_invoice(tax=Tax(D("12.00")))
    assert "TxnTaxDetail" not in encoded(document, company(TaxModel.GLOBAL, country="CA", currency="CAD"))


def test_us_legacy_names_the_documents_code():
    document = us_invoice(tax=Tax(D("8.25"), code=Ref("2")))
    body = encoded(document, company(TaxModel.US_LEGACY))
    assert body["TxnTaxDetail"] == {"TxnTaxCodeRef": {"value": "2"}, "TotalTax": D("8.25")}
    assert body["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "TAX"}


# mapped code of a US line -> what is sent
US_CODE_ROWS = [(None, "NON"), (NON, "NON"), (TAX, "TAX"), (Ref("17"), "TAX")]


@pytest.mark.parametrize("model", [TaxModel.US_AUTOMATED, TaxModel.US_LEGACY, TaxModel.US_AUTOMATED_NOT_SET_UP])
@pytest.mark.parametrize(("mapped", "sent"), US_CODE_ROWS)
def test_a_us_line_always_says_tax_or_non(model, mapped, sent):
    lines = (ItemLine(Ref("1"), D("5.00"), D("1"), D("5"), tax=mapped), ShippingLine(D("1.00"), mapped))
    body = encoded(us_invoice(lines=lines, tax=Tax(), total=D("6.00")), company(model))
    assert [line["SalesItemLineDetail"]["TaxCodeRef"]["value"] for line in body["Line"]] == [sent, sent]


@pytest.mark.parametrize("kind", [SalesKind.INVOICE, SalesKind.CREDIT_MEMO])
@pytest.mark.parametrize("model", [TaxModel.US_AUTOMATED, TaxModel.US_LEGACY])
def test_a_tax_of_nothing_is_stated_too(model, kind):
    taxable = us_invoice(kind=kind, tax=Tax(), total=D("119.99"))
    assert encoded(taxable, company(model))["TxnTaxDetail"] == {"TotalTax": 0}
    exempt = replace(taxable, lines=(ItemLine(Ref("1"), D("5.00"), D("1"), D("5"), tax=NON),), total=D("5.00"))
    assert encoded(exempt, company(model))["TxnTaxDetail"] == {"TotalTax": 0}


def test_a_company_that_has_not_set_up_its_tax_is_told_none():
    body = encoded(us_invoice(tax=Tax(), total=D("119.99")), company(TaxModel.US_AUTOMATED_NOT_SET_UP))
    assert "TxnTaxDetail" not in body


def test_codes_without_rates_have_a_tax_of_nothing():
    document = ca_invoice(tax=Tax(), total=D("100.00"))
    body = encoded(document, company(TaxModel.GLOBAL, country="CA", currency="CAD"))
    assert body["TxnTaxDetail"] == {"TotalTax": 0}


def test_tax_off_says_nothing():
    body = encoded(us_invoice(tax=Tax(), total=D("119.99")), company(TaxModel.OFF))
    assert not {"TxnTaxDetail", "GlobalTaxCalculation", "ApplyTaxAfterDiscount"} & set(body)
    assert all("TaxCodeRef" not in line.get("SalesItemLineDetail", {}) for line in body["Line"])


def test_an_amount_that_arithmetic_cannot_give_stands_alone_with_its_quantity_in_words():
    """Recorded: 128.350 times 14.50 is 1861.08 there; 1861.07 is refused (6070). 7,654,321 units at a price
    of more than seven decimals is what is left when even the effective price cannot give the cents."""
    line = ItemLine(Ref("1"), D("1000000.01"), D("7654321"), D("0.130645"), "Screws", TAX)
    sent = encoded(us_invoice(lines=(line,), tax=Tax(), total=line.amount))["Line"][0]
    assert sent["Amount"] == D("1000000.01")
    assert sent["Description"] == "7654321 × Screws"
    assert not {"Qty", "UnitPrice"} & set(sent["SalesItemLineDetail"])


def test_a_line_discount_keeps_the_quantity():
    line = ItemLine(Ref("1"), D("27.00"), D("3"), D("10"), "Chair", TAX)
    detail = encoded(us_invoice(lines=(line,), tax=Tax(), total=D("27.00")))["Line"][0]["SalesItemLineDetail"]
    assert (detail["Qty"], detail["UnitPrice"]) == (3, 9)


def test_a_half_cent_goes_up():
    line = ItemLine(Ref("1"), D("1861.08"), D("128.350"), D("14.50"), "", TAX)
    sent = encoded(us_invoice(lines=(line,), tax=Tax(), total=line.amount))["Line"][0]
    assert (sent["SalesItemLineDetail"]["Qty"], sent["Amount"]) == (D("128.35"), D("1861.08"))
    assert "Description" not in sent


def test_shipping_on_an_item_is_an_ordinary_line():
    line = ShippingLine(D("5.00"), TAX, item=Ref("30"))
    sent = encoded(us_invoice(lines=(line,), tax=Tax(), total=D("5.00")))["Line"][0]
    assert sent["SalesItemLineDetail"]["ItemRef"] == {"value": "30"}


def test_a_description_line_carries_no_money():
    lines = (DescriptionLine("Part one"), ItemLine(Ref("1"), D("5.00"), D("1"), D("5"), tax=TAX))
    sent = encoded(us_invoice(lines=lines, tax=Tax(), total=D("5.00")))["Line"][0]
    assert sent == {"DetailType": "DescriptionOnly", "Description": "Part one", "DescriptionLineDetail": {}}


# multicurrency, currency of the document -> CurrencyRef, ExchangeRate
CURRENCY_ROWS = [
    (False, "USD", None, None),
    (True, "USD", {"value": "USD"}, None),
    (True, "EUR", {"value": "EUR"}, D("1.0853")),
]


@pytest.mark.parametrize(("multicurrency", "currency", "reference", "rate"), CURRENCY_ROWS)
def test_currency(multicurrency, currency, reference, rate):
    document = us_invoice(currency=currency, exchange_rate=D("1.0853"))
    body = encoded(document, company(multicurrency=multicurrency))
    assert (body.get("CurrencyRef"), body.get("ExchangeRate")) == (reference, rate)


# kind -> properties of its own, as Intuit's reference lists them
KIND_ROWS = [
    (SalesKind.INVOICE, {"SalesTermRef", "DueDate", "ShipDate", "ShipMethodRef", "TrackingNum"}),
    (
        SalesKind.SALES_RECEIPT,
        {
            "ShipDate",
            "ShipMethodRef",
            "TrackingNum",
            "PaymentMethodRef",
            "PaymentRefNum",
            "DepositToAccountRef",
        },
    ),
    (SalesKind.CREDIT_MEMO, {"SalesTermRef"}),
    (SalesKind.REFUND_RECEIPT, {"PaymentMethodRef", "PaymentRefNum", "DepositToAccountRef"}),
    (SalesKind.ESTIMATE, {"SalesTermRef", "DueDate", "ShipDate", "ShipMethodRef", "ExpirationDate"}),
]
OWN = set().union(*(own for _kind, own in KIND_ROWS))


@pytest.mark.parametrize(("kind", "own"), KIND_ROWS)
def test_each_kind_has_its_own_properties(kind, own):
    document = us_invoice(
        kind=kind,
        payment_method=Ref("1"),
        payment_reference="4711",
        deposit_account=Ref("4"),
        expires=us_invoice().date,
    )
    assert OWN & set(encoded(document)) == own


def test_a_company_that_does_not_ship_gets_no_shipping_details():
    facts = company(features={**ALL_ON, "AllowShipping": False, "AllowServiceDate": False})
    body = encoded(us_invoice(), facts)
    assert not {"ShipDate", "ShipMethodRef", "TrackingNum"} & set(body)
    assert "ServiceDate" not in body["Line"][0]["SalesItemLineDetail"]
    assert body["ShipAddr"]["City"] == "Bayshore"


# note, order -> private note
NOTE_ROWS = [
    ("", "", f"[odoo:{MARKER}]"),
    ("PO 7", "", f"PO 7 [odoo:{MARKER}]"),
    ("", "S00042", f"Order S00042 [odoo:{MARKER}]"),
    ("Order S00042 of Amy", "S00042", f"Order S00042 of Amy [odoo:{MARKER}]"),
    ("x [odoo:ffffffffffffffff]", "", f"x [odoo:{MARKER}]"),
]


@pytest.mark.parametrize(("note", "order", "expected"), NOTE_ROWS)
def test_private_note_ends_with_our_marker(note, order, expected):
    sent = encoded(us_invoice(note=note, order_number=order))["PrivateNote"]
    assert sent == expected
    assert find_marker(sent) == MARKER


def test_surplus_address_lines_join_the_fifth():
    address = Address(("1", "2", "3", "4", "5", "6"), country="Atlantis")
    assert encoded(us_invoice(billing=address))["BillAddr"] == {
        "Line1": "1",
        "Line2": "2",
        "Line3": "3",
        "Line4": "4",
        "Line5": "5, 6",
        "Country": "Atlantis",
    }


def test_a_us_company_gets_latin_1():
    line = ItemLine(Ref("1"), D("5.00"), D("1"), D("5"), "“Größe” – 5 €… Łódź", TAX)
    body = encoded(us_invoice(lines=(line,), tax=Tax(), total=D("5.00")))
    assert body["Line"][0]["Description"] == '"Größe" - 5 EUR... Lódz'


def test_other_companies_keep_every_character():
    line = ItemLine(Ref("1"), D("100.00"), D("1"), D("100"), "“Größe” 漢字", Ref("5"))
    body = encoded(ca_invoice(lines=(line,)), company(TaxModel.GLOBAL, country="CA", currency="CAD"))
    assert body["Line"][0]["Description"] == "“Größe” 漢字"


def test_a_sparse_update_sends_only_what_changed_and_the_marker():
    target = ObjectRef("Invoice", "130", "3")
    body = encoded(us_invoice(), verb=Verb.UPDATE, target=target, changes=frozenset({"due_date", "tracking_number"}))
    assert body == {
        "Id": "130",
        "SyncToken": "3",
        "sparse": True,
        "PrivateNote": f"PO 7 Order S00042 [odoo:{MARKER}]",
        "DueDate": "2026-04-04",
        "TrackingNum": "1Z999",
    }


def test_changed_lines_bring_their_tax():
    body = encoded(us_invoice(), verb=Verb.UPDATE, target=ObjectRef("Invoice", "1", "0"), changes=frozenset({"lines"}))
    assert set(body) >= {"ApplyTaxAfterDiscount", "TxnTaxDetail", "Line"}
    assert "DueDate" not in body


def test_an_emptied_note_is_emptied_there():
    document = us_invoice(note="", order_number="", marker="")
    body = encoded(document, verb=Verb.UPDATE, target=ObjectRef("Invoice", "1", "0"), changes=frozenset({"note"}))
    assert body["PrivateNote"] == ""


def test_a_full_update_says_everything():
    body = encoded(us_invoice(), verb=Verb.UPDATE, target=ObjectRef("Invoice", "130", "3"))
    assert body == {"Id": "130", "SyncToken": "3", **encoded(us_invoice())}


def test_a_mistyped_change_is_refused():
    with pytest.raises(ValueError, match="duedate"):
        encoded(
            us_invoice(),
            verb=Verb.UPDATE,
            target=ObjectRef("Invoice", "1", "0"),
            changes=frozenset({"duedate"}),
        )


def test_without_facts_nothing_is_guessed():
    with pytest.raises(CannotSay):
        request([create(us_invoice())], KEY, "1", Context())
