"""The dashboard: what each number counts, in both editions, and that it is quick however much there is."""

import json
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from odoo import fields
from odoo.addons.odoo_qb_connector.models import dashboard_counts
from odoo.addons.odoo_qb_connector.models.qb_fingerprint import KEY
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from .issue_case import SeesIssues
from .job_common import JobCase

NUMBERS = (
    "waiting_count",
    "on_its_way_count",
    "sent_this_day",
    "sent_lately",
    "issue_count",
    "differing_count",
    "uninvoiced_count",
    "to_invoice_count",
)
LISTS = {
    "waiting_count": "action_open_waiting",
    "on_its_way_count": "action_open_on_its_way",
    "sent_this_day": "action_open_sent_this_day",
    "sent_lately": "action_open_sent_lately",
    "issue_count": "action_open_issues",
    "differing_count": "action_open_differing",
    "uninvoiced_count": "action_open_uninvoiced",
    "to_invoice_count": "action_open_to_invoice",
}
CARD = ("badge_words", "trouble_words", *NUMBERS, "on_its_way_words", "issue_held_words", "day_graph", "opens_orders")
FILTERS = {"qb.issue": [("state", "=", "open")], "qb.link": [("differs", "=", True)]}
"""What the filters that an action switches on stand for."""
BIG = ("qb_operation", "qb_connection_run", "qb_link", "sale_order", "sale_order_line", "stock_picking", "stock_move")


def at(moment):
    """A moment, in naive UTC."""
    return fields.Datetime.to_datetime(moment)


