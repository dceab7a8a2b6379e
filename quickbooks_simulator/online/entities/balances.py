"""Figures that follow from the ledger: balances of accounts, customers and vendors, quantities of items.

They move LastUpdatedTime without moving SyncToken (spec qbo 1.4). Account balances are shown debit positive
in the account's own currency, as the sandbox shows them.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...books.money import from_minor, number
from ..schema.accounts import BALANCE_SHEET
from .session import Row, Session


def refresh_accounts(session: Session, accounts: Iterable[str]) -> None:
    """Recompute CurrentBalance of these accounts and CurrentBalanceWithSubAccounts above them."""
    moved = session.switches.account_balance_touches_time
    pending = sorted(set(accounts))
    seen: set[str] = set()
    while pending:
        account = pending.pop()
        if account in seen:
            continue
        seen.add(account)
        row = session.require("Account", account)
        body = {**row.body, **account_figures(session, row)}
        session.touch(row, body, moved=moved)
        parent = row.body.get("ParentRef")
        if parent:
            pending.append(parent["value"])


def account_figures(session: Session, row: Row) -> dict:
    """CurrentBalance and CurrentBalanceWithSubAccounts; zero for income and expense accounts."""
    if row.body["Classification"] not in BALANCE_SHEET:
        return {"CurrentBalance": 0, "CurrentBalanceWithSubAccounts": 0}
    own = _account_balance(session, row)
    total = own + sum(_account_balance(session, below) for below in _below(session, "Account", row.id))
    return {"CurrentBalance": _shown(own), "CurrentBalanceWithSubAccounts": _shown(total)}


def _account_balance(session: Session, row: Row) -> int:
    home, foreign = session.ledger.account_balance(row.id)
    return home if row.body["CurrencyRef"]["value"] == session.home else foreign


def _below(session: Session, type_: str, object_id: str) -> list[Row]:
    direct = session.select(type_, "json_extract(body, '$.ParentRef.value') = ?", object_id)
    return direct + [deeper for row in direct for deeper in _below(session, type_, row.id)]


def refresh_customer(session: Session, customer: str) -> None:
    """Balance of the customer, BalanceWithJobs of it and of all above it."""
    row = session.require("Customer", customer)
    own = session.ledger.name_balance("AR", customer)
    jobs = sum(session.ledger.name_balance("AR", below.id) for below in _below(session, "Customer", customer))
    body = {**row.body, "Balance": _shown(own), "BalanceWithJobs": _shown(own + jobs)}
    session.touch(row, body)
    parent = row.body.get("ParentRef")
    if parent:
        refresh_customer(session, parent["value"])


def refresh_items(session: Session, items: Iterable[str]) -> None:
    """QtyOnHand of tracked items."""
    for item in sorted(set(items)):
        row = session.require("Item", item)
        session.touch(row, {**row.body, "QtyOnHand": session.stock.on_hand(item)})


def _shown(minor: int) -> int | float:
    return number(from_minor(minor))
