"""Is a list of child elements what a content model allows? Schemas are deterministic, so one look ahead is enough."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Choice, Element, Grammar, Particle, Splice


class GrammarFault(Exception):
    """The text is not what the grammar allows; the sentence goes to qbsdklog.txt only (spec qbd 8.1)."""


@dataclass
class Matcher:
    """Assigns each child name to its element of the model."""

    grammar: Grammar
    version: int

    def match(self, production: str, names: list[str]) -> list[Element]:
        """One element per name, or GrammarFault."""
        assigned: list[Element] = []
        items = self.grammar[production].items
        position = self._sequence(items, names, 0, assigned)
        if position < len(names):
            raise GrammarFault(f"{names[position]} is not expected here in {production}")
        return assigned

    def _sequence(self, items: tuple[Particle, ...], names: list[str], position: int, assigned: list[Element]) -> int:
        for item in items:
            position = self._repeated(item, names, position, assigned)
        return position

    def _repeated(self, item: Particle, names: list[str], position: int, assigned: list[Element]) -> int:
        if not item.in_version(self.version):
            return position
        count = 0
        while count < item.high and position < len(names) and self._starts(item, names[position]):
            position = self._once(item, names, position, assigned)
            count += 1
        if count < item.low and not self._nullable(item):
            found = names[position] if position < len(names) else "the end"
            raise GrammarFault(f"{_label(item)} is missing before {found}")
        return position

    def _once(self, item: Particle, names: list[str], position: int, assigned: list[Element]) -> int:
        if isinstance(item, Element):
            assigned.append(item)
            return position + 1
        if isinstance(item, Choice):
            option = next(option for option in item.options if self._starts(option, names[position]))
            return self._repeated(option, names, position, assigned)
        return self._sequence(self._items(item), names, position, assigned)

    def _items(self, item: Particle) -> tuple[Particle, ...]:
        return self.grammar[item.production].items if isinstance(item, Splice) else item.items

    def _starts(self, item: Particle, name: str) -> bool:
        """May `item` begin with an element of this name?"""
        if not item.in_version(self.version):
            return False
        if isinstance(item, Element):
            return item.name == name
        if isinstance(item, Choice):
            return any(self._starts(option, name) for option in item.options)
        for inner in self._items(item):
            if self._starts(inner, name):
                return True
            if not self._optional(inner):
                return False
        return False

    def _optional(self, item: Particle) -> bool:
        return item.low == 0 or not item.in_version(self.version) or self._nullable(item)

    def _nullable(self, item: Particle) -> bool:
        """May `item` stand there without any element?"""
        if isinstance(item, Element):
            return False
        if isinstance(item, Choice):
            return any(self._optional(option) for option in item.options)
        return all(self._optional(inner) for inner in self._items(item))


def _label(item: Particle) -> str:
    if isinstance(item, Element):
        return item.name
    if isinstance(item, Splice):
        return item.production
    return "one of a choice"
