"""Open orders in company files of QuickBooks Desktop of each country: sales orders, in Pro estimates; and documents
that are only linked to what is there."""

import re
from decimal import Decimal

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .desktop_country import CountryCase
from .test_sale_orders import Ordering


class Orders(Ordering):
    """What becomes of orders, in each country."""

    def setUp(self):
        super().setUp()
        self.connection.send_orders = True

    def open_pro(self):
        self.open_books(self.country, self.codes, edition="Pro")
        self.connection.send_orders = True

    def the_order(self, entity="SalesOrder"):
        (found,) = self.ours(entity)
        return found

    def assert_same_order(self, there, order):
        self.assertEqual(Decimal(there["TotalAmount"]), Decimal(str(order.amount_total)))
        self.assertEqual(Decimal(there["SalesTaxTotal"]), Decimal(str(order.amount_tax)))

    def invoiced(self, there):
        """[(item, what is invoiced of it)] of the lines of a sales order."""
        lines = [line for line in there["SalesOrderLineRet"] if "ItemRef" in line]
        return [(line["ItemRef"]["FullName"], Decimal(line["Invoiced"])) for line in lines]

    # ------------------------------------------------------------------ sales orders

    def test_an_order_from_sales_order_to_late_details(self):
        """Changed, delivered twice under its number, closed by its invoices; the tracking number follows."""
        self.connection.default_channel_id.number_from = "order"
        order = self.order((self.chair, 3, 33.35), (self.desk, 1))
        self.run_queue()
        there = self.the_order()
        self.assertEqual((there["RefNumber"], there["IsManuallyClosed"]), (order.name, "false"))
        self.assert_same_order(there, order)
        order.order_line[:1].product_uom_qty = 4
        self.run_queue()
        changed = self.the_order()
        self.assertEqual(changed["TxnID"], there["TxnID"])
        self.assertEqual(self.invoiced(changed), [("Chair", 0), ("Desk", 0)])
        self.assert_same_order(changed, order)
        self.shipped(order, quantities={self.chair: 1})
        self.run_queue()
        begun = self.the_order()
        self.assertEqual((self.invoiced(begun), begun["IsFullyInvoiced"]), ([("Chair", 1), ("Desk", 0)], "false"))
        last = self.shipped(order, day=11)
        self.run_queue()
        closed = self.the_order()
        self.assertEqual((self.invoiced(closed), closed["IsFullyInvoiced"]), ([("Chair", 4), ("Desk", 1)], "true"))
        invoices = self.numbered("Invoice")
        self.assertEqual(sorted(invoices), [order.name, f"{order.name}-2"])
        for move in order.invoice_ids:
            link = {"TxnID": there["TxnID"], "TxnType": "SalesOrder"}
            (linked,) = invoices[move.qb_number]["LinkedTxn"]
            self.assertEqual({name: linked[name] for name in link}, link)
            self.there(move)
        last.write({"carrier_tracking_ref": "1Z999", "carrier_id": self.carrier.id})
        self.run_queue()
        before = invoices[last.qb_invoice_ids.qb_number]
        after = self.there(last.qb_invoice_ids)
        self.assertEqual((after["TxnID"], after["InvoiceLineRet"]), (before["TxnID"], before["InvoiceLineRet"]))
        self.assertIn("1Z999", f"{after.get('Other')} {after['Memo']}")
        self.assertEqual(self.the_order()["IsFullyInvoiced"], "true")

    def test_cancelled_it_closes(self):
        order = self.order((self.chair, 3))
        self.run_queue()
        order.action_cancel()
        self.run_queue()
        self.assertEqual(self.the_order()["IsManuallyClosed"], "true")
        self.assertEqual((order.qb_state, self.ours("Invoice")), ("none", []))

    def test_quotations_never_go(self):
        quotation = self.order((self.chair, 1), confirm=False)
        with self.assertRaisesRegex(UserError, "Only confirmed orders"):
            quotation.action_qb_send_order()
        self.wish(quotation)
        self.run_queue()
        quotation.action_cancel()
        self.wish(quotation)
        self.run_queue()
        self.assertEqual((self.ours("SalesOrder"), self.ours("Estimate")), ([], []))
        notes = self.operations(quotation, state="done").sorted("id").mapped("note")
        self.assertEqual(notes[0], "Quotations are not sent to QuickBooks.")
        self.assertEqual(notes[-1], "Cancelled before it was sent: nothing to close in QuickBooks.")

    def test_by_the_button(self):
        self.connection.send_orders = False
        order = self.order((self.chair, 1))
        self.run_queue()
        self.assertEqual(self.ours("SalesOrder"), [])
        order.action_qb_send_order()
        self.run_queue()
        self.assert_same_order(self.the_order(), order)

    def test_what_came_back_opens_its_order(self):
        """The deletion of an invoice gives the order's lines back, and the next version fulfils them."""
        self.connection.full_returns = "delete"
        order = self.order((self.chair, 2))
        self.run_queue()
        picking = self.shipped(order)
        self.run_queue()
        self.assertEqual(self.invoiced(self.the_order()), [("Chair", 2)])
        back = self.returned(picking)
        self.run_queue()
        self.assertEqual((self.invoiced(self.the_order()), self.ours("Invoice")), ([("Chair", 0)], []))
        again = self.shipped_again(back)
        self.run_queue()
        self.assert_there(again.qb_invoice_ids)
        self.assertEqual(self.invoiced(self.the_order()), [("Chair", 2)])

    # ------------------------------------------------------------------ Pro

    def test_in_pro_it_is_an_estimate_that_closes_after_the_last_invoice(self):
        self.open_pro()
        order = self.order((self.chair, 3, 33.35))
        self.run_queue()
        there = self.the_order("Estimate")
        self.assertEqual((there["RefNumber"], there["IsActive"]), (order.name, "true"))
        self.assert_same_order(there, order)
        order.order_line.product_uom_qty = 4
        self.run_queue()
        changed = self.the_order("Estimate")
        self.assertEqual((changed["TxnID"], changed["IsActive"]), (there["TxnID"], "true"))
        self.assert_same_order(changed, order)
        self.shipped(order, quantities={self.chair: 1})
        self.run_queue()
        self.assertEqual(self.the_order("Estimate")["IsActive"], "true")
        self.shipped(order, day=11)
        self.run_queue()
        closed = self.the_order("Estimate")
        self.assertEqual((closed["TxnID"], closed["IsActive"]), (there["TxnID"], "false"))
        self.assert_there(*order.invoice_ids)
        self.assertEqual(len(order.invoice_ids), 2)

    def test_in_pro_cancelled_it_closes(self):
        self.open_pro()
        order = self.order((self.chair, 3))
        self.run_queue()
        order.action_cancel()
        self.run_queue()
        self.assertEqual(self.the_order("Estimate")["IsActive"], "false")


