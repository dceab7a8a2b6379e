"""What InvoiceRet shows (spec qbd 5.2): balances, links, lines when asked for."""

from __future__ import annotations

from decimal import Decimal

from ..addresses import with_blocks
from ..numbers import amount, cents
from ..rows import Row
from ..work import Work
from .checks import applied
from .posting import total


def ret(work: Work, row: Row, *, lines: bool = True, links: bool = False) -> dict:
    """The body of InvoiceRet, references still as ids."""
    body = with_blocks(row.body)
    paid = applied(work, row.id)
    balance = total(row.body) - paid
    body |= {
        "TxnID": row.id,
        "TimeCreated": work.shown_time(row.created_at),
        "TimeModified": work.shown_time(row.updated_at),
        "EditSequence": str(row.sequence),
        "TxnNumber": str(row.extra["TxnNumber"]),
        "AppliedAmount": amount(paid),
        "BalanceRemaining": amount(balance),
        "IsPaid": "true" if balance <= 0 else "false",
    }
    if "ExchangeRate" in body:
        home = cents(balance * Decimal(body["ExchangeRate"]))
        body["BalanceRemainingInHomeCurrency"] = amount(home)
    if not lines:
        body.pop("InvoiceLineRet")
    if links:
        body["LinkedTxn"] = _links(work, row)
    return body


def _links(work: Work, row: Row) -> list[dict]:
    """The payments applied to it."""
    rows = work.connection.execute(
        "SELECT source_type, source_id, amount FROM application WHERE realm = ? AND target_type = 'Invoice'"
        " AND target_id = ? ORDER BY rowid",
        (work.company.realm, row.id),
    ).fetchall()
    found = []
    for one in rows:
        payment = work.rows.find(one["source_type"], one["source_id"])
        link = {"TxnID": payment.id, "TxnType": payment.type, "TxnDate": payment.body["TxnDate"]}
        if payment.body.get("RefNumber"):
            link["RefNumber"] = payment.body["RefNumber"]
        found.append({**link, "LinkType": "AMTTYPE", "Amount": amount(-Decimal(one["amount"]) / 100)})
    return found
