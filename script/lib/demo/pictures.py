"""Pictures of the running demo for the documentation: `python -m script.lib.demo.pictures` with one JSON argument."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..output import say
from . import orders, waiting
from .chrome import Chrome
from .odoo_user import OdooUser
from .shop import CUSTOMERS, GOODS, Shop
from .sign_in import sign_in

DESKTOP = (1280, 860)
PHONE = (390, 844)
STRIP = ".o_qb_strip .badge, .o_qb_strip .o_field_badge"
ROWS = ".o_list_view .o_data_row"
CONNECT = "button[name=action_connect]"
SEND_NOW = ".o_qb_strip button[name=action_qb_send_now]"
PREVIEW = ".o_qb_strip button[name=action_qb_preview]"
PREVIEWED = ".modal .o_list_renderer, .modal .o_kanban_renderer"
CARD = ".o_qb_dashboard .o_qb_numbers"
IN_QUICKBOOKS = ".o_qb_strip button[name=action_qb_open]"
REFUSED = orders.Wanted("refused", "omega", (("chair", 2, 0),))
BY_HAND = orders.Wanted("sent by hand", "bluebird", (("desk", 2, 0), ("chair", 2, 5), ("tray", 4, 0)))
SECOND = "New QuickBooks company"
BY_HAND_TEAM = "Showroom"
PUBLIC_ADDRESS = "https://odoo.example.com"


@dataclass(frozen=True)
class Shot:
    """A page with `wanted` (CSS selectors) on it, and on `press` what follows (`then`).

    What the page needs is there while `stage` is open; what that gives is put into `path`.
    """

    name: str
    path: str
    wanted: str
    size: tuple[int, int] = DESKTOP
    press: str = ""
    then: str = ""
    stage: Callable[[], AbstractContextManager[object]] = nullcontext


def main(argument: str) -> int:
    wish = json.loads(argument)
    folder = Path(wish["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    user = OdooUser(wish["odoo"]).sign_in(wish["database"])
    refused = _refused_order(user)
    with Chrome() as chrome:
        enter(chrome, wish["odoo"], wish["database"])
        for shot in _shots(user, wish["books"], refused):
            if wish["names"] and shot.name not in wish["names"]:
                continue
            take(chrome, shot, wish["odoo"], folder / f"{shot.name}.png")
    return 0


def take(chrome: Chrome, shot: Shot, odoo: str, file: Path) -> None:
    with shot.stage() as given:
        chrome.size(*shot.size, phone=shot.size[0] == PHONE[0])
        path = shot.path.format(given)
        chrome.open(path if path.startswith("http") else odoo + path, shot.wanted)
        if shot.press:
            chrome.click(shot.press)
            chrome.wait_for(shot.then)
        chrome.picture(file)
    say(str(file))


# ---------------------------------------------------------------------- what the pictures show


def _refused_order(user: OdooUser) -> int:
    """An order whose customer's name has a letter that QuickBooks cannot hold: made once, found again after that."""
    name = "Corner Cafe Ω"
    known = user.find("sale.order", [("partner_id.name", "=", name)], "id")
    if known:
        return known[0]["id"]
    chair = user.find("product.product", [("default_code", "=", "MTC-02")], "id")[0]["id"]
    team = user.find("crm.team", [("name", "=", "Office Furniture")], "id")[0]["id"]
    customer = user.create("res.partner", {"name": name, "is_company": True})
    shop = Shop({"chair": chair}, {"omega": customer}, 0, team)
    order = orders.confirm(user, shop, REFUSED)
    orders.ship(user, order)
    waiting.until_settled(user, 60)
    return order


@contextmanager
def public(user: OdooUser) -> Iterator[None]:
    """Odoo believes in an address on the internet, as Intuit asks for."""
    key = "web.base.url"
    before = user.call("ir.config_parameter", "get_param", key)
    user.call("ir.config_parameter", "set_param", key, PUBLIC_ADDRESS)
    yield
    user.call("ir.config_parameter", "set_param", key, before)


@contextmanager
def _second_connection(user: OdooUser, first: int) -> Iterator[int]:
    """A connection to the same server that is not connected yet; gone afterwards."""
    copied = user.read("qb.connection", first, "environment", "api_base", "discovery_url", "client_id")
    # Asking for consent shows the client id only: no secret is needed.
    values = {key: value for key, value in copied.items() if key != "id"}
    second = user.create("qb.connection", {"name": SECOND, "client_secret": "never used", **values})
    yield second
    user.call("qb.connection", "unlink", [second])


