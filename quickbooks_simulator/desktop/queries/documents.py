"""Queries of sales documents (spec qbd 3.4, TXNQ)."""

from __future__ import annotations

from .. import custom, gates
from ..answers import Answer, Ret
from ..grammar.reader import Request
from ..invoices import show
from ..invoices.checks import applied
from ..invoices.forms import FORMS
from ..invoices.posting import total
from ..rows import Row
from ..work import Work
from . import dates
from .lists import MATCH, Found, asked, by_ids, currencies, pointed
from .paging import Iterators, owners, page


def query(work: Work, request: Request, iterators: Iterators) -> Answer:
    """No line items and no links unless asked for."""
    gates.check(work, request.body)
    lines = request.body.get("IncludeLineItems") in ("true", "1")
    links = request.body.get("IncludeLinkedTxns") in ("true", "1")
    wanted = owners(request)
    type_ = request.name.removesuffix("Query")

    def shown(row: Row) -> Ret:
        return ret(work, row, wanted, lines=lines, links=links)

    return page(work, request, iterators, lambda: find(work, type_, request.body), shown)


def ret(work: Work, row: Row, wanted: list[str], *, lines: bool = True, links: bool = False) -> Ret:
    body = show.ret(work, row, lines=lines, links=links)
    key = FORMS[row.type].lines
    if key in body:
        body[key] = [_line(line, wanted) for line in body[key]]
    fields = custom.shown(row, wanted)
    if fields:
        body["DataExtRet"] = fields
    return Ret(f"{row.type}Ret", body)


def _line(line: dict, wanted: list[str]) -> dict:
    """Custom fields of a line need their OwnerID too."""
    if "DataExtRet" in line and "0" not in wanted:
        return {name: value for name, value in line.items() if name != "DataExtRet"}
    return line


def find(work: Work, type_: str, given: dict) -> Found:
    if "TxnID" in given:
        return by_ids(work, (type_,), given["TxnID"], "TxnID")
    if "RefNumber" in given:
        return _by_number(work, type_, given["RefNumber"], exact=False)
    if "RefNumberCaseSensitive" in given:
        return _by_number(work, type_, given["RefNumberCaseSensitive"], exact=True)
    return _filtered(work, type_, given), None


def _by_number(work: Work, type_: str, numbers: list[str], *, exact: bool) -> Found:
    """RefNumbers are not unique: every document of a number is found."""
    rows = work.rows.select_in((type_,), "doc_number", [number.lower() for number in numbers])
    if exact:
        rows = [row for row in rows if row.body["RefNumber"] in numbers]
    keys = [number if exact else number.lower() for number in numbers]
    present = {row.body["RefNumber"] if exact else row.body["RefNumber"].lower(): row for row in rows}
    return rows, asked(present, keys, numbers)[1]


def _filtered(work: Work, type_: str, given: dict) -> list[Row]:
    tests = [*_date_tests(work, given), *_figure_tests(work, type_, given), *_number_tests(given)]
    paid = given.get("PaidStatus", "All")
    if paid != "All":
        tests.append(lambda row: _is_paid(work, row) == (paid == "PaidOnly"))
    return [row for row in _of_parties(work, type_, given) if all(test(row) for test in tests)]


def _of_parties(work: Work, type_: str, given: dict) -> list[Row]:
    """All documents, or those of the customers asked for, in the order of their creation."""
    if "EntityFilter" not in given:
        return work.rows.select((type_,))
    entities = sorted(pointed(work, ("Customer",), given["EntityFilter"]))
    return work.rows.select_in((type_,), "customer", entities)


def _is_paid(work: Work, row: Row) -> bool:
    return total(row.body) - applied(work, row.id) <= 0


def _date_tests(work: Work, given: dict) -> list:
    if "ModifiedDateRangeFilter" in given:
        names = ("FromModifiedDate", "ToModifiedDate")
        first, last = dates.bounds(work, given["ModifiedDateRangeFilter"], names)
        return [lambda row: dates.changed_between(work, row.updated_at, first, last)]
    if "TxnDateRangeFilter" in given:
        low, high = dates.days(work, given["TxnDateRangeFilter"])
        return [lambda row: low <= row.body["TxnDate"] <= high]
    return []


def _figure_tests(work: Work, type_: str, given: dict) -> list:
    tests = []
    if "AccountFilter" in given:
        accounts = pointed(work, ("Account",), given["AccountFilter"])
        tests.append(lambda row: bool(accounts & work.ledger.accounts_of(type_, row.id)))
    if "CurrencyFilter" in given:
        ids = currencies(work, given["CurrencyFilter"])
        tests.append(lambda row: row.body.get("CurrencyRef") in ids)
    return tests


def _number_tests(given: dict) -> list:
    tests = []
    if "RefNumberFilter" in given:
        match = MATCH[given["RefNumberFilter"]["MatchCriterion"]]
        part = given["RefNumberFilter"]["RefNumber"].lower()
        tests.append(lambda row: match(row.body.get("RefNumber", "").lower(), part))
    if "RefNumberRangeFilter" in given:
        low = given["RefNumberRangeFilter"].get("FromRefNumber", "").lower()
        high = given["RefNumberRangeFilter"].get("ToRefNumber", "").lower()
        tests.append(
            lambda row: (
                low <= row.body.get("RefNumber", "").lower()
                and (not high or row.body.get("RefNumber", "").lower() <= high)
            )
        )
    return tests
