"""What people delete, merge, rename or make inactive in QuickBooks is noticed, said, and not undone by us."""

from datetime import UTC, datetime, timedelta

from odoo import fields
from odoo.addons.odoo_qb_connector.documents import DocumentError
from odoo.addons.odoo_qb_connector.gateway import (
    Acknowledged,
    Change,
    Changes,
    FindByName,
    FindChanges,
    FindHolders,
    ObjectRef,
    Profile,
    ReadProfiles,
    Retryable,
    SignInAgain,
)
from odoo.addons.odoo_qb_connector.models.drain.noticing import Noticing
from odoo.addons.odoo_qb_connector.models.qb_plan import Adopt, Send, Wait
from odoo.addons.odoo_qb_connector.models.qb_sentences import sentences
from odoo.tests import tagged

from .desktop_case import DesktopCase
from .job_common import JobCase

MOMENT = "2026-03-05T18:03:44-08:00"
SEEN = fields.Datetime.to_datetime("2026-03-06 02:03:44")


def there(kind, qb_id, name="", token="0", active=True):
    return Acknowledged(ObjectRef(kind, qb_id, token), name=name, active=active, updated_at=MOMENT)


def gone(kind, qb_id):
    return Change(there(kind, qb_id, token=""), deleted=True)


class Noting:
    """What both editions share: answers to the question for changes."""

    def note(self, *changes, more_since=None):
        question = FindChanges(("Customer",), datetime(2026, 3, 1, tzinfo=UTC))
        self.connection._qb_answered("changes", question, Changes(changes, more_since))
        self.env.invalidate_all()

    def finds(self, record):
        return self.env["qb.operation"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id), ("verb", "=", "find")]
        )


