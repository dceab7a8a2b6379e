"""A paid invoice of Odoo as QuickBooks' sales receipt: the sale and its payment in one document (spec qbo 5.5)."""

from __future__ import annotations

from dataclasses import replace

from ...documents import Ref, SalesKind
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


def as_receipt(document, move, channel):
    """`document` (an invoice) as the receipt that `channel` (qb.channel) makes of it: nothing is due any more."""
    method, account = channel.payment_method_id, channel.deposit_account_id
    return replace(
        document,
        kind=SalesKind.SALES_RECEIPT,
        due_date=None,
        terms=None,
        payment_method=Ref(method.qb_id, method.name) if method else None,
        payment_reference=_reference(move),
        deposit_account=Ref(account.qb_id, account.name) if account else None,
    )


def _reference(move):
    """What the payment provider calls the payment, as far as it fits."""
    paid = move.invoice_line_ids.sale_line_ids.order_id.transaction_ids.filtered(
        lambda one: one.state in ("authorized", "done")
    )
    return (paid.sorted("id")[-1:].reference or "")[:REFERENCE_LENGTH]
