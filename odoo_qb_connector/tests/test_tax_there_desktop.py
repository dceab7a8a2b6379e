"""QuickBooks Desktop computes the tax: drafts are fetched, take it over and are confirmed (docs/taxes.md)."""

from decimal import ROUND_HALF_UP, Decimal

from odoo.addons.odoo_qb_connector.desktop import ref_number
from odoo.addons.odoo_qb_connector.gateway import TaxModel
from odoo.tests import tagged

from .desktop_case import TAX
from .test_returns_desktop import Books, DesktopReturnsCase

CENT = Decimal("0.01")
CUSTOMER_THERE = "7"
"""Whom every invoice of the stand-in is for."""


class TaxingBooks(Books):
    """Computes 8.25 % on every taxable line. `heads`: the sales tax item of each document, as it was told.
    `overwrites`: what somebody writes over the memo of a new invoice."""

    def __init__(self):
        super().__init__()
        self.taxes = {}
        self.overwrites = ""
        self.heads = []

    def _InvoiceAdd(self, request):
        answered = super()._InvoiceAdd(request)
        newest = list(self.invoices)[-1]
        self._tax(newest, request.find("InvoiceAdd"), "InvoiceLineAdd")
        self.invoices[newest]["memo"] = self.overwrites or self.invoices[newest]["memo"]
        return self._invoice(newest), *answered[1:]

    def _CreditMemoAdd(self, request):
        shown, *rest = super()._CreditMemoAdd(request)
        newest = list(self.memos)[-1]
        tax, total = self._tax(newest, request.find("CreditMemoAdd"), "CreditMemoLineAdd"), self.memos[newest]["total"]
        shown = shown.replace(f"<TotalAmount>{total}", f"<TotalAmount>{Decimal(total) + tax}")
        return shown.replace("<SalesTaxTotal>0.00", f"<SalesTaxTotal>{tax}"), *rest

    def _invoice(self, identity):
        tax = self.taxes.get(identity, Decimal("0.00"))
        return super()._invoice(identity).replace("<SalesTaxTotal>0.00", f"<SalesTaxTotal>{tax}")

    def _tax(self, identity, add, line):
        self.heads.append(add.findtext("ItemSalesTaxRef/ListID"))
        taxed = [one for one in add.iter(line) if one.findtext("SalesTaxCodeRef/ListID") == TAX]
        base = sum(Decimal(one.findtext("Quantity")) * Decimal(one.findtext("Rate")) for one in taxed)
        self.taxes[identity] = (base * Decimal("0.0825")).quantize(CENT, rounding=ROUND_HALF_UP)
        return self.taxes[identity]


@tagged("post_install", "-at_install")
class TestDesktop(DesktopReturnsCase):
    def setUp(self):
        super().setUp()
        self.file = TaxingBooks()
        self.connection.tax_way = "there"
        self.chair.taxes_id = self.tax

    def assert_confirmed(self, move, tax):
        self.assertEqual((move.state, move.qb_state), ("posted", "sent"), move.qb_message)
        self.assertEqual((move.amount_tax, move.qb_tax_state, move.qb_link_id.differs), (tax, "taken", False))
        self.assertEqual((move.qb_link_id.tax, move.qb_link_id.number), (tax, ref_number(move.name)))

    def test_shipped_and_returned_in_part(self):
        picking = self.shipped(self.order((self.chair, 2), (self.desk, 1)))
        self.run_sessions()
        self.assert_confirmed(picking.qb_invoice_ids, 16.5)
        self.assertEqual(picking.qb_invoice_ids.amount_total, 466.5)
        back = self.returned(picking, {self.chair: 1})
        self.run_sessions()
        self.assert_confirmed(back.qb_credit_note_ids, 8.25)
        self.assertEqual(self.file.heads, ["80000021-1"] * 2)

    def test_a_lost_answer(self):
        invoice = self.invoice((self.chair, 1, 100), post=False)
        invoice.action_qb_send_and_confirm()
        self.lose = "InvoiceAdd"
        self.run_sessions()
        self.assert_confirmed(invoice, 8.25)
        self.assertEqual(len(self.file.invoices), 1)

    def test_a_lost_answer_of_one_without_our_marker_is_for_a_person(self):
        """QuickBooks forgot the set and somebody overwrote the memo: what it comes to before tax is ours, so it is not
        sent twice."""
        self.connection.execution_limit = 0
        self.customer_link.qb_id = CUSTOMER_THERE
        self.file.forgets, self.file.overwrites = True, "Thank you"
        invoice = self.invoice((self.chair, 1, 100), post=False)
        invoice.action_qb_send_and_confirm()
        self.lose = "InvoiceAdd"
        self.run_sessions()
        self.assertEqual(len(self.file.invoices), 1)
        (wish,) = self.operations(invoice, state="failed")
        self.assertEqual((wish.error_problem, invoice.state), ("possible_duplicate", "draft"))
        wish.action_link_candidate()
        self.run_sessions()
        self.assert_confirmed(invoice, 8.25)
        self.assertEqual(len(self.file.invoices), 1)

    def test_a_tax_without_an_item_is_the_customers_own(self):
        self.connection.tax_map_ids.unlink()
        invoice = self.invoice((self.chair, 1, 100), post=False)
        invoice.action_qb_send_and_confirm()
        self.run_sessions()
        self.assert_confirmed(invoice, 8.25)
        self.assertEqual(self.file.heads, [None])

    def test_the_exact_tax_is_never_told_in_lines(self):
        """An item of 0 % would say Odoo's tax in lines, were it Odoo's to say."""
        self.env["qb.charge"].create(
            {
                "connection_id": self.connection.id,
                "charge": "zero_tax",
                "entry_id": self.entry_of("Item", "Out of State").id,
            }
        )
        invoice = self.invoice((self.chair, 1, 100), post=False)
        invoice.action_qb_send_and_confirm()
        self.run_sessions()
        self.assert_confirmed(invoice, 8.25)
        self.assertEqual(self.file.heads, ["80000021-1"])

    def test_elsewhere_a_code_on_every_line(self):
        self.facts(tax_model=TaxModel.GLOBAL, country="CA")
        invoice = self.invoice((self.chair, 1, 100), post=False)
        self.connection.tax_map_ids.code_id.qb_id = TAX
        invoice.action_qb_send_and_confirm()
        self.run_sessions()
        self.assert_confirmed(invoice, 8.25)
        self.assertEqual(self.file.heads, [None])
