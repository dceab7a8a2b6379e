"""product.product -> Item."""

from __future__ import annotations

from decimal import Decimal

from ...documents import Item, ItemKind, Ref


def item(product, connection, name):
    """`product` under `name`, as QuickBooks does not count it by default: goods are counted in Odoo."""
    category = product.env["qb.category.map"]._row_for(connection, product.categ_id)
    income = category.income_account_id or connection.income_account_id
    expense = category.expense_account_id or connection.expense_account_id
    return Item(
        kind=ItemKind.SERVICE if product.type == "service" else ItemKind.UNCOUNTED,
        name=name,
        sku=sku(product),
        description=_description(product, name),
        price=Decimal(repr(product.lst_price)),
        income_account=_ref(income),
        expense_account=_ref(expense),
        taxable=bool(product.taxes_id.filtered("amount")),
    )


def _description(product, name):
    """Its sales description; where it goes under another name (a SKU), at least its own name."""
    own = directory_name(product)
    return (product.description_sale or "").strip() or (own if name != own else "")


def directory_name(product):
    """The name under which QuickBooks lists this product: with its variant, without its reference."""
    return product.with_context(display_default_code=False).display_name.strip() if product.name else ""


def sku(product):
    return (product.default_code or "").strip()


def _ref(entry):
    return Ref(entry.qb_id, entry.name) if entry and entry.active else None
