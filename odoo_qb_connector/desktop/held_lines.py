"""The lines of a sales document as QuickBooks Desktop holds them (spec qbd 5.5)."""

from __future__ import annotations

from lxml import etree

from ..gateway import HeldLine
from .answers import amount, text


def held_lines(element: etree._Element) -> tuple[HeldLine, ...]:
    """In order, those of taxes too; none where none were asked for. Raises ValueError for a number that is none."""
    return tuple(_held(line) for line in element if str(line.tag).endswith("LineRet") and text(line, "TxnLineID"))


def is_closed(element: etree._Element) -> bool:
    """A sales order that a person closed, an estimate that is not active any more."""
    inactive = element.tag == "EstimateRet" and text(element, "IsActive") == "false"
    return inactive or text(element, "IsManuallyClosed") == "true"


def _held(line: etree._Element) -> HeldLine:
    return HeldLine(
        id=text(line, "TxnLineID"),
        item_id=text(line, "ItemRef/ListID"),
        description=text(line, "Desc"),
        quantity=amount(line, "Quantity"),
        amount=amount(line, "Amount"),
        invoiced=amount(line, "Invoiced"),
        closed=text(line, "IsManuallyClosed") == "true",
    )
