"""Cancelled, reset or changed in Odoo: what becomes of the same document in QuickBooks."""

from odoo import fields
from odoo.tests import tagged

from .test_returns_online import ReturnsCase


class ChangingCase(ReturnsCase):
    def sent(self, *lines, day=None):
        """An invoice of today, or of a day in March 2026, that is in QuickBooks."""
        today = self.connection._local_date(fields.Datetime.now())
        invoice = self.invoice(*lines or [(self.chair, 2, 100.0)], invoice_date=day or today)
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent", invoice.qb_message)
        return invoice

    def requests_to(self, operation):
        return [one for one in self.company.requests(operation) if one["entity"] == "invoice"]


@tagged("post_install", "-at_install")
class TestCancelled(ChangingCase):
    def test_it_is_voided(self):
        invoice = self.sent()
        invoice.button_cancel()
        self.assertEqual([verb for verb, _name in self.wishes(invoice)], ["void"])
        self.run_queue()
        there = self.the_only_invoice()
        self.assertEqual((there["TotalAmt"], there["Balance"], there["DocNumber"]), (0, 0, invoice.name))
        self.assertEqual(invoice.qb_state, "skipped")
        self.assertEqual(invoice.qb_message, f"Invoice {invoice.name} is void in QuickBooks.")

    def test_by_policy_it_is_deleted_or_left_alone(self):
        for policy, left in (("delete", 0), ("keep", 1)):
            with self.subTest(policy=policy):
                self.open_books()
                self.connection.cancelled_invoices = policy
                invoice = self.sent()
                invoice.button_cancel()
                self.run_queue()
                self.assertEqual(len(self.invoices_there()), left)

    def test_of_another_month_it_stays_and_says_what_to_do(self):
        invoice = self.sent(day="2026-03-10")
        invoice.button_cancel()
        self.run_queue()
        self.assertEqual(self.the_only_invoice()["TotalAmt"], 216)
        self.assertEqual(invoice.qb_state, "failed")
        today = self.connection._local_date(fields.Datetime.now()).strftime("%m/%d/%Y")
        self.assertEqual(
            invoice.qb_message,
            f"{invoice.name} was cancelled in Odoo and stays in QuickBooks. {invoice.name} is of 03/10/2026, another "
            f"month than {today}. Set it to draft, confirm it again and press Credit Note instead; or correct it in "
            "QuickBooks by hand.",
        )
        invoice.button_draft()
        invoice.action_post()
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent", "what was asked for in vain is called off")

    def test_in_a_closed_or_locked_period_it_stays(self):
        invoice = self.sent()
        invoice.button_cancel()
        facts = self.connection._facts()
        self.connection._keep_facts(type(facts)(**{**vars(facts), "closing_date": invoice.invoice_date}))
        self.run_queue()
        self.assertEqual(self.the_only_invoice()["TotalAmt"], 216)
        self.assertIn("the books in QuickBooks are closed until", invoice.qb_message)

    def test_paid_there_it_stays(self):
        invoice = self.sent()
        self.pay_there(invoice, 10)
        invoice.button_cancel()
        self.run_queue()
        self.assertEqual(self.the_only_invoice()["TotalAmt"], 216)
        self.assertIn(f"linked to {invoice.name} in QuickBooks. Set it to draft", invoice.qb_message)

    def test_where_nothing_goes_by_itself_a_button_does_it(self):
        invoice = self.sent()
        self.connection.default_channel_id.mode = "manual"
        invoice.button_cancel()
        self.assertFalse(self.operations(invoice))
        self.assertEqual(invoice.qb_state, "changed")
        self.assertEqual(invoice.qb_message, f"Cancelled in Odoo: QuickBooks still has Invoice {invoice.name}.")
        invoice.action_qb_remove_there()
        self.run_queue()
        self.assertEqual((self.the_only_invoice()["TotalAmt"], invoice.qb_state), (0, "skipped"))

    def test_before_it_left_nothing_goes(self):
        invoice = self.invoice((self.chair, 2, 100.0), invoice_date=fields.Date.today())
        invoice.button_cancel()
        self.run_queue()
        self.assertEqual(self.invoices_there(), [])
        self.assertFalse(self.operations(invoice, state="failed"))

    def test_a_lost_answer_voids_once(self):
        invoice = self.sent()
        invoice.button_cancel()
        order = self.company.order("cut_after", match={"entity": "invoice", "operation": "void"})
        self.run_queue()
        self.assertTrue(self.company.wait_for(order))
        self.run_queue()
        self.assertEqual((self.the_only_invoice()["TotalAmt"], invoice.qb_state), (0, "skipped"))

    def test_confirmed_again_the_same_document_counts_again(self):
        invoice = self.sent()
        invoice.button_cancel()
        self.run_queue()
        invoice.button_draft()
        invoice.action_post()
        self.run_queue()
        self.assert_there(invoice)
        self.assertEqual(invoice.qb_state, "sent")

    def test_a_draft_that_was_never_there_wishes_nothing(self):
        invoice = self.invoice((self.chair, 1, 1.0), post=False)
        invoice.button_cancel()
        self.assertFalse(self.operations(invoice))


