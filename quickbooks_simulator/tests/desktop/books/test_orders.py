"""Sales orders and their invoices, estimates, receipts on a deposit, sales reps (spec qbd 3.6, 5.2, 5.4)."""

from __future__ import annotations

from datetime import date

import pytest

from quickbooks_simulator.desktop.company import HResultError

from .desk import Desk, Rs, invoice, line, message, ref
from .test_changes import change, kept, remove
from .test_sales import DAY, again, counts, document, of

WHOLE = "<LinkToTxnID>{}</LinkToTxnID>"


def order(desk: Desk, *lines: str, customer: str = "Deco Addict") -> Rs:
    """Four desks and a discount of 10 %, unless told."""
    wanted = lines or (line("Oak Desk", Quantity="4", Rate="700"), line("Discount", RatePercent="-10"))
    return desk.done(document("SalesOrder", *wanted, customer=customer, head=f"{DAY}<RefNumber>S-1</RefNumber>"))


def linked(made: Rs, place: int = 0, figures: str = "") -> str:
    """A line of an invoice for a line of an order."""
    link = f"<TxnID>{made.text('TxnID')}</TxnID><TxnLineID>{ids(made)[place]}</TxnLineID>"
    return f"<InvoiceLineAdd>{figures}<LinkToTxn>{link}</LinkToTxn></InvoiceLineAdd>"


def ids(made: Rs) -> list[str]:
    return made.texts(f"{made.ret.tag.removesuffix('Ret')}LineRet/TxnLineID")


def of_order(made: Rs, *lines: str) -> str:
    """An invoice for the rest of a whole order, and lines besides."""
    return invoice(*lines, head=DAY + WHOLE.format(made.text("TxnID")))


def state(desk: Desk, made: Rs) -> tuple[list[str], str]:
    """What is invoiced of each line of an order, and whether all of it is."""
    found = again(desk, "SalesOrder", made)
    return found.texts("SalesOrderLineRet/Invoiced"), found.text("IsFullyInvoiced")


# --------------------------------------------------------------------------------------------------- a whole order


def test_an_invoice_for_a_whole_order(desk: Desk):
    made = order(desk)
    done = desk.done(of_order(made))
    assert done.texts("InvoiceLineRet/Quantity") == ["4"]
    assert done.texts("InvoiceLineRet/Amount") == ["2800.00", "-280.00"]
    assert (done.text("Subtotal"), made.text("Subtotal")) == ("2520.00", "2520.00")
    assert state(desk, made) == (["4", "1"], "true")
    assert counts(desk) == ("16", "0")
    assert desk.ledger(done.text("TxnID"))["Sales Income"] == "-2800.00"
    desk.company.assert_balanced()


def test_both_sides_show_the_link(desk: Desk):
    made = order(desk)
    done = desk.done(of_order(made))
    ask = "<TxnID>{}</TxnID><IncludeLinkedTxns>true</IncludeLinkedTxns>"
    there = desk.done(f"<SalesOrderQueryRq>{ask.format(made.text('TxnID'))}</SalesOrderQueryRq>")
    assert (there.text("LinkedTxn/TxnID"), there.text("LinkedTxn/TxnType")) == (done.text("TxnID"), "Invoice")
    assert (done.text("LinkedTxn/TxnID"), done.text("LinkedTxn/TxnType")) == (made.text("TxnID"), "SalesOrder")
    assert (done.text("LinkedTxn/RefNumber"), done.text("LinkedTxn/Amount")) == ("S-1", "2520.00")


@pytest.mark.switch("unconfirmed_wording")
def test_a_closed_order_gives_no_lines(desk: Desk):
    made = order(desk)
    desk.done(of_order(made))
    text = f'Unable to link to transaction "{made.text("TxnID")}" because it has already been closed.'
    assert desk.refused(of_order(made), 3180).endswith(text)
    warned = desk.ask(of_order(made, line("Design")))
    assert (warned.code, warned.severity, warned.message) == (570, "Warn", text)
    assert warned.texts("InvoiceLineRet/Amount") == ["75.00"]
    assert state(desk, made) == (["4", "1"], "true")


def test_an_order_that_a_person_closed(desk: Desk):
    made = order(desk)
    desk.done(of("SalesOrder", change(made, "<IsManuallyClosed>true</IsManuallyClosed>")))
    assert desk.refused(of_order(made), 3180)
    assert desk.refused(invoice(linked(made)), 3180)


