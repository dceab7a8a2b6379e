"""What the settings of a sales channel put on its documents, and the number of each."""

from decimal import Decimal

import psycopg2
from odoo.addons.odoo_qb_connector.desktop import ref_number
from odoo.addons.odoo_qb_connector.gateway import ReadCompany
from odoo.addons.odoo_qb_connector.models.builders.short_numbers import shortened
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .job_books import BooksCase
from .job_common import FEATURES, JobCase


class ChannelCase(JobCase):
    def setUp(self):
        super().setUp()
        self.link_all()
        self.link(self.carrier.product_id, "Item", 20)

    def want(self, **settings):
        self.connection.default_channel_id.write(settings)

    def shipped(self, *lines, **values):
        """The invoice of one delivery of (product, quantity) lines."""
        return self.invoice_of(self.ship(self.order(*lines, **values)))

    def number(self, invoice):
        return self.document(invoice).number


@tagged("post_install", "-at_install")
class TestNumbers(ChannelCase):
    def test_the_invoice_number_of_odoo(self):
        invoice = self.shipped((self.chair, 1))
        self.assertEqual(self.number(invoice), invoice.name)

    def test_each_delivery_has_a_number_of_its_own(self):
        self.want(number_from="order")
        order = self.order((self.chair, 5))
        invoices = [self.invoice_of(self.ship(order, {self.chair: count})) for count in (2, 2)]
        invoices.append(self.invoice_of(self.ship(order)))
        numbers = [self.number(invoice) for invoice in invoices]
        self.assertEqual(numbers, [order.name, f"{order.name}-2", f"{order.name}-3"])
        self.assertEqual([self.number(invoice) for invoice in invoices], numbers, "the same the second time")
        self.assertIn(invoices[1].name, self.document(invoices[1]).note)

    def test_a_credit_note_has_a_number_of_its_own(self):
        self.want(number_from="order")
        order = self.order((self.chair, 5))
        invoice = self.invoice_of(self.ship(order))
        self.link(invoice, "Invoice", 100, number=order.name)
        refund = invoice._reverse_moves()
        refund.action_post()
        self.assertEqual(self.number(refund), f"{order.name}-C")

    def test_an_invoice_without_an_order_keeps_odoos(self):
        self.want(number_from="order")
        invoice = self.invoice((self.chair, 1, 100))
        self.assertEqual(self.number(invoice), invoice.name)

    def test_what_is_there_keeps_its_number(self):
        invoice, later = self.shipped((self.chair, 1)), self.shipped((self.chair, 1))
        self.link(invoice, "Invoice", 100, number=self.number(invoice))
        self.want(number_from="order")
        self.assertEqual(self.number(invoice), invoice.name)
        self.assertEqual(self.number(later), later.invoice_line_ids.sale_line_ids.order_id.name)

    def test_what_was_there_before_numbers_were_kept(self):
        invoice = self.shipped((self.chair, 1))
        self.link(invoice, "Invoice", 100, number="1042")
        self.want(number_from="order")
        self.assertEqual(self.number(invoice), "1042")

    def test_a_new_number_in_odoo_is_a_new_number_there(self):
        invoice = self.invoice((self.chair, 1, 100))
        self.number(invoice)
        invoice.button_draft()
        invoice.name = "INV/2026/77777"
        invoice.action_post()
        self.assertEqual(self.number(invoice), "INV/2026/77777")

    def test_a_number_that_stands_there_is_taken(self):
        self.want(number_from="order")
        order = self.order((self.chair, 1))
        self.link(self.invoice((self.chair, 1, 100)), "SalesReceipt", 100, number=order.name.lower())
        self.assertEqual(self.number(self.invoice_of(self.ship(order))), f"{order.name}-2")

    def test_two_connections_do_not_meet(self):
        invoice = self.shipped((self.chair, 1))
        number = self.number(invoice)
        other = self.env["qb.connection"].create(
            {"name": "Second books", "responsible_id": self.connection.responsible_id.id}
        )
        there = self.env["qb.number"]._of(other, invoice, "invoice")
        self.assertEqual(there, number)

    @mute_logger("odoo.sql_db")
    def test_the_database_keeps_them_apart(self):
        """Two workers at the same moment: the second fails and is tried again (drain.claim.CONFLICTS)."""
        invoice = self.shipped((self.chair, 1))
        number = self.number(invoice)
        values = {"connection_id": self.connection.id, "res_model": "account.move", "source": "invoice"}
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.cr.savepoint():
            self.env["qb.number"].create({**values, "res_id": 0, "base": number, "number": number.lower()})

    # ------------------------------------------------------------------ too long

    def test_too_long_online(self):
        first, second = self.invoice((self.chair, 1, 100), post=False), self.invoice((self.chair, 1, 100), post=False)
        first.name, second.name = "INVOICE/NORTH/2026/0000000001", "INVOICE-NORTH-2026-0000000001"
        (first | second).action_post()
        self.assertEqual(self.number(first), "INVOICENOR60000000001")
        self.assertEqual(self.number(second), "INVOICENO0000000001-2")
        self.assertEqual([len(self.number(one)) for one in (first, second)], [21, 21])
        self.assertIn("INVOICE/NORTH/2026/0000000001", self.document(first).note)

    def test_orders_too_long_for_desktop_never_meet(self):
        """Orders of one name but for what eleven characters leave out, three invoices each: nine numbers."""
        self.connection.edition = "desktop"
        self.want(number_from="order")
        numbers = []
        for name in ("WEBSHOP-NORTH-000042", "WEBSHOP-SOUTH-000042", "WEBSHOP/WEST/000042"):
            order = self.order((self.chair, 3), name=name)
            for _ in range(3):
                invoice = self.invoice_of(self.ship(order, {self.chair: 1}))
                numbers.append(self.env["qb.number"]._of(self.connection, invoice, "order"))
        sent = [ref_number(number) for number in numbers]
        self.assertEqual(sent[:4], ["WEBSH000042", "WEBS00042-2", "WEBS00042-3", "WEBS00042-4"])
        self.assertEqual((len(set(sent)), max(map(len, sent))), (9, 11))
        self.assertEqual(numbers[0], "WEBSHOP-NORTH-000042", "the memo keeps the whole")

    def test_the_rule_is_the_one_that_desktop_looks_up_by(self):
        for number in ("INV/2026/00001", "S00042", "INVUS/2026/00001", "WEBSHOP-NORTH-000042", "2026/0000000012345"):
            with self.subTest(number):
                self.assertEqual(shortened(number, 11), ref_number(number))

    # ------------------------------------------------------------------ QuickBooks counts

    def test_quickbooks_counts(self):
        self.facts(keeps_sent_numbers=False)
        self.want(number_from="quickbooks")
        invoice = self.shipped((self.chair, 1))
        document = self.document(invoice)
        self.assertEqual(document.number, "")
        self.assertIn(invoice.name, document.note)
        self.link(invoice, "Invoice", 100, number="1042")
        self.assertEqual(self.number(invoice), "1042", "an update keeps it")
        self.want(number_from="invoice")
        self.assertEqual(self.number(invoice), "1042")

    def test_quickbooks_that_does_not_count(self):
        self.want(number_from="quickbooks")
        self.assertEqual(
            self.refusal(self.shipped((self.chair, 1))),
            "Orders without a channel (Books) leaves the number to QuickBooks, which gives none while Custom "
            "transaction numbers is on. Switch it off there under Account and settings › Sales and press Refresh Lists "
            "on the connection, or choose another document number for the channel; then press Send Again.",
        )

    def test_desktop_counts_nothing_from_outside(self):
        self.connection.edition = "desktop"
        with self.assertRaisesRegex(ValidationError, "gives no number"):
            self.want(number_from="quickbooks")


