"""Inventory at FIFO cost, as QuickBooks Online keeps it.

Every movement of a tracked item is one row of `stock`. After each change the item's whole history is
replayed in date order (receipts of a day before issues of that day) and only the cost lines that changed
are posted anew, so a backdated receipt corrects the cost of later sales.

* An issue takes the oldest layers first. What exceeds the stock waits for the next receipt and takes its
  cost then; until that happens it is valued at the item's purchase cost.
* Rounding is carried along: what is posted is the change of the rounded stock value, so an item that is
  sold out leaves no cent behind on the asset account.
* A receipt has its own value, except a customer's return: it comes back at the unit cost of the latest
  earlier issue, or at the purchase cost when there is none (how QuickBooks values a return is unconfirmed).
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .ledger import Entry, Ledger, Posting
from .money import ZERO, from_minor, half_up, to_minor
from .store import count_up


@dataclass
class Move:
    """One movement: `quantity` positive in, negative out; `value` (minor units) of a receipt, None to be
    computed.

    `other_account` is the account opposite the inventory asset: cost of goods sold for sales and returns,
    opening balance equity or an adjustment account for quantities entered on the item.
    """

    line: int
    item: str
    quantity: Decimal
    value: int | None
    asset_account: str
    other_account: str


@dataclass
class _Short:
    number: int
    quantity: Decimal


class Inventory:
    """The stock of one realm; `purchase_cost` gives an item's PurchaseCost (a Decimal, home currency)."""

    def __init__(
        self,
        ledger: Ledger,
        home_currency: str,
        purchase_cost: Callable[[str], Decimal],
        *,
        return_at_last: bool,
    ) -> None:
        self.ledger = ledger
        self.home_currency = home_currency
        self.purchase_cost = purchase_cost
        self.return_at_last = return_at_last
        self.changed: set[tuple[str, str]] = set()  # transactions whose cost lines were posted anew

    @property
    def _connection(self) -> sqlite3.Connection:
        return self.ledger.connection

    def set_moves(self, entry: Entry, moves: list[Move]) -> set[str]:
        """Replace the movements of a transaction and revalue every item concerned; returns those items."""
        key = (self.ledger.realm, entry.txn_type, entry.txn_id)
        where = "realm = ? AND txn_type = ? AND txn_id = ?"
        old = self._connection.execute(f"SELECT number, item FROM stock WHERE {where}", key).fetchall()
        for row in old:
            self.ledger.post_stock(entry, row["number"], [])
        self._connection.execute(f"DELETE FROM stock WHERE {where}", key)
        self._connection.executemany(
            "INSERT INTO stock (realm, txn_type, txn_id, item, date, line, doc_number, quantity, value,"
            " asset_account, other_account, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(*key, m.item, entry.date, m.line, entry.doc_number, str(m.quantity), m.value),
                    *(m.asset_account, m.other_account, count_up(self._connection, key[0], "stock")),
                )
                for m in moves
            ],
        )
        items = {row["item"] for row in old} | {m.item for m in moves}
        for item in items:
            self.revalue(item)
        return items

    def on_hand(self, item: str) -> Decimal:
        """The quantity on hand, all movements counted whatever their date."""
        rows = self._connection.execute(
            "SELECT quantity FROM stock WHERE realm = ? AND item = ?", (self.ledger.realm, item)
        )
        return sum((Decimal(row[0]) for row in rows), ZERO)

    def revalue(self, item: str) -> None:
        """Replay the item's history and post what changed."""
        rows = self._connection.execute(
            "SELECT * FROM stock WHERE realm = ? AND item = ?", (self.ledger.realm, item)
        ).fetchall()
        rows.sort(key=lambda r: (r["date"], Decimal(r["quantity"]) < 0, r["number"]))
        values = self._replay(item, rows)
        exact, posted = ZERO, 0
        for row in rows:
            exact += values[row["number"]]
            total = to_minor(half_up(exact))
            self._post(row, total - posted)
            posted = total

    def _replay(self, item: str, rows: list[sqlite3.Row]) -> dict[int, Decimal]:
        """stock number -> signed value of the movement (not rounded), receipts positive."""
        estimate = self.purchase_cost(item)
        layers: deque[list[Decimal]] = deque()  # [quantity, unit cost]
        shorts: deque[_Short] = deque()
        values: dict[int, Decimal] = {}
        last_cost = estimate
        for row in rows:
            quantity = Decimal(row["quantity"])
            if quantity > 0:
                unit = self._receipt_cost(row, quantity, last_cost if self.return_at_last else estimate)
                values[row["number"]] = unit * quantity
                left = _fill_shorts(shorts, values, quantity, unit, estimate)
                if left:
                    layers.append([left, unit])
            else:
                cost, missing = _take(layers, -quantity)
                if missing:
                    shorts.append(_Short(row["number"], missing))
                values[row["number"]] = -(cost + missing * estimate)
                last_cost = -values[row["number"]] / -quantity if quantity else last_cost
        return values

    @staticmethod
    def _receipt_cost(row: sqlite3.Row, quantity: Decimal, fallback: Decimal) -> Decimal:
        return fallback if row["value"] is None else from_minor(row["value"]) / quantity

    def _post(self, row: sqlite3.Row, minor: int) -> None:
        """Post the two lines of a movement: asset up or down, the other account against it."""
        if row["cost"] == minor and self._is_posted(row["number"], minor):
            return
        entry = Entry(row["txn_type"], row["txn_id"], row["date"], row["doc_number"])
        home = self.home_currency
        asset = Posting(row["asset_account"], minor, minor, home, item=row["item"])
        other = Posting(row["other_account"], -minor, -minor, home, item=row["item"])
        self.ledger.post_stock(entry, row["number"], [asset, other])
        self._connection.execute(
            "UPDATE stock SET cost = ? WHERE realm = ? AND number = ?", (minor, row["realm"], row["number"])
        )
        self.changed.add((row["txn_type"], row["txn_id"]))

    def _is_posted(self, number: int, minor: int) -> bool:
        if minor == 0:
            return True
        found = self._connection.execute(
            "SELECT 1 FROM ledger WHERE realm = ? AND stock = ? LIMIT 1", (self.ledger.realm, number)
        ).fetchone()
        return found is not None


def _take(layers: deque[list[Decimal]], quantity: Decimal) -> tuple[Decimal, Decimal]:
    """Take `quantity` from the oldest layers: (their cost, what was missing)."""
    cost = ZERO
    while quantity and layers:
        layer = layers[0]
        taken = min(layer[0], quantity)
        cost += taken * layer[1]
        layer[0] -= taken
        quantity -= taken
        if not layer[0]:
            layers.popleft()
    return cost, quantity


def _fill_shorts(
    shorts: deque[_Short], values: dict[int, Decimal], quantity: Decimal, unit: Decimal, estimate: Decimal
) -> Decimal:
    """Give a receipt to the issues that waited for it; returns what is left of the receipt."""
    while quantity and shorts:
        short = shorts[0]
        filled = min(short.quantity, quantity)
        values[short.number] -= filled * (unit - estimate)
        short.quantity -= filled
        quantity -= filled
        if not short.quantity:
            shorts.popleft()
    return quantity
