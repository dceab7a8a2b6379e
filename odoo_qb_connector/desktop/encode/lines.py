"""The lines of a sales document (spec qbd 5.2, 5.5)."""

from __future__ import annotations

from decimal import Decimal
from functools import singledispatch

from ...documents import DescriptionLine, DiscountLine, ItemLine, Ref, SalesDocument, ShippingLine
from .. import amounts
from ..books import Books
from ..text import fit
from .nodes import Element, day, node, optional, reference
from .tax import line_code, tax_lines

ORDERS = ("SalesOrder", "Estimate")
"""Their lines have no date of service."""


class CannotSay(ValueError):
    """A command that QuickBooks Desktop has no words for; `preflight.problems` says so beforehand."""


def lines(document: SalesDocument, books: Books, entity: str, creating: bool) -> list[Element]:
    """Every line in order. An update keeps the lines whose id it names, these first; QuickBooks deletes all others and
    adds the rest (TxnLineID -1, spec qbd 5.1)."""
    name = f"{entity}Line" + ("Add" if creating else "Mod")
    said = [one for one in document.lines if not _is_blank(one)]
    said = said if creating else sorted(said, key=lambda one: not one.line_id)
    parts = [(one.line_id, _parts(one, books, entity, creating)) for one in said]
    parts += [("", _amount_only(item, amount, "", None)) for item, amount in tax_lines(document, books)]
    return [node(name, [None if creating else node("TxnLineID", line or "-1"), *part]) for line, part in parts]


def _parts(line, books: Books, entity: str, creating: bool) -> list:
    if creating and entity == "Invoice" and isinstance(line, ItemLine) and fulfils(line):
        return _of_order(line, books)
    return _line(line, books, entity not in ORDERS)


def fulfils(line: ItemLine) -> bool:
    """Whether the line travels as that of its order: then it names no item (spec qbd 5.2), and its amount must follow
    from quantity and price, because whether a linked line takes an amount is not known. What takes off (a negative
    quantity) fulfils nothing: an order of which nothing is left would swallow it."""
    counted = line.quantity > 0 and amounts.is_number(line.quantity)
    return line.order_line is not None and counted and _is_priced(line)


def _of_order(line: ItemLine, books: Books) -> list:
    link = line.order_line
    return [
        optional("Desc", fit(line.description)),
        node("Quantity", amounts.number(line.quantity)),
        node("Rate", amounts.number(line.unit_price)),
        reference("ClassRef", line.class_ref),
        optional("ServiceDate", day(line.service_date)),
        line_code(line.tax, books),
        node("LinkToTxn", [node("TxnID", link.order_id), node("TxnLineID", link.line_id)]),
    ]


@singledispatch
def _line(line, books: Books, dated: bool) -> list:
    raise TypeError(f"{type(line).__name__} is no sales line")


@_line.register
def _item(line: ItemLine, books: Books, dated: bool) -> list:
    """Quantity with price when their product is the amount exactly, else quantity with amount: then QuickBooks
    derives the price and nothing is rounded. A quantity it cannot hold stands in words."""
    code = line_code(line.tax, books)
    if line.item.id in books.discount_items:
        return _amount_only(line.item, line.amount, line.description, code)
    counted = bool(line.quantity) and amounts.is_number(line.quantity)
    priced = counted and _is_priced(line)
    return [
        reference("ItemRef", line.item),
        optional("Desc", fit(line.description if counted else in_words(line))),
        node("Quantity", amounts.number(line.quantity)) if counted else None,
        node("Rate", amounts.number(line.unit_price)) if priced else None,
        reference("ClassRef", line.class_ref),
        None if priced else node("Amount", amounts.amount(line.amount)),
        optional("ServiceDate", day(line.service_date)) if dated else None,
        code,
    ]


@_line.register
def _shipping(line: ShippingLine, books: Books, dated: bool) -> list:
    item = _needed(line.item or books.shipping_item, "shipping")
    return _amount_only(item, line.amount, line.description, line_code(line.tax, books))


@_line.register
def _discount(line: DiscountLine, books: Books, dated: bool) -> list:
    """A discount item takes no quantity, and its amount is negative (spec qbd 5.2)."""
    item = _needed(books.discount_item, "discount")
    return _amount_only(item, -line.amount, line.description, line_code(line.tax, books))


@_line.register
def _description(line: DescriptionLine, books: Books, dated: bool) -> list:
    return [node("Desc", fit(line.description))]


def _is_blank(line) -> bool:
    """An empty element would be an empty line there."""
    return isinstance(line, DescriptionLine) and not fit(line.description).strip()


def in_words(line: ItemLine) -> str:
    """The description with the quantity in front: "0.333333 × Chair" (× is in ISO-8859-1)."""
    return f"{line.quantity:f} × {line.description}".rstrip(" ×") if line.quantity else line.description


def _amount_only(item: Ref, amount: Decimal, description: str, code: Element | None) -> list:
    text = optional("Desc", fit(description))
    return [reference("ItemRef", item), text, node("Amount", amounts.amount(amount)), code]


def _is_priced(line: ItemLine) -> bool:
    exact = amounts.exact_product(line.quantity, line.unit_price, line.amount)
    return amounts.is_number(line.unit_price) and exact


def _needed(item: Ref | None, charge: str) -> Ref:
    if item is None:
        raise CannotSay(f"no item for {charge}")
    return item
