"""What a Ret of a sales document shows (spec qbd 5.2): balances, links, lines when asked for."""

from __future__ import annotations

from decimal import Decimal

from ..addresses import with_blocks
from ..numbers import amount, cents, quantity
from ..rows import Row
from ..work import Work
from . import credits, fulfilment
from .checks import applied, used
from .forms import FORMS
from .posting import total
from .rates import home_rate


def ret(work: Work, row: Row, *, lines: bool = True, links: bool = False) -> dict:
    """The body of the Ret, references still as ids."""
    body = with_blocks(row.body)
    body |= {
        "TxnID": row.id,
        "TimeCreated": work.shown_time(row.created_at),
        "TimeModified": work.shown_time(row.updated_at),
        "EditSequence": str(row.sequence),
        "TxnNumber": str(row.extra["TxnNumber"]),
        **_FIGURES[row.type](work, row),
    }
    key = FORMS[row.type].lines
    if not lines:
        body.pop(key)
    elif row.type == "SalesOrder":
        body[key] = [_order_line(row, line) for line in body[key]]
    if links:
        body["LinkedTxn"] = [*fulfilment.shown(work, row), *_payments(work, row), *credits.shown(work, row)]
    return body


def _invoice(work: Work, row: Row) -> dict:
    paid = applied(work, row.id)
    balance = total(row.body) - paid
    shown = {"AppliedAmount": amount(paid), "BalanceRemaining": amount(balance)}
    shown["IsPaid"] = "true" if balance <= 0 else "false"
    return shown | _at_home(work, row, "BalanceRemaining", balance)


def _credit_memo(work: Work, row: Row) -> dict:
    whole = total(row.body)
    rest = whole - used(work, row.id)
    return {"TotalAmount": amount(whole), "CreditRemaining": amount(rest)} | _at_home(
        work, row, "CreditRemaining", rest
    )


def _receipt(work: Work, row: Row) -> dict:
    whole = total(row.body)
    return {"TotalAmount": amount(whole)} | _at_home(work, row, "TotalAmount", whole)


def _order(work: Work, row: Row) -> dict:
    whole = "true" if fulfilment.is_fully_invoiced(work, row) else "false"
    return _receipt(work, row) | {"IsFullyInvoiced": whole}


def _order_line(order: Row, line: dict) -> dict:
    if "ItemRef" not in line:
        return line
    count = quantity(fulfilment.invoiced(order, line["TxnLineID"]))
    return {"IsManuallyClosed": "false", **line, "Invoiced": count}


def _at_home(work: Work, row: Row, element: str, value: Decimal) -> dict:
    """The figure in home currency, where the document has a rate."""
    if "ExchangeRate" not in row.body:
        return {}
    return {f"{element}InHomeCurrency": amount(cents(value * home_rate(work, row.body)))}


_FIGURES = {"Invoice": _invoice, "CreditMemo": _credit_memo, "SalesReceipt": _receipt, "SalesOrder": _order}
_FIGURES["Estimate"] = _receipt


def _payments(work: Work, row: Row) -> list[dict]:
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
