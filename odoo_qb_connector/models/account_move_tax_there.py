"""QuickBooks computes the tax: an invoice is sent while it is a draft, takes that tax over, and is confirmed by the
queue (architecture, Tax from QuickBooks)."""

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..documents import DocumentError, Problem
from .account_move import QB_TYPES
from .account_move_receipt import DOCUMENT_TYPES, RECEIPT
from .account_move_reversal import DELETION
from .builders import tax_carrier
from .builders.amounts import amount, exact
from .builders.tax_strategies import strategy_of
from .qb_connection_taxes import THERE
from .qb_plan import Send, Settled
from .qb_sentences import sentence

ASKED, TAKEN = "asked", "taken"
ON_ITS_WAY = ("sending", "unknown")
BY_PERSON = "validate_analytic"
"""In the context where a person presses Confirm on a form of Odoo's; what other add-ons confirm has it not."""


class AccountMove(models.Model):
    _inherit = "account.move"

    qb_tax_state = fields.Selection(
        [(ASKED, "Asked for"), (TAKEN, "Taken over")],
        "Tax from QuickBooks",
        copy=False,
        readonly=True,
        help="Asked for: the queue sends this draft, writes the tax that QuickBooks computes onto it, and confirms it. "
        "Taken over: its tax is the one that QuickBooks computed.",
    )
    qb_sends_first = fields.Boolean(
        compute="_compute_qb_sends_first",
        compute_sudo=True,
        help="It goes to QuickBooks before it is confirmed, because QuickBooks computes its tax.",
    )

    # ------------------------------------------------------------------ whose tax it is

    def _qb_is_tax_there(self, connection):
        """Whether the document of this move says no amount of tax, because QuickBooks computes it."""
        self.ensure_one()
        if self.qb_tax_state == TAKEN:
            return True
        sent = self.qb_tax_state == ASKED and self._qb_link_for(connection)
        return self.state == "draft" and bool(connection.tax_way == THERE or sent) and not self._qb_only_links()

    def _qb_goes_as_draft(self):
        """Whether the queue is to send this draft and to confirm it."""
        return self.state == "draft" and self.qb_tax_state == ASKED

    def _qb_sends_first(self):
        """Whether this draft must take its tax over from QuickBooks before it is confirmed."""
        self.ensure_one()
        move = self.sudo()
        if move.state != "draft" or move.move_type not in QB_TYPES or move.qb_reversal == DELETION:
            return False
        settings = move._qb_channel()
        connection = settings.connection
        if not connection or connection.tax_way != THERE or not settings.channel.enabled:
            return False
        if not connection._accepts_wishes() or move._qb_only_links() or connection._is_history(move.invoice_date):
            return False
        return move._qb_is_taxed(connection)

    def _qb_is_taxed(self, connection):
        """Whether QuickBooks has a tax of this move to compute; what it cannot say yet counts."""
        facts = connection._facts()
        if facts is None:
            return bool(self.invoice_line_ids.tax_ids)
        try:
            return strategy_of(self, connection, facts).is_taxed()
        except DocumentError:
            return True

    @api.depends("state", "move_type", "partner_id", "team_id", "invoice_date", "invoice_line_ids.tax_ids")
    @api.depends_context("company")
    def _compute_qb_sends_first(self):
        for move in self:
            move.qb_sends_first = move._qb_sends_first()

    # ------------------------------------------------------------------ asking for it

    def _qb_ask_tax(self):
        """Let the queue send this draft and confirm it with QuickBooks' tax. It gets its number now: the one that is
        sent is the one that it keeps."""
        self.qb_tax_state = ASKED
        self._qb_take_name()

    def _qb_post_or_ask(self):
        """What the queue made is confirmed at once, or, where QuickBooks computes its tax, when that is known."""
        if self._qb_sends_first():
            self._qb_ask_tax()
            return
        mirrored = self.qb_reversal == DELETION and self.reversed_entry_id.qb_tax_state == TAKEN
        if mirrored:
            self._qb_mirror_tax(self.reversed_entry_id)
        self._post(soft=False)
        if mirrored:
            self.qb_tax_state = TAKEN

    def _qb_mirror_tax(self, invoice):
        """The reversal of the whole of `invoice` has its tax, which Odoo would compute anew."""
        items = tax_carrier.tax_items(invoice)
        told = [(exact(item.tax_line_id.amount), amount(abs(item.amount_currency), item.currency_id)) for item in items]
        tax = amount(invoice.amount_tax, invoice.currency_id)
        taxed = self.invoice_line_ids.filtered("tax_ids")
        tax_carrier.take_over(self, invoice._qb_connection(), taxed, tax, told)

    def _qb_take_name(self):
        """Odoo's own number for this draft, another one where somebody confirmed a document under it meanwhile: drafts
        are not kept apart by Odoo's unique index."""
        if self.name not in (False, "/") and not self._qb_is_name_taken():
            return
        self.name = False
        self._set_next_sequence()

    def _qb_is_name_taken(self):
        same = [("journal_id", "=", self.journal_id.id), ("name", "=", self.name), ("id", "!=", self.id)]
        return bool(self.search_count([*same, ("state", "=", "posted")], limit=1))

    def action_qb_send_and_confirm(self):
        """Send this draft; with the tax that QuickBooks computes it is confirmed. Raises UserError in words."""
        self.ensure_one()
        self.check_access("write")
        if not self.env.user.has_group("account.group_account_invoice"):
            raise UserError(self.env._("Only those who may confirm invoices can press Send and Confirm."))
        if not self._qb_sends_first():
            return self.action_post()
        self._qb_check_no_deletion()
        self.sudo()._qb_ask_tax()
        reason = self.env._("Send and Confirm by %(user)s", user=self.env.user.name)
        operation = self._qb_wish("send", reason=reason)
        if self.env.user.has_group("odoo_qb_connector.group_qb_user"):
            return operation._show_result()
        self.env["qb.drain"]._run_after_commit(operation)
        return self._qb_notice(self.env._("It goes to QuickBooks, and is confirmed with the tax that comes back."))

    def _qb_notice(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "info", "message": message, "next": {"type": "ir.actions.act_window_close"}},
        }

    # ------------------------------------------------------------------ confirming by hand

    @api.depends("qb_sends_first")
    def _compute_hide_post_button(self):
        result = super()._compute_hide_post_button()
        self.filtered("qb_sends_first").hide_post_button = True
        return result

    def action_post(self):
        if self.env.context.get(BY_PERSON):
            self._qb_check_confirm()
        return super().action_post()

    def action_validate_moves_with_confirmation(self):
        self._qb_check_confirm()
        return super().action_validate_moves_with_confirmation()

    def _qb_check_confirm(self):
        """Raises UserError for a draft that a person must not confirm with Odoo's own tax."""
        first = self.filtered(lambda move: move._qb_sends_first())[:1]
        if first:
            raise UserError(sentence(self.env, "tax_there_confirm", {"document": first.display_name}))

    def button_draft(self):
        result = super().button_draft()
        self.filtered("qb_tax_state").qb_tax_state = False
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent_first(self):
        """A draft that is in QuickBooks, or on its way there, would leave a document behind that nobody knows."""
        for move in self.sudo().filtered(lambda one: one._qb_goes_as_draft()):
            connection = move._qb_connection()
            if move._qb_link_for(connection) or move._qb_open_operations(connection, "send", states=ON_ITS_WAY):
                raise UserError(sentence(self.env, "tax_there_unlink", {"document": move.display_name}))

    # ------------------------------------------------------------------ what the queue asks

    def _qb_prepare(self, operation, answers):
        move, connection = self.sudo(), operation.connection_id
        if move._qb_goes_as_draft():
            return move._qb_prepare_draft(operation, answers)
        if move.state == "posted" and move._qb_has_own_tax(connection):
            raise DocumentError(Problem("tax_there_confirmed", self._qb_tax_values(move), "tax"))
        return super()._qb_prepare(operation, answers)

    def _qb_has_own_tax(self, connection):
        """Whether this document was confirmed with Odoo's tax, although QuickBooks computes it. What was in QuickBooks
        before that was the policy stays what it is."""
        if self.qb_tax_state == TAKEN or connection.tax_way != THERE or self.move_type not in QB_TYPES:
            return False
        if self._qb_only_links() or connection._is_history(self.invoice_date) or self.qb_reversal == DELETION:
            return False
        sent = self._qb_link_for(connection)
        return self.qb_tax_state == ASKED if sent else self._qb_is_taxed(connection)

    def _qb_prepare_draft(self, operation, answers):
        """Send this draft; what is there as it was sent is confirmed with QuickBooks' tax."""
        connection = operation.connection_id
        if not self._qb_is_tax_there(connection):
            if not self.env.context.get("qb_drafts_only"):
                self._qb_confirm_after_all()
            return super()._qb_prepare(operation, answers)
        self._qb_check_draft_date(connection)
        self._qb_take_name()
        plan = super()._qb_prepare(operation, answers)
        if isinstance(plan, Send):
            self._qb_check_receipt(operation, plan)
        link = self._qb_link_for(connection).filtered(lambda one: one.qb_type in DOCUMENT_TYPES)[:1]
        as_sent = link and operation.fingerprint and link.fingerprint == operation.fingerprint
        if not isinstance(plan, Settled) or not as_sent or self.env.context.get("qb_drafts_only"):
            return plan
        if link.qb_type == RECEIPT and not self._qb_is_paid_exactly(link):
            return self._qb_take_receipt_back(operation, link)
        return self._qb_take_tax_over(operation, answers, link)

    def _qb_confirm_after_all(self):
        """The policy has changed before this draft left: it is confirmed with Odoo's tax, as such drafts are now."""
        self.qb_tax_state = False
        self.with_context(qb_made_by_queue=True)._post(soft=False)

    def _qb_check_draft_date(self, connection):
        """Raises DocumentError where the draft could not be confirmed on its own day."""
        if not self.invoice_date:
            self.invoice_date = connection._local_date(fields.Datetime.now())
        locks = self._get_violated_lock_dates(self.invoice_date, self._affect_tax_report())
        if locks:
            values = {"document": self.display_name, "date": format_date(self.env, self.invoice_date)}
            values["lock"] = format_date(self.env, locks[-1][0])
            raise DocumentError(Problem("tax_there_locked", values, "date"))

    def _qb_tax_values(self, move):
        total, tax = move.currency_id.format(move.amount_total), move.currency_id.format(move.amount_tax)
        return {"document": move.name or move.display_name, "total": total, "tax": tax}

    # ------------------------------------------------------------------ taking it over

    def _qb_take_tax_over(self, operation, answers, link):
        """Write the tax that QuickBooks computed onto this draft, and confirm it: both or none."""
        connection, currency = operation.connection_id, self.currency_id
        taxes = strategy_of(self, connection, connection._facts())
        tax = amount(link.tax, currency)
        told = [(Decimal(percent), Decimal(part)) for percent, part in link.tax_lines or []]
        tax_carrier.take_over(self, connection, taxes.taxed_records(), tax, told)
        if currency.compare_amounts(self.amount_total, link.total) or currency.compare_amounts(
            self.amount_tax, link.tax
        ):
            values = {"here": currency.format(self.amount_total), "there": currency.format(link.total)}
            raise DocumentError(Problem("tax_there_other_total", {**self._qb_tax_values(self), **values}, "total"))
        self.with_context(qb_made_by_queue=True)._post(soft=False)
        self.qb_tax_state = TAKEN
        link._compare(amount(self.amount_total, currency), amount(self.amount_tax, currency))
        super()._qb_prepare(operation, answers)
        link.fingerprint = operation.fingerprint
        return Settled(self.env._("Confirmed with QuickBooks' tax of %(tax)s.", tax=currency.format(self.amount_tax)))

    def _qb_acknowledged(self, operation, link, acknowledged):
        """What was sent as a draft is confirmed by the queue: never here, where an answer is settled."""
        result = super()._qb_acknowledged(operation, link, acknowledged)
        move = self.sudo()
        if operation.verb == "send" and link.qb_type in DOCUMENT_TYPES and move._qb_goes_as_draft():
            link.tax_lines = acknowledged.details.get("tax_lines") or False
            reason = self.env._("QuickBooks' tax for %(document)s", document=move.name or move.display_name)
            self.env["qb.operation"]._wish(link.connection_id, move, "send", reason=reason, origin=operation)
        return result

    # ------------------------------------------------------------------ receipts of paid orders

    def _qb_is_paid_exactly(self, link):
        """Whether QuickBooks' total is what the customer paid: Odoo's own total of this draft."""
        return not self.currency_id.compare_amounts(self.amount_total, link.total)

    def _qb_take_receipt_back(self, operation, link):
        """A receipt of another amount than was paid does not stay."""
        reason = self.env._("QuickBooks' tax makes another amount than was paid")
        operations = self.env["qb.operation"]
        operations._wish(operation.connection_id, self, "delete", reason=reason, origin=operation)
        operations._wish(operation.connection_id, self, "send", reason=reason, origin=operation)
        return Settled(sentence(self.env, "tax_there_receipt", self._qb_receipt_values(link)))

    def _qb_check_receipt(self, operation, plan):
        """Raises DocumentError for a receipt that was taken back: a person must change something first."""
        gone = self.env["qb.link"]._of_record(self).filtered(lambda one: one.state == "deleted")
        taken_back = gone.filtered(
            lambda one: (one.connection_id, one.qb_type) == (operation.connection_id, RECEIPT)
            and one.fingerprint == operation.fingerprint
        )
        if plan.qb_type == RECEIPT and taken_back and not self._qb_is_paid_exactly(taken_back[0]):
            raise DocumentError(Problem("tax_there_receipt", self._qb_receipt_values(taken_back[0]), "total"))

    def _qb_receipt_values(self, link):
        paid, there = self.currency_id.format(self.amount_total), self.currency_id.format(link.total)
        return {"document": self.name, "paid": paid, "there": there}

    # ------------------------------------------------------------------ what a person sees

    def _qb_is_sendable(self):
        return super()._qb_is_sendable() or (self.move_type in QB_TYPES and self._qb_goes_as_draft())

    def _qb_why_not(self):
        first = self.filtered(lambda move: move._qb_sends_first())[:1]
        return sentence(self.env, "tax_there_confirm", {"document": first.display_name}) if first else super()._qb_why_not()

    @api.depends("qb_sends_first")
    def _compute_qb_shown(self):
        result = super()._compute_qb_shown()
        self.filtered("qb_sends_first").qb_shown = True
        return result

    def _qb_state_and_message(self, link, operations):
        state, message = super()._qb_state_and_message(link, operations)
        if not self._qb_sends_first() or state in ("failed", "different"):
            return state, message
        if link and state == "changed":
            number = link.number or link.qb_id
            return state, self.env._(
                "Reset to draft: QuickBooks still has %(number)s as it was sent. Press Send and Confirm, and it is updated "
                "there and confirmed with the tax that QuickBooks computes.",
                number=number,
            )
        if state == "none" and not message:
            return state, self.env._(
                "QuickBooks computes the tax: Send and Confirm sends this draft, takes the tax over and confirms it."
            )
        return state, message



class QbLink(models.Model):
    _inherit = "qb.link"

    tax_lines = fields.Json(readonly=True, help="Pairs of per cent and amount: the tax as QuickBooks computed it.")

    def _compare(self, total, tax):
        """Odoo's `total` and `tax` (Decimal) of what is linked, known only after QuickBooks had answered."""
        self.ensure_one()
        here, there = (float(total), float(tax)), (self.total, self.tax)
        differs = any(self.currency_id.compare_amounts(*pair) for pair in zip(here, there, strict=True))
        self.write({"total_odoo": total, "tax_odoo": tax, "differs": differs})
