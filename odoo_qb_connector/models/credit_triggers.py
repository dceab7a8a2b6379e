"""What is reconciled in Odoo, or not any more, is wished for in QuickBooks: INSERTs and nothing else."""

from odoo import api, models


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        partials._qb_credit_notes()._qb_wish_application(self.env._("Reconciled"))
        return partials

    def unlink(self):
        notes = self._qb_credit_notes()
        result = super().unlink()
        notes.exists()._qb_wish_application(self.env._("Reconciliation undone"))
        return result

    def _qb_credit_notes(self):
        """The credit notes that these settle invoices with."""
        sides = ((one.debit_move_id.move_id, one.credit_move_id.move_id) for one in self.sudo())
        kinds = ("out_invoice", "out_refund")
        found = [credit for debit, credit in sides if (debit.move_type, credit.move_type) == kinds]
        return self.env["account.move"].union(*found)


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_wish_application(self, reason):
        """Queue that QuickBooks' applications follow Odoo's reconciliation, for those of these credit notes that are in
        QuickBooks or on their way; the others are applied when they are there. INSERTs and nothing else."""
        for note in self.sudo():
            connection = note._qb_connection()
            if connection and connection.apply_credits and note._qb_may_be_there(connection):
                note._qb_wish("apply", reason=reason, scheduled=True)
