"""The company's settings and lists, as read from QuickBooks."""

from dataclasses import replace
from datetime import date

from odoo.addons.odoo_qb_connector.gateway import CompanyFacts, ListEntry, TaxModel
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from .connection_case import MANAGER, connect_directly, own_address
from .online_company import OnlineCompany, ReachesSimulator, needs_simulator


@tagged("post_install", "-at_install")
class TestEntries(TransactionCase):
    def setUp(self):
        super().setUp()
        self.connection = self.env["qb.connection"].create({"name": "Books", "environment": "sandbox"})
        self.entries = self.env["qb.entry"]

    def replace(self, *found):
        return self.entries._replace_list(self.connection, "Account", found)

    def all(self):
        return self.entries.with_context(active_test=False).search([("connection_id", "=", self.connection.id)])

    def test_rows_keep_their_ids_and_what_is_gone_becomes_inactive(self):
        self.replace(ListEntry("Account", "1", "Sales"), ListEntry("Account", "2", "Old"))
        before = {entry.qb_id: entry.id for entry in self.all()}
        count = self.replace(
            ListEntry("Account", "1", "Sales of goods", number="400", kind="Income"),
            ListEntry("Account", "3", "New"),
            ListEntry("Account", "4", "Hidden", active=False),
        )
        after = {entry.qb_id: entry for entry in self.all()}
        self.assertEqual(count, 2)
        self.assertEqual(after["1"].id, before["1"])
        self.assertEqual(after["1"].display_name, "400 Sales of goods")
        self.assertEqual([after[key].active for key in "1234"], [True, False, True, False])
        self.replace(ListEntry("Account", "2", "Old"))
        self.assertTrue(after["2"].active)

    def test_an_unchanged_list_writes_nothing(self):
        found = [
            ListEntry("TaxCode", "TAX", "Tax", details={"TaxGroup": True}),
            ListEntry("TaxCode", "5", "CA"),
        ]
        self.entries._replace_list(self.connection, "TaxCode", found)
        self.env.flush_all()
        before = self.all().mapped("write_date")
        with self.assertLogs("odoo.sql_db", "DEBUG") as logs:
            self.entries._replace_list(self.connection, "TaxCode", found)
            self.env.flush_all()
        self.assertNotIn("UPDATE", "".join(logs.output))
        self.assertEqual(self.all().mapped("write_date"), before)

    def test_other_lists_and_connections_stay(self):
        other = self.env["qb.connection"].create({"name": "Other", "environment": "sandbox"})
        self.entries._replace_list(other, "Account", [ListEntry("Account", "1", "Theirs")])
        self.entries._replace_list(self.connection, "Term", [ListEntry("Term", "1", "Net 30")])
        self.replace()
        self.assertEqual(self.entries.search_count([("connection_id", "in", (other | self.connection).ids)]), 2)

    def test_found_by_number_and_name(self):
        self.replace(ListEntry("Account", "1", "Sales", number="4000"))
        self.assertTrue(self.entries.name_search("400"))
        self.assertTrue(self.entries.name_search("Sal"))


@tagged("post_install", "-at_install")
class TestFacts(TransactionCase):
    def test_the_snapshot_comes_back_as_it_went_in(self):
        connection = self.env["qb.connection"].create({"name": "Books", "environment": "sandbox"})
        self.assertIsNone(connection._facts())
        facts = CompanyFacts(
            id="913",
            name="Acme",
            country="US",
            currency="USD",
            multicurrency=True,
            tax_model=TaxModel.US_LEGACY,
            keeps_sent_numbers=False,
            closing_date=date(2026, 1, 31),
            plan="Plus",
            features={"AllowShipping": True},
        )
        connection._keep_facts(facts)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(connection._facts(), facts)
        self.assertEqual(connection.closing_date, date(2026, 1, 31))
        self.assertEqual((connection.home_currency, connection.plan), ("USD", "Plus"))
        self.assertIn("QuickBooks counts on its own", connection.numbering)

    def test_settings_that_get_in_the_way_are_said(self):
        connection = self.env["qb.connection"].create({"name": "Books", "environment": "sandbox"})
        good = CompanyFacts("913", "Acme", "US", "USD", False, TaxModel.US_AUTOMATED, True)
        for facts, word in (
            (good, ""),
            (replace(good, keeps_sent_numbers=False), "Custom transaction numbers"),
            (replace(good, tax_model=TaxModel.OFF), "Switch on sales tax"),
            (replace(good, tax_model=TaxModel.US_AUTOMATED_NOT_SET_UP), "Finish the set-up"),
        ):
            connection._keep_facts(facts)
            self.assertIn(word, connection.hints or "")
            self.assertEqual(bool(connection.hints), bool(word))

    def test_every_tax_model_has_words(self):
        connection = self.env["qb.connection"].create({"name": "Books", "environment": "sandbox"})
        self.assertEqual(len({connection._tax_words(model) for model in TaxModel}), len(TaxModel))


