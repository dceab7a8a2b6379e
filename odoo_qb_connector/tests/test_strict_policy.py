"""Strict: what QuickBooks cannot take is not saved in Odoo either, unless goods move or nobody is at the screen."""

from lxml import etree
from odoo.addons.odoo_qb_connector.gateway import Delivery, WireAnswer
from odoo.addons.odoo_qb_connector.models.qb_connection_health import BLOCKING
from odoo.addons.odoo_qb_connector.models.qb_record_push import IN_STOCK_OPERATION
from odoo.addons.odoo_qb_connector.online.client import Client
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .desktop_case import DesktopCase
from .job_books import BooksCase
from .test_push_policy import PushCase


class StrictCase(PushCase):
    policy = "strict"

    def refused(self, save):
        """The words with which `save()` is refused; nothing of it stays."""
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            save()
        return str(caught.exception)

    def saved(self, name):
        return self.env["res.partner"].with_context(active_test=False).search_count([("name", "=", name)])


@tagged("post_install", "-at_install")
class TestDisconnected(StrictCase):
    def setUp(self):
        super().setUp()
        self.connection.status_ids._set("paused")

    def test_every_state_that_blocks(self):
        for state in BLOCKING:
            with self.subTest(state):
                self.connection.status_ids.state = state
                words = self.refused(self.a_customer)
                self.assertRegex(words, "^“Ready Mat” is not saved, because QuickBooks must be able to take it first")
                self.assertIn(self.connection._waiting_message(), words)
                self.assertIn("relax “New Customers” under QuickBooks › Configuration › Connections › Policies", words)
        self.assertEqual(self.saved("Ready Mat"), 0)

    def test_never_connected_blocks_nothing(self):
        self.connection.status_ids.state = "new"
        self.assertEqual(self.wishes(self.a_customer()), [("ensure", "Customer")])

    def test_a_copied_database_blocks_nothing(self):
        self.connection.status_ids._set("connected")
        self.connection.fingerprint = "of another database"
        self.assertEqual(self.wishes(self.a_customer()), [("ensure", "Customer")])

    def test_each_kind_has_a_policy_of_its_own(self):
        self.connection.write({"customer_push": "automatic", "vendor_push": "strict", "item_push": "strict"})
        self.a_customer()
        words = self.refused(lambda: self.contacts().create({"name": "Wood Corner", "supplier_rank": 1}))
        self.assertIn("relax “New Vendors”", words)
        words = self.refused(lambda: self.env["product.product"].with_user(self.clerk).create({"name": "Lamp"}))
        self.assertIn("“Lamp” is not saved", words)
        self.assertIn("relax “New Products”", words)

    def test_who_does_not_qualify_is_saved(self):
        self.contacts().create({"name": "Passer-by"})
        self.contacts(qb_importing=True).create({"name": "Imported", "customer_rank": 1})

    def test_a_new_name_is_refused_too(self):
        self.customer.customer_rank = 1
        chair = self.chair.with_user(self.clerk)
        words = self.refused(lambda: self.customer.with_user(self.clerk).write({"name": "Azure Exterior"}))
        self.assertIn("“Azure Exterior” is not saved", words)
        self.assertIn("“Armchair” is not saved", self.refused(lambda: chair.write({"name": "Armchair"})))
        self.customer.with_user(self.clerk).write({"name": "Azure Interior", "comment": "The same name"})

    def test_coming_back_is_refused_and_growing_in_rank_is_not(self):
        self.connection.customer_push = "manual"
        archived = self.a_customer(active=False)
        passer_by = self.contacts().create({"name": "Passer-by"})
        self.connection.customer_push = "strict"
        self.assertIn("“Ready Mat” is not saved", self.refused(lambda: archived.write({"active": True})))
        passer_by.customer_rank = 1
        self.assertEqual(self.wishes(passer_by), [("ensure", "Customer")])

    def test_nobody_at_the_screen_is_refused(self):
        """A web shop's visitor, a portal user and a scheduled action: saved and queued."""
        public, root = self.env.ref("base.public_user"), self.env.ref("base.user_root")
        portal = new_test_user(self.env, "qb-portal", groups="base.group_portal")
        for user in (public, portal, root):
            with self.subTest(user.login):
                partner = self.env["res.partner"].with_user(user).sudo().create({"name": "Shopper", "customer_rank": 1})
                self.assertEqual(self.wishes(partner), [("ensure", "Customer")])

    def test_goods_move(self):
        """A shipment is validated, and what is made meanwhile is queued."""
        self.connection.item_push = "automatic"
        order = self.order((self.chair, 2))
        picking = order.picking_ids.with_user(self.clerk)
        made = []

        def make(moves):
            made.append(moves.env["res.partner"].create({"name": "Carrier's Own", "customer_rank": 1}))

        self.while_moving(make)
        picking.move_ids.write({"quantity": 2, "picked": True})
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.wishes(made[0]), [("ensure", "Customer")])
        self.assertEqual(self.wishes(picking), [("send", False)])
        self.assertIn("is not saved", self.refused(self.a_customer), "outside of the shipment it is refused")

    def test_whoever_is_made_on_the_form_of_a_delivery(self):
        form = self.env["stock.picking"].get_view(self.env.ref("stock.view_picking_form").id, "form")
        contexts = etree.fromstring(form["arch"]).xpath(
            "//field[@name='partner_id'][@nolabel]/@context"
            " | //field[@name='move_ids']/list/field[@name='product_id']/@context"
        )
        self.assertEqual([IN_STOCK_OPERATION in context for context in contexts], [True, True])
        partner = self.contacts(**{IN_STOCK_OPERATION: True}).create({"name": "Dock Three", "customer_rank": 1})
        self.assertEqual(self.wishes(partner), [("ensure", "Customer")])

    def while_moving(self, make):
        """Let `make(moves)` happen when goods are done moving, as an add-on of a carrier might."""
        target = type(self.env["stock.move"])
        inner = target._trigger_assign

        def trigger_assign(moves):
            make(moves)
            return inner(moves)

        self.patch(target, "_trigger_assign", trigger_assign)


