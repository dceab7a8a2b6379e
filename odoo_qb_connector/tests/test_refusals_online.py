"""What QuickBooks Online refuses about customers, vendors and items, asked for over HTTP (docs/refusals.md).

What becomes of it, and what a person reads. What the preflight says before is let through here, so that QuickBooks says
it itself.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from unittest.mock import patch

from odoo.addons.odoo_qb_connector.documents import Ref
from odoo.addons.odoo_qb_connector.gateway import ReadObject
from odoo.addons.odoo_qb_connector.models.builders import item as item_builder
from odoo.addons.odoo_qb_connector.models.drain import DrainRun
from odoo.addons.odoo_qb_connector.online.gateway import OnlineGateway
from odoo.addons.odoo_qb_connector.online.throttle import _realms
from odoo.tests import tagged

from .job_books import BooksCase


class RefusalCase(BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    def let_through(self):
        """The preflight says nothing: what it would refuse reaches QuickBooks."""
        self.patch(OnlineGateway, "problems", lambda _gateway, _command: [])

    def ensure(self, record, **wish):
        return self.settled(self.env["qb.operation"]._wish(self.connection, record, "ensure", **wish))

    def settled(self, operation):
        self.run_queue()
        return operation

    def run_queue(self):
        """One run that does not rest until what waits is due."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            DrainRun(self.env.registry, self.connection.id, seconds=5).run()
        self.env.invalidate_all()

    def refused(self, operation):
        """(state, problem, QuickBooks' code), after looking that the sentence says what to press."""
        self.assertRegex(operation.error or "", "press |Press |please report|by itself", operation.error)
        return operation.state, operation.error_problem, operation.error_code

    def partner(self, name="Ready Mat", **values):
        return self.env["res.partner"].create({"name": name, "is_company": True, **values})

    def saying(self, **wrong):
        """Customers and vendors are sent with these values."""
        target, own = type(self.env["res.partner"]), self.env.registry["res.partner"]._qb_document

        def document(partner, operation, name):
            return replace(own(partner, operation, name), **wrong)

        return patch.object(target, "_qb_document", document)

    def item_saying(self, **wrong):
        """New items are sent with these values."""
        own = item_builder.item

        def item(*arguments, **more):
            return replace(own(*arguments, **more), **wrong)

        return patch.object(item_builder, "item", item)


