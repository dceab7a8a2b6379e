"""Exact amounts from Odoo's floats."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from ...documents import money

HUNDRED = Decimal(100)


def exact(value: float) -> Decimal:
    """The decimal number a person typed: the shortest that gives this float."""
    return Decimal(repr(value)).normalize() + 0


def amount(value: float, currency) -> Decimal:
    """`value` as Odoo shows it in `currency`: 2 decimals for dollars, 0 for yen."""
    return money(value, currency.decimal_places)


def net_price(line, line_amount: Decimal, *, full: bool = False) -> Decimal:
    """The price of one unit after the line's discount (`full`: before it) and before tax.

    The typed price where it gives Odoo's amount; else (price including tax, several roundings) the amount
    divided by the quantity.
    """
    quantity = exact(line.quantity)
    left = HUNDRED if full else HUNDRED - exact(line.discount)
    typed = exact(line.price_unit) * left / HUNDRED
    step = Decimal(1).scaleb(-line.currency_id.decimal_places)
    if not quantity or (typed * quantity).quantize(step, rounding=ROUND_HALF_UP) == line_amount:
        return typed
    return line_amount / quantity
