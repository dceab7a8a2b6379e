"""The desktop half's own tables beside the books': company files, message sets, applications, ordered faults."""

from __future__ import annotations

import sqlite3

from ..books.store import COMPANY_TABLES, Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS desktop_company (
    realm TEXT PRIMARY KEY, company_file TEXT NOT NULL, timezone TEXT NOT NULL,
    single_user INTEGER NOT NULL DEFAULT 0, dialog INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS desktop_application (
    realm TEXT NOT NULL, name TEXT NOT NULL, access INTEGER NOT NULL, unattended INTEGER NOT NULL,
    write INTEGER NOT NULL, personal_data INTEGER NOT NULL, PRIMARY KEY (realm, name)
);
CREATE TABLE IF NOT EXISTS desktop_message_set (
    realm TEXT NOT NULL, application TEXT NOT NULL, id TEXT NOT NULL, checksum TEXT NOT NULL,
    expected INTEGER NOT NULL, PRIMARY KEY (realm, application, id)
);
CREATE TABLE IF NOT EXISTS desktop_outcome (
    realm TEXT NOT NULL, application TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL,
    outcome TEXT NOT NULL, PRIMARY KEY (realm, application, id, position)
);
CREATE TABLE IF NOT EXISTS desktop_fault (
    number INTEGER PRIMARY KEY AUTOINCREMENT, realm TEXT NOT NULL, at TEXT NOT NULL, hresult TEXT NOT NULL,
    skip INTEGER NOT NULL, kill INTEGER NOT NULL
);
"""
_OWN_TABLES = ("desktop_company", "desktop_application")


def prepare(store: Store) -> None:
    """Create what is missing."""
    store.connection().executescript(SCHEMA)


def copy_company(connection: sqlite3.Connection, source: str, target: str) -> None:
    """All rows of one company file under another realm; message sets stay behind (spec qbd 3.5)."""
    for table in (*COMPANY_TABLES, *_OWN_TABLES):
        columns = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})") if row["name"] != "realm"]
        names = ", ".join(columns)
        connection.execute(
            f"INSERT INTO {table} (realm, {names}) SELECT ?, {names} FROM {table} WHERE realm = ? ORDER BY rowid"
            if table not in ("counter", "exchange_rate", "stock_state")
            else f"INSERT INTO {table} (realm, {names}) SELECT ?, {names} FROM {table} WHERE realm = ?",
            (target, source),
        )


def remove_company(connection: sqlite3.Connection, realm: str) -> None:
    """Every row of one company file, message sets included."""
    for table in (*COMPANY_TABLES, *_OWN_TABLES, "desktop_message_set", "desktop_outcome"):
        connection.execute(f"DELETE FROM {table} WHERE realm = ?", (realm,))
