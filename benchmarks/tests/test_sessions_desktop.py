"""Whole Web Connector sessions for customers, vendors and products: real dialogs, real SOAP, and a company file."""

import os

import pytest

from benchmarks.desktop_abroad import Seller
from benchmarks.desktop_people import PATIENCE, Clerk, Pc
from benchmarks.desktop_world import DesktopWorld
from benchmarks.world import ended
from script.lib.demo import orders

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(os.environ.get(name) for name in ("QB_TEST_TEMPLATE", "QB_ODOO_COMMAND")),
        reason="needs Odoo and a template database: run it with script/test",
    ),
]
PARTNER, PRODUCT = "res.partner", "product.product"
BY_HAND = dict.fromkeys(("customer_push", "vendor_push", "item_push"), "manual")
UPDATES = dict.fromkeys(("update_customers", "update_vendors", "update_items"), True)


@pytest.fixture(scope="module")
def office():
    """(somebody at Odoo, somebody at the PC, Odoo's shop); one world for all, because it takes long to build."""
    with DesktopWorld("sessions") as world:
        shop = world.connect(**BY_HAND, **UPDATES)
        with ended(world.server(crons=2)) as server, ended(world.pc()) as pc:
            server.wait_until_ready()
            ready = pc.wait_until_ready().ready
            world.drain(server, PATIENCE)
            yield Clerk(world, server), Pc(ready), shop


def test_a_vendor_is_created_with_what_odoo_knows(office):
    clerk, pc, _shop = office
    place = {"street": "8 Sawmill Road", "city": "Eureka", "zip": "95501", "country_id": clerk.user.ref("base.us")}
    vendor = clerk.partner("Timber & Sons", email="office@timber.example", phone="(707) 555-0134", **place)
    link = clerk.create(PARTNER, vendor, "Vendor")
    there = pc.the("Vendor", "Timber & Sons")
    assert (link["state"], link["qb_id"], link["name"]) == ("linked", there["ListID"], "Timber & Sons")
    assert (there["CompanyName"], there["Email"], there["Phone"]) == (
        "Timber & Sons",
        "office@timber.example",
        "(707) 555-0134",
    )
    address = there["VendorAddress"]
    assert (address["Addr1"], address["Addr2"]) == ("Timber & Sons", "8 Sawmill Road")
    assert (address["City"], address["PostalCode"]) == ("Eureka", "95501")


def test_a_name_that_somebody_else_holds_gets_its_role_behind_it(office):
    clerk, pc, _shop = office
    before = {kind: len(pc.company.objects(kind)) for kind in ("Customer", "Vendor", "Employee")}
    rosa, cars = clerk.partner("Rosa Delgado"), clerk.partner("Cool Cars")
    beside_an_employee = clerk.create(PARTNER, rosa, "Vendor")
    customer = clerk.create(PARTNER, cars, "Customer")
    beside_a_customer = clerk.create(PARTNER, cars, "Vendor")
    assert customer["qb_id"] == pc.the("Customer", "Cool Cars")["ListID"], "found, not made"
    assert beside_an_employee["qb_id"] == pc.the("Vendor", "Rosa Delgado (Vendor)")["ListID"]
    assert beside_a_customer["qb_id"] == pc.the("Vendor", "Cool Cars (Vendor)")["ListID"]
    assert pc.the("Vendor", "Cool Cars (Vendor)")["CompanyName"] == "Cool Cars", "its own name is another field"
    assert {kind: len(pc.company.objects(kind)) for kind in before} == {**before, "Vendor": before["Vendor"] + 2}


@pytest.mark.parametrize(
    ("model", "role", "kind", "name"),
    [
        (PARTNER, "Customer", "Customer", "Gevelber Photography"),
        (PRODUCT, "Item", "ItemNonInventory", "Packing Material"),
    ],
)
def test_what_is_inactive_there_is_made_active_in_the_dialog(office, model, role, kind, name):
    clerk, pc, _shop = office
    before = pc.the(kind, name)
    there = before["ListID"]
    pc.change(kind, there, IsActive="false")
    record = clerk.partner("Gevelber Studio") if model == PARTNER else clerk.product("Bubble Wrap")
    dialog = clerk.dialog("link", model, record, role, name)
    said = clerk.refused(dialog)
    assert said["problem"].startswith(f"QuickBooks has a {'customer' if model == PARTNER else 'product'} “{name}” that")
    assert ("is inactive. Make it active" in said["problem"], said["way"]) == (True, "activate")
    assert clerk.linked(model, record, role) == {}
    assert pc.entry(kind, there)["IsActive"] == "false", "nobody said yes yet"
    clerk.user.press("qb.link.wizard", "action_activate", dialog)
    link = clerk.over(model, record, role)
    assert (link["state"], link["qb_id"], link["name"]) == ("linked", there, name)
    now = pc.the(kind, name)
    assert {key for key in {*before, *now} if before.get(key) != now.get(key)} == {"EditSequence", "TimeModified"}


