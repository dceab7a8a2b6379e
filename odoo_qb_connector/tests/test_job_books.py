"""The job end to end: shipped in Odoo, in the books of QuickBooks once and to the cent."""

from decimal import Decimal

from odoo import fields
from odoo.tests import tagged

from .job_books import BooksCase


@tagged("post_install", "-at_install")
class TestShipped(BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    def test_a_shipment_arrives(self):
        order = self.order((self.chair, 2), (self.desk, 1), confirm=False, client_order_ref="PO-77")
        order.set_delivery_line(self.carrier, 15.0)
        order.action_confirm()
        picking = order.picking_ids
        picking.write({"carrier_id": self.carrier.id, "carrier_tracking_ref": "1Z999"})
        self.ship(order, done="2026-03-01 02:30:00")
        self.run_queue()
        invoice = picking.qb_invoice_ids
        there = self.the_only_invoice()
        self.assert_same_money(there, invoice)
        self.assertEqual(there["DocNumber"], invoice.name)
        self.assertEqual(there["TxnDate"], "2026-02-28")
        self.assertEqual(there["ShipDate"], "2026-02-28")
        self.assertEqual(there["DueDate"], "2026-02-28")
        self.assertEqual(there["TrackingNum"], "1Z999")
        self.assertEqual(there["ShipMethodRef"]["value"], "Truck")
        self.assertIn(f"Order {order.name} · {picking.name} · PO-77", there["PrivateNote"])
        self.assertEqual(there["ShipAddr"]["City"], "Fremont")
        items = [line for line in there["Line"] if line["DetailType"] == "SalesItemLineDetail"]
        self.assertEqual([line["Amount"] for line in items], [200, 250, 15])
        self.assertEqual(items[2]["SalesItemLineDetail"]["ItemRef"]["value"], "SHIPPING_ITEM_ID")
        customer = next(one for one in self.books("Customer") if one["Id"] == there["CustomerRef"]["value"])
        self.assertEqual((customer["DisplayName"], customer["BillAddr"]["City"]), ("Azure Interior", "Fremont"))
        for record in (order, picking, invoice):
            self.assertEqual((record.qb_state, record.qb_number, record.qb_sent), ("sent", invoice.name, True), record)
            self.assertIn(f"txnId={there['Id']}", record.qb_url)
        link = invoice.qb_link_id
        self.assertEqual((link.qb_id, link.total, link.tax), (there["Id"], invoice.amount_total, invoice.amount_tax))

    def test_the_second_time_nothing_is_made_twice(self):
        for quantity in (1, 2):
            self.ship(self.order((self.chair, quantity)))
        self.run_queue()
        self.ship(self.order((self.chair, 3)))
        self.run_queue()
        self.assertEqual(len(self.invoices_there()), 3)
        self.assertEqual(len([one for one in self.books("Customer") if one["DisplayName"] == "Azure Interior"]), 1)
        self.assertEqual(len([one for one in self.books("Item") if one["Name"] == "Chair"]), 1)

    def test_known_there_already(self):
        customer = self.company.enter("Customer", {"DisplayName": "Azure Interior"})
        account = self.connection.income_account_id.qb_id
        by_sku = self.company.enter(
            "Item",
            {"Name": "Executive seat", "Sku": "CHAIR", "Type": "NonInventory", "IncomeAccountRef": {"value": account}},
        )
        by_name = self.company.enter(
            "Item", {"Name": "Cabling", "Type": "Service", "IncomeAccountRef": {"value": account}}
        )
        self.ship(self.order((self.chair, 1), (self.cabling, 1)))
        self.run_queue()
        there = self.the_only_invoice()
        self.assertEqual(there["CustomerRef"]["value"], customer["Id"])
        used = [
            line["SalesItemLineDetail"]["ItemRef"]["value"]
            for line in there["Line"]
            if line["DetailType"] == "SalesItemLineDetail"
        ]
        self.assertEqual(used, [by_sku["Id"], by_name["Id"]])

    def test_two_deliveries_two_invoices(self):
        order = self.order((self.chair, 10))
        first, second = self.ship(order, {self.chair: 4}), self.ship(order)
        self.run_queue()
        totals = sorted(Decimal(str(one["TotalAmt"])) for one in self.invoices_there())
        self.assertEqual(totals, [Decimal(432), Decimal(648)])
        self.assertNotEqual(first.qb_number, second.qb_number)
        self.assertEqual(order.qb_state, "sent")

    def test_any_number_of_lines_is_one_document(self):
        for count in (1, 30, 31, 500):
            with self.subTest(lines=count):
                invoice = self.invoice(*[(self.chair, 3, 33.33)] * count)
                self.run_queue()
                self.assertEqual(invoice.qb_state, "sent", invoice.qb_message)
                there = next(one for one in self.invoices_there() if one["DocNumber"] == invoice.name)
                lines = [line for line in there["Line"] if line["DetailType"] == "SalesItemLineDetail"]
                self.assertEqual(len(lines), count)
                self.assert_same_money(there, invoice)

    def test_discounts_sections_and_down_payment(self):
        item = self.company.enter(
            "Item",
            {
                "Name": "Deposit received",
                "Type": "Service",
                "IncomeAccountRef": {"value": self.entry_named("Account", "Customer Deposits").qb_id},
            },
        )
        with self.enter_registry_test_mode():
            self.read_lists()
        entry = self.env["qb.entry"].search([("type", "=", "Item"), ("qb_id", "=", item["Id"])])
        self.env["qb.charge"].create(
            {"connection_id": self.connection.id, "charge": "down_payment", "entry_id": entry.id}
        )
        order = self.order((self.chair, 10), confirm=False)
        order.order_line = [fields.Command.create({"display_type": "line_section", "name": "Seats", "sequence": 1})]
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        wizard = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "percentage", "amount": 30}
        )
        wizard.create_invoices()
        order.invoice_ids.action_post()
        picking = self.ship(order)
        self.run_queue()
        invoice = picking.qb_invoice_ids
        self.assertEqual(invoice.qb_state, "sent", invoice.qb_message)
        self.assertEqual(invoice.amount_untaxed, 630.0)
        there = next(one for one in self.invoices_there() if one["DocNumber"] == invoice.name)
        self.assert_same_money(there, invoice)
        kinds = {line["DetailType"] for line in there["Line"]}
        self.assertLessEqual({"SalesItemLineDetail", "DiscountLineDetail", "DescriptionOnly"}, kinds)

    def test_send_now_on_the_order(self):
        self.connection.default_channel_id.mode = "manual"
        order = self.order((self.chair, 1))
        picking = self.ship(order)
        self.run_queue()
        self.assertEqual(self.invoices_there(), [])
        wished = order.action_qb_send_now()["params"]["operation_ids"]
        self.run_queue()
        self.assertEqual(self.the_only_invoice()["DocNumber"], order.qb_number)
        said = self.env["qb.operation"].browse(wished).result_for_user()
        self.assertEqual(said["type"], "success")
        self.assertIn(f"Sent as Invoice {picking.qb_invoice_ids.name}.", said["message"])

    def test_corrected_invoice_is_an_update(self):
        invoice = self.invoice((self.chair, 1, 100.0))
        self.run_queue()
        before = self.the_only_invoice()
        invoice.button_draft()
        invoice.invoice_line_ids.price_unit = 90.0
        invoice.action_post()
        self.run_queue()
        after = self.the_only_invoice()
        self.assertEqual((after["Id"], Decimal(str(after["TotalAmt"]))), (before["Id"], Decimal("97.2")))

    def test_service_only_order(self):
        order = self.order((self.cabling, 3))
        order.action_qb_send_now()
        self.run_queue()
        self.assert_same_money(self.the_only_invoice(), order.invoice_ids)

    def test_channel_customer(self):
        shop = self.env["res.partner"].create({"name": "Web shop", "is_company": True})
        team = self.env["crm.team"].create({"name": "Web"})
        self.env["qb.channel"].create({"team_id": team.id, "connection_id": self.connection.id, "customer_id": shop.id})
        self.ship(self.order((self.chair, 1), team_id=team.id))
        self.run_queue()
        self.assertEqual(self.the_only_invoice()["CustomerRef"]["name"], "Web shop")
        self.assertNotIn("Azure Interior", [one["DisplayName"] for one in self.books("Customer")])

    def test_other_amounts_there_are_a_state_of_its_own(self):
        """Somebody's QuickBooks computes another tax: sent, never made again, both totals shown."""
        invoice = self.invoice((self.chair, 1, 100.0))
        self.run_queue()
        invoice.qb_link_id.write({"differs": True, "total": 107.5, "tax": 7.5})
        invoice.invalidate_recordset()
        self.assertEqual(invoice.qb_state, "different")
        self.assertIn("QuickBooks has $\xa0107.50, Odoo has $\xa0108.00", invoice.qb_message)
        invoice.action_qb_correct_there()
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent")
        self.assert_same_money(self.the_only_invoice(), invoice)


