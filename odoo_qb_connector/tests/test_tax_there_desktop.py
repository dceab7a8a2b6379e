"""QuickBooks Desktop computes the tax: drafts are fetched, take it over and are confirmed (docs/taxes.md), in company
files of each country."""

from lxml import etree
from odoo.addons.odoo_qb_connector.desktop import ref_number
from odoo.tests import tagged

from .desktop_country import CountryCase

FORGET = (
    '<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError" '
    'oldMessageSetID="CLR-ALL-MSG-SETS"><CompanyQueryRq/></QBXMLMsgsRq></QBXML>'
)
"""The set by which QuickBooks forgets what it keeps of all others."""


class TaxThere:
    """Odoo's own rate (`percent`) is another everywhere. `taxes`: what QuickBooks computes of 200, 100 and 100.05;
    `item`: the sales tax item in the head; `meanwhile`: what happens at the PC after an answer was lost."""

    taxes, item, meanwhile = (14.5, 7.25, 7.25), "State Tax", None

    def setUp(self):
        super().setUp()
        self.connection.tax_way = "there"
        self.desk.taxes_id = False

    def draft(self, *lines):
        """A draft for which a person pressed Send and Confirm."""
        draft = self.invoice(*lines, post=False)
        draft.action_qb_send_and_confirm()
        return draft

    def assert_confirmed(self, move, tax, entity="Invoice"):
        """With the tax that stands there; the document there."""
        self.assertEqual((move.state, move.qb_state), ("posted", "sent"), move.qb_message)
        self.assertEqual((move.amount_tax, move.qb_tax_state, move.qb_link_id.differs), (tax, "taken", False))
        self.assertEqual((move.qb_link_id.tax, move.qb_link_id.number), (tax, ref_number(move.name)))
        self.assertEqual(move.qb_link_id.total_odoo, move.amount_total)
        (there,) = (one for one in self.books(entity) if one["RefNumber"] == move.qb_number)
        self.assert_same_money(there, move)
        return there

    def assert_heads(self, *told):
        """The sales tax item (its name, None) of each document, oldest first, as it was told."""
        listed = [("connection_id", "=", self.connection.id), ("type", "=", "TaxCode")]
        names = {entry.qb_id: entry.name for entry in self.env["qb.entry"].search(listed)}
        adds = [one for body in self.file.seen for one in etree.fromstring(body).iter("InvoiceAdd", "CreditMemoAdd")]
        said = [add.findtext("ItemSalesTaxRef/ListID") for add in adds]
        self.assertEqual([names.get(one, one) for one in said], [*told])

    def codes_on(self, there):
        return [line["SalesTaxCodeRef"]["FullName"] for line in there["InvoiceLineRet"]]

    def test_shipped_and_returned_in_part(self):
        of_two, of_one, _odd = self.taxes
        picking = self.shipped(self.order((self.chair, 2), (self.desk, 1)))
        self.run_queue()
        invoice = picking.qb_invoice_ids
        there = self.assert_confirmed(invoice, of_two)
        self.assertEqual(invoice.amount_total, 450 + of_two)
        self.assertEqual(there.get("ItemSalesTaxRef", {}).get("FullName"), self.item)
        back = self.returned(picking, {self.chair: 1})
        self.run_queue()
        self.assert_confirmed(back.qb_credit_note_ids, of_one, "CreditMemo")
        self.assert_heads(self.item, self.item)

    def carry(self, store, request):
        losing = self.lose
        carried = super().carry(store, request)
        if losing and not self.lose and self.meanwhile:
            self.meanwhile()
        return carried

    def overwrite_memo(self):
        """Somebody writes another memo."""
        (there,) = self.books("Invoice")
        known = f"<TxnID>{there['TxnID']}</TxnID><EditSequence>{there['EditSequence']}</EditSequence>"
        self.enter(f"<InvoiceModRq><InvoiceMod>{known}<Memo>Thank you</Memo></InvoiceMod></InvoiceModRq>")
        self.file.session.process(FORGET)

    def enter_anew(self):
        """Somebody deletes it and enters it by hand."""
        (there,) = self.books("Invoice")
        self.remove_there("Invoice", there["TxnID"])
        (line,) = there["InvoiceLineRet"]
        item, code, customer = (
            f"<{name}><ListID>{held[name]['ListID']}</ListID></{name}>"
            for held, name in ((line, "ItemRef"), (line, "SalesTaxCodeRef"), (there, "CustomerRef"))
        )
        lines = f"<InvoiceLineAdd>{item}<Rate>{line['Rate']}</Rate>{code}</InvoiceLineAdd>"
        head = f"{customer}<TxnDate>{there['TxnDate']}</TxnDate><RefNumber>{there['RefNumber']}</RefNumber>"
        added = f"<InvoiceAdd>{head}<Memo>Thank you</Memo>{lines}</InvoiceAdd>"
        self.enter(f"<InvoiceAddRq>{added}</InvoiceAddRq>")
        self.file.session.process(FORGET)

    def lost(self, meanwhile):
        """An invoice of 100 whose answer was lost, and what happens at the PC meanwhile."""
        self.connection.execution_limit = 0
        invoice = self.draft((self.chair, 1, 100))
        self.lose, self.meanwhile = "InvoiceAdd", meanwhile
        self.run_queue()
        self.assertEqual([one["RefNumber"] for one in self.books("Invoice")], [ref_number(invoice.name)])
        return invoice

    def test_a_lost_answer_of_one_without_our_marker_is_for_a_person(self):
        """QuickBooks forgot the set and somebody entered it by hand: what it comes to before tax is ours, so it is not
        sent twice."""
        invoice = self.lost(self.enter_anew)
        (wish,) = self.operations(invoice, state="failed")
        self.assertEqual((wish.error_problem, invoice.state), ("possible_duplicate", "draft"))
        wish.action_link_candidate()
        self.run_queue()
        self.assert_confirmed(invoice, self.taxes[1])
        self.assertEqual(len(self.books("Invoice")), 1)

    def test_a_lost_answer_whose_memo_was_overwritten(self):
        """QuickBooks forgot the set too; the mark of its creation is what nobody can edit away."""
        invoice = self.lost(self.overwrite_memo)
        self.assertEqual(self.assert_confirmed(invoice, self.taxes[1])["Memo"], "Thank you")

    def test_a_lost_answer(self):
        invoice = self.draft((self.chair, 3, 33.35))
        self.lose = "InvoiceAdd"
        self.run_queue()
        self.assertEqual(self.lose, "")
        self.assert_confirmed(invoice, self.taxes[2])
        self.assertEqual(len(self.books("Invoice")), 1)


