"""The rules for parties, items and accounts (spec qbd 5.1, 5.3, 6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...documents import Account, Item, ItemKind, Party, Problem
from ...gateway import Command, Verb
from .. import amounts
from ..books import Books
from ..encode.item import KINDS, MODIFIABLE


def party_problems(party: Party, books: Books, *, creating: bool) -> list[Problem]:
    """A currency is fixed at creation and must be on QuickBooks' list (spec qbd 6)."""
    if not creating or not party.currency:
        return []
    if _is_unlisted(party.currency, books):
        return [Problem("currency_not_listed", {"currency": party.currency}, "currency")]
    if books.home and not books.multicurrency and party.currency != books.home:
        return [Problem("currency_not_home", {"currency": party.currency, "home": books.home}, "currency")]
    return []


def account_problems(account: Account, books: Books, *, creating: bool) -> list[Problem]:
    """A currency of its own is for the balance sheet, on QuickBooks' list, and fixed at creation."""
    if not creating:
        return []
    found = account.currency_problems(books.home, books.multicurrency)
    if not found and account.currency and _is_unlisted(account.currency, books):
        found = [Problem("currency_not_listed", {"currency": account.currency}, "currency")]
    return found


def item_problems(item: Item, command: Command, books: Books) -> list[Problem]:
    """`item` is the document of `command` as Desktop would keep it."""
    found = [*_number_problems(item), *_kind_problems(item, command)]
    counted = item.kind is ItemKind.STOCKED
    return found + list(_opening_problems(item, books)) if command.verb is Verb.CREATE and counted else found


def _is_unlisted(currency: str, books: Books) -> bool:
    return books.multicurrency and currency != books.home and currency not in books.currencies


def _kind_problems(item: Item, command: Command) -> Iterator[Problem]:
    """An item keeps its kind for ever; each kind has a message of its own, an assembly none that we can say."""
    kind = command.target.kind if command.target else ""
    if kind and (kind not in MODIFIABLE or KINDS[kind] is not item.kind):
        yield Problem("item_kind_fixed", {"item": item.name, "kind": kind}, "target")


def _opening_problems(item: Item, books: Books) -> Iterator[Problem]:
    """Counting is a preference; what is there at first is an adjustment of that day."""
    if books.off("IsUsingInventory"):
        yield Problem("inventory_off", {"item": item.name}, "kind")
    if item.quantity_on_hand:
        yield from item.start_problems(books.facts.closing_date if books.facts else None)


def _number_problems(item: Item) -> Iterator[Problem]:
    """Prices are rounded to five decimals; what is too large, or a quantity too fine, is refused."""
    for name in ("price", "cost"):
        value: Decimal | None = getattr(item, name)
        if value is not None and not amounts.is_number(amounts.price(value)):
            yield Problem("price_too_large", {"item": item.name, "amount": value}, name)
    if item.kind is ItemKind.STOCKED and not amounts.is_number(item.quantity_on_hand):
        yield Problem("invalid_data", {"message": f"{item.quantity_on_hand}"}, "quantity_on_hand")
