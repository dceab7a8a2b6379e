"""One pure function from a statusCode or an HRESULT to the error tree (design 5; spec qbd 4).

What a person must do, by `problem`. The sentences are the Odoo models'; this table is their contract. Problems
that both editions have (busy, value_missing, name_taken, period_closed ...) are in `online.faults`' table.

| problem | what a person must do |
|---|---|
| not_run | nothing: an earlier request of the set failed, it goes again by itself |
| record_locked | close the window of this record in QuickBooks; it goes again by itself |
| parse_refused | QuickBooks cannot read this one document: read qbsdklog.txt on the PC, change it, or report it |
| set_refused | nothing: the set is divided until the culprit is found |
| merge_refused | read QuickBooks' own words |
| held_by_deposit, held_by_payment | take it off the deposit, or the payment off it, in QuickBooks |
| customer_without_email | enter an e-mail address on the customer in QuickBooks |
| credit_limit | raise the customer's credit limit in QuickBooks |
| desktop_busy | nothing: it goes again at the next run |
| desktop_not_reachable | log in to Windows on the QuickBooks PC, start QuickBooks, finish its updates |
| desktop_dialog_open | close the dialog that stands open in QuickBooks |
| desktop_wrong_mode | switch QuickBooks to the mode asked for (single-user or multi-user) |
| desktop_other_file | open the right company file, or say none on the connection |
| desktop_no_file | open the company file, or name it on the connection |
| desktop_file_unopened | check path and name of the company file |
| desktop_version | update QuickBooks, or use an edition that programs may talk to |
| desktop_install | repair or register QuickBooks on that PC |
| desktop_several | close the other QuickBooks on that PC |
| desktop_first_run | as QuickBooks administrator in single-user mode run the Web Connector once and allow access |
| desktop_no_permission | give the application the right in QuickBooks: Preferences, Integrated Applications |
| desktop_no_unattended | allow automatic login there and choose the QuickBooks user |
| desktop_certificate | remove and add the application in the Web Connector again |
| waiting_for_desktop | nothing: it goes, or is answered, with the next call of the Web Connector |
"""

from __future__ import annotations

import re

from ..gateway import BadReference, GatewayError, Gone, OutcomeUnknown, Refused, Retryable
from .hresults import HRESULTS, normal
from .status_codes import CODED_TEXTS, FINE, NOT_FOUND, RANGES, STATUSES, WARNINGS, Kind

WAITING = "waiting_for_desktop"
"""The problem of what is not wrong at all: only the next call of the Web Connector can answer."""

_BELOW_PAYMENTS = re.compile(r"more than the amount due")
"""Said of a change: what was paid already is more than the document would come to."""
_OBJECT = re.compile(r"""QuickBooks ([A-Z][A-Za-z ]*?) "([^"]*)\"""")
_VALUES: tuple[tuple[re.Pattern, tuple[str, ...]], ...] = (
    (_OBJECT, ("list", "id")),
    (re.compile(r'The name "([^"]*)" of the list element is already in use'), ("name",)),
    (re.compile(r'edit sequence "([^"]*)"'), ("token",)),
    (re.compile(r'The "([^"]*)" field has an invalid value "([^"]*)"'), ("field", "supplied")),
    (re.compile(r'missing element: "([^"]*)"'), ("field",)),
    (re.compile(r'storing "([^"]*)" in the "([^"]*)" field'), ("supplied", "field")),
    (re.compile(r'Object "([^"]*)"'), ("id",)),
)


def error_of_status(code: str, message: str = "", *, writes: bool = True, verb: str = "") -> GatewayError | None:
    """The error of one response, None when it is a success (0, 1, and the warnings that say "done, but").

    `verb` is the member's: on a create, 500 and 3120 mean something the document points to, otherwise the object
    itself.
    """
    if code in FINE or code in WARNINGS or (code == NOT_FOUND and not writes):
        return None
    kind, problem = _for_verb(_kind(code, message), writes, verb)
    if verb == "update" and _BELOW_PAYMENTS.search(message):
        kind, problem = Refused, "held_by_payment"
    return kind(message, code=code, values=_values(message), problem=problem or "")


def error_of_set(code: str) -> GatewayError | None:
    """The error of messageSetStatusCode: the set is in doubt (spec qbd 3.5)."""
    return None if code in ("", "0") else OutcomeUnknown(f"message set status {code}", code=code)


def error_of_hresult(hresult: str, message: str = "", *, writes: bool = True) -> GatewayError:
    """The error of a call that QuickBooks did not answer. `writes`: something that writes had been handed over;
    an HRESULT that nobody has listed then leaves the outcome unknown."""
    code = normal(hresult)
    kind, problem = HRESULTS.get(code, (OutcomeUnknown, None))
    if kind is OutcomeUnknown and not writes:
        kind, problem = Retryable, "desktop_busy"
    return kind(message or code, code=code, problem=problem or "")


def _kind(code: str, message: str) -> Kind:
    for codes, text, kind, problem in CODED_TEXTS:
        if code in codes and re.search(text, message, re.I):
            return kind, problem
    return STATUSES.get(code) or _by_range(code)


def _by_range(code: str) -> Kind:
    number = int(code) if code.isdecimal() else -1
    if number < 0:
        return OutcomeUnknown, None
    return next((kind for low, high, kind in RANGES if low <= number <= high), (Refused, None))


def _for_verb(kind: Kind, writes: bool, verb: str) -> Kind:
    if kind[0] is OutcomeUnknown and not writes:
        return Retryable, None
    if kind[0] is Gone and verb == "create":
        return BadReference, None
    return kind


def _values(message: str) -> dict[str, str]:
    for pattern, names in _VALUES:
        found = pattern.search(message)
        if found:
            return dict(zip(names, found.groups(), strict=True))
    return {}
