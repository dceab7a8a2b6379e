"""The open balance: read in the background at most once an hour, shown with its age, and never a zero nobody said."""

from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, ObjectRef, Profile, ReadProfiles, Retryable
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .desktop_case import DesktopCase
from .job_books import BooksCase
from .job_common import JobCase


class BalanceCase(JobCase):
    def setUp(self):
        super().setUp()
        self.connection.status_ids._set("connected")
        self.seller = new_test_user(self.env, "qb-seller", groups="sales_team.group_sale_salesman")
        self.link_ = self.link(self.customer, "Customer", 7)

    def shown(self, user=None, **more):
        orders = self.env["sale.order"].with_user(user or self.seller)
        return orders.qb_open_balance(self.customer.id, **more)

    def unknown(self, reason):
        return {"known": False, "busy": False, "text": f"unknown: {reason}"}

    def row(self):
        return self.env["qb.balance"].search([("connection_id", "=", self.connection.id)])

    def answer(self, balance, currency="USD", minutes=0):
        there = Acknowledged(ObjectRef("Customer", "7", "0"), balance=Decimal(balance), currency=currency)
        self.connection._answered_balance(ReadProfiles("Customer", ("7",)), [Profile(there, None)])
        self.row().read_at -= timedelta(minutes=minutes)
        self.row().not_before -= timedelta(minutes=minutes)


