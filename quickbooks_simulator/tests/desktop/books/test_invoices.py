"""InvoiceAdd: line arithmetic, tax, defaults, posting, refusals (spec qbd 5.2)."""

from __future__ import annotations

from datetime import date

import pytest

from .desk import Desk, Rs, customer, invoice, line, ref
from .test_changes import change
from .test_lists import mod_of

DAY = "<TxnDate>2026-03-02</TxnDate>"


def amounts(answer: Rs) -> list[str]:
    return answer.texts("InvoiceLineRet/Amount")


def totals(answer: Rs) -> tuple[str, str, str]:
    return answer.text("Subtotal"), answer.text("SalesTaxTotal"), answer.text("BalanceRemaining")


def test_an_invoice_and_its_ledger(desk: Desk):
    made = desk.done(invoice(line("Oak Desk", Quantity="2", Rate="750"), line("Design", Quantity="1.5")))
    assert totals(made) == ("1612.50", "108.75", "1721.25")
    assert made.text("SalesTaxPercentage") == "7.25"
    assert desk.ledger(made.text("TxnID")) == {
        "Accounts Receivable": "1721.25",
        "Sales Income": "-1500.00",
        "Service Income": "-112.50",
        "Sales Tax Payable": "-108.75",
        "Cost of Goods Sold": "960.00",
        "Inventory Asset": "-960.00",
    }
    assert desk.find("Customer", "Deco Addict")["Balance"] == "1721.25"
    assert desk.find("ItemInventory", "Oak Desk")["QuantityOnHand"] == "18"
    desk.company.assert_balanced()


def test_ids_of_transactions_and_lines_share_one_counter(desk: Desk):
    first = desk.done(invoice(line("Design"), line("Design")))
    second = desk.done(invoice(line("Design")))
    ids = [first.text("TxnID"), *first.texts("InvoiceLineRet/TxnLineID"), second.text("TxnID")]
    numbers = [int(one.split("-")[0], 16) for one in ids]
    assert numbers == list(range(numbers[0], numbers[0] + 4))
    assert (first.text("TxnNumber"), second.text("TxnNumber")) == ("1", "2")


# ------------------------------------------------------------------------------------------------- line figures


@pytest.mark.switch("amount_rounding")
@pytest.mark.parametrize(
    ("figures", "rate", "amount"),
    [
        ({"Quantity": "3", "Rate": "0.335"}, "0.335", "1.01"),
        ({"Quantity": "3", "Amount": "10.00"}, "3.33333", "10.00"),
        ({"Quantity": "4"}, "75.00", "300.00"),
        ({"Rate": "20"}, "20.00", "20.00"),
        ({"Amount": "20.00"}, None, "20.00"),
        ({}, "75.00", "75.00"),
        ({"Quantity": "0"}, "75.00", "0.00"),
        ({"Quantity": "1", "Rate": "0.005"}, "0.005", "0.01"),
        ({"Quantity": "7", "Rate": "14.28571"}, "14.28571", "100.00"),
    ],
)
def test_quantity_rate_and_amount(desk: Desk, figures: dict, rate: str | None, amount: str):
    made = desk.done(invoice(line("Design", **figures)))
    assert (made.text("InvoiceLineRet/Rate"), made.text("InvoiceLineRet/Amount")) == (rate, amount)


@pytest.mark.switch("amount_rounding")
def test_half_to_even_by_switch(desk: Desk):
    desk.company.set_switch("amount_rounding", "half_even")
    assert amounts(desk.done(invoice(line("Design", Quantity="1", Rate="0.005"), line("Design", Amount="1.00")))) == [
        "0.00",
        "1.00",
    ]


@pytest.mark.switch("rate_and_amount")
def test_rate_and_amount_together_is_a_warning(desk: Desk):
    made = desk.ask(invoice(line("Design", Quantity="2", Rate="10", Amount="30.00")))
    assert (made.code, made.severity) == (530, "Warn")
    assert (made.text("InvoiceLineRet/Rate"), made.text("InvoiceLineRet/Amount")) == ("15.00", "30.00")
    desk.company.set_switch("rate_and_amount", "silent")
    assert desk.done(invoice(line("Design", Quantity="2", Rate="10", Amount="30.00")))


