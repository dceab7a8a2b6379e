"""What documents for customers hold beside lines: tax, the order they come from, fields of the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .sales_lines import ZERO
from .values import Ref


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
    them. `there`: QuickBooks computes it, so no amount is told; `total` is what it came to where that is known already,
    else nothing.
    """

    total: Decimal = ZERO
    inclusive: bool = False
    code: Ref | None = None
    rates: tuple[TaxRateAmount, ...] = ()
    there: bool = False


NO_TAX = Tax()


@dataclass(frozen=True)
class OrderRef:
    """The order in QuickBooks that a document fulfils. `type` is Intuit's entity name: Estimate or SalesOrder."""

    type: str
    id: str


@dataclass(frozen=True)
class CustomField:
    """A text in a field that the user defined for sales forms. `id` is QuickBooks' DefinitionId, `name` what the user
    called it (spec qbo 5.0). Online only: Desktop keeps custom fields apart from the document."""

    id: str
    value: str
    name: str = ""
