"""What a document is in QuickBooks: an invoice, or the sales receipt of what is paid already; a credit memo, or the
refund receipt of what came back of a sales receipt and was paid back."""

from odoo import api, models

from .account_move import QB_TYPES
from .builders import receipts

RECEIPT, REFUND = "SalesReceipt", "RefundReceipt"
DOCUMENT_TYPES = (*QB_TYPES.values(), RECEIPT, REFUND)


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_document_type(self, connection):
        """Intuit's name of what this document is there. What is there stays what it is: an invoice that is paid later
        would otherwise be booked a second time, as a receipt, and a credit that is paid back later a second time, as a
        refund receipt."""
        there = self._qb_link_for(connection)[:1].qb_type
        if there in DOCUMENT_TYPES:
            return there
        usual = QB_TYPES[self.move_type]
        if usual == "Invoice":
            return RECEIPT if self._qb_channel().channel.receipts and receipts.is_paid(self) else usual
        refunds = connection.edition == "online" and self._qb_is_paid_back(connection)
        return REFUND if refunds else usual

    def _qb_is_receipt(self, connection):
        """Whether all of these invoices stand in QuickBooks as sales receipts, with their money."""
        return bool(self) and all(move._qb_link_for(connection)[:1].qb_type == RECEIPT for move in self)

    def _qb_is_paid_back(self, connection):
        """Whether this credit note is of sales receipts whose money went back to the customer."""
        if not self._qb_originals()._qb_is_receipt(connection):
            return False
        return self._qb_pays_back() or receipts.is_refunded(self)

    def _qb_pays_back(self):
        """Whether the channel of this document gives the money of what comes back to the customer, always."""
        return self._qb_channel().channel.refunds == "always"

    def _qb_as_type(self, document, qb_type):
        """`document` (documents.SalesDocument) of this move as a `qb_type`."""
        if qb_type == RECEIPT:
            return receipts.as_receipt(document, self, self._qb_channel().channel)
        if qb_type == REFUND:
            return receipts.as_refund(document, self, self._qb_channel().channel)
        return document

    @api.depends("payment_state")
    def _compute_qb(self):
        return super()._compute_qb()

    def _qb_state_and_message(self, link, operations):
        """A credit memo does not hold the money that was paid back: whoever looks at it is told."""
        state, message = super()._qb_state_and_message(link, operations)
        if state != "sent" or message or link.qb_type != QB_TYPES["out_refund"]:
            return state, message
        connection = link.connection_id
        if not self.sudo()._qb_is_paid_back(connection):
            return state, message
        return state, self._qb_refund_words(connection)

    def _qb_refund_words(self, connection):
        if connection.edition == "desktop":
            return self.env._(
                "QuickBooks has the credit memo, and not yet the money that was paid back: Desktop takes no refund "
                "from another program. Open the credit memo there and choose Use Credit to › Give refund."
            )
        return self.env._(
            "QuickBooks has the credit memo, and not yet the money that was paid back, because the credit memo was "
            "there first. Enter the refund in QuickBooks: New › Check or Expense to this customer on Accounts "
            "Receivable, then match it with the credit memo under Receive payment."
        )
