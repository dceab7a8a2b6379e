"""A product or service of QuickBooks -> a new product."""

from __future__ import annotations

from odoo import Command

from ...documents import ItemKind
from .imported_party import plain_name

TYPES = {
    ItemKind.STOCKED: {"type": "consu", "is_storable": True},
    ItemKind.UNCOUNTED: {"type": "consu", "is_storable": False},
    ItemKind.SERVICE: {"type": "service"},
}


def values(profile, company, name):
    """Values of a new product called `name`; what QuickBooks does not say is left to Odoo's defaults."""
    item = profile.document
    found = {
        "name": name,
        **TYPES[item.kind],
        "default_code": plain_name(item.sku) or False,
        "description_sale": item.description or False,
        "description_purchase": item.purchase_description or False,
        "sale_ok": bool(item.income_account) or not item.expense_account,
        "list_price": float(item.price or 0),
        "standard_price": float(item.cost or 0),
    }
    if item.taxable is not None:
        tax = company.account_sale_tax_id if item.taxable else None
        found["taxes_id"] = [Command.set(tax.ids if tax else [])]
    return found
