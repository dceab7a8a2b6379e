"""Before the start date of the books nothing goes by itself, and what is older is only linked."""

from odoo.tests import tagged

from .test_returns_online import ReturnsCase


@tagged("post_install", "-at_install")
class TestHistory(ReturnsCase):
    def setUp(self):
        super().setUp()
        self.connection.go_live_date = "2026-03-15"

    def enter_there(self, number, total):
        """What a person booked in QuickBooks before; the customer is linked."""
        customer = self.company.enter("Customer", {"DisplayName": "Azure Interior"})
        self.link(self.customer, "Customer", customer["Id"], name="Azure Interior")
        item = next(one for one in self.company.books("Item") if one["Type"] == "Service")
        line = {
            "Amount": total,
            "DetailType": "SalesItemLineDetail",
            "SalesItemLineDetail": {"ItemRef": {"value": item["Id"]}},
        }
        body = {"CustomerRef": {"value": customer["Id"]}, "TxnDate": "2026-03-10", "DocNumber": number, "Line": [line]}
        return self.company.enter("Invoice", body)

    def untaxed(self, **values):
        return self.invoice((self.chair, 2, 100.0, self.env["account.tax"]), invoice_date="2026-03-10", **values)

    def test_what_is_older_wishes_nothing(self):
        invoice = self.untaxed()
        self.assertFalse(self.operations(invoice))
        picking = self.shipped(self.order((self.chair, 1)))
        self.assertTrue(self.operations(picking), "shipped today, dated back afterwards by the test")
        self.assertTrue(self.operations(self.invoice((self.chair, 1, 1.0), invoice_date="2026-03-15")))

    def test_send_now_links_what_is_there(self):
        invoice = self.untaxed()
        there = self.enter_there(invoice.name, 200)
        invoice.action_qb_send_now()
        self.run_queue()
        self.assertEqual((invoice.qb_state, invoice.qb_link_id.qb_id), ("sent", there["Id"]), invoice.qb_message)
        self.assertEqual(self.invoices_there(), [])

    def test_other_amounts_there_are_shown(self):
        invoice = self.untaxed()
        self.enter_there(invoice.name, 199)
        invoice.action_qb_send_now()
        self.run_queue()
        self.assertEqual(invoice.qb_state, "different")

    def test_what_is_not_there_is_not_created(self):
        invoice = self.untaxed()
        invoice.action_qb_send_now()
        self.run_queue()
        self.assertEqual(self.invoices_there(), [])
        self.assertEqual(
            invoice.qb_message,
            f"{invoice.name} is of 03/10/2026, before the Start Date 03/15/2026 of the connection, and QuickBooks has "
            "no document with this number for this customer. Older documents are only linked, never created: enter it "
            "there by hand, or give the connection an earlier Start Date, then press Send Again.",
        )

    def test_a_return_of_older_goods_is_held_until_the_original_is_linked(self):
        picking = self.shipped(self.order((self.chair, 2)))
        self.operations(picking).action_cancel()
        order = picking.sale_id
        order.order_line.tax_ids = False
        invoice = self.by_hand(order, post=False)
        invoice.invoice_date = "2026-03-10"
        invoice.action_post()
        back = self.returned(picking, {self.chair: 1}, day=20)
        self.run_queue()
        self.assertEqual(back.qb_state, "failed")
        self.assertIn(f"What came back is on {invoice.name}, which is not in QuickBooks", back.qb_message)
        self.assertFalse(self.credit_notes(order))
        self.enter_there(invoice.name, 200)
        invoice.action_qb_send_now()
        self.run_queue()
        note = self.credit_notes(order)
        self.assertEqual((invoice.qb_state, note.qb_state, note.amount_total), ("sent", "sent", 100.0))
        self.assert_there(memos=[note])

    def test_a_credit_note_of_an_older_invoice_is_held_too(self):
        invoice = self.untaxed()
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "date": "2026-03-20"})
        )
        note = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        note.action_post()
        self.run_queue()
        self.assertEqual((note.qb_state, self.memos_there()), ("failed", []))
        self.enter_there(invoice.name, 200)
        invoice.action_qb_send_now()
        self.run_queue()
        self.assert_there(memos=[note])