def test_a_line_of_text_only(desk: Desk):
    text = "<InvoiceLineAdd><Desc>Thanks</Desc></InvoiceLineAdd>"
    made = desk.done(invoice(line("Design"), text))
    assert made.texts("InvoiceLineRet/Desc") == ["Interior design, per hour", "Thanks"]
    assert amounts(made) == ["75.00"]
    assert desk.refused(invoice("<InvoiceLineAdd><Desc>x</Desc><Amount>1.00</Amount></InvoiceLineAdd>"), 3150)
    assert desk.refused(invoice("<InvoiceLineAdd/>"), 3150)


@pytest.mark.switch("tax_rounding")
def test_a_percentage_discount_takes_the_line_above(desk: Desk):
    lines = [line("Oak Desk", Quantity="1"), line("Desk Lamp", Quantity="2"), line("Discount", RatePercent="-10")]
    made = desk.done(invoice(*lines))
    assert amounts(made) == ["750.00", "90.00", "-9.00"]
    assert totals(made)[:2] == ("831.00", "60.25")
    assert desk.ledger(made.text("TxnID"))["Sales Discounts"] == "9.00"


def test_a_percentage_discount_takes_a_subtotal(desk: Desk):
    lines = [line("Oak Desk"), line("Desk Lamp", Quantity="2"), line("Subtotal"), line("Discount", RatePercent="-10")]
    made = desk.done(invoice(*lines, line("Desk Lamp"), line("Subtotal")))
    assert amounts(made) == ["750.00", "90.00", "840.00", "-84.00", "45.00", "-39.00"]
    assert made.text("Subtotal") == "801.00"


@pytest.mark.switch("discount_sign")
def test_a_discount_amount_and_its_sign(desk: Desk):
    made = desk.done(invoice(line("Oak Desk"), line("Discount", Amount="-50.00", code="Non")))
    assert totals(made)[:2] == ("700.00", "54.38")
    assert desk.done(invoice(line("Oak Desk"), line("Discount", Amount="50.00"))).text("Subtotal") == "800.00"
    desk.company.set_switch("discount_sign", "negated")
    assert desk.done(invoice(line("Oak Desk"), line("Discount", Amount="50.00"))).text("Subtotal") == "700.00"


def test_a_discount_items_own_rate(desk: Desk):
    inner = f"<Name>Tenth</Name><DiscountRatePercent>10</DiscountRatePercent>{ref('AccountRef', 'Sales Discounts')}"
    desk.done(f"<ItemDiscountAddRq><ItemDiscountAdd>{inner}</ItemDiscountAdd></ItemDiscountAddRq>")
    assert amounts(desk.done(invoice(line("Oak Desk"), line("Tenth")))) == ["750.00", "-75.00"]


def test_discounts_and_subtotals_take_no_quantity(desk: Desk):
    assert desk.refused(invoice(line("Oak Desk"), line("Discount", Quantity="1", Amount="-5.00")), 3210)
    assert desk.refused(invoice(line("Oak Desk"), line("Subtotal", Amount="5.00")), 3210)


def test_shipping_is_an_other_charge(desk: Desk):
    made = desk.done(invoice(line("Oak Desk"), line("Shipping", Amount="15.00")))
    assert totals(made) == ("765.00", "54.38", "819.38")
    assert desk.ledger(made.text("TxnID"))["Shipping and Delivery Income"] == "-15.00"


# ---------------------------------------------------------------------------------------------------------- tax


def test_tax_is_the_header_item_on_taxable_lines(desk: Desk):
    lines = [
        line("Oak Desk", Amount="100.00"),
        line("Oak Desk", Amount="10.00", code="Non"),
        line("Design", Amount="1.00", code="Tax"),
    ]
    made = desk.done(invoice(*lines, head=f"{DAY}{ref('ItemSalesTaxRef', 'City Tax')}"))
    assert totals(made)[:2] == ("111.00", "1.26")
    assert made.text("ItemSalesTaxRef/FullName") == "City Tax"


@pytest.mark.switch("tax_group_rounding")
def test_a_tax_group_is_rounded_item_by_item(desk: Desk):
    head = f"{DAY}{ref('ItemSalesTaxRef', 'Middlefield')}"
    lines = [line("Oak Desk", Amount="10.20")]
    made = desk.done(invoice(*lines, head=head))
    assert (made.text("SalesTaxPercentage"), made.text("SalesTaxTotal")) == ("8.50", "0.87")
    desk.company.set_switch("tax_group_rounding", "sum")
    lines = [line("Oak Desk", Amount="0.60")]
    assert desk.done(invoice(*lines, head=head)).text("SalesTaxTotal") == "0.05"
    desk.company.assert_balanced()


