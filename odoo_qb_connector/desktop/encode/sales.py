"""SalesDocument -> Invoice, SalesReceipt, CreditMemo, SalesOrder and Estimate, Add and Mod, in schema order (spec qbd
5.2, 5.5)."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from decimal import Decimal

from ...documents import SalesDocument, SalesKind
from ..books import Books
from ..guids import guid_of
from ..limits import PO_NUMBER, REFERENCE
from ..numbers import ref_number
from ..text import one_line
from . import tax
from .address import address
from .lines import lines
from .memo import memo
from .nodes import Element, Field, boolean, day, field, not_held, reference

ENTITY = {
    SalesKind.INVOICE: "Invoice",
    SalesKind.SALES_RECEIPT: "SalesReceipt",
    SalesKind.CREDIT_MEMO: "CreditMemo",
}
"""An open order is one of two, by edition (Books.order_entity)."""
CHECK_NUMBER = 25


def fields(document: SalesDocument, entity: str, *, creating: bool) -> list[Field]:
    """The elements of this entity in the order of its schema. What the others are made of is said nowhere here."""

    def all_lines(one: SalesDocument, books: Books) -> list[Element]:
        return lines(one, books, entity, creating)

    guid = [_GUID] if creating else []
    table = [*_HEADER[entity], *guid, field("lines tax total", "", all_lines)]
    said = frozenset({"kind"}).union(*(one.sources for one in table))
    return [*table, not_held(" ".join(one.name for one in dataclass_fields(document) if one.name not in said))]


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


def _flag(source: str):
    return lambda document, _books: boolean(getattr(document, source))


def _short(source: str, length: int):
    """The beginning; the memo holds the whole."""
    return lambda document, _books: one_line(getattr(document, source))[:length].strip()


def _is_active(document: SalesDocument, _books: Books) -> str | None:
    """An estimate that is closed is an inactive one."""
    return None if document.closed is None else boolean(not document.closed)


_CUSTOMER = field("customer", "CustomerRef", _reference("CustomerRef", "customer"))
_CLASS = field("class_ref department", "ClassRef", _class, clears=True)
_ACCOUNT = field("currency", "ARAccountRef", _receivable)
_DATED = [
    field("template", "TemplateRef", _reference("TemplateRef", "template")),
    field("date", "TxnDate", _day("date")),
    field("number", "RefNumber", lambda document, _books: ref_number(document.number)),
    field("billing", "BillAddress", _address("BillAddress", "billing")),
    field("shipping", "ShipAddress", _address("ShipAddress", "shipping")),
]
_PO_NUMBER = field("po_number", "PONumber", _short("po_number", PO_NUMBER), clears=True)
_TERMS = field("terms", "TermsRef", _reference("TermsRef", "terms"), clears=True)
_DUE = field("due_date", "DueDate", _day("due_date"))
_REP = field("sales_rep", "SalesRepRef", _reference("SalesRepRef", "sales_rep"), clears=True)
_SHIPPED = [
    field("ship_date", "ShipDate", _day("ship_date"), clears=True),
    field("ship_method", "ShipMethodRef", _ship_method, clears=True),
]
_PAYMENT = [
    field("payment_reference", "CheckNumber", _short("payment_reference", CHECK_NUMBER), clears=True),
    field("payment_method", "PaymentMethodRef", _reference("PaymentMethodRef", "payment_method"), clears=True),
]
_DEPOSIT = field("deposit_account", "DepositToAccountRef", _reference("DepositToAccountRef", "deposit_account"))
_TAX_ITEM = field("lines tax", "ItemSalesTaxRef", tax.header_item)
_MEMO_SOURCES = "number memo note order_number ship_method tracking_number po_number customer_reference marker"
_TEXTS = [
    field(_MEMO_SOURCES, "Memo", lambda document, _books: memo(document)),
    field("message", "CustomerMsgRef", _reference("CustomerMsgRef", "message"), clears=True),
    field("send_email", "IsToBeEmailed", _flag("send_email")),
    field("lines tax", "IsTaxIncluded", tax.inclusive),
    field("lines tax", "CustomerSalesTaxCodeRef", tax.customer_code),
]
_OTHER = field("customer_reference", "Other", _short("customer_reference", REFERENCE), clears=True)
_RATE = field("exchange_rate currency", "ExchangeRate", exchange_rate)
_GUID = field("marker", "ExternalGUID", lambda document, _books: guid_of(document.marker))
_CLOSED = field("closed", "IsManuallyClosed", _flag("closed"))
_ACTIVE = field("closed", "IsActive", _is_active)

_BEFORE_SHIPPING = [_PO_NUMBER, _TERMS, _DUE, _REP]
_END = [*_TEXTS, _OTHER, _RATE]
_INVOICE = [_CUSTOMER, _CLASS, _ACCOUNT, *_DATED, *_BEFORE_SHIPPING, *_SHIPPED, _TAX_ITEM, *_END]
_HEADER = {
    "Invoice": _INVOICE,
    "CreditMemo": _INVOICE,
    "SalesReceipt": [
        *(_CUSTOMER, _CLASS, *_DATED, *_PAYMENT, _DUE, _REP, *_SHIPPED, _TAX_ITEM, *_TEXTS, _DEPOSIT, _OTHER, _RATE),
    ],
    "SalesOrder": [_CUSTOMER, _CLASS, *_DATED, *_BEFORE_SHIPPING, *_SHIPPED, _TAX_ITEM, _CLOSED, *_END],
    "Estimate": [_CUSTOMER, _CLASS, *_DATED, _ACTIVE, *_BEFORE_SHIPPING, _TAX_ITEM, *_END],
}
