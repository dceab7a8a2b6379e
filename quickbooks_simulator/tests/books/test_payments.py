"""Payments, credit memos, and what they do to invoices (spec qbo 5.5)."""

from __future__ import annotations

import pytest

from quickbooks_simulator import clock

from .books import Books, refused


@pytest.mark.switch("payment_bumps_paid_sync_token")
def test_a_payment_of_an_invoice(us: Books):
    invoice = us.invoice("1", us.line("Design", 100))
    clock.advance(60)
    payment = us.pay("1", 60, ("Invoice", invoice, 60))
    assert (payment["TotalAmt"], payment["UnappliedAmt"]) == (60, 0)
    assert payment["DepositToAccountRef"]["name"] == "Undeposited Funds"
    assert payment["Line"] == [{"Amount": 60, "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}]
    paid = us.read("Invoice", invoice["Id"])
    assert (paid["Balance"], paid["SyncToken"]) == (40, "1")
    assert paid["LinkedTxn"] == [{"TxnId": payment["Id"], "TxnType": "Payment"}]
    assert paid["MetaData"]["LastUpdatedTime"] == payment["MetaData"]["CreateTime"]
    assert {k: float(v) for k, v in us.postings("Payment", payment["Id"]).items()} == {
        "Undeposited Funds": 60.0,
        "Accounts Receivable (A/R)": -60.0,
    }
    us.assert_sound()


@pytest.mark.switch("payment_bumps_paid_sync_token")
def test_whether_a_payment_moves_the_invoices_token_is_a_switch(us: Books):
    us.company.set_switch("payment_bumps_paid_sync_token", False)
    invoice = us.invoice("1", us.line("Design", 100))
    us.pay("1", 100, ("Invoice", invoice, 100))
    assert us.read("Invoice", invoice["Id"])["SyncToken"] == "0"


def test_an_unapplied_payment(us: Books):
    customer = us.customer("Ahead")
    payment = us.pay(customer["Id"], 80)
    assert (payment["UnappliedAmt"], payment["Line"]) == (80, [])
    assert us.read("Customer", customer["Id"])["Balance"] == -80
    us.assert_sound()


def test_what_a_payment_cannot_do_without(us: Books):
    with refused("6000", detail="Business Validation Error: You must set a transaction amount."):
        us.create("Payment", CustomerRef={"value": "1"})
    with refused("2020", element="CustomerRef"):
        us.create("Payment", TotalAmt=5)
    with refused("2140", element="TotalAmt"):
        us.pay("1", -5)
    with refused("2050", element="PaymentRefNum", detail="Max:21"):
        us.pay("1", 5, PaymentRefNum="x" * 22)
    with refused("2020", element="LinkedTxn"):
        us.create("Payment", CustomerRef={"value": "1"}, TotalAmt=5, Line=[{"Amount": 5}])


@pytest.mark.switch("over_application")
def test_over_application_is_refused(us: Books):
    invoice = us.invoice("1", us.line("Design", 100))
    with refused("6000", element="Amount", detail="more than the open balance of Invoice"):
        us.pay("1", 200, ("Invoice", invoice, 101))
    with refused("6000", element="TotalAmt", detail="more than the amount received"):
        us.pay("1", 50, ("Invoice", invoice, 60))
    with refused("6000", element="Amount"):
        us.pay("1", 200, ("Invoice", invoice, 60), ("Invoice", invoice, 60))
    us.pay("1", 100, ("Invoice", invoice, 100))
    with refused("6000"):
        us.pay("1", 1, ("Invoice", invoice, 1))
    with refused("2290"):
        us.pay("1", 1, ("Invoice", invoice, -1))


def test_targets_a_payment_refuses(us: Books):
    other = us.invoice("2", us.line("Design", 100))
    with refused("620"):
        us.pay("1", 100, ("Invoice", other, 100))
    with refused("610", element="LinkedTxn"):
        us.pay("1", 100, ("Invoice", {"Id": "9876"}, 100))
    with refused("2170", element="TxnType"):
        us.pay("1", 100, ("Estimate", other, 100))
    with refused("simulator"):
        us.pay("1", 100, ("JournalEntry", other, 100))
    with refused("6430", element="DepositToAccountRef"):
        us.pay("1", 100, DepositToAccountRef=us.ref("Account", "Services"))
    with refused("6430", element="ARAccountRef"):
        us.pay("1", 100, ARAccountRef=us.ref("Account", "Checking"))


@pytest.mark.switch("payment_customer")
def test_a_parent_pays_for_its_sub_customer(us: Books):
    parent = us.customer("Parent")
    child = us.customer("Child", Job=True, ParentRef={"value": parent["Id"]})
    invoice = us.invoice(child["Id"], us.line("Design", 100))
    us.pay(parent["Id"], 100, ("Invoice", invoice, 100))
    assert us.read("Customer", child["Id"])["Balance"] == 0
    assert us.read("Customer", parent["Id"])["BalanceWithJobs"] == 0
    us.assert_sound()
    us.company.set_switch("payment_customer", "same")
    second = us.invoice(child["Id"], us.line("Design", 100))
    with refused("620"):
        us.pay(parent["Id"], 100, ("Invoice", second, 100))


def test_a_credit_memo_allocated_by_a_payment_of_zero(us: Books):
    invoice = us.invoice("1", us.line("Design", 100))
    memo = us.sale("CreditMemo", "1", us.line("Design", 30))
    assert (memo["Balance"], memo["RemainingCredit"]) == (30, 30)
    payment = us.pay("1", 0, ("Invoice", invoice, 25), ("CreditMemo", memo, 25))
    assert (payment["TotalAmt"], payment["UnappliedAmt"]) == (0, 0)
    assert us.read("Invoice", invoice["Id"])["Balance"] == 75
    used = us.read("CreditMemo", memo["Id"])
    assert (used["Balance"], used["RemainingCredit"]) == (5, 5)
    assert used["LinkedTxn"] == [{"TxnId": payment["Id"], "TxnType": "Payment"}]
    assert us.postings("Payment", payment["Id"]) == {}
    us.assert_sound()


@pytest.mark.switch("over_application")
def test_an_allocation_of_zero_adds_up(us: Books):
    invoice = us.invoice("1", us.line("Design", 100))
    memo = us.sale("CreditMemo", "1", us.line("Design", 30))
    other = us.sale("CreditMemo", "2", us.line("Design", 30))
    with refused("6000", element="TotalAmt"):
        us.pay("1", 0, ("Invoice", invoice, 25), ("CreditMemo", memo, 24))
    with refused("6000", element="Amount"):
        us.pay("1", 0, ("Invoice", invoice, 24), ("CreditMemo", memo, 25))
    with refused("6000", element="Amount", detail="more than the open balance of CreditMemo"):
        us.pay("1", 0, ("Invoice", invoice, 31), ("CreditMemo", memo, 31))
    with refused("620"):
        us.pay("1", 0, ("Invoice", invoice, 30), ("CreditMemo", other, 30))


def test_money_and_credit_together(us: Books):
    invoice = us.invoice("1", us.line("Design", 100))
    memo = us.sale("CreditMemo", "1", us.line("Design", 30))
    payment = us.pay("1", 80, ("Invoice", invoice, 100), ("CreditMemo", memo, 30))
    assert payment["UnappliedAmt"] == 10
    us.assert_sound()
    with refused("6000", detail="More credit"):
        us.pay("1", 0, ("CreditMemo", us.sale("CreditMemo", "1", us.line("Design", 30)), 10))


@pytest.mark.switch("sparse_undocumented")
def test_changing_and_deleting_a_payment(us: Books):
    first = us.invoice("1", us.line("Design", 100))
    second = us.invoice("1", us.line("Design", 50))
    payment = us.pay("1", 100, ("Invoice", first, 100))
    moved = us.update(
        "Payment",
        payment,
        Line=[{"Amount": 50, "LinkedTxn": [{"TxnId": second["Id"], "TxnType": "Invoice"}]}],
    )
    assert moved["UnappliedAmt"] == 50
    assert us.read("Invoice", first["Id"])["Balance"] == 100
    assert us.read("Invoice", first["Id"])["LinkedTxn"] == []
    assert us.read("Invoice", second["Id"])["Balance"] == 0
    us.assert_sound()
    us.remove("Payment", moved)
    assert us.read("Invoice", second["Id"])["Balance"] == 50
    assert us.postings("Payment", payment["Id"]) == {}
    us.assert_sound()


def test_a_void_payment(us: Books):
    invoice = us.invoice("1", us.line("Design", 100))
    payment = us.pay("1", 100, ("Invoice", invoice, 100), PrivateNote="cheque")
    body = {"Id": payment["Id"], "SyncToken": payment["SyncToken"], "sparse": True}
    done = us.company.write("Payment", "update", body, include=frozenset({"void"}))
    assert (done["TotalAmt"], done["UnappliedAmt"], done["Line"]) == (0, 0, [])
    assert done["PrivateNote"] == "Voided - cheque"
    assert us.read("Invoice", invoice["Id"])["Balance"] == 100
    us.assert_sound()


@pytest.mark.switch("sparse_undocumented", "sparse_without_lines")
def test_a_deposited_payment_or_receipt_is_locked(us: Books):
    payment = us.pay("1", 10)
    receipt = us.sale("SalesReceipt", "1", us.line("Design", 20))
    funds, bank = us.balance("Undeposited Funds"), us.balance("Checking")
    us.company.deposit("Payment", payment["Id"])
    us.company.deposit("SalesReceipt", receipt["Id"])
    assert (us.balance("Undeposited Funds"), us.balance("Checking")) == (funds - 30, bank + 30)
    for entity, made in (("Payment", payment), ("Customer", {"Id": "1"}), ("SalesReceipt", {"Id": "999"})):
        with pytest.raises(KeyError):
            us.company.deposit(entity, made["Id"])
    with refused("6540", detail="This transaction has been deposited."):
        us.update("Payment", payment, TotalAmt=11)
    with refused("6540"):
        us.remove("Payment", payment)
    with refused("6540"):
        us.void("Payment", payment)
    with refused("6540"):
        us.remove("SalesReceipt", receipt)
    with refused("6540"):
        us.update("SalesReceipt", receipt, PrivateNote="x")
    with refused("6540"):
        us.void("SalesReceipt", receipt)
    us.assert_sound()


def test_a_paid_invoice_is_not_voided(us: Books):
    invoice = us.invoice("1", us.line("Design", 100))
    us.pay("1", 10, ("Invoice", invoice, 10))
    with refused("6000", detail="cannot be voided"):
        us.void("Invoice", us.read("Invoice", invoice["Id"]))


@pytest.mark.switch("delete_paid_document")
def test_deleting_a_paid_invoice_is_a_switch(us: Books):
    invoice = us.invoice("1", us.line("Design", 100))
    payment = us.pay("1", 10, ("Invoice", invoice, 10))
    paid = us.read("Invoice", invoice["Id"])
    with refused("6000"):
        us.remove("Invoice", paid)
    us.company.set_switch("delete_paid_document", "unapply")
    us.remove("Invoice", paid)
    left = us.read("Payment", payment["Id"])
    assert (left["UnappliedAmt"], left["Line"]) == (10, [])
    us.assert_sound()


@pytest.mark.switch(
    "change_customer_of_paid", "lower_total_below_payments", "sparse_line_array", "sparse_without_lines"
)
def test_a_paid_invoice_may_change_above_what_is_paid(us: Books):
    invoice = us.invoice("1", us.line("Design", 100))
    payment = us.pay("1", 60, ("Invoice", invoice, 60))
    paid = us.read("Invoice", invoice["Id"])
    changed = us.update("Invoice", paid, Line=[us.line("Design", 70)])
    assert changed["Balance"] == 10
    assert changed["LinkedTxn"] == [{"TxnId": payment["Id"], "TxnType": "Payment"}]
    with refused("6000"):
        us.update("Invoice", changed, Line=[us.line("Design", 50)])
    with refused("6000", detail="customer"):
        us.update("Invoice", changed, CustomerRef={"value": "2"})
    us.company.set_switch("lower_total_below_payments", "unapply")
    lowered = us.update("Invoice", changed, Line=[us.line("Design", 50)])
    assert lowered["Balance"] == 50
    assert us.read("Payment", payment["Id"])["UnappliedAmt"] == 60
    us.assert_sound()


@pytest.mark.switch("sparse_without_lines")
def test_links_to_payments_cannot_be_written_from_the_invoice(us: Books):
    invoice = us.invoice("1", us.line("Design", 100))
    payment = us.pay("1", 60, ("Invoice", invoice, 60))
    paid = us.read("Invoice", invoice["Id"])
    assert us.update("Invoice", paid, LinkedTxn=[])["LinkedTxn"] == paid["LinkedTxn"]
    other = us.invoice("1", us.line("Design", 100))
    with refused("620"):
        us.update("Invoice", other, LinkedTxn=[{"TxnId": payment["Id"], "TxnType": "Payment"}])


@pytest.mark.switch("apply_credits_automatically")
@pytest.mark.parametrize("how", ["AutoApplyCredit", "AutoApplyPayments", "switch"])
def test_open_credits_are_applied_by_themselves_when_told(us: Books, how: str):
    if how == "switch":
        us.company.set_switch("apply_credits_automatically", True)
    else:
        us.company.set_preferences({"SalesFormsPrefs": {how: True}})
    customer = us.customer("Credit")["Id"]
    memo = us.sale("CreditMemo", customer, us.line("Design", 30))
    payment = us.pay(customer, 50)
    invoice = us.invoice(customer, us.line("Design", 100))
    assert invoice["Balance"] == 20
    assert us.read("CreditMemo", memo["Id"])["Balance"] == 0
    assert us.read("Payment", payment["Id"])["UnappliedAmt"] == 0
    us.assert_sound()
