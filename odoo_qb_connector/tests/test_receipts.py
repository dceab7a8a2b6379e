"""Paid orders as sales receipts; documents that are only linked to what is in QuickBooks."""

from decimal import Decimal

from odoo import fields
from odoo.addons.odoo_qb_connector.documents import SalesKind
from odoo.exceptions import UserError
from odoo.tests import tagged

from .job_books import BooksCase
from .job_common import JobCase
from .test_desktop_documents import DocumentCase


class Receiving:
    def want(self, **values):
        self.connection.default_channel_id.write(values)

    def pay(self, *invoices):
        """A person registers the whole payment in Odoo."""
        for invoice in invoices:
            wizard = self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            )
            wizard.create({})._create_payments()
            self.assertIn(invoice.payment_state, ("paid", "in_payment"))


@tagged("post_install", "-at_install")
class TestReceipts(Receiving, JobCase):
    def setUp(self):
        super().setUp()
        self.link_all()
        self.want(receipts=True)

    def test_what_is_paid_is_a_receipt(self):
        method = self.entry("PaymentMethod", 3, "Visa")
        bank = self.entry("Account", 35, "Checking")
        bank.kind = "Bank"
        self.want(payment_method_id=method.id, deposit_account_id=bank.id)
        invoice = self.invoice((self.chair, 1, 100.0))
        self.pay(invoice)
        document = self.document(invoice)
        self.assertEqual(document.kind, SalesKind.SALES_RECEIPT)
        self.assertEqual((document.payment_method.id, document.deposit_account.id), ("3", "35"))
        self.assertEqual((document.due_date, document.terms, document.total), (None, None, Decimal("108.00")))
        self.assertEqual(self.prepare(invoice).qb_type, "SalesReceipt")

    def test_what_is_owed_is_an_invoice(self):
        self.assertEqual(self.document(self.invoice((self.chair, 1, 100.0))).kind, SalesKind.INVOICE)

    def test_without_the_setting_it_is_an_invoice(self):
        self.want(receipts=False)
        invoice = self.invoice((self.chair, 1, 100.0))
        self.pay(invoice)
        self.assertEqual(self.document(invoice).kind, SalesKind.INVOICE)

    def test_what_went_as_an_invoice_stays_one(self):
        invoice = self.invoice((self.chair, 1, 100.0))
        self.link(invoice, "Invoice", 99)
        self.pay(invoice)
        plan = self.prepare(invoice)
        self.assertEqual((plan.qb_type, plan.command.target.id), ("Invoice", "99"))

    def test_a_credit_note_is_no_receipt(self):
        invoice = self.invoice((self.chair, 1, 100.0))
        self.assertEqual(invoice._reverse_moves()._qb_document_type(self.connection), "CreditMemo")

    def test_the_deposit_goes_to_an_account_of_this_company(self):
        with self.assertRaises(UserError):
            self.want(deposit_account_id=self.entry("Term", 35, "Net 30").id)


