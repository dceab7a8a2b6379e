"""The words in which the schema is written, and the reader of its compact notation.

One line per property: name, type, flags. Types: `string(21)`, `string`, `boolean`, `integer`, `decimal`,
`money` (two decimals at most), `date`, `datetime`, `id`, `ref:Customer`, `enum:A|B`,
`object:PhysicalAddress`; a trailing `[]` makes a list. Flags: one status of `Field.status` (default
"live"), `required`, `filter`. A line `unsupported: A B C` names properties that exist in Intuit's XSD and
that this simulator refuses loudly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

STATUSES = ("live", "echo", "inert", "readonly", "create", "unsupported")
_TYPE = re.compile(r"(?P<kind>[a-z]+)(\((?P<length>\d+)\))?(:(?P<arg>[^\[]+))?(?P<many>\[\])?$")
_KINDS = {
    "string": "string",
    "boolean": "boolean",
    "integer": "integer",
    "decimal": "decimal",
    "money": "money",
    "date": "date",
    "datetime": "datetime",
    "id": "id",
    "ref": "reference",
    "enum": "enum",
    "object": "object",
}


@dataclass(frozen=True)
class Field:
    """One property of an entity or of an object inside it.

    `type` is string, boolean, integer, decimal, money, date, datetime, id, reference, enum or object;
    `many` makes it a list. `status` says what the simulator does with it: "live" (has behaviour), "echo"
    (describes and does nothing: checked for type, length and reference, stored and returned), "inert" (does something
    at Intuit that the simulator does not do: refused loudly unless a switch lets it be stored), "readonly" (ignored
    when sent), "create" (writable on create only), "unsupported" (exists in Intuit's XSD, refused loudly).
    """

    name: str
    type: str
    length: int | None = None
    choices: tuple[str, ...] = ()
    target: str = ""  # the entity a reference points to, or the name of the object type
    many: bool = False
    status: str = "live"
    required: bool = False
    filterable: bool = False


@dataclass(frozen=True)
class ObjectType:
    """A structure without a life of its own: PhysicalAddress, SalesItemLineDetail."""

    name: str
    fields: dict[str, Field]


@dataclass(frozen=True)
class EntitySchema:
    """One entity of the API."""

    name: str
    fields: dict[str, Field]
    kind: str  # "list" (has Active), "transaction", "setup"
    operations: frozenset[str]  # of read, query, create, update, delete, void
    cdc: bool = True
    filterable: dict[str, str] = field(default_factory=dict)  # dotted path -> type ("reference" included)

    @property
    def properties(self) -> list[str]:
        """Every top-level property QuickBooks knows, in schema order."""
        return list(self.fields)

    @property
    def is_list(self) -> bool:
        """True when inactive objects are hidden from queries that do not filter on Active."""
        return self.kind == "list"


def parse_fields(text: str) -> dict[str, Field]:
    """Read the compact notation."""
    fields: dict[str, Field] = {}
    for line in text.strip().splitlines():
        if not line.strip():
            continue
        head, *rest = line.split()
        found = [_plain(name) for name in rest] if head == "unsupported:" else [_field(head, rest)]
        for one in found:
            if one.name in fields:
                raise ValueError(f"{one.name} is defined twice")
            fields[one.name] = one
    return fields


def _plain(name: str) -> Field:
    return Field(name, "string", status="unsupported")


def _field(name: str, words: list[str]) -> Field:
    match = _TYPE.match(words[0])
    if match is None:
        raise ValueError(f"{name}: unreadable type {words[0]}")
    flags = set(words[1:])
    statuses = flags & set(STATUSES)
    unknown = flags - set(STATUSES) - {"required", "filter"}
    if unknown or len(statuses) > 1:
        raise ValueError(f"{name}: unreadable flags {sorted(flags)}")
    kind = _KINDS[match["kind"]]
    argument = match["arg"] or ""
    return Field(
        name,
        kind,
        length=int(match["length"]) if match["length"] else None,
        choices=tuple(argument.split("|")) if kind == "enum" else (),
        target="" if kind == "enum" else argument,
        many=bool(match["many"]),
        status=statuses.pop() if statuses else "live",
        required="required" in flags,
        filterable="filter" in flags,
    )


# What every entity has; `domain`, `sparse` and `status` are attributes of IntuitEntity in the XSD.
COMMON = parse_fields("""
    Id id readonly filter
    SyncToken string readonly
    MetaData object:MetaData readonly
    domain string readonly
    sparse boolean readonly
    status string readonly
    CustomField object:CustomField[]
    AttachableRef object:AttachableRef[] unsupported
""")


def entity(name: str, kind: str, operations: str, text: str, *, cdc: bool = True) -> EntitySchema:
    """An entity from its own properties; what all entities share is added."""
    fields = {**COMMON, **parse_fields(text)}
    filterable = {f.name: f.type for f in fields.values() if f.filterable}
    filterable["MetaData.CreateTime"] = filterable["MetaData.LastUpdatedTime"] = "datetime"
    return EntitySchema(name, fields, kind, frozenset(operations.split()), cdc=cdc, filterable=filterable)
