"""Money, prices and quantities as qbXML writes them, and the arithmetic QuickBooks Desktop does (spec qbd
3.2, 5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

CENT = Decimal("0.01")
FINE = Decimal("0.00001")
"""Prices, quantities and percentages have at most five decimals."""
LARGEST_AMOUNT = Decimal(10) ** 13
LARGEST_NUMBER = Decimal(10) ** 10


def amount(value: Decimal) -> str:
    """AMTTYPE: exactly two decimals. Raises ValueError for what is not in cents or too large: an amount is never
    rounded here."""
    if not value.is_finite() or abs(value) >= LARGEST_AMOUNT or rounded(value, CENT) != value:
        raise ValueError(f"{value} is no amount QuickBooks Desktop can hold")
    return format(rounded(value, CENT) + 0, "f")


def number(value: Decimal) -> str:
    """PRICETYPE, QUANTYPE, PERCENTTYPE: at most five decimals, no exponent, no trailing zeros. Raises
    ValueError."""
    if not is_number(value):
        raise ValueError(f"{value} is no number QuickBooks Desktop can hold")
    text = format(rounded(value, FINE) + 0, "f").rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def is_number(value: Decimal) -> bool:
    return value.is_finite() and abs(value) < LARGEST_NUMBER and rounded(value, FINE) == value


def price(value: Decimal) -> Decimal:
    """A unit price in five decimals, half up."""
    return rounded(value, FINE)


def rounded(value: Decimal, unit: Decimal) -> Decimal:
    """Half up, away from zero."""
    with localcontext() as context:
        context.prec = 60
        return value.quantize(unit, rounding=ROUND_HALF_UP)


def exact_product(quantity: Decimal, unit_price: Decimal, line_amount: Decimal) -> bool:
    """Whether quantity times price is the amount without any rounding: how QuickBooks rounds then does not
    matter (spec qbd 5.2: rounding of Rate × Quantity is QuickBooks')."""
    with localcontext() as context:
        context.prec = 60
        return quantity * unit_price == line_amount


def tax_of(base: Decimal, percents: Iterable[Decimal]) -> Decimal:
    """What QuickBooks computes as sales tax on `base`: every rate of a group for itself, half up to cents
    (spec qbd 5.2; that a group is rounded rate by rate is unconfirmed)."""
    return sum((rounded(base * percent / 100, CENT) for percent in percents), Decimal("0.00"))


def shares(total: Decimal, percents: Sequence[Decimal]) -> list[Decimal]:
    """`total` divided over `percents` in cents; what rounding leaves goes to the largest rate."""
    whole = sum(percents)
    if not whole:
        return [total, *[Decimal("0.00")] * (len(percents) - 1)]
    parts = [rounded(total * percent / whole, CENT) for percent in percents]
    parts[max(range(len(parts)), key=lambda place: percents[place])] += total - sum(parts)
    return parts