@tagged("post_install", "-at_install")
class TestDesktop(StrictCase, DesktopCase):
    """Nobody can be asked now: the cached names decide, and the rest waits for QuickBooks."""

    def setUp(self):
        super().setUp()
        self.connection.status_ids._set("connected")
        self.connection.clash_policy = "ask"

    def test_a_free_name_waits(self):
        partner = self.a_customer()
        self.assertEqual(self.wishes(partner), [("ensure", "Customer")])

    def test_a_cached_name_in_the_way(self):
        self.entry("Vendor", "80000101-1", "ready mat")
        self.assertEqual(
            self.refused(self.a_customer),
            "“Ready Mat” is not saved, because QuickBooks would refuse it. It has a vendor “Ready Mat” already, and "
            "customers, vendors and employees share one list of names there. Correct that and save again, or ask a "
            "QuickBooks manager to relax “New Customers” under QuickBooks › Configuration › Connections › Policies.",
        )

    def test_an_inactive_one_keeps_its_name(self):
        self.entry("Vendor", "80000102-1", "Ready Mat", active=False)
        self.assertIn("It has an inactive vendor “Ready Mat”, whose name stays taken", self.refused(self.a_customer))

    def test_the_customer_itself_is_linked_later(self):
        self.entry("Customer", "80000103-1", "Ready Mat")
        self.assertEqual(self.wishes(self.a_customer()), [("ensure", "Customer")])

    def test_somebody_elses_customer(self):
        self.link(self.customer, "Customer", "80000104-1", name="Ready Mat")
        self.assertIn("that is another contact in Odoo, Azure Interior", self.refused(self.a_customer))

    def test_two_of_one_name_at_once(self):
        self.a_customer()
        self.assertIn("is just going there under the name “Ready Mat”", self.refused(self.a_customer))

    def test_a_name_that_desktop_cannot_hold(self):
        self.assertIn("株式会社", self.refused(lambda: self.a_customer("株式会社")))

    def test_a_linked_one_gets_a_name_that_is_taken(self):
        self.link(self.customer, "Customer", "80000104-1")
        self.customer.customer_rank = 1
        self.entry("Vendor", "80000101-1", "Gemini")
        customer = self.customer.with_user(self.clerk)
        self.assertIn("It has a vendor “Gemini”", self.refused(lambda: customer.write({"name": "Gemini"})))
        customer.name = "Azure Exterior"
        self.assertEqual(customer.name, "Azure Exterior")

    def test_an_item_of_another_kind(self):
        product = self.env["product.product"].with_user(self.clerk)
        words = self.refused(lambda: product.create({"name": "Rebate"}))
        self.assertIn("It has “Rebate” as a discount, which cannot stand for a product.", words)
        self.assertEqual(self.wishes(product.create({"name": "Lamp"})), [("ensure", "Item")])

    # ------------------------------------------------------------------ orders

    def waiting_order(self, partner=None):
        order = self.order((self.chair, 1), partner=partner or self.a_customer().sudo(), confirm=False)
        return order.with_user(self.clerk)

    def test_an_order_waits_with_its_customer(self):
        order = self.waiting_order()
        self.assertEqual(
            self.refused(order.action_confirm),
            f"{order.name} cannot be confirmed yet: Ready Mat must be in QuickBooks first. It goes with the next call "
            "of the Web Connector. Confirm the order afterwards, or ask a QuickBooks manager to let such orders "
            "through under QuickBooks › Configuration › Connections › Policies.",
        )
        self.link(order.partner_id.sudo(), "Customer", "80000105-1")
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_an_order_waits_with_a_product(self):
        lamp = self.env["product.product"].with_user(self.clerk).create({"name": "Lamp"})
        order = self.order((lamp.sudo(), 1), confirm=False).with_user(self.clerk)
        self.assertIn("Lamp must be in QuickBooks first", self.refused(order.action_confirm))

    def test_an_order_warns(self):
        self.connection.waiting_orders = "warn"
        order = self.waiting_order()
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertIn("is confirmed, but Ready Mat is not in QuickBooks yet.", order.message_ids.mapped("body")[0])

    def test_an_order_of_the_web_shop_goes_on(self):
        order = self.waiting_order().with_user(self.env.ref("base.public_user")).sudo()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_whoever_does_not_wait_is_no_obstacle(self):
        """Never pushed, or pushed under another policy: documents see to it."""
        order = self.waiting_order(self.customer)
        order.action_confirm()
        self.connection.customer_push = "automatic"
        order = self.waiting_order()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_purchase_waits_with_its_vendor(self):
        vendor = self.contacts().create({"name": "Wood Corner", "supplier_rank": 1})
        line = {"product_id": self.chair.id, "product_qty": 1, "price_unit": 1}
        order = self.env["purchase.order"].create({"partner_id": vendor.id, "order_line": [(0, 0, line)]})
        order_of_clerk = order.with_user(self.env.ref("base.user_admin"))
        self.assertIn("Wood Corner must be in QuickBooks first", self.refused(order_of_clerk.button_confirm))
        self.link(vendor.sudo(), "Vendor", "80000106-1")
        order_of_clerk.button_confirm()
        self.assertEqual(order.state, "purchase")


