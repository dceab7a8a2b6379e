"""The dashboard is quick: as many queries for many connections as for one, and none that reads the history."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.odoo_qb_connector.models import dashboard_counts
from odoo.tests import tagged
from odoo.tools import SQL

from .board_case import CARD, BoardCase, at

BIG = ("qb_operation", "qb_connection_run", "qb_link", "sale_order", "sale_order_line", "stock_picking", "stock_move")


@tagged("post_install", "-at_install")
class TestQuick(BoardCase):
    QUERIES = 20

    def card_queries(self, connections, count):
        self.env.flush_all()
        connections.read(list(CARD))
        self.env.invalidate_all()
        with self.assertQueryCount(count):
            connections.read(list(CARD))

    def test_queries_do_not_grow(self):
        """As many for ten connections with hundreds of operations as for one with none."""
        self.card_queries(self.connection, self.QUERIES)
        many = self.connection
        for number in range(9):
            many |= self.connection.copy({"name": f"Books {number}"})
        many.status_ids.state = "connected"
        for connection in many:
            for day in range(5):
                self.sent(fields.Datetime.now() - timedelta(days=day), connection)
            self.wish(connection=connection)
            self.wish(self.chair, connection=connection, state="sending")
        self.env["qb.operation"].create(
            [
                {
                    "connection_id": self.connection.id,
                    "res_model": "res.partner",
                    "res_id": number,
                    "verb": "send",
                    "state": "done" if number % 2 else "failed",
                    "done_at": fields.Datetime.now() - timedelta(hours=number),
                }
                for number in range(10_000, 10_300)
            ]
        )
        self.gather()
        for _ in range(3):
            order = self.order((self.chair, 2))
            self.ship(order)
            self.operations(order.picking_ids).action_cancel()
        self.card_queries(many, self.QUERIES)

    def test_indexes_answer_it(self):
        """However much lies behind what is open and what happened lately, nothing reads all of it."""
        self.much_behind()
        now = fields.Datetime.now()
        plan = "\n".join(
            [
                *self.plan_of(lambda cr: dashboard_counts.states(cr, self.connection.ids, now)),
                *self.plan_of(lambda cr: dashboard_counts.days(cr, {self.connection.id: (now.date(), "UTC")})),
                *self.plan_of(lambda _cr: self.env["qb.issue"]._counts(self.connection)),
                *self.plan_of(lambda _cr: self.env["qb.connection.run"]._last_at(self.connection)),
                *self.plan_of(lambda _cr: self.connection._open_deliveries()),
                *self.plan_of(lambda _cr: self.connection._to_invoice_ids()),
            ]
        )
        for table in BIG:
            self.assertNotIn(f"Seq Scan on {table} ", plan)
        for index in (
            "qb_operation_finished",
            "qb_operation_by_record",
            "qb_connection_run_by_day",
            "qb_link_different",
            "sale_order_line_qb_open",
            "stock_picking_qb_without_order",
        ):
            self.assertIn(index, plan)

    def much_behind(self):
        """Years of an order, its delivery, what was sent of it, and runs of the queue."""
        order = self.order((self.chair, 2))
        picking = self.ship(order)
        self.by_hand(order)
        sent = self.sent(at("2026-01-01 00:00:00"))
        link = self.link(self.chair, "Item", 0)
        run = self.env["qb.connection.run"].create({"connection_id": self.connection.id, "sent": 1, "failed": 0})
        self.env.flush_all()
        ago = "now() - n * interval '1 hour'"
        self.multiply(sent, done_at=ago, res_id="n")
        self.multiply(run, create_date=ago)
        self.multiply(link, qb_id="n::text", res_id="n")
        self.multiply(order, name="n::text")
        self.multiply(order.order_line, order_id="n")
        self.multiply(picking, date_done=ago, name="n::text", sale_id="n")
        self.multiply(picking.move_ids, sale_line_id="n", picking_id="n")
        for table in BIG:
            self.env.cr.execute(f"ANALYZE {table}")

    def multiply(self, row, **changes):
        """Twenty thousand rows more like this one; `changes` are SQL, `n` the row's number."""
        self.env.cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [row._table])
        changes["id"] = "n"
        columns = [name for (name,) in self.env.cr.fetchall()]
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(changes.get(name, f'"{name}"') for name in columns)
        self.env.cr.execute(
            f"INSERT INTO {row._table} ({names}) SELECT {values}"
            f" FROM {row._table}, generate_series(100000, 120000) AS n WHERE id = %s",
            [row.id],
        )

    def plan_of(self, ask):
        """How PostgreSQL answers what `ask` executes."""
        cr, plans = self.env.cr, []
        self.env.flush_all()
        execute = cr.execute

        def explain(query, params=None):
            execute(f"EXPLAIN {query}" if isinstance(query, str) else SQL("EXPLAIN %s", query), params)
            plans.extend(line for (line,) in cr.fetchall())
            execute(query, params)

        with patch.object(cr, "execute", explain):
            ask(cr)
        return plans
