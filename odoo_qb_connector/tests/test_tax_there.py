"""QuickBooks computes the tax: drafts go, take it over and are confirmed (docs/taxes.md)."""

import base64
import json
from decimal import Decimal
from unittest.mock import patch

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import FindByMarker
from odoo.addons.odoo_qb_connector.models.account_move_confirm import BY_PERSON
from odoo.addons.odoo_qb_connector.models.builders import tax_carrier
from odoo.addons.odoo_qb_connector.models.drain import DrainRun
from odoo.addons.odoo_qb_connector.online.gateway import OnlineGateway
from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .test_invoice_triggers import TriggerCase
from .test_preview import Previewing
from .test_receipts import Receiving
from .test_tax_matrix import MatrixCase


class Killed(BaseException):
    """The process ends here."""


class ThereCase(Previewing, Receiving, MatrixCase, TriggerCase):
    def open_there(self, profile="us-ast", currency="USD"):
        self.open_region(profile, currency)
        self.connection.tax_way = "there"

    def draft(self, *lines, **values):
        return self.invoice(*lines, post=False, currency_id=self.currency.id, **values)

    def asked(self, *lines, **values):
        """A draft for which a person pressed Send and Confirm."""
        draft = self.draft(*lines, **values)
        draft.action_qb_send_and_confirm()
        return draft

    def assert_confirmed(self, move, tax):
        """`move` is confirmed with `tax` (text) as it stands in QuickBooks, under one number; no amount was told."""
        self.assertEqual((move.state, move.qb_state), ("posted", "sent"), move.qb_message)
        self.assertEqual((Decimal(str(move.amount_tax)), move.qb_tax_state), (Decimal(tax), "taken"))
        there = self.there(move)
        self.assert_same_money(there, move)
        self.assertEqual(there["DocNumber"], move.name)
        self.assertEqual(move.qb_link_id.total_odoo, move.amount_total)
        self.assertNotIn("TotalTax", self.told(move))
        self.assertAlmostEqual(sum(move.line_ids.mapped("balance")), 0, 7)
        return there

    def told(self, move):
        """Everything that was written for `move` as a draft, as it crossed the wire."""
        members = self.env["qb.exchange.member"].search([("marker", "!=", ""), ("total", "=", "")])
        sent = [json.loads(base64.b64decode(body)) for body in members.exchange_id.mapped("body")]
        one_by_one = [one for each in sent for one in each.get("BatchItemRequest", [each])]
        found = [json.dumps(one) for one in one_by_one if move.name in json.dumps(one)]
        self.assertTrue(found)
        return "\n".join(found)

    def kill_queue(self):
        """The process ends when the confirming is done and not committed."""
        posting = type(self.env["account.move"])._post

        def killed(moves, soft=True):
            posting(moves, soft)
            raise Killed

        self.env.flush_all()
        run = DrainRun(self.env.registry, self.connection.id, seconds=60)
        with self.enter_registry_test_mode(), patch.object(type(self.env["account.move"]), "_post", killed):
            try:
                run.run()
            except Killed:
                self.env.invalidate_all()
                return
        self.fail("Nothing was confirmed.")

    def sent_only(self, record):
        """The invoice of `record`, or itself, is in QuickBooks, and cannot be confirmed yet."""
        moves = type(self.env["account.move"])
        with patch.object(moves, "_qb_take_tax_over", side_effect=UserError("The journal is closed.")):
            self.run_queue()
        invoice = record if record._name == "account.move" else record.qb_invoice_ids
        self.assertEqual((invoice.state, invoice.qb_message), ("draft", "The journal is closed."))
        self.assertEqual(invoice.qb_link_id.state, "linked")

    def tax_items(self, move):
        return [(line.tax_line_id.name, -line.amount_currency) for line in move.line_ids.filtered("tax_line_id")]

    def a_carrier(self):
        account = self.env["account.account"].search([("account_type", "=", "liability_current")], limit=1)
        parts = [(0, 0, {"repartition_type": "base"}), (0, 0, {"repartition_type": "tax", "account_id": account.id})]
        self.connection.quickbooks_tax_id = self.a_tax(
            "QuickBooks", 0, invoice_repartition_line_ids=parts, refund_repartition_line_ids=parts
        )
        return account


