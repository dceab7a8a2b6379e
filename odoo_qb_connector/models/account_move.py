"""A posted customer invoice goes to QuickBooks as an invoice, a credit note as a credit memo."""

from odoo import fields, models

from ..documents import DocumentError, Problem
from ..gateway import Command, ObjectRef, Verb
from .builders import sales_document, sales_lines
from .builders.references import References
from .qb_plan import Behind, Send, Wait, stated_amounts
from .qb_sentences import sentence

QB_TYPES = {"out_invoice": "Invoice", "out_refund": "CreditMemo"}
"""What goes to QuickBooks, and as what."""


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
        channels = self.env["qb.channel"]
        sent = self.sudo().filtered(lambda move: move.move_type in QB_TYPES)
        reason = self.env._("Confirmed")
        kinds = {"out_invoice": "invoices", "out_refund": "credit_memos"}
        for (company, team, kind), moves in sent.grouped(
            lambda move: (move.company_id, move.team_id, kinds[move.move_type])
        ).items():
            settings = channels._settings(company, team)
            waiting = moves._qb_awaiting_payment(settings)
            channels._wish_under(settings, moves - waiting, reason, kind=kind)
            channels._wish_under(settings, waiting.invoice_line_ids.sale_line_ids.order_id, reason)

    # ------------------------------------------------------------------ what the queue asks

    def _qb_channel(self):
        self.ensure_one()
        return self.env["qb.channel"]._settings(self.company_id, self.team_id)

    def _qb_connection(self):
        return self._qb_channel().connection

    def _qb_prepare(self, operation, answers):
        """The invoice or credit note as Odoo holds it now; customer and products first."""
        move = self.sudo()
        connection = operation.connection_id
        move._qb_check_sendable()
        facts = move._qb_facts(connection)
        qb_type = move._qb_document_type(connection)
        ahead = move._qb_originals_ahead(operation)
        if ahead:
            return Behind(ahead)
        products = sales_lines.products_needed(move, facts, connection)
        references = References(connection, move._qb_customer(), products, move.currency_id)
        missing = references.missing()
        if missing:
            return Wait(missing)
        move._qb_check_customer_currency(references.customer_link())
        document = sales_document.document(move, references, facts, operation.marker)
        document = move._qb_with_order(move._qb_as_type(document, qb_type), connection)
        if move._qb_only_links():
            return move._qb_existing(operation, document, answers)
        return Send(
            move._qb_command(connection, document, qb_type),
            qb_type=qb_type,
            **self._qb_to_compare(document),
        )

    def _qb_to_compare(self, document):
        """Odoo's total and tax, which QuickBooks must answer; of a draft QuickBooks computes them."""
        if self.state == "draft":
            return stated_amounts(document)
        return {"total": document.total, "tax": document.tax.total}

    def _qb_facts(self, connection):
        """gateway.CompanyFacts of a QuickBooks company that can hold this document's currency; else DocumentError."""
        facts = connection._facts()
        if facts is None:
            raise DocumentError(Problem("company_unknown"))
        sales_document.check_currency(self, facts)
        return facts

    def _qb_check_kind(self):
        if self.move_type not in QB_TYPES:
            raise DocumentError(Problem("not_sent_kind", {"document": self.display_name}))

    def _qb_check_sendable(self):
        self._qb_check_kind()
        if self.state != "posted" and not self._qb_goes_as_draft():
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
            raise DocumentError(Problem("customer_currency", values, "customer"))

    def _qb_command(self, connection, document, qb_type):
        link = self._qb_link_for(connection, qb_type)[:1]
        if not link:
            return Command(Verb.CREATE, document)
        return Command(Verb.UPDATE, document, target=ObjectRef(qb_type, link.qb_id, link.sync_token))

    # ------------------------------------------------------------------ credit notes

    def _qb_originals(self):
        """The invoices that this credit note credits, as far as Odoo knows: what it reverses, else the invoices of its
        order lines (the credit note of a return names none, odoo19 2.2)."""
        if self.move_type != "out_refund":
            return self.browse()
        by_order = self.invoice_line_ids.sale_line_ids.invoice_lines.move_id
        originals = self.reversed_entry_id or by_order.filtered(lambda move: move.move_type == "out_invoice")
        return originals.filtered(lambda move: move.state == "posted" or move._qb_goes_as_draft()).sorted("id")

    def _qb_originals_ahead(self, operation):
        """The operations that bring what is credited to QuickBooks: a credit memo before its invoice would stand alone.
        Raises DocumentError when an invoice is neither there nor on its way (history before the connection)."""
        originals = self._qb_originals()
        linked = originals.filtered(lambda move: move._qb_link_for(operation.connection_id))
        if not originals or linked:
            return operation.browse()
        ahead = operation.search(
            [
                ("connection_id", "=", operation.connection_id.id),
                ("res_model", "=", self._name),
                ("res_id", "in", originals.ids),
                ("verb", "=", "send"),
                ("state", "in", ("pending", "sending", "unknown", "failed")),
            ]
        )
        if not ahead:
            values = {"document": self.name, "original": ", ".join(originals.mapped("name"))}
            raise DocumentError(Problem("original_not_there", values))
        return ahead

    # ------------------------------------------------------------------ what a person sees

    def action_qb_send_now(self):
        return super(AccountMove, self._qb_only_sendable()).action_qb_send_now()

    def _qb_is_sendable(self):
        return self.move_type in QB_TYPES and self.state == "posted"

    def _qb_why_not(self):
        move = self[:1]
        if move.move_type not in QB_TYPES:
            return self.env._("Only customer invoices and credit notes are sent to QuickBooks.")
        if move.state != "posted":
            return sentence(self.env, "not_posted", {"document": move.display_name})
        return super()._qb_why_not()
