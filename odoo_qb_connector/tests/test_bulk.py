"""One action on many records, and what makes two wishes the same."""

from odoo.addons.odoo_qb_connector.models.drain.claim import _take
from odoo.tests import tagged

from .job_common import JobCase


@tagged("post_install", "-at_install")
class TestEqualWishes(JobCase):
    """Equal wishes of a record go as one; what wants something else stays by itself."""

    def taken(self, *wishes):
        """States of `wishes` (keywords of _wish) of one customer after the first was claimed."""
        operations = self.env["qb.operation"]
        for wish in wishes:
            operations |= operations._wish(self.connection, self.customer, **wish)
        first = operations.sorted("id")[0]
        self.env.flush_all()
        _take(self.env.cr, "0" * 32, [first.id])
        self.env.invalidate_all()
        return operations.sorted("id").mapped("state")

    def test_equal_ones_are_one(self):
        self.assertEqual(self.taken({"verb": "ensure"}, {"verb": "ensure"}), ["sending", "merged"])

    def test_customer_and_vendor_are_two(self):
        wishes = {"verb": "ensure"}, {"verb": "ensure", "qb_type": "Vendor"}, {"verb": "ensure"}
        self.assertEqual(self.taken(*wishes), ["sending", "pending", "pending"])

    def test_what_a_person_chose_goes_by_itself(self):
        wishes = {"verb": "ensure"}, {"verb": "ensure", "choices": {"name": "Azure"}}
        self.assertEqual(self.taken(*wishes), ["sending", "pending"])

    def test_the_type_is_what_the_record_usually_is(self):
        wish = self.env["qb.operation"]._wish(self.connection, self.customer, "ensure")
        self.assertEqual(wish.qb_type, "Customer")
        self.assertEqual(self.env["qb.operation"]._wish(self.connection, self.chair, "ensure").qb_type, "Item")


@tagged("post_install", "-at_install")
class TestBulk(JobCase):
    def test_counts_progress_and_what_was_left_out(self):
        partners = self.env["res.partner"].create([{"name": f"Guest {number}"} for number in range(4)])
        bulk = self.env["qb.bulk"]._start("Link 5 contacts", partners, left_out=[(self.customer, "it has none")])
        self.env["qb.operation"]._wish(self.connection, partners, "ensure", bulk=bulk)
        self.assertEqual((bulk.total, bulk.done_count, bulk.failed_count, bulk.waiting_count), (5, 0, 1, 4))
        self.assertEqual(bulk.left_out, "Azure Interior: it has none")
        bulk.operation_ids[0]._mark_done("Linked")
        bulk.operation_ids[1]._mark_failed("No such name")
        bulk.invalidate_recordset()
        self.assertEqual((bulk.done_count, bulk.failed_count, bulk.waiting_count, bulk.progress), (1, 2, 2, 60.0))

    def test_nothing_at_all_is_over(self):
        bulk = self.env["qb.bulk"]._start("Nothing", self.env["res.partner"])
        self.assertEqual((bulk.total, bulk.progress, bulk.waiting_message), (0, 100.0, False))

    def test_says_why_it_waits(self):
        bulk = self.env["qb.bulk"]._start("Link a contact", self.customer)
        self.env["qb.operation"]._wish(self.connection, self.customer, "ensure", bulk=bulk)
        self.assertEqual(bulk.waiting_message, self.connection._waiting_message())
        self.assertIn("never connected", bulk.waiting_message)
