"""How the tax that QuickBooks computed is divided over the tax items of an invoice. Pure arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal


def divided(total: Decimal, ours: Sequence[tuple[Decimal, Decimal]], told: Sequence[tuple[Decimal, Decimal]], step):
    """[amount] for each of `ours`, (percent, amount as Odoo has it), together exactly `total`. `told` are QuickBooks'
    own (percent, amount): rate by rate where both sides have the same rates, else in proportion to Odoo's amounts.
    `step` is the currency's smallest amount."""
    by_rate = _by_rate(total, [percent for percent, _amount in ours], told)
    return by_rate or in_proportion(total, [abs(amount) for _percent, amount in ours], step)


def _by_rate(total, percents, told):
    """QuickBooks' amount of each rate; None where the rates are not the same, or do not come to the total."""
    amounts = Counter()
    for percent, amount in told:
        amounts[percent.normalize()] += amount
    wanted = [percent.normalize() for percent in percents]
    same = len(set(wanted)) == len(wanted) and {one for one, amount in amounts.items() if amount} <= set(wanted)
    return [amounts[one] for one in wanted] if same and sum(amounts.values()) == total else None


def in_proportion(total: Decimal, weights: Sequence[Decimal], step: Decimal) -> list[Decimal]:
    """`total` by `weights` (alike where all are nothing) in steps of `step`; what is left over goes to the largest."""
    weights = weights if any(weights) else [Decimal(1)] * len(weights)
    whole = sum(weights)
    parts = [(total * weight / whole).quantize(step, rounding=ROUND_DOWN) for weight in weights]
    parts[weights.index(max(weights))] += total - sum(parts)
    return parts
