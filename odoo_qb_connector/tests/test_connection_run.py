"""What the engine asks and tells a connection: open, stopped, switched off, last run, overdue."""

from datetime import timedelta

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import (
    ConnectionDown,
    QuotaExhausted,
    RightsMissing,
    SignInAgain,
    Suspended,
    TokenExpired,
    WrongKeys,
)
from odoo.tests import TransactionCase, new_test_user, tagged

from .connection_case import MANAGER


@tagged("post_install", "-at_install")
class RunCase(TransactionCase):
    def setUp(self):
        super().setUp()
        self.manager = new_test_user(self.env, "qb-manager", groups=MANAGER)
        self.connection = self.env["qb.connection"].create(
            {"name": "Books", "environment": "sandbox", "responsible_id": self.manager.id}
        )
        self.connection.status_ids.state = "connected"
        self.partner = self.env["res.partner"].create({"name": "Azure"})

    def wish(self, minutes_ago=0):
        operation = self.env["qb.operation"]._wish(self.connection, self.partner, "ensure")
        self._age("qb_operation", operation, minutes_ago)
        return operation

    def _age(self, table, record, minutes):
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {table} SET create_date = create_date - %s * interval '1 minute' WHERE id = %s",
            [minutes, record.id],
        )
        self.env.invalidate_all()


class TestOpen(RunCase):
    def test_open_only_when_connected_enabled_and_active(self):
        self.assertTrue(self.connection._is_open())
        for state in ("new", "disconnected", "sign_in", "stopped"):
            self.connection.status_ids.state = state
            self.assertFalse(self.connection._is_open(), state)
            self.assertTrue(self.connection._accepts_wishes(), state)
            self.assertTrue(self.connection.hold_what and self.connection.hold_press, state)
        self.connection.status_ids.state = "connected"
        self.connection.active = False
        self.assertFalse(self.connection._is_open())
        self.assertFalse(self.connection._accepts_wishes())

    def test_is_cheap(self):
        self.connection._is_open()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            self.connection._is_open()

    def test_ordinary_users_may_ask_whether_it_accepts(self):
        employee = new_test_user(self.env, "employee", groups="base.group_user")
        self.assertTrue(self.connection.with_user(employee)._accepts_wishes())
        self.assertTrue(self.env["qb.connection"].with_user(employee)._default_for(self.env.company))


class TestStop(RunCase):
    def test_each_cause_has_its_own_sentence_and_something_to_press(self):
        said = set()
        for error, state in (
            (SignInAgain(), "sign_in"),
            (SignInAgain(problem="key_missing"), "sign_in"),
            (WrongKeys(), "stopped"),
            (WrongKeys(problem="keys_missing"), "stopped"),
            (RightsMissing(), "stopped"),
            (Suspended(), "stopped"),
            (QuotaExhausted(), "stopped"),
            (ConnectionDown(problem="company_reset"), "stopped"),
            (ConnectionDown(), "stopped"),
        ):
            with self.subTest(problem=error.problem):
                self.connection._go_on()
                self.connection._stop(error)
                self.assertEqual(self.connection.state, state)
                self.assertTrue(self.connection.hold_press)
                said.add(self.connection.hold_what)
        self.assertEqual(len(said), 9)

    def test_the_role_is_named(self):
        self.connection._stop(RightsMissing("no access", code="120", reference="1-abc"))
        self.assertIn("Company admin", self.connection.hold_what)
        self.assertEqual(self.connection.problem_code, "120")
        self.assertEqual(self.connection.problem_reference, "1-abc")

    def test_told_once_to_the_responsible(self):
        self.connection._stop(RightsMissing())
        activity = self.connection.activity_ids
        self.assertEqual(len(activity), 1)
        self.connection._stop(RightsMissing())
        self.assertEqual(self.connection.activity_ids, activity)
        self.assertEqual(activity.user_id, self.manager)
        self.connection._stop(SignInAgain())
        self.assertEqual(len(self.connection.activity_ids), 1)
        self.connection._go_on()
        self.assertFalse(self.connection.activity_ids)

    def test_a_responsible_without_access_does_not_break_the_stop(self):
        employee = new_test_user(self.env, "employee", groups="base.group_user")
        self.connection.responsible_id = employee
        self.connection._stop(RightsMissing())
        self.assertEqual(self.connection.state, "stopped")
        self.assertTrue(self.connection.activity_ids.user_id.has_group(MANAGER.split(",")[1]))

    def test_writes_the_status_row_only(self):
        self.env.flush_all()
        before = self.connection.write_date
        self.connection._stop(ConnectionDown())
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.connection.write_date, before)

    def test_what_is_no_stop(self):
        self.connection._stop(TokenExpired())
        self.assertEqual(self.connection.state, "connected")
        self.connection._stop(ConnectionDown(problem="other_database"))
        self.assertEqual(self.connection.state, "connected")
        for state in ("new", "disconnected"):
            self.connection.status_ids.state = state
            self.connection._stop(SignInAgain())
            self.assertEqual(self.connection.state, state)

    def test_says_why_a_wish_waits(self):
        self.assertFalse(self.connection._waiting_message())
        self.connection._stop(Suspended())
        self.assertIn("Renew", self.connection._waiting_message())