class Linked:
    """A channel that only links what another program, or a person, entered there. `taxed`: what the line of an entry
    says of its tax, `head` what the whole entry says."""

    head, taxed = "<ItemSalesTaxRef><FullName>State Tax</FullName></ItemSalesTaxRef>", "Tax"

    def only_linked(self):
        """An invoice of a channel that only links, whose customer and product are there."""
        first = self.invoice((self.chair, 1, 1.0))
        self.sent(first)
        self.want(existing="link")
        return self.invoice((self.chair, 1, 100.0))

    def enter_document(self, invoice, entity="Invoice", price="100.00"):
        """What a person entered for `invoice`; its TxnID."""
        customer, item = (
            self.env["qb.link"]._find(self.connection, record, kind).qb_id
            for record, kind in ((invoice.commercial_partner_id, "Customer"), (self.chair, "Item"))
        )
        said = self.enter(
            f"<{entity}AddRq><{entity}Add><CustomerRef><ListID>{customer}</ListID></CustomerRef>"
            f"<TxnDate>2026-03-01</TxnDate><RefNumber>{self.number_of(invoice)}</RefNumber>{self.head}"
            f"<{entity}LineAdd><ItemRef><ListID>{item}</ListID></ItemRef><Quantity>1</Quantity><Rate>{price}</Rate>"
            f"<SalesTaxCodeRef><FullName>{self.taxed}</FullName></SalesTaxCodeRef></{entity}LineAdd></{entity}Add>"
            f"</{entity}AddRq>"
        )
        return re.search(r"<TxnID>([^<]+)</TxnID>", said)[1]

    def test_what_is_there_is_linked(self):
        """By number, customer and total, tax included; nothing is created, nothing written."""
        for entity in ("Invoice", "SalesReceipt"):
            with self.subTest(entity=entity):
                self.want(existing="create")
                invoice = self.only_linked()
                entered = self.enter_document(invoice, entity)
                before = self.books(entity)
                self.run_queue()
                self.assertEqual((invoice.qb_state, invoice.qb_message), ("sent", False))
                self.assertEqual((invoice.qb_link_id.qb_type, invoice.qb_link_id.qb_id), (entity, entered))
                self.assertEqual(self.books(entity), before)

    def test_none_is_a_sentence_until_it_is_there(self):
        invoice = self.only_linked()
        self.enter_document(invoice, price="100.01")
        self.run_queue()
        total = f"{invoice.amount_total:.2f}"
        self.assertEqual(
            invoice.qb_message,
            f"This channel only links what is in QuickBooks, and no document {invoice.name} of Azure Interior over "
            f"{total} is there. When it has been entered there, press Send Again; or let the channel create its "
            "documents.",
        )
        entered = self.enter_document(invoice)
        invoice.action_qb_send_again()
        self.sent(invoice)
        self.assertEqual(invoice.qb_link_id.qb_id, entered)

    def test_several_are_a_persons_choice(self):
        invoice = self.only_linked()
        first, second = self.enter_document(invoice), self.enter_document(invoice, "SalesReceipt")
        self.run_queue()
        self.assertEqual(invoice.qb_state, "failed")
        self.assertIn(f"Invoice {first} (2026-03-01), SalesReceipt {second} (2026-03-01)", invoice.qb_message)
        operation = self.operations(invoice, state="failed")
        lines = self.env["qb.choose.existing"].browse(operation.action_choose_existing()["res_id"]).line_ids
        day = fields.Date.to_date("2026-03-01")
        self.assertEqual(
            [(line.qb_type, line.qb_id, line.date) for line in lines],
            [("Invoice", first, day), ("SalesReceipt", second, day)],
        )
        lines[1].action_choose()
        self.sent(invoice)
        self.assertEqual(invoice.qb_link_id.qb_id, second)


@tagged("post_install", "-at_install")
class TestUnitedStates(Orders, Linked, CountryCase):
    pass


@tagged("post_install", "-at_install")
class TestCanada(Orders, Linked, CountryCase):
    country, currency, percent, codes = "CA", "CAD", 13, ("H", "E")
    head, taxed = "", "H"
