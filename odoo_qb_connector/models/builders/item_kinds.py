"""What a product is in QuickBooks: a service, goods that QuickBooks counts, or goods that it does not (spec qbo 5.3,
qbd 5.5)."""

from __future__ import annotations

from ...desktop.lists import NOT_ON_LINES
from ...documents import ItemKind

COUNTED = frozenset({"Inventory", "ItemInventory", "ItemInventoryAssembly"})
UNCOUNTED = frozenset({"NonInventory", "ItemNonInventory"})
NO_PRODUCTS = NOT_ON_LINES | {"ItemDiscount", "Category", "Group"}
"""Kinds of entries in QuickBooks' list of items that cannot stand for one product on a line: never linked."""


def kind_of(product, connection) -> ItemKind:
    """The kind that `product` is created with: the one that who keeps stock makes it."""
    if product.type == "service":
        return ItemKind.SERVICE
    return ItemKind.UNCOUNTED if connection._keeps_stock_in_odoo() or not product.is_storable else ItemKind.STOCKED


def disagreement(product, connection, kind: str) -> str:
    """Why an item of QuickBooks' own `kind` does not keep stock as this connection does: the problem's code, "" when it
    does, or when nobody said the kind."""
    if not kind:
        return ""
    wanted = kind_of(product, connection)
    if wanted is ItemKind.STOCKED:
        return "" if kind in COUNTED else "item_not_counted_there"
    if kind in COUNTED:
        return "item_counted_there"
    return "item_no_goods_there" if product.is_storable and kind not in UNCOUNTED else ""
