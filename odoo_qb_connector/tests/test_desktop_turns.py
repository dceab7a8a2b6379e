"""Calls of the Web Connector at the same time, on real connections to PostgreSQL (Odoo's test cursor is one)."""

import logging
import threading
from unittest.mock import patch

from odoo.addons.odoo_qb_connector.desktop.password import hashed, matches
from odoo.addons.odoo_qb_connector.desktop.soap import Call
from odoo.addons.odoo_qb_connector.models.desktop_store import DesktopStore, calls
from odoo.addons.odoo_qb_connector.models.desktop_store.calls import TooBusy, Turn, answer_call
from odoo.tests import tagged
from psycopg2.errors import UniqueViolation

from .desktop_caller import QueueStore, greeting
from .real_database import RealDatabaseCase

PASSWORD, PATIENCE = "correct horse", 20


@tagged("post_install", "-at_install")
class TestTurns(RealDatabaseCase):
    def setUp(self):
        super().setUp()
        with self.committed() as env:
            connection = env["qb.connection"].create({"name": "Books", "edition": "desktop"})
            connection.desktop_password_hash = hashed(PASSWORD, iterations=1000)
            self.connection_id, self.user = connection.id, connection.desktop_user_name
            self.shown = greeting(connection.desktop_file_id)

    def call(self, method, *, source="198.51.100.7", **values):
        return answer_call(self.real_registry, self.connection_id, Call(method, values), source=source)

    def enter(self, password=PASSWORD, **more):
        return self.call("authenticate", strUserName=self.user, strPassword=password, **more)

    def count(self, model, *domain):
        with self.committed() as env:
            return env[model].search_count([("connection_id", "=", self.connection_id), *domain])

    def test_busy_while_another_call_is_worked_on(self):
        with Turn(self.real_registry, self.connection_id) as other:
            self.assertTrue(other.take())
            self.assertEqual(self.enter(), ("", "busy"))
            self.assertEqual(self.count("qb.desktop.session"), 0)
        self.assertEqual(len(self.enter()[0]), 43)

    def test_other_connections_are_not_in_the_way(self):
        with Turn(self.real_registry, self.connection_id + 1) as other:
            other.take()
            self.assertEqual(len(self.enter()[0]), 43)

    def test_a_call_waits_its_turn_and_not_for_ever(self):
        ticket = self.enter()[0]
        with patch.object(calls, "PATIENCE", "100ms"), Turn(self.real_registry, self.connection_id) as other:
            other.take()
            with self.assertRaises(TooBusy):
                self.call("sendRequestXML", ticket=ticket, strHCPResponse=self.shown)
        self.assertIn("<QBXMLMsgsRq", self.call("sendRequestXML", ticket=ticket, strHCPResponse=self.shown))

    def test_no_lock_stays_behind_on_a_pooled_connection(self):
        ticket = self.enter()[0]
        self.call("getLastError", ticket=ticket)
        with patch.object(DesktopStore, "find", side_effect=RuntimeError), self.assertRaises(RuntimeError):
            self.call("getLastError", ticket=ticket)
        with self.committed() as env:
            env.cr.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
            self.assertEqual(env.cr.fetchone(), (0,))

    def test_one_password_of_a_source_is_looked_at_at_a_time(self):
        """Many at once would all pass before the first of them counted."""
        looking, go_on = threading.Event(), threading.Event()

        def slowly(given, stored):
            looking.set()
            self.assertTrue(go_on.wait(PATIENCE))
            return matches(given, stored)

        answers = []
        guess = threading.Thread(target=lambda: answers.append(self.enter("wrong")))
        with patch("odoo.addons.odoo_qb_connector.desktop.password.matches", slowly):
            guess.start()
            self.assertTrue(looking.wait(PATIENCE))
            self.assertEqual(self.enter("wrong")[:2], ("", "busy"))
            go_on.set()
            guess.join(PATIENCE)
        self.assertEqual(answers, [("", "nvu")])
        with self.committed() as env:
            row = env["qb.desktop.source"].search([("connection_id", "=", self.connection_id)])
            self.assertEqual((row.address, row.failures), ("198.51.100.7", 1))

    def test_only_one_session_lives(self):
        first = self.enter()[0]
        second = self.enter()[0]
        self.assertEqual(self.count("qb.desktop.session", ("ended", "=", False)), 1)
        store = QueueStore(self.real_registry, self.connection_id)
        self.assertTrue(store.find(first).ended)
        self.assertEqual(store.current(), store.find(second))

    def test_two_live_sessions_are_impossible_and_the_log_never_holds_a_ticket(self):
        self.enter()
        store = QueueStore(self.real_registry, self.connection_id)
        third = store.current().__class__("a-third-ticket", calls.now(), calls.now())
        with self.assertNoLogs("odoo.sql_db", logging.ERROR), self.assertRaises(UniqueViolation):
            store.save(third)

    def test_sessions_that_are_over_are_kept_for_a_month(self):
        """One that still waits for an answer stays: what it holds would be forgotten with it."""
        self.enter()
        self.sweep(age="31 days")
        self.assertEqual(self.count("qb.desktop.session"), 1)
        with self.committed() as env:
            env["qb.desktop.session"].search([]).ended = True
        self.sweep(age="29 days")
        self.assertEqual(self.count("qb.desktop.session"), 1)
        self.sweep(age="31 days")
        self.assertEqual(self.count("qb.desktop.session"), 0)

    def sweep(self, age):
        with self.committed() as env:
            env.cr.execute("UPDATE qb_desktop_session SET seen_at = now() - %s::interval", [age])
            env["qb.desktop.session"]._gc_sessions()
