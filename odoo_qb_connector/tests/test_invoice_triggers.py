"""What makes the queue invoice an order: each delivery, the last one, the invoice in Odoo, or money."""

import importlib.util
from decimal import Decimal
from unittest.mock import patch

from odoo import fields
from odoo.addons.odoo_qb_connector.models.qb_plan import Settled
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import file_path

from .job_books import BooksCase
from .job_common import JobCase
from .returning import Returning


def migration():
    """The module of the update, which Odoo runs from its file."""
    place = file_path("odoo_qb_connector/migrations/0.0.0/post-default_channels.py")
    spec = importlib.util.spec_from_file_location("qb_default_channels", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TriggerCase(JobCase):
    def when(self, moment, **values):
        self.connection.default_channel_id.write({"invoice_when": moment, **values})

    def settle(self, order):
        """What the queue does with the wish of `order`: the note; and the invoices it made."""
        before = order.invoice_ids
        plan = self.prepare(order)
        self.assertIsInstance(plan, Settled)
        self.operations(order)._mark_done(plan.note)
        self.env.invalidate_all()
        return plan.note, order.invoice_ids - before

    def cancel_open(self, order):
        order.picking_ids.filtered(lambda one: one.state not in ("done", "cancel")).action_cancel()

    def pay_online(self, order, amount, state="done"):
        """A transaction on the website."""
        provider = self.env["payment.provider"].search([], limit=1)
        method = self.env["payment.method"].search([], limit=1)
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "amount": amount,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "reference": f"{order.name}-{amount}",
                "sale_order_ids": [fields.Command.set(order.ids)],
                "last_state_change": "2026-03-02 02:30:00",
                "operation": "offline",
                "is_post_processed": True,
            }
        )
        transaction.flush_recordset()
        # Cash on delivery, which every database has, authorizes nothing.
        self.env.cr.execute("UPDATE payment_transaction SET state = %s WHERE id = %s", [state, transaction.id])
        transaction.invalidate_recordset()
        # No journal belongs to the provider here: whether Odoo books a payment, too, is its own business.
        with patch.object(type(transaction), "_create_payment", lambda self, **values: None):
            transaction._post_process()
        return transaction

    def pay(self, invoice, amount=None):
        """A payment in Odoo on `invoice`."""
        wizard = self.env["account.payment.register"].with_context(active_model="account.move", active_ids=invoice.ids)
        wizard.create({"amount": amount or invoice.amount_residual})._create_payments()


