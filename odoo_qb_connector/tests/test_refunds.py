"""What came back of a sales receipt: the receipt goes, or a refund receipt stands beside it, or, while the money is not
paid back, a credit memo; never two of them, to the cent, and every account as it was."""

from decimal import Decimal

from odoo.tests import tagged

from .online_company import post
from .test_desktop_documents import DocumentCase
from .test_receipts import Receiving
from .test_returns_online import ReturnsCase
from .test_tax_matrix import MatrixCase


class Refunding(Receiving):
    """Mixed into a BooksCase: receipts and refunds there, and what money they leave where."""

    def ours(self, entity):
        return [one for one in self.books(entity) if "[odoo:" in one.get("PrivateNote", "")]

    def types_there(self):
        """{type: numbers} of all that Odoo sent for customers."""
        found = {kind: [one["DocNumber"] for one in self.ours(kind)] for kind in ("SalesReceipt", "RefundReceipt")}
        found |= {"Invoice": [one["DocNumber"] for one in self.invoices_there()]}
        found["CreditMemo"] = [one["DocNumber"] for one in self.ours("CreditMemo")]
        return {kind: numbers for kind, numbers in found.items() if numbers}

    def balance(self, account):
        return next(Decimal(str(one["CurrentBalance"])) for one in self.books("Account") if one["Name"] == account)

    def owed(self, move):
        """What the customer of `move` owes there."""
        party = self.env["qb.link"]._find(self.connection, move.commercial_partner_id, "Customer").qb_id
        return next(one["Balance"] for one in self.books("Customer") if one["Id"] == party)

    def choose(self, **values):
        checking = self.entry_named("Account", "Checking")
        self.want(receipts=True, refund_account_id=checking.id, **values)


@tagged("post_install", "-at_install")
class TestRefunds(Refunding, ReturnsCase):
    def sold(self, *lines):
        """A delivery whose invoice was paid before it left, and stands there as a sales receipt."""
        picking = self.shipped(self.order(*lines))
        wish = self.operation(picking)
        self.prepare(picking)
        wish._mark_done()
        self.pay(picking.qb_invoice_ids)
        self.run_queue()
        self.assertEqual(self.types_there(), {"SalesReceipt": [picking.qb_invoice_ids.name]})
        return picking

    def credited(self, back):
        """The credit note of `back`, made by the queue and not sent yet."""
        wish = self.operation(back)
        self.prepare(back)
        wish._mark_done()
        return back.qb_credit_note_ids

    def test_all_of_it_is_deleted_with_its_money(self):
        self.choose(refunds="always")
        before = self.balance("Undeposited Funds")
        picking = self.sold((self.chair, 2, 33.33))
        self.assertEqual(self.balance("Undeposited Funds"), before + Decimal("71.99"))
        self.returned(picking)
        self.run_queue()
        self.assertEqual(self.types_there(), {})
        self.assertEqual(self.balance("Undeposited Funds"), before)
        self.assertEqual(self.credit_notes(picking.sale_id).qb_state, "settled")

    def test_deposited_it_is_refunded_from_the_account_that_is_named(self):
        self.choose(refunds="always")
        picking = self.sold((self.chair, 2, 33.33))
        receipt = self.ours("SalesReceipt")[0]
        post(f"/companies/{self.company.realm_id}/deposit", {"entity": "SalesReceipt", "id": receipt["Id"]})
        before = self.balance("Checking")
        self.returned(picking)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assertEqual(
            self.types_there(), {"SalesReceipt": [picking.qb_invoice_ids.name], "RefundReceipt": [note.name]}
        )
        (there,) = self.ours("RefundReceipt")
        self.assert_same_money(there, note)
        self.assertEqual((there["DepositToAccountRef"]["name"], there["TxnDate"]), ("Checking", "2026-03-12"))
        self.assertEqual(self.balance("Checking"), before - Decimal("71.99"))
        self.assertEqual((self.owed(note), note.qb_state, note.qb_message), (0, "sent", False))
        note.action_qb_send_again()
        self.run_queue()
        self.assertEqual(len(self.ours("RefundReceipt")), 1)

    def test_a_part_is_a_refund_receipt_once_it_is_paid_back(self):
        self.choose()
        picking = self.sold((self.chair, 3, 33.33))
        note = self.credited(self.returned(picking, {self.chair: 1}))
        self.pay(note)
        before = self.balance("Checking")
        self.run_queue()
        self.assertEqual(self.types_there()["RefundReceipt"], [note.name])
        self.assertEqual(self.balance("Checking"), before - Decimal("36.00"))
        self.assertNotIn("CreditMemo", self.types_there())

    def test_not_paid_back_it_is_a_credit_memo_and_stays_one(self):
        self.choose()
        picking = self.sold((self.chair, 3, 33.33))
        self.returned(picking)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assertEqual(self.types_there()["CreditMemo"], [note.name], "its money is with us: nothing is deleted")
        self.assertEqual((self.owed(note), note.qb_message), (Decimal("-107.99"), False))
        self.pay(note)
        self.assertIn("not yet the money that was paid back", note.qb_message)
        note.action_qb_send_again()
        self.run_queue()
        self.assertEqual(self.types_there()["CreditMemo"], [note.name])
        self.assertNotIn("RefundReceipt", self.types_there())

    def test_a_credit_that_pays_another_invoice_is_no_refund(self):
        self.choose()
        picking = self.sold((self.chair, 3, 33.33))
        note = self.credited(self.returned(picking))
        other = self.invoice((self.chair, 3, 33.33))
        lines = (note | other).line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        lines.reconcile()
        self.assertEqual(note.payment_state, "paid")
        self.run_queue()
        self.assertEqual(self.types_there()["CreditMemo"], [note.name])

    def test_without_an_account_it_says_where_to_choose_one(self):
        self.choose(refunds="always")
        picking = self.sold((self.chair, 3, 33.33))
        self.want(refund_account_id=False)
        self.returned(picking, {self.chair: 1})
        self.run_queue()
        self.assertEqual(
            self.credit_notes(picking.sale_id).qb_message,
            "A refund receipt must say which account its money leaves. Choose Refunds Are Paid From on the sales "
            "channel (QuickBooks › Configuration › Sales Channels), then press Send Again.",
        )

    def test_the_return_dialog_says_it(self):
        self.choose(refunds="always")
        picking = self.sold((self.chair, 3, 33.33))
        name = picking.qb_invoice_ids.name
        wizard = self.env["stock.return.picking"].with_context(active_id=picking.id, active_model="stock.picking")
        wizard = wizard.create({})
        wizard.product_return_moves.quantity = 1
        self.assertEqual(
            wizard.qb_return_words,
            f"QuickBooks: a refund receipt for {name} goes there, dated on the return. Only a part of what {name} sold "
            "came back.",
        )


