"""What a sales channel puts on the forms of QuickBooks Desktop, as it stands in company files of each country
(docs/sales-matrix.md)."""

from odoo.tests import tagged

from .desktop_country import CountryCase
from .test_channel_customer import Channel
from .test_channel_form_fields import LONG, FormFields

STREET = {"Addr1": "4557 De Silva St", "City": "Fremont", "State": "CA", "PostalCode": "94538"}
NAMED = {**STREET, "Addr1": "Azure Interior", "Addr2": "4557 De Silva St"}
MESSAGE = "Thank you for your business."
BUYER = {"Addr1": "Brandon Buyer", "Addr2": "1 Elm St", "City": "Fremont", "PostalCode": "94538"}


class Forms(FormFields, Channel):
    """Documents of one channel, in each country. `country_line`: how the customer's country, the United States, stands
    in an address."""

    country_line = {"Country": "US"}

    def names(self, there, *elements):
        """What these references of a document lead to."""
        return tuple(there.get(element, {}).get("FullName") for element in elements)

    def memo(self, there):
        """Without the marker."""
        return there["Memo"].partition(" [odoo:")[0]

    def assert_addresses(self, there, address):
        for element in ("BillAddress", "ShipAddress"):
            self.assertEqual(there[element], {**address, **self.country_line}, element)

    def test_numbers_too_long_are_shortened_and_never_meet(self):
        """Orders and invoices of one name but for what eleven characters leave out."""
        self.want(number_from="order")
        pickings = []
        for name in ("WEBSHOP-NORTH-000042", "WEBSHOP-SOUTH-000042"):
            order = self.order((self.chair, 3), name=name)
            pickings += [self.shipped(order, quantities={self.chair: 1}), self.shipped(order)]
        invoices = [self.invoice((self.chair, 1, 100), post=False) for _ in range(2)]
        invoices[0].name, invoices[1].name = "INV/2026/90007", "INV-2026-90007"
        for move in invoices:
            move.action_post()
        self.sent(*invoices)
        wanted = ["WEBSH000042", "WEBS00042-2", "WEBS00042-3", "WEBS00042-4"]
        self.assertEqual([picking.qb_number for picking in pickings], wanted)
        there = self.numbered("Invoice")
        self.assertEqual(sorted(there), sorted([*wanted, "INV2690007", "INV690007-2"]))
        for picking in pickings:
            self.there(picking.qb_invoice_ids)
            memo = there[picking.qb_number]["Memo"]
            self.assertTrue(picking.sale_id.name in memo and picking.qb_invoice_ids.name in memo, memo)
        self.assertEqual(self.memo(there["INV690007-2"]), "INV690007-2; INV-2026-90007")

    def test_address_memo_message_class_terms_and_email_status(self):
        self.want(
            class_id=self.entry_named("Class", "Retail").id,
            term_id=self.entry_named("Term", "Net 15").id,
            customer_message_id=self.entry_named("CustomerMsg", MESSAGE).id,
            name_in_address=False,
            send_email="yes",
            message="Thank you for {order}, {customer}.",
            memo="Ours: {reference}",
        )
        picking = self.shipped(self.order((self.chair, 2), client_order_ref="PO 77"))
        self.sent()
        invoice = picking.qb_invoice_ids
        there = self.there(invoice)
        self.assert_addresses(there, STREET)
        chosen = self.names(there, "ClassRef", "TermsRef", "CustomerMsgRef")
        self.assertEqual(chosen, ("Retail", "Net 15", MESSAGE))
        self.assertEqual((there["IsToBeEmailed"], there["DueDate"]), ("true", "2026-03-10"))
        order = picking.sale_id.name
        said = f"Ours: PO 77 · Order {order} · {picking.name} · PO 77 · Shipped 2026-03-10"
        wanted = f"{invoice.name}; {said}; Thank you for {order}, Azure Interior."
        self.assertEqual(self.memo(there), wanted)
        self.want(class_id=False, term_id=False, customer_message_id=False)
        self.want(name_in_address=True, send_email="no", message=False, memo=False)
        invoice._qb_wish("send")
        self.sent(invoice)
        there = self.there(invoice)
        self.assert_addresses(there, NAMED)
        self.assertEqual(there["IsToBeEmailed"], "false")
        kept = self.names(there, "ClassRef", "TermsRef", "CustomerMsgRef")
        self.assertEqual(kept, chosen, "what nothing is chosen for is left alone")
        self.assertNotIn("Thank you", there["Memo"])

    def test_template_po_number_rep_and_reference(self):
        """An update keeps them, and a credit memo has its own template; too long, the memo has the whole once."""
        seller, terms = self.salesperson(), self.env.ref("account.account_payment_term_30days")
        rep, net = self.entry_named("SalesRep", "RD"), self.entry_named("Term", "Net 30")
        books = {"connection_id": self.connection.id}
        self.env["qb.rep.map"].create({**books, "user_id": seller.id, "entry_id": rep.id})
        self.env["qb.term.map"].create({**books, "term_id": terms.id, "entry_id": net.id})
        self.want(
            po_number_from="reference",
            reference_to="other",
            template_invoice_id=self.entry_named("Template", "Intuit Service Invoice").id,
            template_credit_id=self.entry_named("Template", "Custom Credit Memo").id,
        )
        values = {"client_order_ref": LONG, "user_id": seller.id, "payment_term_id": terms.id}
        picking = self.shipped(self.order((self.chair, 2), **values))
        self.sent()
        invoice = picking.qb_invoice_ids
        self.assert_form(self.there(invoice), "Intuit Service Invoice", "Net 30")
        self.assertEqual(self.there(invoice)["DueDate"], "2026-04-09")
        invoice.narration = "Changed"
        invoice._qb_wish("send")
        self.sent(invoice)
        self.assert_form(self.there(invoice), "Intuit Service Invoice", "Net 30")
        self.assertIn("; Changed", self.there(invoice)["Memo"])
        back = self.returned(picking, {self.chair: 1})
        self.run_queue()
        self.assert_form(self.there(back.qb_credit_note_ids, "CreditMemo"), "Custom Credit Memo", None)

    def assert_form(self, there, template, terms):
        self.assertEqual(self.names(there, "TemplateRef", "SalesRepRef", "TermsRef"), (template, "RD", terms))
        self.assertEqual((there["PONumber"], there["Other"]), (LONG[:25].strip(), LONG[:29].strip()))
        self.assertEqual(there["Memo"].count(LONG), 1, there["Memo"])

    def test_one_customer_for_all(self):
        """Created from the channel; no buyer becomes a customer there."""
        channel = self.a_channel()
        self.env["qb.channel.customer"].create({"channel_id": channel.id, "name": "Amazon"}).action_create()
        channel.customer_id.property_product_pricelist = self.pricelist
        self.run_queue()
        self.assertEqual((channel.customer_state, channel.customer_entry_id.name), ("Amazon", "Amazon"))
        before = len(self.books("Customer"))
        buyers = [self.a_buyer(), self.a_buyer(name="Bella Buyer")]
        pickings = [
            self.shipped(self.order((self.chair, 1), partner=buyer, team_id=channel.team_id.id)) for buyer in buyers
        ]
        self.sent()
        for buyer, picking in zip(buyers, pickings, strict=True):
            there = self.there(picking.qb_invoice_ids)
            self.assertEqual(self.names(there, "CustomerRef"), ("Amazon",))
            self.assertEqual(there["ShipAddress"], {**BUYER, "Addr1": buyer.name, **self.country_line})
            self.assertIn(f"Order {picking.sale_id.name} · Buyer {buyer.name}", there["Memo"])
        self.assertEqual(len(self.books("Customer")), before)

    def test_late_shipment_details_update_the_invoice(self):
        """Carrier, number and day: the same document, and every line is the same."""
        self.carrier.name = "UPS"
        picking = self.shipped(self.order((self.chair, 2), (self.desk, 1)))
        self.sent()
        before = self.there(picking.qb_invoice_ids)
        self.assertNotIn("ShipMethodRef", before)
        late = {"carrier_tracking_ref": "1Z999", "carrier_id": self.carrier.id, "date_done": "2026-03-12 20:00:00"}
        picking.write(late)
        self.run_queue()
        after = self.there(picking.qb_invoice_ids)
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        self.assertEqual(changed - {"TimeModified"}, {"EditSequence", "ShipDate", "ShipMethodRef", "Memo"})
        self.assertEqual((after["ShipDate"], self.names(after, "ShipMethodRef")), ("2026-03-12", ("UPS",)))
        self.assertTrue(self.memo(after).endswith("Shipped 2026-03-12 UPS 1Z999"), after["Memo"])


@tagged("post_install", "-at_install")
class TestUnitedStates(Forms, CountryCase):
    country_line = {}


@tagged("post_install", "-at_install")
class TestCanada(Forms, CountryCase):
    country, currency, percent, codes = "CA", "CAD", 13, ("H", "E")


@tagged("post_install", "-at_install")
class TestBritain(Forms, CountryCase):
    country, currency, percent, codes = "UK", "GBP", 20, ("S", "O")