@tagged("post_install", "-at_install")
class TestFullyDelivered(TriggerCase):
    def setUp(self):
        super().setUp()
        self.when("delivered")

    def test_the_wish_is_the_orders(self):
        order = self.order((self.chair, 2))
        picking = self.ship(order)
        self.assertFalse(self.operations(picking))
        wish = self.operations(order)
        self.assertEqual((wish.verb, wish.reason, wish.connection_id), ("send", "Shipped", self.connection))
        self.assertEqual((order.qb_state, picking.qb_state), ("waiting", "waiting"))

    def test_deliveries_that_are_validated_together(self):
        orders = self.order((self.chair, 2)) | self.order((self.chair, 1))
        pickings = orders.picking_ids
        for move in pickings.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        pickings.with_context(skip_backorder=True, skip_sms=True).button_validate()
        self.assertEqual(self.operations(*orders).mapped("res_id"), orders.ids)

    def test_the_delivery_shows_the_problem_of_its_order(self):
        order = self.order((self.chair, 2))
        picking = self.ship(order)
        self.operations(order)._mark_failed("The period is locked.")
        self.assertEqual((picking.qb_state, picking.qb_message), ("failed", "The period is locked."))
        found = self.env["stock.picking"].search([("qb_problem", "=", True), ("id", "=", picking.id)])
        self.assertEqual(found, picking)
        with self.subTest("not once it has an invoice of its own"):
            self.invoice_of(picking)
            self.env.invalidate_all()
            self.assertNotEqual(picking.qb_state, "failed")

    def test_nothing_before_the_last_delivery(self):
        order = self.order((self.chair, 5), (self.desk, 1))
        first = self.ship(order, {self.chair: 2})
        note = f"The order {order.name} is invoiced when it is fully delivered. Still open: [CHAIR] Chair, [DESK] Desk."
        self.assertEqual(self.settle(order), (note, self.env["account.move"]))
        self.assertEqual(first.qb_message, note)
        self.ship(order, done="2026-03-01 02:30:00")
        note, invoice = self.settle(order)
        self.assertEqual(note, f"Invoice {invoice.name} made.")
        self.assertEqual(self.lines_of(invoice), [("Chair", 5.0, 500.0), ("Desk", 1.0, 250.0)])
        self.assertEqual(invoice.qb_picking_ids, order.picking_ids)

    def test_dated_with_the_last_shipment(self):
        order = self.order((self.chair, 2))
        self.ship(order, {self.chair: 1}, done="2026-02-20 12:00:00")
        self.ship(order, done="2026-03-01 02:30:00")
        _note, invoice = self.settle(order)
        self.assertEqual(str(invoice.invoice_date), "2026-02-28")

    def test_no_backorder_ends_the_order(self):
        order = self.order((self.chair, 5))
        picking = order.picking_ids
        picking.move_ids.write({"quantity": 2, "picked": True})
        context = {"skip_backorder": True, "picking_ids_not_to_backorder": picking.ids, "skip_sms": True}
        picking.with_context(**context).button_validate()
        self.assertTrue(self.operations(order))
        _note, invoice = self.settle(order)
        self.assertEqual(self.lines_of(invoice), [("Chair", 2.0, 200.0)])

    def test_the_last_open_delivery_cancelled_ends_the_order(self):
        order = self.order((self.chair, 5))
        self.ship(order, {self.chair: 3}, done="2026-03-01 12:00:00")
        self.settle(order)
        self.cancel_open(order)
        self.assertEqual(self.operations(order).reason, "Nothing more to deliver")
        _note, invoice = self.settle(order)
        self.assertEqual(self.lines_of(invoice), [("Chair", 3.0, 300.0)])
        self.assertEqual(str(invoice.invoice_date), "2026-03-01")

    def test_fewer_ordered_ends_the_order(self):
        order = self.order((self.chair, 5))
        self.ship(order, {self.chair: 3})
        self.settle(order)
        order.order_line.product_uom_qty = 3
        self.assertTrue(self.operations(order))
        self.assertEqual(self.lines_of(self.settle(order)[1]), [("Chair", 3.0, 300.0)])

    def test_nothing_delivered_and_all_cancelled(self):
        order = self.order((self.chair, 5))
        self.cancel_open(order)
        note = f"Nothing of the order {order.name} was delivered: nothing to invoice."
        self.assertEqual(self.settle(order), (note, self.env["account.move"]))

    def test_cancelled_order(self):
        order = self.order((self.chair, 5))
        order._action_cancel()
        note = f"The order {order.name} was cancelled: nothing to invoice."
        self.assertEqual(self.settle(order), (note, self.env["account.move"]))

    def test_cancelled_with_goods_delivered_needs_a_person(self):
        order = self.order((self.chair, 5))
        self.ship(order, {self.chair: 1})
        order._action_cancel()
        self.assertIn(order.name, self.refusal(order))

    def test_goods_that_were_never_launched_are_open(self):
        """A dropship that nobody has ordered yet has no move at all."""
        order = self.order((self.chair, 1), (self.desk, 1))
        desk = order.order_line.filtered(lambda line: line.product_id == self.desk)
        desk.move_ids._action_cancel()
        desk.move_ids.unlink()
        self.ship(order)
        note, invoice = self.settle(order)
        self.assertFalse(invoice)
        self.assertIn("Still open: [DESK] Desk.", note)

    def test_a_pick_step_is_open(self):
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.env.company.id)], limit=1)
        warehouse.delivery_steps = "pick_ship"
        self.env["stock.quant"]._update_available_quantity(self.chair, warehouse.lot_stock_id, 5)
        order = self.order((self.chair, 2))
        pick = order.picking_ids
        pick.move_ids.write({"quantity": 1, "picked": True})
        pick.with_context(skip_backorder=True).button_validate()
        self.ship(order)
        self.assertIn("Still open: [CHAIR] Chair.", self.settle(order)[0])

    def test_an_open_return_is_not(self):
        order = self.order((self.chair, 3))
        picking = self.ship(order)
        self.bring_back(picking, {self.chair: 1})
        _note, invoice = self.settle(order)
        self.assertEqual(self.lines_of(invoice), [("Chair", 2.0, 200.0)])

    def test_everything_came_back(self):
        order = self.order((self.chair, 3))
        self.bring_back(self.ship(order), {self.chair: 3})
        note = f"Nothing of the order {order.name} was delivered: nothing to invoice."
        self.assertEqual(self.settle(order), (note, self.env["account.move"]))

    def test_asked_twice_makes_one_invoice(self):
        order = self.order((self.chair, 3))
        self.ship(order)
        _note, invoice = self.settle(order)
        self.assertEqual(self.settle(order), (f"On invoice {invoice.name}.", self.env["account.move"]))

    def test_a_draft_of_a_person_is_left_to_it(self):
        order = self.order((self.chair, 3))
        self.ship(order)
        self.by_hand(order, post=False)
        note = f"On a draft invoice of {order.name} that somebody made. Confirm it; it goes to QuickBooks then."
        self.assertEqual(self.settle(order), (note, self.env["account.move"]))

    def test_charges_and_discount_are_on_the_one_invoice(self):
        order = self.order((self.chair, 2), (self.cabling, 1), confirm=False)
        order.set_delivery_line(self.carrier, 15.0)
        wizard = self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "amount", "discount_amount": 30}
        )
        wizard.action_apply_discount()
        order.action_confirm()
        self.ship(order)
        _note, invoice = self.settle(order)
        self.assertEqual([line[2] for line in self.lines_of(invoice)], [200.0, 40.0, 15.0, -27.78])
        self.assertEqual(invoice.amount_total, 245.4)

    def test_manual_channel_wishes_nothing(self):
        self.when("delivered", mode="manual")
        order = self.order((self.chair, 3))
        self.ship(order, {self.chair: 1})
        self.cancel_open(order)
        self.assertFalse(self.operations(order))

    def test_send_now_on_the_delivery_needs_no_full_order(self):
        order = self.order((self.chair, 3))
        picking = self.ship(order, {self.chair: 1})
        self.assertEqual(self.lines_of(self.invoice_of(picking)), [("Chair", 1.0, 100.0)])
        self.ship(order)
        self.assertEqual(self.lines_of(self.settle(order)[1]), [("Chair", 2.0, 200.0)])

    def test_the_warehouse_needs_no_accounting_rights(self):
        keeper = new_test_user(self.env, "qb-packer", groups="stock.group_stock_user")
        order = self.order((self.chair, 3))
        picking = order.picking_ids.with_user(keeper)
        picking.move_ids.write({"quantity": 1, "picked": True})
        picking.with_context(skip_backorder=True, skip_sms=True).button_validate()
        order.picking_ids.filtered(lambda one: one.state != "done").with_user(keeper).action_cancel()
        reasons = [wish.reason for wish in self.operations(order).sorted("id")]
        self.assertEqual(reasons, ["Shipped", "Nothing more to deliver"])

    def test_a_delivery_of_two_orders_wishes_for_both(self):
        first, second = self.order((self.chair, 1)), self.order((self.desk, 1))
        second.picking_ids.move_ids.picking_id = first.picking_ids
        self.ship(first)
        self.assertEqual((len(self.operations(first)), len(self.operations(second))), (1, 1))


