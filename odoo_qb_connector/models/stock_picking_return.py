"""A done return wishes that what came back is reversed; the queue does it, not the return itself (architecture 12)."""

from odoo import fields, models

from ..documents import DocumentError, Problem
from .account_move_reversal import DELETION, MEMO, SETTLED
from .builders import removal_rule, returns
from .qb_plan import Behind, Settled

ON_ITS_WAY = ("sending", "unknown")
WAITING = ("pending", "failed")


class StockPicking(models.Model):
    _inherit = "stock.picking"

    qb_credit_note_ids = fields.One2many(
        "account.move",
        "qb_return_id",
        "Credit Notes of This Return",
        readonly=True,
        groups="account.group_account_readonly,account.group_account_invoice,odoo_qb_connector.group_qb_user",
    )

    # ------------------------------------------------------------------ the return

    def _action_done(self):
        result = super()._action_done()
        self.filtered(lambda picking: picking.state == "done")._qb_wish_returns()
        return result

    def _qb_wish_returns(self):
        """Queue what these returns take back. Inside the stock operation's transaction: INSERTs and nothing else."""
        back = self.sudo().filtered(lambda picking: picking.sale_id and picking._qb_is_return())
        reason = self.env._("Returned")
        for (company, team), pickings in back.grouped(lambda each: (each.company_id, each.sale_id.team_id)).items():
            self.env["qb.channel"]._wish_by_themselves(company, team, pickings, reason)

    def _qb_is_return(self):
        """Whether this transfer brings goods back from a customer."""
        self.ensure_one()
        return self.location_id.usage == "customer" and self.location_dest_id.usage != "customer"

    # ------------------------------------------------------------------ what the queue asks

    def _qb_orders(self):
        return returns.returned_moves(self).sale_line_id.order_id if self._qb_is_return() else super()._qb_orders()

    def _qb_prepare(self, operation, answers):
        picking = self.sudo()
        if picking._qb_is_return():
            return picking._qb_prepare_return(operation)
        return super()._qb_prepare(operation, answers)

    def _qb_prepare_return(self, operation):
        """Credit in Odoo what came back, and wish for what it takes in QuickBooks."""
        if self.state != "done":
            raise DocumentError(Problem("not_delivered", {"delivery": self.name}))
        connection = operation.connection_id
        ahead = self._qb_drafts_ahead(connection)
        if ahead:
            return Behind(ahead)
        shares = self._qb_shares()
        if not shares:
            return Settled(self.env._("Nothing of return %(name)s is on an invoice any more.", name=self.name))
        ahead = self._qb_ahead(connection, shares)
        if ahead:
            return Behind(ahead)
        day = connection._local_date(self.date_done)
        days = {invoice: invoice._qb_return_day(connection, day) for invoice in shares}
        notes = [self._qb_reverse(operation, invoice, share, days[invoice]) for invoice, share in shares.items()]
        return Settled(" ".join(notes))

    def _qb_drafts_ahead(self, connection):
        """What confirms the invoices that still wait for QuickBooks' tax: only then is there something to take back.
        Raises DocumentError where nothing does."""
        lines = returns.returned_moves(self).sale_line_id.invoice_lines
        drafts = lines.move_id.filtered(lambda move: move.move_type == "out_invoice" and move._qb_goes_as_draft())
        ahead = drafts._qb_open_operations(connection, "send")
        if drafts and not ahead:
            raise DocumentError(Problem("return_original_not_there", {"original": drafts[0].name}))
        return ahead

    def _qb_shares(self):
        """{invoice: {order line: quantity}} that this return takes back."""
        wanted = {}
        for order in self._qb_orders():
            wanted.update(returns.quantities(self, order))
        deliveries = returns.returned_moves(self).origin_returned_move_id.picking_id
        return returns.shares(wanted, deliveries)

    def _qb_ahead(self, connection, shares):
        """What must be over before anybody can say whether these invoices are in QuickBooks. Raises DocumentError for
        one that is neither there nor queued (history before the connection, a channel that is sent by hand)."""
        ahead = self.env["qb.operation"].sudo()
        for invoice in shares:
            if invoice._qb_link_for(connection):
                continue
            ahead |= invoice._qb_open_operations(connection, "send", states=ON_ITS_WAY)
            if not invoice._qb_open_operations(connection, "send", "delete") and not invoice._qb_was_there(connection):
                raise DocumentError(Problem("return_original_not_there", {"original": invoice.name}))
        return ahead

    def _qb_reverse(self, operation, invoice, share, day):
        """Take `share` of `invoice` back; what was done, in a sentence."""
        connection = operation.connection_id
        whole = returns.is_whole(invoice, share)
        problem = self._qb_why_no_deletion(connection, invoice, whole, day)
        note = invoice._qb_take_back(None if whole else share, day, self, MEMO if problem else DELETION)
        if problem:
            note._qb_wish_memo(operation, self.env._("Return %(name)s", name=self.name))
            return self.env._(
                "Credit note %(note)s made for what came back of %(invoice)s.", note=note.name, invoice=invoice.name
            )
        self._qb_wish_deletion(operation, invoice)
        return self.env._(
            "All of %(invoice)s came back; credit note %(note)s made.", note=note.name, invoice=invoice.name
        )

    def _qb_why_no_deletion(self, connection, invoice, whole, day):
        """The Problem that makes it a credit memo; None: the invoice is deleted, or never gets there."""
        if not whole:
            return Problem("reason_part", {"invoice": invoice.name})
        if not invoice._qb_link_for(connection):
            return None
        if invoice._qb_only_links():
            return Problem("reason_only_linked")
        if not connection._deletes_returned():
            return Problem("reason_policy")
        return removal_rule.obstacle(invoice, connection, day)

    def _qb_wish_deletion(self, operation, invoice):
        """Delete it there; what has not left yet does not leave any more."""
        if invoice._qb_link_for(operation.connection_id):
            reason = self.env._("All of it came back with %(name)s", name=self.name)
            self.env["qb.operation"]._wish(operation.connection_id, invoice, "delete", reason=reason, origin=operation)
            return
        waiting = invoice._qb_open_operations(operation.connection_id, "send", states=WAITING)
        waiting._mark_cancelled(self.env._("All of it came back with %(name)s before it left.", name=self.name))

    # ------------------------------------------------------------------ what a person sees

    def _qb_documents(self):
        """A return's badge is about its credit notes, and about the deletion of what they credit."""
        if not self._qb_is_return():
            return super()._qb_documents()
        notes = self.sudo().qb_credit_note_ids
        deleted = notes.filtered(lambda note: note.qb_reversal == DELETION).reversed_entry_id
        return [(self._name, self.ids), ("account.move", (notes | deleted).ids)]

    def _qb_state_and_message(self, link, operations):
        state, message = super()._qb_state_and_message(link, operations)
        if state in ("none", "skipped") and self.state == "done":
            notes = self.sudo().qb_credit_note_ids.filtered(lambda note: note.qb_reversal == DELETION)
            invoices = self.sudo().qb_invoice_ids
            settled = notes or (invoices if all(move._qb_taking_back() for move in invoices) else notes)
            if settled and all(move.qb_state == SETTLED for move in settled):
                return SETTLED, settled[0].qb_message
        return state, message

    def _qb_is_sendable(self):
        return super()._qb_is_sendable() or (
            self.state == "done" and self._qb_is_return() and bool(self.sudo().sale_id)
        )
