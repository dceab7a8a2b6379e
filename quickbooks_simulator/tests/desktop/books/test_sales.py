"""Sales orders, credit memos and sales receipts: what they have of their own (spec qbd 3.6, 5.2, 5.4)."""

from __future__ import annotations

from datetime import date

import pytest

from quickbooks_simulator.desktop.company import HResultError

from .desk import Desk, Rs, invoice, line, message, ref
from .test_changes import change, kept, remove

DAY = "<TxnDate>2026-03-02</TxnDate>"
KINDS = ("SalesOrder", "CreditMemo", "SalesReceipt", "Estimate")


def document(kind: str, *lines: str, customer: str = "Deco Addict", head: str = DAY) -> str:
    """The Add of a sales document: `head` is what stands between customer and lines."""
    return invoice(*lines, customer=customer, head=head).replace("Invoice", kind)


def of(kind: str, request: str) -> str:
    """A message about an invoice for another kind of document."""
    return request.replace("Invoice", kind)


def again(desk: Desk, kind: str, made: Rs) -> Rs:
    lines = "<IncludeLineItems>true</IncludeLineItems>"
    return desk.done(f"<{kind}QueryRq><TxnID>{made.text('TxnID')}</TxnID>{lines}</{kind}QueryRq>")


def counts(desk: Desk, item: str = "Oak Desk") -> tuple[str, str]:
    found = desk.find("ItemInventory", item)
    return found["QuantityOnHand"], found["QuantityOnSalesOrder"]


# ---------------------------------------------------------------------------------------------------- what is shared


@pytest.mark.parametrize("kind", KINDS)
def test_totals_and_defaults(desk: Desk, kind: str):
    made = desk.done(document(kind, line("Oak Desk", Quantity="2"), line("Design")))
    assert made.ret.tag == f"{kind}Ret"
    assert (made.text("Subtotal"), made.text("SalesTaxTotal"), made.text("TotalAmount")) == (
        *("1575.00", "108.75", "1683.75"),
    )
    assert made.text("BillAddress/City") == "Pleasant Hill"
    assert made.texts(f"{kind}LineRet/Amount") == ["1500.00", "75.00"]
    assert made.text("TemplateRef/FullName").startswith("Custom")
    assert again(desk, kind, made).texts(f"{kind}LineRet/TxnLineID") == made.texts(f"{kind}LineRet/TxnLineID")
    assert desk.done(f"<{kind}QueryRq/>").texts(f"{kind}LineRet") == []
    assert desk.company.objects(kind)[0]["TotalAmount"] == "1683.75"


@pytest.mark.parametrize("kind", KINDS)
def test_changing(desk: Desk, kind: str):
    made = desk.done(document(kind, line("Oak Desk"), line("Design")))
    first = made.texts(f"{kind}LineRet/TxnLineID")[0]
    new = f"<InvoiceLineMod><TxnLineID>-1</TxnLineID>{ref('ItemRef', 'Gift Wrap')}</InvoiceLineMod>"
    changed = desk.done(of(kind, change(made, kept(first, "<Quantity>3</Quantity>") + new)))
    assert changed.texts(f"{kind}LineRet/Amount") == ["2250.00", "5.00"]
    assert changed.text("TotalAmount") == "2418.49"
    assert desk.refused(of(kind, change(made, "<Memo>x</Memo>")), 3200)
    assert desk.refused(of(kind, change(changed, kept("FF-1"))), 3120)
    desk.company.lock(made.text("TxnID"))
    assert desk.refused(of(kind, change(changed, "<Memo>x</Memo>")), 3175)
    desk.company.lock(made.text("TxnID"), code=3180)
    assert desk.refused(of(kind, change(changed, "<Memo>x</Memo>")), 3180) == (
        f"There was an error when saving a {kind}.  QuickBooks error message: The transaction could not be locked.  It"
        " is in use by another user."
    )
    desk.company.assert_balanced()