@tagged("post_install", "-at_install")
class TestBeforeShipment(Returning, TriggerCase):
    """The invoice in Odoo, or money, is what counts."""

    def test_only_the_last_three_warn(self):
        channel = self.connection.default_channel_id
        warned = {}
        for moment, _label in channel._fields["invoice_when"].selection:
            channel.invoice_when = moment
            warned[moment] = channel.is_before_shipment
        before = {"posted": True, "paid": True, "partly_paid": True}
        self.assertEqual(warned, {"delivery": False, "delivered": False, **before})

    def test_posted_only(self):
        self.when("posted")
        order = self.order((self.chair, 2))
        picking = self.ship(order)
        self.assertFalse(self.operations(picking, order))
        self.assertEqual(
            picking.qb_message,
            f"Goes to QuickBooks when somebody makes the invoice of {order.name} in Odoo and confirms it.",
        )
        invoice = self.by_hand(order)
        self.assertEqual(self.operations(invoice).reason, "Confirmed")

    def test_paid_online(self):
        self.when("paid")
        order = self.order((self.chair, 2))
        self.assertFalse(self.operations(order))
        self.pay_online(order, 216)
        self.assertEqual(self.operations(order).reason, "Paid")
        _note, invoice = self.settle(order)
        self.assertEqual(self.lines_of(invoice), [("Chair", 2.0, 200.0)])
        self.assertEqual(str(invoice.invoice_date), "2026-03-01", "the day of the payment where the books are kept")
        self.assertTrue(self.operations(invoice))

    def test_its_shipment_bills_nothing_again(self):
        self.when("paid")
        order = self.order((self.chair, 2))
        self.pay_online(order, 216)
        _note, invoice = self.settle(order)
        picking = self.ship(order)
        self.assertFalse(self.operations(picking, order))
        plan = self.prepare(picking)
        self.assertEqual(plan.note, f"On invoice {invoice.name}.")
        self.assertEqual(order.invoice_ids, invoice)

    def credited(self, back):
        """What the queue does with the wish of a return."""
        self.operations(back)._mark_done(self.prepare(back).note)
        self.env.invalidate_all()

    def test_what_came_back_and_is_shipped_again_is_billed_again(self):
        """The money is in the receipt already: what is shipped again is owed, and the credit memo pays for it."""
        self.when("paid", receipts=True)
        self.link_all()
        order = self.order((self.chair, 2))
        self.pay_online(order, 216)
        _note, first = self.settle(order)
        self.assertEqual(first._qb_document_type(self.connection), "SalesReceipt")
        self.link(first, "SalesReceipt", 7)
        picking = self.shipped(order)
        back = self.returned(picking)
        self.credited(back)
        self.settle(order)
        self.assertEqual(order.invoice_ids.mapped("move_type"), ["out_refund", "out_invoice"], "nothing more is due")
        self.shipped_again(back)
        _note, second = self.settle(order)
        self.assertEqual(self.lines_of(second), [("Chair", 2.0, 200.0)])
        self.assertEqual(second._qb_document_type(self.connection), "Invoice")

    def test_what_came_back_in_part_is_not_billed_again(self):
        self.when("paid")
        self.link_all()
        order = self.order((self.chair, 2))
        self.pay_online(order, 216)
        _note, first = self.settle(order)
        self.link(first, "Invoice", 7)
        self.credited(self.returned(self.shipped(order), {self.chair: 1}))
        self.assertEqual(order.order_line.qty_invoiced, 1)
        self.settle(order)
        self.assertEqual(order.order_line.qty_invoiced, 1)

    def test_half_paid_waits_for_the_rest(self):
        self.when("paid")
        order = self.order((self.chair, 2))
        self.pay_online(order, 100)
        note = f"The order {order.name} is invoiced when it is paid: $ 100.00 of $ 216.00 so far."
        self.assertEqual(self.settle(order)[0].replace("\xa0", " "), note)
        self.pay_online(order, 116)
        self.assertEqual(self.settle(order)[1].amount_total, 216)

    def test_half_paid_is_enough_for_partly(self):
        self.when("partly_paid")
        order = self.order((self.chair, 2))
        self.pay_online(order, 100)
        self.assertEqual(self.settle(order)[1].amount_total, 216)

    def test_an_authorized_payment_counts_and_a_pending_one_does_not(self):
        self.when("paid")
        order = self.order((self.chair, 2))
        self.pay_online(order, 216, state="pending")
        self.assertFalse(self.operations(order))
        self.pay_online(order, 216.0, state="authorized")
        self.assertEqual(self.settle(order)[1].amount_total, 216)

    def test_the_invoice_of_a_person_waits_for_its_payment(self):
        self.when("paid")
        order = self.order((self.chair, 2))
        invoice = self.by_hand(order)
        self.assertFalse(self.operations(invoice))
        self.assertIn("$ 0.00 of $ 216.00", self.settle(order)[0].replace("\xa0", " "))
        self.pay(invoice, 100)
        self.assertIn("$ 100.00 of $ 216.00", self.settle(order)[0].replace("\xa0", " "))
        self.assertFalse(self.operations(invoice))
        self.pay(invoice)
        self.assertEqual(self.settle(order), (f"On invoice {invoice.name}.", self.env["account.move"]))
        self.assertEqual(len(self.operations(invoice)), 1)

    def test_money_is_counted_once(self):
        """A payment on the website that is on an invoice already, too."""
        self.when("paid")
        order = self.order((self.chair, 2))
        invoice = self.by_hand(order)
        transaction = self.pay_online(order, 108)
        self.pay(invoice, 108)
        transaction.payment_id = invoice.matched_payment_ids
        self.assertIn("$ 108.00 of $ 216.00", self.settle(order)[0].replace("\xa0", " "))

    def test_a_corrected_invoice_that_is_there_goes_at_once(self):
        self.when("paid")
        invoice = self.by_hand(self.order((self.chair, 2)), post=False)
        self.link(invoice, "Invoice", 7)
        invoice.action_post()
        self.assertTrue(self.operations(invoice))

    def test_an_invoice_without_an_order_goes_at_once(self):
        self.when("paid")
        self.assertTrue(self.operations(self.invoice((self.chair, 1, 100))))


