"""From a real order and its delivery to the bytes that QuickBooks Desktop reads."""

from datetime import date
from decimal import Decimal

from lxml import etree
from odoo import fields
from odoo.addons.odoo_qb_connector.desktop import ref_number
from odoo.addons.odoo_qb_connector.desktop.guids import guid_of
from odoo.addons.odoo_qb_connector.documents import DocumentError
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, Command, ObjectRef, TaxModel, Verb
from odoo.addons.odoo_qb_connector.models.qb_plan import Wait
from odoo.addons.odoo_qb_connector.models.qb_sentences import sentences
from odoo.tests import tagged

from .desktop_case import NON, TAX, DesktopCase
from .pure.desktop.schemas import assert_valid

KEY = "0123456789abcdef0123456789abcdef"
FREIGHT, REBATE = "80000011-1", "80000012-1"
CUSTOMER, CHAIR, DESK, CABLING = "80000101-1", "80000111-1", "80000112-1", "80000113-1"


class DocumentCase(DesktopCase):
    def setUp(self):
        super().setUp()
        self.customer_link = self.link(self.customer, "Customer", CUSTOMER)
        for product, qb_id in ((self.chair, CHAIR), (self.desk, DESK), (self.cabling, CABLING)):
            self.link(product, "Item", qb_id)

    def plan(self, record):
        """The plan of `record` after the gateway's preflight, as the engine asks for it."""
        plan = self.prepare(record)
        problems = self.connection._gateway().problems(plan.command)
        if problems:
            raise DocumentError(*problems)
        return plan

    def refusal(self, record, **more):
        with self.assertRaises(DocumentError) as caught:
            self.plan(record)
        return sentences(self.env, caught.exception.problems)

    def bytes_of(self, *commands):
        """The message set of these commands, which both schemas accept where they are here."""
        body = self.connection._gateway().encode(commands, KEY).body
        assert_valid(body)
        return body

    def request(self, record):
        """The only request of the set for `record`."""
        return etree.fromstring(self.bytes_of(self.plan(record).command))[0][0]

    def header(self, record, entity="InvoiceAdd"):
        """{element: text} of the head of the document; references as ids."""
        body = self.request(record).find(entity)
        return {one.tag: one.findtext("ListID") or one.text for one in body if "Line" not in one.tag}

    def lines(self, record, entity="InvoiceAdd"):
        body = self.request(record).find(entity)
        lines = [line for line in body if line.tag.startswith("InvoiceLine")]
        return [{one.tag: one.findtext("ListID") or one.text for one in line} for line in lines]


