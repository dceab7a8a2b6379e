"""The dialogs in a real browser, against the simulator's books."""

from odoo.tests import tagged

from .browser_case import BrowserCase
from .job_books import BooksCase


@tagged("post_install", "-at_install")
class TestLinkInTheBrowser(BooksCase, BrowserCase):
    def test_link_unlink_create(self):
        self.open_books()
        made = self.company.enter("Customer", {"DisplayName": "Azure of Oakland"})
        self.entry("Customer", made["Id"], "Azure of Oakland")
        address = f"/odoo/res.partner/{self.customer.id}"
        self.start_tour(address, "qb_link", login="admin", timeout=180)
        self.env.invalidate_all()
        links = self.env["qb.link"]._find(self.connection, self.customer)
        self.assertEqual((links.qb_type, links.name), ("Customer", "Azure of the Tour"))
        there = {one["DisplayName"] for one in self.books("Customer")}
        self.assertLessEqual({"Azure of Oakland", "Azure of the Tour"}, there)
        self.assertNotIn("Nobody of Nowhere", there)
