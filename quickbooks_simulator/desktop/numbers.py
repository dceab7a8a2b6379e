"""Numbers as qbXML writes them: amounts with two decimals, prices with two to five, quantities as short as possible."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
FIVE = Decimal("0.00001")
ZERO = Decimal(0)


def amount(value: Decimal) -> str:
    """Always two decimals (spec qbd 3.1)."""
    return str(value.quantize(CENT) + 0)


def price(value: Decimal) -> str:
    """Two to five decimals."""
    short = value.quantize(FIVE, rounding=ROUND_HALF_UP).normalize()
    return amount(short) if short == short.quantize(CENT) else f"{short:f}"


def quantity(value: Decimal) -> str:
    """No trailing zeros."""
    return f"{(value.normalize() + 0):f}"


def cents(value: Decimal, rounding: str = "half_up") -> Decimal:
    """An amount rounded to cents."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP if rounding == "half_up" else ROUND_HALF_EVEN)


def fits(value: Decimal, largest: str) -> bool:
    """Is it an amount that QuickBooks can hold? `largest` is the switch `largest_amount`."""
    return abs(value) <= Decimal(largest)


def normal(kind: str, text: str) -> str:
    """A value as it is stored: `kind` is that of a simple type of the grammar."""
    if kind == "bool":
        return "true" if text in ("true", "1") else "false"
    if kind == "amt":
        return amount(Decimal(text))
    if kind in ("price", "percent"):
        return price(Decimal(text))
    if kind == "quan":
        return quantity(Decimal(text))
    if kind == "date":
        return text[:10]
    if kind == "int":
        return str(int(text))
    return text
