"""One write (or read) in progress on one company: objects, ids, references, preferences, ledger, stock."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from decimal import Decimal

from ... import clock
from ...books.inventory import Inventory
from ...books.ledger import Ledger
from ...books.money import ZERO, dec, number
from ...books.store import count_up
from .. import faults
from ..faults import Fault
from ..schema import ENTITIES
from ..schema.model import Field
from ..schema.objects import OBJECTS
from ..schema.validate import Reader
from .switches import Switches

SPECIAL_ITEMS = {"SHIPPING_ITEM_ID": "Shipping", "GRATUITY_ITEM_ID": "Gratuity"}
PSEUDO_TAX_CODES = ("TAX", "NON", "CustomSalesTax")
_LIST_WORDS = {
    "Account": "Accounts",
    "Customer": "Names",
    "Vendor": "Names",
    "Employee": "Names",
    "Class": "Klasses",
    "Department": "Depts",
}
_PLURALS = {
    "Account": "accounts",
    "Customer": "customers",
    "Vendor": "vendors",
    "Employee": "employees",
    "Item": "items",
    "Class": "classes",
    "Department": "locations",
    "Term": "terms",
    "PaymentMethod": "payment methods",
}
# Which id sequence an entity draws from: names share one, transactions share one (as QuickBooks' ids show).
_SEQUENCES = {"Customer": "name", "Vendor": "name", "Employee": "name"}


@dataclass(frozen=True)
class CompanyRow:
    """The row of table `company`."""

    realm: str
    profile: str
    country: str
    home_currency: str
    multicurrency: bool
    plan: str
    suspended: bool
    switches: Switches

    @property
    def is_us(self) -> bool:
        return self.country == "US"


def load_company(connection: sqlite3.Connection, realm: str) -> CompanyRow | None:
    row = connection.execute("SELECT * FROM company WHERE realm = ?", (realm,)).fetchone()
    if row is None:
        return None
    known = Switches().as_dict()
    stored = {name: value for name, value in json.loads(row["switches"]).items() if name in known}
    return CompanyRow(
        realm,
        row["profile"],
        row["country"],
        row["home_currency"],
        bool(row["multicurrency"]),
        row["plan"],
        bool(row["suspended"]),
        Switches(**stored),
    )


def encode(body: dict) -> str:
    """A body as JSON text; decimals become the JSON numbers that show them."""
    return json.dumps(body, default=_number, ensure_ascii=False, separators=(",", ":"))


def _number(value: object) -> int | float:
    if isinstance(value, Decimal):
        return number(value)
    raise TypeError(f"{type(value).__name__} has no place in a body")


def decode(text: str) -> dict:
    """A stored body with exact decimals."""
    return json.loads(text, parse_float=Decimal)


def public(body: dict) -> dict:
    """A body as plain JSON data, as the API shows it."""
    return json.loads(encode(body))


@dataclass
class Row:
    """An object with what the table knows beside its body."""

    type: str
    id: str
    sync_token: int
    active: bool
    deleted: bool
    body: dict
    extra: dict


class Session:
    """Everything a rule may ask or change, on one connection."""

    def __init__(self, connection: sqlite3.Connection, company: CompanyRow, *, by_hand: bool = False) -> None:
        self.connection = connection
        self.company = company
        self.by_hand = by_hand  # a person in the browser, not an app
        self.realm = company.realm
        self.switches = company.switches
        self.now = clock.now()
        self.stamp = clock.stamp(self.now)
        self.ledger = Ledger(connection, company.realm)
        self.stock = Inventory(
            self.ledger,
            company.home_currency,
            self._purchase_cost,
            return_at_last=self.switches.returned_stock_cost == "last_issue",
        )
        self.reader = Reader(
            self.text,
            round_money=self.switches.amount_decimals == "round",
            numbers_as_text=self.switches.numbers_as_text,
            text_as_numbers=self.switches.text_as_numbers,
            echo_inert=self.switches.properties_without_effect == "echo",
        )
        self._preferences: dict | None = None

    # ----------------------------------------------------------------------------------------- the company

    @property
    def home(self) -> str:
        return self.company.home_currency

    @property
    def preferences(self) -> dict:
        """Preferences as stored; changed only through `replace`."""
        if self._preferences is None:
            self._preferences = self.require("Preferences", "1").body
        return self._preferences

    def preference(self, group: str, name: str, default: object = None) -> object:
        return self.preferences.get(group, {}).get(name, default)

    def text(self, value: str, element: str) -> str:
        """US companies store ISO-8859-1 only (spec qbo 1.2)."""
        mode = self.switches.non_latin1
        if not self.company.is_us or mode == "keep":
            return value
        converted = value.encode("latin-1", "replace").decode("latin-1")
        if converted != value and mode == "refuse":
            raise faults.invalid_string(element, value)
        return converted

    def cannot_be_linked(self, txn_type: str, txn_id: str) -> Fault:
        """620 in the words that the company's switch chooses."""
        return faults.cannot_be_linked(txn_type, txn_id, named=self.switches.detail_620 == "named")

    def invalid_account_type(self, detail: str, element: str) -> Fault:
        """6430 in the words that the company's switch chooses."""
        return faults.invalid_account_type(detail, element, titled=self.switches.detail_6430 == "title")

    # --------------------------------------------------------------------------------------------- objects

    def find(self, type_: str, object_id: str) -> Row | None:
        """A row, deleted ones included."""
        row = self.connection.execute(
            "SELECT * FROM object WHERE realm = ? AND type = ? AND id = ?", (self.realm, type_, object_id)
        ).fetchone()
        return self._row(row) if row else None

    def require(self, type_: str, object_id: str) -> Row:
        """A live row, or 610."""
        row = self.find(type_, object_id)
        if row is None:
            raise faults.not_found()
        if row.deleted:
            raise faults.gone(transaction=not ENTITIES[type_].is_list)
        return row

    @staticmethod
    def _row(row: sqlite3.Row) -> Row:
        return Row(
            row["type"],
            row["id"],
            row["sync_token"],
            bool(row["active"]),
            bool(row["deleted"]),
            decode(row["body"]),
            json.loads(row["extra"]),
        )

    def select(self, type_: str, where: str = "1", *parameters: object) -> list[Row]:
        """Live rows of a type under an SQL condition, by numeric id."""
        rows = self.connection.execute(
            f"SELECT * FROM object WHERE realm = ? AND type = ? AND deleted = 0 AND ({where})"
            " ORDER BY CAST(+id AS INTEGER), id",  # + keeps the index of that order for queries without a condition
            (self.realm, type_, *parameters),
        ).fetchall()
        return [self._row(row) for row in rows]

    def insert(self, type_: str, body: dict, *, name_key: str | None = None, extra: dict | None = None) -> Row:
        """Store a new object under its body's Id, SyncToken "0"."""
        stamp = clock.metadata_time(self.now)
        body.update({"domain": "QBO", "sparse": False, "SyncToken": "0"})
        body["MetaData"] = {"CreateTime": stamp, "LastUpdatedTime": stamp}
        row = Row(type_, body["Id"], 0, body.get("Active", True), False, body, extra or {})
        self.connection.execute(
            "INSERT INTO object (realm, type, id, sync_token, active, deleted, created_at, updated_at,"
            " name_key, doc_number, customer, body, extra) VALUES (?, ?, ?, 0, ?, 0, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.realm, type_, row.id, int(row.active), self.stamp, self.stamp, name_key),
                *(body.get("DocNumber"), _customer(body), encode(body), json.dumps(row.extra)),
            ),
        )
        return row

    def update(self, row: Row, body: dict, *, name_key: str | None = None, extra: dict | None = None) -> Row:
        """Store a changed object: SyncToken + 1, LastUpdatedTime now."""
        return self._store(row, body, row.sync_token + 1, name_key, extra, moved=True)

    def touch(self, row: Row, body: dict, *, bump: bool = False, moved: bool = True) -> Row:
        """Store computed figures (a balance): LastUpdatedTime moves if `moved`, SyncToken only if `bump`."""
        if encode(body) == encode(row.body):
            return row
        return self._store(row, body, row.sync_token + int(bump), None, None, moved=moved)

    def _store(self, row: Row, body: dict, token: int, name_key: str | None, extra: dict | None, *, moved: bool) -> Row:
        body["SyncToken"] = str(token)
        if moved:
            body["MetaData"] = {**body["MetaData"], "LastUpdatedTime": clock.metadata_time(self.now)}
        active = body.get("Active", True)
        self.connection.execute(
            "UPDATE object SET sync_token = ?, active = ?, name_key = coalesce(?, name_key), doc_number = ?,"
            " customer = ?, body = ?, extra = coalesce(?, extra),"
            " updated_at = CASE WHEN ? THEN ? ELSE updated_at END WHERE realm = ? AND type = ? AND id = ?",
            (
                *(token, int(active), name_key, body.get("DocNumber"), _customer(body), encode(body)),
                *(None if extra is None else json.dumps(extra), int(moved), self.stamp),
                *(self.realm, row.type, row.id),
            ),
        )
        if row.type == "Preferences":
            self._preferences = None
        return Row(row.type, row.id, token, active, False, body, row.extra if extra is None else extra)

    def save_extra(self, row: Row) -> None:
        """Store what is kept beside the body; nothing that the API shows moves."""
        self.connection.execute(
            "UPDATE object SET extra = ? WHERE realm = ? AND type = ? AND id = ?",
            (json.dumps(row.extra), self.realm, row.type, row.id),
        )

    def bury(self, row: Row) -> None:
        """Delete: the row becomes the stub that CDC reports (spec qbo 8.4)."""
        stub = {
            "domain": "QBO",
            "status": "Deleted",
            "Id": row.id,
            "MetaData": {"LastUpdatedTime": clock.metadata_time(self.now)},
        }
        self.connection.execute(
            "UPDATE object SET deleted = 1, active = 0, name_key = NULL, doc_number = NULL, customer = NULL,"
            " updated_at = ?, body = ? WHERE realm = ? AND type = ? AND id = ?",
            (self.stamp, encode(stub), self.realm, row.type, row.id),
        )

    # ------------------------------------------------------------------------------------------------- ids

    def count_up(self, name: str, start: int = 0) -> int:
        """The next value of a per-realm counter."""
        return count_up(self.connection, self.realm, name, start)

    def new_id(self, type_: str, *, transaction: bool = False) -> str:
        sequence = "transaction" if transaction else _SEQUENCES.get(type_, type_)
        return str(self.count_up(f"id:{sequence}"))

    def with_address_id(self, address: dict, old: dict | None) -> dict:
        """An address keeps its Id while its content stays, and gets a new one otherwise."""
        if old and {**old, "Id": None} == {**address, "Id": None}:
            return dict(old)
        return {"Id": str(self.count_up("id:address")), **{k: v for k, v in address.items() if k != "Id"}}

    # ------------------------------------------------------------------------------------------ references

    def list_word(self, type_: str) -> str:
        if type_ in _LIST_WORDS:
            return _LIST_WORDS[type_]
        named = {"Item": self.switches.list_word_item, "Term": self.switches.list_word_term}
        return named.get(type_, self.switches.list_word_other)

    def referenced(self, type_: str, object_id: str, element: str) -> Row:
        """The live, active row a reference points to; 2500 (or 610) otherwise."""
        row = self.find(type_, object_id)
        if row is None or row.deleted:
            raise faults.invalid_reference(self.list_word(type_), object_id, element)
        if not row.active:
            if self.switches.inactive_reference_code == "610":
                raise faults.not_found(element)
            raise faults.inactive_reference(_PLURALS.get(type_, "accounts"), element)
        return row

    def name_of(self, row: Row) -> str | None:
        """What a reference shows beside the id."""
        if row.type in ("TaxCode", "TaxRate"):
            return None
        for key in ("DisplayName", "FullyQualifiedName", "Name"):
            if key in row.body:
                return row.body["Name"] if row.type == "Item" else row.body[key]
        return None

    def reference(self, row: Row) -> dict:
        name = self.name_of(row)
        return {"value": row.id} if name is None else {"value": row.id, "name": name}

    def resolve(self, fields: dict[str, Field], values: dict, errors: list[Fault]) -> None:
        """Check every reference in `values`, in depth, and give it its name."""
        for name, value in values.items():
            one = fields.get(name)
            if one is None:
                continue
            if one.type == "reference":
                self._resolve_one(one, value, errors)
            elif one.type == "object":
                inner = OBJECTS[one.target].fields
                for part in value if isinstance(value, list) else [value]:
                    self.resolve(inner, part, errors)

    def _resolve_one(self, one: Field, value: dict, errors: list[Fault]) -> None:
        target, object_id = one.target, value["value"]
        if target == "Item" and object_id in SPECIAL_ITEMS:
            return
        if target == "TaxCode" and object_id in PSEUDO_TAX_CODES and self.company.is_us:
            return
        if target == "CompanyCurrency":
            return
        try:
            value.update(self.reference(self.referenced(target, object_id, one.name)))
        except Fault as fault:
            errors.append(fault)

    def account_by_subtype(self, subtype: str) -> Row:
        """The first active account of a subtype; every profile's chart has those that posting needs."""
        for row in self.select("Account", "active = 1 AND json_extract(body, '$.AccountSubType') = ?", subtype):
            return row
        raise faults.business(f"No account of detail type {subtype} exists.")

    def _purchase_cost(self, item: str) -> Decimal:
        row = self.find("Item", item)
        return dec(row.body.get("PurchaseCost")) if row else ZERO


def _customer(body: dict) -> str | None:
    reference = body.get("CustomerRef")
    return reference["value"] if isinstance(reference, dict) else None
