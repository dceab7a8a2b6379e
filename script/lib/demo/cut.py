"""The order whose first answer never came back: QuickBooks applied the invoice, then the connection broke."""

from .company import Company
from .odoo_user import OdooUser


def order_cut(company: Company) -> int:
    """Let the next invoice that is created be applied and its answer be cut off; returns the order's id."""
    return company.order("cut_after", match={"entity": "Invoice", "operation": "create"})["id"]


def struck(company: Company, order_id: int) -> bool:
    return any(one["id"] == order_id and one["fired"] for one in company.orders())


def story(user: OdooUser, company: Company) -> str:
    """What happened to it, from Odoo's own records and the simulator's log."""
    lost = user.find("qb.exchange", [("transport_note", "!=", False)], "key", "sends", "state", "transport_note")
    if not lost:
        return "Odoo's history shows no lost answer."
    exchange = lost[-1]
    calls = [one for one in company.requests() if one["requestid"] == exchange["key"]]
    cut = sum(1 for one in calls if one["cut"])
    looked = sum(1 for one in company.requests() if one["operation"] == "query" and one["entity"] == "Invoice")
    sent = "once" if exchange["sends"] == 1 else f"{exchange['sends']} times"
    end = "adopted" if exchange["state"] == "settled" and exchange["sends"] == 1 else exchange["state"]
    return (
        f"The cut one: Odoo sent request {exchange['key'][:8]}… {sent}; the simulator applied it and cut {cut} "
        f"answer{'' if cut == 1 else 's'} off.\nOdoo asked the books for its marker ({looked} "
        f"quer{'y' if looked == 1 else 'ies'}), found the invoice and {end} it instead of sending it again."
        if end == "adopted"
        else f"The cut one: request {exchange['key'][:8]}… was sent {sent} and is {end}."
    )
