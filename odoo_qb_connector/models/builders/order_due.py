"""Whether an order is fully delivered, and how much of it is paid."""

from __future__ import annotations


def open_goods(order):
    """The lines of `order` whose goods are still on their way to the customer, or were never launched (a dropship that
    nobody has ordered yet). What was cancelled, or left out without a backorder, is not open."""
    return order.order_line.filtered(lambda line: _is_open(line) or _never_launched(line))


def _is_open(line):
    return any(move.state not in ("done", "cancel") and _is_outbound(move) for move in line.move_ids)


def _is_outbound(move):
    """Pick and pack steps count: where the goods end is the customer."""
    return (move.location_final_id or move.location_dest_id).usage == "customer"


def _never_launched(line):
    goods = line.qty_delivered_method == "stock_move" and not line.display_type and not line.is_downpayment
    return goods and line.product_uom_qty > 0 and not line.move_ids


def is_delivered(order):
    """Whether anything was delivered and not everything came back."""
    return any(line.qty_delivered_method == "stock_move" and line.qty_delivered > 0 for line in order.order_line)


def paid_amount(order):
    """What was paid of `order`, in its currency: by its posted invoices, and by transactions (authorized ones too, as
    sale.order.amount_paid counts them) whose payment is on none of those."""
    invoices = order.invoice_ids.filtered(lambda move: move.state == "posted" and move.move_type == "out_invoice")
    settled = invoices.filtered(lambda move: move.payment_state not in ("reversed", "not_paid"))
    by_invoice = sum(move.amount_total - move.amount_residual for move in settled)
    paid = order.transaction_ids.filtered(lambda one: one.state in ("authorized", "done"))
    loose = paid.filtered(lambda one: not one.payment_id.reconciled_invoice_ids)
    return by_invoice + sum(loose.mapped("amount"))


def paid_at(order):
    """When the newest transaction was paid (naive UTC), or None."""
    paid = order.transaction_ids.filtered(lambda one: one.state in ("authorized", "done") and one.last_state_change)
    return max(paid.mapped("last_state_change"), default=None)
