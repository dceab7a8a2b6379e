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
    written = [one for one in carried if "<InvoiceAddRq" in str(one["parameters"])]
    asked = len(carried) - len(written)
    told = (
        f"The lost answer: QuickBooks committed message set {key[:8]}… and the Web Connector brought an error instead "
        "of the answer."
    )
    if state != "settled" or len(written) != 1:
        return f"{told}\nIt went {_times(len(written))} and is {state}."
    return (
        f"{told}\nOdoo asked QuickBooks {_times(asked)} what it had stored for this set, found the invoice and adopted "
        "it instead of sending it again."
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def is_writing(call: dict[str, Any]) -> bool:
    """Whether a call on QuickBooks carried something that changes the books."""
    text = str(call["parameters"])
    return any(f"{verb}Rq" in text for verb in ("Add", "Mod", "Del", "Void"))
