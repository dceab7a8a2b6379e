"""Long lists of QuickBooks Desktop: told page by page, begun anew in another session, and what is kept of them."""

from unittest.mock import patch

from odoo.addons.odoo_qb_connector.gateway import ListEntries
from odoo.addons.odoo_qb_connector.models.drain import DrainRun
from odoo.addons.odoo_qb_connector.models.drain.answered import tell
from odoo.addons.odoo_qb_connector.models.qb_question import MOST_TRIES
from odoo.tests import tagged

from .long_file import LongFile
from .test_pulled_queue import PulledCase

NAMES = [f"Customer {number}" for number in range(1, 9)]


class LongCase(PulledCase):
    def setUp(self):
        super().setUp()
        self.file = LongFile(*NAMES)

    def _make_connection(self, env):
        connection_id = super()._make_connection(env)
        env["qb.connection"].browse(connection_id).edition = "desktop"
        return connection_id

    def ask(self, kind="Customer"):
        with self.committed() as env:
            env["qb.connection"].browse(self.connection_id)._ask_later(ListEntries(kind), "refresh")

    def entries(self, active=True):
        with self.committed() as env:
            domain = [("connection_id", "=", self.connection_id), ("type", "=", "Customer"), ("active", "=", active)]
            return env["qb.entry"].search(domain, order="id").mapped("name")

    def pages(self):
        """How many rows each page that is stored has."""
        with self.committed() as env:
            found = env["qb.question.page"].search([("question_id.connection_id", "=", self.connection_id)])
            return [page.responses.count("<CustomerRet>") for page in found]

    def question_states(self):
        with self.committed() as env:
            domain = [("connection_id", "=", self.connection_id), ("purpose", "!=", False)]
            return env["qb.question"].search(domain).mapped("state")

    def page(self):
        """One page is asked for and answered, and nobody is told."""
        self.deliver(self.fetch())


@tagged("post_install", "-at_install")
class TestPulledLists(LongCase):
    def test_each_page_is_stored_once_told_in_order_and_dropped(self):
        self.ask()
        self.open_session()
        self.page()
        self.page()
        self.assertEqual((self.pages(), self.entries()), ([3, 3], []))
        self.drain()
        self.assertEqual((self.pages(), self.entries()), ([], NAMES[:6]))
        self.page()
        self.drain()
        self.assertEqual((self.pages(), self.entries(), self.question_states()), ([], NAMES, ["told"]))
        self.assertEqual(self.file.pages_told, [1, 2, 3])

    def test_a_run_without_time_tells_one_page_and_leaves_the_rest(self):
        self.ask()
        self.open_session()
        for _page in range(3):
            self.page()
        run = DrainRun(self.real_registry, self.connection_id)
        run.use(self.gateway)
        with patch.object(DrainRun, "has_time", return_value=False):
            self.assertTrue(tell(run))
        self.assertEqual((self.pages(), self.entries(), self.question_states()), ([3, 2], NAMES[:3], ["answered"]))
        self.drain()
        self.assertEqual((self.pages(), self.entries(), self.question_states()), ([], NAMES, ["told"]))

    def test_what_is_gone_becomes_inactive_at_the_end_only(self):
        self.ask()
        self.session()
        self.file.names = NAMES[:4]
        self.ask()
        self.open_session()
        self.page()
        self.drain()
        self.assertEqual(self.entries(), NAMES)
        self.page()
        self.drain()
        self.assertEqual((self.entries(), self.entries(active=False)), (NAMES[:4], NAMES[4:]))

    def test_another_session_begins_anew(self):
        self.ask()
        self.open_session()
        self.page()
        self.page()
        self.file.names = [NAMES[0], "New", *NAMES[2:]]
        self.assertEqual(self.session(), 3)
        self.assertEqual(self.file.pages_told, [1, 2, 1, 2, 3])
        self.assertEqual(self.entries(), [NAMES[0], "New", *NAMES[2:]])

    def test_what_an_earlier_session_told_counts_only_when_it_comes_again(self):
        self.ask()
        self.open_session()
        self.page()
        self.drain()
        self.assertEqual(self.entries(), NAMES[:3])
        self.file.names = NAMES[:2]
        self.session()
        self.assertEqual((self.entries(), self.entries(active=False)), (NAMES[:2], NAMES[2:3]))

    def test_a_list_that_fails_in_the_middle_was_not_read(self):
        self.ask()
        self.session()
        self.file.names, self.file.breaks_at = NAMES[:4], 2
        self.ask()
        self.session()
        self.assertEqual(self.entries(), NAMES)
        self.assertEqual(self.question_states(), ["told", "told"])
        self.assertEqual(self.file.pages_told[3:], [1, 2] * MOST_TRIES, "it is not begun anew for ever")

    def test_two_that_want_the_same_list_are_both_told(self):
        self.ask()
        with self.committed() as env:
            imported = env["qb.import"]._begin(env["qb.connection"].browse(self.connection_id), "Customer")
        self.assertEqual(self.session(), 3)
        self.assertEqual(self.entries(), NAMES)
        with self.committed() as env:
            found = env["qb.import"].browse(imported.id)
            self.assertEqual((found.state, found.created_count, found.read_count), ("done", 8, 8))

    def test_what_an_operation_asks_keeps_its_pages_for_the_answer(self):
        with self.committed() as env:
            rows = env["qb.question"]._store(env["qb.connection"].browse(self.connection_id), ListEntries("Customer"))
        self.session()
        with self.committed() as env:
            answer = env["qb.question"].browse(rows.id)._answer(file_id="", reading=self.gateway.reading)
        self.assertEqual([entry.name for entry in answer], NAMES)


