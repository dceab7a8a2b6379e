"""Documents of a closed period: held, or dated on the first open day, in Odoo and in the books alike."""

from contextlib import suppress
from datetime import date

from odoo import fields
from odoo.addons.odoo_qb_connector.documents import DocumentError
from odoo.addons.odoo_qb_connector.models.qb_plan import Send, Settled
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .issue_case import SeesIssues
from .job_books import BooksCase
from .job_common import JobCase
from .returning import Returning
from .test_preview import Previewing

CLOSING, OPEN = date(2026, 3, 31), date(2026, 4, 1)


class ClosedCase(Returning, JobCase):
    def setUp(self):
        super().setUp()
        self.link_all()
        self.facts(closing_date=CLOSING)
        self.connection.closed_periods = "redate"

    def dates_of(self, move):
        return move.invoice_date, move.date, move.invoice_date_due, move.qb_true_date

    def said(self, move):
        return " ".join(move.message_ids.mapped("preview"))


@tagged("post_install", "-at_install")
class TestRule(ClosedCase):
    def test_the_day_after_the_latest_of_all_that_closes(self):
        company = self.env.company
        for field, lock, day in (
            ("fiscalyear_lock_date", "2026-04-30", date(2026, 5, 1)),
            ("sale_lock_date", "2026-04-15", date(2026, 4, 16)),
            ("purchase_lock_date", "2026-04-15", OPEN),
            ("sale_lock_date", "2026-02-28", OPEN),
        ):
            with self.subTest(field=field, lock=lock):
                picking = self.shipped(self.order((self.chair, 1)), day=30)
                self.env.flush_all()
                company[field] = lock
                invoice = self.invoice_of(picking)
                self.assertEqual(self.dates_of(invoice), (day, day, day, date(2026, 3, 30)))
                company[field] = False

    def test_its_own_day_when_that_is_open(self):
        self.facts(closing_date=date(2026, 3, 29))
        day = date(2026, 3, 30)
        invoice = self.invoice_of(self.shipped(self.order((self.chair, 1)), day=30))
        self.assertEqual(self.dates_of(invoice), (day, day, day, False))

    def test_the_due_date_follows_from_the_terms(self):
        terms = self.env["account.payment.term"].create(
            {"name": "Net 10", "line_ids": [fields.Command.create({"value_amount": 100, "nb_days": 10})]}
        )
        invoice = self.invoice_of(self.shipped(self.order((self.chair, 1), payment_term_id=terms.id), day=30))
        self.assertEqual(invoice.invoice_date_due, date(2026, 4, 11))
        posted = self.invoice((self.chair, 1, 100), invoice_payment_term_id=terms.id)
        self.assertEqual(posted.invoice_date_due, date(2026, 3, 11))
        self.prepare(posted)
        self.assertEqual(self.dates_of(posted), (OPEN, OPEN, date(2026, 4, 11), date(2026, 3, 1)))

    def test_a_lock_date_holds_by_default_and_dates_where_it_is_the_policy(self):
        self.facts(closing_date=None)
        self.env.company.sale_lock_date = CLOSING
        self.connection.closed_periods = "hold"
        picking = self.shipped(self.order((self.chair, 1)), day=30)
        self.assertIn("Odoo's books are locked up to 03/31/2026", self.refusal(picking))
        self.connection.closed_periods = "redate"
        self.assertEqual(self.invoice_of(picking).invoice_date, OPEN)

    def test_what_is_older_than_the_books_that_odoo_keeps_is_not_dated(self):
        self.connection.go_live_date = OPEN
        posted = self.invoice((self.chair, 1, 100))
        with suppress(DocumentError):
            self.prepare(posted)
        self.assertEqual((posted.invoice_date, posted.qb_true_date), (date(2026, 3, 1), False))


