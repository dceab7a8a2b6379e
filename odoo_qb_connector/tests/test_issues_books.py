"""Issues over the whole way: Odoo, the queue, real HTTP, the simulator's books."""

from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .issue_case import SeesIssues
from .job_books import BooksCase


@tagged("post_install", "-at_install")
class TestIssuesOnline(SeesIssues, BooksCase):
    def sent(self, *moves):
        self.env.invalidate_all()
        return [move.qb_state for move in moves]

    def check_again(self):
        with self.enter_registry_test_mode():
            said = self.the_issue().action_check_again()
        self.env.invalidate_all()
        return said["params"]["message"]

    def test_an_unmapped_tax_on_three_invoices_is_one_issue_and_mapping_it_sends_all_three(self):
        self.open_books("us-legacy")
        moves = [self.invoice((self.chair, number, 100.0)) for number in (1, 2, 3)]
        self.run_queue()
        issue = self.the_issue()
        self.assertEqual(issue.title, "“Sales Tax 8%” has no counterpart in QuickBooks")
        self.assertEqual(issue.held_words, "3 documents")
        self.assertIn("has no counterpart in QuickBooks. Choose one under", issue.error)
        action = issue.action_fix()
        with Form(self.env["qb.tax.map"].with_context(**action["context"]).browse(action["res_id"])) as form:
            form.code_id = self.entry_named("TaxCode", "California")
        self.assertEqual(self.sent(*moves), ["waiting"] * 3)
        self.run_queue()
        self.assertEqual(self.sent(*moves), ["sent"] * 3)
        self.assertEqual(len(self.invoices_there()), 3)
        self.assertEqual((issue.state, self.issues()), ("solved", self.env["qb.issue"]))

    def test_an_account_that_is_missing_holds_products_and_documents_once(self):
        self.open_books()
        account, self.connection.income_account_id = self.connection.income_account_id, False
        moves = [self.invoice((self.chair, 1, 100.0)), self.invoice((self.desk, 1, 50.0))]
        self.run_queue()
        issue = self.the_issue()
        self.assertEqual(issue.title, "New products need an account: Sales")
        self.assertEqual(issue.held_words, "2 documents, 2 products")
        self.connection.income_account_id = account
        self.run_queue()
        self.assertEqual((self.sent(*moves), issue.state), (["sent", "sent"], "solved"))

    def test_a_closed_period_holds_until_the_books_are_open_there(self):
        """QuickBooks itself refuses: nobody has read the closing date yet."""
        self.open_books()
        self.control("/close-books", {"date": "2026-03-31"})
        moves = [self.invoice((self.chair, 1, 100.0)), self.invoice((self.desk, 1, 50.0))]
        self.run_queue()
        issue = self.the_issue()
        self.assertEqual(issue.kind, "period")
        self.assertEqual(issue.title, "The books in QuickBooks are closed for the dates of documents")
        self.assertEqual(issue.held_words, "2 documents")
        self.check_again()
        self.run_queue()
        self.assertEqual((self.the_issue(), self.sent(*moves)), (issue, ["failed", "failed"]), "still closed")
        self.assertEqual(str(self.connection._facts().closing_date), "2026-03-31")
        self.control("/close-books", {"date": ""})
        self.assertEqual(self.check_again(), "Read from QuickBooks anew; 2 tried again.")
        self.run_queue()
        self.assertEqual((self.sent(*moves), issue.state), (["sent", "sent"], "solved"))
        dates = [one["TxnDate"] for one in self.invoices_there()]
        self.assertEqual(dates, ["2026-03-01"] * 2, "with their own dates")

    def test_check_again_reads_a_list(self):
        """A code that was made in QuickBooks just now can be chosen; the invoice waits for the choice."""
        self.open_books("us-legacy")
        self.invoice((self.chair, 1, 100.0))
        self.run_queue()
        code = self.entry_named("TaxCode", "California")
        code.active = False
        self.assertEqual(self.check_again(), "Read from QuickBooks anew; 1 tried again.")
        self.assertTrue(code.active)
        self.run_queue()
        self.assertEqual(self.the_issue().held_words, "1 document")

    def test_check_again_that_quickbooks_does_not_answer_retries_nothing(self):
        self.open_books("us-legacy")
        move = self.invoice((self.chair, 1, 100.0))
        self.run_queue()
        self.company.order("throttle", count=50)
        with mute_logger("odoo.addons.odoo_qb_connector"):
            self.check_again()
        self.company.forget_orders()
        self.assertEqual(self.sent(move), ["failed"])

    def test_a_number_that_is_taken_is_chosen_anew(self):
        self.open_books()
        move = self.invoice((self.chair, 1, 100.0))
        customer = self.company.enter("Customer", {"DisplayName": "Somebody"})
        account = {"value": self.connection.income_account_id.qb_id}
        item = self.company.enter("Item", {"Name": "Own", "Type": "Service", "IncomeAccountRef": account})
        detail = {"ItemRef": {"value": item["Id"]}}
        line = {"DetailType": "SalesItemLineDetail", "Amount": 5, "SalesItemLineDetail": detail}
        self.company.enter(
            "Invoice", {"DocNumber": move.name, "CustomerRef": {"value": customer["Id"]}, "Line": [line]}
        )
        self.run_queue()
        issue = self.the_issue()
        self.assertEqual(issue.kind, "number")
        self.assertEqual(issue.title, f"{move.display_name}: The number is taken in QuickBooks")
        wizard = self.env["qb.issue.number"].browse(issue.action_fix()["res_id"])
        wizard.action_choose()
        self.run_queue()
        self.assertEqual((move.qb_state, move.qb_number), ("sent", wizard.number))
        self.assertEqual(issue.state, "solved")

    def test_two_causes_are_two_cards_and_cards_never_hold_the_queue(self):
        self.open_books("us-legacy")
        self.connection.customer_push = "manual"
        untaxed = self.env["account.tax"]
        fine = self.invoice((self.chair, 1, 100.0, untaxed))
        unmapped = self.invoice((self.chair, 1, 100.0))
        self.control("/close-books", {"date": "2026-02-15"})
        closed = self.invoice((self.desk, 1, 100.0, untaxed), invoice_date="2026-02-01")
        gather = type(self.env["qb.issue"])._gather
        with mute_logger("odoo.addons.odoo_qb_connector.models.drain.issues"):
            self.patch(type(self.env["qb.issue"]), "_gather", _broken)
            self.run_queue()
        self.assertEqual(self.sent(fine, unmapped, closed), ["sent", "failed", "failed"])
        self.assertFalse(self.issues())
        self.patch(type(self.env["qb.issue"]), "_gather", gather)
        self.run_queue()
        self.assertEqual({one.kind for one in self.issues()}, {"tax", "period"}, "the next run makes them")


def _broken(_issues, _connection):
    raise ValueError("no cards today")
