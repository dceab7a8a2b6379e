"""A change in Odoo goes to a customer or an item of QuickBooks Desktop that somebody changed there meanwhile."""

from odoo.addons.odoo_qb_connector.gateway import Acknowledged, ObjectRef
from odoo.tests import tagged

from .listed_file import ListedFile
from .test_pulled_queue import PulledCase

TWO_SIDES = (
    "<SalesAndPurchase><SalesDesc>Four legs</SalesDesc><SalesPrice>100.00</SalesPrice><IncomeAccountRef><ListID>A-1"
    "</ListID></IncomeAccountRef><PurchaseDesc>Oak</PurchaseDesc><PurchaseCost>60.00</PurchaseCost><ExpenseAccountRef>"
    "<ListID>A-2</ListID></ExpenseAccountRef></SalesAndPurchase>"
)
STALE = (
    "Somebody changed this in QuickBooks meanwhile, so it was not changed from here. Press Send Again to write Odoo's "
    "version over it."
)
ONE_SIDE = (
    "<SalesOrPurchase><Desc>Four legs</Desc><Price>100.00</Price><AccountRef><ListID>A-1</ListID></AccountRef>"
    "</SalesOrPurchase>"
)


class UpdatesCase(PulledCase):
    """Records of Odoo with an entry in the company file, and wishes that some of their fields go there."""

    def setUp(self):
        super().setUp()
        self.file = ListedFile()

    def _make_connection(self, env):
        connection_id = super()._make_connection(env)
        env["qb.connection"].browse(connection_id).edition = "desktop"
        return connection_id

    def there(self, model, values, kind, inside):
        """A record in Odoo and the entry there that it is linked to: (id, ListID)."""
        identity = self.file.enter(kind, f"<Name>{values['name']}</Name>{inside}")
        qb_type = "Item" if kind.startswith("Item") else kind
        with self.committed() as env:
            record = env[model].create(values)
            ref = ObjectRef(qb_type, identity, self.file.sequence(identity), kind)
            connection = env["qb.connection"].browse(self.connection_id)
            env["qb.link"]._acknowledge(connection, record, Acknowledged(ref, name=values["name"]))
            return record.id, identity

    def changed(self, model, record_id, *fields):
        """The wish that these fields of the document go."""
        with self.committed() as env:
            qb_type = {"product.product": "Item", "res.partner": "Customer"}[model]
            connection, record = env["qb.connection"].browse(self.connection_id), env[model].browse(record_id)
            return env["qb.operation"]._wish(connection, record, "update", qb_type=qb_type, changed=set(fields)).id

    def outcome(self, operation):
        found = self.operation(operation, "state", "error", "error_problem")
        return found.state, found.error_problem, found.error

    def token_of(self, identity):
        with self.committed() as env:
            domain = [("connection_id", "=", self.connection_id), ("qb_id", "=", identity)]
            return env["qb.link"].search(domain).sync_token

    def a_customer(self):
        values = {"name": f"Azure of {self._testMethodName}"[:41], "phone": "+1 555 0100", "email": "new@azure.example"}
        return self.there("res.partner", values, "Customer", "<Phone>1</Phone><Notes>VIP</Notes>")

    def an_item(self, inside, kind="ItemNonInventory"):
        values = {
            "name": f"Chair {self._testMethodName[-20:]}",
            "list_price": 120.5,
            "default_code": f"CHAIR {self._testMethodName[-20:]}",
            "description_sale": "Four legs and arms",
        }
        return self.there("product.product", values, kind, inside)


@tagged("post_install", "-at_install")
class TestPulledUpdates(UpdatesCase):
    def test_a_customer_changed_there_meanwhile(self):
        partner, identity = self.a_customer()
        self.file.change(identity, Notes="Pays late")
        operation = self.changed("res.partner", partner, "phone", "email")
        self.session()
        self.assertEqual(self.outcome(operation)[0], "done")
        self.assertEqual(
            [self.file.text(identity, name) for name in ("Phone", "Email", "Notes")],
            ["+1 555 0100", "new@azure.example", "Pays late"],
        )
        self.assertEqual(self.token_of(identity), self.file.sequence(identity))
        self.assertEqual(self.file.mods(), ["CustomerModRq"] * 2, "refused once, read again, done")

    def test_a_customer_changed_twice_meanwhile_is_a_sentence(self):
        partner, identity = self.a_customer()
        self.file.busy = 2
        operation = self.changed("res.partner", partner, "phone")
        self.session()
        self.assertEqual(
            self.outcome(operation),
            ("failed", "stale", STALE),
        )
        self.assertEqual((self.file.text(identity, "Phone"), len(self.file.mods())), ("1", 2), "one retry, no more")
        with self.committed() as env:
            env["qb.operation"].browse(operation).action_send_again()
        self.session()
        self.assertEqual((self.outcome(operation)[0], self.file.text(identity, "Phone")), ("done", "+1 555 0100"))

    def test_an_item_changed_there_meanwhile(self):
        product, identity = self.an_item(TWO_SIDES)
        self.file.busy = 1
        operation = self.changed("product.product", product, "price", "description")
        self.session()
        self.assertEqual(self.outcome(operation)[0], "done")
        sides = ("SalesDesc", "SalesPrice", "PurchaseDesc", "PurchaseCost", "ExpenseAccountRef/ListID")
        self.assertEqual(
            [self.file.text(identity, f"SalesAndPurchase/{name}") for name in sides],
            ["Four legs and arms", "120.5", "Oak", "60.00", "A-2"],
        )
        self.assertEqual(self.token_of(identity), self.file.sequence(identity))
        self.assertEqual(self.file.mods(), ["ItemNonInventoryModRq"] * 2)
        self.assertEqual(len(self.file.item_queries()), 2, "each time its shape and its EditSequence at once")

    def test_an_item_changed_twice_meanwhile_is_a_sentence(self):
        product, identity = self.an_item(ONE_SIDE)
        self.file.busy = 2
        operation = self.changed("product.product", product, "price")
        self.session()
        self.assertEqual(self.outcome(operation)[:2], ("failed", "stale"))
        self.assertEqual(self.file.text(identity, "SalesOrPurchase/Price"), "100.00")
        self.assertEqual(len(self.file.mods()), 2)

    def test_an_item_keeps_the_shape_of_its_accounts(self):
        """No account is chosen in Odoo; what it has there decides how the update is said."""
        for inside, price in ((ONE_SIDE, "SalesOrPurchase/Price"), (TWO_SIDES, "SalesAndPurchase/SalesPrice")):
            product, identity = self.an_item(inside)
            operation = self.changed("product.product", product, "price", "purchase_description", "sku")
            self.session()
            self.assertEqual((self.outcome(operation)[0], self.file.text(identity, price)), ("done", "120.5"))
            self.assertTrue(self.file.text(identity, "ManufacturerPartNumber").startswith("CHAIR "))

    def test_an_item_that_is_a_service_there_stays_one(self):
        product, identity = self.an_item(ONE_SIDE, "ItemService")
        operation = self.changed("product.product", product, "price", "sku")
        self.session()
        self.assertEqual(self.outcome(operation)[0], "done")
        self.assertEqual(
            (self.file.text(identity, "SalesOrPurchase/Price"), self.file.mods()), ("120.5", ["ItemServiceModRq"])
        )

    def test_an_item_that_is_gone_there(self):
        product, identity = self.an_item(ONE_SIDE)
        del self.file.listed[identity]
        operation = self.changed("product.product", product, "price")
        self.session()
        self.assertEqual(self.outcome(operation)[:2], ("failed", "gone"))
