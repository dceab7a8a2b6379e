"""A paid invoice of Odoo as QuickBooks' sales receipt, the sale and its payment in one document, and what came back of
one as its refund receipt (spec qbo 5.5)."""

from __future__ import annotations

from dataclasses import replace

from ...documents import DocumentError, Problem, Ref, SalesKind
from . import order_due

REFERENCE_LENGTH = 21
"""PaymentRefNum online (spec qbo 5.5); CheckNumber on Desktop holds more."""


def is_paid(move):
    """Whether nothing is owed for `move`: it is paid itself, or every order that it bills is paid in full, with money
    that no other receipt of the order holds already (goods that came back and were shipped again)."""
    if move.payment_state in ("paid", "in_payment"):
        return True
    orders = move.invoice_line_ids.sale_line_ids.order_id
    return bool(orders) and all(_pays(order, move) for order in orders)


def _pays(order, move):
    paid, compare = order_due.paid_amount(order), order.currency_id.compare_amounts
    if compare(paid, order.amount_total) < 0:
        return False
    held = _held(order, move)
    return held == 0 or compare(paid - held, move.amount_total) >= 0


def _held(order, move):
    """The money of `order` that its other documents hold in QuickBooks: receipts, less what refunds gave back."""
    others = order.invoice_ids - move
    links = move.env["qb.link"]._of_record(others).filtered(lambda link: link.state == "linked")
    held = {link.res_id: {"SalesReceipt": 1, "RefundReceipt": -1}.get(link.qb_type, 0) for link in links}
    return sum(other.amount_total * held.get(other.id, 0) for other in others)


def is_refunded(note):
    """Whether the money of `note`, a credit note, was given back: payments settle it and no other invoice does, or the
    payment provider has refunded what all credit notes of its orders come to."""
    if note.payment_state in ("paid", "in_payment"):
        settled = note._get_reconciled_invoices_partials()[0]
        return not any(line.move_id.is_invoice(include_receipts=True) for _partial, _amount, line in settled)
    orders = note.invoice_line_ids.sale_line_ids.order_id
    return bool(orders) and all(_is_refunded_by_provider(order) for order in orders)


def _is_refunded_by_provider(order):
    """Amounts of refunds are negative in Odoo."""
    refunds = order.transaction_ids.child_transaction_ids.filtered(
        lambda one: one.operation == "refund" and one.state == "done"
    )
    notes = order.invoice_ids.filtered(lambda move: move.state == "posted" and move.move_type == "out_refund")
    if not refunds or not notes:
        return False
    given = -sum(refunds.mapped("amount"))
    return order.currency_id.compare_amounts(given, sum(notes.mapped("amount_total"))) >= 0


def as_refund(document, move, channel):
    """`document` (a credit memo) as the refund receipt that `channel` (qb.channel) makes of it. The money leaves the
    account that refunds are paid from, else the one that the receipts' money comes to; Undeposited Funds, where money
    only waits for the bank, is never taken for granted."""
    account = channel.refund_account_id or channel.deposit_account_id
    return replace(
        as_receipt(document, move, channel),
        kind=SalesKind.REFUND_RECEIPT,
        payment_reference=_refund_reference(move),
        deposit_account=Ref(account.qb_id, account.name) if account else None,
    )


def _refund_reference(move):
    """What the payment provider calls the refund, as far as it fits."""
    refunds = move.invoice_line_ids.sale_line_ids.order_id.transaction_ids.child_transaction_ids.filtered(
        lambda one: one.operation == "refund" and one.state == "done"
    )
    return (refunds.sorted("id")[-1:].reference or "")[:REFERENCE_LENGTH]


def as_receipt(document, move, channel):
    """`document` (an invoice) as the receipt that `channel` (qb.channel) makes of it: nothing is due any more. Raises
    DocumentError where the money cannot come to the channel's account."""
    method, account = channel.payment_method_id, channel.deposit_account_id
    _check_deposit(document, account, channel)
    template = channel._template_of("SalesReceipt")
    return replace(
        document,
        kind=SalesKind.SALES_RECEIPT,
        due_date=None,
        terms=None,
        payment_method=Ref(method.qb_id, method.name) if method else None,
        payment_reference=_reference(move),
        deposit_account=Ref(account.qb_id, account.name) if account else None,
        template=Ref(template.qb_id, template.name) if template else None,
    )


def _check_deposit(document, account, channel):
    """Money comes to an account in its own currency or in that of the books (spec qbd 6); without an account to
    Undeposited Funds, which is of the books."""
    facts, theirs = channel.connection_id._facts(), account._currency_code() if account else ""
    if theirs and facts and theirs not in (document.currency, facts.currency):
        values = {"account": account.name, "theirs": theirs, "ours": document.currency, "channel": channel.display_name}
        raise DocumentError(Problem("deposit_currency", values, "deposit_account"))


def _reference(move):
    """What the payment provider calls the payment, as far as it fits."""
    paid = move.invoice_line_ids.sale_line_ids.order_id.transaction_ids.filtered(
        lambda one: one.state in ("authorized", "done")
    )
    return (paid.sorted("id")[-1:].reference or "")[:REFERENCE_LENGTH]
