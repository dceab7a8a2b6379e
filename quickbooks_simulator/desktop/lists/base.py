"""What every list does the same way: Add, Mod with EditSequence, locks, what a Ret shows."""

from __future__ import annotations

from .. import gates, statuses
from ..addresses import with_blocks
from ..compose import Composer
from ..kinds import GROUP_OF
from ..rows import Row
from ..work import Work, name_of
from . import names


class ListHandler:
    """One list's rules; subclasses override `complete`, `stored` and `shown`."""

    type = ""
    required: tuple[str, ...] = ("Name",)  # cannot be cleared in a Mod
    skip: tuple[str, ...] = ()  # elements that are no field of the record

    def add(self, work: Work, given: dict) -> Row:
        gates.check(work, given)
        body = Composer(work, self.type, self.type, self.skip).added(f"{self.type}Add", given)
        body.setdefault("IsActive", "true")
        key = names.settle(work, self.type, body, None)
        self.complete(work, body, given, None)
        check_list(work, self.type, body["Name"])
        row = work.rows.insert(self.type, work.rows.new_list_id(self.type), body, name_key=key)
        self.stored(work, row, given)
        return row

    def mod(self, work: Work, given: dict) -> Row:
        row = addressed(work, self.type, given)
        gates.check(work, given)
        composer = Composer(work, self.type, self.type, self.skip)
        body = composer.changed(f"{self.type}Mod", given, row.body, self.required)
        self.merge_parts(work, body, given)
        key = names.settle(work, self.type, body, row)
        self.complete(work, body, given, row)
        check_list(work, self.type, body["Name"])
        changed = work.rows.update(row, body, name_key=key, extra=row.extra)
        names.rename_children(work, changed)
        return changed

    # ------------------------------------------------------------------------------------------------- hooks

    def merge_parts(self, work: Work, body: dict, given: dict) -> None:
        """Aggregates of a Mod whose parts change one by one."""

    def complete(self, work: Work, body: dict, given: dict, old: Row | None) -> None:
        """Rules and defaults on the new body; raises Status."""

    def stored(self, work: Work, row: Row, given: dict) -> None:
        """After-effects of an Add."""

    def shown(self, work: Work, row: Row) -> dict:
        """Computed figures for the Ret."""
        return {}

    def ret(self, work: Work, row: Row) -> dict:
        """The body of the Ret, references still as ids."""
        head = {
            "ListID": row.id,
            "TimeCreated": work.shown_time(row.created_at),
            "TimeModified": work.shown_time(row.updated_at),
            "EditSequence": str(row.sequence),
        }
        guid = {"ExternalGUID": row.body["ExternalGUID"]} if row.body.get("ExternalGUID") else {}
        return {**head, **with_blocks(row.body), **guid, **self.shown(work, row)}


def addressed(work: Work, type_: str, given: dict) -> Row:
    """The record that ListID and EditSequence of a Mod name: 3000, 3120, 3175, 3200 (spec qbd 5.1)."""
    list_id = given["ListID"]
    row = work.rows.find(type_, list_id)
    if row is None:
        raise statuses.not_found(list_id)
    check_lock(row)
    if given["EditSequence"] != str(row.sequence):
        raise statuses.stale(given["EditSequence"])
    return row


def check_lock(row: Row) -> None:
    """A person has the record's form open, or is saving it: 3170, 3175, 3176 or 3180 (spec qbd 4.1)."""
    code = row.extra.get("locked")
    if code in (3175, 3176):
        raise statuses.in_use(row.id, code)
    if code == 3170:
        raise statuses.cannot_modify(row.id, statuses.LIST_CHANGED)
    if code and row.type in GROUP_OF:
        raise _list_changed(row.type, name_of(row))
    if code:
        raise statuses.save_error(row.type, statuses.LOCKED)


def check_list(work: Work, type_: str, name: str) -> None:
    """A person is working on the whole list: nothing can be saved into it (3180)."""
    if type_ in work.rows.select(("Preferences",))[0].extra.get("busy_lists", []):
        raise _list_changed(type_, name)


def _list_changed(type_: str, name: str) -> statuses.Status:
    """The wording of spec qbd 4.1: the list by its short name."""
    word = "Item" if type_.startswith("Item") else type_
    return statuses.save_error(f'{word} list, element "{name}"', statuses.LIST_CHANGED)
