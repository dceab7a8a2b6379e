"""The facade between the books and the HTTP server: `Companies` is the SQLite file, `Company` one realm in
it.

What the server may rely on:

* one table `object(realm, type, id, sync_token, active, deleted, created_at, updated_at, body, ...)`:
  `type` is Intuit's entity name, `id` text ("TAX" and "NON" are ids of tax codes), `body` the complete JSON
  text as the API shows it (domain, sparse, Id, SyncToken, MetaData included), `created_at` and `updated_at`
  UTC text of `clock.stamp` ("2026-01-31T10:00:00Z"). A deleted transaction keeps its row with `deleted` 1
  and the CDC stub as body. In a body a reference is `{"value", "name"}`, an e-mail `{"Address"}`;
* every write is one SQLite transaction (or one savepoint inside `Companies.transaction()`): all or nothing,
  also under kill -9;
* every refusal is a `faults.Fault`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal

from .. import clock
from ..books.money import from_minor
from ..books.store import Store
from . import faults
from .entities import HANDLERS, handler
from .entities.currency import company_rate
from .entities.handdeposit import deposit
from .entities.merge import is_merged, merge, stub
from .entities.session import PSEUDO_TAX_CODES, CompanyRow, Session, encode, load_company, public
from .entities.setup import iso3
from .entities.switches import Switches
from .populate import populate
from .profiles import PROFILES, copy_into
from .schema import ENTITIES, EntitySchema

PLANS = ("Simple Start", "Essentials", "Plus", "Advanced")
FIRST_REALM = 9130350000000000
_SINGLETONS = ("CompanyInfo", "Preferences")

# Switches that the server half declares: name -> {"default", "choices", "doc"}.
_declared: dict[str, dict] = {}


def declare_switch(name: str, default: object, doc: str, choices: tuple = ()) -> None:
    """Let another part of the simulator keep a switch of its own per company."""
    if name in Switches().as_dict():
        raise ValueError(f"{name} is already a switch of the books")
    _declared[name] = {"default": default, "choices": list(choices), "doc": doc}


class Company:
    """One realm. Cheap to construct.

    Safe to use from any thread; what it knows is read from the file each time.
    """

    def __init__(self, store: Store, realm_id: str) -> None:
        self._store = store
        self.realm_id = realm_id
        row = self._row()
        self.profile = row.profile
        self.country = row.country
        self.home_currency = row.home_currency
        self.multicurrency = row.multicurrency

    def _row(self) -> CompanyRow:
        row = load_company(self._store.connection(), self.realm_id)
        if row is None:
            raise KeyError(self.realm_id)
        return row

    def _session(self, connection: sqlite3.Connection, *, by_hand: bool = False) -> Session:
        return Session(connection, self._row(), by_hand=by_hand)

    # ------------------------------------------------------------------------------------------------ reading

    def entities(self) -> list[str]:
        """Every entity name this simulator serves, in Intuit's spelling ("TaxService" included)."""
        return sorted(HANDLERS)

    def fields(self, entity: str) -> EntitySchema:
        """What QuickBooks knows about `entity`; Fault 2000 for a name the simulator does not serve."""
        return handler(entity).schema

    def read(self, entity: str, object_id: str) -> dict:
        """The entity as the API shows it.

        Fault 2030 for an id that is no number, 610 for one that is not there.
        """
        if "read" not in handler(entity).schema.operations:
            raise faults.unsupported_operation(f"read on {entity}")
        if entity in _SINGLETONS:
            object_id = "1"  # the API addresses CompanyInfo by realm id
        pseudo = entity == "TaxCode" and object_id in PSEUDO_TAX_CODES
        if not pseudo and not str(object_id).isdigit():
            raise faults.invalid_id(object_id)
        row = self._store.connection().execute(
            "SELECT body, deleted FROM object WHERE realm = ? AND type = ? AND id = ?",
            (self.realm_id, entity, str(object_id)),
        )
        found = row.fetchone()
        if found is None:
            raise faults.not_found()
        if found["deleted"]:
            raise faults.gone(transaction=not handler(entity).schema.is_list)
        return json.loads(found["body"])

    def rows(self, entity: str) -> Iterator[sqlite3.Row]:
        """Live rows (id, sync_token, active, created_at, updated_at, body), ordered by numeric id."""
        return iter(
            self._store.connection()
            .execute(
                "SELECT id, sync_token, active, created_at, updated_at, body FROM object"
                " WHERE realm = ? AND type = ? AND deleted = 0 ORDER BY CAST(id AS INTEGER), id",
                (self.realm_id, self.fields(entity).name),
            )
            .fetchall()
        )

    def count(self, entity: str, *, inactive: bool = False) -> int:
        """How many live objects; inactive ones only when asked."""
        return (
            self._store.connection()
            .execute(
                "SELECT count(*) FROM object WHERE realm = ? AND type = ? AND deleted = 0 AND (active = 1 OR ?)",
                (self.realm_id, self.fields(entity).name, int(inactive)),
            )
            .fetchone()[0]
        )

    def changed_since(self, entity: str, since: datetime, limit: int = -1) -> list[dict]:
        """What CDC reports: full current objects and `{domain, status, Id, MetaData}` stubs, oldest change
        first, `limit` of them at most (-1: all).
        """
        operator = ">=" if self._row().switches.changed_since_inclusive else ">"
        rows = self._store.connection().execute(
            f"SELECT body, extra FROM object WHERE realm = ? AND type = ? AND updated_at {operator} ?"
            " ORDER BY updated_at, CAST(id AS INTEGER) LIMIT ?",
            (self.realm_id, self.fields(entity).name, clock.stamp(since), limit),
        )
        stubs = self._row().switches.merged_name_in_cdc == "stub"
        bodies = [(json.loads(row["body"]), is_merged(row["extra"])) for row in rows]
        return [stub(body) if merged and stubs else body for body, merged in bodies]

    # ------------------------------------------------------------------------------------------------ writing

    def write(
        self,
        entity: str,
        operation: str,
        body: dict,
        *,
        include: frozenset[str] = frozenset(),
        by_hand: bool = False,
    ) -> dict:
        """Create, update (sparse when body["sparse"] is true), delete or void; returns what the API answers.

        `operation` is the server's word: "create", "update", "delete", "void". A create whose body has an
        Id is an update, as POST to the collection is. `include` holds the values of the query parameter
        (`allowduplicatedocnum`, `void`, `updateaccountontxns`, ...); an update with `void` among them is
        the void of Payment and SalesReceipt. `by_hand`: a person in the browser, who may do what no app does here
        (employees, bundles). Raises Fault, carrying every error found.
        """
        rules = handler(entity)
        if operation == "create" and isinstance(body, dict) and body.get("Id"):
            operation = "update"
        if operation == "update" and "void" in include:
            operation = "void"
        with self._store.transaction() as connection:
            session = self._session(connection, by_hand=by_hand)
            if operation not in rules.operations(session):
                raise faults.unsupported_operation(f"{operation} on {entity}")
            if session.company.suspended:
                raise faults.company_suspended(session.company.plan)
            answer = getattr(rules, operation)(session, body, include)
            session.ledger.assert_touched_balanced()
            return public(answer)

    def _change(self, work: Callable[[Session], None]) -> None:
        with self._store.transaction() as connection:
            session = self._session(connection)
            work(session)
            session.ledger.assert_balanced()

    # ---------------------------------------------------------------------------------------------- the books

    def trial_balance(self, as_of: date | None = None) -> list[dict]:
        """One row per account that moved: account_id, name, account_type, debit, credit (Decimal, home
        currency).

        Balances of lines dated up to `as_of`; debits and credits add up to the same.
        """
        session = self._session(self._store.connection())
        result = []
        for account, balance in session.ledger.trial_balance(as_of).items():
            body = session.require("Account", account).body
            result.append(
                {
                    "account_id": account,
                    "name": body["FullyQualifiedName"],
                    "account_type": body["AccountType"],
                    "debit": from_minor(max(balance, 0)),
                    "credit": from_minor(max(-balance, 0)),
                }
            )
        return sorted(result, key=lambda row: int(row["account_id"]))

    def ledger(
        self, *, account_id: str | None = None, start: date | None = None, end: date | None = None
    ) -> list[dict]:
        """The general ledger by date.

        `amount` in home currency and `foreign_amount` are Decimal, debit positive.
        """
        session = self._session(self._store.connection())
        low = start.isoformat() if start else "0000-00-00"
        high = end.isoformat() if end else "9999-12-31"
        names = {row.id: row.body["FullyQualifiedName"] for row in session.select("Account")}
        return [
            {
                "date": row["date"],
                "txn_type": row["txn_type"],
                "txn_id": row["txn_id"],
                "doc_number": row["doc_number"],
                "account_id": row["account"],
                "account": names[row["account"]],
                "name_id": row["name"],
                "item_id": row["item"],
                "class_id": row["class"],
                "department_id": row["department"],
                "memo": row["memo"],
                "currency": row["currency"],
                "amount": from_minor(row["amount"]),
                "foreign_amount": from_minor(row["foreign_amount"]),
            }
            for row in session.ledger.entries(account_id, low, high)
        ]

    def assert_balanced(self) -> None:
        """Raise BooksError unless every transaction's postings add up to zero."""
        self._session(self._store.connection()).ledger.assert_balanced()

    # ---------------------------------------------------------------------- what a person does in the browser

    def close_books(self, day: date | None) -> None:
        """Lock transactions dated on or before `day` (None opens the books again)."""
        value = day.isoformat() if day else None
        self.set_preferences({"AccountingInfoPrefs": {"BookCloseDate": value}})

    def suspend(self, suspended: bool = True) -> None:
        """End (or resume) the subscription: writes answer 6190, reads go on and CompanyInfo says so."""
        self._set_column("suspended", int(suspended))
        self._say_in_company_info("SubscriptionStatus", "EXPIRED" if suspended else "SUBSCRIBED")

    def set_plan(self, plan: str) -> None:
        """Simple Start, Essentials, Plus or Advanced: what 5030 gates."""
        if plan not in PLANS:
            raise ValueError(f"{plan!r} is none of {PLANS}")
        self._set_column("plan", plan)
        self._say_in_company_info("OfferingSku", f"QuickBooks Online {plan}")

    def _say_in_company_info(self, name: str, value: str) -> None:
        """Set one of CompanyInfo's name-value pairs, as Intuit's own systems do: no SyncToken moves."""

        def work(session: Session) -> None:
            row = session.require("CompanyInfo", "1")
            body = json.loads(encode(row.body))
            for pair in body["NameValue"]:
                if pair["Name"] == name:
                    pair["Value"] = value
            session.touch(row, body, bump=False)

        self._change(work)

    def _set_column(self, column: str, value: object) -> None:
        with self._store.transaction() as connection:
            connection.execute(f"UPDATE company SET {column} = ? WHERE realm = ?", (value, self.realm_id))

    def set_preferences(self, changes: dict) -> dict:
        """Merge `changes` ({"SalesFormsPrefs": {"AllowShipping": False}}) into Preferences, read-only flags
        included.

        None removes a flag (TaxPrefs.PartnerTaxEnabled None is a legacy company). KeyError for an unknown
        flag.
        """

        def work(session: Session) -> None:
            row = session.require("Preferences", "1")
            body = json.loads(encode(row.body))
            for group, flags in changes.items():
                known = _preference_names(group)
                for name, value in flags.items():
                    if name not in known:
                        raise KeyError(f"Preferences.{group}.{name}")
                    body.setdefault(group, {})[name] = value
                    if value is None:
                        del body[group][name]
            session.touch(row, body, bump=True)

        self._change(work)
        return self.read("Preferences", "1")

    def merge(self, entity: str, winner_id: str, loser_id: str) -> None:
        """Merge two names or two items.

        The loser's transactions move to the winner, the loser becomes inactive.
        """
        self._change(lambda session: merge(session, entity, winner_id, loser_id))

    def deposit(self, entity: str, object_id: str) -> None:
        """Take a SalesReceipt or Payment from Undeposited Funds to the bank; KeyError for what is not there."""
        self._change(lambda session: deposit(session, entity, object_id))

    def populate(self, *, customers: int = 0, vendors: int = 0, items: int = 0) -> None:
        """Enter many customers, vendors and non-inventory items at once ("Customer 00001")."""
        self._change(lambda session: populate(session, customers=customers, vendors=vendors, items=items))

    def set_exchange_rate(self, currency: str, rate: str, day: date | None = None) -> None:
        """What QuickBooks' own rate for `currency` is from `day` on: home units for one foreign unit."""
        exact = Decimal(rate)
        if exact <= 0:
            raise ValueError("an exchange rate is positive")
        with self._store.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO exchange_rate VALUES (?, ?, ?, ?)",
                (self.realm_id, currency, (day or date.min).isoformat(), str(exact)),
            )

    def exchange_rate(self, currency: str, day: date | None = None) -> Decimal | None:
        """QuickBooks' own rate of a day (today when None): home units for one unit, None when it has none."""
        session = self._session(self._store.connection())
        return company_rate(session, currency, (day or clock.today()).isoformat())

    # ------------------------------------------------------------------------------------ unconfirmed choices

    def switch(self, name: str) -> object:
        """The value of one switch of `entities.switches.Switches`, or one declared by the server half."""
        return self.known_switches()[name]["value"]

    def set_switch(self, name: str, value: object) -> None:
        """Change one switch of this company.

        KeyError for an unknown name, ValueError for an impossible value.
        """
        with self._store.transaction() as connection:
            if name in _declared:
                choices = _declared[name]["choices"]
                if choices and value not in choices:
                    raise ValueError(f"{name} takes one of {choices}, not {value!r}")
            else:
                self._row().switches.changed(name, value)
            stored = self._stored_switches(connection)
            stored[name] = value
            connection.execute("UPDATE company SET switches = ? WHERE realm = ?", (json.dumps(stored), self.realm_id))
        if name == "company_info_country":
            self._show_country(three=value == "three_letters")

    def _show_country(self, *, three: bool) -> None:
        def work(session: Session) -> None:
            row = session.require("CompanyInfo", "1")
            country = iso3(session, None) if three else self.country
            session.touch(row, {**row.body, "Country": country}, moved=False)

        self._change(work)

    def known_switches(self) -> dict[str, dict]:
        """name -> {"value", "default", "choices", "doc"}."""
        stored = self._stored_switches(self._store.connection())
        described = {**Switches.describe(), **_declared}
        return {name: {"value": stored.get(name, entry["default"]), **entry} for name, entry in described.items()}

    def _stored_switches(self, connection: sqlite3.Connection) -> dict:
        row = connection.execute("SELECT switches FROM company WHERE realm = ?", (self.realm_id,)).fetchone()
        return json.loads(row["switches"])


