"""QuickBooks computes the tax: drafts go, take it over and are confirmed (docs/taxes.md)."""

from decimal import Decimal

from odoo import fields
from odoo.addons.odoo_qb_connector.models.account_move_tax_there import BY_PERSON
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .test_tax_matrix import MatrixCase


class ThereCase(MatrixCase):
    def open_there(self, profile, currency="USD"):
        self.open_region(profile, currency)
        self.connection.tax_way = "there"

    def asked(self, *lines, **values):
        """A draft for which a person pressed Send and Confirm."""
        draft = self.invoice(*lines, post=False, currency_id=self.currency.id, **values)
        draft.action_qb_send_and_confirm()
        return draft

    def sent_and_confirmed(self, move, tax):
        """`move` is confirmed with `tax` (text), as it stands in QuickBooks, under one number, and no second one."""
        self.assertEqual((move.state, move.qb_state), ("posted", "sent"), move.qb_message)
        self.assertEqual(Decimal(str(move.amount_tax)), Decimal(tax))
        there = self.there(move)
        self.assert_same_money(there, move)
        self.assertEqual(there["DocNumber"], move.name)
        self.assertFalse(move.qb_link_id.differs)
        return there


@tagged("post_install", "-at_install")
class TestThere(ThereCase):
    def test_us_automated(self):
        self.open_there("us-ast")
        order = self.order((self.chair, 2))
        picking = self.ship(order)
        self.run_queue()
        invoice = picking.qb_invoice_ids
        there = self.sent_and_confirmed(invoice, "20.50")
