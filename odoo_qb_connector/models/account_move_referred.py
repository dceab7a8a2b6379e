"""What an invoice names in QuickBooks, and the newest invoice that names a customer."""

from odoo import models
from odoo.fields import Domain

from ..gateway import ObjectRef
from .account_move import QB_TYPES
from .account_move_receipt import DOCUMENT_TYPES
from .builders import sales_lines

CUSTOMER = "Customer"
NEWEST = 20
"""Invoices among which the newest one that is in QuickBooks is looked for."""


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_referred(self):
        connection = self._qb_connection()
        facts = connection._facts()
        if self.move_type not in QB_TYPES or facts is None:
            return super()._qb_referred()
        party = self._qb_customer()._qb_party(connection, self.currency_id, create=False)
        return [party, *sales_lines.products_needed(self, facts, connection)]


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _qb_newest_document(self, link):
        """The newest invoice that was sent to this customer, by itself or for a channel."""
        if link.qb_type != CUSTOMER:
            return super()._qb_newest_document(link)
        channels = self.env["qb.channel"].search([("customer_id", "=", self.id)])
        billed = Domain("commercial_partner_id", "=", self.id) | Domain("team_id", "in", channels.team_id.ids)
        moves = self.env["account.move"].search(
            billed & Domain("move_type", "in", list(QB_TYPES)) & Domain("company_id", "=", link.company_id.id),
            order="id desc",
            limit=NEWEST,
        )
        sent = self.env["qb.link"].search(
            [
                ("connection_id", "=", link.connection_id.id),
                ("res_model", "=", moves._name),
                ("res_id", "in", moves.filtered(lambda move: self._qb_is_named_by(move, link)).ids),
                ("qb_type", "in", list(DOCUMENT_TYPES)),
                ("state", "=", "linked"),
            ],
            order="id desc",
            limit=1,
        )
        return ObjectRef(sent.qb_type, sent.qb_id) if sent else None

    def _qb_is_named_by(self, move, link):
        """Whether `move` names this contact's `link`, and not what it is in another currency."""
        same = not link.currency_id or link.currency_id == move.currency_id
        return same and move._qb_customer() == self
