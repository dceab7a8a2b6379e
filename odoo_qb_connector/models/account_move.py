"""A posted customer invoice goes to QuickBooks as an invoice."""

from odoo import fields, models

from ..documents import DocumentError, Problem
from ..gateway import Command, ObjectRef, Verb
from .builders import document_numbers, sales_document, sales_lines
from .builders.amounts import amount
from .builders.references import References
from .qb_plan import Send, Wait
from .qb_sentences import sentence

QB_TYPE = "Invoice"
SENT_KINDS = ("out_invoice",)


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "qb.record.mixin"]

    qb_picking_ids = fields.Many2many(
        "stock.picking",
        "account_move_qb_picking_rel",
        "move_id",
        "picking_id",
        "Delivery of This Invoice",
        copy=False,
        readonly=True,
        help="The delivery that the QuickBooks queue made this invoice for.",
    )

    # ------------------------------------------------------------------ posting

    def _post(self, soft=True):
        posted = super()._post(soft)
        if not self.env.context.get("qb_made_by_queue"):
            posted._qb_wish_posted()
        return posted

    def _qb_wish_posted(self):
        """Queue what a person posted. Inside the posting's transaction: INSERTs and nothing else."""
        sent = self.sudo().filtered(lambda move: move.move_type in SENT_KINDS)
        reason = self.env._("Confirmed")
        for (company, team), moves in sent.grouped(lambda move: (move.company_id, move.team_id)).items():
            self.env["qb.channel"]._wish_by_themselves(company, team, moves, reason)

    # ------------------------------------------------------------------ what the queue asks

    def _qb_channel(self):
        self.ensure_one()
        return self.env["qb.channel"]._settings(self.company_id, self.team_id)

    def _qb_connection(self):
        return self._qb_channel().connection

    def _qb_prepare(self, operation, answers):
        """The invoice as Odoo holds it now; customer and products first."""
        move = self.sudo()
        connection = operation.connection_id
        move._qb_check_sendable()
        facts = connection._facts()
        if facts is None:
            raise DocumentError(Problem("company_unknown"))
        sales_document.check_currency(move, facts)
        document_numbers.check(move, operation, QB_TYPE)
        references = References(connection, move._qb_customer(), sales_lines.products_needed(move, facts, connection))
        missing = references.missing()
        if missing:
            return Wait(missing)
        move._qb_check_customer_currency(references.customer_link())
        document = sales_document.invoice(move, references, facts, operation.marker)
        return Send(
            move._qb_command(connection, document),
            qb_type=QB_TYPE,
            total=document.total,
            tax=amount(move.amount_tax, move.currency_id),
        )

    def _qb_check_sendable(self):
        if self.move_type not in SENT_KINDS:
            raise DocumentError(Problem("not_sent_kind", {"document": self.display_name}))
        if self.state != "posted":
            raise DocumentError(Problem("not_posted", {"document": self.display_name}))
        if not sales_lines.money_lines(self):
            raise DocumentError(Problem("no_lines", field="lines"))

    def _qb_customer(self):
        """Who it is for in QuickBooks: the channel's one customer, else the invoice's."""
        return (self._qb_channel().customer or self.partner_id).commercial_partner_id

    def _qb_check_customer_currency(self, link):
        """A customer's currency is fixed for ever there (spec qbo 7.1)."""
        if link.currency_id and link.currency_id != self.currency_id:
            values = {"name": link.name, "theirs": link.currency_id.name, "ours": self.currency_id.name}
            raise DocumentError(Problem("party_currency", values, "customer"))

    def _qb_command(self, connection, document):
        link = self._qb_link_for(connection, QB_TYPE)[:1]
        if not link:
            return Command(Verb.CREATE, document)
        return Command(Verb.UPDATE, document, target=ObjectRef(QB_TYPE, link.qb_id, link.sync_token))

    # ------------------------------------------------------------------ what a person sees

    def action_qb_send_now(self):
        return super(AccountMove, self._qb_only_sendable()).action_qb_send_now()

    def _qb_is_sendable(self):
        return self.move_type in SENT_KINDS and self.state == "posted"

    def _qb_why_not(self):
        move = self[:1]
        if move.move_type not in SENT_KINDS:
            return self.env._("Only customer invoices are sent to QuickBooks.")
        if move.state != "posted":
            return sentence(self.env, "not_posted", {"document": move.display_name})
        return super()._qb_why_not()
