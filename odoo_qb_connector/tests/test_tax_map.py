"""The list of taxes: what is in use, what is proposed, what is missing, and where there is nothing to map."""

from odoo.addons.odoo_qb_connector.gateway import TaxModel
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .desktop_case import DesktopCase
from .job_common import JobCase


class MapCase(JobCase):
    def setUp(self):
        super().setUp()
        self.env["account.tax"].search([("type_tax_use", "=", "sale"), ("id", "!=", self.tax.id)]).active = False
        self.manager = new_test_user(self.env, "qb-tax-manager", groups="odoo_qb_connector.group_qb_manager")

    def open(self):
        return self.env["qb.tax.map"].with_user(self.manager)._open(self.connection.with_user(self.manager))

    def rows(self):
        """[(taxes, rate, state, code or proposal)] as the list shows them."""
        rows = self.env["qb.tax.map"].search([("connection_id", "=", self.connection.id)])
        return [
            (
                " + ".join(row.tax_ids.mapped("name")),
                row.rate or "",
                row.state,
                row.code_id.name or row.proposed_id.name or "",
            )
            for row in rows.sorted(lambda row: (len(row.tax_ids), row.taxes_key))
        ]


@tagged("post_install", "-at_install")
class TestInUse(MapCase):
    def test_nothing_to_map(self):
        for model, why in (
            (TaxModel.US_AUTOMATED, "This company has automated sales tax"),
            (TaxModel.OFF, "Sales tax is switched off in QuickBooks."),
        ):
            self.facts(tax_model=model)
            action = self.open()
            self.assertIn("Nothing to map", action["help"])
            self.assertIn(why, action["help"])
            created = "There is nothing to create there either: QuickBooks chooses the code of a sale by itself."
            self.assertEqual(created in action["help"], model is TaxModel.US_AUTOMATED)
            self.assertIn("Nothing to map", self.connection.tax_map_words)
            self.assertEqual((self.rows(), self.connection.taxes_missing), ([], 0))

    def test_every_set_in_use_is_listed(self):
        self.facts(tax_model=TaxModel.GLOBAL, country="CA")
        gst, pst, city = self.a_tax("GST 5%", 5), self.a_tax("PST 7%", 7), self.a_tax("City 1%", 1)
        old = self.a_tax("Old 3%", 3)
        self.chair.taxes_id = gst | pst
        self.order((self.desk, 1)).order_line.tax_ids = gst | city
        self.invoice((self.desk, 1, 10, pst | city))
        self.invoice((self.desk, 1, 10, gst | old), invoice_date="2020-01-01", date="2020-01-01")
        self.entry("TaxRate", 21, "GST", details={"RateValue": 5})
        self.entry("TaxCode", 2, "GST", details={"SalesTaxRateList": [{"rate": "21"}]})
        self.assertNotIn("Nothing to map", self.open()["help"])
        found = {(taxes, state) for taxes, _rate, state, _code in self.rows()}
        self.assertEqual(
            found,
            {
                ("", "missing"),
                ("Sales Tax 8%", "missing"),
                ("GST 5%", "proposed"),
                ("PST 7%", "missing"),
                ("City 1%", "missing"),
                ("Old 3%", "missing"),
                ("GST 5% + PST 7%", "missing"),
                ("GST 5% + City 1%", "missing"),
                ("PST 7% + City 1%", "missing"),
            },
        )
        self.assertEqual(self.connection.taxes_missing, 9)
        self.assertEqual(self.connection.tax_map_words, "9 sets of taxes have no counterpart in QuickBooks yet.")

    def test_a_proposal_counts_when_it_is_used(self):
        self.facts(tax_model=TaxModel.US_LEGACY)
        self.entry("TaxRate", 51, "California", details={"RateValue": 8})
        self.entry("TaxCode", 5, "California", details={"SalesTaxRateList": [{"rate": "51"}]})
        self.open()
        self.assertEqual(self.rows(), [("Sales Tax 8%", "8 %", "proposed", "California")])
        self.link_all()
        invoice = self.invoice((self.chair, 1, 100))
        self.assertIn("has no counterpart in QuickBooks", self.refusal(invoice), "nobody said so yet")
        self.env["qb.tax.map"].with_user(self.manager).action_use_proposals()
        self.assertEqual(self.rows(), [("Sales Tax 8%", "8 %", "mapped", "California")])
        self.assertEqual(self.document(invoice).tax.code.name, "California")
        self.assertEqual(self.connection.tax_map_words, "Every set of taxes in use has a counterpart in QuickBooks.")
        self.tax.amount = 9
        self.env.invalidate_all()
        self.assertEqual(self.rows()[0][2], "differs")

    def test_what_is_missing_says_what_to_make_and_where(self):
        self.facts(tax_model=TaxModel.US_LEGACY)
        self.tax.tax_group_id = self.env["account.tax.group"].create({"name": "Board of Equalization"})
        self.open()
        row = self.env["qb.tax.map"].search([("connection_id", "=", self.connection.id)])
        self.assertEqual(
            row.missing_words,
            "QuickBooks has nothing for “Sales Tax 8%” (8 %, tax group “Board of Equalization”). Press Create in "
            "QuickBooks. Or make it there, for the agency that you pay it to, under Taxes › Sales tax settings; then "
            "press Refresh.",
        )

    def test_what_is_used_no_more_leaves_the_list(self):
        self.facts(tax_model=TaxModel.US_LEGACY)
        self.open()
        self.tax.active = False
        self.open()
        self.assertEqual(self.rows(), [])

    def test_tax_in_lines_needs_the_code_for_no_tax_only(self):
        self.facts(tax_model=TaxModel.GLOBAL, country="GB")
        self.entry("TaxCode", 9, "No VAT", details={"SalesTaxRateList": [{"rate": "90"}]})
        self.entry("TaxRate", 90, "No VAT", details={"RateValue": 0})
        self.connection.tax_way = "line"
        self.open()
        self.assertEqual(self.rows(), [("", "", "proposed", "No VAT")])
        self.facts(tax_model=TaxModel.US_LEGACY)
        self.assertIn("The tax goes in lines of its own", self.connection.tax_map_words)

    def test_before_quickbooks_was_read(self):
        self.connection.facts = False
        self.open()
        self.assertEqual(self.rows(), [])
        self.assertIn("known once QuickBooks has been read", self.connection.tax_map_words)

    def test_refresh_without_a_connection_says_so(self):
        self.connection.active = False
        with self.assertRaisesRegex(UserError, "connect first, then press Refresh"):
            self.env["qb.charge"].with_user(self.manager).action_refresh()


