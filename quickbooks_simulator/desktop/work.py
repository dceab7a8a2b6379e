"""One request in progress on one company file: objects, references, preferences, ledger, local time."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from .. import clock
from ..books.ledger import Ledger
from . import statuses
from .grammar.reader import Macro
from .kinds import REFERENCES, Target, target
from .rows import Row, Rows
from .switches import Switches

_ID = re.compile(r"[0-9A-Fa-f]+-[0-9]+")


@dataclass(frozen=True)
class Company:
    """What the tables `company` and `desktop_company` say about one company file."""

    realm: str
    company_file: str
    country: str
    home_currency: str  # ISO 4217
    multicurrency: bool
    edition: str
    zone: ZoneInfo
    single_user: bool
    dialog: bool
    switches: Switches


def load(connection: sqlite3.Connection, realm: str) -> Company | None:
    row = connection.execute(
        "SELECT * FROM company JOIN desktop_company USING (realm) WHERE realm = ?", (realm,)
    ).fetchone()
    if row is None:
        return None
    known = Switches().as_dict()
    stored = {name: value for name, value in json.loads(row["switches"]).items() if name in known}
    return Company(
        *(realm, row["company_file"], row["country"], row["home_currency"], bool(row["multicurrency"]), row["plan"]),
        *(ZoneInfo(row["timezone"]), bool(row["single_user"]), bool(row["dialog"]), Switches(**stored)),
    )


@dataclass(frozen=True)
class Caller:
    """On whose behalf a request runs: an application with its rights, or a person at the PC."""

    application: str = ""
    write: bool = True
    personal_data: bool = False
    unattended: bool = False
    by_hand: bool = False


@dataclass
class Work:
    """Everything a rule may ask or change."""

    connection: sqlite3.Connection
    company: Company
    caller: Caller = field(default_factory=Caller)
    version: int = 13
    macros: dict[str, str] = field(default_factory=dict)  # names of defMacro -> ids, of one message set

    def __post_init__(self) -> None:
        self.now = clock.now()
        self.rows = Rows(self.connection, self.company.realm, self.now)
        self.ledger = Ledger(self.connection, self.company.realm)
        self._names: dict[tuple[str, str], str | None] = {}
        self._preferences: dict | None = None
        self.warnings: list[statuses.Status] = []

    @property
    def switches(self) -> Switches:
        return self.company.switches

    # ------------------------------------------------------------------------------------------------- company

    @property
    def preferences(self) -> dict:
        if self._preferences is None:
            self._preferences = self.rows.select(("Preferences",))[0].body
        return self._preferences

    def preference(self, group: str, name: str, default: object = None) -> object:
        return self.preferences.get(group, {}).get(name, default)

    def enabled(self, group: str, name: str) -> bool:
        """A yes-or-no preference."""
        return self.preference(group, name) == "true"

    @property
    def sales_tax(self) -> bool:
        """The sales tax preference: its group is there when it is on."""
        return "SalesTaxPreferences" in self.preferences

    @property
    def abroad(self) -> bool:
        """Outside the United States: a sales tax code on every line says all (spec qbd 5.2)."""
        return self.company.country != "US"

    @property
    def closing_date(self) -> str | None:
        return self.preference("AccountingPreferences", "ClosingDate")

    # ---------------------------------------------------------------------------------------------------- time

    def local(self, stamp: str) -> datetime:
        """A stored time on the PC's clock."""
        return clock.from_stamp(stamp).astimezone(self.company.zone)

    def shown_time(self, stamp: str) -> str:
        """A stored time as answers show it: with the offset of the PC (spec qbd 3.1)."""
        return self.local(stamp).isoformat(timespec="seconds")

    def today(self) -> date:
        return self.now.astimezone(self.company.zone).date()

    # ---------------------------------------------------------------------------------------------- references

    def reference(self, element: str, given: dict, where: str, owner: str = "") -> Row:
        """The record a reference names: by ListID, else by FullName; 3140 (or 3000) otherwise (spec qbd 5.1)."""
        return self.pointed(target(element, owner), given, where)

    def pointed(self, to: Target, given: dict, where: str) -> Row:
        list_id, full_name = given.get("ListID"), given.get("FullName")
        if list_id and not _ID.fullmatch(list_id):
            raise statuses.invalid_id(list_id, "list id")
        shown = list_id or full_name or ""
        row = self._pointed(to.types, list_id, full_name) if shown and to.types else None
        if row is None:
            raise statuses.invalid_reference(to.word, shown, where)
        if not row.active and self.switches.inactive_reference == "refuse":
            raise statuses.invalid_reference(to.word, shown, where, "The specified record is inactive.")
        return row

    def _pointed(self, types: tuple[str, ...], list_id: str | None, full_name: str | None) -> Row | None:
        return self.rows.any_of(types, list_id) if list_id else self.named(types, full_name or "")

    def named(self, types: tuple[str, ...], full_name: str) -> Row | None:
        """A record by its full name, not case-sensitive."""
        found = self.rows.select(types, "name_key = ?", full_name.strip().lower())
        return found[0] if found else None

    def transaction(self, type_: str, txn_id: str) -> Row:
        """A transaction by its id or macro; 3000 or 3120 otherwise."""
        if isinstance(txn_id, Macro):
            txn_id = self.macro(txn_id)
        if not _ID.fullmatch(txn_id):
            raise statuses.invalid_id(txn_id, "TxnID")
        row = self.rows.find(type_, txn_id)
        if row is None:
            raise statuses.not_found(txn_id)
        return row

    def macro(self, name: str) -> str:
        """The id that a defMacro of this message set stands for."""
        if name not in self.macros:
            raise statuses.macro_unknown(name)
        return self.macros[name]

    def full_name(self, element: str, list_id: str, owner: str = "") -> str | None:
        """What a stored reference shows as FullName today."""
        types = (owner,) if element == "ParentRef" and owner else REFERENCES[element].types
        key = (",".join(types), list_id)
        if key not in self._names:
            row = self.rows.any_of(types, list_id) if types else None
            self._names[key] = name_of(row) if row else None
        return self._names[key]


def name_of(row: Row) -> str:
    """The full name of a list entry."""
    return row.body.get("FullName") or row.body["Name"]
