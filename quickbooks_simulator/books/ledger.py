"""The general ledger: every transaction posts lines that add up to zero, debit positive, credit negative.

`amount` is in the home currency, `foreign_amount` in the transaction's own; both are minor units. `control`
marks the lines of the subledgers ("AR", "AP"), from which the balances of customers and vendors are taken.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


class BooksError(AssertionError):
    """The books do not balance: always a bug of the simulator, never of its user."""


@dataclass(frozen=True)
class Posting:
    """One ledger line, without the transaction it belongs to."""

    account: str
    amount: int
    foreign_amount: int
    currency: str
    control: str = ""
    name: str | None = None
    item: str | None = None
    klass: str | None = None
    department: str | None = None
    memo: str | None = None


@dataclass(frozen=True)
class Entry:
    """The transaction a group of postings belongs to."""

    txn_type: str
    txn_id: str
    date: str
    doc_number: str | None = None


class Ledger:
    """The ledger of one realm, on one connection."""

    def __init__(self, connection: sqlite3.Connection, realm: str) -> None:
        self.connection = connection
        self.realm = realm
        self.touched: set[tuple[str, str]] = set()  # transactions posted to since this ledger was opened

    # ------------------------------------------------------------------------------------------------ writing

    def post(self, entry: Entry, postings: Iterable[Posting]) -> None:
        """Replace what the transaction has posted (inventory lines excepted) by `postings`."""
        self.remove(entry)
        lines = [p for p in postings if p.amount or p.foreign_amount]
        if sum(p.amount for p in lines):
            total = sum(p.amount for p in lines)
            raise BooksError(f"{entry.txn_type} {entry.txn_id} is out of balance by {total}: {lines}")
        self._insert(entry, lines, stock=None)

    def remove(self, entry: Entry) -> None:
        """Take the transaction's own lines out of the ledger; inventory lines are `books.inventory`'s."""
        self.touched.add((entry.txn_type, entry.txn_id))
        self.connection.execute(
            "DELETE FROM ledger WHERE realm = ? AND txn_type = ? AND txn_id = ? AND stock IS NULL",
            (self.realm, entry.txn_type, entry.txn_id),
        )

    def post_stock(self, entry: Entry, stock: int, postings: Iterable[Posting]) -> None:
        """Replace the two lines of one stock move."""
        self.touched.add((entry.txn_type, entry.txn_id))
        self.connection.execute("DELETE FROM ledger WHERE realm = ? AND stock = ?", (self.realm, stock))
        self._insert(entry, [p for p in postings if p.amount], stock)

    def _insert(self, entry: Entry, lines: list[Posting], stock: int | None) -> None:
        head = (self.realm, entry.txn_type, entry.txn_id)
        self.connection.executemany(
            "INSERT INTO ledger (realm, txn_type, txn_id, line, date, doc_number, account, amount,"
            " foreign_amount, currency, control, name, item, class, department, memo, stock)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(*head, number, entry.date, entry.doc_number, p.account, p.amount, p.foreign_amount),
                    *(p.currency, p.control, p.name, p.item, p.klass, p.department, p.memo, stock),
                )
                for number, p in enumerate(lines, 1)
            ],
        )

    # ------------------------------------------------------------------------------------------------ reading

    def assert_balanced(self) -> None:
        """Every transaction adds up to zero, in the whole realm."""
        rows = self.connection.execute(
            "SELECT txn_type, txn_id, sum(amount) AS rest FROM ledger WHERE realm = ?"
            " GROUP BY txn_type, txn_id HAVING rest != 0",
            (self.realm,),
        ).fetchall()
        if rows:
            raise BooksError("out of balance: " + ", ".join(f"{r[0]} {r[1]} by {r[2]}" for r in rows))

    def assert_touched_balanced(self) -> None:
        """The transactions of this write add up to zero, inventory lines included.

        Runs before every commit.
        """
        for txn_type, txn_id in sorted(self.touched):
            rest = self.connection.execute(
                "SELECT coalesce(sum(amount), 0) FROM ledger WHERE realm = ? AND txn_type = ? AND txn_id = ?",
                (self.realm, txn_type, txn_id),
            ).fetchone()[0]
            if rest:
                raise BooksError(f"{txn_type} {txn_id} is out of balance by {rest}")

    def accounts_of(self, txn_type: str, txn_id: str) -> set[str]:
        """The accounts a transaction has posted to."""
        rows = self.connection.execute(
            "SELECT account FROM ledger INDEXED BY ledger_txn WHERE realm = ? AND txn_type = ? AND txn_id = ?",
            (self.realm, txn_type, txn_id),
        )
        return {row[0] for row in rows}

    def account_balance(self, account: str) -> tuple[int, int]:
        """(home, foreign) balance of one account, debit positive, minor units."""
        return self._total("account", account)

    def name_balance(self, control: str, name: str) -> int:
        """The subledger balance of a customer ("AR") or vendor ("AP") in the name's own currency."""
        return self._total(control, name)[1]

    def _total(self, kind: str, key: str) -> tuple[int, int]:
        row = self.connection.execute(
            "SELECT amount, foreign_amount FROM total WHERE realm = ? AND kind = ? AND key = ?",
            (self.realm, kind, key),
        ).fetchone()
        return (row[0], row[1]) if row else (0, 0)

    def trial_balance(self, as_of: date | None = None) -> dict[str, int]:
        """account -> balance in home minor units, debit positive, of lines dated up to `as_of`.

        They sum to zero.
        """
        rows = self.connection.execute(
            "SELECT account, sum(amount) FROM ledger WHERE realm = ? AND date <= ? GROUP BY account",
            (self.realm, as_of.isoformat() if as_of else "9999-12-31"),
        ).fetchall()
        return {row[0]: row[1] for row in rows}

    def entries(self, account: str | None, start: str, end: str) -> list[sqlite3.Row]:
        """Ledger lines by date, of one account or of all."""
        return self.connection.execute(
            "SELECT * FROM ledger WHERE realm = ? AND date BETWEEN ? AND ? AND (? IS NULL OR account = ?)"
            " ORDER BY date, rowid",
            (self.realm, start, end, account, account),
        ).fetchall()