@pytest.mark.switch("tax_rounding")
def test_tax_rounded_by_line(desk: Desk):
    lines = [line("Oak Desk", Amount="0.10")] * 3
    assert desk.done(invoice(*lines)).text("SalesTaxTotal") == "0.02"
    desk.company.set_switch("tax_rounding", "line")
    assert desk.done(invoice(*lines)).text("SalesTaxTotal") == "0.03"


def test_a_customer_that_pays_no_tax(desk: Desk):
    made = desk.done(invoice(line("Oak Desk"), customer="Gevelber Photography"))
    assert (made.text("SalesTaxTotal"), made.text("InvoiceLineRet/SalesTaxCodeRef/FullName")) == ("0.00", "Non")
    made = desk.done(invoice(line("Oak Desk"), head=f"{DAY}{ref('CustomerSalesTaxCodeRef', 'Non')}"))
    assert made.text("SalesTaxTotal") == "0.00"


def test_an_exact_tax_from_elsewhere(desk: Desk):
    """A header item of zero percent and a tax line (spec qbd 5.2)."""
    lines = [line("Oak Desk", Amount="100.00"), line("State Tax", Amount="7.31")]
    made = desk.done(invoice(*lines, head=f"{DAY}{ref('ItemSalesTaxRef', 'Out of State')}"))
    assert totals(made) == ("107.31", "0.00", "107.31")
    assert desk.ledger(made.text("TxnID"))["Sales Tax Payable"] == "-7.31"
    assert desk.refused(invoice(line("Oak Desk"), line("Middlefield", Amount="7.31")), 3140)


@pytest.mark.switch("feature_off")
def test_sales_tax_off(desk: Desk):
    desk.company.set_sales_tax(False)
    made = desk.done(invoice(line("Oak Desk", Amount="100.00")))
    assert totals(made) == ("100.00", "0.00", "100.00")
    assert made.text("ItemSalesTaxRef") is None
    assert desk.refused(invoice(line("Oak Desk"), head=f"{DAY}{ref('ItemSalesTaxRef', 'State Tax')}"), 3250)
    assert "SalesTaxPreferences" not in [node.tag for node in desk.done("<PreferencesQueryRq/>").ret]


# ----------------------------------------------------------------------------------------------------- defaults


def test_what_comes_from_the_customer(desk: Desk):
    made = desk.done(invoice(line("Design")))
    assert (made.text("TermsRef/FullName"), made.text("DueDate")) == ("Net 30", "2026-04-01")
    assert made.text("BillAddress/Addr2") == "77 Santa Barbara Rd"
    assert made.text("ShipDate") == "2026-03-02"
    assert made.text("RefNumber") is None
    assert made.text("TemplateRef/FullName") == "Intuit Product Invoice"


@pytest.mark.parametrize(("day", "due"), [("2026-03-02", "2026-03-15"), ("2026-03-10", "2026-04-15")])
def test_date_driven_terms(desk: Desk, day: str, due: str):
    head = f"<TxnDate>{day}</TxnDate>{ref('TermsRef', '15th of the month')}"
    assert desk.done(invoice(line("Design"), head=head)).text("DueDate") == due


@pytest.mark.switch("missing_date")
def test_a_missing_date_is_that_of_the_last_invoice(desk: Desk):
    today = desk.done(invoice(line("Design"), head="")).text("TxnDate")
    desk.done(invoice(line("Design"), head="<TxnDate>2025-07-04</TxnDate>"))
    assert desk.done(invoice(line("Design"), head="")).text("TxnDate") == "2025-07-04"
    desk.company.set_switch("missing_date", "today")
    assert desk.done(invoice(line("Design"), head="")).text("TxnDate") == today


@pytest.mark.switch("duplicate_numbers")
def test_duplicates_are_accepted_without_complaint(desk: Desk):
    same = invoice(line("Design"), head=f"{DAY}<RefNumber>INV-1</RefNumber>")
    first, second = desk.done(same), desk.done(same)
    assert first.text("TxnID") != second.text("TxnID")
    found = desk.done("<InvoiceQueryRq><RefNumber>inv-1</RefNumber></InvoiceQueryRq>")
    assert found.texts("TxnID") == [first.text("TxnID"), second.text("TxnID")]


