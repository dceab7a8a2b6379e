"""When there is an invoice, over the whole way to the books of both editions: once, and with Odoo's money."""

from odoo.tests import tagged

from .desktop_country import CountryCase
from .online_regions import RegionCase, UsAutomated
from .test_invoice_triggers import TriggerCase


class Moments:
    """What makes the invoice of an order, whatever QuickBooks it goes to."""

    when, pay_online, cancel_open = TriggerCase.when, TriggerCase.pay_online, TriggerCase.cancel_open

    def nothing_there(self):
        self.run_queue()
        self.assertEqual(self.ours("Invoice"), [])

    def all_there(self, order):
        """Each invoice of `order` is there once, and nothing else; returns them in their order."""
        self.run_queue()
        moves = order.invoice_ids.sorted("id")
        self.assertEqual(moves.mapped("qb_state"), ["sent"] * len(moves), moves.mapped("qb_message"))
        self.assertEqual(len(self.ours("Invoice")), len(moves))
        for move in moves:
            self.there(move)
        return moves

    def test_no_backorder_the_last_cancelled_and_fewer_ordered_end_an_order(self):
        for ending in ("no backorder", "cancelled", "fewer"):
            with self.subTest(ending):
                self.open_again()
                self.when("delivered")
                order = self.order((self.chair, 5))
                if ending == "no backorder":
                    picking = order.picking_ids
                    picking.move_ids.write({"quantity": 3, "picked": True})
                    choice = {"skip_backorder": True, "picking_ids_not_to_backorder": picking.ids, "skip_sms": True}
                    picking.with_context(**choice).button_validate()
                else:
                    self.shipped(order, quantities={self.chair: 3})
                    self.nothing_there()
                if ending == "cancelled":
                    self.cancel_open(order)
                if ending == "fewer":
                    order.order_line.product_uom_qty = 3
                invoice = self.all_there(order)
                self.assertEqual(self.lines_of(invoice), [("Chair", 3.0, 300.0)])

    def test_two_deliveries_that_end_at_once_are_one_invoice(self):
        self.when("delivered")
        order = self.order((self.chair, 5, 33.33))
        self.shipped(order, quantities={self.chair: 2})
        self.shipped(order)
        invoice = self.all_there(order)
        self.assertEqual(self.lines_of(invoice), [("Chair", 5.0, 166.65)])
        self.assertEqual(invoice.qb_picking_ids, order.picking_ids)

    def test_posted_by_a_person(self):
        self.when("posted")
        order = self.order((self.chair, 2, 33.33))
        self.shipped(order)
        self.nothing_there()
        self.by_hand(order)
        self.assertEqual(self.lines_of(self.all_there(order)), [("Chair", 2.0, 66.66)])

    def test_paid_wholly_or_in_part(self):
        for moment, first in (("paid", 40), ("partly_paid", 0)):
            with self.subTest(moment):
                self.open_again()
                self.when(moment)
                order = self.order((self.chair, 2, 33.33))
                if first:
                    self.pay_online(order, first)
                self.nothing_there()
                self.pay_online(order, order.amount_total - first if first else 10)
                self.assertEqual(self.lines_of(self.all_there(order)), [("Chair", 2.0, 66.66)])

    def test_billed_on_order_is_not_billed_by_the_shipment(self):
        order = self.order((self.chair, 3, 33.33), (self.desk, 1))
        self.by_hand(order, {self.chair: 2})
        self.all_there(order)
        self.shipped(order)
        first, second = self.all_there(order)
        self.assertEqual(self.lines_of(first), [("Chair", 2.0, 66.66)])
        self.assertEqual(self.lines_of(second), [("Chair", 1.0, 33.33), ("Desk", 1.0, 250.0)])

    def test_charges_and_a_fixed_discount_go_once_on_what_can_carry_them(self):
        order = self.order((self.chair, 1, 10.0), (self.desk, 1), confirm=False)
        order.set_delivery_line(self.carrier, 15.0)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "amount", "discount_amount": 60}
        ).action_apply_discount()
        order.action_confirm()
        self.shipped(order, quantities={self.chair: 1})
        self.shipped(order, day=11)
        first, second = self.all_there(order)
        self.assertGreater(first.amount_total, 0)
        self.assertAlmostEqual(first.amount_total + second.amount_total, order.amount_total, 2)
        names = [name for move in (first, second) for name, _quantity, _amount in self.lines_of(move)]
        self.assertEqual([names.count(name) for name in ("Chair", "Desk", "Transport")], [1, 1, 1])

    def test_create_invoice_and_send_makes_one_an_order(self):
        self.connection.default_channel_id.mode = "manual"
        orders = self.order((self.chair, 2, 33.33)) | self.order((self.desk, 1))
        for order in orders:
            self.shipped(order)
        self.nothing_there()
        orders.action_qb_invoice_and_send()
        self.run_queue()
        self.assertEqual([len(order.invoice_ids) for order in orders], [1, 1])
        self.assertEqual(len(self.ours("Invoice")), 2)
        for order in orders:
            self.there(order.invoice_ids)

    def test_a_kind_that_is_switched_off_stays_here_until_it_is_on(self):
        self.connection.send_invoices = False
        order = self.order((self.chair, 2, 33.33))
        self.shipped(order)
        self.nothing_there()
        self.connection.send_invoices = True
        order.picking_ids.action_qb_send_now()
        self.assertEqual(self.lines_of(self.all_there(order)), [("Chair", 2.0, 66.66)])

    def test_before_the_start_date_nothing_is_created(self):
        self.connection.go_live_date = "2026-03-15"
        old = self.invoice((self.chair, 1, 33.33), invoice_date="2026-03-10")
        old.action_qb_send_now()
        self.nothing_there()
        self.assertEqual(old.qb_state, "failed")
        self.assertIn("Older documents are only linked, never created", old.qb_message)
        new = self.invoice((self.chair, 1, 33.33), invoice_date="2026-03-15")
        self.sent(new)
        self.there(new)
        self.assertEqual(len(self.ours("Invoice")), 1)


@tagged("post_install", "-at_install")
class TestOnline(Moments, UsAutomated, RegionCase):
    def open_again(self):
        self.open_region()


@tagged("post_install", "-at_install")
class TestDesktop(Moments, CountryCase):
    def open_again(self):
        self.open_books(self.country, self.codes)