class BadInputCase(BooksCase):
    """A bad document and a good one behind it, in one drain."""

    def run_with_a_good_one(self, shipped=None, tax=None, **values):
        """One drain of what waits and of a good document behind it, which arrives exactly once."""
        # A journal of its own: the number of the good document is no part of the bad one's sequence.
        journal = self.env["account.journal"].create({"name": "Good ones", "code": "GOOD", "type": "sale"})
        partner = self.env["res.partner"].create({"name": "Good Customer"})
        good = self.invoice((self.chair, 1, 7.0, tax or self.tax), partner=partner, journal_id=journal.id, **values)
        self.run_queue()
        if shipped:
            self.assertEqual(shipped.state, "done", "the shipment stands")
        self.assertEqual(good.qb_state, "sent", good.qb_message)
        self.assertEqual([one["DocNumber"] for one in self.invoices_there()], [good.name])
        self.assertEqual(self.the_only_invoice()["CustomerRef"]["name"], "Good Customer")

    def assert_says(self, record, sentence):
        """The record is marked as failed, and `sentence` on it says what to change."""
        self.assertEqual((record.qb_state, record.qb_problem), ("failed", True), record.qb_message)
        self.assertEqual(record.qb_message, sentence)

    def shipped(self, **values):
        return self.ship(self.order((self.chair, 1), **values))

    def map_taxes(self, taxes, code):
        entry = self.entry_named("TaxCode", code)
        self.assertTrue(entry, self.env["qb.entry"].search([("type", "=", "TaxCode")]).mapped("name"))
        self.env["qb.tax.map"].create(
            {"connection_id": self.connection.id, "tax_ids": [fields.Command.set(taxes.ids)], "code_id": entry.id}
        )


