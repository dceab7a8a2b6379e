"""What people delete or merge in QuickBooks Desktop is noticed, said, and not undone by us."""

from datetime import timedelta

from odoo import fields
from odoo.addons.odoo_qb_connector.desktop import Deleted, FindDeleted
from odoo.addons.odoo_qb_connector.documents import DocumentError
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, FindByName, FindHolders, ObjectRef, Retryable
from odoo.addons.odoo_qb_connector.models.qb_plan import Adopt, Send, Wait
from odoo.addons.odoo_qb_connector.models.qb_sentences import sentences
from odoo.tests import tagged

from .desktop_case import DesktopCase

MOMENT = "2026-03-05T18:03:44-08:00"


def gone(kind, qb_id):
    return Deleted(ObjectRef(kind, qb_id), "", MOMENT)


@tagged("post_install", "-at_install")
class TestDeleted(DesktopCase):
    def setUp(self):
        super().setUp()
        self.customer_link = self.link(self.customer, "Customer", "80000101-1", name="Azure Interior")
        self.item_link = self.link(self.chair, "Item", "80000111-1", name="Chair")

    def note(self, *deleted):
        self.connection._qb_answered("deleted", FindDeleted(), list(deleted))
        self.env.invalidate_all()

    def test_a_deleted_document_says_so_and_goes_again_only_when_asked(self):
        invoice = self.invoice((self.chair, 1, 100))
        link = self.link(invoice, "Invoice", "C5-1", number="INV2600001")
        self.env["qb.operation"].search([]).write({"state": "done", "note": "Sent as Invoice INV2600001."})
        self.assertEqual((invoice.qb_state, invoice.qb_number), ("sent", "INV2600001"))
        self.note(gone("Invoice", "C5-1"))
        self.assertEqual((link.state, link.gone_at), ("deleted", fields.Datetime.to_datetime("2026-03-06 02:03:44")))
        self.assertEqual((invoice.qb_state, invoice.qb_sent), ("none", False))
        self.assertEqual(
            invoice.qb_message,
            "Invoice INV2600001 was deleted in QuickBooks (on 03/06/2026). Press Send Again to create it there once "
            "more, or leave it as it is.",
        )
        there = Acknowledged(ObjectRef("Invoice", "C5-2", "1"), number="INV2600001")
        self.env["qb.link"]._acknowledge(self.connection, invoice, there)
        self.env.invalidate_all()
        self.assertEqual((link.state, link.qb_id, link.gone_at), ("linked", "C5-2", False))
        self.assertEqual((invoice.qb_state, invoice.qb_message), ("sent", False))

    def test_other_objects_of_the_same_id_stay(self):
        self.note(gone("Customer", "80000111-1"), gone("ItemService", "80000101-1"), gone("Invoice", "80000111-1"))
        self.assertEqual((self.customer_link.state, self.item_link.state), ("linked", "linked"))

    def test_links_of_other_connections_stay(self):
        other = self.connection.copy({"name": "Other"})
        other._qb_note_deleted([gone("Customer", "80000101-1")])
        self.assertEqual(self.customer_link.state, "linked")

    def test_a_customer_that_was_deleted_or_merged(self):
        self.note(gone("Customer", "80000101-1"))
        self.assertEqual(self.customer_link.state, "broken")
        self.assertEqual(
            self.customer.qb_message,
            "Azure Interior was deleted in QuickBooks, or merged into another one (on 03/06/2026). The link is broken; "
            "press Send Now to link or create it anew.",
        )
        invoice = self.invoice((self.chair, 1, 100))
        self.assertEqual(self.prepare(invoice), Wait([self.customer]))

    def ensure(self, record, question, *found, by_document=True):
        origin = self.operation(self.invoice((self.chair, 1, 100))) if by_document else None
        wish = self.env["qb.operation"]._wish(self.connection, record, "ensure", origin=origin)
        return record._qb_prepare(wish, {question: list(found)})

    def test_it_is_created_again_only_by_a_person(self):
        self.note(gone("Customer", "80000101-1"), gone("ItemNonInventory", "80000111-1"))
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
                with self.assertRaises(DocumentError) as caught:
                    self.ensure(record, question)
                self.assertEqual(sentences(self.env, caught.exception.problems), sentence)
                self.assertIsInstance(self.ensure(record, question, by_document=False), Send)

    def test_the_one_of_its_name_that_stayed_is_linked(self):
        self.note(gone("Customer", "80000101-1"))
        stayed = Acknowledged(ObjectRef("Customer", "80000102-1", "1"), name="Azure Interior")
        self.assertEqual(self.ensure(self.customer, FindHolders(("Azure Interior",)), stayed), Adopt(stayed))


