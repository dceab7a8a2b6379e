"""How the tax that QuickBooks computed is divided over the tax items of an invoice. Pure arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal


def divided(total: Decimal, ours: Sequence[tuple[Decimal, Decimal]], told: Sequence[tuple[Decimal, Decimal]], step):
    """[amount] for each of `ours`, (percent, amount as Odoo has it), together exactly `total`. `told` are QuickBooks'
    own (percent, amount): a rate that both sides have takes QuickBooks' amount, the others share the rest in proportion
    to Odoo's amounts. `step` is the currency's smallest amount."""
    amounts = _by_rate(told)
    percents = [percent.normalize() for percent, _amount in ours]
    parts = [amounts.get(one) if percents.count(one) == 1 else None for one in percents]
    open_ones = [place for place, part in enumerate(parts) if part is None]
    rest = total - sum(part for part in parts if part is not None)
    if rest and not open_ones:
        return in_proportion(total, [abs(amount) for _percent, amount in ours], step)
    shares = in_proportion(rest, [abs(ours[place][1]) for place in open_ones], step) if open_ones else []
    for place, share in zip(open_ones, shares, strict=True):
        parts[place] = share
    return parts


def _by_rate(told):
    amounts = defaultdict(Decimal)
    for percent, amount in told:
        amounts[percent.normalize()] += amount
    return amounts


def in_proportion(total: Decimal, weights: Sequence[Decimal], step: Decimal) -> list[Decimal]:
    """`total` by `weights` (alike where all are nothing) in steps of `step`; what is left over goes to the largest."""
    weights = weights if any(weights) else [Decimal(1)] * len(weights)
    whole = sum(weights)
    parts = [(total * weight / whole).quantize(step, rounding=ROUND_DOWN) for weight in weights]
    parts[weights.index(max(weights))] += total - sum(parts)
    return parts
