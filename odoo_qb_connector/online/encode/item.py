"""Item -> Item (spec qbo 5.3)."""

from __future__ import annotations

from ...documents import Item, ItemKind
from .amounts import price
from .fields import Context, Field, day, field, not_held, reference

TYPES = {ItemKind.STOCKED: "Inventory", ItemKind.UNCOUNTED: "NonInventory", ItemKind.SERVICE: "Service"}


def fields(item: Item, *, creating: bool) -> list[Field]:
    """Type and opening stock are said at creation only: later they would convert the item or post an
    adjustment."""
    counted = item.kind is ItemKind.STOCKED
    opening = (_OPENING if counted else []) if creating else []
    return ([_TYPE] if creating else []) + _SHARED + [_ASSET if counted else not_held("asset_account")] + opening


def _text(name: str):
    return lambda item, context: context.text(getattr(item, name))


def _price(name: str):
    def value(item: Item, _context: Context):
        given = getattr(item, name)
        return None if given is None else price(given)

    return value


def _taxable(item: Item, context: Context) -> bool | None:
    return item.taxable if context.us else None


_TYPE = field("kind", "Type", lambda item, _context: TYPES[item.kind])
_SHARED = [
    field("name", "Name", lambda item, context: context.name(item.name)),
    field("active", "Active", lambda item, _context: item.active),
    field("sku", "Sku", _text("sku"), clears=True),
    field("description", "Description", _text("description"), clears=True),
    field("price", "UnitPrice", _price("price")),
    field("purchase_description", "PurchaseDesc", _text("purchase_description"), clears=True),
    field("cost", "PurchaseCost", _price("cost")),
    field("income_account", "IncomeAccountRef", lambda item, _context: reference(item.income_account)),
    field("expense_account", "ExpenseAccountRef", lambda item, _context: reference(item.expense_account)),
    field("taxable", "Taxable", _taxable),
]
_ASSET = field("asset_account", "AssetAccountRef", lambda item, _context: reference(item.asset_account))
_OPENING = [
    field("kind", "TrackQtyOnHand", lambda _item, _context: True),
    field("quantity_on_hand", "QtyOnHand", lambda item, _context: item.quantity_on_hand),
    field("stock_from", "InvStartDate", lambda item, _context: day(item.stock_from)),
]
