"""Products and accounts in the books: the simulator of QuickBooks Online over real HTTP, and a company file of
QuickBooks Desktop through message sets."""

from odoo.addons.odoo_qb_connector.desktop import inquire, inquiry, told
from odoo.addons.odoo_qb_connector.desktop.answers import received
from odoo.addons.odoo_qb_connector.documents import DocumentError
from odoo.addons.odoo_qb_connector.models.qb_plan import Adopt, Ask, Doubtful
from odoo.tests import tagged

from .company_file import CompanyFile
from .desktop_case import DesktopCase
from .job_books import BooksCase
from .pure.desktop.schemas import assert_valid

KEY = "0123456789abcdef0123456789abcdef"


@tagged("post_install", "-at_install")
class TestOnline(BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    def wish(self, *records):
        for record in records:
            self.env["qb.operation"]._wish(self.connection, record, "ensure")
        self.run_queue()

    def new_account(self, role, **values):
        return self.env["qb.new.account"].create({"connection_id": self.connection.id, "role": role, **values})

    def item_there(self, name):
        (found,) = [one for one in self.books("Item") if one["Name"] == name]
        return found

    def listed_account(self, subtype):
        entries = self.env["qb.entry"].search([("connection_id", "=", self.connection.id), ("type", "=", "Account")])
        return entries.filtered(lambda entry: (entry.details or {}).get("AccountSubType") == subtype)[:1]

    def error(self, record):
        return self.operations(record, state="failed").error

    def test_odoo_keeps_stock(self):
        self.connection.asset_account_id = self.listed_account("Inventory")
        self.chair.standard_price = 60
        self.wish(self.chair, self.cabling)
        chair, cabling = self.item_there("Chair"), self.item_there("Cabling")
        self.assertEqual(
            (chair["Type"], chair["Sku"], chair["UnitPrice"], chair["PurchaseCost"]), ("NonInventory", "CHAIR", 100, 60)
        )
        self.assertEqual(chair["ExpenseAccountRef"]["value"], self.connection.asset_account_id.qb_id)
        self.assertEqual((cabling["Type"], "ExpenseAccountRef" in cabling), ("Service", False))
        self.assertEqual((self.chair.qb_state, self.chair.qb_number), ("sent", "Chair"))

    def test_quickbooks_keeps_stock(self):
        self.connection.write(
            {
                "stock_keeper": "quickbooks",
                "stock_from": "2026-01-01",
                "income_account_id": self.listed_account("SalesOfProductIncome").id,
                "asset_account_id": self.listed_account("Inventory").id,
                "cogs_account_id": self.listed_account("SuppliesMaterialsCogs").id,
            }
        )
        self.wish(self.chair)
        self.assertFalse(self.error(self.chair))
        chair = self.item_there("Chair")
        self.assertEqual((chair["Type"], chair["TrackQtyOnHand"], chair["QtyOnHand"]), ("Inventory", True, 0))
        self.assertEqual(chair["InvStartDate"], "2026-01-01")

    def test_equal_names_and_long_ones_arrive(self):
        self.desk.name = "Chair"
        long = self.product("Seat " * 120, 10, sku="LONG")
        self.wish(self.chair, self.desk, long)
        names = {one["Name"] for one in self.books("Item")}
        self.assertLess({"Chair CHAIR", "Chair DESK", ("Seat " * 19).strip() + " LONG"}, names)

    def test_another_kind_is_linked_when_a_person_says_so(self):
        accounts = {
            "IncomeAccountRef": "SalesOfProductIncome",
            "ExpenseAccountRef": "SuppliesMaterialsCogs",
            "AssetAccountRef": "Inventory",
        }
        there = self.company.enter(
            "Item",
            {
                "Name": "Chair",
                "Sku": "CHAIR",
                "Type": "Inventory",
                "TrackQtyOnHand": True,
                "QtyOnHand": 0,
                "InvStartDate": "2026-01-01",
                **{name: {"value": self.listed_account(subtype).qb_id} for name, subtype in accounts.items()},
            },
        )
        self.wish(self.chair)
        self.assertIn("QuickBooks keeps stock of “Chair” (inventory item)", self.error(self.chair))
        self.assertTrue(self.chair.qb_candidate)
        self.operations(self.chair, state="failed").action_link_candidate()
        self.run_queue()
        self.assertEqual((self.chair.qb_state, self.chair.qb_link_id.qb_id), ("sent", there["Id"]))

    def test_an_account_is_made_and_what_waited_goes(self):
        self.connection.income_account_id = False
        invoice = self.invoice((self.chair, 1, 100))
        self.run_queue()
        self.assertEqual(invoice.qb_state, "failed")
        self.assertTrue(self.chair.qb_lacks_account)
        account = self.new_account("income", name="Sales from Odoo")
        self.assertEqual((account.account_type, account.detail_type), ("Income", "Sales of Product Income"))
        self.wish(account)
        (there,) = [one for one in self.books("Account") if one["Name"] == "Sales from Odoo"]
        self.assertEqual((there["AccountType"], there["AccountSubType"]), ("Income", "SalesOfProductIncome"))
        self.assertEqual((account.entry_id.qb_id, account.entry_id.kind), (there["Id"], "Income"))
        self.assertFalse(self.connection.income_account_id)
        self.assertIn("Sales: Sales from Odoo, made from here, is used", self.connection.made_accounts)
        self.assertEqual(self.item_there("Chair")["IncomeAccountRef"]["value"], there["Id"])
        self.assertEqual((invoice.qb_state, len(self.invoices_there())), ("sent", 1))

    def test_every_kind_of_account_and_never_twice(self):
        roles = ("income", "expense", "asset", "cogs")
        accounts = [self.new_account(role, name=f"Of Odoo {role}") for role in roles]
        self.wish(*accounts)
        self.wish(*accounts)
        there = [one for one in self.books("Account") if one["Name"].startswith("Of Odoo")]
        self.assertEqual(len(there), 4)
        self.assertEqual(
            [self.connection._account_for(role).name for role in roles[1:]], [f"Of Odoo {role}" for role in roles[1:]]
        )

    def test_one_that_is_there_is_linked(self):
        there = self.listed_account("Inventory")
        account = self.new_account("asset", name=there.name)
        self.wish(account)
        self.assertEqual(account.entry_id, there)

    def test_one_of_another_type_is_a_sentence(self):
        account = self.new_account("expense", name=self.connection.income_account_id.name)
        self.wish(account)
        self.assertEqual(
            self.error(account),
            f"QuickBooks has an account “{account.name}” already, of the type Income, which cannot be used for this. "
            "Give the new account another name, then press Create in QuickBooks.",
        )

    def test_refused_it_says_what_to_make_by_hand_and_refresh_finds_it(self):
        account = self.new_account("asset", name="Stock of Odoo")
        self.company.order("fault", code=5020, match={"entity": "account", "operation": "create"})
        self.wish(account)
        self.assertIn(
            "To make it by hand: in QuickBooks open Chart of accounts, press New, and enter the name “Stock of Odoo”, "
            "the account type “Other Current Assets” and the detail type “Inventory”. Then press Refresh Lists on the "
            "connection: it is found by its name.",
            self.operations(account).error,
        )
        made = self.company.enter(
            "Account", {"Name": "Stock of Odoo", "AccountType": "Other Current Asset", "AccountSubType": "Inventory"}
        )
        self.connection._go_on()
        with self.enter_registry_test_mode():
            self.read_lists()
        self.env["qb.new.account"]._look_again(self.connection)
        self.run_queue()
        self.assertEqual(account.entry_id.qb_id, made["Id"])


@tagged("post_install", "-at_install")
class TestDesktop(DesktopCase):
    """From what is asked to what QuickBooks Desktop holds: each message set is valid, and its answer is read."""

    def setUp(self):
        super().setUp()
        self.file = CompanyFile()

    def travel(self, record, wanted="ensure"):
        """Ask, prepare and send as often as `record` wants; the plan it ends with and what QuickBooks acknowledged."""
        gateway, answers = self.connection._gateway(), {}
        operation = self.operation(record, wanted)
        while isinstance(plan := record._qb_prepare(operation, answers), Ask):
            answers.update({question: self.asked(question) for question in plan.questions})
        if isinstance(plan, Adopt):
            return plan, plan.object
        self.assertEqual(gateway.problems(plan.command), [])
        request = gateway.encode([plan.command], KEY)
        assert_valid(request.body)
        (outcome,) = gateway.decode(request, received(*self.file.answer(request.body)))
        link = self.env["qb.link"]._acknowledge(self.connection, record, outcome.object)
        record._qb_acknowledged(operation, link, outcome.object)
        return plan, outcome.object

    def asked(self, question):
        one = inquiry(question)
        request = inquire([one], KEY)
        (one,) = told([one], request, received(*self.file.answer(request.body)))
        return one.answer()

    def test_odoo_keeps_stock(self):
        self.chair.default_code = "CHAIR-1"
        _plan, there = self.travel(self.chair)
        item = self.file.items[there.ref.id]
        self.assertEqual(
            (item["kind"], item["Name"], item["ManufacturerPartNumber"]), ("ItemNonInventory", "Chair", "CHAIR-1")
        )
        self.assertEqual(item["AccountRef"], "80000002-1")

    def test_quickbooks_keeps_stock(self):
        stock = self.entry("Account", "80000004-1", "Inventory Asset")
        stock.kind = "OtherCurrentAsset"
        self.connection.write(
            {
                "stock_keeper": "quickbooks",
                "stock_from": "2026-01-01",
                "asset_account_id": stock.id,
                "cogs_account_id": self.entry_of("Account", "Cost of Goods Sold").id,
            }
        )
        _plan, there = self.travel(self.chair)
        item = self.file.items[there.ref.id]
        self.assertEqual(
            (item["kind"], item["AssetAccountRef"], item["COGSAccountRef"]),
            ("ItemInventory", "80000004-1", "80000003-1"),
        )
        self.assertEqual((item["QuantityOnHand"], item["InventoryDate"]), ("0", "2026-01-01"))

    def test_found_again_under_its_long_name(self):
        self.chair.write({"name": "Chair with arms, wheels and a head rest", "default_code": "CHAIR-1"})
        there = self.file.add_item(
            "ItemNonInventory", "Chair with arms, wheels CHAIR-1", ManufacturerPartNumber="CHAIR-1"
        )
        plan, found = self.travel(self.chair)
        self.assertIsInstance(plan, Adopt)
        self.assertEqual(found.ref.id, there)

    def test_a_group_is_never_linked(self):
        self.file.add_item("ItemGroup", "Chair")
        with self.assertRaisesRegex(DocumentError, "item_other_kind"):
            self.travel(self.chair)

    def test_an_inventory_part_waits_for_a_person(self):
        self.file.add_item("ItemInventory", "Chair")
        with self.assertRaisesRegex(Doubtful, "item_counted_there"):
            self.travel(self.chair)

    def test_accounts_are_made_or_found(self):
        account = self.env["qb.new.account"].create({"connection_id": self.connection.id, "role": "asset"})
        self.assertFalse(account.detail_type)
        _plan, there = self.travel(account)
        self.assertEqual(
            self.file.accounts[there.ref.id], {"Name": "Inventory Asset", "AccountType": "OtherCurrentAsset"}
        )
        self.assertEqual(self.connection._account_for("asset", self.chair), account.entry_id)
        self.assertEqual((account.entry_id.qb_id, account.entry_id.kind), (there.ref.id, "OtherCurrentAsset"))
        again = self.env["qb.new.account"].create(
            {"connection_id": self.connection.id, "role": "cogs", "name": "Inventory Asset"}
        )
        with self.assertRaisesRegex(DocumentError, "account_other_kind"):
            self.travel(again)
        self.assertIn("choose the type “Other Current Assets”", account.by_hand)
