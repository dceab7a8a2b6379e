"""Foreign currencies in company files of QuickBooks Desktop of each country: the rate of Odoo's document, the account
and the customer of its currency."""

from decimal import Decimal

from odoo.tests import tagged

from .desktop_country import CountryCase
from .test_currency_names import EUROS, NAME, Currencies


class Abroad(Currencies):
    """Euros, in each country; 1 euro is 1.25 of home."""

    def setUp(self):
        super().setUp()
        self.open_books(self.country, self.codes, multicurrency=True)

    def told(self, there):
        """(customer, receivable account, currency, rate) of a document there."""
        return (
            *(there[name]["FullName"] for name in ("CustomerRef", "ARAccountRef", "CurrencyRef")),
            Decimal(there["ExchangeRate"]),
        )

    def customers(self):
        """{name: currency} of our customer there."""
        return {
            one["Name"]: one["CurrencyRef"]["FullName"]
            for one in self.books("Customer")
            if one["Name"].startswith(NAME)
        }

    def receivable(self, there):
        """What a document posted to accounts receivable: (in its own currency, at home)."""
        rows = [
            row
            for row in self.company.ledger()
            if row["txn_id"] == there["TxnID"] and row["account_id"] == there["ARAccountRef"]["ListID"]
        ]
        return sum(row["foreign_amount"] for row in rows), sum(row["amount"] for row in rows)

    def test_the_rate_of_the_document_and_the_account_of_its_currency(self):
        self.several("refuse")
        invoice = self.invoice((self.chair, 3, 33.33), currency_id=self.euro.id)
        self.sent(invoice)
        there = self.there(invoice)
        self.assertEqual(self.told(there), (NAME, "Accounts Receivable - EUR", "Euro", Decimal("1.25")))
        self.assertEqual(self.customers(), {NAME: "Euro"})
        total = Decimal(str(invoice.amount_total))
        self.assertEqual(self.receivable(there), (total, (total * Decimal("1.25")).quantize(Decimal("0.01"))))
        note = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        note.action_post()
        self.sent(note)
        memo = self.there(note, "CreditMemo")
        self.assertEqual(self.told(memo), (NAME, "Accounts Receivable - EUR", "Euro", Decimal("1.25")))

    def test_an_order_has_the_rate_too(self):
        self.several()
        self.connection.send_orders = True
        order = self.order((self.chair, 3, 33.33), pricelist_id=self.pricelist_in(self.euro).id)
        self.run_queue()
        (there,) = self.ours("SalesOrder")
        self.assertEqual((there["CurrencyRef"]["FullName"], Decimal(there["ExchangeRate"])), ("Euro", Decimal("1.25")))
        self.assertEqual(Decimal(there["TotalAmount"]), Decimal(str(order.amount_total)))
        self.shipped(order)
        self.run_queue()
        self.assertEqual(self.told(self.there(order.invoice_ids))[2:], ("Euro", Decimal("1.25")))
        self.assertEqual(self.ours("SalesOrder")[0]["IsFullyInvoiced"], "true")

    def test_a_rate_that_changed_since_is_that_of_the_document(self):
        self.several()
        self.env["res.currency.rate"].create({"currency_id": self.euro.id, "name": "2026-03-15", "rate": 0.5})
        early, late = (
            self.invoice((self.chair, 1, 100.0), currency_id=self.euro.id, invoice_date=day)
            for day in ("2026-03-01", "2026-03-20")
        )
        self.sent(early, late)
        self.assertEqual(self.told(self.there(early))[3], Decimal("1.25"))
        self.assertEqual(self.told(self.there(late))[3], Decimal("2"))

    def test_each_currency_has_its_name(self):
        self.several()
        home, euros, again = self.in_dollars(), self.in_euros(), self.in_euros()
        self.sent(home, euros, again)
        plain = self.told(self.there(home)) if "CurrencyRef" in self.there(home) else ()
        self.assertEqual(plain[:1], (NAME,))
        for move in (euros, again):
            expected = (EUROS, "Accounts Receivable - EUR", "Euro", Decimal("1.25"))
            self.assertEqual(self.told(self.there(move)), expected)
        names = self.customers()
        self.assertEqual((set(names), names[EUROS]), ({NAME, EUROS}, "Euro"))
        self.assertNotEqual(names[NAME], "Euro")
        self.assertEqual((self.row.currency_id, self.row.qb_number, self.row.qb_state), (self.euro, EUROS, "sent"))

    def test_found_by_name_before_created(self):
        self.several()
        currency = "<CurrencyRef><FullName>Euro</FullName></CurrencyRef>"
        self.enter(f"<CustomerAddRq><CustomerAdd><Name>{EUROS}</Name>{currency}</CustomerAdd></CustomerAddRq>")
        self.enter(f"<CustomerAddRq><CustomerAdd><Name>{NAME}</Name></CustomerAdd></CustomerAddRq>")
        before = self.customers()
        invoice = self.in_euros()
        self.sent(invoice)
        self.assertEqual(self.told(self.there(invoice))[0], EUROS)
        self.assertEqual(self.customers(), before, "nobody was created")

    def test_refused_until_the_policy_allows_it(self):
        self.several("refuse")
        home, euros = self.in_dollars(), self.in_euros()
        self.run_queue()
        self.assertEqual((home.qb_state, euros.qb_state), ("sent", "failed"))
        self.assertIn("let a QuickBooks manager give customers a second name for each currency", euros.qb_message)
        self.assertFalse(self.row)
        self.assertEqual(list(self.customers()), [NAME])
        self.connection.currency_names = "second"
        self.sent(euros)
        self.assertEqual(self.told(self.there(euros))[0], EUROS)


@tagged("post_install", "-at_install")
class TestUnitedStates(Abroad, CountryCase):
    pass


@tagged("post_install", "-at_install")
class TestCanada(Abroad, CountryCase):
    country, currency, percent, codes = "CA", "CAD", 13, ("H", "E")


@tagged("post_install", "-at_install")
class TestBritain(Abroad, CountryCase):
    country, currency, percent, codes = "UK", "GBP", 20, ("S", "O")
