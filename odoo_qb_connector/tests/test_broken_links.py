"""What became of an object that is gone in QuickBooks is looked for and proposed; a person links it."""

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import (
    Acknowledged,
    FindByName,
    ObjectRef,
    Profile,
    ReadObject,
    ReadProfiles,
)
from odoo.addons.odoo_qb_connector.models.qb_plan import Ask, Settled
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .desktop_case import DesktopCase
from .job_common import JobCase

SEEN = fields.Datetime.to_datetime("2026-03-06 02:03:44")


def there(kind, qb_id, name="", active=True, **values):
    return Acknowledged(ObjectRef(kind, str(qb_id), "1"), name=name, active=active, **values)


class Finding:
    def broken(self, record, qb_type, qb_id, why="deleted", **values):
        link = self.link(record, qb_type, qb_id, **values)
        link._mark_gone("broken", SEEN, why)
        return link

    def find(self, record, *answered):
        """The plan for looking, with the answers that QuickBooks gave: pairs of question and answer."""
        operation = self.operations(record).filtered(lambda one: one.verb == "find")[:1]
        as_responsible = record.with_user(self.connection.responsible_id)
        plan = as_responsible._qb_prepare_find(operation, dict(answered))
        self.env.invalidate_all()
        return plan


@tagged("post_install", "-at_install")
class TestFinding(Finding, JobCase):
    def setUp(self):
        super().setUp()
        self.customer_link = self.broken(self.customer, "Customer", 7, "merged", name="Azure Interior")
        self.itself = ReadObject(ObjectRef("Customer", "7"))
        self.by_name = FindByName("Customer", ("Azure Interior",))
        self.inactive = there("Customer", 7, "Azure Interior (deleted)", active=False)

    def proposal(self, link=None):
        link = link or self.customer_link
        return link.candidate_type, link.candidate_id, link.candidate_name, link.why

    def test_first_itself_then_its_name(self):
        self.assertEqual(self.find(self.customer), Ask([self.itself]))
        self.assertEqual(self.find(self.customer, (self.itself, self.inactive)), Ask([self.by_name]))

    def test_the_name_that_it_had_in_the_end_counts_too(self):
        """People merge by giving one the name of the other; whoever renamed the contact here may have meant that."""
        self.customer.name = "Azure"
        renamed = there("Customer", 7, "Azure Group (deleted)", active=False)
        names = FindByName("Customer", ("Azure Interior", "Azure Group", "Azure"))
        self.assertEqual(self.find(self.customer, (self.itself, renamed)), Ask([names]))

    def test_a_name_that_cannot_be_there_is_not_asked_for(self):
        self.customer.name = "Azure: Interior"
        self.assertEqual(self.find(self.customer, (self.itself, self.inactive)), Ask([self.by_name]))

    def test_whoever_has_its_name_is_proposed(self):
        found = [
            self.inactive,
            there("Customer", 9, "azure interior", active=False),
            there("Customer", 8, "AZURE INTERIOR"),
        ]
        plan = self.find(self.customer, (self.itself, self.inactive), (self.by_name, found))
        self.assertEqual(plan, Settled("It may be AZURE INTERIOR in QuickBooks now."))
        self.assertEqual(self.proposal(), ("Customer", "8", "AZURE INTERIOR", "merged"))
        self.assertEqual((self.customer.qb_state, self.customer.qb_proposal), ("none", "AZURE INTERIOR"))
        self.assertEqual(
            self.customer.qb_message,
            "Azure Interior was merged into AZURE INTERIOR in QuickBooks (on 03/06/2026). Press Relink, or link "
            "another one.",
        )

    def test_nobody_has_its_name(self):
        plan = self.find(self.customer, (self.itself, self.inactive), (self.by_name, [self.inactive]))
        self.assertEqual(plan, Settled("QuickBooks does not show what it became."))
        self.assertEqual(self.proposal(), (False, False, False, "merged"))
        self.assertFalse(self.customer.qb_proposal)

    def test_its_documents_name_the_one_that_stayed(self):
        """Whatever it is called: when customers are merged, the documents of the one are those of the other."""
        invoice = self.invoice((self.chair, 1, 100))
        self.link(invoice, "Invoice", 145)
        self.link(
            self.invoice((self.chair, 2, 100), partner=self.env["res.partner"].create({"name": "B"})), "Invoice", 146
        )
        document, stayed = ReadObject(ObjectRef("Invoice", "145")), ReadObject(ObjectRef("Customer", "8"))
        self.customer_link.why = "inactive"
        self.assertEqual(self.find(self.customer), Ask([self.itself, document]))
        first = [(self.itself, self.inactive), (document, there("Invoice", 145, party_id="8"))]
        self.assertEqual(self.find(self.customer, *first), Ask([self.by_name, stayed]))
        namesake = there("Customer", 5, "Azure Interior")
        plan = self.find(
            self.customer, *first, (self.by_name, [namesake]), (stayed, there("Customer", 8, "Azure Group"))
        )
        self.assertEqual(plan, Settled("It may be Azure Group in QuickBooks now."))
        self.assertEqual(self.proposal(), ("Customer", "8", "Azure Group", "merged"))

    def test_its_documents_still_name_it(self):
        self.link(self.invoice((self.chair, 1, 100)), "Invoice", 145)
        document = ReadObject(ObjectRef("Invoice", "145"))
        self.customer_link.why = "inactive"
        plan = self.find(
            self.customer,
            (self.itself, self.inactive),
            (document, there("Invoice", 145, party_id="7")),
            (self.by_name, [there("Customer", 8, "Azure Interior")]),
        )
        self.assertEqual(plan, Settled("It may be Azure Interior in QuickBooks now."))
        self.assertEqual(self.proposal(), ("Customer", "8", "Azure Interior", "inactive"))
        self.assertEqual(
            self.customer.qb_message,
            "Azure Interior was made inactive in QuickBooks (on 03/06/2026), and there is Azure Interior. Press Relink "
            "to use that one, or make the old one active in QuickBooks.",
        )

    def test_the_survivor_is_linked_to_somebody_else(self):
        other = self.env["res.partner"].create({"name": "Azure Group", "is_company": True})
        self.link(other, "Customer", 8)
        plan = self.find(
            self.customer, (self.itself, self.inactive), (self.by_name, [there("Customer", 8, "Azure Interior")])
        )
        self.assertEqual(plan, Settled("It may be Azure Interior in QuickBooks now."))
        self.assertEqual((self.customer_link.candidate_holder, self.customer_link.can_relink), ("Azure Group", False))
        self.assertFalse(self.customer.qb_proposal)
        self.assertEqual(
            self.customer.qb_message,
            "Azure Interior is Azure Interior in QuickBooks now (since 03/06/2026), which is linked to Azure Group in "
            "Odoo. If the two are the same, merge them in Odoo too; if not, link another one.",
        )
        with self.assertRaisesRegex(UserError, "is linked to Azure Group in Odoo already"):
            self.customer_link.with_user(self.clerk()).action_relink()

    def test_one_that_is_nobodys_comes_before_one_that_is_linked(self):
        self.link(self.env["res.partner"].create({"name": "Azure Group"}), "Customer", 8)
        names = [there("Customer", 8, "Azure Interior"), there("Customer", 9, "azure interior")]
        self.find(self.customer, (self.itself, self.inactive), (self.by_name, names))
        self.assertEqual(self.proposal()[1], "9")

    def test_it_is_active_again(self):
        plan = self.find(self.customer, (self.itself, there("Customer", 7, "Azure Interior")), (self.by_name, []))
        self.assertEqual(plan, Settled("Azure Interior is active in QuickBooks again."))
        self.assertEqual((self.customer_link.state, self.customer.qb_state), ("linked", "sent"))

    def test_linked_meanwhile(self):
        self.customer_link._heal()
        self.assertEqual(self.find(self.customer), Settled("It is linked."))

    def test_looking_is_no_business_of_the_record(self):
        operation = self.operations(self.customer)
        self.assertEqual((operation.verb, operation.display_name), ("find", "Look for it there · Azure Interior"))
        self.assertEqual(self.customer.qb_state, "none", "it does not wait")
        operation._mark_failed("Nothing came.")
        self.env.invalidate_all()
        self.assertEqual(self.customer.qb_state, "none")

    def test_a_product(self):
        link = self.broken(self.chair, "Item", 11, "inactive", name="Chair")
        itself, by_name = ReadObject(ObjectRef("Item", "11")), FindByName("Item", ("Chair",))
        self.assertEqual(self.find(self.chair), Ask([itself]))
        self.assertEqual(self.find(self.chair, (itself, None)), Ask([by_name]))
        self.find(self.chair, (itself, None), (by_name, [there("Item", 12, "Chair")]))
        self.assertEqual(self.proposal(link), ("Item", "12", "Chair", "inactive"))
        self.assertEqual(self.chair.product_tmpl_id.qb_proposal, "Chair")

    # ------------------------------------------------------------------ the way back

    def clerk(self):
        return self.env.ref("base.user_admin")

    def test_relinking_wishes_to_link_exactly_that_one(self):
        self.customer_link._propose(there("Customer", 8, "Azure Group"), merged=True)
        action = self.customer.with_user(self.clerk()).action_qb_relink()
        wish = self.env["qb.operation"].browse(action["params"]["operation_ids"])
        self.assertEqual((wish.verb, wish.qb_type, wish.link_candidate), ("ensure", "Customer", True))
        self.assertEqual((wish.candidate_type, wish.candidate_id), ("Customer", "8"))
        self.assertEqual(action["tag"], "qb_show_result")

    def test_relinking_many_has_a_report(self):
        self.customer_link._propose(there("Customer", 8, "Azure Group"), merged=True)
        item = self.broken(self.chair, "Item", 11, "inactive", name="Chair")
        sound = self.link(self.desk, "Item", 12, name="Desk")
        action = (self.customer_link | item | sound).with_user(self.clerk()).action_relink()
        bulk = self.env["qb.bulk"].browse(action["res_id"])
        self.assertEqual(bulk.operation_ids.mapped("record_name"), ["Azure Interior"])
        self.assertEqual((bulk.total, bulk.failed_count, bulk.waiting_count), (3, 2, 1))
        self.assertEqual(
            bulk.left_out,
            "Item Chair: QuickBooks does not show what it became. Choose another one on its form, or make it active "
            "again in QuickBooks.\nItem Desk: The link is not broken.",
        )

    def test_only_the_group_relinks(self):
        self.customer_link._propose(there("Customer", 8, "Azure Group"), merged=True)
        seller = new_test_user(self.env, "qb-seller", groups="sales_team.group_sale_salesman_all_leads")
        self.assertEqual(self.customer.with_user(seller).qb_proposal, "Azure Group")
        with self.assertRaisesRegex(UserError, "Only QuickBooks users can send"):
            self.customer.with_user(seller).action_qb_relink()

    def test_looking_again(self):
        self.operations(self.customer).state = "done"
        self.customer_link.with_user(self.clerk()).action_look_again()
        self.assertEqual(self.operations(self.customer).verb, "find")
        self.customer_link._heal()
        with self.assertRaisesRegex(UserError, "Only broken links are looked for"):
            self.customer_link.with_user(self.clerk()).action_look_again()

    # ------------------------------------------------------------------ a document that names something inactive

    def refused(self):
        """An invoice that QuickBooks refused because of something inactive, and the wish to look what that is."""
        self.customer_link._heal()
        self.link(self.chair, "Item", 11, name="Chair")
        invoice = self.invoice((self.chair, 1, 100))
        sent = self.operations(invoice)
        sent._mark_failed("Something is inactive.", problem="inactive_reference")
        return invoice, sent, sent._wish_find_inactive()

    def names(self, customer=True, chair=True):
        azure, one = there("Customer", 7, "Azure Interior", active=customer), there("Item", 11, "Chair", active=chair)
        return [
            (ReadProfiles("Customer", ("7",)), [Profile(azure, None)]),
            (ReadProfiles("Item", ("11",)), [Profile(one, None)]),
        ]

    def test_what_the_document_names_is_read(self):
        invoice, _sent, _find = self.refused()
        self.assertEqual(self.find(invoice), Ask([question for question, _answer in self.names()]))

    def test_what_is_inactive_breaks_and_the_document_goes_again(self):
        invoice, sent, _find = self.refused()
        plan = self.find(invoice, *self.names(customer=False))
        self.assertEqual(plan, Settled("Inactive or gone in QuickBooks: Azure Interior."))
        self.assertEqual((self.customer_link.state, self.customer_link.why), ("broken", "inactive"))
        self.assertEqual(sent.state, "pending")

    def test_where_nothing_of_it_is_inactive_the_sentence_stays(self):
        invoice, sent, _find = self.refused()
        plan = self.find(invoice, *self.names())
        self.assertEqual(plan, Settled("All customers and products that it names are active in QuickBooks."))
        self.assertEqual((sent.state, sent.error), ("failed", "Something is inactive."))


