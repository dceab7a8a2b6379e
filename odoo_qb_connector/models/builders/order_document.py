"""sale.order -> SalesDocument: the order as the invoice of the whole of it would be, but an order.

It is built from a draft invoice in a savepoint that is rolled back, so that lines, roles, taxes and rounding are those
of every invoice.
"""

from __future__ import annotations

from dataclasses import replace

from odoo import fields

from ...documents import DocumentError, ItemLine, OrderLine, OrderRef, Problem, SalesKind
from . import order_due, sales_document, sales_lines
from .references import References
from .sales_preferences import Preferences

ORDER = "Estimate"
"""What an order is called in the queue; on Desktop it may become a SalesOrder."""
ORDER_TYPES = ("Estimate", "SalesOrder")


class OrderDraft:
    """`missing` are the records that must be in QuickBooks first; `document` is None while there are any."""

    def __init__(self, order, connection, facts, operation):
        self.missing, self.document = [], None
        closed = True if _is_over(order, connection) else None
        # What the savepoint makes is gone afterwards: the customer's name in another currency is wanted for good.
        customer = (order._qb_channel().customer or order.partner_invoice_id).commercial_partner_id
        customer._qb_party(connection, order.currency_id)
        with order.env.cr.savepoint() as savepoint:
            move = _draft_of(order)
            products = sales_lines.products_needed(move, facts, connection)
            references = References(connection, move._qb_customer(), products, move.currency_id)
            self.missing = references.missing()
            if not self.missing:
                move._qb_check_customer_currency(references.customer_link())
                found = sales_document.document(move, references, facts, operation.marker)
                wanted = Preferences(move, connection, facts, order.env["stock.picking"])
                self.document = _as_order(found, order, connection, closed, wanted)
            savepoint.rollback()


def _draft_of(order):
    """An invoice of everything that was ordered. Raises DocumentError where there is nothing."""
    lines = order.order_line.filtered(lambda line: not line.is_downpayment)
    if not lines.filtered(lambda line: not line.display_type and line.product_uom_qty):
        raise DocumentError(Problem("order_without_lines", {"order": order.name}))
    values = order._prepare_invoice()
    values["invoice_line_ids"] = [
        fields.Command.create(line._prepare_invoice_line(quantity=line.product_uom_qty)) for line in lines
    ]
    making = order.env["account.move"].with_context(qb_made_by_queue=True, default_move_type="out_invoice")
    return making.create(values)


def _as_order(document, order, connection, closed, wanted):
    entity = order._qb_order_link(connection).qb_type or connection._order_entity()
    return replace(
        document,
        kind=SalesKind.ESTIMATE,
        number=order.name,
        date=connection._local_date(order.date_order),
        due_date=None,
        expires=order.validity_date or None,
        ship_date=connection._local_date(order.commitment_date) if order.commitment_date else None,
        ship_method="",
        tracking_number="",
        order_number="",
        note=" · ".join(filter(None, (order.client_order_ref, *wanted.cut()))),
        closed=closed,
        template=wanted.template(entity),
    )


def _is_over(order, connection):
    """Cancelled; or invoiced whole, where no invoice can be linked to it: an estimate on Desktop."""
    if order.state == "cancel":
        return True
    return connection.edition == "desktop" and order.invoice_status == "invoiced" and not order_due.open_goods(order)


def with_held_lines(document, held):
    """`document`, whose lines keep the ids that QuickBooks gave them (`held`: gateway.HeldLine): a line that was
    invoiced there keeps what it knows of that. Lines of one item are taken in their order."""
    free = list(held)
    return replace(document, lines=tuple(_keeping(line, free) for line in document.lines))


def _keeping(line, free):
    if not isinstance(line, ItemLine):
        return line
    found = next((one for one in free if one.item_id == line.item.id), None)
    if found is None:
        return line
    free.remove(found)
    return replace(line, line_id=found.id)


def linked_to_order(document, move, link):
    """`document` (the invoice of `move`) with the order in QuickBooks (`link`, a qb.link) that it fulfils: a sales
    order line by line; an estimate online closes at its first link (spec qbo 5.5), so only the last invoice names it;
    one on Desktop cannot be linked, and is closed after the last invoice."""
    if link.qb_type == "SalesOrder":
        return _line_by_line(document, link)
    if link.connection_id.edition == "desktop" or not is_last(move, link._record()):
        return document
    return replace(document, order=OrderRef(link.qb_type, link.qb_id))


def _line_by_line(document, link):
    free = [tuple(one) for one in link.held_lines or []]
    return replace(document, lines=tuple(_fulfilling(line, link.qb_id, free) for line in document.lines))


def _fulfilling(line, order_id, free):
    if not isinstance(line, ItemLine) or line.quantity <= 0:
        return line
    found = next((one for one in free if one[1] == line.item.id), None)
    if found is None:
        return line
    free.remove(found)
    return replace(line, order_line=OrderLine(order_id, found[0]))


def is_last(move, order):
    """Whether nothing of `order` is left to deliver or to invoice after `move`."""
    invoices = order.invoice_ids.filtered(lambda one: one.move_type == "out_invoice" and one.state == "posted") | move
    newest = max(invoices.ids)
    return move.id == newest and not order_due.open_goods(order) and order.invoice_status != "to invoice"
