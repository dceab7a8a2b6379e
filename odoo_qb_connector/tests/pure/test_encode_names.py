"""Customers, vendors, items and accounts as exact JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from odoo.addons.odoo_qb_connector.documents import Account, AccountKind, ItemKind, PartyRole, Ref
from odoo.addons.odoo_qb_connector.gateway import Command, ObjectRef, TaxModel, Verb
from odoo.addons.odoo_qb_connector.online.chunks import chunks
from odoo.addons.odoo_qb_connector.online.encode import Context, request

from .samples import KEY, company, create, customer, product

D = Decimal


def encoded(command, facts=None) -> dict:
    sent = request([command], KEY, "1", Context(facts))
    return json.loads(sent.body, parse_float=Decimal)


def test_customer():
    assert encoded(create(customer(note="VIP")), company()) == {
        "DisplayName": "Amy's Bird Sanctuary",
        "CompanyName": "Bird Sanctuary",
        "GivenName": "Amy",
        "FamilyName": "Lauterbach",
        "PrimaryEmailAddr": {"Address": "amy@example.com"},
        "PrimaryPhone": {"FreeFormNumber": "+1 650 555 0100"},
        "WebAddr": {"URI": "https://birds.example"},
        "BillAddr": {
            "Line1": "4581 Finch St.",
            "City": "Bayshore",
            "CountrySubDivisionCode": "CA",
            "PostalCode": "94326",
            "Country": "USA",
        },
        "SalesTermRef": {"value": "3"},
        "Taxable": True,
        "Notes": "VIP",
    }


def test_vendor_has_terms_of_another_name_and_no_shipping_address():
    body = encoded(create(customer(role=PartyRole.VENDOR, note="x", shipping=customer().billing)), company())
    assert body["TermRef"] == {"value": "3"}
    assert not {"SalesTermRef", "Notes", "ShipAddr", "Taxable"} & set(body)


def test_the_currency_is_said_once_and_only_where_there_are_several():
    several = company(multicurrency=True)
    assert encoded(create(customer(currency="EUR")), several)["CurrencyRef"] == {"value": "EUR"}
    assert "CurrencyRef" not in encoded(create(customer(currency="EUR")), company())
    update = Command(Verb.UPDATE, customer(currency="EUR"), ObjectRef("Customer", "5", "1"))
    assert "CurrencyRef" not in encoded(update, several)


def test_taxable_is_a_us_word():
    assert "Taxable" not in encoded(create(customer()), company(TaxModel.GLOBAL))
    assert "Taxable" not in encoded(create(product()), company(TaxModel.GLOBAL))


def test_names_can_be_written_before_the_company_was_read():
    assert encoded(create(customer()))["DisplayName"] == "Amy's Bird Sanctuary"


def test_an_update_never_blanks_what_people_keep_there():
    body = encoded(Command(Verb.UPDATE, customer(phone=""), ObjectRef("Customer", "5", "1")), company())
    assert (body["Id"], body["SyncToken"], body["sparse"]) == ("5", "1", True)
    assert "PrimaryPhone" not in body


def test_a_change_of_one_field():
    change = Command(
        Verb.UPDATE, customer(company_name=""), ObjectRef("Customer", "5", "1"), frozenset({"company_name"})
    )
    assert encoded(change, company()) == {"Id": "5", "SyncToken": "1", "sparse": True, "CompanyName": ""}


# kind -> Type, has opening stock
ITEM_ROWS = [
    (ItemKind.SERVICE, "Service", False),
    (ItemKind.UNCOUNTED, "NonInventory", False),
    (ItemKind.STOCKED, "Inventory", True),
]


@pytest.mark.parametrize(("kind", "sent", "counted"), ITEM_ROWS)
def test_item_kinds(kind, sent, counted):
    item = product(kind=kind, asset_account=Ref("81"), stock_from=date(2026, 1, 1), quantity_on_hand=D("5"))
    body = encoded(create(item), company())
    assert body["Type"] == sent
    assert ({"AssetAccountRef", "TrackQtyOnHand", "QtyOnHand", "InvStartDate"} <= set(body)) is counted


def test_item():
    assert encoded(create(product(price=D("1.123456789"))), company()) == {
        "Type": "NonInventory",
        "Name": "Chair",
        "Sku": "FURN-1",
        "Description": "A chair",
        "UnitPrice": D("1.1234568"),
        "PurchaseCost": D("11.5"),
        "IncomeAccountRef": {"value": "79"},
        "ExpenseAccountRef": {"value": "80"},
        "Taxable": True,
    }


def test_an_item_update_neither_converts_it_nor_posts_stock():
    item = product(kind=ItemKind.STOCKED, asset_account=Ref("81"), stock_from=date(2026, 1, 1))
    body = encoded(Command(Verb.UPDATE, item, ObjectRef("Item", "11", "0")), company())
    assert not {"Type", "TrackQtyOnHand", "QtyOnHand", "InvStartDate"} & set(body)


def test_deleting_a_name_makes_it_inactive():
    command = Command(Verb.DELETE, target=ObjectRef("Customer", "5", "2"))
    sent = request([command], KEY, "1", Context())
    assert json.loads(sent.body) == {"Id": "5", "SyncToken": "2", "sparse": True, "Active": False}
    assert ("operation", "delete") not in sent.params


def test_names_have_no_blanks_around_them():
    assert encoded(create(customer(name=" Amy ")))["DisplayName"] == "Amy"
    assert encoded(create(product(name="Chair ")))["Name"] == "Chair"


# ------------------------------------------------------------------ updates of some fields


def sparse(document, entity, changes, facts=None) -> dict:
    """What is sent of `changes` beside the object and its token."""
    command = Command(Verb.UPDATE, document, ObjectRef(entity, "5", "1"), frozenset(changes.split()))
    body = encoded(command, facts or company(multicurrency=True))
    assert (body.pop("Id"), body.pop("SyncToken"), body.pop("sparse")) == ("5", "1", True)
    return body


VENDOR = customer(role=PartyRole.VENDOR)
SPARSE_ROWS = [
    (customer(phone="1"), "phone", {"PrimaryPhone": {"FreeFormNumber": "1"}}),
    (
        customer(phone="", email="", website=""),
        "phone email website",
        dict.fromkeys(("PrimaryEmailAddr", "PrimaryPhone", "WebAddr")),
    ),
    (
        customer(billing=None, terms=None),
        "billing shipping terms",
        dict.fromkeys(("BillAddr", "ShipAddr", "SalesTermRef")),
    ),
    (customer(company_name="", given_name=""), "company_name given_name", {"CompanyName": "", "GivenName": ""}),
    (customer(note=""), "note", {"Notes": ""}),
    (customer(name="Amy", active=True), "active name", {"DisplayName": "Amy", "Active": True}),
    (customer(active=False), "active", {"Active": False}),
    (customer(taxable=None), "taxable", {}),
    (VENDOR, "terms", {"TermRef": {"value": "3"}}),
    (customer(role=PartyRole.VENDOR, terms=None), "terms", {"TermRef": None}),
    (VENDOR, "shipping taxable note", {}),
]


@pytest.mark.parametrize(("party", "changes", "sent"), SPARSE_ROWS)
def test_a_party_gets_the_named_fields_and_no_other(party, changes, sent):
    assert sparse(party, "Vendor" if party.role is PartyRole.VENDOR else "Customer", changes) == sent


STOCKED = product(
    kind=ItemKind.STOCKED, asset_account=Ref("81"), stock_from=date(2026, 1, 1), purchase_description="Oak"
)


@pytest.mark.parametrize(
    ("item", "changes", "sent"),
    [
        (STOCKED, "price", {"UnitPrice": D("25")}),
        (STOCKED, "cost purchase_description", {"PurchaseDesc": "Oak", "PurchaseCost": D("11.5")}),
        (STOCKED, "asset_account", {"AssetAccountRef": {"value": "81"}}),
        (product(), "asset_account", {}),
        (
            product(sku="", description="", purchase_description=""),
            "sku description purchase_description",
            {"Sku": "", "Description": "", "PurchaseDesc": ""},
        ),
        (product(price=None), "price", {}),
        (product(name="Chair", active=True), "name active", {"Name": "Chair", "Active": True}),
    ],
)
def test_an_item_gets_the_named_fields_and_no_other(item, changes, sent):
    assert sparse(item, "Item", changes) == sent


@pytest.mark.parametrize(
    ("document", "change"),
    [(customer(), "currency"), (STOCKED, "quantity_on_hand"), (STOCKED, "stock_from"), (STOCKED, "kind")],
)
def test_what_is_fixed_at_creation_is_no_change(document, change):
    with pytest.raises(ValueError, match=change):
        sparse(document, "Item" if document is STOCKED else "Customer", change)


def test_other_accounts_of_an_item_leave_its_past_alone():
    moved = Command(Verb.UPDATE, product(), ObjectRef("Item", "5", "1"), frozenset({"income_account"}))
    priced = Command(Verb.UPDATE, product(), ObjectRef("Item", "5", "1"), frozenset({"price"}))
    assert request([moved], KEY, "1", Context()).params[0] == ("include", "donotupdateaccountontxns")
    assert dict(request([priced], KEY, "1", Context()).params).get("include") is None
    assert dict(request([create(product())], KEY, "1", Context()).params).get("include") is None
    assert chunks([priced, moved, priced]) == [[0], [1], [2]]


def test_a_vendor_with_currency_and_terms():
    body = encoded(create(customer(role=PartyRole.VENDOR, currency="EUR")), company(multicurrency=True))
    assert (body["CurrencyRef"], body["TermRef"]) == ({"value": "EUR"}, {"value": "3"})
    assert body["BillAddr"]["Line1"] == "4581 Finch St."


def test_a_stocked_item_begins_with_nothing():
    body = encoded(create(product(kind=ItemKind.STOCKED, asset_account=Ref("81"), stock_from=date(2026, 1, 1))))
    assert (body["TrackQtyOnHand"], body["QtyOnHand"], body["InvStartDate"]) == (True, 0, "2026-01-01")


# ------------------------------------------------------------------ accounts

ACCOUNT_ROWS = [
    (AccountKind.INCOME, "Income", "SalesOfProductIncome"),
    (AccountKind.COST_OF_GOODS_SOLD, "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    (AccountKind.EXPENSE, "Expense", "OfficeGeneralAdministrativeExpenses"),
    (AccountKind.INVENTORY_ASSET, "Other Current Asset", "Inventory"),
    (AccountKind.OTHER_CURRENT_ASSET, "Other Current Asset", "OtherCurrentAssets"),
    (AccountKind.OTHER_CURRENT_LIABILITY, "Other Current Liability", "OtherCurrentLiabilities"),
]


@pytest.mark.parametrize(("kind", "type_", "subtype"), ACCOUNT_ROWS)
def test_accounts(kind, type_, subtype):
    sent = request([create(Account("Odoo Clearing", kind, "4800", "EUR"))], KEY, "1", Context(company()))
    assert (sent.path, sent.members[0].type) == ("/company/1/account", "Account")
    assert json.loads(sent.body) == {
        "Name": "Odoo Clearing",
        "AcctNum": "4800",
        "AccountType": type_,
        "AccountSubType": subtype,
    }


def test_an_account_in_another_currency():
    account = Account("Clearing EUR", AccountKind.OTHER_CURRENT_ASSET, currency="EUR")
    assert encoded(create(account), company(multicurrency=True))["CurrencyRef"] == {"value": "EUR"}


def test_an_accounts_type_is_never_changed():
    account = Account("Clearing", AccountKind.INCOME, "")
    assert sparse(account, "Account", "name number") == {"Name": "Clearing", "AcctNum": ""}
    with pytest.raises(ValueError, match="kind"):
        sparse(account, "Account", "kind")
