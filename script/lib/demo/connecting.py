"""Connecting Odoo to QuickBooks Online as a person does it: keys, Connect, consent, one account."""

import re
from html import unescape

from ..errors import ScriptError
from .company import Company
from .odoo_user import OdooUser

# What takes effect at Intuit at most 120 s after it was sent takes effect at once in the simulator.
EXECUTION_LIMIT = 3.0
TIME_ZONE = "America/Los_Angeles"


def connect(user: OdooUser, company: Company, **values: object) -> int:
    """The id of a new connection to `company`, ready to send."""
    connection = user.create("qb.connection", {**_settings(company), **values})
    action = user.press("qb.connection", "action_connect", connection)
    consent = user.browser.get(action["url"])
    landed = user.browser.submit(consent, realm=company.realm_id, decision="connect")
    state = user.read("qb.connection", connection, "state")["state"]
    if landed.status != 200 or state != "connected":
        raise ScriptError(f"Connecting to the simulator failed: {_words(landed.body.decode())}")
    choose_income_account(user, connection)
    return connection


def _settings(company: Company) -> dict[str, object]:
    ready = company.ready
    return {
        "name": "QuickBooks (simulator)",
        "environment": "own",
        "api_base": ready["api_base"],
        "discovery_url": ready["discovery"],
        "client_id": ready["client_id"],
        "client_secret": ready["client_secret"],
        "tz": TIME_ZONE,
        "execution_limit": EXECUTION_LIMIT,
    }


def choose_income_account(user: OdooUser, connection: int) -> None:
    """Where the sales of new products go: the first income account of the books."""
    accounts = user.find(
        "qb.entry",
        [("connection_id", "=", connection), ("type", "=", "Account"), ("kind", "=like", "Income%")],
        "name",
    )
    if not accounts:
        raise ScriptError("The simulator's company has no income account.")
    named = [one for one in accounts if one["name"].startswith("Sales")] or accounts
    user.write("qb.connection", connection, {"income_account_id": named[0]["id"]})


def _words(page: str) -> str:
    """What a page says, without its marks."""
    body = page.partition("<main")[2] or page
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", body, flags=re.DOTALL)
    return " ".join(unescape(text).split())[:400]
