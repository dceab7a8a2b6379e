"""Rows of the books' table `object`, as this half reads and writes them: EditSequence instead of SyncToken."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field, replace
from datetime import datetime

from .. import clock
from ..books.store import count_up
from .kinds import GROUP_OF

_CHUNK = 400


@dataclass
class Row:
    """A list entry or a transaction."""

    type: str
    id: str
    sequence: int  # EditSequence
    active: bool
    deleted: bool
    created_at: str
    updated_at: str
    body: dict
    extra: dict = field(default_factory=dict)


class Rows:
    """The objects of one company file, on one connection, at one moment."""

    def __init__(self, connection: sqlite3.Connection, realm: str, now: datetime) -> None:
        self.connection = connection
        self.realm = realm
        self.now = now
        self.stamp = clock.stamp(now)

    # ------------------------------------------------------------------------------------------------ reading

    def find(self, type_: str, object_id: str) -> Row | None:
        """A live row."""
        found = self.select((type_,), "id = ?", object_id)
        return found[0] if found else None

    def any_of(self, types: tuple[str, ...], object_id: str) -> Row | None:
        """A live row of one of several types."""
        found = self.select(types, "id = ?", object_id)
        return found[0] if found else None

    def select(self, types: tuple[str, ...], where: str = "1", *values: object, deleted: bool = False) -> list[Row]:
        """Rows of some types in the order of their creation."""
        marks = ", ".join("?" * len(types))
        rows = self.connection.execute(
            f"SELECT * FROM object WHERE realm = ? AND type IN ({marks}) AND deleted = ? AND ({where}) ORDER BY rowid",
            (self.realm, *types, int(deleted), *values),
        )
        return [_row(row) for row in rows]

    def select_in(self, types: tuple[str, ...], column: str, values: list[str]) -> list[Row]:
        """Live rows whose column is one of many values."""
        found: list[Row] = []
        for start in range(0, len(values), _CHUNK):
            part = values[start : start + _CHUNK]
            found += self.select(types, f"{column} IN ({', '.join('?' * len(part))})", *part)
        return found

    def count(self, type_: str) -> int:
        return self.connection.execute(
            "SELECT count(*) FROM object WHERE realm = ? AND type = ? AND deleted = 0", (self.realm, type_)
        ).fetchone()[0]

    # ------------------------------------------------------------------------------------------------ writing

    def new_list_id(self, type_: str) -> str:
        """A hex counter with the high bit set, a dash, the Unix time (spec qbd 3.1); each list counts for itself."""
        number = self.count_up("list:" + GROUP_OF[type_])
        return f"{0x80000000 + number:X}-{int(self.now.timestamp())}"

    def new_txn_id(self) -> str:
        """Transactions and their lines draw on one counter (spec qbd 3.1)."""
        return f"{self.count_up('txn'):X}-{int(self.now.timestamp())}"

    def count_up(self, name: str) -> int:
        return count_up(self.connection, self.realm, name)

    def insert(
        self,
        type_: str,
        object_id: str,
        body: dict,
        *,
        name_key: str | None = None,
        number: str | None = None,
        customer: str | None = None,
        extra: dict | None = None,
    ) -> Row:
        sequence = int(self.now.timestamp())
        active = body.get("IsActive", "true") != "false"
        row = Row(type_, object_id, sequence, active, False, self.stamp, self.stamp, body, extra or {})
        self.connection.execute(
            "INSERT INTO object (realm, type, id, sync_token, active, deleted, created_at, updated_at, name_key,"
            " doc_number, customer, body, extra) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.realm, type_, object_id, sequence, int(active), self.stamp, self.stamp, name_key, number),
                *(customer, _text(body), _text(row.extra)),
            ),
        )
        return row

    def update(
        self,
        row: Row,
        body: dict,
        *,
        name_key: str | None = None,
        number: str | None = None,
        customer: str | None = None,
        extra: dict | None = None,
    ) -> Row:
        """Store a changed object; two changes within a second still differ in EditSequence (spec qbd checklist)."""
        sequence = max(int(self.now.timestamp()), row.sequence + 1)
        active = body.get("IsActive", "true") != "false"
        kept = row.extra if extra is None else extra
        self.connection.execute(
            "UPDATE object SET sync_token = ?, active = ?, updated_at = ?, name_key = coalesce(?, name_key),"
            " doc_number = ?, customer = ?, body = ?, extra = ? WHERE realm = ? AND type = ? AND id = ?",
            (
                *(sequence, int(active), self.stamp, name_key, number, customer, _text(body), _text(kept)),
                *(self.realm, row.type, row.id),
            ),
        )
        return Row(row.type, row.id, sequence, active, False, row.created_at, self.stamp, body, kept)

    def keep(self, row: Row, *, name_key: str | None = None) -> None:
        """Store body and extra without a change that QuickBooks would show."""
        self.connection.execute(
            "UPDATE object SET body = ?, extra = ?, name_key = coalesce(?, name_key)"
            " WHERE realm = ? AND type = ? AND id = ?",
            (_text(row.body), _text(row.extra), name_key, self.realm, row.type, row.id),
        )

    def touch(self, row: Row, *, sequence: bool, time: bool) -> Row:
        """Move EditSequence, TimeModified, both or neither of a stored object."""
        number = max(int(self.now.timestamp()), row.sequence + 1) if sequence else row.sequence
        stamp = self.stamp if time else row.updated_at
        self.connection.execute(
            "UPDATE object SET sync_token = ?, updated_at = ? WHERE realm = ? AND type = ? AND id = ?",
            (number, stamp, self.realm, row.type, row.id),
        )
        return replace(row, sequence=number, updated_at=stamp)

    def bury(self, row: Row) -> None:
        """Delete: the row stays for the deleted queries (spec qbd 5.4)."""
        self.connection.execute(
            "UPDATE object SET deleted = 1, active = 0, name_key = NULL, customer = NULL, updated_at = ?"
            " WHERE realm = ? AND type = ? AND id = ?",
            (self.stamp, self.realm, row.type, row.id),
        )


def _row(row: sqlite3.Row) -> Row:
    return Row(
        *(row["type"], row["id"], row["sync_token"], bool(row["active"]), bool(row["deleted"])),
        *(row["created_at"], row["updated_at"], json.loads(row["body"]), json.loads(row["extra"])),
    )


def _text(body: dict) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
