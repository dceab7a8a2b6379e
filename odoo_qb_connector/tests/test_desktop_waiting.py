"""A document that waits for the Web Connector says so and since when, whatever it is that waits for it."""

from unittest.mock import patch

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, ObjectRef
from odoo.tests import tagged

from .browser_case import BrowserCase
from .desktop_case import DesktopCase

FIVE, SIX = fields.Datetime.to_datetime("2026-03-05 17:00:00"), fields.Datetime.to_datetime("2026-03-05 18:07:30")
SINCE_SIX = (
    "Waiting for QuickBooks Desktop since 03/05/2026 06:07 PM. It goes when the Web Connector runs the next time."
)
SINCE_FIVE = SINCE_SIX.replace("06:07", "05:00")


class WaitingCase(DesktopCase):
    def setUp(self):
        super().setUp()
        self.connection.status_ids.state = "connected"
        self.env.user.tz = "UTC"

    def asks(self, record, since):
        """A customer or item about which QuickBooks was asked."""
        needed = self.env["qb.operation"]._wish(self.connection, record, "ensure")
        needed._mark_asking()
        needed.waiting_since = since
        return needed

    def seen(self, record):
        record.invalidate_recordset()
        return record.qb_state, record.qb_message


@tagged("post_install", "-at_install")
class TestWaiting(WaitingCase):
    def test_an_invoice_behind_its_customer_and_so_its_delivery_and_order(self):
        order = self.order((self.chair, 1))
        delivery = self.ship(order)
        invoice = self.invoice_of(delivery)
        self.operations(delivery)._mark_done()
        wish = self.operations(invoice)
        wish._mark_behind(self.asks(self.customer, SIX))
        for record in (invoice, delivery, order):
            with self.subTest(record=record._name):
                self.assertEqual(self.seen(record), ("waiting", SINCE_SIX))
        self.assertEqual(wish.outcome, SINCE_SIX)
        self.assertEqual(wish.result_for_user(), {"type": "info", "message": SINCE_SIX})

    def test_since_the_first_of_all_that_it_needs(self):
        invoice = self.invoice((self.chair, 1, 100))
        wish = self.operations(invoice)
        customer, chair = self.asks(self.customer, SIX), self.asks(self.chair, FIVE)
        wish._mark_behind(customer | chair)
        self.assertEqual(self.seen(invoice), ("waiting", SINCE_FIVE))
        chair._mark_done()
        self.assertEqual(self.seen(invoice), ("waiting", SINCE_SIX))
        desk = self.asks(self.desk, FIVE)
        customer.prerequisite_ids = desk
        self.assertEqual(self.seen(invoice), ("waiting", SINCE_FIVE))
        (customer | desk)._mark_done()
        self.assertEqual(self.seen(invoice), ("waiting", False))

    def test_a_customer_ready_to_be_fetched(self):
        invoice = self.invoice((self.chair, 1, 100))
        needed = self.asks(self.customer, SIX)
        exchange = self.env["qb.exchange"].create(
            {"connection_id": self.connection.id, "key": "a" * 24, "state": "ready"}
        )
        needed.write({"state": "sending", "exchange_id": exchange.id})
        wish = self.operations(invoice)
        wish._mark_behind(needed)
        self.assertEqual(self.seen(invoice), ("waiting", SINCE_SIX))
        exchange.state = "sent"
        self.assertEqual(self.seen(invoice), ("waiting", False))
        self.assertTrue(wish.result_for_user()["busy"])

    def test_a_lost_answer_is_asked_for_with_the_next_call(self):
        invoice = self.invoice((self.chair, 1, 100))
        wish = self.operations(invoice)
        exchange = self.env["qb.exchange"].create(
            {"connection_id": self.connection.id, "key": "a" * 24, "state": "unknown", "lost_at": SIX, "waits": True}
        )
        wish.exchange_id = exchange
        wish._mark_unknown("Looking.")
        checking = (
            "Checking: the answer was lost. QuickBooks is asked with the next call of the Web Connector, which is "
            "awaited since 03/05/2026 06:07 PM."
        )
        self.assertEqual(self.seen(invoice), ("checking", checking))
        self.assertEqual(wish.result_for_user(), {"type": "info", "message": checking})
        exchange.waits = False
        self.assertEqual(self.seen(invoice), ("checking", "Looking."))


WATCH = """
const strip = () => document.querySelector("[name='qb_strip']")?.innerText ?? "";
const until = async (test) => {
    while (!test(strip())) {
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
};
(async () => {
    await until((text) => text.includes("Waiting for QuickBooks Desktop since"));
    await fetch("/web/dataset/call_kw/qb.operation/action_cancel", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
            jsonrpc: "2.0",
            method: "call",
            params: { model: "qb.operation", method: "action_cancel", args: [[%d]], kwargs: {} },
        }),
    });
    await until((text) => text.includes("In QuickBooks") && text.includes("INV-77"));
    console.log("test successful");
})();
"""


@tagged("post_install", "-at_install")
class TestOpenForm(WaitingCase, BrowserCase):
    def test_an_open_invoice_shows_the_answer_by_itself(self):
        invoice = self.invoice((self.chair, 1, 100))
        wish = self.operations(invoice)
        wish._mark_behind(self.asks(self.customer, SIX))

        def answer(operation):
            """What a session of the Web Connector does; the page only lets it happen at the right moment."""
            there = Acknowledged(ObjectRef("Invoice", "C5-1", "1"), number="INV-77")
            own = operation.sudo()
            own.env["qb.link"]._acknowledge(own.connection_id, own._record(), there)
            own._mark_done()

        with patch.object(self.env.registry["qb.operation"], "action_cancel", answer):
            form = f"/odoo/action-account.action_move_out_invoice_type/{invoice.id}"
            self.browser_js(form, WATCH % wish.id, login="admin", timeout=120)
