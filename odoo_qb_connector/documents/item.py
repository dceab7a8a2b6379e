"""Products and services."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from .party import name_problems
from .problem import Problem
from .values import Limits, Ref


class ItemKind(Enum):
    """`STOCKED` is counted by QuickBooks, `UNCOUNTED` is goods that Odoo counts, `SERVICE` is neither."""

    STOCKED = "stocked"
    UNCOUNTED = "uncounted"
    SERVICE = "service"


@dataclass(frozen=True)
class Item:
    """Something sold or bought. Prices are per unit, in the company's home currency, not rounded to cents."""

    kind: ItemKind
    name: str
    sku: str = ""
    description: str = ""
    price: Decimal | None = None
    cost: Decimal | None = None
    income_account: Ref | None = None
    expense_account: Ref | None = None
    asset_account: Ref | None = None
    taxable: bool | None = None

    def problems(self, limits: Limits) -> list[Problem]:
        """What must be changed before this item can exist in QuickBooks (spec qbo 5.3)."""
        found = name_problems(self.name, limits.item_name, limits.forbidden_in_item_names, "item")
        if not self.income_account and not self.expense_account:
            found.append(Problem("item_without_account", {"item": self.name}, "income_account"))
        return found