@tagged("post_install", "-at_install")
class TestDeleted(Noting, DesktopCase):
    def setUp(self):
        super().setUp()
        self.customer_link = self.link(self.customer, "Customer", "80000101-1", name="Azure Interior")
        self.item_link = self.link(self.chair, "Item", "80000111-1", name="Chair")

    def test_a_deleted_document_says_so_and_goes_again_only_when_asked(self):
        invoice = self.invoice((self.chair, 1, 100))
        link = self.link(invoice, "Invoice", "C5-1", number="INV2600001")
        self.env["qb.operation"].search([]).write({"state": "done", "note": "Sent as Invoice INV2600001."})
        self.assertEqual((invoice.qb_state, invoice.qb_number), ("sent", "INV2600001"))
        self.note(gone("Invoice", "C5-1"))
        self.assertEqual((link.state, link.gone_at, link.why), ("deleted", SEEN, "deleted"))
        self.assertEqual((invoice.qb_state, invoice.qb_sent), ("none", False))
        self.assertEqual(
            invoice.qb_message,
            "Invoice INV2600001 was deleted in QuickBooks (on 03/06/2026). Press Send Again to create it there once "
            "more, or leave it as it is.",
        )
        self.assertFalse(self.finds(invoice), "a document is not merged into another")
        self.env["qb.link"]._acknowledge(
            self.connection, invoice, Acknowledged(ObjectRef("Invoice", "C5-2", "1"), number="INV2600001")
        )
        self.env.invalidate_all()
        self.assertEqual((link.state, link.qb_id, link.gone_at, link.why), ("linked", "C5-2", False, False))
        self.assertEqual((invoice.qb_state, invoice.qb_message), ("sent", False))

    def test_other_objects_of_the_same_id_stay(self):
        self.note(gone("Customer", "80000111-1"), gone("Item", "80000101-1"), gone("Invoice", "80000111-1"))
        self.assertEqual((self.customer_link.state, self.item_link.state), ("linked", "linked"))

    def test_links_of_other_connections_stay(self):
        other = self.connection.copy({"name": "Other"})
        self.env["qb.link"]._note_changes(other, [gone("Customer", "80000101-1")])
        self.assertEqual(self.customer_link.state, "linked")

    def test_a_customer_that_was_deleted_or_merged(self):
        self.note(gone("Customer", "80000101-1"))
        self.assertEqual((self.customer_link.state, self.customer_link.why), ("broken", "deleted"))
        self.assertEqual(
            self.customer.qb_message,
            "Azure Interior was deleted in QuickBooks, or merged into another one (on 03/06/2026). The link is broken; "
            "press Send Now to link or create it anew.",
        )
        self.assertEqual(self.finds(self.customer).qb_type, "Customer")
        invoice = self.invoice((self.chair, 1, 100))
        self.assertEqual(self.prepare(invoice), Wait([self.customer]))

    def test_an_item_that_was_deleted(self):
        self.note(gone("Item", "80000111-1"))
        self.assertEqual((self.item_link.state, self.finds(self.chair).qb_type), ("broken", "Item"))

    def test_an_item_that_was_made_inactive(self):
        self.note(Change(there("Item", "80000111-1", "Chair", token="7", active=False)))
        self.assertEqual((self.item_link.state, self.item_link.why), ("broken", "inactive"))

    def ensure(self, record, question, *found, by_document=True):
        origin = self.operation(self.invoice((self.chair, 1, 100))) if by_document else None
        wish = self.env["qb.operation"]._wish(self.connection, record, "ensure", origin=origin)
        return record._qb_prepare(wish, {question: list(found)})

    def refused(self, record, question):
        with self.assertRaises(DocumentError) as caught:
            self.ensure(record, question)
        return sentences(self.env, caught.exception.problems)

    def test_it_is_created_again_only_by_a_person(self):
        self.note(gone("Customer", "80000101-1"), gone("Item", "80000111-1"))
        customer = (
            "The customer “Azure Interior” was deleted in QuickBooks, or merged into another one (seen on "
            "03/06/2026). It is not created there again by itself. If it was merged, give this contact the name of the "
            "customer that stayed; if it shall be there again, press Send Now on the contact."
        )
        item = (
            "The item “Chair” was deleted in QuickBooks, or merged into another one (seen on 03/06/2026). It "
            "is not created there again by itself. If it was merged, give this product the name of the item that "
            "stayed; if it shall be there again, press Send Now on the product."
        )
        for record, question, sentence in (
            (self.customer, FindHolders(("Azure Interior",)), customer),
            (self.chair, FindByName("Item", ("Chair",)), item),
        ):
            with self.subTest(record=record._name):
                self.assertEqual(self.refused(record, question), sentence)
                self.assertIsInstance(self.ensure(record, question, by_document=False), Send)

    def test_what_is_known_is_said_to_the_document_that_needs_it(self):
        self.note(gone("Customer", "80000101-1"), Change(there("Item", "80000111-1", token="7", active=False)))
        self.customer_link._propose(there("Customer", "80000109-1", "Azure Group"), merged=True)
        self.assertEqual(
            self.refused(self.customer, FindHolders(("Azure Interior",))),
            "The customer “Azure Interior” was merged into “Azure Group” in QuickBooks (seen on 03/06/2026). Open "
            "this contact and press Relink, or link it to another customer; what waits goes by itself then.",
        )
        self.assertEqual(
            self.refused(self.chair, FindByName("Item", ("Chair",))),
            "The product “Chair” was made inactive in QuickBooks (seen on 03/06/2026). Make it active there, or link "
            "this product to another one; what waits goes by itself then.",
        )

    def test_the_one_of_its_name_that_stayed_is_linked(self):
        self.note(gone("Customer", "80000101-1"))
        stayed = Acknowledged(ObjectRef("Customer", "80000102-1", "1"), name="Azure Interior")
        self.assertEqual(self.ensure(self.customer, FindHolders(("Azure Interior",)), stayed), Adopt(stayed))


