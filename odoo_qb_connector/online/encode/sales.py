"""SalesDocument -> Invoice, SalesReceipt, CreditMemo, RefundReceipt, Estimate (spec qbo 5.0, 5.5)."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields

from ...documents import SalesDocument, SalesKind, with_marker
from . import tax
from .fields import NOT_SAID, Context, Field, address, clearable, day, field, not_held, reference
from .lines import lines

ENTITY = {
    SalesKind.INVOICE: "Invoice",
    SalesKind.SALES_RECEIPT: "SalesReceipt",
    SalesKind.CREDIT_MEMO: "CreditMemo",
    SalesKind.REFUND_RECEIPT: "RefundReceipt",
    SalesKind.ESTIMATE: "Estimate",
}
SHIP_METHOD_LENGTH = 30


def fields(document: SalesDocument) -> list[Field]:
    """The properties that Intuit's reference lists for this entity, and no other: an unlisted one is refused
    (2010). What the others are made of is said nowhere here."""
    table = _COMMON + _BY_KIND[document.kind]
    said = frozenset({"kind"}).union(*(one.sources for one in table))
    return [*table, not_held(" ".join(one.name for one in dataclass_fields(document) if one.name not in said))]


def private_note(document: SalesDocument, context: Context) -> str | None:
    """The note, the order it came from, and the marker by which we know our document again (design 5)."""
    note = document.note
    if document.order_number and document.order_number not in note:
        note = f"{note} Order {document.order_number}".strip()
    return context.text(with_marker(note, document.marker) if document.marker else note)


def _text(name: str):
    return lambda document, context: context.text(getattr(document, name))


def _reference(name: str):
    return lambda document, _context: reference(getattr(document, name))


def _day(name: str):
    return lambda document, _context: day(getattr(document, name))


def _address(name: str):
    return lambda document, context: address(getattr(document, name), context)


def _email(document: SalesDocument, context: Context) -> dict | None:
    text = context.text(document.email)
    return {"Address": text} if text else None


def _memo(document: SalesDocument, context: Context) -> dict | None:
    """The message to the customer; a message of QuickBooks' own is a text like another here."""
    text = context.text(document.memo or (document.message.name if document.message else ""))
    return {"value": text} if text else None


def _email_status(document: SalesDocument, _context: Context) -> str | None:
    """NeedToSend needs BillEmail (spec qbo 5.5); QuickBooks sends it by itself."""
    return {True: "NeedToSend", False: "NotSet"}.get(document.send_email)


def _custom_fields(document: SalesDocument, context: Context) -> list[dict] | None:
    """Only those that the user defined can be named (3000 otherwise, spec qbo 5.0)."""
    found = [
        {"DefinitionId": one.id, "Name": context.text(one.name), "Type": "StringType", "StringValue": value}
        for one in document.custom_fields
        if (value := context.text(one.value))
    ]
    return [{key: value for key, value in one.items() if value} for one in found] or None


def _order(document: SalesDocument, _context: Context) -> list[dict] | None:
    """One estimate, which closes (spec qbo 5.5). A whole update names it again, or the two come apart."""
    order = document.order
    return [{"TxnId": order.id, "TxnType": "Estimate"}] if order and order.type == "Estimate" else None


def _order_status(document: SalesDocument, _context: Context) -> str | None:
    if document.closed is None:
        return document.status or None
    return "Closed" if document.closed else "Pending"


def _currency(document: SalesDocument, context: Context) -> dict | None:
    return {"value": document.currency} if context.multicurrency else None


def _exchange_rate(document: SalesDocument, context: Context):
    foreign = context.multicurrency and document.currency != context.facts.currency
    return document.exchange_rate if foreign else None


def _shipped(value):
    """Shipping details exist only where the company ships (AllowShipping); without it they are left out."""
    return lambda document, context: NOT_SAID if context.off("AllowShipping") else value(document, context)


def _ship_method(document: SalesDocument, context: Context) -> dict | None:
    text = context.text(document.ship_method)
    return {"value": text[:SHIP_METHOD_LENGTH], "name": text[:SHIP_METHOD_LENGTH]} if text else None


_COMMON = [
    field("customer", "CustomerRef", _reference("customer")),
    field("number", "DocNumber", _text("number")),
    field("date", "TxnDate", _day("date")),
    field("currency", "CurrencyRef", _currency),
    field("exchange_rate currency", "ExchangeRate", _exchange_rate),
    field("billing", "BillAddr", _address("billing")),
    field("shipping", "ShipAddr", _address("shipping")),
    field("email", "BillEmail", _email),
    field("send_email", "EmailStatus", _email_status),
    clearable("memo message", "CustomerMemo", _memo),
    clearable("custom_fields", "CustomField", _custom_fields),
    field("note marker order_number", "PrivateNote", private_note, clears=True),
    field("class_ref", "ClassRef", _reference("class_ref")),
    field("department", "DepartmentRef", _reference("department")),
    field("lines tax", "GlobalTaxCalculation", tax.calculation),
    field("lines tax", "ApplyTaxAfterDiscount", tax.after_discount),
    field("lines tax", "TxnTaxDetail", tax.detail),
    field("lines tax total", "Line", lines),
]
_TERMS = [field("terms", "SalesTermRef", _reference("terms"))]
_DUE = [field("due_date", "DueDate", _day("due_date"))]
_SHIPMENT = [
    clearable("ship_date", "ShipDate", _shipped(_day("ship_date"))),
    clearable("ship_method", "ShipMethodRef", _shipped(_ship_method)),
]
_TRACKING = [field("tracking_number", "TrackingNum", _shipped(_text("tracking_number")), clears=True)]
_RECEIPT = [
    field("payment_method", "PaymentMethodRef", _reference("payment_method")),
    field("payment_reference", "PaymentRefNum", _text("payment_reference")),
    field("deposit_account", "DepositToAccountRef", _reference("deposit_account")),
]
_ORDER = [
    field("expires", "ExpirationDate", _day("expires")),
    field("closed status", "TxnStatus", _order_status),
]
_BY_KIND = {
    SalesKind.INVOICE: _TERMS + _DUE + _SHIPMENT + _TRACKING + [field("order", "LinkedTxn", _order)],
    SalesKind.SALES_RECEIPT: _SHIPMENT + _TRACKING + _RECEIPT,
    SalesKind.CREDIT_MEMO: _TERMS,
    SalesKind.REFUND_RECEIPT: _RECEIPT,
    SalesKind.ESTIMATE: _TERMS + _DUE + _SHIPMENT + _ORDER,
}
