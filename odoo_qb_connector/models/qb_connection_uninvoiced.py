"""Delivered and on no invoice: the deliveries that nothing will invoice by itself, and the orders that can be invoiced.

Counted on the dashboard of every connection at once. What is delivered and not invoiced has an index of its own, so
that nothing else of the history is looked at (architecture, The dashboard).
"""

from odoo import fields, models
from odoo.tools import SQL

from .qb_channel import ON_PAYMENT

_OPEN_DELIVERIES = """
    WITH delivery AS (
        SELECT move.picking_id AS id
          FROM sale_order_line line
          JOIN stock_move move ON move.sale_line_id = line.id AND move.state = 'done'
         WHERE line.qty_delivered - line.qty_invoiced > 0
         UNION
        SELECT id FROM stock_picking
         WHERE state = 'done' AND sale_id IS NULL
           AND picking_type_id IN (SELECT id FROM stock_picking_type WHERE code IN ('outgoing', 'dropship')
                                                                       AND company_id = ANY(%(companies)s))
           AND date_done >= %(since)s)
    SELECT connection.id AS connection_id, sale.team_id, sale.id IS NULL OR sale.state = 'cancel' AS never,
           CASE WHEN sale.id IS NOT NULL THEN %(waits_for_goods)s END AS waits_for_goods,
           CASE WHEN sale.id IS NOT NULL THEN %(perhaps_paid)s END AS perhaps_paid,
           array_agg(picking.id) AS ids
      FROM delivery
      JOIN stock_picking picking ON picking.id = delivery.id
      JOIN stock_picking_type kind ON kind.id = picking.picking_type_id
      JOIN stock_location place ON place.id = picking.location_dest_id
      JOIN qb_connection connection ON connection.company_id = picking.company_id
 LEFT JOIN sale_order sale ON sale.id = picking.sale_id
 LEFT JOIN LATERAL (SELECT 1 AS found FROM %(invoices)s invoice WHERE invoice.picking_id = picking.id LIMIT 1) invoiced
        ON TRUE
     WHERE connection.id = ANY(%(connections)s) AND picking.state = 'done'
       AND picking.date_done >= connection.create_date
       AND kind.code IN ('outgoing', 'dropship') AND place.usage = 'customer'
       AND invoiced.found IS NULL
       AND (SELECT 1 FROM qb_operation wish
             WHERE wish.res_model = 'stock.picking' AND wish.res_id = picking.id
               AND wish.state IN ('pending', 'sending', 'unknown', 'failed') LIMIT 1) IS NULL
       AND (SELECT 1 FROM qb_operation wish
             WHERE wish.res_model = 'sale.order' AND wish.res_id = picking.sale_id
               AND wish.state IN ('pending', 'sending', 'unknown', 'failed') LIMIT 1) IS NULL
  GROUP BY 1, 2, 3, 4, 5
"""
"""The deliveries that are on no invoice and not in the queue, in groups of which each is judged as a whole: by the
channel of their team, except that what is perhaps paid has to be looked at (`perhaps_paid`). What is asked of each
delivery is a sub-select with a limit: PostgreSQL answers it from an index, and never by reading all there is first."""

# builders/order_due.is_delivered and open_goods, for many orders at once.
_WAITS_FOR_GOODS = SQL(
    """((SELECT 1 FROM sale_order_line line
           WHERE line.order_id = sale.id AND line.qty_delivered_method = 'stock_move' AND line.qty_delivered > 0
           LIMIT 1) IS NULL
        OR (SELECT 1 FROM sale_order_line line
              JOIN stock_move move ON move.sale_line_id = line.id AND move.state NOT IN ('done', 'cancel')
              JOIN stock_location goal ON goal.id = COALESCE(move.location_final_id, move.location_dest_id)
             WHERE line.order_id = sale.id AND goal.usage = 'customer' LIMIT 1) IS NOT NULL
        OR (SELECT 1 FROM sale_order_line line
             WHERE line.order_id = sale.id AND line.qty_delivered_method = 'stock_move' AND line.display_type IS NULL
               AND line.is_downpayment IS NOT TRUE AND line.product_uom_qty > 0
               AND (SELECT 1 FROM stock_move move WHERE move.sale_line_id = line.id LIMIT 1) IS NULL
             LIMIT 1) IS NOT NULL)"""
)
_PERHAPS_PAID = SQL(
    """((SELECT 1 FROM sale_order_transaction_rel rel
             JOIN payment_transaction payment ON payment.id = rel.transaction_id
            WHERE rel.sale_order_id = sale.id AND payment.state IN ('authorized', 'done') LIMIT 1) IS NOT NULL
        OR (SELECT 1 FROM sale_order_line line
              JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = line.id
              JOIN account_move_line item ON item.id = rel.invoice_line_id
              JOIN account_move move ON move.id = item.move_id
             WHERE line.order_id = sale.id AND move.state = 'posted' AND move.move_type = 'out_invoice'
               AND move.payment_state NOT IN ('reversed', 'not_paid') LIMIT 1) IS NOT NULL)"""
)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    # An expression, so that PostgreSQL knows how few are open; of two columns compared it would guess a third.
    _qb_open = models.Index("((qty_delivered - qty_invoiced))")


