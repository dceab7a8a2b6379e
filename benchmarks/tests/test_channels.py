"""Three sales channels in a browser, from the quotation to the books, unshipped, shipped again and credited: after each
step exactly the documents stand in QuickBooks that belong there.
"""

import os
import shutil
from collections import defaultdict

import pytest

from benchmarks.desktop_world import DesktopWorld
from benchmarks.world import World, ended
from script.lib.chromium import NAMES
from script.lib.demo.desktop_company import DesktopCompany
from script.lib.demo.desktop_connecting import TAX as DESKTOP_TAX
from script.lib.demo.odoo_user import OdooUser
from script.lib.demo.shop import TAX, furnish

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(os.environ.get(name) for name in ("QB_TEST_TEMPLATE", "QB_ODOO_COMMAND", "QB_SIMULATOR")),
        reason="needs Odoo, a template database and the simulator: run it with script/test",
    ),
    pytest.mark.skipif(not any(map(shutil.which, NAMES)), reason="needs Chromium"),
]

ONLINE = {
    "wholesale": [
        "Invoice S00001 3711.77",
        "Invoice S00001 3711.77, Invoice S00001-2 1636.57",
        "Invoice S00001 3711.77",
        "Invoice S00001 3711.77, Invoice S00001-3 1636.57",
        "CreditMemo S00001-C 622.56, Invoice S00001 3711.77, Invoice S00001-3 1636.57",
    ],
    "marketplace": [
        "",
        "Invoice S00002 455.44",
        "",
        "Invoice S00002-2 455.44",
        "CreditMemo S00002-C 207.52, Invoice S00002-2 455.44",
    ],
    "retail": [
        "SalesReceipt 247.92",
        "SalesReceipt 247.92",
        "RefundReceipt 247.92, SalesReceipt 247.92",
        "RefundReceipt 247.92, SalesReceipt 247.92, SalesReceipt 247.92",
        "RefundReceipt 20.20, RefundReceipt 247.92, SalesReceipt 247.92, SalesReceipt 247.92",
    ],
}
WITHOUT_REFUNDS = [
    "SalesReceipt 247.92",
    "SalesReceipt 247.92",
    "CreditMemo 247.92, SalesReceipt 247.92",
    "CreditMemo 247.92, Invoice 247.92, SalesReceipt 247.92",
    "CreditMemo 20.20, CreditMemo 247.92, Invoice 247.92, SalesReceipt 247.92",
]
ON_DESKTOP = {
    "3711.77": "3686.29",
    "1636.57": "1625.33",
    "622.56": "618.29",
    "455.44": "452.31",
    "207.52": "206.10",
    "247.92": "246.22",
    "20.20": "20.06",
}


def on_desktop(told):
    """The same documents with the sales tax of the other company's town."""
    for here, there in ON_DESKTOP.items():
        told = told.replace(here, there)
    return told


DESKTOP = {
    channel: [on_desktop(told) for told in every] for channel, every in {**ONLINE, "retail": WITHOUT_REFUNDS}.items()
}


def run(server, database, connection, company, edition, tax):
    """What stood in the books after each step, by channel; the numbers of retail are Odoo's and hold the year."""
    # Chromium's client is one of Odoo's own packages.
    from script.lib.demo import channel_report, channel_tour, channels
    from script.lib.demo.channel_books import ChannelBooks
    from script.lib.demo.chrome import Chrome
    from script.lib.demo.person import Person
    from script.lib.demo.screens import Screens

    user = OdooUser(server.url).sign_in(database)
    books = ChannelBooks(company, edition)
    channels.open_channels(user, connection)
    with Chrome() as chrome:
        person = Person(chrome, server.url)
        person.signs_in(database)
        steps = channel_tour.play(Screens(person, user), company, books, tax[1], lambda name: None)
    found = defaultdict(list)
    for step in steps:
        assert step.there == step.due, step.phase
        hidden = step.phase.channel == "retail"
        told = sorted(f"{one.type} {'' if hidden else one.number + ' '}{one.total}" for one in step.found)
        found[step.phase.channel].append(", ".join(told))
    assert all(pair.is_right for pair in channel_report.pairs(user, books))
    assert all(ours == theirs for _name, ours, theirs in channel_report.balances(user, books, steps))
    return dict(found)


def test_online():
    with World("channels") as world, ended(world.server(crons=2)) as server:
        server.wait_until_ready()
        user = OdooUser(server.url).sign_in(world.database)
        furnish(user)
        world.connect(user)
        assert run(server, world.database, world.connection_id, world.company, "online", TAX) == ONLINE


def test_on_desktop():
    with DesktopWorld("channels_desktop") as world:
        world.connect()
        with ended(world.server(crons=2)) as server, ended(world.pc()) as pc:
            server.wait_until_ready()
            company = DesktopCompany(pc.wait_until_ready().ready)
            found = run(server, world.database, world.connection_id, company, "desktop", DESKTOP_TAX)
    assert found == DESKTOP
