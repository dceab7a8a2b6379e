"""What is refused before it is sent, and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.desktop import DesktopGateway
from odoo.addons.odoo_qb_connector.documents import (
    Account,
    AccountKind,
    Address,
    DiscountLine,
    ItemKind,
    ItemLine,
    OrderRef,
    Ref,
    SalesKind,
    Tax,
    TaxRateAmount,
)
from odoo.addons.odoo_qb_connector.gateway import Command, ObjectRef, TaxModel, Verb, shipment_details

from .samples import (
    CHAIR,
    NON,
    SAN_TOMAS,
    TAX,
    TWO_RATES,
    ZERO,
    D,
    books,
    create,
    customer,
    facts,
    invoice,
    product,
    remove,
    stocked,
    update,
)
from .schemas import assert_valid


def found(command, own=None) -> list[str]:
    return [problem.code for problem in DesktopGateway(own or books()).problems(command)]


def values(document, own=None):
    (problem,) = DesktopGateway(own or books()).problems(create(document))
    return problem.values


def simple(amount="100.00", tax="8.25", **changes):
    """One taxable line."""
    line = ItemLine(CHAIR, D(amount), D("1"), D(amount), "Chair", TAX)
    total = D(amount) + D(tax)
    return invoice(lines=(line,), tax=Tax(D(tax), code=SAN_TOMAS), total=total, **changes)


@pytest.mark.parametrize(
    "command",
    [
        create(invoice()),
        update(invoice(), "Invoice"),
        create(customer()),
        update(customer(), "Customer"),
        create(product()),
        create(stocked()),
        remove("Invoice"),
        remove("Invoice", Verb.VOID),
        remove("ItemService"),
        create(simple()),
        create(invoice(kind=SalesKind.ESTIMATE)),
    ],
)
def test_what_is_right_has_no_problem(command):
    assert found(command) == []


@pytest.mark.parametrize(
    ("party", "codes"),
    [
        (customer(name="x" * 42), ["party_name_too_long"]),
        (customer(name="x" * 41), []),
        (customer(name=" " * 3 + "x" * 41), []),
        (customer(name=""), ["party_name_missing"]),
        (customer(name="A:B"), ["party_name_forbidden"]),
        (customer(name="株式会社"), ["characters_not_supported"]),
        (customer(name="Żółw Ł."), []),
        (customer(given_name="x" * 26), ["given_name_too_long"]),
        (customer(family_name="x" * 26), ["family_name_too_long"]),
        (customer(company_name="x" * 42), ["company_name_too_long"]),
        (customer(phone="1" * 22), ["phone_too_long"]),
        (customer(email="nobody"), ["email_malformed"]),
        (customer(note="x" * 4096), ["note_too_long"]),
        (customer(billing=Address(("x" * 42,))), ["address_too_long"]),
        (customer(billing=Address(("x" * 30, "y" * 30, "z" * 30, "w" * 30))), ["address_too_long"]),
        (customer(billing=Address(("x" * 30, "y" * 30, "a", "b"))), []),
        (customer(shipping=Address(("x",), "y" * 32)), ["address_too_long"]),
        (customer(shipping=Address(("x",), postal_code="1" * 14)), ["address_too_long"]),
        (customer(currency="EUR"), ["currency_not_home"]),
    ],
)
def test_parties(party, codes):
    assert found(create(party)) == codes


def test_a_currency_must_be_on_the_list():
    own = books(facts(multicurrency=True))
    assert found(create(customer(currency="EUR")), own) == []
    assert found(create(customer(currency="CHF")), own) == ["currency_not_listed"]


def test_only_what_an_update_changes_is_judged():
    wrong = customer(name="x" * 42, phone="1" * 22)
    assert found(update(wrong, "Customer", frozenset({"phone"}))) == ["phone_too_long"]
    blind = Command(Verb.UPDATE, customer(), ObjectRef("Customer", "1"))
    assert found(blind) == ["edit_sequence_missing"]


@pytest.mark.parametrize(
    ("item", "codes"),
    [
        (product(name="x" * 32), ["item_name_too_long"]),
        (product(name="x" * 31), []),
        (product(name="…" * 11), ["item_name_too_long"]),
        (product(sku="x" * 32), ["sku_too_long"]),
        (product(description="x" * 4096), ["description_too_long"]),
        (product(income_account=None, expense_account=None), ["item_without_account"]),
        (product(price=D("1E+10")), ["price_too_large"]),
        (product(purchase_description="x" * 4096), ["purchase_description_too_long"]),
        (product(purchase_description="x" * 4096, expense_account=None), []),
        (product(kind=ItemKind.SERVICE, sku="x" * 32), []),
        (stocked(asset_account=None), ["stocked_item_without_account"]),
        (stocked(stock_from=None), ["stocked_item_without_start_date"]),
        (stocked(stock_from=None, quantity_on_hand=D("0")), []),
        (stocked(quantity_on_hand=D("0.0000001")), ["invalid_data"]),
    ],
)
def test_items(item, codes):
    assert found(create(item)) == codes


@pytest.mark.parametrize(
    ("item", "company", "codes"),
    [
        (stocked(), facts(features={"IsUsingInventory": False}), ["inventory_off"]),
        (product(), facts(features={"IsUsingInventory": False}), []),
        (stocked(), facts(closing_date=date(2026, 1, 1)), ["stock_start_in_closed_period"]),
        (stocked(), facts(closing_date=date(2025, 12, 31)), []),
        (stocked(quantity_on_hand=D("0")), facts(closing_date=date(2026, 1, 1)), []),
    ],
)
def test_goods_that_quickbooks_shall_count(item, company, codes):
    assert found(create(item), books(company)) == codes
    assert found(update(item, "Item"), books(company)) == []


@pytest.mark.parametrize(
    ("item", "kind", "codes"),
    [
        (product(), "ItemNonInventory", []),
        (product(), "", []),
        (product(), "ItemService", ["item_kind_fixed"]),
        (product(kind=ItemKind.SERVICE), "ItemOtherCharge", []),
        (stocked(), "ItemInventoryAssembly", ["item_kind_fixed"]),
        (product(), "ItemGroup", ["item_kind_fixed"]),
    ],
)
def test_an_item_keeps_its_kind(item, kind, codes):
    target = ObjectRef("Item", "7-1", "17", kind)
    assert found(Command(Verb.UPDATE, item, target, frozenset({"price"}))) == codes


@pytest.mark.parametrize(
    ("account", "codes"),
    [
        (Account("x" * 31, AccountKind.INCOME, "1234567"), []),
        (Account("x" * 32, AccountKind.INCOME), ["account_name_too_long"]),
        (Account("", AccountKind.INCOME), ["account_name_missing"]),
        (Account("A:B", AccountKind.INCOME), ["account_name_forbidden"]),
        (Account('Sales "net"', AccountKind.INCOME), []),
        (Account("A", AccountKind.INCOME, "12345678"), ["account_number_too_long"]),
        (Account("株式", AccountKind.INCOME), ["characters_not_supported"]),
        (Account("A", AccountKind.INCOME, currency="EUR"), ["currency_not_home"]),
    ],
)
def test_accounts(account, codes):
    assert found(create(account)) == codes


def test_accounts_in_other_currencies():
    own = books(facts(multicurrency=True))
    assert found(create(Account("A", AccountKind.OTHER_CURRENT_ASSET, currency="EUR")), own) == []
    assert found(create(Account("A", AccountKind.OTHER_CURRENT_ASSET, currency="CHF")), own) == ["currency_not_listed"]
    assert found(create(Account("A", AccountKind.EXPENSE, currency="EUR")), own) == ["account_currency_not_home"]


@pytest.mark.parametrize(
    ("command", "codes"),
    [
        (remove("Item"), ["cannot_be_deleted"]),
        (remove("SalesOrder", Verb.VOID), ["cannot_be_voided"]),
        (remove("Customer", Verb.VOID), ["cannot_be_voided"]),
    ],
)
def test_removals(command, codes):
    assert found(command) == codes


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"date": date(2025, 12, 31)}, ["period_closed"]),
        ({"date": date(2025, 12, 31), "kind": SalesKind.ESTIMATE}, []),
        ({"currency": "EUR"}, ["currency_not_home"]),
        ({"note": "x" * 4096}, ["note_too_long"]),
        ({"note": "x" * 4000, "memo": "y" * 90}, ["note_too_long"]),
        ({"department": Ref("1")}, ["location_not_tracked"]),
        ({"note": "株"}, ["characters_not_supported"]),
        ({"total": D("128.25")}, ["does_not_add_up"]),
        ({"number": "VERY/LONG/NUMBER/2026/000000000001"}, []),
        ({"po_number": "x" * 200, "customer_reference": "y" * 200}, []),
        ({"po_number": "株"}, ["characters_not_supported"]),
        ({"customer_currency": "EUR"}, ["customer_currency"]),
        ({"send_email": True, "email": ""}, ["email_missing"]),
        ({"kind": SalesKind.REFUND_RECEIPT, "deposit_account": Ref("8-1")}, ["no_refund_receipts"]),
        ({"kind": SalesKind.CREDIT_MEMO, "order": OrderRef("SalesOrder", "A-1")}, ["order_on_other_document"]),
    ],
)
def test_documents(changes, codes):
    own = books(facts(closing_date=date(2025, 12, 31)))
    assert found(create(invoice(**changes)), own) == codes


def test_nothing_is_known_before_the_company_was_read():
    assert found(create(invoice()), replace(books(), facts=None)) == ["company_unknown"]


def test_classes_and_orders_need_their_feature():
    off = books(facts(features={"IsUsingClassTracking": False}))
    assert found(create(invoice(class_ref=Ref("1"))), off) == ["class_not_tracked"]
    order = create(invoice(kind=SalesKind.ESTIMATE))
    no_estimates = {"features": {"IsUsingEstimates": False}}
    assert found(order, books(facts(plan="QuickBooks Pro 2023"))) == []
    assert found(order, books(facts(plan="QuickBooks Pro 2023", **no_estimates))) == ["estimates_off"]
    assert found(order, books(facts(**no_estimates))) == []


def test_a_currency_needs_its_receivable_account():
    own = books(facts(multicurrency=True))
    assert found(create(invoice(currency="CHF", exchange_rate=D("1.1"))), own) == ["receivable_account_missing"]
    assert found(create(invoice(currency="EUR", exchange_rate=D("1.1"))), own) == []
    assert found(create(invoice(currency="EUR")), own) == ["exchange_rate_missing"]
    assert found(create(invoice(currency="EUR", kind=SalesKind.ESTIMATE)), own) == []


def test_a_later_shipment_is_judged_by_itself():
    late = invoice(total=D("1.00"), date=date(2025, 12, 31), tracking_number="1Z")
    command = shipment_details(late, ObjectRef("Invoice", "C5-1", "1"))
    assert found(command) == []
    assert found(command, books(facts(closing_date=date(2025, 12, 31)))) == ["period_closed"]


def test_charges_need_an_item():
    assert found(create(invoice()), books(shipping_item=None)) == ["charge_without_item"]
    assert found(create(invoice()), books(discount_item=None)) == ["charge_without_item"]


@pytest.mark.parametrize(
    ("amount", "code"),
    [("100.005", "amount_not_in_cents"), ("10000000000000.00", "amount_too_large"), ("-1.00", "total_negative")],
)
def test_amounts(amount, code):
    line = ItemLine(CHAIR, D(amount), D("1"), D(amount), "", NON)
    assert code in found(create(invoice(lines=(line,), tax=Tax(), total=D(amount))))


def test_a_discount_that_adds_money():
    lines = (*invoice().lines[:1], DiscountLine(D("-1.00"), NON))
    assert found(create(invoice(lines=lines, total=D("109.25")))) == ["discount_negative"]


# ------------------------------------------------------------------ tax to the cent


def test_a_tax_quickbooks_would_compute_differently_is_refused_with_the_difference():
    other = simple(tax="8.26")
    assert found(create(other)) == ["tax_differs"]
    assert values(other) == {
        "computed": D("8.25"),
        "tax": D("8.26"),
        "difference": D("0.01"),
        "code": "San Tomas",
    }


def test_with_an_item_of_zero_percent_it_goes():
    assert found(create(simple(tax="8.26")), books(zero_tax=ZERO)) == []


def test_rounding_per_line_is_odoos_rounding_per_document_is_quickbooks():
    """Three lines of 0.10 at 8.25 %: per line 3 x 0.01, on the whole 0.02."""
    lines = (ItemLine(CHAIR, D("0.10"), D("1"), D("0.10"), "", TAX),) * 3
    per_line = invoice(lines=lines, tax=Tax(D("0.03"), code=SAN_TOMAS), total=D("0.33"))
    assert values(per_line)["computed"] == D("0.02")
    assert found(create(replace(per_line, tax=Tax(D("0.02"), code=SAN_TOMAS), total=D("0.32")))) == []


def test_a_group_is_rounded_rate_by_rate():
    line = ItemLine(CHAIR, D("0.22"), D("1"), D("0.22"), "", TAX)
    document = invoice(lines=(line,), tax=Tax(D("0.01"), code=TWO_RATES), total=D("0.23"))
    assert found(create(document)) == []
    assert values(replace(document, tax=Tax(D("0.02"), code=TWO_RATES), total=D("0.24")))["computed"] == D("0.01")


def test_taxes_that_cannot_be_said():
    assert found(create(simple()), books(tax_items={})) == ["tax_rate_unknown"]
    assert found(create(replace(simple(), tax=Tax(D("8.25"))))) == ["tax_code_missing"]
    off = books(facts(tax_model=TaxModel.OFF))
    assert found(create(simple()), off) == ["tax_is_off"]
    untaxed = replace(simple().lines[0], tax=NON)
    assert found(create(replace(simple(), lines=(untaxed,)))) == ["tax_without_taxable_line"]


def test_a_taxable_line_without_tax_would_get_the_customers_rate():
    free = replace(simple(tax="0.00"), tax=Tax())
    assert found(create(free)) == ["tax_code_missing"]


def test_an_item_of_zero_rate_is_told_apart_from_none():
    own = books(non_taxable=frozenset({"80000077-1"}))
    line = ItemLine(CHAIR, D("1.00"), D("1"), D("1"), "", Ref("80000077-1"))
    assert found(create(invoice(lines=(line,), tax=Tax(), total=D("1.00"))), own) == []


def test_elsewhere_every_line_needs_a_code_and_rates_must_be_computed_the_same():
    own = books(facts(tax_model=TaxModel.GLOBAL, country="UK", currency="USD"))
    rate = TaxRateAmount(Ref("1"), D("20.00"), D("100.00"), D("20"))
    code = replace(simple().lines[0], tax=Ref("80000095-1"))
    good = invoice(lines=(code,), tax=Tax(D("20.00"), rates=(rate,)), total=D("120.00"))
    assert found(create(good), own) == []
    assert found(create(replace(good, lines=(replace(code, tax=None),))), own) == ["line_without_tax_code"]
    wrong = replace(good, tax=Tax(D("20.01"), rates=(rate,)), total=D("120.01"))
    assert found(create(wrong), own) == ["tax_differs_by_code"]


CENTS = st.integers(1, 10**7).map(lambda one: D(one) / 100)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CENTS, st.booleans()), min_size=1, max_size=6), st.integers(0, 3000))
def test_whatever_preflight_lets_pass_adds_up_in_quickbooks(amounts, hundredths):
    """Encode what is allowed and do QuickBooks' sum over the XML: it is Odoo's total, to the cent."""
    from odoo.addons.odoo_qb_connector.desktop import TaxItem
    from odoo.addons.odoo_qb_connector.desktop.amounts import CENT, rounded

    from .samples import KEY, parsed

    percent = D(hundredths) / 100
    own = books(tax_items={SAN_TOMAS.id: TaxItem(((SAN_TOMAS, percent),))}, zero_tax=ZERO)
    lines = tuple(ItemLine(CHAIR, one, D("3"), one / 3, "", TAX if taxed else NON) for one, taxed in amounts)
    per_line = sum((rounded(one * percent / 100, CENT) for one, taxed in amounts if taxed), D("0.00"))
    total = sum((one for one, _taxed in amounts), D("0.00")) + per_line
    document = invoice(lines=lines, tax=Tax(per_line, code=SAN_TOMAS), total=total)
    gateway = DesktopGateway(own)
    assert gateway.problems(create(document)) == []
    body = gateway.encode([create(document)], KEY).body
    assert_valid(body)
    sent = parsed(body)[0][0][0]
    rate = percent if sent.findtext("ItemSalesTaxRef/ListID") == SAN_TOMAS.id else D("0")
    taxable = untaxed = D("0.00")
    for line in sent.findall("InvoiceLineAdd"):
        said = line.findtext("Amount")
        amount = D(said) if said else D(line.findtext("Quantity")) * D(line.findtext("Rate"))
        untaxed += amount
        taxable += amount if line.findtext("SalesTaxCodeRef/FullName") == "Tax" else 0
    assert untaxed + rounded(taxable * rate / 100, CENT) == total


@pytest.mark.parametrize(
    ("document", "field", "characters", "likeness"),
    [
        (customer(name="Żółw"), "name", "Ż ł", "Z l"),
        (customer(billing=Address(("1 “Ring”",), "Łódź")), "billing", "“ ” Ł ź", '" " L z'),
        (customer(note="5 €"), "note", "€", "EUR"),
        (product(description="A – B"), "description", "–", "-"),
        (simple(memo="naïve…"), "memo", "…", "..."),
    ],
)
def test_a_likeness_is_refused_where_the_company_wants_that(document, field, characters, likeness):
    (problem,) = DesktopGateway(books(refuses_likeness=True)).problems(create(document))
    assert (problem.code, problem.field) == ("characters_likened", field)
    assert problem.values == {"text": field, "characters": characters, "likeness": likeness}
    assert found(create(document)) == []


@pytest.mark.parametrize("name", ["Läuterbach", "A\u202fB", "A\u200bB", "tab\tbed"])
def test_what_it_keeps_or_nobody_sees_is_no_likeness(name):
    assert found(create(customer(name=name)), books(refuses_likeness=True)) == []


def test_what_has_no_likeness_is_refused_once():
    assert found(create(customer(name="株式会社")), books(refuses_likeness=True)) == ["characters_not_supported"]
