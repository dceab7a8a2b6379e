"""A shop in Odoo that sells in one country, whatever QuickBooks its books are in."""

from odoo import fields

from .returning import Returning
from .test_receipts import Receiving


class RegionalShop(Receiving, Returning):
    """Mixed into a case with books: everything is in `currency`, and `tax` is of `percent`."""

    currency, percent = "USD", 8

    def set_up_shop(self):
        home = self.own_currency(self.currency)
        self.env.company.currency_id = home
        self.pricelist = self.pricelist_in(home)
        self.tax.amount = self.percent
        self.carrier.product_id.taxes_id = self.tax

    def order(self, *lines, **values):
        return super().order(*lines, **{"pricelist_id": self.pricelist.id, **values})

    def invoice(self, *lines, **values):
        return super().invoice(*lines, **{"currency_id": self.pricelist.currency_id.id, **values})

    def sent(self, *moves):
        self.run_queue()
        for move in moves:
            self.assertEqual(move.qb_state, "sent", move.qb_message)

    def today(self):
        return self.connection._local_date(fields.Datetime.now())

    def paid_ahead(self):
        """(order, its posted invoice of 30 per cent): section, note, discounts on a line and on all, transport."""
        order = self.order((self.chair, 10, 33.33), (self.desk, 3, 19.99), confirm=False)
        order.order_line[0].discount = 12.5
        order.order_line = [
            fields.Command.create({"display_type": kind, "name": kind, "sequence": at})
            for at, kind in enumerate(("line_section", "line_note"))
        ]
        order.set_delivery_line(self.carrier, 15.0)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        order.action_confirm()
        self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "percentage", "amount": 30}
        ).create_invoices()
        ahead = order.invoice_ids
        ahead.action_post()
        return order, ahead
