"""A customer who buys in a second currency: refused, or under a second name in QuickBooks, in both editions."""

from decimal import Decimal

from odoo.addons.odoo_qb_connector.documents import DocumentError
from odoo.addons.odoo_qb_connector.gateway import Acknowledged, FindByName, FindHolders, ObjectRef, ReadObject, Verb
from odoo.addons.odoo_qb_connector.models.qb_plan import Adopt, Ask, Send, Wait
from odoo.addons.odoo_qb_connector.models.qb_sentences import sentences
from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .import_case import ImportCase, party
from .job_books import BooksCase
from .job_common import JobCase
from .test_desktop_documents import DocumentCase

NAME = "Azure Interior"
EUROS = f"{NAME} (EUR)"


class Currencies:
    def several(self, policy="second"):
        """The company works in several currencies; 1 euro is 1.25 dollars."""
        self.euro = self.env.ref("base.EUR")
        self.euro.active = True
        self.env["res.currency.rate"].create({"currency_id": self.euro.id, "name": "2026-01-01", "rate": 0.8})
        self.connection.currency_names = policy

    @property
    def row(self):
        return self.env["qb.partner.currency"].search([("connection_id", "=", self.connection.id)])

    def in_euros(self):
        return self.invoice((self.chair, 1, 100.0), currency_id=self.euro.id)

    def in_dollars(self):
        return self.invoice((self.chair, 1, 100.0))


@tagged("post_install", "-at_install")
class TestOnline(Currencies, BooksCase):
    """In QuickBooks Online's own books, as the simulator keeps them."""

    def setUp(self):
        super().setUp()
        self.open_books("us-ast", multicurrency=True)

    def there(self):
        """{name of the customer: [(currency, rate, total)]} of the invoices that Odoo sent."""
        found = {}
        for one in self.invoices_there():
            rate = one.get("ExchangeRate")
            said = (one["CurrencyRef"]["value"], rate and Decimal(str(rate)), Decimal(str(one["TotalAmt"])))
            found.setdefault(one["CustomerRef"]["name"], []).append(said)
        return found

    def customers(self):
        return {
            one["DisplayName"]: one["CurrencyRef"]["value"]
            for one in self.books("Customer")
            if one["DisplayName"].startswith(NAME)
        }

    def test_each_currency_has_its_name(self):
        self.several()
        dollars, euros, again = self.in_dollars(), self.in_euros(), self.in_euros()
        self.run_queue()
        self.assertEqual([one.qb_state for one in (dollars, euros, again)], ["sent"] * 3, euros.qb_message)
        self.assertEqual(self.customers(), {NAME: "USD", EUROS: "EUR"})
        there = self.there()
        self.assertEqual({name: len(rows) for name, rows in there.items()}, {NAME: 1, EUROS: 2})
        self.assertEqual({row[:2] for row in there[EUROS]}, {("EUR", Decimal("1.25"))})
        self.assertEqual((self.row.currency_id, self.row.qb_number, self.row.qb_state), (self.euro, EUROS, "sent"))
        self.assertEqual(self.customer.qb_customer_name, NAME)

    def test_found_by_name_before_created(self):
        self.several()
        kept = {"DisplayName": EUROS, "CurrencyRef": {"value": "EUR"}}
        there = self.company.enter("Customer", kept)
        self.company.enter("Customer", {"DisplayName": NAME, "CurrencyRef": {"value": "USD"}})
        invoice = self.in_euros()
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent", invoice.qb_message)
        self.assertEqual(list(self.there()), [EUROS])
        self.assertEqual(self.row._qb_link_for(self.connection, "Customer").qb_id, there["Id"])
        self.assertEqual(self.customers(), {NAME: "USD", EUROS: "EUR"}, "nobody was created")

    def test_refused_until_the_policy_allows_it(self):
        self.several("refuse")
        dollars, euros = self.in_dollars(), self.in_euros()
        self.run_queue()
        self.assertEqual((dollars.qb_state, euros.qb_state), ("sent", "failed"))
        self.assertIn("let a QuickBooks manager give customers a second name for each currency", euros.qb_message)
        self.assertFalse(self.row)
        self.connection.currency_names = "second"
        self.run_queue()
        self.assertEqual(euros.qb_state, "sent", euros.qb_message)
        self.assertEqual({*self.there()}, {EUROS, NAME})

    def test_a_change_goes_to_both_names(self):
        self.several()
        self.in_dollars(), self.in_euros()
        self.run_queue()
        self.connection.update_customers = True
        self.customer.write({"name": "Azure Group", "phone": "+1 555 0100"})
        self.run_queue()
        found = {
            one["DisplayName"]: one["PrimaryPhone"]["FreeFormNumber"]
            for one in self.books("Customer")
            if one["DisplayName"].startswith("Azure")
        }
        self.assertEqual(found, {"Azure Group": "+1 555 0100", "Azure Group (EUR)": "+1 555 0100"})

    def test_unlinked_it_is_found_again(self):
        self.several()
        self.in_dollars(), self.in_euros()
        self.run_queue()
        self.row.action_qb_unlink()
        self.assertFalse(self.row)
        self.assertTrue(self.customer._qb_link_for(self.connection, "Customer"), "the plain name stays linked")
        self.in_euros()
        self.run_queue()
        self.assertEqual(len(self.there()[EUROS]), 2)
        self.assertEqual(self.customers(), {NAME: "USD", EUROS: "EUR"})

    def test_an_order_of_a_customer_in_another_currency(self):
        self.several("refuse")
        self.in_dollars()
        self.run_queue()
        pricelist = self.env["product.pricelist"].create({"name": "Euro", "currency_id": self.euro.id})
        order = self.order((self.chair, 1), pricelist_id=pricelist.id)
        self.env["qb.operation"]._wish(self.connection, order, "send", qb_type="Estimate")
        self.run_queue()
        failed = self.operations(order, state="failed")
        self.assertEqual(failed.error_problem, "customer_currency")
        self.connection.currency_names = "second"
        self.run_queue()
        names = [one["CustomerRef"]["name"] for one in self.books("Estimate") if "[odoo:" in one.get("PrivateNote", "")]
        self.assertEqual(names, [EUROS])


