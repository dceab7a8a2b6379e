"""Changes of mapped fields: which of them queue an update, what it carries, and what becomes of it in the books."""

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import Command, ObjectRef, Verb
from odoo.addons.odoo_qb_connector.models.qb_plan import Settled
from odoo.exceptions import UserError
from odoo.tests import tagged

from .job_books import BooksCase
from .job_common import JobCase

UPDATES = {"update_customers": True, "update_vendors": True, "update_items": True}
ADDRESSES = ["billing", "shipping"]


class UpdateCase(JobCase):
    def setUp(self):
        super().setUp()
        self.connection.write(UPDATES)
        self.link(self.customer, "Customer", 7)
        self.link(self.chair, "Item", 11)

    def updates(self, record):
        """[(type, fields)] of the updates that wait for `record`; they are forgotten then."""
        found = self.operations(record).filtered(lambda one: one.verb == "update").sorted("id")
        said = [(one.qb_type, one.changed) for one in found]
        found.unlink()
        return said

    def after(self, record, **values):
        record.write(values)
        return self.updates(record)


@tagged("post_install", "-at_install")
class TestPartner(UpdateCase):
    def test_each_mapped_field(self):
        country = self.env.ref("base.us")
        names = ["billing", "company_name", "family_name", "given_name", "name", "shipping"]
        term = self.env["account.payment.term"].create({"name": "Net 45 of the test"})
        for values, carried in (
            ({"name": "Azure Exterior"}, names),
            ({"email": "new@example.com"}, ["email"]),
            ({"phone": "+1 555"}, ["phone"]),
            ({"website": "https://azure.example"}, ["website"]),
            ({"street": "1 Pier", "city": "Oakland"}, ADDRESSES),
            ({"country_id": country.id, "zip": "94000"}, ADDRESSES),
            ({"is_company": False}, ["company_name", "family_name", "given_name"]),
            ({"property_payment_term_id": term.id}, ["terms"]),
        ):
            with self.subTest(values):
                self.assertEqual(self.after(self.customer, **values), [("Customer", carried)])

    def test_what_queues_nothing(self):
        term = self.env["account.payment.term"].create({"name": "Net 45 of the test"})
        for values in (
            {"comment": "Likes tea"},
            {"ref": "C-1"},
            {"name": "Azure Interior", "email": "azure@example.com", "city": "Fremont"},
            {"property_supplier_payment_term_id": term.id},
            {"customer_rank": 5},
        ):
            with self.subTest(values):
                self.assertEqual(self.after(self.customer, **values), [])

    def test_one_write_of_several_is_one_wish_each(self):
        other = self.env["res.partner"].create({"name": "Gemini", "is_company": True})
        self.link(other, "Customer", 8)
        (self.customer | other).write({"phone": "+1 555", "email": "both@example.com"})
        for partner in (self.customer, other):
            self.assertEqual(self.updates(partner), [("Customer", ["email", "phone"])])

    def test_both_roles(self):
        self.link(self.customer, "Vendor", 9)
        self.assertEqual(self.after(self.customer, street="1 Pier"), [("Vendor", ["billing"]), ("Customer", ADDRESSES)])
        self.connection.update_vendors = False
        self.assertEqual(self.after(self.customer, street="2 Pier"), [("Customer", ADDRESSES)])

    def test_addresses_of_their_own(self):
        values = {"parent_id": self.customer.id, "name": "Dock", "street": "1 Pier"}
        dock = self.env["res.partner"].create({**values, "type": "delivery"})
        self.assertEqual(self.updates(self.customer), [("Customer", ["shipping"])])
        self.env["res.partner"].create({**values, "type": "contact"})
        self.assertEqual(self.updates(self.customer), [])
        dock.street = "2 Pier"
        self.assertEqual(self.updates(self.customer), [("Customer", ["shipping"])])
        dock.phone = "+1 555"
        self.assertEqual(self.updates(self.customer), [], "a phone at the dock is nobody's there")
        dock.type = "invoice"
        self.assertEqual(sorted(self.updates(self.customer)), [("Customer", ["billing"]), ("Customer", ["shipping"])])
        dock.active = False
        self.assertEqual(self.updates(self.customer), [("Customer", ["billing"])])
        dock.unlink()
        self.assertEqual(self.updates(self.customer), [("Customer", ["billing"])])

    def test_off_by_default_and_where_nothing_goes(self):
        self.connection.update_customers = False
        self.assertEqual(self.after(self.customer, phone="1"), [])
        self.connection.write({"update_customers": True, "enabled": False})
        self.assertEqual(self.after(self.customer, phone="2"), [])
        self.connection.enabled = True
        self.assertEqual(self.after(self.customer.with_context(qb_importing=True), phone="3"), [])
        self.env["qb.link"].search([("res_model", "=", "res.partner")]).state = "broken"
        self.assertEqual(self.after(self.customer, phone="4"), [])
        self.assertFalse(self.env["qb.connection"].default_get(["update_customers"]).get("update_customers"))

    def test_while_it_is_being_created(self):
        """What travels may be older than the change: the update goes behind it."""
        self.env["qb.link"].search([("res_model", "=", "res.partner")]).unlink()
        creating = self.env["qb.operation"]._wish(self.connection, self.customer, "ensure")
        self.assertEqual(self.after(self.customer, phone="1"), [], "it is not prepared yet")
        creating.state = "sending"
        self.assertEqual(self.after(self.customer, phone="2"), [("Customer", ["phone"])])

    def plan(self, *wishes):
        operations = self.env["qb.operation"].union(
            *(
                self.env["qb.operation"]._wish(self.connection, self.customer, "update", changed=changed)
                for changed in wishes
            )
        )
        operations[1:].write({"state": "merged", "merged_into_id": operations[:1].id})
        return self.customer._qb_prepare_update(operations[:1], {})

    def test_a_sparse_update_of_what_was_changed(self):
        plan = self.plan({"phone"}, {"email", "phone"})
        document = plan.command.document
        target = ObjectRef("Customer", "7", "0")
        self.assertEqual(plan.command, Command(Verb.UPDATE, document, target, changes=frozenset({"email", "phone"})))
        self.assertEqual((document.phone, document.email), ("(870)-931-0505", "azure@example.com"))

    def test_a_failed_one_is_not_forgotten(self):
        """The next success answers it, so the next update carries what it carried."""
        self.env["qb.operation"]._wish(self.connection, self.customer, "update", changed={"website"}).state = "failed"
        self.assertEqual(self.plan({"phone"}).command.changes, {"website", "phone"})

    def test_the_name_there_stays_where_it_is_not_what_changed(self):
        link = self.customer._qb_link_for(self.connection, "Customer")
        link.name = "Azure (chosen there)"
        self.assertEqual(self.plan({"phone"}).command.document.name, "Azure (chosen there)")
        self.assertEqual(self.plan({"name"}).command.document.name, "Azure Interior")
        everything = self.plan(None).command
        self.assertEqual(everything.document.name, "Azure (chosen there)")
        self.assertEqual(
            everything.changes,
            {"company_name", "given_name", "family_name", "email", "phone", "website", "terms", "taxable", *ADDRESSES},
        )

    def test_not_linked_any_more(self):
        self.env["qb.link"].search([("res_model", "=", "res.partner")]).unlink()
        self.assertEqual(
            self.plan({"phone"}),
            Settled("It is not linked to QuickBooks, so there is nothing to update. Press Link or Create first."),
        )

    def test_the_button(self):
        self.connection.update_customers = False
        action = self.customer.action_qb_update_there()
        (operation,) = self.env["qb.operation"].browse(action["params"]["operation_ids"])
        self.assertEqual((operation.verb, operation.qb_type, operation.changed), ("update", "Customer", False))
        stranger = self.env["res.partner"].create({"name": "Gemini"})
        with self.assertRaisesRegex(UserError, "It is not linked to QuickBooks, so there is nothing to update."):
            stranger.action_qb_update_there()


