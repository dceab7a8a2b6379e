"""What is made in Odoo goes to QuickBooks by itself: who qualifies, and that it is one wish and nothing else."""

from odoo.tests import new_test_user, tagged

from .job_common import JobCase


class PushCase(JobCase):
    """A colleague at the screen, and a connection that pushes everything automatically."""

    policy = "automatic"

    def setUp(self):
        super().setUp()
        self.connection.write(dict.fromkeys(("customer_push", "vendor_push", "item_push"), self.policy))
        groups = (
            "base.group_partner_manager,sales_team.group_sale_manager,stock.group_stock_manager,"
            "product.group_product_manager,account.group_account_manager"
        )
        self.clerk = new_test_user(self.env, "qb-clerk-at-desk", groups=groups)

    def contacts(self, **context):
        return self.env["res.partner"].with_user(self.clerk).with_context(**context)

    def a_customer(self, name="Ready Mat", **values):
        return self.contacts().create({"name": name, "customer_rank": 1, **values})

    def wishes(self, record):
        """[(verb, type)] of what waits for a record, oldest first."""
        return [(one.verb, one.qb_type) for one in self.operations(record.sudo()).sorted("id")]


@tagged("post_install", "-at_install")
class TestAutomatic(PushCase):
    def test_a_customer(self):
        self.assertEqual(self.wishes(self.a_customer()), [("ensure", "Customer")])
        from_the_menu = self.contacts(res_partner_search_mode="customer").create({"name": "Gemini"})
        self.assertEqual(self.wishes(from_the_menu), [("ensure", "Customer")])

    def test_a_vendor_and_both(self):
        vendor = self.contacts().create({"name": "Wood Corner", "supplier_rank": 1})
        self.assertEqual(self.wishes(vendor), [("ensure", "Vendor")])
        both = self.a_customer(supplier_rank=1)
        self.assertEqual(self.wishes(both), [("ensure", "Customer"), ("ensure", "Vendor")])

    def test_who_does_not_qualify(self):
        parent = self.a_customer()
        user = self.env["res.users"].create({"name": "Portal Pete", "login": "pete-of-the-test"})
        user.partner_id.supplier_rank = 1
        company = self.env["res.company"].create({"name": "Sister Company"})
        company.partner_id.customer_rank = 1
        cases = {
            "somebody who never bought": self.contacts().create({"name": "Passer-by"}),
            "a contact of a customer": self.a_customer(parent_id=parent.id),
            "archived": self.a_customer(active=False),
            "a colleague who is paid back": user.partner_id,
            "a company of this database": company.partner_id,
            "from QuickBooks": self.contacts(qb_importing=True).create({"name": "Imported", "customer_rank": 1}),
        }
        for what, partner in cases.items():
            with self.subTest(what):
                self.assertEqual(self.wishes(partner), [])

    def test_a_user_who_buys_is_a_customer(self):
        user = self.env["res.users"].create({"name": "Portal Pete", "login": "pete-of-the-test"})
        user.partner_id.customer_rank = 1
        self.assertEqual(self.wishes(user.partner_id), [("ensure", "Customer")])

    def test_beginning_to_qualify(self):
        partner = self.contacts().create({"name": "Passer-by"})
        partner.customer_rank = 1
        self.assertEqual(self.wishes(partner), [("ensure", "Customer")])
        partner.customer_rank = 2
        partner.comment = "Likes tea"
        self.assertEqual(len(self.wishes(partner)), 1, "it qualified already")
        archived = self.a_customer(active=False)
        archived.active = True
        child = self.a_customer(parent_id=partner.id)
        child.parent_id = False
        for one in (archived, child):
            self.assertEqual(self.wishes(one), [("ensure", "Customer")])

    def test_linked_already(self):
        self.link(self.customer, "Customer", 7)
        self.customer.customer_rank = 1
        self.assertEqual(self.wishes(self.customer), [])

    def test_what_a_person_deleted_there_stays_deleted(self):
        self.link(self.customer, "Customer", 7)._mark_gone("broken", "2026-03-01 10:00:00")
        self.customer.customer_rank = 1
        self.assertEqual(self.wishes(self.customer), [("find", "Customer")], "it is looked for and not made")

    def a_marketplace(self):
        """A team whose channel is billed to one customer."""
        team = self.env["crm.team"].create({"name": "Marketplace"})
        self.env["qb.channel"].create(
            {"team_id": team.id, "connection_id": self.connection.id, "customer_id": self.customer.id}
        )
        return team

    def a_buyer(self, **values):
        return self.env["res.partner"].create({"name": "Brandon Buyer", **values})

    def test_a_buyer_of_a_channel_with_a_customer_of_its_own(self):
        buyer = self.a_buyer()
        self.order((self.chair, 1), partner=buyer, team_id=self.a_marketplace().id)
        buyer.customer_rank = 1
        self.assertEqual(self.wishes(buyer), [])

    def test_the_first_invoice_of_a_marketplace_buyer(self):
        """Posting it makes the buyer a customer in Odoo; in QuickBooks the channel's customer is billed."""
        buyer, team = self.a_buyer(), self.a_marketplace()
        invoice = self.invoice_of(self.ship(self.order((self.chair, 1), partner=buyer, team_id=team.id)))
        self.assertEqual((invoice.state, buyer.customer_rank, self.wishes(buyer)), ("posted", 1, []))

    def test_an_invoice_of_a_marketplace_without_an_order(self):
        """Some marketplaces are settled by invoices that are entered by hand."""
        buyer = self.a_buyer()
        self.invoice((self.chair, 1, 100), partner=buyer, team_id=self.a_marketplace().id)
        self.assertEqual((buyer.customer_rank, self.wishes(buyer)), (1, []))
        direct = self.a_buyer(name="Dora Direct")
        self.invoice((self.chair, 1, 100), partner=direct)
        self.assertEqual((direct.customer_rank, self.wishes(direct)), (1, [("ensure", "Customer")]))

    def test_whoever_pays_for_a_marketplace_buyer(self):
        """The invoice address may be another company."""
        payer = self.a_buyer(name="Paula Payer", is_company=True)
        order = self.order(
            (self.chair, 1), partner=self.a_buyer(), team_id=self.a_marketplace().id, partner_invoice_id=payer.id
        )
        self.invoice_of(self.ship(order))
        self.assertEqual((payer.customer_rank, self.wishes(payer)), (1, []))

    def test_what_was_cancelled_elsewhere_makes_no_customer(self):
        buyer = self.a_buyer()
        self.order((self.chair, 1), partner=buyer, confirm=False).action_cancel()
        self.invoice((self.chair, 1, 100), partner=buyer, team_id=self.a_marketplace().id)
        self.assertEqual(self.wishes(buyer), [])

    def test_the_customer_of_the_channel_is_no_buyer_of_it(self):
        team = self.a_marketplace()
        self.invoice((self.chair, 1, 100), team_id=team.id)
        self.assertEqual((self.customer.customer_rank, self.wishes(self.customer)), (1, [("ensure", "Customer")]))

    def test_the_product_of_discounts_is_no_item(self):
        self.env.company.sale_discount_product_id = False
        order = self.order((self.chair, 1), confirm=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        self.assertEqual(self.wishes(self.env.company.sale_discount_product_id), [])

    def test_posting_an_invoice_makes_a_customer(self):
        """The rank grows without a form; the invoice needs the customer anyhow, and the queue does both once."""
        self.invoice((self.chair, 1, 100))
        self.assertEqual(self.customer.customer_rank, 1)
        self.assertEqual(self.wishes(self.customer), [("ensure", "Customer")])

    def test_manual_or_switched_off_or_nowhere(self):
        self.connection.customer_push = "manual"
        self.assertEqual(self.wishes(self.a_customer()), [])
        self.connection.write({"customer_push": "automatic", "enabled": False})
        self.assertEqual(self.wishes(self.a_customer()), [])
        self.connection.write({"enabled": True, "active": False})
        self.assertEqual(self.wishes(self.a_customer()), [])

    def test_disconnected_it_waits(self):
        self.connection.status_ids._set("paused")
        self.assertEqual(self.wishes(self.a_customer()), [("ensure", "Customer")])

    def test_products(self):
        desk = self.product("Standing Desk", 300.0, sku="STAND")
        self.assertEqual(self.wishes(desk), [("ensure", "Item")])
        template = self.env["product.template"].with_user(self.clerk).create({"name": "Lamp", "default_code": "LAMP"})
        self.assertEqual(self.wishes(template.product_variant_ids), [("ensure", "Item")])
        cases = {
            "neither sold nor bought": self.product("Secret", 1.0, sale_ok=False, purchase_ok=False),
            "archived": self.product("Old", 1.0, active=False),
            "from QuickBooks": self.env["product.product"].with_context(qb_importing=True).create({"name": "Imported"}),
        }
        for what, product in cases.items():
            with self.subTest(what):
                self.assertEqual(self.wishes(product), [])
        cases["neither sold nor bought"].sale_ok = True
        cases["archived"].active = True
        for what in ("neither sold nor bought", "archived"):
            self.assertEqual(self.wishes(cases[what]), [("ensure", "Item")], what)

    def test_a_combination_to_choose_from_is_no_item(self):
        choice = self.env["product.combo"].create(
            {"name": "Drink", "combo_item_ids": [(0, 0, {"product_id": self.chair.id})]}
        )
        values = {"name": "Menu", "type": "combo", "combo_ids": [(6, 0, choice.ids)]}
        template = self.env["product.template"].create(values)
        self.assertEqual(self.wishes(template.product_variant_ids), [])

    def test_each_variant(self):
        colour = self.env["product.attribute"].create(
            {"name": "Colour", "value_ids": [(0, 0, {"name": name}) for name in ("Red", "Blue")]}
        )
        line = {"attribute_id": colour.id, "value_ids": [(6, 0, colour.value_ids.ids)]}
        template = self.env["product.template"].create({"name": "Stool", "attribute_line_ids": [(0, 0, line)]})
        self.assertEqual(len(template.product_variant_ids), 2)
        for variant in template.product_variant_ids:
            self.assertEqual(self.wishes(variant), [("ensure", "Item")])
