"""The rules of this company for parties, items and accounts (spec qbo 5.1, 5.3, 5.4, 7.1)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...documents import Account, Item, ItemKind, Problem
from ..encode.fields import Context

LARGEST_PRICE = Decimal(99_999_999_999)


def item_problems(item: Item, context: Context, *, creating: bool) -> list[Problem]:
    found = list(_price_problems(item))
    return found + list(_opening_problems(item, context)) if creating and item.kind is ItemKind.STOCKED else found


def account_problems(account: Account, context: Context, *, creating: bool) -> list[Problem]:
    """A currency of its own is for the balance sheet (spec qbo 7.1), and fixed at creation."""
    facts = context.facts
    return account.currency_problems(facts.currency, facts.multicurrency) if creating and facts else []


def _price_problems(item: Item) -> Iterator[Problem]:
    for name in ("price", "cost"):
        value = getattr(item, name)
        if value is not None and abs(value) > LARGEST_PRICE:
            yield Problem("price_too_large", {"item": item.name, "amount": value}, name)


def _opening_problems(item: Item, context: Context) -> Iterator[Problem]:
    """Counting is a preference, begins on a day, and posts on that day."""
    if context.off("QuantityOnHand"):
        yield Problem("inventory_off", {"item": item.name}, "kind")
    yield from item.start_problems(context.facts.closing_date if context.facts else None)