@tagged("post_install", "-at_install")
class TestDesktopTaxes(DesktopCase):
    def test_items_and_groups_are_proposed_by_their_rate(self):
        self.env["account.tax"].search([("type_tax_use", "=", "sale"), ("id", "!=", self.tax.id)]).active = False
        county, city = self.env["account.tax"].create(
            [
                {"name": "County 6%", "amount": 6, "type_tax_use": "sale"},
                {"name": "City 2.25%", "amount": 2.25, "type_tax_use": "sale"},
            ]
        )
        self.chair.taxes_id = county | city
        self.entry("TaxCode", "80000024-1", "County", details={"TaxRate": "6.0", "group": []})
        self.entry("TaxCode", "80000025-1", "City", details={"TaxRate": "2.25", "group": []})
        self.entry("TaxCode", "80000026-1", "Both", details={"group": ["80000024-1", "80000025-1"]})
        rows = self.env["qb.tax.map"]
        rows._note_in_use(self.connection)
        rows = rows.search([("connection_id", "=", self.connection.id)])
        self.assertEqual(
            {" + ".join(row.tax_ids.mapped("name")): (row.state, row.proposed_id.name) for row in rows},
            {
                "Sales Tax 8%": ("mapped", False),
                "County 6%": ("proposed", "County"),
                "City 2.25%": ("proposed", "City"),
                "County 6% + City 2.25%": ("proposed", "Both"),
            },
        )
        self.env["qb.entry"].search([("name", "=", "Both")]).active = False
        self.env.invalidate_all()
        both = rows.filtered(lambda row: len(row.tax_ids) == 2)
        self.assertIn("Lists › Item List › New, an item of the type Sales Tax Group", both.missing_words)
