"""One pure function from an answer to the error tree (design 5; spec qbo 3).

What a person must do, by `problem`. The sentences are the Odoo models'; this table is their contract.

| problem | what a person must do |
|---|---|
| busy, throttled, unavailable | nothing: it goes again by itself |
| no_answer | nothing: a read that was given too little time goes again by itself |
| token_expired | nothing: the access token is renewed |
| outcome_unknown, stale, gone | nothing at first: the connector looks, then decides |
| sign_in_again | connect again: the authorisation ended, was revoked, or is for another company |
| wrong_keys | correct client id and secret; signing in again does not help |
| rights_missing | a QuickBooks administrator of this company must connect |
| company_suspended | renew the QuickBooks subscription or unlock the company |
| company_reset | the company's data was wiped in QuickBooks: check the connection before anything goes |
| quota_exhausted | wait for next month or buy a larger Intuit allowance; writes go on |
| connection_down | something between here and QuickBooks refuses: ask whoever runs the network |
| quickbooks_refused | read QuickBooks' own words |
| invalid_data, value_missing, value_too_long | correct the value named by `element` and `values` |
| amounts_disagree | the amounts of the document contradict each other: correct them |
| bad_reference | link or map again: what the document points to is not there (`values`: list, id) |
| inactive_reference | make it active again in QuickBooks, or link another one |
| wrong_account | map an account of the right type |
| currency_mismatch | the party or account has another currency in QuickBooks: use one in this currency |
| party_missing | name a customer or vendor on the receivable or payable line |
| parent_refused | correct the parent (customer, category, account) |
| link_refused | the document to link to cannot be linked: look at it in QuickBooks |
| name_taken | link the holder (`values`: holder_id) or choose another name |
| number_taken | choose another number or allow the duplicate (`values`: number, holder_type, holder_id) |
| period_closed | re-date the document or open the period in QuickBooks |
| not_in_plan | change the QuickBooks plan or preference, or stop sending this kind |
| tax_refused | map the tax to a code that QuickBooks accepts here |
| held_by_other_record | undo in QuickBooks what holds it (deposit, payment, bank match, balance) |
| before_stock_start | date it after the item's inventory start date, or change that date in QuickBooks |
| file_refused | the attachment is too large or of a refused type |
| too_large | split the document |
| connector_fault | report it: the connector asked something QuickBooks does not understand |
| not_quickbooks | an answer that is not QuickBooks' own: check address, proxy, firewall |
"""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from ..gateway import (
    ConnectionDown,
    Delivery,
    GatewayError,
    OutcomeUnknown,
    Refused,
    Remedy,
    Retryable,
    Throttled,
    TokenExpired,
    Unavailable,
    WireAnswer,
)
from .fault_entry import error_of_entry
from .fault_shapes import FaultEntry, entries_of, entries_of_json, parse_json
from .notes import error_of_note, is_timeout

THROTTLE_PAUSE = 60.0
"""Seconds Intuit advises to wait after a 429 (spec qbo 2.1)."""

_RANK = {
    Remedy.WAIT: 0,
    Remedy.REREAD: 1,
    Remedy.PERSON: 2,
    Remedy.REFRESH: 3,
    Remedy.CONNECT: 4,
    Remedy.LOOK: 5,
}


def classify(answer: WireAnswer, *, writes: bool, verb: str = "") -> GatewayError | None:
    """The error in `answer`, or None when it is a success (a 2xx with a body that holds no fault).

    `writes` says whether the request could change anything: only then can an outcome be unknown. `verb` is
    the member's (create, update, delete, void) where the request has one; it decides what a 610 means.
    """
    if answer.delivery is not Delivery.ANSWERED:
        return _undelivered(answer, writes)
    reference, status = reference_of(answer), answer.status or 0
    entries = entries_of(answer.body)
    if entries is not None:
        error = _of_entries(entries, status=status, reference=reference, writes=writes, verb=verb)
    elif 200 <= status < 300:
        error = None if _looks_like_json(answer.body) else _unreadable(answer, reference, writes)
    else:
        error = _of_status(status, reference, writes)
    if isinstance(error, TokenExpired) and answer.note:
        return error_of_note(answer.note, status=status, reference=reference) or error
    if isinstance(error, Throttled):
        error.retry_after = retry_after(answer.headers)
    return error


