"""Every fault code of spec qbo 3.4: its class in the error tree and its problem. Data only.

`None` as a problem keeps the problem of the class. The problems are explained in `faults`.
"""

from __future__ import annotations

import re

from ..gateway import (
    BadReference,
    ConnectionDown,
    GatewayError,
    Gone,
    InvalidData,
    NameTaken,
    NotInPlan,
    NumberTaken,
    OutcomeUnknown,
    PeriodClosed,
    Refused,
    Retryable,
    RightsMissing,
    Stale,
    Suspended,
    TaxRefused,
    Throttled,
    TokenExpired,
)

Kind = tuple[type[GatewayError], str | None]

_GROUPS: tuple[tuple[type[GatewayError], str | None, str], ...] = (
    (TokenExpired, None, "100 110 3200 3202"),
    (RightsMissing, None, "120 3100 5020"),
    (Retryable, None, "130 150"),
    (Throttled, None, "3001 3002"),
    (Suspended, None, "140 6190"),
    (ConnectionDown, "company_reset", "10200"),
    (OutcomeUnknown, None, "600 10000"),
    (Stale, None, "5010"),
    (Gone, None, "610"),
    (PeriodClosed, None, "6200 6210"),
    (NotInPlan, None, "5030"),
    (NameTaken, None, "6240"),
    (NumberTaken, None, "6140"),
    (BadReference, None, "2500 630 6250 6310 6320 6440"),
    (BadReference, "link_refused", "620"),
    (BadReference, "wrong_account", "6010 6430"),
    (BadReference, "parent_refused", "700 900 6130 6150 6180"),
    (Refused, "held_by_deposit", "6540"),
    (Refused, "held_by_bank_match", "6480"),
    (Refused, "held_by_other_record", "800 6220 6280 6400 6450"),
    (Refused, None, "1000 1010 1020 6000"),
    (InvalidData, "value_missing", "2020 2250 2260 2270 6060 6080 6090 6420 6520"),
    (InvalidData, "value_too_long", "2050"),
    (InvalidData, "amounts_disagree", "2300 6070"),
    (InvalidData, "before_stock_start", "6270"),
    (InvalidData, "file_refused", "6020 6030 6040 6041 6050"),
    (InvalidData, None, "2030 2040 2060 2070 2080 2090 2100 2110 2120 2140 2150 2160 2170 2200 2210"),
    (InvalidData, None, "2220 2230 2240 2290 2600 3000"),
    (TaxRefused, None, "2280 6100 6160 6170 6230 6470"),
    (Refused, "connector_fault", "500 1040 2000 2010 2130 4000 4001 4002 5000 10100"),
)

CODES: dict[str, Kind] = {code: (kind, problem) for kind, problem, codes in _GROUPS for code in codes.split()}
"""Fault code, without leading zeros, to (class, problem)."""

# Said inside the Detail of a 6000 or of another code: decides over the code (spec qbo 3.5). In order, first
# match.
TEXTS: tuple[tuple[str, type[GatewayError], str | None], ...] = (
    (r"one name at a time", Retryable, None),
    (r"unexpected error occurred while accessing or saving your data", Retryable, None),
    (r"rate before you save", TaxRefused, None),
    (r"currency of the transaction is invalid", BadReference, "currency_mismatch"),
    (r"Accounts (Receivable|Payable), you must choose", BadReference, "party_missing"),
    (r"(need to activate|been made inactive)", BadReference, "inactive_reference"),
    (r"does not exist", BadReference, None),
    (r"at least two detail lines|must set a transaction amount", InvalidData, "value_missing"),
    (r"Inclusive Tax Type is not allowed", TaxRefused, None),
)
HELD_BY_PAYMENT = re.compile(r"\bpayments?\b|\bpaid\b", re.I)
"""Said when a document that is there is to be changed or removed: what is applied to it holds it. The words are not
recorded (spec qbo 5.9, 11)."""
