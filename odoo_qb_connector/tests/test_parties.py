"""Contacts as customers and as vendors: which name, what a person chose, unlinking, many at once."""

from odoo.addons.odoo_qb_connector.documents import DocumentError, PartyRole, Ref
from odoo.addons.odoo_qb_connector.gateway import (
    Acknowledged,
    FindByName,
    FindHolders,
    NameTaken,
    ObjectRef,
    ReadObject,
    Verb,
)
from odoo.addons.odoo_qb_connector.models.qb_plan import Adopt, Ask, Send, Settled
from odoo.addons.odoo_qb_connector.models.qb_sentences import sentences
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .job_common import JobCase, a_stranger

NAME = "Azure Interior"
AS_VENDOR = f"{NAME} (Vendor)"


def there(kind, qb_id, name, **values):
    """An object as QuickBooks has it."""
    return Acknowledged(ObjectRef(kind, str(qb_id), "0"), name=name, **values)


class PartyCase(JobCase):
    def wish(self, record=None, **wish):
        return self.env["qb.operation"]._wish(self.connection, record or self.customer, "ensure", **wish)

    def plan(self, operation, answers=None):
        return operation._record()._qb_prepare(operation, answers or {})

    def refused(self, operation, answers=None):
        with self.assertRaises(DocumentError) as caught:
            self.plan(operation, answers)
        return sentences(self.env, caught.exception.problems)

    def press(self, action):
        """Press a button whose wish is not sent in a test; returns the operation."""
        return self.env["qb.operation"].browse(action["params"]["operation_ids"])