@contextmanager
def _order_by_hand(user: OdooUser, connection: int) -> Iterator[int]:
    """A shipped order of a team whose orders go only when somebody presses Send Now."""
    team = user.create("crm.team", {"name": BY_HAND_TEAM})
    user.create("qb.channel", {"team_id": team, "connection_id": connection, "mode": "manual"})
    products = user.find("product.product", [("default_code", "!=", False)], "default_code")
    ids = {one["default_code"]: one["id"] for one in products}
    customer = user.find("res.partner", [("name", "=", CUSTOMERS[BY_HAND.customer][0])], "id")[0]["id"]
    shop = Shop({key: ids[code] for key, (_, code, _) in GOODS.items()}, {BY_HAND.customer: customer}, 0, team)
    order = orders.confirm(user, shop, BY_HAND)
    orders.ship(user, order)
    yield order


def enter(chrome: Chrome, odoo: str, database: str) -> None:
    """Sign in. A form that is opened by its address shows the menu of the app that was open before: Sales."""
    sign_in(chrome, odoo, database)
    chrome.open(f"{odoo}/odoo/action-sale.action_orders", ROWS)


def _shots(user: OdooUser, books: str, refused: int) -> list[Shot]:
    order = user.find("sale.order", [("name", "=", "S00001")], "id", "picking_ids", "invoice_ids")[0]
    partner = user.find("res.partner", [("name", "=", "Deco Addict")], "id")[0]["id"]
    connection = user.find("qb.connection", [], "id")[0]["id"]
    issue = user.find("qb.issue", [("state", "=", "open")], "id")[0]["id"]
    invoice_id = order["invoice_ids"][0]
    link = user.find("qb.link", [("res_model", "=", "account.move"), ("res_id", "=", invoice_id)], "url")[0]
    form = "/odoo/{}/{}".format
    invoice = form("account.move", invoice_id)
    delivery = form("stock.picking", order["picking_ids"][0])
    doing = [
        Shot(
            "connect",
            "/odoo/quickbooks-connections/new",
            "[name=redirect_address]",
            size=(1280, 788),
            stage=partial(public, user),
        ),
        Shot(
            "consent",
            "/odoo/quickbooks-connections/{}",
            CONNECT,
            size=(760, 362),
            press=CONNECT,
            then="form.consent",
            stage=partial(_second_connection, user, connection),
        ),
        Shot(
            "send-now",
            "/odoo/sale.order/{}",
            SEND_NOW,
            size=(1280, 812),
            press=SEND_NOW,
            then=f"body:has(.o_notification .bg-success) {IN_QUICKBOOKS}",
            stage=partial(_order_by_hand, user, connection),
        ),
    ]
    desktop = [
        Shot("dashboard", "/odoo/quickbooks", CARD, (1280, 540)),
        Shot("order", form("sale.order", order["id"]), STRIP),
        Shot("orders", "/odoo/action-sale.action_orders", ROWS, (1280, 380)),
        Shot("delivery", delivery, STRIP, (1280, 690)),
        Shot("invoice", invoice, STRIP),
        Shot("preview", invoice, STRIP, press=PREVIEW, then=PREVIEWED),
        Shot("customer", form("res.partner", partner), STRIP, (1280, 668)),
        Shot("error", form("sale.order", refused), STRIP),
        Shot("issues", "/odoo/quickbooks-issues", ROWS, (1280, 300)),
        Shot("issue", form("quickbooks-issues", issue), ".o_form_view .alert-warning", (1280, 620)),
        Shot("connection", form("quickbooks-connections", connection), ".o_form_view [name=state]"),
        Shot("queue", "/odoo/quickbooks-queue", ROWS, (1280, 300)),
        Shot("history", "/odoo/quickbooks-history", ROWS, (1280, 790)),
        Shot("links", "/odoo/quickbooks-links", ROWS, (1280, 540)),
        Shot("books", books, "table", (1280, 520)),
        Shot("books-invoice", link["url"], "table"),
    ]
    phone = [
        Shot("phone-order", form("sale.order", order["id"]), STRIP, PHONE),
        Shot("phone-delivery", delivery, STRIP, PHONE),
        Shot("phone-error", form("sale.order", refused), STRIP, PHONE),
        Shot("phone-queue", "/odoo/quickbooks-queue", ".o_kanban_view", (PHONE[0], 380)),
        Shot("phone-dashboard", "/odoo/quickbooks", CARD, (PHONE[0], 660)),
        Shot("phone-issue", form("quickbooks-issues", issue), ".o_form_view .alert-warning", PHONE),
        Shot("phone-preview", invoice, STRIP, PHONE, press=PREVIEW, then=PREVIEWED),
    ]
    return [*desktop, *phone, *doing]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
