"""Parties and items as exact qbXML."""

from __future__ import annotations

from dataclasses import replace

import pytest
from odoo.addons.odoo_qb_connector.desktop.encode import CannotSay
from odoo.addons.odoo_qb_connector.desktop.messages import of_commands
from odoo.addons.odoo_qb_connector.documents import Address, ItemKind, PartyRole, Ref
from odoo.addons.odoo_qb_connector.gateway import Verb

from .samples import (
    GUID,
    KEY,
    MARKER,
    SET_ID,
    D,
    books,
    create,
    customer,
    facts,
    parsed,
    product,
    remove,
    shown,
    stocked,
    update,
)
from .schemas import assert_valid


def encoded(command, own=None) -> str:
    body = of_commands([command], KEY, own or books()).body
    assert_valid(body)
    return shown(parsed(body)[0][0])


def test_a_customer():
    assert (
        encoded(create(customer()))
        == f"""\
<CustomerAddRq requestID="{SET_ID}.1">
  <CustomerAdd>
    <Name>Amy's Bird Sanctuary</Name>
    <CompanyName>Bird Sanctuary</CompanyName>
    <FirstName>Amy</FirstName>
    <LastName>Läuterbach</LastName>
    <BillAddress>
      <Addr1>4581 Finch St.</Addr1>
      <City>Bayshore</City>
      <State>CA</State>
      <PostalCode>94326</PostalCode>
    </BillAddress>
    <ShipAddress>
      <Addr1>5 Dock Rd</Addr1>
      <City>Bayshore</City>
      <State>CA</State>
      <PostalCode>94327</PostalCode>
    </ShipAddress>
    <Phone>+1 650 555 0100</Phone>
    <Email>amy@example.com</Email>
    <TermsRef>
      <ListID>80000002-1</ListID>
    </TermsRef>
    <SalesTaxCodeRef>
      <FullName>Tax</FullName>
    </SalesTaxCodeRef>
  </CustomerAdd>
</CustomerAddRq>"""
    )


@pytest.mark.parametrize(
    ("home", "said"), [("US", ["DE"]), ("CA", ["US", "DE"]), ("UK", ["US", "DE"]), ("", ["US", "DE"])]
)
def test_only_addresses_abroad_say_their_country(home, said):
    """QuickBooks would print it on every domestic invoice."""
    party = customer(shipping=Address(("Ring 1",), "Köln", "", "50667", "DE"))
    element = of_commands([create(party)], KEY, books(facts(country=home))).body
    assert [one.text for one in parsed(element).iter("Country")] == said


def test_the_united_kingdom_has_two_names():
    party = customer(billing=None, shipping=Address(("1 Mall",), "London", "", "SW1", "gb"))
    assert "<Country>" not in encoded(create(party), books(facts(country="UK")))


def test_accents_travel_as_numeric_references():
    body = of_commands([create(customer())], KEY, books()).body
    assert b"L&#228;uterbach" in body


def test_a_customer_with_a_marker_has_it_in_notes_and_guid():
    xml = encoded(create(customer(marker=MARKER, note="VIP")))
    assert f"<Notes>VIP [odoo:{MARKER}]</Notes>" in xml
    assert f"<ExternalGUID>{GUID}</ExternalGUID>" in xml


def test_the_currency_is_said_at_creation_only_and_only_with_multicurrency():
    euro = customer(currency="EUR")
    abroad = books(facts(multicurrency=True))
    assert "<CurrencyRef>" in encoded(create(euro), abroad)
    assert "<CurrencyRef>" not in encoded(update(euro, "Customer"), abroad)
    assert "<CurrencyRef>" not in encoded(create(euro))


def test_an_update_names_object_and_edit_sequence_first():
    assert (
        encoded(update(customer(phone=""), "Customer", frozenset({"phone", "email"})))
        == f"""\
<CustomerModRq requestID="{SET_ID}.1">
  <CustomerMod>
    <ListID>80000099-1</ListID>
    <EditSequence>1416570432</EditSequence>
    <Phone/>
    <Email>amy@example.com</Email>
  </CustomerMod>
</CustomerModRq>"""
    )


def test_a_change_that_nothing_is_made_of_is_an_error():
    with pytest.raises(ValueError, match="telephone"):
        of_commands([update(customer(), "Customer", frozenset({"telephone"}))], KEY, books())


def test_a_change_of_what_desktop_has_no_element_for_changes_nothing():
    xml = encoded(update(customer(), "Customer", frozenset({"website", "name"})))
    assert "birds.example" not in xml and "<Name>" in xml


def test_a_vendor_in_its_own_order():
    vendor = customer(role=PartyRole.VENDOR, note="slow", marker=MARKER)
    xml = encoded(create(vendor))
    places = [
        xml.index(f"<{name}>") for name in ("Name", "VendorAddress", "Phone", "Notes", "TermsRef", "ExternalGUID")
    ]
    assert places == sorted(places)
    assert "SalesTaxCodeRef" not in xml
    encoded(update(vendor, "Vendor"))