@tagged("post_install", "-at_install")
class TestRules(Currencies, JobCase):
    """Which record a document names; nothing crosses a wire."""

    def setUp(self):
        super().setUp()
        self.several()
        self.facts(multicurrency=True)
        self.dollar = self.env.ref("base.USD")

    def named(self, currency, **more):
        return self.customer._qb_party(self.connection, currency, **more)

    def kept_in(self, currency, **values):
        return self.link(self.customer, "Customer", 1, currency_id=currency.id, **values)

    def test_the_first_currency_has_the_plain_name(self):
        self.assertEqual(self.named(self.euro), self.customer)
        self.kept_in(self.euro)
        self.assertEqual(self.named(self.euro), self.customer)
        self.assertFalse(self.row)
        self.assertEqual(self.named(self.dollar, create=False), self.customer)
        self.assertEqual(self.named(self.dollar).name, f"{NAME} (USD)")
        self.assertEqual(self.named(self.dollar), self.row, "the same the second time")

    def test_one_currency_only(self):
        self.kept_in(self.dollar)
        self.facts(multicurrency=False)
        self.assertEqual(self.named(self.euro), self.customer)

    def test_what_is_linked_counts_after_the_policy_changed(self):
        self.kept_in(self.dollar)
        self.link(self.named(self.euro), "Customer", 2, currency_id=self.euro.id)
        self.connection.currency_names = "refuse"
        self.assertEqual(self.named(self.euro), self.row)
        self.row.action_qb_unlink()
        self.assertEqual(self.named(self.euro), self.customer)

    def test_without_the_plain_name_its_own_still_counts(self):
        self.kept_in(self.dollar)
        self.link(self.named(self.euro), "Customer", 2, currency_id=self.euro.id)
        self.customer.with_context(qb_type="Customer").action_qb_unlink()
        self.assertEqual(self.named(self.euro), self.row)
        self.assertEqual(self.named(self.dollar), self.customer)

    def test_a_broken_link_says_its_currency_too(self):
        self.kept_in(self.dollar, state="broken")
        self.assertEqual(self.named(self.euro), self.row)

    def test_a_broken_second_name_is_looked_for_and_relinked(self):
        self.kept_in(self.dollar, name=NAME)
        link = self.link(self.named(self.euro), "Customer", 2, currency_id=self.euro.id, name=EUROS)
        link._mark_gone("broken", link.create_date)
        find = self.operations(self.row)
        self.assertEqual((find.verb, find.qb_type), ("find", "Customer"))
        itself, by_name = ReadObject(ObjectRef("Customer", "2")), FindByName("Customer", (EUROS,))
        self.assertEqual(self.row._qb_prepare_find(find, {}), Ask([itself]))
        answers = {itself: None, by_name: [Acknowledged(ObjectRef("Customer", "9", "0"), name=EUROS, currency="EUR")]}
        self.row._qb_prepare_find(find, answers)
        self.assertEqual((link.candidate_id, self.row.qb_proposal), ("9", EUROS))
        self.row.action_qb_relink()
        relink = self.operations(self.row).filtered(lambda one: one.verb == "ensure")
        self.assertEqual((relink.candidate_id, relink.qb_type), ("9", "Customer"))
        self.assertTrue(self.customer._qb_link_for(self.connection, "Customer"), "the plain name is not touched")

    def test_the_name_is_looked_for_created_and_may_clash(self):
        self.kept_in(self.dollar, name=NAME)
        self.link(self.chair, "Item", 11)
        invoice = self.in_euros()
        self.assertEqual(self.prepare(invoice), Wait([self.row]))
        question = FindByName("Customer", (EUROS,))
        self.assertEqual(self.prepare(self.row, verb="ensure"), Ask([question]))
        plan = self.prepare(self.row, {question: []}, verb="ensure")
        self.assertIsInstance(plan, Send)
        document = plan.command.document
        self.assertEqual((document.name, document.currency, document.company_name), (EUROS, "EUR", NAME))
        found = Acknowledged(ObjectRef("Customer", "9", "0"), name=EUROS, currency="EUR")
        self.assertEqual(self.prepare(self.row, {question: [found]}, verb="ensure"), Adopt(found))
        wrong = Acknowledged(ObjectRef("Customer", "9", "0"), name=EUROS, currency="USD")
        with self.assertRaises(DocumentError) as caught:
            self.prepare(self.row, {question: [wrong]}, verb="ensure")
        self.assertIn("is kept in USD", sentences(self.env, caught.exception.problems))

    def test_a_namesake_of_the_plain_name_in_another_currency_is_linked_first(self):
        """QuickBooks has the customer in dollars, the first document is in euros."""
        question = FindByName("Customer", (NAME,))
        found = Acknowledged(ObjectRef("Customer", "1", "0"), name=NAME, currency="USD")
        invoice = self.in_euros()
        operation = self.env["qb.operation"]._wish(
            self.connection, self.customer, "ensure", qb_type="Customer", origin=self.operation(invoice)
        )
        self.assertEqual(self.customer._qb_prepare(operation, {question: [found]}), Adopt(found))
        self.connection.currency_names = "refuse"
        with self.assertRaises(DocumentError):
            self.customer._qb_prepare(operation, {question: [found]})

    def test_the_text_behind_the_name(self):
        self.connection.currency_suffix = " - {currency}"
        self.kept_in(self.dollar)
        self.assertEqual(self.named(self.euro).name, f"{NAME} - EUR")
        for wrong in ("(foreign)", "({currency}: long)", "{currency} of the foreign customers"):
            with self.assertRaises(ValidationError):
                self.connection.currency_suffix = wrong

    def test_the_balance_has_an_amount_for_each_name(self):
        self.connection.status_ids._set("connected")
        self.kept_in(self.dollar)
        self.link(self.named(self.euro), "Customer", 2, currency_id=self.euro.id)
        self.customer.qb_open_balance()
        for row in self.env["qb.balance"].search([("connection_id", "=", self.connection.id)]):
            code, amount = {"1": ("USD", "12.00"), "2": ("EUR", "7.50")}[row.qb_id]
            row.write({"amount": amount, "currency": code, "read_at": row.create_date, "asked_at": False})
            row.read_at = self.env.cr.now()
        self.assertEqual(
            self.customer.qb_open_balance(),
            {"known": True, "busy": False, "text": "12.00 USD, read just now + 7.50 EUR, read just now"},
        )

    def test_by_hand(self):
        clerk = new_test_user(self.env, "qb-clerk", groups="odoo_qb_connector.group_qb_user")
        self.kept_in(self.dollar)
        action = self.customer.with_user(clerk).action_qb_other_currency()
        dialog = self.env["qb.other.currency"].with_user(clerk).with_context(**action["context"])
        with self.assertRaisesRegex(UserError, "The plain name is the customer in USD"):
            dialog.create({"currency_id": self.dollar.id}).action_link()
        opened = dialog.create({"currency_id": self.euro.id}).action_create_there()
        wizard = self.env["qb.link.wizard"].with_user(clerk).browse(opened["res_id"])
        self.assertEqual((wizard.res_model, wizard.res_id), ("qb.partner.currency", self.row.id))
        self.assertEqual((wizard.name, wizard.currency_id, wizard.asks_currency), (EUROS, self.euro, False))
        self.connection.currency_names = "refuse"
        with self.assertRaisesRegex(UserError, "keeps one name for each customer"):
            self.customer.with_user(clerk).action_qb_other_currency()