@pytest.mark.parametrize("kind", KINDS)
def test_deleting(desk: Desk, kind: str):
    made = desk.done(document(kind, line("Oak Desk"), head=f"{DAY}<RefNumber>D-1</RefNumber>"))
    gone = desk.done(of(kind, remove(made)))
    assert (gone.node.findtext("TxnDelType"), gone.node.findtext("RefNumber")) == (kind, "D-1")
    assert desk.ledger(made.text("TxnID")) == {}
    assert counts(desk) == ("20", "0")
    assert desk.refused(of(kind, remove(made)), 3120)
    assert desk.done(f"<TxnDeletedQueryRq><TxnDelType>{kind}</TxnDelType></TxnDeletedQueryRq>").texts("TxnID") == [
        made.text("TxnID")
    ]


@pytest.mark.switch("missing_date")
@pytest.mark.parametrize("kind", KINDS)
def test_every_type_has_numbers_and_dates_of_its_own(desk: Desk, kind: str):
    desk.done(invoice(line("Design"), head="<TxnDate>2026-01-05</TxnDate><RefNumber>7</RefNumber>"))
    desk.done(document(kind, line("Design"), head="<TxnDate>2026-02-05</TxnDate><RefNumber>7</RefNumber>"))
    assert desk.done("<InvoiceQueryRq><RefNumber>7</RefNumber></InvoiceQueryRq>").texts("TxnDate") == ["2026-01-05"]
    assert desk.done(f"<{kind}QueryRq><RefNumber>7</RefNumber></{kind}QueryRq>").texts("TxnDate") == ["2026-02-05"]
    assert desk.done(document(kind, line("Design"), head="")).text("TxnDate") == "2026-02-05"
    assert desk.done(invoice(line("Design"), head="")).text("TxnDate") == "2026-01-05"


@pytest.mark.parametrize(
    ("request_", "code", "text"),
    [
        (document("SalesOrder", line("Nothing")), 3140, 'Item "Nothing" in the SalesOrder line.'),
        (document("CreditMemo", line("Design", Amount="-1.00")), 3180, "when saving a CreditMemo."),
        (document("SalesReceipt", line("Design"), customer="Norton Lumber"), 3140, "in the SalesReceipt."),
        (document("SalesReceipt", line("Design", Amount="10000000000.00")), 3040, 'the amount "10000000000.00"'),
    ],
)
@pytest.mark.switch("unconfirmed_wording", "largest_amount", "negative_total")
def test_refusals_name_the_type(desk: Desk, request_: str, code: int, text: str):
    desk.company.set_switch("unconfirmed_wording", "sentence")
    assert text in desk.refused(request_, code)


# ------------------------------------------------------------------------------------------------------- sales orders


def test_a_sales_order_posts_nothing(desk: Desk):
    made = desk.done(document("SalesOrder", line("Oak Desk", Quantity="3"), line("Design")))
    assert desk.ledger(made.text("TxnID")) == {}
    assert desk.find("Customer", "Deco Addict")["Balance"] == "0.00"
    assert counts(desk) == ("20", "3")
    assert (made.text("IsManuallyClosed"), made.text("IsFullyInvoiced")) == ("false", "false")
    assert made.texts("SalesOrderLineRet/Invoiced") == ["0", "0"]
    assert made.texts("SalesOrderLineRet/IsManuallyClosed") == ["false", "false"]
    assert made.text("ARAccountRef/FullName") is None


def test_a_closed_order_or_line_wants_no_goods(desk: Desk):
    made = desk.done(document("SalesOrder", line("Oak Desk", Quantity="3"), line("Oak Desk", Quantity="4")))
    first, second = made.texts("SalesOrderLineRet/TxnLineID")
    lines = kept(first) + kept(second, "<IsManuallyClosed>true</IsManuallyClosed>")
    changed = desk.done(of("SalesOrder", change(made, lines)))
    assert changed.texts("SalesOrderLineRet/IsManuallyClosed") == ["false", "true"]
    assert counts(desk) == ("20", "3")
    closed = desk.done(of("SalesOrder", change(changed, "<IsManuallyClosed>true</IsManuallyClosed>")))
    assert closed.text("IsManuallyClosed") == "true"
    assert counts(desk) == ("20", "0")


