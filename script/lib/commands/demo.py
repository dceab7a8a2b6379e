"""script/demo: orders are shipped in Odoo, and their invoices stand in QuickBooks: once, and to the cent.

Everything is real but QuickBooks, which is the embedded simulator: an Odoo server with its scheduled actions, the
sign-in over HTTP, deliveries validated over Odoo's web API. Nothing of the add-on is called directly.
"""

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from .. import environment, processes, sessions
from ..demo import cut, orders, waiting
from ..demo.company import Company
from ..demo.connecting import EXECUTION_LIMIT, connect
from ..demo.odoo_user import OdooUser
from ..demo.report import Books, Document, Outcome, documents_of
from ..demo.shop import CUSTOMERS, Shop, furnish
from ..errors import ScriptError
from ..output import timed
from ..templates import Templates

PORT = 8069
SIMULATOR_PORT = 8085
PATIENCE = 120
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


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    if options.desktop:
        raise ScriptError("The demo of QuickBooks Desktop does not exist yet: run it without --desktop.", 2)
    port = _port(options.port, PORT, once=options.once)
    simulator_port = _port(options.simulator_port, SIMULATOR_PORT, once=options.once)
    with scene(port, simulator_port) as running:
        outcome = play(running)
        print(f"\n{outcome.told()}", flush=True)
        if options.json:
            _write_json(options.json, outcome.documents)
        if not options.once:
            _serve(running)
        return 0 if outcome.is_right else 1


def _port(asked: int | None, fixed: int, *, once: bool) -> int:
    """The port to listen on, found free before anything is built; 0 is any."""
    port = asked if asked is not None else 0 if once else fixed
    return processes.require_free(port) if port else 0


@contextmanager
def scene(port: int, simulator_port: int) -> Iterator[Scene]:
    """Both servers and a fresh database; ended and dropped on the way out."""
    odoo = environment.odoo()
    templates = Templates(odoo)
    with ExitStack() as stack:
        simulator = stack.enter_context(
            processes.Simulator("--port", str(simulator_port), "--company", "us-ast", "--control")
        )
        database = stack.enter_context(sessions.own(templates))
        with templates.lent("addon") as template:
            templates.clone(template, database)
        server = stack.enter_context(processes.OdooServer(odoo, database, port=port))
        ready = simulator.wait_until_ready().ready
        with timed("Starting Odoo and the QuickBooks simulator"):
            server.wait_until_ready()
        user = OdooUser(server.url).sign_in(database)
        yield Scene(server, user, Company(ready, ready["realm_id"]), database)


# ---------------------------------------------------------------------- the main job


def play(scene: Scene) -> Outcome:
    """Ship three orders, wait for the books, and look into them."""
    user, company = scene.user, scene.company
    before = Books(company)
    with timed("Entering products, stock and customers, and connecting"):
        shop = furnish(user)
        connect(user, company)
    with timed("Shipping three orders; Odoo's scheduled action sends what they cause"):
        wanted = _ship(user, shop, [orders.WITH_EVERYTHING, orders.KNOWN_CUSTOMER])
        waiting.until_arrived(user, PATIENCE)
        cut_order = cut.order_cut(company)
        wanted |= _ship(user, shop, [orders.CUT_OFF])
        waiting.until_arrived(user, PATIENCE)
    if not cut.struck(company, cut_order):
        raise ScriptError("No answer was cut off: the demo did not show what it promises.")
    documents = documents_of(user, company, wanted)
    problems = before.surprises(company, documents)
    return Outcome(documents, [cut.story(user, company), _about_known_customer(before, company), LIMIT], problems)


def _ship(user: OdooUser, shop: Shop, several: list[orders.Wanted]) -> dict[int, orders.Wanted]:
    """Confirm them all, then validate one delivery after the other."""
    confirmed = {orders.confirm(user, shop, wanted): wanted for wanted in several}
    for order in confirmed:
        orders.ship(user, order)
    return confirmed


def _about_known_customer(before: Books, company: Company) -> str:
    name = CUSTOMERS["deco"][0]
    known, now = before.customers[name], Books(company).customers[name]
    if known != now:
        return f"{name} was customer {', '.join(known)} of the books and is {', '.join(now)} now."
    return f"{name} was customer {', '.join(known)} of the books before: found by name, not made again."


def _write_json(path: Path, documents: list[Document]) -> None:
    content = {"documents": [document.as_json() for document in documents]}
    path.write_text(json.dumps(content, indent=2) + "\n")


def _serve(scene: Scene) -> None:
    """Until Ctrl-C."""
    print(f"\nOdoo:               {scene.odoo.url}/odoo (admin/admin), database {scene.database}")
    print(f"QuickBooks' books: {scene.company.books_page}")
    print("Ctrl-C ends both and drops the database.", flush=True)
    while scene.odoo.process.poll() is None:
        time.sleep(0.5)
    scene.odoo.check_alive()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/demo", description="Ship orders in Odoo and see their invoices in QuickBooks (simulated)."
    )
    parser.add_argument("--once", action="store_true", help="end after the print; status 0 when all agrees")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what arrived to FILE")
    parser.add_argument("--port", type=int, metavar="N", help=f"Odoo's port ({PORT}; with --once a free one)")
    parser.add_argument(
        "--simulator-port",
        type=int,
        metavar="N",
        help=f"the simulator's port ({SIMULATOR_PORT}; with --once a free one)",
    )
    parser.add_argument("--desktop", action="store_true", help="through the Web Connector (does not exist yet)")
    return parser
