"""What QuickBooks refuses to save (spec qbd 4.1, 5.2): empty or negative, over the limit, in a closed period."""

from __future__ import annotations

from decimal import Decimal

from ...books.money import from_minor
from .. import statuses
from ..lists.base import check_lock
from ..lists.parties import CustomerHandler
from ..numbers import ZERO
from ..rows import Row
from ..work import Work
from .posting import total


def saved(work: Work, body: dict, customer: Row, old: Row | None) -> None:
    """The checks of an Add or Mod."""
    if not body["InvoiceLineRet"] and work.switches.empty_invoice == "refuse":
        raise statuses.save_error("Invoice", "The transaction is empty.")
    if total(body) < 0 and work.switches.negative_total == "refuse":
        raise statuses.save_error("Invoice", "Transaction amount must be positive.")
    if body["IsToBeEmailed"] == "true" and not customer.body.get("Email"):
        raise statuses.save_error("Invoice", "The customer has no e-mail address.")
    if old and total(body) < applied(work, old.id):
        raise statuses.invalid_value("Amount", str(total(body)), "You cannot pay more than the amount due.")
    _credit_limit(work, body, customer, old)


def _credit_limit(work: Work, body: dict, customer: Row, old: Row | None) -> None:
    limit = customer.body.get("CreditLimit")
    if not limit or body["IsPending"] == "true":
        return
    before = total(old.body) if old and old.body["IsPending"] != "true" else ZERO
    after = CustomerHandler().total_balance(work, customer) + total(body) - before
    if after > Decimal(limit):
        raise statuses.save_error("Invoice", "The credit limit for the name on this transaction has been exceeded.")


def open_for_change(work: Work, row: Row | None, *dates: str) -> None:
    """3175 for a locked form, 3171 on or before the closing date."""
    if row:
        check_lock(row)
    closing = work.closing_date
    if closing and any(day <= closing for day in dates):
        raise statuses.closed_for_change("Invoice")


def open_for_delete(work: Work, row: Row) -> None:
    """3175 for a locked form, 3161 on or before the closing date, 3160 for a paid one."""
    check_lock(row)
    closing = work.closing_date
    if closing and row.body["TxnDate"] <= closing:
        raise statuses.closed_for_delete(row.type)
    if applied(work, row.id) and work.switches.delete_paid_invoice == "refuse":
        raise statuses.cannot_delete(row.id, "The transaction is linked to a payment.")


def applied(work: Work, txn_id: str) -> Decimal:
    """What payments have been applied to an invoice."""
    found = work.connection.execute(
        "SELECT coalesce(sum(amount), 0) FROM application"
        " WHERE realm = ? AND target_type = 'Invoice' AND target_id = ?",
        (work.company.realm, txn_id),
    ).fetchone()
    return from_minor(found[0])
