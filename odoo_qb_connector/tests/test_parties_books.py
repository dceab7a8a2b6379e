"""Linking, creating and unlinking by hand against the simulator's books, over real HTTP."""

from odoo.tests import tagged

from .job_books import BooksCase

NAME = "Azure Interior"


@tagged("post_install", "-at_install")
class TestPartiesThere(BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    def ensure(self, record=None, **wish):
        """Wish and run the queue; returns the operation."""
        operation = self.env["qb.operation"]._wish(self.connection, record or self.customer, "ensure", **wish)
        self.run_queue()
        return operation

    def link_of(self, record, qb_type):
        return self.env["qb.link"]._find(self.connection, record, qb_type)

    def named(self, entity, name):
        return [one for one in self.books(entity) if one["DisplayName"] == name]

    def test_customer_and_vendor(self):
        self.ensure()
        operation = self.ensure(qb_type="Vendor")
        self.assertEqual((operation.state, operation.note), ("done", f"Sent as Vendor {NAME} (Vendor)."))
        (vendor,) = self.named("Vendor", f"{NAME} (Vendor)")
        self.assertEqual((vendor["BillAddr"]["City"], vendor["CompanyName"]), ("Fremont", NAME))
        self.assertEqual(self.link_of(self.customer, "Vendor").qb_id, vendor["Id"])
        self.assertEqual(len(self.named("Customer", NAME)), 1)
        self.assertEqual(self.ensure(qb_type="Vendor").note, f"Linked to the vendor {NAME} (Vendor).")

    def test_an_employee_of_that_name(self):
        self.company.enter("Employee", {"GivenName": "Azure", "FamilyName": "Interior", "DisplayName": NAME})
        operation = self.ensure()
        self.assertEqual((operation.state, operation.note), ("done", f"Sent as Customer {NAME} (Customer)."))
        self.assertEqual(len(self.named("Customer", f"{NAME} (Customer)")), 1)

    def test_an_employee_of_that_name_where_a_person_is_asked(self):
        self.connection.clash_policy = "ask"
        self.company.enter("Employee", {"GivenName": "Azure", "FamilyName": "Interior", "DisplayName": NAME})
        operation = self.ensure()
        self.assertEqual((operation.state, operation.error_problem), ("failed", "name_taken"))
        self.assertIn("press Create and Link and choose another name", operation.error)
        again = self.ensure(choices={"name": "Azure of Fremont", "create": True})
        self.assertEqual((again.state, operation.state), ("done", "merged"))
        self.assertEqual(self.link_of(self.customer, "Customer").name, "Azure of Fremont")

    def test_two_contacts_of_one_name(self):
        namesake = self.env["res.partner"].create({"name": NAME})
        self.ensure()
        operation = self.ensure(namesake)
        self.assertEqual((operation.state, operation.error_problem), ("failed", "party_linked_elsewhere"))
        namesake.invalidate_recordset()
        self.assertEqual(namesake.qb_customer_way, "other")
        opened = namesake.with_context(qb_type="Customer").action_qb_open_other()
        self.assertEqual((opened["res_model"], opened["res_id"]), ("res.partner", self.customer.id))
        again = self.ensure(namesake, choices={"name": "Azure Two", "create": True})
        self.assertEqual(again.state, "done")

    def test_every_name_ends_in_a_link_or_a_sentence(self):
        for name, listed, problem in (
            ("“Quoted” & 'Sons' \\ \"Co\"", '"Quoted" & \'Sons\' \\ "Co"', ""),
            ("Acme\tRockets\nWest: East", "Acme Rockets West - East", ""),
            ("Acme 🚀 Emoji", "Acme Emoji", ""),
            ("b" * 600, f"{'b' * 494} ~", ""),
            ("   ", "", "party_name_missing"),
            ("🚀", "", "party_name_unwritable"),
            ("شركة الخليج", "", "characters_not_supported"),
        ):
            with self.subTest(name=name[:20]):
                partner = self.env["res.partner"].create({"name": name})
                operation = self.ensure(partner)
                self.assertEqual(operation.error_problem or "", problem, operation.error)
                self.assertEqual(operation.state, "failed" if problem else "done")
                link = self.link_of(partner, "Customer")
                self.assertTrue((link.name or "").startswith(listed))
                self.assertEqual(bool(link), not problem)
                self.assertTrue(link or operation.error)

    def test_pictures_in_an_address_are_left_out_too(self):
        place = {"street": "1 Pier 🏠", "city": "Fremont ❤️", "zip": "94538", "country_id": self.env.ref("base.us").id}
        partner = self.env["res.partner"].create({"name": "Acme 🚀 Rockets", "is_company": True, **place})
        for qb_type in ("Customer", "Vendor"):
            operation = self.ensure(partner, qb_type=qb_type)
            self.assertEqual(operation.state, "done", operation.error)
            (there,) = self.named(qb_type, self.link_of(partner, qb_type).name)
            self.assertEqual(there["CompanyName"], "Acme Rockets")
            address = [there["BillAddr"][part] for part in ("Line1", "Line2", "City")]
            self.assertEqual(address, ["Acme Rockets", "1 Pier", "Fremont"])

    def test_letters_of_every_language_where_quickbooks_keeps_them(self):
        self.open_books("uk")
        partner = self.env["res.partner"].create({"name": "شركة الخليج 🚀"})
        self.assertEqual(self.ensure(partner).state, "done")
        self.assertEqual(self.link_of(partner, "Customer").name, "شركة الخليج 🚀")

    def test_unlinked_and_linked_to_another_one(self):
        self.ensure()
        other = self.company.enter("Customer", {"DisplayName": "Azure of Oakland"})
        self.customer.with_context(qb_type="Customer").action_qb_unlink()
        self.assertFalse(self.link_of(self.customer, "Customer"))
        self.assertEqual(len(self.named("Customer", NAME)), 1, "nothing is deleted there")
        self.ensure(choices={"name": "azure of oakland", "create": False})
        self.assertEqual(self.link_of(self.customer, "Customer").qb_id, other["Id"])

    def test_unlinked_the_next_document_links_by_name_again(self):
        self.ensure()
        before = self.link_of(self.customer, "Customer").qb_id
        self.customer.with_context(qb_type="Customer").action_qb_unlink()
        self.ship(self.order((self.chair, 1)))
        self.run_queue()
        self.assertEqual(self.link_of(self.customer, "Customer").qb_id, before)
        self.assertEqual(self.the_only_invoice()["CustomerRef"]["value"], before)

    def test_an_inactive_customer_is_made_active(self):
        made = self.company.enter("Customer", {"DisplayName": NAME})
        self.company.enter(
            "Customer", {"Id": made["Id"], "SyncToken": made["SyncToken"], "sparse": True, "Active": False}, "update"
        )
        operation = self.ensure(choices={"name": NAME, "create": False})
        self.assertEqual((operation.state, operation.error_problem), ("failed", "party_inactive"))
        action = self.customer.with_context(qb_type="Customer").action_qb_activate()
        self.run_queue()
        again = self.env["qb.operation"].browse(action["params"]["operation_ids"])
        self.assertEqual((again.state, operation.state), ("done", "merged"), again.error)
        (there,) = self.named("Customer", NAME)
        self.assertEqual((there["Id"], there["Active"]), (made["Id"], True))
        self.assertEqual(self.link_of(self.customer, "Customer").qb_id, made["Id"])

    def test_the_list_was_of_yesterday(self):
        made = self.company.enter("Customer", {"DisplayName": "Azure"})
        gone = self.ensure(candidate=("Customer", "987654"), choices={"name": "Azure", "create": False})
        self.assertEqual((gone.state, gone.error_problem), ("failed", "entry_gone"))
        gone.action_send_again()
        self.run_queue()
        self.assertEqual((gone.state, self.link_of(self.customer, "Customer").qb_id), ("done", made["Id"]))

    def test_many_at_once(self):
        partners = self.env["res.partner"].create([{"name": f"Guest {number:03}"} for number in range(65)])
        self.company.enter("Customer", {"DisplayName": "Guest 007"})
        bulk = partners._qb_start_many("link", "Customer", "Link")
        self.run_queue()
        self.assertEqual((bulk.done_count, bulk.failed_count), (1, 64))
        bulk = partners._qb_start_many("create", "Customer", "Create")
        self.run_queue()
        self.assertEqual((bulk.done_count, bulk.failed_count, bulk.waiting_count), (65, 0, 0))
        self.assertEqual(len([one for one in self.books("Customer") if one["DisplayName"].startswith("Guest")]), 65)
        again = partners._qb_start_many("create", "Customer", "Create")
        written = len(self.company.requests())
        self.run_queue()
        self.assertEqual(again.done_count, 65)
        self.assertEqual(len(self.company.requests()), written, "the second time nothing is asked or sent")
