"""Combos over the whole way to the books of both editions: the heading is text, the products are lines."""

from decimal import Decimal

from odoo.tests import tagged

from .desktop_country import CountryCase
from .online_regions import RegionCase, UsAutomated


class Combos:
    def test_a_combo_goes_as_its_products(self):
        picking = self.shipped(self.combo_order(79.99))
        self.run_queue()
        invoice = picking.qb_invoice_ids
        self.assertEqual(invoice.qb_state, "sent", invoice.qb_message)
        there = self.there(invoice)
        self.assertEqual(self.shown(there), [("Office", None), ("Chair", Decimal("79.99"))])


@tagged("post_install", "-at_install")
class TestOnline(Combos, UsAutomated, RegionCase):
    def shown(self, there):
        """[(item or text, amount)]"""
        lines = [line for line in there["Line"] if line["DetailType"] != "SubTotalLineDetail"]
        return [
            (line["SalesItemLineDetail"]["ItemRef"]["name"], Decimal(str(line["Amount"])))
            if line["DetailType"] == "SalesItemLineDetail"
            else (line["Description"].partition(" x ")[0], None)
            for line in lines
        ]


@tagged("post_install", "-at_install")
class TestDesktop(Combos, CountryCase):
    def shown(self, there):
        """[(item or text, amount)]"""
        return [
            (line["ItemRef"]["FullName"], Decimal(line["Amount"]))
            if "ItemRef" in line
            else (line["Desc"].partition(" x ")[0], None)
            for line in there["InvoiceLineRet"]
        ]
