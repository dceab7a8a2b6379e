"""AutoApplyCredit: QuickBooks takes a customer's open credits for a new invoice by itself (spec qbo 5.1).

Credit memos are allocated by a payment of zero, unapplied payments get another line; oldest first.
"""

from __future__ import annotations

from ...books.money import dec
from .payment import Payments
from .session import Row, Session


def apply_open_credits(session: Session, invoice: Row) -> None:
    for type_ in ("CreditMemo", "Payment"):
        for row in _open(session, type_, invoice.body["CustomerRef"]["value"]):
            left = dec(session.require("Invoice", invoice.id).body["Balance"])
            if not left:
                return
            if type_ == "CreditMemo":
                _allocate(session, invoice, row, left)
            else:
                _extend(session, invoice, row, left)


def _open(session: Session, type_: str, customer: str) -> list[Row]:
    figure = "Balance" if type_ == "CreditMemo" else "UnappliedAmt"
    rows = session.select(type_, f"customer = ? AND json_extract(body, '$.{figure}') > 0", customer)
    return sorted(rows, key=lambda row: (row.body["TxnDate"], int(row.id)))


def _line(type_: str, id_: str, amount) -> dict:
    return {"Amount": amount, "LinkedTxn": [{"TxnId": id_, "TxnType": type_}]}


def _allocate(session: Session, invoice: Row, memo: Row, left) -> None:
    amount = min(left, dec(memo.body["Balance"]))
    body = {
        "CustomerRef": {"value": invoice.body["CustomerRef"]["value"]},
        "TotalAmt": 0,
        "Line": [_line("Invoice", invoice.id, amount), _line("CreditMemo", memo.id, amount)],
    }
    if session.company.multicurrency:
        body["CurrencyRef"] = {"value": invoice.body["CurrencyRef"]["value"]}
    Payments().create(session, body)


def _extend(session: Session, invoice: Row, payment: Row, left) -> None:
    amount = min(left, dec(payment.body["UnappliedAmt"]))
    lines = [*payment.body["Line"], _line("Invoice", invoice.id, amount)]
    body = {**payment.body, "Line": lines}
    Payments().update(session, body)