@tagged("post_install", "-at_install")
class TestBadInput(BadInputCase):
    """Each gets a sentence on the record that says what to change; the shipment stands; the queue goes on."""

    def setUp(self):
        super().setUp()
        self.open_books()

    def test_customer_without_a_name(self):
        nameless = self.env["res.partner"].create({"type": "invoice", "street": "1 Pier"})
        picking = self.shipped(partner=nameless)
        self.run_with_a_good_one(picking)
        sentence = "The contact has no name. Enter one, then press Send Again."
        self.assert_says(nameless, sentence)
        invoice = picking.qb_invoice_ids
        self.assert_says(invoice, f"{nameless.display_name}: {sentence}")
        nameless.name = "Somebody"
        nameless.action_qb_send_again()
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent", invoice.qb_message)

    def test_names_that_quickbooks_cannot_hold_as_they_are(self):
        long, colon = self.env["res.partner"].create([{"name": "a" * 501}, {"name": "Azure: West"}])
        shipped = [self.shipped(partner=partner) for partner in (long, colon)]
        self.run_queue()
        self.assertEqual([picking.qb_state for picking in shipped], ["sent", "sent"])
        self.assertEqual(colon.qb_number, "Azure - West")
        self.assertEqual((len(long.qb_number), long.qb_number[:496]), (500, "a" * 494 + " ~"))

    def test_item_without_accounts(self):
        account = self.connection.income_account_id
        self.connection.income_account_id = False
        there = next(item["Id"] for item in self.books("Item") if item["Type"] == "NonInventory")
        self.link(self.chair, "Item", there)
        picking = self.ship(self.order((self.desk, 1)))
        self.run_with_a_good_one(picking)
        self.assertEqual(picking.qb_state, "failed")
        self.assert_says(
            self.desk,
            "QuickBooks needs an account for the product “Desk” (Sales). Press Create the Account on the product to"
            " have it made there, or choose one on the product, for its category under QuickBooks › Configuration ›"
            " Product Categories, or on the connection, then press Send Again.",
        )
        self.connection.income_account_id = account
        self.desk.action_qb_send_again()
        self.run_queue()
        self.assertEqual(picking.qb_state, "sent", "what waited for the product goes by itself")

    def test_document_number_of_22_characters(self):
        """Shortened to one that nobody else has; the note keeps the whole."""
        self.invoice((self.chair, 1, 100.0), name="INV/2026/03/0000000001", invoice_date="2026-03-01")
        self.env["qb.operation"].search([("connection_id", "=", self.connection.id)]).action_cancel()
        invoice = self.invoice_of(self.ship(self.order((self.chair, 1)), done="2026-03-02 18:00:00"))
        invoice._qb_wish("send")
        self.run_queue()
        there = self.the_only_invoice()
        self.assertEqual((invoice.qb_state, there["DocNumber"]), ("sent", "INV26030000000002"))
        self.assertIn("INV/2026/03/0000000002", there["PrivateNote"])

    def test_long_memo(self):
        picking = self.shipped(note="x" * 10_000)
        self.run_with_a_good_one(picking)
        self.assert_says(
            picking.qb_invoice_ids,
            "The terms and conditions have 10000 characters and QuickBooks holds 1000. Shorten them on the"
            " invoice, then press Send Again.",
        )

    def test_foreign_currency(self):
        euro = self.own_currency("EUR")
        self.env["res.currency.rate"].create({"currency_id": euro.id, "name": "2026-01-01", "rate": 0.8})
        picking = self.shipped(pricelist_id=self.pricelist_in(euro).id)
        self.run_with_a_good_one(picking)
        self.assert_says(
            picking.qb_invoice_ids,
            "The document is in EUR, and the QuickBooks company works in USD only. Switch on multicurrency"
            " in QuickBooks and refresh the connection, or invoice in USD, then press Send Again.",
        )

    def test_order_without_lines(self):
        order = self.order()
        order.action_qb_send_now()
        self.run_with_a_good_one()
        self.assertEqual((order.state, order.picking_ids.ids), ("sale", []), "confirmed, and nothing to ship")
        self.assert_says(
            order,
            f"The order {order.name} has no lines, so there is nothing to invoice. Add a product to the"
            " order, then press Send Now.",
        )

    def test_closed_period(self):
        self.control("/close-books", {"date": "2026-03-31"})
        invoice = self.invoice((self.chair, 1, 100.0))
        good = self.invoice((self.chair, 1, 7.0), invoice_date="2026-04-02")
        self.run_queue()
        self.assertEqual(good.qb_state, "sent", good.qb_message)
        self.assertEqual(
            invoice.qb_message,
            "The books in QuickBooks are closed for the date of this document. Ask your accountant to open"
            " the period there, or give the document a later date, then press Send Again.",
        )

    def test_namesakes(self):
        """Two contacts of one name, shipped to in the same minute: one is sent, the other gets a sentence,
        no merge."""
        self.ship(self.order((self.chair, 1)))
        twin = self.env["res.partner"].create({"name": "Azure Interior", "is_company": True})
        picking = self.shipped(partner=twin)
        self.run_queue()
        self.assertEqual(len(self.invoices_there()), 1)
        self.assertEqual(
            twin.qb_message,
            "Another contact in Odoo, Azure Interior, is just going to QuickBooks under the name “Azure"
            " Interior”, and names are unique there. Merge the two contacts if they are the same, or give"
            " this contact a name of its own, then press Send Again.",
        )
        twin.action_qb_send_again()
        self.run_queue()
        self.assertEqual(
            twin.qb_message,
            "QuickBooks has a customer “Azure Interior” already, and it belongs to another contact in"
            " Odoo, Azure Interior. Merge the two contacts if they are the same, or give this contact a"
            " name of its own, then press Send Again.",
        )
        twin.name = "Azure Interior East"
        twin.action_qb_send_again()
        self.run_queue()
        self.assertEqual(picking.qb_state, "sent", picking.qb_message)


