"""What came back of a sales receipt, in company files of QuickBooks Desktop: the receipt goes with its money, or a
credit memo stands beside it and says that its refund is entered there: Desktop takes none from another program."""

from decimal import Decimal

from odoo.tests import tagged

from .desktop_country import CountryCase

WORDS = (
    "QuickBooks has the credit memo, and not yet the money that was paid back: Desktop takes no refund from another "
    "program. Open the credit memo there and choose Use Credit to › Give refund."
)


class Refunds:
    """In each country, where all that came back deletes."""

    def setUp(self):
        super().setUp()
        self.connection.full_returns = "delete"

    def funds(self):
        """What waits to be deposited."""
        (account,) = [one for one in self.books("Account") if one["Name"] == "Undeposited Funds"]
        return Decimal(account["Balance"])

    def types_there(self):
        """{type: numbers} of all that Odoo sent for customers."""
        found = {kind: list(self.numbered(kind)) for kind in ("Invoice", "SalesReceipt", "CreditMemo")}
        return {kind: numbers for kind, numbers in found.items() if numbers}

    def sold(self, *lines):
        """A delivery whose invoice was paid before it left, and stands there as a sales receipt."""
        picking = self.shipped(self.order(*lines))
        wish = self.operation(picking)
        self.prepare(picking)
        wish._mark_done()
        self.pay(picking.qb_invoice_ids)
        self.run_queue()
        self.assertEqual(self.types_there(), {"SalesReceipt": [self.number_of(picking.qb_invoice_ids)]})
        return picking

    def credited(self, back):
        """The credit note of `back`, made by the queue and not sent yet."""
        wish = self.operation(back)
        self.prepare(back)
        wish._mark_done()
        return back.qb_credit_note_ids

    def assert_beside(self, picking, note):
        """The receipt and the credit memo of `note` are there, once, to the cent."""
        receipt = picking.qb_invoice_ids
        self.assertEqual(
            self.types_there(), {"SalesReceipt": [self.number_of(receipt)], "CreditMemo": [self.number_of(note)]}
        )
        self.there(receipt, "SalesReceipt")
        memo = self.there(note, "CreditMemo")
        self.assertEqual(Decimal(memo["CreditRemaining"]), Decimal(str(note.amount_total)))

    def test_paid_after_it_was_sent_there_is_one_document(self):
        self.want(receipts=True)
        invoice = self.invoice((self.chair, 1, 100.0))
        self.sent(invoice)
        self.pay(invoice)
        invoice.action_qb_send_again()
        self.sent(invoice)
        self.assertEqual(self.types_there(), {"Invoice": [self.number_of(invoice)]})
        paid = self.invoice((self.chair, 1, 100.0))
        self.pay(paid)
        self.sent(paid)
        paid.action_qb_send_again()
        self.sent(paid)
        self.assertEqual(
            self.types_there(), {"Invoice": [self.number_of(invoice)], "SalesReceipt": [self.number_of(paid)]}
        )

    def test_all_of_it_is_deleted_with_its_money(self):
        self.want(receipts=True, refunds="always")
        before = self.funds()
        picking = self.sold((self.chair, 2, 33.33))
        sold = picking.qb_invoice_ids
        self.assertEqual(self.funds(), before + Decimal(str(sold.amount_total)))
        back = self.returned(picking)
        self.run_queue()
        self.assertEqual((self.types_there(), self.funds()), ({}, before))
        self.assertEqual(self.credit_notes(picking.sale_id).qb_state, "settled")
        again = self.shipped_again(back)
        self.run_queue()
        (kind,) = self.types_there()
        self.assertEqual(again.qb_invoice_ids.qb_state, "sent")
        self.there(again.qb_invoice_ids, kind)

    def test_deposited_it_is_a_credit_memo_and_the_refund_is_said(self):
        self.want(receipts=True, refunds="always")
        picking = self.sold((self.chair, 2, 33.33))
        self.company.deposit(self.ours("SalesReceipt")[0]["TxnID"])
        before = self.funds()
        self.returned(picking)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assert_beside(picking, note)
        self.assertEqual((note.qb_reversal, note.qb_state, note.qb_message), ("deletion", "sent", WORDS))
        self.assertEqual(self.funds(), before)
        note.action_qb_send_again()
        self.run_queue()
        self.assert_beside(picking, note)

    def test_a_part_is_a_credit_memo_and_the_refund_is_said(self):
        self.want(receipts=True, refunds="always")
        picking = self.sold((self.chair, 3, 33.33))
        before = self.funds()
        self.returned(picking, {self.chair: 1})
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assert_beside(picking, note)
        self.assertEqual((note.qb_state, note.qb_message, self.funds()), ("sent", WORDS, before))

    def test_not_paid_back_nothing_is_said_until_it_is(self):
        self.want(receipts=True)
        picking = self.sold((self.chair, 3, 33.33))
        self.returned(picking)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        self.assert_beside(picking, note)
        self.assertEqual((note.qb_reversal, note.qb_state, note.qb_message), ("memo", "sent", False))
        self.pay(note)
        self.assertEqual(note.qb_message, WORDS)
        note.action_qb_send_again()
        self.run_queue()
        self.assert_beside(picking, note)

    def test_paid_back_before_it_left_it_is_a_credit_memo_all_the_same(self):
        self.want(receipts=True)
        picking = self.sold((self.chair, 3, 33.33))
        note = self.credited(self.returned(picking, {self.chair: 1}))
        self.pay(note)
        self.run_queue()
        self.assert_beside(picking, note)
        self.assertEqual((note.qb_state, note.qb_message), ("sent", WORDS))


@tagged("post_install", "-at_install")
class TestUnitedStates(Refunds, CountryCase):
    pass


@tagged("post_install", "-at_install")
class TestCanada(Refunds, CountryCase):
    country, currency, percent, codes = "CA", "CAD", 13, ("H", "E")
