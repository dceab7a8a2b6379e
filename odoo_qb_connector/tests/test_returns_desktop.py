"""Ship, take back, ship again with QuickBooks Desktop: the same, set by set, as the Web Connector fetches them."""

from decimal import Decimal

from odoo.addons.odoo_qb_connector.desktop import ref_number
from odoo.tests import tagged

from .company_file import CompanyFile
from .desktop_sessions import RunsSessions
from .returning import Returning
from .test_desktop_documents import DocumentCase

TOO_MUCH = "QuickBooks error message: You cannot pay more than the amount due."


class Books(CompanyFile):
    """With amounts: what a document's lines add up to, what is paid of an invoice, credit memos and what they are
    applied to. `deaf`: it says that it applied a credit and does not."""

    def __init__(self):
        super().__init__()
        self.memos = {}
        self.paid = {}
        self.applied = []
        self.deaf = False

    def _InvoiceAdd(self, request):
        answered = super()._InvoiceAdd(request)
        newest = list(self.invoices)[-1]
        self.invoices[newest]["total"] = self._sum(request.find("InvoiceAdd"), "InvoiceLineAdd")
        return self._invoice(newest), *answered[1:]

    def _CreditMemoAdd(self, request):
        add = request.find("CreditMemoAdd")
        identity = f"M-{next(self._ids)}"
        self.memos[identity] = {
            "number": add.findtext("RefNumber"),
            "memo": add.findtext("Memo"),
            "date": add.findtext("TxnDate"),
            "total": self._sum(add, "CreditMemoLineAdd"),
            "token": "1",
        }
        shown = self._shown("CreditMemo", identity, self.memos[identity])
        return (
            shown.replace("</Memo>", "</Memo><TotalAmount>{total}</TotalAmount>".format(**self.memos[identity])),
            ("0"),
            "Status OK",
        )

    def _TxnVoid(self, request):
        one = self.invoices[request.findtext("TxnID")]
        one.update(total="0.00", memo=f"VOID: {one['memo']}", token=str(int(one["token"]) + 1))
        return f"<TxnVoidType>Invoice</TxnVoidType><TxnID>{request.findtext('TxnID')}</TxnID>", "0", "Status OK"

    def _invoice(self, identity):
        shown = super()._invoice(identity)
        return shown.replace("<Memo>", f"<BalanceRemaining>{self.left(identity)}</BalanceRemaining><Memo>")

    def _ReceivePaymentAdd(self, request):
        asked = [
            (one.findtext("TxnID"), one.findtext("SetCredit/CreditTxnID"), one.findtext("SetCredit/AppliedAmount"))
            for one in request.iter("AppliedToTxnAdd")
        ]
        if any(Decimal(share) > min(self.left(invoice), self.left(memo)) for invoice, memo, share in asked):
            return "", "3210", TOO_MUCH
        if not self.deaf:
            self.applied += asked
        return "", "0", "Status OK"

    def _CreditMemoQuery(self, request):
        identity = request.findtext("TxnID")
        if identity not in self.memos:
            return "", "500", "The query request has not been fully completed."
        figures = "<TotalAmount>{total}</TotalAmount>".format(**self.memos[identity])
        figures += f"<CreditRemaining>{self.left(identity)}</CreditRemaining>"
        for invoice, memo, share in self.applied:
            if memo == identity:
                figures += f"<LinkedTxn><TxnID>{invoice}</TxnID><TxnType>Invoice</TxnType><LinkType>AMTTYPE</LinkType>"
                figures += f"<Amount>-{share}</Amount></LinkedTxn>"
        shown = self._shown("CreditMemo", identity, self.memos[identity])
        return shown.replace("</Memo>", f"</Memo>{figures}"), "0", "Status OK"

    def left(self, identity):
        """What is open of an invoice or credit memo."""
        one = self.invoices.get(identity) or self.memos[identity]
        used = sum(Decimal(share) for invoice, memo, share in self.applied if identity in (invoice, memo))
        return Decimal(one["total"]) - used - Decimal(self.paid.get(identity, "0.00"))

    def open(self):
        """{number: what is open} of everything there."""
        return {one["number"]: f"{self.left(key):.2f}" for key, one in {**self.invoices, **self.memos}.items()}

    def _shown(self, kind, identity, one):
        self.invoices[identity] = one
        shown = CompanyFile._invoice(self, identity).replace("InvoiceRet", f"{kind}Ret")
        del self.invoices[identity]
        return shown

    @staticmethod
    def _sum(add, line):
        total = Decimal("0.00")
        for one in add.iter(line):
            said = one.findtext("Amount")
            total += Decimal(said) if said else Decimal(one.findtext("Quantity")) * Decimal(one.findtext("Rate"))
        return str(total.quantize(Decimal("0.01")))

    def there(self):
        """{number: total} of the invoices, and of the credit memos."""
        return tuple({one["number"]: one["total"] for one in kept.values()} for kept in (self.invoices, self.memos))


