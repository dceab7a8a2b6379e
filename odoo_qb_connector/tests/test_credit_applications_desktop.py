"""Credits applied in company files of QuickBooks Desktop as Odoo reconciles them: each once, whatever gets lost."""

from decimal import Decimal

from odoo.tests import tagged

from .desktop_country import CountryCase
from .test_credit_applications import Reconciling

FORGET = (
    b'<?xml version="1.0" encoding="utf-8"?>\n<?qbxml version="13.0"?>\n'
    b'<QBXML><QBXMLMsgsRq onError="stopOnError" oldMessageSetID="CLR-ALL-MSG-SETS"></QBXMLMsgsRq></QBXML>'
)
"""QuickBooks forgets every message set of the program (spec qbd 3.5)."""


class Applied(Reconciling):
    """What is open in the company file, beside what is open in Odoo. `forgets`: after an answer was lost QuickBooks
    knows nothing of its sets any more."""

    forgets = False

    def carry(self, store, request):
        lost = self.lose
        carried = super().carry(store, request)
        if self.forgets and lost and not self.lose:
            self.assertIn('messageSetStatusCode="0"', self.file.answer(FORGET)[0])
        return carried

    def documents(self):
        """{number: document} of invoices and credit memos."""
        return {**self.numbered("Invoice"), **self.numbered("CreditMemo")}

    def assert_open(self, *moves):
        """What is open of these, and of nothing else, is what is open in Odoo."""
        there = {
            number: one.get("BalanceRemaining") or one["CreditRemaining"] for number, one in self.documents().items()
        }
        self.assertEqual(there, {self.short(move): f"{move.amount_residual:.2f}" for move in moves})

    def applied(self, note):
        """[(number of an invoice, share)] of what this credit memo pays there."""
        links = self.numbered("CreditMemo")[self.short(note)].get("LinkedTxn", [])
        return [(link["RefNumber"], str(-Decimal(link["Amount"]))) for link in links]

    def assert_applied(self, note, *shares):
        """These (invoice, amount) and no others."""
        self.assertEqual(self.applied(note), [(self.short(invoice), share) for invoice, share in shares])

    def short(self, move):
        return move._qb_link_for(self.connection).number

    def txn_id(self, move):
        return move._qb_link_for(self.connection).qb_id

    def words(self, move, amount):
        return f"{move.name}: {move.currency_id.format(amount)}"

    def applications_sent(self):
        return [body for body in self.file.seen if b"ReceivePaymentAdd" in body]


