"""A credit memo applied to the invoices that it credits: no money moves, both become less open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .problem import Problem
from .values import Limits, Ref


@dataclass(frozen=True)
class CreditedInvoice:
    """`amount` of the credit goes to `invoice`, in the currency of both, more than zero."""

    invoice: Ref
    amount: Decimal


@dataclass(frozen=True)
class CreditApplication:
    """All that one credit memo settles. Credit and invoices have one customer, one currency (ISO 4217) and one
    receivable account, `receivable`, where it is known. `date` is the day on which the last of them existed;
    `exchange_rate` is home units for one foreign unit, None in home currency. `note` is not read by the customer."""

    customer: Ref
    credit: Ref
    date: date
    currency: str
    invoices: tuple[CreditedInvoice, ...]
    marker: str = ""
    note: str = ""
    exchange_rate: Decimal | None = None
    receivable: Ref | None = None

    @property
    def total(self) -> Decimal:
        """How much of the credit is used."""
        return sum((one.amount for one in self.invoices), Decimal("0.00"))

    def problems(self, _limits: Limits) -> list[Problem]:
        """An application of nothing, or of a negative amount, can be said nowhere."""
        if self.invoices and all(one.amount > 0 for one in self.invoices):
            return []
        return [Problem("credit_amount_not_positive", field="invoices")]
