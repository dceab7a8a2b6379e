"""What a return wishes, credits and leaves alone, without anything crossing a wire."""

from datetime import date

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, ObjectRef, ReadObject, Verb
from odoo.addons.odoo_qb_connector.models.qb_plan import Ask, Behind, Send, Settled
from odoo.tests import tagged

from .job_common import JobCase
from .returning import Returning
from .test_preview import Previewing


class ReturnCase(Returning, JobCase):
    def setUp(self):
        super().setUp()
        self.link_all()

    def invoiced(self, order, day=10, linked=True, quantities=None):
        """A delivery of `order` with its invoice, which is in QuickBooks (77 and up)."""
        picking = self.shipped(order, day, quantities)
        invoice = self.invoice_of(picking)
        self.operations(picking)._mark_done()
        if linked:
            self.operations(invoice)._mark_done()
            self.link(invoice, "Invoice", 77 + self.env["qb.link"].search_count([]), currency_id=invoice.currency_id.id)
        return picking

    def notes_of(self, back):
        """The credit notes that the queue makes for a return."""
        self.assertIsInstance(self.prepare(back), Settled)
        return self.credit_notes(back.sale_id).filtered(lambda note: note.qb_return_id == back)

    def removal(self, invoice, answers=None):
        operation = self.operations(invoice).filtered(lambda one: one.verb == "delete")
        return invoice._qb_prepare_removal(operation, answers or {})

    def there(self, invoice, **values):
        """What QuickBooks says of `invoice`, to the question for it."""
        link = invoice._qb_link_for(self.connection)
        said = {"total": 216, "balance": 216, "number": invoice.name, **values}
        found = Acknowledged(ObjectRef("Invoice", link.qb_id, "5"), **said)
        return {ReadObject(ObjectRef("Invoice", link.qb_id, link.sync_token)): found}


@tagged("post_install", "-at_install")
class TestWish(ReturnCase):
    """The return's transaction: one INSERT, whatever else is wrong."""

    def test_a_return_queues_once_and_changes_nothing(self):
        picking = self.invoiced(self.order((self.chair, 2)))
        back = self.returned(picking)
        self.assertEqual([(one.verb, one.reason) for one in self.operations(back)], [("send", "Returned")])
        self.assertEqual((back.qb_state, self.credit_notes(picking.sale_id)), ("waiting", self.env["account.move"]))

    def test_a_return_costs_the_stock_operation_few_queries(self):
        back = self.returned(self.invoiced(self.order((self.chair, 1))))
        self.env.flush_all()
        self.env.invalidate_all()
        back.mapped("sale_id.team_id")
        back.mapped("location_dest_id.usage")
        back.mapped("location_id.usage")
        with self.assertQueryCount(8):
            back._qb_wish_returns()
            self.env.flush_all()

    def test_the_warehouse_needs_no_accounting_rights(self):
        picking = self.invoiced(self.order((self.chair, 2)))
        keeper = self.env["res.users"].create(
            {
                "name": "Keeper",
                "login": "qb_keeper",
                "group_ids": [fields.Command.set(self.env.ref("stock.group_stock_user").ids)],
            }
        )
        wizard = self.env["stock.return.picking"].with_user(keeper)
        wizard = wizard.with_context(active_id=picking.id, active_model="stock.picking").create({})
        back = self.env["stock.picking"].with_user(keeper).browse(wizard.action_create_returns_all()["res_id"])
        back.move_ids.write({"picked": True})
        back.button_validate()
        self.assertEqual((back.state, len(self.operations(back.sudo()))), ("done", 1))

    def test_by_hand_or_switched_off_nothing_is_queued(self):
        channel = self.connection.default_channel_id
        for record, values in ((channel, {"mode": "manual"}), (self.connection, {"enabled": False})):
            channel.mode, self.connection.enabled = "automatic", True
            picking = self.invoiced(self.order((self.chair, 1)))
            record.write(values)
            back = self.returned(picking)
            self.assertFalse(self.operations(back))
            self.assertTrue(back._qb_is_sendable())


