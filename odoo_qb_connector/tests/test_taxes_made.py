"""Create in QuickBooks: a tax without a counterpart is made once, found again, mapped; what waited for it goes."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .desktop_country import CountryCase
from .test_tax_matrix import MatrixCase


class Making:
    """What a person does on the list of taxes, in either edition."""

    def row_of(self, taxes):
        rows = self.env["qb.tax.map"]
        rows._note_in_use(self.connection)
        return rows.search([("connection_id", "=", self.connection.id), ("taxes_key", "=", rows._key_of(taxes))])

    def dialog(self, taxes):
        """The dialog that the button on the row opens."""
        return self.env["qb.create.tax"].browse(self.row_of(taxes).action_create_there()["res_id"])

    def press(self, wizard):
        wizard.action_create_there()
        self.run_queue()
        return self.env["qb.new.tax"].search([("map_id", "=", wizard.map_id.id)])


@tagged("post_install", "-at_install")
class TestOnline(Making, MatrixCase):
    """In the books of the simulator, over real HTTP."""

    def agency(self, name):
        return self.entry_named("TaxAgency", name)

    def named(self, entity, name):
        return [one for one in self.books(entity) if one.get("Name", one.get("DisplayName")) == name]

    def test_a_tax_of_a_known_agency(self):
        self.open_region("us-legacy")
        city = self.a_tax("Phoenix City 2.8%", 2.8)
        held = self.invoice((self.chair, 3, 33.35, city))
        self.run_queue()
        self.assertEqual(held.qb_state, "failed")
        row = self.row_of(city)
        self.assertTrue(row.can_create)
        self.assertIn("(2.8 %, tax group “", row.missing_words)
        self.assertIn("Press Create in QuickBooks. Or make it there", row.missing_words)
        self.assertIn("under Taxes › Sales tax settings; then press Refresh.", row.missing_words)
        wizard = self.dialog(city)
        line = wizard.line_ids
        self.assertEqual((wizard.name, line.name, line.rate), ("Phoenix City 2.8%", "Phoen 2.8%", "2.8 %"))
        line.agency_id = self.agency("Arizona Dept. of Revenue")
        wish = self.press(wizard)
        (code,), (rate,) = self.named("TaxCode", "Phoenix City 2.8%"), self.named("TaxRate", "Phoen 2.8%")
        self.assertEqual((str(rate["RateValue"]), rate["AgencyRef"]["value"]), ("2.8", line.agency_id.qb_id))
        self.assertEqual(wish.there_id, code["Id"])
        self.assertEqual((row.state, row.code_id.qb_id, row.can_create), ("mapped", code["Id"], False))
        self.run_queue()
        self.assertEqual(held.qb_state, "sent", held.qb_message)
        self.assert_same_money(self.there(held), held)

    def test_several_taxes_and_an_agency_that_is_made(self):
        self.open_region("ca", "CAD")
        gst, pst = self.a_tax("GST 5%", 5), self.a_tax("PST MB 8%", 8)
        self.desk.taxes_id = gst | pst
        wizard = self.dialog(gst | pst)
        self.assertEqual(wizard.name, "GST 5% + PST MB 8%")
        self.assertEqual(wizard.line_ids.mapped("name"), ["GST 5%", "PST MB 8%"])
        first, second = wizard.line_ids
        first.agency_id = self.agency("Canada Revenue Agency")
        second.write({"agency_id": False, "agency_name": "Manitoba Finance"})
        self.press(wizard)
        (agency,), (code,) = self.named("TaxAgency", "Manitoba Finance"), self.named("TaxCode", "GST 5% + PST MB 8%")
        rates = {one["Id"]: one for one in self.books("TaxRate")}
        made = [rates[one["TaxRateRef"]["value"]] for one in code["SalesTaxRateList"]["TaxRateDetail"]]
        self.assertEqual(
            [(one["Name"], str(one["RateValue"]), one["AgencyRef"]["value"]) for one in made],
            [("GST 5%", "5", first.agency_id.qb_id), ("PST MB 8%", "8", agency["Id"])],
        )
        # The second code that needs the same rate takes the one that is there, and the agency too.
        wizard = self.dialog(pst)
        self.assertEqual(wizard.line_ids.name, "PST 8%", "the name of the rate is taken")
        wizard.line_ids.write({"name": "PST MB 8%", "agency_id": self.agency("Manitoba Finance").id})
        self.press(wizard)
        (single,) = self.named("TaxCode", "PST MB 8%")
        self.assertEqual(
            [one["TaxRateRef"]["value"] for one in single["SalesTaxRateList"]["TaxRateDetail"]], [made[1]["Id"]]
        )
        self.assertEqual({self.row_of(gst | pst).state, self.row_of(pst).state}, {"mapped"})
        self.env["qb.tax.map"].search([("connection_id", "=", self.connection.id)]).action_use_proposals()
        self.assert_all_arrive(self.documents([gst | pst, pst]))

    def test_in_australia(self):
        """The agency of the country, one code with a rate for sales; it is mapped and counts to the cent."""
        self.open_region("au", "AUD")
        levy = self.a_tax("Wine Levy 29%", 29)
        self.desk.taxes_id = levy
        wizard = self.dialog(levy)
        line = wizard.line_ids
        self.assertEqual(
            (wizard.name, line.name, line.rate, line.agency_id.name),
            ("Wine Levy 29%", "Wine 29%", "29 %", "Australian Taxation Office"),
        )
        self.press(wizard)
        (code,), (rate,) = self.named("TaxCode", "Wine Levy 29%"), self.named("TaxRate", "Wine 29%")
        self.assertEqual((str(rate["RateValue"]), rate["AgencyRef"]["value"]), ("29", line.agency_id.qb_id))
        details = code["SalesTaxRateList"]["TaxRateDetail"]
        self.assertEqual([one["TaxRateRef"]["value"] for one in details], [rate["Id"]])
        row = self.row_of(levy)
        self.assertEqual((row.state, row.code_id.qb_id, row.can_create), ("mapped", code["Id"], False))
        self.env["qb.tax.map"].search([("connection_id", "=", self.connection.id)]).action_use_proposals()
        self.assert_all_arrive(self.documents([levy]))

    def test_never_twice(self):
        self.open_region("uk", "GBP")
        levy = self.a_tax("Levy 3%", 3)
        self.company.order("cut_after", match={"entity": "TaxService"})
        wizard = self.dialog(levy)
        self.assertEqual(wizard.line_ids.agency_id.name, "HM Revenue & Customs (VAT)", "the only one")
        row = wizard.map_id
        self.press(wizard)
        self.run_queue()
        self.assertEqual(len(self.named("TaxCode", "Levy 3%")), 1)
        self.assertEqual((row.state, row.code_id.name), ("mapped", "Levy 3%"))
        with self.assertRaisesRegex(UserError, "have a counterpart already"):
            wizard.action_create_there()

    def test_what_is_there_is_used_or_told_apart(self):
        self.open_region("uk", "GBP")
        agency = self.agency("HM Revenue & Customs (VAT)")
        for name, percent in (("Levy", 3), ("Other", 4)):
            detail = {"TaxRateName": name, "RateValue": percent, "TaxAgencyId": agency.qb_id}
            self.control(
                "/write",
                {
                    "entity": "TaxService",
                    "operation": "create",
                    "body": {"TaxCode": name, "TaxRateDetails": [{**detail, "TaxApplicableOn": "Sales"}]},
                },
            )
        levy = self.a_tax("Levy", 3)
        wizard = self.dialog(levy)
        wizard.name, row = "Other", wizard.map_id
        wish = self.press(wizard)
        self.assertEqual(wish.qb_state, "failed")
        self.assertIn("QuickBooks has “Other” already, and it is another tax", row.missing_words)
        self.assertTrue(row.can_create)
        again = self.dialog(levy)
        self.assertEqual(again.problem, wish.qb_message)
        again.name = "Levy"
        self.press(again)
        self.assertEqual((row.state, row.code_id.name), ("mapped", "Levy"))
        self.assertEqual(len(self.named("TaxCode", "Levy")), 1)
        self.assertFalse(self.operations(wish, state="failed"))

    def test_what_cannot_be_made(self):
        self.open_region("uk", "GBP")
        reverse = self.a_tax("Reverse 20%", 20, **self.reverse_parts())
        fixed = self.a_tax("Eco fee", 1, amount_type="fixed")
        for taxes in (reverse, fixed, self.env["account.tax"]):
            row = self.row_of(taxes)
            self.assertFalse(row.can_create)
            self.assertNotIn("Create in QuickBooks", row.missing_words or "")

    def reverse_parts(self):
        parts = [(0, 0, {"repartition_type": "base"})]
        parts += [(0, 0, {"repartition_type": "tax", "factor_percent": percent}) for percent in (100, -100)]
        return {"invoice_repartition_line_ids": parts, "refund_repartition_line_ids": parts}

    def test_what_quickbooks_would_refuse_is_said_before(self):
        self.open_region("uk", "GBP")
        levy = self.a_tax("Levy 3%", 3)
        wizard = self.dialog(levy)
        wizard.line_ids.name = "A name of more than ten"
        wish = self.press(wizard)
        self.assertIn("has 23 characters and QuickBooks holds 10", wish.qb_message)
        wizard.line_ids.write({"agency_id": False, "agency_name": " "})
        with self.assertRaisesRegex(UserError, "Choose whom “Levy 3%” is paid to"):
            wizard.action_create_there()
        self.assertEqual(self.named("TaxCode", "Levy 3%"), [])

    def test_it_is_for_managers(self):
        self.open_region("uk", "GBP")
        row = self.row_of(self.a_tax("Levy 3%", 3))
        clerk = new_test_user(self.env, "qb-tax-clerk", groups="odoo_qb_connector.group_qb_user")
        with self.assertRaises(AccessError):
            row.with_user(clerk).action_create_there()


class OnDesktop(Making):
    """In company files: `code` is what a line of the new tax names, `head` the item that the document names."""

    code, head = "M1", ""

    def named(self, kind, name):
        return [one for one in self.books(kind) if one["Name"] == name]

    def test_a_tax_and_its_agency_are_made_once_and_used(self):
        """Also when the answer to the last step is lost."""
        levy = self.a_tax("Island Levy 2.5%", 2.5)
        held = self.invoice((self.chair, 3, 33.35, levy))
        self.run_queue()
        self.assertEqual((held.qb_state, self.row_of(levy).can_create), ("failed", True))
        wizard = self.dialog(levy)
        wizard.name = self.code  # where there is more to name than the one rate
        wizard.line_ids.write({"agency_id": False, "agency_name": "Island Treasury"})
        self.lose = "ItemSalesTaxAdd" if self.head else "SalesTaxCodeAdd"
        self.press(wizard)
        self.assertFalse(self.lose)
        (agency,) = self.named("Vendor", "Island Treasury")
        items = [one for one in self.books("ItemSalesTax") if one["TaxVendorRef"]["ListID"] == agency["ListID"]]
        self.assertEqual([(one["Name"], one["TaxRate"]) for one in items], [(wizard.line_ids.name, "2.50")])
        row = self.row_of(levy)
        self.assertEqual((row.state, row.code_id.name), ("mapped", self.head or self.code))
        if self.head:
            self.assertEqual(row.code_id.qb_id, items[0]["ListID"])
        else:
            (code,) = self.named("SalesTaxCode", self.code)
            self.assertEqual((code["ListID"], code["Desc"]), (row.code_id.qb_id, "Island Levy 2.5%"))
            self.assertEqual(code["ItemSalesTaxRef"]["ListID"], items[0]["ListID"])
        self.sent(held)
        there = self.there(held)
        self.assertEqual(there.get("ItemSalesTaxRef", {}).get("FullName", ""), self.head)
        self.assertEqual(there["InvoiceLineRet"][0]["SalesTaxCodeRef"]["FullName"], self.code)


@tagged("post_install", "-at_install")
class TestUnitedStates(OnDesktop, CountryCase):
    code, head = "Tax", "Island Levy 2.5%"


@tagged("post_install", "-at_install")
class TestCanada(OnDesktop, CountryCase):
    country, currency, percent, codes = "CA", "CAD", 13, ("H", "E")


@tagged("post_install", "-at_install")
class TestBritain(OnDesktop, CountryCase):
    country, currency, percent, codes = "UK", "GBP", 20, ("S", "O")
