"""QuickBooks accepts a document with other amounts: a state of its own, and a person decides."""

from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import tagged

from .browser_case import BrowserCase
from .job_books import BooksCase

TAX_DROPPED = "QuickBooks has $ 100.00, Odoo has $ 108.00 (tax there $ 0.00, here $ 8.00)."


class DifferenceCase(BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()
        # The sample company collects no tax in Washington: QuickBooks keeps the sale and drops the tax (spec qbo 6.2).
        self.customer.write({"state_id": self.env.ref("base.state_us_48").id, "city": "Seattle", "zip": "98101"})

    def different(self):
        invoice = self.invoice((self.chair, 1, 100.0))
        self.run_queue()
        self.assertEqual(invoice.qb_state, "different")
        return invoice


@tagged("post_install", "-at_install")
class TestDifference(DifferenceCase):
    def test_accepted_but_different_shows_both_totals_and_is_never_created_again(self):
        invoice = self.different()
        self.assertTrue(invoice.qb_message.replace("\xa0", " ").startswith(TAX_DROPPED), invoice.qb_message)
        self.assertTrue(invoice.qb_sent)
        there = self.the_only_invoice()
        self.assertEqual((Decimal(str(there["TotalAmt"])), invoice.amount_total), (Decimal("100"), 108.0))
        self.run_queue()
        self.assertEqual(self.the_only_invoice()["SyncToken"], "0")

    def test_correct_there_updates_the_same_document(self):
        invoice = self.different()
        self.control("/switches", {"ast_total_tax_without_rate": "keep"})
        invoice.qb_link_id.action_correct_there()
        self.run_queue()
        there = self.the_only_invoice()
        self.assertEqual((there["SyncToken"], invoice.qb_state, invoice.qb_message), ("1", "sent", False))
        self.assert_same_money(there, invoice)

    def test_delete_there(self):
        invoice = self.different()
        invoice.qb_link_id.action_delete_there()
        self.run_queue()
        self.assertEqual(self.invoices_there(), [])
        self.assertFalse(invoice.qb_sent)
        self.assertEqual((invoice.qb_state, invoice.qb_message), ("none", "Deleted in QuickBooks."))

    def test_accept_with_a_reason_that_is_kept(self):
        invoice = self.different()
        link = invoice.qb_link_id
        wizard = self.env["qb.accept.difference"].create({"link_id": link.id, "reason": "  "})
        with self.assertRaisesRegex(UserError, "Write down why"):
            wizard.action_accept()
        wizard.reason = "County tax, settled by hand"
        wizard.action_accept()
        self.assertEqual(
            (link.accepted_reason, link.accepted_by_id, bool(link.accepted_at), link.total, link.total_odoo),
            ("County tax, settled by hand", self.env.user, True, 100.0, 108.0),
        )
        self.env.invalidate_all()
        self.assertEqual(invoice.qb_state, "sent")


@tagged("post_install", "-at_install")
class TestInTheBrowser(DifferenceCase, BrowserCase):
    """Real Chromium against Odoo's own server."""

    def open(self, invoice, tour):
        self.start_tour(f"/odoo/action-account.action_move_out_invoice_type/{invoice.id}", tour, login="admin")
        self.env.invalidate_all()

    def test_a_difference_is_accepted_and_an_invoice_sent(self):
        different = self.different()
        self.open(different, "qb_accept_difference")
        self.assertEqual(different.qb_link_id.accepted_reason, "County tax, settled by hand")
        self.customer.state_id = self.env.ref("base.state_us_5")
        invoice = self.invoice((self.chair, 1, 100.0))
        self.open(invoice, "qb_send_now")
        self.assertEqual(invoice.qb_state, "sent")
        (there,) = (one for one in self.invoices_there() if one["DocNumber"] == invoice.name)
        self.assert_same_money(there, invoice)
