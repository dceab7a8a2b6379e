"""Documents of a closed period: held, or dated on the first open day where the connection or a person says so
(docs/issues.md). What is in QuickBooks already is never given another date."""

from odoo import fields, models
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tools import format_date

from ..documents import DocumentError, Problem
from ..gateway import Verb
from .account_move import QB_TYPES
from .builders import open_day
from .document_preview import DRAFTS_ONLY
from .qb_channel import ON_PAYMENT
from .qb_plan import Send

HOLD, REDATE = "hold", "redate"
"""The policy; REDATE is also the choice of an operation that a person let go with the first open day."""
CHOSEN = "qb_redate"
"""In the context: a person chose it for the documents of this operation."""


class QbConnection(models.Model):
    _inherit = "qb.connection"

    closed_periods = fields.Selection(
        [(HOLD, "Are held until the period is open"), (REDATE, "Are dated on the first open day")],
        "Documents of a Closed Period",
        required=True,
        default=HOLD,
        tracking=True,
        help="What happens to an invoice or credit note whose day is closed in QuickBooks or locked in Odoo. The first "
        "open day is the day after the closing date and all lock dates; it becomes the date in Odoo and in QuickBooks, "
        "and the true date stands in the memo. What is in QuickBooks already is never given another date.",
    )


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    def _qb_as_chosen(self, operation):
        """This record, knowing what a person chose for the documents of `operation`."""
        return self.with_context(**{CHOSEN: True}) if operation._is_dated_by_choice() else self


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _qb_prepare(self, operation, answers):
        return super(StockPicking, self._qb_as_chosen(operation))._qb_prepare(operation, answers)

    def _qb_document_day(self, connection):
        """The day (date) of the invoice or credit note that this delivery or return gets, were every day open."""
        return connection._local_date(self.date_done) if self.date_done else False


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _qb_prepare(self, operation, answers):
        return super(SaleOrder, self._qb_as_chosen(operation))._qb_prepare(operation, answers)

    def _qb_document_day(self, connection):
        """The day (date) of the invoice that this order gets as a whole, were every day open."""
        shipments = self._qb_shipments().filtered(lambda picking: not picking._qb_live_invoices())
        return self._qb_invoice_day(connection, shipments, self._qb_channel().channel.invoice_when in ON_PAYMENT)

    def _qb_check_draft(self, invoice):
        """An invoice that the queue just made gets its day before it is checked and posted."""
        invoice._qb_date_draft(invoice._qb_connection())
        return super()._qb_check_draft(invoice)