def test_what_cannot_be_linked(desk: Desk):
    made = order(desk)
    txn_id = made.text("TxnID")
    assert desk.refused(invoice(head=DAY + WHOLE.format("FF-1")), 3120)
    assert desk.refused(invoice(linked(made), head=DAY + WHOLE.format(txn_id)), 3000)
    assert desk.refused(invoice(head=DAY + WHOLE.format(txn_id) * 2), 3177)
    assert desk.refused(invoice(linked(made), linked(made)), 3177)
    assert desk.refused(invoice(customer="Cool Cars", head=DAY + WHOLE.format(txn_id)), 3180)
    estimate = desk.done(document("Estimate", line("Design")))
    assert desk.refused(invoice(head=DAY + WHOLE.format(estimate.text("TxnID"))), 3120)


# -------------------------------------------------------------------------------------------------- line by line


def test_an_invoice_for_a_part_of_a_line(desk: Desk):
    made = order(desk)
    done = desk.done(invoice(linked(made, figures="<Quantity>3</Quantity>")))
    assert (done.texts("InvoiceLineRet/Rate"), done.texts("InvoiceLineRet/Amount")) == (["700.00"], ["2100.00"])
    assert state(desk, made) == (["3", "0"], "false")
    assert counts(desk) == ("17", "1")
    rest = desk.done(of_order(made))
    assert rest.texts("InvoiceLineRet/Quantity") == ["1"]
    assert rest.texts("InvoiceLineRet/Amount") == ["700.00", "-70.00"]
    assert state(desk, made)[1] == "true"


def test_a_linked_line_may_cost_something_else(desk: Desk):
    made = order(desk)
    figures = "<Desc>Oak, oiled</Desc><Quantity>2</Quantity><Rate>650</Rate>"
    done = desk.done(invoice(linked(made, figures=figures)))
    assert done.text("InvoiceLineRet/ItemRef/FullName") == "Oak Desk"
    assert (done.text("InvoiceLineRet/Desc"), done.text("InvoiceLineRet/Amount")) == ("Oak, oiled", "1300.00")


@pytest.mark.switch("linked_line_amount")
def test_the_amount_of_a_linked_line(desk: Desk):
    made = order(desk)
    figures = "<Quantity>2</Quantity><Amount>1300.00</Amount>"
    assert desk.refused(invoice(linked(made, figures=figures)), 3210)
    desk.company.set_switch("linked_line_amount", "accept")
    done = desk.done(invoice(linked(made, figures=figures)))
    assert (done.text("InvoiceLineRet/Rate"), done.text("InvoiceLineRet/Amount")) == ("650.00", "1300.00")


def test_a_linked_line_names_no_item(desk: Desk):
    made = order(desk)
    assert desk.refused(invoice(linked(made, figures=ref("ItemRef", "Oak Desk"))), 3210)
    assert desk.refused(invoice(linked(made).replace(ids(made)[0], "FF-1")), 3120)


def test_a_line_that_is_fulfilled_gives_no_line(desk: Desk):
    made = order(desk, line("Oak Desk", Quantity="2"), line("Design", Quantity="1"))
    desk.done(invoice(linked(made)))
    warned = desk.ask(invoice(linked(made), linked(made, 1)))
    assert warned.code == 570
    assert warned.texts("InvoiceLineRet/Amount") == ["75.00"]


# ------------------------------------------------------------------------------------------- changes on both sides


def test_an_invoice_that_is_changed_or_gone(desk: Desk):
    made = order(desk, line("Oak Desk", Quantity="4", Rate="700"), line("Design", Quantity="2"))
    done = desk.done(of_order(made))
    first, second = ids(done)
    less = desk.done(change(done, kept(first, "<Quantity>3</Quantity>") + kept(second)))
    assert state(desk, made) == (["3", "2"], "false")
    desk.done(change(less, kept(first)))
    assert state(desk, made) == (["3", "0"], "false")
    desk.done(remove(done))
    assert state(desk, made) == (["0", "0"], "false")
    again_ = desk.done(of_order(made))
    desk.done(remove(again_, "Void"))
    assert state(desk, made) == (["0", "0"], "false")
    assert counts(desk) == ("20", "4")
    desk.company.assert_balanced()