@tagged("post_install", "-at_install")
class TestUnitedStates(TaxThere, CountryCase):
    percent = 8

    def test_a_tax_without_an_item_is_the_customers_own(self):
        """A tax that is mapped to nothing: 8.5 % for a customer of Middlefield."""
        own = "<ItemSalesTaxRef><FullName>Middlefield</FullName></ItemSalesTaxRef>"
        added = f"<CustomerAdd><Name>{self.customer.name}</Name>{own}</CustomerAdd>"
        self.enter(f"<CustomerAddRq>{added}</CustomerAddRq>")
        self.connection.tax_map_ids.unlink()
        invoice = self.draft((self.chair, 1, 100))
        self.run_queue()
        there = self.assert_confirmed(invoice, 8.5)
        self.assertEqual(there["ItemSalesTaxRef"]["FullName"], "Middlefield")
        self.assert_heads(None)

    def test_the_exact_tax_is_never_told_in_lines(self):
        """An item of 0 % would say Odoo's tax in lines, were it Odoo's to say."""
        self.allow_cents()
        invoice = self.draft((self.chair, 1, 100))
        self.run_queue()
        there = self.assert_confirmed(invoice, 7.25)
        self.assertEqual(len(there["InvoiceLineRet"]), 1)
        self.assert_heads("State Tax")


class Elsewhere(TaxThere):
    item = None

    def test_elsewhere_a_code_on_every_line(self):
        invoice = self.draft((self.chair, 1, 100), (self.desk, 1, 50, self.env["account.tax"]))
        self.run_queue()
        there = self.assert_confirmed(invoice, self.taxes[1])
        self.assertEqual(self.codes_on(there), list(self.codes))
        self.assert_heads(None)


@tagged("post_install", "-at_install")
class TestCanada(Elsewhere, CountryCase):
    country, currency, percent, codes, taxes = "CA", "CAD", 12, ("H", "E"), (26, 13, 13.01)


@tagged("post_install", "-at_install")
class TestBritain(Elsewhere, CountryCase):
    country, currency, percent, codes, taxes = "UK", "GBP", 19, ("S", "O"), (40, 20, 20.01)
