"""An answer as text: elements in the order of the grammar, LF between them, no qbxml instruction (spec qbd 3.1)."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape

from .model import Element, Simple
from .table import grammar

REFERENCES = ("ListID", "FullName")
Resolve = Callable[[str, str], str | None]  # element name, ListID -> FullName


class Writer:
    """Renders bodies of one version; a reference is stored as its ListID and shown with its name of today."""

    def __init__(self, version: int, resolve: Resolve) -> None:
        self.version = version
        self.resolve = resolve

    def ret(self, name: str, body: dict, keep: set[str] | None = None) -> list[str]:
        """The lines of one element; `keep` are its top-level names to show (IncludeRetElement)."""
        shown = body if keep is None else {key: value for key, value in body.items() if key in keep}
        return [f"<{name}>", *self.content(name, shown), f"</{name}>"]

    def content(self, production: str, body: dict) -> list[str]:
        """The lines of a production's elements."""
        lines: list[str] = []
        for element in grammar().flat(production, self.version):
            value = body.get(element.name)
            if value is None:
                continue
            for one in value if isinstance(value, list) else [value]:
                lines.extend(self._element(element, one))
        return lines

    def _element(self, element: Element, value: object) -> list[str]:
        name, content = element.name, element.content
        if isinstance(content, Simple):
            return [f"<{name}>{escape(_plain(value))}</{name}>"]
        if isinstance(value, str):
            return self._reference(name, value)
        inner = self.content(content, value)
        return [f"<{name}>", *inner, f"</{name}>"]

    def _reference(self, name: str, list_id: str) -> list[str]:
        full_name = self.resolve(name, list_id)
        shown = [] if full_name is None else [f"<FullName>{escape(full_name)}</FullName>"]
        return [f"<{name}>", f"<ListID>{list_id}</ListID>", *shown, f"</{name}>"]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def attributes(pairs: dict[str, object]) -> str:
    """Attributes as text, those that are None left out."""
    return "".join(
        f' {name}="{escape(str(value), {chr(34): "&quot;"})}"' for name, value in pairs.items() if value is not None
    )
