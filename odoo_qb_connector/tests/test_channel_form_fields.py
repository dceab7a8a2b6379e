"""Template, P.O. number, sales rep, customer's reference: where the edition has a place for them, and where not."""

from lxml import etree
from odoo.addons.odoo_qb_connector.desktop.lists import list_entry
from odoo.addons.odoo_qb_connector.documents import SalesKind
from odoo.addons.odoo_qb_connector.gateway import ReadCompany
from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged

from .job_books import BooksCase
from .job_common import FEATURES, JobCase
from .test_desktop_documents import DocumentCase

LONG = "PO 4711 of the department for anvils"


def own_fields(**names):
    """Preferences in which these fields are switched on: UseSalesCustom1 and so on (spec qbo 5.0)."""
    used = [
        {"Name": f"SalesFormsPrefs.UseSalesCustom{number[1:]}", "Type": "BooleanType", "BooleanValue": True}
        for number in names
    ]
    named = [
        {"Name": f"SalesFormsPrefs.SalesCustomName{number[1:]}", "Type": "StringType", "StringValue": name}
        for number, name in names.items()
    ]
    return {"SalesFormsPrefs": {"CustomField": [{"CustomField": used}, {"CustomField": named}]}}


class FormFields:
    def want(self, **values):
        self.channel.write(values)

    @property
    def channel(self):
        return self.connection.default_channel_id

    def order_document(self, order):
        """The order itself, as it would be sent."""
        wish = self.env["qb.operation"]._wish(self.connection, order, "send", qb_type="Estimate")
        return order.with_user(self.connection.responsible_id)._qb_prepare(wish, {}).command.document

    def salesperson(self, name="Rosa Delgado"):
        return new_test_user(self.env, f"seller-{name}", groups="sales_team.group_sale_salesman", name=name)


@tagged("post_install", "-at_install")
class TestOnline(FormFields, JobCase):
    def setUp(self):
        super().setUp()
        self.link_all()
        self.facts(features={**FEATURES, "SalesCustomFields": {"1": "P.O. Number", "2": "Sales Rep", "3": ""}})

    def own(self, document):
        return [(one.id, one.name, one.value) for one in document.custom_fields]

    def test_what_goes_into_which(self):
        self.want(
            custom_1_from="reference",
            custom_2_from="salesperson",
            custom_3_from="text",
            custom_3_text="Web {order} by  {salesperson}",
        )
        order = self.order((self.chair, 1), client_order_ref="PO 7", user_id=self.salesperson().id)
        document = self.document(self.invoice_of(self.ship(order)))
        self.assertEqual(
            self.own(document),
            [
                ("1", "P.O. Number", "PO 7"),
                ("2", "Sales Rep", "Rosa Delgado"),
                ("3", "", f"Web {order.name} by Rosa Delgado"[:31].strip()),
            ],
        )
        self.assertEqual((document.po_number, document.sales_rep, document.template), ("", None, None))

    def test_deliveries_order_and_number(self):
        self.want(custom_1_from="delivery", custom_2_from="order", custom_3_from="invoice")
        picking = self.ship(self.order((self.chair, 1)))
        invoice = self.invoice_of(picking)
        values = [value for _number, _name, value in self.own(self.document(invoice))]
        self.assertEqual(values, [picking.name, picking.sale_id.name, invoice.name])

    def test_nothing_chosen_and_nothing_to_say(self):
        self.assertEqual(self.own(self.document(self.invoice((self.chair, 1, 100)))), [])
        self.want(custom_1_from="reference")
        self.assertEqual(self.own(self.document(self.invoice((self.chair, 1, 100)))), [])

    def test_the_reference_of_an_invoice_without_an_order(self):
        self.want(custom_1_from="reference")
        document = self.document(self.invoice((self.chair, 1, 100), ref="By phone"))
        self.assertEqual(self.own(document), [("1", "P.O. Number", "By phone")])

    def test_too_long_is_cut_and_stands_whole_in_the_memo(self):
        self.want(custom_1_from="reference", custom_2_from="text", custom_2_text="x" * 40)
        document = self.document(self.invoice((self.chair, 1, 100), ref=LONG))
        self.assertEqual([value for _n, _name, value in self.own(document)], [LONG[:31], "x" * 31])
        self.assertEqual(document.note.count(LONG), 1)
        self.assertTrue(document.note.endswith("x" * 40))

    def test_the_order_itself_has_them_too(self):
        self.want(custom_1_from="reference", custom_2_from="text", custom_2_text="y" * 40)
        order = self.order((self.chair, 1), client_order_ref="PO 7")
        document = self.order_document(order)
        self.assertEqual([value for _n, _name, value in self.own(document)], ["PO 7", "y" * 31])
        self.assertEqual(document.note, "PO 7 · " + "y" * 40)

    def test_the_form_names_them(self):
        self.assertEqual([self.channel[f"custom_{n}_name"] for n in (1, 2, 3)], ["P.O. Number", "Sales Rep", "Field 3"])
        self.want(custom_2_from="salesperson")
        self.facts(features={**FEATURES, "SalesCustomFields": {"1": "P.O. Number"}})
        self.channel.invalidate_recordset()
        self.assertEqual(
            [self.channel[f"custom_{n}_name"] for n in (1, 2, 3)],
            ["P.O. Number", "Field 2 is not switched on in QuickBooks any more", ""],
        )
        self.assertTrue(self.channel.has_own_fields)

    def test_a_placeholder_that_there_is_not(self):
        with self.assertRaisesRegex(ValidationError, "{rep}"):
            self.want(custom_1_from="text", custom_1_text="By {rep}")