@tagged("post_install", "-at_install")
class TestParties(RefusalCase):
    def test_values_that_quickbooks_does_not_take(self):
        self.let_through()
        for wrong, problem, code in (
            ({"name": "A:B"}, "invalid_data", "2040"),
            ({"name": "n" * 501}, "value_too_long", "2050"),
            ({"phone": "1" * 31}, "value_too_long", "2050"),
            ({"email": "nobody"}, "invalid_data", "2210"),
            ({"name": "", "company_name": ""}, "value_missing", "6080"),
            ({"terms": Ref("999999", "Gone")}, "bad_reference", "2500"),
        ):
            for qb_type in ("Customer", "Vendor"):
                with self.subTest(code=code, qb_type=qb_type), self.saying(**wrong):
                    partner = self.partner()
                    operation = self.ensure(partner, qb_type=qb_type)
                    self.assertEqual(self.refused(operation), ("failed", problem, code))
                    self.assertFalse(partner._qb_link_for(self.connection, qb_type))
                    partner.active = False
        self.assertEqual([one for one in self.books("Customer") if one["DisplayName"] == "Ready Mat"], [])

    def test_what_is_too_long_says_how_long_it_may_be(self):
        self.let_through()
        with self.saying(phone="1" * 31):
            operation = self.ensure(self.partner())
        self.assertEqual(
            operation.error,
            "A text is too long for QuickBooks: String length specified does not match the supported length. Min:0 "
            "Max:30 supported. Supplied length:31 Shorten it, then press Send Again.",
        )

    def test_a_website_that_is_none(self):
        partner = self.partner(website="https://ready mat.example")
        operation = self.ensure(partner)
        self.assertEqual(
            operation.error,
            "“https://ready mat.example” is no web address. Correct it on the contact, then press Send Again.",
        )
        self.let_through()
        operation.action_send_again()
        self.assertEqual(self.refused(self.settled(operation)), ("failed", "invalid_data", "2200"))

    def test_terms_that_are_inactive_there(self):
        term = self.company.enter("Term", {"Name": "Net 77", "DueDays": 77})
        self.company.enter("Term", {**term, "Active": False}, "update")
        with self.saying(terms=Ref(term["Id"], "Net 77")):
            operation = self.ensure(self.partner())
        self.assertEqual(self.refused(operation), ("failed", "inactive_reference", "2500"))
        self.assertIn("Make it active there or link another one", operation.error)

    def test_a_company_of_one_currency_keeps_everybody_in_it(self):
        """6000 would follow a currency that is said: none is."""
        with self.saying(currency="EUR"):
            operation = self.ensure(self.partner())
        there = [one for one in self.books("Customer") if one["DisplayName"] == "Ready Mat"]
        self.assertEqual((operation.state, there[0]["CurrencyRef"]["value"]), ("done", "USD"))

    def test_a_name_that_another_customer_got_meanwhile(self):
        """QuickBooks names the holder: it may be the same."""
        partner = self.partner()
        holder = []

        def enter_first(gateway, question):
            answer = asked(gateway, question)
            holder.append(holder or self.company.enter("Customer", {"DisplayName": "Ready Mat"}))
            return answer

        asked = OnlineGateway.ask
        with patch.object(OnlineGateway, "ask", enter_first):
            operation = self.ensure(partner)
        self.assertEqual(self.refused(operation), ("failed", "name_taken", "6240"))
        self.assertEqual((operation.candidate_id, partner.qb_customer_way), (holder[0]["Id"], "link"))
        partner.with_context(qb_type="Customer").action_qb_link_candidate()
        self.run_queue()
        self.assertEqual(partner._qb_link_for(self.connection, "Customer").qb_id, holder[0]["Id"])

    # ------------------------------------------------------------------ what passes by itself

    def test_what_passes_by_itself(self):
        """Nothing was written; it goes again, once."""
        for kind, options, problem in (
            ("transient", {"text": "names"}, "busy"),
            ("transient", {"text": "unexpected"}, "busy"),
            ("throttle", {}, "throttled"),
        ):
            with self.subTest(kind=kind, **options):
                partner = self.partner(f"Ready {kind} {options.get('text', '')}")
                self.company.order(kind, match={"operation": "create"}, **options)
                operation = self.ensure(partner)
                self.assertEqual(self.refused(operation)[:2], ("pending", problem))
                self.the_minute_is_over()
                operation.action_send_again()
                self.settled(operation)
                self.assertEqual((operation.state, len(self.named(partner.name))), ("done", 1))

    def the_minute_is_over(self):
        """That Intuit asks for: on both sides nothing that was asked before counts any more. Were it forgotten here
        alone, more would go within a second than Intuit allows, and be refused for that."""
        _realms.pop(self.company.realm_id)
        self.company.forget_calls()

    def named(self, name):
        return [one for one in self.books("Customer") if one["DisplayName"] == " ".join(name.split())]

    def test_an_expired_access_token_is_renewed(self):
        self.company.order("expired_token", match={"operation": "create"})
        operation = self.ensure(self.partner())
        self.assertEqual((operation.state, len(self.named("Ready Mat"))), ("done", 1))

    def test_an_error_of_theirs_is_looked_up(self):
        """10000 may have been written: it is looked for before it goes again."""
        self.connection.execution_limit = 0
        for when in ("before", "after"):
            with self.subTest(when):
                partner = self.partner(f"Ready {when}")
                self.company.order("error", status=500, when=when, match={"operation": "create"})
                operation = self.ensure(partner)
                self.run_queue()
                self.assertEqual((operation.state, len(self.named(partner.name))), ("done", 1))

    # ------------------------------------------------------------------ what concerns the connection

    def test_what_stops_the_connection(self):
        """One sentence at the connection; the customer waits and goes afterwards."""
        for code, problem in ((3100, "rights_missing"), (120, "rights_missing"), (5020, "rights_missing")):
            with self.subTest(code=code):
                partner = self.partner(f"Ready {code}")
                self.company.order("fault", code=code, match={"operation": "create"})
                operation = self.ensure(partner)
                self.assertEqual((operation.state, self.connection.status_ids.problem), ("pending", problem))
                self.assertRegex(self.connection._waiting_message(), "press Reconnect")
                with self.enter_registry_test_mode():
                    self.connection._go_on()
                self.settled(operation)
                self.assertEqual((operation.state, len(self.named(partner.name))), ("done", 1))

    def test_an_ended_subscription(self):
        self.company.suspend()
        operation = self.ensure(self.partner())
        status = self.connection.status_ids
        self.assertEqual((operation.state, status.state, status.problem), ("pending", "stopped", "company_suspended"))
        self.assertRegex(self.connection._waiting_message(), "Renew")

    # ------------------------------------------------------------------ updates

    def an_update(self, partner, *changed):
        return self.env["qb.operation"]._wish(
            self.connection, partner, "update", qb_type="Customer", changed=set(changed)
        )

    def test_changed_there_again_and_again(self):
        """5010 twice in a row is a sentence; sending again writes over it."""
        self.ensure(self.customer)
        link = self.customer._qb_link_for(self.connection, "Customer")
        asked = OnlineGateway.ask

        def somebody():
            (there,) = (one for one in self.books("Customer") if one["Id"] == link.qb_id)
            self.company.enter("Customer", {**there, "Notes": f"{there.get('Notes', '')}!"}, "update")

        def ask_and_change(gateway, question):
            answer = asked(gateway, question)
            if isinstance(question, ReadObject):
                somebody()
            return answer

        somebody()
        self.customer.phone = "+1 555 0199"
        with patch.object(OnlineGateway, "ask", ask_and_change):
            operation = self.settled(self.an_update(self.customer, "phone"))
        self.assertEqual(self.refused(operation), ("failed", "stale", "5010"))
        self.assertEqual(
            operation.error,
            "Somebody changed this in QuickBooks meanwhile, so it was not changed from here. Press Send Again to write "
            "Odoo's version over it.",
        )
        operation.action_send_again()
        self.settled(operation)
        (there,) = (one for one in self.books("Customer") if one["Id"] == link.qb_id)
        self.assertEqual((operation.state, there["PrimaryPhone"]["FreeFormNumber"]), ("done", "+1 555 0199"))

    def test_gone_or_inactive_there(self):
        """610 with the text that it has of everything; the link breaks, and the contact says what to press."""
        self.ensure(self.customer)
        link = self.customer._qb_link_for(self.connection, "Customer")
        link.qb_id = "99999"
        operation = self.settled(self.an_update(self.customer, "phone"))
        self.assertEqual(self.refused(operation), ("failed", "inactive_reference", "610"))
        self.assertIn("link another one, then press Send Again", operation.error)

    def test_gone_there(self):
        """Sending it again would not bring it back, so other words than for a document."""
        self.ensure(self.customer)
        self.customer._qb_link_for(self.connection, "Customer").write({"qb_id": "99999", "sync_token": False})
        operation = self.settled(self.an_update(self.customer, "phone"))
        self.assertEqual(self.refused(operation)[:2], ("failed", "gone"))
        self.assertEqual(
            operation.error,
            "It no longer exists in QuickBooks (id 99999): somebody deleted it there or merged it into another one. "
            "Press Link and choose another one, or Create and Link.",
        )

    def test_what_the_connector_says_wrongly(self):
        """2010: an error of ours is said as one."""
        encode = OnlineGateway.encode

        def with_nonsense(gateway, commands, key):
            request = encode(gateway, commands, key)
            return replace(request, body=request.body.replace(b'"DisplayName"', b'"Nonsense":"1","DisplayName"'))

        with patch.object(OnlineGateway, "encode", with_nonsense):
            operation = self.ensure(self.partner())
        self.assertEqual(self.refused(operation), ("failed", "connector_fault", "2010"))