def fault_error(data: Mapping, *, status: int = 200, reference: str = "", writes: bool, verb: str = ""):
    """The error in one JSON object that may hold a fault (an item of a batch's answer), or None."""
    entries = entries_of_json(data)
    if entries is None:
        return None
    return _of_entries(entries, status=status, reference=reference, writes=writes, verb=verb)


def worst(errors: list[GatewayError]) -> GatewayError:
    """The error that decides what happens; the rest become its `others`.

    An unknown outcome before everything else (look before acting), then what stops the connection, then what
    a person must do, and waiting last: a document with a wrong value does not get better by waiting (spec qbo
    3.1).
    """
    chosen = max(errors, key=lambda error: _RANK[error.remedy])
    chosen.others = tuple(error for error in errors if error is not chosen)
    return chosen


def reference_of(answer: WireAnswer) -> str:
    """Intuit's transaction id, what its support asks for; both spellings exist (spec qbo 1.2)."""
    headers = {key.lower().replace("_", "-"): value for key, value in answer.headers.items()}
    return headers.get("intuit-tid", "")


def retry_after(headers: Mapping[str, str]) -> float:
    """Seconds to wait: the Retry-After header when there is one (seconds or a date), else Intuit's advice."""
    lower = {key.lower(): value for key, value in headers.items()}
    said = lower.get("retry-after", "").strip()
    if said.isdigit():
        return float(said)
    try:
        wait = parsedate_to_datetime(said) - parsedate_to_datetime(lower.get("date", ""))
    except (TypeError, ValueError):
        return THROTTLE_PAUSE
    return max(0.0, wait.total_seconds())


def _undelivered(answer: WireAnswer, writes: bool) -> GatewayError:
    """NOT_SENT is certain; of anything else only a read may be repeated without looking."""
    known = error_of_note(answer.note, status=answer.status, reference=reference_of(answer))
    if answer.delivery is Delivery.NOT_SENT:
        return known or Unavailable(answer.note)
    if writes:
        return OutcomeUnknown(answer.note, status=answer.status, reference=reference_of(answer))
    problem = "no_answer" if is_timeout(answer.note) else ""
    return Retryable(answer.note, status=answer.status, reference=reference_of(answer), problem=problem)


def _of_entries(entries: tuple[FaultEntry, ...], *, status, reference, writes, verb) -> GatewayError:
    """A fault was said. A 5xx whose fault gives no definite reason stays a 5xx."""
    errors = [error_of_entry(entry, status, reference, writes, verb) for entry in entries]
    if not errors:
        return _of_status(status, reference, writes)
    chosen = worst(errors)
    if status >= 500 and type(chosen) is Refused and chosen.problem == Refused.problem:
        return _of_status(status, reference, writes, chosen.message)
    return chosen


def _of_status(status: int, reference: str, writes: bool, message: str = "") -> GatewayError:
    """The status alone: no fault could be read (spec qbo 3.3)."""
    more = {"status": status, "reference": reference}
    message = message or f"HTTP {status}"
    if status == 401:
        return TokenExpired(message, **more)
    if status == 403:
        return ConnectionDown(message, **more)
    if status == 429:
        return Throttled(message, **more)
    if status == 413:
        return Refused(message, problem="too_large", **more)
    if status >= 500 or status == 408:
        return OutcomeUnknown(message, **more) if writes else Retryable(message, **more)
    if 300 <= status < 400 or status == 407:
        return Unavailable(message, **more)
    return Refused(message, problem="not_quickbooks" if status >= 400 else "", **more)


def _unreadable(answer: WireAnswer, reference: str, writes: bool) -> GatewayError:
    """A success status whose body says nothing: HTML of a proxy, half a JSON, nothing at all."""
    more = {"status": answer.status, "reference": reference}
    message = f"unreadable answer of {len(answer.body)} bytes"
    return OutcomeUnknown(message, **more) if writes else Retryable(message, **more)


def _looks_like_json(body: bytes) -> bool:
    return isinstance(parse_json(body), Mapping)