@pytest.mark.switch("duplicate_numbers")
def test_duplicates_refused_by_switch(desk: Desk):
    desk.company.set_switch("duplicate_numbers", "refuse")
    head = "<TxnDate>2026-03-02</TxnDate><RefNumber>ab-{}</RefNumber>"
    first = desk.done(invoice(line("Design"), head=head.format(1)))
    assert desk.refused(invoice(line("Design"), head="<RefNumber>AB-1</RefNumber>"), 3180)
    second = desk.done(invoice(line("Design"), head=head.format(2)))
    assert desk.refused(change(second, "<RefNumber>ab-1</RefNumber>"), 3180)
    assert desk.done(change(first, "<RefNumber>ab-1</RefNumber>"))
    order = invoice(line("Design"), head=head.format(1)).replace("Invoice", "SalesOrder")
    assert desk.done(order)
    assert desk.done(invoice(line("Design")))


def test_external_guid_and_memo_come_back(desk: Desk):
    guid = "{12345678-ABCD-1234-1234-123456789012}"
    head = f"{DAY}<Memo>token 1</Memo><Other>o</Other><ExternalGUID>{guid}</ExternalGUID>"
    made = desk.done(invoice(line("Design"), head=head))
    assert (made.text("Memo"), made.text("Other"), made.text("ExternalGUID")) == ("token 1", "o", guid)


def test_a_pending_invoice_posts_nothing(desk: Desk):
    made = desk.done(invoice(line("Oak Desk"), head=f"{DAY}<IsPending>true</IsPending>"))
    assert desk.ledger(made.text("TxnID")) == {}
    assert desk.find("Customer", "Deco Addict")["Balance"] == "0.00"
    assert desk.find("ItemInventory", "Oak Desk")["QuantityOnHand"] == "20"


def test_the_balance_of_a_parent_counts_its_jobs(desk: Desk):
    desk.done(invoice(line("Design", code="Non"), customer="Freeman Sporting Goods:55 Twin Lane"))
    parent = desk.find("Customer", "Freeman Sporting Goods")
    assert (parent["Balance"], parent["TotalBalance"]) == ("0.00", "75.00")


def test_average_cost(desk: Desk):
    """The last one takes the last cent along, and what is not there leaves at the purchase cost."""
    inner = (
        f"<Name>Odd</Name>{ref('IncomeAccountRef', 'Sales Income')}<PurchaseCost>3.33333</PurchaseCost>"
        f"{ref('COGSAccountRef', 'Cost of Goods Sold')}{ref('AssetAccountRef', 'Inventory Asset')}"
        "<QuantityOnHand>3</QuantityOnHand>"
    )
    desk.done(f"<ItemInventoryAddRq><ItemInventoryAdd>{inner}</ItemInventoryAdd></ItemInventoryAddRq>")
    costs = [
        desk.ledger(desk.done(invoice(line("Odd", Quantity=one, Amount="9.00"))).text("TxnID"))
        for one in ("1", "2", "1")
    ]
    assert [one["Cost of Goods Sold"] for one in costs] == ["3.33", "6.67", "3.33"]
    assert desk.find("ItemInventory", "Odd")["QuantityOnHand"] == "-1"


# ----------------------------------------------------------------------------------------------------- refusals


def test_an_unknown_customer(desk: Desk):
    text = desk.refused(invoice(line("Design"), customer="Nobody"), 3140)
    assert text == (
        'There is an invalid reference to QuickBooks Customer "Nobody" in the Invoice.  QuickBooks error message:'
        " Invalid argument.  The specified record does not exist in the list."
    )


def test_an_unknown_item(desk: Desk):
    text = desk.refused(invoice(line("Design"), line("Nothing")), 3140)
    assert 'QuickBooks Item "Nothing" in the Invoice line.  QuickBooks' in text


