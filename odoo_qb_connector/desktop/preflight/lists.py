"""The rules for parties and items (spec qbd 5.1, 5.3, 6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...documents import Item, ItemKind, Party, Problem
from .. import amounts
from ..books import Books


def party_problems(party: Party, books: Books, *, creating: bool) -> list[Problem]:
    """A currency is fixed at creation and must be on QuickBooks' list (spec qbd 6)."""
    if not creating or not party.currency:
        return []
    if books.multicurrency and party.currency != books.home and party.currency not in books.currencies:
        return [Problem("currency_not_listed", {"currency": party.currency}, "currency")]
    if books.home and not books.multicurrency and party.currency != books.home:
        return [Problem("currency_not_home", {"currency": party.currency, "home": books.home}, "currency")]
    return []


def item_problems(item: Item, *, creating: bool) -> list[Problem]:
    counted = item.kind is ItemKind.STOCKED
    found = list(_number_problems(item))
    if creating and counted and item.quantity_on_hand and item.stock_from is None:
        found.append(Problem("stocked_item_without_start_date", {"item": item.name}, "stock_from"))
    return found


def _number_problems(item: Item) -> Iterator[Problem]:
    """Prices are rounded to five decimals; what is too large, or a quantity too fine, is refused."""
    for name in ("price", "cost"):
        value: Decimal | None = getattr(item, name)
        if value is not None and not amounts.is_number(amounts.price(value)):
            yield Problem("amount_too_large", {"line": 0, "amount": value}, name)
    if item.kind is ItemKind.STOCKED and not amounts.is_number(item.quantity_on_hand):
        yield Problem("invalid_data", {"message": f"{item.quantity_on_hand}"}, "quantity_on_hand")
