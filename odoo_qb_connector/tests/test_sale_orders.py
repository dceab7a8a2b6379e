"""Open orders in QuickBooks: estimates and sales orders, changed, closed, and linked to their invoices."""

from decimal import Decimal

from odoo.addons.odoo_qb_connector.documents import SalesKind
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, HeldLine, ObjectRef, ReadObject, Verb
from odoo.addons.odoo_qb_connector.models.builders.order_document import ORDER
from odoo.addons.odoo_qb_connector.models.qb_plan import Ask, Settled, Wait
from odoo.exceptions import UserError
from odoo.tests import tagged

from .job_books import BooksCase
from .job_common import JobCase
from .test_desktop_documents import DocumentCase


class Ordering:
    def wish(self, order):
        return self.env["qb.operation"]._wish(self.connection, order, "send", qb_type=ORDER)

    def plan_of(self, order, answers=None):
        responsible = self.connection._as_responsible(order)
        return responsible._qb_prepare(self.wish(order), answers or {})

    def wishes(self, order):
        return self.operations(order).filtered(lambda operation: operation.qb_type == ORDER)


@tagged("post_install", "-at_install")
class TestOrder(Ordering, JobCase):
    def setUp(self):
        super().setUp()
        self.link_all()

    def test_document(self):
        order = self.order((self.chair, 3), (self.cabling, 1), client_order_ref="PO 7", validity_date="2026-12-31")
        plan = self.plan_of(order)
        document = plan.command.document
        self.assertEqual((plan.command.verb, plan.qb_type), (Verb.CREATE, "Estimate"))
        self.assertEqual((document.kind, document.number, document.note), (SalesKind.ESTIMATE, order.name, "PO 7"))
        self.assertEqual((document.total, document.tax.total), (Decimal("367.20"), Decimal("27.20")))
        self.assertEqual([(line.item.id, line.quantity) for line in document.lines], [("11", 3), ("13", 1)])
        self.assertEqual(str(document.expires), "2026-12-31")
        self.assertFalse(order.invoice_ids)

    def test_what_is_missing_goes_first(self):
        order = self.order((self.product("Lamp", 9.0), 1))
        plan = self.plan_of(order)
        self.assertIsInstance(plan, Wait)
        self.assertEqual([record.name for record in plan.records], ["Lamp"])

    def test_quotations_and_cancelled_ones_are_not_sent(self):
        quotation = self.order((self.chair, 1), confirm=False)
        self.assertEqual(self.plan_of(quotation), Settled("Quotations are not sent to QuickBooks."))
        with self.assertRaisesRegex(UserError, "Only confirmed orders"):
            quotation.action_qb_send_order()
        quotation.action_cancel()
        self.assertIsInstance(self.plan_of(quotation), Settled)

    def test_what_is_invoiced_already_opens_no_order(self):
        order = self.order((self.chair, 1))
        self.invoice_of(self.ship(order))
        self.assertIn("invoiced already", self.plan_of(order).note)

    # ------------------------------------------------------------------ wishing

    def test_by_policy(self):
        self.assertFalse(self.wishes(self.order((self.chair, 1))))
        self.connection.send_orders = True
        order = self.order((self.chair, 1), confirm=False)
        self.assertFalse(self.wishes(order))
        order.action_confirm()
        self.assertEqual(len(self.wishes(order)), 1)

    def test_changes_of_what_is_there_are_wished_for(self):
        order = self.order((self.chair, 1))
        order.order_line.product_uom_qty = 2
        self.assertFalse(self.wishes(order), "it is not there")
        self.link(order, "Estimate", 50)
        for change in (
            lambda: order.order_line.write({"product_uom_qty": 3}),
            lambda: order.write({"client_order_ref": "PO 8"}),
            lambda: order.write({"order_line": [(0, 0, {"product_id": self.desk.id})]}),
            lambda: order.action_cancel(),
        ):
            before = len(self.wishes(order))
            change()
            self.assertGreater(len(self.wishes(order)), before)

    def test_what_queues_nothing(self):
        order = self.order((self.chair, 1))
        self.link(order, "Estimate", 50)
        order.write({"note": "internal"})
        self.ship(order)
        self.assertFalse(self.wishes(order))

    # ------------------------------------------------------------------ changing

    def there(self, *lines):
        ref = ObjectRef("Estimate", "50", "7")
        return {ReadObject(ObjectRef("Estimate", "50")): Acknowledged(ref, number="S1", lines=lines)}

    def test_a_change_keeps_the_lines_there(self):
        order = self.order((self.chair, 3), (self.desk, 1), (self.chair, 1))
        self.link(order, "Estimate", 50)
        self.assertIsInstance(self.plan_of(order), Ask)
        held = (HeldLine("1", "11"), HeldLine("2", "12"), HeldLine("3", "11"))
        command = self.plan_of(order, self.there(*held)).command
        self.assertEqual((command.verb, command.target), (Verb.UPDATE, ObjectRef("Estimate", "50", "7")))
        self.assertEqual([line.line_id for line in command.document.lines], ["1", "2", "3"])
        self.assertIsNone(command.document.closed)

    def test_cancelling_closes(self):
        order = self.order((self.chair, 3))
        self.link(order, "Estimate", 50)
        order.action_cancel()
        self.assertIs(self.plan_of(order, self.there()).command.document.closed, True)

    # ------------------------------------------------------------------ its invoices

    def test_the_last_invoice_names_an_estimate(self):
        order = self.order((self.chair, 3))
        self.link(order, "Estimate", 50)
        first = self.invoice_of(self.ship(order, {self.chair: 1}))
        self.assertIsNone(self.document(first).order)
        last = self.invoice_of(self.ship(order))
        self.assertEqual((self.document(last).order.type, self.document(last).order.id), ("Estimate", "50"))
        self.assertIsNone(self.document(first).order)

    def test_every_invoice_names_the_lines_of_a_sales_order(self):
        order = self.order((self.chair, 3), (self.desk, 1))
        self.link(order, "SalesOrder", "A1-1", held_lines=[["L1", "11"], ["L2", "12"]])
        invoice = self.invoice_of(self.ship(order, {self.chair: 1, self.desk: 1}))
        lines = self.document(invoice).lines
        self.assertEqual(
            [(one.order_line.order_id, one.order_line.line_id) for one in lines], [("A1-1", "L1"), ("A1-1", "L2")]
        )

    def test_the_badge_is_about_the_money(self):
        order = self.order((self.chair, 3))
        self.link(order, "Estimate", 50, number="S00001")
        order.invalidate_recordset()
        self.assertEqual((order.qb_state, order.qb_sent, order.qb_order_link_id.qb_id), ("none", False, "50"))