@tagged("post_install", "-at_install")
class TestPreferences(ChannelCase):
    def test_nothing_chosen(self):
        document = self.document(self.shipped((self.chair, 1)))
        found = (document.class_ref, document.department, document.terms, document.memo, document.billing.lines)
        self.assertEqual(found, (None, None, None, "", ("Azure Interior", "4557 De Silva St")))

    def test_class_location_and_terms(self):
        self.want(
            class_id=self.entry("Class", "5", "Web").id,
            location_id=self.entry("Department", "6", "North").id,
            term_id=self.entry("Term", "7", "Net 14").id,
        )
        document = self.document(self.shipped((self.chair, 1)))
        self.assertEqual((document.class_ref.id, document.class_ref.name), ("5", "Web"))
        self.assertEqual((document.department.id, document.terms.id), ("6", "7"))
        self.assertEqual([line.class_ref for line in document.lines], [None])

    def test_the_class_of_lines_only(self):
        self.facts(features={**FEATURES, "ClassTrackingPerTxn": False, "ClassTrackingPerTxnLine": True})
        self.want(class_id=self.entry("Class", "5", "Web").id)
        document = self.document(self.shipped((self.chair, 1), (self.desk, 1)))
        self.assertIsNone(document.class_ref)
        self.assertEqual([line.class_ref.id for line in document.lines], ["5", "5"])

    def test_the_terms_of_the_invoice_otherwise(self):
        terms = self.env.ref("account.account_payment_term_30days")
        mapped = self.entry("Term", "8", "Net 30")
        self.env["qb.term.map"].create(
            {"connection_id": self.connection.id, "term_id": terms.id, "entry_id": mapped.id}
        )
        invoice = self.shipped((self.chair, 1), payment_term_id=terms.id)
        self.assertEqual(self.document(invoice).terms.id, "8")
        self.want(term_id=self.entry("Term", "7", "Net 14").id)
        self.assertEqual(self.document(invoice).terms.id, "7")

    def test_addresses_without_the_name(self):
        self.want(name_in_address=False)
        document = self.document(self.shipped((self.chair, 1)))
        self.assertEqual(document.billing.lines, ("4557 De Silva St",))
        self.assertEqual(document.shipping.lines, ("4557 De Silva St",))

    def test_the_email_status(self):
        invoice = self.shipped((self.chair, 1))
        for choice, said in (("leave", None), ("no", False), ("yes", True)):
            with self.subTest(choice):
                self.want(send_email=choice)
                self.assertIs(self.document(invoice).send_email, said)

    def test_message_and_memo(self):
        self.want(message="Thank you for {order}, {customer}.", memo="Ours: {reference} {invoice} {delivery}")
        order = self.order((self.chair, 1), client_order_ref="PO-77")
        picking = self.ship(order)
        invoice = self.invoice_of(picking)
        invoice.narration = "<p>Terms of Odoo</p>"
        document = self.document(invoice)
        self.assertEqual(document.memo, f"Thank you for {order.name}, Azure Interior.")
        self.assertTrue(document.note.startswith(f"Ours: PO-77 {invoice.name} {picking.name} · Order"), document.note)
        self.want(message=False)
        self.assertEqual(self.document(invoice).memo, "Terms of Odoo")

    def test_what_cannot_be_filled_in(self):
        with self.assertRaises(ValidationError) as caught:
            self.want(message="For {order} by {salesman}")
        self.assertEqual(
            str(caught.exception),
            "Nothing can be filled in for {salesman}. These can be used: {order}, {delivery}, {reference}, {invoice}, "
            "{customer}, {salesperson}.",
        )

    def test_entries_of_another_list(self):
        with self.assertRaisesRegex(ValidationError, "not in the right list"):
            self.want(class_id=self.entry("Department", "6", "North").id)

    def test_a_channel_of_its_own_wins(self):
        team = self.env["crm.team"].create({"name": "Web"})
        self.env["qb.channel"].create(
            {"team_id": team.id, "connection_id": self.connection.id, "number_from": "order", "name_in_address": False}
        )
        order = self.order((self.chair, 1), team_id=team.id)
        document = self.document(self.invoice_of(self.ship(order)))
        self.assertEqual((document.number, document.billing.lines), (order.name, ("4557 De Silva St",)))

    def test_a_channel_that_moved_away_leaves_its_preferences(self):
        """A class of the other company means nothing here."""
        team = self.env["crm.team"].create({"name": "Web"})
        invoice = self.shipped((self.chair, 1), team_id=team.id)
        operation = self.operation(invoice)
        other = self.env["qb.connection"].create(
            {"name": "Second books", "responsible_id": self.connection.responsible_id.id}
        )
        self.env["qb.channel"].create({"team_id": team.id, "connection_id": other.id, "message": "Elsewhere"})
        self.assertEqual(invoice._qb_prepare(operation, {}).command.document.memo, "")

    def test_shipment_details_off(self):
        order = self.order((self.chair, 1))
        order.picking_ids.write({"carrier_id": self.carrier.id, "carrier_tracking_ref": "1Z999"})
        picking = self.ship(order, done="2026-03-01 02:30:00")
        invoice = self.invoice_of(picking)
        document = self.document(invoice)
        self.assertEqual((str(document.ship_date), document.ship_method), ("2026-02-28", "Truck"))
        self.assertEqual(document.tracking_number, "1Z999")
        self.connection.send_shipments = False
        document = self.document(invoice)
        found = (document.ship_date, document.ship_method, document.tracking_number)
        self.assertEqual(found, (None, "", ""))
        self.assertNotIn(picking.name, document.note)
        self.assertEqual(document.shipping.city, "Fremont", "where it went is no detail")


