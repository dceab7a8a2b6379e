"""Pictures of the running demo for the documentation: `python -m script.lib.demo.pictures` with one JSON argument."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from ..output import say
from . import orders, waiting
from .chrome import Chrome
from .odoo_user import OdooUser
from .shop import Shop

DESKTOP = (1280, 860)
PHONE = (390, 844)
STRIP = ".o_qb_strip .badge, .o_qb_strip .o_field_badge"
REFUSED = orders.Wanted("refused", "colon", (("chair", 2, 0),))


@dataclass(frozen=True)
class Shot:
    name: str
    path: str
    wanted: str
    phone: bool = False


def main(argument: str) -> int:
    wish = json.loads(argument)
    folder = Path(wish["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    user = OdooUser(wish["odoo"]).sign_in(wish["database"])
    refused = _refused_order(user)
    with Chrome() as chrome:
        _sign_in(chrome, wish["odoo"])
        for shot in _shots(user, wish["books"], refused):
            if wish["names"] and shot.name not in wish["names"]:
                continue
            chrome.size(*(PHONE if shot.phone else DESKTOP), phone=shot.phone)
            address = shot.path if shot.path.startswith("http") else wish["odoo"] + shot.path
            chrome.open(address, shot.wanted)
            chrome.picture(folder / f"{shot.name}.png")
            say(f"{folder / shot.name}.png")
    return 0


def _refused_order(user: OdooUser) -> int:
    """An order whose customer's name QuickBooks cannot hold: made once, found again after that."""
    name = "Corner Cafe: North"
    known = user.find("sale.order", [("partner_id.name", "=", name)], "id")
    if known:
        return known[0]["id"]
    chair = user.find("product.product", [("default_code", "=", "MTC-02")], "id")[0]["id"]
    team = user.find("crm.team", [("name", "=", "Office Furniture")], "id")[0]["id"]
    customer = user.create("res.partner", {"name": name, "is_company": True})
    shop = Shop({"chair": chair}, {"colon": customer}, 0, team)
    order = orders.confirm(user, shop, REFUSED)
    orders.ship(user, order)
    waiting.until_settled(user, 60)
    return order


def _sign_in(chrome: Chrome, odoo: str) -> None:
    chrome.size(*DESKTOP)
    chrome.open(f"{odoo}/web/login", "input[name=login]")
    chrome.type("input[name=login]", "admin")
    chrome.type("input[name=password]", "admin")
    chrome.run("document.querySelector('form.oe_login_form').requestSubmit()")
    chrome.wait_for(".o_web_client .o_main_navbar")


def _shots(user: OdooUser, books: str, refused: int) -> list[Shot]:
    order = user.find("sale.order", [("name", "=", "S00001")], "id", "picking_ids", "invoice_ids")[0]
    partner = user.find("res.partner", [("name", "=", "Deco Addict")], "id")[0]["id"]
    product = user.find("product.product", [("default_code", "=", "WSD-160")], "id")[0]["id"]
    connection = user.find("qb.connection", [], "id")[0]["id"]
    invoice_id = order["invoice_ids"][0]
    link = user.find("qb.link", [("res_model", "=", "account.move"), ("res_id", "=", invoice_id)], "url")[0]
    form = "/odoo/{}/{}".format
    invoice = form("account.move", invoice_id)
    delivery = form("stock.picking", order["picking_ids"][0])
    rows = ".o_list_view .o_data_row"
    desktop = [
        Shot("connection", form("quickbooks-connections", connection), ".o_form_view [name=state]"),
        Shot("order", form("sale.order", order["id"]), STRIP),
        Shot("orders", "/odoo/action-sale.action_orders", rows),
        Shot("delivery", delivery, STRIP),
        Shot("invoice", invoice, STRIP),
        Shot("customer", form("res.partner", partner), STRIP),
        Shot("product", form("product.product", product), ".o_form_view"),
        Shot("queue", "/odoo/quickbooks-queue", rows),
        Shot("history", "/odoo/quickbooks-history", rows),
        Shot("links", "/odoo/quickbooks-links", rows),
        Shot("error", form("sale.order", refused), STRIP),
        Shot("books", books, "table"),
        Shot("books-invoice", link["url"], "table"),
    ]
    phone = [
        Shot("phone-order", form("sale.order", order["id"]), STRIP, phone=True),
        Shot("phone-delivery", delivery, STRIP, phone=True),
        Shot("phone-invoice", invoice, STRIP, phone=True),
        Shot("phone-error", form("sale.order", refused), STRIP, phone=True),
        Shot("phone-queue", "/odoo/quickbooks-queue", ".o_list_view, .o_kanban_view", phone=True),
        Shot("phone-connection", form("quickbooks-connections", connection), ".o_form_view", phone=True),
    ]
    return [*desktop, *phone]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