@tagged("post_install", "-at_install")
class TestCredit(ReturnCase):
    """What is credited in Odoo, and how it shall be reversed there."""

    def test_whole_or_part(self):
        for quantity, reversal in ((3, "deletion"), (1, "memo")):
            with self.subTest(quantity=quantity):
                picking = self.invoiced(self.order((self.chair, 3, 33.33)))
                note = self.notes_of(self.returned(picking, {self.chair: quantity}))
                self.assertEqual(self.lines_of(note), [("Chair", float(quantity), 33.33 * quantity)])
                self.assertEqual((note.qb_reversal, note.state), (reversal, "posted"))

    def test_invoicing_policy_does_not_matter(self):
        self.chair.invoice_policy = "delivery"
        picking = self.invoiced(self.order((self.chair, 3)))
        self.assertEqual(self.notes_of(self.returned(picking)).qb_reversal, "deletion")

    def test_switched_off_a_memo_is_made_and_not_sent(self):
        self.connection.send_credit_memos = False
        picking = self.invoiced(self.order((self.chair, 3)))
        note = self.notes_of(self.returned(picking, {self.chair: 1}))
        self.assertEqual((note.qb_reversal, note.state), ("memo", "posted"))
        self.assertFalse(self.operations(note))

    def test_one_delivery_of_two(self):
        order = self.order((self.chair, 5))
        first = self.invoiced(order, quantities={self.chair: 2})
        second = self.invoiced(order)
        note = self.notes_of(self.returned(second))
        self.assertEqual((note.reversed_entry_id, note.qb_reversal), (second.qb_invoice_ids, "deletion"))
        self.assertEqual(order.order_line.qty_invoiced, 2.0)
        self.assertEqual(first.qb_invoice_ids.payment_state, "not_paid")

    def test_an_invoice_by_hand_over_more_than_came_back(self):
        order = self.order((self.chair, 5))
        invoice = self.by_hand(order)
        self.operations(invoice)._mark_done()
        self.link(invoice, "Invoice", 77)
        picking = self.shipped(order, quantities={self.chair: 2})
        self.operations(picking)._mark_done()
        note = self.notes_of(self.returned(picking))
        self.assertEqual((self.lines_of(note), note.qb_reversal), ([("Chair", 2.0, 200.0)], "memo"))
        self.assertEqual(order.order_line.qty_invoiced, 3.0)

    def test_a_part_takes_its_share_of_a_discount_on_the_order(self):
        order = self.order((self.chair, 2), (self.desk, 2), confirm=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        picking = self.invoiced(order)
        self.assertEqual(picking.qb_invoice_ids.amount_untaxed, 630.0)
        note = self.notes_of(self.returned(picking, {self.desk: 1}))
        self.assertEqual(note.amount_untaxed, 224.8)  # 250 less 0.36 of the discount of 70
        rest = self.notes_of(self.returned(picking, {self.chair: 2, self.desk: 1}))
        self.assertEqual(rest.amount_untaxed, 405.2)  # 450 less the 0.64 that are left

    def test_three_thirds_of_a_discount_are_all_of_it(self):
        order = self.order((self.chair, 3), confirm=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        picking = self.invoiced(order)
        notes = [self.notes_of(self.returned(picking, {self.chair: 1})) for _third in range(3)]
        self.assertEqual([round(note.amount_untaxed, 2) for note in notes], [90.1, 90.1, 89.8])

    def test_a_deducted_down_payment_is_free_again(self):
        order = self.order((self.chair, 10))
        self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "percentage", "amount": 50}
        ).create_invoices()
        order.invoice_ids.action_post()
        picking = self.invoiced(order)
        self.assertEqual(picking.qb_invoice_ids.amount_untaxed, 500.0)
        back = self.returned(picking)
        note = self.notes_of(back)
        self.assertEqual((note.amount_untaxed, note.qb_reversal), (500.0, "deletion"))
        self.assertEqual(self.invoice_of(self.shipped_again(back)).amount_untaxed, 500.0)

    def test_units_of_measure(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.order((self.chair, 2), confirm=False)
        order.order_line.product_uom_id = dozen
        order.action_confirm()
        picking = self.invoiced(order)
        note = self.notes_of(self.returned(picking, {self.chair: 12}))
        self.assertEqual([(line.quantity, line.product_uom_id) for line in note.invoice_line_ids], [(1.0, dozen)])

    def test_what_is_not_to_be_refunded_is_not(self):
        picking = self.invoiced(self.order((self.chair, 2)))
        back = self.returned(picking)
        back.move_ids.to_refund = False
        self.assertEqual(self.prepare(back), Settled(f"Nothing of return {back.name} is on an invoice any more."))

    def test_credited_by_a_person_already(self):
        picking = self.invoiced(self.order((self.chair, 2)))
        back = self.returned(picking)
        picking.qb_invoice_ids._reverse_moves([{"invoice_date": "2026-03-12"}])
        self.assertEqual(self.prepare(back), Settled(f"Nothing of return {back.name} is on an invoice any more."))

    def test_a_foreign_currency_keeps_the_rate_of_the_invoice(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        rates = self.env["res.currency.rate"]
        rates.create({"currency_id": euro.id, "name": "2026-03-01", "rate": 0.8})
        rates.create({"currency_id": euro.id, "name": "2026-03-11", "rate": 0.5})
        pricelist = self.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})
        picking = self.invoiced(self.order((self.chair, 2, 100.0), pricelist_id=pricelist.id))
        note = self.notes_of(self.returned(picking))
        invoice = picking.qb_invoice_ids
        self.assertEqual((note.currency_id, note.invoice_currency_rate), (euro, 0.8))
        self.assertEqual(note.amount_total_signed, -invoice.amount_total_signed)

    def test_a_locked_day_is_a_sentence_and_nothing_stays(self):
        picking = self.invoiced(self.order((self.chair, 2)))
        back = self.returned(picking)
        self.env.flush_all()
        self.env.company.fiscalyear_lock_date = "2026-03-31"
        self.assertEqual(
            self.refusal(back),
            "The goods came back on 03/12/2026, and the books are closed or locked until 03/31/2026. Ask your "
            "accountant to move that date, or make the credit note by hand with a later date, then press Send Again.",
        )
        self.assertFalse(self.credit_notes(picking.sale_id))

    def test_whose_invoice_is_on_its_way_waits(self):
        picking = self.invoiced(self.order((self.chair, 2)), linked=False)
        sending = self.operations(picking.qb_invoice_ids)
        sending.state = "unknown"
        self.assertEqual(self.prepare(self.returned(picking)), Behind(sending))

    def test_whose_invoice_has_not_left_does_not_leave(self):
        picking = self.invoiced(self.order((self.chair, 2)), linked=False)
        invoice = picking.qb_invoice_ids
        waiting = self.operations(invoice)
        note = self.notes_of(self.returned(picking))
        self.assertEqual((waiting.state, self.wishes(invoice), self.wishes(note)), ("cancelled", [], []))
        self.assertEqual(
            (note.qb_state, note.qb_message),
            (
                "settled",
                f"All of {invoice.name} came back before it reached QuickBooks, so neither of the two goes there.",
            ),
        )
        self.assertIsInstance(self.prepare(invoice), Settled)

    def test_what_never_got_there_is_held(self):
        picking = self.invoiced(self.order((self.chair, 2)), linked=False)
        self.operations(picking.qb_invoice_ids)._mark_cancelled("Cancelled")
        said = self.refusal(self.returned(picking))
        self.assertIn(f"What came back is on {picking.qb_invoice_ids.name}, which is not in QuickBooks", said)
        self.assertFalse(self.credit_notes(picking.sale_id))


