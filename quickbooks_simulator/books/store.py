"""One SQLite file for all companies.

WAL with synchronous NORMAL: after kill -9 the file holds every committed write and nothing of the others.
SQLite has one writer per file; writers of this process queue on a lock instead of polling the file, readers
never wait. Each thread has its own connection.

`total` holds the running balance of every account and of every name's subledger; triggers on `ledger` keep
it, so no posting can forget it.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SCHEMA = """
CREATE TABLE IF NOT EXISTS company (
    realm TEXT PRIMARY KEY, profile TEXT NOT NULL, country TEXT NOT NULL, home_currency TEXT NOT NULL,
    multicurrency INTEGER NOT NULL, plan TEXT NOT NULL, suspended INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL, switches TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE IF NOT EXISTS object (
    realm TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, sync_token INTEGER NOT NULL,
    active INTEGER NOT NULL, deleted INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    name_key TEXT, doc_number TEXT, customer TEXT, body TEXT NOT NULL, extra TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (realm, type, id)
);
CREATE INDEX IF NOT EXISTS object_name ON object (realm, type, name_key);
CREATE INDEX IF NOT EXISTS object_number ON object (realm, type, doc_number);
CREATE INDEX IF NOT EXISTS object_number_without_case ON object (realm, type, doc_number COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS object_customer ON object (realm, type, customer);
CREATE INDEX IF NOT EXISTS object_changed ON object (realm, type, updated_at);
CREATE INDEX IF NOT EXISTS object_order ON object (realm, type, CAST(id AS INTEGER), deleted, active);
CREATE INDEX IF NOT EXISTS object_display_name ON object
    (realm, type, json_extract(body, '$.DisplayName') COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS object_list_name ON object (realm, type, json_extract(body, '$.Name') COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS object_leaf ON object
    (realm, substr(name_key, length(rtrim(name_key, replace(name_key, ':', ''))) + 1)) WHERE type = 'Item';
CREATE INDEX IF NOT EXISTS object_parent ON object (realm, type, json_extract(body, '$.ParentRef.value'));
CREATE INDEX IF NOT EXISTS object_desktop_parent ON object (realm, type, json_extract(body, '$.ParentRef'));
CREATE TABLE IF NOT EXISTS counter (
    realm TEXT NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (realm, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ledger (
    realm TEXT NOT NULL, txn_type TEXT NOT NULL, txn_id TEXT NOT NULL, line INTEGER NOT NULL,
    date TEXT NOT NULL, doc_number TEXT, account TEXT NOT NULL, amount INTEGER NOT NULL,
    foreign_amount INTEGER NOT NULL, currency TEXT NOT NULL, control TEXT NOT NULL DEFAULT '',
    name TEXT, item TEXT, class TEXT, department TEXT, memo TEXT, stock INTEGER
);
CREATE INDEX IF NOT EXISTS ledger_txn ON ledger (realm, txn_type, txn_id);
CREATE INDEX IF NOT EXISTS ledger_account ON ledger (realm, account, date);
CREATE INDEX IF NOT EXISTS ledger_stock ON ledger (realm, stock) WHERE stock IS NOT NULL;
CREATE INDEX IF NOT EXISTS ledger_name ON ledger (realm, control, name);
CREATE TABLE IF NOT EXISTS total (
    realm TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, amount INTEGER NOT NULL,
    foreign_amount INTEGER NOT NULL, PRIMARY KEY (realm, kind, key)
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS ledger_added AFTER INSERT ON ledger BEGIN
    INSERT INTO total VALUES (NEW.realm, 'account', NEW.account, NEW.amount, NEW.foreign_amount)
        ON CONFLICT DO UPDATE SET amount = amount + NEW.amount,
            foreign_amount = foreign_amount + NEW.foreign_amount;
    INSERT INTO total SELECT NEW.realm, NEW.control, NEW.name, NEW.amount, NEW.foreign_amount
        WHERE NEW.control != ''
        ON CONFLICT DO UPDATE SET amount = amount + NEW.amount,
            foreign_amount = foreign_amount + NEW.foreign_amount;
END;
CREATE TRIGGER IF NOT EXISTS ledger_removed AFTER DELETE ON ledger BEGIN
    UPDATE total SET amount = amount - OLD.amount, foreign_amount = foreign_amount - OLD.foreign_amount
        WHERE realm = OLD.realm AND (kind, key) IN (('account', OLD.account), (OLD.control, OLD.name));
END;
CREATE TRIGGER IF NOT EXISTS ledger_moved AFTER UPDATE OF account, name ON ledger BEGIN
    UPDATE total SET amount = amount - OLD.amount, foreign_amount = foreign_amount - OLD.foreign_amount
        WHERE realm = OLD.realm AND (kind, key) IN (('account', OLD.account), (OLD.control, OLD.name));
    INSERT INTO total VALUES (NEW.realm, 'account', NEW.account, NEW.amount, NEW.foreign_amount)
        ON CONFLICT DO UPDATE SET amount = amount + NEW.amount,
            foreign_amount = foreign_amount + NEW.foreign_amount;
    INSERT INTO total SELECT NEW.realm, NEW.control, NEW.name, NEW.amount, NEW.foreign_amount
        WHERE NEW.control != ''
        ON CONFLICT DO UPDATE SET amount = amount + NEW.amount,
            foreign_amount = foreign_amount + NEW.foreign_amount;
END;
CREATE TABLE IF NOT EXISTS application (
    realm TEXT NOT NULL, source_type TEXT NOT NULL, source_id TEXT NOT NULL, line INTEGER NOT NULL,
    target_type TEXT NOT NULL, target_id TEXT NOT NULL, amount INTEGER NOT NULL, home_amount INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS application_source ON application (realm, source_type, source_id);
CREATE INDEX IF NOT EXISTS application_target ON application (realm, target_type, target_id);
CREATE TABLE IF NOT EXISTS stock (
    realm TEXT NOT NULL, number INTEGER NOT NULL, item TEXT NOT NULL, date TEXT NOT NULL,
    txn_type TEXT NOT NULL, txn_id TEXT NOT NULL, line INTEGER NOT NULL, doc_number TEXT,
    quantity TEXT NOT NULL, value INTEGER, cost INTEGER NOT NULL DEFAULT 0,
    asset_account TEXT NOT NULL, other_account TEXT NOT NULL, PRIMARY KEY (realm, number)
);
CREATE TABLE IF NOT EXISTS stock_state (
    realm TEXT NOT NULL, item TEXT NOT NULL, number INTEGER NOT NULL, last TEXT NOT NULL, layers TEXT NOT NULL,
    waiting INTEGER NOT NULL, last_cost TEXT NOT NULL, estimate TEXT NOT NULL, exact TEXT NOT NULL,
    posted INTEGER NOT NULL, on_hand TEXT NOT NULL, PRIMARY KEY (realm, item)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS stock_item ON stock (realm, item);
CREATE INDEX IF NOT EXISTS stock_txn ON stock (realm, txn_type, txn_id);
CREATE TABLE IF NOT EXISTS exchange_rate (
    realm TEXT NOT NULL, currency TEXT NOT NULL, date TEXT NOT NULL, rate TEXT NOT NULL,
    PRIMARY KEY (realm, currency, date)
) WITHOUT ROWID;
"""

# The tables that make up a company, copied row by row when a seed becomes a realm; `total` follows by trigger.
COMPANY_TABLES = (
    "company",
    "object",
    "counter",
    "ledger",
    "application",
    "stock",
    "stock_state",
    "exchange_rate",
)


def count_up(connection: sqlite3.Connection, realm: str, name: str, start: int = 0) -> int:
    """The next value of a per-realm counter; the first is `start` + 1."""
    return connection.execute(
        "INSERT INTO counter (realm, name, value) VALUES (?, ?, ?)"
        " ON CONFLICT (realm, name) DO UPDATE SET value = value + 1 RETURNING value",
        (realm, name, start + 1),
    ).fetchone()[0]


class Store:
    """Connections, transactions and the schema of one file; a temporary file when `path` is None."""

    def __init__(self, path: str | None = None) -> None:
        self._temporary = path is None
        if path is None:
            handle, path = tempfile.mkstemp(prefix="quickbooks-simulator-", suffix=".sqlite")
            os.close(handle)
        self.path = path
        self._writing = threading.RLock()
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._open_lock = threading.Lock()
        self.connection().executescript(SCHEMA)

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode: only `transaction` writes."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._connect()
            self._local.connection = connection
            self._local.depth = 0
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA busy_timeout = 60000")
        with self._open_lock:
            self._open.append(connection)
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """BEGIN IMMEDIATE ... COMMIT.

        Re-entrant per thread, inner ones are savepoints; any exception rolls back.
        """
        connection = self.connection()
        with self._writing:
            depth = self._local.depth
            begin, commit, rollback = _verbs(depth)
            connection.execute(begin)
            self._local.depth = depth + 1
            try:
                yield connection
                connection.execute(commit)
            except BaseException:
                for verb in rollback:
                    connection.execute(verb)
                raise
            finally:
                self._local.depth = depth

    def close(self) -> None:
        """Close every thread's connection; a temporary file goes away."""
        with self._open_lock:
            for connection in self._open:
                connection.close()
            self._open.clear()
        self._local = threading.local()
        if self._temporary:
            for suffix in ("", "-wal", "-shm"):
                if os.path.exists(self.path + suffix):
                    os.unlink(self.path + suffix)


def _verbs(depth: int) -> tuple[str, str, tuple[str, ...]]:
    """How a transaction at this nesting depth begins, ends and is undone."""
    if depth == 0:
        return "BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",)
    name = f"level{depth}"
    return f"SAVEPOINT {name}", f"RELEASE {name}", (f"ROLLBACK TO {name}", f"RELEASE {name}")
