"""The demo with QuickBooks Online: Odoo sends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .. import processes
from ..errors import ScriptError
from ..output import timed
from . import cut, orders, waiting
from .company import Company
from .connecting import EXECUTION_LIMIT, connect
from .odoo_user import OdooUser
from .report import Books, Outcome, about_known_customer, documents_of
from .shop import furnish
from .stage import PATIENCE, fresh_odoo, ship

LIMIT = (
    f"In this demo a lost request is given up after {EXECUTION_LIMIT:.0f} s (the connection's execution limit); "
    "with Intuit it is 125 s."
)


@dataclass(frozen=True)
class Scene:
    """What runs: Odoo with a person signed in, and the company whose books it fills."""

    odoo: processes.OdooServer
    user: OdooUser
    company: Company
    database: str


@contextmanager
def scene(port: int, simulator_port: int) -> Iterator[Scene]:
    """Both servers and a fresh database; ended and dropped on the way out."""
    options = ("--port", str(simulator_port), "--company", "us-ast", "--control")
    with processes.Simulator(*options) as simulator, fresh_odoo(port) as (odoo, database):
        ready = simulator.wait_until_ready().ready
        with timed("Starting Odoo and the QuickBooks simulator"):
            odoo.wait_until_ready()
        user = OdooUser(odoo.url).sign_in(database)
        yield Scene(odoo, user, Company(ready, ready["realm_id"]), database)


def play(scene: Scene) -> Outcome:
    """Ship three orders, wait for the books, and look into them."""
    user, company = scene.user, scene.company
    before = Books(company)
    with timed("Entering products, stock and customers, and connecting"):
        shop = furnish(user)
        connect(user, company)
    with timed("Shipping three orders; Odoo's scheduled action sends what they cause"):
        wanted = ship(user, shop, [orders.WITH_EVERYTHING, orders.KNOWN_CUSTOMER])
        waiting.until_arrived(user, PATIENCE)
        cut_order = cut.order_cut(company)
        wanted |= ship(user, shop, [orders.CUT_OFF])
        waiting.until_arrived(user, PATIENCE)
    if not cut.struck(company, cut_order):
        raise ScriptError("No answer was cut off: the demo did not show what it promises.")
    documents = documents_of(user, company, wanted)
    problems = before.surprises(company, documents)
    return Outcome(documents, [cut.story(user, company), about_known_customer(before, company), LIMIT], problems)
