"""Customers and products in QuickBooks Desktop: found, or created as far as its names and lengths allow."""

from odoo.addons.odoo_qb_connector.desktop.limits import DESKTOP
from odoo.addons.odoo_qb_connector.documents import DocumentError, ItemKind, PartyRole, Ref
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, FindByName, FindHolders, ObjectRef, ReadObject
from odoo.addons.odoo_qb_connector.models.builders.address import fitting_lines
from odoo.addons.odoo_qb_connector.models.qb_plan import Adopt, Ask, Send
from odoo.addons.odoo_qb_connector.models.qb_sentences import sentences
from odoo.addons.odoo_qb_connector.online.limits import ONLINE
from odoo.tests import TransactionCase, tagged

from .desktop_case import DesktopCase
from .pure.desktop.schemas import assert_valid

KEY = "0123456789abcdef0123456789abcdef"


def there(kind, qb_id, name, **values):
    """An object as QuickBooks has it."""
    return Acknowledged(ObjectRef(kind, str(qb_id), "1"), name=name, **values)


class DirectoryCase(DesktopCase):
    def checked(self, plan):
        """`plan` after the gateway's preflight; what would be sent fits both schemas."""
        gateway = self.connection._gateway()
        problems = gateway.problems(plan.command)
        if problems:
            raise DocumentError(*problems)
        assert_valid(gateway.encode([plan.command], KEY).body)
        return plan


