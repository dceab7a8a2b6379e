"""What people see: state, number and error on each form, for everybody who may read the record; filters and
buttons."""

from lxml import etree
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .job_common import JobCase

SHOWN = ["qb_shown", "qb_state", "qb_number", "qb_url", "qb_message", "qb_can_send"]
FORMS = {
    "account.move": "account.view_move_form",
    "sale.order": "sale.view_order_form",
    "stock.picking": "stock.view_picking_form",
    "res.partner": "base.view_partner_form",
    "product.template": "product.product_template_only_form_view",
    "product.product": "product.product_normal_form_view",
}


@tagged("post_install", "-at_install")
class TestScreens(JobCase):
    def failed(self, record, sentence="The moon is full. Wait a day, then press Send Again.", verb="send"):
        self.operations(record).unlink()
        operation = self.env["qb.operation"]._wish(self.connection, record, verb)
        operation._mark_failed(sentence)
        record.invalidate_recordset()
        return operation

    def test_every_form_shows_the_strip(self):
        for model, xmlid in FORMS.items():
            with self.subTest(model=model):
                arch = self.env[model].get_view(self.env.ref(xmlid).id, "form")["arch"]
                strip = etree.fromstring(arch).xpath("//div[@name='qb_strip']")
                self.assertEqual(len(strip), 1)
                names = {node.get("name") for node in strip[0].iter("field")}
                self.assertLessEqual({"qb_state", "qb_number", "qb_message"}, names)
                self.assertEqual(len(strip[0].xpath(".//widget[@name='qb_refresh']")), 1)
                buttons = {node.get("string") for node in strip[0].iter("button")}
                self.assertLessEqual({"Send Again", "Ask accounting", "History"}, buttons)

    def test_readable_for_whoever_may_read_the_record(self):
        """A seller and a warehouse keeper belong to no QuickBooks group."""
        order = self.order((self.chair, 1))
        picking = self.ship(order)
        invoice = self.invoice_of(picking)
        self.failed(invoice)
        seller = new_test_user(self.env, "qb-seller", groups="sales_team.group_sale_salesman_all_leads")
        keeper = new_test_user(self.env, "qb-keeper", groups="stock.group_stock_user")
        for record, user in ((order, seller), (picking, keeper), (self.customer, seller), (self.chair, keeper)):
            with self.subTest(record=record, user=user.login):
                values = record.with_user(user).read(SHOWN)[0]
                self.assertTrue(values["qb_shown"])
                self.assertFalse(values["qb_can_send"])
        self.assertEqual(picking.with_user(keeper).qb_state, "failed")
        self.assertEqual(order.with_user(seller).qb_message, "The moon is full. Wait a day, then press Send Again.")

    def test_only_the_group_sends(self):
        seller = new_test_user(self.env, "qb-seller", groups="sales_team.group_sale_salesman_all_leads")
        order = self.order((self.chair, 1)).with_user(seller)
        with self.assertRaisesRegex(UserError, "Only QuickBooks users can send. Press Ask accounting instead."):
            order.action_qb_send_now()

    def test_ask_accounting(self):
        seller = new_test_user(self.env, "qb-seller", groups="sales_team.group_sale_salesman_all_leads")
        order = self.order((self.chair, 1))
        self.failed(self.ship(order))
        order.with_user(seller).action_qb_ask_accounting()
        activity = order.activity_ids
        self.assertEqual(activity.user_id, self.connection.responsible_id)
        self.assertIn(order.name, activity.summary)
        self.assertIn("The moon is full.", activity.note)

    def test_filters(self):
        sent, open_, bad = (self.ship(self.order((self.chair, 1))) for _ in range(3))
        invoices = {picking: self.invoice_of(picking) for picking in (sent, open_, bad)}
        self.link(invoices[sent], "Invoice", 7)
        self.failed(invoices[bad])
        cases = (
            (self.env["stock.picking"], sent, open_, bad),
            (self.env["sale.order"], sent.sale_id, open_.sale_id, bad.sale_id),
            (self.env["account.move"], invoices[sent], invoices[open_], invoices[bad]),
        )
        for model, in_books, waiting, failed in cases:
            with self.subTest(model=model._name):
                among = [("id", "in", (in_books | waiting | failed).ids)]
                self.assertEqual(model.search([("qb_sent", "=", False), *among]), waiting | failed)
                self.assertEqual(model.search([("qb_sent", "=", True), *among]), in_books)
                self.assertEqual(model.search([("qb_problem", "=", True), *among]), failed)
                for record in (in_books, waiting, failed):
                    record.invalidate_recordset()
                    self.assertEqual(record.qb_sent, record == in_books)
                    self.assertEqual(record.qb_problem, record == failed)

    def test_filters_of_the_lists(self):
        """The domains that the search views offer."""
        views = {
            "account.move": "account.view_account_invoice_filter",
            "sale.order": "sale.sale_order_view_search_inherit_sale",
            "stock.picking": "stock.view_picking_internal_search",
            "res.partner": "base.view_res_partner_filter",
            "product.product": "product.product_search_form_view",
            "product.template": "product.product_template_search_view",
        }
        for model, xmlid in views.items():
            arch = etree.fromstring(self.env[model].get_view(self.env.ref(xmlid).id, "search")["arch"])
            for name, label in (("qb_not_sent", "Sent to QuickBooks: No"), ("qb_problem", "QuickBooks problem")):
                with self.subTest(model=model, filter=name):
                    (node,) = arch.xpath(f"//filter[@name='{name}']")
                    self.assertEqual(node.get("string"), label)
                    self.env[model].search(eval(node.get("domain")), limit=1)

    def test_an_order_is_sent_when_all_its_invoices_are(self):
        order = self.order((self.chair, 2))
        first = self.invoice_of(self.ship(order, {self.chair: 1}))
        second = self.invoice_of(self.ship(order))
        self.link(first, "Invoice", 7)
        for invoice in (first, second):
            self.operations(invoice).unlink()
        order.invalidate_recordset()
        self.assertFalse(order.qb_sent)
        self.assertNotIn(order, order.search([("qb_sent", "=", True)]))
        self.link(second, "Invoice", 8)
        order.invalidate_recordset()
        self.assertTrue(order.qb_sent)
        self.assertIn(order, order.search([("qb_sent", "=", True)]))

    def test_waiting_for_a_failed_customer_is_a_problem(self):
        invoice = self.invoice((self.chair, 1, 100))
        waiting = self.operations(invoice)
        needed = self.failed(self.customer, "The customer's name is a joke.", verb="ensure")
        waiting._mark_behind(needed)
        invoice.invalidate_recordset()
        self.assertEqual((invoice.qb_state, invoice.qb_problem), ("failed", True))
        self.assertEqual(invoice.qb_message, "Azure Interior: The customer's name is a joke.")
        self.assertIn(invoice, invoice.search([("qb_problem", "=", True)]))

    def test_several_at_once(self):
        self.connection.default_channel_id.mode = "manual"
        invoices = [self.invoice((self.chair, 1, price)) for price in (1, 2)]
        draft = self.invoice((self.chair, 1, 3), post=False)
        selected = invoices[0] | invoices[1] | draft
        selected.action_qb_send_now()
        self.assertEqual(self.operations(*selected).mapped("res_id"), [one.id for one in invoices])

    def test_nothing_to_send_says_why(self):
        draft = self.invoice((self.chair, 1, 3), post=False)
        with self.assertRaisesRegex(UserError, "is not confirmed. Confirm it; it goes to QuickBooks then."):
            draft.action_qb_send_now()
        order = self.order((self.chair, 1))
        with self.assertRaisesRegex(
            UserError, f"Nothing of the order {order.name} can be invoiced now: nothing has been delivered"
        ):
            order.action_qb_send_now()
        with self.assertRaisesRegex(UserError, "is not done, so there is nothing to invoice. Validate it first."):
            order.picking_ids.action_qb_send_now()
        self.connection.enabled = False
        with self.assertRaisesRegex(UserError, "The connection Books is switched off."):
            order.action_qb_send_now()

    def test_nothing_shows_without_a_connection(self):
        self.connection.active = False
        order = self.order((self.chair, 1))
        for record in (order, self.invoice((self.chair, 1, 3)), self.customer, self.chair):
            self.assertFalse(record.qb_shown, record)
        self.assertTrue(self.ship(order).qb_shown, "a delivery says why it is not invoiced")

    def test_difference_buttons(self):
        invoice = self.invoice((self.chair, 1, 100))
        self.operations(invoice)._mark_done()
        link = self.link(
            invoice, "Invoice", 7, differs=True, total=107.5, total_odoo=108, currency_id=self.env.ref("base.USD").id
        )
        invoice.invalidate_recordset()
        self.assertEqual(invoice.qb_state, "different")
        self.assertEqual(invoice.action_qb_accept_difference()["res_model"], "qb.accept.difference")
        invoice.action_qb_correct_there()
        self.assertEqual(self.operations(invoice).verb, "send")
        self.operations(invoice)._mark_done()
        invoice.invalidate_recordset()
        invoice.action_qb_delete_different()
        self.assertEqual(self.operations(invoice).verb, "delete")
        link.differs = False
        invoice.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "The amounts in QuickBooks and Odoo are the same."):
            invoice.action_qb_correct_there()

    def test_lists_take_few_queries(self):
        """The badge of a list is read for all rows together."""
        for count in (3, 12):
            orders = self.env["sale.order"].union(*(self.order((self.chair, 1)) for _ in range(count)))
            for order in orders:
                self.invoice_of(self.ship(order))
            for records in (orders, orders.picking_ids, orders.invoice_ids):
                self.env.flush_all()
                self.env.invalidate_all()
                with self.subTest(model=records._name, rows=count), self.assertQueryCount(21):
                    records.browse(records.ids).mapped("qb_state")


@tagged("post_install", "-at_install")
class TestMappings(JobCase):
    def test_one_code_per_set_of_taxes(self):
        code = self.entry("TaxCode", 5, "California")
        rows = self.env["qb.tax.map"]
        rows.create({"connection_id": self.connection.id, "code_id": code.id})
        with self.assertRaises(Exception), self.env.cr.savepoint():  # noqa: B017
            rows.create({"connection_id": self.connection.id, "code_id": code.id})

    def test_entries_of_the_right_list_only(self):
        account = self.entry("Account", 5, "Sales")
        with self.assertRaisesRegex(UserError, "Sales is not in the right list of this QuickBooks company."):
            self.env["qb.charge"].create(
                {"connection_id": self.connection.id, "charge": "other", "entry_id": account.id}
            )

    def test_one_setting_per_team_and_company(self):
        team = self.env["crm.team"].create({"name": "Web"})
        values = {"team_id": team.id, "connection_id": self.connection.id}
        self.env["qb.channel"].create(values)
        with self.assertRaises(Exception), self.env.cr.savepoint():  # noqa: B017
            self.env["qb.channel"].create(values)
