"""Taxes, charges and discounts of one document: what stands on its lines, by policy (docs/taxes.md)."""

from decimal import Decimal

from odoo import fields
from odoo.addons.odoo_qb_connector.documents import ItemLine, Ref
from odoo.addons.odoo_qb_connector.gateway import TaxModel
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .job_common import FEATURES
from .test_desktop_documents import DocumentCase as DesktopDocumentCase
from .test_job_document import DocumentCase

CENTS = Decimal


class TaxCase(DocumentCase):
    def reverse_charge(self, name, amount):
        """A tax that Odoo adds and takes off again."""
        parts = [
            fields.Command.create({"repartition_type": "base"}),
            fields.Command.create({"repartition_type": "tax", "factor_percent": 100}),
            fields.Command.create({"repartition_type": "tax", "factor_percent": -100}),
        ]
        return self.a_tax(name, amount, invoice_repartition_line_ids=parts, refund_repartition_line_ids=parts)

    def map_taxes(self, taxes, qb_id, name, rates=()):
        for rate_id, percent in rates:
            self.entry("TaxRate", rate_id, f"{percent}%", details={"RateValue": percent})
        details = {"SalesTaxRateList": [{"rate": str(rate_id)} for rate_id, _percent in rates]}
        code = self.entry("TaxCode", qb_id, name, details=details)
        row = {"connection_id": self.connection.id, "tax_ids": [(6, 0, taxes.ids)], "code_id": code.id}
        return self.env["qb.tax.map"].create(row)

    none = property(lambda self: self.env["account.tax"])

    def shown(self, document):
        """[(id of the item, amount, id of the tax code)] of the lines."""
        return [
            (getattr(getattr(line, "item", None), "id", type(line).__name__), line.amount, line.tax and line.tax.id)
            for line in document.lines
        ]


@tagged("post_install", "-at_install")
class TestTaxInLines(TaxCase):
    def setUp(self):
        super().setUp()
        self.connection.tax_way = "line"
        self.owed("sales_tax", 70, "Tax collected")

    def test_in_the_us_every_line_is_non_taxable(self):
        county = self.a_tax("County 1.25%", 1.25)
        invoice = self.invoice((self.chair, 1, 99.99, self.tax | county), (self.desk, 1, 50, self.none))
        for model in (TaxModel.US_AUTOMATED, TaxModel.US_LEGACY, TaxModel.OFF, TaxModel.US_AUTOMATED_NOT_SET_UP):
            self.facts(tax_model=model)
            document = self.document(invoice)
            self.assertEqual(
                self.shown(document),
                [
                    ("11", CENTS("99.99"), "NON"),
                    ("12", CENTS("50.00"), "NON"),
                    ("70", CENTS("8.00"), "NON"),
                    ("70", CENTS("1.25"), "NON"),
                ],
            )
            self.assertEqual((document.tax.total, document.total), (0, CENTS("159.24")))
            self.assertEqual([line.description for line in document.lines[2:]], ["Sales Tax 8%", "County 1.25%"])
            self.assertEqual(self.prepare(invoice).tax, 0, "what QuickBooks will answer")

    def test_elsewhere_they_have_the_code_for_no_tax(self):
        self.facts(tax_model=TaxModel.GLOBAL, country="GB")
        invoice = self.invoice((self.chair, 1, 100))
        self.assertIn("Choose the code for “no tax”", self.refusal(invoice))
        row = self.map_taxes(self.none, 9, "No VAT", [(90, 0)])
        document = self.document(invoice)
        self.assertEqual(self.shown(document), [("11", CENTS("100.00"), "9"), ("70", CENTS("8.00"), "9")])
        self.assertEqual([(one.rate.id, one.amount) for one in document.tax.rates], [("90", 0)])
        row.code_id = self.map_taxes(self.tax, 8, "20.0% S", [(80, 20)]).code_id
        self.assertEqual(
            self.refusal(invoice),
            "The tax stands in lines of its own, so every line needs a code without tax, and “20.0% S”, which stands "
            "for “no tax”, is a code of 20 per cent. Choose one of 0 % for “No tax” under QuickBooks › Configuration "
            "› Taxes, then press Send Again.",
        )

    def test_a_credit_note_too(self):
        document = self.document(self.invoice((self.chair, 1, 100), move_type="out_refund"))
        self.assertEqual(self.shown(document), [("11", CENTS("100.00"), "NON"), ("70", CENTS("8.00"), "NON")])

    def test_without_an_item_it_is_refused_even_where_other_charges_have_one(self):
        self.env["qb.charge"].search([("charge", "=", "sales_tax")]).unlink()
        self.charge_of("other", 71, "Other")
        self.assertIn("for “Sales tax in a line of its own”", self.refusal(self.invoice((self.chair, 1, 100))))


