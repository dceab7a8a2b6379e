"""How many kits a delivery bills. Odoo counts a kit as delivered once all its parts are (sale_mrp), whole kits only.

The parts of one kit may come in several deliveries. A delivery bills what is complete by now and on no invoice yet,
without the parts of those deliveries that have not had their turn: they bill theirs. So every kit is billed once, in
whatever order the deliveries are looked at, and what came apart goes with the one that is looked at last.
"""

from __future__ import annotations

from odoo.tools import float_compare


def open_kits(line, waiting):
    """Kits of the order line `line`, in its unit, that are complete without the deliveries `waiting` (stock.picking)
    and on no invoice yet."""
    return complete(line, waiting) - line.qty_invoiced


def complete(line, left_out):
    """Kits of `line`, in its unit, that are complete without what `left_out` (stock.picking) brought. Odoo's own count
    where that does not go by parts."""
    bom = _bom(line)
    if not bom or _is_dropshipped(line):
        return line.qty_delivered
    moves = line.move_ids.filtered(lambda move: move.state == "done" and move.location_dest_usage != "inventory")
    gone = moves.filtered(lambda move: move.picking_id in left_out)
    moves -= gone | moves.filtered(lambda move: move.origin_returned_move_id in gone)
    ordered = line.product_uom_id._compute_quantity(line.product_uom_qty, bom.product_uom_id)
    found = moves._compute_kit_quantities(line.product_id, ordered, bom, _DIRECTIONS)
    return bom.product_uom_id._compute_quantity(found, line.product_uom_id)


def completes_nothing(picking):
    """Whether what the customer kept of `picking` is nothing but parts of kits that are not complete."""
    moves = picking.move_ids.filtered(lambda move: move.state == "done" and move.sale_line_id and _is_kept(move))
    if not moves or any(move.product_id == move.sale_line_id.product_id for move in moves):
        return False
    return all(_bom(line) and _adds_nothing(line, picking) for line in moves.sale_line_id)


def _adds_nothing(line, picking):
    if _is_dropshipped(line):
        return not line.qty_delivered
    digits = line.env["decimal.precision"].precision_get("Product Unit")
    return not float_compare(complete(line, picking.browse()), complete(line, picking), precision_digits=digits)


def _is_kept(move):
    """Whether anything of `move` did not come back."""
    back = move.returned_move_ids.filtered(lambda one: one.state == "done" and one.to_refund)
    returned = sum(one.product_uom._compute_quantity(one.quantity, move.product_uom) for one in back)
    return move.product_uom.compare(move.quantity, returned) > 0


def _is_dropshipped(line):
    """Then Odoo counts all of its kits as delivered, or none."""
    return any(move._is_dropshipped() for move in line.move_ids)


def _bom(line):
    """The bill of materials of the type Kit by which `line` was delivered, else the one that would be taken now; empty
    for what is no kit, None without Manufacturing. (sale.order.line._prepare_qty_delivered of sale_mrp finds it so.)"""
    if "bom_line_id" not in line.move_ids._fields:
        return None
    product = line.product_id
    used = line.move_ids.filtered(lambda move: move.state != "cancel").sudo().bom_line_id.bom_id
    own = used.filtered(
        lambda bom: (
            bom.type == "phantom"
            and (bom.product_id == product or (not bom.product_id and bom.product_tmpl_id == product.product_tmpl_id))
        )
    )
    return own[:1] or used._bom_find(product, company_id=line.company_id.id, bom_type="phantom")[product]


def _brings(move):
    return move._is_outgoing() and (not move.origin_returned_move_id or move.to_refund)


def _takes_back(move):
    return move._is_incoming() and move.to_refund


_DIRECTIONS = {"incoming_moves": _brings, "outgoing_moves": _takes_back}
"""To the customer and back, as Odoo counts: what is returned without a refund stays delivered."""