@pytest.mark.switch("unconfirmed_wording")
def test_only_premier_and_enterprise_add_sales_orders(desk: Desk):
    desk.company.set_switch("unconfirmed_wording", "sentence")
    made = desk.done(document("SalesOrder", line("Design")))
    desk.company.set_edition("Pro")
    assert desk.refused(document("SalesOrder", line("Design")), 3250) == (
        'The feature "Sales orders (Premier and Enterprise)" is not enabled or not available in this version of'
        " QuickBooks."
    )
    assert desk.done(of("SalesOrder", change(made, "<Memo>changed in Pro</Memo>"))).text("Memo") == "changed in Pro"
    assert desk.done("<SalesOrderQueryRq/>").texts("Memo") == ["changed in Pro"]
    for kind in ("CreditMemo", "SalesReceipt"):
        assert desk.done(document(kind, line("Design")))
    desk.company.set_edition("Enterprise")
    assert desk.done(document("SalesOrder", line("Design")))


def test_a_sales_order_cannot_be_voided(desk: Desk):
    made = desk.done(document("SalesOrder", line("Design")))
    with pytest.raises(HResultError) as caught:
        desk.session.process(message(of("SalesOrder", remove(made, "Void"))))
    assert caught.value.hresult == "0x80040400"


@pytest.mark.switch("closing_date_of_orders")
def test_the_closing_date_of_orders(desk: Desk):
    made = desk.done(document("SalesOrder", line("Design")))
    desk.company.close_books(date(2026, 3, 2))
    assert "a SalesOrder" in desk.refused(document("SalesOrder", line("Design")), 3171)
    assert desk.refused(of("SalesOrder", remove(made)), 3161)
    desk.company.set_switch("closing_date_of_orders", "exempt")
    assert desk.done(of("SalesOrder", remove(made)))
    assert desk.refused(document("CreditMemo", line("Design")), 3171)


def test_credits_are_refused_loudly(desk: Desk):
    credit = desk.done(document("CreditMemo", line("Design"))).text("TxnID")
    applied = "<SetCredit><CreditTxnID>{}</CreditTxnID><AppliedAmount>1.00</AppliedAmount></SetCredit>"
    assert desk.refused(invoice(line("Design"), head=DAY + applied.format(credit)), 1030)
    assert desk.refused(invoice(line("Design"), head=DAY + applied.format("FF-1")), 3120)


# ------------------------------------------------------------------------------------------------------- credit memos


def test_a_credit_memo_and_its_ledger(desk: Desk):
    made = desk.done(document("CreditMemo", line("Oak Desk", Quantity="2")))
    assert made.text("CreditRemaining") == "1608.75"
    assert desk.ledger(made.text("TxnID")) == {
        "Accounts Receivable": "-1608.75",
        "Sales Income": "1500.00",
        "Sales Tax Payable": "108.75",
        "Cost of Goods Sold": "-960.00",
        "Inventory Asset": "960.00",
    }
    assert desk.find("Customer", "Deco Addict")["Balance"] == "-1608.75"
    assert counts(desk) == ("22", "0")
    desk.company.assert_balanced()


def test_a_credit_memo_takes_its_invoice_back(desk: Desk):
    before = desk.company.trial_balance()
    lines = (line("Oak Desk", Quantity="3"), line("Shipping", Amount="9.99"), line("Discount", RatePercent="-10"))
    desk.done(invoice(*lines))
    desk.done(document("CreditMemo", *lines))
    moved = [row for row in desk.company.trial_balance() if row["debit"] or row["credit"]]
    assert moved == [row for row in before if row["debit"] or row["credit"]]


def test_voiding_a_credit_memo(desk: Desk):
    made = desk.done(document("CreditMemo", line("Oak Desk")))
    desk.done(of("CreditMemo", remove(made, "Void")))
    found = again(desk, "CreditMemo", made)
    assert (found.text("TotalAmount"), found.text("Memo")) == ("0.00", "VOID:")
    assert desk.ledger(made.text("TxnID")) == {}
    assert counts(desk) == ("20", "0")


def test_a_credit_has_no_credit_limit(desk: Desk):
    desk.done(
        "<CustomerAddRq><CustomerAdd><Name>Small</Name><CreditLimit>1.00</CreditLimit></CustomerAdd></CustomerAddRq>"
    )
    assert desk.refused(invoice(line("Design"), customer="Small"), 3180)
    for kind in KINDS:
        assert desk.done(document(kind, line("Design"), customer="Small"))


