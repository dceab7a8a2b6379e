"""Customers and products: by link, else by exact name or SKU, else created where the connection allows it."""

from decimal import Decimal

from odoo import fields
from odoo.addons.odoo_qb_connector.documents import ItemKind, PartyRole, Ref
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, FindByName, ObjectRef, Verb
from odoo.addons.odoo_qb_connector.models.builders import item_search
from odoo.addons.odoo_qb_connector.models.qb_plan import Adopt, Ask, Send, Settled
from odoo.addons.odoo_qb_connector.online.limits import ONLINE
from odoo.tests import tagged

from .job_common import JobCase


def there(kind, qb_id, name, **values):
    """An object as QuickBooks has it."""
    return Acknowledged(ObjectRef(kind, str(qb_id), "0"), name=name, **values)


@tagged("post_install", "-at_install")
class TestCustomer(JobCase):
    def ensure(self, partner, *found):
        question = FindByName("Customer", (partner.name,))
        return self.prepare(partner, {question: list(found)}, verb="ensure")

    def ensure_refused(self, partner, *found):
        question = FindByName("Customer", (partner.name,))
        return self.refusal(partner, answers={question: list(found)}, verb="ensure")

    def test_linked_has_nothing_to_do(self):
        self.link(self.customer, "Customer", 7, name="Azure")
        self.assertEqual(self.prepare(self.customer, verb="ensure"), Settled("Linked to the customer Azure."))

    def test_asks_for_the_exact_name(self):
        self.assertEqual(self.prepare(self.customer, verb="ensure"), Ask([FindByName("Customer", ("Azure Interior",))]))

    def test_links_the_one_of_this_name(self):
        found = there("Customer", 7, "Azure Interior")
        self.assertEqual(self.ensure(self.customer, found), Adopt(found))

    def test_inactive_one_is_a_sentence(self):
        self.assertEqual(
            self.ensure_refused(self.customer, there("Customer", 7, "Azure Interior", active=False)),
            "QuickBooks has a customer “Azure Interior” that is inactive. Make it active in QuickBooks, or"
            " give this contact another name, then press Send Again.",
        )

    def test_namesake_is_a_sentence_and_no_silent_merge(self):
        self.link(self.customer, "Customer", 7)
        namesake = self.env["res.partner"].create({"name": "Azure Interior", "is_company": True})
        self.assertEqual(
            self.ensure_refused(namesake, there("Customer", 7, "Azure Interior")),
            "QuickBooks has a customer “Azure Interior” already, and it belongs to another contact in"
            " Odoo, Azure Interior. Merge the two contacts if they are the same, or give this contact a"
            " name of its own, then press Send Again.",
        )

    def test_creates(self):
        plan = self.ensure(self.customer)
        self.assertIsInstance(plan, Send)
        party = plan.command.document
        self.assertEqual((plan.command.verb, plan.qb_type, party.role), (Verb.CREATE, "Customer", PartyRole.CUSTOMER))
        self.assertEqual((party.name, party.company_name, party.currency), ("Azure Interior", "Azure Interior", "USD"))
        self.assertEqual((party.email, party.phone), ("azure@example.com", "(870)-931-0505"))
        self.assertEqual((party.billing.city, party.shipping.city), ("Fremont", "Fremont"))
        self.assertEqual(party.problems(ONLINE), [])

    def test_person(self):
        person = self.env["res.partner"].create({"name": "Ready Mat Brandon"})
        party = self.ensure(person).command.document
        self.assertEqual((party.given_name, party.family_name, party.company_name), ("Ready Mat", "Brandon", ""))

    def test_may_not_create(self):
        self.connection.customer_policy = "link"
        self.assertEqual(
            self.ensure_refused(self.customer),
            "QuickBooks has no customer “Azure Interior”, and this connection does not create customers."
            " Create the customer in QuickBooks under exactly this name, or allow it on the connection,"
            " then press Send Again.",
        )
        found = there("Customer", 7, "Azure Interior")
        self.assertEqual(self.ensure(self.customer, found), Adopt(found))

    def test_currency_of_the_document_that_needs_it(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create({"currency_id": euro.id, "name": "2026-01-01", "rate": 0.8})
        invoice = self.invoice((self.chair, 1, 100), currency_id=euro.id)
        wish = self.env["qb.operation"]._wish(self.connection, self.customer, "ensure", origin=self.operation(invoice))
        question = FindByName("Customer", (self.customer.name,))
        self.assertEqual(self.customer._qb_prepare(wish, {question: []}).command.document.currency, "EUR")

    def test_same_name_in_another_currency(self):
        self.assertEqual(
            self.ensure_refused(self.customer, there("Customer", 7, "Azure Interior", currency="EUR")),
            "The customer “Azure Interior” is kept in EUR in QuickBooks and cannot get a document in USD:"
            " QuickBooks fixes the currency of a customer for ever. Use a contact of its own for USD, then"
            " press Send Again.",
        )

    def test_without_a_name(self):
        nameless = self.env["res.partner"].create({"type": "invoice", "street": "1 Pier"})
        self.assertEqual(
            self.refusal(nameless, verb="ensure"),
            "The customer has no name. Enter a name on the contact, then press Send Again.",
        )

    def test_names_that_cannot_be_there_are_not_asked_for(self):
        for name, code in (("a" * 501, "party_name_too_long"), ("Azure: West", "party_name_forbidden")):
            with self.subTest(name=name[:10]):
                partner = self.env["res.partner"].create({"name": name, "is_company": True})
                document = self.prepare(partner, verb="ensure").command.document
                self.assertEqual([one.code for one in document.problems(ONLINE)], [code])

    def test_contact_belongs_to_its_company(self):
        contact = self.env["res.partner"].create({"name": "Brandon", "parent_id": self.customer.id})
        self.assertEqual(self.prepare(contact, verb="ensure"), Settled("It belongs to Azure Interior."))


@tagged("post_install", "-at_install")
class TestProduct(JobCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.income = cls.env["qb.entry"].create(
            {"connection_id": cls.connection.id, "type": "Account", "qb_id": "79", "name": "Sales"}
        )
        cls.connection.income_account_id = cls.income

    def ensure(self, product, by_sku=(), by_name=()):
        return self.prepare(product, self.answers(product, by_sku, by_name), verb="ensure")

    def ensure_refused(self, product, by_sku=(), by_name=()):
        return self.refusal(product, answers=self.answers(product, by_sku, by_name), verb="ensure")

    @staticmethod
    def answers(product, by_sku, by_name):
        return {
            FindByName("Item", (product.default_code or "",), by="sku"): list(by_sku),
            FindByName("Item", (product.name,)): list(by_name),
        }

    def test_asks_for_sku_then_name(self):
        self.assertEqual(
            self.prepare(self.chair, verb="ensure"),
            Ask([FindByName("Item", ("CHAIR",), by="sku"), FindByName("Item", ("Chair",))]),
        )

    def test_sku_before_name(self):
        by_sku = there("Item", 5, "Office chair", details={"sku": "CHAIR"})
        by_name = there("Item", 6, "Chair")
        self.assertEqual(self.ensure(self.chair, [by_sku], [by_name]), Adopt(by_sku))

    def test_name_when_no_sku_matches(self):
        by_name = there("Item", 6, "Chair")
        self.assertEqual(self.ensure(self.chair, [], [by_name]), Adopt(by_name))

    def test_ambiguous_sku(self):
        twins = [there("Item", one, f"Chair {one}", details={"sku": "CHAIR"}) for one in (5, 6)]
        self.assertEqual(
            self.ensure_refused(self.chair, twins),
            "QuickBooks has 2 products with the SKU “CHAIR”: Chair 5, Chair 6. Give each its own SKU in QuickBooks, or"
            " this product the name of the right one, then press Send Again.",
        )

    def test_inactive(self):
        self.assertEqual(
            self.ensure_refused(self.chair, [], [there("Item", 6, "Chair", active=False)]),
            "QuickBooks has a product “Chair” that is inactive. Make it active in QuickBooks, or give this"
            " product another name, then press Send Again.",
        )

    def test_belongs_to_another(self):
        self.link(self.desk, "Item", 6)
        self.assertEqual(
            self.ensure_refused(self.chair, [], [there("Item", 6, "Chair")]),
            "QuickBooks has a product “Chair” already, and it belongs to another product in Odoo, [DESK]"
            " Desk. Give this product an internal reference or a name of its own, then press Send Again.",
        )

    def test_namesake_with_another_sku_is_a_sentence(self):
        self.assertEqual(
            self.ensure_refused(self.chair, [], [there("Item", 6, "Chair", details={"sku": "OTHER"})]),
            "QuickBooks has a product “Chair” already, with the SKU “OTHER” where this one has “CHAIR”."
            " Make the two equal if they are the same product, or give this product another name, then"
            " press Send Again.",
        )

    def test_creates_goods_that_quickbooks_does_not_count(self):
        item = self.ensure(self.chair).command.document
        self.assertEqual((item.kind, item.name, item.sku), (ItemKind.UNCOUNTED, "Chair", "CHAIR"))
        self.assertEqual((item.price, item.income_account), (Decimal("100.0"), Ref("79", "Sales")))
        self.assertEqual(item.problems(ONLINE), [])

    def test_creates_services(self):
        self.assertEqual(self.ensure(self.cabling).command.document.kind, ItemKind.SERVICE)

    def test_account_of_the_category(self):
        parent = self.env["product.category"].create({"name": "Furniture"})
        child = self.env["product.category"].create({"name": "Seats", "parent_id": parent.id})
        self.chair.categ_id = child
        account = self.entry("Account", 80, "Furniture Sales")
        row = self.env["qb.category.map"].create(
            {"connection_id": self.connection.id, "category_id": parent.id, "income_account_id": account.id}
        )
        self.assertEqual(self.ensure(self.chair).command.document.income_account.id, "80")
        row.category_id = self.env["product.category"].create({"name": "Garden"})
        self.assertEqual(self.ensure(self.chair).command.document.income_account.id, "79")

    def test_without_account(self):
        self.connection.income_account_id = False
        self.assertEqual(
            self.ensure_refused(self.chair),
            "QuickBooks needs an account for the product “Chair” (Sales). Press Create the Account on the product to "
            "have it made there, or choose one on the product, for its category under QuickBooks › Configuration › "
            "Product Categories, or on the connection, then press Send Again.",
        )

    def test_may_not_create(self):
        self.connection.item_policy = "link"
        self.assertEqual(
            self.ensure_refused(self.chair),
            "QuickBooks has no product “Chair”, and this connection does not create products. Create the"
            " product in QuickBooks with exactly this SKU or name, or allow it on the connection, then"
            " press Send Again.",
        )

    def test_variants_have_names_of_their_own(self):
        attribute = self.env["product.attribute"].create(
            {
                "name": "Colour",
                "value_ids": [fields.Command.create({"name": name}) for name in ("Red", "Blue")],
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Sofa",
                "attribute_line_ids": [
                    fields.Command.create(
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [fields.Command.set(attribute.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        searches = [item_search.search_of(one, self.connection) for one in template.product_variant_ids]
        names = [question.names[0] for one in searches for question in one.questions()]
        self.assertEqual(names, ["Sofa (Red)", "Sofa (Blue)"])
