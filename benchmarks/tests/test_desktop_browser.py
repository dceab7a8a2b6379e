"""QuickBooks Desktop in a browser: a person links, creates, unlinks, imports and relinks, over real SOAP. While the Web
Connector does not call, an open form says that it waits; when it does, the form shows the answer by itself.
"""

import os
import shutil
from contextlib import contextmanager

import pytest

from benchmarks.desktop_people import PATIENCE, Pc
from benchmarks.desktop_world import DesktopWorld
from benchmarks.world import ended
from script.lib.chromium import NAMES
from script.lib.demo.odoo_user import OdooUser

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(os.environ.get(name) for name in ("QB_TEST_TEMPLATE", "QB_ODOO_COMMAND")),
        reason="needs Odoo and a template database: run it with script/test",
    ),
    pytest.mark.skipif(not any(map(shutil.which, NAMES)), reason="needs Chromium"),
]

ITEM = (
    "<ItemNonInventoryAddRq><ItemNonInventoryAdd><Name>{}</Name><SalesOrPurchase><AccountRef><ListID>{}</ListID>"
    "</AccountRef></SalesOrPurchase></ItemNonInventoryAdd></ItemNonInventoryAddRq>"
)
CUSTOMER, VENDOR, PRODUCT = ".o_qb_role[name=qb_customer]", ".o_qb_role[name=qb_vendor]", ".o_qb_strip"
MESSAGE = ".o_qb_strip_message"
WAITS = "Waiting for QuickBooks Desktop since"
MANUAL = {"customer_push": "manual", "vendor_push": "manual", "item_push": "manual"}


class Desk:
    """One person at Odoo, one at the QuickBooks PC."""

    def __init__(self, world, person, user, ready):
        self.world, self.person, self.user = world, person, user
        self.pc = Pc(ready)
        self.company = self.pc.company

    @contextmanager
    def silence(self):
        """The Web Connector does not call meanwhile."""
        self.company.auto_run(on=False)
        yield
        self.company.auto_run(on=True)

    def reads_lists(self):
        """Press Refresh Lists; what was typed at the PC can be chosen then."""
        self.user.press("qb.connection", "action_refresh_lists", self.world.connection_id)
        listed = "SELECT 1 FROM qb_entry WHERE name = 'Import of the Tour'"
        assert self.world.wait(lambda: self.world.rows(listed), PATIENCE, rousing=True)

    def opens(self, model, record):
        self.person.opens(f"/odoo/{model}/{record}", ".o_qb_strip .badge")

    def links(self, row, name):
        self.person.presses(f"{row} button[name=action_qb_link_wizard]")
        self.person.enters(".modal .o_qb_entry_name input", name)
        self.person.presses(".modal button[name=action_link]")
        self.person.sees(f"body:not(:has(.modal)) {row} .badge", "Waiting")

    def creates(self, row, name):
        self.person.presses(f"{row} button[name=action_qb_create_wizard]")
        self.person.enters(".modal .o_qb_entry_name input", name)
        self.person.presses(".modal button[name=action_create]")
        self.person.sees(f"body:not(:has(.modal)) {row} .badge", "Waiting")

    def unlinks(self, row):
        self.person.presses(f"{row} button[name=action_qb_unlink]")
        self.person.sees(".modal", "Nothing is deleted in QuickBooks")
        self.person.presses(".modal .btn-primary", "Unlink")
        self.person.sees(f"body:not(:has(.modal)) {row} .badge", "Not linked")

    def is_linked(self, row, name):
        self.person.sees(f"{row} .badge", "Linked")
        self.person.sees(row, name)


@pytest.fixture
def desk():
    # Chromium's client is one of Odoo's own packages.
    from script.lib.demo.chrome import Chrome
    from script.lib.demo.person import Person

    with DesktopWorld("desktop_browser") as world:
        world.connect(**MANUAL)
        with ended(world.server(crons=2)) as server, ended(world.pc()) as pc, Chrome() as chrome:
            server.wait_until_ready()
            ready = pc.wait_until_ready().ready
            world.drain(server, PATIENCE)
            person = Person(chrome, server.url)
            person.signs_in(world.database)
            yield Desk(world, person, OdooUser(server.url).sign_in(world.database), ready)


