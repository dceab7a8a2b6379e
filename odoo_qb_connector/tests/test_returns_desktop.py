"""Ship, take back, ship again with QuickBooks Desktop: in the company file there is only ever the newest, once, to the
cent."""

from datetime import date

from odoo.tests import tagged

from .desktop_country import CountryCase


class Returns:
    """What comes back, in the books of each country: all of it deletes the invoice, a part of it is credited."""

    def setUp(self):
        super().setUp()
        self.connection.full_returns = "delete"

    def arrived(self, *lines, day=10):
        """A delivery of an order of these lines whose invoice is in QuickBooks."""
        picking = self.shipped(self.order(*lines), day)
        self.run_queue()
        self.assert_there(picking.qb_invoice_ids)
        return picking

    def credited(self, picking, states=("memo", "sent", "sent")):
        """The credit note of all of `picking`, which stands there beside the invoice; (how it was meant to be reversed,
        its state, that of the invoice)."""
        note = self.credit_notes(picking.sale_id)
        self.assert_there(picking.qb_invoice_ids, memos=[note])
        self.assertEqual((note.qb_reversal, note.qb_state, picking.qb_invoice_ids.qb_state), states, note.qb_message)
        return note

    def why_not_deleted(self, picking):
        """What the deletion says that was not done."""
        return self.operations(picking.qb_invoice_ids, state="done").filtered(lambda one: one.verb == "delete").note

    def test_shipped_returned_and_shipped_again_and_again(self):
        picking = self.arrived((self.chair, 3, 33.33), (self.desk, 1))
        untaxed = picking.qb_invoice_ids.amount_untaxed
        self.assertEqual(untaxed, 349.99)
        for turn in range(2):
            back = self.returned(picking, day=11 + turn)
            self.run_queue()
            self.assert_there()
            self.assertEqual(back.qb_state, "settled", back.qb_message)
            picking = self.shipped_again(back, day=12 + turn)
            self.run_queue()
            self.assert_there(picking.qb_invoice_ids)
        self.assertEqual((picking.qb_state, picking.qb_invoice_ids.amount_untaxed), ("sent", untaxed))

    def test_a_part_is_a_credit_memo_dated_on_the_return(self):
        picking = self.arrived((self.chair, 3, 33.33), (self.desk, 1))
        invoice = picking.qb_invoice_ids
        self.returned(picking, {self.chair: 1}, day=20)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assert_there(invoice, memos=[note])
        (memo,) = self.ours("CreditMemo")
        self.assertEqual((memo["TxnDate"], memo["Subtotal"]), ("2026-03-20", "33.33"))
        self.assertIn(f"Credit for {invoice.name}", memo["Memo"])
        self.returned(picking, {self.chair: 2, self.desk: 1}, day=21)
        self.run_queue()
        self.assert_there(invoice, memos=self.credit_notes(picking.sale_id))
        self.assertEqual(self.left_of(self.number_of(invoice)), "0.00")

    def test_paid_there_it_is_credited(self):
        picking = self.arrived((self.chair, 2))
        invoice = picking.qb_invoice_ids
        self.company.receive_payment(self.the_only_invoice()["TxnID"], "1.00")
        back = self.returned(picking)
        self.run_queue()
        note = self.credited(picking, ("deletion", "sent", "sent"))
        self.assertEqual(
            self.why_not_deleted(picking),
            f"{invoice.name} stays in QuickBooks, and the credit memo {note.name} goes there instead. A payment, a "
            f"credit or a deposit is linked to {invoice.name} in QuickBooks.",
        )
        again = self.shipped_again(back)
        self.run_queue()
        self.assert_there(invoice, again.qb_invoice_ids, memos=[note])

    def test_paid_in_odoo_it_is_credited(self):
        picking = self.arrived((self.chair, 2))
        self.pay(picking.qb_invoice_ids)
        self.returned(picking)
        self.run_queue()
        self.credited(picking)

    def test_refused_for_the_closing_date_it_is_credited(self):
        """The books were closed since the connector looked: QuickBooks itself refuses (3161)."""
        picking = self.arrived((self.chair, 2))
        self.company.close_books(date(2026, 3, 10))
        self.returned(picking)
        self.run_queue()
        self.credited(picking, ("deletion", "sent", "sent"))

    def test_closed_there_it_is_credited(self):
        picking = self.arrived((self.chair, 2))
        self.company.close_books(date(2026, 3, 10))
        self.read_company()
        self.returned(picking)
        self.run_queue()
        self.credited(picking)

    def test_locked_here_it_is_credited(self):
        picking = self.arrived((self.chair, 2))
        self.env.company.sale_lock_date = "2026-03-10"
        self.returned(picking)
        self.run_queue()
        self.credited(picking)

    def test_in_another_month_it_is_credited_and_shipped_again_a_new_invoice(self):
        picking = self.arrived((self.chair, 2))
        back = self.returned(picking, day=2, month=4)
        self.run_queue()
        note = self.credited(picking)
        self.assertEqual(self.numbered("CreditMemo")[note.qb_number]["TxnDate"], "2026-04-02")
        again = self.shipped_again(back)
        self.run_queue()
        self.assert_there(picking.qb_invoice_ids, again.qb_invoice_ids, memos=[note])

    def test_a_deletion_whose_answer_was_lost(self):
        """The answer is lost on the way; QuickBooks dies after it did it; QuickBooks dies before."""
        self.connection.execution_limit = 0
        for case in ("lost", "after", "before"):
            with self.subTest(case=case):
                if case != "lost":
                    self.open_books(self.country, self.codes)
                    self.connection.write({"execution_limit": 0, "full_returns": "delete"})
                picking = self.arrived((self.chair, 2))
                back = self.returned(picking)
                if case == "lost":
                    self.lose = "TxnDelRq"
                else:
                    self.file.strike("TxnDelRq", case)
                self.run_queue()
                self.assertEqual((self.lose, self.file.strikes), ("", {}))
                self.run_queue()
                self.assert_there()
                states = (back.qb_state, len(self.credit_notes(picking.sale_id)))
                self.assertEqual(states, ("settled", 1), back.qb_message)
                again = self.shipped_again(back)
                self.run_queue()
                self.assert_there(again.qb_invoice_ids)

    def test_wished_twice_it_is_reversed_once(self):
        picking = self.arrived((self.chair, 2))
        back = self.returned(picking)
        self.run_queue()
        back._qb_wish("send")
        self.run_queue()
        self.assert_there()
        self.assertEqual((len(self.credit_notes(picking.sale_id)), back.qb_state), (1, "settled"))
        deletions = [body for body in self.file.seen if b"TxnDelRq" in body]
        self.assertEqual(len(deletions), 1)

    def test_a_part_wished_twice_is_credited_once(self):
        picking = self.arrived((self.chair, 2))
        back = self.returned(picking, {self.chair: 1})
        self.run_queue()
        back._qb_wish("send")
        self.run_queue()
        notes = self.credit_notes(picking.sale_id)
        self.assert_there(picking.qb_invoice_ids, memos=notes)
        self.assertEqual(len(notes), 1)

    def test_deleted_there_by_a_person_nothing_more_goes(self):
        picking = self.arrived((self.chair, 2))
        self.remove_there("Invoice", self.the_only_invoice()["TxnID"])
        self.returned(picking)
        self.run_queue()
        self.assert_there()
        note = self.credit_notes(picking.sale_id)
        self.assertEqual((note.qb_state, note.payment_state), ("settled", "paid"))

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
        self.assertEqual(self.lines_of(exchange.qb_invoice_ids), [("Chair", 2.0, 200.0)])

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

    def test_a_cancelled_invoice_is_voided(self):
        picking = self.ship(self.order((self.chair, 2)))
        self.run_queue()
        invoice = picking.qb_invoice_ids
        self.there(invoice)
        invoice.button_cancel()
        self.run_queue()
        there = self.the_only_invoice()
        self.assertEqual((self.money(there), there["RefNumber"]), ((0, 0), self.number_of(invoice)))
        self.assertTrue(there["Memo"].startswith("VOID:"))
        self.assertEqual(invoice.qb_state, "skipped", invoice.qb_message)


@tagged("post_install", "-at_install")
class TestUnitedStates(Returns, CountryCase):
    pass


@tagged("post_install", "-at_install")
class TestCanada(Returns, CountryCase):
    country, currency, percent, codes = "CA", "CAD", 13, ("H", "E")