@tagged("post_install", "-at_install")
class TestSwitches(TriggerCase):
    """A channel, or a kind of document, that is switched off."""

    def test_a_channel_that_is_off(self):
        self.when("delivery", enabled=False)
        order = self.order((self.chair, 1))
        picking = self.ship(order)
        words = (
            "Orders without a channel (Books) is switched off: nothing of it goes to QuickBooks. A QuickBooks manager "
            "can switch it on under QuickBooks › Configuration › Sales Channels."
        )
        self.assertFalse(self.operations(picking))
        self.assertEqual(picking.qb_message, words)
        for record in (picking, order, self.by_hand(order)):
            with self.subTest(record=record._name), self.assertRaisesRegex(UserError, "switched off"):
                record.action_qb_send_now()

    def test_kinds_of_documents(self):
        self.connection.send_invoices = False
        picking = self.ship(self.order((self.chair, 1)))
        invoice = self.invoice((self.chair, 1, 100))
        refund = self.invoice((self.chair, 1, 100), move_type="out_refund")
        self.assertFalse(self.operations(picking, invoice))
        self.assertTrue(self.operations(refund))
        words = (
            "Books does not send invoices and receipts. A QuickBooks manager can switch them on under QuickBooks › "
            "Configuration › Connections › What and When."
        )
        self.assertEqual(picking.qb_message, words)
        with self.assertRaisesRegex(UserError, "does not send invoices and receipts"):
            invoice.action_qb_send_now()
        self.connection.write({"send_invoices": True, "send_credit_memos": False})
        self.assertFalse(self.operations(self.invoice((self.chair, 1, 100), move_type="out_refund")))
        self.assertTrue(self.operations(self.invoice((self.chair, 1, 100))))

    def test_of_several_the_switched_on_go(self):
        team = self.env["crm.team"].create({"name": "Showroom"})
        self.env["qb.channel"].create({"team_id": team.id, "connection_id": self.connection.id, "enabled": False})
        off, on = self.ship(self.order((self.chair, 1), team_id=team.id)), self.ship(self.order((self.chair, 1)))
        (off | on).action_qb_send_now()
        self.assertFalse(self.operations(off))
        self.assertEqual(len(self.operations(on)), 2)

    def test_older_connections_get_their_default(self):
        """Mode and customer as the connection itself had them."""
        self.connection.default_channel_id.flush_recordset()
        self.env.cr.execute("DELETE FROM qb_channel WHERE connection_id = %s", [self.connection.id])
        self.env.cr.execute("ALTER TABLE qb_connection ADD sale_mode varchar, ADD sale_customer_id integer")
        self.env.cr.execute("UPDATE qb_connection SET sale_mode = 'manual', sale_customer_id = %s", [self.customer.id])
        self.env.invalidate_all()
        for _ in range(2):
            migration().migrate(self.env.cr, "19.0.1.0.0")
        channel = self.env["qb.channel"].search([("connection_id", "=", self.connection.id)])
        self.assertEqual((channel.mode, channel.customer_id, len(channel)), ("manual", self.customer, 1))

    def test_the_default_stays(self):
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            self.connection.default_channel_id.unlink()
        name = self.connection.default_channel_id.display_name
        self.assertEqual(name, "Orders without a channel (Books)")


