"""What will be sent is shown before it is, and nothing of the looking stays."""

import json
from dataclasses import replace
from datetime import date

from odoo.addons.odoo_qb_connector.gateway import TaxModel
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .job_books import BooksCase
from .job_common import JobCase
from .test_desktop_documents import DocumentCase


class Previewing:
    def preview(self, record):
        """The preview that the button shows."""
        with self.enter_registry_test_mode():
            action = record.action_qb_preview()
        self.assertEqual(action["res_model"], "qb.preview")
        return self.env["qb.preview"].browse(action["res_id"]) if "res_id" in action else self.shown_by(action)

    def shown_by(self, action):
        return self.env["qb.preview"].search(action["domain"], order="id")

    def lines_shown(self, preview):
        """[(item, quantity, unit price, amount, tax code)]"""
        return [
            (line.item, line.quantity, line.unit_price, line.amount, line.tax_code or "") for line in preview.line_ids
        ]

    def counted(self):
        names = ("account.move", "qb.operation", "qb.link", "qb.exchange", "ir.cron.trigger")
        self.env.flush_all()
        return {name: self.env[name].search_count([]) for name in names}


@tagged("post_install", "-at_install")
class TestPreview(Previewing, JobCase):
    def test_an_invoice_whose_customer_and_products_are_not_there(self):
        invoice = self.invoice((self.chair, 2, 100.0), (self.cabling, 1, 40.0))
        preview = self.preview(invoice)
        self.assertEqual(preview.verdict, "first")
        self.assertEqual(
            preview.ahead.splitlines(),
            [
                "Azure Interior goes first: linked to what QuickBooks has under its name, or created there.",
                "[CHAIR] Chair goes first: linked to what QuickBooks has under its name, or created there.",
                "Cabling goes first: linked to what QuickBooks has under its name, or created there.",
            ],
        )
        self.assertEqual((preview.becomes, preview.customer), ("A new invoice", "Azure Interior (not there yet)"))
        self.assertEqual(
            self.lines_shown(preview),
            [
                ("Chair (not there yet)", "2", "100", 200, "TAX"),
                ("Cabling (not there yet)", "1", "40", 40, "TAX"),
            ],
        )
        self.assertEqual((preview.untaxed, preview.tax, preview.total), (240.0, 19.2, 259.2))
        self.assertEqual((preview.tax_odoo, preview.total_odoo, preview.difference), (19.2, 259.2, 0))
        self.assertEqual((preview.number, preview.date), (invoice.name, invoice.invoice_date))
        self.assertFalse(preview.message)
        self.assertFalse(preview.is_there)

    def test_nothing_of_it_stays(self):
        self.ship(self.order((self.chair, 2)))
        order = self.order((self.desk, 1))
        picking = self.ship(order)
        self.env["qb.operation"].search([]).unlink()
        before = self.counted()
        self.preview(picking)
        self.preview(order)
        self.assertEqual(self.counted(), before)
        self.assertFalse(picking.qb_invoice_ids)

    def test_a_draft_shows_how_it_would_go(self):
        invoice = self.invoice((self.chair, 1, 100.0), post=False)
        preview = self.preview(invoice)
        self.assertEqual((preview.verdict, preview.problems), ("first", False))
        self.assertEqual((preview.number, preview.total), ("The next number of its journal", 108.0))
        self.assertEqual(invoice.state, "draft")

    def test_a_delivery_shows_the_invoice_that_it_would_get(self):
        order = self.order((self.chair, 3), (self.desk, 1))
        picking = self.ship(order, {self.chair: 2}, done="2026-03-06 03:00:00")
        preview = self.preview(picking)
        self.assertEqual(self.lines_shown(preview), [("Chair (not there yet)", "2", "100", 200, "TAX")])
        self.assertEqual((preview.total, preview.ship_date), (216.0, date(2026, 3, 5)))

    def test_an_order_of_several_deliveries_is_a_list(self):
        order = self.order((self.chair, 3))
        self.ship(order, {self.chair: 1})
        self.ship(order, {self.chair: 2})
        previews = self.preview(order)
        self.assertEqual(previews.mapped("total"), [108.0, 216.0])

    def test_an_order_without_deliveries(self):
        preview = self.preview(self.order((self.cabling, 2)))
        self.assertEqual((preview.becomes, preview.total), ("A new invoice", 86.4))

    def test_a_quotation_says_why_there_is_nothing(self):
        order = self.order((self.chair, 1), confirm=False)
        order.action_cancel()
        preview = self.preview(order)
        self.assertEqual((preview.verdict, preview.has_document), ("problem", False))
        self.assertIn("cancelled", preview.problems)

    def test_what_stands_in_its_way(self):
        self.facts(tax_model=TaxModel.OFF)
        preview = self.preview(self.invoice((self.chair, 1, 100.0)))
        self.assertEqual((preview.verdict, preview.has_document, preview.total_odoo), ("problem", False, 108.0))
        self.assertIn("sales tax", preview.problems)

    def test_who_may(self):
        invoice = self.invoice((self.chair, 1, 100.0))
        clerk = new_test_user(self.env, "clerk", groups="odoo_qb_connector.group_qb_user,account.group_account_invoice")
        preview = self.preview(invoice.with_user(clerk))
        self.assertEqual(preview.with_user(clerk).total, 108.0)
        with self.assertRaises(AccessError):
            preview.with_user(clerk).read(["message"])
        seller = new_test_user(self.env, "seller", groups="account.group_account_invoice")
        with self.assertRaisesRegex(UserError, "Only QuickBooks users can send"):
            self.preview(invoice.with_user(seller))

    def test_without_a_connection(self):
        self.connection.active = False
        with self.assertRaises(UserError):
            self.preview(self.invoice((self.chair, 1, 100.0)))


