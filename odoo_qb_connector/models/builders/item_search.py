"""How a product is looked for before it is created, and under which name it is created."""

from __future__ import annotations

from ...desktop import text as desktop_text
from ...documents import DocumentError, Problem
from ...gateway import FindByName, ObjectRef, ReadObject
from ...online.encode import Context
from ...online.encode import text as online_text
from . import item, item_namesakes
from .item_match import ITEM
from .item_names import Room, cleaned, proposals

MOST_NUMBERED = 5
"""Entries of one part number that are read; two are too many already."""


def search_of(product, connection):
    """The search for `product` (one record) in the company of `connection`."""
    return (DesktopSearch if connection.edition == "desktop" else Search)(product, connection)


class Search:
    """By SKU, several of one SKU by name, then by name (QuickBooks Online)."""

    def __init__(self, product, connection):
        self.product = product
        self.connection = connection
        self.limits = connection._limits()
        self.room = self._room()
        self.sku = item.sku(product)
        self.full = item.directory_name(product, connection)
        self.name = cleaned(self.full, self.room)
        alike = item_namesakes.Namesakes(product, connection)
        self.sku_is_shared = bool(self.sku) and alike.share_the_sku()
        self.namesake = alike.of_name(self.name, self.room)
        self.proposed = self._proposed()

    def _proposed(self):
        reference = "" if self.sku_is_shared else cleaned(self.sku, self.room)
        return proposals(self.name, reference, self.room, shared=bool(self.namesake))

    def _room(self):
        us = Context(self.connection._facts()).us
        return Room(
            self.limits.item_name,
            self.limits.forbidden_in_item_names,
            written=lambda text: online_text.fit(text, us),
            unwritable=lambda text: online_text.unsupported(text, us),
        )

    def questions(self):
        """What no name there can be is not asked for."""
        asked = [FindByName(ITEM, (self.sku,), by="sku")] if 0 < len(self.sku) <= self.limits.other["sku"] else []
        names = self.names()
        return [*asked, FindByName(ITEM, names)] if names else asked

    def names(self):
        """The names that it may have there, likeliest first, each once to a QuickBooks that does not heed case."""
        return self._once(self.name, *self.proposed)

    def _once(self, *names):
        kept = {}
        for name in names:
            if self.room.holds(name):
                kept.setdefault(name.casefold(), name)
        return tuple(kept.values())

    def found(self, answers):
        """What may be this product, the likeliest first. Raises DocumentError for several of one SKU."""
        return [*self.of_sku(answers), *self.of_name(answers)]

    def of_sku(self, answers):
        """Found by its SKU. Raises DocumentError when several have it and no name tells which one it is."""
        said = [one for question in self.questions() if _is_by_sku(question) for one in answers[question]]
        return self._one_of_sku(said)

    def of_name(self, answers):
        """Found by a name, in the order of the names."""
        order = {name.casefold(): place for place, name in enumerate(self.names())}
        named = [one for one in self._named(answers) if one.name.casefold() in order]
        return sorted(named, key=lambda one: (order[one.name.casefold()], not one.active))

    def new_name(self, answers):
        """The name under which it may be created; "" when somebody has every one of them."""
        taken = {one.name.casefold() for one in self._named(answers)}
        return next((name for name in self.proposed if name.casefold() not in taken), "")

    def _named(self, answers):
        names = self.names()
        return answers[FindByName(ITEM, names)] if names else []

    def _one_of_sku(self, found):
        """The active one of this SKU; of several, or where products in Odoo share it, the one whose name is equal."""
        active = [one for one in found if one.active]
        names = {name.casefold() for name in self.names()}
        named = [one for one in active if one.name.casefold() in names]
        if len(named) == 1 or self.sku_is_shared:
            return named[:1]
        if len(active) > 1:
            values = {"count": len(active), "sku": self.sku, "names": ", ".join(one.name for one in active)}
            raise DocumentError(Problem("item_ambiguous", values, "sku"))
        return active


class DesktopSearch(Search):
    """By part number, then by name. QuickBooks Desktop cannot be asked for a part number, so the cached list says whom
    to read; and many companies there give an item its SKU as name, so that is looked for too."""

    def _room(self):
        return Room(
            self.limits.item_name,
            self.limits.forbidden_in_item_names,
            written=desktop_text.one_line,
            unwritable=desktop_text.unsupported,
        )

    def questions(self):
        asked = [ReadObject(ObjectRef(ITEM, entry.qb_id)) for entry in self._numbered()]
        names = self.names()
        return [*asked, FindByName(ITEM, names)] if names else asked

    def names(self):
        return self._once(self.name, self.sku, *self.proposed)

    def of_sku(self, answers):
        """Read again, because the list may be of last week; else an item whose name is the SKU."""
        said = [answers[question] for question in self.questions() if isinstance(question, ReadObject)]
        numbered = self._one_of_sku([one for one in said if one and one.details.get("sku") == self.sku])
        if numbered or self.sku_is_shared:
            return numbered
        return [one for one in self._named(answers) if one.name.casefold() == self.sku.casefold()]

    def of_name(self, answers):
        return [one for one in super().of_name(answers) if one.name.casefold() != self.sku.casefold()]

    def _numbered(self):
        if not self.sku:
            return []
        domain = [("connection_id", "=", self.connection.id), ("type", "=", ITEM), ("number", "=", self.sku)]
        return self.connection.env["qb.entry"].sudo().search(domain, order="id", limit=MOST_NUMBERED)


def _is_by_sku(question):
    return isinstance(question, FindByName) and question.by == "sku"