@tagged("post_install", "-at_install")
class TestRule(ReturnCase):
    """Deletion needs the invoice unpaid, after every closing and lock date, and of the return's own month."""

    def credited(self, picking, day=12, month=3):
        """The reversal that was chosen, and why the deletion would not do, when it is asked again."""
        back = self.returned(picking, day=day, month=month)
        return self.notes_of(back).qb_reversal

    def test_the_same_month_and_another_one(self):
        self.assertEqual(self.credited(self.invoiced(self.order((self.chair, 2))), day=31), "deletion")
        self.assertEqual(self.credited(self.invoiced(self.order((self.chair, 2))), day=1, month=4), "memo")

    def test_on_before_and_after_the_closing_date(self):
        for closing, reversal in ((date(2026, 3, 9), "deletion"), (date(2026, 3, 10), "memo")):
            with self.subTest(closing=closing):
                self.facts(closing_date=None)
                picking = self.invoiced(self.order((self.chair, 2)))
                self.facts(closing_date=closing)
                self.assertEqual(self.credited(picking), reversal)

    def test_on_and_after_a_lock_date(self):
        for field in ("fiscalyear_lock_date", "sale_lock_date"):
            for lock, reversal in (("2026-03-09", "deletion"), ("2026-03-10", "memo")):
                with self.subTest(field=field, lock=lock):
                    self.env.company[field] = False
                    picking = self.invoiced(self.order((self.chair, 2)))
                    self.env.company[field] = lock
                    self.assertEqual(self.credited(picking), reversal)
            self.env.company[field] = False

    def test_it_is_asked_again_when_the_deletion_goes(self):
        picking = self.invoiced(self.order((self.chair, 2)))
        invoice = picking.qb_invoice_ids
        note = self.notes_of(self.returned(picking))
        self.assertIsInstance(self.removal(invoice), Ask)
        plan = self.removal(invoice, self.there(invoice))
        self.assertIsInstance(plan, Send)
        self.assertEqual((plan.command.verb, plan.command.target.token), (Verb.DELETE, "5"))
        self.facts(closing_date=date(2026, 3, 10))
        self.assertEqual(
            self.removal(invoice, self.there(invoice)),
            Settled(
                f"{invoice.name} stays in QuickBooks, and the credit memo {note.name} goes there instead. "
                f"{invoice.name} is of 03/10/2026, and the books in QuickBooks are closed until 03/10/2026."
            ),
        )
        self.assertEqual([verb for verb, _name in self.wishes(note)], ["send"])

    def test_what_quickbooks_says_of_payments(self):
        for said, deletes in (
            ({}, True),
            ({"details": {"linked": (("Estimate", "9"),)}}, True),
            ({"balance": 215}, False),
            ({"balance": None}, False),
            ({"details": {"linked": (("Payment", "9"),)}}, False),
            ({"details": {"linked": (("Deposit", "9"),)}}, False),
        ):
            with self.subTest(said=said):
                picking = self.invoiced(self.order((self.chair, 2)))
                self.notes_of(self.returned(picking))
                invoice = picking.qb_invoice_ids
                plan = self.removal(invoice, self.there(invoice, **said))
                self.assertIsInstance(plan, Send if deletes else Settled)

    def test_the_new_version_goes_behind_the_deletion(self):
        picking = self.invoiced(self.order((self.chair, 2)))
        invoice = picking.qb_invoice_ids
        back = self.returned(picking)
        note = self.notes_of(back)
        again = self.shipped_again(back)
        second = self.invoice_of(again)
        deletion = self.operations(invoice)
        self.assertEqual(self.prepare(second), Behind(deletion))
        self.assertEqual(self.prepare(note), Behind(deletion))
        invoice._qb_link_for(self.connection)._mark_deleted()
        deletion._mark_done("Deleted in QuickBooks.")
        self.assertIsInstance(self.prepare(second), Send)
        self.assertIsInstance(self.prepare(note), Settled)

    def test_a_delivery_that_delete_there_is_pressed_on_is_deleted_as_before(self):
        picking = self.invoiced(self.order((self.chair, 2)))
        invoice = picking.qb_invoice_ids
        operation = self.env["qb.operation"]._wish(self.connection, invoice, "delete")
        self.assertIsInstance(invoice._qb_prepare_removal(operation, {}), Send)


@tagged("post_install", "-at_install")
class TestPreview(Previewing, ReturnCase):
    def test_a_part_shows_the_credit_memo_and_leaves_nothing(self):
        picking = self.invoiced(self.order((self.chair, 3, 33.33)))
        back = self.returned(picking, {self.chair: 1})
        before = self.counted()
        preview = self.preview(back)
        self.assertEqual((preview.becomes, preview.problems), ("A new credit memo", False))
        self.assertEqual(self.lines_shown(preview), [("[CHAIR] Chair", "1", "33.33", 33.33, "TAX")])
        self.assertEqual(self.counted(), before)

    def test_a_deletion_has_nothing_to_look_at(self):
        picking = self.invoiced(self.order((self.chair, 2)))
        preview = self.preview(self.returned(picking))
        self.assertEqual(
            preview.problems,
            f"{picking.qb_invoice_ids.name} is deleted in QuickBooks, so there is no document to look at.",
        )