class BoardCase(SeesIssues, JobCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.connection.status_ids.state = "connected"

    def numbers(self, connection=None):
        self.env.invalidate_all()
        connection = connection or self.connection
        return {name: connection[name] for name in NUMBERS}

    def listed(self, connection, number):
        """How many records the list of a number shows."""
        action = getattr(connection, LISTS[number])()
        model = self.env[action["res_model"]]
        switched_on = [key for key in action.get("context", {}) if key.startswith("search_default_")]
        return model.search_count([*action["domain"], *(FILTERS[model._name] if switched_on else [])])

    def wish(self, record=None, connection=None, **values):
        operation = self.env["qb.operation"]._wish(connection or self.connection, record or self.customer, "send")
        operation.write(values)
        return operation

    def sent(self, moment, connection=None):
        """Something that QuickBooks took at a moment (naive UTC)."""
        connection = connection or self.connection
        exchange = self.env["qb.exchange"].create({"connection_id": connection.id, "key": uuid4().hex})
        return self.wish(connection=connection, state="done", done_at=moment, exchange_id=exchange.id)

    def ran(self, moment, connection=None, **counts):
        run = self.env["qb.connection.run"].create(
            {"connection_id": (connection or self.connection).id, "sent": 0, "failed": 0, **counts}
        )
        run.flush_recordset()
        self.env.cr.execute("UPDATE qb_connection_run SET create_date = %s WHERE id = %s", [moment, run.id])

    def now_is(self, moment):
        self.enterContext(patch.object(fields.Datetime, "now", lambda *_args: at(moment)))


@tagged("post_install", "-at_install")
class TestNumbers(BoardCase):
    def some_of_everything(self):
        other = self.connection.copy({"name": "Other books", "enabled": False})
        self.now_is("2026-03-10 20:00:00")
        self.wish()
        self.wish(planned_at=fields.Datetime.now() + timedelta(days=1))
        self.wish(self.chair, state="sending")
        self.wish(self.desk, state="unknown")
        self.wish(self.chair, connection=other, state="sending")
        for moment in ("2026-03-10 19:00:00", "2026-03-10 07:00:00", "2026-03-10 06:59:59", "2026-02-25 08:00:00"):
            self.sent(at(moment))
        self.sent(at("2026-02-25 07:59:59"))
        self.sent(at("2026-03-10 19:00:00"), connection=other)
        self.wish(state="done", done_at=at("2026-03-10 19:00:00"))
        self.failing(self.cabling, "tax_unmapped", tax_ids=[7], taxes="VAT")
        self.failing(self.customer, "party_gone")
        self.link(self.chair, "Item", 1, differs=True)
        self.link(self.desk, "Item", 2)
        return other

    def test_each_number_counts_its_own_and_opens_what_it_counts(self):
        other = self.some_of_everything()
        numbers = self.numbers()
        expected = {
            "waiting_count": 2,
            "on_its_way_count": 2,
            "sent_this_day": 2,
            "sent_lately": 4,
            "issue_count": 2,
            "differing_count": 1,
        }
        self.assertEqual({name: numbers[name] for name in expected}, expected)
        self.assertEqual(self.connection.issue_held_words, "holding 2 records")
        self.assertEqual(self.numbers(other)["sent_lately"], 1)
        for connection in (self.connection, other):
            counted = self.numbers(connection)
            self.assertEqual({name: self.listed(connection, name) for name in NUMBERS}, counted)

    def test_dismissed_cards_hold_nothing_here(self):
        self.failing(self.customer, "party_gone")
        self.the_issue().action_dismiss()
        self.assertEqual(self.numbers()["issue_count"], 0)
        self.assertFalse(self.connection.issue_held_words)

    def test_days_are_those_of_the_books(self):
        """Seven in the morning in UTC is midnight in Los Angeles, eight before summer time began on 8 March."""
        self.some_of_everything()
        self.ran("2026-03-09 08:00:00", sent=3, failed=2)
        self.ran("2026-03-09 06:00:00", failed=1)
        self.env.invalidate_all()
        (graph,) = json.loads(self.connection.day_graph)
        days = [(day["label"], day["value"], day["failed"]) for day in graph["values"] if day["value"] or day["failed"]]
        self.assertEqual(days, [("Feb 25", 1, 0), ("Mar 8", 0, 1), ("Mar 9", 1, 2), ("Mar 10", 2, 0)])
        self.assertEqual(len(graph["values"]), 14)

    def test_without_anything_there_is_no_graph(self):
        self.assertFalse(self.connection.day_graph)


@tagged("post_install", "-at_install")
class TestProgress(BoardCase):
    def in_hand(self):
        self.now_is("2026-03-10 20:00:00")
        self.wish(self.chair, state="sending")
        self.wish(self.desk)
        self.wish(self.cabling, not_before=at("2026-03-11 00:00:00"))
        for minute in (50, 51, 52):
            self.sent(at(f"2026-03-10 19:{minute}:00"))

    def progress(self):
        self.env.invalidate_all()
        return self.connection.on_its_way_words, self.connection.progress

    def test_online_it_counts_since_the_queue_had_nothing_to_do(self):
        self.in_hand()
        self.assertEqual(self.progress(), ("3 of 5", 60))
        self.ran("2026-03-10 19:50:30")
        self.assertEqual(self.progress(), ("2 of 4", 50))
        self.ran("2026-03-10 19:51:30", sent=1)
        self.assertEqual(self.progress(), ("2 of 4", 50), "a run that sends is no pause")

    def test_desktop_counts_the_session(self):
        self.connection.edition = "desktop"
        self.in_hand()
        self.assertEqual(self.progress()[0], "Ready for the next call of the Web Connector")
        opened = at("2026-03-10 19:51:30")
        session = {"connection_id": self.connection.id, "ticket": "t", "opened_at": opened, "seen_at": opened}
        row = self.env["qb.desktop.session"].create(session)
        self.assertEqual(self.progress(), ("1 of 3", 33))
        row.ended = True
        self.assertEqual(self.progress()[0], "Ready for the next call of the Web Connector")

    def test_what_waits_for_something_refused_is_not_in_hand(self):
        self.in_hand()
        refused = self.failing(self.customer, "party_gone")
        self.operations(self.desk)._mark_behind(refused)
        refused.done_at = at("2026-03-09 00:00:00")
        self.assertEqual(self.progress(), ("3 of 4", 75))

    def test_nothing_on_its_way_says_nothing(self):
        self.wish()
        self.assertFalse(self.progress()[0])


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


@tagged("post_install", "-at_install")
class TestBadge(BoardCase):
    def badge(self):
        self.env.invalidate_all()
        one = self.connection
        return one.badge_level, one.badge_words, one.badge_press

    def test_how_it_is_and_the_button_that_ends_it(self):
        self.assertEqual(self.badge(), ("success", "Connected", False))
        self.assertFalse(self.connection.trouble_words)
        for edition, state, expected in (
            ("online", "new", ("info", "Not connected yet", "set_up")),
            ("online", "disconnected", ("warning", "Disconnected", "connect")),
            ("online", "lost", ("danger", "Disconnected by itself", "reconnect")),
            ("online", "paused", ("warning", "Disconnected for a while", "reconnect")),
            ("online", "sign_in", ("danger", "Sign in again", "connect")),
            ("online", "stopped", ("danger", "Stopped", "test")),
            ("desktop", "new", ("info", "Not connected yet", "set_up")),
            ("desktop", "lost", ("danger", "Disconnected by itself", "reconnect")),
            ("desktop", "paused", ("warning", "Disconnected for a while", "reconnect")),
        ):
            with self.subTest(edition=edition, state=state):
                self.connection.edition = edition
                self.connection.status_ids.state = state
                self.assertEqual(self.badge(), expected)
                self.assertTrue(self.connection.trouble_words)

    def test_switched_off(self):
        self.connection.enabled = False
        self.assertEqual(self.badge(), ("warning", "Switched off", "switch_on"))

    def test_a_copied_database(self):
        self.env.cr.cache[KEY] = ("copy", "1")
        self.addCleanup(self.env.cr.cache.pop, KEY)
        self.assertEqual(self.badge(), ("danger", "Copied database", "which_database"))

    def test_a_queue_that_does_not_run(self):
        operation = self.wish()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE qb_operation SET create_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(hours=1), operation.id],
        )
        self.assertEqual(self.badge(), ("danger", "Queue overdue", False))
        self.assertIn("scheduled actions run", self.connection.trouble_words)


