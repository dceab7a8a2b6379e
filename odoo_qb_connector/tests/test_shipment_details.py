"""A tracking number that comes after the invoice goes into the document in QuickBooks, and touches nothing else."""

from odoo.addons.odoo_qb_connector.gateway import Verb
from odoo.tests import tagged

from .job_books import BooksCase
from .job_common import JobCase
from .test_desktop_documents import DocumentCase


class Detailing:
    def updates(self, invoice):
        return self.operations(invoice).filtered(lambda operation: operation.verb == "update")


@tagged("post_install", "-at_install")
class TestShipmentDetails(Detailing, JobCase):
    def test_what_is_wished_for(self):
        picking = self.ship(self.order((self.chair, 1)))
        picking.carrier_tracking_ref = "1Z001"
        invoice = self.invoice_of(picking)
        self.assertFalse(self.updates(invoice), "the invoice was not made yet: it goes with it")
        picking.carrier_tracking_ref = "1Z002"
        self.assertEqual(self.updates(invoice).changed, ["ship_date", "ship_method", "tracking_number"])
        picking.note = "left at the door"
        self.assertEqual(len(self.updates(invoice)), 1)

    def test_switched_off_or_by_hand_nothing_is(self):
        picking = self.ship(self.order((self.chair, 1)))
        invoice = self.invoice_of(picking)
        self.connection.send_shipments = False
        picking.carrier_tracking_ref = "1Z002"
        self.connection.send_shipments = True
        self.connection.default_channel_id.mode = "manual"
        picking.carrier_tracking_ref = "1Z003"
        self.assertFalse(self.updates(invoice))

    def test_before_it_is_there_there_is_nothing_to_do(self):
        self.link_all()
        invoice = self.invoice_of(self.ship(self.order((self.chair, 1))))
        operation = self.env["qb.operation"]._wish(self.connection, invoice, "update")
        plan = self.connection._as_responsible(invoice)._qb_prepare_update(operation, {})
        self.assertEqual(plan.note, "It is not in QuickBooks; its shipment details go with it.")


@tagged("post_install", "-at_install")
class TestInTheBooks(Detailing, BooksCase):
    def test_it_arrives_in_the_same_document(self):
        self.open_books()
        picking = self.ship(self.order((self.chair, 2)))
        self.run_queue()
        before = self.the_only_invoice()
        self.assertNotIn("TrackingNum", before)
        picking.write({"carrier_tracking_ref": "1Z999", "carrier_id": self.carrier.id})
        self.run_queue()
        there = self.the_only_invoice()
        self.assertEqual((there["TrackingNum"], there["ShipMethodRef"]["value"]), ("1Z999", "Truck"))
        self.assertEqual((there["Id"], there["SyncToken"], there["Line"]), (before["Id"], "1", before["Line"]))
        invoice = picking.qb_invoice_ids
        self.assert_same_money(there, invoice)
        self.assertEqual((invoice.qb_state, invoice.qb_link_id.sync_token), ("sent", "1"))


@tagged("post_install", "-at_install")
class TestOnDesktop(Detailing, DocumentCase):
    def test_no_line_in_both_schemas(self):
        picking = self.ship(self.order((self.chair, 1)))
        invoice = self.invoice_of(picking)
        self.link(invoice, "Invoice", "55-1", sync_token="9")
        picking.carrier_tracking_ref = "1Z999"
        plan = self.connection._as_responsible(invoice)._qb_prepare_update(self.updates(invoice), {})
        self.assertEqual((plan.command.verb, plan.command.target.id), (Verb.UPDATE, "55-1"))
        body = self.bytes_of(plan.command)
        self.assertIn(b"<ShipDate>", body)
        self.assertNotIn(b"InvoiceLineMod", body)
        self.assertIn(b"1Z999", body)