@tagged("post_install", "-at_install")
class TestUninvoiced(TriggerCase):
    """Done deliveries that nothing will invoice by itself."""

    def count(self):
        self.connection.invalidate_recordset(["uninvoiced_count"])
        return self.connection.uninvoiced_count

    def setUp(self):
        super().setUp()
        self.connection.flush_recordset()
        self.env.cr.execute("UPDATE qb_connection SET create_date = '2020-01-01' WHERE id = %s", [self.connection.id])
        self.connection.invalidate_recordset(["create_date"])
        self.before = self.count()

    def test_what_is_counted(self):
        order = self.order((self.chair, 3))
        queued = self.ship(order, {self.chair: 1})
        self.assertEqual(self.count(), self.before, "it is in the queue")
        self.operations(queued).action_cancel()
        self.assertEqual(self.count(), self.before + 1)
        self.assertIn(queued, self.connection._uninvoiced())
        self.invoice_of(queued)
        self.assertEqual(self.count(), self.before)

    def test_manual_channels_count_until_a_person_invoices(self):
        self.when("delivery", mode="manual")
        order = self.order((self.chair, 3))
        self.ship(order)
        self.assertEqual(self.count(), self.before + 1)
        self.by_hand(order)
        self.assertEqual(self.count(), self.before)

    def test_what_comes_later_is_not_counted(self):
        self.when("delivered")
        order = self.order((self.chair, 3))
        self.ship(order, {self.chair: 1})
        self.operations(order).write({"state": "done"})
        self.assertEqual(self.count(), self.before)
        self.cancel_open(order)
        self.operations(order).action_cancel()
        self.assertEqual(self.count(), self.before + 1, "its last wish was cancelled: nothing will come")

    def test_what_came_back_is_not_counted(self):
        picking = self.ship(self.order((self.chair, 3)))
        self.operations(picking).action_cancel()
        self.bring_back(picking, {self.chair: 3})
        self.assertEqual(self.count(), self.before)