@tagged("post_install", "-at_install")
class TestRegions(ThereCase):
    """Odoo's own taxes come to something else everywhere; QuickBooks' are the ones that stay."""

    def test_us_automated(self):
        self.open_there()
        picking = self.ship(self.order((self.chair, 2)))
        self.run_queue()
        self.assert_confirmed(picking.qb_invoice_ids, "20.50")
        self.assertEqual(self.tax_items(picking.qb_invoice_ids), [("Sales Tax 8%", 20.5)])
        untaxed = self.draft((self.chair, 1, 100, self.env["account.tax"]))
        untaxed.with_context(**{BY_PERSON: True}).action_post()
        note = self.asked((self.chair, 1, 100), move_type="out_refund")
        self.run_queue()
        self.assertEqual((untaxed.qb_state, untaxed.amount_tax), ("sent", 0))
        self.assert_confirmed(note, "10.25")

    def test_us_legacy(self):
        self.open_there("us-legacy")
        city, state = self.a_tax("City 1%", 1), self.a_tax("State 1%", 1)
        self.map_taxes(city | state, "Tucson")
        invoice = self.asked((self.chair, 1, 100, city | state), (self.desk, 1, 10, self.env["account.tax"]))
        self.run_queue()
        self.assert_confirmed(invoice, "9.10")
        unmapped = self.asked((self.chair, 1, 100))
        self.run_queue()
        self.assertEqual((unmapped.state, unmapped.qb_state), ("draft", "failed"))
        self.assertIn("Sales Tax 8%", unmapped.qb_message)

    def test_canada_rate_by_rate(self):
        self.open_there("ca", "CAD")
        gst, pst = self.a_tax("GST 5%", 5), self.a_tax("PST 7%", 7)
        self.tax.name = "HST"
        self.map_taxes(gst | pst, "GST/PST BC")
        self.map_taxes(self.tax, "HST ON")
        # Odoo rounds the tax of each line.
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        invoice = self.asked((self.chair, 1, 0.1, gst | pst), (self.desk, 1, 0.1, gst | pst), (self.chair, 1, 100))
        note = self.asked((self.chair, 3, 33.35), move_type="out_refund")
        self.run_queue()
        self.assert_confirmed(invoice, "13.02")
        self.assertEqual(sorted(self.tax_items(invoice)), [("GST 5%", 0.01), ("HST", 13.0), ("PST 7%", 0.01)])
        self.assert_confirmed(note, "13.01")

    def test_britain_and_australia(self):
        for profile, currency, code, tax in (("uk", "GBP", "20.0% S", "20.01"), ("au", "AUD", "GST", "10.01")):
            self.open_there(profile, currency)
            self.map_taxes(self.tax, code)
            invoice = self.asked((self.chair, 3, 33.35))
            self.run_queue()
            self.assert_confirmed(invoice, tax)

    def map_taxes(self, taxes, code):
        entry = self.entry_named("TaxCode", code)
        self.env["qb.tax.map"].create(
            {"connection_id": self.connection.id, "tax_ids": [fields.Command.set(taxes.ids)], "code_id": entry.id}
        )