@tagged("post_install", "-at_install")
class TestCustomer(DirectoryCase):
    def ensure(self, partner, *found):
        plan = self.prepare(partner, {FindHolders((partner.name,)): list(found)}, verb="ensure")
        return self.checked(plan) if isinstance(plan, Send) else plan

    def refused(self, partner, *found):
        with self.assertRaises(DocumentError) as caught:
            self.ensure(partner, *found)
        return sentences(self.env, caught.exception.problems)

    def person(self, **values):
        return self.env["res.partner"].create({"name": "Ready Brandon", **values})

    def test_asks_who_has_the_name(self):
        self.assertEqual(self.prepare(self.customer, verb="ensure"), Ask([FindHolders(("Azure Interior",))]))

    def test_links_the_customer_of_this_name(self):
        found = there("Customer", "80000101-1", "Azure Interior")
        self.assertEqual(self.ensure(self.customer, found), Adopt(found))

    def test_an_inactive_customer_is_a_sentence(self):
        self.assertEqual(
            self.refused(self.customer, there("Customer", "80000101-1", "Azure Interior", active=False)),
            "QuickBooks has a customer “Azure Interior” that is inactive. Make it active in QuickBooks, or give this "
            "contact another name, then press Send Again.",
        )

    def test_a_vendor_of_this_name_is_a_sentence_where_a_person_is_to_be_asked(self):
        self.connection.clash_policy = "ask"
        self.assertEqual(
            self.refused(self.customer, there("Vendor", "80000102-1", "Azure Interior")),
            "The name “Azure Interior” is taken in QuickBooks (vendor): customers, vendors, employees and other names "
            "share one list of names there. Press Create and Link and choose another name, such as “Azure Interior "
            "(Customer)”, or rename the vendor in QuickBooks, then press Send Again.",
        )

    def test_an_inactive_other_name_holds_it_too(self):
        self.connection.clash_policy = "ask"
        self.assertEqual(
            self.refused(self.customer, there("OtherName", "80000103-1", "Azure Interior", active=False)),
            "The name “Azure Interior” is taken in QuickBooks (other name, inactive): customers, vendors, employees "
            "and other names share one list of names there, and inactive ones keep theirs. Press Create and Link and "
            "choose another name, such as “Azure Interior (Customer)”, or rename the other name in QuickBooks (show "
            "the inactive ones first), then press Send Again.",
        )

    def test_an_employee_of_this_name_gives_way_to_a_suffix(self):
        employee = there("Employee", "80000104-1", "Azure Interior")
        first, both = FindHolders(("Azure Interior",)), FindHolders(("Azure Interior", "Azure Interior (Customer)"))
        self.assertEqual(self.prepare(self.customer, {first: [employee]}, verb="ensure"), Ask([both]))
        answers = {first: [employee], both: [employee]}
        plan = self.checked(self.prepare(self.customer, answers, verb="ensure"))
        self.assertEqual(plan.command.document.name, "Azure Interior (Customer)")
        found = there("Customer", "80000105-1", "Azure Interior (Customer)")
        answers[both] = [employee, found]
        self.assertEqual(self.prepare(self.customer, answers, verb="ensure"), Adopt(found))

    def test_a_vendor_of_its_own(self):
        self.link(self.customer, "Customer", "80000101-1")
        operation = self.env["qb.operation"]._wish(self.connection, self.customer, "ensure", qb_type="Vendor")
        question = FindHolders(("Azure Interior", "Azure Interior (Vendor)"))
        self.assertEqual(self.customer._qb_prepare(operation, {}), Ask([question]))
        holder = there("Customer", "80000101-1", "Azure Interior")
        plan = self.checked(self.customer._qb_prepare(operation, {question: [holder]}))
        party = plan.command.document
        self.assertEqual(
            (party.role, party.name, plan.qb_type), (PartyRole.VENDOR, "Azure Interior (Vendor)", "Vendor")
        )
        self.assertEqual(party.billing.city, "Fremont")

    def test_when_both_names_are_taken_a_person_decides(self):
        names = ("Azure Interior", "Azure Interior (Customer)")
        taken = [there("Employee", f"8000010{at}-1", name) for at, name in enumerate(names)]
        answers = {FindHolders(names[:1]): taken[:1], FindHolders(names): taken}
        self.assertIn("is taken in QuickBooks (employee)", self.refusal(self.customer, answers=answers, verb="ensure"))

    def test_creates_what_desktop_can_hold(self):
        company = self.person(
            name="Forty-One Characters Are Just Enough Here",
            is_company=True,
            phone="+1 (650) 555-0100 ext. 42",
            street="4557 De Silva St, the long way round the block",
            city="Fremont",
        )
        self.assertEqual(len(company.name), 41)
        party = self.ensure(company).command.document
        self.assertEqual((party.company_name, party.phone), (company.name, "+16505550100ext42"))
        self.assertEqual(
            party.billing.lines,
            (company.name, "4557 De Silva St, the long way round the", "block"),
        )

    def test_parts_of_a_name_that_do_not_fit_are_left_to_the_whole(self):
        person = self.person(name="Maximiliana-Alexandrina-Theodora Brandon")
        party = self.ensure(person).command.document
        self.assertEqual((party.name, party.given_name, party.family_name), (person.name, "", ""))

    def test_a_longer_name_is_clipped(self):
        for name, written in (("a" * 42, f"{'a' * 35} ~BBGP"), ("a" * 600, f"{'a' * 35} ~KZ7A")):
            person, question = self.person(name=name), FindHolders((written,))
            self.assertEqual(self.prepare(person, verb="ensure"), Ask([question]))
            self.checked(self.prepare(person, {question: []}, verb="ensure"))

    def test_names_that_desktop_cannot_hold_as_they_are(self):
        for name, written in (
            ("Acme \t 🚀\n Rockets", "Acme Rockets"),
            ("Acme: West", "Acme - West"),
            ("“Acme” & Sons", '"Acme" & Sons'),
        ):
            with self.subTest(name=name):
                person = self.person(name=name)
                (asked,) = self.prepare(person, verb="ensure").questions
                self.assertEqual(asked.names[-1], written)
                plan = self.checked(self.prepare(person, {asked: []}, verb="ensure"))
                self.assertEqual(plan.command.document.name, written)

    def test_pictures_in_an_address_are_left_out_too(self):
        """The name stands in its first line: cleaned in one place only, it would end in a sentence."""
        place = {"street": "1 Pier 🏠", "street2": "🚪", "city": "Fremont ❤️", "zip": "94538"}
        person = self.person(name="Acme 🚀 Rockets", is_company=True, **place)
        self.env["res.partner"].create({"name": "📦", "type": "delivery", "parent_id": person.id, **place})
        (asked,) = self.prepare(person, verb="ensure").questions
        plan = self.checked(self.prepare(person, {asked: []}, verb="ensure"))
        party = plan.command.document
        self.assertEqual((party.name, party.company_name), ("Acme Rockets", "Acme Rockets"))
        self.assertEqual((party.billing.lines, party.billing.city), (("Acme Rockets", "1 Pier"), "Fremont"))
        self.assertEqual(party.shipping.lines, ("Acme Rockets", "1 Pier"))

    def test_a_chosen_name_stands_for_one_in_other_letters(self):
        """What a person entered for QuickBooks is all of the name that is told there."""
        person = self.person(name="株式会社", is_company=True, street="1 Pier", city="Osaka")
        choices = {"name": "Kabushiki", "create": True}
        operation = self.env["qb.operation"]._wish(
            self.connection, person, "ensure", qb_type="Customer", choices=choices
        )
        (asked,) = person._qb_prepare(operation, {}).questions
        party = self.checked(person._qb_prepare(operation, {asked: []})).command.document
        self.assertEqual((party.name, party.company_name, party.billing.lines), ("Kabushiki", "", ("1 Pier",)))

    def test_a_street_in_other_letters_is_a_sentence(self):
        self.assertEqual(
            self.refused(self.person(street="株式会社 1")),
            "QuickBooks cannot write 株 式 会 社. Replace these characters in names, descriptions and notes, then "
            "press Send Again.",
        )

    def test_a_name_of_pictures_or_blanks_is_a_sentence(self):
        self.assertEqual(
            self.refusal(self.person(name="🚀🚀"), verb="ensure"),
            "QuickBooks can write nothing of the name “🚀🚀”. Press Create and Link and enter a name for QuickBooks, "
            "or change the name on the contact, then press Send Again.",
        )
        self.assertEqual(
            self.refusal(self.person(name=" \t "), verb="ensure"),
            "The contact has no name. Enter one, then press Send Again.",
        )

    def test_a_name_without_latin_letters_is_not_asked_for(self):
        with self.assertRaises(DocumentError) as caught:
            self.checked(self.prepare(self.person(name="株式会社"), verb="ensure"))
        self.assertEqual(caught.exception.problems[0].code, "characters_not_supported")

    def test_a_street_that_does_not_fit_is_a_sentence(self):
        person = self.person(street="Donaudampfschifffahrtselektrizitätenhauptbetriebswerk 1")
        self.assertEqual(
            self.refused(person),
            "A part of the address has 55 characters and QuickBooks holds 41. Shorten it on the contact, then press "
            "Send Again.",
        )


