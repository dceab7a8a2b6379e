"""Accounts of the chart of accounts, as far as a person may have them made: those that mappings point to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .party import name_problems
from .problem import Problem
from .values import Limits


class AccountKind(Enum):
    """What an account is for. Banks, receivables, payables, equity and non-posting accounts are never made by us:
    QuickBooks makes them itself, or a bookkeeper does."""

    INCOME = "income"
    COST_OF_GOODS_SOLD = "cost_of_goods_sold"
    EXPENSE = "expense"
    INVENTORY_ASSET = "inventory_asset"
    OTHER_CURRENT_ASSET = "other_current_asset"
    OTHER_CURRENT_LIABILITY = "other_current_liability"


_IN_ANY_CURRENCY = frozenset(
    {AccountKind.INVENTORY_ASSET, AccountKind.OTHER_CURRENT_ASSET, AccountKind.OTHER_CURRENT_LIABILITY}
)
"""Accounts of the balance sheet; the others are in the home currency (spec qbo 7.1)."""


@dataclass(frozen=True)
class Account:
    """An account. `number` is optional; `currency` is an ISO 4217 code, "" for the home currency, and fixed for ever
    at creation like the kind."""

    name: str
    kind: AccountKind
    number: str = ""
    currency: str = ""

    def problems(self, limits: Limits) -> list[Problem]:
        """What must be changed before this account can exist in QuickBooks (spec qbo 5.4, qbd 5.3)."""
        found = name_problems(self.name, limits.account_name, limits.forbidden_in_account_names, "account")
        if len(self.number) > limits.account_number:
            values = {"number": self.number, "length": len(self.number), "limit": limits.account_number}
            found.append(Problem("account_number_too_long", values, "number"))
        if ":" in self.number:
            found.append(Problem("account_number_forbidden", {"number": self.number}, "number"))
        return found

    def currency_problems(self, home: str, multicurrency: bool) -> list[Problem]:
        """Why this account cannot have its currency in a company whose home currency is `home`."""
        if not self.currency or not home or self.currency == home:
            return []
        values = {"currency": self.currency, "home": home}
        if not multicurrency:
            return [Problem("currency_not_home", values, "currency")]
        return [] if self.kind in _IN_ANY_CURRENCY else [Problem("account_currency_not_home", values, "currency")]
