"""DocNumber of sales documents (spec qbo 5.0).

CustomTxnNumbers true: the value is stored, absent stays absent. False: absent takes the next number of the
one sequence that all sales forms share; a value that is sent is stored and does not advance the sequence.
"""

from __future__ import annotations

from .. import faults
from .base import Change

FIRST_NUMBER = 1001
_TITLES = {"SalesReceipt": "Sales Receipt", "CreditMemo": "Credit Memo", "RefundReceipt": "Refund Receipt"}


def settle_number(change: Change) -> None:
    session, values = change.session, change.values
    custom = session.preference("SalesFormsPrefs", "CustomTxnNumbers", False)
    number = values.get("DocNumber")
    if number is None and not custom:
        if change.creating:
            change.extra["auto_number"] = True
            return
        values["DocNumber"] = change.was("DocNumber")  # recorded: a full update without it keeps it
        if values["DocNumber"] is None:
            del values["DocNumber"]
        return
    if number is not None and change.became("DocNumber"):
        _check_duplicate(change, number, custom=bool(custom))


def take_number(change: Change) -> None:
    """Draw the next number; only once nothing can fail any more."""
    if change.extra.pop("auto_number", False):
        next_number = change.session.count_up("number:sales", FIRST_NUMBER - 1)
        change.values["DocNumber"] = str(next_number)


def _check_duplicate(change: Change, number: str, *, custom: bool) -> None:
    switches = change.session.switches
    if "allowduplicatedocnum" in change.include:
        return
    if custom and not switches.warn_duplicate_number:
        return
    if not custom and switches.duplicate_number_without_custom_numbers == "accept":
        return
    type_ = change.schema.name
    own = change.old.id if change.old else ""
    for holder in change.session.select(type_, "doc_number = ? AND id != ?", number, own):
        change.fail(faults.duplicate_doc_number(number, _TITLES.get(type_, type_), holder.id))
        return
