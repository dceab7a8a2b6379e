"""What ends an issue: a mapping, an account, other settings, another number; and dismissing, which ends nothing."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .issue_case import FailsForTax
from .job_common import JobCase


@tagged("post_install", "-at_install")
class TestFix(FailsForTax, JobCase):
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


@tagged("post_install", "-at_install")
class TestDismiss(FailsForTax, JobCase):
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


@tagged("post_install", "-at_install")
class TestCleanUp(FailsForTax, JobCase):
    def closed(self, state, days):
        """A card in `state` since so many days, and its operation."""
        operation = self.fail_for_tax(self.invoices(1))
        issue = self.the_issue()
        issue.write({"state": state, "closed_at": fields.Datetime.now() - timedelta(days=days)})
        return issue, operation

    def test_solved_cards_go_after_as_long_as_bytes_are_kept_and_the_history_stays(self):
        old, operation = self.closed("solved", 401)
        young, _ = self.closed("solved", 399)
        dismissed, _ = self.closed("dismissed", 401)
        self.assertEqual(self.env["qb.issue"]._drop_solved(), (1, False))
        self.assertEqual((old | young | dismissed).exists(), young | dismissed)
        self.assertEqual(operation.error, "The moon is full. Wait a day.")
        self.assertEqual((operation.issue_id, operation.cause_kind), (self.env["qb.issue"], "tax"))

    def test_the_parameter_says_how_long(self):
        issue, _ = self.closed("solved", 401)
        self.env["ir.config_parameter"].set_param("odoo_qb_connector.keep_bytes_days", "0")
        self.assertEqual(self.env["qb.issue"]._drop_solved(), (0, 0))
        self.env["ir.config_parameter"].set_param("odoo_qb_connector.keep_bytes_days", "500")
        self.env["qb.issue"]._drop_solved()
        self.assertTrue(issue.exists())