@pytest.mark.switch("invoiced_order_line")
def test_an_order_keeps_what_is_invoiced(desk: Desk):
    made = order(desk)
    desk.done(invoice(linked(made, figures="<Quantity>3</Quantity>")))
    now = again(desk, "SalesOrder", made)
    first, second = ids(made)
    assert desk.refused(of("SalesOrder", change(now, kept(second))), 3170)
    assert desk.refused(of("SalesOrder", change(now, kept(first, "<Quantity>2</Quantity>"))), 3170)
    more = desk.done(of("SalesOrder", change(now, kept(first, "<Quantity>5</Quantity>"))))
    assert more.texts("SalesOrderLineRet/Invoiced") == ["3"]
    desk.company.set_switch("invoiced_order_line", "accept")
    assert desk.done(of("SalesOrder", change(more, kept(first, "<Quantity>2</Quantity>")))).text("IsFullyInvoiced")


@pytest.mark.switch("delete_invoiced_order")
def test_deleting_an_order_that_is_invoiced(desk: Desk):
    made = order(desk)
    done = desk.done(of_order(made))
    assert desk.refused(of("SalesOrder", remove(made)), 3160)
    desk.company.set_switch("delete_invoiced_order", "accept")
    desk.done(of("SalesOrder", remove(made)))
    links = f"<TxnID>{done.text('TxnID')}</TxnID><IncludeLinkedTxns>true</IncludeLinkedTxns>"
    assert desk.done(f"<InvoiceQueryRq>{links}</InvoiceQueryRq>").texts("LinkedTxn/TxnID") == []
    desk.done(remove(done))


@pytest.mark.switch("invoice_touches_order")
def test_whether_an_invoice_moves_its_order(desk: Desk):
    made = order(desk)
    desk.done(invoice(linked(made, figures="<Quantity>1</Quantity>")))
    moved = again(desk, "SalesOrder", made).text("EditSequence")
    assert moved != made.text("EditSequence")
    desk.company.set_switch("invoice_touches_order", False)
    desk.done(invoice(linked(made, figures="<Quantity>1</Quantity>")))
    assert again(desk, "SalesOrder", made).text("EditSequence") == moved


# ------------------------------------------------------------------------------------------------------- estimates


def test_an_estimate_posts_nothing(desk: Desk):
    made = desk.done(document("Estimate", line("Oak Desk", Quantity="3"), line("Design")))
    assert desk.ledger(made.text("TxnID")) == {}
    assert counts(desk) == ("20", "0")
    assert (made.text("IsActive"), made.text("TotalAmount")) == ("true", "2488.13")
    assert made.text("IsToBePrinted") is None
    closed = desk.done(of("Estimate", change(made, "<IsActive>false</IsActive>")))
    assert closed.text("IsActive") == "false"
    assert desk.refused(of("Estimate", change(closed, "<IsActive/>")), 3190)
    assert again(desk, "Estimate", made).text("IsActive") == "false"


@pytest.mark.switch("unconfirmed_wording")
def test_estimates_are_a_preference(desk: Desk):
    desk.company.set_switch("unconfirmed_wording", "sentence")
    made = desk.done(document("Estimate", line("Design")))
    desk.company.set_preference("JobsAndEstimatesPreferences", "IsUsingEstimates", False)
    assert '"Estimates" is not enabled' in desk.refused(document("Estimate", line("Design")), 3250)
    assert desk.refused(of("Estimate", change(made, "<Memo>x</Memo>")), 3250)
    assert desk.done(document("SalesOrder", line("Design")))


def test_pro_has_estimates(desk: Desk):
    desk.company.set_edition("Pro")
    assert desk.done(document("Estimate", line("Design"))).text("TotalAmount") == "75.00"


def test_what_an_estimate_does_not_have(desk: Desk):
    made = desk.done(document("Estimate", line("Design")))
    for request in (
        document("Estimate", line("Design"), head=f"{DAY}<ShipDate>2026-03-02</ShipDate>"),
        of("Estimate", remove(made, "Void")),
    ):
        with pytest.raises(HResultError) as caught:
            desk.session.process(message(request))
        assert caught.value.hresult == "0x80040400"
    marked = "<EstimateLineAdd>{}<MarkupRate>5.00</MarkupRate></EstimateLineAdd>".format(ref("ItemRef", "Design"))
    assert desk.refused(document("Estimate", marked), 1030)
    assert desk.refused(of("Estimate", change(made, "<CreateChangeOrder>true</CreateChangeOrder>")), 1030)


