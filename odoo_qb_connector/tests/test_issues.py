"""Issues without a wire: how failures are joined to cards, and who sees them."""

from unittest.mock import patch

from odoo.addons.odoo_qb_connector.models.issue_causes import KINDS, RULES, cause_of
from odoo.addons.odoo_qb_connector.models.issue_sentences import PRESS, TITLES
from odoo.addons.odoo_qb_connector.models.qb_sentences import SENTENCES
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .issue_case import FailsForTax
from .job_common import JobCase

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
class TestIssues(FailsForTax, JobCase):
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
