"""ListDel, TxnDel and TxnVoid (spec qbd 5.4)."""

from __future__ import annotations

from collections.abc import Iterator

from . import statuses
from .grammar.reader import Macro
from .invoices import remove
from .invoices.forms import FORMS
from .kinds import GROUP_OF, REFERENCES
from .lists.base import check_lock
from .rows import Row
from .work import Work, name_of

HOLDERS = (*GROUP_OF, *FORMS, "ReceivePayment", "Preferences")


def delete_list(work: Work, type_: str, list_id: str) -> tuple[Row, dict]:
    """Only unused records, only in single-user mode; a used one is 3160."""
    row = work.rows.find(type_, list_id) if type_ in GROUP_OF else None
    if row is None:
        raise statuses.not_found(list_id)
    _check_mode(work, list_id)
    check_lock(row)
    if _is_used(work, row):
        reason = "The list element cannot be deleted because it is in use. Make it inactive instead."
        raise statuses.cannot_delete(list_id, reason)
    work.rows.bury(row)
    deleted = {"ListDelType": type_, "ListID": list_id, "TimeDeleted": work.shown_time(work.rows.stamp)}
    return row, {**deleted, "FullName": name_of(row)}


def _check_mode(work: Work, list_id: str) -> None:
    choice = work.switches.list_delete_in_multi_user
    if work.company.single_user or choice == "allow":
        return
    if choice == "3176":
        raise statuses.in_use(list_id, 3176)
    raise statuses.cannot_delete(list_id, "You must be in single-user mode to delete a list element.")


def _is_used(work: Work, row: Row) -> bool:
    """Does a live object or a ledger line point to the record, or has QuickBooks itself made it?"""
    if row.body.get("SpecialAccountType") or row.extra.get("built_in"):
        return True
    column = {"Account": "account"}.get(row.type, "item" if row.type.startswith("Item") else "name")
    posted = work.connection.execute(
        f"SELECT 1 FROM ledger WHERE realm = ? AND {column} = ? AND (? != 'name' OR control != '') LIMIT 1",
        (work.company.realm, row.id, column),
    ).fetchone()
    if posted and GROUP_OF[row.type] in ("Account", "Item", "Entity"):
        return True
    holders = work.rows.select(HOLDERS, "body LIKE ?", f"%{row.id}%")
    return any(_points(holder, row) for holder in holders if holder.id != row.id or holder.type != row.type)


def _points(holder: Row, row: Row) -> bool:
    return any(
        value == row.id
        and (row.type == holder.type if element == "ParentRef" else row.type in REFERENCES[element].types)
        for element, value in references(holder.body)
    )


def references(body: dict) -> Iterator[tuple[str, str]]:
    for name, value in body.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from references(one)
            elif name == "ParentRef" or name in REFERENCES:
                yield name, one


def delete_transaction(work: Work, type_: str, txn_id: str) -> tuple[Row, dict]:
    """Any file mode; 3120 when it is gone already."""
    row = remove.delete(work, _document(work, type_, txn_id))
    body = {"TxnDelType": type_, "TxnID": row.id, "TimeDeleted": work.shown_time(work.rows.stamp)}
    return row, {**body, "RefNumber": row.body.get("RefNumber")}


def void_transaction(work: Work, type_: str, txn_id: str) -> tuple[Row, dict]:
    row = remove.void(work, _document(work, type_, txn_id))
    body = {"TxnVoidType": type_, "TxnID": row.id, "TimeCreated": work.shown_time(row.created_at)}
    modified = {"TimeModified": work.shown_time(row.updated_at), "RefNumber": row.body.get("RefNumber")}
    return row, {**body, **modified}


def _document(work: Work, type_: str, txn_id: str) -> Row:
    """Of the transactions of this company file only sales documents can be deleted or voided by message."""
    if isinstance(txn_id, Macro):
        txn_id = work.macro(txn_id)
    if type_ not in FORMS and work.rows.find(type_, txn_id):
        raise statuses.unsupported()
    return work.transaction(type_, txn_id)
