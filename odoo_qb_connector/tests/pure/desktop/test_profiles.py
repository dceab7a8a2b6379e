"""What QuickBooks Desktop holds of a customer, a vendor or an item, in neutral words, page by page."""

from __future__ import annotations

import pytest
from lxml import etree
from odoo.addons.odoo_qb_connector.desktop import Books, inquire, inquiry, profiles_of, told
from odoo.addons.odoo_qb_connector.desktop.messages import of_commands
from odoo.addons.odoo_qb_connector.desktop.profiles import profile
from odoo.addons.odoo_qb_connector.desktop.questions import codec
from odoo.addons.odoo_qb_connector.documents import Address, Item, ItemKind, Party, PartyRole, Ref
from odoo.addons.odoo_qb_connector.gateway import (
    Acknowledged,
    ListEntries,
    ListProfiles,
    ObjectRef,
    Profile,
    ProfilePage,
    ReadProfiles,
    Retryable,
    TaxModel,
)

from .samples import GUID, KEY, MARKER, SET_ID, D, answer, books, create, facts, parsed, rs
from .schemas import assert_valid
from .test_questions import answered, asked, page

HEAD = (
    "<ListID>{}</ListID><TimeCreated>2026-01-01T08:00:00-08:00</TimeCreated>"
    "<TimeModified>2026-02-01T08:00:00-08:00</TimeModified><EditSequence>17</EditSequence>"
)
CODES = {"taxable": frozenset({"1-1"}), "non_taxable": frozenset({"2-1"})}
READING = books(**CODES).reading()

JOB = (
    f"<CustomerRet>{HEAD.format('8-2')}<Name>Kitchen</Name><FullName>Amy:Kitchen</FullName><IsActive>false</IsActive>"
    "<ParentRef><ListID>8-1</ListID><FullName>Amy</FullName></ParentRef><Sublevel>1</Sublevel>"
    "<CompanyName>Bird Sanctuary</CompanyName><FirstName>Amy</FirstName><LastName>Läuterbach</LastName>"
    "<BillAddress><Addr1>4581 Finch St.</Addr1><Addr2>Floor 2</Addr2><City>Bayshore</City><State>CA</State>"
    "<PostalCode>94326</PostalCode></BillAddress><BillAddressBlock><Addr1>4581 Finch St.</Addr1></BillAddressBlock>"
    "<ShipAddress><Addr1>Ring 1</Addr1><City>Köln</City><Country>Germany</Country></ShipAddress>"
    "<Phone>+1 650 555 0100</Phone><Email>amy@example.com</Email>"
    "<TermsRef><ListID>3-1</ListID><FullName>Net 30</FullName></TermsRef>"
    "<Balance>239.50</Balance><TotalBalance>500.00</TotalBalance>"
    "<SalesTaxCodeRef><ListID>2-1</ListID><FullName>Exempt</FullName></SalesTaxCodeRef>"
    f"<Notes>VIP [odoo:{MARKER}]</Notes><ExternalGUID>{GUID}</ExternalGUID></CustomerRet>"
)


def test_a_job_is_a_customer_with_a_parent():
    assert profile(etree.fromstring(JOB), READING) == Profile(
        object=Acknowledged(
            ObjectRef("Customer", "8-2", "17"),
            name="Amy:Kitchen",
            balance=D("239.50"),
            marker=MARKER,
            active=False,
            updated_at="2026-02-01T08:00:00-08:00",
            details={"created_at": "2026-01-01T08:00:00-08:00", "full_name": "Amy:Kitchen", "guid": GUID},
        ),
        document=Party(
            role=PartyRole.CUSTOMER,
            name="Kitchen",
            currency="USD",
            company_name="Bird Sanctuary",
            given_name="Amy",
            family_name="Läuterbach",
            email="amy@example.com",
            phone="+1 650 555 0100",
            billing=Address(("4581 Finch St.", "Floor 2"), "Bayshore", "CA", "94326", "US"),
            shipping=Address(("Ring 1",), "Köln", country="Germany"),
            terms=Ref("3-1", "Net 30"),
            taxable=False,
            note="VIP",
            marker=MARKER,
            active=False,
        ),
        full_name="Amy:Kitchen",
        parent_id="8-1",
    )


VENDOR = (
    f"<VendorRet>{HEAD.format('8-9')}<Name>Steel</Name><IsActive>true</IsActive>"
    "<VendorAddress><Addr1>1 Mall</Addr1></VendorAddress><Balance>-10.00</Balance>"
    "<SalesTaxCodeRef><ListID>1-1</ListID></SalesTaxCodeRef>"
    "<CurrencyRef><ListID>80000050-1</ListID><FullName>Euro</FullName></CurrencyRef></VendorRet>"
)


