"""The product that Odoo makes for order-wide discounts is no item in QuickBooks: documents have their own discount."""

from odoo import models

from ..models.qb_record_push import IMPORTING


class SaleOrderDiscount(models.TransientModel):
    _inherit = "sale.order.discount"

    def _get_discount_product(self):
        return super(SaleOrderDiscount, self.with_context(**{IMPORTING: True}))._get_discount_product()
