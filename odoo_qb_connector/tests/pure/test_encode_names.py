"""Customers, vendors and items as exact JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from odoo.addons.odoo_qb_connector.documents import ItemKind, PartyRole, Ref
from odoo.addons.odoo_qb_connector.gateway import Command, ObjectRef, TaxModel, Verb
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
