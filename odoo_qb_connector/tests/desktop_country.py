"""A company file of QuickBooks Desktop in one country."""

from decimal import Decimal

from .desktop_books import DesktopBooksCase
from .regional_shop import RegionalShop


class CountryCase(RegionalShop, DesktopBooksCase):
    """One country: `codes` are the counterparts of the tax on goods and of no tax. Taxes are rounded as there: once for
    the document."""

    country, currency, percent, codes, deletes = "US", "USD", 7.25, ("State Tax",), True

    def setUp(self):
        super().setUp()
        self.set_up_shop()
        self.env.company.tax_calculation_rounding_method = "round_globally"
        self.open_books(self.country, self.codes)

    def there(self, move, entity="Invoice"):
        """The document of `move` there, of the same money."""
        found = self.numbered(entity)[move.qb_number]
        self.assert_same_money(found, move)
        return found

    def assert_same_total(self, move, entity="Invoice"):
        """The same total; how much of it is tax there depends on how cents were allowed."""
        found = self.numbered(entity)[move.qb_number]
        self.assertEqual(self.money(found)[0], Decimal(str(move.amount_total)))
