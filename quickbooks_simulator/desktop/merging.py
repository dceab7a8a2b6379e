"""Two entries of a list become one: by a person, or by ListMerge (spec qbd 5.4).

The loser vanishes; what pointed to it points to the winner.
"""

from __future__ import annotations

from . import statuses, stock
from .deletion import HOLDERS
from .kinds import REFERENCES
from .lists import names
from .lists.base import check_lock
from .rows import Row
from .statuses import Status
from .work import Work, name_of

_COLUMNS = {"Customer": "name", "Vendor": "name", "Account": "account", "Class": "class"}


def merge(work: Work, type_: str, winner: Row, loser: Row, *, same_ship_address: bool = False) -> Row:
    """The winner afterwards; 3500 (or by switch 3176) when QuickBooks does not merge the two."""
    _check_mode(work, loser)
    for row in (winner, loser):
        check_lock(row)
    _check_pair(work, winner, loser)
    if not same_ship_address:
        _check_addresses(work, winner, loser)
    _repoint(work, type_, loser.id, winner.id)
    _repoint_tables(work, type_, loser.id, winner.id)
    loser.extra["merged"] = True
    work.rows.keep(loser)
    work.rows.bury(loser)
    merged = _touched(work, work.rows.find(type_, winner.id))
    names.rename_children(work, merged)
    return merged


# ------------------------------------------------------------------------------------------------------- refusals


def _check_mode(work: Work, loser: Row) -> None:
    company = work.rows.select(("Company",))[0].body
    if company.get("AccountantCopy", {}).get("AccountantCopyExists") == "true":
        raise _refused("List elements cannot be merged while an accountant's copy exists.")
    choice = work.switches.list_merge_in_multi_user
    if work.company.single_user or choice == "allow":
        return
    if choice == "3176":
        raise statuses.in_use(name_of(loser), 3176)
    raise _refused("You must be in single-user mode to merge list elements.")


def _check_pair(work: Work, winner: Row, loser: Row) -> None:
    if winner.id == loser.id:
        raise _refused("A list element cannot be merged with itself.")
    if loser.body.get("SpecialAccountType") or loser.extra.get("built_in"):
        raise _refused("QuickBooks needs this list element.")
    for field in ("AccountType", "CurrencyRef"):
        if winner.body.get(field) != loser.body.get(field):
            raise _refused("The list elements are of different types or currencies.")
    _check_children(work, winner, loser)


def _check_children(work: Work, winner: Row, loser: Row) -> None:
    children = work.rows.select((loser.type,), "json_extract(body, '$.ParentRef') = ?", loser.id)
    if not children:
        return
    taken = {name_of(row).lower() for row in work.rows.select((winner.type,))}
    clash = any(f"{name_of(winner)}:{child.body['Name']}".lower() in taken for child in children)
    below = f"{name_of(winner)}:".lower().startswith(f"{name_of(loser)}:".lower())
    if work.switches.merge_of_a_parent == "refuse" or clash or below:
        raise _refused("The list element has others below it.")


def _check_addresses(work: Work, winner: Row, loser: Row) -> None:
    both = [{one["Name"].lower() for one in row.body.get("ShipToAddress", [])} for row in (winner, loser)]
    if both[0] & both[1] and work.switches.merge_of_ship_to_addresses == "refuse":
        raise _refused("Both have a ship-to address of the same name.")


def _refused(reason: str) -> Status:
    return statuses.merge_refused(reason)


# ------------------------------------------------------------------------------------------------------ repointing


def _repoint(work: Work, type_: str, old: str, new: str) -> None:
    """Every live object that names the loser names the winner."""
    for holder in work.rows.select(HOLDERS, "body LIKE ? OR extra LIKE ?", f"%{old}%", f"%{old}%"):
        if holder.type == type_ and holder.id == old:
            continue
        before, holder.body = holder.body, _with_winner(holder.body, type_, old, new, holder.type)
        if holder.type == "Preferences":
            _remembered(holder, type_, old, new)
            work.rows.keep(holder)
        elif holder.body != before:
            _touched(work, holder)


def _remembered(memory: Row, type_: str, old: str, new: str) -> None:
    """The account that the last invoice used."""
    if type_ == "Account" and memory.extra.get("last_ar_account") == old:
        memory.extra["last_ar_account"] = new


def _with_winner(body: dict, type_: str, old: str, new: str, owner: str) -> dict:
    """A body of type `owner`; the same ListID may stand for an entry of another list."""

    def value_of(name: str, value: object) -> object:
        if isinstance(value, list):
            return [value_of(name, one) for one in value]
        if isinstance(value, dict):
            return _with_winner(value, type_, old, new, owner)
        points = owner == type_ if name == "ParentRef" else name in REFERENCES and type_ in REFERENCES[name].types
        return new if points and value == old else value

    return {name: value_of(name, value) for name, value in body.items()}


def _touched(work: Work, row: Row) -> Row:
    """Stored; whether its EditSequence and TimeModified move is a switch each."""
    switches = work.switches
    work.rows.keep(row)
    return work.rows.touch(row, sequence=switches.merge_moves_edit_sequence, time=switches.merge_moves_time_modified)


def _repoint_tables(work: Work, type_: str, old: str, new: str) -> None:
    realm = work.company.realm
    column = "item" if type_.startswith("Item") else _COLUMNS[type_]
    work.connection.execute(f"UPDATE ledger SET {column} = ? WHERE realm = ? AND {column} = ?", (new, realm, old))
    if type_ in ("Customer", "Vendor"):
        where = "UPDATE object SET customer = ? WHERE realm = ? AND customer = ?"
        work.connection.execute(where, (new, realm, old))
    elif type_ == "ItemInventory":
        stock.merge(work, old, new)
