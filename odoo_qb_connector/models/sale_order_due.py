"""When the queue invoices an order as a whole, and what comes of its wish (docs/channels.md)."""

from odoo import fields, models
from odoo.tools import format_amount

from ..documents import DocumentError, Problem
from .builders import delivery, order_due
from .qb_channel import ON_PAYMENT
from .qb_plan import Settled
from .qb_sentences import sentence

INVOICE_NOW = "invoice"
"""The choice of a wish that a person made: invoice what was delivered, whatever the channel waits for."""


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _qb_channel(self):
        self.ensure_one()
        return self.env["qb.channel"]._settings(self.company_id, self.team_id)

    def _qb_prepare(self, operation, answers):
        """The invoice of what is due of this order, or why nothing is."""
        order, connection = self.sudo(), operation.connection_id
        now = operation._choice(INVOICE_NOW)
        reason = "" if now else order._qb_not_due()
        if reason:
            return Settled(reason)
        order._qb_check_invoiceable()
        paid = not now and order._qb_channel().channel.invoice_when in ON_PAYMENT
        invoice = order._qb_make_due(connection, paid=paid)
        if not invoice:
            return order._qb_nothing_left(operation)
        order._qb_wish_invoices(invoice, operation)
        return Settled(self.env._("Invoice %(invoice)s made.", invoice=invoice.name))

    def _qb_make_due(self, connection, *, paid=False):
        """The invoice of what was delivered of this order, or, when it is `paid`, of all of it; empty when that is on
        invoices already."""
        wanted = delivery.ordered_quantities(self) if paid else delivery.delivered_quantities(self)
        if not wanted:
            return self.env["account.move"]
        shipments = self._qb_shipments().filtered(lambda picking: not picking._qb_live_invoices())
        return self._qb_make_invoice(wanted, self._qb_invoice_day(connection, shipments, paid), shipments)

    def _qb_wish_invoices(self, made, operation):
        """`made` goes to QuickBooks, and with it what waited for the payment of this order."""
        waiting = self._qb_unsent(operation) if self._qb_channel().channel.invoice_when in ON_PAYMENT else made
        reason = self.env._("Invoice of %(order)s", order=self.name)
        (made | waiting)._qb_wish("send", reason=reason, origin=operation)

    def _qb_unsent(self, operation):
        unsent = self._qb_posted_invoices()
        return unsent.filtered(lambda move: not move._qb_link_for(operation.connection_id) or move._qb_goes_as_draft())

    def _qb_nothing_left(self, operation):
        """Everything that is due is on invoices already: those that are not in QuickBooks yet go now."""
        invoices = self._qb_posted_invoices()
        if not invoices and self.invoice_ids.filtered(lambda move: move.state == "draft"):
            return Settled(
                self.env._(
                    "On a draft invoice of %(order)s that somebody made. Confirm it; it goes to QuickBooks then.",
                    order=self.name,
                )
            )
        if not invoices:
            raise DocumentError(Problem("nothing_to_invoice", {"order": self.name}))
        unsent = self._qb_unsent(operation)
        unsent._qb_wish("send", reason=self.env._("Invoice of %(order)s", order=self.name), origin=operation)
        return Settled(self.env._("On invoice %(invoices)s.", invoices=", ".join(invoices.mapped("name"))))

    def _qb_invoice_day(self, connection, shipments, paid):
        """The day of the last shipment on the invoice; of what is paid before, the day of the payment; else today."""
        moments = [order_due.paid_at(self)] if paid else shipments.mapped("date_done")
        return connection._local_date(max(filter(None, moments), default=fields.Datetime.now()))

    # ------------------------------------------------------------------ is it due

    def _qb_not_due(self):
        """Why this order is not invoiced by itself yet, in words; "" when it is due."""
        self.ensure_one()
        return self._qb_not_due_when(self._qb_channel().channel.invoice_when)

    def _qb_not_due_when(self, when):
        if when == "delivered":
            return self._qb_not_delivered()
        return self._qb_not_paid(when) if when in ON_PAYMENT else ""

    def _qb_not_delivered(self):
        if not order_due.is_delivered(self):
            return self._qb_words("cancelled" if self.state == "cancel" else "nothing_delivered")
        open_lines = order_due.open_goods(self)
        names = ", ".join(dict.fromkeys(open_lines.product_id.mapped("display_name")))
        return self._qb_words("open", open=names) if open_lines else ""

    def _qb_not_paid(self, when):
        if self.state == "cancel":
            return self._qb_words("cancelled")
        paid, currency = order_due.paid_amount(self), self.currency_id
        if when == "partly_paid":
            return "" if currency.compare_amounts(paid, 0) > 0 else self._qb_words("nothing_paid")
        if currency.compare_amounts(paid, self.amount_total) >= 0:
            return ""
        amounts = [format_amount(self.env, amount, currency) for amount in (paid, self.amount_total)]
        return self._qb_words("not_paid", paid=amounts[0], total=amounts[1])

    def _qb_words(self, code, **values):
        return sentence(self.env, f"not_due_{code}", {"order": self.name, **values})
