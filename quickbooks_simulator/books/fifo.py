"""First in, first out: the cost of one item's movements, one after the other.

Pure arithmetic on exact decimals; rounding to cents and storage are `inventory`'s.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from decimal import Decimal

from .money import ZERO


@dataclass
class Fifo:
    """The state after some movements. `estimate` values goods that are issued before they are there."""

    estimate: Decimal
    last_cost: Decimal  # of the latest issue, per unit
    layers: deque[list[Decimal]] = field(default_factory=deque)  # [quantity, unit cost], oldest first
    shorts: deque[list] = field(default_factory=deque)  # [movement number, quantity still to come]
    values: dict[int, Decimal] = field(default_factory=dict)  # movement number -> signed value

    def receive(self, number: int, quantity: Decimal, unit: Decimal) -> None:
        """Goods in at `unit` cost; issues that waited for them take that cost."""
        self.values[number] = unit * quantity
        while quantity and self.shorts:
            short = self.shorts[0]
            filled = min(short[1], quantity)
            self.values[short[0]] -= filled * (unit - self.estimate)
            short[1] -= filled
            quantity -= filled
            if not short[1]:
                self.shorts.popleft()
        if quantity:
            self.layers.append([quantity, unit])

    def issue(self, number: int, quantity: Decimal) -> None:
        """Goods out, oldest layers first; what is missing is valued at the estimate for now."""
        cost, missing = self._take(quantity)
        if missing:
            self.shorts.append([number, missing])
        self.values[number] = -(cost + missing * self.estimate)
        self.last_cost = (cost + missing * self.estimate) / quantity

    def _take(self, quantity: Decimal) -> tuple[Decimal, Decimal]:
        cost = ZERO
        while quantity and self.layers:
            layer = self.layers[0]
            taken = min(layer[0], quantity)
            cost += taken * layer[1]
            layer[0] -= taken
            quantity -= taken
            if not layer[0]:
                self.layers.popleft()
        return cost, quantity
