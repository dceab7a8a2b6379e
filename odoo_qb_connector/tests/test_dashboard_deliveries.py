"""The dashboard: what was delivered and is on no invoice."""

from odoo import fields
from odoo.tests import tagged

from .board_case import BoardCase


@tagged("post_install", "-at_install")
class TestDeliveries(BoardCase):
    """What was delivered and is on no invoice, by what each channel waits for (one rule in SQL, one in Python)."""

    def setUp(self):
        super().setUp()
        self.channel = self.connection.default_channel_id
        self.channel.mode = "automatic"
        self.order_team = self.env["crm.team"].create({"name": "Web"})
        self.env.flush_all()
        self.env.cr.execute("UPDATE qb_connection SET create_date = '2020-01-01' WHERE id = %s", [self.connection.id])
        self.env.invalidate_all()
        self.before = self.numbers()

    def more(self):
        now = self.numbers()
        return tuple(now[name] - self.before[name] for name in ("uninvoiced_count", "to_invoice_count"))

    def lost(self, when, quantities=None):
        """A shipped order whose wish somebody cancelled."""
        self.channel.invoice_when = when
        order = self.order((self.chair, 3))
        self.ship(order, quantities)
        self.operations(order, *order.picking_ids).action_cancel()
        return order

    def test_at_each_delivery(self):
        self.lost("delivery", {self.chair: 1})
        self.assertEqual(self.more(), (1, 1))

    def test_when_delivered(self):
        order = self.lost("delivered", {self.chair: 1})
        self.assertEqual(self.more(), (0, 1), "the rest is still to come")
        self.assertTrue(order._qb_not_due_when("delivered"))
        order.picking_ids.filtered(lambda one: one.state != "done").action_cancel()
        self.operations(order).action_cancel()
        self.assertFalse(order._qb_not_due_when("delivered"))
        self.assertEqual(self.more(), (1, 1))

    def test_when_posted(self):
        order = self.lost("posted")
        self.assertEqual(self.more(), (0, 1), "somebody makes the invoice")
        self.by_hand(order)
        self.assertEqual(self.more(), (0, 0))

    def test_when_paid(self):
        order = self.lost("paid")
        self.assertEqual(self.more(), (0, 1))
        self.env["payment.transaction"].create(
            {
                "amount": order.amount_total,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "provider_id": self.env["payment.provider"].search([], limit=1).id,
                "payment_method_id": self.env["payment.method"].search([], limit=1).id,
                "reference": "paid",
                "state": "done",
                "sale_order_ids": [fields.Command.link(order.id)],
            }
        )
        self.operations(order).action_cancel()
        self.assertEqual(self.more(), (1, 1))

    def test_a_delivery_without_an_order(self):
        picking = self.ship(self.order((self.chair, 1)))
        self.operations(picking).action_cancel()
        picking.move_ids.sale_line_id = False
        picking.sale_id = False
        self.env.flush_all()
        self.assertIn(picking, self.connection._uninvoiced())

    def test_it_is_counted_where_its_team_sends(self):
        other = self.connection.copy({"name": "Other books", "tz": "UTC"})
        self.env["qb.channel"].create({"team_id": self.order_team.id, "connection_id": other.id, "mode": "manual"})
        order = self.order((self.chair, 1), team_id=self.order_team.id)
        self.ship(order)
        self.env.flush_all()
        self.env.cr.execute("UPDATE qb_connection SET create_date = '2020-01-01' WHERE id = %s", [other.id])
        self.assertEqual(self.more(), (0, 0))
        there = self.numbers(other)
        self.assertEqual((there["uninvoiced_count"], there["to_invoice_count"]), (1, 1))
        self.assertEqual(other._uninvoiced(), order.picking_ids)
