"""Strict: what QuickBooks cannot take is not saved in Odoo either, except where goods move or nobody is at the screen."""

from odoo.addons.odoo_qb_connector.models.qb_connection_health import BLOCKING
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .desktop_case import DesktopCase
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