@tagged("post_install", "-at_install")
class TestOnline(Noting, JobCase):
    def setUp(self):
        super().setUp()
        self.customer_link = self.link(self.customer, "Customer", 7, sync_token="3", name="Azure Interior")
        self.item_link = self.link(self.chair, "Item", 11, sync_token="0", name="Chair")

    def states(self):
        return [(link.state, link.why) for link in (self.customer_link, self.item_link)]

    def test_a_customer_that_vanished_was_merged(self):
        """Nothing of a list is ever deleted online (spec qbo 5.9, 7.2)."""
        self.note(gone("Customer", "7"))
        self.assertEqual(self.states(), [("broken", "merged"), ("linked", False)])
        self.assertEqual(
            self.customer.qb_message,
            "Azure Interior was merged into another one in QuickBooks (on 03/06/2026), and QuickBooks does not show "
            "into which. Link the one that stayed.",
        )

    def test_made_inactive_and_active_again(self):
        self.note(Change(there("Customer", "7", "Azure Interior (deleted)", token="4", active=False)))
        self.assertEqual(self.states(), [("broken", "inactive"), ("linked", False)])
        self.assertEqual(
            self.customer.qb_message,
            "Azure Interior was made inactive in QuickBooks (on 03/06/2026). Make it active there, and the link heals "
            "by itself; or link another one.",
        )
        self.assertEqual(self.customer.qb_broken_link_id, self.customer_link)
        self.note(Change(there("Customer", "7", "Azure Interior", token="5")))
        self.assertEqual(self.states(), [("linked", False), ("linked", False)])
        self.assertEqual((self.customer_link.sync_token, self.customer_link.gone_at), ("5", False))
        self.assertEqual((self.customer.qb_broken_link_id, self.customer.qb_message), (self.env["qb.link"], False))

    def test_a_new_name_there_breaks_nothing_and_changes_nothing_here(self):
        self.note(Change(there("Customer", "7", "Azure Group", token="4")))
        self.assertEqual((self.customer_link.name, self.customer_link.sync_token), ("Azure Group", "4"))
        self.assertEqual((self.customer_link.state, self.customer.name), ("linked", "Azure Interior"))

    def test_what_is_older_than_the_link_says_nothing(self):
        self.note(Change(there("Customer", "7", "Azure Old (deleted)", token="2", active=False)))
        self.assertEqual((self.customer_link.state, self.customer_link.name), ("linked", "Azure Interior"))

    def test_a_document_that_was_changed_there_keeps_its_number(self):
        invoice = self.invoice((self.chair, 1, 100))
        link = self.link(invoice, "Invoice", 145, number="INV/2026/00001", name=False)
        self.note(Change(there("Invoice", "145", token="2")))
        self.assertEqual((link.sync_token, link.number, link.name), ("2", "INV/2026/00001", False))

    def test_nothing_is_written_where_nothing_changed(self):
        self.env.flush_all()
        before = self.customer_link.write_date
        self.note(Change(there("Customer", "7", "Azure Interior", token="3")))
        self.env.flush_all()
        self.assertEqual(self.customer_link.write_date, before)

    def test_after_relinking_the_same_news_says_nothing(self):
        self.note(gone("Customer", "7"))
        self.env["qb.link"]._acknowledge(self.connection, self.customer, there("Customer", "9", "Azure Group"))
        self.note(gone("Customer", "7"))
        self.assertEqual((self.customer_link.state, self.customer_link.qb_id), ("linked", "9"))

    def test_what_failed_meanwhile_goes_when_it_is_active_again(self):
        invoice = self.invoice((self.chair, 1, 100))
        sent = self.operations(invoice)
        ensure = self.env["qb.operation"]._wish(self.connection, self.customer, "ensure", origin=sent)
        sent._mark_failed("Refused.", problem="inactive_reference")
        ensure._mark_failed("Gone.", problem="party_made_inactive")
        other = self.env["qb.operation"]._wish(self.connection, self.invoice((self.desk, 1, 10)), "send")
        other._mark_failed("The period is closed.", problem="period_closed")
        self.customer_link._mark_gone("broken", fields.Datetime.now(), "inactive")
        self.note(Change(there("Customer", "7", "Azure Interior", token="5")))
        self.assertEqual((sent.state, ensure.state, other.state), ("pending", "pending", "failed"))


class Asking:
    """What both editions share: when QuickBooks is asked."""

    def setUp(self):
        super().setUp()
        self.now = fields.Datetime.now()
        self.connection.status_ids.state = "connected"
        self.health = self.connection._health()

    def due(self):
        return self.connection._next_noticing()

    def later(self, **delay):
        self.health.changes_asked_at -= timedelta(**delay)

    def answer(self, changes=(), more_since=None):
        """The next question that is due, and its answer."""
        purpose, question = self.due()
        self.assertEqual(purpose, "changes")
        self.connection._qb_answered(purpose, question, Changes(tuple(changes), more_since))
        return question