class StockPicking(models.Model):
    _inherit = "stock.picking"

    _qb_without_order = models.Index("(picking_type_id, date_done) WHERE state = 'done' AND sale_id IS NULL")


class QbConnection(models.Model):
    _inherit = "qb.connection"

    uninvoiced_count = fields.Integer(
        "Not Invoiced",
        compute="_compute_uninvoiced_count",
        compute_sudo=True,
        help="Done deliveries since this connection was made that are on no invoice, and that nothing will invoice by "
        "itself.",
    )
    to_invoice_count = fields.Integer(
        "Orders to Invoice",
        compute="_compute_to_invoice_count",
        compute_sudo=True,
        help="Orders with goods that were delivered and are on no invoice, whatever their channel waits for.",
    )

    # ------------------------------------------------------------------ deliveries that nothing will invoice

    def _compute_uninvoiced_count(self):
        found = self._origin._uninvoiced_ids()
        for connection in self:
            connection.uninvoiced_count = len(found.get(connection._origin.id, ()))

    def _uninvoiced(self):
        """The deliveries (stock.picking) that are counted."""
        self.ensure_one()
        return self.env["stock.picking"].browse(self._uninvoiced_ids().get(self.id, ()))

    def _uninvoiced_ids(self):
        """{id of the connection: ids of its deliveries that nothing will invoice}. Two queries, whatever there is,
        unless orders that are invoiced when paid have payments."""
        if not self:
            return {}
        channels = self.env["qb.channel"]._of_companies(self.company_id)
        found = {}
        for group in self._open_deliveries():
            connection = self.browse(group["connection_id"])
            settings = channels._among(connection.company_id, group["team_id"])
            if settings.connection == connection:
                found.setdefault(connection.id, []).extend(_never_invoiced(self.env, group, settings))
        return found

    def _open_deliveries(self):
        """Rows of _OPEN_DELIVERIES for these connections."""
        self.env["stock.picking"]._qb_flush()
        for model in ("sale.order", "sale.order.line", "stock.move", "qb.operation", "payment.transaction"):
            self.env[model].flush_model()
        query = SQL(
            _OPEN_DELIVERIES,
            connections=self.ids,
            companies=self.company_id.ids,
            since=min(self.mapped("create_date")),
            waits_for_goods=_WAITS_FOR_GOODS,
            perhaps_paid=_PERHAPS_PAID,
            invoices=self.env["stock.picking"]._qb_invoices_query(),
        )
        return self.env.execute_query_dict(query)

    # ------------------------------------------------------------------ orders that can be invoiced

    def _compute_to_invoice_count(self):
        found = self._origin._to_invoice_ids()
        for connection in self:
            connection.to_invoice_count = len(found.get(connection._origin.id, ()))

    def _to_invoice_ids(self):
        """{id of the connection: ids of its orders with goods that were delivered and are on no invoice}."""
        if not self:
            return {}
        channels = self.env["qb.channel"]._of_companies(self.company_id)
        self.env["sale.order"].flush_model()
        query = SQL(
            "SELECT company_id, team_id, array_agg(id) AS ids FROM sale_order"
            " WHERE company_id = ANY(%s) AND id IN %s GROUP BY 1, 2",
            self.company_id.ids,
            self.env["sale.order"]._qb_delivered_query(),
        )
        found = {}
        for group in self.env.execute_query_dict(query):
            company = self.env["res.company"].browse(group["company_id"])
            connection = channels._among(company, group["team_id"]).connection
            found.setdefault(connection.id, []).extend(group["ids"])
        return found


def _never_invoiced(env, group, settings):
    """Of a `group` of deliveries those that nothing will invoice under the `settings` of their channel."""
    connection, when = settings.connection, settings.channel.invoice_when
    automatic = settings.automatic and connection._accepts_wishes() and connection._sends("invoices")
    if group["never"] or not automatic or when == "delivery":
        return group["ids"]
    if when == "delivered":
        return () if group["waits_for_goods"] else group["ids"]
    if when in ON_PAYMENT and group["perhaps_paid"]:
        deliveries = env["stock.picking"].browse(group["ids"])
        return deliveries.filtered(lambda one: not one.sale_id._qb_not_due_when(when)).ids
    return ()
