"""An issue as a person meets it: why a badge is red, the card, its button, and all of it goes."""

from odoo import fields
from odoo.tests import tagged

from .browser_case import BrowserCase
from .issue_case import SeesIssues
from .job_books import BooksCase
from .job_common import JobCase

LISTS = {
    "invoice": "account.action_move_out_invoice_type",
    "credit note": "account.action_move_out_refund_type",
    "delivery": "stock.action_picking_tree_outgoing",
    "order": "sale.action_orders",
    "contact": "base.action_partner_form",
    "product": "product.product_template_action",
    "variant": "product.product_normal_action",
}
"""The lists whose records have a badge."""


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
        (sentence,) = set(moves.mapped("qb_message"))
        self.assertIn("has no product, and QuickBooks needs one", sentence)
        self.tell_every_page("qb_hover", sentence)
        self.start_tour("/odoo/action-account.action_move_out_invoice_type", "qb_issue_hover", login="admin")
        self.start_tour("/odoo/quickbooks-issues", "qb_issue_charge", login="admin")
        self.run_queue()
        self.assertEqual(moves.mapped("qb_state"), ["sent", "sent"])
        self.assertEqual(issue.state, "solved")


@tagged("post_install", "-at_install")
class TestHover(SeesIssues, JobCase, BrowserCase):
    def test_the_badge_in_a_list_says_the_error(self):
        """All of it, word for word, on each kind of record; nobody has to open one."""
        order = self.order((self.chair, 1))
        refused = {
            "invoice": self.invoice((self.chair, 1, 100)),
            "credit note": self.invoice((self.chair, 1, 100), move_type="out_refund"),
            "delivery": self.ship(order),
            "order": order,
            "contact": self.customer,
            "product": self.desk,
            "variant": self.desk,
        }
        for kind, record in refused.items():
            verb = "ensure" if kind in ("contact", "product", "variant") else "send"
            sentence = f"The {kind} holds “5 % & 'more'” than <b>4000</b> signs. Shorten it, then press Send Again."
            self.failing(record, "invalid_data", sentence, verb)
            with self.subTest(kind):
                self.tell_every_page("qb_hover", sentence)
                self.start_tour(f"/odoo/action-{LISTS[kind]}?view_type=list", "qb_issue_hover", login="admin")
