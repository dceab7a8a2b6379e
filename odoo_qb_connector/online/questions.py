"""Questions -> requests, answers -> what the asker wants (spec qbo 1.6). Everything here is a read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from ..gateway import (
    Acknowledged,
    Change,
    Changes,
    CompanyFacts,
    FindByMarker,
    FindByName,
    FindChanges,
    FindHolders,
    FindSales,
    GatewayError,
    Gone,
    ListEntries,
    ListEntry,
    Pages,
    Profile,
    ProfilePage,
    Question,
    ReadCompany,
    ReadObject,
    ReadProfiles,
    Refused,
    Remedy,
    Retryable,
    WireRequest,
)
from . import changes
from .decode import TRANSACTIONS, acknowledged
from .encode.commands import MINOR_VERSION
from .facts import company_facts
from .lists import LISTS, list_entry
from .profiles import PROFILED, profile
from .query_values import BACKSLASH, like, numbered, quoted
from .sales_search import clause_of, is_asked_for

PAGE = 1000
"""Entities per page, Intuit's maximum."""
ALL = "Active IN (true, false)"
"""Inactive ones too."""
PER_QUERY = 40
"""Names or ids asked for in one query."""
LONGEST_IN_ADDRESS = 1500
"""Characters of a statement that still travel in the address; longer ones are posted."""
CLOCK_SKEW = timedelta(minutes=5)
"""How far our clock may be ahead of Intuit's when we ask for what was created since."""
_NAME_PROPERTY = dict.fromkeys(("Customer", "Vendor", "Employee", "TaxAgency"), "DisplayName")
WITHOUT_ACTIVE = frozenset({"TaxAgency"})
"""Lists whose entries are never inactive: a query that names Active is refused."""

Send = Callable[[WireRequest], Mapping]
"""Carries one read and returns the answer's JSON; raises GatewayError."""


