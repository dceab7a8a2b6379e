"""Taxes in company files of QuickBooks Desktop of each country: proposed, mapped, sent, equal to the cent
(docs/taxes.md)."""

from decimal import Decimal

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .desktop_country import CountryCase
from .tax_sets import TaxSets
from .test_preview import Previewing


class Cents:
    """Where QuickBooks computes cents otherwise, in each country. `taxes`: what Odoo and what QuickBooks make of three
    lines of `price`; `too_far`: a rate in Odoo that is two cents off on 100, and QuickBooks' tax of it."""

    price, taxes, too_far = 0.31, ("0.06", "0.07"), (7.27, "7.25")

    def uneven(self):
        """Odoo rounds the tax of each of three lines."""
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        invoice = self.invoice(*[(self.chair, 1, self.price)] * 3)
        self.assertEqual(f"{invoice.amount_tax:.2f}", self.taxes[0])
        return invoice

    def assert_refused(self, invoice, here, there):
        self.run_queue()
        self.assertEqual((invoice.qb_state, self.books("Invoice")), ("failed", []))
        gap = Decimal(here) - Decimal(there)
        said = f"would come to {there} where the invoice has {here}, a difference of {gap}."
        self.assertIn(said, invoice.qb_message)

    def test_cents_go_to_the_rounding_item_by_policy(self):
        """By default they are refused; allowed, the preview shows the line beforehand."""
        here, computed = self.taxes
        invoice = self.uneven()
        self.assertFalse(self.connection.round_differences)
        self.assert_refused(invoice, here, computed)
        self.connection.round_differences = True
        invoice.action_qb_send_again()
        self.assert_refused(invoice, here, computed)
        self.charge("rounding", self.item_on("Rounding", "Sales Income"))
        gap = Decimal(here) - Decimal(computed)
        preview = self.preview(invoice)
        self.assertEqual((preview.line_ids[-1].item, preview.line_ids[-1].amount), ("Rounding", float(gap)))
        self.assertEqual(f"{preview.total:.2f}", f"{invoice.amount_total:.2f}")
        invoice.action_qb_send_again()
        self.sent(invoice)
        there = self.the_only_invoice()
        self.assertEqual(self.money(there), (Decimal(str(invoice.amount_total)), Decimal(computed)))
        last = there["InvoiceLineRet"][-1]
        shown = (last["ItemRef"]["FullName"], last["Desc"], last["Quantity"], last["Amount"])
        self.assertEqual(shown, ("Rounding", "Rounding of the tax", "1", str(gap)))
        self.assertEqual(last["SalesTaxCodeRef"]["FullName"], self.codes_there[1])

    def test_more_than_a_cent_a_line_is_refused(self):
        """Two cents on one line; two lines may differ so."""
        self.charge("rounding", self.item_on("Rounding", "Sales Income"))
        self.connection.round_differences = True
        rate, computed = self.too_far
        self.tax.amount = rate
        invoice = self.invoice((self.chair, 1, 100))
        self.assert_refused(invoice, f"{rate:.2f}", computed)
        two = self.invoice((self.chair, 1, 50), (self.desk, 1, 50))
        self.sent(two)
        self.assertEqual(self.money(self.the_only_invoice()), (Decimal(f"{100 + rate:.2f}"), Decimal(computed)))


