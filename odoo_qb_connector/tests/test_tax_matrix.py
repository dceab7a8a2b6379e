"""Every region's taxes in the simulator's books: proposed, mapped, sent, equal to the cent (docs/taxes.md)."""

from decimal import Decimal

from odoo.tests import tagged

from .tax_sets import TaxSets
from .test_job_books import BadInputCase


class MatrixCase(TaxSets, BadInputCase):
    """Invoices and credit notes of one region, in one run of the queue."""

    def open_region(self, profile, currency="USD"):
        self.open_books(profile)
        self.currency = self.own_currency(currency)
        self.only_these_taxes()

    def documents(self, sets):
        return super().documents(sets, currency_id=self.currency.id)

    def there(self, move):
        entity = "Invoice" if move.move_type == "out_invoice" else "CreditMemo"
        return next(one for one in self.books(entity) if one["Id"] == move.qb_link_id.qb_id)

    def assert_all_arrive(self, moves):
        self.run_queue()
        for move in moves:
            with self.subTest(move.name, taxes=move.invoice_line_ids.tax_ids.mapped("name")):
                self.assertEqual(move.qb_state, "sent", move.qb_message)
                self.assert_same_money(self.there(move), move)

    def assert_lines_of_their_own(self, taxes):
        """The same with the tax in lines of an item on a liability account."""
        deposits = self.entry_named("Account", "Customer Deposits")
        item = self.company.enter(
            "Item", {"Name": "Tax owed", "Type": "Service", "IncomeAccountRef": {"value": deposits.qb_id}}
        )
        with self.enter_registry_test_mode():
            self.read_lists()
        self.env["qb.charge"].create(
            {
                "connection_id": self.connection.id,
                "charge": "sales_tax",
                "entry_id": self.entry_named("Item", "Tax owed").id,
            }
        )
        self.connection.tax_way = "line"
        for move in self.documents([taxes]):
            self.run_queue()
            self.assertEqual(move.qb_state, "sent", move.qb_message)
            there = self.there(move)
            self.assertEqual(Decimal(str(there["TotalAmt"])), Decimal(str(move.amount_total)))
            self.assertEqual(there.get("TxnTaxDetail", {}).get("TotalTax", 0), 0)
            self.assertEqual(self.on(there, item), Decimal(str(move.amount_tax)))

    @staticmethod
    def on(there, item):
        """What the lines of `item` come to."""
        return sum(
            line["Amount"]
            for line in there["Line"]
            if line.get("SalesItemLineDetail", {}).get("ItemRef", {}).get("value") == item["Id"]
        )


@tagged("post_install", "-at_install")
class TestRegions(MatrixCase):
    def test_us_automated(self):
        self.open_region("us-ast")
        self.assertEqual(self.proposals(), {})
        county = self.a_tax("County 1.25%", 1.25)
        included = self.a_tax("Incl 8%", 8, price_include_override="tax_included")
        free = self.a_tax("Exempt 0%", 0)
        self.assert_all_arrive(self.documents([self.tax, self.tax | county, included, free]))
        self.assert_lines_of_their_own(self.tax | county)

    def test_us_legacy(self):
        self.open_region("us-legacy")
        city = self.a_tax("Tucson City 2%", 2)
        state = self.a_tax("Arizona 7.1%", 7.1)
        free = self.a_tax("Exempt 0%", 0)
        self.chair.taxes_id = city | state
        self.assertEqual(
            self.proposals(),
            {
                "Sales Tax 8%": "California",
                "Tucson City 2%": False,
                "Arizona 7.1%": False,
                "Tucson City 2% + Arizona 7.1%": "Tucson",
            },
        )
        self.assert_all_arrive(self.documents([self.tax, city | state, free]))
        self.assert_lines_of_their_own(self.tax)

    def test_canada(self):
        self.open_region("ca", "CAD")
        self.tax.write({"name": "HST 13%", "amount": 13})
        gst, pst = self.a_tax("GST 5%", 5), self.a_tax("PST 7%", 7)
        included = self.a_tax("HST incl 13%", 13, price_include_override="tax_included")
        zero = self.a_tax("GST Zero-rated 0%", 0)
        self.desk.taxes_id = gst | pst
        self.assertEqual(
            self.proposals(),
            {
                "": "Exempt",
                "HST 13%": "HST ON",
                "HST incl 13%": "HST ON",
                "GST 5%": "GST",
                "PST 7%": False,
                "GST 5% + PST 7%": "GST/PST BC",
                "GST Zero-rated 0%": "Zero-rated",
            },
        )
        self.assert_all_arrive(self.documents([self.tax, gst, gst | pst, included, zero]))
        self.assert_lines_of_their_own(gst | pst)

    def test_britain(self):
        self.open_region("uk", "GBP")
        self.tax.write({"name": "VAT 20%", "amount": 20})
        reduced, zero = self.a_tax("VAT 5% Reduced", 5), self.a_tax("VAT 0% Zero", 0)
        included = self.a_tax("VAT 20% incl", 20, price_include_override="tax_included")
        self.assertEqual(
            self.proposals(),
            {
                "": "No VAT",
                "VAT 20%": "20.0% S",
                "VAT 20% incl": "20.0% S",
                "VAT 5% Reduced": "5.0% R",
                "VAT 0% Zero": "0.0% Z",
            },
        )
        reverse = self.reverse_charge("Reverse charge 20%", 20)
        self.assertEqual(self.proposals()["Reverse charge 20%"], False, "this company has no code for it")
        self.map_taxes_again(reverse, "0.0% Z")
        self.assert_all_arrive(self.documents([self.tax, reduced, zero, included, reverse]))
        self.assert_lines_of_their_own(self.tax)

    def test_australia(self):
        self.open_region("au", "AUD")
        self.tax.write({"name": "GST 10%", "amount": 10})
        included = self.a_tax("GST incl 10%", 10, price_include_override="tax_included")
        free = self.a_tax("GST Free", 0)
        self.assertEqual(
            self.proposals(),
            {"": "Out of Scope", "GST 10%": "GST", "GST incl 10%": "GST", "GST Free": "GST free"},
        )
        self.assert_all_arrive(self.documents([self.tax, included, free]))
        self.assert_lines_of_their_own(self.tax)

    def map_taxes_again(self, taxes, code):
        rows = self.env["qb.tax.map"].search([("connection_id", "=", self.connection.id)])
        rows.filtered(lambda row: row.tax_ids == taxes).code_id = self.entry_named("TaxCode", code)
