"""Credit memos applied to invoices by a payment without money (spec qbd 5.2)."""

from __future__ import annotations

from datetime import date

from .desk import Desk, invoice, line, ref
from .test_changes import remove
from .test_sales import document, of

DAY = "<TxnDate>2026-03-05</TxnDate>"


def apply(*pairs: tuple[str, str, str], customer: str = "Deco Addict", head: str = DAY) -> str:
    """(invoice, credit memo, amount), one invoice each."""
    taken = "".join(
        f"<AppliedToTxnAdd><TxnID>{one}</TxnID><SetCredit><CreditTxnID>{memo}</CreditTxnID>"
        f"<AppliedAmount>{amount}</AppliedAmount></SetCredit></AppliedToTxnAdd>"
        for one, memo, amount in pairs
    )
    inner = f"{ref('CustomerRef', customer)}{head}{taken}"
    return f"<ReceivePaymentAddRq><ReceivePaymentAdd>{inner}</ReceivePaymentAdd></ReceivePaymentAddRq>"


def design(amount: str, code: str = "Non") -> str:
    return line("Design", Amount=amount, code=code)


def read(desk: Desk, type_: str, txn_id: str):
    query = f"<{type_}QueryRq><TxnID>{txn_id}</TxnID><IncludeLinkedTxns>true</IncludeLinkedTxns></{type_}QueryRq>"
    return desk.done(query)


def test_a_credit_on_two_invoices(desk: Desk):
    first = desk.done(invoice(design("100.00"))).text("TxnID")
    second = desk.done(invoice(design("50.00"))).text("TxnID")
    memo = desk.done(document("CreditMemo", line("Design", Amount="120.00", code="Non"))).text("TxnID")
    before = read(desk, "Invoice", first).text("EditSequence")
    said = desk.done(apply((first, memo, "100.00"), (second, memo, "15.50")))
    assert len(said.node) == 0, "no transaction is made, and none comes back"
    assert (read(desk, "Invoice", first).text("BalanceRemaining"), read(desk, "Invoice", first).text("IsPaid")) == (
        "0.00",
        "true",
    )
    assert read(desk, "Invoice", second).text("BalanceRemaining") == "34.50"
    there = read(desk, "CreditMemo", memo)
    assert (there.text("TotalAmount"), there.text("CreditRemaining")) == ("120.00", "4.50")
    assert read(desk, "Invoice", first).text("EditSequence") != before
    assert desk.find("Customer", "Deco Addict")["Balance"] == "30.00"
    desk.company.assert_balanced()


def test_what_is_applied_and_linked_on_both_sides(desk: Desk):
    one = desk.done(invoice(design("100.00"))).text("TxnID")
    memo = desk.done(document("CreditMemo", line("Design", Amount="40.00", code="Non"))).text("TxnID")
    desk.done(apply((one, memo, "40.00")))
    for kind, txn_id, other, type_ in (("Invoice", one, memo, "CreditMemo"), ("CreditMemo", memo, one, "Invoice")):
        there = read(desk, kind, txn_id)
        said = [there.texts(f"LinkedTxn/{name}") for name in ("TxnID", "TxnType", "LinkType", "Amount")]
        assert said == [[other], [type_], ["AMTTYPE"], ["-40.00"]]


def test_nothing_is_overdrawn(desk: Desk):
    one = desk.done(invoice(design("100.00"))).text("TxnID")
    memo = desk.done(document("CreditMemo", line("Design", Amount="40.00", code="Non"))).text("TxnID")
    too_much = "You cannot pay more than the amount due."
    assert too_much in desk.refused(apply((one, memo, "40.01")), 3210)
    desk.refused(apply((one, memo, "0.00")), 3210)
    desk.done(apply((one, memo, "30.00")))
    assert too_much in desk.refused(apply((one, memo, "10.01")), 3210)
    other = desk.done(document("CreditMemo", line("Design", Amount="90.00", code="Non"))).text("TxnID")
    desk.refused(apply((one, other, "70.01")), 3210)
    desk.done(apply((one, other, "70.00")))


def test_what_an_application_refuses(desk: Desk):
    one = desk.done(invoice(design("100.00"))).text("TxnID")
    memo = desk.done(document("CreditMemo", line("Design", Amount="40.00", code="Non"))).text("TxnID")
    desk.refused(apply((one, "FF-1", "1.00")), 3120)
    desk.refused(apply(("FF-1", memo, "1.00")), 3120)
    desk.refused(apply((one, memo, "1.00"), customer="Gevelber Photography"), 3140)
    desk.refused(apply((one, memo, "1.00"), (one, memo, "1.00")), 3177)
    desk.refused(apply((one, memo, "1.00"), head=f"{DAY}<TotalAmount>5.00</TotalAmount>"), 1030)
    desk.refused(apply((one, memo, "1.00"), head=f"{ref('ARAccountRef', 'Checking')}{DAY}"), 3140)
    desk.company.close_books(date(2026, 3, 5))
    desk.refused(apply((one, memo, "1.00")), 3171)


def test_an_applied_credit_holds_both_documents(desk: Desk):
    one = desk.done(invoice(design("100.00")))
    memo = desk.done(document("CreditMemo", line("Design", Amount="40.00", code="Non")))
    desk.done(apply((one.text("TxnID"), memo.text("TxnID"), "40.00")))
    desk.refused(remove(one), 3160)
    desk.refused(of("CreditMemo", remove(memo)), 3160)
    desk.company.take_off_credit(memo.text("TxnID"))
    assert read(desk, "Invoice", one.text("TxnID")).text("BalanceRemaining") == "100.00"
    assert read(desk, "CreditMemo", memo.text("TxnID")).text("CreditRemaining") == "40.00"
    desk.done(of("CreditMemo", remove(memo)))
    desk.done(remove(one))
    desk.company.assert_balanced()


def test_applied_twice_is_applied_twice(desk: Desk):
    """Nothing in QuickBooks knows a repetition: the set's own recovery does, as for every other message."""
    one = desk.done(invoice(design("100.00"))).text("TxnID")
    memo = desk.done(document("CreditMemo", line("Design", Amount="40.00", code="Non"))).text("TxnID")
    desk.done(apply((one, memo, "10.00")), newMessageSetID="a")
    desk.done(apply((one, memo, "10.00")), newMessageSetID="a")
    assert read(desk, "CreditMemo", memo).text("CreditRemaining") == "30.00"
    desk.done(apply((one, memo, "10.00")), newMessageSetID="b")
    assert read(desk, "CreditMemo", memo).text("CreditRemaining") == "20.00"
