"""From a posted invoice to the neutral document: Odoo's own amounts, to the cent."""

from datetime import date
from decimal import Decimal

from odoo import fields
from odoo.addons.odoo_qb_connector.documents import (
    Address,
    DescriptionLine,
    ItemLine,
    Ref,
    ShippingLine,
    TaxRateAmount,
)
from odoo.addons.odoo_qb_connector.gateway import TaxModel, Verb
from odoo.addons.odoo_qb_connector.models.qb_plan import Wait
from odoo.addons.odoo_qb_connector.online.limits import ONLINE
from odoo.tests import tagged

from .job_common import FEATURES, JobCase


class DocumentCase(JobCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.journal"].search([("type", "=", "sale")]).write({"active": True})

    def setUp(self):
        super().setUp()
        self.link_all()

    def kinds(self, document):
        return [type(line).__name__ for line in document.lines]


@tagged("post_install", "-at_install")
class TestDocument(DocumentCase):
    def test_head(self):
        term = self.env.ref("account.account_payment_term_30days")
        self.env["qb.term.map"].create(
            {
                "connection_id": self.connection.id,
                "term_id": term.id,
                "entry_id": self.entry("Term", 3, "Net 30").id,
            }
        )
        order = self.order(
            (self.chair, 2),
            confirm=False,
            client_order_ref="PO-77",
            note="<p>Thank <b>you</b></p>",
            payment_term_id=term.id,
        )
        order.set_delivery_line(self.carrier, 15.0)
        order.action_confirm()
        picking = order.picking_ids
        picking.write({"carrier_id": self.carrier.id, "carrier_tracking_ref": "1Z999"})
        self.ship(order, done="2026-03-01 02:30:00")
        invoice = self.invoice_of(picking)
        operation = self.operation(invoice)
        document = self.document(invoice)
        address = Address(("Azure Interior", "4557 De Silva St"), "Fremont", "CA", "94538", "US")
        self.assertEqual(document.customer.id, "1")
        self.assertEqual(document.number, invoice.name)
        self.assertEqual(document.date, date(2026, 2, 28))
        self.assertEqual(document.due_date, date(2026, 3, 30))
        self.assertEqual(document.terms, Ref("3", "Net 30"))
        self.assertEqual((document.billing, document.shipping), (address, address))
        self.assertEqual(document.ship_date, date(2026, 2, 28))
        self.assertEqual((document.ship_method, document.tracking_number), ("Truck", "1Z999"))
        self.assertEqual(document.email, "azure@example.com")
        self.assertEqual(document.order_number, order.name)
        self.assertEqual(document.note, f"Order {order.name} · {picking.name} · PO-77")
        self.assertEqual(document.memo, "Thank *you*")
        self.assertEqual(document.marker, operation.marker)
        self.assertEqual((document.currency, document.exchange_rate), ("USD", None))
        self.assertEqual(document.total, Decimal("232.20"))
        self.assertEqual(document.tax.total, Decimal("17.20"))

    def test_unmapped_terms_go_by_their_due_date(self):
        invoice = self.invoice(
            (self.chair, 1, 100),
            invoice_payment_term_id=self.env.ref("account.account_payment_term_15days").id,
        )
        document = self.document(invoice)
        self.assertEqual((document.terms, document.due_date), (None, date(2026, 3, 16)))

    def test_delivery_address_is_where_it_went(self):
        branch = self.env["res.partner"].create(
            {
                "name": "Branch",
                "parent_id": self.customer.id,
                "type": "delivery",
                "street": "1 Pier",
                "city": "Oakland",
                "zip": "94607",
            }
        )
        picking = self.ship(self.order((self.chair, 1), partner_shipping_id=branch.id))
        document = self.document(self.invoice_of(picking))
        self.assertEqual(document.shipping, Address(("Azure Interior", "Branch", "1 Pier"), "Oakland", "", "94607", ""))
        self.assertEqual(document.billing.city, "Fremont")

    def test_invoice_by_hand_has_the_shipment_too(self):
        order = self.order((self.chair, 1))
        self.ship(order, done="2026-03-03 20:00:00")
        self.assertEqual(self.document(self.by_hand(order)).ship_date, date(2026, 3, 3))

    def test_create_then_update(self):
        invoice = self.invoice((self.chair, 1, 100))
        self.assertEqual(self.prepare(invoice).command.verb, Verb.CREATE)
        self.link(invoice, "Invoice", 99, sync_token="4")
        command = self.prepare(invoice).command
        self.assertEqual((command.verb, command.target.id, command.target.token), (Verb.UPDATE, "99", "4"))

    def test_totals_to_compare(self):
        plan = self.prepare(self.invoice((self.chair, 3, 33.33)))
        self.assertEqual((plan.total, plan.tax, plan.qb_type), (Decimal("107.99"), Decimal("8.00"), "Invoice"))

    def test_waits_for_customer_and_products(self):
        self.env["qb.link"].search([]).unlink()
        invoice = self.invoice((self.chair, 1, 100), (self.desk, 1, 250), (self.chair, 2, 100))
        self.assertEqual(self.prepare(invoice), Wait([self.customer, self.chair, self.desk]))

    def test_channel_customer(self):
        shop = self.env["res.partner"].create({"name": "Web shop", "is_company": True})
        self.link(shop, "Customer", 70)
        team = self.env["crm.team"].create({"name": "Web"})
        self.env["qb.channel"].create({"team_id": team.id, "connection_id": self.connection.id, "customer_id": shop.id})
        document = self.document(self.invoice_of(self.ship(self.order((self.chair, 1), team_id=team.id))))
        self.assertEqual(document.customer.id, "70")
        self.assertEqual(document.billing.lines[0], "Azure Interior")

    def test_contact_of_a_company_is_the_company(self):
        contact = self.env["res.partner"].create({"name": "Brandon", "parent_id": self.customer.id})
        self.assertEqual(self.document(self.invoice((self.chair, 1, 100), partner=contact)).customer.id, "1")

    def test_many_lines_stay_one_document(self):
        for count in (1, 30, 31, 500):
            with self.subTest(lines=count):
                document = self.document(self.invoice(*[(self.chair, 1, 1.11)] * count))
                self.assertEqual(len(document.lines), count)

    def test_many_lines_take_few_queries(self):
        small = self.invoice(*[(self.chair, 1, 1.11)] * 2)
        large = self.invoice(*[(self.chair, 1, 1.11)] * 100)
        counts = []
        for invoice in (small, large):
            self.operation(invoice)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.prepare(invoice)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 5, counts)