@tagged("post_install", "-at_install")
class TestAddressLines(TransactionCase):
    LONG = "The Very Respectable Azure Interior Company of Fremont"

    def test_lines(self):
        for names, streets, lines in (
            (["Azure", "Ann"], ["1 Pier"], ("Azure", "Ann", "1 Pier")),
            (["Azure", "Ann"], ["1 Pier", "Suite 4"], ("Azure, Ann", "1 Pier", "Suite 4")),
            ([self.LONG], ["1 Pier"], ("The Very Respectable Azure Interior", "Company of Fremont", "1 Pier")),
            (
                [self.LONG, "Ann"],
                ["Warehouse on the far side of the old Pier", "second gate"],
                ("Ann", "Warehouse on the far side of the old Pier", "second gate"),
            ),
            (
                ["Azure"],
                ["Warehouse on the far side of the old Pier 1", "Gate 2"],
                ("Azure", "Warehouse on the far side of the old Pier", "1, Gate 2"),
            ),
            ([self.LONG, self.LONG], ["1 " + "x" * 38, "2 " + "x" * 38, "3 " + "x" * 38], None),
        ):
            with self.subTest(names=names, streets=streets):
                self.assertEqual(fitting_lines(names, streets, DESKTOP), lines or tuple(streets))

    def test_online_has_room(self):
        streets = ["1 Pier", "Suite 4"]
        self.assertEqual(fitting_lines([self.LONG, "Ann"], streets, ONLINE), (self.LONG, "Ann", "1 Pier", "Suite 4"))


