"""Three sales channels, as a person sets them up: wholesale, marketplace, and retail whose orders are paid."""

from dataclasses import dataclass, field
from typing import Any

from .odoo_user import OdooUser

TERMS = "Net 30"
CHANNEL_CUSTOMER = "Riverside Marketplace"


@dataclass(frozen=True)
class Channel:
    """A sales team, the customer of its order (a key of the shop), and what is chosen on its QuickBooks page."""

    key: str
    team: str
    customer: str
    settings: dict[str, Any] = field(default_factory=dict)


WHOLESALE = Channel(
    "wholesale",
    "Wholesale",
    "northwind",
    {
        "invoice_when": "delivery",
        "number_from": "order",
        "memo": "PO {reference}",
        "message": "Your order {reference}. Thank you for your business.",
    },
)
MARKETPLACE = Channel("marketplace", "Marketplace", "bluebird", {"invoice_when": "delivered", "number_from": "order"})
RETAIL = Channel(
    "retail",
    "Retail",
    "deco",
    {"invoice_when": "paid", "number_from": "invoice", "receipts": True, "refunds": "always"},
)
BANK = "Checking"


def open_channels(user: OdooUser, connection: int) -> None:
    """Make the three teams and their channels."""
    _no_text_messages(user)
    terms = _entry(user, connection, "Term", TERMS)
    one_class = _entry(user, connection, "Class")
    _open(user, connection, WHOLESALE, term_id=terms, class_id=one_class)
    customer = user.create("res.partner", {"name": CHANNEL_CUSTOMER, "is_company": True})
    _open(user, connection, MARKETPLACE, customer_id=customer)
    _open(user, connection, RETAIL, deposit_account_id=_entry(user, connection, "Account", BANK))


def _open(user: OdooUser, connection: int, channel: Channel, **more: Any) -> None:
    team = user.create("crm.team", {"name": channel.team})
    user.create("qb.channel", {"team_id": team, "connection_id": connection, **channel.settings, **more})


def _entry(user: OdooUser, connection: int, kind: str, name: str = "") -> int | bool:
    """An entry of a QuickBooks list, by its name or the first of all; False where there is none."""
    domain = [("connection_id", "=", connection), ("type", "=", kind)]
    found = user.find("qb.entry", [*domain, ("name", "=", name)] if name else domain, "id")
    return found[0]["id"] if found else False


def _no_text_messages(user: OdooUser) -> None:
    """The warehouse is not asked whether the customer shall get a text message."""
    company = user.find("res.company", [], "id")[0]["id"]
    if "stock_move_sms_validation" in user.call("res.company", "fields_get", ["stock_move_sms_validation"]):
        user.write("res.company", company, {"stock_move_sms_validation": False})
