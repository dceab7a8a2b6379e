"""Documents for customers: invoice, sales receipt, credit memo, estimate.

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
from .values import Address, Limits, Ref

ZERO = Decimal("0")


class SalesKind(Enum):
    INVOICE = "invoice"
    SALES_RECEIPT = "sales_receipt"
    CREDIT_MEMO = "credit_memo"
    ESTIMATE = "estimate"


@dataclass(frozen=True)
class ItemLine:
    """Goods or a service. `amount` is always before tax and is the truth; `unit_price` is before tax too.

    `quantity` and `unit_price` are sent only when QuickBooks' own arithmetic gives the same cents (spec qbo
    5.0). `tax_inclusive_amount` is the same amount with its tax, needed on every line when the document's tax
    is inclusive (QuickBooks holds both: a recorded Australian line reads Amount 62.73, UnitPrice 62.73,
    TaxInclusiveAmt 69).
    """

    item: Ref
    amount: Decimal
    quantity: Decimal
    unit_price: Decimal
    description: str = ""
    tax: Ref | None = None
    tax_inclusive_amount: Decimal | None = None
    service_date: date | None = None
    class_ref: Ref | None = None


@dataclass(frozen=True)
class ShippingLine:
    """What the customer pays for transport, before tax. One per document.

    With an `item` it is sent as an ordinary line of that item, without one as QuickBooks' own shipping line.
    """

    amount: Decimal
    tax: Ref | None = None
    description: str = ""
    item: Ref | None = None
    tax_inclusive_amount: Decimal | None = None


@dataclass(frozen=True)
class DiscountLine:
    """A discount on the whole document, before tax; `amount` is positive."""

    amount: Decimal
    tax: Ref | None = None
    description: str = ""
    account: Ref | None = None


@dataclass(frozen=True)
class DescriptionLine:
    """Text without money: sections and notes."""

    description: str


SalesLine = ItemLine | ShippingLine | DiscountLine | DescriptionLine


@dataclass(frozen=True)
class TaxRateAmount:
    """What one rate yields on this document. `percent` 8 means 8 %."""

    rate: Ref
    amount: Decimal
    base: Decimal
    percent: Decimal


@dataclass(frozen=True)
class Tax:
    """The tax of a document as Odoo computed it. `code` is the one code for the whole document (US).

    `inclusive` only says how QuickBooks shows prices: line amounts stay before tax and `total` is added to
    them.
    """

    total: Decimal = ZERO
    inclusive: bool = False
    code: Ref | None = None
    rates: tuple[TaxRateAmount, ...] = ()


@dataclass(frozen=True)
class SalesDocument:
    """One document. `total` includes tax and is what QuickBooks must answer, to the cent.

    `currency` is ISO 4217; `exchange_rate` is home units for one foreign unit, None in home currency. `date`
    is the document's own day (shipment, posting), never the day it is sent. `memo` is read by the customer,
    `note` is not. `payment_method`, `payment_reference` and `deposit_account` belong to a sales receipt,
    `expires` to an estimate.
    """

    kind: SalesKind
    customer: Ref
    date: date
    currency: str
    lines: tuple[SalesLine, ...]
    total: Decimal
    tax: Tax = Tax()
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

    def problems(self, limits: Limits) -> list[Problem]:
        """What no edition with these limits could accept, all of it."""
        return [
            *self._size_problems(limits),
            *self._line_problems(limits),
            *self._arithmetic_problems(),
        ]

    @property
    def untaxed(self) -> Decimal:
        """Sum of the lines before tax, discounts taken off."""
        return sum((_signed(line) for line in self.lines), ZERO)

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


def _signed(line: SalesLine) -> Decimal:
    if isinstance(line, DescriptionLine):
        return ZERO
    return -line.amount if isinstance(line, DiscountLine) else line.amount
