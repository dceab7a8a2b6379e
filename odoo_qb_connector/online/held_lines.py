"""The lines of a sales document as QuickBooks Online holds them (spec qbo 5.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..gateway import HeldLine
from .values import amount, inner, reference, text

_SALES = "SalesItemLineDetail"
_DISCOUNT = "DiscountLineDetail"
_TEXT = "DescriptionOnly"


def sales_lines(entity: Mapping) -> tuple[HeldLine, ...]:
    """In order; the subtotal that QuickBooks adds is no line. Raises ValueError for an amount that is none."""
    lines = entity.get("Line")
    return tuple(_held(lines)) if isinstance(lines, list) else ()


def _held(lines: list) -> Iterator[HeldLine]:
    for line in lines:
        kind = line.get("DetailType") if isinstance(line, Mapping) else None
        if kind not in (_SALES, _DISCOUNT, _TEXT) or not line.get("Id"):
            continue
        detail, value = inner(line, kind), amount(line.get("Amount"))
        yield HeldLine(
            id=text(line["Id"]),
            item_id=reference(detail.get("ItemRef")),
            description=text(line.get("Description")),
            quantity=amount(detail.get("Qty")),
            amount=-value if kind == _DISCOUNT and value is not None else value,
        )