@tagged("post_install", "-at_install")
class TestWholeOrder(DocumentCase):
    def test_an_order_with_delivery_shipping_discount_and_tax(self):
        term = self.env.ref("account.account_payment_term_30days")
        self.env["qb.term.map"].create(
            {
                "connection_id": self.connection.id,
                "term_id": term.id,
                "entry_id": self.entry_of("Term", "Net 30").id,
            }
        )
        order = self.order(
            (self.chair, 2),
            (self.cabling, 1),
            confirm=False,
            client_order_ref="PO-77",
            payment_term_id=term.id,
        )
        order.order_line.filtered(lambda line: line.product_id == self.cabling).tax_ids = False
        order.set_delivery_line(self.carrier, 15.0)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        picking = order.picking_ids
        picking.write({"carrier_id": self.carrier.id, "carrier_tracking_ref": "1Z999"})
        self.ship(order, done="2026-03-01 02:30:00")
        invoice = self.invoice_of(picking)
        self.assertEqual((invoice.amount_total, invoice.amount_tax), (244.98, 15.48))
        operation = self.operation(invoice)
        number = ref_number(invoice.name)
        marker = operation.marker
        body = self.bytes_of(self.plan(invoice).command).decode()
        request = etree.fromstring(body.encode())[0][0]
        self.assertEqual((request.tag, request.get("requestID")), ("InvoiceAddRq", "0123456789abcdef01234567.1"))
        self.assertEqual(number, "INV" + invoice.name[6:].replace("/", ""))
        self.assertEqual(
            self.header(invoice),
            {
                "CustomerRef": CUSTOMER,
                "ARAccountRef": "80000001-1",
                "TxnDate": "2026-02-28",
                "RefNumber": number,
                "BillAddress": None,
                "ShipAddress": None,
                "TermsRef": "80000041-1",
                "DueDate": "2026-03-30",
                "ShipDate": "2026-02-28",
                "ShipMethodRef": "80000051-1",
                "ItemSalesTaxRef": "80000021-1",
                "Memo": f"{invoice.name}; Order {order.name} · {picking.name} · PO-77 · Shipped 2026-02-28 Truck 1Z999 "
                f"[odoo:{marker}]",
                "CustomerSalesTaxCodeRef": TAX,
                "ExternalGUID": guid_of(marker),
            },
        )
        ship_to = request.find("InvoiceAdd/ShipAddress")
        self.assertEqual(
            {one.tag: one.text for one in ship_to},
            {
                "Addr1": "Azure Interior",
                "Addr2": "4557 De Silva St",
                "City": "Fremont",
                "State": "CA",
                "PostalCode": "94538",
            },
        )
        self.assertEqual(
            self.lines(invoice),
            [
                {"ItemRef": CHAIR, "Desc": "[CHAIR] Chair", "Quantity": "2", "Rate": "100", "SalesTaxCodeRef": TAX},
                {"ItemRef": CABLING, "Desc": "Cabling", "Quantity": "1", "Rate": "40", "SalesTaxCodeRef": NON},
                {"ItemRef": REBATE, "Desc": "Discount 10.00%", "Amount": "-21.50", "SalesTaxCodeRef": TAX},
                {"ItemRef": REBATE, "Desc": "Discount 10.00%", "Amount": "-4.00", "SalesTaxCodeRef": NON},
                {"ItemRef": FREIGHT, "Desc": "Transport\nTruck", "Amount": "15.00", "SalesTaxCodeRef": TAX},
            ],
        )

    def test_a_likeness_is_written_or_refused_as_the_connection_says(self):
        self.chair.name = "Krzesło “Łódź”"
        invoice = self.invoice((self.chair, 1, 100))
        self.assertIn('Krzeslo "L&#243;dz"', self.bytes_of(self.plan(invoice).command).decode())
        self.connection.character_policy = "refuse"
        self.assertEqual(
            self.refusal(invoice),
            'Description of a line: QuickBooks Desktop cannot keep ł “ Ł ź ” and would get l " L z ", which this '
            "connection is set to refuse. Replace the characters in Odoo, or choose under Policies on the connection "
            "that their likeness is written, then press Send Again.",
        )
        self.chair.name = "Krzeslo"
        self.assertEqual(self.plan(self.invoice((self.chair, 1, 100))).command.verb, Verb.CREATE)

    def test_customer_and_products_travel_first(self):
        order = self.order((self.chair, 1))
        invoice = self.invoice_of(self.ship(order))
        self.customer_link.unlink()
        self.assertEqual(self.prepare(invoice), Wait([self.customer]))

    def test_a_new_version_replaces_every_line(self):
        invoice = self.invoice((self.chair, 1, 100))
        self.link(invoice, "Invoice", "C5-1", sync_token="1417118624", number="INV2600001")
        body = self.request(invoice).find("InvoiceMod")
        self.assertEqual((body.findtext("TxnID"), body.findtext("EditSequence")), ("C5-1", "1417118624"))
        self.assertEqual([line["TxnLineID"] for line in self.lines(invoice, "InvoiceMod")], ["-1"])