@tagged("post_install", "-at_install")
class TestInTheBooks(FormFields, BooksCase):
    """In QuickBooks Online's own books, as the simulator keeps them: undefined fields are refused there (3000)."""

    def setUp(self):
        super().setUp()
        self.open_books()
        self.company.set_preferences(own_fields(_1="P.O. Number", _2="Sales Rep"))
        self.read_facts()
        self.want(custom_1_from="reference", custom_2_from="salesperson")

    def read_facts(self):
        with self.enter_registry_test_mode():
            self.connection._keep_facts(self.connection._gateway().ask(ReadCompany()))

    def test_they_arrive_and_an_update_keeps_them(self):
        order = self.order((self.chair, 2), client_order_ref="PO 7", user_id=self.salesperson().id)
        invoice = self.invoice_of(self.ship(order))
        invoice.action_qb_send_now()
        self.run_queue()
        wanted = [
            {"DefinitionId": "1", "Name": "P.O. Number", "Type": "StringType", "StringValue": "PO 7"},
            {"DefinitionId": "2", "Name": "Sales Rep", "Type": "StringType", "StringValue": "Rosa Delgado"},
        ]
        self.assertEqual(self.the_only_invoice()["CustomField"], wanted)
        invoice.narration = "Changed"
        invoice._qb_wish("send")
        self.run_queue()
        there = self.the_only_invoice()
        self.assertEqual((there["SyncToken"], there["CustomField"]), ("1", wanted))

    def test_one_that_is_not_defined_any_more_is_refused_in_words(self):
        self.want(custom_2_from=False)
        self.company.set_preferences({"SalesFormsPrefs": {"CustomField": []}})
        self.read_facts()
        invoice = self.invoice((self.chair, 1, 100), ref="PO 7")
        invoice.action_qb_send_now()
        self.run_queue()
        self.assertEqual(self.invoices_there(), [])
        self.assertEqual(
            invoice.qb_message,
            "QuickBooks has no custom field “1” on its sales forms. Switch it on in the QuickBooks settings and press "
            "Refresh Lists on the connection, or choose another field on the sales channel, then press Send Again.",
        )
        self.company.set_preferences(own_fields(_1="P.O. Number", _2="Sales Rep"))
        self.read_facts()
        self.run_queue()
        self.assertEqual(invoice.qb_state, "sent", "read again, it goes by itself")