@tagged("post_install", "-at_install")
class TestShown(BalanceCase):
    def test_amount_currency_and_age(self):
        self.assertEqual(self.shown(), {"known": False, "busy": True, "text": "unknown: QuickBooks is being asked…"})
        for balance, currency, minutes, text in (
            ("1234.00", "USD", 10, "1,234.00 USD, as of 10 minutes ago"),
            ("0.00", "EUR", 59, "0.00 EUR, as of 59 minutes ago"),
            ("-5.10", "", 45, "-5.10 USD, as of 45 minutes ago"),
        ):
            self.answer(balance, currency, minutes)
            self.assertEqual(self.shown(), {"known": True, "busy": False, "text": text})

    def test_an_old_one_is_shown_while_it_is_read_again(self):
        self.shown()
        self.answer("12.00", minutes=61)
        self.assertEqual(self.shown(), {"known": True, "busy": True, "text": "12.00 USD, as of 1 hour ago"})
        self.answer("13.00")
        self.assertEqual(self.shown()["text"], "13.00 USD, read just now")

    def test_a_contact_of_the_customer(self):
        self.shown()
        self.answer("12.00")
        contact = self.env["res.partner"].create({"name": "Ann", "parent_id": self.customer.id})
        orders = self.env["sale.order"].with_user(self.seller)
        self.assertTrue(orders.qb_open_balance(contact.id)["known"])

    def test_on_the_contact_itself(self):
        self.shown()
        self.answer("12.00", minutes=2)
        self.assertEqual(
            self.customer.with_user(self.seller).qb_open_balance()["text"], "12.00 USD, as of 2 minutes ago"
        )

    def test_why_it_is_not_known(self):
        self.shown()
        self.answer("12.00")
        self.connection.status_ids._set("paused")
        self.assertEqual(self.shown(), self.unknown(self.connection._waiting_message()))
        self.connection.status_ids._set("connected")
        self.link_.state = "broken"
        self.assertEqual(self.shown(), self.unknown("this customer is not linked to QuickBooks."))
        team = self.env["crm.team"].create({"name": "Market"})
        market = self.env["res.partner"].create({"name": "The Market"})
        self.env["qb.channel"].create(
            {"connection_id": self.connection.id, "team_id": team.id, "customer_id": market.id}
        )
        self.assertEqual(
            self.shown(team_id=team.id), self.unknown("this sales channel bills everything to The Market.")
        )

    def test_gone_there(self):
        self.shown()
        self.answer("12.00")
        self.connection._answered_balance(ReadProfiles("Customer", ("7",)), [])
        self.assertEqual(self.shown(), self.unknown("QuickBooks has no such customer any more."))

    def test_nothing_is_shown_without_a_connection(self):
        self.connection.enabled = False
        self.assertIs(self.shown(), False)
        self.assertFalse(self.row())

    def test_rights(self):
        """Sellers see the sentence and no row; who may not read orders sees nothing."""
        self.shown()
        for right in ("read", "write", "create", "unlink"):
            self.assertFalse(self.env["qb.balance"].with_user(self.seller).has_access(right))
        keeper = new_test_user(self.env, "qb-keeper", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.shown(keeper)
        other = self.env["res.company"].create({"name": "Second Company"})
        self.assertIs(self.shown(company_id=other.id), False)


@tagged("post_install", "-at_install")
class TestAsked(BalanceCase):
    def test_at_most_once_an_hour(self):
        wakes = []
        with patch.object(type(self.connection), "_wake", lambda connection, at=None: wakes.append(connection)):
            for _look in range(3):
                self.shown()
            self.answer("12.00")
            self.shown()
            self.assertEqual(wakes, [self.connection])
            self.answer("12.00", minutes=60)
            self.shown()
            self.shown()
            self.assertEqual(wakes, [self.connection] * 2)

    def test_an_answer_that_does_not_come_is_asked_for_again_soon(self):
        self.shown()
        self.connection._answered_balance(ReadProfiles("Customer", ("7",)), Retryable("busy", problem="busy"))
        self.assertEqual(self.shown(), self.unknown("QuickBooks did not answer. It is asked again in some minutes."))
        self.row().not_before = fields.Datetime.now()
        self.assertTrue(self.shown()["busy"])

    def test_looking_costs_few_queries(self):
        self.shown()
        self.answer("12.00")
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            self.shown()


@tagged("post_install", "-at_install")
class TestDesktop(BalanceCase, DesktopCase):
    def test_a_stored_question(self):
        waiting = self.unknown("it is asked with the next call of the Web Connector.")
        self.assertEqual((self.shown(), self.shown()), (waiting, waiting))
        question = self.env["qb.question"].search([("connection_id", "=", self.connection.id)])
        self.assertEqual((question.purpose, question._question()), ("balance", ReadProfiles("Customer", ("7",))))
        self.connection._qb_answered("balance", question._question(), [])
        self.assertEqual(self.shown()["text"], "unknown: QuickBooks has no such customer any more.")


@tagged("post_install", "-at_install")
class TestInTheBooks(BooksCase):
    def setUp(self):
        super().setUp()
        self.open_books()

    def run_cron(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env["qb.connection"]._cron_drain(self.connection.id)
        self.env.invalidate_all()

    def look(self, *partners):
        return [self.env["sale.order"].qb_open_balance(partner.id)["text"] for partner in partners]

    def test_an_invoice_is_owed(self):
        self.invoice((self.chair, 1, 100))._qb_wish("send")
        self.run_queue()
        self.look(self.customer)
        self.run_cron()
        self.assertEqual(self.look(self.customer), ["108.00 USD, read just now"])

    def test_many_customers_are_one_question(self):
        partners = self.env["res.partner"].create([{"name": f"Customer {number}"} for number in range(31)])
        for partner in partners:
            there = self.company.enter("Customer", {"DisplayName": partner.name})
            self.link(partner, "Customer", there["Id"])
        self.assertEqual(set(self.look(*partners)), {"unknown: QuickBooks is being asked…"})
        before = len(self.company.requests("query"))
        self.run_cron()
        self.assertEqual(set(self.look(*partners)), {"0.00 USD, read just now"})
        self.assertEqual(len(self.company.requests("query")) - before, 2)
        self.run_cron()
        self.assertEqual(len(self.company.requests("query")) - before, 2, "nobody asked for more")

    def test_disconnected_nothing_is_read(self):
        self.link(self.customer, "Customer", 7)
        self.look(self.customer)
        self.connection.status_ids._set("paused")
        before = len(self.company.requests())
        self.run_cron()
        self.assertEqual(len(self.company.requests()), before)

    def test_an_unreachable_quickbooks_is_no_zero(self):
        self.link(self.customer, "Customer", 7)
        self.look(self.customer)
        self.company.order("error", status=503, count=50)
        self.run_cron()
        self.assertEqual(
            self.look(self.customer), ["unknown: QuickBooks did not answer. It is asked again in some minutes."]
        )
