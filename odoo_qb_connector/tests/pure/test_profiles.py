"""What QuickBooks Online holds of a customer, a vendor or an item, in neutral words; and pages of them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from odoo.addons.odoo_qb_connector.documents import Address, Item, ItemKind, Party, PartyRole, Ref
from odoo.addons.odoo_qb_connector.gateway import (
    Acknowledged,
    ListProfiles,
    ObjectRef,
    Pages,
    Profile,
    ProfilePage,
    ReadProfiles,
    Retryable,
)
from odoo.addons.odoo_qb_connector.online.encode import Context, request
from odoo.addons.odoo_qb_connector.online.profiles import profile
from odoo.addons.odoo_qb_connector.online.questions import PAGE

from .samples import KEY, MARKER, company, create
from .test_questions import Company, name, rows

D = Decimal

CUSTOMER = {
    "Id": "58",
    "SyncToken": "3",
    "MetaData": {"CreateTime": "2026-01-01T08:00:00-08:00", "LastUpdatedTime": "2026-02-01T08:00:00-08:00"},
    "DisplayName": "Kitchen",
    "FullyQualifiedName": "Amy's Bird Sanctuary:Kitchen",
    "CompanyName": "Bird Sanctuary",
    "GivenName": "Amy",
    "FamilyName": "Lauterbach",
    "PrimaryEmailAddr": {"Address": "amy@example.com"},
    "PrimaryPhone": {"FreeFormNumber": "+1 650 555 0100"},
    "WebAddr": {"URI": "https://birds.example"},
    "BillAddr": {
        "Id": "7",
        "Line1": "4581 Finch St.",
        "Line2": "Floor 2",
        "City": "Bayshore",
        "CountrySubDivisionCode": "CA",
        "PostalCode": "94326",
        "Country": "USA",
    },
    "ShipAddr": {"Id": "8"},
    "SalesTermRef": {"value": "3", "name": "Net 30"},
    "CurrencyRef": {"value": "USD", "name": "United States Dollar"},
    "Taxable": True,
    "Notes": f"VIP [odoo:{MARKER}]",
    "Job": True,
    "ParentRef": {"value": "57"},
    "Balance": D("239.5"),
    "BalanceWithJobs": D("500"),
    "Active": True,
}


def test_a_sub_customer():
    assert profile("Customer", CUSTOMER, us=True) == Profile(
        object=Acknowledged(
            ObjectRef("Customer", "58", "3"),
            name="Kitchen",
            balance=D("239.5"),
            currency="USD",
            marker=MARKER,
            updated_at="2026-02-01T08:00:00-08:00",
            details={"created_at": "2026-01-01T08:00:00-08:00"},
        ),
        document=Party(
            role=PartyRole.CUSTOMER,
            name="Kitchen",
            currency="USD",
            company_name="Bird Sanctuary",
            given_name="Amy",
            family_name="Lauterbach",
            email="amy@example.com",
            phone="+1 650 555 0100",
            website="https://birds.example",
            billing=Address(("4581 Finch St.", "Floor 2"), "Bayshore", "CA", "94326", "US"),
            terms=Ref("3", "Net 30"),
            taxable=True,
            note="VIP",
            marker=MARKER,
            active=True,
        ),
        full_name="Amy's Bird Sanctuary:Kitchen",
        parent_id="57",
    )


def test_a_vendor_that_was_made_inactive_keeps_the_name_quickbooks_gave_it():
    vendor = {
        "Id": "9",
        "SyncToken": "1",
        "DisplayName": "Steel (deleted)",
        "Active": False,
        "Balance": 0,
        "TermRef": {"value": "5"},
        "CurrencyRef": {"value": "EUR"},
        "BillAddr": {"Country": "Atlantis"},
    }
    found = profile("Vendor", vendor, us=True)
    assert (found.object.name, found.object.active, found.object.balance) == ("Steel (deleted)", False, D(0))
    assert (found.full_name, found.parent_id) == ("Steel (deleted)", "")
    assert found.document == Party(
        role=PartyRole.VENDOR,
        name="Steel (deleted)",
        currency="EUR",
        billing=Address(country="Atlantis"),
        terms=Ref("5"),
        active=False,
    )


ITEM = {
    "Id": "11",
    "SyncToken": "0",
    "Name": "Chair",
    "FullyQualifiedName": "Furniture:Chair",
    "SubItem": True,
    "ParentRef": {"value": "2", "name": "Furniture"},
    "Type": "Inventory",
    "Sku": "FURN-1",
    "Description": "A chair",
    "PurchaseDesc": "Chair, oak",
    "UnitPrice": D("25"),
    "PurchaseCost": D("11.5"),
    "IncomeAccountRef": {"value": "79", "name": "Sales"},
    "ExpenseAccountRef": {"value": "80", "name": "Cost"},
    "AssetAccountRef": {"value": "81", "name": "Inventory Asset"},
    "Taxable": False,
    "TrackQtyOnHand": True,
    "QtyOnHand": D("12"),
    "InvStartDate": "2026-01-01",
    "Active": True,
}


def test_goods_that_quickbooks_counts():
    found = profile("Item", ITEM, us=True)
    assert found.document == Item(
        kind=ItemKind.STOCKED,
        name="Chair",
        sku="FURN-1",
        description="A chair",
        price=D("25"),
        cost=D("11.5"),
        income_account=Ref("79", "Sales"),
        expense_account=Ref("80", "Cost"),
        asset_account=Ref("81", "Inventory Asset"),
        taxable=False,
        quantity_on_hand=D("12"),
        stock_from=date(2026, 1, 1),
        purchase_description="Chair, oak",
        active=True,
    )
    assert (found.full_name, found.parent_id, found.object.details["kind"]) == ("Furniture:Chair", "2", "Inventory")


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("Service", ItemKind.SERVICE),
        ("NonInventory", ItemKind.UNCOUNTED),
        ("Category", None),
        ("Group", None),
        ("Bundle", None),
        (None, None),
    ],
)
def test_kinds_of_items(type_, kind):
    found = profile("Item", {"Id": "1", "SyncToken": "0", "Name": "X", "Type": type_}, us=True)
    assert (found.document and found.document.kind) is kind
    assert found.object.details.get("kind") == type_


def test_taxable_is_a_us_word():
    assert profile("Customer", CUSTOMER, us=False).document.taxable is None
    assert profile("Item", ITEM, us=False).document.taxable is None


@pytest.mark.parametrize(("entity", "held"), [("Customer", CUSTOMER), ("Item", ITEM)])
def test_what_is_read_would_be_written_so(entity, held):
    """Every property that we write comes back as it was."""
    document = profile(entity, held, us=True).document
    body = json.loads(request([create(document)], KEY, "1", Context(company(multicurrency=True))).body)
    for key, value in body.items():
        expected = held[key]
        if key.endswith("Ref"):
            value, expected = value["value"], expected["value"]
        if key == "BillAddr":
            value, expected = {"Id": "7", **value}, expected
        assert value == expected, key


# ------------------------------------------------------------------ asked for


def test_by_id_inactive_ones_too():
    company = Company(rows("Customer", CUSTOMER, name("2", "B")))
    found = company.ask(ReadProfiles("Customer", ("58", "2", "58", "")))
    (statement,) = company.statements
    assert statement == (
        "SELECT * FROM Customer WHERE Id IN ('58', '2') AND Active IN (true, false)"
        " ORDERBY Id STARTPOSITION 1 MAXRESULTS 1000"
    )
    assert [one.object.ref.id for one in found] == ["58", "2"]


def test_many_ids_are_asked_in_slices():
    company = Company()
    assert company.ask(ReadProfiles("Item", tuple(map(str, range(95))))) == []
    assert [statement.count("'") // 2 for statement in company.statements] == [40, 40, 15]


def test_no_ids_are_nobody():
    company = Company()
    assert company.ask(ReadProfiles("Item", ())) == []
    assert company.sent == []


def test_a_full_page_has_a_next_one():
    vendors = [name(str(place), f"V{place}") for place in range(PAGE)]
    company = Company(rows("Vendor", *vendors), rows("Vendor", name("5000", "Last")))
    first = company.ask(ProfilePage("Vendor"))
    assert (len(first.profiles), first.next) == (PAGE, PAGE + 1)
    last = company.ask(ProfilePage("Vendor", first.next))
    assert ([one.object.name for one in last.profiles], last.next) == (["Last"], None)
    assert company.statements == [
        f"SELECT * FROM Vendor WHERE Active IN (true, false) ORDERBY Id STARTPOSITION {start} MAXRESULTS 1000"
        for start in (1, 1001)
    ]


def test_an_empty_list_is_one_empty_page():
    assert Company({"QueryResponse": {}}).ask(ProfilePage("Item")) == Pages(())


@pytest.mark.parametrize("question", [ReadProfiles("Account", ("1",)), ProfilePage("Invoice")])
def test_only_parties_and_items_have_profiles(question):
    with pytest.raises(ValueError, match="profile"):
        Company().ask(question)


def test_a_list_as_a_whole_is_no_question_here():
    with pytest.raises(TypeError):
        Company().ask(ListProfiles("Customer"))


@pytest.mark.parametrize("question", [ReadProfiles("Item", ("1",)), ProfilePage("Item")])
def test_half_an_object_is_asked_again(question):
    with pytest.raises(Retryable):
        Company(rows("Item", {"Id": "1"})).ask(question)