def _preference_names(group: str) -> set[str]:
    from .schema.objects import OBJECTS

    if group not in ENTITIES["Preferences"].fields or group not in OBJECTS:
        raise KeyError(f"Preferences.{group}")
    return set(OBJECTS[group].fields)


class Companies:
    """All companies of one SQLite file (a temporary one when `path` is None)."""

    def __init__(self, path: str | None = None) -> None:
        self._store = Store(path)

    @property
    def path(self) -> str:
        return self._store.path

    def create(self, profile: str, *, multicurrency: bool = False, realm_id: str | None = None) -> Company:
        """A fresh realm with the profile's sample company, in milliseconds.

        ValueError for an unknown profile.
        """
        if profile not in PROFILES:
            raise ValueError(f"{profile!r} is none of {sorted(PROFILES)}")
        with self._store.transaction() as connection:
            realm = realm_id or self._next_realm(connection)
            if load_company(connection, realm):
                raise ValueError(f"realm {realm} exists")
            copy_into(connection, profile, multicurrency, realm)
        return Company(self._store, realm)

    @staticmethod
    def _next_realm(connection: sqlite3.Connection) -> str:
        row = connection.execute("SELECT max(CAST(realm AS INTEGER)) FROM company").fetchone()
        return str(max(row[0] or 0, FIRST_REALM) + 1)

    def get(self, realm_id: str) -> Company | None:
        found = load_company(self._store.connection(), realm_id)
        return Company(self._store, realm_id) if found else None

    def list(self) -> list[Company]:
        rows = self._store.connection().execute("SELECT realm FROM company ORDER BY rowid").fetchall()
        return [Company(self._store, row["realm"]) for row in rows]

    def connection(self) -> sqlite3.Connection:
        """This thread's connection (WAL, rows as sqlite3.Row), for reads and for the server's own tables."""
        return self._store.connection()

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """One BEGIN IMMEDIATE ... COMMIT, re-entrant per thread (inner ones are savepoints)."""
        return self._store.transaction()

    def close(self) -> None:
        """Close every connection; a temporary file is removed."""
        self._store.close()
