"""Who sees what accounting says: colleagues who may read the record, in the companies they work in, and nobody else."""

from decimal import Decimal

from lxml import etree
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .job_common import FEATURES, JobCase

LISTS = {
    "account.move": "account.view_out_invoice_tree",
    "sale.order": "sale.sale_order_tree",
    "stock.picking": "stock.vpicktree",
    "res.partner": "base.view_partner_tree",
    "product.product": "product.product_product_tree_view",
    "product.template": "product.product_template_tree_view",
}
NOTHING, READ, ALL = set(), {"read"}, {"read", "write", "create", "unlink"}
RIGHTS = {
    "qb.operation": (READ, READ),
    "qb.bulk": (READ, READ),
    "qb.issue": (READ, READ),
    "qb.exchange": (READ, READ),
    "qb.exchange.member": (READ, READ),
    "qb.link": (READ, READ),
    "qb.application": (READ, READ),
    "qb.entry": (READ, READ),
    "qb.partner.currency": (READ, READ),
    "qb.import": (READ, READ),
    "qb.import.line": (READ, READ),
    "qb.channel": (READ, ALL),
    "qb.tax.map": (READ, ALL),
    "qb.term.map": (READ, ALL),
    "qb.rep.map": (READ, ALL),
    "qb.charge": (READ, ALL),
    "qb.category.map": (READ, ALL),
    "qb.product.map": (READ, ALL),
    "qb.new.account": (READ, ALL),
    "qb.new.tax": (READ, ALL),
}
"""What the groups User and Manager may do in their own company; without a group nobody may do anything."""


