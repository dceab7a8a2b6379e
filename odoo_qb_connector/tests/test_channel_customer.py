"""The one customer of a sales channel: chosen or created, and its buyers in the shipping address and the memo."""

from odoo.addons.odoo_qb_connector.desktop.limits import DESKTOP
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, ObjectRef
from odoo.addons.odoo_qb_connector.models.builders.address import address_of
from odoo.addons.odoo_qb_connector.models.builders.name_rules import party_rules
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .desktop_case import DesktopCase
from .job_books import BooksCase
from .job_common import JobCase


class Channel:
    def a_channel(self, **values):
        team = self.env["crm.team"].create({"name": "Amazon US"})
        return self.env["qb.channel"].create({"team_id": team.id, "connection_id": self.connection.id, **values})

    def a_buyer(self, **values):
        return self.env["res.partner"].create(
            {
                "name": "Brandon Buyer",
                "street": "1 Elm St",
                "city": "Fremont",
                "zip": "94538",
                "country_id": self.env.ref("base.us").id,
                "email": "brandon@example.com",
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestChoosing(Channel, JobCase):
    def setUp(self):
        super().setUp()
        self.amazon = self.entry("Customer", 70, "Amazon")

    def test_a_contact_is_made_and_linked(self):
        channel = self.a_channel(customer_entry_id=self.amazon.id)
        contact = channel.customer_id
        self.assertEqual((contact.name, contact.is_company, contact.company_id), ("Amazon", True, self.env.company))
        self.assertEqual((contact.qb_state, contact.qb_number), ("sent", "Amazon"))
        self.assertFalse(self.operations(contact), "it is not pushed")
        self.assertEqual((channel.customer_entry_id, channel.customer_state), (self.amazon, "Amazon"))
        again = self.a_channel(customer_entry_id=self.amazon.id)
        self.assertEqual(again.customer_id, contact, "no second contact")

    def test_the_contact_that_is_linked_is_taken(self):
        self.link(self.customer, "Customer", 70)
        self.assertEqual(self.a_channel(customer_entry_id=self.amazon.id).customer_id, self.customer)

    def test_back_to_the_customer_of_each_order(self):
        channel = self.a_channel(customer_entry_id=self.amazon.id)
        channel.customer_entry_id = False
        self.assertEqual((channel.customer_id.ids, channel.customer_state), ([], False))

    def test_only_customers_of_its_own_books(self):
        other = self.connection.copy({"name": "Other"})
        strange = self.env["qb.entry"].create(
            {"connection_id": other.id, "type": "Customer", "qb_id": "70", "name": "Amazon"}
        )
        for entry in (strange, self.entry("Vendor", 71, "Amazon")):
            with self.subTest(entry=entry.type), self.assertRaisesRegex(UserError, "Choose a customer of"):
                self.a_channel(customer_entry_id=entry.id)

    def test_a_manager_without_rights_on_contacts(self):
        manager = new_test_user(self.env, "qb-chief", groups="base.group_user,odoo_qb_connector.group_qb_manager")
        channel = self.a_channel()
        with Form(channel.with_user(manager), "odoo_qb_connector.qb_channel_view_form") as form:
            form.customer_entry_id = self.amazon.with_user(manager)
        self.assertEqual(channel.customer_id.name, "Amazon")

    def test_a_contact_that_is_not_there_yet_says_so(self):
        channel = self.a_channel(customer_id=self.env["res.partner"].create({"name": "Shop", "is_company": True}).id)
        self.assertEqual(
            (channel.customer_state, channel.customer_entry_id), ("Not in QuickBooks yet", self.env["qb.entry"])
        )

    # ------------------------------------------------------------------ created there and then

    def wizard(self, channel, name=None):
        wizard = self.env["qb.channel.customer"].create({"channel_id": channel.id})
        if name is not None:
            wizard.name = name
        return wizard

    def test_created_there_and_then(self):
        channel = self.a_channel()
        wizard = self.wizard(channel)
        self.assertEqual(wizard.name, "Amazon US")
        wizard.name = "  Amazon\tMarketplace "
        action = wizard.action_create()
        contact = channel.customer_id
        self.assertEqual((contact.name, contact.is_company), ("Amazon Marketplace", True))
        wish = self.env["qb.operation"].browse(action["params"]["operation_ids"])
        self.assertEqual(wish, self.operations(contact), "one wish and not one more")
        self.assertEqual((wish.verb, wish.qb_type), ("ensure", "Customer"))
        self.assertEqual(wish.choices, {"name": "Amazon Marketplace", "create": True})
        link = self.link(contact, "Customer", 77, name="Amazon Marketplace")
        contact._qb_acknowledged(wish, link, Acknowledged(ObjectRef("Customer", "77"), name="Amazon Marketplace"))
        self.env.invalidate_all()
        self.assertEqual(
            (channel.customer_entry_id.name, channel.customer_entry_id.qb_id), ("Amazon Marketplace", "77")
        )

    def test_without_a_name_or_a_connection(self):
        channel = self.a_channel()
        with self.assertRaisesRegex(UserError, "Write down the name"):
            channel._create_customer(" \t")
        self.connection.enabled = False
        with self.assertRaisesRegex(UserError, "is switched off"):
            channel._create_customer("Amazon")
        self.assertFalse(channel.customer_id)

    def test_only_managers_create(self):
        user = new_test_user(self.env, "qb-clerk", groups="base.group_user,odoo_qb_connector.group_qb_user")
        channel = self.a_channel().with_user(user)
        for act in (channel.action_create_customer, lambda: channel._create_customer("Amazon")):
            with self.assertRaises(AccessError):
                act()


@tagged("post_install", "-at_install")
class TestDocuments(Channel, JobCase):
    def setUp(self):
        super().setUp()
        self.link_all()
        self.channel = self.a_channel(customer_entry_id=self.entry("Customer", 70, "Amazon").id)

    def sold(self, buyer, channel=True):
        team = {"team_id": self.channel.team_id.id} if channel else {}
        order = self.order((self.chair, 1), partner=buyer, **team)
        return order, self.document(self.invoice_of(self.ship(order)))

    def test_the_buyer_stands_in_shipping_address_and_memo(self):
        buyer = self.a_buyer()
        order, document = self.sold(buyer)
        self.assertEqual((document.customer.id, document.customer.name), ("70", "Amazon"))
        self.assertEqual(document.shipping.lines, ("Brandon Buyer", "1 Elm St"))
        self.assertEqual(document.note, f"Order {order.name} · Buyer Brandon Buyer · {order.picking_ids.name}")
        self.assertEqual(document.email, "", "QuickBooks shall not write to the buyer")
        self.assertFalse(buyer.qb_sent)
        self.assertFalse(self.operations(buyer))
        self.channel.customer_id.email = "payables@example.com"
        self.assertEqual(self.document(order.invoice_ids).email, "payables@example.com")

    def test_a_buyer_without_an_address_is_named(self):
        document = self.sold(self.a_buyer(street=False, city=False, zip=False, country_id=False))[1]
        self.assertEqual(document.shipping.lines, ("Brandon Buyer",))

    def test_elsewhere_nothing_changes(self):
        order, document = self.sold(self.customer, channel=False)
        self.assertEqual((document.customer.id, document.email), ("1", "azure@example.com"))
        self.assertEqual(document.note, f"Order {order.name} · {order.picking_ids.name}")

    def test_who_only_buys_through_channels(self):
        buyer = self.a_buyer()
        self.assertFalse(buyer._qb_is_channel_buyer())
        self.sold(buyer)
        self.assertTrue(buyer._qb_is_channel_buyer())
        self.link(buyer, "Customer", 99)
        self.sold(buyer, channel=False)
        self.assertFalse(buyer._qb_is_channel_buyer())


@tagged("post_install", "-at_install")
class TestDesktopAddress(Channel, DesktopCase):
    def lines(self, **values):
        return address_of(self.a_buyer(**values), DESKTOP, party_rules(self.connection), buyer=True).lines

    def test_a_buyer_fits_into_five_short_lines(self):
        """Four lines are left beside city and country; the name stays, clipped where it must be (spec qbd 5.2)."""
        longest = DESKTOP.other["address_line"]
        most = DESKTOP.other["address_lines"]
        street = " ".join(["Longstreet"] * (longest * (most - 1) // 14))
        name = " ".join(["Maximilian"] * 20)
        lines = self.lines(name=name, street=street)
        self.assertLessEqual(len(lines), most)
        self.assertTrue(all(len(line) <= longest for line in lines))
        self.assertTrue(lines[0].startswith("Maximilian Maximilian"))
        self.assertIn("Longstreet", lines[-1])

    def test_a_name_of_many_characters_without_blanks(self):
        self.assertEqual(self.lines(name="x" * 200), ("x" * DESKTOP.other["address_line"], "1 Elm St"))


@tagged("post_install", "-at_install")
class TestChannelBooks(Channel, BooksCase):
    def test_created_billed_and_never_a_second_customer(self):
        self.open_books()
        channel = self.a_channel()
        self.env["qb.channel.customer"].create({"channel_id": channel.id, "name": "Amazon"}).action_create()
        self.run_queue()
        self.assertEqual((channel.customer_state, channel.customer_entry_id.name), ("Amazon", "Amazon"))
        order = self.order((self.chair, 1), partner=self.a_buyer(), team_id=channel.team_id.id)
        self.ship(order)
        self.run_queue()
        invoice = self.the_only_invoice()
        self.assertEqual(invoice["CustomerRef"]["name"], "Amazon")
        self.assertEqual((invoice["ShipAddr"]["Line1"], invoice["ShipAddr"]["Line2"]), ("Brandon Buyer", "1 Elm St"))
        self.assertIn(f"Order {order.name} · Buyer Brandon Buyer", invoice["PrivateNote"])
        self.assertNotIn("BillEmail", invoice)
        names = [one["DisplayName"] for one in self.books("Customer")]
        self.assertEqual((names.count("Amazon"), "Brandon Buyer" in names), (1, False))