@tagged("post_install", "-at_install")
class TestAskingOnline(Asking, JobCase):
    def setUp(self):
        super().setUp()
        self.link_all()

    def test_once_an_hour_with_one_read(self):
        question = self.answer()
        self.assertEqual(question.types, ("Customer", "Vendor", "Item"))
        self.assertIsNone(self.due())
        self.later(minutes=59)
        self.assertIsNone(self.due())
        known = self.health.changes_known_until
        self.later(minutes=1)
        question = self.answer()
        self.assertEqual(question.since, (known - timedelta(minutes=5)).replace(tzinfo=UTC))

    def test_as_often_as_the_setting_says(self):
        self.connection.changes_minutes = 15
        self.answer()
        self.later(minutes=15)
        self.answer()

    def test_the_first_time_from_when_the_connection_was_made(self):
        (question,) = [self.answer()]
        self.assertEqual(question.since, (self.connection.create_date - timedelta(minutes=5)).replace(tzinfo=UTC))

    def test_documents_that_are_in_use_are_asked_for(self):
        self.link(self.invoice((self.chair, 1, 100)), "Invoice", 145)
        self.assertEqual(self.answer().types, ("Customer", "Vendor", "Item", "Invoice"))

    def test_without_links_no_read_is_spent(self):
        self.env["qb.link"].search([]).unlink()
        self.assertIsNone(self.due())
        self.assertAlmostEqual(self.health.changes_known_until, self.now, delta=timedelta(minutes=1))

    def test_a_part_is_followed_by_the_rest_at_once(self):
        middle = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=1)
        self.answer(more_since=middle)
        question = self.answer()
        self.assertEqual(question.since, middle)
        self.assertIsNone(self.due())

    def test_a_part_that_does_not_end_is_not_asked_for_for_ever(self):
        purpose, question = self.due()
        self.connection._qb_answered(purpose, question, Changes((), question.since))
        self.assertIsNone(self.due())

    def test_a_failure_is_asked_again_an_hour_later(self):
        purpose, question = self.due()
        self.connection._qb_answered(purpose, question, Retryable("busy"))
        self.assertFalse(self.health.changes_known_until)
        self.assertIsNone(self.due())
        self.later(hours=1)
        self.assertEqual(self.due(), (purpose, question))

    def test_what_stops_the_connection_stops_it(self):
        self.connection._qb_answered("changes", self.due()[1], SignInAgain("revoked"))
        self.assertEqual(self.connection.status_ids.state, "sign_in")

    def test_after_a_reconnect_at_once(self):
        self.answer()
        self.connection._go_on()
        self.assertEqual(self.due()[0], "changes")

    def test_the_connection_itself_is_not_written(self):
        self.env.flush_all()
        before = self.connection.write_date, self.connection.read()[0]["changes_minutes"]
        self.answer([gone("Customer", "1")])
        self.env.flush_all()
        self.assertEqual((self.connection.write_date, self.connection.changes_minutes), before)

    def test_after_more_than_30_days_what_is_linked_is_compared(self):
        self.health.changes_known_until = fields.Datetime.to_datetime("2026-01-02 03:04:00")
        question = self.answer()
        oldest = self.now - timedelta(days=30)
        self.assertTrue(oldest < question.since.replace(tzinfo=None) < oldest + timedelta(hours=2))
        to_do = self.connection.activity_ids
        self.assertEqual((to_do.summary, to_do.user_id), ("QuickBooks: compare what was deleted", self.responsible()))
        self.assertIn("remembers deletions for 30 days and was last asked on 01/02/2026", to_do.note)
        purpose, customers = self.due()
        self.assertEqual((purpose, customers), ("compare", ReadProfiles("Customer", ("1",))))
        renamed = Profile(there("Customer", "1", "Azure Group", token="1"), None)
        self.connection._qb_answered(purpose, customers, [renamed])
        purpose, items = self.due()
        self.assertEqual((purpose, items), ("compare", ReadProfiles("Item", ("11", "12", "13"))))
        here = Profile(there("Item", "11", "Chair"), None)
        inactive = Profile(there("Item", "12", "Desk (deleted)", token="4", active=False), None)
        self.connection._qb_answered(purpose, items, [here, inactive])
        self.assertIsNone(self.due())
        self.assertFalse(self.health.comparing)
        links = self.env["qb.link"].search([("connection_id", "=", self.connection.id)], order="id")
        self.assertEqual(
            [(link.qb_id, link.state, link.why) for link in links],
            [
                ("1", "linked", False),
                ("11", "linked", False),
                ("12", "broken", "inactive"),
                ("13", "broken", "deleted"),
            ],
        )
        self.assertEqual(links[0].name, "Azure Group")

    def test_a_comparison_that_failed_begins_anew(self):
        self.health.changes_known_until = fields.Datetime.to_datetime("2026-01-02 03:04:00")
        self.answer()
        purpose, customers = self.due()
        self.connection._qb_answered(purpose, customers, Retryable("busy"))
        self.assertIsNone(self.due())
        self.later(hours=1)
        self.answer()
        self.assertEqual(self.due(), (purpose, customers))
        self.assertEqual(len(self.connection.activity_ids), 1)

    def responsible(self):
        return self.connection.responsible_id


