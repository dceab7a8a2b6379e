"""A company file of QuickBooks Desktop in one country, and a shop in Odoo that sells there."""

from decimal import Decimal

from odoo import fields

from .desktop_books import DesktopBooksCase
from .returning import Returning
from .test_receipts import Receiving


class CountryCase(Receiving, Returning, DesktopBooksCase):
    """One country: `codes` are the counterparts of the tax on goods and of no tax. Taxes are rounded as there: once for
    the document."""

    country, currency, percent, codes, deletes = "US", "USD", 7.25, ("State Tax",), True

    def setUp(self):
        super().setUp()
        home = self.own_currency(self.currency)
        self.env.company.currency_id = home
        self.pricelist = self.pricelist_in(home)
        self.env.company.tax_calculation_rounding_method = "round_globally"
        self.tax.amount = self.percent
        self.carrier.product_id.taxes_id = self.tax
        self.open_books(self.country, self.codes)

    def order(self, *lines, **values):
        return super().order(*lines, **{"pricelist_id": self.pricelist.id, **values})

    def invoice(self, *lines, **values):
        return super().invoice(*lines, **{"currency_id": self.pricelist.currency_id.id, **values})

    def sent(self, *moves):
        self.run_queue()
        for move in moves:
            self.assertEqual(move.qb_state, "sent", move.qb_message)

    def there(self, move, entity="Invoice"):
        """The document of `move` there, of the same money."""
        found = self.numbered(entity)[move.qb_number]
        self.assert_same_money(found, move)
        return found

    def assert_same_total(self, move, entity="Invoice"):
        """The same total; how much of it is tax there depends on how cents were allowed."""
        found = self.numbered(entity)[move.qb_number]
        self.assertEqual(self.money(found)[0], Decimal(str(move.amount_total)))

    def today(self):
        return self.connection._local_date(fields.Datetime.now())
