"""The lines of documents for customers.

Money is Decimal in the document's currency, already rounded by Odoo; unit prices carry as many decimals as needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .values import Ref

ZERO = Decimal("0")


@dataclass(frozen=True)
class OrderLine:
    """One line of an order in QuickBooks: the order's id there and the line's."""

    order_id: str
    line_id: str


@dataclass(frozen=True)
class ItemLine:
    """Goods or a service. `amount` is always before tax and is the truth; `unit_price` is before tax too.

    `quantity` and `unit_price` are sent only when QuickBooks' own arithmetic gives the same cents (spec qbo
    5.0). `tax_inclusive_amount` is the same amount with its tax, needed on every line when the document's tax
    is inclusive (QuickBooks holds both: a recorded Australian line reads Amount 62.73, UnitPrice 62.73,
    TaxInclusiveAmt 69).

    What takes money off without being a discount on the whole (a down payment that is deducted, a rounding to the
    smallest coin) is an item line with a negative amount. `line_id` is the line of this very document there: an
    update keeps that line and changes it, instead of replacing it. `order_line` is the line of an order there that
    this line fulfils.
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
    line_id: str = ""
    order_line: OrderLine | None = None


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
    line_id: str = ""


@dataclass(frozen=True)
class DiscountLine:
    """A discount on the whole document, before tax; `amount` is positive."""

    amount: Decimal
    tax: Ref | None = None
    description: str = ""
    account: Ref | None = None
    line_id: str = ""


@dataclass(frozen=True)
class DescriptionLine:
    """Text without money: sections and notes."""

    description: str
    line_id: str = ""


SalesLine = ItemLine | ShippingLine | DiscountLine | DescriptionLine


def signed(line: SalesLine) -> Decimal:
    """What the line adds to the sum before tax."""
    if isinstance(line, DescriptionLine):
        return ZERO
    return -line.amount if isinstance(line, DiscountLine) else line.amount
