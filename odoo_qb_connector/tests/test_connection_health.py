"""Disconnected by itself and back again, disconnected by a person for a while, and who is told what."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

import psycopg2
from freezegun import freeze_time
from odoo.addons.odoo_qb_connector.gateway import (
    ConnectionDown,
    OutcomeUnknown,
    Refused,
    RightsMissing,
    SignInAgain,
    Throttled,
    Unavailable,
)
from odoo.addons.odoo_qb_connector.models.drain.run import Report
from odoo.addons.odoo_qb_connector.models.qb_connection_lost_words import ABORTED, CAUSES, REASONS, SILENT
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from .connection_case import MANAGER, USER
from .job_common import a_stranger

# A Monday.
NOON = datetime.fromisoformat("2026-03-02T12:00")


class HealthCase(TransactionCase):
    edition = "online"

    def setUp(self):
        super().setUp()
        self.clock = self.enterContext(freeze_time(NOON))
        self.manager = new_test_user(self.env, "qb-manager", groups=MANAGER, email="manager@example.com", tz="UTC")
        self.connection = self.env["qb.connection"].create(
            {
                "name": "Books",
                "environment": "sandbox",
                "edition": self.edition,
                "responsible_id": self.manager.id,
                "tz": "UTC",
            }
        )
        self.connection._go_on()
        self.mails = self.env["mail.mail"]
        self.old_mails = self.mails.search([]).ids

    def attempts(self, problem="unavailable", times=1, **values):
        """So many attempts that reach nothing."""
        for _time in range(times):
            self.connection._note_failure(problem, values)

    def run_of(self, *errors, reached=0):
        """The health after a run in which `errors` came and `reached` answers; whether QuickBooks is to be asked."""
        report = Report()
        for error in errors:
            report.note_answer(error)
        for _answer in range(reached):
            report.note_answer()
        return self.connection._look_after(report)

    def later(self, **span):
        self.clock.tick(timedelta(**span))

    def notices(self):
        return self.mails.search([("id", "not in", self.old_mails)], order="id")

    def subjects(self):
        return self.notices().mapped("subject")

    def wish(self):
        partner = self.env["res.partner"].create({"name": "Azure"})
        return self.env["qb.operation"]._wish(self.connection, partner, "ensure")

    @contextmanager
    def answering(self, error=None):
        """QuickBooks answers the cheap question, or refuses it with `error`."""
        connections = self.env.registry["qb.connection"]
        with patch.object(connections, "_ask_whether_back", lambda _self: error):
            yield


@tagged("post_install", "-at_install")
class TestLost(HealthCase):
    def test_the_third_failed_attempt_in_a_row_disconnects(self):
        for expected in ("connected", "connected", "lost"):
            self.attempts()
            self.assertEqual(self.connection.state, expected)
            self.later(minutes=1)
        self.assertFalse(self.connection._is_open())
        self.assertTrue(self.connection._accepts_wishes())
        self.assertEqual(self.connection.hold, "lost_unavailable")
        self.assertEqual(
            self.connection.hold_what,
            "QuickBooks Online could not be reached in 3 attempts since 03/02/2026 12:00 PM.",
        )
        self.assertIn("Reconnect asks at once", self.connection.hold_press)
        self.assertIn("could not be reached", self.connection._waiting_message())

    def test_how_many_is_a_setting_of_the_connection(self):
        self.connection.failures_allowed = 1
        self.attempts()
        self.assertEqual(self.connection.state, "lost")

    def test_a_success_begins_the_count_anew(self):
        self.attempts(times=2)
        self.connection._note_success()
        self.attempts(times=2)
        self.assertEqual(self.connection.state, "connected")

    def test_what_a_person_disconnected_does_not_fail(self):
        for state in ("new", "disconnected", "sign_in", "stopped", "paused"):
            self.connection.status_ids.state = state
            self.attempts(times=5)
            self.assertEqual(self.connection.state, state)
        self.assertFalse(self.connection._health().failures)

    def test_the_connection_row_is_never_written(self):
        self.env.flush_all()
        before = self.connection.write_date
        self.later(hours=1)
        self.attempts(times=3)
        self.connection._note_success()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.connection.write_date, before)

    def test_nothing_queued_fails_and_all_of_it_goes_afterwards(self):
        wish = self.wish()
        wish._mark_waiting(seconds=3600, sentence="unreachable")
        self.attempts(times=3)
        self.assertEqual(wish.state, "pending")
        self.assertTrue(wish.not_before)
        triggers = self.env["ir.cron.trigger"]
        triggers.search([]).unlink()
        self.connection._note_success()
        self.assertEqual((wish.state, wish.not_before), ("pending", False))
        self.assertTrue(triggers.search([("cron_id", "=", self.connection.cron_id.id)]))

    def test_it_heals_by_itself_and_says_so(self):
        self.attempts(times=3)
        self.assertEqual(len(self.connection.activity_ids), 1)
        self.connection._note_success()
        self.assertEqual(self.connection.state, "connected")
        self.assertFalse(self.connection.activity_ids)
        self.assertFalse(self.connection.hold)
        self.assertIn("can be reached again", self.connection.message_ids[0].body)
        self.assertFalse(self.connection._health().failures)

    def test_strict_policies_are_blocked_while_it_is_disconnected(self):
        expected = {
            "new": False,
            "connected": False,
            "disconnected": True,
            "lost": True,
            "paused": True,
            "sign_in": True,
            "stopped": True,
        }
        for state, blocks in expected.items():
            self.connection.status_ids.state = state
            self.assertEqual(self.connection._blocks_strict(), blocks, state)
        self.connection.enabled = False
        self.assertFalse(self.connection._blocks_strict())

    def test_it_stops_for_another_reason_while_lost(self):
        self.attempts(times=3)
        self.connection._stop(SignInAgain())
        self.assertEqual(self.connection.state, "sign_in")

    def test_a_row_that_is_missing_is_made(self):
        self.connection.health_ids.unlink()
        self.attempts()
        self.assertEqual(self.connection.health_ids.failures, 1)


@tagged("post_install", "-at_install")
class TestTold(HealthCase):
    def test_one_mail_per_cause(self):
        self.attempts(times=5)
        mail = self.notices()
        self.assertEqual(mail.subject, "Books: disconnected from QuickBooks (QuickBooks Online cannot be reached)")
        self.assertEqual(mail.recipient_ids, self.manager.partner_id)
        self.assertIn("could not be reached in 3 attempts", mail.body_html)
        self.assertIn("status.quickbooks.intuit.com", mail.body_html)
        self.assertIn(f"/odoo/quickbooks-connections/{self.connection.id}", mail.body_html)
        self.attempts("busy", times=2)
        self.attempts("unavailable")
        self.assertEqual(
            self.subjects(),
            [
                "Books: disconnected from QuickBooks (QuickBooks Online cannot be reached)",
                "Books: disconnected from QuickBooks (QuickBooks Online answers with errors)",
            ],
        )

    def test_the_same_cause_is_told_again_after_it_has_worked(self):
        self.attempts(times=3)
        self.connection._note_success()
        self.attempts(times=2)
        self.assertEqual(len(self.notices()), 1)
        self.attempts()
        self.assertEqual(len(self.notices()), 2)

    def test_to_the_notification_contact(self):
        contact = self.env["res.partner"].create({"name": "Bookkeeper", "email": "books@example.com"})
        self.connection.notify_partner_id = contact
        self.attempts(times=3)
        self.assertEqual(self.notices().recipient_ids, contact)
        self.assertEqual(self.connection.activity_ids.user_id, self.manager)

    def test_in_the_language_and_time_of_who_reads_it(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.connection.notify_partner_id = self.env["res.partner"].create(
            {"name": "Buch", "email": "buch@example.com", "lang": "de_DE", "tz": "Europe/Berlin"}
        )
        self.attempts(times=3)
        self.assertIn("02.03.2026 13:00", self.notices().body_html)
        self.assertIn("03/02/2026 07:00 AM", self.connection.with_context(tz="America/New_York").hold_what)

    def test_without_an_address_the_to_do_is_left(self):
        self.connection.notify_partner_id = self.env["res.partner"].create({"name": "Nobody"})
        self.assertFalse(self.connection.notice_email)
        self.attempts(times=3)
        self.assertFalse(self.notices())
        self.assertEqual(len(self.connection.activity_ids), 1)

    def test_a_template_that_somebody_broke_does_not_keep_it_from_stopping(self):
        broken = patch.object(self.env.registry["mail.template"], "send_mail", side_effect=UserError("no such field"))
        with broken, mute_logger("odoo.addons.odoo_qb_connector.models.qb_connection_notice"):
            self.attempts(times=3)
        self.assertEqual(self.connection.state, "lost")
        self.assertEqual(len(self.connection.activity_ids), 1)

    def test_what_postgresql_reports_is_not_taken_for_a_broken_template(self):
        conflict = psycopg2.errors.SerializationFailure("could not serialize access due to concurrent update")
        broken = patch.object(self.env.registry["mail.template"], "send_mail", side_effect=conflict)
        with broken, self.assertRaises(psycopg2.errors.SerializationFailure):
            self.attempts(times=3)

    def test_what_stops_a_connection_is_mailed_too(self):
        self.connection._stop(RightsMissing())
        self.connection._stop(RightsMissing())
        self.assertEqual(self.subjects(), ["Books: disconnected from QuickBooks (a role in QuickBooks is missing)"])

    def test_every_reason_has_words(self):
        values = {"count": 3, "since": NOON}
        words = [self.connection._words(f"lost_{problem}", values) for problem in REASONS]
        self.assertEqual(len({one.what for one in words}), len(REASONS))
        self.assertFalse([one for one in words if "%(" in one.what + one.press])
        causes = [self.connection._cause(f"lost_{problem}") for problem in REASONS]
        self.assertEqual(len({*causes, *map(self.connection._cause, CAUSES)}), len(REASONS) + len(CAUSES))

    def test_an_unknown_reason_has_words_too(self):
        self.attempts("never_heard_of", times=3)
        self.assertEqual(self.connection.hold_what, "QuickBooks refuses to talk to this connection.")
        self.assertEqual(self.subjects(), ["Books: disconnected from QuickBooks (QuickBooks refuses to talk)"])


@tagged("post_install", "-at_install")
class TestOnlineRuns(HealthCase):
    def test_a_run_that_reached_nothing_is_a_failed_attempt(self):
        for _time in range(3):
            self.run_of(Unavailable(), Unavailable())
        self.assertEqual(self.connection.hold, "lost_unavailable")
        self.assertEqual(self.connection._health().failures, 3)

    def test_a_lost_answer_is_nothing_that_was_reached(self):
        for _time in range(3):
            self.run_of(OutcomeUnknown())
        self.assertEqual(self.connection.hold, "lost_unavailable")

    def test_one_answer_makes_the_run_a_success(self):
        for _time in range(2):
            self.run_of(Unavailable())
        self.run_of(Unavailable(), reached=1)
        self.assertFalse(self.connection._health().failures)

    def test_a_refusal_is_an_answer(self):
        for _time in range(3):
            self.run_of(Refused())
        self.assertEqual(self.connection.state, "connected")

    def test_a_run_with_nothing_to_do_says_nothing(self):
        self.run_of(Unavailable())
        self.run_of()
        self.assertEqual(self.connection._health().failures, 1)

    def test_being_held_back_counts_only_when_it_lasts(self):
        for _time in range(5):
            self.run_of(Throttled())
            self.later(minutes=3)
        self.assertEqual(self.connection.state, "connected")
        self.run_of(Throttled())
        self.assertEqual(self.connection.hold, "lost_throttled")

    def test_a_lost_one_is_asked_every_ten_minutes(self):
        self.attempts(times=3)
        self.assertTrue(self.run_of())
        self.assertFalse(self.run_of())
        self.later(minutes=9)
        self.assertFalse(self.run_of())
        self.later(minutes=1)
        self.assertTrue(self.run_of())

    def test_a_copy_of_the_database_asks_tells_and_ends_nothing(self):
        self.attempts(times=3)
        self.connection.sudo().fingerprint = "another"
        self.assertFalse(self.run_of())
        self.connection.status_ids.state = "paused"
        self.connection._health().paused_until = NOON - timedelta(hours=1)
        self.run_of()
        self.assertEqual(self.connection.state, "paused")

    def test_what_came_of_the_question(self):
        self.attempts(times=3)
        self.connection._note_probe(Unavailable())
        self.assertEqual(self.connection.state, "lost")
        self.connection._note_probe(ConnectionDown(problem="company_suspended"))
        self.assertEqual(self.connection.hold, "company_suspended")
        self.connection._go_on()
        self.attempts(times=3)
        self.connection._note_probe(None)
        self.assertEqual(self.connection.state, "connected")

    def test_the_button_asks_at_once(self):
        self.attempts(times=3)
        with self.answering(Unavailable()):
            said = self.connection.with_user(self.manager).action_reconnect()
        self.assertEqual((self.connection.state, said["params"]["type"]), ("lost", "warning"))
        with self.answering():
            said = self.connection.with_user(self.manager).action_reconnect()
        self.assertEqual((self.connection.state, said["params"]["type"]), ("connected", "success"))
        with self.assertRaisesRegex(UserError, "nothing to reconnect"):
            self.connection.with_user(self.manager).action_reconnect()

    def test_the_question_meets_every_refusal(self):
        with patch.object(self.env.registry["qb.connection"], "_gateway", side_effect=SignInAgain("over")):
            self.assertIsInstance(self.connection._ask_whether_back(), SignInAgain)


class DesktopCase(HealthCase):
    edition = "desktop"

    def setUp(self):
        super().setUp()
        self.seen = self.env["qb.desktop.seen"]._of(self.connection)
        self.seen.called_at = NOON
        self.connection.desktop_minutes = 15

    def begin_session(self, **values):
        """A session of the Web Connector that has not ended; its row."""
        moments = {"opened_at": NOON, "seen_at": NOON}
        return self.env["qb.desktop.session"].create(
            {"connection_id": self.connection.id, "ticket": "a ticket", **moments, **values}
        )


@tagged("post_install", "-at_install")
class TestSilence(DesktopCase):
    def look_at(self, **after):
        """Odoo has been running all the time, and looks this long after noon."""
        self.clock.move_to(NOON + timedelta(**after))
        self.env["qb.connection.run"].create({"connection_id": self.connection.id})
        self.env.flush_all()
        self.env.cr.execute("UPDATE qb_connection_run SET create_date = %s", [NOON + timedelta(**after)])
        self.env.invalidate_all()
        self.run_of()
        return self.connection.state

    def test_an_hour_at_least(self):
        self.connection.desktop_minutes = 5
        self.assertEqual(self.look_at(minutes=60), "connected")
        self.assertEqual(self.look_at(minutes=61), "lost")
        self.assertEqual(self.connection.hold, "lost_web_connector_silent")
        self.assertEqual(
            self.connection.hold_what,
            "The Web Connector on the QuickBooks PC has not called since 03/02/2026 12:00 PM.",
        )
        self.assertEqual(self.subjects(), ["Books: disconnected from QuickBooks (the Web Connector is silent)"])

    def test_three_intervals(self):
        self.connection.desktop_minutes = 60
        self.assertEqual(self.look_at(minutes=180), "connected")
        self.assertEqual(self.look_at(minutes=181), "lost")

    def test_one_that_never_called_is_not_silent(self):
        self.seen.called_at = False
        self.assertEqual(self.look_at(days=3), "connected")

    def test_silence_counts_from_when_it_was_connected(self):
        self.seen.called_at = NOON - timedelta(days=9)
        self.assertEqual(self.look_at(minutes=59), "connected")
        self.assertEqual(self.look_at(minutes=61), "lost")

    def test_quiet_hours_do_not_count(self):
        self.connection.write({"quiet_from": 12.5, "quiet_to": 8.0})
        self.assertEqual(self.look_at(hours=20, minutes=29), "connected")
        self.assertEqual(self.look_at(hours=20, minutes=31), "lost")

    def test_nor_do_whole_days(self):
        self.connection.write({"quiet_days": "weekend"})
        self.clock.move_to(NOON + timedelta(days=4, hours=11, minutes=30))
        self.seen.called_at = NOON + timedelta(days=4, hours=11, minutes=30)
        self.assertEqual(self.look_at(days=6, hours=12, minutes=29), "connected")
        self.assertEqual(self.look_at(days=6, hours=12, minutes=31), "lost")

    def test_quiet_hours_are_those_of_the_books(self):
        # Noon UTC is 07:00 in New York.
        self.connection.write({"tz": "America/New_York", "quiet_from": 18.0, "quiet_to": 8.5})
        self.assertEqual(self.look_at(hours=2, minutes=29), "connected")
        self.assertEqual(self.look_at(hours=2, minutes=31), "lost")

    def test_while_odoo_was_away_nobody_could_call(self):
        self.look_at(minutes=1)
        self.clock.move_to(NOON + timedelta(hours=5))
        self.run_of()
        self.assertEqual(self.connection.state, "connected")
        self.assertEqual(self.look_at(hours=5, minutes=59), "connected")
        self.assertEqual(self.look_at(hours=6, minutes=1), "lost")

    def test_switched_off_is_not_silent(self):
        self.connection.enabled = False
        self.assertEqual(self.look_at(hours=5), "connected")

    def test_the_next_call_heals_it(self):
        self.look_at(hours=2)
        self.connection._note_call()
        self.assertEqual(self.connection.state, "connected")

    def test_a_call_alone_does_not_heal_what_else_failed(self):
        self.attempts(ABORTED, times=3)
        self.connection._note_call()
        self.assertEqual(self.connection.hold, f"lost_{ABORTED}")

    def test_online_nobody_calls(self):
        self.connection.edition = "online"
        self.assertEqual(self.look_at(days=3), "connected")

    def test_hours_are_hours(self):
        for values in ({"quiet_from": 24.0}, {"quiet_to": -1.0}, {"failures_allowed": 0}):
            refused = self.assertRaises(psycopg2.errors.CheckViolation)
            with self.subTest(values), mute_logger("odoo.sql_db"), refused, self.env.cr.savepoint():
                self.connection.write(values)


@tagged("post_install", "-at_install")
class TestSessions(DesktopCase):
    def test_each_cause_says_which_it_was(self):
        for problem, subject in {
            "desktop_dialog_open": "Books: disconnected from QuickBooks (a window stands open in QuickBooks)",
            "desktop_not_reachable": "Books: disconnected from QuickBooks (QuickBooks Desktop could not be started)",
            ABORTED: "Books: disconnected from QuickBooks (sessions of the Web Connector break off)",
        }.items():
            self.connection._note_success()
            self.attempts(problem, times=3)
            self.assertEqual(self.subjects()[-1], subject)

    def test_a_definite_refusal_needs_no_second_attempt(self):
        self.connection._stop(RightsMissing("no", code="0x80040420", problem="desktop_no_permission"))
        self.assertEqual(self.connection.hold, "lost_desktop_no_permission")
        self.assertIn("Integrated Applications", self.connection.hold_press)
        self.assertEqual(self.connection.problem_code, "0x80040420")
        self.assertEqual(self.subjects(), ["Books: disconnected from QuickBooks (QuickBooks refuses access)"])

    def test_a_lost_one_lets_sessions_in_to_try(self):
        self.assertFalse(self.connection._wants_a_try())
        self.attempts(ABORTED, times=3)
        self.assertTrue(self.connection._lets_in())
        self.assertTrue(self.connection._wants_a_try())
        self.assertFalse(self.connection._is_open())
        session = self.begin_session()
        self.assertTrue(self.connection._wants_a_try())
        session.greeted = True
        self.assertFalse(self.connection._wants_a_try())
        self.connection._note_success()
        self.assertFalse(self.connection._wants_a_try())
        self.assertTrue(self.connection._lets_in())

    def test_one_that_a_person_closed_lets_nobody_in(self):
        self.connection._pause()
        self.assertFalse(self.connection._lets_in())
        self.assertFalse(self.connection._wants_a_try())

    def test_it_is_never_asked_from_here(self):
        self.attempts(ABORTED, times=3)
        self.assertFalse(self.run_of(Unavailable()))
        self.connection.with_user(self.manager).action_reconnect()
        self.assertEqual(self.connection.state, "connected")


@tagged("post_install", "-at_install")
class TestPause(DesktopCase):
    def dialog(self, **values):
        action = self.connection.with_user(self.manager).action_disconnect()
        self.assertEqual(action["res_model"], "qb.pause")
        return self.env["qb.pause"].with_user(self.manager).with_context(**action["context"]).create(values)

    def test_disconnecting_says_that_the_file_is_free(self):
        said = self.dialog(ending="time", until=NOON + timedelta(hours=3)).action_pause()
        self.assertEqual(self.connection.state, "paused")
        self.assertEqual(
            said["params"]["message"],
            "Disconnected by qb-manager (base.group_user,odoo_qb_connector.group_qb_manager) until 03/02/2026 "
            "03:00 PM. The company file is free now.",
        )
        self.assertFalse(self.connection._is_open())
        self.assertTrue(self.connection._accepts_wishes())

    def test_or_that_it_is_free_after_the_set_in_hand(self):
        session = self.begin_session()
        dialog = self.dialog()
        self.assertEqual(
            dialog.file_words,
            "The company file is free after the set that QuickBooks has in hand, usually within seconds.",
        )
        dialog.action_pause()
        self.assertIn("usually within seconds", self.connection.hold_what)
        self.later(minutes=10)
        self.env.invalidate_all()
        self.assertIn("has had a set in hand since 03/02/2026 12:00 PM", self.connection.hold_what)
        session.ended = True
        self.env.invalidate_all()
        self.assertIn("The company file is free now.", self.connection.hold_what)

    def test_it_ends_at_its_time_and_all_that_waited_goes(self):
        self.dialog(ending="time", until=NOON + timedelta(hours=1)).action_pause()
        wish = self.wish()
        wish.not_before = NOON + timedelta(hours=9)
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", self.connection.cron_id.id)])
        self.assertIn(NOON + timedelta(hours=1), triggers.mapped("call_at"))
        self.later(minutes=59)
        self.run_of()
        self.assertEqual(self.connection.state, "paused")
        self.later(minutes=1)
        self.run_of()
        self.assertEqual(self.connection.state, "connected")
        self.assertFalse(wish.not_before)
        self.assertFalse(self.connection.paused_until)
        self.assertFalse(self.notices())

    def test_without_an_end_somebody_is_reminded_every_day(self):
        self.dialog(ending="person").action_pause()
        self.run_of()
        self.later(hours=23)
        self.run_of()
        self.assertFalse(self.notices())
        for days in (1, 2):
            self.later(hours=1)
            self.run_of()
            self.run_of()
            self.assertEqual(
                self.subjects(), ["Books: disconnected from QuickBooks (until somebody presses Reconnect)"] * days
            )
            self.assertEqual(len(self.connection.activity_ids), 1)
            self.later(hours=23)
        self.connection.with_user(self.manager).action_reconnect()
        self.assertEqual(self.connection.state, "connected")
        self.assertFalse(self.connection.activity_ids)

    def test_it_may_be_ended_before_its_time(self):
        self.dialog().action_pause()
        self.connection.with_user(self.manager).action_reconnect()
        self.assertTrue(self.connection._is_open())
        self.later(hours=2)
        self.seen.called_at = NOON + timedelta(hours=2)
        self.run_of()
        self.assertEqual(self.connection.state, "connected")

    def test_the_time_must_be_still_to_come(self):
        for until in (NOON, False):
            with self.assertRaisesRegex(ValidationError, "still to come"):
                self.dialog(ending="time", until=until)

    def test_a_silent_web_connector_is_no_failure_meanwhile(self):
        self.dialog(ending="person").action_pause()
        self.later(hours=5)
        self.run_of()
        self.assertEqual(self.connection.state, "paused")

    def test_a_lost_one_can_be_disconnected_too(self):
        self.attempts(ABORTED, times=3)
        self.dialog().action_pause()
        self.assertEqual(self.connection.hold, "paused")

    def test_what_was_never_connected_cannot_be_disconnected(self):
        self.connection.status_ids.state = "new"
        with self.assertRaisesRegex(UserError, "Only what is connected"):
            self.connection._pause()

    def test_nothing_else_ends_it(self):
        self.connection._pause()
        self.connection._stop(RightsMissing(problem="desktop_no_permission"))
        self.connection._note_success()
        self.connection._note_call()
        self.attempts(ABORTED, times=5)
        self.assertEqual(self.connection.state, "paused")

    def test_online_it_is_a_pause_that_keeps_the_sign_in(self):
        self.connection.edition = "online"
        self.env["qb.token"].create({"connection_id": self.connection.id, "sealed": "x"})
        self.connection._pause(NOON + timedelta(hours=1))
        self.assertNotIn("company file", self.connection.hold_what)
        self.assertEqual(self.env["qb.token"].search_count([("connection_id", "=", self.connection.id)]), 1)
        self.assertEqual(self.connection.with_user(self.manager).action_disconnect()["res_model"], "qb.disconnect")
        with self.answering(Unavailable()):
            said = self.connection.with_user(self.manager).action_reconnect()
        # QuickBooks does not answer, but the pause is over as it was asked for.
        self.assertEqual((self.connection.state, said["params"]["type"]), ("connected", "warning"))


@tagged("post_install", "-at_install")
class TestRights(DesktopCase):
    def test_a_user_without_the_right_can_neither_disconnect_nor_reconnect(self):
        user = new_test_user(self.env, "qb-user", groups=USER)
        connection = self.connection.with_user(user)
        for method in ("action_pause", "action_disconnect", "action_reconnect"):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(connection, method)()
        with self.assertRaises(AccessError):
            self.env["qb.pause"].with_user(user).create({"connection_id": self.connection.id})
        with self.assertRaises(AccessError):
            self.connection._health().with_user(user).read(["failures"])
        self.assertEqual(self.connection.state, "connected")

    def test_a_manager_of_another_company_cannot_either(self):
        stranger = a_stranger(self.env, MANAGER)
        with self.assertRaises(AccessError):
            self.connection.with_user(stranger).action_pause()
        dialog = self.env["qb.pause"].with_user(stranger).create({"connection_id": self.connection.id})
        with self.assertRaises(AccessError):
            dialog.action_pause()
        self.assertEqual(self.connection.state, "connected")

    def test_each_company_has_its_own_health(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.manager.company_ids |= other
        second = self.env["qb.connection"].create(
            {"name": "Second", "edition": "desktop", "company_id": other.id, "responsible_id": self.manager.id}
        )
        second._go_on()
        self.attempts(ABORTED, times=3)
        self.assertEqual((self.connection.state, second.state), ("lost", "connected"))
        self.assertFalse(second._health().failures)
        second._note_failure(SILENT)
        self.assertEqual((self.connection._health().failures, second._health().failures), (3, 1))

    def test_a_user_sees_how_it_is(self):
        self.attempts(ABORTED, times=2)
        user = new_test_user(self.env, "qb-user", groups=USER)
        self.assertEqual(
            self.connection.with_user(user).health_words,
            "2 of 3 attempts in a row have failed: sessions of the Web Connector break off.",
        )