class AccountMove(models.Model):
    _inherit = "account.move"

    qb_true_date = fields.Date(
        "True Date",
        copy=False,
        readonly=True,
        help="The day that this document would have had, were its period not closed. It stands in QuickBooks' memo.",
    )

    # ------------------------------------------------------------------ the rule

    def _qb_may_redate(self, connection, day):
        """Whether a document of `day` (date or False) may be dated on the first open day: never what another program
        keeps, what is older than the books that Odoo keeps, or what is or was in QuickBooks."""
        if not (self.env.context.get(CHOSEN) or connection.closed_periods == REDATE):
            return False
        return bool(day) and not (self._qb_only_links() or connection._is_history(day))

    def _qb_day_there(self, connection):
        """The date that this document is to have: its own, or the first open day."""
        self.ensure_one()
        if self._qb_is_dated_for_good() or not self._qb_may_redate(connection, self.invoice_date):
            return self.invoice_date
        return open_day.open_day_of(self, self.invoice_date, connection)

    def _qb_is_dated_for_good(self):
        """Whether this document is, or was, in QuickBooks with its date."""
        return bool(self.env["qb.link"]._of_record(self))

    def _qb_dated(self, day):
        """Values of this document dated `day`. Its due date follows from its terms; without terms it is never before
        `day`."""
        values = {"invoice_date": day, "date": day, "qb_true_date": self.qb_true_date or self.invoice_date}
        if not self.invoice_payment_term_id:
            values["invoice_date_due"] = max(self.invoice_date_due or day, day)
        return values

    # ------------------------------------------------------------------ what is a draft yet

    def _qb_date_draft(self, connection):
        """Date this draft on the first open day, where its own is closed and that is wanted."""
        day = self._qb_day_there(connection) if connection else self.invoice_date
        if day != self.invoice_date:
            self.write(self._qb_dated(day))
            self._qb_tell_true_date()

    def _qb_check_draft_date(self, connection):
        if self.invoice_date:
            self._qb_date_draft(connection)
        return super()._qb_check_draft_date(connection)

    # ------------------------------------------------------------------ what is posted

    def _qb_prepare(self, operation, answers):
        """Only what would be created now is given another date: all other reasons not to send it come first."""
        move, connection = self._qb_as_chosen(operation), operation.connection_id
        plan = super(AccountMove, move)._qb_prepare(operation, answers)
        if not isinstance(plan, Send) or plan.command.verb is not Verb.CREATE or self.env.context.get(DRAFTS_ONLY):
            return plan
        day = move.sudo()._qb_day_of_posted(connection)
        if day == self.invoice_date:
            return plan
        move._qb_redate(day)
        return super(AccountMove, move)._qb_prepare(operation, answers)

    def _qb_day_of_posted(self, connection):
        """Its own day, however Odoo has locked it since, unless QuickBooks' books are closed for that day."""
        is_open = not open_day.is_closed_there(self.invoice_date, connection)
        return self.invoice_date if is_open else self._qb_day_there(connection)

    def _qb_redate(self, day):
        """Date this document `day` in Odoo, as the responsible user and with the number that it has: all of it or
        nothing. Raises DocumentError with Odoo's words where Odoo refuses."""
        obstacle = self.sudo()._qb_why_not_redated()
        if obstacle:
            raise self._qb_redate_refused(day, obstacle)
        dating = self.with_context(qb_made_by_queue=True)
        try:
            with self.env.cr.savepoint():
                dating.button_draft()
                dating.write(self._qb_dated(day))
                dating.action_post()
        except AccessError:
            raise
        except (UserError, RedirectWarning) as error:
            raise self._qb_redate_refused(day, str(error.args[0])) from error
        self._qb_tell_true_date()

    def _qb_why_not_redated(self):
        """What Odoo would let pass and nobody wants, in words: a payment would be of a time before its invoice."""
        lines = self.line_ids
        is_reconciled = lines.matched_debit_ids or lines.matched_credit_ids
        return self.env._("It is paid or credited, wholly or in part.") if is_reconciled else ""

    def _qb_redate_refused(self, day, reason):
        reason = " ".join(reason.split())
        values = {
            "document": self.display_name,
            "day": format_date(self.env, day),
            "reason": reason if reason.endswith((".", "!", "?")) else f"{reason}.",
        }
        return DocumentError(Problem("redate_refused", values, "date"))

    # ------------------------------------------------------------------ credit notes of returns

    def _qb_return_day(self, connection, day):
        """The date of the credit note for what came back on `day`. Raises DocumentError where that is closed."""
        last = open_day.last_closed_of(self, day, connection)
        if last and self._qb_may_redate(connection, day):
            return open_day.following(last)
        return super()._qb_return_day(connection, day)

    def _qb_credit_values(self, day, picking, reversal):
        values = super()._qb_credit_values(day, picking, reversal)
        came_back = self._qb_connection()._local_date(picking.date_done)
        return {**values, "qb_true_date": came_back} if came_back != day else values

    def _qb_take_back(self, share, day, picking, reversal):
        note = super()._qb_take_back(share, day, picking, reversal)
        note._qb_tell_true_date()
        return note

    # ------------------------------------------------------------------ never silent

    def _qb_true_date_words(self):
        """What was done, in a sentence for people; "" for a document with its own date."""
        if not self.qb_true_date or self.qb_true_date == self.invoice_date:
            return ""
        return self.env._(
            "Dated %(day)s instead of %(true)s, because the books are closed for that day.",
            day=format_date(self.env, self.invoice_date),
            true=format_date(self.env, self.qb_true_date),
        )

    def _qb_tell_true_date(self):
        words = self.sudo()._qb_true_date_words()
        if words and not self.env.context.get(DRAFTS_ONLY):
            self.sudo().message_post(body=words)

    # ------------------------------------------------------------------ preview

    def _qb_foreseen_command(self, operation):
        """With the date that it will have, in the transaction that is rolled back."""
        move = self._qb_as_chosen(operation).sudo()
        if move.state == "posted" and move.move_type in QB_TYPES and not move._qb_why_not_redated():
            move._qb_foresee_day(move._qb_day_of_posted(operation.connection_id))
        return super()._qb_foreseen_command(operation)

    def _qb_foresee_day(self, day):
        """Only to be looked at: no button of Odoo's is pressed, nothing is posted. Raises UserError as Odoo does."""
        if day != self.invoice_date:
            self.write({"state": "draft"})
            self.write(self._qb_dated(day))
            self.write({"state": "posted"})
