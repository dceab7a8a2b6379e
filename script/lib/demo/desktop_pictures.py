"""Pictures of the running Desktop demo: `python -m script.lib.demo.desktop_pictures` with one JSON argument."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from . import orders, waiting
from .chrome import Chrome
from .connecting import TIME_ZONE
from .desktop_company import DesktopCompany
from .odoo_user import OdooUser
from .pictures import STRIP, Shot, enter, public, take
from .shop import CUSTOMERS, GOODS, Shop
from .stage import PATIENCE

FRESH = "New QuickBooks company file"
WAITING = orders.Wanted("waiting", "bluebird", (("chair", 4, 0),))


def main(argument: str) -> int:
    wish = json.loads(argument)
    folder = Path(wish["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    user = OdooUser(wish["odoo"]).sign_in(wish["database"])
    with Chrome() as chrome:
        enter(chrome, wish["odoo"], wish["database"])
        for shot in _shots(user, DesktopCompany(wish["ready"])):
            if not wish["names"] or shot.name in wish["names"]:
                take(chrome, shot, wish["odoo"], folder / f"{shot.name}.png")
    return 0


def _shots(user: OdooUser, company: DesktopCompany) -> list[Shot]:
    connection = user.find("qb.connection", [], "id")[0]["id"]
    order = user.find("sale.order", [("name", "=", "S00001")], "invoice_ids")[0]
    page, invoice = "/odoo/quickbooks-connections/{}", "/odoo/account.move/{}"
    seen = ".o_form_view [name=state]"
    return [
        Shot("desktop-connect", page, seen, (1280, 1190), stage=partial(_fresh_connection, user)),
        Shot("desktop-connection", page.format(connection), seen, (1280, 590)),
        Shot("desktop-waiting", invoice, STRIP, (1280, 570), stage=partial(_waiting_invoice, user, company)),
        Shot("desktop-invoice", invoice.format(order["invoice_ids"][0]), STRIP),
        Shot("desktop-books", company.books_page, "table", (1280, 370)),
    ]


@contextmanager
def _fresh_connection(user: OdooUser) -> Iterator[int]:
    """A connection of an Odoo on the internet, that the Web Connector has not called for; gone afterwards."""
    connection = user.create("qb.connection", {"name": FRESH, "edition": "desktop", "tz": TIME_ZONE})
    with public(user):
        yield connection
    user.call("qb.connection", "unlink", [connection])


@contextmanager
def _waiting_invoice(user: OdooUser, company: DesktopCompany) -> Iterator[int]:
    """An invoice that is ready while the Web Connector does not call; fetched afterwards."""
    company.auto_run(on=False)
    order = orders.confirm(user, _shop(user), WAITING)
    orders.ship(user, order)
    waiting.until_ready(user, PATIENCE)
    yield user.read("sale.order", order, "invoice_ids")["invoice_ids"][0]
    company.auto_run(on=True)
    waiting.until_arrived(user, PATIENCE, company.wait_for_update)


def _shop(user: OdooUser) -> Shop:
    """What of the demo's shop the order needs, found again."""
    chair = user.find("product.product", [("default_code", "=", GOODS["chair"][1])])[0]["id"]
    customer = user.find("res.partner", [("name", "=", CUSTOMERS[WAITING.customer][0])])[0]["id"]
    team = user.find("crm.team", [("name", "=", "Office Furniture")])[0]["id"]
    return Shop({"chair": chair}, {WAITING.customer: customer}, team=team)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