@tagged("post_install", "-at_install")
class TestElsewhere(BadInputCase):
    """The other tax models, and other currencies."""

    def test_legacy_company(self):
        self.open_books("us-legacy")
        self.map_taxes(self.tax, "California")
        invoice = self.invoice((self.chair, 3, 33.33), (self.desk, 1, 50, self.env["account.tax"]))
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent", invoice.qb_message)
        there = self.the_only_invoice()
        self.assert_same_money(there, invoice)
        self.assertEqual(
            there["TxnTaxDetail"]["TxnTaxCodeRef"]["value"], self.entry_named("TaxCode", "California").qb_id
        )

    def test_canada_two_taxes_on_a_line(self):
        self.open_books("ca")
        gst, pst = self.a_tax("GST 5%", 5), self.a_tax("PST 7%", 7)
        self.map_taxes(gst, "GST")
        self.map_taxes(gst | pst, "GST/PST BC")
        self.map_taxes(self.env["account.tax"], "Exempt")
        invoice = self.invoice(
            (self.chair, 3, 33.33, gst | pst),
            (self.desk, 7, 11.11, gst),
            (self.cabling, 1, 20, self.env["account.tax"]),
            currency_id=self.own_currency("CAD").id,
        )
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent", invoice.qb_message)
        self.assert_same_money(self.the_only_invoice(), invoice)

    def test_canada_unmapped_tax(self):
        self.open_books("ca")
        canadian = self.own_currency("CAD")
        gst = self.a_tax("GST 5%", 5)
        self.map_taxes(gst, "GST")
        self.chair.taxes_id = self.tax
        picking = self.shipped(pricelist_id=self.pricelist_in(canadian).id)
        self.run_with_a_good_one(picking, tax=gst, currency_id=canadian.id)
        invoice = picking.qb_invoice_ids
        self.assert_says(
            invoice,
            "The tax “Sales Tax 8%” has no counterpart in QuickBooks. Choose one under QuickBooks ›"
            " Configuration › Taxes, then press Send Again.",
        )
        self.map_taxes(self.tax, "HST ON")
        invoice.action_qb_send_again()
        self.run_queue()
        self.assertIn("has no counterpart among the rates of the QuickBooks tax code “HST ON”", invoice.qb_message)

    def test_australia_prices_include_tax(self):
        self.open_books("au")
        gst = self.a_tax("GST incl 10%", 10, price_include_override="tax_included")
        self.map_taxes(gst, "GST")
        invoice = self.invoice(
            (self.chair, 3, 33.35, gst), (self.desk, 1, 69, gst), currency_id=self.own_currency("AUD").id
        )
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent", invoice.qb_message)
        there = self.the_only_invoice()
        self.assertEqual(there["GlobalTaxCalculation"], "TaxInclusive")
        self.assert_same_money(there, invoice)

    def test_britain_with_shipping_and_discount(self):
        self.open_books("uk")
        vat = self.a_tax("VAT 20%", 20)
        self.map_taxes(vat, "20.0% S")
        products = self.chair | self.carrier.product_id
        products.taxes_id = vat
        pricelist = self.pricelist_in(self.own_currency("GBP"))
        order = self.order((self.chair, 3, 33.33), confirm=False, pricelist_id=pricelist.id)
        order.set_delivery_line(self.carrier, 15.0)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        picking = self.ship(order)
        self.run_queue()
        self.assertEqual(picking.qb_state, "sent", picking.qb_message)
        self.assert_same_money(self.the_only_invoice(), picking.qb_invoice_ids)

    def test_foreign_customer(self):
        self.open_books("us-ast", multicurrency=True)
        euro = self.own_currency("EUR")
        self.env["res.currency.rate"].create({"currency_id": euro.id, "name": "2026-01-01", "rate": 0.8})
        invoice = self.invoice((self.chair, 1, 100.0), currency_id=euro.id)
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent", invoice.qb_message)
        there = self.the_only_invoice()
        self.assertEqual((there["CurrencyRef"]["value"], there["ExchangeRate"]), ("EUR", Decimal("1.25")))
        self.assert_same_money(there, invoice)
        second = self.invoice((self.chair, 1, 100.0))
        self.run_queue()
        self.assertEqual(
            second.qb_message,
            "The customer “Azure Interior” is kept in EUR in QuickBooks and cannot get a document in USD:"
            " QuickBooks fixes the currency of a customer for ever. Use a contact of its own for USD, then"
            " press Send Again; or let a QuickBooks manager give customers a second name for each currency (on the"
            " connection, under Policies), and it goes by itself.",
        )
