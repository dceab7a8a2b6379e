"""How a product is looked for before it is created, and under which name it is created."""

from __future__ import annotations

from ...desktop.lists import NOT_ON_LINES
from ...desktop.text import unsupported
from ...documents import DocumentError, Problem
from ...gateway import FindByName, ObjectRef, ReadObject
from . import item

ITEM = "Item"
MOST_NUMBERED = 5
"""Entries of one part number that are read; two are too many already."""


def search_of(product, connection):
    """The search for `product` (one record) in the company of `connection`."""
    return (DesktopSearch if connection.edition == "desktop" else Search)(product, connection)


class Search:
    """By SKU, then by name (QuickBooks Online)."""

    def __init__(self, product, connection):
        self.product = product
        self.connection = connection
        self.limits = connection._limits()
        self.sku, self.name = item.sku(product), item.directory_name(product)

    def questions(self):
        """What no name there can be is not asked for."""
        asked = [FindByName(ITEM, (self.sku,), by="sku")] if 0 < len(self.sku) <= self.limits.other["sku"] else []
        if self._can_be_name(self.name):
            asked.append(FindByName(ITEM, (self.name,)))
        return asked

    def found(self, answers):
        """What may be this product, the likeliest first. Raises DocumentError for several of one SKU."""
        found = [one for question in self.questions() for one in self._matches(question, answers[question])]
        active = [one for one in found if one.active]
        return (active or found)[:1]

    def new_name(self, answers):
        """The name under which it may be created; "" when what was found is in the way."""
        return "" if self.found(answers) else self.name

    def _matches(self, question, found):
        return self._one_of_sku(found) if question.by == "sku" else found

    def _one_of_sku(self, found):
        active = [one for one in found if one.active]
        if len(active) > 1:
            raise DocumentError(Problem("item_ambiguous", {"count": len(active), "sku": self.sku}, "sku"))
        return active

    def _can_be_name(self, text):
        return 0 < len(text) <= self.limits.item_name and not set(self.limits.forbidden_in_item_names) & set(text)


class DesktopSearch(Search):
    """By part number, then by name. QuickBooks Desktop cannot be asked for a part number, so the cached list says whom
    to read; and many companies there give an item its SKU as name, so both names are looked for."""

    def questions(self):
        asked = [ReadObject(ObjectRef(ITEM, entry.qb_id)) for entry in self._numbered()]
        names = self._names()
        return [*asked, FindByName(ITEM, names)] if names else asked

    def found(self, answers):
        return [*self._of_number(answers), *self._of_sku(answers), *self._of_name(answers)]

    def new_name(self, answers):
        """Its own name, or its SKU where the name does not fit or somebody else has it."""
        if self._of_number(answers) or self._of_sku(answers):
            return ""
        names, taken = self._names(), {one.name.casefold() for one in self._of_name(answers)}
        return next((name for name in names if name.casefold() not in taken), "" if names else self.name)

    def _names(self):
        return tuple(dict.fromkeys(one for one in (self.name, self.sku) if self._can_be_name(one)))

    def _of_sku(self, answers):
        return [one for one in self._named(answers) if one.name.casefold() == self.sku.casefold()]

    def _of_name(self, answers):
        return [one for one in self._named(answers) if one.name.casefold() != self.sku.casefold()]

    def _named(self, answers):
        names = self._names()
        return answers[FindByName(ITEM, names)] if names else []

    def _numbered(self):
        if not self.sku:
            return []
        domain = [("connection_id", "=", self.connection.id), ("type", "=", ITEM), ("number", "=", self.sku)]
        return self.connection.env["qb.entry"].sudo().search(domain, order="id", limit=MOST_NUMBERED)

    def _of_number(self, answers):
        """Read again: the list may be of last week."""
        said = [answers[question] for question in self.questions() if isinstance(question, ReadObject)]
        return self._one_of_sku([one for one in said if one and one.details.get("sku") == self.sku])

    def _can_be_name(self, text):
        return super()._can_be_name(text) and not unsupported(text)


def other_kind(found):
    """The kind of an item that cannot stand for a product on a line ("" when it can)."""
    kind = str(found.details.get("kind") or "")
    return kind if kind in NOT_ON_LINES | {"ItemDiscount"} else ""
