"""Money: exact decimals outside, integer minor units (hundredths) in the ledger, never a float in between.

QuickBooks Online keeps two decimals in every currency; so do these books.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
CENT = Decimal("0.01")
HUNDRED = Decimal(100)


def dec(value: object) -> Decimal:
    """A JSON number as an exact decimal.

    A float counts as the shortest text that denotes it (1861.08, not ...999).
    """
    if isinstance(value, Decimal):
        return value
    if value is None:
        return ZERO
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def half_up(value: Decimal, places: Decimal = CENT) -> Decimal:
    """Commercial rounding, away from zero at the half (spec qbo 5.0, the Amount check)."""
    return value.quantize(places, rounding=ROUND_HALF_UP)


def to_minor(value: Decimal) -> int:
    """An amount with at most two decimals as hundredths; more decimals are a bug of the caller."""
    scaled = dec(value) * HUNDRED
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{value} has more than two decimals")
    return int(scaled)


def from_minor(minor: int | None) -> Decimal:
    """Hundredths as an amount with two decimals."""
    return (Decimal(minor or 0) / HUNDRED).quantize(CENT)


def number(value: Decimal | int | float) -> int | float:
    """A decimal as the JSON number that shows it: 100, 4.5, 325.75 (exact up to 15 digits)."""
    exact = dec(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def prorate(total: int, weights: Sequence[Decimal | int]) -> list[int]:
    """Split `total` (minor units) over `weights`, exactly: the largest remainders take what is left over."""
    whole = sum(weights, ZERO)
    if not weights:
        return []
    if whole == 0:
        return [total] + [0] * (len(weights) - 1)
    exact = [Decimal(total) * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    left = total - sum(shares)
    step = 1 if left > 0 else -1
    order = sorted(range(len(weights)), key=lambda i: abs(exact[i] - shares[i]), reverse=True)
    for position in order[: abs(left)]:
        shares[position] += step
    return shares