@tagged("post_install", "-at_install")
class TestTheWay(ThereCase):
    def setUp(self):
        super().setUp()
        self.open_there()

    def test_killed_between_its_answer_and_its_confirming_it_is_confirmed_once(self):
        invoice = self.asked((self.chair, 1, 100))
        number = invoice.name
        self.kill_queue()
        self.assertEqual((invoice.state, invoice.amount_tax), ("draft", 8), "nothing of the half stays")
        self.assertEqual(invoice.qb_link_id.tax, 10.25, "it is there")
        self.run_queue()
        there = self.assert_confirmed(invoice, "10.25")
        self.assertEqual((invoice.name, there["DocNumber"]), (number, number))
        self.assertEqual(len(self.invoices_there()), 1)

    def test_cancelled_before_it_was_confirmed_it_is_voided_there(self):
        self.connection.cancelled_invoices = "void"
        draft = self.asked((self.chair, 1, 100.0), invoice_date=fields.Date.context_today(self.env.user))
        self.kill_queue()
        self.assertEqual((draft.state, draft.qb_tax_state), ("draft", "asked"))
        draft.button_cancel()
        self.run_queue()
        there = self.there(draft)
        self.assertEqual((draft.state, there["TotalAmt"]), ("cancel", 0), draft.qb_message)

    def test_a_lost_answer_is_looked_up_and_taken_over(self):
        self.connection.execution_limit = 0
        first = self.asked((self.chair, 1, 10))
        self.run_queue()
        self.company.order("cut_after", match={"entity": "invoice", "operation": "create"})
        invoice = self.asked((self.chair, 1, 100))
        self.run_queue()
        self.assertEqual(first.qb_state, "sent")
        self.assert_confirmed(invoice, "10.25")
        self.assertEqual(len(self.invoices_there()), 2)

    def test_a_lost_answer_of_one_without_our_marker_is_for_a_person(self):
        """Somebody overwrote the private note: what it comes to before tax is ours, so it is not sent twice."""
        self.connection.execution_limit = 0
        self.company.order("cut_after", match={"entity": "invoice", "operation": "create"})
        invoice = self.asked((self.chair, 1, 100))
        asked = OnlineGateway.ask

        def overwrite_first(gateway, question):
            if isinstance(question, FindByMarker):
                for there in self.invoices_there():
                    known = {"Id": there["Id"], "SyncToken": there["SyncToken"], "sparse": True}
                    self.company.enter("Invoice", {**known, "PrivateNote": "Thank you"}, "update")
            return asked(gateway, question)

        before = len(self.books("Invoice"))
        with patch.object(OnlineGateway, "ask", overwrite_first):
            self.run_queue()
        (wish,) = self.operations(invoice, state="failed")
        self.assertEqual((wish.error_problem, invoice.state), ("possible_duplicate", "draft"))
        wish.action_link_candidate()
        self.run_queue()
        self.assertEqual(len(self.books("Invoice")), before + 1)
        self.assert_confirmed(invoice, "10.25")

    def test_changed_before_it_was_confirmed_it_goes_once_more(self):
        invoice = self.asked((self.chair, 1, 100))
        self.sent_only(invoice)
        with self.assertRaisesRegex(UserError, "deleted here, it would stay there"), self.cr.savepoint():
            invoice.unlink()
        invoice.invoice_line_ids.quantity = 2
        invoice.action_qb_send_and_confirm()
        self.run_queue()
        self.assert_confirmed(invoice, "20.50")
        self.assertEqual(len(self.invoices_there()), 1)

    def test_in_a_foreign_currency_the_home_amounts_follow(self):
        foreign = self.own_currency("EUR")
        foreign.rate_ids.unlink()
        self.env["res.currency.rate"].create({"name": "2026-01-01", "currency_id": foreign.id, "rate": 0.5})
        draft = self.invoice((self.chair, 1, 100), post=False, currency_id=foreign.id)
        tax_carrier.take_over(draft, self.connection, draft.invoice_line_ids, Decimal("10.25"), [])
        self.assertEqual((draft.amount_total, draft.amount_tax), (110.25, 10.25))
        item = draft.line_ids.filtered("tax_line_id")
        receivable = draft.line_ids.filtered(lambda line: line.display_type == "payment_term")
        self.assertEqual((item.balance, receivable.balance, receivable.amount_currency), (-20.5, 220.5, 110.25))

    def test_somebody_took_its_number_meanwhile(self):
        invoice = self.asked((self.chair, 1, 100))
        number = invoice.name
        self.sent_only(invoice)
        other = self.draft((self.chair, 1, 1, self.env["account.tax"]), partner_id=self.museum.id)
        other.name = number
        other._post()
        invoice.action_qb_send_and_confirm()
        self.run_queue()
        self.assertNotEqual(invoice.name, number)
        self.assert_confirmed(invoice, "10.25")

    def test_reset_and_changed_it_is_updated_and_taken_over_again(self):
        invoice = self.asked((self.chair, 1, 100))
        self.run_queue()
        invoice.action_qb_send_now()
        self.run_queue()
        self.assertEqual(len(self.company.requests("update")), 0, "nothing was changed")
        invoice.button_draft()
        self.assertIn("Press Send and Confirm", invoice.qb_message)
        invoice.invoice_line_ids.quantity = 3
        invoice.action_qb_send_and_confirm()
        self.run_queue()
        self.assert_confirmed(invoice, "30.75")
        self.assertEqual(len(self.invoices_there()), 1)

    def test_shipped_returned_in_part_and_returned_whole(self):
        part = self.ship(self.order((self.chair, 2)), done="2026-03-10 20:00:00")
        self.run_queue()
        whole = self.ship(self.order((self.chair, 1)), done="2026-03-10 20:00:00")
        self.sent_only(whole)
        back = self.bring_back(part, {self.chair: 1})
        gone = self.bring_back(whole, {self.chair: 1})
        back.date_done = gone.date_done = "2026-03-12 20:00:00"
        self.run_queue()
        self.assert_confirmed(part.qb_invoice_ids, "20.50")
        self.assert_confirmed(back.qb_credit_note_ids, "10.25")
        self.assertEqual((gone.qb_state, gone.qb_credit_note_ids.ids), ("failed", []), "it waits for its invoice")
        whole.action_qb_send_now()
        self.run_queue()
        self.assertEqual((gone.qb_state, whole.qb_invoice_ids.qb_link_id.id), ("settled", False), gone.qb_message)
        note = gone.qb_credit_note_ids
        self.assertEqual((note.state, note.amount_tax, note.qb_tax_state), ("posted", 10.25, "taken"))
        self.assertEqual(len(self.invoices_there()), 1)

    def test_an_order_says_no_tax_and_its_invoice_closes_it(self):
        order = self.order((self.chair, 1))
        order.action_qb_send_order()
        self.run_queue()
        self.assertEqual(self.books("Estimate")[-1]["TxnTaxDetail"]["TotalTax"], Decimal("10.25"))
        self.assertFalse(order.qb_problem, order.qb_message)
        picking = self.ship(order)
        self.run_queue()
        self.assert_confirmed(picking.qb_invoice_ids, "10.25")
        self.assertEqual(self.books("Estimate")[-1]["TxnStatus"], "Closed")

    def test_a_tax_that_carries_it(self):
        self.env["qb.tax.map"].create({"connection_id": self.connection.id, "code_id": self.taxable().id})
        invoice = self.asked((self.chair, 1, 100, self.env["account.tax"]))
        self.run_queue()
        self.assertEqual(invoice.state, "draft")
        self.assertIn("“Tax That Carries QuickBooks' Own”", invoice.qb_message)
        self.assertEqual(self.invoices_there(), [], "refused before anything is sent")
        account = self.a_carrier()
        self.run_queue()
        self.assert_confirmed(invoice, "10.25")
        self.assertEqual(self.tax_items(invoice), [("QuickBooks", 10.25)])
        self.assertEqual(invoice.line_ids.filtered("tax_line_id").account_id, account)
        self.assertEqual(invoice.invoice_line_ids.tax_ids, self.connection.quickbooks_tax_id)
        invoice.button_draft()
        invoice.action_qb_send_and_confirm()
        self.run_queue()
        self.assert_confirmed(invoice, "10.25")

    def taxable(self):
        return self.env["qb.entry"].search(
            [("connection_id", "=", self.connection.id), ("type", "=", "TaxCode"), ("qb_id", "=", "TAX")]
        ) or self.entry("TaxCode", "TAX", "Taxable")


