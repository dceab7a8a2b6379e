"""The return dialog says in one line what will happen to the invoice."""

from odoo.tests import Form, tagged

from .job_common import JobCase
from .returning import Returning


@tagged("post_install", "-at_install")
class TestReturnWizard(Returning, JobCase):
    def setUp(self):
        super().setUp()
        self.link_all()
        self.picking = self.ship(self.order((self.chair, 3), (self.desk, 1)))
        self.operations(self.picking)

    def invoiced(self, linked=True):
        invoice = self.invoice_of(self.picking)
        self.operations(self.picking)._mark_done()
        if linked:
            self.link(invoice, "Invoice", 77)
        return invoice

    def said(self, **quantities):
        """What the dialog says, as the warehouse sees it."""
        keeper = self.env["res.users"].search([("login", "=", "qb_keeper")]) or self.env["res.users"].create(
            {
                "name": "Keeper",
                "login": "qb_keeper",
                "group_ids": [(6, 0, self.env.ref("stock.group_stock_user").ids)],
            }
        )
        wizard = self.env["stock.return.picking"].with_user(keeper)
        with Form(wizard.with_context(active_id=self.picking.id, active_model="stock.picking")) as form:
            for place, name in enumerate(("chair", "desk")):
                if name in quantities:
                    with form.product_return_moves.edit(place) as line:
                        line.quantity = quantities[name]
            return form.qb_return_words

    def test_all_of_it(self):
        invoice = self.invoiced()
        deleted = f"{invoice.name} is deleted there if it is unpaid, else credited."
        self.assertEqual(self.said(), f"QuickBooks, if all of it comes back: {deleted}")
        self.assertEqual(self.said(chair=3, desk=1), f"QuickBooks: {deleted}")

    def test_a_part(self):
        invoice = self.invoiced()
        self.assertEqual(
            self.said(chair=1),
            f"QuickBooks: a credit memo for {invoice.name} goes there, dated on the return. Only a part of what "
            f"{invoice.name} sold came back.",
        )

    def test_the_number_is_the_one_that_quickbooks_shows(self):
        """The order's, where the channel says so, in every part of the sentence; Odoo's own while it is not there."""
        self.connection.default_channel_id.number_from = "order"
        invoice, order = self.invoiced(linked=False), self.picking.sale_id.name
        self.assertEqual(self.said(chair=3, desk=1), f"QuickBooks: {invoice.name} has not left yet and will not.")
        self.link(invoice, "Invoice", 77, number=self.document(invoice).number)
        deleted = f"QuickBooks: {order} is deleted there if it is unpaid, else credited."
        self.assertEqual(self.said(chair=3, desk=1), deleted)
        self.assertEqual(
            self.said(chair=1),
            f"QuickBooks: a credit memo for {order} goes there, dated on the return. Only a part of what {order} sold "
            "came back.",
        )

    def test_by_policy_or_country(self):
        invoice = self.invoiced()
        self.facts(country="CA")
        self.assertEqual(
            self.said(chair=3, desk=1),
            f"QuickBooks: a credit memo for {invoice.name} goes there, dated on the return. This connection credits "
            "returns.",
        )

    def test_not_there_yet_or_never(self):
        self.assertEqual(self.said(chair=1), "QuickBooks: nothing changes, because none of it is on an invoice.")
        invoice = self.invoiced(linked=False)
        self.assertEqual(self.said(chair=3, desk=1), f"QuickBooks: {invoice.name} has not left yet and will not.")
        self.operations(invoice).action_cancel()
        self.assertEqual(
            self.said(chair=3, desk=1),
            f"QuickBooks: {invoice.name} is not there, so the return waits until it is linked or sent.",
        )

    def test_sent_by_hand(self):
        invoice = self.invoiced()
        self.connection.default_channel_id.mode = "manual"
        self.assertEqual(
            self.said(chair=3, desk=1),
            f"QuickBooks, when somebody presses Send Now on the return: {invoice.name} is deleted there if it is "
            "unpaid, else credited.",
        )

    def test_without_a_connection_it_says_nothing(self):
        self.connection.active = False
        self.assertFalse(self.said(chair=1))
