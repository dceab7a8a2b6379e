"""Products become items: who keeps stock, which accounts, under which name, and what a person decides."""

from datetime import date
from decimal import Decimal
from unittest.mock import patch

from odoo import fields
from odoo.addons.odoo_qb_connector.documents import DocumentError, ItemKind, Ref
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, FindByName, ObjectRef
from odoo.addons.odoo_qb_connector.models.builders import kits
from odoo.addons.odoo_qb_connector.models.qb_plan import Adopt, Ask, Settled
from odoo.addons.odoo_qb_connector.models.qb_sentences import sentences
from odoo.addons.odoo_qb_connector.online.limits import ONLINE
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .job_common import JobCase


def there(qb_id, name, **values):
    """An item as QuickBooks has it."""
    return Acknowledged(ObjectRef("Item", str(qb_id), "0"), name=name, **values)


class ProductCase(JobCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales = cls.account(79, "Sales", "Income", "SalesOfProductIncome")
        cls.costs = cls.account(80, "Other Costs", "Expense")
        cls.stock = cls.account(81, "Inventory Asset", "Other Current Asset", "Inventory")
        cls.cogs = cls.account(82, "Cost of Goods Sold", "Cost of Goods Sold", "SuppliesMaterialsCogs")
        cls.connection.income_account_id = cls.sales

    @classmethod
    def account(cls, qb_id, name, kind, subtype=""):
        values = {"type": "Account", "qb_id": str(qb_id), "name": name, "kind": kind}
        details = {"AccountSubType": subtype} if subtype else False
        return cls.env["qb.entry"].create({"connection_id": cls.connection.id, "details": details, **values})

    def answers(self, product, *found):
        """What QuickBooks says to everything that is asked for `product`: those of `found` that fit."""
        questions = self.prepare(product, verb="ensure")
        questions = questions.questions if isinstance(questions, Ask) else []
        return {question: [one for one in found if self.fits(question, one)] for question in questions}

    @staticmethod
    def fits(question, one):
        said = one.details.get("sku", "") if question.by == "sku" else one.name
        return said.casefold() in [name.casefold() for name in question.names]

    def ensure(self, product, *found):
        return self.prepare(product, self.answers(product, *found), verb="ensure")

    def refused(self, product, *found):
        with self.assertRaises(DocumentError) as caught:
            self.ensure(product, *found)
        return sentences(self.env, caught.exception.problems)

    def doubt(self, product, *found):
        with self.assertRaises(DocumentError) as caught:
            self.ensure(product, *found)
        return caught.exception.problems[0].values["offered_id"], sentences(self.env, caught.exception.problems)

    def item(self, product, *found):
        document = self.ensure(product, *found).command.document
        self.assertEqual(document.problems(ONLINE), [])
        return document

    def quickbooks_keeps(self, **values):
        self.connection.write(
            {
                "stock_keeper": "quickbooks",
                "stock_from": "2026-01-01",
                "asset_account_id": self.stock.id,
                "cogs_account_id": self.cogs.id,
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestStockKeeper(ProductCase):
    def test_odoo_keeps_it(self):
        self.connection.write({"expense_account_id": self.costs.id, "asset_account_id": self.stock.id})
        self.chair.standard_price = 60
        chair, cabling = self.item(self.chair), self.item(self.cabling)
        self.assertEqual(
            (chair.kind, chair.income_account, chair.expense_account),
            (ItemKind.UNCOUNTED, Ref("79", "Sales"), Ref("81", "Inventory Asset")),
        )
        self.assertEqual((chair.cost, chair.asset_account, chair.stock_from), (Decimal("60.0"), None, None))
        self.assertEqual((cabling.kind, cabling.expense_account), (ItemKind.SERVICE, Ref("80", "Other Costs")))
        self.chair.is_storable = False
        self.assertEqual(self.item(self.chair).expense_account, Ref("80", "Other Costs"))

    def test_only_what_is_sold_or_bought_has_these_accounts(self):
        self.connection.write({"expense_account_id": self.costs.id, "asset_account_id": self.stock.id})
        self.chair.purchase_ok = False
        chair = self.item(self.chair)
        self.assertEqual((chair.income_account.id, chair.expense_account, chair.cost), ("79", None, None))
        self.desk.sale_ok = False
        desk = self.item(self.desk)
        self.assertEqual((desk.income_account, desk.expense_account.id), (None, "81"))

    def test_an_invoice_needs_it_to_be_sold(self):
        self.connection.asset_account_id = self.stock
        self.desk.sale_ok = False
        origin = self.operation(self.invoice((self.desk, 1, 100)))
        wish = self.env["qb.operation"]._wish(self.connection, self.desk, "ensure", origin=origin)
        plan = self.desk._qb_prepare(wish, self.answers(self.desk))
        self.assertEqual(plan.command.document.income_account, Ref("79", "Sales"))

    def test_purchases_without_an_account_are_left_out(self):
        self.assertIsNone(self.item(self.chair).expense_account)

    def test_quickbooks_keeps_it(self):
        self.quickbooks_keeps(stock_quantity=0)
        chair, cabling = self.item(self.chair), self.item(self.cabling)
        self.assertEqual(
            (chair.kind, chair.income_account.id, chair.expense_account.id, chair.asset_account.id),
            (ItemKind.STOCKED, "79", "82", "81"),
        )
        self.assertEqual((chair.quantity_on_hand, chair.stock_from), (Decimal(0), date(2026, 1, 1)))
        self.assertEqual(cabling.kind, ItemKind.SERVICE)
        self.assertFalse(self.connection._keeps_stock_in_odoo())

    def test_quickbooks_needs_all_three_accounts(self):
        self.quickbooks_keeps(cogs_account_id=False)
        self.assertEqual(
            self.refused(self.chair),
            "The product “Chair” is counted by QuickBooks, which needs an income, a cost of goods and an inventory "
            "asset account for it; one is missing (Cost of goods sold). Press Create the Account on the product to "
            "have it made there, or choose one on the product, for its category under QuickBooks › Configuration › "
            "Product Categories, or on the connection, then press Send Again.",
        )

    def test_their_detail_types_count(self):
        self.quickbooks_keeps(asset_account_id=self.account(90, "Prepaid", "Other Current Asset", "PrepaidExpenses").id)
        self.assertEqual(
            self.refused(self.chair),
            "For a product that QuickBooks counts, the account “Prepaid” (Inventory asset) must have the detail type "
            "“Inventory” in QuickBooks. Choose one that has it, or press Create the Account on the product, then press "
            "Send Again.",
        )

    def test_the_setting_needs_a_day_that_has_come(self):
        for values, words in (
            ({"stock_from": False}, "Enter the day from which on QuickBooks counts"),
            ({"stock_from": "2999-01-01"}, "QuickBooks must count from today or from an earlier day on"),
            ({"stock_from": "2026-01-01", "stock_quantity": -1}, "QuickBooks cannot begin with a negative quantity."),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(ValidationError, words), self.env.cr.savepoint():
                self.connection.write({"stock_keeper": "quickbooks", **values})

    def test_it_says_what_to_adjust_there(self):
        self.assertIn("do not adjust quantities there", self.connection.stock_words)
        self.quickbooks_keeps()
        self.assertIn("Odoo sends no quantities, no cost and no value.", self.connection.stock_words)
        self.assertNotIn("Opening Balance Equity", self.connection.stock_words)
        self.connection.stock_quantity = 5
        self.assertIn("against Opening Balance Equity", self.connection.stock_words)

    def test_it_does_not_change_silently_once_items_are_linked(self):
        self.assertFalse(self.connection.stock_keeper_fixed)
        self.link(self.chair, "Item", 5)
        self.connection.invalidate_recordset(["stock_keeper_fixed"])
        self.assertTrue(self.connection.stock_keeper_fixed)
        with self.assertRaisesRegex(UserError, "Press Change Who Keeps Stock under Policies"):
            self.quickbooks_keeps()
        wizard = self.env["qb.change.stock.keeper"].create(
            {"connection_id": self.connection.id, "stock_from": "2026-01-01"}
        )
        self.assertEqual((wizard.stock_keeper, wizard.linked_count), ("quickbooks", 1))
        wizard.action_change()
        self.assertEqual(self.connection.stock_keeper, "quickbooks")
        self.assertEqual(self.ensure(self.chair), Settled("Linked to the product [CHAIR] Chair."))

    def test_a_service_that_is_linked_fixes_nothing(self):
        self.link(self.cabling, "Item", 5)
        self.quickbooks_keeps()

    def test_what_quickbooks_counts_goes_in_its_own_unit(self):
        self.link_all()
        dozen = self.env.ref("uom.product_uom_dozen")
        invoice = self.invoice((self.chair, 2, 1200), post=False)
        invoice.invoice_line_ids.product_uom_id = dozen
        invoice.invoice_line_ids.price_unit = 1200
        invoice.action_post()
        line = self.document(invoice).lines[0]
        self.assertEqual((line.quantity, line.unit_price, line.amount), (Decimal(2), Decimal(1200), Decimal("2400.00")))
        self.env["qb.change.stock.keeper"].create(
            {"connection_id": self.connection.id, "stock_from": "2026-01-01"}
        ).action_change()
        line = self.document(invoice).lines[0]
        self.assertEqual((line.quantity, line.unit_price, line.amount), (Decimal(24), Decimal(100), Decimal("2400.00")))


@tagged("post_install", "-at_install")
class TestOtherKind(ProductCase):
    COUNTED = (
        "QuickBooks keeps stock of “Chair” (inventory item), and this connection says that Odoo does: QuickBooks would "
        "take what Odoo sells from its own stock and book a cost of goods of its own. Press Link to That One if that "
        "is meant; if not, link another item, or rename this one in QuickBooks and give it another SKU, then press "
        "Send Again."
    )

    def found(self, kind, sku="CHAIR"):
        return there(5, "Chair", details={"sku": sku, "kind": kind})

    def test_kinds_that_agree(self):
        for kind in ("NonInventory", "ItemNonInventory", ""):
            self.assertIsInstance(self.ensure(self.chair, self.found(kind)), Adopt, kind)
        for kind in ("Service", "NonInventory", "ItemOtherCharge"):
            found = there(6, "Cabling", details={"kind": kind})
            self.assertEqual(self.ensure(self.cabling, found), Adopt(found), kind)

    def test_counted_there_while_odoo_counts(self):
        self.assertEqual(self.doubt(self.chair, self.found("Inventory")), ("5", self.COUNTED))
        self.assertEqual(self.doubt(self.chair, self.found("Inventory", sku=""))[1], self.COUNTED)

    def test_a_service_there_for_goods_in_stock(self):
        self.assertEqual(
            self.doubt(self.chair, self.found("Service")),
            (
                "5",
                (
                    "QuickBooks has “Chair” as a service, and the product in Odoo is goods in stock. Press Link "
                    "to That One if that is meant; if not, link another item, or rename this one in QuickBooks and "
                    "give it another SKU, then press Send Again."
                ),
            ),
        )

    def test_not_counted_there_while_quickbooks_counts(self):
        self.quickbooks_keeps()
        self.assertIsInstance(self.ensure(self.chair, self.found("Inventory")), Adopt)
        self.assertEqual(
            self.doubt(self.chair, self.found("NonInventory"))[1],
            "QuickBooks does not keep stock of “Chair” (non-inventory item), and this connection says that it does: "
            "its quantity, value and cost of goods would be missing there. Press Link to That One if that is meant; "
            "if not, link another item, or rename this one in QuickBooks and give it another SKU, then press Send "
            "Again.",
        )

    def test_no_product_at_all_is_never_linked(self):
        for kind, label in (("Category", "category"), ("Group", "bundle")):
            found = there(6, "Cabling", details={"kind": kind})
            self.assertEqual(
                self.refused(self.cabling, found),
                f"QuickBooks has “Cabling” as a {label}, which cannot stand for a product on a line. Rename it in "
                "QuickBooks, or give this product another name or an internal reference, then press Send Again.",
            )
            operation = self.operation(self.cabling, "ensure")
            with self.assertRaises(DocumentError):
                self.cabling._qb_check_candidate(operation, found)

    def test_a_category_of_its_name_gives_way_to_the_sku(self):
        self.cabling.default_code = "CAB-1"
        found = there(6, "Cabling", details={"kind": "Category"})
        self.assertEqual(self.item(self.cabling, found).name, "Cabling CAB-1")

    def test_a_person_links_it_all_the_same(self):
        found = self.found("Inventory")
        operation = self.operation(self.chair, "ensure")
        with self.assertRaises(DocumentError) as caught:
            self.chair._qb_prepare(operation, self.answers(self.chair, found))
        problem = caught.exception.problems[0]
        operation._mark_failed("words", problem=problem.code)
        operation._offer(problem.values["offered_type"], problem.values["offered_id"])
        self.chair.invalidate_recordset()
        self.assertEqual((self.chair.qb_way, self.chair.qb_state), ("link", "failed"))
        operation.action_link_candidate()
        self.assertEqual((operation.link_candidate, operation.candidate_id, operation.state), (True, "5", "pending"))
        self.chair._qb_check_candidate(operation, found)

    def test_a_choice_in_a_dialog_is_asked_once_more(self):
        operation = self.env["qb.operation"]._wish(self.connection, self.chair, "ensure", candidate=("Item", "5"))
        with self.assertRaises(DocumentError):
            self.chair._qb_check_candidate(operation, self.found("Inventory"))
        with self.assertRaises(DocumentError):
            self.chair._qb_check_candidate(operation, there(5, "Chair", active=False))
        self.chair._qb_check_candidate(operation, self.found("NonInventory"))


@tagged("post_install", "-at_install")
class TestNames(ProductCase):
    def test_several_of_one_sku_then_by_name(self):
        right = there(5, "Chair", details={"sku": "CHAIR"})
        self.assertEqual(self.ensure(self.chair, there(4, "Seat", details={"sku": "CHAIR"}), right), Adopt(right))

    def test_equal_names_get_their_sku(self):
        self.desk.name = "Chair"
        self.assertEqual((self.item(self.chair).name, self.item(self.desk).name), ("Chair CHAIR", "Chair DESK"))

    def test_equal_names_without_a_sku_are_a_sentence(self):
        self.desk.write({"name": "chair", "default_code": False})
        self.assertEqual(
            self.refused(self.desk),
            "Another product in Odoo, [CHAIR] Chair, would have the same name in QuickBooks as this one (chair), and "
            "names are unique there. Give each an internal reference of its own, or another name, then press Send "
            "Again.",
        )

    def test_one_there_for_two_here_is_a_persons_to_tell(self):
        self.desk.name = "Chair"
        self.assertEqual(
            self.doubt(self.desk, there(5, "Chair")),
            (
                "5",
                (
                    "QuickBooks has a product “Chair” without a SKU, and Odoo has several products of that name. Press "
                    "Link to That One if it is this one; if not, give it in QuickBooks the SKU of the one that it is, "
                    "then press Send Again."
                ),
            ),
        )
        self.link(self.chair, "Item", 5)
        self.assertEqual(self.item(self.desk, there(5, "Chair")).name, "Chair DESK")

    def test_a_sku_on_three_products_says_nothing(self):
        stool = self.product("Stool", 40, sku="CHAIR")
        self.desk.default_code = "CHAIR"
        found = there(5, "Desk", details={"sku": "CHAIR"})
        self.assertEqual(self.ensure(self.desk, found), Adopt(found))
        self.assertEqual([self.item(one, found).name for one in (self.chair, stool)], ["Chair", "Stool"])

    def test_products_of_another_company_are_no_namesakes(self):
        self.desk.name = "Chair"
        self.desk.company_id = self.env["res.company"].create({"name": "Second Company"})
        self.assertEqual(self.item(self.chair).name, "Chair")

    def test_bad_input(self):
        for name, expected in (
            ("Chair\twith\narms", "Chair with arms"),
            ("Chair: red", "Chair- red"),
            ('A "big" chair', 'A "big" chair'),
            ("a" * 600, "a" * 96 + " BAD"),
        ):
            self.assertEqual(self.item(self.product(name, 1, sku="BAD")).name, expected)
            self.env["product.product"].search([("default_code", "=", "BAD")]).active = False
        self.assertEqual(
            self.refused(self.product("  ", 1)),
            "The product has no name. Enter a name on the product, then press Send Again.",
        )

    def test_pictures_are_left_out_and_letters_are_not(self):
        pictured, hebrew = self.product("Chair \U0001fa91", 1, sku="PIC"), self.product("כיסא", 1, sku="RTL")
        self.assertEqual((self.item(pictured).name, self.item(pictured).description), ("Chair PIC", ""))
        self.assertEqual((self.item(hebrew).name, self.item(hebrew).description), ("RTL", ""))
        self.facts(country="IL")
        self.assertEqual(self.item(self.product("שולחן \U0001fa91", 1)).name, "שולחן \U0001fa91")

    def test_a_name_that_a_person_chose(self):
        wish = self.env["qb.operation"]._wish(
            self.connection, self.chair, "ensure", choices={"name": "Executive Chair", "create": True}
        )
        self.connection.item_policy = "link"
        by_name = FindByName("Item", ("Executive Chair",))
        self.assertEqual(self.chair._qb_prepare(wish, {}), Ask([by_name]))
        plan = self.chair._qb_prepare(wish, {by_name: []})
        self.assertEqual(plan.command.document.name, "Executive Chair")
        found = there(5, "Executive Chair")
        self.assertEqual(self.chair._qb_prepare(wish, {by_name: [found]}), Adopt(found))
        self.assertEqual(self.chair._qb_proposed_name(self.connection, "Item"), "Chair")

    def test_units(self):
        self.chair.uom_id = self.env.ref("uom.product_uom_dozen")
        self.assertEqual((self.item(self.chair).name, self.item(self.chair).description), ("Chair", ""))
        self.connection.unit_policy = "name"
        self.assertEqual(self.item(self.chair).name, "Chair (Dozens)")
        self.assertEqual(self.item(self.desk).name, "Desk")
        self.connection.unit_policy = "description"
        item = self.item(self.chair)
        self.assertEqual((item.name, item.description), ("Chair", "Chair\nUnit: Dozens"))


@tagged("post_install", "-at_install")
class TestContents(ProductCase):
    def test_texts_and_taxes(self):
        self.connection.asset_account_id = self.stock
        self.chair.write({"description_sale": "Comfortable", "description_purchase": "From the factory"})
        item = self.item(self.chair)
        self.assertEqual(
            (item.description, item.purchase_description, item.taxable), ("Comfortable", "From the factory", True)
        )
        self.chair.taxes_id = False
        self.assertFalse(self.item(self.chair).taxable)

    def test_taxes_of_another_company_do_not_count(self):
        other = self.env["res.company"].create({"name": "Second Company"})
        group = self.env["account.tax.group"].create({"name": "Taxes", "company_id": other.id})
        tax = self.env["account.tax"].create(
            {
                "name": "Theirs",
                "amount": 8,
                "company_id": other.id,
                "tax_group_id": group.id,
                "country_id": self.env.ref("base.us").id,
            }
        )
        self.chair.sudo().taxes_id = [fields.Command.set(tax.ids)]
        self.assertFalse(self.item(self.chair).taxable)

    def test_no_price_in_the_wrong_currency(self):
        self.facts(currency="EUR")
        self.assertIsNone(self.item(self.chair).price)

    def test_a_receipt_or_a_new_cost_queues_nothing(self):
        self.chair.standard_price = 61
        self.chair.with_context(disable_auto_revaluation=True).standard_price = 62
        self.assertFalse(self.operations(self.chair))

    def test_accounts_of_the_product_before_those_of_its_category(self):
        parent = self.env["product.category"].create({"name": "Furniture"})
        self.chair.categ_id = self.env["product.category"].create({"name": "Seats", "parent_id": parent.id})
        own, of_category = self.account(91, "Chairs", "Income"), self.account(92, "Furniture", "Income")
        rows = self.env["qb.category.map"]
        rows.create(
            {"connection_id": self.connection.id, "category_id": parent.id, "income_account_id": of_category.id}
        )
        rows.create(
            {
                "connection_id": self.connection.id,
                "category_id": self.chair.categ_id.id,
                "asset_account_id": self.stock.id,
            }
        )
        item = self.item(self.chair)
        self.assertEqual((item.income_account.id, item.expense_account.id), ("92", "81"))
        template = self.chair.product_tmpl_id
        template.qb_income_account_id = own
        self.assertEqual(self.item(self.chair).income_account.id, "91")
        template.qb_income_account_id = False
        self.assertEqual(self.item(self.chair).income_account.id, "92")

    def test_an_inactive_account_is_a_sentence_and_not_passed_over(self):
        self.chair.product_tmpl_id.qb_income_account_id = self.account(91, "Chairs", "Income")
        self.env["qb.entry"].search([("qb_id", "=", "91")]).active = False
        self.assertEqual(
            self.refused(self.chair),
            "The account “Chairs” is inactive in QuickBooks. Make it active there and press Refresh Lists on the "
            "connection, or choose another one on the product, its category or the connection, then press Send Again.",
        )

    def test_only_accounts_of_the_right_kind(self):
        with self.assertRaisesRegex(ValidationError, "which cannot be used for this"):
            self.connection.asset_account_id = self.sales
        with self.assertRaisesRegex(ValidationError, "which cannot be used for this"):
            self.chair.product_tmpl_id.qb_income_account_id = self.stock

    def test_only_managers_say_where_money_goes(self):
        groups = "odoo_qb_connector.group_qb_user,stock.group_stock_manager,product.group_product_manager"
        template = self.chair.product_tmpl_id.with_user(new_test_user(self.env, "qb-clerk", groups=groups))
        self.assertFalse(template.qb_income_account_id)
        with self.assertRaises(AccessError):
            template.qb_income_account_id = self.sales.id


@tagged("post_install", "-at_install")
class TestKits(ProductCase):
    def setUp(self):
        super().setUp()
        self.link_all()
        self.set_ = self.product("Dining set", 500, sku="SET", is_storable=False)
        self.parts = [(self.desk, 1.0), (self.chair, 4.0)]
        parts, set_ = self.parts, self.set_

        def of_product(product, quantity, company):
            return [(part, each * quantity) for part, each in parts] if product == set_ else None

        self.startPatcher(patch.object(kits, "parts", of_product))

    def test_refused_in_words(self):
        words = (
            "“[SET] Dining set” is a kit, and this connection does not send kits. Choose under Policies on the "
            "connection that kits are sent as their parts, or put the parts on the document instead, then press Send "
            "Again."
        )
        self.assertEqual(self.refusal(self.invoice((self.set_, 1, 500))), words)
        self.assertEqual(self.refused(self.set_), words)

    def test_its_parts_are_sent_and_the_amounts_stay(self):
        self.connection.kit_policy = "expand"
        # 250 to 4 x 100, of 1000.01: the cent that rounding leaves goes to the larger part.
        document = self.document(self.invoice((self.set_, 2, 500.005), (self.cabling, 1, 40)))
        self.assertEqual(
            [(line.item.id, line.quantity, line.amount) for line in document.lines],
            [("12", 2, Decimal("384.61")), ("11", 8, Decimal("615.40")), ("13", 1, Decimal("40.00"))],
        )
        self.assertEqual(document.lines[0].description, "[SET] Dining set")
        self.assertEqual(document.lines[1].description, "[CHAIR] Chair")
        self.assertEqual(self.ensure(self.set_), Settled("It is a kit: its parts are sent instead."))

    def test_parts_without_a_price(self):
        self.connection.kit_policy = "expand"
        (self.desk | self.chair).list_price = 0
        document = self.document(self.invoice((self.set_, 1, 500)))
        self.assertEqual([line.amount for line in document.lines], [Decimal("500.00"), Decimal("0.00")])

    def test_an_invoice_waits_for_the_parts_and_not_for_the_kit(self):
        self.connection.kit_policy = "expand"
        stool = self.product("Stool", 40, sku="STOOL")
        self.parts.append((stool, 1.0))
        self.assertEqual(list(self.prepare(self.invoice((self.set_, 1, 500))).records), [stool])

    def test_a_kit_without_parts(self):
        self.connection.kit_policy = "expand"
        self.parts.clear()
        self.assertEqual(
            self.refusal(self.invoice((self.set_, 1, 500))),
            "“[SET] Dining set” is a kit without parts that could be sent. Give it parts in its bill of materials, "
            "then press Send Again.",
        )

    def test_a_combo(self):
        choice = self.env["product.combo"].create(
            {"name": "Drinks", "combo_item_ids": [fields.Command.create({"product_id": self.chair.id})]}
        )
        combo = self.env["product.product"].create(
            {"name": "Menu", "type": "combo", "combo_ids": [fields.Command.set(choice.ids)]}
        )
        self.assertEqual(
            self.refused(combo),
            "“Menu” is a combo: what the customer chose stands on lines of its own, and the combo itself is no product "
            "that QuickBooks could list. Take it off the document, then press Send Again.",
        )

    def test_shares_add_up(self):
        for amount, worth, expected in (
            ("10.00", (1, 1, 1), ("3.34", "3.33", "3.33")),
            ("-10.00", (1, 1, 1), ("-3.34", "-3.33", "-3.33")),
            ("0.01", (1, 3), ("0.00", "0.01")),
            ("100", (1, 2), ("33", "67")),
        ):
            parts = kits.divided(Decimal(amount), kits.shares([Decimal(one) for one in worth]))
            self.assertEqual(parts, [Decimal(one) for one in expected])
            self.assertEqual(sum(parts), Decimal(amount))


@tagged("post_install", "-at_install")
class TestWhatIsShown(ProductCase):
    def variants(self):
        attribute = self.env["product.attribute"].create(
            {"name": "Colour", "value_ids": [fields.Command.create({"name": name}) for name in ("Red", "Blue")]}
        )
        line = {"attribute_id": attribute.id, "value_ids": [fields.Command.set(attribute.value_ids.ids)]}
        return self.env["product.template"].create(
            {"name": "Sofa", "attribute_line_ids": [fields.Command.create(line)]}
        )

    def test_a_template_sums_up_its_variants(self):
        template = self.variants()
        red, blue = template.product_variant_ids
        self.assertEqual((template.qb_state, template.qb_number), ("none", False))
        self.link(red, "Item", 5)
        self.env.invalidate_all()
        self.assertEqual((template.qb_state, template.qb_number, template.qb_shown), ("none", "1 of 2 variants", True))
        self.operation(blue, "ensure")._mark_failed("No account", problem="item_without_account")
        self.env.invalidate_all()
        self.assertEqual(
            (template.qb_state, template.qb_message, template.qb_lacks_account),
            ("failed", "Sofa (Blue): No account", True),
        )
        self.assertEqual(template.action_qb_open_variants()["domain"], [("product_tmpl_id", "=", template.id)])

    def test_the_button_makes_the_account_that_is_missing(self):
        self.connection.income_account_id = False
        self.operation(self.chair, "ensure")._mark_failed("No account", problem="item_without_account")
        action = self.chair.product_tmpl_id.action_qb_create_account()
        self.assertEqual(action["context"], {"default_connection_id": self.connection.id, "default_role": "income"})
        self.connection.income_account_id = self.sales
        self.assertEqual(self.operations(self.chair).mapped("state"), ["pending"])
        with self.assertRaisesRegex(UserError, "There is an account for this product now"):
            self.chair.action_qb_create_account()