@tagged("post_install", "-at_install")
class TestLines(DocumentCase):
    def test_item(self):
        line = self.document(self.invoice((self.chair, 3, 100.0))).lines[0]
        self.assertEqual(
            line,
            ItemLine(
                Ref("11", self.chair.display_name),
                Decimal("300.00"),
                Decimal(3),
                Decimal(100),
                "[CHAIR] Chair",
                Ref("TAX", "TAX"),
            ),
        )

    def test_discount_on_a_line_is_a_net_price(self):
        invoice = self.invoice((self.chair, 3, 33.35), post=False)
        invoice.invoice_line_ids.discount = 12.5
        invoice.action_post()
        line = self.document(invoice).lines[0]
        self.assertEqual((line.amount, line.unit_price), (Decimal("87.54"), Decimal("29.18125")))
        self.assertEqual(line.amount, Decimal(str(invoice.amount_untaxed)))

    def test_own_rounding_is_kept(self):
        """0.35 at 9.99 is 3.4965: 3.50 in Odoo, and so there."""
        line = self.document(self.invoice((self.chair, 0.35, 9.99))).lines[0]
        self.assertEqual(
            (line.quantity, line.unit_price, line.amount), (Decimal("0.35"), Decimal("9.99"), Decimal("3.50"))
        )

    def test_delivery_lines_are_one_shipping_line(self):
        order = self.order((self.chair, 1), confirm=False)
        order.set_delivery_line(self.carrier, 15.0)
        order._create_delivery_line(self.carrier, 5.0)
        order.action_confirm()
        document = self.document(self.invoice_of(self.ship(order)))
        self.assertEqual(self.kinds(document), ["ItemLine", "ShippingLine"])
        self.assertEqual((document.lines[1].amount, document.lines[1].tax.id), (Decimal("20.00"), "TAX"))

    def test_shipping_on_an_invoice_by_hand(self):
        document = self.document(self.invoice((self.chair, 1, 100), (self.carrier.product_id, 1, 12)))
        self.assertEqual(document.lines[1], ShippingLine(Decimal("12.00"), Ref("TAX", "TAX"), "Transport"))

    def test_shipping_as_a_product(self):
        item = self.entry("Item", 55, "Freight")
        self.env["qb.charge"].create({"connection_id": self.connection.id, "charge": "shipping", "entry_id": item.id})
        document = self.document(self.invoice((self.chair, 1, 100), (self.carrier.product_id, 1, 12)))
        self.assertEqual(document.lines[1].item, Ref("55", "Freight"))

    def test_shipping_switched_off_there(self):
        self.facts(features={**FEATURES, "AllowShipping": False})
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100), (self.carrier.product_id, 1, 12))),
            "The line “Transport” has no product, and QuickBooks needs one on every line. Choose the"
            " QuickBooks product for “Shipping” under QuickBooks › Configuration › Charges, then press"
            " Send Again.",
        )

    def test_discount_of_the_order(self):
        order = self.order((self.chair, 2), confirm=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        document = self.document(self.invoice_of(self.ship(order)))
        self.assertEqual(self.kinds(document), ["ItemLine", "DiscountLine"])
        self.assertEqual(document.lines[1].amount, Decimal("20.00"))
        self.assertEqual(document.total, Decimal("194.40"))

    def test_discount_switched_off_there(self):
        self.facts(features={**FEATURES, "AllowDiscount": False})
        item = self.entry("Item", 56, "Less")
        self.env["qb.charge"].create({"connection_id": self.connection.id, "charge": "discount", "entry_id": item.id})
        order = self.order((self.chair, 2), confirm=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        line = self.document(self.invoice_of(self.ship(order))).lines[1]
        self.assertEqual((line.item.id, line.amount), ("56", Decimal("-20.00")))

    def test_sections_and_notes(self):
        invoice = self.invoice((self.chair, 1, 100), post=False)
        invoice.invoice_line_ids = [
            fields.Command.create({"display_type": "line_section", "name": "Seats", "sequence": 1}),
            fields.Command.create({"display_type": "line_note", "name": "By Friday", "sequence": 999}),
        ]
        invoice.action_post()
        document = self.document(invoice)
        self.assertEqual(
            (document.lines[0], document.lines[2]), (DescriptionLine("Seats"), DescriptionLine("By Friday"))
        )

    def test_line_without_product(self):
        invoice = self.invoice((self.env["product.product"], 1, 30), post=False)
        invoice.invoice_line_ids.name = "Handling"
        invoice.action_post()
        self.assertEqual(
            self.refusal(invoice),
            "The line “Handling” has no product, and QuickBooks needs one on every line. Choose the"
            " QuickBooks product for “Other charges” under QuickBooks › Configuration › Charges, then"
            " press Send Again.",
        )
        item = self.entry("Item", 57, "Other")
        self.env["qb.charge"].create({"connection_id": self.connection.id, "charge": "other", "entry_id": item.id})
        self.assertEqual(self.document(invoice).lines[0].item, Ref("57", "Other"))

    def test_down_payment_is_a_negative_line(self):
        self.owed("down_payment", 58, "Deposit")
        order = self.order((self.chair, 10))
        wizard = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "percentage", "amount": 30}
        )
        wizard.create_invoices()
        order.invoice_ids.action_post()
        self.assertEqual(self.document(order.invoice_ids).total, Decimal("324.00"))
        document = self.document(self.invoice_of(self.ship(order)))
        deducted = next(line for line in document.lines if isinstance(line, ItemLine) and line.amount < 0)
        self.assertEqual(
            (deducted.item.id, deducted.amount, deducted.quantity), ("58", Decimal("-300.00"), Decimal(-1))
        )
        self.assertEqual(document.total, Decimal("756.00"))

    def test_cash_rounding(self):
        item = self.entry("Item", 59, "Rounding")
        self.env["qb.charge"].create({"connection_id": self.connection.id, "charge": "rounding", "entry_id": item.id})
        rounding = self.to_five_cents()
        invoice = self.invoice((self.chair, 1, 99.99), invoice_cash_rounding_id=rounding.id)
        document = self.document(invoice)
        self.assertEqual(document.lines[-1].item.id, "59")
        self.assertEqual(document.total, Decimal("108.00"))
        rounding.strategy = "biggest_tax"
        self.assertEqual(
            self.document(self.invoice((self.chair, 1, 99.98), invoice_cash_rounding_id=rounding.id)).total,
            Decimal("108.00"),
        )