# ----------------------------------------------------------------------------------------------------- sales receipts


def receipt(*lines: str, head: str = DAY) -> str:
    """A sales receipt of nobody."""
    whole = document("SalesReceipt", *lines, head=head)
    return whole.replace(ref("CustomerRef", "Deco Addict"), "")


def test_a_sales_receipt_and_its_ledger(desk: Desk):
    paid = f"<CheckNumber>CHK 7</CheckNumber>{ref('PaymentMethodRef', 'Check')}"
    made = desk.done(document("SalesReceipt", line("Oak Desk"), head=DAY + paid))
    assert (made.text("CheckNumber"), made.text("PaymentMethodRef/FullName")) == ("CHK 7", "Check")
    assert made.text("DepositToAccountRef/FullName") == "Undeposited Funds"
    assert desk.ledger(made.text("TxnID")) == {
        "Undeposited Funds": "804.38",
        "Sales Income": "-750.00",
        "Sales Tax Payable": "-54.38",
        "Cost of Goods Sold": "480.00",
        "Inventory Asset": "-480.00",
    }
    assert desk.find("Customer", "Deco Addict")["Balance"] == "0.00"
    assert counts(desk) == ("19", "0")
    desk.company.assert_balanced()


def test_a_sales_receipt_needs_no_customer(desk: Desk):
    made = desk.done(receipt(line("Design")))
    assert (made.text("CustomerRef/FullName"), made.text("TotalAmount")) == (None, "75.00")
    assert desk.refused(receipt(line("Design"), head=f"{DAY}<IsToBeEmailed>true</IsToBeEmailed>"), 3180)
    named = desk.done(document("SalesReceipt", line("Design")))
    assert desk.done(of("SalesReceipt", change(named, "<CustomerRef/>"))).text("CustomerRef/FullName") is None
    for kind in ("CreditMemo", "SalesOrder", "Estimate"):
        made = desk.done(document(kind, line("Design")))
        assert desk.refused(of(kind, change(made, "<CustomerRef/>")), 3190)


def test_where_the_money_goes(desk: Desk):
    made = desk.done(document("SalesReceipt", line("Design"), head=DAY + ref("DepositToAccountRef", "Checking")))
    assert desk.ledger(made.text("TxnID")) == {"Checking": "75.00", "Service Income": "-75.00"}
    wrong = document("SalesReceipt", line("Design"), head=DAY + ref("DepositToAccountRef", "Sales Income"))
    assert desk.refused(wrong, 3140).startswith(
        'There is an invalid reference to QuickBooks Deposit To Account "Sales Income" in the SalesReceipt.'
    )
    assert desk.refused(of("SalesReceipt", change(made, "<DepositToAccountRef/>")), 3190)


# ------------------------------------------------------------------------------------------------------ multicurrency


@pytest.mark.switch("default_ar_account", "exchange_rate", "home_ar_account")
def test_foreign_documents(multi: Desk):
    def made(kind: str, head: str = "") -> Rs:
        rate = "<ExchangeRate>1.25</ExchangeRate>"
        lines = line("Design", Quantity="2", Rate="33.33", code="Non")
        return multi.ask(document(kind, lines, customer="Galerie Vivienne", head=head + DAY + rate))

    order, receipt_ = made("SalesOrder"), made("SalesReceipt")
    for one in (order, receipt_):
        assert (one.text("TotalAmount"), one.text("TotalAmountInHomeCurrency")) == ("66.66", "83.33")
        assert one.text("CurrencyRef/FullName") == "Euro"
    assert multi.ledger(receipt_.text("TxnID")) == {"Undeposited Funds": "83.33", "Service Income": "-83.33"}
    assert made("CreditMemo").code == 3140
    credit = made("CreditMemo", ref("ARAccountRef", "Accounts Receivable - EUR"))
    assert (credit.text("CreditRemaining"), credit.text("CreditRemainingInHomeCurrency")) == ("66.66", "83.33")
    assert multi.ledger(credit.text("TxnID")) == {"Accounts Receivable - EUR": "-83.33", "Service Income": "83.33"}
    multi.company.assert_balanced()