class Matrix(Previewing, TaxSets, CountryCase):
    """`codes_there`: the codes on lines for the tax on goods and for no tax."""

    codes_there = ("Tax", "Non")

    def entity(self, move):
        return "Invoice" if move.move_type == "out_invoice" else "CreditMemo"

    def lines_there(self, move):
        entity = self.entity(move)
        return self.numbered(entity)[move.qb_number][f"{entity}LineRet"]

    def codes_on(self, move):
        """Of its lines, each once."""
        return {line["SalesTaxCodeRef"]["FullName"] for line in self.lines_there(move)}

    def assert_all_arrive(self, moves, codes):
        """Each of the same total and tax; `codes` {names of the taxes: code on the lines, sales tax item}."""
        self.run_queue()
        for move in moves:
            taxes = " + ".join(move.invoice_line_ids.tax_ids.sorted("id").mapped("name"))
            with self.subTest(move.name, taxes=taxes):
                self.assertEqual(move.qb_state, "sent", move.qb_message)
                there = self.there(move, self.entity(move))
                code, item = codes[taxes]
                self.assertEqual(self.codes_on(move), {code})
                self.assertEqual(there.get("ItemSalesTaxRef", {}).get("FullName"), item)

    def assert_lines_of_their_own(self, taxes):
        """The tax in lines of an item on a liability account, which holds what the documents come to; on an income
        account it is refused."""
        income = self.item_on("Tax as income", "Sales Income")
        with self.assertRaisesRegex(ValidationError, "liability"), self.env.cr.savepoint():
            self.charge("sales_tax", income)
        account = self.account("Tax Collected", "OtherCurrentLiability")
        self.charge("sales_tax", self.item_on("Tax owed", account))
        self.connection.tax_way = "line"
        for kind in ("out_invoice", "out_refund"):
            moves = self.documents([taxes], kinds=[kind])
            self.sent(*moves)
            for move in moves:
                self.assert_tax_in_lines(move)
            owed = sum(moves.mapped("amount_tax")) if kind == "out_invoice" else 0
            self.assertEqual(self.balance(account), Decimal(f"{owed:.2f}"), kind)

    def assert_tax_in_lines(self, move):
        there = self.numbered(self.entity(move))[move.qb_number]
        self.assertEqual(self.money(there), (Decimal(str(move.amount_total)), Decimal(0)))
        lines = [line for line in self.lines_there(move) if line["ItemRef"]["FullName"] == "Tax owed"]
        self.assertEqual([line["Desc"] for line in lines], move.line_ids.tax_line_id.mapped("name"))
        self.assertEqual(sum(Decimal(line["Amount"]) for line in lines), Decimal(str(move.amount_tax)))
        self.assertEqual(self.codes_on(move), {self.codes_there[1]})

    def balance(self, account):
        """What is owed on that account."""
        rows = [row for row in self.company.trial_balance() if row["name"] == account]
        return sum(row["credit"] - row["debit"] for row in rows)


class MatrixCase(Matrix):
    """Nothing is mapped before the proposals are used."""

    codes = ()

    def setUp(self):
        super().setUp()
        self.only_these_taxes()


@tagged("post_install", "-at_install")
class TestRegionUnitedStates(MatrixCase):
    def test_united_states(self):
        """Several taxes are a group; what is taxed with nothing needs no item."""
        self.tax.name = "State 7.25%"
        city = self.a_tax("City 1.25%", 1.25)
        included = self.a_tax("Incl 7.25%", 7.25, price_include_override="tax_included")
        free = self.a_tax("Exempt 0%", 0)
        self.chair.taxes_id = self.tax | city
        self.assertEqual(
            self.proposals(),
            {
                "State 7.25%": "State Tax",
                "City 1.25%": "City Tax",
                "State 7.25% + City 1.25%": "Middlefield",
                "Incl 7.25%": "State Tax",
            },
        )
        self.assert_all_arrive(
            self.documents([self.tax, city, self.tax | city, included, free]),
            {
                "State 7.25%": ("Tax", "State Tax"),
                "City 1.25%": ("Tax", "City Tax"),
                "State 7.25% + City 1.25%": ("Tax", "Middlefield"),
                "Incl 7.25%": ("Tax", "State Tax"),
                # The customer's own item, of which nothing is computed.
                "Exempt 0%": ("Non", "State Tax"),
                "": ("Non", "State Tax"),
            },
        )
        self.assert_lines_of_their_own(self.tax | city)