class Questions:
    """Asks one company. `send` does the talking, `prepare` makes a name what QuickBooks keeps (Context.name), `us` says
    whether Taxable means something there (Context.us)."""

    def __init__(self, realm: str, send: Send, prepare: Callable[[str], str], *, us: bool = False):
        self._realm = realm
        self._send = send
        self._prepare = prepare
        self._us = us

    def ask(self, question: Question):
        """The answer to any question of `gateway.question`. Raises GatewayError, TypeError for an unknown
        question."""
        answers = {
            ReadCompany: self._company,
            ReadObject: self._object,
            FindByName: self._by_name,
            FindByMarker: self._by_marker,
            FindSales: self._sales,
            ListEntries: self._entries,
            ReadProfiles: self._profiles,
            ProfilePage: self._page,
            FindHolders: self._holders,
            FindChanges: self._changes,
        }
        if type(question) not in answers:
            raise TypeError(f"{type(question).__name__} is no question")
        return answers[type(question)](question)

    def _company(self, _question: ReadCompany) -> CompanyFacts:
        info = self._read(f"companyinfo/{self._realm}").get("CompanyInfo")
        preferences = self._read("preferences").get("Preferences")
        if not isinstance(info, Mapping) or not isinstance(preferences, Mapping):
            raise Retryable("an answer without CompanyInfo or Preferences")
        return company_facts(self._realm, info, preferences)

    def _object(self, question: ReadObject) -> Acknowledged | None:
        """None when there is no such object (610 on a read)."""
        ref = question.ref
        try:
            data = self._read(f"{ref.type.lower()}/{quote(ref.id, safe='')}")
        except Gone:
            return None
        entity = data.get(ref.type)
        if not isinstance(entity, Mapping):
            raise Retryable(f"an answer without {ref.type}")
        if entity.get("status") == "Deleted":
            return None
        return _acknowledged(ref.type, entity)

    def _by_name(self, question: FindByName) -> list[Acknowledged]:
        """Exact names and those that differ in case only: QuickBooks compares without case and so must the
        caller, who sees the spelling there in `name`; but a name that differs only by characters that
        QuickBooks cannot keep comes back as it was asked for."""
        key = "Sku" if question.by == "sku" else _NAME_PROPERTY.get(question.type, "Name")
        asked = {self._prepare(name): name for name in question.names if name.strip()}
        wanted = {name.casefold() for name in asked}
        found: list[Acknowledged] = []
        for clause in _named(key, list(asked)):
            rows = self._query(question.type, clause if question.type in WITHOUT_ACTIVE else f"{clause} AND {ALL}")
            said = ((row, str(row.get(key, ""))) for row in rows)
            found += [_acknowledged(question.type, row) for row, text in said if text.casefold() in wanted]
        return [replace(one, name=asked.get(one.name, one.name)) for one in found]

    def _by_marker(self, question: FindByMarker) -> list[Acknowledged]:
        """Candidates, each with the marker it carries. Transactions by number, else by party since they were
        sent; names and items by name. The private note cannot be filtered on (spec qbo 1.6).

        Raises ValueError for a question that gives nothing to look by: an empty answer would mean "not
        there"."""
        if question.type not in TRANSACTIONS and question.name:
            return self._by_name(FindByName(question.type, (question.name,)))
        clauses = [numbered(question.number)] if question.number else []
        if question.party_id and not question.number:
            clauses.append(f"{_party_property(question.type)} = {quoted(question.party_id)}")
        if question.sent_after and not question.number:
            clauses.append(f"MetaData.CreateTime >= {quoted(_time(question.sent_after - CLOCK_SKEW))}")
        if not clauses:
            raise ValueError(f"nothing to look for a {question.type} by")
        rows = self._query(question.type, " AND ".join(clauses))
        return [_acknowledged(question.type, row) for row in rows]

    def _sales(self, question: FindSales) -> list[Acknowledged]:
        rows = self._query(question.type, clause_of(question))
        found = (_acknowledged(question.type, row) for row in rows)
        return [one for one in found if is_asked_for(one, question)]

    def _entries(self, question: ListEntries) -> list[ListEntry]:
        """Every entry, inactive ones too: a mapping that points to one must be able to say so."""
        if question.type not in LISTS:
            raise ValueError(f"{question.type} is no list")
        clause = "" if question.type in WITHOUT_ACTIVE else ALL
        return [list_entry(question.type, row) for row in self._query(question.type, clause)]

    def _profiles(self, question: ReadProfiles) -> list[Profile]:
        _check_profiled(question.type)
        asked = [one for one in dict.fromkeys(question.ids) if one]
        clauses = [f"Id IN ({', '.join(map(quoted, few))})" for few in _slices(asked, PER_QUERY)]
        rows = (row for clause in clauses for row in self._query(question.type, f"{clause} AND {ALL}"))
        return [self._profile(question.type, row) for row in rows]

    def _page(self, question: ProfilePage) -> Pages:
        """Ordered by Id, so that a page boundary stays where it is while others write."""
        _check_profiled(question.type)
        rows = self._rows_from(question.type, ALL, question.start)
        following = question.start + len(rows) if len(rows) >= PAGE else None
        return Pages(tuple(self._profile(question.type, row) for row in rows), following)

    def _profile(self, entity_type: str, entity: Mapping) -> Profile:
        try:
            return profile(entity_type, entity, us=self._us)
        except ValueError as error:
            raise Retryable(str(error)) from None

    def _holders(self, question: FindHolders) -> list[Acknowledged]:
        found = [self._by_name(FindByName(kind, question.names)) for kind in ("Customer", "Vendor")]
        return [one for some in (*found, self._employees(question.names)) for one in some]

    def _employees(self, names: tuple[str, ...]) -> list[Acknowledged]:
        """Employees may be closed to who connected: then QuickBooks refuses the name itself, if one has it."""
        try:
            return self._by_name(FindByName("Employee", names))
        except GatewayError as error:
            if error.remedy in (Remedy.WAIT, Remedy.REFRESH):
                raise
            return []

    def _changes(self, question: FindChanges) -> Changes:
        """Where the answer is cut, every type is asked for itself: what was cut off may be of any of them. Raises
        Refused (changes_too_old) beyond what Intuit remembers."""
        if question.since < datetime.now(UTC) - changes.WINDOW:
            raise Refused("changedSince", problem="changes_too_old", values={"days": changes.WINDOW.days})
        found = self._captured(question.types, question.since)
        if not changes.is_cut(found) or len(question.types) == 1:
            return changes.told(found, question.since)
        parts = [self._captured((one,), question.since) for one in question.types]
        return changes.joined(changes.told(part, question.since) for part in parts)

    def _captured(self, types: Sequence[str], since: datetime) -> list[Change]:
        params = (("entities", ",".join(types)), ("changedSince", _time(since)))
        try:
            return changes.changes_in(self._send(self._get("cdc", params)), types)
        except ValueError as error:
            raise Retryable(str(error)) from None

    def _query(self, entity: str, clause: str) -> Iterator[Mapping]:
        """All pages, ordered by Id, so that a page boundary stays where it is while others write."""
        start, seen = 1, set()
        while True:
            rows = self._rows_from(entity, clause, start)
            fresh = [row for row in rows if row.get("Id") not in seen]
            seen.update(row.get("Id") for row in fresh)
            yield from fresh
            if len(rows) < PAGE:
                return
            start += len(rows)

    def _rows_from(self, entity: str, clause: str, start: int) -> list[Mapping]:
        where = f" WHERE {clause}" if clause else ""
        statement = f"SELECT * FROM {entity}{where} ORDERBY Id STARTPOSITION {start} MAXRESULTS {PAGE}"
        return _rows(self._send(self._query_request(statement)), entity)

    def _read(self, path: str) -> Mapping:
        return self._send(self._get(path, ()))

    def _query_request(self, statement: str) -> WireRequest:
        if len(statement) <= LONGEST_IN_ADDRESS:
            return self._get("query", (("query", statement),))
        return WireRequest(
            key="",
            method="POST",
            path=f"/company/{self._realm}/query",
            body=statement.encode(),
            params=(MINOR_VERSION,),
            content_type="application/text",
            writes=False,
        )

    def _get(self, path: str, params: tuple[tuple[str, str], ...]) -> WireRequest:
        """Without a requestid: a replayed read would be an old answer."""
        full = f"/company/{self._realm}/{path}"
        return WireRequest(key="", method="GET", path=full, params=(*params, MINOR_VERSION), writes=False)


