"""Databases and their filestores, as pairs."""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from . import odoo_source, shell
from .errors import ScriptError

# PostgreSQL cuts longer names, and Odoo wants one that fits a file name and a host name.
NAMES = "SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname"
SIZES = NAMES.replace(" FROM", ", pg_database_size(oid) FROM")
NAME = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,62}")


class Databases:
    """The databases of one server, with the folder below which Odoo keeps their files."""

    def __init__(self, variables: Mapping[str, str], data_dir: Path) -> None:
        self.variables = {**os.environ, **variables}
        self.data_dir = data_dir

    def names(self, prefix: str = "") -> list[str]:
        return [name for name in self.query(NAMES).splitlines() if name.startswith(prefix)]

    def sizes(self) -> dict[str, int]:
        """Databases and their bytes; one that is being dropped has none."""
        rows = [row.split("|") for row in self.query(SIZES).splitlines()]
        return {name: int(size or 0) for name, size in rows}

    def exists(self, name: str) -> bool:
        return name in self.names()

    def create(self, name: str) -> None:
        """An empty database as Odoo makes it: its index on names sorts bytes."""
        self.query(f"CREATE DATABASE {quoted(name)} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'")

    def clone(self, source: str, name: str, *, source_data: Path | None = None) -> None:
        """A copy of a database that nobody is connected to.

        Its files are links: Odoo never changes one in place.
        """
        if self.exists(name):
            raise ScriptError(f"The database {name} exists already: script/database drop {name} removes it.")
        files = (source_data or self.data_dir) / "filestore" / source
        target = self.filestore(name)
        shutil.rmtree(target, ignore_errors=True)
        if files.is_dir():
            shutil.copytree(files, target, copy_function=odoo_source.link_or_copy)
        self.query(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(source)}")

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it, and its files."""
        self.query(f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")
        shutil.rmtree(self.filestore(name), ignore_errors=True)

    def rename(self, name: str, new: str) -> None:
        """Files first: the database's name is what says that both are complete."""
        target = self.filestore(new)
        shutil.rmtree(target, ignore_errors=True)
        if self.filestore(name).is_dir():
            self.filestore(name).rename(target)
        self.query(f"ALTER DATABASE {quoted(name)} RENAME TO {quoted(new)}")

    def forbid_connections(self, name: str) -> None:
        """An open connection to a template makes every clone of it fail."""
        self.query(f"ALTER DATABASE {quoted(name)} WITH ALLOW_CONNECTIONS false")

    def filestore(self, name: str) -> Path:
        return self.data_dir / "filestore" / name

    def query(self, sql: str, database: str = "postgres") -> str:
        argv = ["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql]
        return shell.run(argv, env=self.variables, failure="PostgreSQL refused").strip()


def quoted(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ScriptError(f"{name!r} is no name for a database: letters, digits, dots, dashes, underscores.")
    return f'"{name}"'
