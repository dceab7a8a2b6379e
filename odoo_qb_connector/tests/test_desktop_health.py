"""Health and single-user work as the Web Connector meets them: whole sessions over real HTTP with the real store."""

from dataclasses import replace

from odoo.addons.odoo_qb_connector.models.qb_connection_lost_words import SILENT
from odoo.tests import tagged

from .desktop_caller import a_request, reply
from .test_desktop_door import DoorCase

FIRST, SECOND = "a" * 24, "b" * 24
DIALOG = "0x80040414"


@tagged("post_install", "-at_install")
class TestHealthOfSessions(DoorCase):
    def setUp(self):
        super().setUp()
        self.look()
        self.assertEqual(self.state(), "connected")

    def state(self):
        self.env.invalidate_all()
        return self.connection.state

    def look(self):
        """A whole session that only looks at QuickBooks."""
        ticket = self.connector.enter()[0]
        self.assertIn("CompanyQueryRq", self.connector.send(ticket))
        self.assertEqual(self.connector.receive(ticket, reply("probe")), 100)
        self.connector.close(ticket)

    def ready(self, *keys):
        """Message sets that write, as the queue would have made them."""
        for key in keys:
            request = replace(a_request(key), writes=True)
            self.env["qb.exchange"]._commit_request(self.connection, request, [], state="ready")

    def fail_to_open(self):
        ticket = self.connector.enter()[0]
        said = self.connector.call("connectionError", ticket=ticket, hresult=DIALOG, message="A modal dialog is open")
        self.assertEqual(said, "done")
        self.connector.close(ticket)

    def break_off(self):
        """A session whose answer never comes: the Web Connector begins a new one instead."""
        self.connection.action_test()
        self.connector.send(self.connector.enter()[0])

    def test_quickbooks_that_cannot_be_opened_three_times_disconnects_and_the_next_good_session_heals(self):
        self.ready(FIRST)
        for expected in ("connected", "connected", "lost"):
            self.fail_to_open()
            self.assertEqual(self.state(), expected)
        self.assertEqual(self.connection.hold, "lost_desktop_dialog_open")
        self.assertEqual(
            (self.connection.problem_code, self.connection.problem_detail), (DIALOG, "A modal dialog is open")
        )
        self.look()
        self.assertEqual(self.state(), "connected")
        ticket = self.connector.enter()[0]
        self.assertEqual(self.connector.send(ticket).encode(), a_request(FIRST).body)

    def test_a_lost_connection_opens_quickbooks_to_try_although_nothing_waits(self):
        self.assertEqual(self.connector.enter(), ["", "none"])
        for _time in range(3):
            self.connection._note_failure("desktop_busy")
        self.fail_to_open()
        self.assertEqual(self.state(), "lost")
        self.assertEqual(self.connection.hold, "lost_desktop_dialog_open")
        self.look()
        self.assertEqual(self.state(), "connected")
        self.assertEqual(self.connector.enter(), ["", "none"])

    def test_sessions_that_break_off_disconnect_although_quickbooks_was_opened(self):
        for expected in ("connected", "connected", "connected", "lost"):
            self.break_off()
            self.assertEqual(self.state(), expected)
        self.assertEqual(self.connection.hold, "lost_desktop_session_aborted")

    def test_a_session_that_ends_well_lets_them_be_forgotten(self):
        for _time in range(2):
            self.break_off()
        self.connection.action_test()
        self.look()
        self.assertFalse(self.connection._health().failures)

    def test_the_next_call_ends_the_silence(self):
        self.connection.status_ids.write({"state": "lost", "problem": SILENT})
        self.assertEqual(self.connector.enter(), ["", "none"])
        self.assertEqual(self.state(), "connected")

    def test_a_wrong_password_ends_nothing(self):
        self.connection.status_ids.write({"state": "lost", "problem": SILENT})
        self.assertEqual(self.connector.enter("guessed"), ["", "nvu"])
        self.assertEqual(self.state(), "lost")

    def test_disconnecting_lets_the_session_end_after_the_set_in_hand(self):
        self.ready(FIRST, SECOND)
        ticket = self.connector.enter()[0]
        self.assertEqual(self.connector.send(ticket).encode(), a_request(FIRST).body)
        self.connection._pause()
        self.assertIn("after the set that QuickBooks has in hand", self.connection.hold_what)
        self.assertEqual(self.connector.receive(ticket, reply(FIRST)), 100)
        self.connector.close(ticket)
        self.env.invalidate_all()
        self.assertIn("The company file is free now.", self.connection.hold_what)
        self.assertEqual(self.connector.enter(), ["", "none"])
        self.connection.action_test()
        self.assertEqual(self.connector.enter(), ["", "none"])
        self.connection.action_reconnect()
        ticket = self.connector.enter()[0]
        self.assertEqual(self.connector.send(ticket).encode(), a_request(SECOND).body)

    def test_a_session_between_two_sets_hands_out_nothing_more(self):
        self.ready(FIRST)
        ticket = self.connector.enter()[0]
        self.connection._pause()
        self.assertIn("CompanyQueryRq", self.connector.send(ticket))
        self.assertEqual(self.connector.receive(ticket, reply("probe")), 100)
        self.connector.close(ticket)
        self.assertEqual(self.state(), "paused")
