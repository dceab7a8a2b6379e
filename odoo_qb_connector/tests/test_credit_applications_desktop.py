"""Credits applied in QuickBooks Desktop as Odoo reconciles them, set by set: each once, whatever answer is lost."""

from decimal import Decimal

from odoo.tests import tagged

from .test_credit_applications import Reconciling
from .test_returns_desktop import Books, DesktopReturnsCase

TOO_MUCH = 'The "AppliedAmount" field has an invalid value.  QuickBooks error message: You cannot pay more than the amount'
LATER = "2026-03-05 12:00:00"


class CreditBooks(Books):
    """That also applies credits. `deaf`: says that it applied one and does nothing."""

    def __init__(self):
        super().__init__()
        self.applied = []
        self.deaf = False

    def _ReceivePaymentAdd(self, request):
        add = request.find("ReceivePaymentAdd")
        asked = [
            (one.findtext("TxnID"), one.findtext("SetCredit/CreditTxnID"), Decimal(one.findtext("SetCredit/AppliedAmount")))
            for one in add.findall("AppliedToTxnAdd")
        ]
        if any(share > min(self.left(invoice), self.left(memo)) for invoice, memo, share in asked):
            return "", "3210", TOO_MUCH
        if not self.deaf:
            self.applied += asked
        return "", "0", "Status OK"

    def left(self, identity):
        """What is open of an invoice or credit memo."""
        one = self.invoices.get(identity) or self.memos[identity]
        used = sum(share for invoice, memo, share in self.applied if identity in (invoice, memo))
        return Decimal(one["total"]) - used - Decimal(self.paid.get(identity, "0.00"))

    def open(self):
        """{number: what is open} of everything there."""
        return {one["number"]: f"{self.left(key):.2f}" for key, one in {**self.invoices, **self.memos}.items()}

    def _invoice(self, identity):
        shown = super()._invoice(identity)
        if identity in self.memos or f"<TxnID>{identity}</TxnID>" not in shown:
            return shown
        before = shown.split("<BalanceRemaining>")[0]
        return f"{before}<BalanceRemaining>{self.left(identity)}</BalanceRemaining>{shown.split('</BalanceRemaining>')[1]}"

    def _CreditMemoQuery(self, request):
        identity = request.findtext("TxnID")
        if identity not in self.memos:
            return "", "500", "The query request has not been fully completed."
        one = self.memos[identity]
        shown = self._shown("CreditMemo", identity, one).replace("</BalanceRemaining>", "</BalanceRemaining>", 1)
        figures = f"<TotalAmount>{one['total']}</TotalAmount><CreditRemaining>{self.left(identity)}</CreditRemaining>"
        links = "".join(
            f"<LinkedTxn><TxnID>{invoice}</TxnID><TxnType>Invoice</TxnType><TxnDate>2026-03-01</TxnDate>"
            f"<LinkType>AMTTYPE</LinkType><Amount>-{share}</Amount></LinkedTxn>"
            for invoice, memo, share in self.applied
            if memo == identity
        )
        return shown.replace("</Memo>", f"</Memo>{figures}{links}"), "0", "Status OK"


@tagged("post_install", "-at_install")
class TestAppliedOnDesktop(Reconciling, DesktopReturnsCase):
    def setUp(self):
        super().setUp()
        self.file = CreditBooks()

    def assert_open(self, *moves):
        """What is open of these, and of nothing else, is what is open in Odoo."""
        self.assertEqual(self.file.open(), {self.short(move): f"{move.amount_residual:.2f}" for move in moves})

    def short(self, move):
        return move._qb_link_for(self.connection).number

    def test_one_credit_against_two_invoices(self):
        first, second, note = self.untaxed(5), self.untaxed(5, day="2026-03-02"), self.a_note(8)
        self.reconcile(first, second, note)
        self.run_sessions()
        self.assertEqual([share for _invoice, _memo, share in self.file.applied], [50, 30])
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
                self.assertEqual([share for _invoice, _memo, share in self.file.applied], [40])
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
        self.file.applied = [(*ids, Decimal("40.00"))]
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
