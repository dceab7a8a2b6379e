"""Item -> ItemInventory, ItemNonInventory, ItemService, Add and Mod (spec qbd 5.3, 5.5)."""

from __future__ import annotations

from decimal import Decimal

from ...documents import Item, ItemKind
from .. import amounts
from ..books import Books
from ..text import fit, one_line
from .nodes import Element, Field, day, elements, field, node, not_held, optional, reference

ENTITY = {
    ItemKind.STOCKED: "ItemInventory",
    ItemKind.UNCOUNTED: "ItemNonInventory",
    ItemKind.SERVICE: "ItemService",
}
_SALES_FIELDS = "description price income_account cost expense_account"


def fields(item: Item, *, creating: bool) -> list[Field]:
    """The elements of this kind in schema order. Opening stock is said at creation only: later it changes by
    an inventory adjustment (spec qbd 5.3)."""
    if item.kind is ItemKind.STOCKED:
        return _STOCKED + (_OPENING if creating else [])
    shared = _NUMBERED if item.kind is ItemKind.UNCOUNTED else _NAMED
    return [*shared, field(_SALES_FIELDS, "SalesAndPurchase", _prices(creating))]


def two_accounts(item: Item) -> bool:
    """SalesAndPurchase needs an income and an expense account, SalesOrPurchase has one for both (spec qbd
    5.3)."""
    return bool(item.income_account and item.expense_account)


def _text(name: str):
    return lambda item, _books: one_line(getattr(item, name))


def _long(name: str):
    return lambda item, _books: fit(getattr(item, name)).strip()


def _price(name: str):
    return lambda item, _books: _price_text(getattr(item, name))


def _price_text(value: Decimal | None) -> str | None:
    return None if value is None else amounts.number(amounts.price(value))


def _account(name: str, source: str):
    return lambda item, _books: reference(name, getattr(item, source))


def _tax(item: Item, books: Books) -> Element | None:
    if item.taxable is None or not books.us:
        return None
    return reference("SalesTaxCodeRef", books.tax_code(item.taxable))


def _prices(creating: bool):
    """Which of the two aggregates an existing item has cannot be changed: an update repeats the same rule."""

    def value(item: Item, books: Books) -> Element:
        if two_accounts(item):
            return node("SalesAndPurchase" + ("" if creating else "Mod"), elements(item, _BOTH, books, frozenset()))
        parts = [
            optional("Desc", fit(item.description).strip()),
            optional("Price", _price_text(item.price)),
            reference("AccountRef", item.income_account or item.expense_account),
        ]
        return node("SalesOrPurchase" + ("" if creating else "Mod"), parts)

    return value


_NAMED = [
    field("name", "Name", _text("name")),
    not_held("sku"),
    field("taxable", "SalesTaxCodeRef", _tax),
]
_NUMBERED = [
    field("name", "Name", _text("name")),
    field("sku", "ManufacturerPartNumber", _text("sku"), clears=True),
    field("taxable", "SalesTaxCodeRef", _tax),
]
_BOTH = [
    field("description", "SalesDesc", _long("description")),
    field("price", "SalesPrice", _price("price")),
    field("income_account", "IncomeAccountRef", _account("IncomeAccountRef", "income_account")),
    field("cost", "PurchaseCost", _price("cost")),
    field("expense_account", "ExpenseAccountRef", _account("ExpenseAccountRef", "expense_account")),
]
_STOCKED = [
    *_NUMBERED,
    field("description", "SalesDesc", _long("description"), clears=True),
    field("price", "SalesPrice", _price("price")),
    field("income_account", "IncomeAccountRef", _account("IncomeAccountRef", "income_account")),
    field("cost", "PurchaseCost", _price("cost")),
    field("expense_account", "COGSAccountRef", _account("COGSAccountRef", "expense_account")),
    field("asset_account", "AssetAccountRef", _account("AssetAccountRef", "asset_account")),
]
_OPENING = [
    field("quantity_on_hand", "QuantityOnHand", lambda item, _books: amounts.number(item.quantity_on_hand)),
    field("stock_from", "InventoryDate", lambda item, _books: day(item.stock_from)),
]
