"""Invoice (spec qbo 5.5)."""

from __future__ import annotations

from ...books.ledger import Posting
from ...books.money import dec, to_minor
from .. import faults
from . import applications
from .accounts import control_account
from .base import Change
from .estimate import link_estimates, settle_estimate_links
from .moneyaccount import settle_money_account
from .receivable import ReceivableHandler
from .sales import due_date
from .session import Row, Session

_FLAGS = ("AllowIPNPayment", "AllowOnlinePayment", "AllowOnlineCreditCardPayment", "AllowOnlineACHPayment")


class Invoices(ReceivableHandler):
    name = "Invoice"

    def update(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        row = self.addressed(session, body)
        if row.extra.get("opening"):
            raise faults.not_simulated("changing the invoice made from a customer's opening balance")
        return super().update(session, body, include)

    def settle_document(self, change: Change, customer: Row) -> None:
        super().settle_document(change, customer)
        session, values = change.session, change.values
        moved = "SalesTermRef" in change.sent.values or "TxnDate" in change.sent.values
        if "DueDate" not in values or (moved and "DueDate" not in change.sent.values):
            values["DueDate"] = due_date(session, values)
        _settle_online_payment(change)
        _settle_deposit(change)
        settle_estimate_links(change)
        paid = applications.payment_links(session, "Invoice", change.old.id) if change.old else []
        values["LinkedTxn"] = [*values["LinkedTxn"], *paid]
        self.settle_balance(change)

    def compose(self, change: Change) -> dict:
        body = super().compose(change)
        return {**{name: body[name] for name in _FLAGS}, **body}

    def stored(self, session: Session, old: Row | None, new: Row) -> None:
        super().stored(session, old, new)
        link_estimates(session, old, new)
        if old is None and _applies_credits(session):
            from .autoapply import apply_open_credits

            apply_open_credits(session, new)

    def removed(self, session: Session, row: Row) -> None:
        link_estimates(session, row, None)

    def postings(self, session: Session, row: Row) -> list[Posting]:
        if row.extra.get("opening"):
            return _opening_postings(session, row)
        return super().postings(session, row)

    def create_opening(self, session: Session, customer: Row) -> None:
        """A customer created with Balance gets an invoice over it, against Opening Balance Equity."""
        amount = abs(dec(customer.extra["opening"]))
        if dec(customer.extra["opening"]) < 0:
            raise faults.not_simulated("a negative opening balance of a customer")
        day = customer.extra["opening_date"]
        body = {
            "Id": session.new_id("Invoice", transaction=True),
            "TxnDate": day,
            "CurrencyRef": customer.body["CurrencyRef"],
            "LinkedTxn": [],
            "Line": [
                {
                    "Id": "1",
                    "LineNum": 1,
                    "Description": "Opening Balance",
                    "DetailType": "DescriptionOnly",
                    "DescriptionLineDetail": {},
                },
                {"Amount": amount, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}},
            ],
            "CustomerRef": session.reference(customer),
            "DueDate": day,
            "TotalAmt": amount,
            "PrintStatus": "NotSet",
            "EmailStatus": "NotSet",
            "Balance": amount,
        }
        row = session.insert("Invoice", body, extra={"opening": True, "last_line": 1})
        self.stored(session, None, row)


def _opening_postings(session: Session, row: Row) -> list[Posting]:
    currency = row.body["CurrencyRef"]["value"]
    if currency != session.home:
        raise faults.not_simulated("an opening balance in a foreign currency")
    amount = to_minor(dec(row.body["TotalAmt"]))
    customer = row.body["CustomerRef"]["value"]
    receivable = control_account(session, "AccountsReceivable", currency)
    equity = session.account_by_subtype("OpeningBalanceEquity").id
    return [
        Posting(receivable, amount, amount, currency, control="AR", name=customer),
        Posting(equity, -amount, -amount, currency, name=customer),
    ]


def _settle_online_payment(change: Change) -> None:
    """The four flags are always shown; they mean nothing until the company takes online payments (5.1)."""
    session, values = change.session, change.values
    inactive = not session.preference("SalesFormsPrefs", "ETransactionPaymentEnabled", False)
    for name in _FLAGS:
        values.setdefault(name, False)
        if inactive and session.switches.online_payment_flags_off == "drop":
            values[name] = False


def _settle_deposit(change: Change) -> None:
    """Deposit needs AllowDeposit; it goes to DepositToAccountRef, Undeposited Funds by default."""
    session, values = change.session, change.values
    if not dec(values.get("Deposit")):
        values.pop("Deposit", None)
        values.pop("DepositToAccountRef", None)
        return
    if not session.preference("SalesFormsPrefs", "AllowDeposit", False):
        change.fail(faults.business("Deposits are turned off in the company's settings.", "Deposit"))
        return
    if not 0 <= dec(values["Deposit"]) <= values["TotalAmt"]:
        change.fail(faults.invalid_amount("Deposit", values["Deposit"]))
    settle_money_account(change)


def _applies_credits(session: Session) -> bool:
    wanted = any(
        session.preference("SalesFormsPrefs", name, False) for name in ("AutoApplyCredit", "AutoApplyPayments")
    )
    return wanted or session.switches.apply_credits_automatically