class Life(Applied):
    """In each country."""

    def test_credit_note_of_a_part(self):
        invoice = self.invoice((self.chair, 10, 10.0))
        note = self.credit(invoice, {self.chair: 4})
        self.sent(invoice, note)
        self.assertIn(f"Credit for {invoice.name}", self.there(note, "CreditMemo")["Memo"])
        self.assert_applied(note, (invoice, f"{note.amount_total:.2f}"))
        self.assert_open(invoice, note)
        self.assertEqual(note.qb_applied, f"Applied to {self.words(invoice, note.amount_total)}.")
        self.assertEqual(invoice.qb_applied, f"Credited in QuickBooks by {self.words(note, note.amount_total)}.")

    def test_one_credit_against_two_invoices(self):
        first, second, note = self.untaxed(5), self.untaxed(5, day="2026-03-02"), self.a_note(8)
        self.reconcile(first, second, note)
        self.run_queue()
        self.assert_applied(note, (first, "50.00"), (second, "30.00"))
        self.assert_open(first, second, note)
        self.assertEqual((note.qb_state, self.operations(note, state="failed")), ("sent", self.env["qb.operation"]))
        self.assertEqual(note.qb_applied, f"Applied to {self.words(first, 50)}, {self.words(second, 30)}.")

    def test_two_credits_against_one_invoice(self):
        invoice = self.untaxed(10)
        notes = [self.credit(invoice, {self.chair: count}) for count in (3, 7)]
        self.run_queue()
        for note, share in zip(notes, ("30.00", "70.00"), strict=True):
            self.assert_applied(note, (invoice, share))
        self.assert_open(invoice, *notes)
        self.assertEqual(self.numbered("Invoice")[self.short(invoice)]["IsPaid"], "true")

    def test_lost_answer_and_a_file_that_forgot_the_set(self):
        for forgets in (False, True):
            with self.subTest(forgets=forgets):
                invoice = self.untaxed(10)
                note = self.credit(invoice, {self.chair: 4})
                before = len(self.applications_sent())
                self.forgets, self.lose = forgets, "ReceivePaymentAdd"
                self.run_queue()
                self.assertFalse(self.lose)
                if forgets:
                    self.env["qb.exchange"].search([("state", "=", "unknown")]).write(
                        {"absent_counts_from": "2026-01-01 00:00:00", "look_at": "2026-01-01 00:00:00"}
                    )
                    self.run_queue()
                self.assert_applied(note, (invoice, "40.00"))
                self.assertEqual((note.qb_state, note.qb_applied[:10]), ("sent", "Applied to"), note.qb_message)
                self.assertEqual(len(self.applications_sent()), before + 1)

    def test_changed_reconciliation_adds_and_says_what_cannot_be_taken_off(self):
        first, second, note = self.untaxed(5), self.untaxed(5, day="2026-03-02"), self.a_note(8)
        self.reconcile(first, note)
        self.run_queue()
        self.assert_open(first, second, note)
        self.reconcile(second, note)
        self.run_queue()
        self.assert_open(first, second, note)
        self.assert_applied(note, (first, "50.00"), (second, "30.00"))
        self.undo(note)
        self.run_queue()
        shown = self.short(note)
        self.assertEqual(
            note.qb_message,
            f"In Odoo {shown} is not reconciled any more with what it is applied to in QuickBooks: "
            f"{self.words(first, 50)}, {self.words(second, 30)}. QuickBooks Desktop lets no other program take a "
            f"credit off: open {first.name}, {second.name} there, press Apply Credits and take the tick off {shown}, "
            "then press Send Again.",
        )
        self.company.take_off_credit(self.txn_id(note))
        self.operations(note, state="failed").action_send_again()
        self.run_queue()
        self.assert_open(first, second, note)
        self.assertEqual((note.qb_state, note.qb_applied), ("sent", False))

    def test_applied_by_hand_already(self):
        invoice, note = self.untaxed(10), self.a_note(4)
        self.run_queue()
        credit = f"<SetCredit><CreditTxnID>{self.txn_id(note)}</CreditTxnID><AppliedAmount>40.00</AppliedAmount>"
        customer = self.numbered("Invoice")[self.short(invoice)]["CustomerRef"]["ListID"]
        self.enter(
            f"<ReceivePaymentAddRq><ReceivePaymentAdd><CustomerRef><ListID>{customer}</ListID></CustomerRef>"
            f"<AppliedToTxnAdd><TxnID>{self.txn_id(invoice)}</TxnID>{credit}</SetCredit></AppliedToTxnAdd>"
            "</ReceivePaymentAdd></ReceivePaymentAddRq>"
        )
        self.reconcile(invoice, note)
        self.run_queue()
        self.assertEqual(self.applications_sent(), [])
        self.assert_applied(note, (invoice, "40.00"))
        self.assert_open(invoice, note)
        self.assertEqual(note.qb_applied, f"Applied to {self.words(invoice, 40)}.")

    def test_paid_there_in_another_way(self):
        """What is open there is never overdrawn, and what is short is said."""
        invoice, note = self.untaxed(10), self.a_note(4)
        self.run_queue()
        self.company.receive_payment(self.txn_id(invoice), "75.00")
        self.reconcile(invoice, note)
        self.run_queue()
        self.assert_applied(note, (invoice, "25.00"))
        self.assertEqual(
            note.qb_applied,
            f"Applied to {self.words(invoice, 25)}. Odoo reconciled more than is open in QuickBooks: "
            f"{self.words(invoice, 15)}. There this credit is used, or the invoice is paid, in another way.",
        )

    def test_said_to_be_applied_and_is_not(self):
        """A person takes it off between two sets of one session."""
        invoice = self.untaxed(10)
        note = self.credit(invoice, {self.chair: 4})
        answer = self.file.answer

        def taken_off(body):
            answered = answer(body)
            if b"ReceivePaymentAdd" in body:
                self.company.take_off_credit(self.txn_id(note))
            return answered

        self.file.answer = taken_off
        self.run_queue()
        self.assert_applied(note)
        self.assertEqual(
            note.qb_message,
            f"QuickBooks said that it applied {note.name} to {invoice.name}, but there it is not applied. Open "
            f"{invoice.name} in QuickBooks, press Apply Credits and choose {note.name}, then press Send Again.",
        )

    def test_locked_there_it_goes_again(self):
        """A refusal is no word that it was done: what was refused is sent again."""
        invoice, note = self.untaxed(10), self.a_note(4)
        self.run_queue()
        self.company.lock(self.txn_id(invoice))
        self.reconcile(invoice, note)
        self.run_queue()
        self.assertEqual((note.qb_state, self.applied(note)), ("waiting", []))
        self.company.lock(self.txn_id(invoice), False)
        self.operations(note).not_before = False
        self.run_queue()
        self.assert_open(invoice, note)
        self.assert_applied(note, (invoice, "40.00"))
        self.assertEqual(note.qb_state, "sent")

    def test_only_where_the_connection_says_so(self):
        self.connection.apply_credits = False
        invoice = self.untaxed(10)
        note = self.credit(invoice, {self.chair: 4})
        self.sent(invoice, note)
        self.assertEqual((self.applied(note), self.applications_sent(), note.qb_applied), ([], [], False))

    def test_a_cancelled_invoice_waits_for_a_person(self):
        """Its credit can only be taken off there: until then it stays, and says so."""
        invoice = self.untaxed(10, day=str(self.today()))
        note = self.credit(invoice, {self.chair: 4})
        self.sent(invoice, note)
        invoice.button_cancel()
        self.run_queue()
        self.assert_applied(note, (invoice, "40.00"))
        self.assertIn("press Apply Credits and take the tick off", note.qb_message)
        self.assertEqual((invoice.qb_state, invoice.qb_message), ("failed", f"{note.display_name}: {note.qb_message}"))
        self.company.take_off_credit(self.txn_id(note))
        self.operations(note, state="failed").action_send_again()
        self.run_queue()
        self.assertEqual(invoice.qb_state, "skipped", invoice.qb_message)
        self.assertEqual(self.money(self.numbered("Invoice")[self.short(invoice)]), (0, 0))

    def test_two_exchange_rates(self):
        """Whether QuickBooks lets a program apply such a credit is not documented: refused, it says what a person can
        do, and it goes by itself when both are of one rate."""
        self.open_books(self.country, self.codes, multicurrency=True)
        euro = self.own_currency("EUR")
        for day, rate in (("2026-03-01", 0.8), ("2026-03-05", 0.5)):
            self.env["res.currency.rate"].create({"currency_id": euro.id, "name": day, "rate": rate})
        invoice, note = self.untaxed(10, currency_id=euro.id), self.a_note(4, currency_id=euro.id)
        self.reconcile(invoice, note)
        self.run_queue()
        self.assert_applied(note)
        self.assertEqual((note.qb_state, invoice.qb_state, len(self.applications_sent())), ("failed", "sent", 1))
        self.assertEqual(
            note.qb_message,
            f"QuickBooks Desktop did not apply {note.name} to {invoice.name}, which is of another exchange rate: This "
            f"request is not supported by this implementation. Open {invoice.name} there, press Apply Credits and "
            f"choose {note.name}, then press Send Again.",
        )
        self.undo(note)
        same = self.untaxed(3, day="2026-03-05", currency_id=euro.id)
        self.reconcile(same, note)
        self.run_queue()
        self.assert_applied(note, (same, "30.00"))
        self.assert_open(invoice, same, note)
        self.assertEqual((note.qb_state, note.qb_applied), ("sent", f"Applied to {self.words(same, 30)}."))


@tagged("post_install", "-at_install")
class TestUnitedStates(Life, CountryCase):
    pass


@tagged("post_install", "-at_install")
class TestCanada(Life, CountryCase):
    country, currency, percent, codes = "CA", "CAD", 13, ("H", "E")
