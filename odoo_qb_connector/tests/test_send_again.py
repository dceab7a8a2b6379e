"""Send Again: only when the original is gone from QuickBooks, looked at there and then, and never a second one."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_returns_online import ReturnsCase


@tagged("post_install", "-at_install")
class TestSendAgain(ReturnsCase):
    def setUp(self):
        super().setUp()
        self.connection.default_channel_id.mode = "manual"

    def sent(self):
        invoice = self.invoice((self.chair, 2, 100.0))
        invoice.action_qb_send_now()
        self.run_queue()
        self.assert_there(invoice)
        return invoice

    def delete_there(self, invoice):
        """A person does it in QuickBooks."""
        there = next(one for one in self.invoices_there() if one["DocNumber"] == invoice.name)
        self.company.enter("Invoice", {"Id": there["Id"], "SyncToken": there["SyncToken"]}, operation="delete")

    def look(self, invoice):
        invoice.action_qb_look()
        self.run_queue()
        invoice.invalidate_recordset()
        return self.env["qb.operation"].search([("res_id", "=", invoice.id), ("verb", "=", "find")], limit=1).note

    def test_it_appears_when_the_original_is_gone(self):
        invoice = self.sent()
        self.assertEqual(self.look(invoice), f"Invoice {invoice.name} is still in QuickBooks.")
        self.assertFalse(invoice.qb_gone)
        self.delete_there(invoice)
        self.assertEqual(
            self.look(invoice),
            f"Invoice {invoice.name} is gone from QuickBooks. Press Send Again to create it there once more.",
        )
        self.assertEqual((invoice.qb_gone, invoice.qb_state), (True, "none"))

    def test_on_the_delivery_and_the_order_too(self):
        picking = self.shipped(self.order((self.chair, 2)))
        picking.action_qb_send_now()
        self.run_queue()
        invoice, order = picking.qb_invoice_ids, picking.sale_id
        for record in (picking, order):
            self.assertFalse(record.qb_gone)
            self.delete_there(invoice)
            self.look(invoice)
            self.env.invalidate_all()
            self.assertEqual((record.qb_gone, record.qb_state), (True, "none"))
            record.action_qb_send_again()
            record.action_qb_send_again()
            self.run_queue()
            self.assert_there(invoice)

    def test_pressed_twice_there_is_one(self):
        invoice = self.sent()
        self.delete_there(invoice)
        self.look(invoice)
        invoice.action_qb_send_again()
        invoice.action_qb_send_again()
        self.run_queue()
        self.assert_there(invoice)
        self.assertEqual((invoice.qb_gone, invoice.qb_state), (False, "sent"))
        invoice.action_qb_send_again()
        self.run_queue()
        self.assert_there(invoice)

    def test_what_is_there_after_all_is_linked_again(self):
        invoice = self.sent()
        link = invoice.qb_link_id
        link._mark_gone("deleted", "2026-03-20 10:00:00")
        invoice.invalidate_recordset()
        self.assertTrue(invoice.qb_gone)
        invoice.action_qb_send_again()
        self.run_queue()
        self.assert_there(invoice)
        self.assertEqual((link.state, invoice.qb_state), ("linked", "sent"))

    def test_a_lost_answer_leaves_one(self):
        invoice = self.sent()
        self.delete_there(invoice)
        self.look(invoice)
        order = self.company.order("cut_after", match={"entity": "invoice", "operation": "create"})
        invoice.action_qb_send_again()
        self.run_queue()
        self.assertTrue(self.company.wait_for(order))
        self.run_queue()
        self.assert_there(invoice)
        self.assertEqual(invoice.qb_state, "sent")

    def test_while_the_deletion_waits_it_says_so(self):
        picking = self.shipped(self.order((self.chair, 2)))
        picking.action_qb_send_now()
        self.run_queue()
        invoice = picking.qb_invoice_ids
        self.hold_deletion(self.returned(picking))
        for press in (invoice.action_qb_send_again, invoice.action_qb_send_now, invoice.action_qb_look):
            with self.assertRaisesRegex(
                UserError,
                r"The queue has not deleted INV/2026/\d+ .* in QuickBooks yet; it waits since .* "
                "Send Again is for when it is gone there.",
            ):
                press()
        self.assert_there(invoice)

    def test_it_is_not_offered_for_what_came_back(self):
        picking = self.shipped(self.order((self.chair, 2)))
        picking.action_qb_send_now()
        self.run_queue()
        invoice = picking.qb_invoice_ids
        self.returned(picking).action_qb_send_now()
        self.run_queue()
        self.assert_there()
        self.assertFalse(invoice.qb_gone)
        invoice.action_qb_send_now()
        self.run_queue()
        self.assert_there()
