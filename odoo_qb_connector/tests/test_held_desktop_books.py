"""What a payment or a deposit holds in QuickBooks Desktop: Odoo's change is refused, and says what to undo there."""

from datetime import date
from decimal import Decimal

from odoo.tests import tagged

from .desktop_country import CountryCase


class Held:
    """In each country."""

    def paid_there(self, amount=None):
        """An invoice of today whose payment a person received in QuickBooks, in full or over `amount`."""
        invoice = self.invoice((self.chair, 2, 100.0), invoice_date=self.today())
        self.sent(invoice)
        self.company.receive_payment(self.the_only_invoice()["TxnID"], amount)
        return invoice

    def deposited(self):
        """A sales receipt of today that a person took to the bank."""
        self.want(receipts=True)
        invoice = self.invoice((self.chair, 2, 100.0), invoice_date=self.today())
        self.pay(invoice)
        self.sent(invoice)
        (receipt,) = self.ours("SalesReceipt")
        self.company.deposit(receipt["TxnID"])
        return invoice

    def changed(self, invoice, quantity=1):
        invoice.button_draft()
        invoice.invoice_line_ids.quantity = quantity
        invoice.action_post()

    def test_a_smaller_invoice_than_was_paid(self):
        invoice = self.paid_there()
        before = self.the_only_invoice()
        self.changed(invoice)
        self.run_queue()
        self.assertEqual((self.the_only_invoice(), invoice.qb_state), (before, "failed"))
        self.assertRegex(
            invoice.qb_message,
            r"^A payment is applied to the document in QuickBooks, which does not allow this change: .*You cannot pay "
            r"more than the amount due\. Take the payment off in QuickBooks, then press Send Again\.$",
        )

    def test_a_larger_one_is_updated_and_stays_paid(self):
        invoice = self.paid_there()
        self.changed(invoice, 3)
        self.sent(invoice)
        self.there(invoice)
        open_there = Decimal(str(invoice.amount_total)) / 3
        self.assertEqual(Decimal(self.the_only_invoice()["BalanceRemaining"]), open_there)

    def test_cancelled_it_stays_while_it_is_paid(self):
        invoice = self.paid_there("10.00")
        before = self.the_only_invoice()
        invoice.button_cancel()
        self.run_queue()
        self.assertEqual((self.the_only_invoice(), invoice.qb_state), (before, "failed"))
        self.assertEqual(
            invoice.qb_message,
            f"{invoice.name} was cancelled in Odoo and stays in QuickBooks. A payment, a credit or a deposit is linked "
            f"to {invoice.name} in QuickBooks. Set it to draft, confirm it again and press Credit Note instead; or "
            "correct it in QuickBooks by hand.",
        )

    def test_cancelled_by_policy_it_is_deleted_or_left_alone(self):
        for policy in ("delete", "keep"):
            with self.subTest(policy=policy):
                before = len(self.ours("Invoice"))
                self.connection.cancelled_invoices = policy
                invoice = self.invoice((self.chair, 2, 100.0), invoice_date=self.today())
                self.sent(invoice)
                invoice.button_cancel()
                self.run_queue()
                self.assertEqual(len(self.ours("Invoice")), before + (policy == "keep"))

    def test_a_deposited_receipt(self):
        """Which code QuickBooks answers is known (3170), in which words is not: with words it says what to undo,
        without them it says the code."""
        invoice = self.deposited()
        (before,) = self.ours("SalesReceipt")
        for wording, words in (
            ("code", "Status code 3170."),
            ("sentence", "Take it off the deposit in QuickBooks, then press Send Again."),
        ):
            with self.subTest(wording=wording):
                self.company.set_switch("unconfirmed_wording", wording)
                invoice.button_draft()
                invoice.invoice_line_ids.price_unit -= 1
                invoice.action_post()
                self.pay(invoice)
                invoice.action_qb_send_again()
                self.run_queue()
                self.assertEqual((self.ours("SalesReceipt"), invoice.qb_state), ([before], "failed"))
                self.assertIn(words, invoice.qb_message)

    def test_a_closed_period(self):
        """Closed since the connector looked: QuickBooks refuses the change itself (3171)."""
        invoice = self.invoice((self.chair, 2, 100.0))
        self.sent(invoice)
        before = self.the_only_invoice()
        self.company.close_books(date(2026, 3, 31))
        self.changed(invoice)
        self.run_queue()
        self.assertEqual((self.the_only_invoice(), invoice.qb_state), (before, "failed"))
        self.assertEqual(
            invoice.qb_message,
            "The books in QuickBooks are closed for the date of this document. Ask your accountant to open the period "
            "there, or give the document a later date, then press Send Again.",
        )


@tagged("post_install", "-at_install")
class TestUnitedStates(Held, CountryCase):
    pass


@tagged("post_install", "-at_install")
class TestCanada(Held, CountryCase):
    country, currency, percent, codes = "CA", "CAD", 13, ("H", "E")
