"""The order whose answer never came back: QuickBooks committed the invoice, and Odoo heard of an error."""

from typing import Any

from .desktop_company import DesktopCompany
from .odoo_user import OdooUser


def order_loss(company: DesktopCompany) -> int:
    """Let QuickBooks commit the next message set with an invoice and lose its answer; returns the order's id."""
    return company.order("hresult", match={"text": "<InvoiceAddRq"}, when="after")


def story(user: OdooUser, company: DesktopCompany) -> str:
    """What happened to it, from Odoo's own records and what the Web Connector wrote down."""
    lost = user.find("qb.exchange", [("lost_at", "!=", False)], "key", "state")
    if not lost:
        return "Odoo's history shows no lost answer."
    key, state = lost[-1]["key"], lost[-1]["state"]
    carried = [one for one in company.calls() if one["call"] == "process" and key in str(one["parameters"])]
    sent = sum(map(is_writing, carried))
    told = f"The lost one: QuickBooks committed message set {key[:8]}…, and Odoo was told of an error instead."
    if state != "settled" or sent != 1:
        return f"{told}\nOdoo sent this set {_times(sent)} and it is {state}."
    asked = _times(len(carried) - sent)
    return (
        f"{told}\nIn the next session Odoo asked {asked} what QuickBooks had stored for this set, read the invoice it "
        "named,\nfound its own marker in it and adopted it instead of sending it again."
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def is_writing(call: dict[str, Any]) -> bool:
    """Whether a call on QuickBooks carried something that changes the books."""
    text = str(call["parameters"])
    return any(f"{verb}Rq" in text for verb in ("Add", "Mod", "Del", "Void"))
