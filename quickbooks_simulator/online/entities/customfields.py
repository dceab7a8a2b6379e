"""Legacy custom fields of sales forms: up to three strings, defined in Preferences (spec qbo 5.0)."""

from __future__ import annotations

from .. import faults
from .base import Change
from .session import Session


def definitions(session: Session) -> dict[str, str]:
    """DefinitionId -> name of the fields that are switched on."""
    used: dict[str, bool] = {}
    names: dict[str, str] = {}
    for group in session.preference("SalesFormsPrefs", "CustomField", []):
        for entry in group.get("CustomField", []):
            number = entry["Name"][-1]
            if entry["Type"] == "BooleanType":
                used[number] = entry["BooleanValue"]
            else:
                names[number] = entry["StringValue"]
    return {number: names[number] for number in sorted(names) if used.get(number)}


def settle_custom_fields(change: Change) -> None:
    """Every defined field is echoed, with its value if it has one; an undefined one is 3000."""
    defined = definitions(change.session)
    given: dict[str, str] = {}
    for entry in change.values.get("CustomField", []):
        number = entry.get("DefinitionId")
        if number not in defined:
            change.fail(faults.invalid_custom_field(f"DefinitionId {number} is not defined"))
        elif entry.get("Type", "StringType") != "StringType":
            raise faults.not_simulated("custom fields other than strings")
        elif "StringValue" in entry:
            given[number] = entry["StringValue"]
    change.values.pop("CustomField", None)
    if defined:
        change.values["CustomField"] = [
            {"DefinitionId": number, "Name": name, "Type": "StringType"}
            | ({"StringValue": given[number]} if number in given else {})
            for number, name in defined.items()
        ]
