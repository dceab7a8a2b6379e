"""Create Invoice and Send: a person has delivered orders invoiced now, one invoice an order."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .builders import delivery
from .qb_sentences import sentence
from .sale_order_due import INVOICE_NOW


class SaleOrder(models.Model):
    _inherit = "sale.order"

    qb_delivered = fields.Boolean(
        "Delivered, Not Invoiced", compute="_compute_qb_delivered", search="_search_qb_delivered", compute_sudo=True
    )

    def action_qb_invoice_and_send(self):
        """One invoice for each of these orders, of what was delivered and is not invoiced; made and sent by the queue,
        whatever the channel waits for. Orders that nothing can be invoiced of are named with the reason."""
        self._qb_check_sender()
        reasons = {order: order._qb_why_not_invoice() for order in self}
        orders = self.filtered(lambda order: not reasons[order])
        if not orders:
            raise UserError("\n".join(dict.fromkeys(reasons.values())))
        if len(self) == 1:
            return orders._qb_wish_invoice()._show_result()
        left_out = [(order, reason) for order, reason in reasons.items() if reason]
        bulk = self.env["qb.bulk"]._start(self.env._("Create invoice and send"), orders, left_out=left_out)
        orders._qb_wish_invoice(bulk=bulk)
        return bulk._open()

    def _qb_wish_invoice(self, **wish):
        reason = self.env._("Create Invoice and Send by %(user)s", user=self.env.user.name)
        return self._qb_wish("send", reason=reason, choices={INVOICE_NOW: True}, **wish)

    def _qb_why_not_invoice(self):
        """Why this order cannot be invoiced now, in words; "" when it can."""
        order = self.sudo()
        connection = order._qb_connection()
        if not connection or not connection._accepts_wishes():
            return self._qb_why_not()
        if order.state != "sale":
            return self.env._("The order %(order)s is not confirmed.", order=self.name)
        if not delivery.delivered_quantities(order):
            return sentence(self.env, "nothing_to_invoice", {"order": self.name})
        return order._qb_why_off()

    # ------------------------------------------------------------------ Send Now

    def _qb_is_invoiced_whole(self):
        """Whether one invoice holds all deliveries of this order, when Send Now makes it before they are done, too."""
        order = self.sudo()
        return order._qb_channel().channel.invoice_when == "delivered" and bool(delivery.delivered_quantities(order))

    def _qb_wish_all(self):
        if not self._qb_is_invoiced_whole():
            return super()._qb_wish_all()
        reason = self.env._("Send Now by %(user)s", user=self.env.user.name)
        invoices = self.sudo()._qb_posted_invoices().filtered(lambda move: move.qb_state not in ("sent", "different"))
        return invoices._qb_wish("send", reason=reason) | self._qb_wish_invoice()

    def _qb_foreseen(self, connection):
        if not self._qb_is_invoiced_whole():
            return super()._qb_foreseen(connection)
        order = self.sudo()
        invoices = order._qb_posted_invoices().filtered(lambda move: move.qb_state not in ("sent", "different"))
        return invoices | order._qb_make_due(connection)

    # ------------------------------------------------------------------ the list of delivered orders

    def _compute_qb_delivered(self):
        found = self.search(Domain("id", "in", self.ids) & Domain("id", "in", self._qb_delivered_query()))
        for order in self:
            order.qb_delivered = order in found

    def _search_qb_delivered(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("id", "in", self._qb_delivered_query())

    def _qb_delivered_query(self):
        """SQL of the confirmed orders with goods that were delivered and are on no invoice."""
        self.env["sale.order.line"].flush_model()
        return SQL(
            """(SELECT line.order_id
                  FROM sale_order_line line
                 WHERE line.qty_delivered_method = 'stock_move' AND line.display_type IS NULL
                   AND line.state = 'sale' AND line.qty_delivered - line.qty_invoiced > 0)"""
        )
