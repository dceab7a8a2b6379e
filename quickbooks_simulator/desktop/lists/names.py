"""Names of list entries: colon, length by the schema, uniqueness in the name space, full names (spec qbd 5.1)."""

from __future__ import annotations

from .. import statuses
from ..kinds import GROUP_OF, GROUPS, HIERARCHICAL
from ..rows import Row
from ..work import Work, name_of


def settle(work: Work, type_: str, body: dict, old: Row | None) -> str:
    """Check and complete the name in `body`; returns the key that must be unique.

    The name is unique in its parent, not case-sensitive; an inactive record still holds its name (3100).
    """
    name = body.get("Name", "")
    if work.switches.trim_names:
        name = name.strip()
    if not name:
        raise statuses.missing("Name")
    if ":" in name:
        raise statuses.colon(name)
    body["Name"] = name
    full_name = _full_name(work, type_, body, old)
    key = full_name.lower()
    for other in work.rows.select(GROUPS[GROUP_OF[type_]], "name_key = ?", key):
        if old is None or other.id != old.id:
            raise statuses.name_in_use(name)
    return key


def _full_name(work: Work, type_: str, body: dict, old: Row | None) -> str:
    if type_ not in HIERARCHICAL:
        return body["Name"]
    parent = work.rows.find(type_, body["ParentRef"]) if body.get("ParentRef") else None
    if parent and old and _is_below(work, parent, old.id):
        raise statuses.invalid_reference(type_, name_of(parent), type_, "A record cannot be its own parent.")
    body["FullName"] = f"{name_of(parent)}:{body['Name']}" if parent else body["Name"]
    body["Sublevel"] = str(body["FullName"].count(":"))
    return body["FullName"]


def _is_below(work: Work, row: Row, list_id: str) -> bool:
    """Is `row` that record, or one of its descendants?"""
    current: Row | None = row
    while current:
        if current.id == list_id:
            return True
        parent = current.body.get("ParentRef")
        current = work.rows.find(current.type, parent) if parent else None
    return False


def rename_children(work: Work, row: Row) -> None:
    """Full names of descendants follow."""
    if row.type not in HIERARCHICAL:
        return
    for child in work.rows.select((row.type,), "json_extract(body, '$.ParentRef') = ?", row.id):
        child.body["FullName"] = f"{row.body['FullName']}:{child.body['Name']}"
        child.body["Sublevel"] = str(child.body["FullName"].count(":"))
        work.rows.keep(child, name_key=child.body["FullName"].lower())
        rename_children(work, child)
