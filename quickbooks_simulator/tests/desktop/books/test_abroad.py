"""Company files of Canada and the United Kingdom: a code on every line, no tax item in the header; and how taxes are
made in every country (spec qbd 5.2, 5.5)."""

from __future__ import annotations

import pytest

from quickbooks_simulator.desktop.company import DesktopCompanies

from .desk import Desk, customer, invoice, line, ref

DAY = "<TxnDate>2026-03-02</TxnDate>"


@pytest.fixture
def canada(companies: DesktopCompanies) -> Desk:
    return Desk(companies.create(country="CA"))


@pytest.fixture
def britain(companies: DesktopCompanies) -> Desk:
    return Desk(companies.create(country="UK"))


def agency(name: str, more: str = "<IsSalesTaxAgency>true</IsSalesTaxAgency>") -> str:
    return f"<VendorAddRq><VendorAdd><Name>{name}</Name>{more}</VendorAdd></VendorAddRq>"


def rate(name: str, percent: str, vendor: str) -> str:
    body = f"<Name>{name}</Name><TaxRate>{percent}</TaxRate>{ref('TaxVendorRef', vendor) if vendor else ''}"
    return f"<ItemSalesTaxAddRq><ItemSalesTaxAdd>{body}</ItemSalesTaxAdd></ItemSalesTaxAddRq>"


def group(name: str, *items: str) -> str:
    members = "".join(ref("ItemSalesTaxRef", item) for item in items)
    body = f"<Name>{name}</Name>{members}"
    return f"<ItemSalesTaxGroupAddRq><ItemSalesTaxGroupAdd>{body}</ItemSalesTaxGroupAdd></ItemSalesTaxGroupAddRq>"


def code(name: str, item: str = "", taxable: str = "true") -> str:
    body = f"<Name>{name}</Name><IsTaxable>{taxable}</IsTaxable>{ref('ItemSalesTaxRef', item) if item else ''}"
    return f"<SalesTaxCodeAddRq><SalesTaxCodeAdd>{body}</SalesTaxCodeAdd></SalesTaxCodeAddRq>"


def test_which_country_it_is(canada: Desk, britain: Desk):
    for desk, country, currency, name in (
        (canada, "CA", "CAD", "Maple Street Furnishings"),
        (britain, "UK", "GBP", "High Street Furnishings"),
    ):
        assert desk.done("<HostQueryRq/>").text("Country") == desk.company.country == country
        assert desk.done("<CompanyQueryRq/>").text("CompanyName") == name
        assert desk.done("<PreferencesQueryRq/>").text("SalesTaxPreferences/IsUsingAmountsIncludeTax") == "false"
        made = desk.done(invoice(line("Design", Amount="10.00"), customer=desk.company.objects("Customer")[0]["Name"]))
        assert {row["currency"] for row in desk.company.ledger() if row["txn_id"] == made.text("TxnID")} == {currency}


def test_every_tax_item_once_on_all_lines_that_lead_to_it(canada: Desk):
    lines = [
        line("Design", Amount="33.33", code="G"),  # GST 5
        line("Design", Amount="33.33", code="S"),  # GST 5 + PST 7
        line("Design", Amount="10.10", code="H"),  # HST 13
        line("Design", Amount="20.00", code="Q"),  # GST 5 + QST 9.975
        line("Design", Amount="50.00", code="Z"),
        line("Design", Amount="50.00", code="E"),
    ]
    made = canada.done(invoice(*lines, customer="Lakeshore Interiors"))
    # GST 5 % of 86.66, PST 7 % of 33.33, HST 13 % of 10.10, QST 9.975 % of 20.00.
    assert made.text("SalesTaxTotal") == "9.97", "4.33 + 2.33 + 1.31 + 2.00"
    assert made.texts("InvoiceLineRet/SalesTaxCodeRef/FullName") == ["G", "S", "H", "Q", "Z", "E"]
    assert made.text("ItemSalesTaxRef") is made.text("SalesTaxPercentage") is None
    assert canada.ledger(made.text("TxnID"))["Sales Tax Payable"] == "-9.97"


def test_what_a_line_says_when_it_says_nothing(britain: Desk):
    made = britain.done(invoice(line("Gift Wrap", Amount="10.00"), customer="Clifton Cafe"))
    assert (made.text("InvoiceLineRet/SalesTaxCodeRef/FullName"), made.text("SalesTaxTotal")) == ("S", "2.00")
    made = britain.done(invoice(line("Gift Wrap", Amount="10.00"), customer="Embassy Stores"))
    assert (made.text("InvoiceLineRet/SalesTaxCodeRef/FullName"), made.text("SalesTaxTotal")) == ("O", "0.00")


