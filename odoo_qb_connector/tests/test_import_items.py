"""Products of QuickBooks become products of Odoo: matched, made, or left out with the reason."""

from decimal import Decimal

from odoo.addons.odoo_qb_connector.documents import ItemKind, Ref
from odoo.tests import tagged

from .import_case import ImportCase, item, no_product


@tagged("post_install", "-at_install")
class TestNewProducts(ImportCase):
    def made(self, *args, **values):
        profile = item(*args, **values)
        ((_name, outcome, _record, why),) = self.run_batch(profile, kind="Item")
        self.assertEqual((outcome, why), ("created", ""))
        return self.linked("Item", profile.object.ref.id)

    def test_everything_that_quickbooks_says(self):
        self.env.company.account_sale_tax_id = self.tax
        product = self.made(
            1,
            "Rock Fountain",
            ItemKind.STOCKED,
            sku="RF-1",
            description="A fountain",
            purchase_description="Buy a fountain",
            price=Decimal("275.5"),
            cost=Decimal("125.25"),
            taxable=True,
        )
        self.assertEqual((product.name, product.default_code), ("Rock Fountain", "RF-1"))
        self.assertEqual((product.type, product.is_storable), ("consu", True))
        self.assertEqual((product.description_sale, product.description_purchase), ("A fountain", "Buy a fountain"))
        self.assertEqual((product.list_price, product.standard_price), (275.5, 125.25))
        self.assertEqual(product.taxes_id, self.tax)
        self.assertEqual((product.sale_ok, product.purchase_ok), (True, True))

    def test_kinds_and_taxes(self):
        self.env.company.account_sale_tax_id = self.tax
        goods = self.made(1, "Pump", taxable=False)
        self.assertEqual((goods.type, goods.is_storable, goods.taxes_id.ids), ("consu", False, []))
        service = self.made(2, "Hours", ItemKind.SERVICE)
        self.assertEqual(service.type, "service")
        self.assertEqual(service.taxes_id, self.tax, "not said: Odoo's default")
        bought = self.made(3, "Rags", income_account=None, expense_account=Ref("80", "Supplies"))
        self.assertFalse(bought.sale_ok)


@tagged("post_install", "-at_install")
class TestMatching(ImportCase):
    def outcome(self, *profiles):
        return [row[1:3] for row in self.run_batch(*profiles, kind="Item")]

    def why(self, profile):
        ((_name, outcome, _record, why),) = self.run_batch(profile, kind="Item")
        self.assertEqual(outcome, "left_out")
        return why

    def test_by_sku_then_by_name(self):
        self.assertEqual(self.outcome(item(1, "A chair", sku="chair")), [("matched", "Chair")])
        self.assertEqual(self.outcome(item(2, "DESK")), [("matched", "Desk")])
        self.assertEqual((self.linked("Item", 1), self.linked("Item", 2)), (self.chair, self.desk))

    def test_another_sku_is_another_product(self):
        self.assertEqual(self.outcome(item(1, "Chair", sku="CHAIR-2")), [("created", "Chair")])
        self.assertNotEqual(self.linked("Item", 1), self.chair)

    def test_a_sku_on_three_products(self):
        for number in range(3):
            self.product(f"Box {number}", 1.0, sku="BOX")
        self.assertEqual(
            self.why(item(1, "Box", sku="BOX")),
            "Odoo has 3 products with the internal reference “BOX”. Give each its own, or link the right one on its "
            "form.",
        )

    def test_variants_are_ambiguous_by_name(self):
        self.product("Lamp", 1.0)
        self.product("lamp", 1.0)
        self.assertEqual(
            self.why(item(1, "Lamp")),
            "Odoo has 2 products called “Lamp”. Link the right one on its form, or give the item a SKU.",
        )

    def test_an_archived_product(self):
        self.chair.active = False
        self.assertEqual(
            self.why(item(1, "A chair", sku="CHAIR")),
            "“CHAIR” is archived in Odoo. Unarchive it and import once more, or give the entry another name in "
            "QuickBooks.",
        )

    def test_two_of_a_name_in_two_places_of_the_list(self):
        rows = self.outcome(
            item(1, "Setup", full_name="Fees:Setup"),
            item(2, "Setup", full_name="Work:Setup"),
            item(3, "Setup", full_name="Setup"),
        )
        self.assertEqual(rows[:2], [("created", "Setup"), ("created", "Work: Setup")])
        self.assertEqual(rows[2], ("left_out", ""))

    def test_one_sku_twice_in_quickbooks(self):
        rows = self.outcome(item(1, "Lamp A", sku="LAMP"), item(2, "Lamp B", sku="lamp"))
        self.assertEqual(rows, [("created", "Lamp A"), ("left_out", "")])

    def test_what_is_no_product(self):
        self.assertEqual(
            self.why(no_product(1, "Fees", "Category")), "It is a category of QuickBooks' product list, not a product."
        )
        self.assertEqual(
            self.why(no_product(2, "Set", "Group")),
            "It is a bundle: QuickBooks sells its parts. Import the parts, and sell them as a kit of Odoo if you need "
            "one.",
        )
        self.assertEqual(
            self.why(no_product(3, "California", "ItemSalesTax")),
            "QuickBooks keeps it as “ItemSalesTax”, which is neither goods nor a service.",
        )

    def test_inactive(self):
        self.assertEqual(
            self.why(item(1, "Chair (deleted)", active=False)),
            "It is inactive in QuickBooks. Make it active there if it is still needed, then import it.",
        )
        self.assertIsNone(self.linked("Item", 1))
