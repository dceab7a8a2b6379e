"""The facade between the books and the HTTP server: `Companies` is the SQLite file, `Company` one realm in it.

What the server may rely on:

* one table `object(realm, type, id, sync_token, active, deleted, created_at, updated_at, body)`: `type` is Intuit's
  entity name, `id` text, `body` the complete JSON text as the API shows it (domain, sparse, Id, SyncToken, MetaData
  included), `created_at` and `updated_at` UTC text of `clock.stamp` ("2026-01-31T10:00:00Z"). A deleted
  transaction keeps its row with `deleted` 1 and the CDC stub as body;
* every write is one SQLite transaction (or one savepoint inside `Companies.transaction()`): all or nothing, also
  under kill -9;
* every refusal is a `faults.Fault`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime

from .schema.model import EntitySchema


class Company:
    """One realm. Cheap to construct; safe to use from any thread."""

    realm_id: str
    profile: str  # us-ast, us-legacy, ca, uk, au
    country: str  # two letters
    home_currency: str
    multicurrency: bool

    def entities(self) -> list[str]:
        """Every entity name this simulator serves, in Intuit's spelling ("TaxService" included)."""
        raise NotImplementedError

    def fields(self, entity: str) -> EntitySchema:
        """What QuickBooks knows about `entity`; Fault 2000 for a name it does not know."""
        raise NotImplementedError

    def read(self, entity: str, object_id: str) -> dict:
        """The entity as the API shows it. Fault 2030 for an id that is no number, 610 for one that is not there."""
        raise NotImplementedError

    def write(
        self, entity: str, operation: str, body: dict, *, include: frozenset[str] = frozenset()
    ) -> dict:
        """Create, update (sparse when body["sparse"] is true), delete or void; returns what the API answers.

        `operation` is the server's word: "create", "update", "delete", "void". `include` holds the values of the
        query parameter (`allowduplicatedocnum`, `void`, `updateaccountontxns`, ...); `operation="update"` with
        `include={"void"}` is the void of Payment and SalesReceipt. Raises Fault, carrying every error found.
        """
        raise NotImplementedError

    def changed_since(self, entity: str, since: datetime) -> list[dict]:
        """What CDC reports: full current objects and `{domain, status, Id, MetaData}` stubs, oldest change first."""
        raise NotImplementedError

    def count(self, entity: str, *, inactive: bool = False) -> int:
        """How many live objects; inactive ones only when asked."""
        raise NotImplementedError

    def rows(self, entity: str) -> Iterator[sqlite3.Row]:
        """Live rows (id, sync_token, active, created_at, updated_at, body), ordered by numeric id."""
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------------------- the books

    def trial_balance(self, as_of: date | None = None) -> list[dict]:
        """One row per account that moved: account_id, name, account_type, debit, credit (Decimal, home currency)."""
        raise NotImplementedError

    def ledger(
        self, *, account_id: str | None = None, start: date | None = None, end: date | None = None
    ) -> list[dict]:
        """The general ledger, by date: date, txn_type, txn_id, doc_number, account_id, account, name_id, amount (+ debit)."""
        raise NotImplementedError

    def assert_balanced(self) -> None:
        """Raise BooksError unless every transaction's postings add up to zero."""
        raise NotImplementedError

    # ----------------------------------------------------------------------------- what a person does in the browser

    def close_books(self, day: date | None) -> None:
        """Lock transactions dated on or before `day` (None opens the books again)."""
        raise NotImplementedError

    def suspend(self, suspended: bool = True) -> None:
        """End (or resume) the subscription: writes answer 6190, reads go on."""
        raise NotImplementedError

    def set_plan(self, plan: str) -> None:
        """Simple Start, Essentials, Plus or Advanced: what 5030 gates."""
        raise NotImplementedError

    def set_preferences(self, changes: dict) -> dict:
        """Merge `changes` ({"SalesFormsPrefs": {"AllowShipping": False}}) into Preferences, read-only flags included."""
        raise NotImplementedError

    def merge(self, entity: str, winner_id: str, loser_id: str) -> None:
        """Merge two names or two items: the loser's transactions move to the winner, the loser becomes inactive."""
        raise NotImplementedError

    def set_exchange_rate(self, currency: str, rate: str, day: date | None = None) -> None:
        """What QuickBooks' own rate for `currency` is from `day` on: home units for one foreign unit."""
        raise NotImplementedError

    # ---------------------------------------------------------------------------------------------- unconfirmed choices

    def switch(self, name: str):
        """The value of one switch of `switches.Switches`, or one registered by the server half."""
        raise NotImplementedError

    def set_switch(self, name: str, value) -> None:
        """Change one switch of this company; KeyError for a name nobody declared, ValueError for a value it cannot take."""
        raise NotImplementedError

    def known_switches(self) -> dict[str, dict]:
        """name -> {"value", "default", "choices", "doc"}."""
        raise NotImplementedError


class Companies:
    """All companies of one SQLite file (a temporary one when `path` is None)."""

    def __init__(self, path: str | None = None) -> None:
        raise NotImplementedError

    def create(self, profile: str, *, multicurrency: bool = False, realm_id: str | None = None) -> Company:
        """A fresh realm with the profile's sample company, in milliseconds."""
        raise NotImplementedError

    def get(self, realm_id: str) -> Company | None:
        raise NotImplementedError

    def list(self) -> list[Company]:
        raise NotImplementedError

    def connection(self) -> sqlite3.Connection:
        """This thread's connection (WAL, rows as sqlite3.Row), for reads and for the server's own tables."""
        raise NotImplementedError

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """One BEGIN IMMEDIATE ... COMMIT, re-entrant per thread (inner ones are savepoints), rolled back on any exception."""
        raise NotImplementedError

    def close(self) -> None:
        """Close every connection; a temporary file is removed."""
        raise NotImplementedError
