"""Inventory at average cost, as QuickBooks Desktop keeps it.

An issue leaves at the average of that moment; what leaves when nothing is there is valued at the purchase cost.
A backdated receipt does not correct earlier issues here (what QuickBooks then recalculates is not simulated).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..books.ledger import Entry, Posting
from ..books.money import from_minor, half_up, to_minor
from .numbers import ZERO
from .rows import Row
from .work import Work


@dataclass(frozen=True)
class Level:
    """What is there of one item: quantity and value in minor units."""

    quantity: Decimal = ZERO
    value: int = 0

    @property
    def average(self) -> Decimal:
        return from_minor(self.value) / self.quantity if self.quantity > 0 and self.value > 0 else ZERO


def level(work: Work, item_id: str) -> Level:
    row = work.connection.execute(
        "SELECT on_hand, posted FROM stock_state WHERE realm = ? AND item = ?", (work.company.realm, item_id)
    ).fetchone()
    return Level(Decimal(row["on_hand"]), row["posted"]) if row else Level()


def receive(work: Work, entry: Entry, item: Row, quantity: Decimal, value: Decimal, other_account: str) -> None:
    """Goods in at a value, against `other_account`."""
    _move(work, entry, item, quantity, to_minor(value), other_account)


def issue(work: Work, entry: Entry, item: Row, quantity: Decimal) -> None:
    """Goods out at average cost, to cost of goods sold; a negative quantity comes back at it."""
    now = level(work, item.id)
    if quantity == now.quantity and now.quantity > 0:
        value = now.value  # the last one takes the last cent along
    else:
        unit = now.average or Decimal(item.body.get("PurchaseCost", "0"))
        value = to_minor(half_up(unit * quantity))
    _move(work, entry, item, -quantity, -value, item.body["COGSAccountRef"])


def take_back(work: Work, entry: Entry) -> None:
    """Undo the movements of a transaction."""
    key = (work.company.realm, entry.txn_type, entry.txn_id)
    rows = work.connection.execute(
        "SELECT * FROM stock WHERE realm = ? AND txn_type = ? AND txn_id = ?", key
    ).fetchall()
    for row in rows:
        now = level(work, row["item"])
        _save(work, row["item"], Level(now.quantity - Decimal(row["quantity"]), now.value - row["cost"]))
        work.ledger.post_stock(entry, row["number"], [])
    work.connection.execute("DELETE FROM stock WHERE realm = ? AND txn_type = ? AND txn_id = ?", key)


def merge(work: Work, old: str, new: str) -> None:
    """Two items become one: their goods and values add up."""
    both, gone = level(work, new), level(work, old)
    key = (work.company.realm, old)
    work.connection.execute("UPDATE stock SET item = ? WHERE realm = ? AND item = ?", (new, *key))
    work.connection.execute("DELETE FROM stock_state WHERE realm = ? AND item = ?", key)
    _save(work, new, Level(both.quantity + gone.quantity, both.value + gone.value))


def _move(work: Work, entry: Entry, item: Row, quantity: Decimal, value: int, other_account: str) -> None:
    number = work.rows.count_up("stock")
    asset = item.body["AssetAccountRef"]
    now = level(work, item.id)
    _save(work, item.id, Level(now.quantity + quantity, now.value + value))
    work.connection.execute(
        "INSERT INTO stock (realm, number, item, date, txn_type, txn_id, line, doc_number, quantity, value, cost,"
        " asset_account, other_account) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(work.company.realm, number, item.id, entry.date, entry.txn_type, entry.txn_id, number, entry.doc_number),
            *(str(quantity), value, value, asset, other_account),
        ),
    )
    home = work.company.home_currency
    lines = [
        Posting(asset, value, value, home, item=item.id),
        Posting(other_account, -value, -value, home, item=item.id),
    ]
    work.ledger.post_stock(entry, number, lines)


def _save(work: Work, item_id: str, now: Level) -> None:
    work.connection.execute(
        "INSERT OR REPLACE INTO stock_state VALUES (?, ?, 0, '', '', 0, '0', '0', ?, ?, ?)",
        (work.company.realm, item_id, str(from_minor(now.value)), now.value, str(now.quantity)),
    )