class DesktopReturnsCase(RunsSessions, Returning, DocumentCase):
    def setUp(self):
        super().setUp()
        self.connection.status_ids.state = "connected"
        (self.chair | self.desk).taxes_id = False
        self.file = Books()

    def assert_there(self, *invoices, memos=()):
        shown = [{ref_number(move.name): f"{move.amount_total:.2f}" for move in moves} for moves in (invoices, memos)]
        self.assertEqual(self.file.there(), tuple(shown))

    def arrived(self, *lines):
        picking = self.shipped(self.order(*lines))
        self.run_sessions()
        self.assert_there(picking.qb_invoice_ids)
        return picking


@tagged("post_install", "-at_install")
class TestDesktopReturns(DesktopReturnsCase):
    def test_shipped_returned_and_shipped_again_and_again(self):
        picking = self.arrived((self.chair, 3, 33.33), (self.desk, 1))
        self.assertEqual(picking.qb_invoice_ids.amount_total, 349.99)
        for turn in range(2):
            back = self.returned(picking, day=11 + turn)
            self.run_sessions()
            self.assert_there()
            self.assertEqual(back.qb_state, "settled", back.qb_message)
            picking = self.shipped_again(back, day=12 + turn)
            self.run_sessions()
            self.assert_there(picking.qb_invoice_ids)
        self.assertEqual(picking.qb_state, "sent")

    def test_a_part_is_a_credit_memo_dated_on_the_return(self):
        picking = self.arrived((self.chair, 3, 33.33), (self.desk, 1))
        self.returned(picking, {self.chair: 1}, day=20)
        self.run_sessions()
        note = self.credit_notes(picking.sale_id)
        self.assert_there(picking.qb_invoice_ids, memos=[note])
        (memo,) = self.file.memos.values()
        self.assertEqual((memo["date"], memo["total"]), ("2026-03-20", "33.33"))

    def test_paid_there_it_is_credited(self):
        picking = self.arrived((self.chair, 2))
        self.file.paid[next(iter(self.file.invoices))] = "1.00"
        self.returned(picking)
        self.run_sessions()
        note = self.credit_notes(picking.sale_id)
        self.assert_there(picking.qb_invoice_ids, memos=[note])
        self.assertEqual((note.qb_reversal, note.qb_state), ("deletion", "sent"))

    def test_refused_for_the_closing_date_it_is_credited(self):
        picking = self.arrived((self.chair, 2))
        self.file.refused["TxnDel"] = ("3161", "Cannot delete the transaction: the books are closed.")
        self.returned(picking)
        self.run_sessions()
        self.assert_there(picking.qb_invoice_ids, memos=self.credit_notes(picking.sale_id))

    def test_a_deletion_whose_answer_was_lost(self):
        self.connection.execution_limit = 0
        picking = self.arrived((self.chair, 2))
        back = self.returned(picking)
        self.lose = "TxnDelRq"
        self.run_sessions()
        self.assertFalse(self.lose)
        self.run_sessions()
        self.assert_there()
        self.assertEqual((back.qb_state, len(self.credit_notes(picking.sale_id))), ("settled", 1), back.qb_message)
        again = self.shipped_again(back)
        self.run_sessions()
        self.assert_there(again.qb_invoice_ids)

    def test_a_cancelled_invoice_is_voided(self):
        picking = self.ship(self.order((self.chair, 2)))
        self.run_sessions()
        invoice = picking.qb_invoice_ids
        invoice.button_cancel()
        self.run_sessions()
        self.assertEqual(list(self.file.there()[0].values()), ["0.00"])
        self.assertEqual(invoice.qb_state, "skipped", invoice.qb_message)
