"""Taxes of the lists: agency -> VendorAdd, rate -> ItemSalesTaxAdd, several -> ItemSalesTaxGroupAdd, the code of a line
outside the United States -> SalesTaxCodeAdd (spec qbd 5.5)."""

from __future__ import annotations

from ...documents import TaxAgency, TaxCode, TaxGroup, TaxRate
from ..books import Books
from ..text import one_line
from .nodes import Field, boolean, field, reference

ENTITY = {
    TaxAgency: "Vendor",
    TaxRate: "ItemSalesTax",
    TaxGroup: "ItemSalesTaxGroup",
    TaxCode: "SalesTaxCode",
}
DESCRIPTION = 31


def _abroad(books: Books) -> str | None:
    """In the United States every vendor can be an agency, and QuickBooks marks it as one by itself."""
    return None if books.us else boolean(True)


_NAME = field("name", "Name", lambda document, _books: one_line(document.name))
FIELDS: dict[type, list[Field]] = {
    TaxAgency: [
        _NAME,
        field("name", "CompanyName", lambda agency, _books: one_line(agency.name)),
        field("", "IsSalesTaxAgency", lambda _agency, books: _abroad(books)),
        field("", "IsTaxTrackedOnSales", lambda _agency, books: _abroad(books)),
    ],
    TaxRate: [
        _NAME,
        field("name", "ItemDesc", lambda rate, _books: one_line(rate.name)),
        field("percent", "TaxRate", lambda rate, _books: f"{rate.percent:f}"),
        field("agency", "TaxVendorRef", lambda rate, _books: reference("TaxVendorRef", rate.agency)),
    ],
    TaxGroup: [
        _NAME,
        field("name", "ItemDesc", lambda group, _books: one_line(group.name)),
        field("items", "ItemSalesTaxRef", lambda group, _books: [_item(one) for one in group.items]),
    ],
    TaxCode: [
        _NAME,
        field("", "IsTaxable", lambda _code, _books: boolean(True)),
        field("description", "Desc", lambda code, _books: one_line(code.description)[:DESCRIPTION].strip()),
        field("item", "ItemSalesTaxRef", lambda code, _books: _item(code.item)),
    ],
}


def _item(item):
    return reference("ItemSalesTaxRef", item)
