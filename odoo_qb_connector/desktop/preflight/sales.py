"""The rules of this company for a sales document: its currency, preferences, period, items and tax."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...documents import DescriptionLine, DiscountLine, ItemLine, Problem, SalesDocument, SalesKind, ShippingLine
from ...gateway import TaxModel
from ..amounts import CENT, LARGEST_NUMBER, rounded
from ..books import Books
from ..encode import tax

_POSTS_TO_RECEIVABLE = (SalesKind.INVOICE, SalesKind.CREDIT_MEMO)
TOUCHED_ALWAYS = frozenset({"", "date", "note", "target"})
"""What an update of some fields depends on too: the company, the day in an open period, the memo with our marker."""


def sales_problems(document: SalesDocument, books: Books) -> list[Problem]:
    """What this company would refuse. Nothing can be said before its facts are known."""
    if books.facts is None:
        return [Problem("company_unknown")]
    return [
        *_company_problems(document, books),
        *_currency_problems(document, books),
        *_amount_problems(document),
        *_item_problems(document, books),
        *_class_problems(document, books),
        *_tax_problems(document, books),
    ]


def _company_problems(document: SalesDocument, books: Books) -> Iterator[Problem]:
    if document.kind is SalesKind.REFUND_RECEIPT:
        yield Problem("no_refund_receipts", field="kind")  # spec qbd 5.2: there is no such message
    posts, closing = document.kind is not SalesKind.ESTIMATE, books.facts.closing_date
    if posts and closing and document.date <= closing:
        yield Problem("period_closed", {"date": document.date, "closing_date": closing}, "date")
    if not posts and books.order_entity == "Estimate" and books.off("IsUsingEstimates"):
        yield Problem("estimates_off", field="kind")


def _currency_problems(document: SalesDocument, books: Books) -> Iterator[Problem]:
    """One receivable account per currency, always said while multicurrency is on (spec qbd 6)."""
    if books.home and not books.multicurrency and document.currency != books.home:
        yield Problem("currency_not_home", {"currency": document.currency, "home": books.home}, "currency")
    foreign = books.multicurrency and document.currency != books.home
    if foreign and document.kind is not SalesKind.ESTIMATE and document.exchange_rate is None:
        yield Problem("exchange_rate_missing", {"currency": document.currency}, "exchange_rate")
    needed = books.multicurrency and document.kind in _POSTS_TO_RECEIVABLE
    if needed and document.currency not in books.receivables:
        yield Problem("receivable_account_missing", {"currency": document.currency}, "currency")


def _amount_problems(document: SalesDocument) -> Iterator[Problem]:
    """QuickBooks knows cents and no smaller coin, whatever the currency. The schema lets thirteen digits through; that
    more than ten are saved is not known (spec qbd 3.2)."""
    if document.total < 0:
        yield Problem("total_negative", {"total": document.total}, "total")
    for place, amount in _amounts(document):
        if abs(amount) >= LARGEST_NUMBER:
            yield Problem("amount_too_large", {"line": place, "amount": amount}, "lines")
        elif amount != rounded(amount, CENT):
            yield Problem("amount_not_in_cents", {"line": place, "amount": amount}, "lines")
    for line in document.lines:
        if isinstance(line, DiscountLine) and line.amount < 0:
            yield Problem("discount_negative", {"amount": line.amount}, "lines")


def _amounts(document: SalesDocument) -> Iterator[tuple[int, Decimal]]:
    """Every amount with the number of its line; 0 for the document's own."""
    for place, line in enumerate(document.lines, 1):
        if not isinstance(line, DescriptionLine):
            yield place, line.amount
    yield 0, document.total
    yield 0, document.tax.total


def _item_problems(document: SalesDocument, books: Books) -> Iterator[Problem]:
    """Every line that has money needs an item; Desktop has no shipping or discount of its own (spec qbd 5.2)."""
    for line in document.lines:
        if isinstance(line, ShippingLine) and not (line.item or books.shipping_item):
            yield _without_item(line, "Shipping", "shipping")
        if isinstance(line, DiscountLine) and not books.discount_item:
            yield _without_item(line, "Discount", "discount")


def _without_item(line: ShippingLine | DiscountLine, charge: str, kind: str) -> Problem:
    return Problem("charge_without_item", {"line": line.description, "charge": charge, "charge_kind": kind}, "lines")


def _class_problems(document: SalesDocument, books: Books) -> Iterator[Problem]:
    per_line = any(isinstance(line, ItemLine) and line.class_ref for line in document.lines)
    if books.off("IsUsingClassTracking") and (document.class_ref or per_line):
        yield Problem("class_not_tracked", field="class_ref")
    if document.department:
        yield Problem("location_not_tracked", field="department")


def _tax_problems(document: SalesDocument, books: Books) -> list[Problem]:
    if document.tax.total and books.tax_model is TaxModel.OFF:
        return [Problem("tax_is_off", {"tax": document.tax.total}, "tax")]
    if books.us:
        return list(_us_problems(document, books))
    return list(_code_per_line_problems(document, books)) if books.tax_model is TaxModel.GLOBAL else []


def _us_problems(document: SalesDocument, books: Books) -> Iterator[Problem]:
    """QuickBooks computes the tax itself: what it will compute must be Odoo's, to the cent, or be said in lines of
    its own (design 6, spec qbd 5.2). Prices that include tax are no obstacle: amounts are sent before tax."""
    stated, taxable = document.tax.total, tax.taxable_lines(document, books)
    if document.tax.there:
        return
    if not taxable:
        if stated:
            yield Problem("tax_without_taxable_line", {"tax": stated}, "tax")
        return
    if document.tax.code is None:
        yield Problem("tax_code_missing", {"tax": stated}, "tax")
        return
    computed = tax.computed_tax(document, books)
    if computed is None:
        yield Problem("tax_rate_unknown", {"code": document.tax.code.name or document.tax.code.id}, "tax")
    elif computed != stated and not books.zero_tax:
        yield Problem("tax_differs", _difference(document, computed), "tax")


def _code_per_line_problems(document: SalesDocument, books: Books) -> Iterator[Problem]:
    """Outside the US every line has a code, and what QuickBooks computes from the rates of these codes must be Odoo's.
    Where it never said them, the document's own rates stand for them."""
    for place, line in enumerate(document.lines, 1):
        if not isinstance(line, DescriptionLine) and line.tax is None:
            yield Problem("line_without_tax_code", {"line": place}, "lines")
    if document.tax.there:
        return
    computed = tax.tax_by_code(document, books)
    if computed != document.tax.total:
        yield Problem("tax_differs_by_code", _difference(document, computed), "tax")


def _difference(document: SalesDocument, computed: Decimal) -> dict[str, object]:
    code = document.tax.code
    return {
        "computed": computed,
        "tax": document.tax.total,
        "difference": document.tax.total - computed,
        "code": (code.name or code.id) if code else "",
    }