@tagged("post_install", "-at_install")
class TestMerge(Currencies, JobCase):
    """Contacts that are merged in Odoo keep what they are in QuickBooks."""

    def setUp(self):
        super().setUp()
        self.several()
        self.facts(multicurrency=True)
        self.dollar = self.env.ref("base.USD")
        self.other = self.env["res.partner"].create({"name": "Azure of Europe", "is_company": True})

    def merge(self):
        """The other contact goes into the customer. Returns {record: id of its customer there}."""
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | self.other).ids, self.customer)
        self.assertFalse(self.other.exists())
        links = self.env["qb.link"].search(
            [("connection_id", "=", self.connection.id), ("qb_type", "=", "Customer")], order="qb_id"
        )
        return {link._record(): link.qb_id for link in links}

    def test_the_one_that_is_there(self):
        self.link(self.other, "Customer", 2, currency_id=self.dollar.id)
        self.assertEqual(self.merge(), {self.customer: "2"})

    def test_one_for_each_currency_become_two_names(self):
        self.link(self.customer, "Customer", 1, currency_id=self.dollar.id)
        self.link(self.other, "Customer", 2, currency_id=self.euro.id)
        self.assertEqual(self.merge(), {self.customer: "1", self.row: "2"})
        self.assertEqual((self.row.partner_id, self.row.currency_id), (self.customer, self.euro))

    def test_two_of_one_currency(self):
        self.link(self.customer, "Customer", 1, currency_id=self.dollar.id)
        self.link(self.other, "Customer", 2, currency_id=self.dollar.id)
        for place, partner in enumerate((self.customer, self.other), 3):
            row = partner._qb_in_currency(self.connection, self.euro)
            self.link(row, "Customer", place, currency_id=self.euro.id)
        self.assertEqual(self.merge(), {self.customer: "1", self.row: "3"}, "those of the one that stays")

    def test_its_names_in_other_currencies_come_along(self):
        self.link(self.customer, "Customer", 1, currency_id=self.dollar.id)
        self.link(self.other._qb_in_currency(self.connection, self.euro), "Customer", 2, currency_id=self.euro.id)
        self.assertEqual(self.merge(), {self.customer: "1", self.row: "2"})
        self.assertEqual(self.row.name, EUROS)


