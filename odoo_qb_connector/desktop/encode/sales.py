"""SalesDocument -> Invoice, SalesReceipt, CreditMemo and SalesOrder, Add and Mod, in schema order (spec qbd
5.2, 5.5)."""

from __future__ import annotations

from decimal import Decimal

from ...documents import SalesDocument, SalesKind, with_marker
from ..books import Books
from ..guids import guid_of
from ..numbers import ref_number
from ..text import fit, one_line
from . import tax
from .address import address
from .lines import lines
from .nodes import Element, Field, day, field, not_held, reference

ENTITY = {
    SalesKind.INVOICE: "Invoice",
    SalesKind.SALES_RECEIPT: "SalesReceipt",
    SalesKind.CREDIT_MEMO: "CreditMemo",
    SalesKind.ESTIMATE: "SalesOrder",
}
CHECK_NUMBER = 25


def fields(document: SalesDocument, *, creating: bool) -> list[Field]:
    """The elements of this kind in the order of its schema."""
    entity = ENTITY[document.kind]

    def all_lines(one: SalesDocument, books: Books) -> list[Element]:
        return lines(one, books, entity, creating)

    guid = [_GUID] if creating else [not_held("marker")]
    return [*_HEADER[document.kind], *guid, field("lines tax total", "", all_lines), not_held("email expires")]


def memo(document: SalesDocument) -> str:
    """Everything Desktop has no element for, and what we must find again: the full number, the order, the
    shipment, note and memo, and the marker. The customer reads none of it unless the form prints the memo."""
    order = f"Order {document.order_number}" if document.order_number not in document.note else ""
    shipped = " ".join(filter(None, (document.ship_method, document.tracking_number)))
    unsaid = shipped and shipped not in document.note
    parts = (document.number, order, f"Shipped {shipped}" if unsaid else "", document.note, document.memo)
    text = "; ".join(part.strip() for part in parts if part.strip())
    return fit(with_marker(text, document.marker) if document.marker else text)


def exchange_rate(document: SalesDocument, books: Books) -> str | None:
    """Home units for one foreign unit (spec qbd 6); never sent while the feature is off."""
    foreign = books.multicurrency and document.currency != books.home
    rate: Decimal | None = document.exchange_rate if foreign else None
    return None if rate is None else format(rate.normalize(), "f")


def _reference(name: str, source: str):
    return lambda document, _books: reference(name, getattr(document, source))


def _day(source: str):
    return lambda document, _books: day(getattr(document, source))


def _address(name: str, source: str):
    return lambda document, books: address(name, getattr(document, source), books.country)


def _receivable(document: SalesDocument, books: Books) -> Element | None:
    """Always said: QuickBooks would take the account of the last invoice (spec qbd 6)."""
    return reference("ARAccountRef", books.receivables.get(document.currency))


def _ship_method(document: SalesDocument, books: Books) -> Element | None:
    return reference("ShipMethodRef", books.ship_method(document.ship_method))


def _class(document: SalesDocument, _books: Books) -> Element | None:
    return reference("ClassRef", document.class_ref)


_CUSTOMER = field("customer", "CustomerRef", _reference("CustomerRef", "customer"))
_CLASS = field("class_ref department", "ClassRef", _class)
_ACCOUNT = field("currency", "ARAccountRef", _receivable)
_DATED = [
    field("date", "TxnDate", _day("date")),
    field("number", "RefNumber", lambda document, _books: ref_number(document.number)),
    field("billing", "BillAddress", _address("BillAddress", "billing")),
    field("shipping", "ShipAddress", _address("ShipAddress", "shipping")),
]
_TERMS = field("terms", "TermsRef", _reference("TermsRef", "terms"))
_DUE = field("due_date", "DueDate", _day("due_date"))
_SHIP_DATE = field("ship_date", "ShipDate", _day("ship_date"))
_SHIP_METHOD = field("ship_method", "ShipMethodRef", _ship_method)
_PAYMENT = [
    field(
        "payment_reference",
        "CheckNumber",
        lambda document, _books: one_line(document.payment_reference)[:CHECK_NUMBER],
    ),
    field("payment_method", "PaymentMethodRef", _reference("PaymentMethodRef", "payment_method")),
]
_DEPOSIT = field("deposit_account", "DepositToAccountRef", _reference("DepositToAccountRef", "deposit_account"))
_TAX_ITEM = field("lines tax", "ItemSalesTaxRef", tax.header_item)
_MEMO = field("number memo note order_number ship_method tracking_number marker", "Memo", lambda one, _books: memo(one))
_TAX_CODE = [
    field("lines tax", "IsTaxIncluded", tax.inclusive),
    field("lines tax", "CustomerSalesTaxCodeRef", tax.customer_code),
]
_RATE = field("exchange_rate currency", "ExchangeRate", exchange_rate)
_GUID = field("marker", "ExternalGUID", lambda document, _books: guid_of(document.marker))
_NO_PAYMENT = not_held("payment_method payment_reference deposit_account")

_INVOICE = [
    _CUSTOMER,
    _CLASS,
    _ACCOUNT,
    *_DATED,
    _TERMS,
    _DUE,
    _SHIP_DATE,
    _SHIP_METHOD,
    _TAX_ITEM,
    _MEMO,
    *_TAX_CODE,
    _RATE,
    _NO_PAYMENT,
]
_RECEIPT = [
    _CUSTOMER,
    _CLASS,
    *_DATED,
    *_PAYMENT,
    _DUE,
    _SHIP_DATE,
    _SHIP_METHOD,
    _TAX_ITEM,
    _MEMO,
    *_TAX_CODE,
    _DEPOSIT,
    _RATE,
    not_held("terms"),
]
_ORDER = [one for one in _INVOICE if one is not _ACCOUNT]
_HEADER = {
    SalesKind.INVOICE: _INVOICE,
    SalesKind.SALES_RECEIPT: _RECEIPT,
    SalesKind.CREDIT_MEMO: _INVOICE,
    SalesKind.ESTIMATE: _ORDER,
}