@tagged("post_install", "-at_install")
class TestAskingDesktop(Asking, DesktopCase):
    def setUp(self):
        super().setUp()
        self.link_all()

    def rows(self):
        return self.env["qb.question"].search([("connection_id", "=", self.connection.id), ("purpose", "=", "changes")])

    def asked(self):
        return [row._question().since for row in self.rows()]

    def compare(self):
        """The types that are compared after each question for changes; all is there as it was."""
        types = []
        while due := self.due():
            purpose, question = due
            self.assertEqual(purpose, "compare")
            types.append(question.type)
            self.connection._qb_answered(
                purpose, question, [Profile(there(question.type, qb_id), None) for qb_id in question.ids]
            )
        return types

    def test_what_was_merged_and_is_no_deletion_is_found_by_comparing(self):
        self.answer()
        self.assertEqual(self.compare(), ["Customer", "Item"])
        self.later(hours=25)
        self.answer()
        purpose, question = self.due()
        self.connection._qb_answered(purpose, question, [])
        self.env.invalidate_all()
        link = self.env["qb.link"].search([("qb_type", "=", "Customer"), ("connection_id", "=", self.connection.id)])
        self.assertEqual((link.state, link.why), ("broken", "deleted"))
        self.assertFalse(self.connection.activity_ids, "nothing is left for a person to compare")

    def test_once_a_day_and_never_twice_at_once(self):
        self.connection._ask_noticing()
        self.rows().state = "asked"
        self.connection._ask_noticing()
        self.later(hours=25)
        self.connection._ask_noticing()
        self.assertEqual(len(self.asked()), 1, "the answer is still on its way")

    def test_the_next_day_from_where_the_last_answer_ended(self):
        self.connection._ask_noticing()
        self.rows().state = "told"
        self.connection._qb_answered("changes", self.rows()._question(), Changes(()))
        self.compare()
        self.connection._ask_noticing()
        self.assertEqual(len(self.asked()), 1)
        known = self.health.changes_known_until
        self.later(hours=25)
        self.connection._ask_noticing()
        self.assertEqual(self.asked()[1:], [(known - timedelta(minutes=5)).replace(tzinfo=UTC)])

    def test_the_scheduled_action_asks(self):
        with self.enter_registry_test_mode():
            Noticing(self.env.registry, self.connection.id).run()
        self.assertEqual(len(self.asked()), 1)

    def test_again_after_each_reconnect(self):
        self.answer()
        known = self.health.changes_known_until
        self.connection._go_on()
        self.assertEqual(self.asked(), [(known - timedelta(minutes=5)).replace(tzinfo=UTC)])

    def test_after_more_than_90_days_a_person_compares_the_documents(self):
        self.health.changes_known_until = fields.Datetime.to_datetime("2026-01-02 03:04:00")
        self.connection._ask_noticing()
        (since,) = self.asked()
        self.assertAlmostEqual(
            since.replace(tzinfo=None), self.now - timedelta(days=90, hours=-1), delta=timedelta(minutes=1)
        )
        to_do = self.connection.activity_ids
        self.assertEqual(to_do.summary, "QuickBooks: compare what was deleted")
        self.assertIn("remembers deletions for 90 days and was last asked on 01/02/2026", to_do.note)
