"""Merged, deactivated and renamed in the simulator's QuickBooks Online, over real HTTP: noticed, proposed, linked, and
what waited goes by itself."""

from odoo.addons.odoo_qb_connector.gateway import Acknowledged, ObjectRef
from odoo.addons.odoo_qb_connector.models.drain.noticing import Noticing
from odoo.tests import tagged

from .job_books import BooksCase


@tagged("post_install", "-at_install")
class TestBroken(BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    def customer_there(self, name="Azure Interior"):
        return self.company.enter("Customer", {"DisplayName": name})

    def change(self, entity, there, **values):
        """What a person changes in QuickBooks' own screens."""
        (now,) = [one for one in self.books(entity) if one["Id"] == there["Id"]]
        body = {"Id": there["Id"], "SyncToken": now["SyncToken"], "sparse": True, **values}
        return self.company.enter(entity, body, "update")

    def notice(self):
        """What the scheduled action does once an hour, now; and the queue after it."""
        self.connection._health().changes_asked_at = False
        self.env.flush_all()
        with self.enter_registry_test_mode():
            Noticing(self.env.registry, self.connection.id).run()
        self.env.invalidate_all()
        self.run_queue()

    def link_of(self, record):
        return self.env["qb.link"].search([("res_model", "=", record._name), ("res_id", "=", record.id)])

    def relink(self, record):
        record.with_user(self.env.ref("base.user_admin")).action_qb_relink()
        self.run_queue()

    def linked_customer(self):
        """Linked, and without an open invoice: QuickBooks makes no debtor inactive."""
        there = self.customer_there()
        self.customer._qb_wish("ensure")
        self.run_queue()
        self.assertEqual(self.link_of(self.customer).qb_id, there["Id"])
        return there

    def shipped(self):
        invoice = self.ship(self.order((self.chair, 1)))
        self.run_queue()
        return invoice.qb_invoice_ids

    def test_a_merge_is_noticed_without_any_document_refused(self):
        self.customer_there()
        self.shipped()
        loser = self.link_of(self.customer)
        self.assertEqual((loser.state, loser.name), ("linked", "Azure Interior"))
        winner = self.customer_there("Azure Group")
        self.control("/merge", {"entity": "Customer", "winner": winner["Id"], "loser": loser.qb_id})
        self.notice()
        self.assertEqual((loser.state, loser.why), ("broken", "merged"))
        self.assertEqual((loser.candidate_id, loser.candidate_name), (winner["Id"], "Azure Group"))
        self.assertIn("was merged into Azure Group in QuickBooks", self.customer.qb_message)
        self.relink(self.customer)
        self.assertEqual((loser.state, loser.qb_id, loser.name), ("linked", winner["Id"], "Azure Group"))
        self.assertEqual((self.customer.qb_state, self.customer.qb_message), ("sent", False))
        self.assertEqual(self.customer.name, "Azure Interior", "nothing in Odoo is overwritten")
        second = self.shipped()
        self.assertEqual(second.qb_state, "sent")
        self.assertEqual({one["CustomerRef"]["value"] for one in self.invoices_there()}, {winner["Id"]})

    def test_an_item_that_was_merged(self):
        self.shipped()
        link = self.link_of(self.chair)
        (loser,) = [one for one in self.books("Item") if one["Id"] == link.qb_id]
        same = {name: loser[name] for name in ("Type", "IncomeAccountRef", "ExpenseAccountRef") if name in loser}
        winner = self.company.enter("Item", {"Name": "Chair of oak", **same})
        self.control("/merge", {"entity": "Item", "winner": winner["Id"], "loser": link.qb_id})
        self.change("Item", winner, Name="Chair")
        self.notice()
        self.assertEqual((link.state, link.why), ("broken", "merged"))
        self.assertEqual((link.candidate_id, self.chair.qb_proposal), (winner["Id"], "Chair"))

    def test_an_invoice_whose_customer_is_inactive_arrives_after_relinking(self):
        """QuickBooks refuses with 2500 and does not say what is inactive."""
        there = self.linked_customer()
        self.change("Customer", there, Active=False)
        invoice = self.shipped()
        link = self.link_of(self.customer)
        self.assertEqual((link.state, link.why), ("broken", "inactive"))
        self.assertEqual(invoice.qb_state, "failed")
        self.assertIn("The customer “Azure Interior” was made inactive in QuickBooks", invoice.qb_message)
        self.assertEqual(self.invoices_there(), [])
        names = [one["DisplayName"] for one in self.books("Customer")]
        self.assertNotIn("Azure Interior", names, "it was not created again")
        other = self.customer_there("Azure Group")
        link._propose(Acknowledged(ObjectRef("Customer", other["Id"]), name="Azure Group"), merged=False)
        self.relink(self.customer)
        self.assertEqual(invoice.qb_state, "sent")
        self.assertEqual(self.the_only_invoice()["CustomerRef"]["value"], other["Id"])

    def test_active_again_it_heals_and_the_invoice_goes(self):
        there = self.linked_customer()
        self.change("Customer", there, Active=False)
        self.company.set_switch("inactive_reference_code", "610")
        invoice = self.shipped()
        self.assertEqual(invoice.qb_state, "failed")
        self.change("Customer", there, Active=True, DisplayName="Azure Interior")
        self.notice()
        self.assertEqual(self.link_of(self.customer).state, "linked")
        self.assertEqual(invoice.qb_state, "sent")
        self.assertEqual(self.the_only_invoice()["CustomerRef"]["value"], there["Id"])

    def test_a_deleted_document_and_a_new_name(self):
        there = self.customer_there()
        invoice = self.shipped()
        self.change("Customer", there, DisplayName="Azure Group")
        gone = self.the_only_invoice()
        self.company.enter("Invoice", {"Id": gone["Id"], "SyncToken": gone["SyncToken"]}, "delete")
        self.notice()
        self.assertEqual(self.link_of(invoice).state, "deleted")
        self.assertEqual((invoice.qb_state, self.link_of(self.customer).name), ("none", "Azure Group"))
        self.assertIn("was deleted in QuickBooks", invoice.qb_message)
        self.run_queue()
        self.assertEqual(self.invoices_there(), [], "it is not created again by itself")

    def test_one_read_an_hour(self):
        self.shipped()
        self.notice()
        before = len(self.company.requests())
        self.connection._health().changes_asked_at = False
        self.notice()
        self.assertEqual([one["path"].rpartition("/")[2] for one in self.company.requests()[before:]], ["cdc"])
        with self.enter_registry_test_mode():
            Noticing(self.env.registry, self.connection.id).run()
        self.assertEqual(len(self.company.requests()), before + 1)
