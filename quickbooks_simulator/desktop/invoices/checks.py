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
from . import deposit, fulfilment
from .forms import FORMS, Form
from .posting import total


def saved(work: Work, form: Form, body: dict, customer: Row | None, old: Row | None) -> None:
    """The checks of an Add or Mod."""
    if not body[form.lines] and work.switches.empty_invoice == "refuse":
        raise statuses.save_error(form.type, "The transaction is empty.")
    if total(body) < 0 and work.switches.negative_total == "refuse":
        raise statuses.save_error(form.type, "Transaction amount must be positive.")
    if body["IsToBeEmailed"] == "true" and not (customer and customer.body.get("Email")):
        raise statuses.save_error(form.type, "The customer has no e-mail address.")
    if old and total(body) < applied(work, old.id) + used(work, old.id):
        raise statuses.invalid_value("Amount", str(total(body)), "You cannot pay more than the amount due.")
    _number(work, form, body, old)
    if form.type == "Invoice":
        _credit_limit(work, body, customer, old)


def _number(work: Work, form: Form, body: dict, old: Row | None) -> None:
    """RefNumbers are not unique, unless a switch says so."""
    number = body.get("RefNumber", "").lower()
    if not number or work.switches.duplicate_numbers == "accept":
        return
    holders = work.rows.select((form.type,), "doc_number = ?", number)
    if any(old is None or holder.id != old.id for holder in holders):
        raise statuses.save_error(form.type, "The number is already used.")


def _credit_limit(work: Work, body: dict, customer: Row, old: Row | None) -> None:
    limit = customer.body.get("CreditLimit")
    if not limit or body["IsPending"] == "true":
        return
    before = total(old.body) if old and old.body["IsPending"] != "true" else ZERO
    after = CustomerHandler().total_balance(work, customer) + total(body) - before
    if after > Decimal(limit):
        raise statuses.save_error("Invoice", "The credit limit for the name on this transaction has been exceeded.")


def open_for_change(work: Work, form: Form, row: Row | None, *dates: str) -> None:
    """3175 for a locked form, 3171 on or before the closing date."""
    if row:
        check_lock(row)
        deposit.check_change(work, row)
    closing = _closing(work, form)
    if closing and any(day <= closing for day in dates):
        raise statuses.closed_for_change(form.type)


def _closing(work: Work, form: Form) -> str | None:
    """The closing date, if it counts for this type."""
    exempt = not form.posts and work.switches.closing_date_of_orders == "exempt"
    return None if exempt else work.closing_date


def open_for_delete(work: Work, row: Row) -> None:
    """3175 for a locked form, 3176 for that of a linked transaction, 3161 on or before the closing date, 3160 for a
    paid one.
    """
    check_lock(row)
    _check_links(work, row)
    deposit.check_delete(work, row)
    fulfilment.check_delete(work, row)
    closing = _closing(work, FORMS[row.type])
    if closing and row.body["TxnDate"] <= closing:
        raise statuses.closed_for_delete(row.type)
    if (applied(work, row.id) or used(work, row.id)) and work.switches.delete_paid_invoice == "refuse":
        raise statuses.cannot_delete(row.id, "The transaction is linked to a payment.")


def _check_links(work: Work, row: Row) -> None:
    """Somebody has the form of a payment of this document open (spec qbd 5.4)."""
    links = work.connection.execute(
        "SELECT source_type, source_id FROM application WHERE realm = ? AND target_type = ? AND target_id = ?",
        (work.company.realm, row.type, row.id),
    ).fetchall()
    for link in links:
        if work.rows.find(link["source_type"], link["source_id"]).extra.get("locked"):
            raise statuses.in_use(row.id, 3176)


def applied(work: Work, txn_id: str) -> Decimal:
    """What payments have been applied to an invoice."""
    return _sum_applied(work, "target_type = 'Invoice' AND target_id = ?", txn_id)


def used(work: Work, memo_id: str) -> Decimal:
    """How much of a credit memo has been applied to invoices."""
    return _sum_applied(work, "source_type = 'CreditMemo' AND source_id = ?", memo_id)


def _sum_applied(work: Work, where: str, txn_id: str) -> Decimal:
    query = f"SELECT coalesce(sum(amount), 0) FROM application WHERE realm = ? AND {where}"
    (minor,) = work.connection.execute(query, (work.company.realm, txn_id)).fetchone()
    return from_minor(minor)
