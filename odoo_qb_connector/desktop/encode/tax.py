"""Sales tax on a document (spec qbd 5.2).

| company | line | document |
|---|---|---|
| sales tax off | nothing | nothing |
| US | Tax or Non | the sales tax item or group in the header; QuickBooks computes |
| US, tax computed otherwise there | Tax or Non | an item of 0 %, if there is one, and a line per tax item |
| elsewhere | the mapped sales tax code | nothing: a header item is refused (3140) |

Where the tax is QuickBooks' own (`Tax.there`) it is never said in lines; without an item the customer's own one counts.
"""

from __future__ import annotations

from decimal import Decimal

from ...documents import DescriptionLine, DiscountLine, Ref, SalesDocument
from ...gateway import TaxModel
from ..amounts import shares, tax_of
from ..books import Books, TaxItem
from .nodes import Element, boolean, reference


def line_code(tax: Ref | None, books: Books) -> Element | None:
    """SalesTaxCodeRef of a line, always explicit in the US."""
    if books.us:
        own = tax is not None and tax.id not in ("TAX", "NON") and tax
        return reference("SalesTaxCodeRef", own or books.tax_code(books.is_taxable(tax)))
    return reference("SalesTaxCodeRef", tax) if books.tax_model is TaxModel.GLOBAL else None


def header_item(document: SalesDocument, books: Books) -> Element | None:
    """ItemSalesTaxRef: the one rate of the document, or the item of 0 % when the tax stands in lines."""
    if not books.us:
        return None
    return reference("ItemSalesTaxRef", books.zero_tax if in_lines(document, books) else document.tax.code)


def customer_code(document: SalesDocument, books: Books) -> Element | None:
    """CustomerSalesTaxCodeRef: overrides what the customer is there, or an untaxed customer would lose the tax
    of the lines."""
    if not books.us:
        return None
    return reference("CustomerSalesTaxCodeRef", books.tax_code(bool(taxable_lines(document, books))))


def inclusive(_document: SalesDocument, books: Books) -> str | None:
    """Amounts are before tax; only outside the US does QuickBooks know another way."""
    return boolean(False) if books.tax_model is TaxModel.GLOBAL else None


def tax_lines(document: SalesDocument, books: Books) -> list[tuple[Ref, Decimal]]:
    """The tax in lines of its own: (sales tax item, amount)."""
    if not in_lines(document, books):
        return []
    rates = tax_item(document, books).rates
    amounts = shares(document.tax.total, [percent for _item, percent in rates])
    return [(item, part) for (item, _percent), part in zip(rates, amounts, strict=True) if part]


def in_lines(document: SalesDocument, books: Books) -> bool:
    """Whether the exact tax must be stated: QuickBooks would compute another, and there is a way to say ours."""
    if document.tax.there:
        return False
    computed = computed_tax(document, books)
    known = computed is not None and tax_item(document, books) is not None
    return books.us and known and bool(books.zero_tax) and computed != document.tax.total


def computed_tax(document: SalesDocument, books: Books) -> Decimal | None:
    """What QuickBooks in the US will compute for the document; None when its rate is not known."""
    taxable = taxable_lines(document, books)
    if not taxable:
        return Decimal("0.00")
    found = tax_item(document, books)
    if found is None:
        return None
    return tax_of(sum(taxable), found.percents)


def tax_by_code(document: SalesDocument, books: Books) -> Decimal:
    """What QuickBooks outside the United States will compute: every tax item once, on all lines whose code leads to it.
    Where the rates of a code were never read, the document's own stand for them."""
    bases = _bases_by_item(document, books)
    if bases is None:
        return sum((tax_of(one.base, (one.percent,)) for one in document.tax.rates), Decimal("0.00"))
    return sum((tax_of(base, (percent,)) for base, percent in bases), Decimal("0.00"))


def _bases_by_item(document: SalesDocument, books: Books) -> list[tuple[Decimal, Decimal]] | None:
    """(base, percent) of every tax item that the lines' codes lead to; None when the rates of one were never read."""
    bases: dict[str, tuple[Decimal, Decimal]] = {}
    for line in document.lines:
        if isinstance(line, DescriptionLine):
            continue
        rates = books.rates_of(line.tax)
        if rates is None:
            return None
        for item, percent in rates:
            base, _percent = bases.get(item.id, (Decimal("0.00"), percent))
            bases[item.id] = (base + _signed(line), percent)
    return list(bases.values())


def tax_item(document: SalesDocument, books: Books) -> TaxItem | None:
    """The header's item with its rates: from the company's list, else as the document states them."""
    code = document.tax.code
    if code is None:
        return None
    stated = tuple((rate.rate, rate.percent) for rate in document.tax.rates)
    return books.tax_items.get(code.id) or (TaxItem(stated) if stated else None)


def taxable_lines(document: SalesDocument, books: Books) -> list[Decimal]:
    """The signed amounts of the lines that QuickBooks taxes; a taxable discount lowers the base."""
    return [
        _signed(line)
        for line in document.lines
        if not isinstance(line, DescriptionLine) and books.is_taxable(line.tax) and line.amount
    ]


def _signed(line) -> Decimal:
    return -line.amount if isinstance(line, DiscountLine) else line.amount
