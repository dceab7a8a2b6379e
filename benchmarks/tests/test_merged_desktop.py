"""A person merges two customers in QuickBooks Desktop: over real SOAP it is noticed without any document refused, the
one that stayed is proposed, and linked."""

import os
import shutil

import pytest

from benchmarks.desktop_world import DesktopWorld
from benchmarks.person import Person
from benchmarks.world import ended
from script.lib.chromium import NAMES
from script.lib.demo import orders
from script.lib.demo.control import Control
from script.lib.demo.desktop_company import DesktopCompany
from script.lib.demo.odoo_user import OdooUser

PATIENCE = 120
CUSTOMER = (
    '<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError">'
    "<CustomerAddRq><CustomerAdd><Name>{}</Name></CustomerAdd></CustomerAddRq></QBXMLMsgsRq></QBXML>"
)
LINK = """
    SELECT state, why, qb_id, candidate_id, candidate_name FROM qb_link
     WHERE res_model = 'res.partner' AND res_id = %s AND qb_type = 'Customer'
"""
needs_world = pytest.mark.skipif(
    not all(os.environ.get(name) for name in ("QB_TEST_TEMPLATE", "QB_ODOO_COMMAND")),
    reason="needs Odoo and a template database: run it with script/test",
)
needs_chromium = pytest.mark.skipif(not any(map(shutil.which, NAMES)), reason="needs Chromium")


@needs_world
@needs_chromium
@pytest.mark.slow
def test_a_merge_is_noticed_proposed_and_linked():
    with DesktopWorld("merged") as world:
        shop = world.connect()
        partner = shop.customers["deco"]

        def link():
            return world.rows(LINK, [partner])[0]

        with ended(world.server(crons=2)) as server, ended(world.pc()) as pc:
            server.wait_until_ready()
            ready = pc.wait_until_ready().ready
            user = OdooUser(server.url).sign_in(world.database)
            company, at_the_pc = DesktopCompany(ready), Control(ready["control"])
            orders.ship(user, orders.confirm(user, shop, orders.KNOWN_CUSTOMER))
            world.drain(server, PATIENCE)
            loser = link()
            winner = merge(at_the_pc, company, loser["qb_id"])
            world.rows("UPDATE qb_connection_health SET changes_asked_at = NULL")
            assert world.wait(lambda: link()["candidate_id"], PATIENCE, rousing=True), link()
            assert link() == {
                "state": "broken",
                "why": "merged",
                "qb_id": loser["qb_id"],
                "candidate_id": winner,
                "candidate_name": "Deco Group",
            }
            assert not world.rows("SELECT 1 FROM qb_operation WHERE state = 'failed'"), "no document was refused"
            relink_in_two_clicks(server, world.database, partner)
            world.drain(server, PATIENCE)
            assert (link()["state"], link()["qb_id"]) == ("linked", winner)
            orders.ship(user, orders.confirm(user, shop, orders.KNOWN_CUSTOMER))
            world.drain(server, PATIENCE)
            sent = [one for one in company.objects("Invoice") if "[odoo:" in (one.get("Memo") or "")]
            assert [one["CustomerRef"]["ListID"] for one in sent] == [winner, winner]


def relink_in_two_clicks(server, database, partner):
    """In a browser, where the form shows by itself that the link is whole again."""
    # Chromium's client is one of Odoo's own packages.
    from script.lib.demo.chrome import Chrome

    with Chrome() as chrome:
        person = Person(chrome, server.url)
        person.signs_in(database)
        person.opens(f"/odoo/res.partner/{partner}", ".o_qb_strip .badge")
        person.sees(".o_qb_strip .alert-warning", "Press Relink")
        person.presses("button[name=action_qb_relink]", "Relink to Deco Group")
        person.presses(".modal footer .btn-primary")
        person.sees(".o_qb_role[name=qb_customer] .badge", "Linked")
        person.sees(".o_qb_role[name=qb_customer]", "Deco Group")


def merge(at_the_pc, company, loser):
    """In single-user mode, as QuickBooks wants it; the ListID of the one that stayed."""
    at_the_pc.post("/by-hand", {"qbxml": CUSTOMER.format("Deco Group")})
    winner = next(identity for identity, name in company.customers() if name == "Deco Group")
    at_the_pc.post("/mode", {"mode": "SingleUser"})
    at_the_pc.post("/merge", {"type": "Customer", "winner": winner, "loser": loser})
    at_the_pc.post("/mode", {"mode": "MultiUser"})
    return winner