@tagged("post_install", "-at_install")
class TestVendor(PartyCase):
    def test_created(self):
        term = self.env.ref("account.account_payment_term_30days")
        entry = self.entry("Term", 3, "Net 30")
        self.env["qb.term.map"].create({"connection_id": self.connection.id, "term_id": term.id, "entry_id": entry.id})
        self.customer.property_supplier_payment_term_id = term
        wish = self.wish(qb_type="Vendor")
        question = FindByName("Vendor", (NAME,))
        self.assertEqual(self.plan(wish), Ask([question]))
        plan = self.plan(wish, {question: []})
        party = plan.command.document
        self.assertEqual((plan.qb_type, party.role, party.name), ("Vendor", PartyRole.VENDOR, NAME))
        self.assertEqual((party.terms, party.currency), (Ref("3", "Net 30"), "USD"))
        self.assertEqual((party.billing.city, party.shipping), ("Fremont", None))

    def test_linked_vendor_is_not_the_customer(self):
        self.link(self.customer, "Vendor", 7, name=AS_VENDOR)
        self.assertEqual(self.plan(self.wish(qb_type="Vendor")), Settled(f"Linked to the vendor {AS_VENDOR}."))
        self.assertEqual(self.plan(self.wish()), Ask([FindByName("Customer", (NAME,))]))

    def test_customer_and_vendor_need_two_names(self):
        self.link(self.customer, "Customer", 1, name=NAME)
        wish, question = self.wish(qb_type="Vendor"), FindByName("Vendor", (NAME, AS_VENDOR))
        self.assertEqual(self.plan(wish), Ask([question]))
        self.assertEqual(self.plan(wish, {question: []}).command.document.name, AS_VENDOR)
        found = there("Vendor", 8, AS_VENDOR)
        self.assertEqual(self.plan(wish, {question: [found]}), Adopt(found))

    def test_currency_of_a_vendor_is_what_is_bought_in(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.customer.property_purchase_currency_id = euro
        self.assertEqual(self.customer._qb_wanted_currency(self.wish(qb_type="Vendor")), euro)
        self.assertEqual(self.customer._qb_wanted_currency(self.wish()).name, "USD")
        self.assertEqual(self.customer._qb_wanted_currency(self.wish(choices={"currency": "EUR"})), euro)

    def test_the_customer_of_a_position_that_takes_the_tax_off_is_exempt(self):
        self.env.company.account_sale_tax_id = self.tax
        question = FindByName("Customer", (NAME,))
        document = self.plan(self.wish(), {question: []}).command.document
        self.assertIsNone(document.taxable)
        self.customer.property_account_position_id = self.env["account.fiscal.position"].create({"name": "Exempt"})
        self.assertIs(self.plan(self.wish(), {question: []}).command.document.taxable, False)


@tagged("post_install", "-at_install")
class TestClashes(PartyCase):
    def refuse(self, wish, name=NAME, **values):
        """QuickBooks says that somebody has `name`; whether it goes again."""
        return self.customer._qb_name_refused(wish, name, NameTaken("Duplicate Name", values=values))

    def test_somebody_of_another_kind_gives_a_suffix_by_itself(self):
        wish = self.wish()
        self.assertTrue(self.refuse(wish))
        both = FindHolders((NAME, f"{NAME} (Customer)"))
        self.assertEqual(self.plan(wish), Ask([both]))
        plan = self.plan(wish, {both: [there("Employee", 9, NAME)]})
        self.assertEqual(plan.command.document.name, f"{NAME} (Customer)")
        self.assertTrue(self.refuse(wish, f"{NAME} (Customer)"), "the second name may be taken too")
        self.assertIn("also “Azure Interior (Customer)”", self.refused(wish, {both: []}))

    def test_the_same_name_is_not_refused_for_ever(self):
        wish = self.wish()
        self.assertTrue(self.refuse(wish))
        self.assertFalse(self.refuse(wish))

    def test_one_that_came_between_is_linked_and_not_made_twice(self):
        wish = self.wish()
        self.refuse(wish)
        late = there("Customer", 9, NAME)
        self.assertEqual(self.plan(wish, {FindHolders((NAME, f"{NAME} (Customer)")): [late]}), Adopt(late))

    def test_a_named_holder_of_the_same_kind_is_offered(self):
        wish = self.wish()
        self.assertFalse(self.refuse(wish, holder_id="1209"))
        wish._mark_failed("Taken", problem="name_taken")
        self.assertEqual((wish.candidate_type, wish.candidate_id), ("Customer", "1209"))
        self.customer.invalidate_recordset()
        self.assertEqual((self.customer.qb_customer_way, self.customer.qb_vendor_way), ("link", False))
        pressed = self.press(self.customer.with_context(qb_type="Customer").action_qb_link_candidate())
        self.assertEqual((pressed, wish.state, wish.link_candidate), (wish, "pending", True))

    def test_where_a_person_is_to_be_asked_nothing_goes_by_itself(self):
        self.connection.clash_policy = "ask"
        self.assertFalse(self.refuse(self.wish()))

    def test_a_chosen_name_is_not_changed(self):
        self.assertFalse(self.refuse(self.wish(choices={"name": NAME})))

    def test_suffixes_are_checked(self):
        self.connection.vendor_suffix = "- Supplier"
        self.link(self.customer, "Customer", 1, name=NAME)
        self.assertEqual(self.customer._qb_proposed_name(self.connection, "Vendor"), f"{NAME} - Supplier")
        for suffix in (" ", "a:b", "🚀", "a" * 21):
            with self.subTest(suffix=suffix), self.assertRaises(ValidationError):
                self.connection.customer_suffix = suffix

    def test_a_namesake_in_the_other_role_is_none(self):
        namesake = self.env["res.partner"].create({"name": NAME})
        self.wish(qb_type="Vendor")
        self.assertIsInstance(self.plan(self.wish(namesake), {FindByName("Customer", (NAME,)): []}), Send)

    def test_a_channel_adds_its_name(self):
        team = self.env["crm.team"].create({"name": "Amazon"})
        self.env["qb.channel"].create(
            {"connection_id": self.connection.id, "team_id": team.id, "name_addition": "- Amazon"}
        )
        invoice = self.invoice((self.chair, 1, 100), team_id=team.id)
        wish = self.wish(origin=self.operation(invoice))
        self.assertEqual(self.plan(wish), Ask([FindByName("Customer", (f"{NAME} - Amazon",))]))


@tagged("post_install", "-at_install")
class TestChosen(PartyCase):
    """What a person typed or chose in the dialog."""

    def test_links_the_typed_name_and_creates_nothing(self):
        wish = self.wish(choices={"name": "Azure", "create": False})
        question = FindByName("Customer", ("Azure", "Azure (deleted)"))
        self.assertEqual(self.plan(wish), Ask([question]))
        found = there("Customer", 3, "Azure")
        self.assertEqual(self.plan(wish, {question: [found]}), Adopt(found))
        self.assertEqual(
            self.refused(wish, {question: []}),
            "QuickBooks has no customer “Azure”. Check the name, press Link and choose another one, or press Create "
            "and Link.",
        )

    def test_creates_although_the_connection_only_links(self):
        self.connection.customer_policy = "link"
        wish = self.wish(choices={"name": "Azure", "create": True})
        plan = self.plan(wish, {FindByName("Customer", ("Azure",)): []})
        self.assertEqual(plan.command.document.name, "Azure")

    def test_an_inactive_one_is_made_active(self):
        wish = self.wish(choices={"name": "Azure", "create": False})
        question = FindByName("Customer", ("Azure", "Azure (deleted)"))
        gone = there("Customer", 3, "Azure (deleted)", active=False)
        with self.assertRaises(DocumentError) as caught:
            self.plan(wish, {question: [gone]})
        (problem,) = caught.exception.problems
        self.assertEqual(problem.code, "party_inactive")
        wish._mark_failed("Inactive", problem=problem.code)
        wish._offer(problem.values["offered_type"], problem.values["offered_id"])
        self.customer.invalidate_recordset()
        self.assertEqual(self.customer.qb_customer_way, "activate")
        again = self.press(self.customer.with_context(qb_type="Customer").action_qb_activate())
        read = ReadObject(ObjectRef("Customer", "3"))
        self.assertEqual(self.plan(again), Ask([read]))
        command = self.plan(again, {read: gone}).command
        self.assertEqual((command.verb, command.target), (Verb.UPDATE, gone.ref))
        self.assertEqual((command.changes, command.document.name), ({"active", "name"}, "Azure"))
        self.assertIs(command.document.active, True)
        alive = there("Customer", 3, "Azure")
        self.assertEqual(self.plan(again, {read: alive}), Adopt(alive), "after a lost answer")

    def check(self, record, found, **wish):
        """Why `found` cannot be `record`, as a code; "" when it can."""
        try:
            record._qb_check_candidate(self.wish(record, **wish), found)
        except DocumentError as error:
            return error.problems[0].code
        return ""

    def test_why_an_object_cannot_be_this_contact(self):
        other = self.env["res.partner"].create({"name": "Deco Addict"})
        self.link(other, "Customer", 4)
        for found, code in (
            (there("Customer", 3, "Azure"), ""),
            (there("Customer", 3, "Azure", active=False), "party_inactive"),
            (there("Customer", 4, "Azure"), "party_linked_elsewhere"),
            (there("Customer", 3, "Azure", currency="EUR"), "party_currency"),
        ):
            with self.subTest(code=code):
                self.assertEqual(self.check(self.customer, found), code)
        euros = there("Customer", 3, "Azure", currency="EUR")
        self.env.ref("base.EUR").active = True
        self.assertEqual(self.check(self.customer, euros, choices={"currency": "EUR"}), "")

    def test_why_an_object_cannot_be_this_product(self):
        self.link(self.desk, "Item", 4)
        for found, code in (
            (there("Item", 3, "Seat", details={"sku": "OTHER"}), ""),
            (there("Item", 3, "Seat", active=False), "item_inactive"),
            (there("Item", 4, "Seat"), "item_linked_elsewhere"),
            (there("Item", 3, "Seat", details={"kind": "ItemSubtotal"}), "item_other_kind"),
        ):
            with self.subTest(code=code):
                self.assertEqual(self.check(self.chair, found), code)

    def test_a_product_under_a_chosen_name(self):
        self.connection.write({"item_policy": "link", "income_account_id": self.entry("Account", 79, "Sales").id})
        question = FindByName("Item", ("Seat",))
        link = self.wish(self.chair, choices={"name": "Seat", "create": False})
        self.assertEqual(self.plan(link), Ask([question]))
        seat = there("Item", 3, "Seat", details={"sku": "OTHER"})
        self.assertEqual(self.plan(link, {question: [seat]}), Adopt(seat))
        self.assertIn("QuickBooks has no product “Seat”", self.refused(link, {question: []}))
        create = self.wish(self.chair, choices={"name": "Seat", "create": True})
        self.assertEqual(self.plan(create, {question: []}).command.document.name, "Seat")


@tagged("post_install", "-at_install")
class TestDialog(PartyCase):
    def setUp(self):
        super().setUp()
        self.connection.name = "Books"

    def dialog(self, record=None, qb_type="Customer", mode="link"):
        record = (record or self.customer).with_context(qb_type=qb_type)
        action = record.action_qb_link_wizard() if mode == "link" else record.action_qb_create_wizard()
        return self.env["qb.link.wizard"].browse(action["res_id"])

    def test_what_the_list_says_of_the_name(self):
        other = self.env["res.partner"].create({"name": "Deco Addict"})
        self.link(other, "Customer", 4)
        for qb_id, name, active in ((3, "Azure", True), (4, "Deco", True), (5, "Ready", False)):
            self.entry("Customer", qb_id, name, active=active)
        wizard = self.dialog()
        self.assertEqual((wizard.name, wizard.hint, wizard.has_list), (NAME, "unknown", True))
        for name, hint in (("azure", "free"), ("Deco", "taken"), ("Ready", "inactive"), ("Azur%", "unknown")):
            wizard.name = name
            self.assertEqual(wizard.hint, hint, name)
        wizard.name = "Deco"
        self.assertEqual(wizard.holder_name, "Deco Addict")
        self.assertEqual(wizard.action_open_other()["res_id"], other.id)

    def test_an_entry_is_linked_by_its_id(self):
        self.entry("Customer", 3, "Azure")
        wizard = self.dialog()
        wizard.name = "Azure"
        operation = self.press(wizard.action_link())
        self.assertEqual((operation.verb, operation.qb_type, operation.state), ("ensure", "Customer", "pending"))
        self.assertEqual((operation.candidate_type, operation.candidate_id), ("Customer", "3"))
        self.assertTrue(operation.link_candidate)
        self.assertEqual(operation.choices, {"name": "Azure", "create": False})

    def test_a_name_that_the_list_lacks_is_asked_for(self):
        wizard = self.dialog(qb_type="Vendor", mode="create")
        wizard.name = " Azure "
        operation = self.press(wizard.action_create())
        self.assertEqual((operation.qb_type, operation.choices), ("Vendor", {"name": "Azure", "create": True}))
        self.assertFalse(operation.candidate_id)

    def test_a_name_that_was_only_proposed_is_left_to_the_policy(self):
        """Who presses Create and Link on a name that an employee has shall not be asked what the policy says already;
        who only wants to link means exactly this name."""
        for mode, pressed, choices in (
            ("create", "action_create", {"create": True}),
            ("link", "action_link", {"name": NAME, "create": False}),
        ):
            wizard = self.dialog(qb_type="Vendor", mode=mode)
            self.assertEqual(wizard.name, NAME)
            self.assertEqual(self.press(getattr(wizard, pressed)()).choices, choices)
        wizard = self.dialog(self.chair, "Item", "create")
        self.assertEqual(self.press(wizard.action_create()).choices, {"name": "Chair", "create": True})

    def test_the_currency_is_asked_where_there_are_several(self):
        self.assertFalse(self.dialog().asks_currency)
        self.facts(multicurrency=True)
        wizard = self.dialog(mode="create")
        self.assertTrue(wizard.asks_currency)
        self.assertEqual(wizard.currency_id.name, "USD")
        self.env.ref("base.EUR").active = True
        wizard.currency_id = self.env.ref("base.EUR")
        self.assertEqual(self.press(wizard.action_create()).choices["currency"], "EUR")

    def test_proposes_a_free_name(self):
        self.assertEqual(self.dialog(qb_type="Vendor", mode="create").name, NAME)
        self.entry("Customer", 3, NAME.upper())
        self.assertEqual(self.dialog(qb_type="Vendor", mode="create").name, AS_VENDOR)
        self.assertEqual(self.dialog(self.chair, "Item", "create").name, "Chair")

    def test_an_address_of_a_company_is_not_linked(self):
        address = self.env["res.partner"].create({"name": "Dock", "parent_id": self.customer.id})
        with self.assertRaisesRegex(UserError, "It belongs to Azure Interior."):
            self.dialog(address)

    def test_suggestions_are_few_and_begin_alike_first(self):
        self.env["qb.entry"].create(
            [
                {"connection_id": self.connection.id, "type": "Customer", "qb_id": f"x{n}", "name": f"The Azure {n:03}"}
                for n in range(50)
            ]
        )
        self.entry("Customer", 1, "Azure Zoo", active=False)
        self.entry("Vendor", 2, "Azure Vendor")
        self.entry("Item", 3, "Seat", number="CHAIR")
        suggest = self.env["qb.entry"].suggest
        found = suggest(self.connection.id, "Customer", "azure")
        self.assertEqual((len(found), found[0]["name"], found[0]["active"]), (8, "Azure Zoo", False))
        self.assertEqual(found[1]["name"], "The Azure 000")
        self.assertEqual([one["name"] for one in suggest(self.connection.id, "Item", "cha")], ["Seat"])
        self.assertEqual(suggest(self.connection.id, "Customer", "%"), [])


@tagged("post_install", "-at_install")
class TestUnlink(PartyCase):
    def forget(self, record=None, qb_type="Customer"):
        return (record or self.customer).with_context(qb_type=qb_type).action_qb_unlink()

    def test_forgets_one_role_and_keeps_the_history(self):
        self.link(self.customer, "Customer", 1, name="Azure")
        vendor = self.link(self.customer, "Vendor", 2, name="Azure (Vendor)")
        waiting = {kind: self.wish(qb_type=kind) for kind in ("Customer", "Vendor")}
        self.forget()
        self.assertEqual(self.env["qb.link"].search([("res_id", "=", self.customer.id)]), vendor)
        self.assertEqual((waiting["Customer"].state, waiting["Vendor"].state), ("cancelled", "pending"))
        history = self.operations(self.customer, state="done")
        self.assertEqual((history.verb, history.qb_type), ("unlink", "Customer"))
        self.assertEqual(history.choices, {"qb_id": "1", "name": "Azure"})
        self.assertEqual(history.note, "Unlinked from “Azure”, which stays in QuickBooks as it is.")
        self.customer.invalidate_recordset()
        self.assertEqual((self.customer.qb_customer_state, self.customer.qb_vendor_state), ("none", "waiting"))

    def test_what_was_unlinked_can_be_linked_to_another_record(self):
        self.link(self.customer, "Customer", 1)
        self.forget()
        other = self.env["res.partner"].create({"name": "Deco Addict"})
        self.assertIsNone(other._qb_not_this(self.wish(other), there("Customer", 1, "Azure")))
        self.link(other, "Customer", 1)

    def test_not_while_it_is_on_its_way(self):
        self.link(self.customer, "Customer", 1)
        self.wish().state = "sending"
        with self.assertRaisesRegex(UserError, "It is on its way to QuickBooks right now."):
            self.forget()

    def test_nothing_to_unlink(self):
        with self.assertRaisesRegex(UserError, "It is not linked."):
            self.forget()


@tagged("post_install", "-at_install")
class TestMany(PartyCase):
    def start(self, records, action, qb_type=None):
        wizard = self.env["qb.many.wizard"].browse(records.action_qb_many(action)["res_id"])
        if qb_type:
            wizard.role = qb_type
        return self.env["qb.bulk"].browse(wizard.action_start()["res_id"])

    def partners(self, count):
        return self.env["res.partner"].create([{"name": f"Guest {number}"} for number in range(count)])

    def test_links_and_never_creates(self):
        address = self.env["res.partner"].create({"name": "Dock", "parent_id": self.customer.id})
        bulk = self.start(self.customer | address, "link", "Vendor")
        self.assertEqual((bulk.name, bulk.total, bulk.failed_count), ("Link: 2 Vendors", 2, 1))
        self.assertEqual(bulk.left_out, f"{address.display_name}: It belongs to Azure Interior.")
        operation = bulk.operation_ids
        self.assertEqual((operation.qb_type, operation.choices), ("Vendor", {"create": False}))
        self.assertIn("QuickBooks has no vendor", self.refused(operation, {FindByName("Vendor", (NAME,)): []}))

    def test_creates_by_their_own_names(self):
        self.connection.customer_policy = "link"
        operation = self.start(self.customer, "create").operation_ids
        self.assertIsInstance(self.plan(operation, {FindByName("Customer", (NAME,)): []}), Send)

    def test_unlinks(self):
        partners = self.partners(3)
        for qb_id, partner in enumerate(partners[:2]):
            self.link(partner, "Customer", qb_id)
        bulk = self.start(partners, "unlink")
        self.assertEqual((bulk.done_count, bulk.left_out, bulk.progress), (2, "Guest 2: It is not linked.", 100.0))

    def test_says_what_cannot_be_queued(self):
        partners = self.partners(2)
        self.connection.enabled = False
        self.assertIn("is switched off", self.start(partners, "link").left_out)
        self.connection.active = False
        self.assertIn("No QuickBooks connection is set up", self.start(partners, "create").left_out)

    def test_products_and_their_variants(self):
        bulk = self.start((self.chair | self.desk).product_tmpl_id, "create")
        self.assertEqual(bulk.name, "Create and Link: 2 Products")
        self.assertEqual(set(bulk.operation_ids.mapped("res_id")), {self.chair.id, self.desk.id})

    def test_the_number_of_queries_does_not_grow_with_the_number_of_records(self):
        def queries(count, action):
            partners = self.partners(count)
            if action == "unlink":
                self.env["qb.link"].create(
                    [
                        {
                            "connection_id": self.connection.id,
                            "res_model": "res.partner",
                            "res_id": partner.id,
                            "qb_type": "Customer",
                            "qb_id": str(partner.id),
                        }
                        for partner in partners
                    ]
                )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.start(partners, action)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        for action in ("create", "unlink"):
            with self.subTest(action=action):
                queries(10, action)
                few, many = queries(10, action), queries(400, action)
                self.assertLessEqual(many - few, 12, "a few more batches, not a query per record")


@tagged("post_install", "-at_install")
class TestRights(PartyCase):
    def test_only_quickbooks_users_link(self):
        seller = new_test_user(self.env, "qb-seller", groups="sales_team.group_sale_salesman_all_leads")
        self.link(self.customer, "Customer", 1)
        customer = self.customer.with_user(seller).with_context(qb_type="Customer")
        for press in (
            customer.action_qb_link_wizard,
            customer.action_qb_create_wizard,
            customer.action_qb_unlink,
            customer.action_qb_open_other,
            lambda: customer.action_qb_many("link"),
        ):
            with self.assertRaisesRegex(UserError, "Only QuickBooks users can send"):
                press()
        for model in ("qb.link.wizard", "qb.many.wizard"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(seller).create({})
        with self.assertRaises(AccessError):
            self.env["qb.entry"].with_user(seller).suggest(self.connection.id, "Customer", "a")

    def test_a_user_links_and_unlinks(self):
        clerk = new_test_user(self.env, "qb-clerk", groups="odoo_qb_connector.group_qb_user,base.group_partner_manager")
        customer = self.customer.with_user(clerk).with_context(qb_type="Customer")
        wizard = self.env["qb.link.wizard"].with_user(clerk).browse(customer.action_qb_link_wizard()["res_id"])
        operation = self.press(wizard.action_link())
        self.assertEqual(operation.create_uid, clerk)
        operation.write({"state": "done"})
        self.link(self.customer, "Customer", 1)
        customer.action_qb_unlink()
        self.assertFalse(self.env["qb.link"]._find(self.connection, self.customer))

    def test_portal_users_see_none_of_it(self):
        portal = new_test_user(self.env, "qb-portal", groups="base.group_portal")
        partner = portal.partner_id.with_user(portal)
        self.assertTrue(partner.read(["name"]))
        for name in ("qb_customer_state", "qb_vendor_message", "qb_way"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                partner.read([name])

    def test_another_company_suggests_nothing(self):
        self.entry("Customer", 3, "Azure")
        stranger = a_stranger(self.env, "odoo_qb_connector.group_qb_manager")
        self.assertEqual(self.env["qb.entry"].with_user(stranger).suggest(self.connection.id, "Customer", "A"), [])
