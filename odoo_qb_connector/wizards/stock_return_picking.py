"""The return dialog says in one line what will happen to the invoice in QuickBooks."""

from collections import defaultdict

from odoo import api, fields, models

from ..models.builders import returns
from ..models.qb_sentences import sentence


class StockReturnPicking(models.TransientModel):
    _inherit = "stock.return.picking"

    qb_return_words = fields.Char("QuickBooks", compute="_compute_qb_return_words", compute_sudo=True)

    @api.depends("picking_id", "product_return_moves.quantity", "product_return_moves.to_refund")
    def _compute_qb_return_words(self):
        for wizard in self:
            wizard.qb_return_words = wizard._qb_words()

    def _qb_words(self):
        picking = self.picking_id
        if not picking or not picking.sale_id or not picking._qb_is_shipment():
            return False
        settings = picking._qb_channel()
        if not settings.connection:
            return False
        wanted = self._qb_wanted()
        shares = returns.shares(wanted, picking)
        words = [self._qb_words_of(invoice, share, settings) for invoice, share in shares.items()]
        if not words:
            return self.env._("QuickBooks: nothing changes, because none of it is on an invoice.")
        return " ".join([self._qb_condition(settings), *words]).strip()

    def _qb_condition(self, settings):
        entered = any(line.quantity for line in self.product_return_moves)
        if not settings.automatic:
            return self.env._("QuickBooks, when somebody presses Send Now on the return:")
        return self.env._("QuickBooks:") if entered else self.env._("QuickBooks, if all of it comes back:")

    def _qb_wanted(self):
        """{order line: quantity in its unit} that would be reversed: what is entered, else all of the delivery."""
        back = defaultdict(float)
        lines = self.product_return_moves.filtered(lambda line: line.move_id.sale_line_id and line.to_refund)
        entered = any(line.quantity for line in self.product_return_moves)
        for line in lines:
            quantity = line.quantity if entered else line.move_id.quantity
            sold = line.move_id.sale_line_id
            back[sold] += line.move_id.product_uom._compute_quantity(quantity, sold.product_uom_id)
        left = {sold: sold.qty_invoiced - sold.qty_delivered + quantity for sold, quantity in back.items()}
        wanted = {sold: min(quantity, left[sold]) for sold, quantity in back.items()}
        return {sold: quantity for sold, quantity in wanted.items() if returns.is_positive(self.env, quantity)}

    def _qb_words_of(self, invoice, share, settings):
        """What becomes of `share` of `invoice`, in a sentence."""
        connection = settings.connection
        number = invoice._qb_link_for(connection)[:1].number or invoice.name  # as QuickBooks shows it
        if not invoice._qb_may_be_there(connection) and not invoice._qb_was_there(connection):
            return self.env._(
                "%(invoice)s is not there, so the return waits until it is linked or sent.", invoice=number
            )
        day = connection._local_date(fields.Datetime.now())
        whole = returns.is_whole(invoice, share)
        problem = self.picking_id._qb_why_no_deletion(connection, invoice, whole, day)
        if problem:
            reason = sentence(self.env, problem.code, {**problem.values, "invoice": number})
            if self._qb_refunds(invoice, connection):
                return self._qb_refund_words(number, connection, reason)
            return self.env._(
                "a credit memo for %(invoice)s goes there, dated on the return. %(reason)s",
                invoice=number,
                reason=reason,
            )
        if not invoice._qb_link_for(connection):
            return self.env._("%(invoice)s has not left yet and will not.", invoice=number)
        if self._qb_refunds(invoice, connection):
            return self.env._(
                "%(invoice)s is deleted there while its money is not deposited, else a refund receipt goes there.",
                invoice=number,
            )
        return self.env._("%(invoice)s is deleted there if it is unpaid, else credited.", invoice=number)

    def _qb_refunds(self, invoice, connection):
        return invoice._qb_is_receipt(connection) and invoice._qb_pays_back()

    def _qb_refund_words(self, number, connection, reason):
        if connection.edition == "desktop":
            return self.env._(
                "a credit memo for %(invoice)s goes there, dated on the return; the refund is entered there by hand. "
                "%(reason)s",
                invoice=number,
                reason=reason,
            )
        return self.env._(
            "a refund receipt for %(invoice)s goes there, dated on the return. %(reason)s",
            invoice=number,
            reason=reason,
        )
