"""What people see of the fields of QuickBooks' forms on a sales channel, and of names in other currencies."""

from odoo.tests import tagged

from .browser_case import BrowserCase
from .desktop_case import DesktopCase
from .job_common import FEATURES, JobCase


@tagged("post_install", "-at_install")
class TestOnline(JobCase, BrowserCase):
    def test_own_fields(self):
        self.facts(features={**FEATURES, "SalesCustomFields": {"1": "P.O. Number", "2": "Sales Rep"}})
        channel = self.connection.default_channel_id
        channel.write({"custom_2_from": "text", "custom_2_text": "Web"})
        self.start_tour(f"/odoo/qb.channel/{channel.id}", "qb_own_fields", login="admin")
        self.assertEqual(channel.custom_2_text, "Web {order}")

    def test_other_currency(self):
        self.env.ref("base.GBP").active = self.env.ref("base.EUR").active = True
        self.facts(multicurrency=True)
        self.connection.currency_names = "second"
        self.link(self.customer, "Customer", 1, currency_id=self.env.ref("base.USD").id)
        row = self.customer._qb_in_currency(self.connection, self.env.ref("base.EUR"))
        self.link(row, "Customer", 2, currency_id=row.currency_id.id, name=row.name)
        self.start_tour(f"/odoo/res.partner/{self.customer.id}", "qb_other_currency", login="admin")
        self.assertEqual(self.customer.qb_currency_ids.currency_id.name, "GBP")
        self.assertTrue(self.customer._qb_link_for(self.connection, "Customer"))


@tagged("post_install", "-at_install")
class TestDesktop(DesktopCase, BrowserCase):
    def test_fields_of_the_forms(self):
        self.entry("Template", "8000A1-1", "Our invoice", kind="Invoice")
        self.entry("Template", "8000A2-1", "Our receipt", kind="SalesReceipt")
        self.entry("SalesRep", "8000B1-1", "RD", details={"EntityName": "Rosa Delgado"})
        channel = self.connection.default_channel_id
        self.start_tour(f"/odoo/qb.channel/{channel.id}", "qb_desktop_fields", login="admin")
        self.assertEqual((channel.template_invoice_id.name, channel.sales_rep_id.name), ("Our invoice", "RD"))