@tagged("post_install", "-at_install")
class TestChanged(ChangingCase):
    def test_reset_it_says_so_and_confirmed_the_same_document_is_updated(self):
        invoice = self.sent()
        before = self.the_only_invoice()
        invoice.button_draft()
        self.assertEqual(invoice.qb_state, "changed")
        self.assertEqual(
            invoice.qb_message,
            f"Reset to draft: QuickBooks still has {invoice.name} as it was sent. Confirm it, and it is updated there.",
        )
        invoice.invoice_line_ids.quantity = 3
        invoice.action_post()
        self.run_queue()
        self.assert_there(invoice)
        after = self.the_only_invoice()
        self.assertEqual((after["Id"], after["SyncToken"]), (before["Id"], "1"))
        self.assertEqual((after["TotalAmt"], invoice.qb_state), (324, "sent"))

    def test_confirmed_again_without_a_change_nothing_is_sent(self):
        invoice = self.sent()
        invoice.button_draft()
        invoice.action_post()
        self.run_queue()
        self.assertEqual(self.the_only_invoice()["SyncToken"], "0")
        self.assertEqual(self.requests_to("update"), [])
        self.assertEqual((invoice.qb_state, invoice.qb_message), ("sent", False))
        note = self.operations(invoice, state="done").sorted("id")[-1].note
        self.assertEqual(note, f"Nothing was changed since it was sent as Invoice {invoice.name}.")

    def test_edits_that_are_no_part_of_the_document_send_nothing(self):
        invoice = self.sent()
        invoice.write({"invoice_user_id": False, "payment_reference": "for the bank"})
        invoice.message_post(body="Called them.")
        self.assertFalse(self.operations(invoice))

    def test_an_import_sends_nothing(self):
        today = self.connection._local_date(fields.Datetime.now())
        draft = self.invoice((self.chair, 1, 100.0), post=False, invoice_date=today)
        draft.with_context(import_file=True).action_post()
        self.assertFalse(self.operations(draft))

    def test_update_there_sends_it_all_the_same(self):
        invoice = self.sent()
        invoice.action_qb_send_again()
        self.run_queue()
        self.assertEqual(self.the_only_invoice()["SyncToken"], "1")

    def test_locked_by_a_payment_it_says_what_to_undo(self):
        invoice = self.sent()
        self.pay_there(invoice, 216)
        invoice.button_draft()
        invoice.invoice_line_ids.quantity = 1
        invoice.action_post()
        self.run_queue()
        self.assertEqual(self.the_only_invoice()["TotalAmt"], 216)
        self.assertEqual(invoice.qb_state, "failed")
        self.assertEqual(
            invoice.qb_message,
            "A payment is applied to the document in QuickBooks, which does not allow this change: Business Validation "
            "Error: The total cannot be less than the payments applied to it. Take the payment off in QuickBooks, then "
            "press Send Again.",
        )