@pytest.mark.switch("empty_invoice", "feature_off", "negative_total")
@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (invoice(line("Design"), customer="Norton Lumber"), 3140),
        (invoice(line("Design"), head=ref("ARAccountRef", "Checking")), 3140),
        (invoice(line("Design"), head=ref("ARAccountRef", "None such")), 3140),
        (invoice(line("Design"), head=ref("ItemSalesTaxRef", "Design")), 3140),
        (invoice(line("Design"), head=f"{DAY}<ExchangeRate>1.1</ExchangeRate>"), 3250),
        (invoice(line("Design"), head=f"{DAY}<IsTaxIncluded>true</IsTaxIncluded>"), 3250),
        (invoice(line("Design", Quantity="1", UnitOfMeasure="each")), 3250),
        (invoice(line("Design"), head=f"{DAY}<LinkToTxnID>1-1</LinkToTxnID>"), 3120),
        (invoice(line("Design", Amount="-1.00")), 3180),
        (invoice(), 3180),
        (
            invoice(line("Design"), customer="Whitehead and Sons", head=f"{DAY}<IsToBeEmailed>true</IsToBeEmailed>"),
            3180,
        ),
        (invoice(f"<InvoiceLineGroupAdd>{ref('ItemGroupRef', 'Set')}</InvoiceLineGroupAdd>"), 3140),
        (invoice(line("Design"), "<ShippingLineAdd><Amount>1.00</Amount></ShippingLineAdd>"), 1030),
    ],
)
def test_what_quickbooks_does_not_save(desk: Desk, request_: str, code: int):
    assert desk.refused(request_, code)


@pytest.mark.switch("largest_amount", "unconfirmed_wording")
def test_the_largest_amount(desk: Desk):
    desk.company.set_switch("unconfirmed_wording", "sentence")
    most, above = "9999999999.99", "10000000000.00"
    assert desk.done(invoice(line("Design", Amount=most, code="Non"))).text("Subtotal") == most
    text = desk.refused(invoice(line("Design", Amount=above, code="Non")), 3040)
    assert text == f'There was an error when converting the amount "{above}" in the field "Amount".'
    assert desk.refused(invoice(line("Design", Amount=most, code="Non"), line("Design", Amount="0.01")), 3040)
    desk.company.set_switch("largest_amount", "9999999999999.99")
    assert desk.done(invoice(line("Design", Amount=above, code="Non"))).text("Subtotal") == above
    desk.company.assert_balanced()


def test_the_credit_limit(desk: Desk):
    desk.done(customer("Small", "<CreditLimit>100.00</CreditLimit>"))
    desk.done(invoice(line("Design", Amount="60.00", code="Non"), customer="Small"))
    text = desk.refused(invoice(line("Design", Amount="40.01", code="Non"), customer="Small"), 3180)
    assert text == (
        "There was an error when saving a Invoice.  QuickBooks error message: The credit limit for the name on this"
        " transaction has been exceeded."
    )
    assert desk.done(invoice(line("Design", Amount="40.00", code="Non"), customer="Small"))


def test_the_closing_date(desk: Desk):
    made = desk.done(invoice(line("Design")))
    desk.company.close_books(date(2026, 3, 2))
    text = desk.refused(invoice(line("Design")), 3171)
    assert text.startswith("An attempt was made to modify a Invoice with a date that is on or before the closing date")
    deletion = f"<TxnDelRq><TxnDelType>Invoice</TxnDelType><TxnID>{made.text('TxnID')}</TxnID></TxnDelRq>"
    assert desk.refused(deletion, 3161)
    assert desk.done("<PreferencesQueryRq/>").text("AccountingPreferences/ClosingDate") == "2026-03-02"
    assert desk.done(invoice(line("Design"), head="<TxnDate>2026-03-03</TxnDate>"))
    desk.company.close_books(None)
    assert desk.done(deletion)


@pytest.mark.switch("inactive_reference")
def test_an_inactive_item_and_customer(desk: Desk):
    desk.done(mod_of(desk, "ItemService", "Design", "<IsActive>false</IsActive>"))
    assert desk.refused(invoice(line("Design")), 3140)


def test_macros_name_what_is_added_in_the_same_set(desk: Desk):
    add = invoice(line("Design")).replace("<InvoiceAdd>", '<InvoiceAdd defMacro="TxnID:one">')
    extension = (
        "<DataExtAddRq><DataExtAdd><OwnerID>0</OwnerID><DataExtName>Sales Channel</DataExtName>"
        '<TxnDataExtType>Invoice</TxnDataExtType><TxnID useMacro="TxnID:{}"></TxnID><DataExtValue>web</DataExtValue>'
        "</DataExtAdd></DataExtAddRq>"
    )
    made, field, unknown = desk.all(add, extension.format("one"), extension.format("two"))
    assert (made.code, field.code, unknown.code) == (0, 0, 9101)
    assert field.text("DataExtValue") == "web"
