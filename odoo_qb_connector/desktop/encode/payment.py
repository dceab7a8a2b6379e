"""CreditApplication -> ReceivePaymentAdd that brings no money: each invoice takes its part of the credit memo (spec qbd
5.2, 5.5).

It creates no transaction: QuickBooks ties credit and invoices together and returns nothing, so nothing of it can be
changed or taken off later by a message. SetCredit of InvoiceMod would do the same, but saves the invoice anew, which a
closed period forbids while the credit belongs to an open one.
"""

from __future__ import annotations

from ...documents import CreditApplication
from ..books import Books
from .nodes import Element, node, reference
from .sales import exchange_rate

ENTITY = "ReceivePayment"


def elements(document: CreditApplication, books: Books) -> list[Element | None]:
    """In schema order. The receivable account is that of the credit memo, or the one of the currency: QuickBooks would
    take the account of the last payment (spec qbd 6)."""
    rate = exchange_rate(document, books)
    return [
        reference("CustomerRef", document.customer),
        reference("ARAccountRef", document.receivable or books.receivables.get(document.currency)),
        node("TxnDate", document.date.isoformat()),
        node("ExchangeRate", rate) if rate else None,
        *(_applied(one.invoice.id, document.credit.id, one.amount) for one in document.invoices),
    ]


def _applied(invoice: str, credit: str, amount) -> Element:
    taken = node("SetCredit", [node("CreditTxnID", credit), node("AppliedAmount", format(amount, ".2f"))])
    return node("AppliedToTxnAdd", [node("TxnID", invoice), taken])