def test_directories_in_a_browser(desk):
    income = next(one["ListID"] for one in desk.company.objects("Account") if one["AccountType"] == "Income")
    for kind, name in (("Customer", "Oakland Offices"), ("Customer", "Import of the Tour"), ("Vendor", "Bay Timber")):
        desk.pc.add(kind, name)
    desk.pc.enter(ITEM.format("Chair of Oak", income))
    desk.reads_lists()
    customers_and_vendors(desk)
    a_product(desk)
    chosen_entries(desk)
    a_broken_link(desk)


def customers_and_vendors(desk):
    first, second = desk.user.create_many(
        "res.partner", [{"name": name, "is_company": True} for name in ("First of the Tour", "Second of the Tour")]
    )
    desk.opens("res.partner", first)
    with desk.silence():
        desk.links(CUSTOMER, "Oakland Offices")
        desk.person.sees(MESSAGE, WAITS)
        desk.creates(VENDOR, "Vendor of the Tour")
    desk.is_linked(CUSTOMER, "Oakland Offices")
    desk.is_linked(VENDOR, "Vendor of the Tour")
    desk.unlinks(VENDOR)
    desk.opens("res.partner", second)
    with desk.silence():
        desk.creates(CUSTOMER, "Customer of the Tour")
        desk.links(VENDOR, "Bay Timber")
        desk.person.sees(MESSAGE, WAITS)
    desk.is_linked(CUSTOMER, "Customer of the Tour")
    desk.is_linked(VENDOR, "Bay Timber")
    desk.unlinks(CUSTOMER)
    assert {"Oakland Offices", "Customer of the Tour"} <= {name for _id, name in desk.company.customers()}
    assert {"Bay Timber", "Vendor of the Tour"} <= {one["Name"] for one in desk.company.objects("Vendor")}


def a_product(desk):
    product = desk.user.create("product.template", {"name": "Chair of the Tour", "default_code": "TOUR"})
    desk.opens("product.template", product)
    with desk.silence():
        desk.links(PRODUCT, "Chair of Oak")
        desk.person.sees(MESSAGE, WAITS)
    desk.is_linked(PRODUCT, "Chair of Oak")
    desk.unlinks(PRODUCT)
    with desk.silence():
        desk.creates(PRODUCT, "Chair of the Tour")
        desk.person.sees(MESSAGE, WAITS)
    desk.is_linked(PRODUCT, "Chair of the Tour")
    assert [one["Name"] for one in desk.company.items()].count("Chair of the Tour") == 1


def chosen_entries(desk):
    person = desk.person
    person.opens("/odoo/action-odoo_qb_connector.qb_import_choose_action", ".o_list_view")
    person.presses(".o_group_name", "Customer")
    person.sees(".o_data_row", "Import of the Tour")
    person.chrome.run(
        "[...document.querySelectorAll('.o_data_row')].find((row) => row.innerText.includes('Import of the Tour'))"
        ".querySelector('.o_list_record_selector input').click()"
    )
    person.presses("button[name=action_import]", "Import to Odoo")
    person.sees(".o_arrow_button_current", "Done")
    person.sees(".o_field_widget[name=created_count]", "1")
    (imported,) = desk.user.find("res.partner", [("name", "=", "Import of the Tour")], "qb_state")
    assert imported["qb_state"] == "sent"


def a_broken_link(desk):
    """Deleted at the PC and entered anew: noticed, proposed, relinked in two clicks."""
    partner = desk.user.find("res.partner", [("name", "=", "First of the Tour")])[0]["id"]
    desk.pc.delete("Customer", desk.pc.the("Customer", "Oakland Offices")["ListID"])
    desk.pc.wait_a_minute()
    anew = desk.pc.add("Customer", "Oakland Offices")
    desk.world.rows("UPDATE qb_connection_health SET changes_asked_at = NULL")
    link = "SELECT state, qb_id FROM qb_link WHERE res_model = 'res.partner' AND res_id = %s AND {} = %s"
    proposed = link.format("candidate_id")
    assert desk.world.wait(lambda: desk.world.rows(proposed, [partner, anew]), PATIENCE, rousing=True)
    desk.opens("res.partner", partner)
    desk.person.sees(".o_qb_strip .alert-warning", "was deleted in QuickBooks")
    desk.person.presses("button[name=action_qb_relink]", "Relink to Oakland Offices")
    desk.person.presses(".modal footer .btn-primary")
    desk.is_linked(CUSTOMER, "Oakland Offices")
    assert desk.world.rows(link.format("qb_id"), [partner, anew]) == [{"state": "linked", "qb_id": anew}]