@tagged("post_install", "-at_install")
class TestFindingOnDesktop(Finding, DesktopCase):
    def test_what_vanished_was_merged_into_the_one_of_its_name(self):
        link = self.broken(self.customer, "Customer", "80000101-1", name="Azure Interior")
        itself, by_name = ReadObject(ObjectRef("Customer", "80000101-1")), FindByName("Customer", ("Azure Interior",))
        self.assertEqual(self.find(self.customer), Ask([itself]))
        self.assertEqual(self.find(self.customer, (itself, None)), Ask([by_name]))
        self.find(self.customer, (itself, None), (by_name, [there("Customer", "80000102-1", "Azure Interior")]))
        self.assertEqual((link.candidate_id, link.why), ("80000102-1", "merged"))

    def test_who_was_entered_afterwards_is_nobody_that_it_was_merged_into(self):
        link = self.broken(self.customer, "Customer", "80000101-1", name="Azure Interior")
        itself, by_name = ReadObject(ObjectRef("Customer", "80000101-1")), FindByName("Customer", ("Azure Interior",))
        for entered, why in (("2026-03-05T18:03:44-08:00", "merged"), ("2026-03-05T18:03:45-08:00", "deleted")):
            successor = there("Customer", "80000102-1", "Azure Interior", details={"created_at": entered})
            link.why = "deleted"
            self.find(self.customer, (itself, None), (by_name, [successor]))
            self.assertEqual((link.candidate_id, link.why), ("80000102-1", why))
        self.assertEqual(
            self.customer.qb_message,
            "Azure Interior was deleted in QuickBooks (on 03/06/2026), and there is Azure Interior. Press Relink to "
            "use that one, or link another one.",
        )

    def test_names_that_desktop_cannot_write_are_not_asked_for(self):
        self.broken(self.customer, "Customer", "80000101-1", name="Azure Interior")
        self.customer.name = "Лазурь"
        itself, by_name = ReadObject(ObjectRef("Customer", "80000101-1")), FindByName("Customer", ("Azure Interior",))
        self.assertEqual(self.find(self.customer, (itself, None)), Ask([by_name]))
