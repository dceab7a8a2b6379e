"""Every statusCode of spec qbd 4.1: its class in the error tree and its problem. Data only.

`None` as a problem keeps the problem of the class; the problems are explained in `statuses`.
"""

from __future__ import annotations

from ..gateway import (
    BadReference,
    GatewayError,
    Gone,
    InvalidData,
    NameTaken,
    NotInPlan,
    OutcomeUnknown,
    PeriodClosed,
    Refused,
    Retryable,
    RightsMissing,
    Stale,
)

Kind = tuple[type[GatewayError], str | None]

FINE = frozenset({"0", "1"})
"""Done; 1 says that a filter found nothing."""
NOT_FOUND = "500"
"""An id or name that a query named is not there: the rest was answered."""
WARNINGS = frozenset({"501", "510", "530", "531", "550", "560", "570"})
"""Done, but something of it was not as asked: kept with the answer."""

_GROUPS: tuple[tuple[type[GatewayError], str | None, str], ...] = (
    (Gone, None, "500"),
    (OutcomeUnknown, None, "600 1000 9001 9002 9003 9004 9005"),
    (Retryable, None, "1010"),
    (Retryable, "not_run", "3231"),
    (Retryable, "record_locked", "3175 3176"),
    (NotInPlan, None, "1030 3250 3262 3264"),
    (Refused, "connector_fault", "1060 9100"),
    (InvalidData, "value_too_long", "3070"),
    (InvalidData, "value_missing", "3150"),
    (InvalidData, "too_large", "3390"),
    (InvalidData, None, "3000 3010 3020 3030 3031 3035 3040 3090 3110 3190 3210"),
    (NameTaken, None, "3100"),
    (Gone, None, "3120"),
    (BadReference, None, "3140"),
    (BadReference, "wrong_account", "3270"),
    (BadReference, "link_refused", "3177"),
    (Refused, "held_by_other_record", "3160"),
    (Refused, "merge_refused", "3500"),
    (Refused, None, "3170 3180"),
    (PeriodClosed, None, "3161 3171"),
    (Stale, None, "3200"),
    (RightsMissing, "desktop_no_permission", "3220 3260 3261 3263"),
)

STATUSES: dict[str, Kind] = {code: (kind, problem) for kind, problem, codes in _GROUPS for code in codes.split()}

# Said inside statusMessage: decides over the code (spec qbd 4.1). In order, first match.
TEXTS: tuple[tuple[str, str, type[GatewayError], str | None], ...] = (
    ("3170 3180", r"modified by another user", Retryable, "record_locked"),
    ("3170 3180", r"could not be locked|in use by another user|acquire the lock", Retryable, "record_locked"),
    ("3160 3170 3180", r"\bdeposit", Refused, "held_by_deposit"),
    ("3160 3170 3180", r"\bpayments?\b|\bpaid\b", Refused, "held_by_payment"),
    ("3180", r"e-?mail address", Refused, "customer_without_email"),
    ("3180", r"already been closed", BadReference, "link_refused"),
    ("3180", r"credit limit", Refused, "credit_limit"),
    ("3180", r"not in balance", InvalidData, "amounts_disagree"),
    ("3180", r"account number|posting account", BadReference, "wrong_account"),
    ("3140 3180", r"currency of the account|currency of the", BadReference, "currency_mismatch"),
    ("3140 3180", r"inactive", BadReference, "inactive_reference"),
    ("3210", r"more than the amount due", InvalidData, "amounts_disagree"),
)

RANGES: tuple[tuple[int, int, Kind], ...] = (
    (1000, 1999, (OutcomeUnknown, None)),
    (2000, 2999, (Refused, "connector_fault")),
    (3000, 3099, (InvalidData, None)),
    (9000, 9099, (OutcomeUnknown, None)),
    (9100, 9199, (Refused, "connector_fault")),
)
"""What a code that nobody has listed means, by the range it lies in; every other one is a refusal."""

CODED_TEXTS = tuple((frozenset(codes.split()), text, kind, problem) for codes, text, kind, problem in TEXTS)