@tagged("post_install", "-at_install")
class TestDocuments(ClosedCase):
    def test_a_delivery(self):
        picking = self.shipped(self.order((self.chair, 1)), day=30)
        operation = self.operations(picking)
        invoice = self.invoice_of(picking)
        document = self.document(invoice)
        self.assertEqual((document.date, document.due_date, document.ship_date), (OPEN, OPEN, date(2026, 3, 30)))
        self.assertEqual(document.note.split(" · ")[0], "Shipped on 2026-03-30")
        words = "Dated 04/01/2026 instead of 03/30/2026, because the books are closed for that day."
        self.assertIn(words, self.said(invoice))
        operation._mark_done("Made.")
        self.assertEqual(operation.note, f"Made. {words}")

    def test_an_order_that_is_invoiced_when_all_of_it_is_delivered(self):
        self.connection.default_channel_id.invoice_when = "delivered"
        order = self.order((self.chair, 1))
        self.shipped(order, day=30)
        self.assertIsInstance(self.prepare(order), Settled)
        self.assertEqual(self.dates_of(order.invoice_ids), (OPEN, OPEN, OPEN, date(2026, 3, 30)))
        self.assertTrue(self.document(order.invoice_ids).note.startswith("Shipped on 2026-03-30 · "))

    def test_a_return(self):
        self.facts(closing_date=None)
        picking = self.shipped(self.order((self.chair, 2)), day=10)
        invoice = self.invoice_of(picking)
        self.operations(picking, invoice)._mark_done()
        self.link(invoice, "Invoice", 77)
        self.facts(closing_date=CLOSING)
        back = self.returned(picking, {self.chair: 1}, day=12)
        self.connection.closed_periods = "hold"
        self.assertIn("the books are closed or locked until 03/31/2026", self.refusal(back))
        self.connection.closed_periods = "redate"
        operation = self.operations(back)
        self.prepare(back)
        note = self.credit_notes(picking.sale_id)
        self.assertEqual(self.dates_of(note), (OPEN, OPEN, OPEN, date(2026, 3, 12)))
        document = self.document(note)
        self.assertEqual((document.date, document.note.split(" · ")[0]), (OPEN, "Returned on 2026-03-12"))
        self.assertIn("Dated 04/01/2026 instead of 03/12/2026", self.said(note))
        operation._mark_done("Made.")
        self.assertIn("Dated 04/01/2026 instead of 03/12/2026", operation.note)

    def test_what_is_posted_keeps_its_number(self):
        posted = self.invoice((self.chair, 1, 100))
        number, operation = posted.name, self.operations(posted)
        plan = self.prepare(posted)
        self.assertEqual(self.dates_of(posted)[:2], (OPEN, OPEN))
        self.assertEqual((posted.name, posted.state, len(self.operations(posted))), (number, "posted", 1))
        self.assertEqual(set(posted.line_ids.mapped("date")), {OPEN})
        self.assertEqual(plan.command.document.date, OPEN)
        self.assertTrue(plan.command.document.note.startswith("Dated 2026-03-01 in Odoo before"))
        self.assertIn("Dated 04/01/2026 instead of 03/01/2026", self.said(posted))
        operation._mark_done()
        self.assertIn("Dated 04/01/2026 instead of 03/01/2026", operation.note)

    def test_what_is_in_quickbooks_is_never_dated_anew(self):
        posted = self.invoice((self.chair, 1, 100))
        link = self.link(posted, "Invoice", 77)
        self.assertEqual(self.prepare(posted).command.document.date, date(2026, 3, 1))
        link.state = "deleted"
        self.assertEqual(posted._qb_day_there(self.connection), date(2026, 3, 1))

    def test_what_odoo_locked_after_it_was_posted_goes_with_its_own_date(self):
        posted = self.invoice((self.chair, 1, 100))
        self.facts(closing_date=None)
        self.env.company.fiscalyear_lock_date = CLOSING
        self.assertEqual(self.prepare(posted).command.document.date, date(2026, 3, 1))

    def assert_refused(self, posted, words):
        before, count = self.dates_of(posted), len(posted.message_ids)
        said = self.refusal(posted)
        self.assertIn("is of a closed period and could not be dated", said)
        self.assertIn(words, said)
        self.assertEqual((self.dates_of(posted), posted.state, len(posted.message_ids)), (before, "posted", count))

    def test_what_odoo_refuses_stays_as_it_is(self):
        locked, other_year, paid = (
            self.invoice((self.chair, 1, 100)),
            self.invoice((self.chair, 1, 100), invoice_date="2025-12-30"),
            self.invoice((self.chair, 1, 100)),
        )
        self.assert_refused(other_year, "isn't aligned with the existing sequence number")
        wizard = self.env["account.payment.register"].with_context(active_model="account.move", active_ids=paid.ids)
        wizard.create({"payment_date": "2026-03-02"}).action_create_payments()
        self.assert_refused(paid, "It is paid or credited, wholly or in part.")
        hashed = self.invoice((self.chair, 1, 100))
        hashed.flush_recordset()
        self.env.cr.execute("UPDATE account_move SET inalterable_hash = 'x' WHERE id = %s", [hashed.id])
        hashed.invalidate_recordset()
        self.assert_refused(hashed, "You cannot reset to draft a locked journal entry.")
        self.env.company.fiscalyear_lock_date = CLOSING
        self.assert_refused(locked, "You cannot add/modify entries prior to and inclusive of")

    def test_a_draft_whose_tax_quickbooks_computes(self):
        self.facts(closing_date=CLOSING)
        self.connection.tax_way = "there"
        picking = self.shipped(self.order((self.chair, 1)), day=30)
        invoice = self.invoice_of(picking)
        self.assertEqual((invoice.state, invoice.invoice_date), ("draft", OPEN))
        by_hand = self.invoice((self.chair, 1, 100), post=False)
        by_hand.action_qb_send_and_confirm()
        plan = self.prepare(by_hand)
        self.assertEqual((by_hand.state, plan.command.document.date), ("draft", OPEN))
        self.assertIn("Dated 2026-03-01 in Odoo before", plan.command.document.note)

    def test_by_default_nothing_is_dated(self):
        self.connection.closed_periods = self.connection.default_get(["closed_periods"])["closed_periods"]
        posted = self.invoice((self.chair, 1, 100))
        invoice = self.invoice_of(self.shipped(self.order((self.chair, 1)), day=30))
        self.assertIsInstance(self.prepare(posted), Send)
        for move, day in ((posted, date(2026, 3, 1)), (invoice, date(2026, 3, 30))):
            self.assertEqual((move.invoice_date, move.date, move.qb_true_date), (day, day, False))


