"""The dashboard as a person uses it: every number opens its list, and the button on the card ends what holds it."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .board_case import BoardCase
from .browser_case import BrowserCase


@tagged("post_install", "-at_install")
class TestDashboardInTheBrowser(BoardCase, BrowserCase):
    def setUp(self):
        super().setUp()
        self.connection.name = "Books of the tour"

    def test_each_number_is_clicked(self):
        self.env.flush_all()
        self.env.cr.execute("UPDATE qb_connection SET create_date = '2020-01-01' WHERE id = %s", [self.connection.id])
        self.env.cr.execute("UPDATE sale_order_line SET qty_invoiced = qty_delivered")
        self.env.cr.execute("UPDATE stock_picking SET date_done = '2019-01-01' WHERE state = 'done'")
        self.env.invalidate_all()
        now = fields.Datetime.now()
        for days in (0, 0, 3):
            self.sent(now - timedelta(days=days))
        self.wish(self.desk)
        self.wish(self.chair, state="sending")
        self.failing(self.customer, "party_gone").done_at = now - timedelta(days=1)
        self.link(self.chair, "Item", 1, differs=True)
        order = self.order((self.chair, 1))
        self.ship(order)
        self.operations(order.picking_ids).action_cancel()
        self.start_tour("/odoo/quickbooks", "qb_dashboard", login="admin")

    def test_what_holds_it_is_ended_on_the_card(self):
        self.connection.enabled = False
        self.start_tour("/odoo/quickbooks", "qb_dashboard_trouble", login="admin")
        self.assertTrue(self.connection.enabled)
