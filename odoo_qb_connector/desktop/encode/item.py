"""Item -> ItemInventory, ItemNonInventory, ItemService, Add and Mod (spec qbd 5.3, 5.5)."""

from __future__ import annotations

from decimal import Decimal

from ...documents import Item, ItemKind
from .. import amounts
from ..books import Books
from ..text import fit, one_line
from .nodes import Element, Field, boolean, day, elements, field, node, not_held, reference

ENTITY = {
    ItemKind.STOCKED: "ItemInventory",
    ItemKind.UNCOUNTED: "ItemNonInventory",
    ItemKind.SERVICE: "ItemService",
}
KINDS = {
    **{name: kind for kind, name in ENTITY.items()},
    "ItemInventoryAssembly": ItemKind.STOCKED,
    "ItemOtherCharge": ItemKind.SERVICE,
}
"""Every kind of item that is a product, as what it counts for us."""
MODIFIABLE = frozenset({*ENTITY.values(), "ItemOtherCharge"})
"""Kinds that an update can be said for; an assembly has parts that no document holds."""
_SALES_FIELDS = "description price income_account purchase_description cost expense_account"


def fields(item: Item, *, creating: bool, changes: frozenset[str] = frozenset()) -> list[Field]:
    """The elements of this kind in schema order. Opening stock is said at creation only: later it changes by
    an inventory adjustment (spec qbd 5.3)."""
    if item.kind is ItemKind.STOCKED:
        return _STOCKED + (_OPENING if creating else [])
    shared = _NUMBERED if item.kind is ItemKind.UNCOUNTED else _NAMED
    return [*shared, field(_SALES_FIELDS, "SalesAndPurchase", _prices(creating, changes)), not_held("asset_account")]


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


def _single_account(item: Item, _books: Books) -> Element | None:
    return reference("AccountRef", item.income_account or item.expense_account)


def _tax(item: Item, books: Books) -> Element | None:
    if item.taxable is None or not books.us:
        return None
    return reference("SalesTaxCodeRef", books.tax_code(item.taxable))


def _prices(creating: bool, changes: frozenset[str]):
    """Which of the two aggregates an existing item has cannot be changed, so an update's document holds the accounts
    that the item has (its Profile). Of an aggregate only what changes is said, the rest stays (spec qbd 5.1)."""

    def value(item: Item, books: Books) -> Element | None:
        name, table = ("SalesAndPurchase", _BOTH) if two_accounts(item) else ("SalesOrPurchase", _ONE)
        touched = changes & frozenset().union(*(one.sources for one in table))
        if changes and not touched:
            return None
        return node(name + ("" if creating else "Mod"), elements(item, table, books, touched))

    return value


_NAME = [
    field("name", "Name", _text("name")),
    field("active", "IsActive", lambda item, _books: boolean(item.active)),
]
_NAMED = [
    *_NAME,
    not_held("sku"),
    field("taxable", "SalesTaxCodeRef", _tax),
]
_NUMBERED = [
    *_NAME,
    field("sku", "ManufacturerPartNumber", _text("sku"), clears=True),
    field("taxable", "SalesTaxCodeRef", _tax),
]
_ONE = [
    field("description", "Desc", _long("description"), clears=True),
    field("price", "Price", _price("price")),
    field("income_account expense_account", "AccountRef", _single_account),
]
_SIDES = [
    field("description", "SalesDesc", _long("description"), clears=True),
    field("price", "SalesPrice", _price("price")),
    field("income_account", "IncomeAccountRef", _account("IncomeAccountRef", "income_account")),
    field("purchase_description", "PurchaseDesc", _long("purchase_description"), clears=True),
    field("cost", "PurchaseCost", _price("cost")),
]
_BOTH = [
    *_SIDES,
    field("expense_account", "ExpenseAccountRef", _account("ExpenseAccountRef", "expense_account")),
]
_STOCKED = [
    *_NUMBERED,
    *_SIDES,
    field("expense_account", "COGSAccountRef", _account("COGSAccountRef", "expense_account")),
    field("asset_account", "AssetAccountRef", _account("AssetAccountRef", "asset_account")),
]
_OPENING = [
    field("quantity_on_hand", "QuantityOnHand", lambda item, _books: amounts.number(item.quantity_on_hand)),
    field("stock_from", "InventoryDate", lambda item, _books: day(item.stock_from)),
]
