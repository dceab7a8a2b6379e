"""The life of an order in every region of QuickBooks Online (docs/sales-matrix.md)."""

from decimal import Decimal

from odoo.tests import tagged

from .online_regions import Australia, Britain, Canada, RegionCase, UsAutomated, UsLegacy


class Life:
    """What happens to orders, in each region."""

    def test_every_kind_of_line(self):
        """Section, note, discounts, transport, down payment and cash rounding: the same money, both ways."""
        self.charge("down_payment", self.item_on("Deposit received", "Customer Deposits"))
        self.charge("rounding", self.item_on("Rounding", "Sales of Product Income"))
        order, ahead = self.paid_ahead()
        picking = self.shipped(order)
        self.sent(ahead)
        invoice = picking.qb_invoice_ids
        self.assertEqual(invoice.qb_state, "sent", invoice.qb_message)
        there = {one["DocNumber"]: one for one in self.ours("Invoice")}
        self.assertEqual(sorted(there), sorted((ahead.name, invoice.name)))
        for move in (ahead, invoice):
            self.assert_same_money(there[move.name], move)
        shown = [line for line in there[invoice.name]["Line"] if line["DetailType"] == "DescriptionOnly"]
        self.assertEqual([line["Description"] for line in shown], ["line_section", "line_note", "Down Payments"])
        back = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        back.action_post()
        self.sent(back)
        (memo,) = self.ours("CreditMemo")
        self.assert_same_money(memo, back)

    def test_cash_rounding_and_line_discounts_apart(self):
        self.charge("rounding", self.item_on("Rounding", "Sales of Product Income"))
        self.connection.line_discounts = "line"
        invoice = self.invoice((self.chair, 3, 33.33), post=False, invoice_cash_rounding_id=self.to_five_cents().id)
        invoice.invoice_line_ids.discount = 10
        invoice.action_post()
        self.assertTrue(invoice.line_ids.filtered(lambda line: line.display_type == "rounding"))
        self.sent(invoice)
        there = self.the_only_invoice()
        self.assert_same_money(there, invoice)
        first = next(line for line in there["Line"] if line["DetailType"] == "SalesItemLineDetail")
        self.assertEqual(Decimal(str(first["Amount"])), Decimal("99.99"))

    def test_paid_orders_are_receipts_where_the_channel_owns_them(self):
        """Elsewhere what is paid is an invoice, since no payments are sent."""
        self.connection.default_channel_id.receipts = True
        invoice = self.invoice((self.chair, 2, 99.99))
        self.pay(invoice)
        self.sent(invoice)
        (there,) = self.ours("SalesReceipt")
        self.assert_same_money(there, invoice)
        self.assertEqual((self.ours("Invoice"), there["Balance"]), ([], 0))
        self.connection.default_channel_id.receipts = False
        paid = self.invoice((self.chair, 2, 99.99))
        self.pay(paid)
        self.sent(paid)
        self.assertEqual((len(self.ours("SalesReceipt")), len(self.ours("Invoice"))), (1, 1))

    def test_what_is_there_is_linked(self):
        """A channel that only links finds the document by number, customer and total, tax included."""
        first = self.invoice((self.chair, 1, 1.0))
        self.sent(first)
        (pattern,) = self.ours("Invoice")
        second = self.invoice((self.chair, 1, 1.0), post=False)
        self.connection.default_channel_id.existing = "link"
        second.action_post()
        kept = ("CustomerRef", "Line", "TxnTaxDetail", "GlobalTaxCalculation", "CurrencyRef", "TxnDate")
        body = {name: pattern[name] for name in kept if name in pattern}
        lines = [line for line in body["Line"] if line["DetailType"] != "SubTotalLineDetail"]
        body["Line"] = [{name: value for name, value in line.items() if name != "Id"} for line in lines]
        entered = self.company.enter("Invoice", {**self.plain(body), "DocNumber": second.name})
        before = len(self.books("Invoice"))
        self.run_queue()
        self.assertEqual(second.qb_link_id.qb_id, entered["Id"], second.qb_message)
        self.assertEqual(len(self.books("Invoice")), before)

    def plain(self, value):
        """The same without decimals, which JSON cannot hold."""
        if isinstance(value, dict):
            return {name: self.plain(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.plain(one) for one in value]
        return float(value) if isinstance(value, Decimal) else value

    def test_an_order_from_estimate_to_late_details(self):
        """Changed, delivered twice under its number, closed by its last invoice; the tracking number follows."""
        self.connection.send_orders = True
        self.connection.default_channel_id.number_from = "order"
        order = self.order((self.chair, 3, 33.35), (self.desk, 1))
        self.run_queue()
        (there,) = self.ours("Estimate")
        self.assertEqual(Decimal(str(there["TotalAmt"])), Decimal(str(order.amount_total)))
        order.order_line[:1].product_uom_qty = 4
        self.run_queue()
        (changed,) = self.ours("Estimate")
        self.assertEqual((changed["Id"], changed["SyncToken"]), (there["Id"], "1"))
        self.assertEqual(Decimal(str(changed["TotalAmt"])), Decimal(str(order.amount_total)))
        self.shipped(order, quantities={self.chair: 1})
        last = self.shipped(order, day=11)
        self.run_queue()
        (closed,) = self.ours("Estimate")
        invoices = {one["DocNumber"]: one for one in self.ours("Invoice")}
        self.assertEqual((closed["TxnStatus"], sorted(invoices)), ("Closed", [order.name, f"{order.name}-2"]))
        for move in order.invoice_ids:
            self.assert_same_money(invoices[move.qb_number], move)
        last.write({"carrier_tracking_ref": "1Z999", "carrier_id": self.carrier.id})
        self.run_queue()
        after = {one["DocNumber"]: one for one in self.ours("Invoice")}[last.qb_invoice_ids.qb_number]
        before = invoices[last.qb_invoice_ids.qb_number]
        self.assertIn("1Z999", f"{after.get('TrackingNum')} {after['PrivateNote']}")
        self.assertEqual((after["Id"], after["Line"]), (before["Id"], before["Line"]))
        self.assert_same_money(after, last.qb_invoice_ids)

    def test_fully_delivered_is_one_invoice(self):
        self.connection.default_channel_id.invoice_when = "delivered"
        order = self.order((self.chair, 5, 33.33), (self.desk, 1))
        self.shipped(order, quantities={self.chair: 2})
        self.run_queue()
        self.assertEqual(self.ours("Invoice"), [])
        self.shipped(order, day=11)
        self.run_queue()
        self.assert_same_money(self.the_only_invoice(), order.invoice_ids)

    def test_returned_and_shipped_again(self):
        """As usual in the country: deleted, or a credit memo of that day; then a new invoice; of a part a memo."""
        picking = self.shipped(self.order((self.chair, 3, 33.33), (self.desk, 1)))
        self.sent()
        first = picking.qb_invoice_ids
        back = self.returned(picking)
        self.run_queue()
        note = self.credit_notes(picking.sale_id)
        if self.deletes:
            self.assertEqual((self.ours("Invoice"), self.ours("CreditMemo"), note.qb_state), ([], [], "settled"))
        else:
            (memo,) = self.ours("CreditMemo")
            self.assert_same_money(memo, note)
            self.assertEqual((memo["TxnDate"], len(self.ours("Invoice"))), ("2026-03-12", 1))
        again = self.shipped_again(back)
        self.run_queue()
        second = again.qb_invoice_ids
        self.assertEqual((second.amount_total, second.qb_state), (first.amount_total, "sent"), second.qb_message)
        there = {one["DocNumber"]: one for one in self.ours("Invoice")}
        self.assertEqual(sorted(there), sorted([second.name] if self.deletes else [first.name, second.name]))
        self.assert_same_money(there[second.name], second)
        memos = len(self.ours("CreditMemo"))
        self.returned(again, {self.chair: 1}, day=20)
        self.run_queue()
        newest = self.credit_notes(picking.sale_id)[-1]
        self.assertEqual((self.lines_of(newest), newest.qb_state), ([("Chair", 1.0, 33.33)], "sent"))
        self.assertEqual(len(self.ours("CreditMemo")), memos + 1)
        self.assert_same_money(next(one for one in self.ours("CreditMemo") if one["DocNumber"] == newest.name), newest)

    def test_deleted_where_the_policy_says_so(self):
        self.connection.full_returns = "delete"
        picking = self.shipped(self.order((self.chair, 1)))
        self.sent()
        self.returned(picking)
        self.run_queue()
        self.assertEqual((self.ours("Invoice"), self.ours("CreditMemo")), ([], []))

    def test_changed_and_cancelled(self):
        """The same document is updated, and void in the end."""
        invoice = self.invoice((self.chair, 3, 33.33), invoice_date=self.today())
        self.sent(invoice)
        before = self.the_only_invoice()
        invoice.button_draft()
        self.assertEqual(invoice.qb_state, "changed")
        invoice.invoice_line_ids.quantity = 2
        invoice.action_post()
        self.sent(invoice)
        after = self.the_only_invoice()
        self.assertEqual((after["Id"], after["SyncToken"]), (before["Id"], "1"))
        self.assert_same_money(after, invoice)
        invoice.button_cancel()
        self.run_queue()
        self.assertEqual(self.the_only_invoice()["TotalAmt"], 0)
        self.assertEqual(invoice.qb_message, f"Invoice {invoice.name} is void in QuickBooks.")

    def test_a_credit_memo_without_tax_is_untaxed_there(self):
        """Its tax is stated as 0, or QuickBooks would compute one."""
        note = self.invoice((self.chair, 2, 10.0, self.env["account.tax"]), move_type="out_refund")
        self.sent(note)
        (memo,) = self.ours("CreditMemo")
        self.assert_same_money(memo, note)
        self.assertEqual(memo.get("TxnTaxDetail", {}).get("TotalTax", 0), 0)

    def test_a_foreign_currency(self):
        """The rate of the Odoo document is sent, and the customer is made in that currency."""
        self.open_region(multicurrency=True)
        franc = self.own_currency("CHF")
        self.env["res.currency.rate"].create({"currency_id": franc.id, "name": "2026-01-01", "rate": 0.8})
        invoice = self.invoice((self.chair, 3, 33.33), currency_id=franc.id)
        self.sent(invoice)
        there = self.the_only_invoice()
        self.assertEqual((there["CurrencyRef"]["value"], there["ExchangeRate"]), ("CHF", Decimal("1.25")))
        self.assert_same_money(there, invoice)

    def test_a_second_currency_has_a_second_name(self):
        self.open_region(multicurrency=True)
        self.connection.currency_names = "second"
        franc = self.own_currency("CHF")
        self.env["res.currency.rate"].create({"currency_id": franc.id, "name": "2026-01-01", "rate": 0.8})
        moves = [self.invoice((self.chair, 3, 33.33)), self.invoice((self.chair, 1, 10.0), currency_id=franc.id)]
        self.sent(*moves)
        customers = {one["DisplayName"]: one["CurrencyRef"]["value"] for one in self.books("Customer")}
        names = {name: code for name, code in customers.items() if name.startswith("Azure Interior")}
        self.assertEqual(names, {"Azure Interior": self.currency, "Azure Interior (CHF)": "CHF"})
        there = {one["CustomerRef"]["name"]: one for one in self.ours("Invoice")}
        for name, move in zip(("Azure Interior", "Azure Interior (CHF)"), moves, strict=True):
            self.assert_same_money(there[name], move)


@tagged("post_install", "-at_install")
class TestUsAutomated(Life, UsAutomated, RegionCase):
    pass


@tagged("post_install", "-at_install")
class TestUsLegacy(Life, UsLegacy, RegionCase):
    pass


@tagged("post_install", "-at_install")
class TestCanada(Life, Canada, RegionCase):
    pass


@tagged("post_install", "-at_install")
class TestBritain(Life, Britain, RegionCase):
    pass


@tagged("post_install", "-at_install")
class TestAustralia(Life, Australia, RegionCase):
    pass
