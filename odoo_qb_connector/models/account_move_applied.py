"""What a person reads of credits that are applied in QuickBooks, on the credit note and on the invoice."""

from odoo import api, fields, models

from .builders.credit_shares import beyond, names


class AccountMove(models.Model):
    _inherit = "account.move"

    qb_applied = fields.Text(
        "Applied in QuickBooks", compute="_compute_qb_applied", compute_sudo=True, groups="base.group_user"
    )

    def _qb_amounts(self):
        """With what follows a credit memo: the application to its invoices."""
        return {**super()._qb_amounts(), "applies": self.sudo()._qb_words_of_following_application()}

    def _qb_words_of_following_application(self):
        connection = self._qb_connection()
        wanted = self._qb_wanted_applications() if self.move_type == "out_refund" else {}
        if not wanted or not connection or not connection.apply_credits:
            return False
        return self.env._("Then it is applied to %(amounts)s.", amounts=self._qb_amounts_of(wanted))

    def _qb_amounts_of(self, found):
        return ", ".join(f"{invoice.name}: {self.currency_id.format(float(share))}" for invoice, share in found.items())

    def _qb_applied_words(self, connection):
        """What of this credit note is applied there, and what Odoo reconciled beyond that; "" where there is nothing
        to say."""
        rows = self._qb_applied(connection)
        said = [self.env._("Applied to %(amounts)s.", amounts=self._qb_amounts_of(rows))] if rows else []
        short = beyond(rows, self._qb_wanted_applications())
        receipts = {one: share for one, share in short.items() if one._qb_link_for(connection, "SalesReceipt")}
        absent = {one: share for one, share in short.items() if not one._qb_link_for(connection)}
        open_there = {one: share for one, share in short.items() if one not in receipts and one not in absent}
        if receipts:
            said.append(self.env._("%(names)s is paid as a sales receipt in QuickBooks.", names=names(receipts)))
        if absent:
            said.append(self.env._("%(names)s is not in QuickBooks yet.", names=names(absent)))
        if open_there:
            said.append(
                self.env._(
                    "Odoo reconciled more than is open in QuickBooks: %(amounts)s. There this credit is used, or the "
                    "invoice is paid, in another way.",
                    amounts=self._qb_amounts_of(open_there),
                )
            )
        return " ".join(said)

    @api.depends("state", "line_ids.matched_debit_ids", "line_ids.matched_credit_ids")
    def _compute_qb_applied(self):
        for move in self:
            move.qb_applied = move._qb_applied_shown() if move.id else False

    def _qb_applied_shown(self):
        if self.move_type == "out_refund":
            connection = self._qb_connection()
            is_told = connection and self._qb_is_application_told(connection)
            return (self._qb_applied_words(connection) or False) if is_told else False
        rows = self.env["qb.application"].search([("invoice_id", "=", self.id)])
        if self.move_type != "out_invoice" or not rows:
            return False
        amounts = ", ".join(f"{row.credit_id.name}: {row.currency_id.format(row.amount)}" for row in rows)
        return self.env._("Credited in QuickBooks by %(amounts)s.", amounts=amounts)

    def _qb_is_application_told(self, connection):
        """Whether QuickBooks was asked about this credit note's applications."""
        done = self._qb_open_operations(connection, "apply", states=("done",))
        return bool(done or self._qb_applications(connection))
