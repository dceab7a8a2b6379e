"""One `FaultEntry` to one error: the code decides, the texts correct it, the values are read out of the
Detail."""

from __future__ import annotations

import re

from ..gateway import (
    BadReference,
    GatewayError,
    Gone,
    OutcomeUnknown,
    QuotaExhausted,
    Refused,
    Retryable,
    Throttled,
    TokenExpired,
)
from .fault_codes import CODES, HELD_BY_PAYMENT, TEXTS
from .fault_shapes import FaultEntry

_CHANGING = frozenset({"update", "delete", "void"})
_INACTIVE = re.compile(r"been made inactive|need to activate")
_QUOTA = re.compile(r"month|quota|CorePlus", re.I)
_VALUES: tuple[tuple[re.Pattern, tuple[str, ...]], ...] = (
    (
        re.compile(r"DocNumber=(.*?) is assigned to TxnType=(.+?) with TxnId=(\d+)"),
        ("number", "holder_type", "holder_id"),
    ),
    (re.compile(r"already exists\. : Id=(\d+)"), ("holder_id",)),
    (re.compile(r"Invalid Reference Id : (\w+) element id (\S+) not found"), ("list", "id")),
    (re.compile(r"Check the fields with ([^.]+)\."), ("list",)),
    (re.compile(r"Min:(\d+) Max:(\d+) supported\. Supplied length:(\d+)"), ("minimum", "limit", "length")),
    (re.compile(r"Required parameter (\S+) is missing"), ("field",)),
    (re.compile(r"Supplied value:(\S+)"), ("supplied",)),
)


def error_of_entry(entry: FaultEntry, status: int, reference: str, writes: bool, verb: str) -> GatewayError:
    """The class and problem of one error (spec qbo 3.4, 3.5), with what its Detail names."""
    kind, problem = _kind(entry, status, writes, verb)
    return kind(
        entry.detail or entry.message,
        code=entry.code,
        element=entry.element,
        status=status,
        reference=reference,
        values=_values(entry),
        problem=problem or "",
    )


def _kind(entry: FaultEntry, status: int, writes: bool, verb: str) -> tuple[type[GatewayError], str | None]:
    if status == 429 and not writes and _QUOTA.search(entry.text):
        return QuotaExhausted, None
    if status == 429 or "ThrottleExceeded" in entry.text:
        return Throttled, None
    if entry.code == "6000":
        return _by_text(entry.text, verb)
    kind, problem = CODES.get(entry.code) or _unknown(entry, status)
    if kind is Gone:
        return _gone_or_reference(entry, verb)
    if kind is OutcomeUnknown and not writes:
        return Retryable, None
    if problem == "held_by_other_record" and _is_held_by_payment(entry.text, verb):
        return kind, "held_by_payment"
    if kind is BadReference and _INACTIVE.search(entry.text):
        return kind, "inactive_reference"
    return kind, problem


def _by_text(text: str, verb: str) -> tuple[type[GatewayError], str | None]:
    """A 6000 is any business rule: its words decide (spec qbo 3.5)."""
    for pattern, kind, problem in TEXTS:
        if re.search(pattern, text):
            return kind, problem
    return Refused, "held_by_payment" if _is_held_by_payment(text, verb) else None


def _is_held_by_payment(text: str, verb: str) -> bool:
    return verb in _CHANGING and bool(HELD_BY_PAYMENT.search(text))


def _gone_or_reference(entry: FaultEntry, verb: str) -> tuple[type[GatewayError], str | None]:
    """A 610 means the object itself, or something it points to.

    A create has no self to miss; a delete, a void and a read point to nothing else, whatever the text says
    (the "made inactive" text was recorded on the delete of an already deleted invoice); on an update the text
    decides.
    """
    inactive = bool(_INACTIVE.search(entry.text))
    if verb == "create" or (verb == "update" and inactive):
        return BadReference, "inactive_reference" if inactive else None
    return Gone, None


def _unknown(entry: FaultEntry, status: int) -> tuple[type[GatewayError], str | None]:
    """A code nobody has listed: an authentication fault stops at the token, everything else is a refusal."""
    if status == 401 or entry.type.upper().startswith("AUTHENTICATION"):
        return TokenExpired, None
    return Refused, None


def _values(entry: FaultEntry) -> dict[str, str]:
    for pattern, names in _VALUES:
        match = pattern.search(entry.text)
        if match:
            found = dict(zip(names, match.groups(), strict=True))
            if "holder_type" in found:
                found["holder_type"] = found["holder_type"].replace(" ", "")
            return found
    return {}
