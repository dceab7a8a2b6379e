"""Customers and vendors of QuickBooks become contacts: matched, made, or left out with the reason."""

from odoo import Command
from odoo.addons.odoo_qb_connector.documents import Address, Ref
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .import_case import ImportCase, party

BILLING = Address(("4581 Finch St.", "Suite 2"), "Bayshore", "CA", "94326")
SHIPPING = Address(("1 Pier",), "Dover", "", "CT16", "GB")


@tagged("post_install", "-at_install")
class TestNewContacts(ImportCase):
    def test_everything_that_quickbooks_says(self):
        term = self.env["account.payment.term"].create({"name": "30 Days of the test"})
        entry = self.entry("Term", 4, "Net 30")
        self.env["qb.term.map"].create({"connection_id": self.connection.id, "term_id": term.id, "entry_id": entry.id})
        profile = party(
            7,
            "Amy's Bird Sanctuary",
            company_name="Amy's Bird Sanctuary",
            given_name="Amy",
            family_name="Lauterbach",
            email="birds@intuit.example, office@intuit.example",
            phone="(650) 555-3311",
            website="http://birds.example",
            billing=BILLING,
            shipping=SHIPPING,
            terms=Ref("4", "Net 30"),
            note="Calls <early>",
        )
        self.assertEqual(self.run_batch(profile), [("Amy's Bird Sanctuary", "created", "Amy's Bird Sanctuary", "")])
        contact = self.linked("Customer", 7)
        self.assertTrue(contact.is_company)
        self.assertEqual(
            (contact.email, contact.email_normalized, contact.phone, contact.website),
            (
                "birds@intuit.example, office@intuit.example",
                "birds@intuit.example",
                "(650) 555-3311",
                "http://birds.example",
            ),
        )
        self.assertEqual(
            (
                contact.street,
                contact.street2,
                contact.city,
                contact.zip,
                contact.state_id.code,
                contact.country_id.code,
            ),
            ("4581 Finch St.", "Suite 2", "Bayshore", "94326", "CA", "US"),
        )
        self.assertEqual((contact.customer_rank, contact.supplier_rank), (1, 0))
        self.assertEqual(contact.property_payment_term_id, term)
        self.assertIn("Calls &lt;early&gt;", contact.comment)
        children = [(one.name, one.type, one.street, one.city, one.country_id.code) for one in contact.child_ids]
        self.assertEqual(
            sorted(children, key=lambda one: one[1]),
            [
                ("Amy Lauterbach", "contact", "4581 Finch St.", "Bayshore", "US"),
                (False, "delivery", "1 Pier", "Dover", "GB"),
            ],
        )
        link = self.env["qb.link"].search([("qb_type", "=", "Customer"), ("qb_id", "=", "7")])
        self.assertEqual(
            (link.state, link.name, link.url), ("linked", "Amy's Bird Sanctuary", "https://books.example/7")
        )

    def test_a_person_and_an_address_that_begins_with_the_name(self):
        billing = Address(("Dylan Sollfrank", "1 Oak"), "Reno", "Nowhere", "", "Atlantis")
        self.run_batch(
            party(8, "Dylan Sollfrank", given_name="Dylan", family_name="Sollfrank", billing=billing, shipping=billing)
        )
        contact = self.linked("Customer", 8)
        self.assertFalse(contact.is_company)
        self.assertEqual((contact.street, contact.street2, contact.city), ("1 Oak", False, "Reno, Nowhere, Atlantis"))
        self.assertFalse(contact.country_id)
        self.assertFalse(contact.child_ids, "the same address twice is one")

    def test_a_vendor(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.run_batch(party(9, "Brosnahan", "Vendor", currency="EUR"), kind="Vendor")
        vendor = self.linked("Vendor", 9)
        self.assertEqual((vendor.supplier_rank, vendor.customer_rank), (1, 0))
        self.assertEqual(vendor.with_company(self.env.company).property_purchase_currency_id, euro)

    def test_what_could_not_be_taken_over_is_said(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        profile = party(10, "Müller", currency="EUR", terms=Ref("99", "Net 7"))
        ((_name, outcome, _record, why),) = self.run_batch(profile)
        self.assertEqual(outcome, "created")
        self.assertEqual(
            why,
            "Its payment terms “Net 7” have no counterpart in Odoo: choose one under QuickBooks › Configuration › "
            "Payment Terms, and set them on the contact.\n"
            "QuickBooks bills it in EUR, and Odoo has not exactly one price list in EUR. Choose a price list on the "
            "contact.",
        )
        self.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})
        self.run_batch(party(11, "Meyer", currency="EUR"))
        contact = self.linked("Customer", 11).with_company(self.env.company)
        self.assertEqual(contact.property_product_pricelist.currency_id, euro)

    def test_a_job_is_a_company_under_its_customer(self):
        rows = self.run_batch(
            party(21, "Kitchen", parent_id="20", full_name="Cool Cars:Kitchen"),
            party(20, "Cool Cars"),
            party(31, "Kitchen", parent_id="30", full_name="Rago:Kitchen"),
            party(30, "Rago"),
        )
        self.assertEqual({outcome for _name, outcome, _record, _why in rows}, {"created"})
        for job, customer, name in ((21, 20, "Cool Cars"), (31, 30, "Rago")):
            contact = self.linked("Customer", job)
            self.assertEqual((contact.parent_id.name, contact.commercial_partner_id), (name, contact))
            self.assertEqual(contact.parent_id, self.linked("Customer", customer))
            self.assertTrue(contact._qb_is_sendable())

    def test_a_job_waits_for_its_customer(self):
        self.assertEqual(
            self.run_batch(party(21, "Kitchen", parent_id="20", full_name="Cool Cars:Kitchen")),
            [
                (
                    "Kitchen",
                    "left_out",
                    "",
                    (
                        "“Cool Cars:Kitchen” belongs to a customer that is not linked to Odoo. Import that customer "
                        "first, then this one."
                    ),
                )
            ],
        )


