"""The arithmetic QuickBooks does, so that it gives our cents (spec qbo 5.0, code 6070)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

CENT = Decimal("0.01")
PRICE_PLACES = Decimal("0.0000001")
"""QuickBooks keeps seven decimals of a unit price (a recorded 92.5633333 times 3 is 277.69)."""


def product(quantity: Decimal, unit_price: Decimal) -> Decimal:
    """What QuickBooks computes: quantity times unit price, half up (away from zero) to cents."""
    with localcontext() as context:
        context.prec = 60
        return (quantity * unit_price).quantize(CENT, rounding=ROUND_HALF_UP)


def price(value: Decimal) -> Decimal:
    """A unit price as QuickBooks keeps it: half up to seven decimals."""
    with localcontext() as context:
        context.prec = 60
        return value.quantize(PRICE_PLACES, rounding=ROUND_HALF_UP)


def split(amount: Decimal, quantity: Decimal, unit_price: Decimal) -> tuple[Decimal, Decimal] | None:
    """The quantity and unit price that QuickBooks multiplies to exactly `amount`, or None when there is none.

    First the unit price itself; else (a discount per line, a price of many decimals) the price that the
    amount amounts to, so that QuickBooks keeps the quantity; it exists up to about a hundred thousand units.
    """
    if price(unit_price) == unit_price and product(quantity, unit_price) == amount:
        return quantity, unit_price
    if not quantity:
        return None
    with localcontext() as context:
        context.prec = 60
        effective = price(amount / quantity)
    return (quantity, effective) if product(quantity, effective) == amount else None