def test_a_product_is_linked_by_name_and_another_made(office):
    clerk, pc, _shop = office
    before = len(pc.company.items())
    paper = clerk.product("Gift Wrapping Paper")
    shelf = clerk.product("Ash Bookcase", default_code="ASH-1", list_price=349.9, description_sale="Oiled, 90 x 200")
    wrap = clerk.link(PRODUCT, paper, "Item", "Gift Wrap")
    made = clerk.create(PRODUCT, shelf, "Item")
    assert wrap["qb_id"] == pc.the("ItemNonInventory", "Gift Wrap")["ListID"]
    there = pc.the("ItemNonInventory", "Ash Bookcase")
    assert (made["qb_id"], there["ManufacturerPartNumber"]) == (there["ListID"], "ASH-1")
    sales = there["SalesOrPurchase"]
    assert (sales["Price"], sales["Desc"], sales["AccountRef"]["FullName"]) == (
        "349.90",
        "Oiled, 90 x 200",
        "Sales Income",
    )
    assert len(pc.company.items()) == before + 1


def test_an_item_that_quickbooks_counts_is_linked_only_when_a_person_says_so(office):
    clerk, pc, _shop = office
    chair = clerk.product("Office Chair", is_storable=True)
    dialog = clerk.dialog("create", PRODUCT, chair, "Item")
    said = clerk.refused(dialog)
    assert (said["way"], said["problem"][:60]) == (
        "link",
        "QuickBooks keeps stock of “Office Chair” (inventory part), and"[:60],
    )
    clerk.user.press("qb.link.wizard", "action_link_candidate", dialog)
    assert clerk.over(PRODUCT, chair, "Item")["qb_id"] == pc.the("ItemInventory", "Office Chair")["ListID"]


def test_unlinked_and_made_once_more_under_another_name(office):
    clerk, pc, _shop = office
    partner = clerk.partner("Harbor Interiors")
    first = clerk.create(PARTNER, partner, "Customer")
    clerk.user.press(PARTNER, "action_qb_unlink", partner, qb_type="Customer")
    assert clerk.linked(PARTNER, partner, "Customer") == {}
    assert pc.the("Customer", "Harbor Interiors")["ListID"] == first["qb_id"], "it stays there as it was"
    second = clerk.create(PARTNER, partner, "Customer", "Harbor Interiors (Pier 7)")
    there = pc.the("Customer", "Harbor Interiors (Pier 7)")
    assert (second["qb_id"], second["name"]) == (there["ListID"], "Harbor Interiors (Pier 7)")
    assert there["CompanyName"] == "Harbor Interiors"
    pc.the("Customer", "Harbor Interiors")


def test_what_was_deleted_at_the_pc_is_noticed_and_linked_anew(office):
    clerk, pc, _shop = office
    partner = clerk.partner("Coast Veneers")
    lost = clerk.create(PARTNER, partner, "Vendor")["qb_id"]
    pc.delete("Vendor", lost)
    pc.wait_a_minute()
    successor = pc.add("Vendor", "Coast Veneers")
    assert clerk.proposal(PARTNER, partner, "Vendor") == {
        "state": "broken",
        "why": "deleted",
        "qb_id": lost,
        "name": "Coast Veneers",
        "candidate_id": successor,
        "candidate_name": "Coast Veneers",
    }
    clerk.user.press(PARTNER, "action_qb_relink", partner)
    link = clerk.over(PARTNER, partner, "Vendor")
    assert (link["state"], link["why"], link["qb_id"]) == ("linked", None, successor)
    pc.the("Vendor", "Coast Veneers")


def test_a_merge_is_noticed_proposed_and_linked(office):
    """Without any document refused."""
    clerk, pc, shop = office
    partner = shop.customers["deco"]
    clerk.ship(shop, orders.KNOWN_CUSTOMER)
    loser, winner = clerk.linked(PARTNER, partner, "Customer")["qb_id"], pc.add("Customer", "Deco Group")
    pc.merge("Customer", winner, loser)
    assert clerk.proposal(PARTNER, partner, "Customer") == {
        "state": "broken",
        "why": "merged",
        "qb_id": loser,
        "name": "Deco Addict",
        "candidate_id": winner,
        "candidate_name": "Deco Group",
    }
    assert not clerk.world.open_operations(), "no document was refused"
    clerk.user.press(PARTNER, "action_qb_relink", partner)
    link = clerk.over(PARTNER, partner, "Customer")
    assert (link["state"], link["qb_id"]) == ("linked", winner)
    clerk.ship(shop, orders.KNOWN_CUSTOMER)
    sent = [one for one in pc.company.objects("Invoice") if "[odoo:" in (one.get("Memo") or "")]
    assert [one["CustomerRef"]["ListID"] for one in sent] == [winner, winner]


