"""Send Again in QuickBooks Desktop: only when the original is gone from the company file, asked in the next session,
and never a second one."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .desktop_country import CountryCase


class SendAgain:
    """In each country, where all that came back deletes."""

    def setUp(self):
        super().setUp()
        self.connection.full_returns = "delete"
        self.connection.default_channel_id.mode = "manual"

    def arrived(self):
        invoice = self.invoice((self.chair, 2, 100.0))
        invoice.action_qb_send_now()
        self.run_queue()
        self.assert_there(invoice)
        return invoice

    def delivered(self):
        """A delivery whose invoice is there."""
        picking = self.shipped(self.order((self.chair, 2)))
        picking.action_qb_send_now()
        self.run_queue()
        self.assert_there(picking.qb_invoice_ids)
        return picking

    def delete_there(self, invoice):
        """A person does it in QuickBooks."""
        self.remove_there("Invoice", self.numbered("Invoice")[self.number_of(invoice)]["TxnID"])

    def look(self, invoice):
        """What the next session found."""
        invoice.action_qb_look()
        self.assertFalse(invoice.qb_gone, "nobody was asked yet")
        self.run_queue()
        invoice.invalidate_recordset()
        return self.env["qb.operation"].search([("res_id", "=", invoice.id), ("verb", "=", "find")], limit=1).note

    def hold_deletion(self, back):
        """The queue looked at the return, and its deletion waits for a long time."""
        wish = self.operation(back)
        self.prepare(back)
        wish._mark_done()
        deletion = self.operations(back.qb_credit_note_ids.reversed_entry_id)
        self.assertEqual(deletion.verb, "delete")
        deletion.not_before = "2099-01-01 00:00:00"
        return deletion

    def additions(self):
        return len([body for body in self.file.seen if b"<InvoiceAddRq" in body])

    def test_it_appears_when_the_original_is_gone(self):
        invoice = self.arrived()
        number = self.number_of(invoice)
        self.assertEqual(self.look(invoice), f"Invoice {number} is still in QuickBooks.")
        self.assertFalse(invoice.qb_gone)
        self.delete_there(invoice)
        self.assertEqual(
            self.look(invoice),
            f"Invoice {number} is gone from QuickBooks. Press Send Again to create it there once more.",
        )
        self.assertEqual((invoice.qb_gone, invoice.qb_state), (True, "none"))

    def test_on_the_delivery_and_the_order_too(self):
        picking = self.delivered()
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
        invoice = self.arrived()
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
        self.assertEqual(self.additions(), 2)

    def test_what_is_there_after_all_is_linked_again(self):
        invoice = self.arrived()
        link = invoice.qb_link_id
        link._mark_gone("deleted", "2026-03-20 10:00:00")
        invoice.invalidate_recordset()
        self.assertTrue(invoice.qb_gone)
        invoice.action_qb_send_again()
        self.run_queue()
        self.assert_there(invoice)
        self.assertEqual((link.state, invoice.qb_state, self.additions()), ("linked", "sent", 1))

    def test_a_lost_answer_leaves_one(self):
        invoice = self.arrived()
        self.delete_there(invoice)
        self.look(invoice)
        self.lose = "<InvoiceAddRq"
        invoice.action_qb_send_again()
        self.run_queue()
        self.assertFalse(self.lose)
        self.run_queue()
        self.assert_there(invoice)
        self.assertEqual(invoice.qb_state, "sent")

    def test_while_the_deletion_waits_it_says_so(self):
        picking = self.delivered()
        invoice = picking.qb_invoice_ids
        deletion = self.hold_deletion(self.returned(picking))
        self.run_queue()
        for press in (invoice.action_qb_send_again, invoice.action_qb_send_now, invoice.action_qb_look):
            with self.assertRaisesRegex(
                UserError,
                r"The queue has not deleted INV/2026/\d+ .* in QuickBooks yet; it waits since .* "
                "Send Again is for when it is gone there.",
            ):
                press()
        self.assert_there(invoice)
        deletion.not_before = False
        self.run_queue()
        self.assert_there()
        self.assertFalse(invoice.qb_gone, "it came back: there is nothing to send again")

    def test_it_is_not_offered_for_what_came_back(self):
        picking = self.delivered()
        invoice = picking.qb_invoice_ids
        self.returned(picking).action_qb_send_now()
        self.run_queue()
        self.assert_there()
        self.assertFalse(invoice.qb_gone)
        invoice.action_qb_send_now()
        self.run_queue()
        self.assert_there()


@tagged("post_install", "-at_install")
class TestUnitedStates(SendAgain, CountryCase):
    pass


@tagged("post_install", "-at_install")
class TestCanada(SendAgain, CountryCase):
    country, currency, percent, codes = "CA", "CAD", 13, ("H", "E")
