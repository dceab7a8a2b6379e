"""What is older than the start date of the books is never sent by itself and never created there: a person links it."""

from odoo import models
from odoo.tools import format_date

from ..desktop import ref_number
from ..documents import DocumentError, Problem
from ..gateway import FindByMarker
from .account_move import QB_TYPES
from .builders.amounts import amount
from .builders.references import References
from .qb_plan import Adopt, Ask, Wait

HELD = ("original_not_there", "return_original_not_there")
"""Problems of what waits for its original to be linked."""


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    def _qb_since(self, connection):
        """Those of these records that are not older than the books that Odoo keeps for `connection`."""
        return self.filtered(lambda record: not connection._is_history(record._qb_day(connection)))

    def _qb_day(self, connection):
        """The day (date) of this record in the books of `connection`; False when it has none."""
        return False

    def _qb_credits(self):
        """The invoices without which this record cannot go."""
        return self.env["account.move"]


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _qb_day(self, connection):
        return connection._local_date(self.date_done) if self.date_done else False

    def _qb_credits(self):
        shares = self.sudo()._qb_shares() if self._qb_is_return() else {}
        return self.env["account.move"].union(*shares)


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_day(self, connection):
        return self.invoice_date

    def _qb_credits(self):
        return self._qb_originals()

    def _qb_prepare(self, operation, answers):
        move = self.sudo()
        connection = operation.connection_id
        is_old = move.state == "posted" and move.move_type in QB_TYPES and connection._is_history(move.invoice_date)
        if is_old and not move._qb_link_for(connection):
            return move._qb_plan_of_history(operation, answers)
        return super()._qb_prepare(operation, answers)

    def _qb_plan_of_history(self, operation, answers):
        """Link what QuickBooks has under this number for this customer. Raises DocumentError when there is nothing."""
        connection, customer = operation.connection_id, self._qb_customer()
        references = References(connection, customer, self.env["product.product"], self.currency_id)
        if references.missing():
            return Wait(references.missing())
        party = references.customer_link().qb_id
        question = FindByMarker(QB_TYPES[self.move_type], operation.marker, number=self.name, party_id=party)
        if question not in answers:
            return Ask([question])
        held = ref_number(self.name) if connection.edition == "desktop" else self.name
        same = [one for one in answers[question] if (one.number, one.party_id) == (held, party)]
        if not same:
            raise DocumentError(Problem("history_not_there", self._qb_history_values(connection)))
        total, tax = self.amount_total, self.amount_tax
        return Adopt(same[0], total=amount(total, self.currency_id), tax=amount(tax, self.currency_id))

    def _qb_history_values(self, connection):
        start = connection.go_live_date
        return {
            "document": self.name,
            "date": format_date(self.env, self.invoice_date),
            "start": format_date(self.env, start),
        }

    def _qb_acknowledged(self, operation, link, acknowledged):
        """What was held for want of this original goes by itself."""
        result = super()._qb_acknowledged(operation, link, acknowledged)
        if self.move_type == "out_invoice":
            self.env["qb.operation"].sudo()._release_originals(link)
        return result


class QbOperation(models.Model):
    _inherit = "qb.operation"

    def _release_originals(self, link):
        """The invoice of `link` is linked: credit notes and returns that failed for want of it go once more. Writes
        rows of the connector only."""
        failed = [("connection_id", "=", link.connection_id.id), ("state", "=", "failed")]
        held = self.search([*failed, ("error_problem", "in", HELD)])
        released = held.filtered(lambda operation: link._record() in operation._record().sudo().exists()._qb_credits())
        released._mark_waiting(seconds=0, count=False)
        if released:
            link.connection_id._wake()