@tagged("post_install", "-at_install")
class TestMatching(ImportCase):
    def outcome(self, *profiles, kind="Customer"):
        return [(outcome, record) for _name, outcome, record, _why in self.run_batch(*profiles, kind=kind)]

    def why(self, profile, kind="Customer"):
        ((_name, outcome, _record, why),) = self.run_batch(profile, kind=kind)
        self.assertEqual(outcome, "left_out")
        return why

    def test_by_exact_name_whatever_its_case_and_blanks(self):
        rocks = self.contact("ROCK  castle ", phone="1")
        self.assertEqual(self.outcome(party(1, "Rock Castle", phone="2")), [("matched", "ROCK  castle ")])
        self.assertEqual(self.linked("Customer", 1), rocks)
        self.assertEqual((rocks.phone, rocks.customer_rank), ("1", 1), "what Odoo has stays")

    def test_by_email_when_only_one_has_it(self):
        rocks = self.contact("Rocks Ltd", email="Info@Rocks.example")
        self.assertEqual(self.outcome(party(1, "Rock Castle", email="info@rocks.example")), [("matched", "Rocks Ltd")])
        self.assertEqual(self.linked("Customer", 1), rocks)

    def test_an_email_of_several_says_nothing(self):
        self.contact("Rocks", email="info@rocks.example")
        self.contact("Stones", email="info@rocks.example")
        self.assertEqual(
            self.outcome(party(1, "Rock Castle", email="info@rocks.example")), [("created", "Rock Castle")]
        )
        self.contact("Hills", email="hills@rocks.example")
        self.assertEqual(
            self.outcome(
                party(2, "Hill A", email="hills@rocks.example"), party(3, "Hill B", email="hills@rocks.example")
            ),
            [("created", "Hill A"), ("created", "Hill B")],
        )

    def test_an_email_does_not_take_who_is_somebody_else_by_name(self):
        self.contact("Rocks", email="info@rocks.example")
        rows = self.outcome(party(1, "Castle", email="info@rocks.example"), party(2, "Rocks"))
        self.assertEqual(sorted(rows), [("created", "Castle"), ("matched", "Rocks")])
        self.contact("Stones", email="info@stones.example")
        self.entry("Customer", 5, "Stones")
        self.assertEqual(self.outcome(party(3, "Quarry", email="info@stones.example")), [("created", "Quarry")])

    def test_children_and_other_companies_are_nobody(self):
        other = self.env["res.company"].create({"name": "Second Company"})
        self.contact("Rock Castle", company_id=other.id)
        self.contact("Parent", child_ids=[Command.create({"name": "Rock Castle", "email": "rock@castle.example"})])
        self.assertEqual(
            self.outcome(party(1, "Rock Castle", email="rock@castle.example")), [("created", "Rock Castle")]
        )

    def test_customer_and_vendor_are_one_contact(self):
        contact = self.contact("Rock Castle", email="info@rocks.example")
        self.assertEqual(self.outcome(party(1, "Rock Castle")), [("matched", "Rock Castle")])
        vendor = party(2, "Rock Castle (V)", "Vendor", email="info@rocks.example")
        self.assertEqual(self.outcome(vendor, kind="Vendor"), [("matched", "Rock Castle")])
        self.assertEqual((self.linked("Customer", 1), self.linked("Vendor", 2)), (contact, contact))
        self.assertEqual((contact.customer_rank, contact.supplier_rank), (1, 1))

    def test_two_contacts_of_the_name(self):
        self.contact("Rock Castle")
        self.contact("rock castle")
        self.assertEqual(
            self.why(party(1, "Rock Castle")),
            "Odoo has 2 contacts called “Rock Castle”. Merge them, or link the right one on its form.",
        )
        self.assertIsNone(self.linked("Customer", 1))

    def test_an_archived_contact(self):
        self.contact("Rock Castle", active=False)
        self.assertEqual(
            self.why(party(1, "Rock Castle")),
            "“Rock Castle” is archived in Odoo. Unarchive it and import once more, or give the entry another name in "
            "QuickBooks.",
        )

    def test_two_of_one_name_in_quickbooks(self):
        rows = self.run_batch(party(1, "Rock Castle"), party(2, "ROCK CASTLE"))
        self.assertEqual(
            [row[:3] for row in rows], [("Rock Castle", "created", "Rock Castle"), ("ROCK CASTLE", "left_out", "")]
        )
        self.assertEqual(
            rows[1][3],
            "Rock Castle in Odoo is linked to another entry of this QuickBooks list already. If this is somebody else, "
            "give it a name of its own in QuickBooks; if it is the same, merge the two there.",
        )

    def test_a_second_time_changes_nothing(self):
        profiles = [party(1, "Rock Castle", email="a@b.example", billing=BILLING), party(2, "Stones")]
        self.run_batch(*profiles)
        self.env.flush_all()
        before = self.env["res.partner"].search_count([])
        with self.assertLogs("odoo.sql_db", "DEBUG") as logs:
            rows = self.outcome(*profiles)
            self.env.flush_all()
        self.assertEqual(rows, [("known", ""), ("known", "")])
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        written = [line for line in logs.output if "INSERT" in line or "UPDATE" in line]
        self.assertEqual(written, [])

    def test_inactive_and_deleted_ones(self):
        why = "It is inactive in QuickBooks. Make it active there if it is still needed, then import it."
        self.assertEqual(self.why(party(1, "Gone", active=False)), why)
        self.assertEqual(self.why(party(2, "Gone (deleted)")), why)

    def test_a_broken_link_is_said(self):
        contact = self.contact("Rock Castle")
        self.link(contact, "Customer", 1, state="broken")
        self.assertEqual(
            self.why(party(1, "Rock Castle")),
            "It was linked to Rock Castle, and that link is broken. Open Rock Castle and link it again there.",
        )

    def test_a_contact_whose_object_is_gone_takes_the_new_one(self):
        contact = self.contact("Rock Castle")
        link = self.link(contact, "Customer", 99, state="deleted")
        self.assertEqual(self.outcome(party(1, "Rock Castle")), [("matched", "Rock Castle")])
        self.assertEqual((link.qb_id, link.state), ("1", "linked"))

    def test_what_failed_for_want_of_a_link_goes_on(self):
        contact = self.contact("Rock Castle")
        operation = self.env["qb.operation"]._wish(self.connection, contact, "ensure")
        operation._mark_failed("not there")
        self.run_batch(party(1, "Rock Castle"))
        self.assertEqual(operation.state, "pending")


