"""Documents of a closed period with QuickBooks Desktop: the same rule, as the Web Connector fetches them."""

from datetime import date

from lxml import etree
from odoo.addons.odoo_qb_connector.desktop import ref_number
from odoo.tests import tagged

from .desktop_case import desktop_facts
from .issue_case import SeesIssues
from .test_returns_desktop import DesktopReturnsCase

CLOSING, OPEN = date(2026, 3, 31), date(2026, 4, 1)


@tagged("post_install", "-at_install")
class TestClosedPeriodsOnDesktop(SeesIssues, DesktopReturnsCase):
    def closed(self):
        self.connection._keep_facts(desktop_facts(closing_date=CLOSING))

    def sent(self, move, element="InvoiceAdd"):
        """(date, due date, memo) of what QuickBooks was told to add for `move`."""
        number = ref_number(move.name)
        (add,) = [
            add
            for body in self.file.seen
            for add in etree.fromstring(body).iter(element)
            if add.findtext("RefNumber") == number
        ]
        return add.findtext("TxnDate"), add.findtext("DueDate"), add.findtext("Memo")

    def assert_dated(self, move, words, element="InvoiceAdd"):
        self.assertEqual((move.invoice_date, move.date, move.qb_state), (OPEN, OPEN, "sent"), move.qb_message)
        day, due, memo = self.sent(move, element)
        self.assertEqual((day, due or "2026-04-01"), ("2026-04-01", str(move.invoice_date_due)))
        self.assertIn(words, memo)

    def test_the_policy(self):
        first = self.arrived((self.chair, 3))
        self.connection.closed_periods = "redate"
        self.closed()
        posted = self.invoice((self.chair, 1, 100, self.env["account.tax"]))
        second = self.shipped(self.order((self.desk, 1)), day=30)
        self.returned(first, {self.chair: 1}, day=12)
        self.run_sessions()
        self.assert_dated(posted, "Dated 2026-03-01 in Odoo before")
        self.assert_dated(second.qb_invoice_ids, "Shipped on 2026-03-30")
        note = self.credit_notes(first.sale_id)
        self.assert_dated(note, "Returned on 2026-03-12", "CreditMemoAdd")
        self.assertEqual(self.file.memos[next(iter(self.file.memos))]["date"], "2026-04-01")

    def test_the_card_and_what_is_there(self):
        there = self.arrived((self.chair, 3)).qb_invoice_ids
        self.closed()
        posted = self.invoice((self.chair, 1, 100, self.env["account.tax"]))
        there.button_draft()
        there.narration = "Changed"
        there.action_post()
        self.run_sessions()
        self.assertEqual((posted.qb_state, there.qb_state), ("failed", "failed"))
        self.assertEqual((posted.invoice_date, posted.qb_true_date), (date(2026, 3, 1), False), "held by default")
        issue = self.the_issue()
        wizard = self.env["qb.issue.date"].browse(issue.action_date_them()["res_id"])
        self.assertEqual((wizard.day, wizard.dated_words, wizard.left_words), (OPEN, "1 document", "1 document"))
        wizard.action_date()
        self.run_sessions()
        self.assert_dated(posted, "Dated 2026-03-01 in Odoo before")
        self.assertEqual((there.qb_state, there.invoice_date), ("failed", date(2026, 3, 10)))
        self.assertEqual(self.the_issue().held_ids.mapped("record_name"), [there.display_name])
