"""CreditApplication -> Payment of zero: one line for each invoice and one for the credit memo, all positive (spec qbo
5.5)."""

from __future__ import annotations

from decimal import Decimal

from ...documents import CreditApplication, with_marker
from .fields import Context, Field, day, field, not_held, reference

ENTITY = "Payment"


def fields() -> list[Field]:
    """The properties of the payment. Its account of money is left to QuickBooks: nothing is posted to it."""
    return [
        field("customer", "CustomerRef", lambda document, _context: reference(document.customer)),
        field("", "TotalAmt", lambda _document, _context: Decimal(0)),
        field("date", "TxnDate", lambda document, _context: day(document.date)),
        field("currency", "CurrencyRef", _currency),
        field("exchange_rate currency", "ExchangeRate", _exchange_rate),
        field("note marker", "PrivateNote", private_note),
        field("invoices credit", "Line", _lines),
        not_held("receivable"),
    ]


def private_note(document: CreditApplication, context: Context) -> str | None:
    """The note and the marker by which we know our payment again (design 5)."""
    return context.text(with_marker(document.note, document.marker) if document.marker else document.note)


def _currency(document: CreditApplication, context: Context) -> dict | None:
    return {"value": document.currency} if context.multicurrency else None


def _exchange_rate(document: CreditApplication, context: Context) -> Decimal | None:
    foreign = context.multicurrency and document.currency != context.facts.currency
    return document.exchange_rate if foreign else None


def _lines(document: CreditApplication, _context: Context) -> list[dict]:
    invoices = [_line(one.amount, "Invoice", one.invoice.id) for one in document.invoices]
    return [*invoices, _line(document.total, "CreditMemo", document.credit.id)]


def _line(amount: Decimal, kind: str, identity: str) -> dict:
    return {"Amount": amount, "LinkedTxn": [{"TxnId": identity, "TxnType": kind}]}
