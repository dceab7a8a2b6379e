"""Done deliveries that nothing will invoice by itself: why, on the delivery, and how many, on the connection."""

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .builders import delivery


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _qb_why_channel_waits(self, settings):
        """What the channel waits for before this delivery is invoiced, or why it never is, in words; "" when deliveries
        of this channel are invoiced at once."""
        order = self.sale_id
        off = self._qb_why_off()
        if off or not settings.automatic or not settings.connection._accepts_wishes():
            return off
        if settings.channel.invoice_when == "posted":
            return self.env._(
                "Goes to QuickBooks when somebody makes the invoice of %(order)s in Odoo and confirms it.",
                order=order.name,
            )
        return order._qb_not_due()

    def _qb_comes_later(self, settings):
        """Whether an invoice of this delivery is still to come without anybody thinking of it, or nothing of it is left
        to invoice."""
        order = self.sale_id
        if not order:
            return False
        if order.state != "cancel" and settings.automatic and self._qb_why_channel_waits(settings):
            return not self._qb_why_off()
        return not any(delivery.quantities(self, one) for one in self._qb_orders())


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
        """SQL of the done deliveries of the company, since this connection was made, that are on no invoice and not in
        the queue, neither by themselves nor with their order."""
        self.env["stock.picking"]._qb_flush()
        return SQL(
            """(SELECT picking.id
                  FROM stock_picking picking
                  JOIN stock_picking_type kind ON kind.id = picking.picking_type_id
                  JOIN stock_location place ON place.id = picking.location_dest_id
                 WHERE picking.state = 'done' AND picking.company_id = %(company)s AND picking.date_done >= %(since)s
                   AND kind.code IN ('outgoing', 'dropship') AND place.usage = 'customer'
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
