"""Date Them: a QuickBooks manager lets the documents of a closed period go with the first open day."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .account_move import QB_TYPES
from .builders import open_day
from .closed_period import REDATE

HOLDING = ("failed", "pending")
MAKING = ("account.move", "stock.picking", "sale.order")
"""Models of what becomes a document, or makes one."""


class QbIssue(models.Model):
    _inherit = "qb.issue"

    open_day = fields.Date(
        "First Open Day",
        compute="_compute_open_day",
        compute_sudo=True,
        help="Of the documents that this card holds; empty while no closing or lock date is known that holds them.",
    )

    @api.depends("kind", "state", "held_ids")
    def _compute_open_day(self):
        for issue in self:
            held = issue.held_ids if issue.kind == "period" and issue.state == "open" else []
            # One after the other: the first that may be dated says it for all of them, however many they are.
            first = next((one for one in held if one._redatable()), None)
            issue.open_day = first._first_open_day() if first else False

    def _redatable(self):
        """The operations of this card whose documents may be given another date."""
        return self.held_ids._redatable()

    def action_date_them(self):
        """The dialog that asks before it dates them."""
        self.ensure_one()
        self._check_manager()
        if not self.open_day:
            raise UserError(self.env._("No closing date is known that holds them. Press Check Again first."))
        return self.env["qb.issue.date"]._offer(self)

    def _date_them(self):
        """Let what may be dated anew go with the first open day. Returns how many documents."""
        self._check_manager()
        operations = self.sudo()._redatable()
        for operation in operations:
            operation.choices = {**(operation.choices or {}), REDATE: True}
        operations._go_again()
        return len(operations)

    def _check_manager(self):
        self._check_user()
        if not self.env.user.has_group("odoo_qb_connector.group_qb_manager"):
            raise UserError(self.env._("Only QuickBooks managers can date documents anew. Ask one of them."))


class QbOperation(models.Model):
    _inherit = "qb.operation"

    def _redatable(self):
        """Those that would make a document in QuickBooks, or in Odoo first, and do not go by themselves: never a change
        of what is there."""
        wishes = self.filtered(lambda one: one.verb == "send" and one.state in HOLDING and one._is_of_document())
        moves = self.env["account.move"].browse(one.res_id for one in wishes if one.res_model == "account.move")
        there = {("account.move", link.res_id) for link in self.env["qb.link"]._of_record(moves)}
        return wishes.filtered(lambda one: (one.res_model, one.res_id) not in there)

    def _is_of_document(self):
        """Whether this is about an invoice or credit note, or what one is made for; not about an order there."""
        return self.res_model in MAKING and not self.qb_type

    def _first_open_day(self):
        """The date that the document of this operation would get; False while its own day counts as open."""
        record, connection = self._record().exists(), self.connection_id
        if not record:
            return False
        if record._name == "account.move":
            day, journal, has_tax = record.invoice_date, record.journal_id, record._affect_tax_report()
        else:
            day, has_tax = record._qb_document_day(connection), True
            mine = self.env["account.journal"]._check_company_domain(record.company_id)
            journal = self.env["account.journal"].search([*mine, ("type", "=", "sale")], limit=1)
        last = open_day.last_closed(day, connection, record.company_id, journal, has_tax) if day else None
        return open_day.following(last) if last else False

    def _is_dated_by_choice(self):
        """Whether a person lets the document of this wish go with the first open day. That was said about the document
        and not about one attempt: a newer wish takes it over from one that has come to nothing so far."""
        self.ensure_one()
        if not self._choice(REDATE) and any(one._choice(REDATE) for one in self._same_wishes(*HOLDING)):
            self.choices = {**(self.choices or {}), REDATE: True}
        return bool(self._choice(REDATE))

    # ------------------------------------------------------------------ never silent

    def _mark_done(self, note=""):
        """History says which of its documents have another date than their own."""
        result = None
        for operation in self:
            words = operation._true_date_words() if operation.verb == "send" else ""
            result = super(QbOperation, operation)._mark_done(" ".join(filter(None, (note, words))))
        return result

    def _true_date_words(self):
        record = self._record().exists() if self._is_of_document() else None
        if not record:
            return ""
        moves = record
        if record._name != "account.move":
            made = self._caused().filtered(lambda one: one.res_model == "account.move")
            moves = self.env["account.move"].browse(made.mapped("res_id"))
            if record._name == "stock.picking":
                moves |= record.qb_credit_note_ids
        moves = moves.filtered(lambda move: move.move_type in QB_TYPES)
        return " ".join(dict.fromkeys(filter(None, (move._qb_true_date_words() for move in moves))))
