"""Products and services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    """Something sold or bought. Prices are per unit, in the company's home currency, not rounded to cents.

    A stocked item begins with `quantity_on_hand` on the day `stock_from`; QuickBooks refuses lines dated
    before it. `description` is read by customers, `purchase_description` by vendors. `active` None says nothing about
    it; an update with changes={"active", "name"} brings an inactive one back.
    """

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
    quantity_on_hand: Decimal = Decimal("0")
    stock_from: date | None = None
    purchase_description: str = ""
    active: bool | None = None

    def problems(self, limits: Limits) -> list[Problem]:
        """What must be changed before this item can exist in QuickBooks (spec qbo 5.3)."""
        found = name_problems(self.name, limits.item_name, limits.forbidden_in_item_names, "item")
        if not self.income_account and not self.expense_account:
            found.append(Problem("item_without_account", {"item": self.name}, "income_account"))
        if self.kind is ItemKind.STOCKED:
            found += [Problem("stocked_item_without_account", {"item": self.name}, one) for one in self._missing()]
        return found

    def start_problems(self, closed: date | None) -> list[Problem]:
        """Why the stock cannot begin on its day in books that are closed until `closed`: it posts on that day (spec qbo
        5.3, 6210; qbd 3161)."""
        if self.stock_from is None:
            return [Problem("stocked_item_without_start_date", {"item": self.name}, "stock_from")]
        if closed and self.stock_from <= closed:
            values = {"date": self.stock_from, "closing_date": closed}
            return [Problem("stock_start_in_closed_period", values, "stock_from")]
        return []

    def _missing(self) -> list[str]:
        """The accounts a stocked item lacks: it posts to all three."""
        accounts = ("income_account", "expense_account", "asset_account")
        return [field for field in accounts if not getattr(self, field)]
