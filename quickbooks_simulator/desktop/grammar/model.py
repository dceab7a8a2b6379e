"""What a grammar is made of: productions, elements, choices, attributes and simple types."""

from __future__ import annotations

from dataclasses import dataclass, field

MANY = 1_000_000  # no upper limit
OLDEST, NEWEST = 13, 16  # qbXML versions the table covers


@dataclass(frozen=True)
class Simple:
    """A simple type (spec qbd 3.2): `kind` string, id, amt, price, quan, percent, date, datetime, bool, int, guid,
    float, interval (hours and minutes), macro (an id that may be a macro) or enum.
    """

    kind: str = "string"
    length: int | None = None
    low: int | None = None
    high: int | None = None
    values: tuple[tuple[str, int, int], ...] = ()  # of an enum: value, first and last version

    def allowed(self, version: int) -> tuple[str, ...]:
        """The values of an enumeration in a version."""
        return tuple(value for value, first, last in self.values if first <= version <= last)


@dataclass(frozen=True)
class Particle:
    """Something that stands in a content model, `low` to `high` times, in versions `first` to `last`."""

    low: int = 1
    high: int = 1
    first: int = OLDEST
    last: int = NEWEST

    def in_version(self, version: int) -> bool:
        return self.first <= version <= self.last


@dataclass(frozen=True)
class Element(Particle):
    """An element; `content` is a simple type or the name of a production."""

    name: str = ""
    content: Simple | str = field(default_factory=Simple)


@dataclass(frozen=True)
class Splice(Particle):
    """The items of another production, in place."""

    production: str = ""


@dataclass(frozen=True)
class Sequence(Particle):
    items: tuple[Particle, ...] = ()


@dataclass(frozen=True)
class Choice(Particle):
    options: tuple[Particle, ...] = ()


@dataclass(frozen=True)
class Attribute:
    name: str
    required: bool
    type: Simple


@dataclass(frozen=True)
class Production:
    """The content of an element, or of a group that others splice in."""

    name: str
    items: tuple[Particle, ...]
    attributes: tuple[Attribute, ...] = ()


@dataclass
class Grammar:
    """All productions by name."""

    productions: dict[str, Production]
    _repeated: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    _flattened: dict[tuple[str, int], list[Element]] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> Production:
        return self.productions[name]

    def __contains__(self, name: str) -> bool:
        return name in self.productions

    def repeated(self, name: str) -> frozenset[str]:
        """The elements of a production that may occur more than once."""
        if name not in self._repeated:
            self._repeated[name] = frozenset(self._many(self[name].items, False))
        return self._repeated[name]

    def _many(self, items: tuple[Particle, ...], inside: bool) -> list[str]:
        found: list[str] = []
        for item in items:
            many = inside or item.high > 1
            if isinstance(item, Element):
                found.extend([item.name] if many else [])
            elif isinstance(item, Splice):
                found.extend(self._many(self[item.production].items, many))
            else:
                found.extend(self._many(item.options if isinstance(item, Choice) else item.items, many))
        return found

    def flat(self, name: str, version: int = NEWEST) -> list[Element]:
        """Every element that may stand in a production, in order, splices and choices dissolved."""
        if (name, version) not in self._flattened:
            self._flattened[name, version] = self._flat(self[name].items, version)
        return self._flattened[name, version]

    def _flat(self, items: tuple[Particle, ...], version: int) -> list[Element]:
        found: list[Element] = []
        for item in items:
            if not item.in_version(version):
                continue
            if isinstance(item, Element):
                found.append(item)
            elif isinstance(item, Splice):
                found.extend(self._flat(self[item.production].items, version))
            else:
                found.extend(self._flat(item.options if isinstance(item, Choice) else item.items, version))
        return found