@tagged("post_install", "-at_install")
class TestOnline(StrictCase, BooksCase):
    """The name is asked for at once."""

    def setUp(self):
        super().setUp()
        self.open_books()
        self.connection.write(dict.fromkeys(("customer_push", "vendor_push", "item_push"), "strict"))
        self.connection.clash_policy = "ask"

    def while_connected(self, save):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            return save()

    def refused(self, save):
        return super().refused(lambda: self.while_connected(save))

    def test_a_free_name_is_saved_and_goes(self):
        before = len(self.company.requests("create"))
        partner = self.while_connected(self.a_customer)
        self.assertEqual(self.wishes(partner), [("ensure", "Customer")])
        self.assertEqual(len(self.company.requests("create")), before, "only read so far")
        self.run_queue()
        self.assertEqual(partner.sudo().qb_state, "sent")

    def test_names_that_are_taken(self):
        self.company.enter("Vendor", {"DisplayName": "Gemini"})
        self.assertRegex(
            self.refused(lambda: self.a_customer("Gemini")),
            "^“Gemini” is not saved, because QuickBooks would refuse it. It has a vendor “Gemini” already, and",
        )
        self.assertEqual(self.saved("Gemini"), 0)

    def test_the_policy_for_clashes_finds_another_name(self):
        self.connection.clash_policy = "suffix"
        self.company.enter("Vendor", {"DisplayName": "Gemini"})
        partner = self.while_connected(lambda: self.a_customer("Gemini"))
        self.run_queue()
        self.assertEqual(partner.sudo()._qb_link_for(self.connection).name, "Gemini (Customer)")

    def test_an_unlinked_customer_of_this_name_is_linked(self):
        there = self.company.enter("Customer", {"DisplayName": "Ready Mat"})
        partner = self.while_connected(self.a_customer)
        self.run_queue()
        self.assertEqual(partner.sudo()._qb_link_for(self.connection).qb_id, there["Id"])

    def test_many_at_once_are_few_questions(self):
        names = [f"Customer {number}" for number in range(25)]
        before = len(self.company.requests())
        values = [{"name": name, "customer_rank": 1} for name in names]
        partners = self.while_connected(lambda: self.contacts().create(values))
        self.assertEqual(len(self.operations(partners.sudo())), 25)
        self.assertLess(len(self.company.requests()) - before, 10)

    def test_an_item(self):
        self.company.enter("Item", {"Name": "Boxes", "Type": "Category"})
        product = self.env["product.product"].with_user(self.clerk)
        lamp = self.while_connected(lambda: product.create({"name": "Lamp"}))
        self.run_queue()
        self.assertEqual(lamp.sudo().qb_state, "sent")
        self.connection.income_account_id = False
        words = self.refused(lambda: product.create({"name": "Shade"}))
        self.assertIn("“Shade” is not saved, because QuickBooks would refuse it. It needs an income account", words)

    def test_a_new_name(self):
        partner = self.while_connected(self.a_customer)
        self.run_queue()
        self.company.enter("Vendor", {"DisplayName": "Gemini"})
        self.assertIn("It has a vendor “Gemini” already", self.refused(lambda: partner.write({"name": "Gemini"})))
        self.while_connected(lambda: partner.write({"name": "Ready Mats"}))
        self.assertEqual(partner.name, "Ready Mats")

    def test_no_answer_is_a_refusal(self):
        self.company.order("error", status=503, count=50)
        words = self.refused(self.a_customer)
        self.assertIn("“Ready Mat” is not saved, because QuickBooks must be able to take it first and did not", words)
        self.assertEqual(self.saved("Ready Mat"), 0)

    def test_removed_inside_quickbooks(self):
        self.company.disconnect()
        self.assertIn("cannot be asked now", self.refused(self.a_customer))

    # ------------------------------------------------------------------ how long a person waits

    def answers(self, note, delivery=Delivery.UNKNOWN):
        """Every request ends with the transport's `note`; the time-outs of each, as they come."""
        seen = []

        def carry(client, _request, _token):
            seen.append((client._connect_timeout, client._read_timeout))
            return WireAnswer(delivery, note=note)

        self.patch(Client, "carry", carry)
        return seen

    def test_a_person_waits_ten_seconds_and_once(self):
        """Five seconds to connect and ten for the answer, not the minute of Send Now; after the first silence nothing
        more is asked."""
        seen = self.answers("ReadTimeout: TimeoutError")
        product = self.env["product.product"].with_user(self.clerk)
        words = self.refused(lambda: product.create({"name": "Lamp", "default_code": "LAMP"}))
        self.assertEqual(seen, [(5.0, 10.0)])
        self.assertEqual(
            words,
            "“Lamp” is not saved, because QuickBooks must be able to take it first and did not answer. It was given 10 "
            "seconds, and nothing was changed in it. Save again in a moment, or ask a QuickBooks manager to relax “New "
            "Products” under QuickBooks › Configuration › Connections › Policies.",
        )

    def test_out_of_reach_promises_nothing(self):
        """What is not saved is not tried again by itself."""
        self.answers("ConnectionError: Connection refused", Delivery.NOT_SENT)
        self.assertEqual(
            self.refused(self.a_customer),
            "“Ready Mat” is not saved, because QuickBooks must be able to take it first and did not answer. It could "
            "not be reached. Save again in a moment, or ask a QuickBooks manager to relax “New Customers” under "
            "QuickBooks › Configuration › Connections › Policies.",
        )

    def test_the_queue_has_its_own_patience(self):
        seen = self.answers("ReadTimeout: TimeoutError")
        self.connection.customer_push = "automatic"
        self.while_connected(self.a_customer)
        self.run_queue(seconds=1)
        self.assertEqual(set(seen), {(5.0, 130.0)})