@needs_simulator
@tagged("post_install", "-at_install")
class TestRefreshLists(ReachesSimulator, TransactionCase):
    def setUp(self):
        super().setUp()
        self.enterContext(self.enter_registry_test_mode())
        self.company = OnlineCompany()
        self.manager = new_test_user(self.env, "qb-manager", groups=MANAGER)
        connection = self.env["qb.connection"].create(own_address())
        connect_directly(connection, self.company)
        self.connection = connection.with_user(self.manager)

    def test_reads_the_lists_for_the_drop_downs(self):
        self.company.enter("Account", {"Name": "Webshop sales", "AccountType": "Income"})
        answer = self.connection.action_refresh_lists()
        self.assertEqual(answer["params"]["type"], "success", answer["params"]["message"])
        kinds = set(self.env["qb.entry"].search([("connection_id", "=", self.connection.id)]).mapped("type"))
        self.assertLessEqual({"Account", "TaxCode", "Term"}, kinds)
        account = self.env["qb.entry"].search([("name", "=", "Webshop sales")])
        self.assertEqual(account.kind, "Income")
        offered = self.env["qb.entry"].search(self.offered("income_account_id"))
        self.assertIn(account, offered)
        self.assertFalse({"Bank", "Accounts Receivable", "Expense"} & set(offered.mapped("kind")))
        self.assertIn(
            "Cost of Goods Sold", self.env["qb.entry"].search(self.offered("expense_account_id")).mapped("kind")
        )
        self.connection.income_account_id = account
        self.assertTrue(self.connection.entries_read_at)

    def offered(self, field):
        """The domain of a drop-down, as the browser applies it."""
        text = self.connection.fields_get([field])[field]["domain"]
        return safe_eval(text, {"id": self.connection.id, "company_id": self.connection.company_id.id})

    def test_reads_the_settings_again(self):
        self.company.set_preferences({"SalesFormsPrefs": {"CustomTxnNumbers": False}})
        self.connection.action_test()
        self.assertIn("QuickBooks counts on its own", self.connection.numbering)
        self.company.set_preferences({"SalesFormsPrefs": {"CustomTxnNumbers": True}})
        self.connection.action_refresh_lists()
        self.assertIn("kept", self.connection.numbering)

    def test_a_suspended_company_stops_and_goes_on_when_renewed(self):
        self.company.suspend()
        self.assertEqual(self.connection.action_test()["params"]["type"], "danger")
        self.assertEqual(self.connection.state, "stopped")
        self.assertIn("subscription", self.connection.hold_what)
        self.company.suspend(False)
        self.assertEqual(self.connection.action_test()["params"]["type"], "success")
        self.assertTrue(self.connection._is_open())

    def test_a_busy_quickbooks_is_no_stop(self):
        self.company.order("throttle")
        self.assertEqual(self.connection.action_test()["params"]["type"], "warning")
        self.assertEqual(self.connection.state, "connected")

    def test_the_gateway_takes_the_connections_limits(self):
        self.connection.sudo().execution_limit = 0.5
        gateway = self.connection._gateway()
        self.assertEqual(gateway.execution_limit, 0.5)