@tagged("post_install", "-at_install")
class TestItems(RefusalCase):
    def new(self, name="Lamp", **values):
        return self.env["product.product"].create({"name": name, "type": "consu", **values})

    def test_values_that_quickbooks_does_not_take(self):
        self.let_through()
        receivable = next(one["Id"] for one in self.books("Account") if one["AccountType"] == "Accounts Receivable")
        for number, (wrong, problem, code) in enumerate(
            (
                ({"name": "A:B"}, "invalid_data", "2040"),
                ({"name": "n" * 101}, "value_too_long", "2050"),
                ({"sku": "s" * 101}, "value_too_long", "2050"),
                ({"description": "d" * 4001}, "value_too_long", "2050"),
                ({"name": ""}, "value_missing", "2020"),
                ({"income_account": None, "expense_account": None}, "value_missing", "2020"),
                ({"income_account": Ref("999999", "Gone")}, "bad_reference", "2500"),
                ({"income_account": Ref(receivable, "A/R")}, "wrong_account", "6430"),
            )
        ):
            with self.subTest(code=code, wrong=list(wrong)), self.item_saying(**wrong):
                operation = self.ensure(self.new(f"Lamp {number}"))
                self.assertEqual(self.refused(operation), ("failed", problem, code), operation.error)
        self.assertEqual([one for one in self.books("Item") if one["Name"].startswith("Lamp")], [])

    def test_an_account_that_is_inactive_there(self):
        """Odoo does not know yet: the lists were read before."""
        account = self.company.enter("Account", {"Name": "Old Sales", "AccountType": "Income"})
        self.company.enter("Account", {**account, "Active": False}, "update")
        with self.item_saying(income_account=Ref(account["Id"], "Old Sales")):
            operation = self.ensure(self.new())
        self.assertEqual(self.refused(operation), ("failed", "inactive_reference", "2500"))

    def test_a_name_that_another_item_got_meanwhile(self):
        asked, made = OnlineGateway.ask, []
        sales = self.connection.income_account_id.qb_id

        def enter_first(gateway, question):
            answer = asked(gateway, question)
            if not made:
                body = {"Name": "Lamp", "Type": "Service", "IncomeAccountRef": {"value": sales}}
                made.append(self.company.enter("Item", body))
            return answer

        lamp = self.new()
        with patch.object(OnlineGateway, "ask", enter_first):
            operation = self.ensure(lamp)
        self.assertEqual(self.refused(operation), ("failed", "name_taken", "6240"))
        self.assertEqual((operation.candidate_id, lamp.qb_way), (made[0]["Id"], "link"))

    # ------------------------------------------------------------------ items that QuickBooks counts

    def counted(self):
        """Values of a counted item; the lists of the books say which accounts it may have."""
        by_subtype = {one.get("AccountSubType"): one["Id"] for one in self.books("Account")}
        wanted = {
            "income_account": "SalesOfProductIncome",
            "expense_account": "SuppliesMaterialsCogs",
            "asset_account": "Inventory",
        }
        return {
            "kind": item_builder.item_kinds.ItemKind.STOCKED,
            "quantity_on_hand": Decimal(0),
            "stock_from": date(2026, 1, 1),
            **{name: Ref(by_subtype[subtype]) for name, subtype in wanted.items()},
        }

    def test_what_a_counted_item_lacks(self):
        self.let_through()
        counted = self.counted()
        checking = next(one["Id"] for one in self.books("Account") if one["AccountType"] == "Bank")
        for number, (wrong, problem, code) in enumerate(
            (
                ({"asset_account": None}, "value_missing", "2020"),
                ({"stock_from": None}, "value_missing", "2020"),
                ({"asset_account": Ref(checking)}, "wrong_account", "6430"),
            )
        ):
            with self.subTest(code=code, wrong=list(wrong)), self.item_saying(**{**counted, **wrong}):
                operation = self.ensure(self.new(f"Lamp {number}"))
                self.assertEqual(self.refused(operation), ("failed", problem, code), operation.error)

    def test_a_plan_that_counts_nothing(self):
        self.let_through()
        counted = self.counted()
        self.open_books(plan="Essentials")
        with self.item_saying(**{**counted, **self.counted()}):
            operation = self.ensure(self.new())
        self.assertEqual(self.refused(operation), ("failed", "not_in_plan", "5030"))
        self.assertIn("Switch it on or upgrade there", operation.error)

    def test_stock_that_begins_in_closed_books(self):
        self.let_through()
        self.control("/close-books", {"date": "2026-06-30"})
        with self.item_saying(**{**self.counted(), "quantity_on_hand": Decimal(5), "cost": Decimal(3)}):
            operation = self.ensure(self.new())
        self.assertEqual(self.refused(operation), ("failed", "period_closed", "6210"))