@tagged("post_install", "-at_install")
class TestInTheBooks(Receiving, BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    def receipts_there(self):
        return [one for one in self.books("SalesReceipt") if "[odoo:" in one.get("PrivateNote", "")]

    def test_a_receipt_once_and_no_invoice(self):
        self.want(receipts=True)
        invoice = self.invoice((self.chair, 2, 99.99))
        self.pay(invoice)
        self.run_queue()
        (there,) = self.receipts_there()
        self.assert_same_money(there, invoice)
        self.assertEqual((there["Balance"], there["DocNumber"]), (0, invoice.name))
        self.assertEqual(there["DepositToAccountRef"]["name"], "Undeposited Funds")
        self.assertEqual(self.invoices_there(), [])
        self.assertEqual((invoice.qb_state, invoice.qb_link_id.qb_type), ("sent", "SalesReceipt"))
        invoice.action_qb_send_again()
        self.run_queue()
        self.assertEqual(len(self.receipts_there()), 1)

    def test_paid_after_it_was_sent_there_is_one_document(self):
        self.want(receipts=True)
        invoice = self.invoice((self.chair, 1, 100.0))
        self.run_queue()
        self.pay(invoice)
        invoice.action_qb_send_again()
        self.run_queue()
        self.assertEqual((len(self.invoices_there()), self.receipts_there()), (1, []))

    # ------------------------------------------------------------------ only linked

    def enter(self, invoice, entity="Invoice", **values):
        """What another program entered for `invoice`."""
        customer = self.env["qb.link"]._find(self.connection, invoice.commercial_partner_id, "Customer")
        item = self.env["qb.link"]._find(self.connection, self.chair, "Item")
        line = {
            "Amount": 100.0,
            "DetailType": "SalesItemLineDetail",
            "SalesItemLineDetail": {"ItemRef": {"value": item.qb_id}, "TaxCodeRef": {"value": "TAX"}},
        }
        body = {
            "CustomerRef": {"value": customer.qb_id},
            "DocNumber": invoice.name,
            "TxnDate": "2026-03-01",
            "Line": [line],
            "TxnTaxDetail": {"TotalTax": 8.0},
            **values,
        }
        return self.company.enter(entity, body)

    def only_linked(self):
        """An invoice of a channel that only links, whose customer and product are there."""
        first = self.invoice((self.chair, 1, 1.0))
        self.run_queue()
        self.assertEqual(first.qb_state, "sent")
        self.want(existing="link")
        return self.invoice((self.chair, 1, 100.0))

    def test_the_one_that_is_there_is_linked(self):
        invoice = self.only_linked()
        there = self.enter(invoice)
        self.run_queue()
        self.assertEqual((invoice.qb_state, invoice.qb_link_id.qb_id), ("sent", there["Id"]))
        self.assertEqual(len(self.invoices_there()), 1, "nothing was created")
        self.assertEqual(self.books("Invoice")[-1]["SyncToken"], there["SyncToken"])

    def test_what_is_linked_is_never_written(self):
        order = self.order((self.chair, 1, 100.0))
        first = self.invoice((self.chair, 1, 1.0))
        self.run_queue()
        self.want(existing="link")
        picking = self.ship(order)
        invoice = self.linked_invoice(picking)
        before, estimates = self.books("Invoice"), self.books("Estimate")
        invoice.action_qb_send_again()
        picking.carrier_tracking_ref = "1Z999"
        order.action_qb_send_order()
        self.run_queue()
        self.bring_back(picking, {self.chair: 1})
        self.run_queue()
        self.assertEqual(self.books("Invoice"), before)
        self.assertEqual(self.books("Estimate"), estimates)
        note = picking.qb_invoice_ids.reversal_move_ids
        self.assertEqual((first.qb_state, note.qb_reversal, note.qb_state), ("sent", "memo", "failed"))

    def linked_invoice(self, picking):
        """The invoice of `picking`, entered in QuickBooks by another program before it is looked for."""
        self.run_queue()
        invoice = picking.qb_invoice_ids
        self.enter(invoice, TxnDate=str(invoice.invoice_date))
        invoice.action_qb_send_again()
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent")
        return invoice

    def test_a_receipt_is_found_too(self):
        invoice = self.only_linked()
        there = self.enter(invoice, "SalesReceipt")
        self.run_queue()
        self.assertEqual((invoice.qb_link_id.qb_type, invoice.qb_link_id.qb_id), ("SalesReceipt", there["Id"]))

    def test_none_is_a_sentence_until_it_is_there(self):
        invoice = self.only_linked()
        self.run_queue()
        self.assertEqual(
            invoice.qb_message,
            f"This channel only links what is in QuickBooks, and no document {invoice.name} of Azure Interior over "
            "108.00 is there. "
            "When it has been entered there, press Send Again; or let the channel create its documents.",
        )
        self.enter(invoice)
        invoice.action_qb_send_again()
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent")

    def test_another_total_is_another_document(self):
        invoice = self.only_linked()
        self.enter(invoice, TxnTaxDetail={"TotalTax": 8.01})
        self.run_queue()
        self.assertEqual(invoice.qb_state, "failed")

    def test_several_are_a_persons_choice(self):
        invoice = self.only_linked()
        self.company.set_preferences({"SalesFormsPrefs": {"CustomTxnNumbers": True}})
        first, second = self.enter(invoice), self.enter(invoice, "SalesReceipt")
        self.run_queue()
        self.assertEqual(invoice.qb_state, "failed")
        self.assertIn(
            f"Invoice {first['Id']} (2026-03-01), SalesReceipt {second['Id']} (2026-03-01)", invoice.qb_message
        )
        operation = self.operations(invoice, state="failed")
        lines = self.env["qb.choose.existing"].browse(operation.action_choose_existing()["res_id"]).line_ids
        day = fields.Date.to_date("2026-03-01")
        self.assertEqual(
            [(line.qb_type, line.qb_id, line.date) for line in lines],
            [("Invoice", first["Id"], day), ("SalesReceipt", second["Id"], day)],
        )
        lines[1].action_choose()
        self.run_queue()
        self.assertEqual((invoice.qb_state, invoice.qb_link_id.qb_id), ("sent", second["Id"]))


@tagged("post_install", "-at_install")
class TestOnDesktop(Receiving, DocumentCase):
    def test_a_receipt_in_both_schemas(self):
        self.want(receipts=True)
        invoice = self.invoice((self.chair, 1, 100.0))
        self.pay(invoice)
        header = self.header(invoice, "SalesReceiptAdd")
        self.assertEqual(header["RefNumber"], "INV2600001" if invoice.name == "INV/2026/00001" else header["RefNumber"])

    def test_it_is_asked_for_by_number(self):
        self.want(existing="link")
        invoice = self.invoice((self.chair, 1, 100.0))
        asked = self.prepare(invoice).questions
        self.assertEqual(
            [(one.type, one.number, one.total) for one in asked],
            [
                ("Invoice", invoice.name, Decimal("108.00")),
                ("SalesReceipt", invoice.name, Decimal("108.00")),
            ],
        )