@tagged("post_install", "-at_install")
class TestAsking(DesktopCase):
    def setUp(self):
        super().setUp()
        self.now = fields.Datetime.now()
        self.connection.status_ids.state = "connected"

    def rows(self):
        return self.env["qb.question"].search([("connection_id", "=", self.connection.id), ("purpose", "=", "deleted")])

    def asked(self):
        return [row._question().since for row in self.rows()]

    def a_day_later(self):
        self.env.flush_all()
        self.env.cr.execute("UPDATE qb_question SET create_date = create_date - interval '25 hours'")
        self.env.invalidate_all()

    def test_once_a_day_and_never_twice_at_once(self):
        self.connection._ask_deleted_daily()
        self.rows().state = "asked"
        self.connection._ask_deleted_daily()
        self.a_day_later()
        self.connection._ask_deleted_daily()
        self.assertEqual(self.asked(), [None], "the answer is still on its way")

    def test_the_next_day_from_where_the_last_answer_ended(self):
        self.connection._ask_deleted_daily()
        self.rows().state = "told"
        self.connection._qb_answered("deleted", FindDeleted(), [])
        self.connection._ask_deleted_daily()
        self.assertEqual(self.asked(), [None])
        known = self.connection.deleted_known_until
        self.a_day_later()
        self.connection._ask_deleted_daily()
        self.assertEqual(self.asked(), [None, known - timedelta(hours=27)])

    def test_a_refused_question_is_put_again_the_next_day(self):
        self.connection._ask_deleted_daily()
        self.rows().state = "told"
        self.connection._qb_answered("deleted", FindDeleted(), Retryable("busy"))
        self.connection._ask_deleted_daily()
        self.assertEqual((self.asked(), self.connection.deleted_known_until), ([None], False))
        self.a_day_later()
        self.connection._ask_deleted_daily()
        self.assertEqual(self.asked(), [None, None])

    def test_the_scheduled_action_asks(self):
        with self.enter_registry_test_mode():
            self.env["qb.connection"]._cron_drain(self.connection.id)
        self.assertEqual(self.asked(), [None])

    def test_again_after_each_reconnect(self):
        self.connection.deleted_known_until = self.now
        self.connection._go_on()
        self.assertEqual(self.asked(), [self.now - timedelta(hours=27)])

    def test_after_more_than_90_days_a_person_compares(self):
        self.connection.deleted_known_until = fields.Datetime.to_datetime("2026-01-02 03:04:00")
        self.connection._ask_deleted()
        (since,) = self.asked()
        self.assertAlmostEqual(since, self.now - timedelta(days=90), delta=timedelta(minutes=1))
        to_do = self.connection.activity_ids
        self.assertEqual(to_do.summary, "QuickBooks: compare what was deleted")
        self.assertEqual(to_do.user_id, self.connection.responsible_id)
        self.assertIn("remembers deletions for 90 days and was last asked on 01/02/2026", to_do.note)
        self.env["qb.question"].search([]).unlink()
        self.connection._ask_deleted()
        self.assertEqual(len(self.connection.activity_ids), 1)

    def test_online_asks_nothing(self):
        self.connection.edition = "online"
        self.connection._go_on()
        self.assertEqual(self.asked(), [])
