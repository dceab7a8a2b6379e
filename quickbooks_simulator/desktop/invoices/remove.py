"""TxnDel and TxnVoid of sales documents (spec qbd 5.4)."""

from __future__ import annotations

from .. import statuses
from ..numbers import ZERO, amount, price
from ..rows import Row
from ..work import Work
from . import checks, deposit, fulfilment, posting
from .forms import FORMS
from .save import columns

VOID_MEMO = "VOID:"


def delete(work: Work, row: Row) -> Row:
    """Gone for good, found by TxnDeletedQuery for 90 days."""
    checks.open_for_delete(work, row)
    _unapply(work, row)
    _let_go(work, row)
    posting.unpost(work, row)
    work.rows.bury(row)
    return row


def void(work: Work, row: Row) -> Row:
    """Kept with amounts of zero."""
    form = FORMS[row.type]
    checks.open_for_change(work, form, row, row.body["TxnDate"])
    if row.extra.get("void") and work.switches.void_repeats == "refuse":
        raise statuses.cannot_modify(row.id, "The transaction is void already.")
    checks.open_for_delete(work, row)
    _unapply(work, row)
    _let_go(work, row)
    posting.unpost(work, row)
    body = dict(row.body)
    body[form.lines] = [_zero(line) for line in body[form.lines]]
    body |= {"Subtotal": amount(ZERO), "SalesTaxTotal": amount(ZERO)}
    if not body.get("Memo", "").startswith(VOID_MEMO):
        body["Memo"] = f"{VOID_MEMO} {body.get('Memo', '')}".strip()
    return work.rows.update(row, body, **columns(body), extra={**row.extra, "void": True})


def _let_go(work: Work, row: Row) -> None:
    """Orders are open again, a deposit is gone."""
    fulfilment.release(work, row)
    deposit.take_off(work, row)


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
    """Payments become unapplied credits, and invoices are open again."""
    for end in ("target", "source"):
        work.connection.execute(
            f"DELETE FROM application WHERE realm = ? AND {end}_type = ? AND {end}_id = ?",
            (work.company.realm, row.type, row.id),
        )
