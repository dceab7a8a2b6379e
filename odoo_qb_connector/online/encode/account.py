"""Account -> Account (spec qbo 5.4)."""

from __future__ import annotations

from ...documents import Account, AccountKind
from .fields import Context, Field, field

TYPES = {
    AccountKind.INCOME: ("Income", "SalesOfProductIncome"),
    AccountKind.COST_OF_GOODS_SOLD: ("Cost of Goods Sold", "SuppliesMaterialsCogs"),
    AccountKind.EXPENSE: ("Expense", "OfficeGeneralAdministrativeExpenses"),
    AccountKind.INVENTORY_ASSET: ("Other Current Asset", "Inventory"),
    AccountKind.OTHER_CURRENT_ASSET: ("Other Current Asset", "OtherCurrentAssets"),
    AccountKind.OTHER_CURRENT_LIABILITY: ("Other Current Liability", "OtherCurrentLiabilities"),
}
"""AccountType and AccountSubType. The subtypes of income, cost and inventory are those that items need (spec qbo
5.3)."""


def fields(*, creating: bool) -> list[Field]:
    """Type and currency are said at creation only."""
    return [*_NAMED, *_CREATED] if creating else _NAMED


def _currency(account: Account, context: Context) -> dict | None:
    return {"value": account.currency} if context.multicurrency and account.currency else None


_NAMED = [
    field("name", "Name", lambda account, context: context.name(account.name)),
    field("number", "AcctNum", lambda account, context: context.text(account.number), clears=True),
]
_CREATED = [
    field("kind", "AccountType", lambda account, _context: TYPES[account.kind][0]),
    field("kind", "AccountSubType", lambda account, _context: TYPES[account.kind][1]),
    field("currency", "CurrencyRef", _currency),
]