@tagged("post_install", "-at_install")
class TestImportDesktop(LongCase):
    def setUp(self):
        super().setUp()
        # What one test imports stays in the database for the next.
        self.names = [f"{self._testMethodName} {number}" for number in range(1, 9)]
        self.file = LongFile(*self.names)

    def begin(self, **wish):
        with self.committed() as env:
            return env["qb.import"]._begin(env["qb.connection"].browse(self.connection_id), "Customer", **wish).id

    def imported(self, import_id):
        with self.committed() as env:
            found = env["qb.import"].browse(import_id)
            counts = (found.created_count, found.matched_count, found.known_count, found.left_out_count)
            return found.state, found.read_count, counts

    def contacts(self):
        with self.committed() as env:
            links = env["qb.link"].search([("connection_id", "=", self.connection_id), ("qb_type", "=", "Customer")])
            return sorted(links.mapped("record_name"))

    def test_pages_come_as_they_are_told(self):
        first = self.begin()
        self.open_session()
        self.page()
        self.drain()
        self.assertEqual(self.imported(first), ("running", 3, (3, 0, 0, 0)))
        self.page()
        self.page()
        self.drain()
        self.assertEqual(self.imported(first), ("done", 8, (8, 0, 0, 0)))
        self.assertEqual(self.contacts(), self.names)
        again = self.begin()
        self.session()
        self.assertEqual(self.imported(again), ("done", 8, (0, 0, 8, 0)))
        self.assertEqual(self.contacts(), self.names)

    def test_a_session_that_ends_in_the_middle_doubles_nothing(self):
        first = self.begin()
        self.open_session()
        self.page()
        self.drain()
        self.session()
        self.assertEqual(self.imported(first), ("done", 8, (8, 0, 0, 0)))
        self.assertEqual(self.contacts(), self.names)

    def test_chosen_ones_are_read_one_by_one(self):
        first = self.begin(wanted=["8000-2", "8000-5", "8000-99"])
        self.session()
        self.assertEqual(self.imported(first), ("done", 2, (2, 0, 0, 1)))
        self.assertEqual(self.contacts(), [self.names[1], self.names[4]])

    def test_a_refusal_ends_it_with_the_reason(self):
        self.file.breaks_at = 2
        first = self.begin()
        self.session()
        state, _read, counts = self.imported(first)
        self.assertEqual((state, counts), ("failed", (3, 0, 0, 0)))
        with self.committed() as env:
            self.assertTrue(env["qb.import"].browse(first).error)

    def test_cancelled_nothing_more_is_asked(self):
        first = self.begin()
        with self.committed() as env:
            env["qb.import"].browse(first).action_cancel()
        self.assertEqual((self.session(), self.imported(first)[0]), (0, "cancelled"))
