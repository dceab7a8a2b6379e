"""Account -> AccountAdd, AccountMod (spec qbd 5.3, 5.5)."""

from __future__ import annotations

from ...documents import Account, AccountKind
from ..books import Books
from ..text import one_line
from .nodes import Field, field, reference

TYPES = {
    AccountKind.INCOME: "Income",
    AccountKind.COST_OF_GOODS_SOLD: "CostOfGoodsSold",
    AccountKind.EXPENSE: "Expense",
    AccountKind.INVENTORY_ASSET: "OtherCurrentAsset",
    AccountKind.OTHER_CURRENT_ASSET: "OtherCurrentAsset",
    AccountKind.OTHER_CURRENT_LIABILITY: "OtherCurrentLiability",
}


def fields(*, creating: bool) -> list[Field]:
    """The elements in schema order. Type and currency are said at creation only."""
    return [_NAME, _TYPE, _NUMBER, _CURRENCY] if creating else [_NAME, _NUMBER]


def _currency(account: Account, books: Books):
    return reference("CurrencyRef", books.currencies.get(account.currency)) if books.multicurrency else None


_NAME = field("name", "Name", lambda account, _books: one_line(account.name))
_TYPE = field("kind", "AccountType", lambda account, _books: TYPES[account.kind])
_NUMBER = field("number", "AccountNumber", lambda account, _books: one_line(account.number), clears=True)
_CURRENCY = field("currency", "CurrencyRef", _currency)
