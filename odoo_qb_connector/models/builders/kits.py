"""Kits (bills of materials of the type Kit) and combos: what no item in QuickBooks stands for.

A kit is never in stock: what leaves the warehouse, and what QuickBooks would count, are its parts. By the connection's
policy a document with a kit is refused in words, or carries the parts instead: in their quantities, the kit's amount
divided among them by their sales prices, to the cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from ...documents import DocumentError, Problem
from .amounts import exact

BOM = "mrp.bom"


@dataclass(frozen=True)
class Part:
    """`quantity` of `product`, in its own unit; `share` of the kit's amount."""

    product: object
    quantity: Decimal
    share: Decimal


def parts(product, quantity, company):
    """[(product, quantity in its unit)] of `quantity` kits, kits in kits resolved, optional parts (of which it needs 0)
    left out; None when it is no kit. Manufacturing need not be installed: without it there are no kits."""
    if BOM not in product.env:
        return None
    boms = product.env[BOM].sudo()
    bom = boms._bom_find(product, company_id=company.id, bom_type="phantom")[product]
    if not bom:
        return None
    in_unit_of_bom = product.uom_id._compute_quantity(quantity, bom.product_uom_id, round=False)
    _boms, lines = bom.explode(product, in_unit_of_bom / bom.product_qty)
    return [
        (line.product_id, line.product_uom_id._compute_quantity(found["qty"], line.product_id.uom_id, round=False))
        for line, found in lines
        if not line.product_uom_id.is_zero(found["qty"])
    ]


def parts_of(product, quantity, connection):
    """[(product, quantity in its unit)] of `quantity` (in the product's unit) when it is a kit whose parts are sent;
    None when it is no kit. Raises DocumentError where the policy refuses kits, and for combos."""
    if product.type == "combo":
        raise DocumentError(Problem("combo_refused", {"kit": product.display_name}, "lines"))
    found = product._qb_kit_parts(quantity, connection.company_id)
    if found is not None and connection.kit_policy != "expand":
        raise DocumentError(Problem("kit_refused", {"kit": product.display_name}, "lines"))
    return found


def parts_of_line(line, connection) -> list[Part]:
    """What stands for an invoice line in QuickBooks when its product is a kit; [] when it is none. Raises DocumentError
    like `parts_of`, and for a kit without parts."""
    product = line.product_id
    if not product:
        return []
    quantity = line.product_uom_id._compute_quantity(line.quantity, product.uom_id, round=False)
    found = parts_of(product, quantity, connection)
    if found is None:
        return []
    if not found:
        raise DocumentError(Problem("kit_without_parts", {"kit": product.display_name}, "lines"))
    quantities = [exact(round(one, 6)) for _part, one in found]
    worth = [abs(exact(part.lst_price) * each) for (part, _one), each in zip(found, quantities, strict=True)]
    return [Part(part, each, share) for (part, _one), each, share in zip(found, quantities, shares(worth), strict=True)]


def shares(worth: Sequence[Decimal]) -> list[Decimal]:
    """The part of each in the whole, by its worth; all of it the first one's where nothing is worth anything."""
    total = sum(worth)
    return [one / total for one in worth] if total else [Decimal(place == 0) for place in range(len(worth))]


def divided(amount: Decimal, by: Sequence[Decimal]) -> list[Decimal]:
    """`amount` in parts of these shares, each in the smallest unit of `amount`; their sum is `amount`. What rounding
    leaves goes to the largest, the first of several."""
    step = Decimal(1).scaleb(amount.as_tuple().exponent)
    found = [(amount * one).quantize(step, rounding=ROUND_DOWN) for one in by]
    largest = max(range(len(found)), key=lambda place: by[place])
    found[largest] += amount - sum(found)
    return found