@tagged("post_install", "-at_install")
class TestSalesTax(DocumentCase):
    """QuickBooks Desktop computes the tax itself, from one item in the head."""

    def uneven(self):
        """Odoo rounds each of three lines down: 0.06 where QuickBooks computes 0.07 on their sum."""
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        return self.invoice(*[(self.chair, 1, 0.31)] * 3)

    def test_a_tax_that_would_differ_is_refused_with_the_difference(self):
        invoice = self.uneven()
        self.assertEqual(invoice.amount_tax, 0.06)
        self.assertEqual(
            self.refusal(invoice),
            "QuickBooks Desktop computes the sales tax itself and would come to 0.07 where the invoice has 0.06, a "
            "difference of -0.01. Set the tax calculation rounding in Odoo's accounting settings to “Round Globally”, "
            "correct the rate, or choose a sales tax item of 0 % for “Exact sales tax” under QuickBooks › "
            "Configuration › Charges, so that the tax goes in lines of its own; then press Send Again.",
        )

    def test_rounding_as_quickbooks_does_helps(self):
        self.env.company.tax_calculation_rounding_method = "round_globally"
        invoice = self.invoice(*[(self.chair, 1, 0.31)] * 3)
        self.assertEqual(invoice.amount_tax, 0.07)
        self.assertEqual(self.plan(invoice).tax, Decimal("0.07"))

    def test_by_choice_the_exact_tax_stands_in_a_line(self):
        self.charge("zero_tax", "Out of State")
        invoice = self.uneven()
        self.assertEqual(self.header(invoice)["ItemSalesTaxRef"], "80000022-1")
        self.assertEqual(self.lines(invoice)[3], {"ItemRef": "80000021-1", "Amount": "0.06"})
        even = self.invoice((self.chair, 1, 100))
        self.assertEqual(self.header(even)["ItemSalesTaxRef"], "80000021-1", "only where it is needed")
        self.assertEqual(len(self.lines(even)), 1)

    def test_a_group_of_two_rates(self):
        county, city = (
            self.env["account.tax"].create({"name": name, "amount": amount, "type_tax_use": "sale"})
            for name, amount in (("County", 6), ("City", 2.25))
        )
        self.entry("TaxCode", "80000024-1", "County", details={"TaxRate": "6.0", "group": []})
        self.entry("TaxCode", "80000025-1", "City", details={"TaxRate": "2.25", "group": []})
        both = self.entry("TaxCode", "80000026-1", "Both", details={"group": ["80000024-1", "80000025-1"]})
        self.env["qb.tax.map"].create(
            {
                "connection_id": self.connection.id,
                "tax_ids": [fields.Command.set((county | city).ids)],
                "code_id": both.id,
            }
        )
        invoice = self.invoice((self.chair, 1, 33.33, county | city))
        self.assertEqual(invoice.amount_tax, 2.75)
        self.assertEqual(self.header(invoice)["ItemSalesTaxRef"], "80000026-1")
        self.env["qb.entry"].search([("qb_id", "=", "80000025-1")]).active = False
        self.assertEqual(
            self.refusal(invoice),
            "The rate of “Both” in QuickBooks Desktop is not known, so nobody can say whether the tax will be the "
            "same. Make it and, if it is a group, all its members active there, press Refresh Lists on the connection, "
            "then press Send Again.",
        )

    def test_without_tax_no_item_is_named(self):
        invoice = self.invoice((self.chair, 1, 100, self.env["account.tax"]))
        header = self.header(invoice)
        self.assertNotIn("ItemSalesTaxRef", header)
        self.assertEqual((header["CustomerSalesTaxCodeRef"], self.lines(invoice)[0]["SalesTaxCodeRef"]), (NON, NON))

    def test_an_unmapped_tax_is_a_sentence(self):
        other = self.env["account.tax"].create({"name": "Nevada 6%", "amount": 6, "type_tax_use": "sale"})
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100, other))),
            "The tax “Nevada 6%” has no counterpart in QuickBooks. Choose one under QuickBooks › Configuration › "
            "Taxes, then press Send Again.",
        )

    def test_outside_the_us_each_line_has_its_code(self):
        self.facts(tax_model=TaxModel.GLOBAL)
        code = self.entry("TaxCode", "80000033-1", "G")
        self.env["qb.tax.map"].search([("connection_id", "=", self.connection.id)]).code_id = code
        invoice = self.invoice((self.chair, 1, 100))
        header = self.header(invoice)
        self.assertNotIn("ItemSalesTaxRef", header)
        self.assertEqual(self.lines(invoice)[0]["SalesTaxCodeRef"], "80000033-1")
        self.assertEqual(
            self.refusal(self.uneven()).split(". ")[0],
            "QuickBooks Desktop computes the sales tax itself and would come to 0.07 where the invoice has 0.06, a "
            "difference of -0.01",
        )


