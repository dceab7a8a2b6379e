"""TxnDel and TxnVoid of invoices (spec qbd 5.4)."""

from __future__ import annotations

from .. import statuses
from ..numbers import ZERO, amount, price
from ..rows import Row
from ..work import Work
from . import checks, posting

VOID_MEMO = "VOID:"


def delete(work: Work, txn_id: str) -> Row:
    """Gone for good, found by TxnDeletedQuery for 90 days."""
    row = work.transaction("Invoice", txn_id)
    checks.open_for_delete(work, row)
    _unapply(work, row)
    posting.unpost(work, row)
    work.rows.bury(row)
    return row


def void(work: Work, txn_id: str) -> Row:
    """Kept with amounts of zero."""
    row = work.transaction("Invoice", txn_id)
    checks.open_for_change(work, row, row.body["TxnDate"])
    if row.extra.get("void") and work.switches.void_repeats == "refuse":
        raise statuses.cannot_modify(txn_id, "The transaction is void already.")
    checks.open_for_delete(work, row)
    _unapply(work, row)
    posting.unpost(work, row)
    body = dict(row.body)
    body["InvoiceLineRet"] = [_zero(line) for line in body["InvoiceLineRet"]]
    body |= {"Subtotal": amount(ZERO), "SalesTaxTotal": amount(ZERO)}
    if not body.get("Memo", "").startswith(VOID_MEMO):
        body["Memo"] = f"{VOID_MEMO} {body.get('Memo', '')}".strip()
    columns = {"number": body.get("RefNumber", "").lower() or None, "customer": body["CustomerRef"]}
    return work.rows.update(row, body, **columns, extra={**row.extra, "void": True})


def _zero(line: dict) -> dict:
    if "Amount" not in line:
        return line
    zero = {**line, "Amount": amount(ZERO)}
    if "Quantity" in line:
        zero["Quantity"] = "0"
    if "Rate" in line:
        zero["Rate"] = price(ZERO)
    return zero


def _unapply(work: Work, row: Row) -> None:
    """Payments become unapplied credits."""
    work.connection.execute(
        "DELETE FROM application WHERE realm = ? AND target_type = 'Invoice' AND target_id = ?",
        (work.company.realm, row.id),
    )
