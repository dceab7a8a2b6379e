"""Products, accounts, imports, many at once, broken links and channels: what a person clicks, against the simulator's
books."""

from unittest.mock import patch

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, ObjectRef
from odoo.addons.odoo_qb_connector.models.drain import DrainRun
from odoo.addons.odoo_qb_connector.models.drain.background import BackgroundRun
from odoo.tests import tagged

from .browser_case import BrowserCase
from .job_books import BooksCase

SECONDS = 45


@tagged("post_install", "-at_install")
class TestDirectoriesInTheBrowser(BooksCase, BrowserCase):
    def setUp(self):
        super().setUp()
        self.open_books()
        self.is_running = False
        case = self

        def wake(connection, at=None):
            """The scheduled action, as soon as this is committed."""
            if at is None:
                connection.env.cr.postcommit.add(lambda: case.run_scheduled(connection.id))

        self.enterContext(patch.object(type(self.connection), "_wake", wake))

    def run_scheduled(self, connection_id):
        if self.is_running:
            return
        self.is_running = True
        try:
            DrainRun(self.env.registry, connection_id, seconds=SECONDS).run()
            BackgroundRun(self.env.registry, connection_id, seconds=SECONDS).run()
        finally:
            self.is_running = False

    def tour(self, name, address):
        self.start_tour(address, name, login="admin", timeout=180)
        self.env.invalidate_all()

    def names_there(self, entity, field="DisplayName"):
        return {one[field] for one in self.books(entity)}

    def link_of(self, record):
        return self.env["qb.link"]._find(self.connection, record)

    def test_a_product_linked_unlinked_and_created_with_its_account(self):
        account = self.connection.income_account_id
        values = {"Type": "NonInventory", "Sku": "OAK", "IncomeAccountRef": {"value": account.qb_id}}
        oak = self.company.enter("Item", {"Name": "Chair of Oak", **values})
        self.entry("Item", oak["Id"], "Chair of Oak", details={"sku": "OAK"})
        self.connection.income_account_id = False
        self.tour("qb_product", f"/odoo/product.template/{self.chair.product_tmpl_id.id}")
        link = self.link_of(self.chair)
        (made,) = [one for one in self.books("Item") if one["Name"] == "Chair of the Tour"]
        self.assertEqual((link.qb_id, made["Sku"]), (made["Id"], "CHAIR"))
        account = self.env["qb.new.account"].search([("connection_id", "=", self.connection.id)])
        self.assertEqual((account.role, account.entry_id.qb_id), ("income", made["IncomeAccountRef"]["value"]))

    def test_the_stock_keeper_an_account_and_an_import(self):
        self.link(self.chair, "Item", 11)
        self.company.enter("Vendor", {"DisplayName": "Bay Timber"})
        self.tour("qb_connection_policies", f"/odoo/quickbooks-connections/{self.connection.id}")
        self.assertEqual(
            (self.connection.stock_keeper, self.connection.stock_from),
            ("quickbooks", fields.Date.to_date("2026-03-01")),
        )
        self.assertIn("Stock of the Tour", self.names_there("Account", "Name"))
        timber = self.env["res.partner"].search([("name", "=", "Bay Timber")])
        self.assertEqual(self.link_of(timber).qb_type, "Vendor")

    def test_many_at_once_a_broken_link_and_a_channel(self):
        contacts = [{"name": f"{which} of the Tour", "is_company": True} for which in ("First", "Second", "Third")]
        first, second, third = self.env["res.partner"].create(contacts)
        for partner in (first, second):
            self.company.enter("Vendor", {"DisplayName": partner.name})
        group = self.company.enter("Customer", {"DisplayName": "Azure Group"})
        team = self.env["crm.team"].create({"name": "Amazon US"})
        channel = self.env["qb.channel"].create({"team_id": team.id, "connection_id": self.connection.id})
        broken = self.link(self.customer, "Customer", 7, state="broken", gone_at=fields.Datetime.now())
        broken._propose(Acknowledged(ObjectRef("Customer", group["Id"]), name="Azure Group"), merged=True)
        addresses = {
            "broken": f"/odoo/res.partner/{self.customer.id}",
            "channels": "/odoo/action-odoo_qb_connector.qb_channel_action",
        }
        self.tell_every_page("qb_given", addresses)
        self.tour("qb_many_and_broken", "/odoo/action-base.action_partner_form")
        self.assertEqual([self.link_of(one).qb_type for one in (first, second, third)], ["Vendor", "Vendor", False])
        self.assertEqual((broken.state, broken.qb_id), ("linked", group["Id"]))
        self.assertEqual(channel.customer_id.name, "Amazon of the Tour")
        self.assertIn("Amazon of the Tour", self.names_there("Customer"))