@tagged("post_install", "-at_install")
class TestRegionCanada(MatrixCase):
    country, currency, percent, codes_there = "CA", "CAD", 13, ("H", "E")

    def test_canada(self):
        self.tax.name = "HST 13%"
        gst, pst, qst = self.a_tax("GST 5%", 5), self.a_tax("PST 7%", 7), self.a_tax("QST 9.975%", 9.975)
        included = self.a_tax("HST incl 13%", 13, price_include_override="tax_included")
        zero = self.a_tax("GST Zero-rated 0%", 0)
        self.desk.taxes_id, self.cabling.taxes_id = gst | pst, gst | qst
        proposed = {
            "": "E",
            "HST 13%": "H",
            "HST incl 13%": "H",
            "GST 5%": "G",
            "GST 5% + PST 7%": "S",
            "GST 5% + QST 9.975%": "Q",
            "GST Zero-rated 0%": "Z",
        }
        self.assertEqual(self.proposals(), {**proposed, "PST 7%": False, "QST 9.975%": False})
        self.assert_all_arrive(
            self.documents([self.tax, gst, gst | pst, gst | qst, included, zero]),
            {taxes: (code, None) for taxes, code in proposed.items()},
        )
        mixed = self.invoice(
            (self.chair, 3, 33.33, gst | pst), (self.desk, 1, 9.99, gst), (self.cabling, 1, 7.77, zero)
        )
        self.sent(mixed)
        self.there(mixed)
        self.assertEqual(self.codes_on(mixed), {"S", "G", "Z"})
        self.assert_lines_of_their_own(gst | pst)


@tagged("post_install", "-at_install")
class TestRegionBritain(MatrixCase):
    country, currency, percent, codes_there = "UK", "GBP", 20, ("S", "O")

    def test_britain(self):
        self.tax.name = "VAT 20%"
        reduced, zero = self.a_tax("VAT 5% Reduced", 5), self.a_tax("VAT 0% Zero", 0)
        included = self.a_tax("VAT 20% incl", 20, price_include_override="tax_included")
        reverse = self.reverse_charge("Reverse charge 20%", 20)
        proposed = {
            "": "O",
            "VAT 20%": "S",
            "VAT 20% incl": "S",
            "VAT 5% Reduced": "R",
            "VAT 0% Zero": "Z",
            "Reverse charge 20%": "RC",
        }
        self.assertEqual(self.proposals(), proposed)
        self.assert_all_arrive(
            self.documents([self.tax, reduced, zero, included, reverse]),
            {taxes: (code, None) for taxes, code in proposed.items()},
        )
        mixed = self.invoice((self.chair, 3, 33.33), (self.desk, 1, 9.99, reduced), (self.cabling, 1, 7.77, zero))
        self.sent(mixed)
        self.there(mixed)
        self.assertEqual(self.codes_on(mixed), {"S", "R", "Z"})
        self.assert_lines_of_their_own(self.tax)


@tagged("post_install", "-at_install")
class TestUnitedStates(Cents, Matrix):
    def test_the_exact_tax_stands_in_a_line_of_its_tax(self):
        """Where an item of 0 % is chosen for it, and only on documents that need it; nothing is refused then."""
        self.charge("zero_tax", self.entry_named("Item", "Out of State"))
        invoice, even = self.uneven(), self.invoice((self.desk, 1, 100))
        self.sent(invoice, even)
        there = self.numbered("Invoice")[invoice.qb_number]
        self.assertEqual(self.money(there), (Decimal("0.99"), Decimal(0)))
        self.assertEqual(there["ItemSalesTaxRef"]["FullName"], "Out of State")
        last = self.lines_there(invoice)[-1]
        self.assertEqual((last["ItemRef"]["FullName"], last["Amount"]), ("State Tax", "0.06"))
        self.assertEqual(self.there(even)["ItemSalesTaxRef"]["FullName"], "State Tax")
        self.assertEqual(len(self.lines_there(even)), 1)
        self.assertEqual(self.balance("Sales Tax Payable"), Decimal("7.31"), "both are owed as tax")
        self.assertFalse(invoice.qb_link_id.differs)


@tagged("post_install", "-at_install")
class TestCanada(Cents, Matrix):
    country, currency, percent, codes = "CA", "CAD", 13, ("H", "E")
    codes_there, price, taxes, too_far = ("H", "E"), 0.28, ("0.12", "0.11"), (13.02, "13.00")


@tagged("post_install", "-at_install")
class TestBritain(Cents, Matrix):
    country, currency, percent, codes = "UK", "GBP", 20, ("S", "O")
    codes_there, taxes, too_far = ("S", "O"), ("0.18", "0.19"), (20.02, "20.00")
