"""Ship date, carrier and tracking number that come after the invoice: they go into the document that is there."""

from odoo import models

from ..documents import SHIPMENT
from ..gateway import ObjectRef, shipment_details
from .builders import sales_document, sales_lines
from .builders.amounts import amount
from .builders.references import References
from .qb_plan import Send, Settled, Wait

DETAILS = {"carrier_id", "carrier_tracking_ref", "date_done"}
"""What a delivery tells of its shipment."""


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def write(self, vals):
        written = super().write(vals)
        if DETAILS & vals.keys():
            self.filtered(lambda picking: picking.state == "done")._qb_wish_details()
        return written

    def _qb_wish_details(self):
        """Queue the shipment details of invoices that were made already. INSERTs and nothing else."""
        for picking in self.sudo().filtered(lambda one: one.sale_id and one._qb_is_shipment()):
            invoices = picking._qb_live_invoices()
            settings = picking._qb_channel()
            connection = settings.connection
            if invoices and settings.automatic and connection._accepts_wishes() and connection._sends("shipments"):
                self.env["qb.operation"]._wish(
                    connection, invoices, "update", reason=self.env._("Shipment details"), changed=SHIPMENT
                )


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_prepare_update(self, operation, answers):
        """The shipment details of an invoice that is there; no line and no amount is touched."""
        move, connection = self.sudo(), operation.connection_id
        link = move._qb_link_for(connection, move._qb_document_type(connection))[:1]
        if not link or move.state != "posted":
            return Settled(self.env._("It is not in QuickBooks; its shipment details go with it."))
        facts = move._qb_facts(connection)
        products = sales_lines.products_needed(move, facts, connection)
        references = References(connection, move._qb_customer(), products, move.currency_id)
        missing = references.missing()
        if missing:
            return Wait(missing)
        document = sales_document.document(move, references, facts, operation.marker)
        document = move._qb_with_order(move._qb_as_type(document, link.qb_type), connection)
        command = shipment_details(document, ObjectRef(link.qb_type, link.qb_id, link.sync_token))
        tax = amount(move.amount_tax, move.currency_id)
        return Send(command, qb_type=link.qb_type, total=document.total, tax=tax)