@tagged("post_install", "-at_install")
class TestCard(SeesIssues, Previewing, ClosedCase):
    def setUp(self):
        super().setUp()
        self.connection.closed_periods = "hold"

    def failed(self, record):
        operation = self.operations(record)[:1] or self.env["qb.operation"]._wish(self.connection, record, "send")
        operation._mark_failed("Closed.", problem="period_closed", values={"closing_date": CLOSING})
        return operation

    def test_the_button_dates_exactly_what_the_card_holds(self):
        held, linked, other = (self.invoice((self.chair, 1, 100)) for _each in range(3))
        picking = self.shipped(self.order((self.chair, 1)), day=30)
        self.link(linked, "Invoice", 77)
        operations = [self.failed(one) for one in (held, linked, picking)]
        self.gather()
        issue = self.the_issue()
        self.assertEqual(issue.open_day, OPEN)
        wizard = self.env["qb.issue.date"].browse(issue.action_date_them()["res_id"])
        self.assertEqual((wizard.day, wizard.dated_words, wizard.left_words), (OPEN, "2 documents", "1 document"))
        self.assertEqual([one.state for one in operations], ["failed"] * 3, "only asked")
        wizard.action_date()
        self.assertEqual([one.state for one in operations], ["pending", "failed", "pending"])
        self.assertEqual([one.choices for one in operations], [{"redate": True}, False, {"redate": True}])
        self.prepare(held)
        self.prepare(other)
        self.assertEqual((held.invoice_date, other.invoice_date), (OPEN, date(2026, 3, 1)))
        self.assertEqual(self.dates_of(self.invoice_of(picking)), (OPEN, OPEN, OPEN, date(2026, 3, 30)))

    def test_a_newer_wish_of_the_same_document_takes_the_choice_over(self):
        """The one that it was made for failed of something else before anything was dated."""
        posted, other = (self.invoice((self.chair, 1, 100)) for _each in range(2))
        picking = self.shipped(self.order((self.chair, 1)), day=30)
        older = self.failed(posted) | self.failed(picking)
        self.gather()
        self.the_issue()._date_them()
        older._mark_failed("The tax has no counterpart.", problem="tax_unmapped")
        newer = posted._qb_wish() | picking._qb_wish()
        self.assertEqual(newer.mapped("choices"), [False, False])
        self.assertEqual(self.preview(posted).date, OPEN)
        self.prepare(posted)
        self.prepare(other)
        self.assertEqual(self.dates_of(self.invoice_of(picking)), (OPEN, OPEN, OPEN, date(2026, 3, 30)))
        self.assertEqual((posted.invoice_date, other.invoice_date), (OPEN, date(2026, 3, 1)))
        self.assertEqual(newer.mapped("choices"), [{"redate": True}] * 2, "the history of who decided what")

    def test_a_choice_that_was_cancelled_counts_no_more(self):
        posted = self.invoice((self.chair, 1, 100))
        older = self.failed(posted)
        self.gather()
        self.the_issue()._date_them()
        older.action_cancel()
        posted._qb_wish()
        self.prepare(posted)
        self.assertEqual(posted.invoice_date, date(2026, 3, 1))

    def test_an_order_that_odoo_locked(self):
        self.facts(closing_date=None)
        self.connection.default_channel_id.invoice_when = "delivered"
        order = self.order((self.chair, 1))
        self.shipped(order, day=30)
        self.env.flush_all()
        self.env.company.sale_lock_date = "2026-04-15"
        self.failing(order, "period_locked", lock="04/15/2026")
        issue = self.the_issue()
        self.assertEqual(issue.open_day, date(2026, 4, 16))
        issue._date_them()
        self.prepare(order)
        self.assertEqual(order.invoice_ids.invoice_date, date(2026, 4, 16))

    def test_where_no_closing_date_is_known_there_is_no_day(self):
        self.facts(closing_date=None)
        self.failed(self.invoice((self.chair, 1, 100)))
        self.gather()
        self.assertFalse(self.the_issue().open_day)
        with self.assertRaisesRegex(UserError, "No closing date is known that holds them. Press Check Again first."):
            self.the_issue().action_date_them()

    def test_only_a_manager_may(self):
        self.failed(self.invoice((self.chair, 1, 100)))
        self.gather()
        user = new_test_user(self.env, "qb-clerk", groups="odoo_qb_connector.group_qb_user")
        for method in ("action_date_them", "_date_them"):
            with self.assertRaisesRegex(UserError, "Only QuickBooks managers can date documents anew."):
                getattr(self.the_issue().with_user(user), method)()

    def test_locked_periods_are_cards_of_the_same_kind(self):
        for problem in ("period_locked", "return_period_locked", "tax_there_locked"):
            self.failing(self.invoice((self.chair, 1, 100)), problem, lock="03/31/2026")
        self.assertEqual(self.issues().mapped("kind"), ["period"] * 3)
        self.assertEqual(self.issues()[1].title, "The books are closed or locked up to 03/31/2026")


