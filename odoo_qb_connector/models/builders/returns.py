"""Which quantities of an order one return takes back, and from which invoices.

What is reversed is bounded twice: by what this return brought back and nobody shipped again, and by what is invoiced
and not delivered. So a quantity is reversed once, however often the question is asked.
"""

from __future__ import annotations

from collections import defaultdict

from odoo.tools import float_compare, float_is_zero, float_round

from .delivery import _in_unit_of, _returned, is_return


def returned_moves(picking):
    """The done moves by which `picking` brought goods of orders back from a customer, to be credited."""
    return picking.move_ids.filtered(lambda move: is_return(move) and move.sale_line_id)


def quantities(picking, order):
    """{sale order line: quantity in its unit} that `picking` took back and an invoice still holds."""
    moves = returned_moves(picking).filtered(lambda move: move.sale_line_id.order_id == order)
    again = _returned(moves)
    back, kits = defaultdict(float), set()
    for move in moves:
        line = move.sale_line_id
        if move.product_id != line.product_id:
            kits.add(line)  # components of a kit: only the order line knows how many kits they are
        else:
            back[line] += _in_unit_of(line, move) - sum(_in_unit_of(line, one) for one in again[move])
    wanted = {}
    for line in {*back, *kits}:
        open_quantity = line.qty_invoiced - line.qty_delivered
        wanted[line] = open_quantity if line in kits else min(back[line], open_quantity)
    return {line: quantity for line, quantity in wanted.items() if is_positive(line.env, quantity)}


def shares(wanted, deliveries):
    """{invoice: {sale order line: quantity}} of `wanted`: the invoices of `deliveries` (the transfers that brought the
    goods) first, then the newest."""
    found = defaultdict(dict)
    for line, quantity in wanted.items():
        for invoice in _invoices_of(line, deliveries):
            taken = min(quantity, left_on(invoice, line))
            if is_positive(line.env, taken):
                found[invoice][line] = taken
                quantity -= taken
    return found


def _invoices_of(line, deliveries):
    invoices = line.invoice_lines.move_id.filtered(
        lambda move: move.state == "posted" and move.move_type == "out_invoice"
    )
    return invoices.sorted(lambda move: (bool(move.qb_picking_ids & deliveries), move.id), reverse=True)


def left_on(invoice, line):
    """How much of `line` (in its unit) `invoice` holds that no credit note has credited."""
    return _on(invoice, line) - sum(_on(note, line) for note in credit_notes_of(invoice))


def credit_notes_of(invoice):
    return invoice.reversal_move_ids.filtered(lambda move: move.state != "cancel" and move.move_type == "out_refund")


def _on(move, line):
    lines = move.invoice_line_ids.filtered(lambda one: line in one.sale_line_ids and one.display_type == "product")
    return sum(one.product_uom_id._compute_quantity(one.quantity, line.product_uom_id) for one in lines)


def is_whole(invoice, share):
    """Whether `share` ({sale order line: quantity}) is all that was sold on `invoice`: its goods, and beside them only
    what belongs to their delivery (transport, discounts, deducted down payments)."""
    if credit_notes_of(invoice):
        return False
    products = invoice.invoice_line_ids.filtered(lambda line: line.display_type == "product")
    return all(_goes_back(line, share, invoice) for line in products)


def _goes_back(line, share, invoice):
    if line.currency_id.is_zero(line.price_subtotal) or line.is_downpayment:
        return True
    sold = line.sale_line_ids
    if sold and all(one in share for one in sold):
        return all(_is_zero(one.env, share[one] - _on(invoice, one)) for one in sold)
    return bool(sold) and all(_is_charge(one) for one in sold)


def _is_charge(line):
    return line._is_delivery() or _is_deduction(line)


def _is_deduction(line):
    return line._is_discount_line() or line._is_global_discount()


def keep_only(note, invoice, share):
    """Lower the draft `note`, a whole reversal of `invoice`, to `share` and its part of discounts on the order."""
    left = dict(share)
    part = None if _is_rest(note, invoice, share) else _worth(invoice, share)
    for line in note.invoice_line_ids.filtered(lambda one: one.display_type == "product"):
        quantity = _quantity_kept(line, invoice, left, part)
        if _is_zero(line.env, quantity):
            line.unlink()
        elif not _is_zero(line.env, quantity - line.quantity):
            line.quantity = quantity
    _drop_headings(note)


def _quantity_kept(line, invoice, left, part):
    sold = line.sale_line_ids[:1]
    if sold in left:
        taken = min(left[sold], line.product_uom_id._compute_quantity(line.quantity, sold.product_uom_id))
        left[sold] -= taken
        return sold.product_uom_id._compute_quantity(taken, line.product_uom_id)
    if sold and _is_deduction(sold) and line.price_subtotal < 0:
        most = left_on(invoice, sold) + line.quantity  # the draft itself counts as a credit note
        if part is None:
            return most
        return min(most, float_round(line.quantity * part, precision_digits=_digits(line.env)))
    return 0.0


def _is_rest(note, invoice, share):
    """Whether with `share` all goods of `invoice` are credited: what is left of a discount goes with them, whatever was
    lost by rounding its parts. `note`, still whole, counts as a credit note already."""
    goods = _goods(invoice).sale_line_ids
    return all(_is_zero(one.env, left_on(invoice, one) + _on(note, one) - share.get(one, 0.0)) for one in goods)


def _goods(invoice):
    return invoice.invoice_line_ids.filtered(
        lambda line: (
            line.display_type == "product"
            and line.price_subtotal > 0
            and not any(_is_charge(one) for one in line.sale_line_ids)
        )
    )


def _worth(invoice, share):
    """Which part of the goods of `invoice` `share` is worth, from 0 to 1."""
    goods = _goods(invoice)
    whole = sum(line.price_subtotal for line in goods)
    if not whole:
        return 0.0
    back = 0.0
    for sold, quantity in share.items():
        lines = [line for line in goods if sold in line.sale_line_ids]
        on_invoice = _on(invoice, sold)
        back += sum(line.price_subtotal for line in lines) * quantity / on_invoice if on_invoice else 0.0
    return min(back / whole, 1.0)


def _drop_headings(note):
    """Sections and notes of what is not credited say nothing."""
    note.invoice_line_ids.filtered(lambda line: line.display_type != "product").unlink()


def is_positive(env, quantity):
    return float_compare(quantity, 0.0, precision_digits=_digits(env)) > 0


def _is_zero(env, quantity):
    return float_is_zero(quantity, precision_digits=_digits(env))


def _digits(env):
    return env["decimal.precision"].precision_get("Product Unit")
