"""Preview: what will be sent, before it is. Records say which documents those are."""

from odoo import fields, models
from odoo.exceptions import UserError

from .builders import delivery, sales_document, sales_lines
from .builders.foreseen import ForeseenReferences
from .document_preview import foresee


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    def _qb_foreseen(self, connection):
        """The records whose documents Send Now on this one would send. Called in a transaction that is rolled back, as
        the responsible user; may make drafts. Raises DocumentError where there are none."""
        return self

    def _qb_foreseen_command(self, operation):
        """(gateway.Command, records that go first) for this record as it is now, be it a draft. Raises DocumentError
        where no document can be made of it."""
        raise NotImplementedError

    def _qb_amounts(self):
        """Odoo's own total, tax and currency_id of this record."""
        raise NotImplementedError

    def action_qb_preview(self):
        """Show what Send Now would send. Raises UserError where it goes to no QuickBooks company."""
        self.ensure_one()
        self._qb_check_sender()
        connection = self.sudo()._qb_connection()
        if not connection:
            raise UserError(self._qb_why_not())
        return self.env["qb.preview"]._of(foresee(self, connection), self, connection)._open()


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_foreseen_command(self, operation):
        move, connection = self.sudo(), operation.connection_id
        if move.state == "draft":
            move.invoice_date = move.invoice_date or connection._local_date(fields.Datetime.now())
        move._qb_check_kind()
        facts = move._qb_facts(connection)
        products = sales_lines.products_needed(move, facts, connection)
        references = ForeseenReferences(connection, move._qb_customer(), products, move.currency_id)
        document = sales_document.document(move, references, facts, operation.marker)
        qb_type = move._qb_document_type(connection)
        command = move._qb_command(connection, move._qb_as_type(document, qb_type), qb_type)
        return command, references.missing()

    def _qb_amounts(self):
        return {"total": self.amount_total, "tax": self.amount_tax, "currency_id": self.currency_id.id}


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _qb_foreseen(self, connection):
        """The invoice that the queue would make for this delivery, as a draft; else those that it is on already."""
        picking = self.sudo()
        picking._qb_check_invoiceable()
        drafts = picking.env["account.move"]
        for order in picking._qb_orders():
            drafts |= picking._qb_make_invoice(connection, order)
        return drafts or picking.qb_invoice_ids | picking._qb_invoices_by_hand()


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _qb_foreseen(self, connection):
        """Drafts for what is delivered and not invoiced, and the invoices that are not in QuickBooks."""
        order = self.sudo()
        found = order._qb_posted_invoices().filtered(lambda move: move.qb_state not in ("sent", "different"))
        for picking in order._qb_shipments():
            if delivery.quantities(picking, order):
                found |= picking._qb_make_invoice(connection, order)
        return found if found or order.picking_ids else order._qb_make_undelivered(connection)
