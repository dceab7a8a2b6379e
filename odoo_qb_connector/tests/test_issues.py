"""Issues without a wire: how failures are joined to cards, and what the cards' buttons do."""

from unittest.mock import patch

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import ListEntries, ListEntry
from odoo.addons.odoo_qb_connector.models.issue_causes import KINDS, RULES, cause_of
from odoo.addons.odoo_qb_connector.models.issue_sentences import PRESS, TITLES
from odoo.addons.odoo_qb_connector.models.qb_sentences import SENTENCES
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from .desktop_caller import reply
from .desktop_case import DesktopCase
from .issue_case import SeesIssues
from .job_common import JobCase
from .test_desktop_door import DoorCase

MOVE = ("account.move", 5)


@tagged("post_install", "-at_install")
class TestCauses(JobCase):
    def key(self, problem, qb_type=False, record=MOVE, **values):
        return cause_of(record, qb_type, problem, values).key

    def test_a_cause_is_the_problem_and_the_thing_it_is_about(self):
        self.assertEqual(self.key("tax_unmapped", tax="A + B", tax_ids=[9, 3]), "tax_unmapped/3,9")
        self.assertEqual(self.key("tax_unmapped", tax="B + A", tax_ids=[3, 9]), "tax_unmapped/3,9")
        self.assertEqual(self.key("no_tax_unmapped", line="Chair"), self.key("line_without_tax_code", line=2))
        self.assertEqual(self.key("charge_without_item", line="Text", charge_kind="other"), "charge_without_item/other")
        self.assertEqual(self.key("bad_reference", list="Names", id="7"), "bad_reference/Names/7")
        self.assertEqual(self.key("period_closed", date="2026-03-01"), self.key("period_closed", date="2026-02-01"))

    def test_an_account_is_missing_whichever_way_the_product_is_counted(self):
        first = self.key("item_without_account", item="Chair", field="income_account")
        self.assertEqual(first, self.key("stocked_item_without_account", item="Desk", field="income_account"))
        self.assertNotEqual(first, self.key("item_without_account", item="Chair", field="expense_account"))

    def test_what_nobody_listed_is_about_its_own_record(self):
        self.assertEqual(self.key("too_many_lines", count=501), "too_many_lines/account.move,5")
        self.assertEqual(self.key("number_taken", number="7"), "number_taken/account.move,5")
        self.assertEqual(self.key("", qb_type="Customer", record=("res.partner", 8)), "failed/res.partner,8/Customer")
        self.assertEqual(self.key("bad_reference", list="", id=None), "bad_reference/account.move,5")
        other = cause_of(MOVE, False, "linked_elsewhere", {"name": "A", "record": "another one"})
        self.assertEqual(other.key, "linked_elsewhere/account.move,5")

    def test_long_words_make_short_keys(self):
        long = self.key("tax_refused", message="The tax is wrong. " * 50)
        self.assertLess(len(long), 60)
        self.assertEqual(long, self.key("tax_refused", message="The tax is wrong. " * 50))
        self.assertNotEqual(long, self.key("tax_refused", message="The tax is wrong. " * 49))

    def test_every_kind_says_what_to_press_and_every_listed_problem_has_its_sentence(self):
        kinds = dict(KINDS)
        self.assertEqual({rule.kind for rule in RULES.values()} | {"link", "record"}, kinds.keys())
        self.assertEqual(PRESS.keys(), kinds.keys() | {"dismissed", "solved"})
        self.assertFalse(TITLES.keys() - SENTENCES.keys())
        self.assertFalse(RULES.keys() - SENTENCES.keys())