@tagged("post_install", "-at_install")
class TestCreateInvoiceAndSend(TriggerCase):
    def setUp(self):
        super().setUp()
        self.when("delivered", mode="manual")
        self.env.user.group_ids += self.env.ref("odoo_qb_connector.group_qb_user")

    def test_one_invoice_an_order(self):
        """Two orders of one customer are two invoices; of each what was delivered."""
        first, second = self.order((self.chair, 5)), self.order((self.desk, 1))
        self.ship(first, {self.chair: 2})
        self.ship(second)
        action = (first | second).action_qb_invoice_and_send()
        bulk = self.env["qb.bulk"].browse(action["res_id"])
        self.assertEqual((bulk.total, bulk.left_out_count), (2, 0))
        self.assertEqual(self.lines_of(self.settle(first)[1]), [("Chair", 2.0, 200.0)])
        self.assertEqual(self.lines_of(self.settle(second)[1]), [("Desk", 1.0, 250.0)])

    def test_the_list_is_of_delivered_orders(self):
        first, second = self.order((self.chair, 5)), self.order((self.desk, 1))
        self.ship(first, {self.chair: 2})
        orders = self.env["sale.order"].search([("qb_delivered", "=", True), ("id", "in", (first | second).ids)])
        self.assertEqual(orders, first)
        self.assertEqual(((first | second).mapped("qb_delivered")), [True, False])
        self.by_hand(first)
        self.assertFalse(orders.search([("qb_delivered", "=", True), ("id", "=", first.id)]))

    def test_what_cannot_be_invoiced_is_named(self):
        delivered, waiting = self.order((self.chair, 1)), self.order((self.desk, 1))
        self.ship(delivered)
        action = (delivered | waiting).action_qb_invoice_and_send()
        bulk = self.env["qb.bulk"].browse(action["res_id"])
        self.assertEqual(bulk.left_out_count, 1)
        self.assertIn(waiting.name, bulk.left_out)
        with self.assertRaisesRegex(UserError, "othing"):
            waiting.action_qb_invoice_and_send()

    def test_send_now_of_a_whole_order_is_one_invoice(self):
        order = self.order((self.chair, 5))
        for _ in range(2):
            self.ship(order, {self.chair: 1})
        order.action_qb_send_now()
        self.assertFalse(self.operations(*order.picking_ids))
        self.assertEqual(self.lines_of(self.settle(order)[1]), [("Chair", 2.0, 200.0)])

    def test_send_now_of_each_delivery_is_an_invoice_each(self):
        self.when("delivery")
        order = self.order((self.chair, 5))
        done = self.env["stock.picking"].union(*(self.ship(order, {self.chair: 1}) for _ in range(2)))
        order.action_qb_send_now()
        self.assertEqual([len(self.operations(picking)) for picking in done], [1, 1])
        self.assertFalse(self.operations(order))

    def test_one_order_is_shown_at_once(self):
        order = self.order((self.chair, 1))
        self.ship(order)
        action = order.action_qb_invoice_and_send()
        self.assertEqual(action["tag"], "qb_show_result")
        self.assertEqual(action["params"]["operation_ids"], self.operations(order).ids)


@tagged("post_install", "-at_install")
class TestFullyDeliveredInTheBooks(BooksCase):
    """The whole way, with the numbers of the order."""

    def test_an_order_in_two_deliveries_is_one_invoice(self):
        self.open_books()
        self.connection.default_channel_id.write({"invoice_when": "delivered", "number_from": "order"})
        order = self.order((self.chair, 5), (self.desk, 1))
        self.ship(order, {self.chair: 2}, done="2026-02-20 12:00:00")
        self.run_queue()
        self.assertEqual(self.invoices_there(), [])
        self.ship(order, done="2026-03-01 02:30:00")
        self.run_queue()
        there, invoice = self.the_only_invoice(), order.invoice_ids
        self.assert_same_money(there, invoice)
        self.assertEqual((there["DocNumber"], there["TxnDate"]), (order.name, "2026-02-28"))
        self.assertEqual(Decimal(str(there["TotalAmt"])), Decimal("810.00"))
        for record in (order, invoice, *order.picking_ids):
            self.assertEqual((record.qb_state, record.qb_number), ("sent", order.name), record)
