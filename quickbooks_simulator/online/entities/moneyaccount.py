"""Where money goes: DepositToAccountRef of receipts, payments and deposits on invoices (spec qbo 5.5)."""

from __future__ import annotations

from .. import faults
from .base import Change
from .currency import INVALID


def settle_money_account(change: Change) -> None:
    """DepositToAccountRef: a bank or other current asset account (6430), Undeposited Funds when absent."""
    session, values = change.session, change.values
    reference = values.get("DepositToAccountRef")
    if reference is None:
        values["DepositToAccountRef"] = session.reference(session.account_by_subtype("UndepositedFunds"))
        return
    account = session.require("Account", reference["value"]).body
    if account["AccountType"] not in ("Bank", "Other Current Asset"):
        change.fail(change.session.invalid_account_type(account["AccountType"], "DepositToAccountRef"))
    currency = account["CurrencyRef"]["value"]
    if currency not in (values.get("CurrencyRef", {}).get("value", currency), session.home):
        change.fail(faults.business(INVALID, "DepositToAccountRef"))
