"""Connecting Odoo to QuickBooks Desktop as a person does it: a password, the .qwc file, what stands for what."""

from dataclasses import dataclass
from pathlib import Path

from ..errors import ScriptError
from .connecting import TIME_ZONE, choose_income_account
from .desktop_company import DesktopCompany
from .odoo_user import OdooUser
from .shop import Shop

# Both taxes of the simulated company's town together: a group of two sales tax items there.
TAX = ("Sales Tax 8.5%", 8.5)
TAX_GROUP = "Middlefield"
# charge: item in QuickBooks
CHARGES = {"shipping": "Shipping", "discount": "Discount", "zero_tax": "Out of State"}
CALLS = 30


@dataclass(frozen=True)
class Access:
    """A connection, and what a person carries to the QuickBooks PC."""

    connection: int
    password: str
    qwc: Path


def make_access(user: OdooUser, folder: Path) -> Access:
    """A new connection, its password and its .qwc file."""
    connection = user.create("qb.connection", {"name": "QuickBooks Desktop", "edition": "desktop", "tz": TIME_ZONE})
    shown = user.press("qb.connection", "action_desktop_password", connection)
    return Access(connection, shown["context"]["default_password"], _download(user, connection, folder))


def _download(user: OdooUser, connection: int, folder: Path) -> Path:
    action = user.press("qb.connection", "action_desktop_qwc", connection)
    page = user.browser.get(user.url + action["url"])
    if page.status != 200:
        raise ScriptError(f"Odoo gave no .qwc file: {page.body.decode()[:300]}")
    file = folder / "odoo.qwc"
    file.write_bytes(page.body)
    return file


def wait_until_seen(user: OdooUser, company: DesktopCompany, connection: int) -> None:
    """Return when the Web Connector has shown the company file and brought its lists."""
    for _call in range(CALLS):
        company.wait_for_update()
        found = user.read("qb.connection", connection, "state", "entries_read_at")
        if found["state"] == "connected" and found["entries_read_at"]:
            return
    found = user.read("qb.connection", connection, "state", "hold_what", "desktop_failure")
    raise ScriptError(
        f"The company file was not seen and read within {CALLS} calls: the connection is {found['state']}. "
        f"{found['hold_what'] or ''} {found['desktop_failure'] or ''}".rstrip()
    )


def choose(user: OdooUser, connection: int, shop: Shop) -> None:
    """Say what in QuickBooks stands for what in Odoo: an account, a tax, and items for what is no product."""
    choose_income_account(user, connection)
    code = _entry(user, connection, "TaxCode", TAX_GROUP)
    user.create("qb.tax.map", {"connection_id": connection, "tax_ids": [(6, 0, [shop.tax])], "code_id": code})
    for charge, item in CHARGES.items():
        entry = _entry(user, connection, "Item", item)
        user.create("qb.charge", {"connection_id": connection, "charge": charge, "entry_id": entry})


def _entry(user: OdooUser, connection: int, kind: str, name: str) -> int:
    domain = [("connection_id", "=", connection), ("type", "=", kind), ("name", "=", name)]
    found = user.find("qb.entry", domain)
    if not found:
        raise ScriptError(f"The list {kind} of the simulated company has no {name}.")
    return found[0]["id"]
