"""Two deliveries of one order that end at the same moment: neither sees the other, and there is one invoice of both."""

import threading

from odoo import SUPERUSER_ID, api, fields
from odoo.addons.odoo_qb_connector.models.drain import DrainRun
from odoo.service.model import retrying
from odoo.tests import tagged

from .job_common import company_facts
from .test_queue import ADMIN, PATIENCE, QueueCase


@tagged("post_install", "-at_install")
class TestEndedAtOnce(QueueCase):
    """On a channel that invoices when the order is fully delivered, on real connections to PostgreSQL."""

    def setUp(self):
        super().setUp()
        with self.committed() as env:
            connection = env["qb.connection"].browse(self.connection_id)
            connection.write({"responsible_id": ADMIN, "company_id": env.company.id})
            connection._keep_facts(company_facts())
            connection.default_channel_id.invoice_when = "delivered"
            self.order_id, self.deliveries = self._order_in_two(env, connection)

    def _order_in_two(self, env, connection):
        """An order whose two products leave with two deliveries, both open; everything on it is linked."""
        customer = env["res.partner"].create({"name": "Azure Interior"})
        goods = [
            env["product.product"].create(
                {"name": name, "type": "consu", "list_price": 10, "invoice_policy": "order", "taxes_id": [(5,)]}
            )
            for name in ("Chair", "Desk")
        ]
        lines = [fields.Command.create({"product_id": one.id, "product_uom_qty": 1}) for one in goods]
        order = env["sale.order"].create({"partner_id": customer.id, "order_line": lines})
        order.action_confirm()
        first = order.picking_ids
        second = first.copy({"move_ids": []})
        first.move_ids[-1].picking_id = second
        for record, kind in ((customer, "Customer"), *((one, "Item") for one in goods)):
            env["qb.link"].create(
                {
                    "connection_id": connection.id,
                    "res_model": record._name,
                    "res_id": record.id,
                    "qb_type": kind,
                    "qb_id": str(record.id),
                    "sync_token": "0",
                    "name": record.name,
                }
            )
        return order.id, (first.id, second.id)

    def beside(self, *steps):
        """All `steps` at once; what they raise fails the test."""
        raised = []

        def run(step):
            try:
                step()
            except BaseException as error:
                raised.append(error)
                raise

        threads = [threading.Thread(target=run, args=(step,), daemon=True) for step in steps]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE * 4)
        self.assertEqual(raised, [])
        self.assertFalse(any(thread.is_alive() for thread in threads))

    def ship(self, delivery, both_have_begun):
        """Validate it as the web client does: what the other transaction got in the way of is done again."""
        with self.real_registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"skip_sms": True})
            picking = env["stock.picking"].browse(delivery)
            attempts = []

            def validate():
                states = picking.sale_id.picking_ids.mapped("state")
                if not attempts:
                    self.assertNotIn("done", states)
                    both_have_begun.wait(PATIENCE)
                attempts.append(states)
                for move in picking.move_ids:
                    move.write({"quantity": 1, "picked": True})
                picking.button_validate()

            retrying(validate, env)

    def run_queue(self):
        DrainRun(self.real_registry, self.connection_id).run()

    def test_one_invoice_of_both(self):
        both = threading.Barrier(2)
        self.beside(*(lambda one=delivery: self.ship(one, both) for delivery in self.deliveries))
        self.beside(self.run_queue, self.run_queue)
        self.run_queue()
        with self.committed() as env:
            order = env["sale.order"].browse(self.order_id)
            self.assertEqual(order.picking_ids.mapped("state"), ["done", "done"])
            self.assertEqual(order.order_line.mapped("qty_invoiced"), [1.0, 1.0])
            self.assertEqual(len(order.invoice_ids), 1)
            self.assertEqual(order.invoice_ids.amount_total, 20.0)
            self.assertEqual(order.invoice_ids.qb_state, "sent", order.invoice_ids.qb_message)
        self.assertEqual(len(self.gateway.objects), 1)
