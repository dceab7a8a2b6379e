"""Issues and previews over the whole way to QuickBooks Desktop: Odoo, the queue, message sets, a company file."""

from datetime import date
from decimal import Decimal

from lxml import etree
from odoo.tests import Form, tagged

from .desktop_books import DesktopBooksCase
from .issue_case import SeesIssues
from .returning import Returning
from .test_preview import Previewing

RATE = 7.25


class IssuesCase(SeesIssues, Previewing, Returning, DesktopBooksCase):
    def setUp(self):
        super().setUp()
        self.tax.amount = RATE

    def sent(self, *moves):
        self.env.invalidate_all()
        return [move.qb_state for move in moves]

    def check_again(self):
        """Press *Check Again*; the next session reads, first the company as every session does."""
        self.the_issue().action_check_again()
        self.read_company()
        self.run_queue()


@tagged("post_install", "-at_install")
class TestIssuesDesktop(IssuesCase):
    def test_an_unmapped_tax_on_three_invoices_is_one_issue_and_mapping_it_sends_all_three(self):
        self.open_books(codes=())
        moves = [self.invoice((self.chair, number, 100.0)) for number in (1, 2, 3)]
        self.run_queue()
        issue = self.the_issue()
        self.assertEqual(issue.title, "“Sales Tax 8%” has no counterpart in QuickBooks")
        self.assertEqual(issue.held_words, "3 documents")
        self.assertIn("has no counterpart in QuickBooks. Choose one under", issue.error)
        action = issue.action_fix()
        with Form(self.env["qb.tax.map"].with_context(**action["context"]).browse(action["res_id"])) as form:
            form.code_id = self.entry_named("TaxCode", "State Tax")
        self.assertEqual(self.sent(*moves), ["waiting"] * 3)
        self.run_queue()
        self.assertEqual(self.sent(*moves), ["sent"] * 3)
        there = self.numbered("Invoice")
        for move in moves:
            self.assert_same_money(there[move.qb_number], move)
        self.assertEqual((len(there), issue.state, len(self.issues())), (3, "solved", 0))

    def test_check_again_reads_a_list(self):
        """An item that was made in QuickBooks just now can be chosen; the invoice waits for the choice."""
        self.open_books(codes=())
        self.invoice((self.chair, 1, 100.0))
        self.run_queue()
        vendor = "<TaxVendorRef><FullName>State Board of Equalization</FullName></TaxVendorRef>"
        made = f"<ItemSalesTaxAdd><Name>Oregon</Name><TaxRate>8</TaxRate>{vendor}</ItemSalesTaxAdd>"
        self.enter(f"<ItemSalesTaxAddRq>{made}</ItemSalesTaxAddRq>")
        self.check_again()
        self.assertEqual(self.entry_named("TaxCode", "Oregon").details["TaxRate"], "8.00")
        self.assertEqual((self.the_issue().held_words, self.ours("Invoice")), ("1 document", []))

    def test_a_closed_period_holds_until_the_books_are_open_there(self):
        """QuickBooks itself refuses: nobody has read the closing date yet."""
        self.open_books()
        self.company.close_books(date(2026, 3, 31))
        moves = [self.invoice((self.chair, 1, 100.0)), self.invoice((self.desk, 1, 50.0))]
        self.run_queue()
        issue = self.the_issue()
        self.assertEqual(issue.kind, "period")
        self.assertEqual(issue.held_words, "2 documents")
        self.check_again()
        self.assertEqual((self.the_issue(), self.sent(*moves)), (issue, ["failed", "failed"]), "still closed")
        self.assertEqual(self.connection._facts().closing_date, date(2026, 3, 31))
        self.company.close_books(None)
        self.check_again()
        self.assertEqual((self.sent(*moves), issue.state), (["sent", "sent"], "solved"))
        dates = [one["TxnDate"] for one in self.ours("Invoice")]
        self.assertEqual(dates, ["2026-03-01"] * 2, "with their own dates")

    def test_what_was_made_inactive_there_is_asked_for_by_check_again(self):
        self.open_books()
        first = self.invoice((self.chair, 1, 100.0))
        self.run_queue()
        self.assertEqual(self.sent(first), ["sent"])
        self.change_customer(active=False)
        second = self.invoice((self.chair, 1, 100.0))
        self.run_queue()
        self.assertEqual(self.sent(second), ["failed"], second.qb_message)
        self.change_customer(active=True)
        self.check_again()
        self.assertEqual((self.sent(second), len(self.ours("Invoice"))), (["sent"], 2))

    def change_customer(self, active):
        (there,) = [one for one in self.books("Customer") if one["Name"] == "Azure Interior"]
        mod = f"<ListID>{there['ListID']}</ListID><EditSequence>{there['EditSequence']}</EditSequence>"
        mod += f"<IsActive>{'true' if active else 'false'}</IsActive>"
        self.enter(f"<CustomerModRq><CustomerMod>{mod}</CustomerMod></CustomerModRq>")