@tagged("post_install", "-at_install")
class TestProduct(UpdateCase):
    def test_each_mapped_field(self):
        for values, carried in (
            ({"name": "Armchair"}, ["description", "name"]),
            ({"default_code": "ARM"}, ["sku"]),
            ({"list_price": 120.0}, ["price"]),
            ({"description_sale": "With arms"}, ["description"]),
            ({"description_purchase": "Oak"}, ["purchase_description"]),
            ({"taxes_id": [fields.Command.clear()]}, ["taxable"]),
        ):
            with self.subTest(values):
                self.assertEqual(self.after(self.chair, **values), [("Item", carried)])
                self.assertEqual(self.after(self.chair, **values), [], "the same value")

    def test_through_the_template(self):
        template = self.chair.product_tmpl_id
        for values, carried in (
            ({"name": "Armchair", "list_price": 1.0}, ["description", "name", "price"]),
            ({"default_code": "ARM"}, ["sku"]),
        ):
            template.write(values)
            self.assertEqual(self.updates(self.chair), [("Item", carried)])
        self.chair.lst_price = 7.0
        self.assertEqual(self.updates(self.chair), [("Item", ["price"])])

    def test_what_queues_nothing(self):
        for values in (
            {"standard_price": 60.0},
            {"weight": 3.0},
            {"description": "For the warehouse"},
            {"name": "Chair", "default_code": "CHAIR", "list_price": 100.0},
        ):
            with self.subTest(values):
                self.assertEqual(self.after(self.chair, **values), [])

    def test_a_receipt_rewrites_the_cost_and_queues_nothing(self):
        average = {"name": "Seats", "property_cost_method": "average"}
        self.chair.categ_id = self.env["product.category"].create(average)
        self.chair.standard_price = 10.0
        vendor = self.env["res.partner"].create({"name": "Wood Corner"})
        order = self.env["purchase.order"].create(
            {
                "partner_id": vendor.id,
                "order_line": [(0, 0, {"product_id": self.chair.id, "product_qty": 5, "price_unit": 80})],
            }
        )
        order.button_confirm()
        picking = order.picking_ids
        picking.move_ids.write({"quantity": 5, "picked": True})
        picking.button_validate()
        self.assertEqual((picking.state, self.chair.standard_price), ("done", 80.0))
        self.assertEqual(self.updates(self.chair), [])

    def plan(self, *changed):
        operation = self.env["qb.operation"]._wish(self.connection, self.chair, "update", changed=set(changed))
        return self.chair._qb_prepare_update(operation, {})

    def test_no_account_is_needed_where_none_is_written(self):
        connection = self.connection.with_context(qb_stock_keeper_confirmed=True)
        for keeper in ("odoo", "quickbooks"):
            connection.write({"stock_keeper": keeper, "stock_from": "2026-01-01"})
            for storable in (False, True):
                self.chair.is_storable = storable
                with self.subTest(storable=storable, keeper=keeper):
                    command = self.plan("price", "description", "sku").command
                    self.assertEqual(command.changes, {"price", "description", "sku"})
                    self.assertEqual((command.document.sku, command.document.income_account), ("CHAIR", None))

    def test_a_purchase_description_is_never_cleared(self):
        account = self.entry("Account", 1, "Sales")
        account.kind = "Income"
        self.connection.income_account_id = account
        operation = self.env["qb.operation"]._wish(
            self.connection, self.chair, "update", changed={"purchase_description"}
        )
        self.assertEqual(
            self.chair._qb_prepare_update(operation, {}),
            Settled("Nothing that QuickBooks keeps of it was changed."),
        )

    def test_the_button_of_the_template(self):
        action = self.chair.product_tmpl_id.action_qb_update_there()
        (operation,) = self.env["qb.operation"].browse(action["params"]["operation_ids"])
        self.assertEqual((operation._record(), operation.verb), (self.chair, "update"))