@tagged("post_install", "-at_install")
class TestProduct(DirectoryCase):
    NAMES = FindByName("Item", ("Chair", "CHAIR-1", "Chair CHAIR-1"))

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chair.default_code = "CHAIR-1"

    def ensure(self, product, answers):
        plan = self.prepare(product, answers, verb="ensure")
        return self.checked(plan) if isinstance(plan, Send) else plan

    def refused(self, product, answers):
        with self.assertRaises(DocumentError) as caught:
            self.ensure(product, answers)
        return sentences(self.env, caught.exception.problems)

    def numbered(self, qb_id, name):
        """An item of this part number in the cached list."""
        self.entry("Item", qb_id, name, number="CHAIR-1")
        return ReadObject(ObjectRef("Item", qb_id))

    def test_asks_for_both_names_at_once(self):
        self.assertEqual(self.prepare(self.chair, verb="ensure"), Ask([self.NAMES]))

    def test_the_item_of_its_part_number_is_read_again_and_linked(self):
        question = self.numbered("8A-1", "Seat")
        self.assertEqual(self.prepare(self.chair, verb="ensure"), Ask([question, self.NAMES]))
        seat = there("Item", "8A-1", "Seat", details={"sku": "CHAIR-1", "kind": "ItemNonInventory"})
        namesake = there("Item", "8A-2", "Chair")
        self.assertEqual(self.ensure(self.chair, {question: seat, self.NAMES: [namesake]}), Adopt(seat))

    def test_a_part_number_that_changed_meanwhile_does_not_count(self):
        question = self.numbered("8A-1", "Seat")
        seat = there("Item", "8A-1", "Seat", details={"sku": "OTHER"})
        for said in (seat, None):
            self.assertEqual(self.ensure(self.chair, {question: said, self.NAMES: []}).command.document.name, "Chair")

    def test_two_of_one_part_number_are_a_sentence(self):
        answers = {self.NAMES: []}
        for qb_id in ("8A-1", "8A-2"):
            answers[self.numbered(qb_id, qb_id)] = there("Item", qb_id, qb_id, details={"sku": "CHAIR-1"})
        self.assertEqual(
            self.refused(self.chair, answers),
            "QuickBooks has 2 products with the SKU “CHAIR-1”: 8A-1, 8A-2. Give each its own SKU in QuickBooks, or "
            "this product the name of the right one, then press Send Again.",
        )

    def test_an_item_named_by_its_sku_comes_before_one_of_its_name(self):
        by_sku, by_name = there("Item", "8A-1", "chair-1"), there("Item", "8A-2", "Chair")
        self.assertEqual(self.ensure(self.chair, {self.NAMES: [by_name, by_sku]}), Adopt(by_sku))
        self.assertEqual(self.ensure(self.chair, {self.NAMES: [by_name]}), Adopt(by_name))

    def test_creates_under_its_name(self):
        item = self.ensure(self.chair, {self.NAMES: []}).command.document
        self.assertEqual((item.kind, item.name, item.sku), (ItemKind.UNCOUNTED, "Chair", "CHAIR-1"))
        self.assertEqual((item.income_account, item.description), (Ref("80000002-1", "Sales"), ""))

    def test_a_name_that_does_not_fit_is_cut_and_keeps_its_sku(self):
        self.chair.name = "Chair with arms, wheels and a head rest"
        question = FindByName("Item", ("CHAIR-1", "Chair with arms, wheels CHAIR-1"))
        item = self.ensure(self.chair, {question: []}).command.document
        self.assertEqual(
            (item.name, item.description),
            ("Chair with arms, wheels CHAIR-1", "Chair with arms, wheels and a head rest"),
        )

    def test_a_name_that_is_taken_gets_its_sku_behind_it(self):
        self.link(self.desk, "Item", "8A-9")
        for taken in (
            there("Item", "8A-9", "Chair"),
            there("Item", "8A-1", "Chair", details={"sku": "OTHER"}),
            there("Item", "8A-1", "Chair", details={"kind": "ItemSalesTax"}),
        ):
            item = self.ensure(self.chair, {self.NAMES: [taken]}).command.document
            self.assertEqual((item.name, item.description), ("Chair CHAIR-1", ""))

    def test_an_inactive_item_of_its_name_is_a_sentence_and_no_second_one(self):
        self.assertEqual(
            self.refused(self.chair, {self.NAMES: [there("Item", "8A-1", "Chair", active=False)]}),
            "QuickBooks has a product “Chair” that is inactive. Make it active in QuickBooks, or give this product "
            "another name, then press Send Again.",
        )

    def test_without_a_sku_a_taken_name_is_a_sentence(self):
        self.chair.default_code = False
        taken = there("Item", "8A-1", "Chair", details={"kind": "ItemSalesTax"})
        self.assertEqual(
            self.refused(self.chair, {FindByName("Item", ("Chair",)): [taken]}),
            "QuickBooks has “Chair” as a sales tax item, which cannot stand for a product on a line. Rename it in "
            "QuickBooks, or give this product another name or an internal reference, then press Send Again.",
        )

    def test_an_inactive_item_of_its_sku_is_a_sentence_and_no_second_one(self):
        self.assertEqual(
            self.refused(self.chair, {self.NAMES: [there("Item", "8A-1", "CHAIR-1", active=False)]}),
            "QuickBooks has a product “CHAIR-1” that is inactive. Make it active in QuickBooks, or give this product "
            "another name, then press Send Again.",
        )

    def test_a_long_name_without_a_sku_is_cut(self):
        self.chair.write({"name": "Chair with arms, wheels and a head rest", "default_code": False})
        cut = "Chair with arms, wheels and a h"
        item = self.ensure(self.chair, {FindByName("Item", (cut,)): []}).command.document
        self.assertEqual((item.name, item.description), (cut, "Chair with arms, wheels and a head rest"))

    def test_a_service_with_both_accounts(self):
        self.connection.expense_account_id = self.entry_of("Account", "Cost of Goods Sold")
        plan = self.ensure(self.cabling, {FindByName("Item", ("Cabling",)): []})
        body = self.connection._gateway().encode([plan.command], KEY).body.decode()
        self.assertIn("<ItemServiceAdd><Name>Cabling</Name>", body)
        self.assertIn("<IncomeAccountRef><ListID>80000002-1</ListID></IncomeAccountRef>", body)
        self.assertIn("<ExpenseAccountRef><ListID>80000003-1</ListID></ExpenseAccountRef>", body)
