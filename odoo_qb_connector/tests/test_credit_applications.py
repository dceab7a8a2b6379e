"""Credits applied in QuickBooks Online as Odoo reconciles them: what is open is the same on both sides, each once."""

from decimal import Decimal

from odoo.tests import tagged

from .job_books import BooksCase
from .test_credit_notes import Crediting


class Reconciling(Crediting):
    """What is done in Odoo, in either edition."""

    def untaxed(self, quantity, day="2026-03-01", **values):
        """An invoice of `quantity` chairs of 10.00."""
        return self.invoice((self.chair, quantity, 10.0, self.env["account.tax"]), invoice_date=day, **values)

    def a_note(self, quantity):
        """A credit note of its own, of `quantity` chairs of 10.00, that credits nothing yet."""
        return self.untaxed(quantity, day="2026-03-05", move_type="out_refund")

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
class TestApplied(ApplyingCase):
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
