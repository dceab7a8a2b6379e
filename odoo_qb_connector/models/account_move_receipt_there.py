"""A sales receipt whose tax QuickBooks computes is of the amount that was paid, or it does not stay."""

from odoo import models

from ..documents import DocumentError, Problem
from .account_move_receipt import RECEIPT
from .builders import order_due
from .qb_plan import Send, Settled
from .qb_sentences import sentence


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_prepare(self, operation, answers):
        plan = super()._qb_prepare(operation, answers)
        if isinstance(plan, Send) and plan.qb_type == RECEIPT:
            self.sudo()._qb_check_receipt(operation)
        return plan

    def _qb_plan_instead(self, operation, link):
        if link.qb_type == RECEIPT and not self._qb_is_paid_exactly(link):
            return self._qb_take_receipt_back(operation, link)
        return super()._qb_plan_instead(operation, link)

    def _qb_is_paid_exactly(self, link):
        return not self.currency_id.compare_amounts(self._qb_paid(), link.total)

    def _qb_paid(self):
        """What the customer paid for this draft: all that was paid of its orders, or, where they have other invoices
        too, what Odoo makes of this one."""
        orders = self.invoice_line_ids.sale_line_ids.order_id
        invoices = orders.invoice_ids.filtered(lambda one: one.move_type == "out_invoice" and one.state != "cancel")
        return sum(order_due.paid_amount(order) for order in orders) if invoices == self else self.amount_total

    def _qb_take_receipt_back(self, operation, link):
        """A receipt of another amount than was paid does not stay."""
        reason = self.env._("QuickBooks' tax makes another amount than was paid")
        operations = self.env["qb.operation"]
        operations._wish(operation.connection_id, self, "delete", reason=reason, origin=operation)
        operations._wish(operation.connection_id, self, "send", reason=reason, origin=operation)
        return Settled(sentence(self.env, "tax_there_receipt", self._qb_receipt_values(link)))

    def _qb_check_receipt(self, operation):
        """Raises DocumentError for a receipt that was taken back: a person must change something first."""
        gone = self.env["qb.link"]._of_record(self).filtered(lambda one: one.state == "deleted")
        same = gone.filtered(lambda one: one.qb_type == RECEIPT and one.fingerprint == operation.fingerprint)
        if self._qb_goes_as_draft() and same and not self._qb_is_paid_exactly(same[0]):
            raise DocumentError(Problem("tax_there_receipt", self._qb_receipt_values(same[0]), "total"))

    def _qb_receipt_values(self, link):
        paid, there = self.currency_id.format(self._qb_paid()), self.currency_id.format(link.total)
        return {"document": self.name, "paid": paid, "there": there}