@tagged("post_install", "-at_install")
class TestImport(Currencies, ImportCase):
    def setUp(self):
        super().setUp()
        self.several()
        self.facts(multicurrency=True)

    def test_a_second_name_is_no_new_contact(self):
        rows = self.run_batch(party(30, EUROS, currency="EUR"), party(31, NAME))
        self.assertEqual({(name, outcome) for name, outcome, *_ in rows}, {(EUROS, "matched"), (NAME, "matched")})
        self.assertEqual((self.linked("Customer", 30), self.linked("Customer", 31)), (self.row, self.customer))
        self.assertFalse(self.env["res.partner"].search([("name", "=", EUROS)]))
        rows = self.run_batch(party(30, EUROS, currency="EUR"), party(32, EUROS.upper(), currency="EUR"))
        self.assertEqual([outcome for _name, outcome, *_ in rows], ["known", "left_out"])

    def test_without_the_policy_it_is_a_contact_like_another(self):
        self.connection.currency_names = "refuse"
        self.assertEqual(self.run_batch(party(30, EUROS, currency="EUR"))[0][1], "created")


@tagged("post_install", "-at_install")
class TestDesktop(Currencies, DocumentCase):
    def setUp(self):
        super().setUp()
        self.several()
        self.facts(multicurrency=True)
        self.entry("Currency", "80000071-1", "Euro", number="EUR")
        self.entry("Currency", "80000072-1", "US Dollar", number="USD")
        self.entry(
            "Account", "80000004-1", "A/R - EUR", kind="AccountsReceivable", details={"CurrencyRef": "80000071-1"}
        )
        self.customer_link.currency_id = self.env.ref("base.USD")

    def test_customer_account_and_rate_of_each_currency(self):
        euros, dollars = self.in_euros(), self.in_dollars()
        self.assertEqual(self.prepare(euros), Wait([self.row]))
        plan = self.prepare(self.row, {FindHolders((EUROS,)): []}, verb="ensure")
        self.assertEqual((plan.command.verb, plan.command.document.name), (Verb.CREATE, EUROS))
        self.assertIn(b"<CurrencyRef><ListID>80000071-1</ListID></CurrencyRef>", self.one_line(plan))
        self.link(self.row, "Customer", "80000102-1", currency_id=self.euro.id)
        names = ("CustomerRef", "ARAccountRef", "ExchangeRate")
        head = self.header(euros)
        self.assertEqual(tuple(head[name] for name in names), ("80000102-1", "80000004-1", "1.25"))
        head = self.header(dollars)
        self.assertEqual(
            tuple(head.get(name) for name in names), ("80000101-1", "80000001-1", None), "A/R is always said"
        )
        self.link(euros, "Invoice", "T-1", number=euros.name)
        refund = euros._reverse_moves()
        refund.action_post()
        head = self.header(refund, "CreditMemoAdd")
        self.assertEqual(tuple(head[name] for name in names), ("80000102-1", "80000004-1", "1.25"))

    def one_line(self, plan):
        return b"".join(line.strip() for line in self.bytes_of(plan.command).splitlines())

    def test_refused_by_default(self):
        self.connection.currency_names = "refuse"
        self.assertIn("is kept in USD in QuickBooks and cannot get a document in EUR", self.refusal(self.in_euros()))

    def test_a_receipt_is_deposited_in_its_currency_or_that_of_the_books(self):
        pound = self.entry("Currency", "80000073-1", "British Pound", number="GBP")
        banks = {
            code: self.entry("Account", f"8000009{place}-1", f"Bank {code}", kind="Bank", details={"CurrencyRef": ref})
            for place, (code, ref) in enumerate({"GBP": pound.qb_id, "EUR": "80000071-1", "USD": "80000072-1"}.items())
        }
        self.link(self.customer._qb_party(self.connection, self.euro), "Customer", "80000102-1")
        channel = self.connection.default_channel_id
        channel.write({"receipts": True, "deposit_account_id": banks["GBP"].id})
        invoice = self.in_euros()
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        register.create({})._create_payments()
        self.assertEqual(
            self.refusal(invoice),
            f"The account “Bank GBP” that {channel.display_name} deposits to is kept in GBP in QuickBooks, and this "
            "receipt is in EUR. Choose an account in EUR or in the currency of the books on the channel, or none for "
            "Undeposited Funds, then press Send Again.",
        )
        for code in ("EUR", "USD"):
            channel.deposit_account_id = banks[code]
            head = self.header(invoice, "SalesReceiptAdd")
            self.assertEqual((head["DepositToAccountRef"], head["ExchangeRate"]), (banks[code].qb_id, "1.25"))
