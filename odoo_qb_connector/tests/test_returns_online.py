"""Ship, take back, ship again: in the books of QuickBooks Online there is only ever the newest, once, to the cent."""

from decimal import Decimal

from odoo.tests import tagged

from .job_books import BooksCase
from .returning import Returning


class ReturnsCase(Returning, BooksCase):
    def memos_there(self):
        return [one for one in self.books("CreditMemo") if "[odoo:" in one.get("PrivateNote", "")]

    def assert_there(self, *numbers):
        """These invoices of ours are in QuickBooks and no others."""
        self.assertEqual(sorted(one["DocNumber"] for one in self.invoices_there()), sorted(numbers))


@tagged("post_install", "-at_install")
class TestUnship(ReturnsCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    def test_shipped_returned_and_shipped_again(self):
        order = self.order((self.chair, 3, 33.33), (self.desk, 1))
        picking = self.shipped(order)
        self.run_queue()
        first = picking.qb_invoice_ids
        self.assert_there(first.name)
        back = self.returned(picking)
        self.assertFalse(self.credit_notes(order), "accounting is the queue's, not the return's")
        self.run_queue()
        self.assert_there()
        self.assertEqual(self.memos_there(), [])
        note = self.credit_notes(order)
        self.assertEqual((note.reversed_entry_id, note.state, str(note.invoice_date)), (first, "posted", "2026-03-12"))
        self.assertEqual((note.amount_total, first.payment_state), (first.amount_total, "reversed"))
        again = self.shipped_again(back)
        self.run_queue()
        second = again.qb_invoice_ids
        self.assertNotEqual(second, first)
        self.assert_there(second.name)
        self.assert_same_money(self.the_only_invoice(), second)
        self.assertEqual(second.amount_total, 377.99)
        self.assertEqual(str(second.invoice_date), "2026-03-14")
        self.assertEqual(Decimal(str(self.the_only_invoice()["Balance"])), Decimal("377.99"))
        for record, state in ((first, "skipped"), (note, "skipped"), (second, "sent"), (back, "skipped")):
            self.assertEqual((record.display_name, record.qb_state), (record.display_name, state))
