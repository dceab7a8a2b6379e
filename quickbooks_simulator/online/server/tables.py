"""The server's own tables, in the file of the books, so that effect and stored answer commit together."""

from __future__ import annotations

from ..company import Companies

# Times are epoch seconds of the simulator's clock.
_STATEMENTS = (
    "CREATE TABLE IF NOT EXISTS server_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE IF NOT EXISTS server_grant (
        id INTEGER PRIMARY KEY, realm TEXT NOT NULL, scope TEXT NOT NULL, consented REAL NOT NULL,
        revoked INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX IF NOT EXISTS server_grant_realm ON server_grant (realm)",
    """CREATE TABLE IF NOT EXISTS server_refresh_token (
        value TEXT PRIMARY KEY, grant_id INTEGER NOT NULL REFERENCES server_grant (id), issued REAL NOT NULL,
        expires REAL NOT NULL, superseded INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX IF NOT EXISTS server_refresh_grant ON server_refresh_token (grant_id)",
    """CREATE TABLE IF NOT EXISTS server_access_token (
        value TEXT PRIMARY KEY, grant_id INTEGER NOT NULL REFERENCES server_grant (id),
        expires REAL NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS server_access_grant ON server_access_token (grant_id)",
    """CREATE TABLE IF NOT EXISTS server_code (
        value TEXT PRIMARY KEY, realm TEXT NOT NULL, scope TEXT NOT NULL, redirect_uri TEXT NOT NULL,
        expires REAL NOT NULL, used INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE IF NOT EXISTS server_answer (
        realm TEXT NOT NULL, request_id TEXT NOT NULL, fingerprint TEXT NOT NULL, created REAL NOT NULL,
        status INTEGER NOT NULL, content_type TEXT NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY (realm, request_id)) WITHOUT ROWID""",
    # The query language compares without case: an index of that collation on the books' own column.
    "CREATE INDEX IF NOT EXISTS server_number ON object (realm, type, doc_number COLLATE NOCASE)",
)


def make_tables(companies: Companies) -> None:
    """Create what is missing."""
    with companies.transaction() as connection:
        for statement in _STATEMENTS:
            connection.execute(statement)


class Settings:
    """Named texts that outlive the process: client keys, the default company, the clock's offset."""

    def __init__(self, companies: Companies) -> None:
        self.companies = companies

    def get(self, name: str) -> str | None:
        """The stored text, None when there is none."""
        sql = "SELECT value FROM server_setting WHERE name = ?"
        row = self.companies.connection().execute(sql, [name]).fetchone()
        return row[0] if row else None

    def set(self, name: str, value: str) -> None:
        """Store a text."""
        sql = "INSERT INTO server_setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        with self.companies.transaction() as connection:
            connection.execute(sql, [name, value])
