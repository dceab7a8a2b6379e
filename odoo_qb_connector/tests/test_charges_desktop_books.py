"""Rounding, discounts, lines without a place and Refresh, as they stand in company files of QuickBooks Desktop of each
country (docs/sales-matrix.md)."""

from odoo.tests import tagged

from .desktop_country import CountryCase
from .issue_case import SeesIssues


class Charges(SeesIssues):
    """Lines that are no product, in each country. `codes_there`: how taxed and untaxed lines stand there; `rounded`:
    what the cash rounding of 90 and its tax adds."""

    codes_there, rounded = ("Tax", "Non"), ("-0.01", "96.50")

    def lines_there(self, move, entity="Invoice"):
        """[(item, quantity, amount, code)] of the lines."""
        return [
            (line["ItemRef"]["FullName"], line.get("Quantity"), line["Amount"], line["SalesTaxCodeRef"]["FullName"])
            for line in self.numbered(entity)[move.qb_number][f"{entity}LineRet"]
        ]

    def cash_rounding(self):
        account = self.env["account.account"].search([("account_type", "=", "income")], limit=1)
        return self.env["account.cash.rounding"].create(
            {
                "name": "To five",
                "rounding": 0.05,
                "strategy": "add_invoice_line",
                "profit_account_id": account.id,
                "loss_account_id": account.id,
            }
        )

    def test_cash_rounding_and_line_discounts_apart(self):
        """Also on the credit memo, which has the same lines."""
        self.charge("rounding", self.item_on("Rounding", "Sales Income"))
        self.connection.line_discounts = "line"
        invoice = self.invoice((self.chair, 3, 33.33), post=False, invoice_cash_rounding_id=self.cash_rounding().id)
        invoice.invoice_line_ids.discount = 10
        invoice.action_post()
        self.sent(invoice)
        self.there(invoice)
        taxed, untaxed = self.codes_there
        rounding, total = self.rounded
        wanted = [
            ("Chair", "3", "99.99", taxed),
            ("Discount", None, "-10.00", taxed),
            ("Rounding", "1", rounding, untaxed),
        ]
        self.assertEqual(self.lines_there(invoice), wanted)
        self.assertEqual(f"{invoice.amount_total:.2f}", total)
        note = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        note.action_post()
        self.sent(note)
        self.there(note, "CreditMemo")
        self.assertEqual(self.lines_there(note, "CreditMemo"), wanted)

    def test_a_line_without_a_place_is_refused_with_its_name(self):
        invoice = self.invoice((self.env["product.product"], 1, 30), (self.chair, 1, 100), post=False)
        invoice.invoice_line_ids[0].name = "Handling"
        invoice.action_post()
        self.run_queue()
        self.assertEqual(invoice.qb_state, "failed")
        self.assertEqual(
            invoice.qb_message,
            "The line “Handling” has no product, and QuickBooks needs one on every line. Choose the QuickBooks product "
            "for “Other charges” under QuickBooks › Configuration › Charges, then press Send Again.",
        )
        self.assertEqual(self.books("Invoice"), [])
        self.charge("other", self.entry_named("Item", "Shipping"))
        self.sent(invoice)
        self.there(invoice)
        taxed = self.codes_there[0]
        self.assertEqual(
            self.lines_there(invoice), [("Shipping", "1", "30.00", taxed), ("Chair", "1", "100.00", taxed)]
        )

    def test_refresh_brings_a_new_item_and_what_was_held_goes(self):
        self.env["qb.charge"].search([("connection_id", "=", self.connection.id), ("charge", "=", "shipping")]).unlink()
        order = self.order((self.chair, 1), confirm=False)
        order.set_delivery_line(self.carrier, 15.0)
        order.action_confirm()
        picking = self.shipped(order)
        self.run_queue()
        invoice = picking.qb_invoice_ids
        self.assertEqual((invoice.qb_state, self.books("Invoice")), ("failed", []))
        self.assertIn("The line “Transport\nTruck” has no product", invoice.qb_message)
        issue = self.the_issue()
        self.assertEqual((issue.kind, issue.held_words), ("charge", "1 document"))
        target = "<SalesOrPurchase><AccountRef><FullName>Sales Income</FullName></AccountRef></SalesOrPurchase>"
        self.enter(
            f"<ItemOtherChargeAddRq><ItemOtherChargeAdd><Name>Freight</Name>{target}</ItemOtherChargeAdd></ItemOtherChargeAddRq>"
        )
        freight = [("connection_id", "=", self.connection.id), ("type", "=", "Item"), ("name", "=", "Freight")]
        self.connection.action_refresh_lists()
        self.assertTrue(self.connection.lists_asked_at)
        self.assertFalse(self.env["qb.entry"].search(freight), "it comes with the next session")
        self.run_queue()
        self.assertFalse(self.connection.lists_asked_at)
        self.assertEqual(invoice.qb_state, "failed", "nobody has chosen it yet")
        self.charge("shipping", self.entry_named("Item", "Freight"))
        self.env.invalidate_all()
        self.assertEqual(invoice.qb_state, "waiting")
        self.sent(invoice)
        self.there(invoice)
        taxed = self.codes_there[0]
        self.assertEqual(
            self.lines_there(invoice), [("Chair", "1", "100.00", taxed), ("Freight", None, "15.00", taxed)]
        )
        self.env.invalidate_all()
        self.assertEqual(issue.state, "solved")


@tagged("post_install", "-at_install")
class TestUnitedStates(Charges, CountryCase):
    pass


@tagged("post_install", "-at_install")
class TestCanada(Charges, CountryCase):
    country, currency, percent, codes = "CA", "CAD", 13, ("H", "E")
    codes_there, rounded = ("H", "E"), ("0.01", "101.70")


@tagged("post_install", "-at_install")
class TestBritain(Charges, CountryCase):
    country, currency, percent, codes = "UK", "GBP", 20, ("S", "O")
    codes_there, rounded = ("S", "O"), ("0.01", "108.00")
