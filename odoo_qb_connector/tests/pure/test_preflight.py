"""What is refused before it is sent: one row per problem."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from odoo.addons.odoo_qb_connector.documents import (
    SHIPMENT,
    Account,
    AccountKind,
    Address,
    CustomField,
    DescriptionLine,
    DiscountLine,
    ItemKind,
    ItemLine,
    OrderRef,
    PartyRole,
    Ref,
    SalesKind,
    ShippingLine,
    Tax,
    TaxRateAmount,
)
from odoo.addons.odoo_qb_connector.gateway import Command, ObjectRef, TaxModel, Verb
from odoo.addons.odoo_qb_connector.online import preflight
from odoo.addons.odoo_qb_connector.online.encode import Context

from .samples import (
    ALL_ON,
    KEY,
    TAX,
    ca_invoice,
    company,
    create,
    customer,
    product,
    uk_invoice,
    us_invoice,
)

D = Decimal
UK, CA = company(TaxModel.GLOBAL), company(TaxModel.GLOBAL, country="CA", currency="CAD")


def codes(command, facts=None) -> list[str]:
    return [one.code for one in preflight.problems(command, Context(facts or company()))]


FIELDS = company(features={**ALL_ON, "SalesCustomFields": {"1": "PO Number"}})


def without(feature):
    return company(features={**ALL_ON, feature: False})


def one_line(**changes):
    """A US invoice of one taxable line of 5.00 without tax."""
    lines = (ItemLine(Ref("1"), D("5.00"), D("1"), D("5"), tax=TAX),)
    return us_invoice(**{"lines": lines, "tax": Tax(), "total": D("5.00"), **changes})


GOOD_ROWS = [
    (us_invoice(), company()),
    (us_invoice(tax=Tax(D("8.25"), code=Ref("2"))), company(TaxModel.US_LEGACY)),
    (uk_invoice(), UK),
    (ca_invoice(), CA),
    (one_line(), company(TaxModel.OFF)),
    (one_line(number="X" * 21), company(keeps_sent_numbers=False)),
    (one_line(currency="EUR", exchange_rate=D("1.08")), company(multicurrency=True)),
    (one_line(currency="EUR", kind=SalesKind.ESTIMATE), company(multicurrency=True)),
    (one_line(custom_fields=(CustomField("1", "x" * 31),)), FIELDS),
    (one_line(order=OrderRef("Estimate", "9"), send_email=True), company()),
    (one_line(kind=SalesKind.ESTIMATE), company(closing_date=date(2026, 12, 31))),
    (customer(), company()),
    (customer(email="a@example.com, b@example.com"), company()),
    (product(), company()),
]


@pytest.mark.parametrize(("document", "facts"), GOOD_ROWS)
def test_what_is_right_has_no_problems(document, facts):
    assert preflight.problems(create(document), Context(facts)) == []


BIG = (ItemLine(Ref("1"), D("10000000000.00"), D("1"), D("1"), tax=TAX),)
MILLS = (ItemLine(Ref("1"), D("5.005"), D("1"), D("5.005"), tax=TAX),)
UNCODED = (ItemLine(Ref("1"), D("100.00"), D("1"), D("100")),)
SHIP = ShippingLine(D("1.00"), TAX)
OFF = DiscountLine(D("1.00"))
ITEM = ItemLine(Ref("1"), D("5.00"), D("1"), D("5"), tax=TAX)
RATE = TaxRateAmount(Ref("20"), D("6.00"), D("100.00"), D("6"))
# document, company -> exactly these problems
SALES_ROWS = [
    (one_line(), None, ["company_unknown"]),
    (one_line(currency="EUR"), company(), ["currency_not_home"]),
    (one_line(), company(closing_date=date(2026, 3, 5)), ["period_closed"]),
    (one_line(), company(closing_date=date(2026, 3, 4)), []),
    (
        one_line(lines=(replace(ITEM, amount=D("-5.00"), unit_price=D("-5")),), total=D("-5.00")),
        company(),
        ["total_negative"],
    ),
    (one_line(lines=MILLS, total=D("5.005")), company(), ["amount_not_in_cents", "amount_not_in_cents"]),
    (one_line(lines=BIG, total=BIG[0].amount), company(), ["amount_too_large", "amount_too_large"]),
    (one_line(lines=(ITEM, DiscountLine(D("-1.00"))), total=D("6.00")), company(), ["discount_negative"]),
    (one_line(lines=(ITEM, SHIP), total=D("6.00")), without("AllowShipping"), ["shipping_not_allowed"]),
    (one_line(lines=(ITEM, replace(SHIP, item=Ref("3"))), total=D("6.00")), without("AllowShipping"), []),
    (one_line(lines=(ITEM, OFF), total=D("4.00")), without("AllowDiscount"), ["discount_not_allowed"]),
    (one_line(lines=(SHIP, SHIP), total=D("2.00")), company(), ["several_shipping_lines"]),
    (one_line(lines=(ITEM, OFF, OFF), total=D("3.00")), company(), ["several_discount_lines"]),
    (one_line(class_ref=Ref("1")), without("ClassTrackingPerTxn"), ["class_not_tracked"]),
    (
        one_line(lines=(replace(ITEM, class_ref=Ref("1")),)),
        without("ClassTrackingPerTxnLine"),
        ["class_per_line_not_tracked"],
    ),
    (one_line(currency="EUR"), company(multicurrency=True), ["exchange_rate_missing"]),
    (one_line(currency="EUR", exchange_rate=D("0")), company(multicurrency=True), ["exchange_rate_not_positive"]),
    (one_line(customer_currency="EUR"), company(), ["customer_currency"]),
    (one_line(customer_currency="USD"), company(), []),
    (one_line(kind=SalesKind.ESTIMATE), without("AllowEstimates"), ["estimates_off"]),
    (one_line(order=OrderRef("SalesOrder", "9")), company(), ["order_of_other_edition"]),
    (
        one_line(kind=SalesKind.CREDIT_MEMO, order=OrderRef("Estimate", "9")),
        company(),
        ["order_on_other_document"],
    ),
    (one_line(kind=SalesKind.REFUND_RECEIPT), company(), ["refund_account_missing"]),
    (one_line(kind=SalesKind.REFUND_RECEIPT, deposit_account=Ref("35")), company(), []),
    (one_line(email=" ", send_email=True), company(), ["email_missing", "email_malformed"]),
    (one_line(email="", send_email=True), company(), ["email_missing"]),
    (one_line(email="", send_email=False), company(), []),
    (one_line(custom_fields=(CustomField("1", "x" * 32),)), FIELDS, ["custom_field_too_long"]),
    (one_line(custom_fields=(CustomField("1", "x" * 30 + "…"),)), FIELDS, ["custom_field_too_long"]),
    (one_line(custom_fields=(CustomField("2", "x"),)), FIELDS, ["custom_field_unknown"]),
    (one_line(custom_fields=(CustomField("2", "x"),)), company(), []),
    (one_line(custom_fields=(CustomField("1", "x"), CustomField("1", "y"))), FIELDS, ["custom_field_repeated"]),
    (one_line(custom_fields=(CustomField("1", "漢"),)), FIELDS, ["characters_not_supported"]),
    (one_line(department=Ref("1")), without("TrackDepartments"), ["location_not_tracked"]),
    (us_invoice(), company(TaxModel.OFF), ["tax_is_off"]),
    (us_invoice(), company(TaxModel.US_AUTOMATED_NOT_SET_UP), ["tax_not_set_up"]),
    (one_line(), company(TaxModel.US_AUTOMATED_NOT_SET_UP), []),
    (
        one_line(lines=(replace(ITEM, tax=None),), tax=Tax(D("1.00")), total=D("6.00")),
        company(),
        ["tax_without_taxable_line"],
    ),
    (us_invoice(), company(TaxModel.US_LEGACY), ["tax_code_missing"]),
    (
        one_line(lines=(replace(ITEM, tax_inclusive_amount=D("5.00")),), tax=Tax(inclusive=True)),
        company(),
        ["tax_inclusive_in_us"],
    ),
    (ca_invoice(lines=UNCODED), CA, ["line_without_tax_code"]),
    (
        ca_invoice(lines=(*ca_invoice().lines, ShippingLine(D("0.00")), DescriptionLine("x"))),
        CA,
        ["line_without_tax_code"],
    ),
    (
        ca_invoice(lines=(*ca_invoice().lines, DiscountLine(D("10.00"), Ref("8"))), total=D("102.00")),
        CA,
        ["discount_tax_not_on_lines"],
    ),
    (ca_invoice(lines=(*ca_invoice().lines, DiscountLine(D("10.00"), Ref("5"))), total=D("102.00")), CA, []),
    (ca_invoice(tax=Tax(D("12.00"), rates=(RATE,))), CA, ["tax_rates_do_not_add_up"]),
    (ca_invoice(tax=Tax(D("12.00"), rates=(RATE, RATE))), CA, ["tax_rate_repeated"]),
    (
        uk_invoice(lines=tuple(replace(line, tax_inclusive_amount=None) for line in uk_invoice().lines)),
        UK,
        ["line_without_inclusive_amount", "line_without_inclusive_amount"],
    ),
    (
        uk_invoice(lines=(replace(uk_invoice().lines[0], tax_inclusive_amount=D("69.01")), uk_invoice().lines[1])),
        UK,
        ["does_not_add_up"],
    ),
    (
        uk_invoice(lines=(*uk_invoice().lines, DiscountLine(D("0.00"), Ref("6")))),
        UK,
        ["discount_with_inclusive_tax"],
    ),
    (one_line(total=D("5.01")), company(), ["does_not_add_up"]),
    (one_line(lines=()), company(), ["no_lines", "does_not_add_up"]),
    (one_line(number="X" * 22), company(), ["number_too_long"]),
    (one_line(memo="x" * 1001), company(), ["memo_too_long"]),
    (one_line(note="x" * 4001), company(), ["note_too_long"]),
    (one_line(note="x" * 3990), company(), ["note_too_long"]),
    (one_line(lines=(replace(ITEM, description="x" * 4001),)), company(), ["line_description_too_long"]),
    (one_line(payment_reference="x" * 22), company(), ["payment_reference_too_long"]),
    (one_line(email="amy at example"), company(), ["email_malformed"]),
    (one_line(email="a@b.c, nobody"), company(), ["email_malformed"]),
    (one_line(email="a" * 100 + "@example.com"), company(), ["email_too_long"]),
    (one_line(memo="x" * 999 + "…"), company(), ["memo_too_long"]),
    (one_line(memo="x" * 999 + "…"), company(country="XX"), []),
    (one_line(memo="漢字"), company(), ["characters_not_supported"]),
    (one_line(lines=(replace(ITEM, description="漢"),)), company(), ["characters_not_supported"]),
    (one_line(billing=Address(("漢",))), company(), ["characters_not_supported"]),
    (one_line(billing=Address(("x" * 501,))), company(), ["address_too_long"]),
    (one_line(billing=Address(city="x" * 256)), company(), ["address_too_long"]),
    (one_line(billing=Address(("x" * 450,) * 5)), company(), ["address_too_long"]),
]


@pytest.mark.parametrize(("document", "facts", "expected"), SALES_ROWS)
def test_sales_documents(document, facts, expected):
    found = preflight.problems(create(document), Context(facts))
    assert [one.code for one in found] == expected


# document -> problems
NAME_ROWS = [
    (customer(name=" "), ["party_name_missing"]),
    (customer(name="x" * 501), ["party_name_too_long"]),
    (customer(name="A:B"), ["party_name_forbidden"]),
    (customer(name="漢字"), ["characters_not_supported"]),
    (customer(phone="1" * 31), ["phone_too_long"]),
    (customer(website="x" * 1001), ["website_too_long"]),
    (customer(company_name="x" * 101), ["company_name_too_long"]),
    (customer(given_name="x" * 101, family_name="x" * 101), ["given_name_too_long", "family_name_too_long"]),
    (customer(note="x" * 2001), ["note_too_long"]),
    (customer(email="nobody"), ["email_malformed"]),
    (customer(website="https://birds example"), ["website_malformed"]),
    (product(name=""), ["item_name_missing"]),
    (product(name="x" * 101), ["item_name_too_long"]),
    (product(sku="x" * 101), ["sku_too_long"]),
    (product(description="x" * 4001), ["description_too_long"]),
    (product(income_account=None, expense_account=None), ["item_without_account"]),
    (
        product(kind=ItemKind.STOCKED),
        ["stocked_item_without_account", "stocked_item_without_start_date"],
    ),
    (product(purchase_description="x" * 1001), ["purchase_description_too_long"]),
    (product(price=D("100000000000")), ["price_too_large"]),
    (product(cost=D("99999999999")), []),
    (customer(name="A\r\nB"), ["party_name_forbidden"]),
    (customer(role=PartyRole.VENDOR, shipping=Address(("x" * 501,)), note="x" * 2001), []),
    (customer(role=PartyRole.VENDOR, billing=Address(("x" * 501,))), ["address_too_long"]),
    (Account("", AccountKind.INCOME), ["account_name_missing"]),
    (Account("x" * 101, AccountKind.INCOME), ["account_name_too_long"]),
    (Account("x" * 100, AccountKind.INCOME, "1234567"), []),
    (Account('Sales "net"', AccountKind.INCOME), ["account_name_forbidden"]),
    (Account("Sales:Net", AccountKind.INCOME), ["account_name_forbidden"]),
    (Account("Sales", AccountKind.INCOME, "12345678"), ["account_number_too_long"]),
    (Account("Sales", AccountKind.INCOME, "4:8"), ["account_number_forbidden"]),
    (Account("漢字", AccountKind.INCOME), ["characters_not_supported"]),
    (Account("Sales", AccountKind.INCOME, currency="EUR"), ["currency_not_home"]),
    (Account("Sales", AccountKind.INCOME, currency="USD"), []),
]

STOCKED = product(kind=ItemKind.STOCKED, asset_account=Ref("81"), stock_from=date(2026, 1, 1))
COMPANY_ROWS = [
    (STOCKED, company(), []),
    (STOCKED, company(features={"QuantityOnHand": False}), ["inventory_off"]),
    (STOCKED, company(closing_date=date(2026, 1, 1)), ["stock_start_in_closed_period"]),
    (STOCKED, company(closing_date=date(2025, 12, 31)), []),
    (product(), company(features={"QuantityOnHand": False}, closing_date=date(2026, 1, 1)), []),
    (Account("A", AccountKind.INCOME, currency="EUR"), company(multicurrency=True), ["account_currency_not_home"]),
    (Account("A", AccountKind.INVENTORY_ASSET, currency="EUR"), company(multicurrency=True), []),
]


@pytest.mark.parametrize(("document", "facts", "expected"), COMPANY_ROWS)
def test_what_this_company_would_refuse(document, facts, expected):
    assert codes(create(document), facts) == expected


def test_the_characters_a_name_must_not_have_are_said_once():
    (problem,) = preflight.problems(create(Account('"A":"B"', AccountKind.INCOME)), Context(company()))
    assert problem.values == {"characters": "double quote “:”"}


def test_an_existing_item_may_start_in_a_closed_period():
    renamed = Command(Verb.UPDATE, STOCKED, ObjectRef("Item", "1", "0"))
    assert codes(renamed, company(closing_date=date(2026, 6, 1), features={"QuantityOnHand": False})) == []


@pytest.mark.parametrize(("document", "expected"), NAME_ROWS)
def test_names(document, expected):
    assert codes(create(document)) == expected


def test_other_companies_keep_every_character():
    assert codes(create(customer(name="漢字")), UK) == []


def test_an_update_of_one_field_is_judged_by_that_field():
    item = product(kind=ItemKind.STOCKED, name="x" * 101)
    assert codes(Command(Verb.UPDATE, item, ObjectRef("Item", "1", "0"), frozenset({"price"}))) == []


# changed fields, what is wrong with the document besides, problems
UPDATE_ROWS = [
    (SHIPMENT, {"total": D("7.00"), "email": "nobody"}, []),
    (SHIPMENT, {"date": date(2026, 1, 1)}, ["period_closed"]),
    (SHIPMENT, {"note": "x" * 3990}, ["note_too_long"]),
    (SHIPMENT, {"tracking_number": "漢"}, ["characters_not_supported"]),
    (frozenset({"lines"}), {"lines": ()}, ["no_lines"]),
    (frozenset({"closed"}), {"kind": SalesKind.ESTIMATE, "number": "x" * 22}, []),
]


@pytest.mark.parametrize(("changes", "wrong", "expected"), UPDATE_ROWS)
def test_an_update_of_some_fields_of_a_document_is_judged_by_those(changes, wrong, expected):
    command = Command(Verb.UPDATE, one_line(**wrong), ObjectRef("Invoice", "130", "1"), changes)
    assert codes(command, company(closing_date=date(2026, 1, 31))) == expected


def test_only_some_kinds_can_be_voided():
    assert codes(Command(Verb.VOID, target=ObjectRef("Invoice", "1", "0"))) == []
    assert codes(Command(Verb.VOID, target=ObjectRef("Estimate", "1", "0"))) == ["cannot_be_voided"]
    assert codes(Command(Verb.DELETE, target=ObjectRef("Estimate", "1", "0"))) == []


def test_a_problem_names_the_line():
    (problem,) = preflight.problems(create(ca_invoice(lines=UNCODED)), Context(CA))
    assert (problem.values, problem.field) == ({"line": 1}, "lines")


def test_every_code_is_in_the_table_of_the_module():
    """The table is the contract of the sentences."""
    cells = re.findall(r"^\| ([a-z_, ]+) \|", preflight.__doc__, re.M)
    explained = {code for cell in cells for code in cell.split(", ")} - {"code"}
    used = {code for _document, _facts, expected in SALES_ROWS for code in expected}
    used |= {code for _document, expected in NAME_ROWS for code in expected} | {"cannot_be_voided"}
    used |= {code for _document, _facts, expected in COMPANY_ROWS for code in expected}
    of_documents = {
        *("no_lines", "does_not_add_up", "number_too_long", "memo_too_long", "note_too_long"),
        *("line_description_too_long", "line_without_inclusive_amount", "item_without_account"),
        *(
            "stocked_item_without_account",
            "party_name_missing",
            "party_name_too_long",
            "party_name_forbidden",
        ),
        *("item_name_missing", "item_name_too_long"),
        *("account_name_missing", "account_name_too_long", "account_name_forbidden"),
        *("account_number_too_long", "account_number_forbidden"),
        *("customer_currency", "exchange_rate_not_positive", "order_on_other_document"),
        *("email_missing", "custom_field_repeated"),
    }
    assert used - of_documents == explained


def test_what_passes_can_be_encoded():
    from odoo.addons.odoo_qb_connector.online.encode import request

    for document, facts in GOOD_ROWS:
        assert request([create(document)], KEY, "1", Context(facts)).body
