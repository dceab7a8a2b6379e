"""Queries of lists (spec qbd 3.4, LISTQ)."""

from __future__ import annotations

import operator
from decimal import Decimal

from .. import custom, gates, statuses
from ..answers import Answer, Ret
from ..grammar.reader import Request
from ..kinds import GROUPS, ITEMS, TERMS
from ..lists.handlers import HANDLERS
from ..rows import Row
from ..work import Work, name_of
from . import dates
from .paging import Iterators, owners, page

_TYPES = {"EntityQuery": GROUPS["Entity"], "ItemQuery": ITEMS, "TermsQuery": TERMS}
MATCH = {"StartsWith": str.startswith, "EndsWith": str.endswith, "Contains": str.__contains__}
_COMPARE = {
    "LessThan": operator.lt,
    "LessThanEqual": operator.le,
    "Equal": operator.eq,
    "GreaterThan": operator.gt,
    "GreaterThanEqual": operator.ge,
}
_ACTIVE = {"ActiveOnly": "active = 1", "InactiveOnly": "active = 0", "All": "1"}
Found = tuple[list[Row], statuses.Status | None]


def query(work: Work, request: Request, iterators: Iterators) -> Answer:
    """Every list query: by ids, by names or by filters."""
    gates.check(work, request.body)
    types = _TYPES.get(request.name, (request.name.removesuffix("Query"),))
    wanted = owners(request)
    return page(work, request, iterators, lambda: find(work, types, request.body), lambda row: ret(work, row, wanted))


def ret(work: Work, row: Row, wanted: list[str]) -> Ret:
    """A list entry's Ret with the custom fields that were asked for."""
    body = HANDLERS[row.type].ret(work, row)
    fields = custom.shown(row, wanted)
    if fields:
        body["DataExtRet"] = fields
    return Ret(f"{row.type}Ret", body, row.type)


def find(work: Work, types: tuple[str, ...], given: dict) -> Found:
    if "ListID" in given:
        return by_ids(work, types, given["ListID"], "list id")
    if "FullName" in given:
        return _by_names(work, types, given["FullName"])
    low, high = _name_range(given)
    active = _ACTIVE[given.get("ActiveStatus", "ActiveOnly")]
    rows = work.rows.select(types, f"{active} AND name_key >= ? AND (? = '' OR name_key <= ?)", low, high, high)
    return _filtered(work, rows, given), None


def by_ids(work: Work, types: tuple[str, ...], ids: list[str], field: str) -> Found:
    """Rows in the order asked for; a missing one is 500, a warning (spec qbd 3.4)."""
    for one in ids:
        first, _, second = one.partition("-")
        if not second.isdigit() or not all(letter in "0123456789abcdefABCDEF" for letter in first):
            raise statuses.invalid_id(one, field)
    found = {row.id: row for row in work.rows.select_in(types, "id", ids)}
    return asked(found, ids, ids)


def _by_names(work: Work, types: tuple[str, ...], names: list[str]) -> Found:
    keys = [name.strip().lower() for name in names]
    found = {name_of(row).lower(): row for row in work.rows.select_in(types, "name_key", keys)}
    return asked(found, keys, names)


def asked(found: dict[str, Row], keys: list[str], shown: list[str]) -> Found:
    missing = [label for key, label in zip(keys, shown, strict=True) if key not in found]
    rows = [found[key] for key in keys if key in found]
    return rows, statuses.not_all_found(missing[0]) if missing else None


def _filtered(work: Work, rows: list[Row], given: dict) -> list[Row]:
    first, last = dates.bounds(work, given, ("FromModifiedDate", "ToModifiedDate"))
    tests = [*_name_tests(given), *_figure_tests(work, given)]
    if first or last:
        tests.append(lambda row: dates.changed_between(work, row.updated_at, first, last))
    return [row for row in rows if all(test(row) for test in tests)]


def _name_tests(given: dict) -> list:
    tests = []
    if "NameFilter" in given:
        match = MATCH[given["NameFilter"]["MatchCriterion"]]
        part = given["NameFilter"]["Name"].lower()
        tests.append(lambda row: match(name_of(row).lower(), part))
    return tests


def _name_range(given: dict) -> tuple[str, str]:
    """Both ends of a NameRangeFilter; an empty end is open."""
    limits = given.get("NameRangeFilter", {})
    return limits.get("FromName", "").strip().lower(), limits.get("ToName", "").strip().lower()


def _figure_tests(work: Work, given: dict) -> list:
    tests = []
    if given.get("AccountType"):
        tests.append(lambda row: row.body["AccountType"] in given["AccountType"])
    if given.get("PaymentMethodType"):
        tests.append(lambda row: row.body.get("PaymentMethodType") in given["PaymentMethodType"])
    if "TotalBalanceFilter" in given:
        compare = _COMPARE[given["TotalBalanceFilter"]["Operator"]]
        bound = Decimal(given["TotalBalanceFilter"]["Amount"] or 0)
        tests.append(lambda row: compare(_total_balance(work, row), bound))
    if "CurrencyFilter" in given:
        ids = currencies(work, given["CurrencyFilter"])
        tests.append(lambda row: row.body.get("CurrencyRef") in ids)
    if "ClassFilter" in given:
        ids = pointed(work, ("Class",), given["ClassFilter"])
        tests.append(lambda row: row.body.get("ClassRef") in ids)
    return tests


def _total_balance(work: Work, row: Row) -> Decimal:
    figures = HANDLERS[row.type].shown(work, row)
    return Decimal(figures.get("TotalBalance", figures.get("Balance", "0")))


def currencies(work: Work, given: dict) -> set[str]:
    return pointed(work, ("Currency",), given)


def pointed(work: Work, types: tuple[str, ...], given: dict) -> set[str]:
    """The ids that ListID+, FullName+ or one with its children stand for."""
    rows = work.rows.select_in(types, "id", given.get("ListID", []))
    rows += work.rows.select_in(types, "name_key", [name.lower() for name in given.get("FullName", [])])
    top = given.get("ListIDWithChildren"), given.get("FullNameWithChildren")
    for row in work.rows.select(types) if any(top) else []:
        if row.id == top[0] or (top[1] and name_of(row).lower() == top[1].lower()):
            prefix = f"{name_of(row).lower()}:"
            rows += [row, *[child for child in work.rows.select(types) if name_of(child).lower().startswith(prefix)]]
    return {row.id for row in rows}