@tagged("post_install", "-at_install")
class TestCompanies(JobCase):
    """The rows of a connection are seen and changed by its own company's people, as far as their group goes."""

    def setUp(self):
        super().setUp()
        here, other = self.env.company, self.env["res.company"].create({"name": "Second Company"})
        self.user = self.a_user("qb-clerk", here, "odoo_qb_connector.group_qb_user")
        self.manager = self.a_user("qb-chief", here, "odoo_qb_connector.group_qb_manager")
        self.stranger = self.a_user("qb-other-chief", other, "odoo_qb_connector.group_qb_manager")
        self.employee = self.a_user("qb-seller", here, "sales_team.group_sale_manager,account.group_account_manager")
        self.rows = {row._name: row for row in (*self.queue_rows(), *self.mapping_rows())}

    def a_user(self, login, company, groups):
        return new_test_user(self.env, login, groups=groups, company_id=company.id, company_ids=[(6, 0, company.ids)])

    def queue_rows(self):
        link = self.link(self.customer, "Customer", 1)
        operation = self.env["qb.operation"]._wish(self.connection, self.customer, "ensure")
        exchange = self.env["qb.exchange"].create({"connection_id": self.connection.id, "key": "k"})
        member = self.env["qb.exchange.member"].create({"exchange_id": exchange.id, "operation_id": operation.id})
        bulk = self.env["qb.bulk"]._start("Link contacts", self.customer)
        imported = self.env["qb.import"]._begin(self.connection, "Customer")
        line = self.env["qb.import.line"].create(
            {"import_id": imported.id, "qb_id": "1", "name": "Azure", "outcome": "left_out"}
        )
        issue = self.env["qb.issue"].create({"connection_id": self.connection.id, "key": "tax_unmapped/1"})
        invoice, credit = (self.invoice((self.chair, 1, 5.0), move_type=kind) for kind in ("out_invoice", "out_refund"))
        self.env["qb.application"]._keep(self.connection, credit, {invoice: Decimal("5.40")}, {})
        applied = self.env["qb.application"].search([("credit_id", "=", credit.id)])
        return link, operation, exchange, member, bulk, imported, line, issue, applied

    def mapping_rows(self):
        account = self.entry("Account", 1, "Sales")
        code = self.entry("TaxCode", 2, "California")
        item = self.entry("Item", 3, "Shipping")
        term = self.entry("Term", 4, "Net 30")
        terms = self.env["account.payment.term"].create({"name": "30 Days of the test"})
        category = self.env["product.category"].create({"name": "Seats"})
        return (
            account,
            self.mapping("qb.channel", team_id=self.env["crm.team"].create({"name": "Web"}).id),
            self.mapping("qb.tax.map", tax_ids=[(6, 0, self.tax.ids)], code_id=code.id),
            self.mapping("qb.term.map", term_id=terms.id, entry_id=term.id),
            self.mapping("qb.partner.currency", partner_id=self.customer.id, currency_id=self.env.ref("base.EUR").id),
            self.mapping("qb.rep.map", user_id=self.env.user.id),
            self.mapping("qb.charge", charge="shipping", entry_id=item.id),
            self.mapping("qb.category.map", category_id=category.id, income_account_id=account.id),
            self.mapping("qb.product.map", product_tmpl_id=self.desk.product_tmpl_id.id, income_account_id=account.id),
            self.mapping("qb.new.account", role="asset"),
            self.mapping("qb.new.tax", kind="rate", name="GST"),
        )

    def mapping(self, model, **values):
        return self.env[model].create({"connection_id": self.connection.id, **values})

    def test_the_table_of_rights_names_every_row(self):
        self.assertEqual(self.rows.keys(), RIGHTS.keys())

    def test_whatever_a_manager_may_read_has_a_rule_for_its_company(self):
        ruled = set(self.env["ir.rule"].search([("groups", "=", False)]).mapped("model_id.model"))
        stored = [
            name
            for name, table in self.env.items()
            if name.startswith("qb.") and not table._abstract and not table._transient
        ]
        readable = {name for name in stored if self.env[name].with_user(self.manager).has_access("read")}
        self.assertLess(RIGHTS.keys(), readable)
        self.assertEqual(readable - ruled, set())

    def test_another_company_reads_none_of_it(self):
        for row in self.rows.values():
            with self.subTest(model=row._name):
                self.assertEqual(row.with_user(self.manager).search([("id", "=", row.id)]), row)
                self.assertFalse(row.with_user(self.stranger).search([("id", "=", row.id)]))
                with self.assertRaises(AccessError):
                    row.with_user(self.stranger).read(["create_date"])

    def test_another_company_changes_none_of_it(self):
        """Also where its managers may change their own: the company decides, not the group."""
        for row in self.rows.values():
            theirs = row.with_user(self.stranger)
            with self.subTest(model=row._name):
                with self.assertRaises(AccessError):
                    theirs.write({"connection_id": self.connection.id})
                with self.assertRaises(AccessError):
                    theirs.unlink()
                if RIGHTS[row._name][1] == ALL:
                    row.with_user(self.manager).write({"connection_id": self.connection.id})
                    row.with_user(self.manager).unlink()

    def test_each_group_may_do_its_own(self):
        for model, (users, managers) in RIGHTS.items():
            for who, expected in ((self.user, users), (self.manager, managers), (self.employee, NOTHING)):
                with self.subTest(model=model, who=who.login):
                    table = self.env[model].with_user(who)
                    self.assertEqual({right for right in ALL if table.has_access(right)}, expected)

    def test_without_a_group_nobody_reads_or_changes_anything(self):
        for row in self.rows.values():
            for call in (lambda row: row.read(["create_date"]), lambda row: row.write({}), lambda row: row.unlink()):
                with self.subTest(model=row._name), self.assertRaises(AccessError):
                    call(row.with_user(self.employee))


