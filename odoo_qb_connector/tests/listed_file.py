"""A company file whose customers and items are changed: by us with a Mod, and by people in between."""

import copy
import itertools
from xml.sax.saxutils import escape

from lxml import etree

from .company_file import CompanyFile

PARTS = ("SalesOrPurchase", "SalesAndPurchase")
HEAD = ("ListID", "EditSequence")
STALE = 'The provided edit sequence "{}" is out-of-date. '
NO_SIDES = "An item cannot change between one account and a sales and a purchase side."


class ListedFile(CompanyFile):
    """`listed` holds the ...Ret elements by ListID. `busy` is how many of the next Mods find that somebody changed the
    object just before they came, `warned` by request the status and the words of what is done all the same. As
    QuickBooks does: an EditSequence must be the present one, what a Mod does not mention stays, an empty element
    clears, and an item keeps its accounts' shape (spec qbd 5.1, 5.3)."""

    def __init__(self):
        super().__init__()
        self.listed = {}
        self.busy = 0
        self.warned = {}
        self._sequence = itertools.count(1417118624)

    def enter(self, kind, inside):
        """Made by hand: `inside` is the qbXML behind its ids. Returns the ListID."""
        identity = f"80000001-{next(self._ids)}"
        head = f"<ListID>{identity}</ListID><EditSequence>{next(self._sequence)}</EditSequence>"
        self.listed[identity] = etree.fromstring(f"<{kind}Ret>{head}<IsActive>true</IsActive>{inside}</{kind}Ret>")
        return identity

    def change(self, identity, **texts):
        """Somebody at the PC: another EditSequence, and these elements."""
        there = self.listed[identity]
        for name, text in texts.items():
            _replaced(there, etree.fromstring(f"<{name}>{escape(text)}</{name}>"))
        there.find("EditSequence").text = str(next(self._sequence))

    def text(self, identity, path):
        return self.listed[identity].findtext(path)

    def sequence(self, identity):
        return self.text(identity, "EditSequence")

    def mods(self):
        """The names of the Mods that came, in order."""
        return self._came("ModRq")

    def item_queries(self):
        return self._came("ItemQueryRq")

    def _came(self, ending):
        found = (etree.fromstring(body).iter() for body in self.seen)
        return [one.tag for elements in found for one in elements if str(one.tag).endswith(ending)]

    # ------------------------------------------------------------------ requests

    def _list_mod(self, request):
        (mod,) = request
        identity = mod.findtext("ListID")
        if self.busy:
            self.busy -= 1
            self.change(identity, Notes=f"Changed by hand, {self.busy} more to come")
        there = self.listed.get(identity)
        if there is None:
            return "", "3120", f'Object "{identity}" specified in the request cannot be found.'
        if mod.findtext("EditSequence") != self.sequence(identity):
            return "", "3200", STALE.format(mod.findtext("EditSequence"))
        changed = copy.deepcopy(there)
        for one in mod:
            if one.tag.removesuffix("Mod") in PARTS and changed.find(one.tag.removesuffix("Mod")) is None:
                return "", "3170", NO_SIDES
            if one.tag not in HEAD:
                _said(changed, one)
        self.listed[identity] = changed
        changed.find("EditSequence").text = str(next(self._sequence))
        status = self.warned.get(request.tag.removesuffix("Rq"), ("0", "Status OK"))
        return etree.tostring(changed, encoding="unicode"), *status

    _CustomerMod = _VendorMod = _ItemServiceMod = _ItemNonInventoryMod = _ItemInventoryMod = _list_mod

    def _list_query(self, request):
        wanted = {one.text for one in request.findall("ListID")}
        rows = [etree.tostring(row, encoding="unicode") for key, row in self.listed.items() if key in wanted]
        return "".join(rows), "0" if rows else "500", "Status OK"

    _CustomerQuery = _VendorQuery = _ItemQuery = _list_query


def _said(there, one):
    """One element of a Mod; of an aggregate of an item only its parts."""
    if one.tag.removesuffix("Mod") in PARTS:
        for part in one:
            _replaced(there.find(one.tag.removesuffix("Mod")), copy.deepcopy(part))
    else:
        _replaced(there, copy.deepcopy(one))


def _replaced(holder, one):
    for old in holder.findall(one.tag):
        holder.remove(old)
    if one.text or len(one):
        holder.append(one)
