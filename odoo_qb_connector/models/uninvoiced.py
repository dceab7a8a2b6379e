"""Done deliveries that nothing will invoice by itself: why, on the delivery. How many: qb_connection_uninvoiced."""

from odoo import models
from odoo.tools import SQL


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _qb_why_channel_waits(self, settings):
        """What the channel waits for before this delivery is invoiced, or why it never is, in words; "" when deliveries
        of this channel are invoiced at once."""
        off = self._qb_why_off()
        if off or not self._qb_comes_later(settings):
            return off
        order = self.sale_id
        if settings.channel.invoice_when == "posted":
            return self.env._(
                "Goes to QuickBooks when somebody makes the invoice of %(order)s in Odoo and confirms it.",
                order=order.name,
            )
        return order._qb_not_due_when(settings.channel.invoice_when)

    def _qb_comes_later(self, settings):
        """Whether the channel (qb_channel.ChannelSettings) waits for something before it invoices this delivery."""
        order, connection = self.sale_id, settings.connection
        if not order or order.state == "cancel" or not settings.automatic:
            return False
        if not connection._accepts_wishes() or not connection._sends("invoices"):
            return False
        when = settings.channel.invoice_when
        return when == "posted" or bool(order._qb_not_due_when(when))

    def _qb_live_invoices(self):
        return self.qb_invoice_ids.filtered(lambda move: move.state != "cancel")

    def _qb_documents(self):
        """Before it is invoiced, what becomes of a delivery may be the business of its order."""
        documents = super()._qb_documents()
        picking = self.sudo()
        if picking.state == "done" and picking.sale_id and not picking.qb_invoice_ids and picking._qb_is_shipment():
            documents.append(("sale.order", picking.sale_id.ids))
        return documents

    def _qb_problem_query(self):
        return SQL(
            """(%s UNION
                SELECT picking.id
                  FROM stock_picking picking
                  JOIN stock_picking_type kind ON kind.id = picking.picking_type_id
                 WHERE picking.state = 'done' AND kind.code IN ('outgoing', 'dropship')
                   AND picking.sale_id IN (
                       SELECT res_id FROM qb_operation
                        WHERE res_model = 'sale.order' AND state = 'failed' AND connection_id = ANY(%s))
                   AND NOT EXISTS (SELECT 1 FROM account_move_qb_picking_rel own WHERE own.picking_id = picking.id))""",
            super()._qb_problem_query(),
            self._qb_connections_shown().ids,
        )
