"""A document as a table of fields: which document field becomes which property, so that a sparse update is
the same table, filtered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ...documents import Address, Ref
from ...gateway import CompanyFacts, TaxModel
from .countries import alpha3
from .text import fit

US_NAMES = frozenset({"US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA"})


@dataclass(frozen=True)
class Context:
    """What encoding depends on besides the document: the company. Without facts (before the first reading)
    names and items can be written, sales documents cannot."""

    facts: CompanyFacts | None = None

    @property
    def us(self) -> bool:
        """A US company: ISO-8859-1 texts, TAX and NON, Taxable (spec qbo 1.2, 6.2)."""
        return bool(self.facts) and self.facts.country.upper() in US_NAMES

    @property
    def tax_model(self) -> TaxModel:
        return self.facts.tax_model if self.facts else TaxModel.OFF

    @property
    def multicurrency(self) -> bool:
        return bool(self.facts) and self.facts.multicurrency

    def off(self, feature: str) -> bool:
        """A preference known to be switched off; one that was never read counts as on."""
        return bool(self.facts) and self.facts.features.get(feature) is False

    def text(self, value: str) -> str | None:
        """`value` in characters this company can keep; None when empty."""
        return fit(value, self.us) or None

    def name(self, value: str) -> str:
        """`value` as QuickBooks would keep it as a name."""
        return fit(value, self.us).strip()


NOT_SAID = object()
"""A value that says: leave the property out, even where an update would clear it."""


@dataclass(frozen=True)
class Field:
    """`sources` are the document fields that `key` is made of; `value` gives None to leave it out. `clears`
    says that a sparse update may empty it: a text with "", an object (`is_object`) or a reference with null, because
    an object of empty parts may be merged into what is there (spec qbo 1.4: unconfirmed)."""

    sources: frozenset[str]
    key: str
    value: Callable[[object, Context], object]
    clears: bool = False
    is_object: bool = False

    @property
    def empty(self) -> str | None:
        return None if self.is_object else ""


def field(sources: str, key: str, value: Callable, clears: bool = False, is_object: bool = False) -> Field:
    return Field(frozenset(sources.split()), key, value, clears, is_object)


def clearable(sources: str, key: str, value: Callable) -> Field:
    """An object or reference that a sparse update may empty."""
    return field(sources, key, value, clears=True, is_object=True)


def not_held(sources: str) -> Field:
    """Document fields that this entity has no property for: a change of them changes nothing here."""
    return field(sources, "", lambda _document, _context: None)


def body(document: object, fields: Iterable[Field], context: Context, changes: frozenset[str]) -> dict:
    """The properties of `document`; only those touched by `changes` when there are any. Raises ValueError for
    a change that no property is made of: a typing error must not become an update that changes nothing."""
    fields = list(fields)
    unknown = changes - frozenset().union(*(one.sources for one in fields))
    if unknown:
        raise ValueError(f"{type(document).__name__} has no property made of {', '.join(sorted(unknown))}")
    chosen = [one for one in fields if not changes or one.sources & changes]
    pairs = [(one, one.value(document, context)) for one in chosen if one.key]
    return {one.key: one.empty if value is None else value for one, value in pairs if _sent(one, value, changes)}


def _sent(one: Field, value: object, changes: frozenset[str]) -> bool:
    if value is NOT_SAID:
        return False
    return value is not None or bool(changes and one.clears)


def reference(ref: Ref | None) -> dict | None:
    """Names are ignored on write (spec qbo 1.3) and left out, so that a renamed customer does not change the
    bytes."""
    return {"value": ref.id} if ref else None


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def address(value: Address | None, context: Context) -> dict | None:
    """Line1 to Line5, the surplus joined into the fifth; the country as ISO 3166 alpha-3 (spec qbo 5.0)."""
    if not value:
        return None
    lines = [line for line in map(context.text, value.lines) if line]
    lines = [*lines[:4], ", ".join(lines[4:])] if len(lines) > 5 else lines
    parts = {f"Line{place}": line for place, line in enumerate(lines, 1)}
    parts["City"] = context.text(value.city)
    parts["CountrySubDivisionCode"] = context.text(value.state)
    parts["PostalCode"] = context.text(value.postal_code)
    parts["Country"] = context.text(alpha3(value.country))
    return {key: part for key, part in parts.items() if part} or None
