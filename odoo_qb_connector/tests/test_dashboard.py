"""The dashboard: what each number counts and opens, in both editions, what the badge says, and who sees it."""

import json
from datetime import timedelta

from odoo import fields
from odoo.addons.odoo_qb_connector.models.qb_fingerprint import KEY
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .board_case import CARD, LISTS, NUMBERS, BoardCase, at
from .job_common import a_stranger


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
        self.connection.edition = "desktop"
        self.assertEqual(self.numbers(), numbers)

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
        self.assertFalse(self.cards(a_stranger(self.env, "base.group_user,odoo_qb_connector.group_qb_manager")))

    def test_the_empty_page_says_what_to_do(self):
        page = self.env["qb.connection"].with_context(qb_dashboard=True)
        self.assertIn("Press New", page.get_empty_list_help(""))
        self.assertIn("Ask a QuickBooks manager", page.with_user(self.user).get_empty_list_help(""))
        self.assertEqual(page.with_context(qb_dashboard=False).get_empty_list_help("as it was"), "as it was")

    def test_it_is_where_the_app_opens(self):
        root = self.env.ref("odoo_qb_connector.menu_qb_root")
        self.assertEqual(root.child_id[0], self.env.ref("odoo_qb_connector.menu_qb_dashboard"))
