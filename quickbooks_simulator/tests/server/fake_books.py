"""Books without bookkeeping, behind the facade of `online.company`: for what the server does by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator

from quickbooks_simulator import clock
from quickbooks_simulator.books.store import Store
from quickbooks_simulator.online import faults
from quickbooks_simulator.online.schema import ENTITIES
from quickbooks_simulator.online.server.switches import SERVER_SWITCHES


class FakeCompany:
    """One realm that stores what it is sent."""

    profile, country, home_currency, multicurrency = "us-ast", "US", "USD", False

    def __init__(self, store: Store, realm_id: str) -> None:
        self.store = store
        self.realm_id = realm_id
        self._switches = {name: switch.default for name, switch in SERVER_SWITCHES.items()}
        self.on_write = lambda: None  # called inside the transaction of a write

    def entities(self) -> list[str]:
        return list(ENTITIES)

    def fields(self, entity: str):
        if entity not in ENTITIES:
            raise faults.unsupported_object(entity)
        return ENTITIES[entity]

    def read(self, entity: str, object_id: str) -> dict:
        if entity == "CompanyInfo":
            return {"Id": "1", "CompanyName": "Fake"}
        if not object_id.isdigit():
            raise faults.invalid_id(object_id)
        row = self._row(entity, object_id)
        if row is None or row["deleted"]:
            raise faults.not_found()
        return json.loads(row["body"])

    def write(
        self, entity: str, operation: str, body: dict, *, include: frozenset = frozenset(), by_hand: bool = False
    ) -> dict:
        with self.store.transaction() as connection:
            unknown = set(body) - set(ENTITIES[entity].fields)
            if unknown:
                raise faults.unknown_property(sorted(unknown)[0], entity, ENTITIES[entity].fields)
            if operation == "create":
                sql = "SELECT coalesce(max(CAST(id AS INTEGER)), 0) + 1 FROM object WHERE realm = ?"
                number = str(connection.execute(sql, [self.realm_id]).fetchone()[0])
                fresh = {**body, "Id": number, "SyncToken": "0"}
                stored = self._store(connection, entity, fresh, deleted=False)
            else:
                stored = self._change(connection, entity, operation, body)
            self.on_write()
            return stored

    def _change(self, connection, entity: str, operation: str, body: dict) -> dict:
        old = self.read(entity, str(body["Id"]))
        if body.get("SyncToken") != old["SyncToken"]:
            raise faults.stale()
        if operation == "delete":
            stub = {"domain": "QBO", "status": "Deleted", "Id": old["Id"]}
            self._store(connection, entity, {**stub, "MetaData": old["MetaData"]}, deleted=True)
            return stub
        token = str(int(old["SyncToken"]) + 1)
        return self._store(connection, entity, {**old, **body, "SyncToken": token}, deleted=False)

    def _store(self, connection, entity: str, body: dict, *, deleted: bool) -> dict:
        moment = clock.now()
        row = self._row(entity, body["Id"])
        created = row["created_at"] if row else clock.stamp(moment)
        times = {
            "CreateTime": clock.metadata_time(clock.from_stamp(created)),
            "LastUpdatedTime": clock.metadata_time(moment),
        }
        shown = {**body, "domain": "QBO", "MetaData": times}
        values = [self.realm_id, entity, body["Id"], int(body.get("SyncToken", 0)), body.get("Active", True)]
        values += [deleted, created, clock.stamp(moment), json.dumps(shown)]
        values += [body.get("DocNumber"), (body.get("CustomerRef") or {}).get("value")]
        sql = """INSERT OR REPLACE INTO object
                 (realm, type, id, sync_token, active, deleted, created_at, updated_at, body,
                 doc_number, customer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
        connection.execute(sql, values)
        return shown

    def _row(self, entity: str, object_id: str):
        sql = "SELECT * FROM object WHERE realm = ? AND type = ? AND id = ?"
        return self.store.connection().execute(sql, [self.realm_id, entity, object_id]).fetchone()

    def changed_since(self, entity: str, since, limit: int = -1) -> list[dict]:
        sql = """SELECT body FROM object WHERE realm = ? AND type = ? AND updated_at >= ?
                 ORDER BY updated_at, CAST(id AS INTEGER) LIMIT ?"""
        rows = self.store.connection().execute(sql, [self.realm_id, entity, clock.stamp(since), limit])
        return [json.loads(row["body"]) for row in rows]

    def count(self, entity: str, *, inactive: bool = False) -> int:
        return len(list(self.rows(entity)))

    def rows(self, entity: str) -> Iterator:
        sql = """SELECT * FROM object WHERE realm = ? AND type = ? AND NOT deleted
                 ORDER BY CAST(id AS INTEGER)"""
        return iter(self.store.connection().execute(sql, [self.realm_id, entity]).fetchall())

    def ledger(self, *, account_id=None, start=None, end=None) -> list[dict]:
        return []

    def trial_balance(self) -> list[dict]:
        return []

    def switch(self, name: str):
        return self._switches[name]

    def set_switch(self, name: str, value) -> None:
        self._switches[name] = value

    def known_switches(self) -> dict:
        return {name: {"value": value} for name, value in self._switches.items()}


class FakeCompanies:
    """Realms in one real store."""

    def __init__(self, path: str | None = None) -> None:
        self.store = Store(path)
        self._companies: dict[str, FakeCompany] = {}

    def create(self, profile: str, *, multicurrency: bool = False, realm_id: str | None = None):
        realm_id = realm_id or str(9130350000000001 + len(self._companies))
        return self._companies.setdefault(realm_id, FakeCompany(self.store, realm_id))

    def get(self, realm_id: str) -> FakeCompany | None:
        return self._companies.get(realm_id)

    def list(self) -> list[FakeCompany]:
        return list(self._companies.values())

    def connection(self):
        return self.store.connection()

    def transaction(self):
        return self.store.transaction()

    def close(self) -> None:
        self.store.close()
