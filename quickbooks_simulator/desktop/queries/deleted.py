"""ListDeletedQuery and TxnDeletedQuery: the last 90 days only, whatever the dates (spec qbd 5.4)."""

from __future__ import annotations

from datetime import timedelta

from ... import clock
from ..answers import Answer, Ret
from ..grammar.reader import Request
from ..rows import Row
from ..work import Work, name_of
from . import dates
from .lists import Found
from .paging import Iterators, page


def lists(work: Work, request: Request, iterators: Iterators) -> Answer:
    def shown(row: Row) -> Ret:
        ends = {"ListDelType": row.type, "ListID": row.id, "FullName": name_of(row)}
        return Ret("ListDeletedRet", {**ends, **_times(work, row)})

    types = tuple(request.body["ListDelType"])
    merged = work.switches.merged_in_deleted_query

    def find() -> Found:
        return [row for row in _find(work, types, request.body) if merged or not row.extra.get("merged")], None

    return page(work, request, iterators, find, shown)


def transactions(work: Work, request: Request, iterators: Iterators) -> Answer:
    def shown(row: Row) -> Ret:
        ends = {"TxnDelType": row.type, "TxnID": row.id, "RefNumber": row.body.get("RefNumber")}
        return Ret("TxnDeletedRet", {**ends, **_times(work, row)})

    types = tuple(request.body["TxnDelType"])
    return page(work, request, iterators, lambda: (_find(work, types, request.body), None), shown)


def _times(work: Work, row: Row) -> dict:
    return {"TimeCreated": work.shown_time(row.created_at), "TimeDeleted": work.shown_time(row.updated_at)}


def _find(work: Work, types: tuple[str, ...], given: dict) -> list[Row]:
    limits = given.get("DeletedDateRangeFilter", {})
    first, last = dates.bounds(work, limits, ("FromDeletedDate", "ToDeletedDate"))
    oldest = clock.stamp(work.now - timedelta(days=work.switches.data_of_deleted_days))
    rows = work.rows.select(types, "updated_at >= ?", oldest, deleted=True)
    return [row for row in rows if dates.changed_between(work, row.updated_at, first, last)]
