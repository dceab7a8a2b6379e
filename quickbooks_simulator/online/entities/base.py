"""What every entity does the same way: create, full and sparse update, tokens, no-op writes, delete.

A handler composes the new body without side effects; only a body that differs is stored and posted, so a
write that changes nothing moves neither SyncToken nor time (spec qbo 1.4).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import faults
from ..faults import Fault
from ..schema import ENTITIES
from ..schema.model import EntitySchema
from ..schema.validate import Cleaned
from .session import Row, Session, encode

_SYSTEM = ("Id", "SyncToken", "MetaData", "domain", "sparse", "status")


@dataclass
class Change:
    """A write being composed: what was sent, what is there, what it becomes."""

    session: Session
    schema: EntitySchema
    sent: Cleaned
    old: Row | None
    sparse: bool
    include: frozenset[str]
    values: dict = field(default_factory=dict)  # the writable properties after the write
    errors: list[Fault] = field(default_factory=list)
    extra: dict = field(default_factory=dict)  # kept beside the body, never shown

    @property
    def creating(self) -> bool:
        return self.old is None

    def was(self, name: str, default: object = None) -> object:
        """A property before the write."""
        return default if self.old is None else self.old.body.get(name, default)

    def became(self, name: str) -> bool:
        """True when the property differs from what it was."""
        return self.values.get(name) != self.was(name)

    def fail(self, fault: Fault) -> None:
        self.errors.append(fault)

    def check(self) -> None:
        """Raise all that was found, as one fault."""
        if self.errors:
            raise faults.merged(self.errors)


class Handler:
    """One entity's rules; subclasses override `complete`, `compose`, `stored` and friends."""

    name = ""
    transaction = False
    keep_on_full_update: tuple[str, ...] = ()  # not blanked when a full update leaves them out

    @property
    def schema(self) -> EntitySchema:
        return ENTITIES[self.name]

    # --------------------------------------------------------------------------------------- entry points

    def create(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        sent = session.reader.entity(self.schema, body, creating=True)
        change = Change(session, self.schema, sent, None, False, include)
        change.values = dict(sent.values)
        new = self._composed(change)
        new["Id"] = self.new_id(session, change)
        row = session.insert(self.name, new, name_key=self.name_key(new), extra=change.extra)
        self.stored(session, None, row)
        return self.answer(session, row.id)

    def update(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        row = self.addressed(session, body)
        sent = session.reader.entity(self.schema, body, creating=False)
        change = Change(session, self.schema, sent, row, body.get("sparse") is True, include)
        change.extra = dict(row.extra)
        change.values = self._merged(change)
        new = self._composed(change)
        for name in _SYSTEM:
            if name in row.body:
                new[name] = row.body[name]
        if encode(_sorted(new)) == encode(_sorted(row.body)):
            return self.answer(session, row.id)
        stored = session.update(row, new, name_key=self.name_key(new), extra=change.extra)
        self.stored(session, row, stored)
        return self.answer(session, row.id)

    def delete(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        raise faults.unsupported_operation(f"delete on {self.name}")

    def void(self, session: Session, body: dict, include: frozenset[str] = frozenset()) -> dict:
        raise faults.unsupported_operation(f"void on {self.name}")

    # ---------------------------------------------------------------------------------------------- hooks

    def new_id(self, session: Session, change: Change) -> str:
        return session.new_id(self.name, transaction=self.transaction)

    def complete(self, change: Change) -> None:
        """Rules and defaults on `change.values`; found errors go to `change.fail`."""

    def compose(self, change: Change) -> dict:
        """The body after the write, without system fields; runs only when `complete` found nothing wrong."""
        return dict(change.values)

    def name_key(self, body: dict) -> str | None:
        """What must be unique, in lower case."""
        return None

    def stored(self, session: Session, old: Row | None, new: Row) -> None:
        """After-effects of a write that changed something: posting, balances, links."""

    def answer(self, session: Session, object_id: str) -> dict:
        """What the API answers: the object as it is now, after-effects included."""
        return session.require(self.name, object_id).body

    # --------------------------------------------------------------------------------------------- common

    def addressed(self, session: Session, body: dict) -> Row:
        """The row that `Id` and `SyncToken` of a request name: 2020, 2030, 610, 5010."""
        if not isinstance(body, dict):
            raise faults.invalid_property(str(body))
        object_id = _text(session, body.get("Id"))
        if object_id in (None, ""):
            raise faults.required("Id")
        if not isinstance(object_id, str) or not object_id.isdigit():
            raise faults.invalid_id(object_id)
        row = session.require(self.name, object_id)
        token = _text(session, body.get("SyncToken"))
        if token in (None, ""):
            raise faults.required("SyncToken")
        if token != str(row.sync_token):
            raise faults.stale()
        return row

    def _merged(self, change: Change) -> dict:
        """The writable properties after an update: sparse keeps what was not sent, full blanks it."""
        sent, old = change.sent, change.old.body
        kept = {}
        for name, one in self.schema.fields.items():
            if name not in old or name in _SYSTEM:
                continue
            keep = change.sparse or one.status in ("readonly", "create") or name in self.keep_on_full_update
            if keep and name not in sent.blanks:
                kept[name] = old[name]
        values = {**kept, **sent.values}
        if change.sparse and change.session.switches.sparse_nested_objects == "merge":
            for name, value in sent.values.items():
                if isinstance(value, dict) and "value" not in value and isinstance(old.get(name), dict):
                    values[name] = {**old[name], **value}
        return values

    def _composed(self, change: Change) -> dict:
        change.errors.extend(change.sent.errors)
        if change.sent.values.get("CustomField") and not self.transaction:
            raise faults.not_simulated(f"CustomField on {self.name}")
        for name, one in self.schema.fields.items():
            missing = change.values.get(name) in (None, "", [], {})
            if one.required and missing and name not in change.sent.faulty:
                change.fail(faults.required(name))
        change.session.resolve(self.schema.fields, change.sent.values, change.errors)
        change.check()
        self.complete(change)
        change.check()
        return self.compose(change)


def _text(session: Session, value: object) -> object:
    """Ids and tokens sent as numbers (switch `numbers_as_text`)."""
    number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if number and session.switches.numbers_as_text else value


def _sorted(body: dict) -> dict:
    """Top-level order does not make a difference between two bodies."""
    return dict(sorted(body.items()))
