"""Connection and queue together, over real HTTP: what waits, what goes, and what stops everything at once."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .connection_case import connect_directly, own_address
from .online_company import OnlineCompany, ReachesSimulator, needs_simulator
from .real_database import RealDatabaseCase


@needs_simulator
@tagged("post_install", "-at_install")
class TestConnectionAndQueue(ReachesSimulator, RealDatabaseCase):
    def setUp(self):
        super().setUp()
        self.company = OnlineCompany()
        with self.committed() as env:
            env["qb.connection"].search([]).write({"active": False})
            connection = env["qb.connection"].create(own_address(name=self._testMethodName))
            connect_directly(connection, self.company)
            self.connection_id = connection.id

    def connection(self, env):
        return env["qb.connection"].browse(self.connection_id)

    def wish(self, *names):
        """Contacts, and the wish that they exist in QuickBooks; returns the ids of the wishes."""
        with self.committed() as env:
            partners = env["res.partner"].create([{"name": name} for name in names])
            return partners._qb_wish("ensure").ids

    def drain(self):
        with self.committed() as env:
            env["qb.drain"]._run(self.connection(env))

    def states(self, ids):
        with self.committed() as env:
            return env["qb.operation"].browse(ids).mapped("state")

    def customers(self):
        return {one["DisplayName"] for one in self.company.books("Customer")}

    def test_queuing_goes_on_while_disconnected_and_all_is_sent_after_reconnecting(self):
        before = self.wish("Before")
        with self.committed() as env:
            self.assertTrue(self.connection(env)._sign_out())
        during = self.wish("During")
        self.drain()
        self.assertEqual(self.states(before + during), ["pending", "pending"])
        self.assertFalse({"Before", "During"} & self.customers())
        self.company.consent_anew()
        with self.committed() as env:
            connect_directly(self.connection(env), self.company)
        self.drain()
        self.assertEqual(self.states(before + during), ["done", "done"])
        self.assertLessEqual({"Before", "During"}, self.customers())

    def test_switched_off_nothing_is_queued_and_what_waits_is_held(self):
        before = self.wish("Held")
        with self.committed() as env:
            self.connection(env).action_switch_off()
        self.assertFalse(self.wish("Left out"))
        self.drain()
        self.assertEqual(self.states(before), ["pending"])
        with self.committed() as env:
            left_out = env["res.partner"].search([("name", "=", "Left out")])
            self.assertFalse(left_out.qb_sent)
            self.assertIn(left_out, env["res.partner"].search([("qb_sent", "=", False), ("id", "in", left_out.ids)]))
            env["qb.switch.on"].create({"connection_id": self.connection_id}).action_send()
        self.drain()
        self.assertEqual(self.states(before), ["done"])
        self.assertIn("Held", self.customers())
        self.assertNotIn("Left out", self.customers())

    def test_missing_rights_are_one_sentence_and_never_one_error_per_document(self):
        for code in (120, 3100, 5020):
            with self.subTest(code=code):
                names = [f"{code} {letter}" for letter in "abc"]
                wishes = self.wish(*names)
                self.company.order("fault", code=code, count=50)
                self.drain()
                with self.committed() as env:
                    connection = self.connection(env)
                    self.assertEqual(connection.state, "stopped")
                    self.assertIn("Company admin", connection.hold_what)
                    self.assertEqual(len(connection.activity_ids), 1)
                    operations = env["qb.operation"].browse(wishes)
                    self.assertEqual(set(operations.mapped("state")), {"pending"})
                self.company.forget_orders()
                with self.committed() as env:
                    self.assertEqual(self.connection(env).action_test()["params"]["type"], "success")
                self.drain()
                self.assertEqual(set(self.states(wishes)), {"done"})
                self.assertLessEqual(set(names), self.customers())

    def test_access_withdrawn_in_quickbooks_holds_the_queue(self):
        wishes = self.wish("Later")
        self.company.disconnect()
        self.drain()
        with self.committed() as env:
            self.assertEqual(self.connection(env).state, "sign_in")
        self.assertEqual(self.states(wishes), ["pending"])
        self.company.consent_anew()
        with self.committed() as env:
            connect_directly(self.connection(env), self.company)
        self.drain()
        self.assertEqual(self.states(wishes), ["done"])

    def test_a_subscription_that_ends_stops_everything(self):
        wishes = self.wish("Unpaid")
        self.company.suspend()
        self.drain()
        with self.committed() as env:
            self.assertEqual(self.connection(env).state, "stopped")
            self.assertIn("subscription", self.connection(env).hold_what)
        self.assertEqual(self.states(wishes), ["pending"])

    def test_runs_that_reach_nothing_disconnect_it_and_an_answer_lets_everything_go(self):
        wishes = self.wish("Patient", "Calm")
        with self.committed() as env:
            contact = env["res.partner"].create({"name": "Bookkeeper", "email": "books@example.com"})
            self.connection(env).notify_partner_id = contact
        self.company.order("error", status=503, count=1000)
        for expected in ("connected", "connected", "lost", "lost"):
            self.drain()
            with self.committed() as env:
                self.assertEqual(self.connection(env).state, expected)
                env["qb.operation"].browse(wishes).not_before = False
                env["qb.exchange"].search([("state", "=", "unknown")]).look_at = fields.Datetime.now()
        with self.committed() as env:
            told = env["mail.mail"].search([("subject", "like", self._testMethodName)])
            self.assertEqual(
                told.mapped("subject"),
                [f"{self._testMethodName}: disconnected from QuickBooks (QuickBooks Online answers with errors)"],
            )
            self.assertNotIn("failed", env["qb.operation"].browse(wishes).mapped("state"))
        self.company.forget_orders()
        asked = len(self.company.requests("query"))
        self.drain()
        with self.committed() as env:
            # Asked a moment ago: not again before ten minutes are over.
            self.assertEqual(self.connection(env).state, "lost")
            self.connection(env)._health().probed_at -= timedelta(minutes=10)
        self.assertEqual(len(self.company.requests("query")), asked)
        self.drain()
        with self.committed() as env:
            self.assertEqual(self.connection(env).state, "connected")
        self.drain()
        self.assertEqual(self.states(wishes), ["done", "done"])
        self.assertLessEqual({"Patient", "Calm"}, self.customers())

    def test_send_now_while_disconnected_says_why_it_waits(self):
        with self.committed() as env:
            for _attempt in range(3):
                self.connection(env)._note_failure("unavailable")
        (wish,) = self.wish("Now")
        with self.committed() as env:
            said = env["qb.operation"].browse(wish).result_for_user()
        self.assertEqual(said["type"], "info")
        self.assertIn("could not be reached in 3 attempts", said["message"])

    def test_the_last_run_is_noted(self):
        with self.committed() as env:
            self.assertFalse(self.connection(env).last_run_at)
        self.wish("Noted")
        self.drain()
        with self.committed() as env:
            self.assertTrue(self.connection(env).last_run_at)
            self.assertEqual(self.connection(env).sent_today, 1)

    def test_an_expired_access_token_is_no_stop(self):
        wishes = self.wish("Fresh")
        self.company.order("expired_token")
        self.drain()
        with self.committed() as env:
            self.assertEqual(self.connection(env).state, "connected")
        self.assertEqual(self.states(wishes), ["done"])
        self.assertEqual(len(self.company.requests("refresh")), 1)
