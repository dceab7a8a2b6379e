"""One request: which rule answers it, and what its Rs holds."""

from __future__ import annotations

from collections.abc import Callable

from . import custom, deletion, merging, statuses
from .answers import Answer, Ret
from .grammar.reader import Request
from .invoices import credits, save
from .invoices.forms import FORMS
from .lists.base import addressed
from .lists.handlers import HANDLERS
from .queries import company, deleted, documents, lists
from .queries.paging import Iterators, kept
from .rows import Row
from .work import Work, name_of

MAX_REQUEST_ID = 50
Handler = Callable[[Work, Request, Iterators], Answer]

_QUERIES: dict[str, Handler] = {
    "HostQuery": company.host,
    "CompanyQuery": company.company,
    "PreferencesQuery": company.preferences,
    **{f"{type_}Query": documents.query for type_ in FORMS},
    "ListDeletedQuery": deleted.lists,
    "TxnDeletedQuery": deleted.transactions,
}


def run(work: Work, request: Request, iterators: Iterators) -> Answer:
    """Answer one request; raises Status when QuickBooks refuses it."""
    if len(request.attributes.get("requestID", "")) > MAX_REQUEST_ID:
        raise statuses.long_request_id()
    answer = _answer(work, request, iterators)
    if work.warnings and answer.status.code == 0:
        answer.status = work.warnings[0]
    return answer


def is_query(name: str) -> bool:
    return name.endswith("Query")


def _answer(work: Work, request: Request, iterators: Iterators) -> Answer:
    if is_query(request.name):
        return _QUERIES.get(request.name, lists.query)(work, request, iterators)
    if not work.caller.write:
        raise statuses.read_only()
    if request.macro is not None and request.macro in work.macros:
        raise statuses.macro_twice(request.macro)
    return _WRITES.get(request.name, _list_write)(work, request)


def _list_write(work: Work, request: Request) -> Answer:
    """Add or Mod of a list entry."""
    type_, verb = request.name[:-3], request.name[-3:]
    handler = HANDLERS[type_]
    given = request.body[request.name]
    row = handler.add(work, given) if verb == "Add" else handler.mod(work, given)
    return Answer(rets=[lists.ret(work, row, [])], recovery=_recovery("ListID", row), keep=kept(request))


def _document_add(work: Work, request: Request) -> Answer:
    form = FORMS[request.name.removesuffix("Add")]
    row = save.add(work, form, request.body[request.name])
    if request.macro is not None:
        work.macros[request.macro] = row.id
    return _document(work, request, row)


def _document_mod(work: Work, request: Request) -> Answer:
    form = FORMS[request.name.removesuffix("Mod")]
    return _document(work, request, save.mod(work, form, request.body[request.name]))


def _document(work: Work, request: Request, row: Row) -> Answer:
    ret = documents.ret(work, row, [], links=True)
    return Answer(rets=[ret], recovery=_recovery("TxnID", row), keep=kept(request))


def _recovery(element: str, row: Row) -> dict:
    """What ErrorRecovery can tell of a written object (spec qbd 3.5)."""
    found = {element: row.id, "EditSequence": str(row.sequence), "ExternalGUID": row.body.get("ExternalGUID")}
    if "TxnNumber" in row.extra:
        found["TxnNumber"] = str(row.extra["TxnNumber"])
    return found


def _list_del(work: Work, request: Request) -> Answer:
    _row, fields = deletion.delete_list(work, request.body["ListDelType"], request.body["ListID"])
    return Answer(fields=fields)


def _list_merge(work: Work, request: Request) -> Answer:
    given = request.body
    type_ = given["ListMergeType"]
    loser, winner = (addressed(work, type_, given[end]) for end in ("MergeFrom", "MergeTo"))
    merged = merging.merge(work, type_, winner, loser, same_ship_address=given.get("SameShipAddrOk") in ("true", "1"))
    gone = {"ListID": loser.id, "TimeDeleted": work.shown_time(work.rows.stamp), "FullName": name_of(loser)}
    kept_ = {
        "ListID": merged.id,
        "TimeCreated": work.shown_time(merged.created_at),
        "TimeModified": work.shown_time(merged.updated_at),
        "EditSequence": str(merged.sequence),
        "FullName": name_of(merged),
    }
    return Answer(fields={"ListMergeType": type_, "MergedFrom": gone, "MergedTo": kept_})


def _apply_credits(work: Work, request: Request) -> Answer:
    """What only ties transactions together creates none, and returns nothing (spec qbd 5.2)."""
    credits.apply(work, request.body[request.name])
    return Answer()


def _txn_del(work: Work, request: Request) -> Answer:
    row, fields = deletion.delete_transaction(work, request.body["TxnDelType"], request.body["TxnID"])
    return Answer(fields=fields, recovery={"TxnID": row.id})


def _txn_void(work: Work, request: Request) -> Answer:
    row, fields = deletion.void_transaction(work, request.body["TxnVoidType"], request.body["TxnID"])
    return Answer(fields=fields, recovery=_recovery("TxnID", row))


def _data_ext(work: Work, request: Request) -> Answer:
    given = request.body[request.name]
    _row, field = custom.write(work, given, adding=request.name == "DataExtAdd")
    return Answer(rets=[Ret("DataExtRet", field)], recovery={"OwnerID": given["OwnerID"]})


_WRITES: dict[str, Callable[[Work, Request], Answer]] = {
    **{f"{type_}Add": _document_add for type_ in FORMS},
    **{f"{type_}Mod": _document_mod for type_ in FORMS},
    "ListDel": _list_del,
    "ListMerge": _list_merge,
    "ReceivePaymentAdd": _apply_credits,
    "TxnDel": _txn_del,
    "TxnVoid": _txn_void,
    "DataExtAdd": _data_ext,
    "DataExtMod": _data_ext,
}
