"""The demo with QuickBooks Desktop: Intuit's Web Connector calls Odoo, and takes along what waits there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .. import processes
from ..errors import ScriptError
from ..output import timed
from . import desktop_lost, orders, waiting
from .desktop_company import DesktopCompany
from .desktop_connecting import TAX, Access, choose, make_access, wait_until_seen
from .odoo_user import OdooUser
from .report import Books, Outcome, about_known_customer, documents_of
from .shop import Shop, furnish
from .stage import PATIENCE, fresh_odoo, ship

COMPANY_FILE = "C:\\QuickBooks\\Main Street Furnishings.qbw"
SECONDS_BETWEEN_CALLS = 1
POLLING = (
    f"In this demo the Web Connector calls every {SECONDS_BETWEEN_CALLS} s; on a real PC it is the interval of its own "
    "window, 5 minutes at first."
)


@dataclass(frozen=True)
class Scene:
    """What runs: Odoo with a person signed in, and the PC with QuickBooks and the Web Connector."""

    odoo: processes.OdooServer
    user: OdooUser
    shop: Shop
    access: Access
    company: DesktopCompany
    database: str


@contextmanager
def scene(port: int, simulator_port: int) -> Iterator[Scene]:
    """Odoo with a shop and a connection in a fresh database, then the PC that its .qwc file was carried to; all ended
    and dropped on the way out."""
    with tempfile.TemporaryDirectory(prefix="qb-demo-") as folder, fresh_odoo(port) as (odoo, database):
        with timed("Starting Odoo"):
            odoo.wait_until_ready()
        user = OdooUser(odoo.url).sign_in(database)
        with timed("Entering products, stock and customers, and making a password and the .qwc file"):
            shop = furnish(user, TAX)
            access = make_access(user, Path(folder))
        with _pc(access, simulator_port) as simulator:
            company = DesktopCompany(simulator.wait_until_ready().ready)
            yield Scene(odoo, user, shop, access, company, database)


def _pc(access: Access, port: int) -> processes.Simulator:
    """QuickBooks and the Web Connector, with the .qwc file added and the password typed in."""
    added = ("--qwc", str(access.qwc), "--password", access.password, "--company", COMPANY_FILE)
    calls = ("--every", str(SECONDS_BETWEEN_CALLS), "--control", "--port", str(port))
    return processes.Simulator(*added, *calls, edition="desktop")


def play(scene: Scene) -> Outcome:
    """Ship three orders, let the Web Connector take them along, and look into the books."""
    user, shop, company = scene.user, scene.shop, scene.company
    before = Books(company)
    with timed("The Web Connector shows Odoo the company file and brings its lists; choosing from them"):
        wait_until_seen(user, company, scene.access.connection)
        choose(user, scene.access.connection, shop)
    with timed("Shipping three orders; the Web Connector takes along what they cause"):
        wanted = ship(user, shop, [orders.WITH_EVERYTHING, orders.KNOWN_CUSTOMER])
        waiting.until_arrived(user, PATIENCE, company.wait_for_update)
        lost = desktop_lost.order_loss(company)
        wanted |= ship(user, shop, [orders.LOST])
        waiting.until_arrived(user, PATIENCE, company.wait_for_update)
    if not company.has_struck(lost):
        raise ScriptError("No answer was lost: the demo did not show what it promises.")
    documents = documents_of(user, company, wanted)
    notes = [desktop_lost.story(user, company), about_known_customer(before, company), travelled(company), POLLING]
    return Outcome(documents, notes, before.surprises(company, documents))


def travelled(company: DesktopCompany) -> str:
    """How often the Web Connector called, and what it carried."""
    updates, calls = company.updates(), company.calls()
    sessions = [one for one in updates if one["state"] != "nothing"]
    sets = [one for one in calls if one["call"] == "process"]
    writing = [one for one in sets if desktop_lost.is_writing(one)]
    soap = [one for one in calls if one["peer"] == "service"]
    return (
        f"The Web Connector called {len(updates)} times and found something to do {len(sessions)} times. In these "
        f"sessions {len(sets)} message sets\nmade the round trip, {len(writing)} of them with something to write "
        f"({len(soap)} SOAP calls in all)."
    )
