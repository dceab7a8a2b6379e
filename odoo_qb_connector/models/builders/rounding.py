"""Cents by which QuickBooks computes another tax go to the rounding item, if the policy allows it (docs/taxes.md)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ...desktop.encode.tax import computed_tax, tax_by_code
from ...documents import DescriptionLine, ItemLine

A_LINE, A_DOCUMENT = Decimal("0.01"), Decimal("0.05")
CHARGE = "rounding"


def settled(document, connection, references, taxes):
    """`document`, with a line of the rounding item where QuickBooks Desktop computes its tax a little differently: at
    most one cent a line and five a document. Otherwise `document` as it is; what then differs is refused later. Online
    the tax is stated, so nothing differs."""
    item = references.charge_ref(CHARGE) if connection.round_differences and connection.edition == "desktop" else None
    if item is None:
        return document
    computed = _computed(document, connection._books())
    difference = Decimal(0) if computed is None else document.tax.total - computed
    if not difference or abs(difference) > _allowed(document):
        return document
    text = connection.env._("Rounding of the tax")
    code = taxes.line_code(connection.env["account.tax"], text)
    line = ItemLine(item, difference, Decimal(1), difference, description=text, tax=code)
    return replace(document, lines=(*document.lines, line), tax=replace(document.tax, total=computed))


def _allowed(document):
    lines = sum(not isinstance(line, DescriptionLine) for line in document.lines)
    return min(A_DOCUMENT, A_LINE * lines)


def _computed(document, books):
    """What QuickBooks will compute; None where that is not known, or the exact tax goes in lines anyway."""
    if books.us:
        return None if books.zero_tax else computed_tax(document, books)
    return tax_by_code(document, books)