@tagged("post_install", "-at_install")
class TestInTheBooks(Ordering, BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()
        self.connection.send_orders = True

    def the_estimate(self):
        (found,) = [one for one in self.books("Estimate") if "[odoo:" in one.get("PrivateNote", "")]
        return found

    def test_from_the_order_to_the_last_invoice(self):
        order = self.order((self.chair, 3), (self.desk, 1))
        self.run_queue()
        there = self.the_estimate()
        self.assertEqual((there["DocNumber"], there["TxnStatus"]), (order.name, "Pending"))
        self.assertEqual(Decimal(str(there["TotalAmt"])), Decimal(str(order.amount_total)))
        order.order_line[:1].product_uom_qty = 4
        self.run_queue()
        changed = self.the_estimate()
        self.assertEqual((changed["Id"], changed["SyncToken"]), (there["Id"], "1"))
        self.assertEqual(Decimal(str(changed["TotalAmt"])), Decimal(str(order.amount_total)))
        self.ship(order, {self.chair: 1})
        self.run_queue()
        self.assertEqual(self.the_estimate()["TxnStatus"], "Pending")
        self.ship(order)
        self.run_queue()
        closed = self.the_estimate()
        self.assertEqual(closed["TxnStatus"], "Closed")
        invoices = self.invoices_there()
        self.assertEqual(len(invoices), 2)
        named = [one for one in invoices if {"TxnId": there["Id"], "TxnType": "Estimate"} in one.get("LinkedTxn", [])]
        self.assertEqual(len(named), 1)
        self.assertEqual(sum(one["TotalAmt"] for one in invoices), Decimal(str(order.amount_total)))

    def test_cancelled_it_closes(self):
        order = self.order((self.chair, 3))
        self.run_queue()
        order.action_cancel()
        self.run_queue()
        self.assertEqual(self.the_estimate()["TxnStatus"], "Closed")
        self.assertEqual(order.qb_state, "none")

    def test_by_the_button(self):
        self.connection.send_orders = False
        order = self.order((self.chair, 1))
        self.run_queue()
        self.assertEqual([one for one in self.books("Estimate") if "[odoo:" in one.get("PrivateNote", "")], [])
        order.action_qb_send_order()
        self.run_queue()
        self.assertEqual(self.the_estimate()["DocNumber"], order.name)


@tagged("post_install", "-at_install")
class TestOnDesktop(Ordering, DocumentCase):
    def test_a_sales_order_in_both_schemas(self):
        order = self.order((self.chair, 2))
        plan = self.plan_of(order)
        self.assertEqual(plan.qb_type, "SalesOrder")
        self.assertIn(b"<SalesOrderAdd", self.bytes_of(plan.command))

    def test_an_estimate_is_closed_after_the_last_invoice(self):
        order = self.order((self.chair, 2))
        self.link(order, "Estimate", "12-345")
        first = self.invoice_of(self.ship(order, {self.chair: 1}))
        self.assertIsNone(self.plan(first).command.document.order)
        acknowledged = Acknowledged(ObjectRef("Invoice", "77-1", "1"))
        first._qb_acknowledged(self.operation(first), self.link(first, "Invoice", "77-1"), acknowledged)
        self.assertFalse(self.wishes(order))
        last = self.invoice_of(self.ship(order))
        last._qb_acknowledged(self.operation(last), self.link(last, "Invoice", "77-2"), acknowledged)
        self.assertEqual(len(self.wishes(order)), 1)
        there = {ReadObject(ObjectRef("Estimate", "12-345")): Acknowledged(ObjectRef("Estimate", "12-345", "9"))}
        command = self.plan_of(order, there).command
        self.assertIs(command.document.closed, True)
        self.assertIn(b"<IsActive>false</IsActive>", self.bytes_of(command))

    def test_an_invoice_of_its_lines_in_both_schemas(self):
        order = self.order((self.chair, 2))
        held = [["1A-1", self.env["qb.link"]._find(self.connection, self.chair, "Item").qb_id]]
        self.link(order, "SalesOrder", "12-345", held_lines=held)
        invoice = self.invoice_of(self.ship(order))
        body = self.bytes_of(self.plan(invoice).command)
        self.assertIn(b"<LinkToTxn><TxnID>12-345</TxnID><TxnLineID>1A-1</TxnLineID></LinkToTxn>", body)