class TestSwitch(RunCase):
    def test_switched_off_nothing_new_is_queued_and_what_waits_is_held(self):
        wish = self.wish()
        self.connection.with_user(self.manager).action_switch_off()
        self.assertFalse(self.connection._accepts_wishes())
        self.assertFalse(self.connection._is_open())
        self.assertEqual(wish.state, "pending")

    def test_switching_on_with_nothing_waiting_asks_nothing(self):
        self.connection.enabled = False
        self.assertIsNone(self.connection.with_user(self.manager).action_switch_on())
        self.assertTrue(self.connection._is_open())

    def dialog(self):
        self.connection.enabled = False
        action = self.connection.with_user(self.manager).action_switch_on()
        self.assertFalse(self.connection.enabled)
        return self.env["qb.switch.on"].with_user(self.manager).with_context(**action["context"]).create({})

    def test_switching_on_shows_the_count_and_sends(self):
        wish = self.wish()
        dialog = self.dialog()
        self.assertEqual(dialog.waiting_count, 1)
        self.env["ir.cron.trigger"].search([]).unlink()
        dialog.action_send()
        self.assertTrue(self.connection._is_open())
        self.assertEqual(wish.state, "pending")
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", self.connection.cron_id.id)]))

    def test_switching_on_and_cancelling_what_waits(self):
        wish = self.wish()
        self.dialog().action_cancel_waiting()
        self.assertTrue(self.connection._is_open())
        self.assertEqual(wish.state, "cancelled")
        self.assertIn("qb-manager", wish.note)

    def test_it_is_not_disconnecting(self):
        self.env["qb.token"].search([]).unlink()
        self.connection.action_switch_off()
        self.assertEqual(self.connection.state, "connected")


class TestLastRun(RunCase):
    def overdue(self):
        self.env.invalidate_all()
        return self.connection.is_overdue

    def test_says_when_it_last_ran_and_what_it_did(self):
        self.assertFalse(self.connection.last_run_at)
        self.connection._note_run(sent=2, failed=1)
        self.connection._note_run(sent=1)
        self.env.invalidate_all()
        self.assertTrue(self.connection.last_run_at)
        self.assertEqual((self.connection.sent_today, self.connection.failed_today), (3, 1))

    def test_a_run_is_an_insert(self):
        self.connection._note_run()
        self.env.flush_all()
        self.env.cr.execute("SELECT count(*) FROM qb_connection_run WHERE xmax <> 0")
        self.assertEqual(self.env.cr.fetchone()[0], 0)

    def test_overdue_when_something_waits_and_no_run_came(self):
        self.assertFalse(self.overdue())
        wish = self.wish(minutes_ago=10)
        self.assertTrue(self.overdue())
        self.connection._note_run()
        self.assertFalse(self.overdue())
        run = self.env["qb.connection.run"].search([("connection_id", "=", self.connection.id)])
        self._age("qb_connection_run", run, 10)
        self.assertTrue(self.overdue())
        wish.not_before = fields.Datetime.now() + timedelta(hours=1)
        self.assertFalse(self.overdue())

    def test_a_fresh_wish_is_not_overdue(self):
        self.wish(minutes_ago=1)
        self.assertFalse(self.overdue())

    def test_held_is_not_overdue(self):
        self.wish(minutes_ago=10)
        self.connection.enabled = False
        self.assertFalse(self.overdue())

    def test_old_runs_go_and_the_latest_stays(self):
        runs = self.env["qb.connection.run"]
        for minutes, sent in ((200_000, 5), (3000, 1), (3000, 0), (120, 0)):
            self._age("qb_connection_run", runs.create({"connection_id": self.connection.id, "sent": sent}), minutes)
        latest = runs.search([("connection_id", "=", self.connection.id)], limit=1)
        runs._gc_runs()
        left = runs.search([("connection_id", "=", self.connection.id)])
        self.assertEqual(left.mapped("sent"), [0, 1])
        self.assertIn(latest, left)

    def test_wake(self):
        triggers = self.env["ir.cron.trigger"]
        triggers.search([]).unlink()
        moment = fields.Datetime.now() + timedelta(hours=2)
        self.connection._wake(moment)
        self.connection._wake()
        times = triggers.search([("cron_id", "=", self.connection.cron_id.id)]).mapped("call_at")
        self.assertEqual(len(times), 2)
        self.assertIn(moment, times)
