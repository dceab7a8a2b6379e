"""A done delivery queues its invoice, and the queue makes it for exactly what was shipped."""

from unittest.mock import patch

from odoo import fields
from odoo.addons.odoo_qb_connector.models.qb_plan import Settled
from odoo.tests import tagged

from .job_common import JobCase


@tagged("post_install", "-at_install")
class TestWish(JobCase):
    """The shipment's transaction: one INSERT, whatever else is wrong."""

    def test_done_delivery_queues_its_invoice(self):
        picking = self.ship(self.order((self.chair, 2)))
        wish = self.operations(picking)
        self.assertEqual((wish.verb, wish.connection_id, wish.reason), ("send", self.connection, "Shipped"))
        self.assertEqual(picking.qb_state, "waiting")
        self.assertFalse(picking.sale_id.invoice_ids, "the invoice is made later, by the queue")

    def test_each_delivery_wishes_once(self):
        order = self.order((self.chair, 5))
        first = self.ship(order, {self.chair: 2})
        second = self.ship(order)
        self.assertEqual(len(self.operations(first)), 1)
        self.assertEqual(len(self.operations(second)), 1)

    def test_manual_channel_queues_nothing_and_says_why(self):
        team = self.env["crm.team"].create({"name": "Showroom"})
        self.env["qb.channel"].create({"team_id": team.id, "connection_id": self.connection.id, "mode": "manual"})
        picking = self.ship(self.order((self.chair, 1), team_id=team.id))
        self.assertFalse(self.operations(picking))
        self.assertEqual(picking.qb_state, "none")
        self.assertEqual(
            picking.qb_message, "Not invoiced by itself: Showroom sends only when somebody presses Send Now."
        )

    def test_automatic_channel_wins_over_manual_default(self):
        self.connection.default_channel_id.mode = "manual"
        team = self.env["crm.team"].create({"name": "Web"})
        self.env["qb.channel"].create({"team_id": team.id, "connection_id": self.connection.id, "mode": "automatic"})
        self.assertTrue(self.operations(self.ship(self.order((self.chair, 1), team_id=team.id))))
        self.assertFalse(self.operations(self.ship(self.order((self.chair, 1)))))

    def test_team_without_settings_follows_the_default(self):
        team = self.env["crm.team"].create({"name": "Field"})
        self.assertTrue(self.operations(self.ship(self.order((self.chair, 1), team_id=team.id))))
        self.connection.default_channel_id.mode = "manual"
        self.assertFalse(self.operations(self.ship(self.order((self.chair, 1), team_id=team.id))))

    def test_channel_chooses_the_connection(self):
        other = self.env["qb.connection"].create(
            {"name": "Second books", "responsible_id": self.connection.responsible_id.id}
        )
        team = self.env["crm.team"].create({"name": "Export"})
        self.env["qb.channel"].create({"team_id": team.id, "connection_id": other.id})
        picking = self.ship(self.order((self.chair, 1), team_id=team.id))
        self.assertEqual(self.operations(picking).connection_id, other)

    def test_no_connection_ships_and_says_why(self):
        self.connection.active = False
        picking = self.ship(self.order((self.chair, 1)))
        self.assertFalse(self.operations(picking))
        company = self.env.company.name
        self.assertEqual(
            picking.qb_message, f"Not invoiced by itself: no QuickBooks company is connected to {company}."
        )

    def test_switched_off_connection_says_why(self):
        self.connection.enabled = False
        picking = self.ship(self.order((self.chair, 1)))
        self.assertFalse(self.operations(picking))
        self.assertEqual(
            picking.qb_message,
            "Not invoiced by itself: the connection Books was switched off. Press Send Now when it is on again.",
        )

    def test_shipped_before_the_connection_says_why(self):
        self.connection.active = False
        picking = self.ship(self.order((self.chair, 1)))
        self.connection.active = True
        picking.invalidate_recordset()
        self.assertEqual(
            picking.qb_message,
            "Not invoiced by itself: when it was shipped, QuickBooks was not connected, was switched off, or was set"
            " to send by hand only; or somebody cancelled it. Press Send Now to invoice it.",
        )

    def test_delivery_without_order_says_why(self):
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.env.company.id)], limit=1)
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.out_type_id.id,
                "location_id": warehouse.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "move_ids": [
                    fields.Command.create(
                        {
                            "product_id": self.chair.id,
                            "product_uom_qty": 1,
                            "location_id": warehouse.lot_stock_id.id,
                            "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_ids.write({"quantity": 1, "picked": True})
        picking.with_context(skip_sms=True).button_validate()
        self.assertFalse(self.operations(picking))
        self.assertEqual(
            picking.qb_message,
            "Not invoiced by itself: this delivery has no sales order. Make the invoice by hand; when it"
            " is confirmed it goes to QuickBooks.",
        )

    def test_only_the_last_step_of_pick_and_ship_wishes(self):
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.env.company.id)], limit=1)
        warehouse.delivery_steps = "pick_ship"
        self.env["stock.quant"]._update_available_quantity(self.chair, warehouse.lot_stock_id, 5)
        order = self.order((self.chair, 1))
        pick = order.picking_ids
        pick.move_ids.write({"quantity": 1, "picked": True})
        pick.button_validate()
        self.assertFalse(self.operations(pick))
        self.assertTrue(self.operations(self.ship(order)))

    def test_return_queues_that_it_is_reversed(self):
        picking = self.ship(self.order((self.chair, 2)))
        back = self.bring_back(picking, {self.chair: 1})
        wish = self.operations(back)
        self.assertEqual((wish.verb, wish.connection_id, wish.reason), ("send", self.connection, "Returned"))
        self.assertFalse(back.sale_id.invoice_ids, "nothing is credited while goods move")

    def test_dropship_wishes(self):
        vendor = self.env["res.partner"].create({"name": "Wood Corner"})
        lamp = self.product("Lamp", 30.0)
        lamp.write(
            {
                "route_ids": [fields.Command.set(self.env.ref("stock_dropshipping.route_drop_shipping").ids)],
                "seller_ids": [fields.Command.create({"partner_id": vendor.id, "price": 12.0})],
            }
        )
        order = self.order((lamp, 3))
        purchase = order.order_line.purchase_line_ids.order_id
        purchase.button_confirm()
        picking = self.ship(order)
        self.assertEqual(picking.picking_type_code, "dropship")
        self.assertTrue(self.operations(picking))
        self.assertEqual(self.lines_of(self.invoice_of(picking)), [("Lamp", 3.0, 90.0)])

    def test_shipping_needs_no_accounting_rights(self):
        keeper = self.env["res.users"].create(
            {
                "name": "Keeper",
                "login": "qb_keeper",
                "group_ids": [fields.Command.set(self.env.ref("stock.group_stock_user").ids)],
            }
        )
        order = self.order((self.chair, 1))
        picking = order.picking_ids.with_user(keeper)
        picking.move_ids.write({"quantity": 1, "picked": True})
        picking.with_context(skip_sms=True).button_validate()
        self.assertEqual(picking.state, "done")
        self.assertTrue(self.operations(picking.sudo()))

    def test_the_shipment_pays_few_queries_for_it(self):
        """What the hook adds to a shipment, for one delivery and for twenty of one team."""
        one = self.ship(self.order((self.chair, 1)))
        many = self.env["stock.picking"].union(*(self.ship(self.order((self.chair, 1))) for _ in range(20)))
        for pickings in (one, many):
            self.env.flush_all()
            self.env.invalidate_all()
            pickings.mapped("sale_id.team_id")
            pickings.mapped("location_dest_id.usage")
            pickings.mapped("picking_type_id.code")
            with self.subTest(deliveries=len(pickings)), self.assertQueryCount(7):
                pickings._qb_wish_invoices()
                self.env.flush_all()


