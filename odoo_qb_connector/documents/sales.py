"""Documents for customers: invoice, sales receipt, credit memo, refund receipt, estimate.

Money is Decimal in the document's currency, already rounded by Odoo to that currency; a document never
rounds. Unit prices carry as many decimals as needed. All amounts are positive on a credit memo too: the kind
says the direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from .problem import Problem
from .sales_lines import ZERO, DescriptionLine, ItemLine, SalesLine, ShippingLine, signed
from .sales_parts import NO_TAX, CustomField, OrderRef, Tax
from .values import Address, Limits, Ref

SHIPMENT = frozenset({"ship_date", "ship_method", "tracking_number"})
"""The fields that a later shipment changes: an update of these touches no line and no amount."""


class SalesKind(Enum):
    """`REFUND_RECEIPT` is what came back of a sales receipt, with the money paid back; Desktop has none. `ESTIMATE` is
    the open order: an estimate online; on Desktop a sales order where the edition keeps them, else an
    estimate."""

    INVOICE = "invoice"
    SALES_RECEIPT = "sales_receipt"
    CREDIT_MEMO = "credit_memo"
    REFUND_RECEIPT = "refund_receipt"
    ESTIMATE = "estimate"


@dataclass(frozen=True)
class SalesDocument:
    """One document. `total` includes tax and is what QuickBooks must answer, to the cent.

    `currency` is ISO 4217; `exchange_rate` is home units for one foreign unit, None in home currency. `date`
    is the document's own day (shipment, posting), never the day it is sent. `memo` is read by the customer,
    `note` is not; `message` is one of QuickBooks' own messages to customers. `payment_method`, `payment_reference` and
    `deposit_account` belong to a sales receipt (without the last one the money goes to Undeposited Funds) and to a
    refund receipt (which needs the account that the money leaves), `expires` and `closed` to an order, whose `status`
    is the one that QuickBooks said: a whole update says it again.

    `customer_currency` is the customer's currency there, "" when unknown. `order` is the order there that this invoice
    closes. `send_email` True asks QuickBooks to e-mail the document, None says nothing about it. `template`,
    `sales_rep`, `po_number` and `customer_reference` are elements on Desktop; online they travel as `custom_fields`
    where the user has such fields.
    """

    kind: SalesKind
    customer: Ref
    date: date
    currency: str
    lines: tuple[SalesLine, ...]
    total: Decimal
    tax: Tax = NO_TAX
    marker: str = ""
    number: str = ""
    due_date: date | None = None
    exchange_rate: Decimal | None = None
    terms: Ref | None = None
    billing: Address | None = None
    shipping: Address | None = None
    ship_date: date | None = None
    ship_method: str = ""
    tracking_number: str = ""
    email: str = ""
    order_number: str = ""
    memo: str = ""
    note: str = ""
    class_ref: Ref | None = None
    department: Ref | None = None
    payment_method: Ref | None = None
    payment_reference: str = ""
    deposit_account: Ref | None = None
    expires: date | None = None
    closed: bool | None = None
    status: str = ""
    customer_currency: str = ""
    order: OrderRef | None = None
    send_email: bool | None = None
    message: Ref | None = None
    template: Ref | None = None
    sales_rep: Ref | None = None
    po_number: str = ""
    customer_reference: str = ""
    custom_fields: tuple[CustomField, ...] = ()

    def problems(self, limits: Limits) -> list[Problem]:
        """What no edition with these limits could accept, all of it."""
        return [
            *self._size_problems(limits),
            *self._line_problems(limits),
            *self._arithmetic_problems(),
            *self._currency_problems(),
            *self._field_problems(),
        ]

    @property
    def untaxed(self) -> Decimal:
        """Sum of the lines before tax, discounts taken off."""
        return sum((signed(line) for line in self.lines), ZERO)

    def _size_problems(self, limits: Limits) -> list[Problem]:
        found = []
        if len(self.number) > limits.document_number:
            values = {"number": self.number, "length": len(self.number), "limit": limits.document_number}
            found.append(Problem("number_too_long", values, "number"))
        for field, text in (("memo", self.memo), ("note", self.note)):
            longest = limits.other.get(field, limits.memo)
            if len(text) > longest:
                found.append(Problem(f"{field}_too_long", {"length": len(text), "limit": longest}, field))
        return found

    def _line_problems(self, limits: Limits) -> list[Problem]:
        if not any(not isinstance(line, DescriptionLine) for line in self.lines):
            return [Problem("no_lines", field="lines")]
        found = []
        if len(self.lines) > limits.lines:
            found.append(Problem("too_many_lines", {"count": len(self.lines), "limit": limits.lines}, "lines"))
        for position, line in enumerate(self.lines, 1):
            if len(line.description) > limits.line_description:
                values = {"line": position, "length": len(line.description), "limit": limits.line_description}
                found.append(Problem("line_description_too_long", values, "lines"))
            if self.tax.inclusive and isinstance(line, ItemLine | ShippingLine) and line.tax_inclusive_amount is None:
                found.append(Problem("line_without_inclusive_amount", {"line": position}, "lines"))
        return found

    def _arithmetic_problems(self) -> list[Problem]:
        """The document must add up by itself, or no system could answer its total."""
        tax, difference = self.tax.total, self.total - self.untaxed - self.tax.total
        if not difference:
            return []
        values = {"lines": self.untaxed, "tax": tax, "total": self.total, "difference": difference}
        return [Problem("does_not_add_up", values, "total")]

    def _currency_problems(self) -> list[Problem]:
        """A customer has one currency for ever, and its documents are in no other (spec qbo 7.1, qbd 6)."""
        found = []
        if self.customer_currency and self.customer_currency != self.currency:
            name = self.customer.name or self.customer.id
            values = {"name": name, "theirs": self.customer_currency, "ours": self.currency}
            found.append(Problem("customer_currency", values, "currency"))
        if self.exchange_rate is not None and self.exchange_rate <= 0:
            found.append(Problem("exchange_rate_not_positive", {"rate": self.exchange_rate}, "exchange_rate"))
        return found

    def _field_problems(self) -> list[Problem]:
        """Fields that only some kinds have, and what they need."""
        found = []
        linked = any(isinstance(line, ItemLine) and line.order_line for line in self.lines)
        if self.kind is not SalesKind.INVOICE and (self.order or linked):
            found.append(Problem("order_on_other_document", {"kind": self.kind.value}, "order"))
        if self.send_email and not self.email.strip():
            found.append(Problem("email_missing", field="send_email"))
        repeated = [one.id for one in self.custom_fields]
        twice = sorted({one for one in repeated if repeated.count(one) > 1})
        if twice:
            found.append(Problem("custom_field_repeated", {"fields": ", ".join(twice)}, "custom_fields"))
        return found
