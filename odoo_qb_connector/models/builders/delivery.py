"""Which quantities of an order one delivery puts on its invoice.

Goods: what this delivery moved and nobody sent back, at most what is delivered and not invoiced yet,
whatever the product's invoicing policy. Everything else once: shipping, services, discounts, and down
payments as far as they fit.
"""

from __future__ import annotations

from collections import defaultdict

from odoo.tools import float_compare

from . import kit_deliveries

DOWN_PAYMENT_STEP = 100
"""A down payment is deducted in hundredths when a delivery is worth less than what was paid."""


def shipped_moves(picking):
    """The moves that `picking` brought to a customer."""
    return picking.move_ids.filtered(lambda move: move.state == "done" and move.location_dest_id.usage == "customer")


def quantities(picking, order):
    """{sale order line: quantity in its unit} for the invoice of `picking`; empty when its goods are
    invoiced already."""
    goods = _goods(picking, order)
    if not goods:
        return {}
    return with_deductions(order, {**goods, **_charges(order)})


def delivered_quantities(order):
    """{sale order line: quantity in its unit} for one invoice of all that was delivered and is not invoiced; of an
    order without goods, its services and charges. Empty when there is nothing."""
    goods = _open_goods(order, "qty_delivered")
    if not goods and any(_is_goods(line) for line in order.order_line):
        return {}
    return with_deductions(order, {**goods, **_charges(order)})


def ordered_quantities(order):
    """The same for an order that is paid: all of it, delivered or not, at least what was delivered; without what came
    back and was not shipped again."""
    goods = {**_open_goods(order, "product_uom_qty"), **_open_goods(order, "qty_delivered", over=True)}
    kept = {line: quantity - _came_back(line) for line, quantity in goods.items()}
    goods = {line: quantity for line, quantity in kept.items() if _is_positive(line, quantity)}
    return with_deductions(order, {**goods, **_charges(order)})


def _came_back(line):
    """How much of `line` (in its unit) customers returned and nobody shipped again: what was shipped beyond the order
    was shipped again."""
    moves = line.move_ids.filtered(lambda move: is_return(move) and move.product_id == line.product_id)
    back = sum(_in_unit_of(line, move) for move in moves)
    again = max(0.0, line.qty_delivered + back - line.product_uom_qty)
    return max(0.0, back - again)


def is_return(move):
    """Whether `move` brought goods back from a customer, to be credited."""
    return move.state == "done" and move.location_id.usage == "customer" and move.to_refund


def _open_goods(order, field, *, over=False):
    """{line of goods: what is not invoiced of `field`}; `over`: only where more was delivered than ordered."""
    lines = order.order_line.filtered(lambda line: _is_goods(line) and (not over or line[field] > line.product_uom_qty))
    wanted = {line: line[field] - line.qty_invoiced for line in lines}
    return {line: quantity for line, quantity in wanted.items() if _is_positive(line, quantity)}


def _is_goods(line):
    return not line.display_type and not line.is_downpayment and line.qty_delivered_method == "stock_move"


def _charges(order):
    return {line: quantity for line in order.order_line if (quantity := one_time_quantity(line))}


def _goods(picking, order):
    shipped = _shipped_by_line(picking, order)
    return {line: quantity for line, quantity in shipped.items() if _is_positive(line, quantity)}


def _shipped_by_line(picking, order):
    moves = shipped_moves(picking).filtered(lambda move: move.sale_line_id.order_id == order)
    returned = _returned(moves)
    shipped, kits = defaultdict(float), set()
    for move in moves:
        line = move.sale_line_id
        if move.product_id != line.product_id:
            kits.add(line)  # parts of a kit
        elif not move.origin_returned_move_id or move.to_refund:
            shipped[line] += _in_unit_of(line, move) - sum(_in_unit_of(line, back) for back in returned[move])
    waiting = picking._qb_without_turn(kits)
    for line in kits:
        shipped[line] = kit_deliveries.open_kits(line, waiting)
    return {line: min(quantity, line.qty_delivered - line.qty_invoiced) for line, quantity in shipped.items()}


def _returned(moves):
    """{move: the done moves that brought its goods back}, in one query."""
    back = moves.env["stock.move"].search(
        [("origin_returned_move_id", "in", moves.ids), ("state", "=", "done"), ("to_refund", "=", True)]
    )
    return defaultdict(moves.browse, back.grouped("origin_returned_move_id"))


def _in_unit_of(line, move):
    return move.product_uom._compute_quantity(move.quantity, line.product_uom_id, rounding_method="HALF-UP")


def one_time_quantity(line):
    """What is left to invoice of a line that no delivery moves: shipping, service, discount; 0 for any
    other."""
    if line.display_type or line.is_downpayment or line.qty_delivered_method == "stock_move":
        return 0.0
    if line.product_id.type == "combo":
        return line.qty_to_invoice
    if line._is_delivery() or line._is_discount_line() or line._is_global_discount():
        left = line.product_uom_qty - line.qty_invoiced
    else:
        left = line.qty_to_invoice
    return left if _is_positive(line, left) else 0.0


def _is_positive(line, quantity):
    digits = line.env["decimal.precision"].precision_get("Product Unit")
    return float_compare(quantity, 0.0, precision_digits=digits) > 0


def with_deductions(order, wanted):
    """`wanted` without the discounts that it is not worth, and with the down payments that it is."""
    positive = {line: quantity for line, quantity in wanted.items() if line.price_unit >= 0}
    left = sum(_untaxed(line, quantity) for line, quantity in positive.items())
    chosen = dict(positive)
    for line, quantity in wanted.items():
        if line not in positive and left + _untaxed(line, quantity) >= 0:
            chosen[line] = quantity
            left += _untaxed(line, quantity)
    for line in order.order_line.filtered("is_downpayment"):
        share = _down_payment_share(line, left)
        if share:
            chosen[line] = -share
            left -= share * line.price_unit
    return chosen


def _untaxed(line, quantity):
    if line.product_uom_qty:
        return line.price_subtotal / line.product_uom_qty * quantity
    return line.price_unit * (1 - line.discount / 100) * quantity


def _down_payment_share(line, worth):
    """How much of a posted down payment (1 is all of it) an invoice of `worth` can take."""
    paid = line.qty_invoiced_posted
    if line.display_type or paid <= 0 or line.price_unit <= 0 or worth <= 0:
        return 0.0
    return min(paid, 1.0, int(worth / line.price_unit * DOWN_PAYMENT_STEP + 1e-9) / DOWN_PAYMENT_STEP)


def invoiceable_lines(order, wanted):
    """The order's lines for `wanted` quantities in the order's own sequence, with the sections and notes
    above them, down payments last (as `sale.order._get_invoiceable_lines` orders them)."""
    chosen, headings, down_payments = [], [], []
    for line in order.order_line:
        if line.display_type == "line_section":
            headings = [line.id]
        elif line.display_type == "line_subsection":
            headings = [*(held for held in headings if _is_section(order, held)), line.id]
        elif line.display_type:
            (headings if headings else chosen).append(line.id)
        elif line not in wanted:
            continue
        elif line.is_downpayment:
            down_payments.append(line.id)
        else:
            chosen += [*headings, line.id]
            headings = []
    return order.env["sale.order.line"].browse([*chosen, *down_payments])


def _is_section(order, line_id):
    return order.env["sale.order.line"].browse(line_id).display_type == "line_section"