@tagged("post_install", "-at_install")
class TestRefundsInCanada(Refunding, MatrixCase):
    def test_taxes_and_money_go_back(self):
        self.open_region("ca", "CAD")
        gst, pst = self.a_tax("GST 5%", 5), self.a_tax("PST 7%", 7)
        self.desk.taxes_id = gst | pst
        self.proposals()
        self.choose()
        before = self.balance("Checking")
        sold = self.invoice((self.chair, 3, 33.35, gst | pst), currency_id=self.currency.id)
        self.pay(sold)
        self.run_queue()
        self.assertEqual(self.types_there(), {"SalesReceipt": [sold.name]})
        note = sold._reverse_moves([{"invoice_date": sold.invoice_date}])
        note.with_context(qb_made_by_queue=True).action_post()
        self.pay(note)
        note._qb_wish("send", reason="Test")
        self.run_queue()
        self.assertEqual(self.types_there(), {"SalesReceipt": [sold.name], "RefundReceipt": [note.name]})
        (there,) = self.ours("RefundReceipt")
        self.assert_same_money(there, note)
        self.assertEqual((Decimal(str(there["TotalAmt"])), there["Balance"]), (Decimal("112.05"), 0))
        self.assertEqual(self.balance("Checking"), before - Decimal("112.05"))
        self.assertEqual(self.owed(note), 0)


@tagged("post_install", "-at_install")
class TestRefundsOnDesktop(Receiving, DocumentCase):
    def test_it_is_a_credit_memo_and_the_refund_is_said(self):
        self.want(receipts=True, refunds="always")
        sold = self.invoice((self.chair, 1, 100.0))
        self.link(sold, "SalesReceipt", "7-1")
        note = sold._reverse_moves([{"invoice_date": sold.invoice_date}])
        note.with_context(qb_made_by_queue=True).action_post()
        self.assertEqual(self.plan(note).qb_type, "CreditMemo")
        self.operations(note)._mark_done()
        self.link(note, "CreditMemo", "8-1")
        self.assertEqual(note.qb_state, "sent")
        self.assertEqual(
            note.qb_message,
            "QuickBooks has the credit memo, and not yet the money that was paid back: Desktop takes no refund from "
            "another program. Open the credit memo there and choose Use Credit to › Give refund.",
        )
