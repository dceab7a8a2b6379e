"""Channels that only link: the document is looked for in QuickBooks by number, customer and total."""

from odoo import models

from ..documents import DocumentError, Problem
from ..gateway import FindSales
from .account_move_receipt import RECEIPT, REFUND
from .builders.amounts import amount
from .qb_plan import Adopt, Ask, Settled

BOTH = ("Invoice", RECEIPT)


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_only_links(self):
        """Whether this document is somebody else's in QuickBooks: looked for and linked, and never written."""
        return self._qb_channel().channel.existing == "link"

    def _qb_existing(self, operation, document, answers):
        """The plan that links what is there for `document`. Raises DocumentError where nothing or several are."""
        if self._qb_link_for(operation.connection_id):
            return Settled(self._qb_untouched_words())
        types = self._qb_existing_types(operation.connection_id)
        questions = [
            FindSales(kind, number=document.number, party_id=document.customer.id, total=document.total)
            for kind in types
        ]
        missing = [question for question in questions if question not in answers]
        if missing:
            return Ask(missing)
        free = self._qb_free(operation, [one for question in questions for one in answers[question]])
        if len(free) != 1:
            raise DocumentError(self._qb_not_one(document, free))
        return Adopt(free[0], total=document.total, tax=amount(self.amount_tax, self.currency_id))

    def _qb_existing_types(self, connection):
        if self.move_type == "out_invoice":
            return BOTH
        return ("CreditMemo", REFUND) if connection.edition == "online" else ("CreditMemo",)

    def _qb_free(self, operation, found):
        """Those of `found` (gateway.Acknowledged) that no other record of Odoo is linked to."""
        links = self.env["qb.link"]
        return [one for one in found if not links._holder(operation.connection_id, one.ref.type, one.ref.id)]

    def _qb_not_one(self, document, free):
        values = {"number": document.number, "customer": document.customer.name, "total": document.total}
        if not free:
            return Problem("existing_not_found", values, "number")
        said = [(one.ref.type, one.ref.id, str(one.details.get("date", ""))) for one in free]
        listed = ", ".join(f"{kind} {qb_id} ({day})" for kind, qb_id, day in said)
        candidates = [{"type": kind, "id": qb_id, "date": day} for kind, qb_id, day in said]
        return Problem("existing_several", {**values, "documents": listed, "candidates": candidates}, "number")

    def _qb_untouched_words(self):
        return self.env._("This channel only links what is in QuickBooks: nothing is changed there.")
