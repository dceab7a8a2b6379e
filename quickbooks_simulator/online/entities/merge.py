"""Merging two names or two items, as a person does in the browser (spec qbo 7.2).

The loser's transactions, children and postings move to the winner; the loser stays, inactive and with the
suffix; CDC reports it as a deleted stub.
"""

from __future__ import annotations

import json

from .. import faults
from .balances import refresh_accounts, refresh_customer, refresh_items
from .hierarchy import SUFFIX, requalify_children
from .sales import stock_accounts
from .session import Row, Session, decode

MERGEABLE = ("Customer", "Vendor", "Item")
_REFERENCES = {
    "Customer": ("CustomerRef", "ParentRef"),
    "Vendor": ("VendorRef", "PrefVendorRef"),
    "Item": ("ItemRef",),
}


def merge(session: Session, type_: str, winner_id: str, loser_id: str) -> None:
    """Merge `loser_id` into `winner_id`; both must be of `type_`."""
    if type_ not in MERGEABLE:
        raise faults.not_simulated(f"merging two records of type {type_}")
    if winner_id == loser_id:
        raise faults.parent_is_child()
    winner, loser = session.require(type_, winner_id), session.require(type_, loser_id)
    _check_mergeable(winner, loser)
    _move_postings(session, type_, winner_id, loser_id)
    _move_references(session, type_, winner, loser_id)
    if type_ == "Customer":
        requalify_children(session, session.require(type_, winner_id), "DisplayName")
        refresh_customer(session, loser_id)
        refresh_customer(session, winner_id)
    if type_ == "Item" and winner.body["Type"] == "Inventory":
        session.stock.revalue(loser_id)
        session.stock.revalue(winner_id)
        refresh_accounts(session, stock_accounts(session))
        refresh_items(session, [winner_id, loser_id])
    _retire(session, loser, winner_id)


def _check_mergeable(winner: Row, loser: Row) -> None:
    """One currency; items of one kind with the same accounts."""
    for name in ("CurrencyRef", "Type", "IncomeAccountRef", "ExpenseAccountRef", "AssetAccountRef"):
        if winner.body.get(name) != loser.body.get(name):
            raise faults.business(f"Records with different {name} cannot be merged.", name)


def _move_postings(session: Session, type_: str, winner_id: str, loser_id: str) -> None:
    key = (winner_id, session.realm, loser_id)
    if type_ == "Item":
        session.connection.execute("UPDATE ledger SET item = ? WHERE realm = ? AND item = ?", key)
        session.connection.execute("UPDATE stock SET item = ? WHERE realm = ? AND item = ?", key)
        return
    control = {"Customer": "AR", "Vendor": "AP"}[type_]
    types = {"Customer": ("Invoice", "SalesReceipt", "CreditMemo", "RefundReceipt", "Payment")}.get(type_, ())
    marks = ", ".join("?" for _ in types)
    session.connection.execute(
        f"UPDATE ledger SET name = ? WHERE realm = ? AND name = ? AND (control = ? OR txn_type IN ({marks}))",
        (*key, control, *types),
    )


def _move_references(session: Session, type_: str, winner: Row, loser_id: str) -> None:
    """Every object that names the loser names the winner; its time moves, its SyncToken too."""
    new = session.reference(winner)
    rows = session.connection.execute(
        "SELECT type, id, body FROM object WHERE realm = ? AND deleted = 0 AND body LIKE ?",
        (session.realm, f'%Ref":{{"value":"{loser_id}"%'),
    ).fetchall()
    for row in rows:
        if (row["type"], row["id"]) == (type_, winner.id):
            continue
        body = decode(row["body"])
        names = tuple(n for n in _REFERENCES[type_] if n != "ParentRef" or row["type"] == type_)
        if _replace(body, names, loser_id, new):
            session.touch(session.require(row["type"], row["id"]), body, bump=True)


def _replace(part: object, names: tuple[str, ...], old_id: str, new: dict) -> bool:
    """Replace references in depth; says whether any was."""
    changed = False
    if isinstance(part, list):
        for entry in part:
            changed |= _replace(entry, names, old_id, new)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name in names and isinstance(value, dict) and value.get("value") == old_id:
                part[name] = dict(new)
                changed = True
            else:
                changed |= _replace(value, names, old_id, new)
    return changed


def _retire(session: Session, loser: Row, winner_id: str) -> None:
    """Inactive, suffixed, marked as merged for CDC; or not there any more (a switch)."""
    row = session.require(loser.type, loser.id)
    field = "Name" if loser.type == "Item" else "DisplayName"
    name = row.body[field].removesuffix(SUFFIX) + SUFFIX
    body = {**row.body, "Active": False, field: name}
    if "FullyQualifiedName" in body:
        body["FullyQualifiedName"] = body["FullyQualifiedName"].removesuffix(SUFFIX) + SUFFIX
    if session.switches.merged_name == "gone":
        session.bury(row)
        return
    session.update(row, body, name_key=name.lower(), extra={**row.extra, "merged_into": winner_id})


def stub(body: dict) -> dict:
    """How CDC shows a merged name: `{Id, status, MetaData}` (spec qbo 7.2)."""
    return {
        "domain": "QBO",
        "status": "Deleted",
        "Id": body["Id"],
        "MetaData": {"LastUpdatedTime": body["MetaData"]["LastUpdatedTime"]},
    }


def is_merged(extra: str) -> bool:
    return "merged_into" in json.loads(extra)
