"""Credit notes: a credit memo behind the invoice that it credits, once and to the cent, in both editions."""

from decimal import Decimal

from lxml import etree
from odoo.addons.odoo_qb_connector.documents import SalesKind
from odoo.addons.odoo_qb_connector.models.qb_plan import Behind, Wait
from odoo.tests import tagged

from .job_books import BooksCase
from .job_common import JobCase
from .test_desktop_documents import CHAIR, CUSTOMER, DocumentCase


class Crediting:
    def credit(self, invoice, quantities=None, post=True):
        """The credit note that Odoo's own wizard makes of `invoice`, perhaps with other {product: quantity}."""
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "date": "2026-03-05"})
        )
        note = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        for line in note.invoice_line_ids.filtered("product_id") if quantities else ():
            line.quantity = quantities.get(line.product_id, 0)
        if post:
            note.action_post()
        return note


@tagged("post_install", "-at_install")
class TestCreditNote(Crediting, JobCase):
    def setUp(self):
        super().setUp()
        self.link_all()

    def test_posting_wishes_for_it(self):
        invoice = self.invoice((self.chair, 2, 100.0))
        note = self.credit(invoice)
        wish = self.operations(note)
        self.assertEqual((len(wish), wish.verb, wish.reason), (1, "send", "Confirmed"))

    def test_document(self):
        invoice = self.invoice((self.chair, 2, 100.0), (self.desk, 1, 250.0))
        self.link(invoice, "Invoice", 77)
        note = self.credit(invoice, {self.chair: 1})
        document = self.document(note)
        self.assertEqual((document.kind, document.number), (SalesKind.CREDIT_MEMO, note.name))
        self.assertEqual((document.total, document.tax.total), (Decimal("108.00"), Decimal("8.00")))
        self.assertEqual(next(line.amount for line in document.lines if hasattr(line, "item")), Decimal("100.00"))
        self.assertEqual(document.note, f"Credit for {invoice.name}")
        self.assertEqual((document.ship_date, document.tracking_number), (None, ""))
        plan = self.prepare(note)
        self.assertEqual((plan.qb_type, plan.total, plan.tax), ("CreditMemo", Decimal("108.00"), Decimal("8.00")))

    def test_waits_behind_the_invoice_on_its_way(self):
        invoice = self.invoice((self.chair, 2, 100.0))
        plan = self.prepare(self.credit(invoice))
        self.assertEqual(plan, Behind(self.operations(invoice)))

    def test_invoice_that_is_not_there_is_a_sentence(self):
        invoice = self.invoice((self.chair, 2, 100.0))
        self.operations(invoice)._mark_cancelled("Cancelled")
        note = self.credit(invoice)
        self.assertEqual(
            self.refusal(note),
            f"{note.name} credits {invoice.name}, which is not in QuickBooks. Press Send Now on that invoice first,"
            " then Send Again here; if it was booked in QuickBooks before Odoo was connected, enter the credit there by"
            " hand.",
        )

    def test_without_an_original_it_goes(self):
        self.env["qb.link"].search([("res_model", "=", "res.partner")]).unlink()
        note = self.invoice((self.chair, 1, 100.0), move_type="out_refund")
        self.assertEqual(self.prepare(note), Wait([self.customer]))
        self.link(self.customer, "Customer", 1)
        self.assertEqual(self.document(note).note, "")

    def test_credit_note_of_a_return_finds_its_invoice(self):
        order = self.order((self.chair, 2))
        picking = self.ship(order)
        invoice = self.invoice_of(picking)
        self.bring_back(picking, {self.chair: 1})
        self.chair.invoice_policy = "delivery"
        note = order._create_invoices(final=True)
        note.action_post()
        self.assertEqual((note.move_type, note.reversed_entry_id.id, note.amount_total), ("out_refund", False, 108.0))
        self.assertEqual(note._qb_originals(), invoice)


@tagged("post_install", "-at_install")
class TestInTheBooks(Crediting, BooksCase):
    def test_online(self):
        self.open_books()
        invoice = self.invoice((self.chair, 3, 33.33), (self.desk, 1, 250.0))
        note = self.credit(invoice, {self.chair: 1})
        self.run_queue()
        there = [one for one in self.books("CreditMemo") if "[odoo:" in one.get("PrivateNote", "")]
        self.assertEqual(len(there), 1)
        self.assert_same_money(there[0], note)
        self.assertEqual((there[0]["DocNumber"], there[0]["TxnDate"]), (note.name, "2026-03-05"))
        self.assertIn(f"Credit for {invoice.name}", there[0]["PrivateNote"])
        self.assertEqual((note.qb_state, note.qb_number, invoice.qb_state), ("sent", note.name, "sent"))

    def test_in_every_region(self):
        for profile in ("us-ast", "us-legacy"):
            with self.subTest(profile=profile):
                self.open_books(profile)
                if profile == "us-legacy":
                    self.map_tax("California")
                note = self.invoice((self.chair, 3, 33.33), (self.desk, 2, 12.5), move_type="out_refund")
                self.run_queue()
                there = [one for one in self.books("CreditMemo") if "[odoo:" in one.get("PrivateNote", "")]
                self.assertEqual((len(there), note.qb_state), (1, "sent"), note.qb_message)
                self.assert_same_money(there[0], note)

    def map_tax(self, code):
        self.env["qb.tax.map"].create(
            {
                "connection_id": self.connection.id,
                "tax_ids": [(6, 0, self.tax.ids)],
                "code_id": self.entry_named("TaxCode", code).id,
            }
        )


@tagged("post_install", "-at_install")
class TestOnDesktop(Crediting, DocumentCase):
    def test_a_credit_memo_in_both_schemas(self):
        invoice = self.invoice((self.chair, 2, 100.0))
        self.link(invoice, "Invoice", "1A-1")
        note = self.credit(invoice, {self.chair: 1})
        body = etree.fromstring(self.bytes_of(self.plan(note).command))[0][0]
        self.assertEqual(body.tag, "CreditMemoAddRq")
        head = body.find("CreditMemoAdd")
        self.assertEqual(head.findtext("CustomerRef/ListID"), CUSTOMER)
        self.assertEqual(head.findtext("TxnDate"), "2026-03-05")
        line = head.find("CreditMemoLineAdd")
        self.assertEqual(
            (line.findtext("ItemRef/ListID"), line.findtext("Quantity"), line.findtext("Rate")), (CHAIR, "1", "100")
        )
        self.assertIn(f"Credit for {invoice.name}", head.findtext("Memo"))