# ------------------------------------------------------------------------------------------------------- deposits


@pytest.mark.switch("change_deposited", "delete_deposited", "unconfirmed_wording")
def test_a_receipt_that_is_on_a_deposit(desk: Desk):
    made = desk.done(document("SalesReceipt", line("Design")))
    deposit = desk.company.deposit(made.text("TxnID"))
    assert desk.ledger(deposit) == {"Checking": "75.00", "Undeposited Funds": "-75.00"}
    assert desk.refused(of("SalesReceipt", change(made, "<Memo>x</Memo>")), 3170) == "Status code 3170."
    assert desk.refused(of("SalesReceipt", remove(made, "Void")), 3170)
    assert desk.refused(of("SalesReceipt", remove(made)), 3160)
    desk.company.set_switch("unconfirmed_wording", "sentence")
    assert desk.refused(of("SalesReceipt", remove(made)), 3160).endswith("It is on a deposit.")
    desk.company.set_switch("change_deposited", "accept")
    assert desk.done(of("SalesReceipt", change(made, "<Memo>x</Memo>"))).text("Memo") == "x"
    desk.company.set_switch("delete_deposited", "accept")
    desk.done(of("SalesReceipt", remove(made)))
    assert desk.ledger(deposit) == {}
    desk.company.assert_balanced()


def test_what_cannot_be_deposited(desk: Desk):
    bank = desk.done(document("SalesReceipt", line("Design"), head=DAY + ref("DepositToAccountRef", "Checking")))
    made = desk.done(document("SalesReceipt", line("Design")))
    desk.company.deposit(made.text("TxnID"))
    for txn_id in (bank.text("TxnID"), made.text("TxnID"), desk.done(invoice(line("Design"))).text("TxnID")):
        with pytest.raises(KeyError):
            desk.company.deposit(txn_id)


# ---------------------------------------------------------------------------------------------------- small lists


def test_sales_reps_templates_and_messages(desk: Desk):
    (rep,) = desk.done("<SalesRepQueryRq/>").rets
    assert (rep.findtext("Initial"), rep.findtext("SalesRepEntityRef/FullName")) == ("RD", "Rosa Delgado")
    assert desk.done("<CustomerMsgQueryRq/>").texts("Name") == ["Thank you for your business."]
    assert "Custom Sales Order" in desk.done("<TemplateQueryRq/>").texts("Name")
    head = ref("TemplateRef", "Intuit Service Invoice") + DAY + ref("SalesRepRef", "RD")
    made = desk.done(invoice(line("Design"), head=head))
    assert (made.text("SalesRepRef/FullName"), made.text("TemplateRef/FullName")) == ("RD", "Intuit Service Invoice")
    assert desk.refused(invoice(line("Design"), head=DAY + ref("SalesRepRef", "XX")), 3140)


@pytest.mark.switch("closing_date_of_orders")
def test_the_closing_date_and_estimates(desk: Desk):
    desk.company.close_books(date(2026, 3, 2))
    assert desk.refused(document("Estimate", line("Design")), 3171)
    desk.company.set_switch("closing_date_of_orders", "exempt")
    assert desk.done(document("Estimate", line("Design")))


def test_a_person_opens_a_currency(multi: Desk):
    pounds = multi.company.open_currency("British Pound Sterling", "GBP", "1.3")
    francs = multi.company.open_currency("Swiss Franc", "CHF", "1.1")
    found = {one.findtext("CurrencyCode"): one for one in multi.done("<CurrencyQueryRq/>").rets}
    assert (found["GBP"].findtext("ListID"), found["CHF"].findtext("ListID")) == (pounds, francs)
    assert [found[code].findtext("IsUserDefinedCurrency") for code in ("GBP", "CHF")] == ["false", "true"]


def test_no_currency_is_opened_without_multicurrency(desk: Desk):
    with pytest.raises(ValueError, match="multicurrency"):
        desk.company.open_currency("Swiss Franc", "CHF", "1.1")
