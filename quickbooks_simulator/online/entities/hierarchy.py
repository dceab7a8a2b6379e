"""Trees and names: parents, levels, FullyQualifiedName, uniqueness, the " (deleted)" suffix (spec qbo
5.2-5.4, 7.2).
"""

from __future__ import annotations

from .. import faults
from .base import Change
from .session import Row, Session

MAX_LEVELS = 5
SUFFIX = " (deleted)"


def settle_parent(change: Change, flag: str, *, strict: bool) -> None:
    """Make `flag` (Job, SubItem, SubClass, ...) and ParentRef agree; refuse cycles and more than five levels.

    `strict`: a parent without the flag is subject to the switch `parent_without_flag`.
    """
    values = change.values
    parent, flagged = values.get("ParentRef"), values.get(flag, False)
    if flagged and not parent:
        change.fail(faults.parent_required(flag))
        return
    refuse = strict and change.session.switches.parent_without_flag == "refuse"
    if parent and not flagged and refuse:
        change.fail(faults.conflict(flag, f"ParentRef needs {flag} true"))
        return
    values[flag] = bool(parent)
    if parent:
        _check_ancestors(change, parent["value"])


def _check_ancestors(change: Change, parent_id: str) -> None:
    own = change.old.id if change.old else None
    above = ancestors(change.session, change.schema.name, parent_id)
    if own is not None and own in [row.id for row in above]:
        change.fail(faults.parent_is_child())
    elif len(above) + 1 + _depth_below(change) > MAX_LEVELS:
        change.fail(faults.too_many_levels())


def ancestors(session: Session, type_: str, object_id: str) -> list[Row]:
    """The row itself and all above it, nearest first; stops when it meets itself."""
    found: list[Row] = []
    while object_id and object_id not in [row.id for row in found]:
        row = session.require(type_, object_id)
        found.append(row)
        object_id = row.body.get("ParentRef", {}).get("value")
    return found


def children(session: Session, type_: str, object_id: str) -> list[Row]:
    return session.select(type_, "json_extract(body, '$.ParentRef.value') = ?", object_id)


def _depth_below(change: Change) -> int:
    """How many levels hang under the object being moved."""
    if change.old is None:
        return 0

    def depth(object_id: str) -> int:
        below = children(change.session, change.schema.name, object_id)
        return 1 + max(depth(row.id) for row in below) if below else 0

    return depth(change.old.id)


def qualify(change: Change, name: str) -> None:
    """Set FullyQualifiedName from `name` and the parent's."""
    parent = change.values.get("ParentRef")
    if parent:
        above = change.session.require(change.schema.name, parent["value"]).body
        name = f"{above['FullyQualifiedName']}:{name}"
    change.values["FullyQualifiedName"] = name


def level(session: Session, type_: str, parent: dict | None) -> int:
    """0 for a top-level object."""
    return len(ancestors(session, type_, parent["value"])) if parent else 0


def requalify_children(session: Session, row: Row, name_field: str) -> None:
    """After a rename or a move, the names below follow (their tokens do not move)."""
    for child in children(session, row.type, row.id):
        full = f"{row.body['FullyQualifiedName']}:{child.body[name_field]}"
        body = {**child.body, "FullyQualifiedName": full}
        session.connection.execute(
            "UPDATE object SET name_key = ? WHERE realm = ? AND type = ? AND id = ?"
            " AND type NOT IN ('Customer', 'Vendor')",
            (full.lower(), session.realm, row.type, child.id),
        )
        requalify_children(session, session.touch(child, body), name_field)


def settle_active(change: Change, name_field: str, taken) -> None:
    """Put " (deleted)" behind the name when the object becomes inactive.

    `taken(name)` says if a name is in use.
    """
    values = change.values
    values.setdefault("Active", True)
    was_active = change.was("Active", True)
    name = values[name_field]
    if not values["Active"] and (was_active or not name.endswith(")")):
        values[name_field] = _free_suffix(change, name, taken)
    elif values["Active"] and not was_active and change.session.switches.suffix_on_reactivation == "remove":
        values[name_field] = name.removesuffix(SUFFIX)


def _free_suffix(change: Change, name: str, taken) -> str:
    if name.endswith(SUFFIX):
        return name
    wanted = name + SUFFIX
    if change.session.switches.deleted_suffix_when_taken == "counter":
        number = 0
        while taken(wanted):
            number += 1
            wanted = f"{name} (deleted {number})"
    return wanted
