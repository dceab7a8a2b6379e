"""What an invoice is in QuickBooks: an invoice, or the sales receipt of what is paid already."""

from odoo import models

from .account_move import QB_TYPES
from .builders import receipts

RECEIPT = "SalesReceipt"
DOCUMENT_TYPES = (*QB_TYPES.values(), RECEIPT)


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_document_type(self, connection):
        """Intuit's name of what this document is there. What is there stays what it is: an invoice that is paid later
        would otherwise be booked a second time, as a receipt."""
        usual = QB_TYPES[self.move_type]
        if usual != "Invoice":
            return usual
        there = self._qb_link_for(connection)[:1].qb_type
        if there in DOCUMENT_TYPES:
            return there
        return RECEIPT if self._qb_channel().channel.receipts and receipts.is_paid(self) else usual

    def _qb_as_type(self, document, qb_type):
        """`document` (documents.SalesDocument) of this move as a `qb_type`."""
        if qb_type != RECEIPT:
            return document
        return receipts.as_receipt(document, self, self._qb_channel().channel)
