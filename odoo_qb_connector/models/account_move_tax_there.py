"""QuickBooks computes the tax: an invoice is sent while it is a draft, takes that tax over, and is confirmed by the
queue (architecture, Tax from QuickBooks)."""

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..documents import DocumentError, Problem
from .account_move import QB_TYPES
from .account_move_receipt import DOCUMENT_TYPES
from .account_move_reversal import DELETION
from .builders import tax_carrier
from .builders.amounts import amount, exact
from .builders.tax_strategies import strategy_of
from .qb_connection_taxes import THERE
from .qb_plan import Settled
from .qb_sentences import sentence

ASKED, TAKEN = "asked", "taken"
ON_ITS_WAY = ("sending", "unknown")


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
        """A draft is sent; once it is there as it was sent, it is confirmed with QuickBooks' tax."""
        move, connection = self.sudo(), operation.connection_id
        if move.state == "posted" and move._qb_has_own_tax(connection):
            raise DocumentError(Problem("tax_there_confirmed", move._qb_tax_values(), "tax"))
        if not move._qb_goes_as_draft():
            return super()._qb_prepare(operation, answers)
        move._qb_make_ready(connection)
        plan = super()._qb_prepare(operation, answers)
        link = move._qb_sent_draft(operation, plan)
        if not link:
            return plan
        obstacle = move._qb_plan_instead(operation, link)
        if obstacle:
            return obstacle
        note = move._qb_take_tax_over(connection, link)
        super()._qb_prepare(operation, answers)
        link.fingerprint = operation.fingerprint  # as it stands now that it is confirmed
        return Settled(note)

    def _qb_has_own_tax(self, connection):
        """Whether this document was confirmed with Odoo's tax, although QuickBooks computes it. What was in QuickBooks
        before that was the policy stays what it is."""
        if self.qb_tax_state == TAKEN or connection.tax_way != THERE or self.move_type not in QB_TYPES:
            return False
        if self._qb_only_links() or connection._is_history(self.invoice_date) or self.qb_reversal == DELETION:
            return False
        sent = self._qb_link_for(connection)
        return self.qb_tax_state == ASKED if sent else self._qb_is_taxed(connection)

    def _qb_make_ready(self, connection):
        """What must be certain before this draft leaves. When the policy has changed meanwhile, it is confirmed with
        Odoo's tax, as such drafts are now. Raises DocumentError."""
        if self._qb_is_tax_there(connection):
            self._qb_check_draft_date(connection)
            self._qb_take_name()
        elif not self.env.context.get("qb_drafts_only"):
            self.qb_tax_state = False
            self.with_context(qb_made_by_queue=True)._post(soft=False)

    def _qb_sent_draft(self, operation, plan):
        """The link of this draft when it stands in QuickBooks as it is now and `plan` has nothing more to send."""
        links = self._qb_link_for(operation.connection_id).filtered(lambda one: one.qb_type in DOCUMENT_TYPES)
        over = isinstance(plan, Settled) and self._qb_goes_as_draft() and not self.env.context.get("qb_drafts_only")
        as_sent = links.filtered(lambda one: one.fingerprint and one.fingerprint == operation.fingerprint)
        return as_sent[:1] if over else links.browse()

    def _qb_plan_instead(self, operation, link):
        """What is to be done with what is there as `link` in place of confirming this draft; None: confirm it."""
        return

    def _qb_check_draft_date(self, connection):
        """Raises DocumentError where the draft could not be confirmed on its own day."""
        if not self.invoice_date:
            self.invoice_date = connection._local_date(fields.Datetime.now())
        locks = self._get_violated_lock_dates(self.invoice_date, self._affect_tax_report())
        if locks:
            values = {"document": self.display_name, "date": format_date(self.env, self.invoice_date)}
            values["lock"] = format_date(self.env, locks[-1][0])
            raise DocumentError(Problem("tax_there_locked", values, "date"))

    def _qb_tax_values(self):
        return {"document": self.name or self.display_name, "tax": self.currency_id.format(self.amount_tax)}

    # ------------------------------------------------------------------ taking it over

    def _qb_take_tax_over(self, connection, link):
        """Write the tax that QuickBooks computed onto this draft, and confirm it: both or none. What was done, in a
        sentence. Raises DocumentError when the two would not be the same."""
        currency = self.currency_id
        taxed = strategy_of(self, connection, connection._facts()).taxed_records()
        told = [(Decimal(percent), Decimal(part)) for percent, part in link.tax_lines or []]
        tax_carrier.take_over(self, connection, taxed, amount(link.tax, currency), told)
        pairs = ((self.amount_total, link.total), (self.amount_tax, link.tax))
        if any(currency.compare_amounts(*pair) for pair in pairs):
            values = {"here": currency.format(self.amount_total), "there": currency.format(link.total)}
            raise DocumentError(Problem("tax_there_other_total", {**self._qb_tax_values(), **values}, "total"))
        self.with_context(qb_made_by_queue=True)._post(soft=False)
        self.qb_tax_state = TAKEN
        link._compare(amount(self.amount_total, currency), amount(self.amount_tax, currency))
        return self.env._("Confirmed with QuickBooks' tax of %(tax)s.", tax=currency.format(self.amount_tax))

    def _qb_acknowledged(self, operation, link, acknowledged):
        """What was sent as a draft is confirmed by the queue: never here, where an answer is settled."""
        result = super()._qb_acknowledged(operation, link, acknowledged)
        move = self.sudo()
        if operation.verb == "send" and link.qb_type in DOCUMENT_TYPES and move._qb_goes_as_draft():
            link.tax_lines = acknowledged.details.get("tax_lines") or False
            reason = self.env._("QuickBooks' tax for %(document)s", document=move.name or move.display_name)
            self.env["qb.operation"]._wish(link.connection_id, move, "send", reason=reason, origin=operation)
        return result


class QbLink(models.Model):
    _inherit = "qb.link"

    tax_lines = fields.Json(readonly=True, help="Pairs of per cent and amount: the tax as QuickBooks computed it.")

    def _compare(self, total, tax):
        """Odoo's `total` and `tax` (Decimal) of what is linked, known only after QuickBooks had answered."""
        self.ensure_one()
        here, there = (float(total), float(tax)), (self.total, self.tax)
        differs = any(self.currency_id.compare_amounts(*pair) for pair in zip(here, there, strict=True))
        self.write({"total_odoo": total, "tax_odoo": tax, "differs": differs})
