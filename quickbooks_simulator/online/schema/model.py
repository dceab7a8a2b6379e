"""The words in which the schema is written: a field, an object type, an entity."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Field:
    """One property of an entity or of an object inside it.

    `type` is string, boolean, integer, decimal, date, datetime, id, reference, enum or object; `many` makes it a
    list. `status` says what the simulator does with it: "live" (has behaviour), "echo" (documented by Intuit,
    stored and returned), "readonly" (ignored when sent), "create" (writable on create only), "unsupported" (exists
    in Intuit's XSD, refused loudly).
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
    sparse: bool = True
    cdc: bool = True
    filterable: dict[str, str] = field(default_factory=dict)  # dotted path -> type, "reference" included

    @property
    def properties(self) -> list[str]:
        """Every top-level property QuickBooks knows, sorted."""
        return sorted(self.fields)

    @property
    def is_list(self) -> bool:
        """True when inactive objects are hidden from queries that do not filter on Active."""
        return self.kind == "list"