def test_four_address_lines_become_three_the_shortest_pair_joined():
    lines = ("Bird Sanctuary of Bayshore", "Amy", "4581 Finch St.", "Floor 2")
    xml = encoded(create(customer(billing=Address(lines, "Bayshore", "CA", "94326", "US"))))
    assert "<Addr2>Amy, 4581 Finch St.</Addr2>" in xml or "<Addr3>4581 Finch St., Floor 2</Addr3>" in xml
    assert "<Addr4>" not in xml


def test_goods_that_odoo_counts():
    assert (
        encoded(create(product()))
        == f"""\
<ItemNonInventoryAddRq requestID="{SET_ID}.1">
  <ItemNonInventoryAdd>
    <Name>Chair</Name>
    <ManufacturerPartNumber>FURN-1</ManufacturerPartNumber>
    <SalesTaxCodeRef>
      <FullName>Tax</FullName>
    </SalesTaxCodeRef>
    <SalesAndPurchase>
      <SalesDesc>A chair</SalesDesc>
      <SalesPrice>25</SalesPrice>
      <IncomeAccountRef>
        <ListID>80000070-1</ListID>
      </IncomeAccountRef>
      <PurchaseCost>11.5</PurchaseCost>
      <ExpenseAccountRef>
        <ListID>80000071-1</ListID>
      </ExpenseAccountRef>
    </SalesAndPurchase>
  </ItemNonInventoryAdd>
</ItemNonInventoryAddRq>"""
    )


def test_a_service_with_one_account():
    service = product(kind=ItemKind.SERVICE, expense_account=None, taxable=False, price=D("33.333333"))
    assert (
        encoded(create(service))
        == f"""\
<ItemServiceAddRq requestID="{SET_ID}.1">
  <ItemServiceAdd>
    <Name>Chair</Name>
    <SalesTaxCodeRef>
      <FullName>Non</FullName>
    </SalesTaxCodeRef>
    <SalesOrPurchase>
      <Desc>A chair</Desc>
      <Price>33.33333</Price>
      <AccountRef>
        <ListID>80000070-1</ListID>
      </AccountRef>
    </SalesOrPurchase>
  </ItemServiceAdd>
</ItemServiceAddRq>"""
    )


def test_goods_that_quickbooks_counts():
    assert (
        encoded(create(stocked()))
        == f"""\
<ItemInventoryAddRq requestID="{SET_ID}.1">
  <ItemInventoryAdd>
    <Name>Chair</Name>
    <ManufacturerPartNumber>FURN-1</ManufacturerPartNumber>
    <SalesTaxCodeRef>
      <FullName>Tax</FullName>
    </SalesTaxCodeRef>
    <SalesDesc>A chair</SalesDesc>
    <SalesPrice>25</SalesPrice>
    <IncomeAccountRef>
      <ListID>80000070-1</ListID>
    </IncomeAccountRef>
    <PurchaseCost>11.5</PurchaseCost>
    <COGSAccountRef>
      <ListID>80000071-1</ListID>
    </COGSAccountRef>
    <AssetAccountRef>
      <ListID>80000072-1</ListID>
    </AssetAccountRef>
    <QuantityOnHand>12</QuantityOnHand>
    <InventoryDate>2026-01-01</InventoryDate>
  </ItemInventoryAdd>
</ItemInventoryAddRq>"""
    )


@pytest.mark.parametrize("item", [product(), stocked(), product(kind=ItemKind.SERVICE)], ids=lambda one: one.kind.value)
@pytest.mark.parametrize("changes", ["", "name", "sku name", "price", "description", "taxable income_account"])
def test_every_update_of_an_item_is_valid(item, changes):
    xml = encoded(update(item, "Item", frozenset(changes.split())))
    assert "QuantityOnHand" not in xml
    assert "<EditSequence>1416570432</EditSequence>" in xml
    encoded(update(replace(item, expense_account=item.income_account), "Item"))


def test_the_companys_own_tax_codes_are_used_where_known():
    renamed = books(taxable_code=Ref("80000080-1", "TAXABLE"))
    assert "<ListID>80000080-1</ListID>" in encoded(create(product()), renamed)


@pytest.mark.parametrize(
    ("kind", "verb", "root"),
    [
        ("Invoice", Verb.DELETE, "TxnDelRq"),
        ("Invoice", Verb.VOID, "TxnVoidRq"),
        ("SalesOrder", Verb.DELETE, "TxnDelRq"),
        ("Customer", Verb.DELETE, "ListDelRq"),
        ("ItemService", Verb.DELETE, "ListDelRq"),
    ],
)
def test_deletion_and_void(kind, verb, root):
    xml = encoded(remove(kind, verb))
    assert xml.startswith(f"<{root} ") and "C5-1417118624" in xml and f"Type>{kind}<" in xml


@pytest.mark.parametrize(
    ("kind", "verb"), [("Item", Verb.DELETE), ("Transfer", Verb.DELETE), ("SalesOrder", Verb.VOID)]
)
def test_what_cannot_be_removed_is_never_sent(kind, verb):
    with pytest.raises(CannotSay):
        of_commands([remove(kind, verb)], KEY, books())
