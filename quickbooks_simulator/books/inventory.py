"""Inventory at FIFO cost, as QuickBooks Online keeps it.

Every movement of a tracked item is one row of `stock`. After each change the item's history is replayed in
date order (receipts of a day before issues of that day) and only the cost lines that changed are posted
anew, so a backdated receipt corrects the cost of later sales. A movement at the end of the history is the
common case and continues from the state that the last replay left (table `stock_state`).

* An issue takes the oldest layers first. What exceeds the stock waits for the next receipt and takes its
  cost then; until that happens it is valued at the item's purchase cost.
* Rounding is carried along: what is posted is the change of the rounded stock value, so an item that is
  sold out leaves no cent behind on the asset account.
* A receipt has its own value, except a customer's return: it comes back at the unit cost of the latest
  earlier issue, or at the purchase cost when there is none (how QuickBooks values a return is unconfirmed).
"""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .fifo import Fifo
from .ledger import Entry, Ledger, Posting
from .money import ZERO, from_minor, half_up, to_minor
from .store import count_up


@dataclass
class Move:
    """One movement: `quantity` positive in, negative out.

    `value` (minor units) is that of a receipt, None when it is to be computed. `other_account` is the account
    opposite the inventory asset: cost of goods sold for sales and returns, opening balance equity or an
    adjustment account for quantities entered on the item.
    """

    line: int
    item: str
    quantity: Decimal
    value: int | None
    asset_account: str
    other_account: str


@dataclass
class _State:
    """Where a replay stands: the FIFO layers, the exact and the posted stock value, the last row's sort key."""

    fifo: Fifo
    exact: Decimal = ZERO
    posted: int = 0
    last: tuple = ()


def _key(row: sqlite3.Row) -> tuple:
    return (row["date"], Decimal(row["quantity"]) < 0, row["number"])


class Inventory:
    """The stock of one realm; `purchase_cost` gives an item's PurchaseCost (a Decimal, home currency)."""

    def __init__(
        self, ledger: Ledger, home_currency: str, purchase_cost: Callable[[str], Decimal], *, return_at_last: bool
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
        removed, added = {row["item"] for row in old}, {m.item for m in moves}
        for item in removed | added:
            if item in removed or not self._append(item):
                self.revalue(item)
        return removed | added

    def on_hand(self, item: str) -> Decimal:
        """The quantity on hand, all movements counted whatever their date."""
        row = self._connection.execute(
            "SELECT on_hand FROM stock_state WHERE realm = ? AND item = ?", (self.ledger.realm, item)
        ).fetchone()
        return Decimal(row[0]) if row else ZERO

    def revalue(self, item: str) -> None:
        """Replay the item's whole history and post what changed."""
        estimate = self.purchase_cost(item)
        state = _State(Fifo(estimate, estimate))
        rows = self._rows(item, 0)
        for row in rows:
            self._apply(state.fifo, row)
        for row in rows:
            self._settle(state, row)
        self._save(item, state, sum((Decimal(row["quantity"]) for row in rows), ZERO))

    def _rows(self, item: str, after: int) -> list[sqlite3.Row]:
        rows = self._connection.execute(
            "SELECT * FROM stock WHERE realm = ? AND item = ? AND number > ?", (self.ledger.realm, item, after)
        ).fetchall()
        return sorted(rows, key=_key)

    def _append(self, item: str) -> bool:
        """Continue from the saved state.

        False when the new rows do not all come last, or goods arrive that earlier issues wait for.
        """
        saved = self._connection.execute(
            "SELECT * FROM stock_state WHERE realm = ? AND item = ?", (self.ledger.realm, item)
        ).fetchone()
        estimate = self.purchase_cost(item)
        if saved is None or Decimal(saved["estimate"]) != estimate:
            return False
        last = tuple(json.loads(saved["last"]))
        rows = self._rows(item, saved["number"])
        filled = saved["waiting"] and any(Decimal(row["quantity"]) > 0 for row in rows)
        if filled or any(_key(row) < last for row in rows):
            return False
        layers = deque([Decimal(quantity), Decimal(unit)] for quantity, unit in json.loads(saved["layers"]))
        fifo = Fifo(estimate, Decimal(saved["last_cost"]), layers)
        state = _State(fifo, Decimal(saved["exact"]), saved["posted"], last)
        for row in rows:
            self._apply(fifo, row)
        for row in rows:
            self._settle(state, row)
        on_hand = Decimal(saved["on_hand"]) + sum((Decimal(row["quantity"]) for row in rows), ZERO)
        self._save(item, state, on_hand, waiting=saved["waiting"])
        return True

    def _apply(self, fifo: Fifo, row: sqlite3.Row) -> None:
        quantity = Decimal(row["quantity"])
        if quantity < 0:
            fifo.issue(row["number"], -quantity)
        elif row["value"] is not None:
            fifo.receive(row["number"], quantity, from_minor(row["value"]) / quantity)
        else:
            fifo.receive(row["number"], quantity, fifo.last_cost if self.return_at_last else fifo.estimate)

    def _settle(self, state: _State, row: sqlite3.Row) -> None:
        """Post the change of the rounded stock value that this movement makes."""
        state.exact += state.fifo.values[row["number"]]
        total = to_minor(half_up(state.exact))
        self._post(row, total - state.posted)
        state.posted = total
        state.last = _key(row)

    def _save(self, item: str, state: _State, on_hand: Decimal, *, waiting: int = 0) -> None:
        highest = self._connection.execute(
            "SELECT coalesce(max(number), 0) FROM stock WHERE realm = ? AND item = ?", (self.ledger.realm, item)
        ).fetchone()[0]
        layers = [[str(quantity), str(unit)] for quantity, unit in state.fifo.layers]
        self._connection.execute(
            "INSERT OR REPLACE INTO stock_state VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.ledger.realm, item, highest, json.dumps(state.last), json.dumps(layers)),
                *(waiting + len(state.fifo.shorts), str(state.fifo.last_cost), str(state.fifo.estimate)),
                *(str(state.exact), state.posted, str(on_hand)),
            ),
        )

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
