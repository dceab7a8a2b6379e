"""What people see of the policies: the open balance on a new quotation, and a strict refusal on a contact's form."""

from unittest.mock import patch

from odoo.addons.odoo_qb_connector.models.drain.balances import BalanceReading
from odoo.tests import tagged

from .browser_case import BrowserCase
from .job_books import BooksCase


@tagged("post_install", "-at_install")
class TestPoliciesInTheBrowser(BooksCase, BrowserCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    def test_the_open_balance(self):
        self.invoice((self.chair, 1, 100))._qb_wish("send")
        self.run_queue()
        self.env["res.partner"].create({"name": "Gemini of the tour"})
        connections, registry = type(self.connection), self.env.registry

        def wake(connection, at=None):
            """The scheduled action, as soon as this is committed."""
            connection.env.cr.postcommit.add(BalanceReading(registry, connection.id).run)

        with patch.object(connections, "_wake", wake):
            self.start_tour("/odoo/action-sale.action_quotations_with_onboarding/new", "qb_open_balance", login="admin")
        self.assertEqual(self.env["qb.balance"].search([]).mapped("amount"), ["108"])

    def test_a_strict_refusal(self):
        self.connection.write({"customer_push": "strict", "clash_policy": "ask"})
        self.company.enter("Vendor", {"DisplayName": "Gemini"})
        form = "/odoo/action-account.res_partner_action_customer/new"
        self.start_tour(form, "qb_strict_refusal", login="admin")
        saved = self.env["res.partner"].search([("name", "=like", "Gemini%")])
        self.assertEqual(saved.mapped("name"), ["Gemini North"])

    def test_the_dialog_about_stock_opens_no_calendar(self):
        self.link(self.chair, "Item", 1)
        self.start_tour(f"/odoo/quickbooks-connections/{self.connection.id}", "qb_stock_keeper_dialog", login="admin")