@tagged("post_install", "-at_install")
class TestIssues(SeesIssues, JobCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_tax = cls.env["account.tax"].create({"name": "City Tax", "amount": 1, "type_tax_use": "sale"})

    def invoices(self, count):
        moves = self.env["account.move"].union(*(self.invoice((self.chair, 1, 100)) for _ in range(count)))
        self.operations(*moves).unlink()
        return moves

    def fail_for_tax(self, record, tax=None):
        return self.failing(record, "tax_unmapped", tax="?", tax_ids=(tax or self.tax).ids)

    def test_the_same_cause_of_many_is_one_card_and_two_causes_are_two(self):
        first, second, third = self.invoices(3)
        self.fail_for_tax(first)
        issue = self.the_issue()
        self.assertEqual(issue.held_words, "1 document")
        self.fail_for_tax(second)
        self.assertEqual(self.the_issue(), issue, "a second failure joins")
        self.assertEqual((issue.held_words, issue.held_count, issue.failed_count), ("2 documents", 2, 2))
        self.assertEqual(issue.title, "“Sales Tax 8%” has no counterpart in QuickBooks")
        self.assertEqual((issue.kind, issue.error), ("tax", "The moon is full. Wait a day."))
        self.fail_for_tax(third, self.other_tax)
        self.assertEqual([one.held_words for one in self.issues()], ["2 documents", "1 document"])
        self.assertEqual(self.connection.issue_count, 2)

    def test_the_card_of_a_customer_holds_the_documents_that_wait_for_it(self):
        moves = self.invoices(2)
        customer = self.failing(self.customer, "party_may_not_be_created", verb="ensure")
        waiting = self.env["qb.operation"]._wish(self.connection, moves, "send")
        waiting._mark_behind(customer)
        issue = self.the_issue()
        self.assertEqual(issue.held_ids, customer | waiting)
        self.assertEqual(issue.held_words, "2 documents, 1 customer")
        self.assertEqual((issue.kind, issue.failed_count), ("link", 1))
        self.assertEqual(issue.title, "Azure Interior: Not in QuickBooks, and this connection creates nobody by itself")
        wizard = self.env["qb.link.wizard"].browse(issue.action_fix()["res_id"])
        self.assertEqual((wizard.mode, wizard._record(), wizard.qb_type), ("link", self.customer, "Customer"))
        wizard = self.env["qb.link.wizard"].browse(issue.action_create_and_link()["res_id"])
        self.assertEqual((wizard.mode, wizard._record()), ("create", self.customer))

    def test_a_success_closes_the_card(self):
        operation = self.fail_for_tax(self.invoices(1))
        issue = self.the_issue()
        self.assertFalse(issue.closed_at)
        operation._mark_waiting(seconds=0)
        self.gather()
        self.assertEqual((self.the_issue(), issue.failed_count), (issue, 0), "on its way, it is not over yet")
        operation._mark_done("Sent.")
        self.gather()
        self.assertFalse(self.issues())
        self.assertEqual((issue.state, bool(issue.closed_at), issue.held_words), ("solved", True, ""))

    def test_what_fails_of_something_else_changes_its_card(self):
        operation = self.fail_for_tax(self.invoices(1))
        first = self.the_issue()
        operation._mark_failed("Too long.", problem="too_many_lines", values={"count": 501})
        self.gather()
        self.assertEqual(first.state, "solved")
        self.assertEqual(self.the_issue().problem, "too_many_lines")

    def test_what_waits_for_something_else_leaves_the_card(self):
        operation = self.fail_for_tax(self.invoices(1))
        customer = self.failing(self.customer, "party_may_not_be_created", verb="ensure")
        operation._mark_waiting(seconds=0)
        operation._mark_behind(customer)
        self.gather()
        self.assertEqual(self.the_issue().held_ids, customer | operation)

    def test_a_newer_wish_stands_in_for_the_older_failure(self):
        move = self.invoices(1)
        self.fail_for_tax(move)
        self.fail_for_tax(move)
        issue = self.the_issue()
        self.assertEqual((issue.held_words, issue.failed_count), ("1 document", 1))
        self.failing(move, "too_many_lines", count=501)
        self.assertEqual(self.the_issue().problem, "too_many_lines")
        self.assertEqual(issue.state, "solved")

    def test_cancelling_the_last_closes_the_card(self):
        operation = self.fail_for_tax(self.invoices(1))
        issue = self.the_issue()
        operation.action_cancel()
        self.assertEqual(issue.state, "solved")

    def test_failures_from_before_there_were_causes_get_cards(self):
        operation = self.fail_for_tax(self.invoices(1))
        operation.write({"issue_id": False, "cause_key": False, "cause_kind": False, "cause": False})
        self.gather()
        issue = self.the_issue()
        self.assertEqual((issue.kind, issue.key), ("record", f"tax_unmapped/account.move,{operation.res_id}"))
        self.assertEqual(issue.held_ids, operation)

    def test_retry_all(self):
        operations = self.fail_for_tax(self.invoices(1)) | self.fail_for_tax(self.invoices(1))
        self.the_issue().action_retry()
        self.assertEqual(operations.mapped("state"), ["pending", "pending"])
        self.assertEqual(self.the_issue().held_words, "2 documents")

    # ------------------------------------------------------------------ mapping

    def test_a_saved_mapping_sets_its_own_documents_going_and_no_others(self):
        mine = self.fail_for_tax(self.invoices(1))
        others = self.fail_for_tax(self.invoices(1), self.other_tax)
        of_a_charge = self.failing(self.invoices(1), "charge_without_item", charge_kind="shipping")
        action = self.issues()[0].action_fix()
        self.assertEqual((action["res_model"], action["res_id"], action["target"]), ("qb.tax.map", False, "new"))
        with Form(self.env["qb.tax.map"].with_context(**action["context"])) as form:
            self.assertEqual(form.tax_ids.ids, self.tax.ids)
            form.code_id = self.entry("TaxCode", 5, "California")
        self.assertEqual((mine | others | of_a_charge).mapped("state"), ["pending", "failed", "failed"])

    def test_a_mapping_that_is_there_is_opened(self):
        code = self.entry("TaxCode", 5, "California")
        row = self.env["qb.tax.map"].create({"connection_id": self.connection.id, "code_id": code.id})
        operation = self.failing(self.invoices(1), "no_tax_unmapped", line="Chair")
        self.assertEqual(self.the_issue().action_fix()["res_id"], row.id)
        row.code_id = self.entry("TaxCode", 6, "Exempt")
        self.assertEqual(operation.state, "pending")

    def test_a_charge_is_chosen(self):
        operation = self.failing(self.invoices(1), "charge_without_item", charge_kind="rounding")
        issue = self.the_issue()
        self.assertEqual(issue.title, "Lines without a product need one in QuickBooks: Rounding")
        with Form(self.env["qb.charge"].with_context(**issue.action_fix()["context"])) as form:
            self.assertEqual(form.charge, "rounding")
            form.entry_id = self.entry("Item", 7, "Cents")
        self.assertEqual(operation.state, "pending")

    def test_an_account_is_created_for_its_role(self):
        self.failing(self.chair, "item_without_account", verb="ensure", item="Chair", field="income_account")
        issue = self.the_issue()
        self.assertEqual(issue.title, "New products need an account: Sales")
        context = issue.action_fix()["context"]
        self.assertEqual(context["default_role"], "income")

    def test_a_row_for_the_category_ends_a_missing_account_and_a_row_for_terms_a_refused_term(self):
        product = self.failing(self.chair, "item_without_account", verb="ensure", item="Chair", field="income_account")
        term = self.failing(self.invoices(1), "bad_reference", list="Terms", id="9")
        other = self.failing(self.invoices(1), "bad_reference", list="Department", id="9")
        self.assertEqual(self.issues()[1].action_fix()["res_model"], "qb.term.map")
        self.env["qb.category.map"].create(
            {
                "connection_id": self.connection.id,
                "category_id": self.env["product.category"].create({"name": "Seats"}).id,
                "income_account_id": self.entry("Account", 1, "Sales").id,
            }
        )
        self.assertEqual((product | term | other).mapped("state"), ["pending", "failed", "failed"])
        self.env["qb.term.map"].create(
            {
                "connection_id": self.connection.id,
                "term_id": self.env["account.payment.term"].create({"name": "30 Days of the test"}).id,
                "entry_id": self.entry("Term", 3, "Net 30").id,
            }
        )
        self.assertEqual((term | other).mapped("state"), ["pending", "failed"])

    def test_other_settings_set_going_what_they_held(self):
        closed = self.failing(self.invoices(1), "period_closed", date="2026-03-01")
        off = self.failing(self.invoices(1), "tax_is_off", tax="8.00")
        unmapped = self.fail_for_tax(self.invoices(1))
        self.facts()
        self.assertEqual((closed | off | unmapped).mapped("state"), ["failed"] * 3, "nothing is different")
        self.facts(country="CA")
        self.assertEqual((closed | off | unmapped).mapped("state"), ["pending", "pending", "failed"])

    # ------------------------------------------------------------------ a number

    def test_another_number_is_the_next_free_one_and_the_document_goes(self):
        move = self.invoices(1)
        newest = self.invoice((self.desk, 1, 10))
        operation = self.failing(move, "number_taken", number=move.name)
        issue = self.the_issue()
        self.assertTrue(issue.can_choose_number)
        self.assertFalse(issue.has_candidate)
        wizard = self.env["qb.issue.number"].browse(issue.action_fix()["res_id"])
        prefix, _slash, last = newest.name.rpartition("/")
        self.assertEqual(wizard.number, f"{prefix}/{int(last) + 1:0{len(last)}}")
        with self.assertRaisesRegex(UserError, "This is the number that is taken"):
            wizard.copy({"number": move.name}).action_choose()
        wizard.action_choose()
        self.assertEqual((move.name, operation.state), (wizard.number, "pending"))

    # ------------------------------------------------------------------ dismissing

    def test_dismissing_clears_the_card_only(self):
        move = self.invoices(1)
        operation = self.fail_for_tax(move)
        issue = self.the_issue()
        issue.action_dismiss()
        self.gather()
        self.assertFalse(self.issues())
        self.assertEqual((operation.state, issue.held_ids), ("failed", operation))
        self.assertEqual((issue.closed_by_id, self.connection.issue_count), (self.env.user, 0))
        self.assertFalse(move.qb_sent)
        self.assertEqual(move.qb_state, "failed")
        self.assertIn(move, move.search([("qb_problem", "=", True)]))

    def test_a_new_failure_after_dismissal_shows_a_card_again_without_the_dismissed(self):
        old = self.fail_for_tax(self.invoices(1))
        dismissed = self.the_issue()
        dismissed.action_dismiss()
        new = self.fail_for_tax(self.invoices(1))
        issue = self.the_issue()
        self.assertEqual((issue.held_ids, dismissed.held_ids), (new, old))
        self.env["qb.tax.map"].create(
            {
                "connection_id": self.connection.id,
                "tax_ids": [fields.Command.set(self.tax.ids)],
                "code_id": self.entry("TaxCode", 5, "California").id,
            }
        )
        self.assertEqual((new.state, old.state), ("pending", "failed"), "what was put aside stays aside")

    def test_an_account_does_not_send_what_was_put_aside(self):
        values = {"verb": "ensure", "item": "?", "field": "income_account"}
        old = self.failing(self.chair, "item_without_account", **values)
        self.the_issue().action_dismiss()
        new = self.failing(self.desk, "item_without_account", **values)
        self.connection.income_account_id = self.entry("Account", 1, "Sales", active=True)
        self.assertEqual((old.state, new.state), ("failed", "pending"))

    def test_dismissed_documents_are_taken_up_again(self):
        old = self.fail_for_tax(self.invoices(1))
        dismissed = self.the_issue()
        dismissed.action_dismiss()
        self.assertEqual(dismissed.action_take_up()["res_id"], self.the_issue().id)
        self.assertEqual(self.the_issue().held_ids, old)
        self.the_issue().action_dismiss()
        self.fail_for_tax(self.invoices(1))
        joined = self.the_issue()
        self.issues("dismissed").action_take_up()
        self.assertEqual((self.the_issue(), joined.held_words), (joined, "2 documents"))

    def test_a_dismissed_document_that_fails_again_shows_a_card(self):
        move = self.invoices(1)
        operation = self.fail_for_tax(move)
        dismissed = self.the_issue()
        dismissed.action_dismiss()
        operation.action_send_again()
        self.assertEqual(operation.state, "pending")
        operation._mark_failed("Again.", problem="tax_unmapped", values={"tax_ids": self.tax.ids})
        self.gather()
        self.assertEqual(self.the_issue().held_ids, operation)
        self.assertNotEqual(self.the_issue(), dismissed)

    # ------------------------------------------------------------------ rights

    def test_who_may_press_what(self):
        self.fail_for_tax(self.invoices(1))
        issue = self.the_issue()
        clerk = new_test_user(self.env, "qb-clerk", groups="odoo_qb_connector.group_qb_user")
        seller = new_test_user(self.env, "qb-seller", groups="sales_team.group_sale_manager")
        manager = new_test_user(self.env, "qb-chief", groups="odoo_qb_connector.group_qb_manager")
        self.assertEqual((issue.with_user(clerk).can_fix, issue.with_user(manager).can_fix), (False, True))
        self.assertEqual(issue.with_user(clerk).held_words, "1 document")
        issue.with_user(clerk).action_retry()
        issue.with_user(clerk).action_dismiss()
        self.assertEqual((issue.state, issue.closed_by_id), ("dismissed", clerk))
        for press in ("action_fix", "action_retry", "action_dismiss", "action_take_up", "action_check_again"):
            with self.subTest(press=press), self.assertRaisesRegex(UserError, "Only QuickBooks users can do that"):
                getattr(issue.with_user(seller), press)()

    def test_a_cause_that_cannot_be_read_breaks_nothing(self):
        with (
            patch("odoo.addons.odoo_qb_connector.models.issue_causes._plain", side_effect=TypeError),
            self.assertLogs("odoo.addons.odoo_qb_connector.models.qb_operation_issue", "ERROR"),
        ):
            operation = self.fail_for_tax(self.invoices(1))
        self.assertEqual((operation.state, self.the_issue().held_ids), ("failed", operation))

    def test_every_screen_opens(self):
        for view in ("list", "form", "kanban", "search"):
            self.env["qb.issue"].get_view(self.env.ref(f"odoo_qb_connector.qb_issue_view_{view}").id, view)
        action = self.connection.action_open_issues()
        self.assertEqual(action["res_model"], "qb.issue")
        self.assertEqual(action["domain"], [("connection_id", "=", self.connection.id)])


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
