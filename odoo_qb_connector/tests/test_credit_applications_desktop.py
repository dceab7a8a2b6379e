"""Credits applied in QuickBooks Desktop as Odoo reconciles them, set by set: each once, whatever answer is lost."""

from odoo.tests import tagged

from .test_credit_applications import Reconciling
from .test_returns_desktop import DesktopReturnsCase


@tagged("post_install", "-at_install")
class TestAppliedOnDesktop(Reconciling, DesktopReturnsCase):
    def assert_open(self, *moves):
        """What is open of these, and of nothing else, is what is open in Odoo."""
        self.assertEqual(self.file.open(), {self.short(move): f"{move.amount_residual:.2f}" for move in moves})

    def short(self, move):
        return move._qb_link_for(self.connection).number

    def test_one_credit_against_two_invoices(self):
        first, second, note = self.untaxed(5), self.untaxed(5, day="2026-03-02"), self.a_note(8)
        self.reconcile(first, second, note)
        self.run_sessions()
        self.assertEqual([share for _invoice, _memo, share in self.file.applied], ["50.00", "30.00"])
        self.assert_open(first, second, note)
        self.assertEqual((note.qb_state, self.operations(note, state="failed")), ("sent", self.env["qb.operation"]))
        self.assertEqual(note.qb_applied, f"Applied to {first.name}: $\xa050.00, {second.name}: $\xa030.00.")

    def test_lost_answer_and_a_file_that_forgot_the_set(self):
        for forgets in (False, True):
            with self.subTest(forgets=forgets):
                self.file.applied = []
                invoice = self.untaxed(10)
                note = self.credit(invoice, {self.chair: 4})
                self.file.forgets, self.lose = forgets, "ReceivePaymentAdd"
                self.run_sessions()
                if forgets:
                    self.env["qb.exchange"].search([("state", "=", "unknown")]).write(
                        {"absent_counts_from": "2026-01-01 00:00:00", "look_at": "2026-01-01 00:00:00"}
                    )
                    self.run_sessions()
                self.assertEqual([share for _invoice, _memo, share in self.file.applied], ["40.00"])
                self.assertEqual((note.qb_state, note.qb_applied[:10]), ("sent", "Applied to"), note.qb_message)
                self.file.forgets = False

    def test_changed_reconciliation_adds_and_says_what_cannot_be_taken_off(self):
        first, second, note = self.untaxed(5), self.untaxed(5, day="2026-03-02"), self.a_note(8)
        self.reconcile(first, note)
        self.run_sessions()
        self.assert_open(first, second, note)
        self.reconcile(second, note)
        self.run_sessions()
        self.assert_open(first, second, note)
        self.undo(note)
        self.run_sessions()
        shown = self.short(note)
        self.assertEqual(
            note.qb_message,
            f"In Odoo {shown} is not reconciled any more with what it is applied to in QuickBooks: {first.name}: "
            f"$\xa050.00, {second.name}: $\xa030.00. QuickBooks Desktop lets no other program take a credit off: open "
            f"{first.name}, {second.name} there, press Apply Credits and take the tick off {shown}, then press Send "
            "Again.",
        )
        self.file.applied = []
        self.operations(note, state="failed").action_send_again()
        self.run_sessions()
        self.assert_open(first, second, note)
        self.assertEqual((note.qb_state, note.qb_applied), ("sent", False))

    def test_applied_by_hand_already(self):
        invoice, note = self.untaxed(10), self.a_note(4)
        self.run_sessions()
        ids = [move._qb_link_for(self.connection).qb_id for move in (invoice, note)]
        self.file.applied = [(*ids, "40.00")]
        self.reconcile(invoice, note)
        self.run_sessions()
        self.assertEqual(len(self.file.applied), 1)
        self.assert_open(invoice, note)
        self.assertEqual(note.qb_applied, f"Applied to {invoice.name}: $\xa040.00.")

    def test_said_to_be_applied_and_is_not(self):
        self.file.deaf = True
        invoice = self.untaxed(10)
        note = self.credit(invoice, {self.chair: 4})
        self.run_sessions()
        self.assertEqual(
            note.qb_message,
            f"QuickBooks said that it applied {note.name} to {invoice.name}, but there it is not applied. Open "
            f"{invoice.name} in QuickBooks, press Apply Credits and choose {note.name}, then press Send Again.",
        )

    def test_locked_there_it_goes_again(self):
        """A refusal is no word that it was done: what was refused is sent again."""
        invoice, note = self.untaxed(10), self.a_note(4)
        self.run_sessions()
        self.file.refused["ReceivePaymentAdd"] = ("3175", "because it is already in use.")
        self.reconcile(invoice, note)
        self.run_sessions()
        self.assertEqual((note.qb_state, self.file.applied), ("waiting", []))
        self.file.refused.clear()
        self.operations(note).not_before = False
        self.run_sessions()
        self.assert_open(invoice, note)
        self.assertEqual((note.qb_state, len(self.file.applied)), ("sent", 1))