@tagged("post_install", "-at_install")
class TestByHand(ThereCase):
    def setUp(self):
        super().setUp()
        self.open_there()

    def test_confirm_names_the_button(self):
        draft = self.draft((self.chair, 1, 100))
        self.assertTrue(draft.hide_post_button)
        with self.assertRaisesRegex(UserError, "Press Send and Confirm on the invoice instead"):
            draft.with_context(**{BY_PERSON: True}).action_post()
        with self.assertRaisesRegex(UserError, "Press Send and Confirm on the invoice instead"):
            draft.action_validate_moves_with_confirmation()
        with self.assertRaisesRegex(UserError, "Press Send and Confirm on the invoice instead"):
            draft.action_qb_send_now()
        wizard = self.env["validate.account.move"].create({"move_ids": draft.ids})
        with self.assertRaisesRegex(UserError, "Press Send and Confirm on the invoice instead"):
            wizard.validate_move()
        clerk = new_test_user(self.env, "clerk", groups="base.group_user,account.group_account_invoice")
        shown = draft.with_user(clerk)
        self.assertTrue(shown.hide_post_button and shown.qb_shown)
        self.assertEqual(shown.action_qb_send_and_confirm()["tag"], "display_notification")
        self.assertEqual((draft.qb_tax_state, len(self.operations(draft))), ("asked", 1))
        self.connection.enabled = False
        draft.with_context(**{BY_PERSON: True}).action_post()
        self.assertEqual(draft.state, "posted", "nothing goes to QuickBooks")

    def test_what_was_confirmed_with_odoos_tax_is_refused(self):
        """Other add-ons confirm without asking; a draft that waits for its tax too."""
        posted = self.draft((self.chair, 1, 100))
        posted.action_post()
        waiting = self.asked((self.chair, 1, 100))
        waiting.action_post()
        self.run_queue()
        for move in posted | waiting:
            self.assertEqual(move.qb_state, "failed")
            self.assertIn("Odoo's own tax of $\N{NO-BREAK SPACE}8.00. Press Reset to Draft", move.qb_message)
        self.assertEqual(self.invoices_there(), [])
        posted.button_draft()
        posted.action_qb_send_and_confirm()
        self.run_queue()
        self.assert_confirmed(posted, "10.25")
        self.connection.tax_way = "stated"
        self.run_queue()
        self.assertEqual((waiting.qb_state, waiting.amount_tax), ("sent", 8), "Odoo computes now")

    def test_confirmed_by_another_add_on_after_it_was_sent(self):
        invoice = self.asked((self.chair, 1, 100))
        self.sent_only(invoice)
        invoice.action_post()
        self.run_queue()
        self.assertEqual(invoice.qb_state, "failed")
        self.assertIn("was confirmed with Odoo's own tax", invoice.qb_message)
        self.assertEqual(len(self.company.requests("update")), 0)

    def test_refused_before_anything_is_sent(self):
        included = self.a_tax("Incl 8%", 8, price_include_override="tax_included")
        account = self.env["account.account"].search([("account_type", "=", "income")], limit=1)
        rounding = self.env["account.cash.rounding"].create(
            {
                "name": "5 cents",
                "rounding": 0.05,
                "strategy": "add_invoice_line",
                "profit_account_id": account.id,
                "loss_account_id": account.id,
            }
        )
        gross = self.asked((self.chair, 1, 100, included))
        rounded = self.asked((self.chair, 1, 33.35), invoice_cash_rounding_id=rounding.id)
        locked = self.asked((self.chair, 1, 100), invoice_date="2025-03-01")
        self.env.company.tax_lock_date = "2025-06-30"
        self.run_queue()
        self.assertIn("has a price that includes Odoo's (Incl 8%)", gross.qb_message)
        self.assertIn("is rounded in Odoo", rounded.qb_message)
        self.assertIn("could not be confirmed on its own day", locked.qb_message)
        self.assertEqual((self.invoices_there(), set((gross | rounded | locked).mapped("state"))), ([], {"draft"}))

    def test_the_policy_changes_with_unsent_documents(self):
        before = self.asked((self.chair, 1, 100))
        self.connection.tax_way = "stated"
        self.run_queue()
        self.assertEqual((before.state, before.qb_state, before.amount_tax), ("posted", "sent", 8))
        self.assert_same_money(self.there(before), before)
        self.connection.tax_way = "there"
        before.action_qb_send_again()
        self.run_queue()
        self.assertEqual((before.qb_state, before.amount_tax), ("sent", 8), "Odoo's, as it was")
        sent = self.asked((self.chair, 1, 100))
        self.sent_only(sent)
        self.connection.tax_way = "stated"
        sent.action_qb_send_again()
        self.run_queue()
        self.assertEqual((sent.state, sent.qb_state, sent.amount_tax), ("posted", "sent", 10.25))
        self.assert_same_money(self.there(sent), sent)

    def test_it_mixes_with_no_other_rule(self):
        with self.assertRaisesRegex(ValidationError, "no cents to round"), self.env.cr.savepoint():
            self.connection.round_differences = True
        with self.assertRaisesRegex(ValidationError, "added to the price"), self.env.cr.savepoint():
            self.connection.quickbooks_tax_id = self.a_tax("Incl", 8, price_include_override="tax_included")

    def test_the_preview_says_who_computes(self):
        preview = self.preview(self.draft((self.chair, 1, 100)))
        self.assertIn("QuickBooks computes the tax", preview.tax_there_words)
        self.assertEqual((preview.untaxed, preview.tax, preview.difference, preview.problems), (100, 0, 0, False))
        waiting = self.asked((self.chair, 1, 100))
        self.assertIn("QuickBooks computes the tax", self.preview(waiting).tax_there_words)
        self.assertEqual(waiting.state, "draft")

    def test_a_paid_order_is_a_receipt_only_of_what_was_paid(self):
        self.want(receipts=True)
        order = self.order((self.chair, 1))
        self.pay_online(order, 108)
        picking = self.ship(order)
        self.run_queue()
        draft = picking.qb_invoice_ids
        self.assertEqual((draft.state, draft.qb_state), ("draft", "failed"))
        for words in ("was paid with $\N{NO-BREAK SPACE}108.00", "it comes to $\N{NO-BREAK SPACE}110.25"):
            self.assertIn(words, draft.qb_message)
        draft.action_qb_send_again()
        self.run_queue()
        created = [("qb_type", "=", "SalesReceipt"), ("verb", "=", "create")]
        self.assertEqual(self.env["qb.exchange.member"].search_count(created), 1, "not again by itself")
        self.assertEqual(self.receipts_there(), [])
        self.pay_online(order, 2.25)
        draft.action_qb_send_again()
        self.run_queue()
        self.assertEqual((draft.state, draft.qb_state, draft.amount_total), ("posted", "sent", 110.25))
        self.assertEqual([one["TotalAmt"] for one in self.receipts_there()], [Decimal("110.25")])

    def test_what_it_does_not_become_it_is_as_an_invoice(self):
        self.want(receipts=True)
        order = self.order((self.chair, 1))
        self.pay_online(order, 108)
        picking = self.ship(order)
        self.run_queue()
        self.want(receipts=False)
        picking.qb_invoice_ids.action_qb_send_again()
        self.run_queue()
        self.assert_confirmed(picking.qb_invoice_ids, "10.25")
        self.assertEqual(self.receipts_there(), [])

    def receipts_there(self):
        return [one for one in self.books("SalesReceipt") if "[odoo:" in one.get("PrivateNote", "")]