@tagged("post_install", "-at_install")
class TestBadNames(ImportCase):
    def test_whatever_people_type(self):
        names = {
            "Tab\tand\nline": "Tab and line",
            "The \"Best\" 'Shop' \\ %s {0} <b>": "The \"Best\" 'Shop' \\ %s {0} <b>",
            "🦄 Unicorn 株式会社": "🦄 Unicorn 株式会社",
            "\u202bשלום עולם\u202c": "\u202bשלום עולם\u202c",
            "x" * 600: "x" * 600,
        }
        rows = self.run_batch(*(party(number, name) for number, name in enumerate(names, 1)))
        self.assertEqual([row[1] for row in rows], ["created"] * 5)
        self.assertEqual([self.linked("Customer", number).name for number in range(1, 6)], list(names.values()))
        again = self.run_batch(*(party(number + 100, name) for number, name in enumerate(names, 1)))
        self.assertEqual([row[1] for row in again], ["left_out"] * 5, "they are found again")

    def test_a_name_of_blanks(self):
        ((_name, outcome, _record, why),) = self.run_batch(party(1, " \t "))
        self.assertEqual(
            (outcome, why), ("left_out", "It has no name in QuickBooks. Give it one there, then import it.")
        )

    def test_what_odoo_refuses_holds_nothing_else(self):
        create = type(self.env["res.partner"]).create

        def picky(records, values_list):
            if any(values.get("name") == "Refused" for values in values_list):
                raise ValidationError(records.env._("No such name here.\nReally."))
            return create(records, values_list)

        self.patch(type(self.env["res.partner"]), "create", picky)
        rows = self.run_batch(party(1, "Good"), party(2, "Refused"), party(3, "Better"))
        self.assertEqual(
            rows,
            [
                ("Good", "created", "Good", ""),
                ("Refused", "left_out", "", "Odoo refuses it: No such name here. Correct that, then import it again."),
                ("Better", "created", "Better", ""),
            ],
        )
        self.assertIsNone(self.linked("Customer", 2))
