"""Preview of a return: the credit memos that it would send."""

from odoo import models

from ..documents import DocumentError, Problem
from .account_move_reversal import MEMO
from .builders import returns


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _qb_foreseen(self, connection):
        """Drafts of the credit notes that the queue would make, else those that it made."""
        picking = self.sudo()
        if not picking._qb_is_return():
            return super()._qb_foreseen(connection)
        made = picking.qb_credit_note_ids.filtered(lambda note: note.qb_reversal == MEMO)
        return made | picking._qb_foreseen_notes(connection, made)

    def _qb_foreseen_notes(self, connection, made):
        """Raises DocumentError where no document is to be seen."""
        shares = self._qb_shares()
        if not shares and not made:
            raise DocumentError(Problem("return_takes_nothing"))
        self._qb_ahead(connection, shares)
        came_back = connection._local_date(self.date_done)
        notes = self.env["account.move"]
        for invoice, share in shares.items():
            day = invoice._qb_return_day(connection, came_back)
            is_deleted, whole = self._qb_way_back(connection, invoice, share, day)
            if is_deleted:
                raise DocumentError(Problem("return_deletes", {"invoice": invoice.name}))
            notes |= invoice._qb_take_back(None if whole else share, day, self, MEMO)
        return notes

    def _qb_way_back(self, connection, invoice, share, day):
        """(whether the invoice is deleted, whether all of it came back)."""
        whole = returns.is_whole(invoice, share)
        return self._qb_why_no_deletion(connection, invoice, whole, day) is None, whole
