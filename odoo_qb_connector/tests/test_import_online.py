"""Importing from the real simulator of QuickBooks Online: pages, a killed run, a second run, and what is asked."""

from unittest.mock import patch

from odoo.addons.odoo_qb_connector.gateway import ProfilePage, Unavailable
from odoo.addons.odoo_qb_connector.models import qb_import
from odoo.addons.odoo_qb_connector.models.drain.background import BackgroundRun
from odoo.addons.odoo_qb_connector.online import questions
from odoo.addons.odoo_qb_connector.online.gateway import OnlineGateway
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .job_books import BooksCase


@tagged("post_install", "-at_install")
class TestImportOnline(BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    def populate(self, **counts):
        self.control("/populate", counts)

    def begin(self, kind="Customer", **wish):
        return self.env["qb.import"]._begin(self.connection, kind, **wish)

    def run_background(self, seconds=60):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            BackgroundRun(self.env.registry, self.connection.id, seconds=seconds).run()
        self.env.invalidate_all()

    def imported(self, kind="Customer", **wish):
        found = self.begin(kind, **wish)
        self.run_background()
        self.assertEqual((found.state, found.error), ("done", False))
        return found

    def counts(self, found):
        return found.created_count, found.matched_count, found.known_count, found.left_out_count

    def refresh(self):
        """A person presses Refresh Lists."""
        with self.enter_registry_test_mode():
            self.connection.action_refresh_lists()

    def asked(self, before):
        """Statements of the queries since `before` requests."""
        return [one["operation"] for one in self.company.requests()[before:]]

    def active_there(self, entity):
        return [one for one in self.books(entity) if one.get("Active") is not False]

    def test_all_customers_once_and_never_again(self):
        self.populate(customers=30)
        there = self.active_there("Customer")
        before = len(self.company.requests())
        found = self.imported()
        self.assertEqual(len(self.asked(before)), 1, "one page and nothing else")
        self.assertEqual(found.read_count, len(self.books("Customer")))
        self.assertEqual(found.created_count + found.matched_count + found.left_out_count, found.read_count)
        self.assertEqual(found.progress, 100.0)
        links = self.env["qb.link"].search([("connection_id", "=", self.connection.id), ("qb_type", "=", "Customer")])
        self.assertEqual(len(links), found.created_count + found.matched_count)
        self.assertGreater(len(links), 25)
        self.assertLessEqual(len(links), len(there))
        self.assertFalse(self.env["qb.operation"].search([("res_model", "=", "res.partner")]), "nothing goes back")

        partners, lines = self.env["res.partner"].search_count([]), len(self.company.requests())
        again = self.imported()
        self.assertEqual(self.counts(again)[:3], (0, 0, len(links)))
        self.assertEqual(again.left_out_count, found.left_out_count)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertEqual(len(self.asked(lines)), 1)

    def test_pages_and_steps(self):
        self.populate(customers=10)
        there = len(self.books("Customer"))
        before = len(self.company.requests())
        with patch.object(questions, "PAGE", 20), patch.object(qb_import, "STEP", 6):
            found = self.imported()
        self.assertEqual((found.read_count, found.start), (there, 0))
        self.assertEqual(len(self.asked(before)), there // 20 + 1)

    def test_killed_in_the_middle_it_goes_on(self):
        there = len(self.books("Customer"))
        found = self.begin()
        with patch.object(qb_import, "STEP", 5):
            question = found.sudo()._question()
            self.assertEqual(question, ProfilePage("Customer", 1))
            with self.enter_registry_test_mode():
                page = self.connection._gateway().ask(question)
            self.assertTrue(found.sudo()._take(question, page), "more of the page is left")
            self.assertEqual((found.read_count, found.start), (5, 6))
            self.run_background()
        self.assertEqual((found.state, found.read_count, found.known_count), ("done", there, 0))
        names = [line.qb_id for line in found.line_ids]
        self.assertEqual(len(names), len(set(names)))

    def test_by_exact_name(self):
        self.company.enter(
            "Customer",
            {
                "DisplayName": "Amy's Bird Sanctuary",
                "GivenName": "Amy",
                "FamilyName": "Lauterbach",
                "CompanyName": "Amy's Bird Sanctuary",
                "BillAddr": {"Line1": "4581 Finch St.", "City": "Bayshore", "CountrySubDivisionCode": "CA"},
            },
        )
        self.assertEqual(self.counts(self.imported(names=["amy's bird sanctuary", "Nobody Here"])), (1, 0, 0, 1))
        line = self.env["qb.import.line"].search([("outcome", "=", "left_out")], limit=1)
        self.assertEqual(
            (line.name, line.reason),
            (
                "Nobody Here",
                (
                    "QuickBooks has nothing of exactly this name. Compare the spelling with QuickBooks, then import it "
                    "again."
                ),
            ),
        )
        contact = self.env["res.partner"].search([("name", "=", "Amy's Bird Sanctuary")])
        self.assertEqual(len(contact), 1)
        self.assertEqual((contact.city, contact.state_id.code, contact.customer_rank), ("Bayshore", "CA", 1))

    def test_chosen_from_the_list(self):
        self.refresh()
        entries = self.env["qb.entry"].search(
            [("connection_id", "=", self.connection.id), ("type", "=", "Customer"), ("name", "=like", "C%")]
        )
        self.assertTrue(entries)
        action = entries.action_import()
        found = self.env["qb.import"].browse(action["res_id"])
        self.assertEqual((found.scope, found.expected), ("chosen", len(entries)))
        before = len(self.company.requests())
        self.run_background()
        self.assertEqual((found.state, found.read_count), ("done", len(entries)))
        self.assertEqual(len(self.asked(before)), 1)

    def test_vendors_and_products(self):
        vendors = self.imported("Vendor")
        self.assertGreater(vendors.created_count, 0)
        products = self.imported("Item")
        self.assertGreater(products.created_count, 0)
        for kind, found in (("Vendor", vendors), ("Item", products)):
            links = self.env["qb.link"].search_count(
                [("connection_id", "=", self.connection.id), ("qb_type", "=", kind), ("state", "=", "linked")]
            )
            self.assertEqual(links, found.created_count + found.matched_count)
            self.assertEqual(self.counts(self.imported(kind))[:3], (0, 0, links))

    def test_a_job_that_comes_before_its_customer(self):
        job = self.company.enter("Customer", {"DisplayName": "Kitchen of the test"})
        customer = self.company.enter("Customer", {"DisplayName": "Owner of the test"})
        self.assertLess(int(job["Id"]), int(customer["Id"]))
        moved = {"sparse": True, "Job": True, "ParentRef": {"value": customer["Id"]}}
        self.company.enter("Customer", {**moved, "Id": job["Id"], "SyncToken": job["SyncToken"]}, "update")
        with patch.object(qb_import, "STEP", 1):
            found = self.imported()
        self.assertEqual(found.left_out_count, 0)
        contact = self.env["res.partner"].search([("name", "=", "Kitchen of the test")])
        self.assertEqual((contact.parent_id.name, contact.commercial_partner_id), ("Owner of the test", contact))

    def test_the_dialog(self):
        dialog = self.env["qb.import.start"].create({"connection_id": self.connection.id, "scope": "names"})
        dialog.names = " \n"
        with self.assertRaisesRegex(UserError, "Type at least one name, exactly as in QuickBooks, one per line."):
            dialog.action_import()
        dialog.names = " Deco Addict \n\nNobody Here"
        found = self.env["qb.import"].browse(dialog.action_import()["res_id"])
        self.assertEqual((found.scope, found.names, found.progress), ("names", ["Deco Addict", "Nobody Here"], 0.0))
        self.run_background()
        self.assertEqual((found.state, found.display_name), ("done", "Customers: By name"))
        lines = self.env["qb.import.line"].search(found.action_open_lines()["domain"])
        self.assertEqual(sorted(lines.mapped("name")), ["Deco Addict", "Nobody Here"])
        self.assertEqual(dialog.action_choose()["domain"][1], ("type", "=", "Customer"))

    def test_only_customers_vendors_and_products_can_be_chosen(self):
        with self.assertRaisesRegex(UserError, "Choose customers, vendors or products: only these can be imported."):
            self.entry_named("Term", "Net 30").action_import()

    def test_quickbooks_is_away_for_a_while(self):
        found = self.begin()
        with patch.object(OnlineGateway, "ask", side_effect=Unavailable("away")):
            self.run_background()
        self.assertEqual((found.state, found.read_count), ("running", 0))
        self.run_background()
        self.assertEqual(found.state, "done")

    def test_cancelled(self):
        found = self.begin()
        found.action_cancel()
        self.run_background()
        self.assertEqual((found.state, found.read_count, self.counts(found)), ("cancelled", 0, (0, 0, 0, 0)))

    def test_one_import_of_a_list_at_a_time(self):
        first = self.begin()
        self.assertEqual(self.begin(), first)
        self.assertNotEqual(self.begin("Vendor"), first)

    def test_who_may(self):
        clerk = new_test_user(self.env, "qb-import-clerk", groups="odoo_qb_connector.group_qb_user")
        with self.assertRaisesRegex(AccessError, "Only QuickBooks managers can import."):
            self.env["qb.import"].with_user(clerk)._begin(self.connection.with_user(clerk), "Customer")
        self.connection.responsible_id = clerk
        with self.assertRaisesRegex(UserError, "may not create Products and Services in Odoo"):
            self.begin("Item")

    def test_a_long_list_is_refreshed_in_the_background(self):
        self.populate(customers=30)
        self.entry("Customer", 999999, "Gone there")
        with patch.object(questions, "PAGE", 20):
            self.refresh()
            entries = [("connection_id", "=", self.connection.id), ("type", "=", "Customer")]
            self.assertEqual(self.env["qb.entry"].with_context(active_test=False).search_count(entries), 21)
            self.assertTrue(self.env["qb.entry"].search([*entries, ("name", "=", "Gone there")]))
            self.run_background()
        self.assertEqual(self.env["qb.entry"].search_count(entries), len(self.active_there("Customer")))
        self.assertFalse(self.env["qb.list.reading"].search([]))
        self.assertFalse(self.env["qb.entry"].search([*entries, ("name", "=", "Gone there")]))

    def test_a_list_that_breaks_off_makes_nothing_inactive(self):
        self.populate(customers=30)
        self.entry("Customer", 999999, "Gone there")
        with patch.object(questions, "PAGE", 20):
            self.refresh()
            with patch.object(OnlineGateway, "ask", side_effect=Unavailable("away")):
                self.run_background()
        self.assertTrue(self.env["qb.entry"].search([("name", "=", "Gone there")]))
        self.assertEqual(len(self.env["qb.list.reading"].search([])), 1)
