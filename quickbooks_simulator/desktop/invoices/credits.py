"""Credit memos applied to invoices: ReceivePaymentAdd with SetCredit and no money (spec qbd 5.2).

Nothing is posted and no transaction is made: rows of `application` tie the credit memo to the invoices, and only the
two documents tell of it. No message takes one off again; a person can (`take_off`). Money, discounts and automatic
application are not served.
"""

from __future__ import annotations

from decimal import Decimal

from ...books.money import from_minor, half_up, to_minor
from .. import gates, statuses
from ..lists.base import check_lock
from ..rows import Row
from ..work import Work
from .checks import applied, used
from .posting import total
from .rates import home_rate

WHERE = "ReceivePayment"
_MONEY = ("TotalAmount", "PaymentMethodRef", "DepositToAccountRef", "CreditCardTxnInfo", "IsAutoApply")
_MONEY_OF_ONE = ("PaymentAmount", "TxnLineDetail", "DiscountAmount", "DiscountAccountRef", "DiscountClassRef")
_TOO_MUCH = "You cannot pay more than the amount due."


def apply(work: Work, given: dict) -> None:
    """All of it or nothing."""
    gates.check(work, given)
    if any(name in given for name in _MONEY):
        raise statuses.unsupported()
    customer = work.reference("CustomerRef", given["CustomerRef"], WHERE)
    closing = work.closing_date
    if closing and given.get("TxnDate", work.today().isoformat()) <= closing:
        raise statuses.closed_for_change(WHERE)
    seen = [one["TxnID"] for one in given["AppliedToTxnAdd"]]
    for txn_id in seen:
        if seen.count(txn_id) > 1:
            raise statuses.linked_twice(txn_id)
    for one in given["AppliedToTxnAdd"]:
        _apply_to(work, given, customer, one)


def _apply_to(work: Work, given: dict, customer: Row, one: dict) -> None:
    if any(name in one for name in _MONEY_OF_ONE):
        raise statuses.unsupported()
    invoice = work.transaction("Invoice", one["TxnID"])
    if not one.get("SetCredit"):
        raise statuses.missing("PaymentAmount")
    for credit in one["SetCredit"]:
        if "TxnLineID" in credit or "Override" in credit:
            raise statuses.unsupported()
        memo = work.transaction("CreditMemo", credit["CreditTxnID"])
        _check(work, given, customer, invoice, memo)
        _tie(work, invoice, memo, Decimal(credit["AppliedAmount"] or 0))


def _check(work: Work, given: dict, customer: Row, invoice: Row, memo: Row) -> None:
    """One customer, one receivable account, one rate; no form of them is open."""
    for row in (invoice, memo):
        check_lock(row)
        if row.body["CustomerRef"] != customer.id:
            raise statuses.invalid_reference("Customer", customer.body["FullName"], WHERE, "It is another customer's.")
    if "ARAccountRef" in given:
        account = work.reference("ARAccountRef", given["ARAccountRef"], WHERE)
    else:
        account = work.rows.find("Account", invoice.body["ARAccountRef"])
    if {invoice.body["ARAccountRef"], memo.body["ARAccountRef"]} != {account.id}:
        raise statuses.invalid_reference("AR Account", account.body["FullName"], WHERE, "It is not theirs.")
    if home_rate(work, invoice.body) != home_rate(work, memo.body):
        raise statuses.unsupported()  # a gain or loss of exchange would have to be posted


def _tie(work: Work, invoice: Row, memo: Row, value: Decimal) -> None:
    left = min(total(invoice.body) - applied(work, invoice.id), total(memo.body) - used(work, memo.id))
    if value <= 0 or value > left:
        raise statuses.invalid_value("AppliedAmount", str(value), _TOO_MUCH)
    home = to_minor(half_up(value * home_rate(work, invoice.body)))
    line = 1 + len(_rows(work, memo.id))
    work.connection.execute(
        "INSERT INTO application VALUES (?, 'CreditMemo', ?, ?, 'Invoice', ?, ?, ?)",
        (work.company.realm, memo.id, line, invoice.id, to_minor(value), home),
    )
    _touch(work, invoice, memo)


def _touch(work: Work, *rows: Row) -> None:
    for row in rows if work.switches.payment_touches_invoice else ():
        work.rows.touch(work.rows.find(row.type, row.id), sequence=True, time=True)


def shown(work: Work, memo: Row) -> list[dict]:
    """The invoices that it is applied to, as LinkedTxn."""
    found = []
    for one in _rows(work, memo.id):
        invoice = work.rows.find("Invoice", one["target_id"])
        link = {"TxnID": invoice.id, "TxnType": "Invoice", "TxnDate": invoice.body["TxnDate"]}
        if invoice.body.get("RefNumber"):
            link["RefNumber"] = invoice.body["RefNumber"]
        amount = f"{from_minor(-one['amount']):.2f}"
        found.append({**link, "LinkType": "AMTTYPE", "Amount": amount})
    return found


def take_off(work: Work, memo_id: str) -> None:
    """A person opens the invoices in QuickBooks and takes the tick off this credit."""
    memo = work.transaction("CreditMemo", memo_id)
    invoices = [work.rows.find("Invoice", one["target_id"]) for one in _rows(work, memo.id)]
    work.connection.execute(
        "DELETE FROM application WHERE realm = ? AND source_type = 'CreditMemo' AND source_id = ?",
        (work.company.realm, memo.id),
    )
    _touch(work, memo, *invoices)


def _rows(work: Work, memo_id: str) -> list:
    return work.connection.execute(
        "SELECT * FROM application WHERE realm = ? AND source_type = 'CreditMemo' AND source_id = ? ORDER BY line",
        (work.company.realm, memo_id),
    ).fetchall()