def test_a_vendor_in_its_own_currency():
    found = profile(etree.fromstring(VENDOR), READING)
    assert (found.full_name, found.parent_id, found.object.balance) == ("Steel", "", D("-10.00"))
    assert found.document == Party(
        role=PartyRole.VENDOR,
        name="Steel",
        currency="EUR",
        billing=Address(("1 Mall",), country="US"),
        active=True,
    )


INVENTORY = (
    f"<ItemInventoryRet>{HEAD.format('7-1')}<Name>Chair</Name><FullName>Furniture:Chair</FullName>"
    "<IsActive>true</IsActive><ParentRef><ListID>7-0</ListID></ParentRef>"
    "<ManufacturerPartNumber>FURN-1</ManufacturerPartNumber><SalesTaxCodeRef><ListID>1-1</ListID></SalesTaxCodeRef>"
    "<SalesDesc>A chair</SalesDesc><SalesPrice>25.00</SalesPrice>"
    "<IncomeAccountRef><ListID>4-1</ListID><FullName>Sales</FullName></IncomeAccountRef>"
    "<PurchaseDesc>Chair, oak</PurchaseDesc><PurchaseCost>11.50</PurchaseCost>"
    "<COGSAccountRef><ListID>5-1</ListID><FullName>Cost</FullName></COGSAccountRef>"
    "<AssetAccountRef><ListID>6-1</ListID><FullName>Stock</FullName></AssetAccountRef>"
    "<QuantityOnHand>12</QuantityOnHand></ItemInventoryRet>"
)
SIDES = (
    "<SalesAndPurchase><SalesDesc>Assembly</SalesDesc><SalesPrice>20.00</SalesPrice>"
    "<IncomeAccountRef><ListID>4-1</ListID></IncomeAccountRef><PurchaseDesc>Subcontractor</PurchaseDesc>"
    "<PurchaseCost>9.00</PurchaseCost><ExpenseAccountRef><ListID>5-1</ListID></ExpenseAccountRef></SalesAndPurchase>"
)
SINGLE = (
    "<SalesOrPurchase><Desc>Assembly</Desc><Price>20.00</Price>"
    "<AccountRef><ListID>4-1</ListID></AccountRef></SalesOrPurchase>"
)


def test_goods_that_quickbooks_counts():
    found = profile(etree.fromstring(INVENTORY), READING)
    assert found.document == Item(
        kind=ItemKind.STOCKED,
        name="Chair",
        sku="FURN-1",
        description="A chair",
        price=D("25.00"),
        cost=D("11.50"),
        income_account=Ref("4-1", "Sales"),
        expense_account=Ref("5-1", "Cost"),
        asset_account=Ref("6-1", "Stock"),
        taxable=True,
        quantity_on_hand=D("12"),
        purchase_description="Chair, oak",
        active=True,
    )
    assert (found.full_name, found.parent_id) == ("Furniture:Chair", "7-0")
    assert found.object.ref == ObjectRef("Item", "7-1", "17", "ItemInventory")
    assert found.object.details["kind"] == "ItemInventory"


def item_ret(kind: str, inside: str = "") -> etree._Element:
    return etree.fromstring(f"<{kind}Ret>{HEAD.format('7-2')}<Name>X</Name>{inside}</{kind}Ret>")


def test_an_item_with_two_sides_and_one_with_a_single_account():
    both = profile(item_ret("ItemService", SIDES), READING).document
    assert both == Item(
        kind=ItemKind.SERVICE,
        name="X",
        description="Assembly",
        price=D("20.00"),
        cost=D("9.00"),
        income_account=Ref("4-1"),
        expense_account=Ref("5-1"),
        purchase_description="Subcontractor",
        active=True,
    )
    single = profile(item_ret("ItemNonInventory", SINGLE), READING).document
    assert single == Item(
        kind=ItemKind.UNCOUNTED,
        name="X",
        description="Assembly",
        price=D("20.00"),
        income_account=Ref("4-1"),
        active=True,
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("ItemOtherCharge", ItemKind.SERVICE),
        ("ItemInventoryAssembly", ItemKind.STOCKED),
        *((f"Item{one}", None) for one in ("Discount", "Group", "Payment", "Subtotal", "FixedAsset")),
        ("ItemSalesTax", None),
        ("ItemSalesTaxGroup", None),
    ],
)
def test_kinds_of_items(kind, expected):
    found = profile(item_ret(kind), READING)
    assert (found.document and found.document.kind) is expected
    assert (found.object.details["kind"], found.object.ref.type) == (kind, "Item")


