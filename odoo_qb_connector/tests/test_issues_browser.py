"""An issue as a person meets it: why a badge is red, the card, its button, and all of it goes."""

from odoo import fields
from odoo.tests import tagged

from .browser_case import BrowserCase
from .issue_case import SeesIssues
from .job_books import BooksCase


@tagged("post_install", "-at_install")
class TestIssuesInTheBrowser(SeesIssues, BooksCase, BrowserCase):
    def without_product(self):
        line = {"name": "Assembly on site", "quantity": 1, "price_unit": 80, "tax_ids": [fields.Command.clear()]}
        values = {"move_type": "out_invoice", "partner_id": self.customer.id, "invoice_date": "2026-03-01"}
        move = self.env["account.move"].create({**values, "invoice_line_ids": [fields.Command.create(line)]})
        move.action_post()
        return move

    def test_a_product_is_chosen_for_the_charge(self):
        self.open_books()
        account = {"value": self.connection.income_account_id.qb_id}
        item = {"Name": "Assembly of the tour", "Type": "Service", "IncomeAccountRef": account}
        self.company.enter("Item", item)
        with self.enter_registry_test_mode():
            self.read_lists()
        moves = self.without_product() | self.without_product()
        self.run_queue()
        issue = self.the_issue()
        self.start_tour("/odoo/action-account.action_move_out_invoice_type", "qb_issue_hover", login="admin")
        self.start_tour("/odoo/quickbooks-issues", "qb_issue_charge", login="admin")
        self.run_queue()
        self.assertEqual(moves.mapped("qb_state"), ["sent", "sent"])
        self.assertEqual(issue.state, "solved")
