"""A company of QuickBooks Online in each region."""

from .regional_shop import RegionalShop
from .test_job_books import BadInputCase


class RegionCase(RegionalShop, BadInputCase):
    """One region: `codes` are the tax codes for the tax on goods and for "no tax", where something is to be mapped."""

    profile, codes, deletes = "", (), True

    def setUp(self):
        super().setUp()
        self.set_up_shop()
        self.open_region()

    def open_region(self, **settings):
        self.open_books(self.profile, **settings)
        for taxes, code in zip((self.tax, self.env["account.tax"]), self.codes, strict=False):
            self.map_taxes(taxes, code)

    def ours(self, entity):
        return [one for one in self.books(entity) if "[odoo:" in one.get("PrivateNote", "")]

    def there(self, move, entity="Invoice"):
        """The document of `move` there, of the same money."""
        (found,) = [one for one in self.ours(entity) if one["DocNumber"] == move.qb_number]
        self.assert_same_money(found, move)
        return found

    def item_on(self, name, account):
        """An item in QuickBooks, on the account of that name."""
        income = {"value": self.entry_named("Account", account).qb_id}
        made = self.company.enter("Item", {"Name": name, "Type": "Service", "IncomeAccountRef": income})
        with self.enter_registry_test_mode():
            self.read_lists()
        return self.env["qb.entry"].search(
            [("connection_id", "=", self.connection.id), ("type", "=", "Item"), ("qb_id", "=", made["Id"])]
        )

    def charge(self, charge, entry):
        self.env["qb.charge"].create({"connection_id": self.connection.id, "charge": charge, "entry_id": entry.id})


class UsAutomated:
    profile, deletes = "us-ast", True


class UsLegacy:
    profile, deletes, codes = "us-legacy", True, ("California",)


class Canada:
    profile, deletes, currency, percent, codes = "ca", False, "CAD", 13, ("HST ON", "Exempt")


class Britain:
    profile, deletes, currency, percent, codes = "uk", False, "GBP", 20, ("20.0% S", "No VAT")


class Australia:
    profile, deletes, currency, percent, codes = "au", False, "AUD", 10, ("GST", "Out of Scope")