@tagged("post_install", "-at_install")
class TestWhoSees(BoardCase):
    def setUp(self):
        super().setUp()
        self.user = new_test_user(self.env, "qb-reader", groups="base.group_user,odoo_qb_connector.group_qb_user")

    def cards(self, user):
        return self.env["qb.connection"].with_user(user).search([])

    def test_a_user_sees_the_card_and_opens_its_lists(self):
        card = self.cards(self.user)
        self.assertEqual(card, self.connection)
        self.assertEqual(len(card.read(list(CARD))), 1)
        for number, name in LISTS.items():
            with self.subTest(number):
                self.assertTrue(getattr(card, name)()["domain"])
        with self.assertRaises(AccessError):
            card.action_switch_off()

    def test_a_reader_of_the_books_alone_gets_no_link_to_orders(self):
        self.assertFalse(self.cards(self.user).opens_orders)
        self.assertTrue(self.connection.opens_orders)

    def test_a_stranger_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Second"})
        stranger = new_test_user(
            self.env,
            "qb-stranger",
            groups="base.group_user,odoo_qb_connector.group_qb_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self.assertFalse(self.cards(stranger))

    def test_the_empty_page_says_what_to_do(self):
        page = self.env["qb.connection"].with_context(qb_dashboard=True)
        self.assertIn("Press New", page.get_empty_list_help(""))
        self.assertIn("Ask a QuickBooks manager", page.with_user(self.user).get_empty_list_help(""))
        self.assertEqual(page.with_context(qb_dashboard=False).get_empty_list_help("as it was"), "as it was")

    def test_it_is_where_the_app_opens(self):
        root = self.env.ref("odoo_qb_connector.menu_qb_root")
        self.assertEqual(root.child_id[0], self.env.ref("odoo_qb_connector.menu_qb_dashboard"))


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