@tagged("post_install", "-at_install")
class TestPreviewInTheBooks(Previewing, BooksCase):
    def test_it_says_what_was_sent_afterwards(self):
        self.open_books()
        first = self.invoice((self.chair, 1, 100.0))
        first._qb_wish("send")
        self.run_queue()
        invoice = self.invoice((self.chair, 2, 99.99))
        preview = self.preview(invoice)
        self.assertEqual((preview.verdict, preview.problems), ("ready", False))
        self.assertEqual(preview.customer, "Azure Interior")
        message = json.loads(preview.message)
        self.run_queue()
        there = max(self.invoices_there(), key=lambda one: int(one["Id"]))
        self.assertEqual(float(there["TotalAmt"]), preview.total)
        sent = invoice.qb_link_id
        self.assertEqual(message["DocNumber"], sent.number)
        self.assertEqual(message["TxnTaxDetail"], {"TotalTax": 16.0})

    def test_a_closed_period_is_said_beside_the_document(self):
        self.open_books()
        facts = self.connection._facts()
        self.connection._keep_facts(replace(facts, closing_date=date(2026, 6, 30)))
        preview = self.preview(self.invoice((self.chair, 1, 100.0)))
        self.assertEqual((preview.verdict, preview.has_document, preview.total), ("problem", True, 108.0))
        self.assertIn("closed", preview.problems)
        self.assertFalse(preview.message)

    def test_send_now(self):
        self.open_books()
        invoice = self.invoice((self.chair, 3, 33.3333))
        preview = self.preview(invoice)
        self.assertEqual(preview.line_ids.mapped("unit_price"), ["33.3333"])
        preview.action_send()
        self.run_queue()
        self.assert_same_money(self.the_only_invoice(), invoice)

    def test_what_is_there_already(self):
        self.open_books()
        invoice = self.invoice((self.chair, 1, 100.0))
        invoice._qb_wish("send")
        self.run_queue()
        preview = self.preview(invoice)
        self.assertEqual(preview.becomes, "The invoice that is there, made equal to this one")
        self.assertEqual((preview.can_send, preview.untaxed_there), (True, 100.0))
        self.assertEqual((preview.is_there, preview.total_there, preview.tax_there), (True, 108.0, 8.0))


@tagged("post_install", "-at_install")
class TestPreviewOnDesktop(Previewing, DocumentCase):
    def test_the_number_as_desktop_holds_it_and_the_message_set(self):
        invoice = self.invoice((self.chair, 2, 100.0))
        preview = self.preview(invoice)
        self.assertEqual(preview.verdict, "ready", preview.problems)
        self.assertEqual(preview.number, self.connection._gateway().held_number(invoice.name))
        self.assertIn("<InvoiceAddRq", preview.message)
        self.assertIn(f"<RefNumber>{preview.number}</RefNumber>", preview.message)
