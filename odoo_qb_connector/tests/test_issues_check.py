"""Check Again with QuickBooks Desktop: the next session reads, and the answers decide."""

from odoo.addons.odoo_qb_connector.gateway import ListEntries, ListEntry, NotInPlan, Refused, Unavailable
from odoo.tests import tagged

from .desktop_caller import reply
from .desktop_case import DesktopCase
from .issue_case import SeesIssues
from .test_desktop_door import DoorCase


@tagged("post_install", "-at_install")
class TestCheckAgainDesktop(SeesIssues, DesktopCase):
    """The next session of the Web Connector reads, and what is held is tried again when the answers come."""

    def setUp(self):
        super().setUp()
        self.connection.status_ids.state = "connected"
        self.link(self.customer, "Customer", "80000101-1")
        self.move = self.invoice((self.chair, 1, 100))
        self.operations(self.move).unlink()

    def asked(self, issue):
        return self.env["qb.question"].search([("purpose", "=", f"issue:{issue.id}")])

    def answer(self, question, answer):
        row = self.env["qb.question"].search([("connection_id", "=", self.connection.id), ("state", "=", "open")])
        row.filtered(lambda one: one._question() == question).state = "told"
        purpose = row.mapped("purpose")[0]
        self.connection._qb_answered(purpose, question, answer)

    def test_lists_are_read_first(self):
        operation = self.failing(self.move, "tax_unmapped", tax_ids=self.tax.ids)
        issue = self.the_issue()
        issue.action_check_again()
        wanted = [ListEntries("TaxCode"), ListEntries("SalesTaxCode")]
        self.assertEqual([row._question() for row in self.asked(issue)], wanted)
        self.assertTrue(issue.checking_since)
        self.answer(wanted[0], [ListEntry("TaxCode", "80000099-1", "Oregon", details={"TaxRate": "0.0", "group": []})])
        self.assertEqual(operation.state, "failed", "a second list is to come")
        self.answer(wanted[1], [])
        self.assertEqual((operation.state, issue.checking_since), ("pending", False))
        self.assertEqual(self.entry_of("TaxCode", "Oregon").qb_id, "80000099-1")

    def test_the_settings_are_read_by_the_next_session(self):
        operation = self.failing(self.move, "period_closed", date="2026-03-01")
        self.the_issue().action_check_again()
        self.assertTrue(self.connection.desktop_seen_ids.look_wanted_at)
        self.assertEqual((operation.state, self.asked(self.the_issue())), ("failed", self.env["qb.question"]))
        self.connection._accept_company(self.connection._facts())
        self.assertEqual((operation.state, self.the_issue().checking_since), ("pending", False))

    def test_a_session_that_looks_by_itself_retries_nothing(self):
        operation = self.failing(self.move, "period_closed", date="2026-03-01")
        self.connection._accept_company(self.connection._facts())
        self.assertEqual(operation.state, "failed")

    def test_a_referred_customer_is_asked_for(self):
        operation = self.failing(self.move, "inactive_reference", message="Inactive.")
        issue = self.the_issue()
        issue.action_check_again()
        (row,) = self.asked(issue)
        question = row._question()
        self.assertEqual((question.type, question.ids), ("Customer", ("80000101-1",)))
        self.answer(question, [])
        self.assertEqual(operation.state, "pending")
        broken = self.env["qb.link"].search([("res_model", "=", "res.partner"), ("res_id", "=", self.customer.id)])
        self.assertEqual(broken.state, "broken", "it is gone there")

    def test_an_error_for_an_answer_tries_nothing_and_says_why(self):
        """Docs: when QuickBooks does not answer, nothing is tried."""
        operation = self.failing(self.move, "tax_unmapped", tax_ids=self.tax.ids)
        issue = self.the_issue()
        issue.action_check_again()
        wanted = [ListEntries("TaxCode"), ListEntries("SalesTaxCode")]
        self.answer(wanted[0], Unavailable("QuickBooks is busy", problem="unavailable"))
        self.answer(wanted[1], [])
        self.assertEqual((operation.state, issue.checking_since), ("failed", False))
        self.assertIn("nothing was tried again. QuickBooks could not be reached just now.", issue.check_error)
        issue.action_check_again()
        self.assertFalse(issue.check_error)
        for question in wanted:
            self.answer(question, [])
        self.assertEqual((operation.state, issue.check_error), ("pending", False))

    def test_a_list_that_this_quickbooks_does_not_have_is_an_answer(self):
        operation = self.failing(self.move, "tax_unmapped", tax_ids=self.tax.ids)
        self.the_issue().action_check_again()
        self.answer(ListEntries("TaxCode"), NotInPlan("No such list"))
        self.answer(ListEntries("SalesTaxCode"), [])
        self.assertEqual(operation.state, "pending")

    def test_an_error_about_a_customer_tries_nothing(self):
        operation = self.failing(self.move, "inactive_reference", message="Inactive.")
        issue = self.the_issue()
        issue.action_check_again()
        self.answer(self.asked(issue)._question(), Refused("Internal error", code="3000"))
        self.assertEqual((operation.state, bool(issue.check_error)), ("failed", True))

    def test_with_nothing_to_read_it_is_tried_at_once(self):
        operation = self.failing(self.move, "too_many_lines", count=501)
        self.the_issue().action_check_again()
        self.assertEqual(operation.state, "pending")


@tagged("post_install", "-at_install")
class TestCheckAgainBySession(SeesIssues, DoorCase):
    """A whole session of the Web Connector over real HTTP."""

    def look(self, percent=100):
        """A session that begins with a look at QuickBooks; how far it is after that."""
        ticket = self.connector.enter()[0]
        self.assertIn("CompanyQueryRq", self.connector.send(ticket))
        self.assertEqual(self.connector.receive(ticket, reply("probe")), percent)
        self.connector.close(ticket)
        self.env.invalidate_all()

    def test_a_session_is_opened_for_it_and_its_look_sets_the_documents_going(self):
        self.queue()
        self.look()
        operation = self.failing(self.env["res.partner"].create({"name": "Azure"}), "period_closed", verb="ensure")
        self.assertEqual(self.connector.enter(), ["", "none"])
        self.the_issue().action_check_again()
        self.look(percent=0)  # it stays open for what goes now
        self.assertEqual((operation.state, self.the_issue().checking_since), ("pending", False))