def test_an_update_carries_the_version_that_quickbooks_has(office):
    clerk, pc, _shop = office
    partner = clerk.partner("Redwood Dental", phone="(415) 555-0100")
    there = clerk.create(PARTNER, partner, "Customer")["qb_id"]
    version = pc.entry("Customer", there)["EditSequence"]
    clerk.user.write(PARTNER, partner, {"phone": "(415) 555-0177"})
    clerk.over(PARTNER, partner, "Customer")
    assert pc.about(there) == [("CustomerMod", version, "0")]
    assert pc.entry("Customer", there)["Phone"] == "(415) 555-0177"


def test_what_was_changed_at_the_pc_meanwhile_is_read_once_and_kept(office):
    clerk, pc, _shop = office
    partner = clerk.partner("Juniper Law", email="old@juniper.example")
    shelf = clerk.product("Pine Rack", list_price=80)
    there, item = clerk.create(PARTNER, partner, "Customer"), clerk.create(PRODUCT, shelf, "Item")
    ids = there["qb_id"], item["qb_id"]
    stale = [pc.entry("Customer", ids[0])["EditSequence"], pc.entry("ItemNonInventory", ids[1])["EditSequence"]]
    pc.change("Customer", ids[0], Fax="(415) 555-0199")
    pc.change("ItemNonInventory", ids[1], ManufacturerPartNumber="PINE-PC")
    fresh = [pc.entry("Customer", ids[0])["EditSequence"], pc.entry("ItemNonInventory", ids[1])["EditSequence"]]
    clerk.user.write(PARTNER, partner, {"email": "new@juniper.example"})
    clerk.user.write(PRODUCT, shelf, {"list_price": 95})
    clerk.over(PARTNER, partner, "Customer")
    clerk.over(PRODUCT, shelf, "Item")
    wrong, right = ("CustomerMod", stale[0], "3200"), ("CustomerMod", fresh[0], "0")
    assert pc.about(ids[0]) == [wrong, ("CustomerQuery", "", "0"), right]
    # An item is read before each try as well: its accounts say which message it needs.
    mod = "ItemNonInventoryMod"
    assert [one for one in pc.about(ids[1]) if one[0] == mod] == [(mod, stale[1], "3200"), (mod, fresh[1], "0")]
    customer, rack = pc.the("Customer", "Juniper Law"), pc.the("ItemNonInventory", "Pine Rack")
    assert (customer["Email"], customer["Fax"]) == ("new@juniper.example", "(415) 555-0199")
    assert (rack["SalesOrPurchase"]["Price"], rack["ManufacturerPartNumber"]) == ("95.00", "PINE-PC")


def test_nothing_is_there_twice(office):
    """Runs last: after all that."""
    clerk, pc, _shop = office
    assert pc.twice() == []
    assert not clerk.world.open_operations()
    assert not clerk.world.rows("SELECT qb_id FROM qb_link GROUP BY qb_type, qb_id HAVING count(*) > 1")


def test_taxes_are_made_in_the_united_states(office):
    """One tax is a sales tax item, several are a group of items; the vendor becomes an agency."""
    clerk, pc, _shop = office
    seller = Seller(clerk.world, clerk.server, pc.company)
    seller.settle_in()
    county, lake = "County 1.1%", "Lake District 0.5%"
    for name, percent in ((county, 1.1), (lake, 0.5)):
        seller.tax(name, percent)
    seller.user.create("product.product", {"name": "Both", "taxes_id": seller._set([county, lake])})
    seller.company.order("hresult", match={"call": "process", "text": "ItemSalesTaxAdd"}, when="after")
    seller.create_there(county, county, "Norton Lumber")
    seller.create_there(f"{county} + {lake}", "County and lake", "Norton Lumber", "Lake Office")
    (single,), (other,) = (pc.called("ItemSalesTax", name) for name in (county, lake))
    (group,) = pc.called("ItemSalesTaxGroup", "County and lake")
    assert (single["TaxRate"], single["TaxVendorRef"]["FullName"]) == ("1.10", "Norton Lumber")
    assert (other["TaxRate"], other["TaxVendorRef"]["FullName"]) == ("0.50", "Lake Office")
    assert {one["ListID"] for one in group["ItemSalesTaxRef"]} == {single["ListID"], other["ListID"]}
    assert pc.the("Vendor", "Norton Lumber")["IsTaxAgency"] == "true"
    move = seller.document((100, county, lake), (50, county, lake), (9.99,))
    said = seller.send("account.move", move)
    assert said["qb_state"] == "sent", said
    found = seller.there("account.move", move, "Invoice")
    assert (found["ItemSalesTaxRef"]["FullName"], found["SalesTaxTotal"]) == ("County and lake", "2.40")
    assert seller.money(found) == seller.money_here("account.move", move)
