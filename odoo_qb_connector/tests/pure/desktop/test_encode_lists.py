"""Parties, items and accounts as exact qbXML."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from odoo.addons.odoo_qb_connector.desktop.encode import CannotSay
from odoo.addons.odoo_qb_connector.desktop.messages import of_commands
from odoo.addons.odoo_qb_connector.documents import Account, AccountKind, Address, ItemKind, PartyRole, Ref
from odoo.addons.odoo_qb_connector.gateway import Command, ObjectRef, Verb

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


# ------------------------------------------------------------------ updates of some fields


def sparse(document, entity, changes) -> str:
    """What a Mod says beside the object and its EditSequence, without line breaks between elements."""
    body = of_commands([update(document, entity, frozenset(changes.split()))], KEY, books()).body
    assert_valid(body)
    identity, sequence, *rest = parsed(body)[0][0][0]
    assert (identity.text, sequence.text) == ("80000099-1", "1416570432")
    return "".join(etree.tostring(one, encoding="unicode") for one in rest)


EMPTY = "<Addr2/><Addr3/><Addr4/><Addr5/>"
PARTY_ROWS = [
    (customer(active=True), "active name", "<Name>Amy's Bird Sanctuary</Name><IsActive>true</IsActive>"),
    (customer(active=False), "active", "<IsActive>false</IsActive>"),
    (customer(billing=None, terms=None), "billing terms", "<BillAddress/><TermsRef/>"),
    (
        customer(),
        "billing",
        (
            f"<BillAddress><Addr1>4581 Finch St.</Addr1>{EMPTY}<City>Bayshore</City><State>CA</State>"
            "<PostalCode>94326</PostalCode><Country/></BillAddress>"
        ),
    ),
    (customer(company_name="", given_name=""), "company_name given_name", "<CompanyName/><FirstName/>"),
    (customer(taxable=False), "taxable", "<SalesTaxCodeRef><FullName>Non</FullName></SalesTaxCodeRef>"),
    (customer(), "website", ""),
]
VENDOR_ROWS = [
    (customer(billing=None), "billing", "<VendorAddress/>"),
    (customer(), "terms", "<TermsRef><ListID>80000002-1</ListID></TermsRef>"),
    (customer(phone=""), "phone email", "<Phone/><Email>amy@example.com</Email>"),
    (customer(), "taxable website", ""),
]


@pytest.mark.parametrize(("party", "changes", "said"), PARTY_ROWS)
def test_a_customer_gets_the_named_fields_and_no_other(party, changes, said):
    assert sparse(party, "Customer", changes) == said


@pytest.mark.parametrize(("party", "changes", "said"), VENDOR_ROWS)
def test_a_vendor_gets_the_named_fields_and_no_other(party, changes, said):
    assert sparse(replace(party, role=PartyRole.VENDOR), "Vendor", changes) == said


BOTH, ONE = "SalesAndPurchaseMod", "SalesOrPurchaseMod"
ACCOUNT = "<ListID>80000071-1</ListID>"
ITEM_ROWS = [
    (product(), "price", f"<{BOTH}><SalesPrice>25</SalesPrice></{BOTH}>"),
    (product(), "cost", f"<{BOTH}><PurchaseCost>11.5</PurchaseCost></{BOTH}>"),
    (product(), "expense_account", f"<{BOTH}><ExpenseAccountRef>{ACCOUNT}</ExpenseAccountRef></{BOTH}>"),
    (product(description=""), "description purchase_description", f"<{BOTH}><SalesDesc/><PurchaseDesc/></{BOTH}>"),
    (product(expense_account=None), "price cost", f"<{ONE}><Price>25</Price></{ONE}>"),
    (product(expense_account=None), "cost", ""),
    (product(expense_account=None, description=""), "description", f"<{ONE}><Desc/></{ONE}>"),
    (product(income_account=None), "expense_account", f"<{ONE}><AccountRef>{ACCOUNT}</AccountRef></{ONE}>"),
    (product(active=True, sku=""), "active sku", "<IsActive>true</IsActive><ManufacturerPartNumber/>"),
    (product(), "asset_account", ""),
    (stocked(purchase_description="Oak"), "purchase_description", "<PurchaseDesc>Oak</PurchaseDesc>"),
    (stocked(description=""), "description price", "<SalesDesc/><SalesPrice>25</SalesPrice>"),
]


@pytest.mark.parametrize(("item", "changes", "said"), ITEM_ROWS)
def test_an_item_gets_the_named_fields_and_no_other(item, changes, said):
    assert sparse(item, "Item", changes) == said


@pytest.mark.parametrize(
    ("document", "entity", "change"),
    [
        (customer(), "Customer", "currency"),
        (stocked(), "Item", "quantity_on_hand"),
        (stocked(), "Item", "stock_from"),
        (stocked(), "Item", "kind"),
        (Account("A", AccountKind.INCOME), "Account", "kind"),
    ],
)
def test_what_is_fixed_at_creation_is_no_change(document, entity, change):
    with pytest.raises(ValueError, match=change):
        sparse(document, entity, change)


def test_another_charge_is_changed_as_what_it_is():
    target = ObjectRef("Item", "80000099-1", "17", "ItemOtherCharge")
    service = product(kind=ItemKind.SERVICE, expense_account=None)
    xml = encoded(Command(Verb.UPDATE, service, target, frozenset({"price"})))
    assert xml.startswith("<ItemOtherChargeModRq") and "<Price>25</Price>" in xml


def test_a_vendor_with_its_currency():
    vendor = customer(role=PartyRole.VENDOR, currency="EUR", note="slow", marker=MARKER)
    xml = encoded(create(vendor), books(facts(multicurrency=True)))
    parts = ("VendorAddress", "Phone", "Email", "Notes", "TermsRef", "ExternalGUID", "CurrencyRef")
    places = [xml.index(f"<{part}>") for part in parts]
    assert places == sorted(places)
    assert "<ListID>80000050-1</ListID>" in xml


def test_a_stocked_item_begins_with_nothing():
    xml = encoded(create(stocked(quantity_on_hand=D("0"))))
    assert "<QuantityOnHand>0</QuantityOnHand>" in xml and "<InventoryDate>2026-01-01</InventoryDate>" in xml


# ------------------------------------------------------------------ accounts


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (AccountKind.INCOME, "Income"),
        (AccountKind.COST_OF_GOODS_SOLD, "CostOfGoodsSold"),
        (AccountKind.EXPENSE, "Expense"),
        (AccountKind.INVENTORY_ASSET, "OtherCurrentAsset"),
        (AccountKind.OTHER_CURRENT_ASSET, "OtherCurrentAsset"),
        (AccountKind.OTHER_CURRENT_LIABILITY, "OtherCurrentLiability"),
    ],
)
def test_an_account(kind, said):
    assert (
        encoded(create(Account("Odoo Clearing", kind, "4800", "EUR")), books(facts(multicurrency=True)))
        == f"""\
<AccountAddRq requestID="{SET_ID}.1">
  <AccountAdd>
    <Name>Odoo Clearing</Name>
    <AccountType>{said}</AccountType>
    <AccountNumber>4800</AccountNumber>
    <CurrencyRef>
      <ListID>80000050-1</ListID>
    </CurrencyRef>
  </AccountAdd>
</AccountAddRq>"""
    )


def test_an_account_gets_the_named_fields_and_no_other():
    account = Account("Clearing", AccountKind.INCOME, "")
    assert sparse(account, "Account", "name number") == "<Name>Clearing</Name><AccountNumber/>"