def _named(key: str, values: Sequence[str]) -> list[str]:
    """Clauses that together find every one of `values`, and sometimes more. Whether a query can hold a backslash is
    not known (spec qbo 1.6), so the place of one is left open."""
    plain = [value for value in values if BACKSLASH not in value]
    clauses = [f"{key} IN ({', '.join(map(quoted, few))})" for few in _slices(plain, PER_QUERY)]
    return clauses + [like(key, value) for value in values if BACKSLASH in value]


def _acknowledged(entity_type: str, entity: Mapping) -> Acknowledged:
    """As decode.acknowledged; on a read an incomplete object is only a reason to ask again."""
    try:
        return acknowledged(entity_type, entity)
    except ValueError as error:
        raise Retryable(str(error)) from None


def _rows(data: Mapping, entity: str) -> list[Mapping]:
    """No match leaves the entity's key out (spec qbo 1.3); an answer without QueryResponse is no answer."""
    response = data.get("QueryResponse")
    if not isinstance(response, Mapping):
        raise Retryable("an answer without QueryResponse")
    return [row for row in response.get(entity) or [] if isinstance(row, Mapping)]


def _check_profiled(entity_type: str) -> None:
    if entity_type not in PROFILED:
        raise ValueError(f"{entity_type} has no profile")


def _party_property(entity: str) -> str:
    vendors = ("Bill", "BillPayment", "VendorCredit", "PurchaseOrder")
    return "VendorRef" if entity in vendors else "CustomerRef"


def _time(moment: datetime) -> str:
    """ISO 8601 in UTC; a naive time is UTC, as Odoo keeps it."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def _slices(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
