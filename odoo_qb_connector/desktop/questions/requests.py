"""The first requests of each question, without requestID (spec qbd 3.4, 5.5)."""

from __future__ import annotations

from datetime import datetime
from functools import singledispatch

from lxml import etree

from ...gateway import (
    FindByMarker,
    FindByName,
    FindChanges,
    FindHolders,
    FindSales,
    ListEntries,
    ListProfiles,
    ReadCompany,
    ReadObject,
    ReadProfiles,
)
from ..encode.nodes import node
from ..lists import ITERATED, LISTS, UNFILTERED, known
from ..numbers import ref_number
from ..text import one_line, unsupported
from .changes import LISTED, before
from .changes import requests as change_requests
from .deleted import FindDeleted
from .deleted import requests as deleted_requests
from .holders import exactly
from .holders import requests as holder_requests
from .pages import LINKED, PAGE, active_or_not, with_lines, with_links
from .profiles import requests_by_id, requests_of_list
from .sales import requests as sales_requests

Element = etree._Element
NAMED = LISTED | {"SalesTaxCode"}
"""Lists whose entries are looked for by ListID or name."""


@singledispatch
def first_requests(question) -> list[Element]:
    """Raises TypeError for what is no question, ValueError for one that gives nothing to look by."""
    raise TypeError(f"{type(question).__name__} is no question")


@first_requests.register
def _company(question: ReadCompany) -> list[Element]:
    return [node("HostQueryRq"), node("CompanyQueryRq"), node("PreferencesQueryRq")]


@first_requests.register
def _object(question: ReadObject) -> list[Element]:
    """An item of an unknown kind is found by ItemQuery."""
    ref = question.ref
    name = "Item" if ref.type.startswith("Item") and ref.type != "ItemReceipt" else ref.type
    if name in NAMED:
        return [node(f"{name}QueryRq", [node("ListID", ref.id)])]
    links = [with_links()] if name in LINKED else []
    return [node(f"{name}QueryRq", [node("TxnID", ref.id), with_lines(), *links])]


@first_requests.register
def _by_name(question: FindByName) -> list[Element]:
    """One range of a single name each, inactive ones included: they hold their name too (spec qbd 5.1). A name that
    Desktop cannot keep is nobody's there and is not asked for. Desktop cannot filter by part number: then the whole
    list is read."""
    if question.by == "sku":
        return [node("ItemQueryRq", [node("MaxReturned", str(PAGE)), active_or_not()], iterator="Start")]
    names = dict.fromkeys(one_line(name) for name in question.names if one_line(name) and not unsupported(name))
    return [node(f"{question.type}QueryRq", [active_or_not(), exactly(name)]) for name in names]


@first_requests.register
def _by_marker(question: FindByMarker) -> list[Element]:
    """Documents by number, and by party and time, because people change numbers; list entries by name. The GUID
    is no filter (spec qbd 5.1)."""
    if question.type in NAMED:
        return _by_name(FindByName(question.type, (question.name,))) if question.name else _nothing(question)
    found = []
    if question.number:
        found.append(_transactions(question, [node("RefNumber", ref_number(question.number))]))
    if question.party_id and question.sent_after:
        filters = [node("MaxReturned", str(PAGE)), _since(question.sent_after), _entity(question.party_id)]
        found.append(_transactions(question, filters, iterator="Start"))
    return found or _nothing(question)


@first_requests.register
def _entries(question: ListEntries) -> list[Element]:
    """Every entry, inactive ones too: a mapping that points to one must be able to say so."""
    return [_list_query(query) for query in LISTS[known(question.type)]]


@first_requests.register
def _holders(question: FindHolders) -> list[Element]:
    return holder_requests(question)


@first_requests.register
def _sales(question: FindSales) -> list[Element]:
    return sales_requests(question)


@first_requests.register
def _deleted(question: FindDeleted) -> list[Element]:
    return deleted_requests(question)


@first_requests.register
def _changes(question: FindChanges) -> list[Element]:
    return change_requests(question)


@first_requests.register
def _profiles(question: ReadProfiles) -> list[Element]:
    return requests_by_id(question)


@first_requests.register
def _all_profiles(question: ListProfiles) -> list[Element]:
    return requests_of_list(question)


def next_page(first: Element, iterator: str) -> Element:
    """The same query, going on where the last page ended: same filters, same MaxReturned (spec qbd 3.4)."""
    again = etree.fromstring(etree.tostring(first))
    again.set("iterator", "Continue")
    again.set("iteratorID", iterator)
    return again


def _list_query(query: str) -> Element:
    if query in UNFILTERED:
        return node(f"{query}Rq")
    if query not in ITERATED:
        return node(f"{query}Rq", [active_or_not()])
    return node(f"{query}Rq", [node("MaxReturned", str(PAGE)), active_or_not()], iterator="Start")


def _transactions(question: FindByMarker, filters: list[Element], **attributes: str) -> Element:
    return node(f"{question.type}QueryRq", [*filters, with_lines()], **attributes)


def _since(moment: datetime) -> Element:
    return node("ModifiedDateRangeFilter", [node("FromModifiedDate", before(moment))])


def _entity(party: str) -> Element:
    return node("EntityFilter", [node("ListID", party)])


def _nothing(question: FindByMarker):
    """An empty answer would mean "not there"."""
    raise ValueError(f"nothing to look for a {question.type} by")
