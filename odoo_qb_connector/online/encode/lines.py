"""The lines of a sales document (spec qbo 5.5)."""

from __future__ import annotations

from functools import singledispatch

from ...documents import DescriptionLine, DiscountLine, ItemLine, SalesDocument, ShippingLine
from .amounts import split
from .fields import Context, day, reference
from .tax import line_code
from .text import number

SHIPPING_ITEM = "SHIPPING_ITEM_ID"
"""QuickBooks' own shipping line: amount only, one per document, needs AllowShipping."""


def lines(document: SalesDocument, context: Context) -> list[dict]:
    """Every line, in order, as QuickBooks wants it. A sent Line array replaces the old one; a line with the id it has
    there stays that line (spec qbo 1.4)."""
    return [_drop_empty({"Id": one.line_id or None, **_line(one, document, context)}) for one in document.lines]


@singledispatch
def _line(line, document: SalesDocument, context: Context) -> dict:
    raise TypeError(f"{type(line).__name__} is no sales line")


@_line.register
def _item(line: ItemLine, document: SalesDocument, context: Context) -> dict:
    """Quantity and price travel only when QuickBooks' arithmetic gives our cents; else the quantity stands in
    words."""
    parts = split(line.amount, line.quantity, line.unit_price)
    quantity, unit_price = parts or (None, None)
    detail = {
        "ItemRef": reference(line.item),
        "Qty": quantity,
        "UnitPrice": unit_price,
        "TaxCodeRef": line_code(line.tax, context),
        "TaxInclusiveAmt": line.tax_inclusive_amount if document.tax.inclusive else None,
        "ClassRef": reference(line.class_ref),
        "ServiceDate": None if context.off("AllowServiceDate") else day(line.service_date),
    }
    text = line.description if parts else counted(line)
    return _sales_line(line.amount, context.text(text), detail)


@_line.register
def _shipping(line: ShippingLine, document: SalesDocument, context: Context) -> dict:
    detail = {
        "ItemRef": reference(line.item) or {"value": SHIPPING_ITEM},
        "TaxCodeRef": line_code(line.tax, context),
        "TaxInclusiveAmt": line.tax_inclusive_amount if document.tax.inclusive else None,
    }
    return _sales_line(line.amount, context.text(line.description), detail)


@_line.register
def _discount(line: DiscountLine, document: SalesDocument, context: Context) -> dict:
    """Positive there as here. A US company has no code on a discount: ApplyTaxAfterDiscount says it all."""
    detail = {
        "PercentBased": False,
        "DiscountAccountRef": reference(line.account),
        "TaxCodeRef": None if context.us else line_code(line.tax, context),
    }
    return {
        "DetailType": "DiscountLineDetail",
        "Amount": line.amount,
        "Description": context.text(line.description),
        "DiscountLineDetail": _drop_empty(detail),
    }


@_line.register
def _description(line: DescriptionLine, document: SalesDocument, context: Context) -> dict:
    return {
        "DetailType": "DescriptionOnly",
        "Description": context.text(line.description),
        "DescriptionLineDetail": {},
    }


def counted(line: ItemLine) -> str:
    """The description with the quantity in front: "3 × Chair" (× is in ISO-8859-1)."""
    return f"{number(line.quantity)} × {line.description}".rstrip(" ×") if line.quantity else line.description


def _sales_line(amount, description: str | None, detail: dict) -> dict:
    return {
        "DetailType": "SalesItemLineDetail",
        "Amount": amount,
        "Description": description,
        "SalesItemLineDetail": _drop_empty(detail),
    }


def _drop_empty(parts: dict) -> dict:
    return {key: value for key, value in parts.items() if value is not None}
