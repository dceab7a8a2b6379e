"""qbXML elements. A field of a message is a table row, so that an update of some fields is the same table,
filtered, and schema order is the order of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from lxml import etree

from ...documents import Ref
from ..books import Books

Element = etree._Element
Content = str | list | None
"""Text, children, or nothing."""


def node(name: str, content: Content = "", **attributes: str) -> Element:
    """An element; None among the children is left out."""
    made = etree.Element(name, attributes)
    if isinstance(content, str):
        made.text = content or None
    else:
        made.extend(child for child in content or () if child is not None)
    return made


def optional(name: str, content: Content) -> Element | None:
    """The element, or None when it would be empty: in an Add empty elements are left out (spec qbd 3.2)."""
    return None if content is None or content == "" or content == [] else node(name, content)


def reference(name: str, ref: Ref | None) -> Element | None:
    """By ListID, or by FullName where only a name is known (spec qbd 5.1)."""
    if ref is None or not (ref.id or ref.name):
        return None
    return node(name, [node("ListID", ref.id) if ref.id else node("FullName", ref.name)])


def boolean(value: bool | None) -> str | None:
    return None if value is None else ("true" if value else "false")


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


@dataclass(frozen=True)
class Field:
    """`sources` are the document fields that `name` is made of, none for what always goes. `value` gives an
    element, a list of elements, text or None. `clears`: an update may empty it with an empty element (spec qbd
    3.2)."""

    sources: frozenset[str]
    name: str
    value: Callable[[object, Books], Element | list[Element] | str | None]
    clears: bool = False


def field(sources: str, name: str, value: Callable, clears: bool = False) -> Field:
    return Field(frozenset(sources.split()), name, value, clears)


def not_held(sources: str) -> Field:
    """Document fields that this kind of object has no element for: a change of them changes nothing here."""
    return field(sources, "", lambda _document, _books: None)


def elements(document: object, fields: Iterable[Field], books: Books, changes: frozenset[str]) -> list[Element]:
    """The elements of `document` in the table's order; only those touched by `changes` when there are any.
    Raises ValueError for a change that no element is made of: a typing error must not become an update that
    changes nothing."""
    fields = list(fields)
    unknown = changes - frozenset().union(*(one.sources for one in fields))
    if unknown:
        raise ValueError(f"{type(document).__name__} has no element made of {', '.join(sorted(unknown))}")
    chosen = [one for one in fields if not changes or not one.sources or one.sources & changes]
    return [made for one in chosen for made in _made(one, document, books, changes)]


def _made(one: Field, document: object, books: Books, changes: frozenset[str]) -> list[Element]:
    value = one.value(document, books)
    if isinstance(value, list):
        return value
    if isinstance(value, str) and value:
        return [node(one.name, value)]
    if value is None or value == "":
        return [node(one.name)] if changes and one.clears else []
    return [value]
