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

# Entities whose sparse update Intuit documents (spec qbo 1.4), as far as they are simulated.
_DOCUMENTED_SPARSE = ("CompanyInfo", "Customer", "Estimate", "Invoice", "RefundReceipt", "SalesReceipt")
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
    keeps_lines = False  # its lines have ids that an update can name
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
        sparse = body.get("sparse") is True and self._takes_sparse(session)
        change = Change(session, self.schema, sent, row, sparse, include)
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
            raise faults.stale() if session.switches.missing_sync_token == "5010" else faults.required("SyncToken")
        if token != str(row.sync_token):
            raise faults.stale()
        return row

    def operations(self, session: Session) -> frozenset[str]:
        """What can be done with the entity in this company."""
        return self.schema.operations

    def _takes_sparse(self, session: Session) -> bool:
        return self.name in _DOCUMENTED_SPARSE or session.switches.sparse_undocumented == "accept"

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
        return {**values, **self._merged_inside(change)} if change.sparse else values

    def _merged_inside(self, change: Change) -> dict:
        """Objects and lines that a sparse update merges into what is there, by switch."""
        sent, old, switches = change.sent.values, change.old.body, change.session.switches
        found = {}
        if switches.sparse_nested_objects == "merge":
            for name, value in sent.items():
                if isinstance(value, dict) and "value" not in value and isinstance(old.get(name), dict):
                    found[name] = {**old[name], **value}
        if switches.sparse_line_array == "merge" and self.keeps_lines and "Line" in sent:
            found["Line"] = _merged_lines(old["Line"], sent["Line"])
        return found

    def _check_sparse_lines(self, change: Change) -> None:
        missing = "Line" in self.schema.fields and "Line" not in {*change.sent.values, *change.sent.blanks}
        if change.sparse and missing and change.session.switches.sparse_without_lines == "refuse":
            change.fail(faults.required("Line"))

    def _composed(self, change: Change) -> dict:
        change.errors.extend(change.sent.errors)
        if change.sent.values.get("CustomField") and not self.transaction:
            raise faults.not_simulated(f"CustomField on {self.name}")
        for name, one in self.schema.fields.items():
            missing = change.values.get(name) in (None, "", [], {})
            if one.required and missing and name not in change.sent.faulty:
                change.fail(faults.required(name))
        self._check_sparse_lines(change)
        change.session.resolve(self.schema.fields, change.sent.values, change.errors)
        change.check()
        self.complete(change)
        change.check()
        return self.compose(change)


def _merged_lines(old: list[dict], sent: list[dict]) -> list[dict]:
    """The standing lines, each replaced by the sent one of its Id, and then the new ones."""
    by_id = {line["Id"]: line for line in sent if "Id" in line}
    standing = [line for line in old if "Id" in line]
    known = {line["Id"] for line in standing}
    return [*(by_id.get(line["Id"], line) for line in standing), *(s for s in sent if s.get("Id") not in known)]


def _text(session: Session, value: object) -> object:
    """Ids and tokens sent as numbers (switch `numbers_as_text`)."""
    number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if number and session.switches.numbers_as_text else value


def _sorted(body: dict) -> dict:
    """Top-level order does not make a difference between two bodies."""
    return dict(sorted(body.items()))
