"""Done deliveries that nothing will invoice by itself: why, on the delivery, and how many, on the connection."""

from odoo import fields, models
from odoo.fields import Domain
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


class QbConnection(models.Model):
    _inherit = "qb.connection"

    uninvoiced_count = fields.Integer(
        "Not Invoiced",
        compute="_compute_uninvoiced_count",
        compute_sudo=True,
        help="Done deliveries since this connection was made that are on no invoice, and that nothing will invoice by "
        "itself.",
    )

    def _compute_uninvoiced_count(self):
        for connection in self:
            connection.uninvoiced_count = len(connection._origin._uninvoiced()) if connection._origin else 0

    def _uninvoiced(self):
        """The deliveries (stock.picking) that are counted."""
        self.ensure_one()
        channels, found = self.env["qb.channel"], self.env["stock.picking"].sudo()
        open_deliveries = found.search(Domain("id", "in", self._uninvoiced_query()))
        for (company, team), pickings in open_deliveries.grouped(
            lambda picking: (picking.company_id, picking.sale_id.team_id)
        ).items():
            settings = channels._settings(company, team)
            if settings.connection == self:
                found |= pickings.filtered(lambda picking, s=settings: not picking._qb_comes_later(s))
        return found

    def _uninvoiced_query(self):
        """SQL of the done deliveries of the company, since this connection was made, with goods that are not invoiced,
        that are on no invoice and not in the queue, neither by themselves nor with their order."""
        self.env["stock.picking"]._qb_flush()
        self.env["sale.order.line"].flush_model()
        return SQL(
            """(SELECT picking.id
                  FROM stock_picking picking
                  JOIN stock_picking_type kind ON kind.id = picking.picking_type_id
                  JOIN stock_location place ON place.id = picking.location_dest_id
                 WHERE picking.state = 'done' AND picking.company_id = %(company)s AND picking.date_done >= %(since)s
                   AND kind.code IN ('outgoing', 'dropship') AND place.usage = 'customer'
                   AND EXISTS (
                       SELECT 1 FROM stock_move move
                    LEFT JOIN sale_order_line line ON line.id = move.sale_line_id
                        WHERE move.picking_id = picking.id AND move.state = 'done'
                          AND (line.id IS NULL OR line.qty_delivered > line.qty_invoiced))
                   AND NOT EXISTS (SELECT 1 FROM %(invoices)s invoices WHERE invoices.picking_id = picking.id)
                   AND NOT EXISTS (
                       SELECT 1 FROM qb_operation operation
                        WHERE operation.state IN ('pending', 'sending', 'unknown', 'failed')
                          AND ((operation.res_model = 'stock.picking' AND operation.res_id = picking.id)
                            OR (operation.res_model = 'sale.order' AND operation.res_id = picking.sale_id))))""",
            company=self.company_id.id,
            since=self.create_date,
            invoices=self.env["stock.picking"]._qb_invoices_query(),
        )

    def action_open_uninvoiced(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Delivered, Not Invoiced"),
            "res_model": "stock.picking",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self._uninvoiced().ids)],
        }