@tagged("post_install", "-at_install")
class TestRights(JobCase):
    def test_a_contact_of_two_companies_is_in_the_books_of_each_by_itself(self):
        currency = self.env.company.currency_id
        other = self.env["res.company"].create({"name": "Second Company", "currency_id": currency.id})
        manager = self.env.ref("base.user_admin")
        manager.company_ids += other
        books = {"name": "Second Books", "company_id": other.id, "responsible_id": manager.id}
        self.env["qb.connection"].create(books)
        self.link(self.customer, "Customer", 1)
        here = self.customer.with_context(allowed_company_ids=self.env.company.ids)
        there = self.customer.with_context(allowed_company_ids=other.ids)
        self.assertEqual((here.qb_state, here.qb_sent), ("sent", True))
        self.assertEqual((there.qb_state, there.qb_sent, there.qb_number), ("none", False, ""))
        among = [("id", "=", self.customer.id)]
        self.assertEqual(here.search([("qb_sent", "=", True), *among]), self.customer)
        self.assertFalse(there.search([("qb_sent", "=", True), *among]))

    def test_a_link_in_books_that_were_left_does_not_count_for_a_contact(self):
        self.link(self.customer, "Customer", 1)
        self.connection.active = False
        self.customer.invalidate_recordset()
        self.assertEqual(self.customer.qb_state, "none")

    def test_a_reader_asks_accounting_once(self):
        """A warehouse keeper may read contacts, products and orders' deliveries, and write few of them."""
        keeper = new_test_user(self.env, "qb-keeper", groups="stock.group_stock_user")
        picking = self.ship(self.order((self.chair, 1)))
        for record in (self.customer, self.chair, picking):
            with self.subTest(record=record):
                for _press in range(2):
                    record.with_user(keeper).action_qb_ask_accounting()
                activity = record.activity_ids
                self.assertEqual((len(activity), activity.user_id), (1, self.connection.responsible_id))
                self.assertIn("Asked by qb-keeper", activity.note)

    def test_customers_on_the_portal_read_none_of_it(self):
        portal = new_test_user(self.env, "qb-portal", groups="base.group_portal")
        order = self.order((self.chair, 1), partner=portal.partner_id)
        order.message_subscribe(portal.partner_id.ids)
        self.assertTrue(order.with_user(portal).read(["name"]))
        for name in ("qb_state", "qb_message", "qb_url", "qb_number", "qb_link_id", "qb_sent", "qb_problem"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                order.with_user(portal).read([name])

    def test_every_list_has_the_badge_and_the_button(self):
        for model, xmlid in LISTS.items():
            with self.subTest(model=model):
                arch = etree.fromstring(self.env[model].get_view(self.env.ref(xmlid).id, "list")["arch"])
                (badge,) = arch.xpath("//field[@name='qb_state']")
                self.assertEqual((badge.get("widget"), badge.get("optional")), ("qb_state_badge", "show"))
                self.assertEqual(len(arch.xpath("//header/button[@name='action_qb_send_now']")), 1)

    def test_a_delivery_invoiced_by_hand_is_found_where_its_badge_says(self):
        order = self.order((self.chair, 1))
        picking = self.ship(order)
        invoice = self.by_hand(order)
        self.operations(picking, invoice).unlink()
        picking.invalidate_recordset()
        self.assertFalse(picking.search([("qb_sent", "=", True), ("id", "=", picking.id)]))
        self.link(invoice, "Invoice", 7)
        picking.invalidate_recordset()
        self.assertTrue(picking.qb_sent)
        self.assertEqual(picking.search([("qb_sent", "=", True), ("id", "=", picking.id)]), picking)

    def test_shipping_details_go_into_the_note_of_a_company_that_has_no_fields_for_them(self):
        self.link_all()
        picking = self.ship(self.order((self.chair, 1)), done="2026-03-02 18:00:00")
        picking.write({"carrier_id": self.carrier.id, "carrier_tracking_ref": "1Z999"})
        invoice = self.invoice_of(picking)
        self.assertNotIn("1Z999", self.document(invoice).note)
        self.facts(features={**FEATURES, "AllowShipping": False})
        self.assertTrue(self.document(invoice).note.endswith(f"{picking.name} · Shipped 2026-03-02 Truck 1Z999"))

    def test_a_cancelled_wish_leaves_a_true_reason(self):
        picking = self.ship(self.order((self.chair, 1)))
        self.operations(picking).action_cancel()
        picking.invalidate_recordset()
        self.assertIn("or somebody cancelled it. Press Send Now to invoice it.", picking.qb_message)
