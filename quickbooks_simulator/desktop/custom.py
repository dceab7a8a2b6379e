"""Custom fields (OwnerID 0) and private data (an OwnerID GUID) on records (spec qbd 3.4, 5.1).

A value needs a definition; the sample company defines a few custom fields, private rows come from
`DesktopCompany.set_data_extension`.
"""

from __future__ import annotations

from . import statuses
from .kinds import GROUPS, Target
from .rows import Row
from .work import Work

_LISTS = {one: (one,) for one in (*GROUPS["Entity"], "Account")} | {"Item": GROUPS["Item"]}


def definition(work: Work, owner_id: str, name: str, assigned: str) -> Row:
    """The definition of a field for one kind of record; 3120 when there is none."""
    key = f"{owner_id.lower()}|{name.lower()}"
    for row in work.rows.select(("DataExtDef",), "name_key = ?", key):
        if assigned in row.body["AssignToObject"]:
            return row
    raise statuses.not_found(name)


def line_fields(work: Work, given: list[dict]) -> list[dict]:
    """DataExt inside a line: the items' custom fields."""
    return [_field(definition(work, one["OwnerID"], one["DataExtName"], "Item"), one["DataExtValue"]) for one in given]


def _field(known: Row, value: str) -> dict:
    body = known.body
    names = ("OwnerID", "DataExtName", "DataExtType")
    return {**{name: body[name] for name in names}, "DataExtValue": value}


def write(work: Work, given: dict, *, adding: bool) -> tuple[Row, dict]:
    """DataExtAdd and DataExtMod; the record and its field."""
    row, assigned = _record(work, given)
    known = definition(work, given["OwnerID"], given["DataExtName"], assigned)
    field = _field(known, given["DataExtValue"])
    fields = row.extra.setdefault("custom", {})
    if adding and fields.get(known.id):
        reason = "The data extension has a value already: modify it."
        raise statuses.save_error(f'data extension "{given["DataExtName"]}"', reason)
    if given["DataExtValue"]:
        fields[known.id] = field
    else:
        fields.pop(known.id, None)
    _store(work, row)
    return row, field


def _record(work: Work, given: dict) -> tuple[Row, str]:
    if "OtherDataExtType" in given:
        return work.rows.select(("Company",))[0], "Company"
    if "ListDataExtType" in given:
        kind = given["ListDataExtType"]
        to = Target(_LISTS.get(kind, ()), kind)
        return work.pointed(to, given["ListObjRef"], "data extension"), kind
    if given.get("TxnLineID"):
        raise statuses.unsupported()
    return work.transaction(given["TxnDataExtType"], given["TxnID"]), given["TxnDataExtType"]


def _store(work: Work, row: Row) -> None:
    """A changed field is a change of the record."""
    if row.type == "Company":
        work.rows.keep(row)
        return
    number = row.body.get("RefNumber")
    columns = {"number": number.lower() if number else None, "customer": row.body.get("CustomerRef")}
    work.rows.update(row, row.body, **columns, extra=row.extra)


def shown(row: Row, owners: list[str]) -> list[dict]:
    """DataExtRet of a record for the OwnerIDs that were asked for."""
    wanted = {owner.lower() for owner in owners}
    fields = row.extra.get("custom", {}).values()
    return [field for field in fields if field["OwnerID"].lower() in wanted]