@tagged("post_install", "-at_install")
class TestOnce(ChannelCase):
    """What is billed on order is not billed again when it ships; charges and discounts go once."""

    def test_billed_on_order_in_part(self):
        order = self.order((self.chair, 10))
        self.by_hand(order, {self.chair: 6})
        first = self.ship(order, {self.chair: 4})
        self.prepare(first)
        self.assertFalse(first.qb_invoice_ids, "six are paid for, four have left")
        self.assertEqual(self.lines_of(self.invoice_of(self.ship(order))), [("Chair", 4.0, 400.0)])
        self.assertEqual(sum(order.invoice_ids.mapped("amount_untaxed")), 1000.0)

    def test_paid_ahead_and_shipped_twice(self):
        self.want(invoice_when="paid")
        order = self.order((self.chair, 4), (self.cabling, 1))
        invoice = self.by_hand(order)
        for count in (1, 3):
            picking = self.ship(order, {self.chair: count})
            self.assertEqual(self.prepare(picking).note, f"On invoice {invoice.name}.")
        self.assertEqual(order.invoice_ids, invoice)

    def test_more_shipped_than_paid_for(self):
        self.want(invoice_when="paid")
        order = self.order((self.chair, 4))
        self.by_hand(order)
        picking = order.picking_ids
        picking.move_ids.write({"quantity": 6, "picked": True})
        picking.with_context(skip_sms=True).button_validate()
        self.assertEqual(self.lines_of(self.invoice_of(picking)), [("Chair", 2.0, 200.0)])

    def test_a_discount_waits_for_an_invoice_that_carries_it(self):
        """-150 before tax: the first delivery (100) cannot, with the transport (15) neither; the second (200) can."""
        order = self.order((self.chair, 5), confirm=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "amount", "discount_amount": 162.0}
        ).action_apply_discount()
        order.set_delivery_line(self.carrier, 15.0)
        order.action_confirm()
        first = self.invoice_of(self.ship(order, {self.chair: 1}))
        self.assertEqual([line[2] for line in self.lines_of(first)], [100.0, 15.0])
        second = self.invoice_of(self.ship(order, {self.chair: 2}))
        self.assertEqual([line[2] for line in self.lines_of(second)], [200.0, -150.0])
        third = self.invoice_of(self.ship(order))
        self.assertEqual([line[2] for line in self.lines_of(third)], [200.0])
        self.assertEqual(sum(order.invoice_ids.mapped("amount_untaxed")), order.amount_untaxed)


