"""What corrects a sale in every region of QuickBooks Online: credits, refunds, what is gone there, closed books
(docs/sales-matrix.md)."""

from datetime import date
from decimal import Decimal

from odoo.tests import tagged

from .online_regions import Australia, Britain, Canada, RegionCase, UsAutomated, UsLegacy
from .test_credit_notes import Crediting
from .test_preview import Previewing


class CorrectionCase(Crediting, Previewing, RegionCase):
    def assert_open(self, there, move):
        """As much is open there as in Odoo."""
        self.assertEqual(Decimal(str(there["Balance"])), Decimal(f"{move.amount_residual:.2f}"))

    def remove_there(self, there):
        """A person deletes an invoice in QuickBooks."""
        self.company.enter("Invoice", {"Id": there["Id"], "SyncToken": there["SyncToken"]}, operation="delete")

    def pay_there(self, there, amount):
        link = [{"TxnId": there["Id"], "TxnType": "Invoice"}]
        body = {"CustomerRef": {"value": there["CustomerRef"]["value"]}, "TotalAmt": amount}
        self.company.enter("Payment", {**body, "Line": [{"Amount": amount, "LinkedTxn": link}]})


class Corrections:
    """What happens in each region."""

    def test_a_credit_is_applied_to_its_invoice(self):
        invoice = self.invoice((self.chair, 3, 33.33))
        note = self.credit(invoice, {self.chair: 1})
        self.sent(invoice, note)
        self.assert_open(self.there(invoice), invoice)
        memo = self.there(note, "CreditMemo")
        self.assert_open(memo, note)
        self.assertEqual((memo["Balance"], invoice.qb_applied[:11]), (0, "Credited in"))
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertIn(f"Credit for {invoice.name}", memo["PrivateNote"])

    def test_what_a_receipt_sold_is_refunded(self):
        checking = self.entry_named("Account", "Checking")
        self.want(receipts=True, refunds="always", refund_account_id=checking.id)
        picking = self.shipped(self.order((self.chair, 3, 33.33)))
        wish = self.operation(picking)
        self.prepare(picking)
        wish._mark_done()
        self.pay(picking.qb_invoice_ids)
        self.run_queue()
        self.there(picking.qb_invoice_ids, "SalesReceipt")
        self.returned(picking, {self.chair: 1})
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        refund = self.there(note, "RefundReceipt")
        self.assertEqual((refund["DepositToAccountRef"]["name"], refund["TxnDate"]), ("Checking", "2026-03-12"))
        self.assertEqual((self.ours("CreditMemo"), note.qb_state), ([], "sent"))

    def test_paid_there_it_is_credited(self):
        self.connection.full_returns = "delete"
        picking = self.shipped(self.order((self.chair, 2, 33.33)))
        self.sent()
        self.pay_there(self.there(picking.qb_invoice_ids), 1)
        self.returned(picking)
        self.run_queue()
        self.there(picking.qb_invoice_ids)
        self.there(self.credit_notes(picking.sale_id), "CreditMemo")

    def test_a_deletion_whose_answer_was_lost(self):
        self.connection.full_returns = "delete"
        picking = self.shipped(self.order((self.chair, 2, 33.33)))
        self.sent()
        back = self.returned(picking)
        order = self.company.order("cut_after", match={"entity": "invoice", "operation": "delete"})
        self.run_queue()
        self.assertTrue(self.company.wait_for(order))
        self.run_queue()
        self.assertEqual((self.ours("Invoice"), self.ours("CreditMemo"), back.qb_state), ([], [], "settled"))

    def test_gone_there_it_is_sent_again_once(self):
        self.connection.default_channel_id.mode = "manual"
        invoice = self.invoice((self.chair, 3, 33.33))
        invoice.action_qb_send_now()
        self.sent(invoice)
        self.remove_there(self.there(invoice))
        invoice.action_qb_look()
        self.run_queue()
        self.assertTrue(invoice.qb_gone)
        invoice.action_qb_send_again()
        invoice.action_qb_send_again()
        self.sent(invoice)
        self.there(invoice)
        self.assertEqual((len(self.ours("Invoice")), invoice.qb_gone), (1, False))

    def test_a_cancelled_order_closes(self):
        self.connection.send_orders = True
        order = self.order((self.chair, 3, 33.33))
        self.run_queue()
        (estimate,) = self.ours("Estimate")
        self.assertEqual(Decimal(str(estimate["TotalAmt"])), Decimal(str(order.amount_total)))
        order.action_cancel()
        self.run_queue()
        self.assertEqual([one["TxnStatus"] for one in self.ours("Estimate")], ["Closed"])

    def test_the_preview_is_what_arrives(self):
        self.sent(self.invoice((self.chair, 1, 1.0)))
        invoice = self.invoice((self.chair, 3, 33.33))
        preview = self.preview(invoice)
        self.assertEqual((preview.verdict, preview.problems), ("ready", False))
        self.sent(invoice)
        there = self.there(invoice)
        shown = [Decimal(f"{preview[name]:.2f}") for name in ("total", "tax")]
        tax = there.get("TxnTaxDetail", {}).get("TotalTax", 0)
        self.assertEqual(shown, [Decimal(str(there["TotalAmt"])), Decimal(str(tax))])

    def test_a_closed_period_holds_or_is_dated_on_the_first_open_day(self):
        """Held with its own date; then dated in Odoo and there alike, the true date in the memo."""
        self.control("/close-books", {"date": "2026-03-31"})
        with self.enter_registry_test_mode():
            self.connection._look_at_company()
        invoice = self.invoice((self.chair, 3, 33.33))
        self.run_queue()
        self.assertEqual((invoice.qb_state, self.ours("Invoice")), ("failed", []))
        self.assertEqual(invoice.invoice_date, date(2026, 3, 1))
        self.connection.closed_periods = "redate"
        invoice.action_qb_send_again()
        self.sent(invoice)
        there = self.there(invoice)
        self.assertEqual((there["TxnDate"], invoice.invoice_date), ("2026-04-01", date(2026, 4, 1)))
        self.assertIn("Dated 2026-03-01 in Odoo before", there["PrivateNote"])


@tagged("post_install", "-at_install")
class TestUsAutomated(Corrections, UsAutomated, CorrectionCase):
    pass


@tagged("post_install", "-at_install")
class TestUsLegacy(Corrections, UsLegacy, CorrectionCase):
    pass


@tagged("post_install", "-at_install")
class TestCanada(Corrections, Canada, CorrectionCase):
    pass


@tagged("post_install", "-at_install")
class TestBritain(Corrections, Britain, CorrectionCase):
    pass


@tagged("post_install", "-at_install")
class TestAustralia(Corrections, Australia, CorrectionCase):
    pass
