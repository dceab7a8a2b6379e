"""Accounts (spec qbd 5.3): NonPosting cannot be created, a number is unique, balances come from the ledger."""

from __future__ import annotations

from decimal import Decimal

from ...books.ledger import Entry, Posting
from ...books.money import from_minor, to_minor
from .. import statuses
from ..numbers import amount, fits
from ..rows import Row
from ..work import Work
from .base import ListHandler

CREDIT_TYPES = (
    "AccountsPayable",
    "CreditCard",
    "OtherCurrentLiability",
    "LongTermLiability",
    "Equity",
    "Income",
    "OtherIncome",
)
_NO_OPENING = ("AccountsReceivable", "AccountsPayable", "Income", "OtherIncome", "Expense", "OtherExpense")
_CASH_FLOW = {
    "FixedAsset": "Investing",
    "LongTermLiability": "Financing",
    "Equity": "Financing",
    "Bank": "NotApplicable",
}


class AccountHandler(ListHandler):
    type = "Account"
    skip = ("OpenBalance", "OpenBalanceDate")

    def complete(self, work: Work, body: dict, given: dict, old: Row | None) -> None:
        if body["AccountType"] == "NonPosting":
            raise statuses.save_error("Account list", "An account of type NonPosting cannot be created.")
        self._check_parent(work, body)
        self._check_number(work, body)
        body.setdefault("CashFlowClassification", _CASH_FLOW.get(body["AccountType"], "Operating"))
        if work.company.multicurrency:
            body.setdefault("CurrencyRef", work.preferences["MultiCurrencyPreferences"]["HomeCurrencyRef"])

    @staticmethod
    def _check_parent(work: Work, body: dict) -> None:
        """A sub-account is of its parent's type."""
        parent = work.rows.find("Account", body["ParentRef"]) if body.get("ParentRef") else None
        if parent and parent.body["AccountType"] != body["AccountType"]:
            reason = "A subaccount must be of the same type as its parent."
            raise statuses.save_error(f'Account list, element "{body["Name"]}"', reason)

    @staticmethod
    def _check_number(work: Work, body: dict) -> None:
        number = body.get("AccountNumber")
        if number and work.rows.select(("Account",), "json_extract(body, '$.AccountNumber') = ?", number):
            reason = "The account number you specified is already being used."
            raise statuses.save_error(f'Account list, element "{body["Name"]}"', reason)

    def stored(self, work: Work, row: Row, given: dict) -> None:
        """An opening balance is a journal entry against Opening Balance Equity."""
        opening = Decimal(given.get("OpenBalance") or 0)
        if not opening:
            return
        if row.body["AccountType"] in _NO_OPENING or not fits(opening, work.switches.largest_amount):
            raise statuses.invalid_value("OpenBalance", given["OpenBalance"])
        post_opening(work, row, opening, (given.get("OpenBalanceDate") or work.today().isoformat())[:10])

    def shown(self, work: Work, row: Row) -> dict:
        own = self._balance(work, row)
        below = self._below(work, row)
        total = sum((self._balance(work, child) for child in below), own)
        return {"Balance": amount(own), "TotalBalance": amount(total)}

    def _below(self, work: Work, row: Row) -> list[Row]:
        children = work.rows.select(("Account",), "json_extract(body, '$.ParentRef') = ?", row.id)
        return [one for child in children for one in (child, *self._below(work, child))]

    @staticmethod
    def _balance(work: Work, row: Row) -> Decimal:
        """Positive on the account's natural side."""
        home, foreign = work.ledger.account_balance(row.id)
        sign = -1 if row.body["AccountType"] in CREDIT_TYPES else 1
        own_currency = work.company.multicurrency and is_foreign(work, row)
        return from_minor(foreign if own_currency else home) * sign


def is_foreign(work: Work, row: Row) -> bool:
    """Is the account (or name) kept in another currency than the company?"""
    home = work.preferences["MultiCurrencyPreferences"].get("HomeCurrencyRef")
    return row.body.get("CurrencyRef", home) != home


def post_opening(work: Work, row: Row, opening: Decimal, day: str) -> None:
    """The journal entry of an opening balance."""
    equity = special(work, "OpeningBalanceEquity")
    sign = -1 if row.body["AccountType"] in CREDIT_TYPES else 1
    minor = to_minor(opening) * sign
    txn_id = work.rows.new_txn_id()
    currency = work.company.home_currency
    memo = "Account Opening Balance"
    work.rows.insert("JournalEntry", txn_id, {"TxnDate": day, "Memo": memo}, extra={"total": str(opening)})
    lines = [
        Posting(row.id, minor, minor, currency, memo=memo),
        Posting(equity.id, -minor, -minor, currency, memo=memo),
    ]
    work.ledger.post(Entry("JournalEntry", txn_id, day), lines)


def first_of_type(work: Work, account_type: str) -> Row:
    """The oldest account of a type."""
    return work.rows.select(("Account",), "json_extract(body, '$.AccountType') = ?", account_type)[0]


def special(work: Work, special_type: str) -> Row:
    """The account QuickBooks made for a purpose (SpecialAccountType)."""
    found = work.rows.select(("Account",), "json_extract(body, '$.SpecialAccountType') = ?", special_type)
    if not found:
        raise statuses.internal()
    return found[0]