@tagged("post_install", "-at_install")
class TestInTheBooks(BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()
        self.connection.write(UPDATES)
        self.customer._qb_wish("ensure")
        self.chair._qb_wish("ensure")
        self.run_queue()

    def there(self, record):
        link = record._qb_link_for(self.connection)
        return next(one for one in self.books(link.qb_type) if one["Id"] == link.qb_id)

    def outcome(self, record):
        of_record = [("res_model", "=", record._name), ("res_id", "=", record.id), ("verb", "=", "update")]
        last = self.env["qb.operation"].search(of_record, limit=1)
        last = last.merged_into_id or last
        return last.state, last.error or last.note

    def test_only_what_changed_is_overwritten(self):
        there = self.there(self.customer)
        self.company.enter("Customer", {**there, "Notes": "VIP", "PrimaryPhone": {"FreeFormNumber": "1"}}, "update")
        self.customer.email = "new@example.com"
        self.run_queue()
        now = self.there(self.customer)
        self.assertEqual(now["PrimaryEmailAddr"], {"Address": "new@example.com"})
        self.assertEqual((now["Notes"], now["PrimaryPhone"]), ("VIP", {"FreeFormNumber": "1"}))
        self.assertEqual(self.outcome(self.customer)[0], "done")

    def test_changed_there_meanwhile(self):
        """5010: the token is read again and the update goes once more."""
        there = self.there(self.customer)
        self.company.enter("Customer", {**there, "Notes": "VIP"}, "update")
        self.assertNotEqual(self.there(self.customer)["SyncToken"], there["SyncToken"])
        self.customer.phone = "+1 555"
        self.run_queue()
        now = self.there(self.customer)
        self.assertEqual((now["PrimaryPhone"], now["Notes"]), ({"FreeFormNumber": "+1 555"}, "VIP"))
        self.assertEqual(self.outcome(self.customer)[0], "done")

    def test_several_writes_are_one_update(self):
        token = self.there(self.customer)["SyncToken"]
        for phone in ("1", "2", "3"):
            self.customer.phone = phone
        self.run_queue()
        now = self.there(self.customer)
        self.assertEqual(now["PrimaryPhone"], {"FreeFormNumber": "3"})
        self.assertEqual(int(now["SyncToken"]), int(token) + 1)

    def test_a_new_name_and_one_that_is_taken(self):
        self.connection.clash_policy = "ask"
        self.customer.name = "Azure Exterior"
        self.run_queue()
        self.assertEqual(self.there(self.customer)["DisplayName"], "Azure Exterior")
        self.company.enter("Vendor", {"DisplayName": "Gemini"})
        self.customer.name = "Gemini"
        self.run_queue()
        state, words = self.outcome(self.customer)
        self.assertEqual((state, self.there(self.customer)["DisplayName"]), ("failed", "Azure Exterior"))
        self.assertIn("QuickBooks has another customer, vendor, employee or product of this name", words)
        self.connection.clash_policy = "suffix"
        self.customer.name = "Gemini Furniture"
        self.customer.name = "Gemini"
        self.run_queue()
        self.assertEqual(self.there(self.customer)["DisplayName"], "Gemini (Customer)")

    def test_a_product(self):
        self.chair.write({"name": "Armchair", "list_price": 120.5, "default_code": "ARM"})
        self.run_queue()
        now = self.there(self.chair)
        self.assertEqual((now["Name"], now["Sku"], str(now["UnitPrice"])), ("Armchair", "ARM", "120.5"))
        self.assertEqual(self.outcome(self.chair)[0], "done")

    def test_a_price_goes_without_any_account(self):
        accounts = {name: self.there(self.chair).get(name) for name in ("IncomeAccountRef", "ExpenseAccountRef")}
        self.assertTrue(accounts["IncomeAccountRef"])
        self.connection.write({"income_account_id": False, "expense_account_id": False, "asset_account_id": False})
        self.chair.write({"list_price": 77.5, "description_sale": "With arms"})
        self.run_queue()
        now = self.there(self.chair)
        self.assertEqual((self.outcome(self.chair)[0], str(now["UnitPrice"])), ("done", "77.5"))
        self.assertEqual({name: now.get(name) for name in accounts}, accounts, "the accounts there stay")
        lamp = self.product("Lamp", 10.0)
        lamp._qb_wish("ensure")
        self.run_queue()
        self.assertEqual(lamp.qb_state, "failed", "a new item needs one all the same")

    def test_inactive_there_stays_inactive(self):
        self.company.enter("Customer", {**self.there(self.customer), "Active": False}, "update")
        self.customer.phone = "+1 555"
        self.run_queue()
        now = self.there(self.customer)
        self.assertEqual((now["PrimaryPhone"], now["Active"]), ({"FreeFormNumber": "+1 555"}, False))

    def test_gone_there(self):
        link = self.customer._qb_link_for(self.connection)
        link.write({"qb_id": "99999", "sync_token": False})
        self.customer.phone = "+1 555"
        self.run_queue()
        state, words = self.outcome(self.customer)
        self.assertEqual(state, "failed")
        self.assertIn("no longer exists in QuickBooks", words)
        self.assertIn(link.state, ("broken", "deleted"))
        self.assertFalse(self.customer._qb_link_for(self.connection))