def test_reverse_charge_and_zero_rate_are_taxable_at_nothing(britain: Desk):
    lines = [line("Design", Amount="99.99", code=name) for name in ("RC", "Z", "R", "O")]
    assert britain.done(invoice(*lines, customer="Clifton Cafe")).text("SalesTaxTotal") == "5.00"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (invoice(line("Design"), customer="Clifton Cafe", head=DAY + ref("ItemSalesTaxRef", "Standard Sales")), 3140),
        (invoice(line("Design"), customer="Clifton Cafe", head=DAY + "<IsTaxIncluded>true</IsTaxIncluded>"), 1030),
        (invoice(line("Design", Amount="1.00", TaxAmount="0.20"), customer="Clifton Cafe"), 1030),
        (invoice(line("Design", code="Tax"), customer="Clifton Cafe"), 3140),
        (customer("New", ref("ItemSalesTaxRef", "Standard Sales")), 3140),
        (customer("New", "<SalesTaxCountry>US</SalesTaxCountry>"), 3250),
    ],
)
def test_what_a_file_of_another_country_does_not_take(britain: Desk, request_: str, status: int):
    britain.refused(request_, status)


def test_a_header_item_in_a_change(britain: Desk):
    made = britain.done(invoice(line("Design", Amount="10.00"), customer="Clifton Cafe"))
    ids = "".join(f"<{one}>{made.text(one)}</{one}>" for one in ("TxnID", "EditSequence"))
    britain.refused(
        f"<InvoiceModRq><InvoiceMod>{ids}{ref('ItemSalesTaxRef', 'Standard Sales')}</InvoiceMod></InvoiceModRq>", 3140
    )


def test_sales_tax_off(canada: Desk):
    canada.company.set_sales_tax(False)
    assert canada.done("<PreferencesQueryRq/>").text("SalesTaxPreferences") is None
    made = canada.done(invoice(line("Design", Amount="10.00"), customer="Lakeshore Interiors"))
    assert (made.text("SalesTaxTotal"), made.text("InvoiceLineRet/SalesTaxCodeRef")) == ("0.00", None)
    canada.refused(invoice(line("Design", code="H"), customer="Lakeshore Interiors"), 3250)
    canada.refused(rate("New", "5", "Receiver General"), 3250)


def test_taxes_are_made_abroad(canada: Desk):
    canada.done(agency("Manitoba Finance"))
    canada.done(rate("RST MB", "7", "Manitoba Finance"))
    canada.done(group("GST and RST", "GST", "RST MB"))
    made = canada.done(code("M", "GST and RST"))
    assert made.text("ItemSalesTaxRef/FullName") == "GST and RST"
    totals = canada.done(invoice(line("Design", Amount="100.00", code="M"), customer="Lakeshore Interiors"))
    assert totals.text("SalesTaxTotal") == "12.00"
    assert canada.refused(code("M", "GST"), 3100) == 'The name "M" of the list element is already in use.'
    canada.refused(rate("gst", "5", "Receiver General"), 3100)
    canada.refused(rate("Other", "5", "Norton Lumber"), 3140)
    canada.refused(rate("Other", "5", ""), 3180)
    canada.refused(rate("Other", "100.5", "Receiver General"), 3210)
    canada.refused(group("Nest", "GST and RST"), 3140)
    canada.refused(code("N", "GST", taxable="false"), 3210)
    canada.refused(code("N", "Design"), 3140)


def test_taxes_are_made_in_the_united_states(desk: Desk):
    desk.done(rate("County", "1.1", "Norton Lumber"))
    assert desk.find("Vendor", "Norton Lumber")["IsTaxAgency"] == "true", "it became an agency"
    desk.done(group("All three", "State Tax", "City Tax", "County"))
    head = f"{DAY}{ref('ItemSalesTaxRef', 'All three')}"
    assert desk.done(invoice(line("Oak Desk", Amount="100.00"), head=head)).text("SalesTaxTotal") == "9.60"
    desk.done(code("Exp", taxable="false"))
    desk.refused(code("Cty", "County"), 3250)
    desk.refused(agency("Revenue Office"), 3250)
