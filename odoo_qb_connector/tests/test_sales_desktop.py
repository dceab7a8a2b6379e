"""The life of an order in company files of QuickBooks Desktop of each country (docs/sales-matrix.md)."""

from odoo.tests import tagged

from .desktop_country import CountryCase


class Life:
    """What happens to orders, in each country. `cent`: by how much QuickBooks would compute the tax of a down payment's
    last invoice otherwise, "" for nothing."""

    cent = ""

    def test_every_kind_of_line(self):
        """Section, note, discounts, transport and a down payment: the same money, both ways."""
        self.charge(
            "down_payment", self.item_on("Deposit received", self.account("Customer Deposits", "OtherCurrentLiability"))
        )
        order, ahead = self.paid_ahead()
        picking = self.shipped(order)
        self.sent(ahead)
        self.there(ahead)
        invoice = picking.qb_invoice_ids
        if self.cent:
            self.assertRegex(invoice.qb_message, f"a difference of {self.cent}\\.")
            self.allow_cents()
            invoice.action_qb_send_again()
        self.sent(invoice)
        self.assert_same_total(invoice)
        note = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        note.action_post()
        self.sent(note)
        self.assert_same_total(note, "CreditMemo")

    def test_fully_delivered_is_one_invoice(self):
        self.connection.default_channel_id.invoice_when = "delivered"
        order = self.order((self.chair, 5, 33.33), (self.desk, 1))
        self.shipped(order, quantities={self.chair: 2})
        self.run_queue()
        self.assertEqual(self.ours("Invoice"), [])
        self.shipped(order, day=11)
        self.run_queue()
        self.assert_same_money(self.the_only_invoice(), order.invoice_ids)

    def test_paid_orders_are_receipts_where_the_channel_owns_them(self):
        """Elsewhere what is paid is an invoice, since no payments are sent."""
        self.connection.default_channel_id.receipts = True
        invoice = self.invoice((self.chair, 2, 99.99))
        self.pay(invoice)
        self.sent(invoice)
        self.there(invoice, "SalesReceipt")
        self.assertEqual(self.ours("Invoice"), [])
        self.connection.default_channel_id.receipts = False
        paid = self.invoice((self.chair, 2, 99.99))
        self.pay(paid)
        self.sent(paid)
        self.assertEqual((len(self.ours("SalesReceipt")), len(self.ours("Invoice"))), (1, 1))

    def test_returned_and_shipped_again(self):
        """As usual in the country: deleted, or a credit memo of that day; then a new invoice; of a part a memo."""
        picking = self.shipped(self.order((self.chair, 3, 33.33), (self.desk, 1)))
        self.sent()
        first = picking.qb_invoice_ids
        self.there(first)
        back = self.returned(picking)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        if self.deletes:
            self.assertEqual((self.ours("Invoice"), self.ours("CreditMemo"), note.qb_state), ([], [], "settled"))
        else:
            self.assertEqual(self.there(note, "CreditMemo")["TxnDate"], "2026-03-12")
            self.assertEqual(len(self.ours("Invoice")), 1)
        again = self.shipped_again(back)
        self.run_queue()
        second = again.qb_invoice_ids
        self.assertEqual((second.amount_total, second.qb_state), (first.amount_total, "sent"), second.qb_message)
        numbers = [second.qb_number] if self.deletes else [first.qb_number, second.qb_number]
        self.assertEqual(sorted(self.numbered("Invoice")), sorted(numbers))
        self.there(second)
        memos = len(self.ours("CreditMemo"))
        self.returned(again, {self.chair: 1}, day=20)
        self.run_queue()
        newest = self.credit_notes(picking.sale_id)[-1]
        self.assertEqual((self.lines_of(newest), newest.qb_state), ([("Chair", 1.0, 33.33)], "sent"))
        self.assertEqual(len(self.ours("CreditMemo")), memos + 1)
        self.assertEqual(self.there(newest, "CreditMemo")["TxnDate"], "2026-03-20")

    def test_the_other_way_where_the_policy_says_so(self):
        self.connection.full_returns = "credit" if self.deletes else "delete"
        picking = self.shipped(self.order((self.chair, 1)))
        self.sent()
        self.returned(picking)
        self.run_queue()
        found = len(self.ours("Invoice")), len(self.ours("CreditMemo"))
        self.assertEqual(found, (1, 1) if self.deletes else (0, 0))

    def test_changed_and_cancelled(self):
        """The same document is updated, and void in the end."""
        invoice = self.invoice((self.chair, 3, 33.33), invoice_date=self.today())
        self.sent(invoice)
        before = self.there(invoice)
        invoice.button_draft()
        self.assertEqual(invoice.qb_state, "changed")
        self.run_queue()
        self.assertEqual(self.ours("Invoice"), [before], "nothing goes until it is posted")
        invoice.invoice_line_ids.quantity = 2
        invoice.action_post()
        self.sent(invoice)
        after = self.there(invoice)
        self.assertEqual((after["TxnID"], after["InvoiceLineRet"][0]["Quantity"]), (before["TxnID"], "2"))
        self.assertNotEqual(after["EditSequence"], before["EditSequence"])
        invoice.button_cancel()
        self.run_queue()
        self.assertEqual(self.money(self.the_only_invoice()), (0, 0))
        self.assertEqual(invoice.qb_message, f"Invoice {invoice.qb_number} is void in QuickBooks.")

    def test_cancelled_it_is_deleted_or_left_alone_by_policy(self):
        for policy, left in (("delete", 0), ("keep", 1)):
            with self.subTest(policy=policy):
                self.connection.cancelled_invoices = policy
                invoice = self.invoice((self.chair, 2, 99.99), invoice_date=self.today())
                self.sent(invoice)
                invoice.button_cancel()
                self.run_queue()
                self.assertEqual(len(self.ours("Invoice")), left)


@tagged("post_install", "-at_install")
class TestUnitedStates(Life, CountryCase):
    cent = "-0.01"

    def test_the_customer_reads_a_message_of_quickbooks_list(self):
        """The first session brings the list; a text of the channel's own stands in the memo."""
        channel = self.connection.default_channel_id
        channel.customer_message_id = self.entry_named("CustomerMsg", "Thank you for your business.")
        channel.message = "Ask for {order}"
        picking = self.shipped(self.order((self.chair, 1)))
        self.run_queue()
        there = self.there(picking.qb_invoice_ids)
        self.assertEqual(there["CustomerMsgRef"]["FullName"], "Thank you for your business.")
        self.assertIn(f"Ask for {picking.sale_id.name}", there["Memo"])


@tagged("post_install", "-at_install")
class TestCanada(Life, CountryCase):
    country, currency, percent, codes, deletes = "CA", "CAD", 13, ("H", "E"), False
    cent = "-0.01"


@tagged("post_install", "-at_install")
class TestBritain(Life, CountryCase):
    country, currency, percent, codes, deletes = "UK", "GBP", 20, ("S", "O"), False