@tagged("post_install", "-at_install")
class TestPreviewDesktop(IssuesCase):
    def test_it_says_what_was_sent_afterwards(self):
        self.open_books()
        self.invoice((self.desk, 1, 50.0))
        self.invoice((self.chair, 1, 50.0))
        self.run_queue()
        invoice = self.invoice((self.chair, 2, 99.99))
        preview = self.preview(invoice)
        self.assertEqual((preview.verdict, preview.problems), ("ready", False))
        self.assertEqual((preview.customer, preview.total, preview.tax), ("Azure Interior", 214.48, 14.5))
        (said,) = etree.fromstring(preview.message.encode()).iter("InvoiceAdd")
        self.run_queue()
        there = self.numbered("Invoice")[preview.number]
        self.assertEqual(self.money(there), (Decimal("214.48"), Decimal("14.50")))
        self.assertEqual(said.findtext("RefNumber"), there["RefNumber"])
        self.assertEqual(said.findtext("ItemSalesTaxRef/ListID"), there["ItemSalesTaxRef"]["ListID"])
        shown = [(line.quantity, Decimal(str(line.amount))) for line in preview.line_ids]
        lines = [(line["Quantity"], Decimal(line["Amount"])) for line in there["InvoiceLineRet"]]
        self.assertEqual(shown, lines)

    def test_what_is_there_already(self):
        self.open_books()
        invoice = self.invoice((self.chair, 1, 100.0))
        self.run_queue()
        preview = self.preview(invoice)
        self.assertEqual(preview.becomes, "The invoice that is there, made equal to this one")
        self.assertEqual((preview.is_there, preview.total_there, preview.tax_there), (True, 107.25, 7.25))


@tagged("post_install", "-at_install")
class TestClosedPeriods(IssuesCase):
    """The closing date of the company file; sessions read it as they begin."""

    def closed(self):
        self.company.close_books(date(2026, 3, 31))
        self.read_company()

    def assert_dated(self, move, words, entity="Invoice"):
        there = self.numbered(entity)[move.qb_number]
        self.assertEqual((there["TxnDate"], str(move.invoice_date), str(move.date)), ("2026-04-01",) * 3)
        self.assertEqual(there.get("DueDate", "2026-04-01"), str(move.invoice_date_due))
        self.assertIn(words, there["Memo"])
        self.assert_same_money(there, move)

    def test_the_card(self):
        self.open_books()
        self.closed()
        posted = self.invoice((self.chair, 1, 100.0))
        picking = self.shipped(self.order((self.desk, 1)), day=30)
        self.run_queue()
        self.assertEqual(self.sent(posted, picking), ["failed", "failed"])
        self.assertIn("The books in QuickBooks are closed", self.preview(posted).problems)
        issue = self.the_issue()
        wizard = self.env["qb.issue.date"].browse(issue.action_date_them()["res_id"])
        self.assertEqual((wizard.day, wizard.dated_words), (date(2026, 4, 1), "2 documents"))
        wizard.action_date()
        self.run_queue()
        self.assertEqual((self.sent(posted, picking), issue.state), (["sent", "sent"], "solved"))
        self.assert_dated(posted, "Dated 2026-03-01 in Odoo before")
        self.assert_dated(picking.qb_invoice_ids, "Shipped on 2026-03-30")

    def test_the_policy_with_a_return_and_what_is_there(self):
        self.open_books()
        self.connection.closed_periods = "redate"
        first = self.shipped(self.order((self.chair, 2)), day=10)
        self.run_queue()
        self.closed()
        posted = self.invoice((self.chair, 1, 100.0))
        second = self.shipped(self.order((self.desk, 1)), day=30)
        self.returned(first, {self.chair: 1}, day=12)
        self.run_queue()
        self.assert_dated(posted, "Dated 2026-03-01 in Odoo before")
        self.assert_dated(second.qb_invoice_ids, "Shipped on 2026-03-30")
        self.assert_dated(self.credit_notes(first.sale_id), "Returned on 2026-03-12", "CreditMemo")
        before = first.qb_invoice_ids
        before.button_draft()
        before.narration = "Changed"
        before.action_post()
        self.run_queue()
        self.assertEqual((self.sent(before), str(before.invoice_date)), (["failed"], "2026-03-10"))
        self.assertEqual(self.the_issue().held_ids.mapped("record_name"), [before.display_name])
        self.assertEqual(self.numbered("Invoice")[before.qb_number]["TxnDate"], "2026-03-10")
