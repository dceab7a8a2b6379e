"""Credits applied in QuickBooks Online as Odoo reconciles them: what is open is the same on both sides, each once."""

import runpy
from decimal import Decimal

from odoo import fields
from odoo.addons.odoo_qb_connector.models.document_preview import Foreseen
from odoo.tests import tagged
from odoo.tools import file_path

from .job_books import BooksCase
from .returning import Returning
from .test_credit_notes import Crediting
from .test_receipts import Receiving


class Reconciling(Crediting):
    """What is done in Odoo, in either edition."""

    def untaxed(self, quantity, day="2026-03-01", **values):
        """An invoice of `quantity` chairs of 10.00."""
        return self.invoice((self.chair, quantity, 10.0, self.env["account.tax"]), invoice_date=day, **values)

    def a_note(self, quantity, **values):
        """A credit note of its own, of `quantity` chairs of 10.00, that credits nothing yet."""
        return self.untaxed(quantity, day="2026-03-05", move_type="out_refund", **values)

    def today(self):
        return str(self.connection._local_date(fields.Datetime.now()))

    def reconcile(self, *moves):
        lines = self.env["account.move.line"].union(*(move._qb_receivable_lines() for move in moves))
        lines.reconcile()

    def undo(self, move):
        move._qb_receivable_lines().remove_move_reconcile()