@tagged("post_install", "-at_install")
class TestDesktop(FormFields, DocumentCase):
    def template(self, kind, number):
        return self.entry("Template", number, f"Our {kind}", kind=kind)

    def rep(self, initials="RD", entity="Rosa Delgado", number="8000B1-1"):
        return self.entry("SalesRep", number, initials, details={"EntityName": entity})

    def test_the_whole_head_and_an_update_keeps_it(self):
        seller, rep = self.salesperson(), self.rep()
        self.env["qb.rep.map"].create({"connection_id": self.connection.id, "user_id": seller.id, "entry_id": rep.id})
        self.want(
            po_number_from="reference",
            reference_to="other",
            template_invoice_id=self.template("Invoice", "8000A1-1").id,
            template_credit_id=self.template("CreditMemo", "8000A2-1").id,
            customer_message_id=self.entry("CustomerMsg", "8000C1-1", "Thank you.").id,
        )
        order = self.order((self.chair, 1), client_order_ref=LONG, user_id=seller.id)
        invoice = self.invoice_of(self.ship(order))
        wanted = ("8000A1-1", LONG[:25].strip(), "8000B1-1", LONG[:29].strip(), "8000C1-1")
        names = ("TemplateRef", "PONumber", "SalesRepRef", "Other", "CustomerMsgRef")
        made = self.header(invoice)
        self.assertEqual(tuple(made[name] for name in names), wanted)
        self.assertEqual(made["Memo"].count(LONG), 1)
        self.link(invoice, "Invoice", "T-1", number=invoice.name, sync_token="12")
        changed = self.header(invoice, "InvoiceMod")
        self.assertEqual(tuple(changed[name] for name in names), wanted)
        refund = invoice._reverse_moves()
        refund.action_post()
        self.assertEqual(self.header(refund, "CreditMemoAdd")["TemplateRef"], "8000A2-1")

    def test_nothing_chosen_leaves_them_alone(self):
        self.rep()
        order = self.order((self.chair, 1), client_order_ref="PO 7", user_id=self.salesperson().id)
        made = self.header(self.invoice_of(self.ship(order)))
        fields_of_the_form = {"TemplateRef", "PONumber", "SalesRepRef", "Other", "CustomerMsgRef"}
        self.assertFalse(fields_of_the_form & made.keys(), made)
        self.assertIn("PO 7", made["Memo"])

    def test_the_channels_own_rep_wins(self):
        seller = self.salesperson()
        self.env["qb.rep.map"].create(
            {"connection_id": self.connection.id, "user_id": seller.id, "entry_id": self.rep().id}
        )
        self.want(sales_rep_id=self.rep("WEB", "Web Shop", "8000B2-1").id)
        invoice = self.invoice_of(self.ship(self.order((self.chair, 1), user_id=seller.id)))
        self.assertEqual(self.header(invoice)["SalesRepRef"], "8000B2-1")

    def test_a_receipt_has_its_own_template_and_no_po_number(self):
        self.want(
            receipts=True,
            po_number_from="reference",
            template_invoice_id=self.template("Invoice", "8000A1-1").id,
            template_receipt_id=self.template("SalesReceipt", "8000A3-1").id,
        )
        invoice = self.invoice((self.chair, 1, 100), ref="PO 7")
        wizard = self.env["account.payment.register"].with_context(active_model="account.move", active_ids=invoice.ids)
        wizard.create({})._create_payments()
        made = self.header(invoice, "SalesReceiptAdd")
        self.assertEqual((made["TemplateRef"], made.get("PONumber")), ("8000A3-1", None))
        self.assertIn("PO 7", made["Memo"])

    def test_an_order_has_the_template_of_what_it_becomes(self):
        self.want(
            po_number_from="reference",
            template_invoice_id=self.template("Invoice", "8000A1-1").id,
            template_sales_order_id=self.template("SalesOrder", "8000A4-1").id,
            template_estimate_id=self.template("Estimate", "8000A5-1").id,
        )
        order = self.order((self.chair, 1), client_order_ref="PO 7")
        document = self.order_document(order)
        found = (document.kind, document.template.id, document.po_number)
        self.assertEqual(found, (SalesKind.ESTIMATE, "8000A4-1", "PO 7"))
        self.facts(plan="QuickBooks Pro 2023", features={**self.connection._facts().features, "IsUsingEstimates": True})
        self.assertEqual(self.order_document(order).template.id, "8000A5-1")

    def test_a_template_of_another_kind(self):
        with self.assertRaisesRegex(ValidationError, "another kind of document"):
            self.want(template_receipt_id=self.template("Invoice", "8000A1-1").id)

    def test_proposals_by_name_then_by_initials(self):
        rosa, rita, ann = (self.salesperson(name) for name in ("Rosa Delgado", "Rita Dahl", "Ann Other"))
        by_name, by_initials = self.rep(), self.rep("AO", "Ann O.", "8000B2-1")
        for seller in (rosa, rita, ann):
            self.order((self.chair, 1), user_id=seller.id)
        self.env["qb.rep.map"].action_add_salespeople()
        rows = self.env["qb.rep.map"].search([("connection_id", "=", self.connection.id)])
        found = {row.user_id: row.proposed_id for row in rows}
        self.assertEqual((found[rosa], found[ann]), (by_name, by_initials))
        self.assertEqual(found[rita], by_name, "the only one with these initials; a person confirms it")
        self.rep("RD", "Ron Doe", "8000B3-1")
        rows.invalidate_recordset()
        self.assertFalse(rows.filtered(lambda row: row.user_id == rita).proposed_id, "two have these initials")
        self.assertFalse(rows.entry_id, "nothing counts before that")
        rows.action_use_proposals()
        self.assertEqual(rows.filtered(lambda row: row.user_id == rosa).entry_id, by_name)
        count = len(rows)
        self.env["qb.rep.map"].action_add_salespeople()
        self.assertEqual(self.env["qb.rep.map"].search_count([("connection_id", "=", self.connection.id)]), count)

    def test_the_list_says_whose_initials_they_are(self):
        element = etree.fromstring(
            "<SalesRepRet><ListID>8000B1-1</ListID><EditSequence>1</EditSequence><Initial>RD</Initial>"
            "<IsActive>true</IsActive><SalesRepEntityRef><ListID>8-7</ListID><FullName>Rosa Delgado</FullName>"
            "</SalesRepEntityRef></SalesRepRet>"
        )
        self.env["qb.entry"]._replace_list(self.connection, "SalesRep", [list_entry("SalesRep", element)])
        row = self.entry_of("SalesRep", "RD")
        self.assertEqual(row.display_name, "RD Rosa Delgado")
