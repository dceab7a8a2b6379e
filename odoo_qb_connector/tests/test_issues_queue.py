"""Issues on real PostgreSQL connections: two runs that fail for the same reason at the same moment make one card."""

import threading
from unittest.mock import patch

from odoo.addons.odoo_qb_connector.documents import DocumentError, Problem
from odoo.addons.odoo_qb_connector.models.drain import DrainRun
from odoo.addons.odoo_qb_connector.models.drain.issues import gather_issues
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_queue import PATIENCE, QueueCase

DRAIN = "odoo.addons.odoo_qb_connector.models.drain"


@tagged("post_install", "-at_install")
class TestIssuesQueue(QueueCase):
    def setUp(self):
        super().setUp()
        self.prepare = self.refuse

    def refuse(self, _record, _operation, _answers):
        raise DocumentError(Problem("tax_is_off", {"tax": "8.00"}, "tax"))

    def failing(self, *names):
        """Failures that have no card yet."""
        wishes = self.wish(*map(self.record, names))
        with patch(f"{DRAIN}.run.gather_issues"):
            self.drain()
        self.assertEqual(self.states(wishes), ["failed"] * len(names))
        return wishes

    def cards(self):
        """[(state, ids of the operations of the card)], oldest first."""
        with self.committed() as env:
            found = env["qb.issue"].search([("connection_id", "=", self.connection_id)], order="id")
            return [(issue.state, sorted(issue.operation_ids.ids)) for issue in found]

    def beside(self, step):
        """Run `step` in another thread; returns the thread."""
        thread = threading.Thread(target=step, daemon=True)
        thread.start()
        return thread

    def gather(self):
        gather_issues(DrainRun(self.real_registry, self.connection_id))

    def waits_for_us(self, env):
        """Whether another transaction waits for a lock of this one."""
        env.cr.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()")
        return env.cr.fetchone()[0]

    def until_it_waits(self, env):
        pause = threading.Event()
        for _look in range(PATIENCE * 50):
            if self.waits_for_us(env):
                return
            pause.wait(0.02)
        self.fail("the other transaction never waited")

    def test_a_run_makes_the_cards_of_what_it_failed(self):
        wishes = self.wish(self.record("INV/1"), self.record("INV/2"))
        self.drain()
        self.assertEqual(self.cards(), [("open", wishes)])

    def test_two_at_once_make_one_card(self):
        wishes = self.failing("INV/1", "INV/2")
        with self.committed() as env:
            connection = env["qb.connection"].browse(self.connection_id)
            env["qb.issue"]._gather(connection)
            other = self.beside(self.gather)
            self.until_it_waits(env)
        other.join(PATIENCE)
        self.assertEqual(self.cards(), [("open", wishes)])

    def test_whoever_joins_a_card_that_is_being_closed_gets_a_new_one(self):
        """Under REPEATABLE READ both would succeed and leave a failure on a closed card; both write the card."""
        (first,) = self.failing("INV/1")
        self.gather()
        with self.committed() as env:
            env["qb.operation"].browse(first)._mark_done("Sent.")
        (second,) = self.failing("INV/2")
        with self.committed() as env:
            env["qb.issue"].search([("connection_id", "=", self.connection_id)])._solve()
            other = self.beside(self.gather)
            self.until_it_waits(env)
        other.join(PATIENCE)
        self.assertEqual(self.cards(), [("solved", [first]), ("open", [second])])

    def test_a_card_that_is_joined_is_not_closed_beside_it(self):
        (first,) = self.failing("INV/1")
        self.gather()
        with self.committed() as env:
            env["qb.operation"].browse(first)._mark_done("Sent.")
        (second,) = self.failing("INV/2")
        with self.committed() as env:
            issue = env["qb.issue"].search([("connection_id", "=", self.connection_id)])
            env["qb.issue"]._gather(env["qb.connection"].browse(self.connection_id))
            self.assertEqual(env["qb.operation"].browse(second).issue_id, issue)
            other = self.beside(self.gather)
            self.until_it_waits_or_ends(env, other)
        other.join(PATIENCE)
        self.assertEqual(self.cards(), [("open", [first, second])])

    def until_it_waits_or_ends(self, env, thread):
        pause = threading.Event()
        for _look in range(PATIENCE * 50):
            if not thread.is_alive() or self.waits_for_us(env):
                return
            pause.wait(0.02)
        self.fail("the other transaction neither waited nor ended")

    def test_cards_that_cannot_be_made_break_no_run(self):
        wishes = self.wish(self.record("INV/1"))
        issues = self.real_registry["qb.issue"]
        with (
            patch.object(issues, "_gather", side_effect=ValueError("no cards today")),
            mute_logger(f"{DRAIN}.issues"),
        ):
            report = self.drain()
        self.assertEqual((report.failed, self.states(wishes), self.cards()), (1, ["failed"], []))
        self.drain()
        self.assertEqual(self.cards(), [("open", wishes)], "the next run makes them")

    def test_fifty_documents_are_one_card_in_a_handful_of_statements(self):
        wishes = self.failing(*(f"INV/{number}" for number in range(50)))
        with self.committed() as env:
            env.cr.execute("SELECT 1")
            before = env.cr.sql_log_count
            env["qb.issue"]._gather(env["qb.connection"].browse(self.connection_id))
            self.assertLessEqual(env.cr.sql_log_count - before, 6)
        self.assertEqual(self.cards(), [("open", wishes)])
        with self.committed() as env:
            issue = env["qb.issue"].search([("connection_id", "=", self.connection_id)])
            self.assertEqual(issue.held_count, 50)