@tagged("post_install", "-at_install")
class TestQuantities(JobCase):
    """What is on the invoice of a delivery."""

    def test_only_what_was_shipped(self):
        """Odoo's default bills the whole order at the first delivery."""
        order = self.order((self.chair, 10), (self.desk, 1))
        self.assertEqual(self.lines_of(self.invoice_of(self.ship(order, {self.chair: 4}))), [("Chair", 4.0, 400.0)])
        self.assertEqual(
            self.lines_of(self.invoice_of(self.ship(order))), [("Chair", 6.0, 600.0), ("Desk", 1.0, 250.0)]
        )

    def test_invoicing_policy_does_not_matter(self):
        for policy in ("order", "delivery"):
            with self.subTest(policy=policy):
                self.chair.invoice_policy = policy
                picking = self.ship(self.order((self.chair, 10)), {self.chair: 3})
                self.assertEqual(self.lines_of(self.invoice_of(picking)), [("Chair", 3.0, 300.0)])

    def test_two_deliveries_before_the_queue_runs(self):
        order = self.order((self.chair, 10))
        first = self.ship(order, {self.chair: 4}, done="2026-03-01 12:00:00")
        second = self.ship(order, done="2026-03-05 12:00:00")
        invoices = self.invoice_of(first), self.invoice_of(second)
        self.assertEqual([self.lines_of(one) for one in invoices], [[("Chair", 4.0, 400.0)], [("Chair", 6.0, 600.0)]])
        self.assertEqual([str(one.invoice_date) for one in invoices], ["2026-03-01", "2026-03-05"])

    def test_out_of_order_is_the_same(self):
        order = self.order((self.chair, 10))
        first = self.ship(order, {self.chair: 4})
        second = self.ship(order)
        self.assertEqual(self.lines_of(self.invoice_of(second)), [("Chair", 6.0, 600.0)])
        self.assertEqual(self.lines_of(self.invoice_of(first)), [("Chair", 4.0, 400.0)])

    def test_never_two_orders_on_one_invoice(self):
        pickings = [self.ship(self.order((self.chair, 1))) for _ in range(2)]
        invoices = [self.invoice_of(picking) for picking in pickings]
        self.assertNotEqual(*invoices)
        for invoice, picking in zip(invoices, pickings, strict=True):
            self.assertEqual(invoice.invoice_line_ids.sale_line_ids.order_id, picking.sale_id)

    def test_a_delivery_of_two_orders_has_an_invoice_for_each(self):
        first, second = self.order((self.chair, 1)), self.order((self.desk, 1))
        second.picking_ids.move_ids.picking_id = first.picking_ids
        picking = self.ship(first)
        self.prepare(picking)
        invoices = picking.qb_invoice_ids.sorted("id")
        self.assertEqual([self.lines_of(one) for one in invoices], [[("Chair", 1.0, 100.0)], [("Desk", 1.0, 250.0)]])
        self.assertEqual(invoices[1].invoice_line_ids.sale_line_ids.order_id, second)

    def test_posted_as_the_responsible_user(self):
        invoice = self.invoice_of(self.ship(self.order((self.chair, 1))))
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(invoice.create_uid, self.connection.responsible_id)

    def test_dated_with_the_day_of_the_books(self):
        """Half past six in the evening of 28 February in Los Angeles is 1 March in UTC."""
        invoice = self.invoice_of(self.ship(self.order((self.chair, 1)), done="2026-03-01 02:30:00"))
        self.assertEqual(str(invoice.invoice_date), "2026-02-28")

    def test_settles_with_the_number_and_wishes_for_the_invoice(self):
        picking = self.ship(self.order((self.chair, 1)))
        plan = self.prepare(picking)
        invoice = picking.qb_invoice_ids
        self.assertEqual(plan, Settled(f"Invoice {invoice.name} made for delivery {picking.name}."))
        wish = self.operations(invoice)
        self.assertEqual((len(wish), wish.verb, wish.origin_id.res_id), (1, "send", picking.id))

    def test_already_on_an_invoice_made_by_hand(self):
        order = self.order((self.chair, 2))
        picking = self.ship(order)
        invoice = self.by_hand(order)
        self.assertEqual(self.prepare(picking), Settled(f"On invoice {invoice.name}."))
        self.assertEqual(order.invoice_ids, invoice)
        self.assertEqual(picking.qb_state, "waiting", "the badge of the delivery is about its invoice")

    def test_prepaid_order(self):
        order = self.order((self.chair, 2))
        invoice = self.by_hand(order)
        self.assertEqual(self.prepare(self.ship(order)), Settled(f"On invoice {invoice.name}."))

    def test_partly_invoiced_by_hand(self):
        order = self.order((self.chair, 10))
        self.by_hand(order, {self.chair: 3})
        self.assertEqual(self.lines_of(self.invoice_of(self.ship(order))), [("Chair", 7.0, 700.0)])

    def test_draft_invoice_of_a_person(self):
        order = self.order((self.chair, 2))
        picking = self.ship(order)
        self.by_hand(order, post=False)
        self.assertEqual(
            self.prepare(picking),
            Settled(f"On a draft invoice of {order.name} that somebody made. Confirm it; it goes to QuickBooks then."),
        )

    def test_prepared_twice_makes_one_invoice(self):
        picking = self.ship(self.order((self.chair, 2)))
        invoice = self.invoice_of(picking)
        self.assertEqual(self.prepare(picking), Settled(f"On invoice {invoice.name}."))
        self.assertEqual(picking.sale_id.invoice_ids, invoice)

    def test_returned_before_the_queue_runs(self):
        picking = self.ship(self.order((self.chair, 10)))
        self.bring_back(picking, {self.chair: 4})
        self.assertEqual(self.lines_of(self.invoice_of(picking)), [("Chair", 6.0, 600.0)])

    def test_returned_and_shipped_again_before_the_queue_runs(self):
        """Each delivery bills what stayed with the customer of its own goods."""
        first = self.ship(self.order((self.chair, 10)))
        again = self.bring_back(self.bring_back(first, {self.chair: 4}), {self.chair: 4})
        self.assertTrue(self.operations(again))
        self.assertEqual(self.lines_of(self.invoice_of(first)), [("Chair", 6.0, 600.0)])
        self.assertEqual(self.lines_of(self.invoice_of(again)), [("Chair", 4.0, 400.0)])

    def test_everything_returned(self):
        picking = self.ship(self.order((self.chair, 2)))
        self.bring_back(picking, {self.chair: 2})
        said = f"Everything of delivery {picking.name} came back: nothing to invoice."
        self.assertEqual(self.prepare(picking), Settled(said))
        self.assertFalse(picking.sale_id.invoice_ids)

    def test_one_time_charges_go_once(self):
        order = self.order((self.chair, 4), (self.cabling, 2), confirm=False)
        order.set_delivery_line(self.carrier, 15.0)
        order.action_confirm()
        self.assertEqual(
            self.lines_of(self.invoice_of(self.ship(order, {self.chair: 1}))),
            [("Chair", 1.0, 100.0), ("Cabling", 2.0, 80.0), ("Transport", 1.0, 15.0)],
        )
        self.assertEqual(self.lines_of(self.invoice_of(self.ship(order))), [("Chair", 3.0, 300.0)])

    def test_shipping_goes_whatever_its_policy(self):
        self.carrier.product_id.invoice_policy = "delivery"
        order = self.order((self.chair, 1), confirm=False)
        order.set_delivery_line(self.carrier, 15.0)
        order.action_confirm()
        self.assertIn(("Transport", 1.0, 15.0), self.lines_of(self.invoice_of(self.ship(order))))

    def test_service_invoiced_as_delivered_goes_as_delivered(self):
        self.cabling.invoice_policy = "delivery"
        order = self.order((self.chair, 1), (self.cabling, 5))
        order.order_line.filtered(lambda line: line.product_id == self.cabling).qty_delivered = 3
        self.assertIn(("Cabling", 3.0, 120.0), self.lines_of(self.invoice_of(self.ship(order))))

    def test_units_of_measure(self):
        """Sold by the dozen, moved in units."""
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.order((self.chair, 2), confirm=False)
        order.order_line.write({"product_uom_id": dozen.id, "price_unit": 1200.0})
        order.action_confirm()
        invoice = self.invoice_of(self.ship(order, {self.chair: 12}))
        self.assertEqual(self.lines_of(invoice), [("Chair", 1.0, 1200.0)])
        self.assertEqual(invoice.invoice_line_ids.product_uom_id, dozen)

    def test_free_line(self):
        order = self.order((self.chair, 1), (self.desk, 1, 0.0))
        self.assertEqual(self.lines_of(self.invoice_of(self.ship(order))), [("Chair", 1.0, 100.0), ("Desk", 1.0, 0.0)])

    def test_nothing_but_free_lines(self):
        invoice = self.invoice_of(self.ship(self.order((self.chair, 1, 0.0))))
        self.assertEqual((invoice.state, invoice.amount_total), ("posted", 0.0))

    def test_more_shipped_than_ordered(self):
        order = self.order((self.chair, 2))
        self.assertEqual(self.lines_of(self.invoice_of(self.ship(order, {self.chair: 3}))), [("Chair", 3.0, 300.0)])

    def test_sections_and_notes_stay_with_their_lines(self):
        order = self.order(confirm=False)
        order.order_line = [
            fields.Command.create({"display_type": "line_section", "name": "Seats"}),
            fields.Command.create({"product_id": self.chair.id, "product_uom_qty": 1}),
            fields.Command.create({"display_type": "line_section", "name": "Tables"}),
            fields.Command.create({"display_type": "line_note", "name": "Oak"}),
            fields.Command.create({"product_id": self.desk.id, "product_uom_qty": 1}),
        ]
        order.action_confirm()
        first = self.invoice_of(self.ship(order, {self.chair: 1}))
        self.assertEqual(
            first.invoice_line_ids.sorted("sequence").mapped(lambda line: line.name.split("] ")[-1]),
            ["Seats", "Chair"],
        )
        second = self.invoice_of(self.ship(order))
        self.assertEqual(
            second.invoice_line_ids.sorted("sequence").mapped(lambda line: line.name.split("] ")[-1]),
            ["Tables", "Oak", "Desk"],
        )

    def test_discount_on_the_order(self):
        order = self.order((self.chair, 10), confirm=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "amount", "discount_amount": 150.0}
        ).action_apply_discount()
        order.action_confirm()
        with self.subTest("a delivery worth less does not carry it"):
            self.assertEqual(self.lines_of(self.invoice_of(self.ship(order, {self.chair: 1}))), [("Chair", 1.0, 100.0)])
        with self.subTest("the next one does"):
            invoice = self.invoice_of(self.ship(order))
            self.assertEqual([line[2] for line in self.lines_of(invoice)], [900.0, -138.89])
            self.assertEqual(invoice.amount_total, 822.0)

    def _pay_ahead(self, order, percent):
        wizard = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "percentage", "amount": percent}
        )
        wizard.create_invoices()
        order.invoice_ids.action_post()
        return order.invoice_ids

    def test_down_payment_is_deducted(self):
        order = self.order((self.chair, 10))
        self._pay_ahead(order, 50)
        invoice = self.invoice_of(self.ship(order))
        self.assertEqual(invoice.amount_untaxed, 500.0)
        self.assertEqual(invoice.amount_total, 540.0)

    def test_down_payment_is_spread_over_deliveries(self):
        order = self.order((self.chair, 10))
        self._pay_ahead(order, 50)
        totals = [
            self.invoice_of(self.ship(order, quantities)).amount_untaxed
            for quantities in ({self.chair: 3}, {self.chair: 3}, None)
        ]
        self.assertEqual(totals, [0.0, 100.0, 400.0])

    def test_cancelled_order(self):
        order = self.order((self.chair, 2))
        picking = self.ship(order)
        order._action_cancel()
        self.assertEqual(
            self.refusal(picking),
            f"The order {order.name} is cancelled, so this delivery is not invoiced. Set the order to"
            " quotation and confirm it, then press Send Again, or return the goods.",
        )

    def test_open_delivery(self):
        picking = self.order((self.chair, 2)).picking_ids
        self.assertEqual(
            self.refusal(picking),
            f"The delivery {picking.name} is not done, so there is nothing to invoice. Validate it first.",
        )

    def test_foreign_currency_order(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        pricelist = self.env["product.pricelist"].create({"name": "EUR", "currency_id": euro.id})
        order = self.order((self.chair, 1, 90.0), pricelist_id=pricelist.id)
        self.assertEqual(self.invoice_of(self.ship(order)).currency_id, euro)

    def test_locked_period(self):
        picking = self.ship(self.order((self.chair, 2)), done="2026-03-01 12:00:00")
        self.env.company.sale_lock_date = "2026-03-31"
        self.assertEqual(
            self.refusal(picking),
            "The delivery was done on 03/01/2026, and Odoo's books are locked up to 03/31/2026. Ask your"
            " accountant to move the lock date, or make the invoice by hand with a later date, then press"
            " Send Again.",
        )
        self.assertFalse(picking.sale_id.invoice_ids, "no half-made invoice stays")

    def test_posting_fails(self):
        picking = self.ship(self.order((self.chair, 2)))
        account = self.chair.product_tmpl_id.get_product_accounts()["income"]
        account.active = False
        self.assertEqual(
            self.refusal(picking),
            f"Odoo could not make the invoice for {picking.name}: The account Product Sales (400000) is"
            " archived. Correct this on the order, then press Send Again.",
        )
        self.assertFalse(picking.sale_id.invoice_ids, "no half-made invoice stays")
        account.active = True
        self.assertEqual(len(self.invoice_of(picking)), 1, "the shipment is not lost")

    def test_what_is_locked_is_the_order(self):
        order = self.order((self.chair, 2))
        picking = self.ship(order)
        self.assertEqual(picking._qb_lock_keys(), [("sale.order", order.id)])
        self.assertEqual(order._qb_lock_keys(), [("sale.order", order.id)])


@tagged("post_install", "-at_install")
class TestPostedByHand(JobCase):
    def test_posting_queues_customer_invoices_only(self):
        order = self.order((self.chair, 1))
        self.assertEqual(len(self.operations(self.by_hand(order))), 1)
        journal = self.env["account.journal"].search([("type", "=", "purchase")], limit=1)
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "journal_id": journal.id,
                "partner_id": self.customer.id,
                "invoice_date": "2026-03-01",
                "invoice_line_ids": [fields.Command.create({"name": "Rent", "price_unit": 10.0})],
            }
        )
        bill.action_post()
        self.assertFalse(self.operations(bill))

    def test_queue_made_invoice_is_not_doubled(self):
        invoice = self.invoice_of(self.ship(self.order((self.chair, 1))))
        self.assertEqual(len(self.operations(invoice)), 1)

    def test_manual_channel_waits_for_a_person(self):
        self.connection.default_channel_id.mode = "manual"
        self.assertFalse(self.operations(self.by_hand(self.order((self.chair, 1)))))

    def test_no_connection_posts(self):
        self.connection.active = False
        invoice = self.by_hand(self.order((self.chair, 1)))
        self.assertEqual(invoice.state, "posted")
        self.assertFalse(self.operations(invoice))

    def test_corrected_invoice_is_sent_again(self):
        invoice = self.invoice_of(self.ship(self.order((self.chair, 1))))
        self.operations(invoice)._mark_done()
        invoice.button_draft()
        invoice.action_post()
        self.assertEqual(len(self.operations(invoice)), 1)


@tagged("post_install", "-at_install")
class TestSendNow(JobCase):
    def setUp(self):
        super().setUp()
        self.now = []
        drain = type(self.env["qb.drain"])
        patch.object(drain, "_run_after_commit", lambda _self, operations: self.now.append(operations)).start()
        self.addCleanup(patch.stopall)

    def test_order_sends_its_deliveries_whatever_the_channel(self):
        self.connection.default_channel_id.mode = "manual"
        order = self.order((self.chair, 4))
        first, second = self.ship(order, {self.chair: 1}), self.ship(order)
        order.action_qb_send_now()
        self.assertEqual(self.now[0].mapped("res_id"), (first | second).ids)

    def test_order_sends_its_invoices(self):
        self.connection.default_channel_id.mode = "manual"
        order = self.order((self.chair, 1))
        invoice = self.by_hand(order)
        order.action_qb_send_now()
        self.assertEqual((self.now[0].res_model, self.now[0].res_id), ("account.move", invoice.id))

    def test_invoice(self):
        self.connection.default_channel_id.mode = "manual"
        invoice = self.by_hand(self.order((self.chair, 1)))
        invoice.action_qb_send_now()
        self.assertEqual(self.now[0].res_id, invoice.id)