@tagged("post_install", "-at_install")
class TestAccountsAndCharges(DocumentCase):
    def test_the_receivable_account_of_the_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create({"currency_id": euro.id, "name": "2026-01-01", "rate": 0.8})
        self.facts(multicurrency=True)
        self.entry("Currency", "80000071-1", "Euro", number="EUR")
        invoice = self.invoice((self.chair, 1, 100), currency_id=euro.id)
        self.assertEqual(
            self.refusal(invoice),
            "QuickBooks Desktop has no active Accounts Receivable account in EUR. Create one there under Lists › Chart "
            "of Accounts, press Refresh Lists on the connection, then press Send Again.",
        )
        self.entry("Account", "80000004-1", "A/R - EUR", details={"CurrencyRef": "80000071-1"}).write(
            {"kind": "AccountsReceivable"}
        )
        header = self.header(invoice)
        self.assertEqual((header["ARAccountRef"], header["ExchangeRate"]), ("80000004-1", "1.25"))

    def test_a_foreign_currency_needs_the_feature(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100), currency_id=euro.id)),
            "The document is in EUR, and the QuickBooks company works in USD only. Switch on multicurrency in "
            "QuickBooks and refresh the connection, or invoice in USD, then press Send Again.",
        )

    def test_shipping_needs_an_item(self):
        self.env["qb.charge"].search([("charge", "=", "shipping")]).unlink()
        order = self.order((self.chair, 1), confirm=False)
        order.set_delivery_line(self.carrier, 15.0)
        order.action_confirm()
        invoice = self.invoice_of(self.ship(order))
        self.assertEqual(
            self.refusal(invoice),
            "The line “Transport\nTruck” has no product, and QuickBooks needs one on every line. Choose the QuickBooks "
            "product for “Shipping” under QuickBooks › Configuration › Charges, then press Send Again.",
        )

    def test_an_unlisted_carrier_is_not_named(self):
        self.entry_of("ShipMethod", "Truck").active = False
        order = self.order((self.chair, 1))
        order.picking_ids.carrier_id = self.carrier
        header = self.header(self.invoice_of(self.ship(order, done="2026-03-02 20:00:00")))
        self.assertNotIn("ShipMethodRef", header)
        self.assertIn("Shipped 2026-03-02 Truck", header["Memo"])
        self.assertEqual(header["Memo"].count("Truck"), 1)

    def test_a_closed_period(self):
        self.facts(closing_date=date(2026, 3, 31))
        self.assertEqual(
            self.refusal(self.invoice((self.chair, 1, 100))),
            "The books in QuickBooks are closed for the date of this document. Ask your accountant to open the period "
            "there, or give the document a later date, then press Send Again.",
        )

    def test_characters_without_a_likeness(self):
        invoice = self.invoice((self.chair, 1, 100))
        invoice.invoice_line_ids.name = "Chair – “deluxe” €"
        self.assertEqual(self.lines(invoice)[0]["Desc"], 'Chair - "deluxe" EUR')
        invoice.invoice_line_ids.name = "椅子"
        self.assertEqual(
            self.refusal(invoice),
            "QuickBooks cannot write 椅 子. Replace these characters in names, descriptions and notes, then press Send "
            "Again.",
        )