@tagged("post_install", "-at_install")
class TestTaxes(DocumentCase):
    def map_taxes(self, taxes, qb_id, name, rates=()):
        """A tax code there with `rates` (id, percent), standing for `taxes`."""
        for rate_id, percent in rates:
            if not self.env["qb.entry"].search([("type", "=", "TaxRate"), ("qb_id", "=", str(rate_id))]):
                self.entry("TaxRate", rate_id, f"{percent}%", details={"RateValue": percent})
        details = {"SalesTaxRateList": [{"rate": str(rate_id)} for rate_id, _percent in rates]}
        code = self.entry("TaxCode", qb_id, name, details=details)
        return self.env["qb.tax.map"].create(
            {
                "connection_id": self.connection.id,
                "tax_ids": [fields.Command.set(taxes.ids)],
                "code_id": code.id,
            }
        )

    none = property(lambda self: self.env["account.tax"])

    # ------------------------------------------------------------------ United States, automated

    def test_american_lines_say_taxed_or_not(self):
        exempt = self.a_tax("Exempt", 0)
        document = self.document(
            self.invoice((self.chair, 1, 100), (self.desk, 1, 50, exempt), (self.cabling, 1, 20, self.none))
        )
        self.assertEqual([line.tax.id for line in document.lines], ["TAX", "NON", "NON"])
        self.assertEqual(document.tax.total, Decimal("8.00"))

    def test_american_mapping_overrides(self):
        self.map_taxes(self.tax, "NON", "Not taxed")
        self.assertEqual(self.document(self.invoice((self.chair, 1, 100))).lines[0].tax.id, "NON")

    def test_american_several_taxes_on_a_line(self):
        county = self.a_tax("County 1.25%", 1.25)
        document = self.document(self.invoice((self.chair, 1, 99.99, self.tax | county)))
        self.assertEqual((document.tax.total, document.total), (Decimal("9.25"), Decimal("109.24")))

    def test_american_price_includes_tax(self):
        included = self.a_tax("Incl 8%", 8, price_include_override="tax_included")
        document = self.document(self.invoice((self.chair, 1, 108, included)))
        self.assertEqual((document.lines[0].amount, document.tax.total), (Decimal("100.00"), Decimal("8.00")))
        self.assertFalse(document.tax.inclusive)

    # ------------------------------------------------------------------ switched off, not set up, legacy

    def test_tax_is_off(self):
        self.facts(tax_model=TaxModel.OFF)
        self.assertIsNone(self.document(self.invoice((self.chair, 1, 100, self.none))).lines[0].tax)
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100))),
            "The invoice has 8.00 of tax, and sales tax is switched off in QuickBooks. Switch it on in"
            " QuickBooks under Taxes and refresh the connection, then press Send Again.",
        )

    def test_tax_is_not_set_up(self):
        self.facts(tax_model=TaxModel.US_AUTOMATED_NOT_SET_UP)
        self.assertEqual(self.document(self.invoice((self.chair, 1, 100, self.none))).lines[0].tax.id, "NON")
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100))),
            "The invoice has 8.00 of tax, and automated sales tax is not set up in QuickBooks. Finish the"
            " set-up in QuickBooks under Taxes and refresh the connection, then press Send Again.",
        )

    def test_legacy_code(self):
        self.facts(tax_model=TaxModel.US_LEGACY)
        invoice = self.invoice((self.chair, 1, 100), (self.desk, 1, 50, self.none))
        self.assertEqual(
            self.refusal(invoice),
            "The tax “Sales Tax 8%” has no counterpart in QuickBooks. Choose one under QuickBooks ›"
            " Configuration › Taxes, then press Send Again.",
        )
        self.map_taxes(self.tax, 5, "California")
        document = self.document(invoice)
        self.assertEqual((document.tax.code, document.tax.total), (Ref("5", "California"), Decimal("8.00")))
        self.assertEqual([line.tax.id for line in document.lines], ["TAX", "NON"])

    def test_legacy_knows_one_code(self):
        self.facts(tax_model=TaxModel.US_LEGACY)
        other = self.a_tax("Other 5%", 5)
        self.map_taxes(self.tax, 5, "California")
        self.map_taxes(other, 6, "Nevada")
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100), (self.desk, 1, 50, other))),
            "The invoice uses “California”, “Nevada”, and this QuickBooks company knows one tax code per"
            " invoice. Map these taxes to one code under QuickBooks › Configuration › Taxes, or split the"
            " invoice, then press Send Again.",
        )

    # ------------------------------------------------------------------ everywhere else

    def test_global_codes_and_rates(self):
        self.facts(tax_model=TaxModel.GLOBAL, country="CA")
        gst, pst = self.a_tax("GST 5%", 5), self.a_tax("PST 7%", 7)
        self.map_taxes(gst, 2, "GST", [(21, 5)])
        self.map_taxes(gst | pst, 4, "GST/PST BC", [(21, 5), (22, 7)])
        self.map_taxes(self.none, 9, "Exempt", [(29, 0)])
        document = self.document(
            self.invoice((self.chair, 1, 100, gst | pst), (self.desk, 1, 50, gst), (self.cabling, 1, 20, self.none))
        )
        self.assertEqual([line.tax.id for line in document.lines], ["4", "2", "9"])
        self.assertEqual(
            document.tax.rates,
            (
                TaxRateAmount(Ref("21", "5%"), Decimal("7.50"), Decimal("150.00"), Decimal(5)),
                TaxRateAmount(Ref("22", "7%"), Decimal("7.00"), Decimal("100.00"), Decimal(7)),
                TaxRateAmount(Ref("29", "0%"), Decimal(0), Decimal("20.00"), Decimal(0)),
            ),
        )
        self.assertEqual(document.tax.total, Decimal("14.50"))

    def test_global_unmapped(self):
        self.facts(tax_model=TaxModel.GLOBAL, country="GB")
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100))),
            "The tax “Sales Tax 8%” has no counterpart in QuickBooks. Choose one under QuickBooks ›"
            " Configuration › Taxes, then press Send Again.",
        )
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100, self.none))),
            "The line “[CHAIR] Chair” has no tax, and this QuickBooks company needs a tax code on every"
            " line. Choose the code for “no tax” under QuickBooks › Configuration › Taxes, then press Send"
            " Again.",
        )

    def test_global_price_includes_tax(self):
        self.facts(tax_model=TaxModel.GLOBAL, country="AU")
        gst = self.a_tax("GST incl 10%", 10, price_include_override="tax_included")
        self.map_taxes(gst, 3, "GST", [(31, 10)])
        document = self.document(self.invoice((self.chair, 1, 69, gst), (self.desk, 3, 33.33, gst)))
        self.assertTrue(document.tax.inclusive)
        self.assertEqual(
            [(line.amount, line.tax_inclusive_amount) for line in document.lines],
            [(Decimal("62.73"), Decimal("69.00")), (Decimal("90.90"), Decimal("99.99"))],
        )
        self.assertEqual(document.total, Decimal("168.99"))

    def test_global_discount_and_included_tax_go_as_net(self):
        self.facts(tax_model=TaxModel.GLOBAL, country="AU")
        gst = self.a_tax("GST incl 10%", 10, price_include_override="tax_included")
        self.map_taxes(gst, 3, "GST", [(31, 10)])
        self.chair.taxes_id = gst
        order = self.order((self.chair, 2), confirm=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        document = self.document(self.invoice_of(self.ship(order)))
        self.assertFalse(document.tax.inclusive)
        self.assertEqual(document.total, Decimal("180.00"))

    def test_global_rate_missing_there(self):
        self.facts(tax_model=TaxModel.GLOBAL, country="GB")
        self.map_taxes(self.tax, 2, "20.0% S", [(21, 20)])
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100))),
            "The tax “Sales Tax 8%” has no counterpart among the rates of the QuickBooks tax code “20.0%"
            " S”. Choose a code with this rate under QuickBooks › Configuration › Taxes, then press Send"
            " Again.",
        )

    # ------------------------------------------------------------------ currencies

    def test_foreign_currency(self):
        self.facts(multicurrency=True)
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create({"currency_id": euro.id, "name": "2026-01-01", "rate": 0.8})
        self.env["qb.link"].search([("qb_type", "=", "Customer")]).currency_id = euro
        document = self.document(self.invoice((self.chair, 1, 100), currency_id=euro.id))
        self.assertEqual((document.currency, document.exchange_rate), ("EUR", Decimal("1.25")))

    def test_foreign_currency_in_a_single_currency_company(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100), currency_id=euro.id)),
            "The document is in EUR, and the QuickBooks company works in USD only. Switch on multicurrency"
            " in QuickBooks and refresh the connection, or invoice in USD, then press Send Again.",
        )

    def test_customer_kept_in_another_currency(self):
        self.facts(multicurrency=True)
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["qb.link"].search([("qb_type", "=", "Customer")]).currency_id = self.env.ref("base.USD")
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100), currency_id=euro.id)),
            "The customer “Azure Interior” is kept in USD in QuickBooks and cannot get a document in EUR:"
            " QuickBooks fixes the currency of a customer for ever. Use a contact of its own for EUR, then"
            " press Send Again; or let a QuickBooks manager give customers a second name for each"
            " currency (on the connection, under Policies), and it goes by itself.",
        )

    # ------------------------------------------------------------------ what the document itself says

    def test_bad_documents(self):
        def problems(invoice):
            return self.prepare(invoice).command.document.problems(ONLINE)

        chatty = self.invoice((self.chair, 1, 100), narration="x" * 10_000, name="INV/2026/1")
        self.assertEqual([one.code for one in problems(chatty)], ["memo_too_long"])

    def test_company_not_read_yet(self):
        self.connection.sudo().facts = False
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100))),
            "The settings of the QuickBooks company have not been read yet. Open the connection and press"
            " Refresh, then press Send Again.",
        )

    def test_draft_and_vendor_bill(self):
        draft = self.invoice((self.chair, 1, 100), post=False)
        self.assertIn("is not confirmed. Confirm it; it goes to QuickBooks then.", self.refusal(draft))
        bill = self.invoice((self.chair, 1, 100), move_type="in_invoice")
        self.assertIn("is neither a customer invoice nor a credit note", self.refusal(bill))
