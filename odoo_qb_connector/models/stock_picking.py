"""A done delivery wishes for its invoice; the queue makes it, never the shipment itself."""

from odoo import fields, models
from odoo.tools import SQL

from ..documents import DocumentError, Problem
from .builders import delivery
from .qb_channel import ON_PAYMENT
from .qb_plan import Settled
from .qb_sentences import sentence

CUSTOMER_SHIPMENTS = ("outgoing", "dropship")


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "qb.record.mixin"]

    qb_invoice_ids = fields.Many2many(
        "account.move",
        "account_move_qb_picking_rel",
        "picking_id",
        "move_id",
        "Invoices of This Delivery",
        copy=False,
        readonly=True,
        groups="account.group_account_readonly,account.group_account_invoice,odoo_qb_connector.group_qb_user",
    )

    # ------------------------------------------------------------------ the shipment

    def _action_done(self):
        result = super()._action_done()
        self.filtered(lambda picking: picking.state == "done")._qb_wish_invoices()
        return result

    def _qb_wish_invoices(self):
        """Queue the invoices of these deliveries, or their orders where only those that are fully delivered are
        invoiced: whether they are, the queue sees. Inside the shipment's transaction: INSERTs and nothing else."""
        channels = self.env["qb.channel"]
        shipments = self.sudo().filtered(lambda picking: picking.sale_id and picking._qb_is_shipment())
        reason = self.env._("Shipped")
        for (company, team), pickings in shipments.grouped(
            lambda each: (each.company_id, each.sale_id.team_id)
        ).items():
            settings = channels._settings(company, team)
            if settings.channel.invoice_when == "delivery":
                channels._wish_under(settings, pickings, reason)
            elif settings.channel.invoice_when == "delivered":
                channels._wish_under(settings, pickings._qb_all_orders(), reason)
            elif settings.channel.invoice_when in ON_PAYMENT:
                again = pickings.filtered(lambda picking: picking._qb_ships_again())
                channels._wish_under(settings, again._qb_all_orders(), reason)

    def _qb_ships_again(self):
        """Whether goods of this delivery came back before: what was invoiced of them was taken back, too."""
        self.ensure_one()
        return any(map(delivery.is_return, self.move_ids.sale_line_id.move_ids))

    def _qb_is_shipment(self):
        """Whether this transfer brings goods to a customer: the delivery itself, not pick or pack, not a
        return."""
        self.ensure_one()
        return self.picking_type_code in CUSTOMER_SHIPMENTS and self.location_dest_id.usage == "customer"

    # ------------------------------------------------------------------ what the queue asks

    def _qb_channel(self):
        self.ensure_one()
        return self.env["qb.channel"]._settings(self.company_id, self.sale_id.team_id)

    def _qb_connection(self):
        return self._qb_channel().connection

    def _qb_lock_keys(self):
        """Two deliveries of one order must not be invoiced side by side: both would see the same open
        quantities."""
        return [("sale.order", order.id) for order in self.sudo()._qb_orders()]

    def _qb_orders(self):
        return delivery.shipped_moves(self).sale_line_id.order_id or self.sale_id

    def _qb_all_orders(self):
        """Those of several deliveries, or of none."""
        return self.env["sale.order"].union(*(picking._qb_orders() for picking in self))

    def _qb_prepare(self, operation, answers):
        """Make and post the invoice of this delivery, or say why not. One invoice per order, should it hold
        several."""
        picking = self.sudo()
        picking._qb_check_invoiceable()
        invoices = self.env["account.move"]
        for order in picking._qb_orders():
            invoices |= picking._qb_make_invoice(operation.connection_id, order)
        if invoices:
            invoices._qb_wish(
                "send", reason=self.env._("Invoice of %(delivery)s", delivery=self.name), origin=operation
            )
            names = ", ".join(invoices.mapped("name"))
            return Settled(
                self.env._("Invoice %(invoices)s made for delivery %(delivery)s.", invoices=names, delivery=self.name)
            )
        return picking._qb_already_invoiced(operation)

    def _qb_check_invoiceable(self):
        if self.state != "done":
            raise DocumentError(Problem("not_delivered", {"delivery": self.name}))
        orders = self._qb_orders()
        if not orders:
            raise DocumentError(Problem("no_order", {"delivery": self.name}))
        cancelled = orders.filtered(lambda order: order.state == "cancel")[:1]
        if cancelled:
            raise DocumentError(Problem("order_cancelled", {"order": cancelled.name}))

    def _qb_already_invoiced(self, operation):
        """Nothing of this delivery is left to invoice: on which invoices is it? Those not sent yet go now."""
        lines = delivery.shipped_moves(self).sale_line_id
        invoices = lines.invoice_lines.move_id.filtered(lambda move: move.move_type == "out_invoice")
        invoices = invoices.filtered(lambda move: move.state != "cancel").sorted("id")
        drafts = invoices.filtered(lambda move: move.state == "draft" and not move._qb_goes_as_draft())
        if not invoices:
            return Settled(
                self.env._("Everything of delivery %(delivery)s came back: nothing to invoice.", delivery=self.name)
            )
        if invoices == drafts:
            return Settled(
                self.env._(
                    "On a draft invoice of %(order)s that somebody made. Confirm it; it goes to QuickBooks then.",
                    order=", ".join(lines.order_id.mapped("name")),
                )
            )
        posted = invoices - drafts
        unsent = posted.filtered(
            lambda move: not move._qb_link_for(operation.connection_id) or move._qb_goes_as_draft()
        )
        unsent._qb_wish("send", reason=self.env._("Invoice of %(delivery)s", delivery=self.name), origin=operation)
        return Settled(self.env._("On invoice %(invoices)s.", invoices=", ".join(posted.mapped("name"))))

    # ------------------------------------------------------------------ the invoice

    def _qb_make_invoice(self, connection, order):
        """The posted invoice of this delivery for `order`; empty when its quantities are on an invoice
        already."""
        wanted = delivery.quantities(self, order)
        if not wanted:
            return self.env["account.move"]
        return order._qb_make_invoice(wanted, connection._local_date(self.date_done), self)

    # ------------------------------------------------------------------ what a person sees

    def _qb_documents(self):
        """The delivery's badge is about the money: its invoices count as much as its own wish."""
        invoices = self.sudo().qb_invoice_ids | self.sudo()._qb_invoices_by_hand()
        return [(self._name, self.ids), ("account.move", invoices.ids)]

    def _qb_invoices_by_hand(self):
        """Posted invoices with the goods of this delivery, when the queue made none for it."""
        if self.qb_invoice_ids or self.state != "done" or not self.sale_id:
            return self.env["account.move"]
        moves = self.move_ids.sale_line_id.invoice_lines.move_id
        return moves.filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice" and not move.qb_picking_ids
        )

    def _qb_state_and_message(self, link, operations):
        state, message = super()._qb_state_and_message(link, operations)
        if state == "none" and not message and self.state == "done" and self._qb_is_shipment():
            return state, self._qb_why_not_invoiced()
        return state, message

    def _qb_why_not_invoiced(self):
        """Why this done delivery is not in the queue, in words."""
        picking = self.sudo()
        if not picking.sale_id:
            return self.env._(
                "Not invoiced by itself: this delivery has no sales order. Make the invoice by hand; when"
                " it is confirmed it"
                " goes to QuickBooks."
            )
        settings = picking._qb_channel()
        if not settings.connection:
            return self.env._(
                "Not invoiced by itself: no QuickBooks company is connected to %(company)s.",
                company=picking.company_id.name,
            )
        words = picking._qb_why_channel_waits(settings)
        if words:
            return words
        if not settings.automatic:
            return self.env._(
                "Not invoiced by itself: %(team)s sends only when somebody presses Send Now.",
                team=picking.sale_id.team_id.name or settings.connection.name,
            )
        if not settings.connection._accepts_wishes():
            return self.env._(
                "Not invoiced by itself: the connection %(name)s was switched off. Press Send Now when it is on again.",
                name=settings.connection.name,
            )
        return self.env._(
            "Not invoiced by itself: when it was shipped, QuickBooks was not connected, was switched off, or was set "
            "to send by hand only; or somebody cancelled it. Press Send Now to invoice it."
        )

    def action_qb_send_now(self):
        return super(StockPicking, self._qb_only_sendable()).action_qb_send_now()

    def _qb_is_sendable(self):
        return self.state == "done" and self._qb_is_shipment()

    def _qb_why_not(self):
        shipment = self[:1]
        if shipment and not shipment._qb_is_shipment():
            return self.env._("Only deliveries to customers are invoiced.")
        if shipment and shipment.state != "done":
            return sentence(self.env, "not_delivered", {"delivery": shipment.name})
        return super()._qb_why_not()

    def _qb_sent_query(self):
        return SQL(
            """(SELECT invoices.picking_id FROM %s invoices
             LEFT JOIN qb_link link
                    ON link.res_model = 'account.move' AND link.res_id = invoices.move_id AND link.state = 'linked'
              GROUP BY invoices.picking_id
                HAVING bool_and(link.id IS NOT NULL))""",
            self._qb_invoices_query(),
        )

    def _qb_invoices_query(self):
        """SQL of (picking_id, move_id): the invoices that count for a delivery, as `_qb_documents` has them: what the
        queue made for it, else what people made with its goods."""
        return SQL(
            """(SELECT picking_id, move_id FROM account_move_qb_picking_rel
                 UNION
                SELECT goods.picking_id, line.move_id
                  FROM stock_move goods
                  JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = goods.sale_line_id
                  JOIN account_move_line line ON line.id = rel.invoice_line_id
                  JOIN account_move move ON move.id = line.move_id
                 WHERE goods.state = 'done' AND goods.picking_id IS NOT NULL
                   AND move.state = 'posted' AND move.move_type = 'out_invoice'
                   AND NOT EXISTS (
                       SELECT 1 FROM account_move_qb_picking_rel own WHERE own.picking_id = goods.picking_id)
                   AND NOT EXISTS (SELECT 1 FROM account_move_qb_picking_rel own WHERE own.move_id = line.move_id))"""
        )

    def _qb_problem_query(self):
        return SQL(
            """(%s UNION SELECT invoices.picking_id FROM %s invoices WHERE invoices.move_id IN %s)""",
            super()._qb_problem_query(),
            self._qb_invoices_query(),
            self.env["account.move"]._qb_problem_query(),
        )
