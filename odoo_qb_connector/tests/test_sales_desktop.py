"""The life of an order in company files of QuickBooks Desktop of each country (docs/sales-matrix.md)."""

from odoo import fields
from odoo.tests import tagged

from .desktop_country import CountryCase


class Life:
    """What happens to orders, in each country. `cent`: by how much QuickBooks would compute the tax of a down payment's
    last invoice otherwise, "" for nothing."""

    cent = ""

    def test_every_kind_of_line(self):
        """Section, note, discounts, transport and a down payment: the same money, both ways."""
        self.charge(
            "down_payment", self.item_on("Deposit received", self.account("Customer Deposits", "OtherCurrentLiability"))
        )
        order = self.order((self.chair, 10, 33.33), (self.desk, 3, 19.99), confirm=False)
        order.order_line[0].discount = 12.5
        order.order_line = [
            fields.Command.create({"display_type": kind, "name": kind, "sequence": at})
            for at, kind in enumerate(("line_section", "line_note"))
        ]
        order.set_delivery_line(self.carrier, 15.0)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "percentage", "amount": 30}
        ).create_invoices()
        ahead = order.invoice_ids
        ahead.action_post()
        picking = self.shipped(order)
        self.sent(ahead)
        self.there(ahead)
        invoice = picking.qb_invoice_ids
        if self.cent:
            self.assertRegex(invoice.qb_message, f"a difference of {self.cent}\\.")
            self.allow_cents()
            invoice.action_qb_send_again()
        self.sent(invoice)
        self.assert_same_total(invoice)
        note = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        note.action_post()
        self.sent(note)
        self.assert_same_total(note, "CreditMemo")

    def test_fully_delivered_is_one_invoice(self):
        self.connection.default_channel_id.invoice_when = "delivered"
        order = self.order((self.chair, 5, 33.33), (self.desk, 1))
        self.shipped(order, quantities={self.chair: 2})
        self.run_queue()
        self.assertEqual(self.ours("Invoice"), [])
        self.shipped(order, day=11)
        self.run_queue()
        self.assert_same_money(self.the_only_invoice(), order.invoice_ids)

    def test_returned_and_shipped_again(self):
        picking = self.shipped(self.order((self.chair, 3, 33.33), (self.desk, 1)))
        self.sent()
        first = picking.qb_invoice_ids
        self.there(first)
        self.returned(picking)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        if self.deletes:
            self.assertEqual((self.ours("Invoice"), self.ours("CreditMemo"), note.qb_state), ([], [], "settled"))
        else:
            self.assertEqual(self.there(note, "CreditMemo")["TxnDate"], "2026-03-12")
            self.assertEqual(len(self.ours("Invoice")), 1)


@tagged("post_install", "-at_install")
class TestUnitedStates(Life, CountryCase):
    cent = "-0.01"


@tagged("post_install", "-at_install")
class TestCanada(Life, CountryCase):
    country, currency, percent, codes, deletes = "CA", "CAD", 13, ("H", "E"), False
    cent = "-0.01"


@tagged("post_install", "-at_install")
class TestBritain(Life, CountryCase):
    country, currency, percent, codes, deletes = "UK", "GBP", 20, ("S", "O"), False