@tagged("post_install", "-at_install")
class TestClosedBooks(SeesIssues, Previewing, Returning, BooksCase):
    """Over real HTTP, with the closing date of the simulator's books."""

    def closed(self, day="2026-03-31"):
        self.control("/close-books", {"date": day})
        with self.enter_registry_test_mode():
            self.connection._look_at_company()

    def assert_dated(self, there, move, day, words):
        self.assertEqual((there["TxnDate"], str(move.invoice_date), str(move.date)), (day, day, day))
        self.assertEqual(there.get("DueDate", day), str(move.invoice_date_due))
        self.assertIn(words, there["PrivateNote"])
        self.assert_same_money(there, move)

    def test_the_card(self):
        self.open_books()
        self.closed()
        posted = self.invoice((self.chair, 1, 100.0))
        picking = self.shipped(self.order((self.desk, 1)), day=30)
        self.run_queue()
        self.assertEqual((posted.qb_state, picking.qb_state), ("failed", "failed"))
        self.assertIn("The books in QuickBooks are closed", self.preview(posted).problems)
        self.assertEqual(picking.qb_invoice_ids.invoice_date, date(2026, 3, 30))
        issue = self.the_issue()
        self.env["qb.issue.date"].browse(issue.action_date_them()["res_id"]).action_date()
        self.run_queue()
        self.assertEqual((posted.qb_state, picking.qb_state, issue.state), ("sent", "sent", "solved"))
        there = {one["DocNumber"]: one for one in self.invoices_there()}
        self.assert_dated(there[posted.name], posted, "2026-04-01", "Dated 2026-03-01 in Odoo before")
        invoice = picking.qb_invoice_ids
        self.assert_dated(there[invoice.name], invoice, "2026-04-01", "Shipped on 2026-03-30")
        done = self.operations(posted, state="done")
        self.assertIn("Dated 04/01/2026 instead of 03/01/2026", done.note)

    def test_the_policy_with_a_return_and_what_is_there(self):
        self.open_books()
        self.connection.closed_periods = "redate"
        first = self.shipped(self.order((self.chair, 2)), day=10)
        self.run_queue()
        self.closed()
        second = self.shipped(self.order((self.desk, 1)), day=30)
        self.returned(first, {self.chair: 1}, day=12)
        self.run_queue()
        note, invoice = self.credit_notes(first.sale_id), second.qb_invoice_ids
        there = {one["DocNumber"]: one for one in self.invoices_there()}
        self.assert_dated(there[invoice.name], invoice, "2026-04-01", "Shipped on 2026-03-30")
        (memo,) = [one for one in self.books("CreditMemo") if "[odoo:" in one.get("PrivateNote", "")]
        self.assert_dated(memo, note, "2026-04-01", "Returned on 2026-03-12")
        before = first.qb_invoice_ids
        before.button_draft()
        before.narration = "Changed"
        before.action_post()
        self.run_queue()
        self.assertEqual((before.qb_state, str(before.invoice_date)), ("failed", "2026-03-10"))
        there = {one["DocNumber"]: one for one in self.invoices_there()}
        self.assertEqual(there[before.name]["TxnDate"], "2026-03-10")


@tagged("post_install", "-at_install")
class TestPreview(Previewing, ClosedCase):
    def test_it_shows_the_date_that_each_will_have(self):
        posted = self.invoice((self.chair, 1, 100))
        picking = self.shipped(self.order((self.chair, 1)), day=30)
        before = self.counted()
        for record, due, words in (
            (posted, posted.invoice_date_due, "Dated 2026-03-01 in Odoo before"),
            (picking, OPEN, "Shipped on 2026-03-30"),
        ):
            preview = self.preview(record)
            self.assertEqual((preview.date, preview.due_date, preview.problems), (OPEN, due, False))
            self.assertIn(words, preview.note)
        self.assertEqual((posted.invoice_date, posted.qb_true_date, self.counted()), (date(2026, 3, 1), False, before))
