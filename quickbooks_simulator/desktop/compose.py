"""From the elements of an Add or Mod to a stored body.

A reference is stored as its ListID and shown with the name it has when it is read. Numbers are stored as QuickBooks
shows them. In a Mod an empty element clears the field, what is not mentioned stays (spec qbd 3.2, 5.1).
"""

from __future__ import annotations

from . import addresses, statuses
from .grammar.model import Element, Simple
from .grammar.table import grammar
from .numbers import normal
from .work import Work

LONG_TEXT = 4095  # the length of memos, notes and descriptions
_REFERENCE = ["ListID", "FullName"]
_SYSTEM = ("ListID", "TxnID", "EditSequence")
_ALTERNATIVES = {"Price": "PricePercent", "PricePercent": "Price", "Rate": "RatePercent", "RatePercent": "Rate"}


def is_reference(element: Element) -> bool:
    """An element that holds ListID and FullName."""
    if isinstance(element.content, Simple):
        return False
    return [inner.name for inner in grammar().flat(element.content)] == _REFERENCE


class Composer:
    """Composes bodies of one type; `where` is the word that status 3140 uses."""

    def __init__(self, work: Work, owner: str, where: str, skip: tuple[str, ...] = ()) -> None:
        self.work = work
        self.owner = owner
        self.where = where
        self.skip = skip

    def added(self, production: str, given: dict) -> dict:
        """The body of a new object; empty elements count as not sent."""
        body: dict = {}
        for element in grammar().flat(production):
            value = given.get(element.name)
            if value in (None, "") or element.name in self.skip:
                continue
            stored = self._stored(element, value)
            if stored not in (None, {}, []):
                body[element.name] = stored
        return body

    def changed(self, production: str, given: dict, old: dict, required: tuple[str, ...]) -> dict:
        """The body after a Mod; clearing one of `required` is 3190."""
        body = dict(old)
        for element in grammar().flat(production):
            if element.name not in given or element.name in (*_SYSTEM, *self.skip):
                continue
            self._change(body, element, given[element.name], required)
        return body

    def _change(self, body: dict, element: Element, value: object, required: tuple[str, ...]) -> None:
        name = element.name
        if _is_empty(value):
            if name in required:
                raise statuses.cannot_clear(name)
            body.pop(name, None)
            return
        alternative = _ALTERNATIVES.get(name)
        if alternative:
            body.pop(alternative, None)
        stored = self._stored(element, value)
        merge = name.endswith("Address") and self.work.switches.address_in_mod == "merge"
        body[name] = {**body.get(name, {}), **stored} if merge else stored

    def _stored(self, element: Element, value: object) -> object:
        if isinstance(value, list):
            return [stored for one in value if (stored := self._one(element, one)) not in (None, {})]
        return self._one(element, value)

    def _one(self, element: Element, value: object) -> object:
        if isinstance(element.content, Simple):
            self._check_line(element.name, element.content, value)
            return normal(element.content.kind, value)
        if is_reference(element):
            if not any(value.values()):
                return None
            return self.work.reference(element.name, value, self.where, self.owner).id
        inner = self.added(element.content, value)
        for part in grammar().flat(element.content):
            if part.low and value.get(part.name) == "":
                raise statuses.missing(part.name)
        if element.content in ("AddressData", "ShipToAddressData"):
            addresses.check(inner, element.name)
        return inner

    def _check_line(self, name: str, type_: Simple, value: str) -> None:
        """Only memos, notes and descriptions surely hold line breaks (spec qbd 3.3)."""
        if type_.kind != "string" or not ("\n" in value or "\r" in value):
            return
        switches = self.work.switches
        short = type_.length is not None and type_.length < LONG_TEXT
        if (switches.line_breaks_in_short_fields if short else switches.line_breaks_in_long_fields) == "refuse":
            raise statuses.cannot_store(value, name, "This field is a single line.")


def _is_empty(value: object) -> bool:
    """An element without content: `<Phone/>`, `<TermsRef/>` or a reference with empty parts."""
    if isinstance(value, dict):
        return not any(not _is_empty(inner) for inner in value.values())
    return value in ("", [])