@tagged("post_install", "-at_install")
class TestNumbers(DocumentCase):
    """Eleven characters, and never the same for two of our documents."""

    def numbered(self, name):
        invoice = self.invoice((self.chair, 1, 100), post=False)
        invoice.name = name
        invoice.action_post()
        self.assertEqual(invoice.name, name)
        return invoice

    def test_the_link_keeps_what_stands_there(self):
        invoice = self.numbered("INV/2026/90007")
        there = Acknowledged(ObjectRef("Invoice", "C5-7", "1"), number="INV2690007", total=Decimal("108.00"))
        self.env["qb.link"]._acknowledge(self.connection, invoice, there)
        self.assertEqual(invoice.qb_number, "INV2690007")

    def test_another_end_than_what_stands_there(self):
        first, second = self.numbered("INV/2026/90007"), self.numbered("INV-2026-90007")
        link = self.link(first, "Invoice", "C5-7", number="INV2690007")
        self.assertEqual(self.header(second)["RefNumber"], "INV690007-2")
        self.assertIn("INV-2026-90007", self.header(second)["Memo"])
        link._mark_deleted()
        self.assertEqual(self.header(second)["RefNumber"], "INV690007-2", "a number stays")

    def test_another_end_than_what_is_on_its_way(self):
        first, second = self.numbered("INV/2026/90007"), self.numbered("INV-2026-90007")
        self.assertEqual(self.header(first)["RefNumber"], "INV2690007")
        self.assertEqual(self.header(second)["RefNumber"], "INV690007-2")
        third = self.numbered("INV.2026.90007")
        self.assertEqual(self.header(third)["RefNumber"], "INV690007-3")

    def test_its_own_number_is_not_taken(self):
        first, second = self.numbered("INV/2026/90007"), self.numbered("INV/2026/90008")
        self.link(first, "Invoice", "C5-7", number="INV2690007", sync_token="1")
        command = self.plan(first).command
        self.assertEqual((command.verb, command.document.number), (Verb.UPDATE, "INV/2026/90007"))
        self.assertEqual(self.plan(second).command.verb, Verb.CREATE)

    def test_online_the_whole_numbers_differ(self):
        first, second = self.numbered("INV/2026/90007"), self.numbered("INV-2026-90007")
        self.link(first, "Invoice", "7", number="INV/2026/90007")
        self.connection.edition = "online"
        self.assertEqual(self.prepare(second).command.document.number, "INV-2026-90007")


@tagged("post_install", "-at_install")
class TestRemoval(DocumentCase):
    def removal(self, record, verb="delete"):
        plan = record._qb_prepare_removal(self.env["qb.operation"]._wish(self.connection, record, verb), {})
        return etree.fromstring(self.bytes_of(plan.command))[0][0], plan.command

    def test_delete_and_void_of_a_document(self):
        invoice = self.invoice((self.chair, 1, 100))
        self.link(invoice, "Invoice", "C5-1", sync_token="1417118624")
        for verb, element in (("delete", "TxnDel"), ("void", "TxnVoid")):
            request, _command = self.removal(invoice, verb)
            self.assertEqual(request.tag, f"{element}Rq")
            self.assertEqual([one.text for one in request], ["Invoice", "C5-1"])

    def test_an_item_is_deleted_by_its_kind(self):
        there = Acknowledged(ObjectRef("Item", "8A-1", "1"), name="Lamp", details={"kind": "ItemNonInventory"})
        lamp = self.product("Lamp", 10.0)
        self.env["qb.link"]._acknowledge(self.connection, lamp, there)
        request, command = self.removal(lamp)
        self.assertEqual([one.text for one in request], ["ItemNonInventory", "8A-1"])
        self.assertEqual(self.connection._gateway().problems(command), [])

    def test_an_item_of_unknown_kind_is_a_sentence(self):
        command = Command(Verb.DELETE, target=ObjectRef("Item", CHAIR, "1"))
        self.assertEqual(
            sentences(self.env, self.connection._gateway().problems(command)),
            "QuickBooks Desktop cannot delete this kind of object (Item). Do it there by hand.",
        )
