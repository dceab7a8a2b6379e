"""Sample companies. Each is built once per process and then copied row by row, so a fresh realm takes
milliseconds.
"""

from __future__ import annotations

import sqlite3
import threading

from ... import clock
from ...books.store import COMPANY_TABLES, SCHEMA
from ..entities.session import Session, load_company
from .build import Builder
from .model import PROFILES

SEED_REALM = "seed"
PLAN = "Plus"
_seeds: dict[tuple[str, bool], dict[str, tuple[list[str], list[tuple]]]] = {}
_lock = threading.Lock()


def copy_into(connection: sqlite3.Connection, profile: str, multicurrency: bool, realm: str) -> None:
    """Write the rows of a profile's seed under `realm`; runs inside the caller's transaction."""
    for table, (columns, rows) in _seed(profile, multicurrency).items():
        marks = ", ".join("?" for _ in columns)
        names = ", ".join(columns)
        position = columns.index("realm")
        connection.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",
            [(*row[:position], realm, *row[position + 1 :]) for row in rows],
        )


def _seed(profile: str, multicurrency: bool) -> dict[str, tuple[list[str], list[tuple]]]:
    with _lock:
        key = (profile, multicurrency)
        if key not in _seeds:
            _seeds[key] = _build(profile, multicurrency)
        return _seeds[key]


def _build(profile_name: str, multicurrency: bool) -> dict[str, tuple[list[str], list[tuple]]]:
    profile = PROFILES[profile_name]
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.executescript(SCHEMA)
    connection.execute(
        "INSERT INTO company VALUES (?, ?, ?, ?, ?, ?, 0, ?, '{}')",
        (
            SEED_REALM,
            profile.name,
            profile.country,
            profile.currency,
            int(multicurrency),
            PLAN,
            clock.stamp(),
        ),
    )
    session = Session(connection, load_company(connection, SEED_REALM))
    Builder(session, profile).build()
    session.ledger.assert_balanced()
    dump = {table: _dump(connection, table) for table in COMPANY_TABLES}
    connection.close()
    return dump


def _dump(connection: sqlite3.Connection, table: str) -> tuple[list[str], list[tuple]]:
    """Column names and rows of one table."""
    cursor = connection.execute(f"SELECT * FROM {table}")
    columns = [entry[0] for entry in cursor.description]
    return columns, [tuple(row) for row in cursor.fetchall()]
