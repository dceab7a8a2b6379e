"""Ship, take back, ship again: in the books of QuickBooks Online there is only ever the newest, once, to the cent."""

from decimal import Decimal

from odoo.tests import tagged

from .job_books import BooksCase
from .returning import Returning


class ReturnsCase(Returning, BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    def memos_there(self):
        return [one for one in self.books("CreditMemo") if "[odoo:" in one.get("PrivateNote", "")]

    def assert_there(self, *invoices, memos=()):
        """These documents of ours are in QuickBooks and no others, each with Odoo's money."""
        for found, expected in ((self.invoices_there(), invoices), (self.memos_there(), memos)):
            by_number = {one["DocNumber"]: one for one in found}
            self.assertEqual(len(by_number), len(found), "a number twice")
            self.assertEqual(sorted(by_number), sorted(move.name for move in expected))
            for move in expected:
                self.assert_same_money(by_number[move.name], move)

    def arrived(self, *lines, day=10):
        """A delivery of an order of these lines whose invoice is in QuickBooks."""
        picking = self.shipped(self.order(*lines), day)
        self.run_queue()
        self.assert_there(picking.qb_invoice_ids)
        return picking

    def hold_deletion(self, back):
        """The queue looked at the return, and its deletion waits for a long time."""
        wish = self.operation(back)
        self.prepare(back)
        wish._mark_done()
        deletion = self.operations(back.qb_credit_note_ids.reversed_entry_id)
        self.assertEqual(deletion.verb, "delete")
        deletion.not_before = "2099-01-01 00:00:00"
        return deletion

    def pay_there(self, invoice, amount):
        """What a person enters in QuickBooks."""
        there = next(one for one in self.invoices_there() if one["DocNumber"] == invoice.name)
        body = {
            "CustomerRef": {"value": there["CustomerRef"]["value"]},
            "TotalAmt": amount,
            "Line": [{"Amount": amount, "LinkedTxn": [{"TxnId": there["Id"], "TxnType": "Invoice"}]}],
        }
        return self.company.enter("Payment", body)


@tagged("post_install", "-at_install")
class TestUnship(ReturnsCase):
    def test_shipped_returned_and_shipped_again(self):
        picking = self.arrived((self.chair, 3, 33.33), (self.desk, 1))
        order, first = picking.sale_id, picking.qb_invoice_ids
        back = self.returned(picking)
        self.assertFalse(self.credit_notes(order), "accounting is the queue's, not the return's")
        self.run_queue()
        self.assert_there()
        note = self.credit_notes(order)
        self.assertEqual((note.reversed_entry_id, note.state, str(note.invoice_date)), (first, "posted", "2026-03-12"))
        self.assertEqual((note.amount_total, first.payment_state), (377.99, "reversed"))
        self.assertEqual((order.qb_state, order.qb_sent), ("skipped", False))
        again = self.shipped_again(back)
        self.run_queue()
        second = again.qb_invoice_ids
        self.assert_there(second)
        self.assertEqual((second.amount_total, str(second.invoice_date)), (377.99, "2026-03-14"))
        self.assertEqual(Decimal(str(self.the_only_invoice()["Balance"])), Decimal("377.99"))
        for record, state in ((first, "settled"), (note, "settled"), (back, "settled"), (picking, "settled")):
            self.assertEqual(record.qb_state, state, record.display_name)
        self.assertEqual((second.qb_state, again.qb_state, order.qb_state), ("sent", "sent", "sent"))
        self.assertIn(order, order.search([("qb_sent", "=", True)]))
        self.assertEqual(
            note.qb_message,
            f"Settled by deletion: all of {first.name} came back and it was deleted in QuickBooks, so no credit memo "
            "goes there.",
        )
        self.assertEqual(
            first.qb_message,
            f"All of it came back: it was deleted in QuickBooks, and the credit note {note.name} settles it here.",
        )

    def test_however_often_only_the_newest_is_there(self):
        picking = self.arrived((self.chair, 2))
        for turn in range(3):
            back = self.returned(picking, day=11 + turn)
            self.run_queue()
            self.assert_there()
            picking = self.shipped_again(back, day=12 + turn)
            self.run_queue()
            self.assert_there(picking.qb_invoice_ids)
        order = picking.sale_id
        self.assertEqual(len(self.credit_notes(order)), 3)
        self.assertEqual((order.order_line.qty_delivered, order.order_line.qty_invoiced), (2.0, 2.0))

    def test_transport_and_discount_go_and_come_with_the_goods(self):
        order = self.order((self.chair, 2), confirm=False)
        order.set_delivery_line(self.carrier, 15.0)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        picking = self.shipped(order)
        self.run_queue()
        first = picking.qb_invoice_ids
        self.assert_there(first)
        back = self.returned(picking)
        self.run_queue()
        self.assert_there()
        again = self.shipped_again(back)
        self.run_queue()
        self.assert_there(again.qb_invoice_ids)
        self.assertEqual(again.qb_invoice_ids.amount_total, first.amount_total)

    def test_a_part_is_a_credit_memo_dated_on_the_return(self):
        picking = self.arrived((self.chair, 3, 33.33), (self.desk, 1))
        self.returned(picking, {self.chair: 1}, day=20)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assertEqual(self.lines_of(note), [("Chair", 1.0, 33.33)])
        self.assert_there(picking.qb_invoice_ids, memos=[note])
        (memo,) = self.memos_there()
        self.assertEqual(memo["TxnDate"], "2026-03-20")
        self.assertIn(f"Credit for {picking.qb_invoice_ids.name}", memo["PrivateNote"])
        self.returned(picking, {self.chair: 2, self.desk: 1}, day=21)
        self.run_queue()
        notes = self.credit_notes(picking.sale_id)
        self.assertEqual(self.lines_of(notes[1]), [("Chair", 2.0, 66.66), ("Desk", 1.0, 250.0)])
        self.assert_there(picking.qb_invoice_ids, memos=notes)

    def test_in_another_month_it_is_a_credit_memo_and_shipped_again_a_new_invoice(self):
        picking = self.arrived((self.chair, 2))
        back = self.returned(picking, day=2, month=4)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assertEqual((note.qb_reversal, str(note.invoice_date), note.amount_total), ("memo", "2026-04-02", 216.0))
        self.assert_there(picking.qb_invoice_ids, memos=[note])
        again = self.shipped_again(back)
        self.run_queue()
        self.assert_there(picking.qb_invoice_ids, again.qb_invoice_ids, memos=[note])

    def test_a_service_that_was_performed_stays_sold(self):
        picking = self.arrived((self.chair, 2), (self.cabling, 1))
        self.returned(picking, {self.chair: 2})
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assertEqual(self.lines_of(note), [("Chair", 2.0, 200.0)])
        self.assert_there(picking.qb_invoice_ids, memos=[note])

    def test_shipped_again_before_the_queue_looked_the_invoice_stays(self):
        picking = self.arrived((self.chair, 2))
        self.shipped_again(self.returned(picking))
        self.run_queue()
        self.assertFalse(self.credit_notes(picking.sale_id))
        self.assert_there(picking.qb_invoice_ids)

    def test_returned_and_shipped_again_before_anything_left(self):
        picking = self.shipped(self.order((self.chair, 2)))
        again = self.shipped_again(self.returned(picking))
        self.run_queue()
        order = picking.sale_id
        self.assertEqual((len(order.invoice_ids), order.order_line.qty_invoiced), (1, 2.0))
        self.assert_there(order.invoice_ids)
        self.assertEqual(again.qb_state, "sent")

    def test_an_exchange_brings_a_new_version(self):
        picking = self.arrived((self.chair, 2))
        wizard = self.env["stock.return.picking"].with_context(active_id=picking.id, active_model="stock.picking")
        wizard = wizard.create({})
        wizard.product_return_moves.quantity = 2
        back = self.env["stock.picking"].browse(wizard.action_create_exchanges()["res_id"])
        back.move_ids.write({"quantity": 2, "picked": True})
        back.button_validate()
        back.date_done = "2026-03-12 20:00:00"
        self.run_queue()
        self.assert_there()
        exchange = self.shipped(picking.sale_id, day=13)
        self.run_queue()
        self.assert_there(exchange.qb_invoice_ids)
        self.assertEqual(exchange.qb_invoice_ids.amount_total, 216.0)

    def test_a_new_delivery_by_a_larger_order_brings_a_new_version(self):
        picking = self.arrived((self.chair, 2))
        self.returned(picking)
        self.run_queue()
        self.assert_there()
        picking.sale_id.order_line.product_uom_qty = 4
        new = self.shipped(picking.sale_id, day=15, quantities={self.chair: 2})
        self.run_queue()
        self.assert_there(new.qb_invoice_ids)
        self.assertEqual(self.lines_of(new.qb_invoice_ids), [("Chair", 2.0, 200.0)])


@tagged("post_install", "-at_install")
class TestExactlyOnce(ReturnsCase):
    """A returned quantity is reversed once, whatever happens on the way."""

    def test_wished_twice_it_is_reversed_once(self):
        picking = self.arrived((self.chair, 2))
        back = self.returned(picking)
        self.run_queue()
        back._qb_wish("send")
        self.run_queue()
        self.assert_there()
        self.assertEqual(len(self.credit_notes(picking.sale_id)), 1)
        self.assertEqual(back.qb_state, "settled")

    def test_a_part_wished_twice_is_credited_once(self):
        picking = self.arrived((self.chair, 2))
        back = self.returned(picking, {self.chair: 1})
        self.run_queue()
        back._qb_wish("send")
        self.run_queue()
        self.assert_there(picking.qb_invoice_ids, memos=self.credit_notes(picking.sale_id))
        self.assertEqual(len(self.memos_there()), 1)

    def test_a_deletion_whose_answer_was_lost(self):
        for kind in ("cut_after", "cut_before"):
            with self.subTest(kind=kind):
                self.open_books()
                picking = self.arrived((self.chair, 2))
                back = self.returned(picking)
                order = self.company.order(kind, match={"entity": "invoice", "operation": "delete"})
                self.run_queue()
                self.assertTrue(self.company.wait_for(order))
                self.run_queue()
                self.assert_there()
                again = self.shipped_again(back)
                self.run_queue()
                self.assert_there(again.qb_invoice_ids)
                self.assertEqual(len(self.credit_notes(picking.sale_id)), 1)

    def test_paid_there_it_is_credited(self):
        picking = self.arrived((self.chair, 2))
        invoice = picking.qb_invoice_ids
        self.pay_there(invoice, 50)
        back = self.returned(picking)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assert_there(invoice, memos=[note])
        self.assertEqual((note.qb_state, back.qb_state, invoice.qb_state), ("sent", "sent", "sent"))
        deletion = self.operations(invoice, state="done").filtered(lambda one: one.verb == "delete")
        self.assertEqual(
            deletion.note,
            f"{invoice.name} stays in QuickBooks, and the credit memo {note.name} goes there instead. A payment, a "
            f"credit or a deposit is linked to {invoice.name} in QuickBooks.",
        )
        again = self.shipped_again(back)
        self.run_queue()
        self.assert_there(invoice, again.qb_invoice_ids, memos=[note])

    def test_paid_in_odoo_it_is_credited(self):
        picking = self.arrived((self.chair, 2))
        invoice = picking.qb_invoice_ids
        self.env["account.payment.register"].with_context(active_model="account.move", active_ids=invoice.ids).create(
            {"amount": 216.0}
        )._create_payments()
        self.returned(picking)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assertEqual((note.qb_reversal, note.amount_residual), ("memo", 216.0))
        self.assert_there(invoice, memos=[note])

    def test_what_quickbooks_refuses_to_delete_is_credited(self):
        picking = self.arrived((self.chair, 2))
        self.returned(picking)
        self.company.order("closed_books", match={"entity": "invoice", "operation": "delete"})
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assertEqual(note.qb_reversal, "deletion")
        self.assert_there(picking.qb_invoice_ids, memos=[note])
        self.assertEqual(note.qb_state, "sent")
        self.assertFalse(self.operations(picking.qb_invoice_ids, state="failed"))

    def test_deleted_there_by_a_person_nothing_more_goes(self):
        picking = self.arrived((self.chair, 2))
        there = self.the_only_invoice()
        self.company.enter("Invoice", {"Id": there["Id"], "SyncToken": there["SyncToken"]}, operation="delete")
        self.returned(picking)
        self.run_queue()
        self.assert_there()
        note = self.credit_notes(picking.sale_id)
        self.assertEqual((note.qb_state, note.payment_state), ("settled", "paid"))

    def test_a_deletion_that_a_person_cancels_leaves_the_credit_memo_to_press(self):
        picking = self.arrived((self.chair, 2))
        invoice = picking.qb_invoice_ids
        self.hold_deletion(self.returned(picking))
        note = self.credit_notes(picking.sale_id)
        self.assertEqual(self.wishes(invoice), [("delete", invoice.display_name)])
        self.operations(invoice).action_cancel()
        self.assertEqual((note.qb_state, invoice.qb_state), ("none", "sent"))
        note.action_qb_send_now()
        self.run_queue()
        self.assert_there(invoice, memos=[note])

    def test_a_deletion_that_a_person_cancelled_is_credited_before_the_new_version_goes(self):
        picking = self.arrived((self.chair, 2))
        invoice = picking.qb_invoice_ids
        back = self.returned(picking)
        self.hold_deletion(back)
        self.operations(invoice).action_cancel()
        again = self.shipped_again(back)
        self.run_queue()
        self.assert_there(invoice, again.qb_invoice_ids, memos=self.credit_notes(picking.sale_id))

    def test_a_new_version_waits_until_the_old_one_is_gone(self):
        picking = self.arrived((self.chair, 2))
        invoice = picking.qb_invoice_ids
        back = self.returned(picking)
        self.hold_deletion(back)
        again = self.shipped_again(back)
        self.run_queue()
        self.assert_there(invoice)
        second = again.qb_invoice_ids
        self.assertEqual(second.qb_state, "waiting")
        self.assertEqual(second.qb_message, f"Waits until {invoice.display_name} is deleted in QuickBooks.")
        self.operations(invoice).not_before = False
        self.run_queue()
        self.assert_there(second)


@tagged("post_install", "-at_install")
class TestPolicy(ReturnsCase):
    def test_by_policy_a_credit_memo(self):
        self.connection.full_returns = "credit"
        picking = self.arrived((self.chair, 2), (self.desk, 1))
        self.returned(picking)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assertEqual((note.amount_total, picking.qb_invoice_ids.payment_state), (486.0, "reversed"))
        self.assert_there(picking.qb_invoice_ids, memos=[note])

    def test_what_is_usual_in_the_country(self):
        for country, deletes in (("US", True), ("CA", False), ("GB", False), ("AU", False), ("NZ", True)):
            self.facts(country=country)
            self.assertEqual(self.connection._deletes_returned(), deletes, country)
            self.connection.full_returns = "delete"
            self.assertTrue(self.connection._deletes_returned())
            self.connection.full_returns = "country"

    def test_by_hand_nothing_happens_before_send_now(self):
        self.connection.default_channel_id.mode = "manual"
        picking = self.shipped(self.order((self.chair, 2)))
        picking._qb_wish("send")
        self.run_queue()
        back = self.returned(picking)
        self.assertFalse(self.operations(back))
        self.run_queue()
        self.assert_there(picking.qb_invoice_ids)
        picking.sale_id.action_qb_send_now()
        self.run_queue()
        self.assert_there()
        self.assertEqual(back.qb_state, "settled")