class ApplyingCase(Reconciling, BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    # ------------------------------------------------------------------ what is there

    def there(self, move):
        """The invoice or credit memo of `move` in QuickBooks."""
        kind = "CreditMemo" if move.move_type == "out_refund" else "Invoice"
        return next(one for one in self.books(kind) if one.get("DocNumber") == move.name)

    def payments(self):
        """[(total, {invoice or credit memo: amount})] of the payments that were sent from here."""
        numbers = {one["Id"]: one["DocNumber"] for kind in ("Invoice", "CreditMemo") for one in self.books(kind)}
        ours = [one for one in self.books("Payment") if "[odoo:" in one.get("PrivateNote", "")]
        return [
            (
                Decimal(str(one["TotalAmt"])),
                {numbers[line["LinkedTxn"][0]["TxnId"]]: Decimal(str(line["Amount"])) for line in one["Line"]},
            )
            for one in ours
        ]

    def assert_open(self, **amounts):
        """What is open of these documents, in QuickBooks as in Odoo: assert_open(invoice=(move, "60.00"))."""
        for name, (move, expected) in amounts.items():
            there = Decimal(str(self.there(move)["Balance"]))
            self.assertEqual(there, Decimal(expected), f"{name} there")
            self.assertEqual(f"{move.amount_residual:.2f}", expected, f"{name} here")
        self.assert_same_receivable()

    def assert_same_receivable(self):
        """The customer owes the same on both sides."""
        there = next(one for one in self.books("Customer") if one["DisplayName"] == self.customer.name)
        lines = self.env["account.move.line"].search(
            [
                ("partner_id", "=", self.customer.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
            ]
        )
        self.assertEqual(Decimal(str(there["Balance"])), Decimal(f"{sum(lines.mapped('amount_residual')):.2f}"))


@tagged("post_install", "-at_install")
class TestApplied(Returning, Receiving, ApplyingCase):
    def test_credit_note_of_a_part(self):
        invoice = self.untaxed(10)
        note = self.credit(invoice, {self.chair: 4})
        self.run_queue()
        self.assertEqual(self.payments(), [(0, {invoice.name: 40, note.name: 40})])
        self.assert_open(invoice=(invoice, "60.00"), note=(note, "0.00"))
        self.assertEqual((note.qb_state, note.qb_number, invoice.qb_state), ("sent", note.name, "sent"))
        self.assertEqual(note.qb_applied, f"Applied to {invoice.name}: $\xa040.00.")
        self.assertEqual(invoice.qb_applied, f"Credited in QuickBooks by {note.name}: $\xa040.00.")
        payment = self.books("Payment")[-1]
        self.assertEqual(payment["TxnDate"], "2026-03-05")
        self.assertIn(f"{note.name} applied to {invoice.name}", payment["PrivateNote"])

    def test_one_credit_against_two_invoices(self):
        first, second, note = self.untaxed(5), self.untaxed(5, day="2026-03-02"), self.a_note(8)
        self.reconcile(first, second, note)
        self.run_queue()
        self.assertEqual(self.payments(), [(0, {first.name: 50, second.name: 30, note.name: 80})])
        self.assert_open(first=(first, "0.00"), second=(second, "20.00"), note=(note, "0.00"))

    def test_two_credits_against_one_invoice(self):
        invoice = self.untaxed(10)
        notes = [self.credit(invoice, {self.chair: count}) for count in (3, 7)]
        self.run_queue()
        self.assertEqual(len(self.payments()), 2)
        self.assert_open(invoice=(invoice, "0.00"), first=(notes[0], "0.00"), second=(notes[1], "0.00"))

    def test_reconciled_later_changed_and_undone(self):
        first, second, note = self.untaxed(5), self.untaxed(5, day="2026-03-02"), self.a_note(8)
        self.run_queue()
        self.assertEqual(self.payments(), [])
        self.assert_open(first=(first, "50.00"), second=(second, "50.00"))
        self.reconcile(first, note)
        self.run_queue()
        self.assertEqual(self.payments(), [(0, {first.name: 50, note.name: 50})])
        self.assertEqual(Decimal(str(self.there(note)["Balance"])), Decimal("30"))
        self.reconcile(second, note)
        self.run_queue()
        self.assertEqual(self.payments(), [(0, {first.name: 50, second.name: 30, note.name: 80})])
        self.assert_open(first=(first, "0.00"), second=(second, "20.00"), note=(note, "0.00"))
        self.undo(note)
        self.run_queue()
        self.assertEqual(self.payments(), [])
        self.assert_open(first=(first, "50.00"), second=(second, "50.00"))
        self.assertEqual(Decimal(str(self.there(note)["Balance"])), Decimal("80"))
        self.assertEqual((note.qb_state, note.qb_applied, first.qb_applied), ("sent", False, False))
        self.reconcile(second, note)
        self.run_queue()
        self.assertEqual(self.payments(), [(0, {second.name: 50, note.name: 50})])
        self.assert_open(first=(first, "50.00"), second=(second, "0.00"))

    def test_one_credit_in_place_of_another(self):
        """Both wishes are in one run of the queue: the second reads what the first has made open."""
        invoice, first, second = self.untaxed(10), self.a_note(10), self.a_note(10)
        self.reconcile(invoice, first)
        self.run_queue()
        self.undo(first)
        self.reconcile(invoice, second)
        self.run_queue()
        self.assertEqual(self.payments(), [(0, {invoice.name: 100, second.name: 100})])
        self.assert_same_receivable()

    def test_lost_answers_leave_one_application(self):
        first, second, note = self.untaxed(5), self.untaxed(5, day="2026-03-02"), self.a_note(8)
        self.run_queue()
        for step, applied in (("create", [first]), ("update", [first, second]), ("delete", [])):
            with self.subTest(step=step):
                order = self.company.order("cut_after", match={"entity": "payment", "operation": step})
                if applied:
                    self.reconcile(*applied, note)
                else:
                    self.undo(note)
                self.run_queue()
                self.assertTrue(self.company.wait_for(order))
                shares = {one.name: share for one, share in zip(applied, (50, 30), strict=False)}
                whole = [(0, {**shares, note.name: sum(shares.values())})] if applied else []
                self.assertEqual(self.payments(), whole)
                self.assertEqual(note.qb_state, "sent", note.qb_message)

    def test_what_quickbooks_applied_by_itself(self):
        """It takes open credits for new invoices: what it applied as Odoo did is not applied again, and what it applied
        to another invoice is said."""
        self.control("/preferences", {"SalesFormsPrefs": {"AutoApplyPayments": True}})
        note = self.a_note(8)
        self.run_queue()
        invoice, other = self.untaxed(5), self.untaxed(5, day="2026-03-02")
        self.reconcile(invoice, note)
        self.run_queue()
        self.assertEqual(self.payments(), [])
        there = [Decimal(str(self.there(move)["Balance"])) for move in (invoice, other, note)]
        self.assertEqual(there, [0, 20, 0])
        self.assertEqual(note.qb_applied, f"Applied to {invoice.name}: $\xa050.00.")
        third = self.untaxed(3, day="2026-03-03")
        self.control("/preferences", {"SalesFormsPrefs": {"AutoApplyPayments": False}})
        self.run_queue()
        self.reconcile(third, note)
        self.run_queue()
        self.assertEqual(self.payments(), [])
        self.assertEqual(
            note.qb_applied,
            f"Applied to {invoice.name}: $\xa050.00. Odoo reconciled more than is open in QuickBooks: {third.name}: "
            "$\xa030.00. There this credit is used, or the invoice is paid, in another way.",
        )

    def test_a_refusal_is_looked_into_once(self):
        invoice, note = self.untaxed(10), self.a_note(4)
        self.run_queue()
        self.company.order("closed_books", match={"entity": "payment"})
        self.reconcile(invoice, note)
        self.run_queue()
        self.assertEqual(self.payments(), [(0, {invoice.name: 40, note.name: 40})])
        self.company.order("closed_books", match={"entity": "payment"}, count=5)
        self.undo(note)
        self.run_queue()
        self.assertEqual((note.qb_state, len(self.payments())), ("failed", 1))
        self.assertEqual(self.operations(note, state="failed").error_problem, "period_closed")

    def test_the_preview_says_what_follows(self):
        invoice = self.untaxed(10)
        note = self.credit(invoice, {self.chair: 4})
        words = f"Then it is applied to {invoice.name}: $\xa040.00."
        self.assertEqual((note._qb_amounts()["applies"], invoice._qb_amounts()["applies"]), (words, False))
        preview = self.env["qb.preview"]._of([Foreseen("N", odoo=note._qb_amounts())], note, self.connection)
        self.assertEqual(preview.applies, words)
        self.connection.apply_credits = False
        self.assertFalse(note._qb_amounts()["applies"])

    def test_only_where_the_connection_says_so(self):
        self.connection.apply_credits = False
        invoice = self.untaxed(10)
        note = self.credit(invoice, {self.chair: 4})
        self.run_queue()
        self.assertEqual((self.payments(), note.qb_state, note.qb_applied), ([], "sent", False))
        self.assertEqual(Decimal(str(self.there(note)["Balance"])), Decimal("40"))
        self.assertNotIn("apply", self.env["qb.operation"].search([]).mapped("verb"))

    def test_what_is_only_linked_is_not_touched(self):
        invoice, note = self.untaxed(10), self.a_note(4)
        self.run_queue()
        self.connection.default_channel_id.existing = "link"
        self.reconcile(invoice, note)
        self.run_queue()
        self.assertEqual((self.payments(), self.there(note)["Balance"]), ([], 40))
        done = self.operations(note, state="done").filtered(lambda one: one.verb == "apply")
        self.assertEqual(done.note, note._qb_untouched_words())

    def test_a_sales_receipt_has_nothing_to_apply(self):
        invoice, note = self.untaxed(10), self.a_note(4)
        self.connection.default_channel_id.receipts = True
        self.pay(invoice)
        self.run_queue()
        self.assertEqual([one["DocNumber"] for one in self.books("SalesReceipt")][-1:], [invoice.name])
        self.undo(invoice)
        self.reconcile(invoice, note)
        self.run_queue()
        self.assertEqual((self.payments(), note.qb_state), ([], "sent"))
        self.assertEqual(note.qb_applied, f"{invoice.name} is paid as a sales receipt in QuickBooks.")

    def test_a_changed_invoice(self):
        """Reset to draft, its credit is taken off before it is changed there, and put back when it is reconciled."""
        invoice = self.untaxed(10)
        note = self.credit(invoice, {self.chair: 4})
        self.run_queue()
        invoice.button_draft()
        invoice.invoice_line_ids.quantity = 3
        invoice.action_post()
        self.run_queue()
        self.assertEqual(self.payments(), [])
        self.assertEqual(Decimal(str(self.there(invoice)["TotalAmt"])), Decimal("30"))
        self.reconcile(invoice, note)
        self.run_queue()
        self.assertEqual(self.payments(), [(0, {invoice.name: 30, note.name: 30})])
        self.assert_open(invoice=(invoice, "0.00"))

    def test_cancelled_invoice_and_cancelled_credit_note(self):
        """The credit is taken off first, so that the rule of payments lets the document go."""
        invoice = self.untaxed(10, day=self.today())
        note = self.credit(invoice, {self.chair: 4})
        self.run_queue()
        self.assertEqual(len(self.payments()), 1)
        invoice.button_cancel()
        self.run_queue()
        self.assertEqual((self.payments(), invoice.qb_state), ([], "skipped"), invoice.qb_message)
        self.assertEqual(Decimal(str(self.there(invoice)["TotalAmt"])), Decimal("0"))
        another = self.untaxed(10, day=self.today())
        self.reconcile(another, note)
        self.run_queue()
        self.assertEqual(len(self.payments()), 1)

    def test_foreign_currency(self):
        """The same is open in the currency of both; what the rates make of it, each side books for itself."""
        self.open_books("us-ast", multicurrency=True)
        euro = self.env.ref("base.EUR")
        euro.active = True
        for day, rate in (("2026-03-01", 0.8), ("2026-03-05", 0.5)):
            self.env["res.currency.rate"].create({"currency_id": euro.id, "name": day, "rate": rate})
        invoice, note = self.untaxed(10, currency_id=euro.id), self.a_note(4, currency_id=euro.id)
        self.reconcile(invoice, note)
        self.run_queue()
        self.assertEqual(self.payments(), [(0, {invoice.name: 40, note.name: 40})], note.qb_message)
        self.assertEqual(self.books("Payment")[-1]["CurrencyRef"]["value"], "EUR")
        self.assertEqual(Decimal(str(self.there(invoice)["Balance"])), Decimal("60"))
        self.assertEqual(invoice.amount_residual, 60.0)
        sent = self.env["qb.operation"].search([("res_model", "=", "account.move")]).mapped("res_id")
        self.assertEqual(set(sent), set((invoice | note).ids), "what the rates make of it is not sent")

    def test_settled_by_deletion_applies_nothing(self):
        picking = self.shipped(self.order((self.chair, 2)))
        self.run_queue()
        self.returned(picking)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assertEqual((note.qb_state, self.payments(), note.qb_applied), ("settled", [], False))

    def test_older_connections_stay_as_they_were(self):
        """Nothing is applied to years of credits at once; a new connection applies them."""
        self.assertTrue(self.connection.apply_credits)
        place = file_path("odoo_qb_connector/migrations/0.0.0/pre-apply_credits.py")
        migrate = runpy.run_path(place)["migrate"]
        migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertTrue(self.connection.apply_credits, "a second update changes nothing")
        self.env.cr.execute("ALTER TABLE qb_connection DROP COLUMN apply_credits")
        migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertFalse(self.connection.apply_credits)