@tagged("post_install", "-at_install")
class TestInTheBooks(BooksCase):
    def test_two_deliveries_with_the_number_of_the_order(self):
        self.open_books()
        wanted = {"number_from": "order", "message": "Thank you for {order}.", "send_email": "yes"}
        self.connection.default_channel_id.write(wanted)
        order = self.order((self.chair, 3))
        for quantities in ({self.chair: 1}, None):
            self.ship(order, quantities)
            self.run_queue()
        there = {one["DocNumber"]: one for one in self.invoices_there()}
        self.assertEqual(sorted(there), [order.name, f"{order.name}-2"])
        self.assertEqual(there[order.name]["CustomerMemo"]["value"], f"Thank you for {order.name}.")
        self.assertEqual({one["EmailStatus"] for one in there.values()}, {"NeedToSend"})
        self.assertEqual([Decimal(str(there[key]["TotalAmt"])) for key in sorted(there)], [Decimal(108), Decimal(216)])
        self.assertEqual(order.qb_number, f"{order.name}-2, {order.name}")

    def test_quickbooks_counts(self):
        self.open_books()
        self.company.set_preferences({"SalesFormsPrefs": {"CustomTxnNumbers": False}})
        self.connection.default_channel_id.number_from = "quickbooks"
        with self.enter_registry_test_mode():
            self.connection._keep_facts(self.connection._gateway().ask(ReadCompany()))
        picking = self.ship(self.order((self.chair, 1)))
        self.run_queue()
        there = self.the_only_invoice()
        self.assertTrue(there["DocNumber"].isdigit(), there["DocNumber"])
        self.assertEqual(picking.qb_number, there["DocNumber"])
