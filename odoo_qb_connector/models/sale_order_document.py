"""An open order in QuickBooks: an estimate, or a sales order where QuickBooks Desktop keeps them."""

from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..documents import DocumentError, Problem
from ..gateway import Command, ObjectRef, ReadObject, Verb
from .builders import order_document, sales_document
from .builders.order_document import ORDER, ORDER_TYPES
from .qb_plan import Ask, Send, Settled, Wait, stated_amounts

CHANGES = {"partner_id", "partner_invoice_id", "partner_shipping_id", "client_order_ref", "commitment_date"}
LINE_CHANGES = {"product_id", "name", "product_uom_qty", "product_uom_id", "price_unit", "discount", "tax_ids"}
"""What a person changes that QuickBooks holds of an order."""


class SaleOrder(models.Model):
    _inherit = "sale.order"

    qb_order_link_id = fields.Many2one(
        "qb.link", "Order in QuickBooks", compute="_compute_qb_order_link", compute_sudo=True, groups="base.group_user"
    )

    @api.depends_context("company", "allowed_company_ids")
    def _compute_qb_order_link(self):
        among = [("connection_id", "in", self._qb_connections_shown().ids), ("state", "=", "linked")]
        own = [("res_model", "=", self._name), ("res_id", "in", self.ids), ("qb_type", "in", ORDER_TYPES)]
        links = {link.res_id: link for link in self.env["qb.link"].search([*own, *among], order="id")}
        for order in self:
            order.qb_order_link_id = links.get(order.id, False)

    # ------------------------------------------------------------------ wishing

    def action_confirm(self):
        confirmed = super().action_confirm()
        self._qb_wish_orders(self.env._("Confirmed"), new=True)
        return confirmed

    def _action_cancel(self):
        cancelled = super()._action_cancel()
        self._qb_wish_orders(self.env._("Cancelled"))
        return cancelled

    def write(self, vals):
        written = super().write(vals)
        if CHANGES & vals.keys():
            self.filtered(lambda order: order.state == "sale")._qb_wish_orders(self.env._("Changed"))
        return written

    def _qb_wish_orders(self, reason, *, new=False):
        """Queue these orders: those that are in QuickBooks, and `new` ones where orders go by themselves. INSERTs and
        nothing else."""
        for order in self.sudo():
            settings = order._qb_channel()
            connection = settings.connection
            if not settings.automatic or not connection._accepts_wishes():
                continue
            if order._qb_order_link(connection) or (new and connection._sends("orders")):
                self.env["qb.operation"]._wish(connection, order, "send", qb_type=ORDER, reason=reason, scheduled=True)

    def action_qb_send_order(self):
        """Send this order itself now. Raises UserError in words for a quotation, and where nothing can be queued."""
        self.ensure_one()
        self._qb_check_sender()
        connection = self.sudo()._qb_connection()
        if not connection or not connection._accepts_wishes():
            raise UserError(self._qb_why_not())
        if self.state != "sale":
            raise UserError(self.env._("Only confirmed orders go to QuickBooks. Confirm it first."))
        reason = self.env._("Send Now by %(user)s", user=self.env.user.name)
        operation = self.env["qb.operation"]._wish(connection, self, "send", qb_type=ORDER, reason=reason)
        self.env["qb.drain"]._run_after_commit(operation)
        return operation.sudo(False)._show_result()

    # ------------------------------------------------------------------ what the queue asks

    def _qb_prepare(self, operation, answers):
        if operation.qb_type != ORDER:
            return super()._qb_prepare(operation, answers)
        return self.sudo()._qb_prepare_order(operation, answers)

    def _qb_prepare_order(self, operation, answers):
        """The plan that makes the order there equal to this one: created, changed, or closed when it is cancelled."""
        connection = operation.connection_id
        link = self._qb_order_link(connection)
        reason = self._qb_no_order(link)
        if reason:
            return Settled(reason)
        there = ReadObject(ObjectRef(link.qb_type, link.qb_id)) if link else None
        if there and there not in answers:
            return Ask([there])
        facts = connection._facts()
        if facts is None:
            raise DocumentError(Problem("company_unknown"))
        sales_document.check_currency(self, facts)
        draft = order_document.OrderDraft(self, connection, facts, operation)
        if draft.missing:
            return Wait(draft.missing)
        return self._qb_send_order(connection, draft.document, link, answers.get(there) if there else None)

    def _qb_send_order(self, connection, document, link, found):
        """`found` is what is there of it (gateway.Acknowledged). Raises DocumentError when somebody deleted it."""
        if not link:
            qb_type = connection._order_entity()
            return Send(Command(Verb.CREATE, document), qb_type=qb_type, **stated_amounts(document))
        if found is None:
            link._mark_deleted()
            raise DocumentError(Problem("gone"))
        document = order_document.with_held_lines(document, found.lines)
        document = replace(document, status=str(found.details.get("status") or ""))
        target = ObjectRef(link.qb_type, link.qb_id, found.ref.token)
        command = Command(Verb.UPDATE, document, target=target)
        return Send(command, qb_type=link.qb_type, **stated_amounts(document))

    def _qb_no_order(self, link):
        """Why this order is not sent, in words; "" when it is."""
        if self.state not in ("sale", "cancel"):
            return self.env._("Quotations are not sent to QuickBooks.")
        if link:
            return ""
        if self.state == "cancel":
            return self.env._("Cancelled before it was sent: nothing to close in QuickBooks.")
        if self._qb_posted_invoices():
            return self.env._("It is being invoiced already: an order in QuickBooks would stay open.")
        return ""

    def _qb_order_link(self, connection):
        return self._qb_link_for(connection).filtered(lambda link: link.qb_type in ORDER_TYPES)[:1]

    def _qb_acknowledged(self, operation, link, acknowledged):
        """The ids of its lines there, for the invoices that fulfil them."""
        if link.qb_type in ORDER_TYPES and acknowledged.lines:
            link.held_lines = [[one.id, one.item_id] for one in acknowledged.lines if one.item_id]
        return super()._qb_acknowledged(operation, link, acknowledged)

    # ------------------------------------------------------------------ what a person sees

    def _qb_values(self, links, operations):
        """The badge is about the money: an open order in QuickBooks is none, but one that could not go is said."""
        money = [link for link in links if link.qb_type not in ORDER_TYPES]
        open_ones = [one for one in operations if one.qb_type != ORDER or one.state != "done"]
        return super()._qb_values(money, open_ones)

    def _qb_wish_all(self):
        """Send Again sends the order itself again where that failed."""
        operations = super()._qb_wish_all()
        failed = (
            self.env["qb.operation"]
            .sudo()
            .search_count(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("qb_type", "=", ORDER),
                    ("state", "=", "failed"),
                ]
            )
        )
        if failed and self.sudo()._qb_connection():
            reason = self.env._("Send Now by %(user)s", user=self.env.user.name)
            operations |= self._qb_wish("send", qb_type=ORDER, reason=reason)
        return operations


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._qb_wish_changed()
        return lines

    def write(self, vals):
        written = super().write(vals)
        if LINE_CHANGES & vals.keys():
            self._qb_wish_changed()
        return written

    def unlink(self):
        orders = self.order_id
        gone = super().unlink()
        orders.filtered(lambda order: order.state == "sale")._qb_wish_orders(self.env._("Changed"))
        return gone

    def _qb_wish_changed(self):
        orders = self.filtered(lambda line: not line.is_downpayment).order_id
        orders.filtered(lambda order: order.state == "sale")._qb_wish_orders(self.env._("Changed"))


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_with_order(self, document, connection):
        """`document` with the order in QuickBooks that this invoice fulfils, where there is one."""
        orders = self.invoice_line_ids.sale_line_ids.order_id
        link = orders._qb_order_link(connection) if len(orders) == 1 and self.move_type == "out_invoice" else None
        return order_document.linked_to_order(document, self, link) if link else document

    def _qb_acknowledged(self, operation, link, acknowledged):
        """An estimate on Desktop is closed after the last invoice of its order."""
        connection = operation.connection_id
        for order in self.sudo().invoice_line_ids.sale_line_ids.order_id if connection.edition == "desktop" else ():
            there = order._qb_order_link(connection)
            if there.qb_type == ORDER and order_document.is_last(self.sudo(), order):
                self.env["qb.operation"]._wish(connection, order, "send", qb_type=ORDER, origin=operation)
        return super()._qb_acknowledged(operation, link, acknowledged)


class QbConnection(models.Model):
    _inherit = "qb.connection"

    def _order_entity(self):
        """Intuit's name of an open order in this company."""
        return self._books().order_entity if self.edition == "desktop" else ORDER


class QbLink(models.Model):
    _inherit = "qb.link"

    held_lines = fields.Json(readonly=True, help="Pairs of a line's id and its item's, of an order there.")