@pytest.mark.parametrize(
    "own",
    [books(), books(facts(country="CA", tax_model=TaxModel.GLOBAL), **CODES), Books()],
    ids=["codes not read", "codes mean other things", "nothing read"],
)
def test_taxable_is_not_guessed(own):
    assert profile(etree.fromstring(INVENTORY), own.reading()).document.taxable is None


def test_what_is_read_would_be_written_so():
    """Every element that we write comes back as it was."""
    own = books(**CODES, taxable_code=Ref("1-1"), non_taxable_code=Ref("2-1"))
    for held in (JOB, INVENTORY):
        element = etree.fromstring(held)
        made = parsed(of_commands([create(profile(element, own.reading()).document)], KEY, own).body)[0][0][0]
        for one in made:
            said = element.find(one.tag)
            for part in one.iter():
                path = part.tag if part is one else f"{one.tag}/{part.tag}"
                if not len(part) and path != "InventoryDate":
                    assert _same(part.text, element.findtext(path)), path
            assert said is not None or one.tag == "InventoryDate"


def _same(sent: str, held: str) -> bool:
    return sent == held or D(sent) == D(held)


@pytest.mark.parametrize("broken", [JOB.replace("<EditSequence>17</EditSequence>", ""), "<ClassRet/>"])
def test_half_an_object_and_another_one(broken):
    with pytest.raises(ValueError):
        profile(etree.fromstring(broken))
    with pytest.raises(Retryable):
        profiles_of(ListProfiles("Customer"), [etree.fromstring(f"<CustomerQueryRs>{broken}</CustomerQueryRs>")])


# ------------------------------------------------------------------ asked for


def test_by_id():
    (request,) = asked(ReadProfiles("Customer", ("8-2", "8-1", "8-2")))
    assert (request.tag, [one.text for one in request]) == ("CustomerQueryRq", ["8-2", "8-1"])
    (found,) = answered(ReadProfiles("Customer", ("8-2", "8-1")), JOB, reading=READING)
    assert found == profile(etree.fromstring(JOB), READING)


def test_many_ids_are_asked_in_slices():
    requests = asked(ReadProfiles("Item", tuple(f"7-{place}" for place in range(250))))
    assert [(one.tag, len(one)) for one in requests] == [("ItemQueryRq", size) for size in (100, 100, 50)]


def test_ids_that_are_gone_leave_the_others():
    start = inquiry(ReadProfiles("Customer", ("8-2", "8-77")))
    reply = answer(rs("CustomerQuery", f"{SET_ID}.1", JOB, code="500", message="not found"))
    (after,) = told([start], inquire([start], KEY), reply)
    assert [one.object.ref.id for one in after.answer()] == ["8-2"]


def test_no_ids_are_nobody():
    assert inquiry(ReadProfiles("Vendor", ())).answer() == []


@pytest.mark.parametrize("question", [ReadProfiles("Account", ("1",)), ListProfiles("Invoice")])
def test_only_parties_and_items_have_profiles(question):
    with pytest.raises(ValueError, match="profile"):
        inquiry(question)


def test_a_page_by_number_is_no_question_here():
    with pytest.raises(TypeError):
        inquiry(ProfilePage("Customer"))


def test_a_list_is_told_page_by_page():
    """Each page is decoded alone, from what was stored of it, and the inquiry goes on without what was told."""
    question = ListProfiles("Customer")
    one = inquiry(question)
    (request,) = asked(question)
    assert (request.get("iterator"), request.findtext("ActiveStatus")) == ("Start", "All")
    names, pages = [], (page(0, 2, 1), page(2, 1, 0))
    for reply in pages:
        sent = inquire([one], KEY)
        assert_valid(sent.body)
        (one,) = told([one], sent, answer(reply))
        stored = codec.dump_responses(one)
        names.append([row.full_name for row in profiles_of(question, map(etree.fromstring, stored), READING)])
        one = codec.load_inquiry(question, codec.dump_open(one), [])
    assert names == [["Customer 0", "Customer 1"], ["Customer 2"]]
    assert one.is_done


def test_a_row_that_came_twice_is_one():
    twice = etree.fromstring(f"<CustomerQueryRs>{JOB}{JOB}</CustomerQueryRs>")
    assert len(profiles_of(ListProfiles("Customer"), [twice, twice])) == 1


def test_other_questions_ask_for_no_profiles():
    with pytest.raises(TypeError):
        profiles_of(ListEntries("Customer"), [])
