"""The credit note of a return, and the invoice that it takes back: deleted there, or credited (architecture 12)."""

from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError
from odoo.tools import format_date
from psycopg2.errors import CheckViolation, NotNullViolation

from ..documents import DocumentError, Problem
from ..gateway import Command, ObjectRef, ReadObject, Verb
from .builders import open_day, removal_rule, returns
from .qb_plan import Ask, Behind, Send, Settled
from .qb_sentences import sentence

DELETION, MEMO = "deletion", "memo"
SETTLED = "settled"
"""The state of what was taken back by deletion: its invoice, its credit note, and their transfers."""
OPEN = ("pending", "sending", "unknown", "failed")


class AccountMove(models.Model):
    _inherit = "account.move"

    qb_reversal = fields.Selection(
        [(DELETION, "By deleting the invoice there"), (MEMO, "By a credit memo")],
        "Reversed in QuickBooks",
        copy=False,
        readonly=True,
        help="How the queue meant to reverse in QuickBooks what this credit note credits.",
    )
    qb_return_id = fields.Many2one(
        "stock.picking",
        "Return of This Credit Note",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="The return that the QuickBooks queue made this credit note for.",
    )

    # ------------------------------------------------------------------ what is known

    def _qb_taking_back(self):
        """The credit note by which these invoices were taken back through deletion, or empty."""
        return self.reversal_move_ids.filtered(lambda note: note.state == "posted" and note.qb_reversal == DELETION)

    def _qb_open_operations(self, connection, *verbs, states=OPEN):
        return (
            self.env["qb.operation"]
            .sudo()
            .search(
                [
                    ("connection_id", "=", connection.id),
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("verb", "in", verbs),
                    ("state", "in", states),
                ],
                order="id",
            )
        )

    def _qb_is_taken_back(self, connection):
        """Whether this invoice came back by deletion and is not, or will not be, in QuickBooks."""
        self.ensure_one()
        return bool(self._qb_taking_back()) and not self._qb_link_for(connection)

    def _qb_was_there(self, connection):
        """Whether this invoice was in QuickBooks once."""
        return any(link.connection_id == connection for link in self.env["qb.link"]._of_record(self))

    def _qb_is_settled_by_deletion(self, connection):
        """Whether nothing of this credit note goes: its invoice is not in QuickBooks and will not be."""
        self.ensure_one()
        original = self.reversed_entry_id
        return (
            self.qb_reversal == DELETION
            and not original._qb_link_for(connection)
            and not original._qb_open_operations(connection, "delete")
        )

    # ------------------------------------------------------------------ making the credit note

    def _qb_take_back(self, share, day, picking, reversal):
        """The posted credit note over `share` ({order line: quantity}, None: all) of this invoice, dated `day`; a draft
        where it is only looked at. All or nothing: when it cannot be posted, a DocumentError says why and no draft
        stays."""
        self.ensure_one()
        making = self.with_context(qb_made_by_queue=True)
        try:
            with self.env.cr.savepoint():
                note = making._reverse_moves([self._qb_credit_values(day, picking, reversal)])
                if share is not None:
                    returns.keep_only(note, self, share)
                if not self.env.context.get("qb_drafts_only"):
                    note._qb_post_or_ask()
        except (UserError, RedirectWarning) as error:
            raise self._qb_credit_failed(picking, str(error.args[0])) from error
        except (CheckViolation, NotNullViolation) as error:
            raise self._qb_credit_failed(picking, self.env._("A line has no account.")) from error
        return self.browse(note.ids)

    def _qb_credit_values(self, day, picking, reversal):
        return {
            "date": day,
            "invoice_date": day,
            "invoice_date_due": day,
            "invoice_payment_term_id": None,
            "invoice_currency_rate": self.invoice_currency_rate,
            "invoice_user_id": self.invoice_user_id.id,
            "invoice_origin": self.invoice_origin,
            "team_id": self.team_id.id,
            "ref": self.env._("%(return)s of %(invoice)s", **{"return": picking.name, "invoice": self.name}),
            "qb_reversal": reversal,
            "qb_return_id": picking.id,
        }

    def _qb_credit_failed(self, picking, reason):
        reason = " ".join(reason.split())
        reason = reason if reason.endswith((".", "!", "?")) else f"{reason}."
        return DocumentError(Problem("credit_failed", {"delivery": picking.name, "reason": reason}))

    def _qb_return_day(self, connection, day):
        """The date of the credit note for what came back on `day`: that day. Raises DocumentError where nothing may be
        dated so any more."""
        last = open_day.last_closed_of(self, day, connection)
        if last:
            values = {"date": format_date(self.env, day), "lock": format_date(self.env, last)}
            raise DocumentError(Problem("return_period_locked", values, "date"))
        return day

    # ------------------------------------------------------------------ what the queue asks

    def _qb_prepare(self, operation, answers):
        plan = self.sudo()._qb_plan_of_reversal(operation)
        return plan or super()._qb_prepare(operation, answers)

    def _qb_plan_of_reversal(self, operation):
        """What is to be done for a credit note or invoice of a return instead of sending it; None: send it."""
        connection = operation.connection_id
        if self.qb_reversal == DELETION:
            ahead = self.reversed_entry_id._qb_open_operations(connection, "delete")
            if ahead:
                return Behind(ahead)
            if self._qb_is_settled_by_deletion(connection):
                return Settled(self._qb_settled_words())
        if self.move_type != "out_invoice" or self._qb_link_for(connection):
            return None
        if self._qb_taking_back():
            return Settled(self._qb_taken_back_words())
        ahead = self._qb_predecessors()._qb_open_operations(connection, "delete")
        if ahead:
            return Behind(ahead)
        self._qb_credit_what_stayed(operation)
        return None

    def _qb_credit_what_stayed(self, operation):
        """Somebody called the deletion of an earlier version off: its credit note goes."""
        connection = operation.connection_id
        notes = (
            self._qb_predecessors()
            ._qb_taking_back()
            .filtered(
                lambda note: note.reversed_entry_id._qb_link_for(connection) and not note._qb_link_for(connection)
            )
        )
        unwished = notes.filtered(lambda note: not note._qb_open_operations(connection, "send"))
        unwished._qb_wish("send", reason=self.env._("Comes before %(invoice)s", invoice=self.name), origin=operation)

    def _qb_predecessors(self):
        """Invoices over the same order lines that were taken back: never two versions side by side."""
        earlier = self.invoice_line_ids.sale_line_ids.invoice_lines.move_id - self
        return earlier.filtered(lambda move: move.move_type == "out_invoice" and move._qb_taking_back())

    def _qb_prepare_removal(self, operation, answers):
        """A deletion that takes goods back is done only if the rule of dates and payments allows it, seen from
        QuickBooks too; else its credit note goes."""
        invoice = self.sudo()
        note = invoice._qb_taking_back()[:1]
        link = invoice._qb_link_for(operation.connection_id)[:1]
        if not note or not link or operation.verb != "delete":
            return super()._qb_prepare_removal(operation, answers)
        problem = invoice._qb_obstacle(operation, note.invoice_date)
        if problem is None:
            question = ReadObject(ObjectRef(link.qb_type, link.qb_id, link.sync_token or ""))
            if question not in answers:
                return Ask([question])
            there = answers[question]
            if there is None:
                link._mark_deleted()
                return Settled(note._qb_settled_words())
            problem = removal_rule.obstacle_there(invoice, there)
            if problem is None:
                target = ObjectRef(link.qb_type, link.qb_id, there.ref.token, link.kind or "")
                return Send(Command(Verb.DELETE, target=target), qb_type=link.qb_type)
        return invoice._qb_credit_instead(operation, note, problem)

    def _qb_obstacle(self, operation, day):
        """Why this invoice may not be removed there on `day`, a Problem, as far as it is known without asking; None:
        nothing speaks against it."""
        refused = operation._choice("refused")
        if refused:
            return Problem("reason_refused", {"message": refused})
        return removal_rule.obstacle(self, operation.connection_id, day)

    def _qb_wish_memo(self, operation, reason):
        """This credit note goes, where the connection sends credit memos."""
        if operation.connection_id._sends("credit_memos"):
            self._qb_wish("send", reason=reason, origin=operation)

    def _qb_credit_instead(self, operation, note, problem):
        note._qb_wish_memo(operation, self.env._("Return of %(invoice)s", invoice=self.name))
        reason = sentence(self.env, problem.code, problem.values)
        return Settled(
            self.env._(
                "%(invoice)s stays in QuickBooks, and the credit memo %(note)s goes there instead. %(reason)s",
                invoice=self.name,
                note=note.name,
                reason=reason,
            )
        )

    def _qb_removal_refused(self, operation, error):
        if not self.sudo()._qb_taking_back() or operation._choice("refused"):
            return super()._qb_removal_refused(operation, error)
        operation.choices = {**(operation.choices or {}), "refused": error.message or error.code or error.problem}
        return True

    # ------------------------------------------------------------------ words

    def _qb_settled_words(self):
        original = self.reversed_entry_id
        if self.env["qb.link"]._of_record(original):
            return self.env._(
                "Settled by deletion: all of %(invoice)s came back and it was deleted in QuickBooks, so no credit memo "
                "goes there.",
                invoice=original.name,
            )
        return self.env._(
            "All of %(invoice)s came back before it reached QuickBooks, so neither of the two goes there.",
            invoice=original.name,
        )

    def _qb_taken_back_words(self):
        note = self._qb_taking_back()[:1].name
        if self.env["qb.link"]._of_record(self):
            return self.env._(
                "All of it came back: it was deleted in QuickBooks, and the credit note %(note)s settles it here.",
                note=note,
            )
        return self.env._(
            "All of it came back before it reached QuickBooks, and the credit note %(note)s settles it here.", note=note
        )

    def _qb_state_and_message(self, link, operations):
        state, message = super()._qb_state_and_message(link, operations)
        move = self.sudo()
        if state not in ("none", "skipped") or not (move.qb_reversal == DELETION or move._qb_taking_back()):
            return state, message
        connection = move._qb_connection()
        if connection and move.qb_reversal == DELETION and move._qb_is_settled_by_deletion(connection):
            return SETTLED, move._qb_settled_words()
        if connection and move._qb_is_taken_back(connection):
            return SETTLED, move._qb_taken_back_words()
        return state, message

    def _qb_gone_words(self, link):
        move = self.sudo()
        return move._qb_taken_back_words() if move._qb_taking_back() else super()._qb_gone_words(link)


class QbLink(models.Model):
    _inherit = "qb.link"

    @api.model
    def _of_record(self, record):
        """All links that `record` ever had, but for payments, which are no documents of it."""
        return self.sudo().search(
            [("res_model", "=", record._name), ("res_id", "in", record.ids), ("qb_type", "!=", "Payment")]
        )