@tagged("post_install", "-at_install")
class TestWhatIsOwed(TaxCase):
    def refused(self, *args, **more):
        with self.assertRaises(ValidationError) as caught, self.env.cr.savepoint():
            self.charge_of(*args, **more)
        return str(caught.exception)

    def test_a_down_payment_is_no_income_unless_somebody_says_so(self):
        self.assertEqual(
            self.refused("down_payment", 58, "Deposit"),
            "“Down payment” stands on “Deposit”, an item of the account “Deposit account” (Income). A down payment is "
            "owed to the customer until it is earned: choose an item of a liability account under QuickBooks › "
            "Configuration › Charges, or tick “Book as Income” there if you book income when cash comes in.",
        )
        self.assertTrue(self.charge_of("down_payment", 58, "Deposit", income_confirmed=True))

    def test_tax_never_is(self):
        self.assertIn("liability account", self.refused("sales_tax", 70, "Tax", income_confirmed=True))
        self.assertIn("liability account", self.refused("down_payment", 58, "Deposit", "Bank", income_confirmed=True))

    def test_an_account_that_is_not_known_yet(self):
        item = self.entry("Item", 58, "Deposit")
        with self.assertRaisesRegex(ValidationError, "not known yet to which account"):
            self.env["qb.charge"].create(
                {"connection_id": self.connection.id, "charge": "down_payment", "entry_id": item.id}
            )

    def test_the_account_was_changed_in_quickbooks(self):
        row = self.owed("down_payment", 58, "Deposit")
        order = self.order((self.chair, 10))
        wizard = {"sale_order_ids": order.ids, "advance_payment_method": "percentage", "amount": 30}
        self.env["sale.advance.payment.inv"].create(wizard).create_invoices()
        order.invoice_ids.action_post()
        self.assertEqual(self.document(order.invoice_ids).lines[-1].item, Ref("58", "Deposit"))
        row._account().kind = "Income"
        self.assertIn("A down payment is owed to the customer", self.refusal(order.invoice_ids))


