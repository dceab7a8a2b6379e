"""The lists of a company file: asked for by the next session, kept when the answers come, used by every document."""

from odoo.addons.odoo_qb_connector.desktop import DesktopGateway, TaxItem
from odoo.addons.odoo_qb_connector.documents import Ref
from odoo.addons.odoo_qb_connector.gateway import ConnectionDown, ListEntries, ListEntry, NotInPlan, Retryable, TaxModel
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .desktop_case import DesktopCase, desktop_facts

ALL = [
    "Account",
    "Item",
    "TaxCode",
    "SalesTaxCode",
    "Term",
    "Class",
    "PaymentMethod",
    "ShipMethod",
    "Template",
    "SalesRep",
    "CustomerMsg",
    "Currency",
    "Customer",
    "Vendor",
]


@tagged("post_install", "-at_install")
class TestBooks(DesktopCase):
    def test_the_gateway_knows_what_documents_imply(self):
        self.charge("zero_tax", "Out of State")
        gateway = self.connection._gateway()
        self.assertIsInstance(gateway, DesktopGateway)
        self.assertEqual(gateway.execution_limit, self.connection.execution_limit)
        books = gateway.books
        self.assertEqual(books.facts, desktop_facts())
        self.assertEqual(books.receivables, {"USD": Ref("80000001-1", "Accounts Receivable")})
        self.assertEqual(books.tax_items["80000021-1"], TaxItem(((Ref("80000021-1", "California 8%"), 8),)))
        self.assertEqual(books.non_taxable, {"80000032-1"})
        self.assertEqual(books.ship_methods, {"truck": Ref("80000051-1", "Truck")})
        self.assertEqual(books.shipping_item, Ref("80000011-1", "Freight"))
        self.assertEqual((books.discount_item, books.discount_items), (Ref("80000012-1", "Rebate"), {"80000012-1"}))
        self.assertEqual(books.zero_tax, Ref("80000022-1", "Out of State"))

    def test_a_drain_pays_a_handful_of_queries(self):
        self.env["qb.entry"].create(
            [
                {"connection_id": self.connection.id, "type": "Item", "qb_id": f"8A-{number}", "name": f"Item {number}"}
                for number in range(500)
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(10):
            self.connection._gateway()

    def test_entries_of_others_and_inactive_ones_do_not_count(self):
        other = self.connection.copy({"name": "Other"})
        self.env["qb.entry"].create(
            {"connection_id": other.id, "type": "ShipMethod", "qb_id": "80000059-1", "name": "Boat"}
        )
        self.entry_of("ShipMethod", "Truck").active = False
        self.assertEqual(self.connection._gateway().books.ship_methods, {})

    def test_before_the_first_session_nothing_is_known(self):
        fresh = self.env["qb.connection"].create({"name": "Fresh", "edition": "desktop"})
        self.assertIsNone(fresh._gateway().books.facts)

    def test_another_database_gets_no_gateway(self):
        self.connection.sudo().fingerprint = "another"
        with self.assertRaises(ConnectionDown):
            self.connection._gateway()


@tagged("post_install", "-at_install")
class TestChargeItems(DesktopCase):
    def refused(self, charge, item):
        with self.assertRaises(ValidationError) as caught:
            self.charge(charge, item)
        return str(caught.exception)

    def test_kinds_that_fit_no_charge(self):
        self.assertEqual(
            self.refused("other", "California 8%"),
            "California 8% is an item that QuickBooks does not take for a charge. Choose a service, another charge, or "
            "for discounts a discount item.",
        )
        self.assertEqual(self.refused("other", "Rebate"), "Rebate is a discount item: it can only stand for discounts.")

    def test_exact_tax_needs_an_item_without_a_rate(self):
        for item in ("California 8%", "Freight"):
            self.assertEqual(self.refused("zero_tax", item), f"{item} is no sales tax item of 0 %. Choose one that is.")
        self.assertTrue(self.charge("zero_tax", "Out of State"))


@tagged("post_install", "-at_install")
class TestRefresh(DesktopCase):
    def questions(self):
        waiting = [("connection_id", "=", self.connection.id), ("purpose", "=", "refresh")]
        return self.env["qb.question"].search([*waiting, ("state", "in", ("open", "asked"))])

    def lists_asked(self):
        return [row._question().type for row in self.questions() if row.state == "open"]

    def answer(self, kind, answer):
        """The next session asked, and the queue tells."""
        question = ListEntries(kind)
        self.questions().filtered(lambda row: row._question() == question).state = "told"
        self.connection._qb_answered("refresh", question, answer)

    def rows(self, kind):
        found = self.env["qb.entry"].with_context(active_test=False)
        return found.search([("connection_id", "=", self.connection.id), ("type", "=", kind)])

    def test_refresh_asks_for_what_the_company_has(self):
        answer = self.connection.action_refresh_lists()
        self.assertEqual(
            answer["params"]["message"],
            "Waiting for QuickBooks Desktop: the lists come with the next call of the Web Connector.",
        )
        self.assertEqual(self.lists_asked(), [one for one in ALL if one != "Currency"])

    def test_currencies_where_there_are_several_and_tax_items_as_what_they_are(self):
        self.facts(multicurrency=True, tax_model=TaxModel.GLOBAL)
        self.connection.action_refresh_lists()
        self.assertEqual(self.lists_asked(), [{"TaxCode": "TaxRate"}.get(one, one) for one in ALL])

    def test_the_first_look_at_a_company_file_asks_by_itself_once(self):
        self.connection.entries_read_at = False
        self.facts()
        self.connection._go_on()
        self.facts()
        self.assertEqual(self.lists_asked(), [one for one in ALL if one != "Currency"])
        self.questions().state = "asked"
        self.connection._go_on()
        self.assertEqual(self.lists_asked(), [], "what is on its way is not asked for again")
        for kind in ALL:
            self.answer(kind, [])
        self.facts()
        self.connection._go_on()
        self.assertEqual(self.lists_asked(), [])

    def test_the_connection_says_that_it_waits(self):
        self.assertFalse(self.connection.lists_asked_at)
        self.connection.action_refresh_lists()
        self.connection.invalidate_recordset()
        self.assertEqual(self.connection.lists_asked_at, self.questions()[0].create_date)

    def test_an_answer_becomes_the_list(self):
        self.connection.action_refresh_lists()
        self.connection.entries_read_at = False
        truck = self.entry_of("ShipMethod", "Truck")
        self.answer("ShipMethod", [ListEntry("ShipMethod", "80000052-1", "UPS")])
        rows = self.rows("ShipMethod").sorted("qb_id")
        self.assertEqual([(row.name, row.active) for row in rows], [("Truck", False), ("UPS", True)])
        self.assertTrue(truck.exists(), "mappings that point to it can say so")
        self.assertFalse(self.connection.entries_read_at, "other lists are still on their way")
        for kind in self.lists_asked():
            self.answer(kind, [])
        self.assertTrue(self.connection.entries_read_at)

    def test_a_list_that_this_quickbooks_lacks_is_empty_and_a_silent_one_stays(self):
        self.answer("ShipMethod", Retryable("busy"))
        self.assertTrue(self.entry_of("ShipMethod", "Truck"))
        self.answer("ShipMethod", NotInPlan("not there", code="3250"))
        self.assertFalse(self.entry_of("ShipMethod", "Truck"))

    def test_outside_the_us_the_codes_of_lines_are_what_taxes_are_mapped_to(self):
        self.facts(tax_model=TaxModel.GLOBAL)
        self.answer("SalesTaxCode", [ListEntry("SalesTaxCode", "80000033-1", "G")])
        self.assertEqual(self.rows("TaxCode").filtered("active").mapped("name"), ["G"])

    def test_desktops_account_types_are_offered(self):
        self.answer(
            "Account",
            [
                ListEntry("Account", "1", "Other sales", kind="OtherIncome"),
                ListEntry("Account", "2", "Purchases", kind="CostOfGoodsSold"),
                ListEntry("Account", "3", "Bank", kind="Bank"),
            ],
        )
        offered = {
            name: self.env["qb.entry"].search(self.offered(name)).mapped("name")
            for name in ("income_account_id", "expense_account_id")
        }
        self.assertEqual(offered, {"income_account_id": ["Other sales"], "expense_account_id": ["Purchases"]})

    def offered(self, field):
        text = self.connection.fields_get([field])[field]["domain"]
        return safe_eval(text, {"id": self.connection.id, "company_id": self.connection.company_id.id})