@tagged("post_install", "-at_install")
class TestDiscounts(TaxCase):
    def reduced(self, **values):
        invoice = self.invoice((self.chair, 3, 33.35), (self.desk, 1, 50), post=False, **values)
        invoice.invoice_line_ids[0].discount = 12.5
        invoice.action_post()
        return invoice

    def test_by_policy_a_line_discount_stands_by_itself(self):
        invoice = self.reduced()
        total = self.document(invoice).total
        self.connection.line_discounts = "line"
        document = self.document(invoice)
        self.assertEqual(
            self.shown(document),
            [
                ("11", CENTS("100.05"), "TAX"),
                ("12", CENTS("50.00"), "TAX"),
                ("DiscountLine", CENTS("12.51"), "TAX"),
            ],
        )
        self.assertEqual(document.lines[0].unit_price, CENTS("33.35"))
        self.assertEqual(document.lines[2].description, "12.5 % off [CHAIR] Chair")
        self.assertEqual((document.total, document.tax.total), (total, CENTS("11.00")))

    def test_with_a_product_of_its_own_it_follows_its_line(self):
        self.connection.line_discounts = "line"
        self.charge_of("discount", 56, "Less")
        for kind in ("out_invoice", "out_refund"):
            document = self.document(self.reduced(move_type=kind))
            self.assertEqual(
                self.shown(document),
                [("11", CENTS("100.05"), "TAX"), ("56", CENTS("-12.51"), "TAX"), ("12", CENTS("50.00"), "TAX")],
            )

    def test_included_tax(self):
        self.connection.line_discounts = "line"
        self.facts(tax_model=TaxModel.GLOBAL, country="AU")
        gst = self.a_tax("GST incl 10%", 10, price_include_override="tax_included")
        self.map_taxes(gst, 3, "GST", [(31, 10)])
        invoice = self.invoice((self.chair, 3, 33.35, gst), post=False)
        invoice.invoice_line_ids.discount = 12.5
        invoice.action_post()
        document = self.document(invoice)
        self.assertEqual(document.lines[0].amount, CENTS("90.95"))
        self.assertEqual(document.total, CENTS(str(invoice.amount_total)))

    def test_all_of_it_taken_off(self):
        self.connection.line_discounts = "line"
        invoice = self.invoice((self.chair, 1, 100), (self.desk, 1, 50), post=False)
        invoice.invoice_line_ids[0].discount = 100
        invoice.action_post()
        self.assertEqual(
            [line.amount for line in self.document(invoice).lines], [CENTS("100"), CENTS("50"), CENTS("100")]
        )

    def test_a_product_chosen_for_discounts_comes_before_quickbooks_own_line(self):
        self.facts(features=FEATURES)
        self.charge_of("discount", 56, "Less")
        order = self.order((self.chair, 2), confirm=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        line = self.document(self.invoice_of(self.ship(order))).lines[1]
        self.assertEqual((type(line), line.item.id, line.amount), (ItemLine, "56", CENTS("-20.00")))


@tagged("post_install", "-at_install")
class TestPlaces(TaxCase):
    """Everything on an order has a place on the document."""

    def test_the_heading_of_a_combo_is_text_and_its_products_are_lines(self):
        order = self.combo_order(80.0)
        document = self.document(self.invoice_of(self.ship(order)))
        self.assertEqual(self.kinds(document), ["DescriptionLine", "ItemLine"])
        self.assertEqual((document.lines[1].item.id, document.total), ("11", CENTS("86.40")))

    def test_a_reward_is_a_discount(self):
        """A loyalty program says so by the same method as a coupon does."""
        coupon = self.product("10 off", -10.0, type="service", is_storable=False)
        order = self.order((self.chair, 1), (coupon, 1, -10))
        self.patch(self.env.registry["sale.order.line"], "_is_discount_line", lambda line: line.product_id == coupon)
        document = self.document(self.invoice_of(self.ship(order)))
        self.assertEqual(
            self.shown(document), [("11", CENTS("100.00"), "TAX"), ("DiscountLine", CENTS("10.00"), "TAX")]
        )

    def test_what_has_no_place_is_refused_by_name(self):
        invoice = self.invoice((self.none.env["product.product"], 1, 30), post=False)
        invoice.invoice_line_ids.name = "Handling"
        invoice.action_post()
        self.assertIn("The line “Handling” has no product", self.refusal(invoice))


@tagged("post_install", "-at_install")
class TestRates(TaxCase):
    def test_a_reverse_charge_is_a_tax_of_nothing(self):
        self.facts(tax_model=TaxModel.GLOBAL, country="GB")
        reverse = self.reverse_charge("Reverse charge 20%", 20)
        self.map_taxes(reverse, 4, "20.0% RC SG", [(41, 0)])
        document = self.document(self.invoice((self.chair, 1, 100, reverse)))
        self.assertEqual(
            [(one.rate.id, one.amount, one.base) for one in document.tax.rates], [("41", 0, CENTS("100.00"))]
        )
        self.assertEqual((document.total, document.tax.total), (CENTS("100.00"), 0))

    def test_cash_rounding_with_prices_that_include_tax(self):
        self.facts(tax_model=TaxModel.GLOBAL, country="AU")
        gst = self.a_tax("GST incl 10%", 10, price_include_override="tax_included")
        self.map_taxes(gst, 3, "GST", [(31, 10)])
        self.map_taxes(self.none, 9, "Out of scope", [(39, 0)])
        self.charge_of("rounding", 59, "Rounding")
        document = self.document(
            self.invoice((self.chair, 1, 69.02, gst), invoice_cash_rounding_id=self.to_five_cents().id)
        )
        self.assertTrue(document.tax.inclusive)
        self.assertEqual(self.shown(document)[1], ("59", CENTS("-0.02"), "9"))
        self.assertEqual(document.lines[1].tax_inclusive_amount, CENTS("-0.02"))
        self.assertEqual(document.total, CENTS("69.00"))


@tagged("post_install", "-at_install")
class TestDesktop(DesktopDocumentCase):
    def an_invoice(self):
        """Odoo rounds the tax of each line: 0.06, where QuickBooks computes 0.07."""
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        return self.invoice(*[(self.chair, 1, 0.28)] * 3)

    def test_cents_go_to_the_rounding_item_by_policy_only(self):
        invoice = self.an_invoice()
        self.assertIn("would come to 0.07 where the invoice has 0.06", self.refusal(invoice))
        self.connection.round_differences = True
        self.assertIn("would come to 0.07", self.refusal(invoice), "no item is chosen for rounding")
        self.charge("rounding", "Freight")
        plan = self.plan(invoice)
        self.assertEqual((plan.total, plan.tax), (Decimal("0.90"), Decimal("0.07")))
        self.assertEqual(
            self.lines(invoice)[-1],
            {
                "ItemRef": "80000011-1",
                "Desc": "Rounding of the tax",
                "Quantity": "1",
                "Rate": "-0.01",
                "SalesTaxCodeRef": "80000032-1",
            },
        )
        self.assertEqual([line["Quantity"] for line in self.lines(invoice)], ["1"] * 4, "quantities stay")
        with self.enter_registry_test_mode():
            preview = self.env["qb.preview"].browse(invoice.action_qb_preview()["res_id"])
        self.assertEqual((preview.line_ids[-1].item, preview.line_ids[-1].amount), ("Freight", -0.01))

    def test_more_than_a_cent_a_line_is_refused(self):
        self.connection.round_differences = True
        self.charge("rounding", "Freight")
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        invoice = self.invoice((self.chair, 1, 100), post=False)
        invoice.action_post()
        self.connection.tax_map_ids.code_id.details = {"TaxRate": "8.02", "group": []}
        self.assertIn("a difference of -0.02", self.refusal(invoice))

    def test_a_line_discount_stands_below_its_line(self):
        self.connection.line_discounts = "line"
        invoice = self.invoice((self.chair, 3, 33.35), (self.desk, 1, 50), post=False)
        invoice.invoice_line_ids[0].discount = 12.5
        invoice.action_post()
        lines = self.lines(invoice)
        self.assertEqual([line["ItemRef"] for line in lines], ["80000111-1", "80000012-1", "80000112-1"])
        self.assertEqual((lines[0]["Rate"], lines[1]["Amount"], lines[1].get("Quantity")), ("33.35", "-12.51", None))
        self.assertEqual(self.plan(invoice).total, Decimal(str(invoice.amount_total)))

    def test_tax_in_a_line_of_its_own(self):
        self.connection.tax_way = "line"
        liability = self.entry("Account", "80000004-1", "Tax Owed", kind="OtherCurrentLiability")
        self.entry_of("Item", "Freight").details = {"IncomeAccountRef": liability.qb_id}
        self.charge("sales_tax", "Freight")
        invoice = self.an_invoice()
        self.assertEqual(self.lines(invoice)[-1]["Rate"], "0.06")
        self.assertEqual({line["SalesTaxCodeRef"] for line in self.lines(invoice)}, {"80000032-1"})
        self.assertNotIn("ItemSalesTaxRef", self.header(invoice))
        self.assertEqual(self.plan(invoice).tax, 0)
