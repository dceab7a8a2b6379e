"""The port that both QuickBooks editions implement: what goes in, what comes out, the one error tree.

The queue speaks only this. A gateway turns commands and questions into bytes (`encode`, pure), bytes into
outcomes (`decode`, pure), and, where it can push, carries bytes (`transmit`). Between the two stands the
committed exchange.
"""

from .command import Command, ObjectRef, Verb
from .errors import (
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
    QuotaExhausted,
    Refused,
    Remedy,
    Retryable,
    RightsMissing,
    SignInAgain,
    Stale,
    Suspended,
    TaxRefused,
    Throttled,
    TokenExpired,
    Unavailable,
    WrongKeys,
)
from .facts import CompanyFacts, ListEntry, TaxModel
from .outcome import Acknowledged, Failed, Outcome, Removed, Written
from .port import Gateway
from .question import FindByMarker, FindByName, ListEntries, Question, ReadCompany, ReadObject
from .tokens import TokenSet, TokenStore
from .wire import Delivery, Member, WireAnswer, WireRequest

__all__ = [
    "Acknowledged",
    "BadReference",
    "Command",
    "CompanyFacts",
    "ConnectionDown",
    "Delivery",
    "Failed",
    "FindByMarker",
    "FindByName",
    "Gateway",
    "GatewayError",
    "Gone",
    "InvalidData",
    "ListEntries",
    "ListEntry",
    "Member",
    "NameTaken",
    "NotInPlan",
    "NumberTaken",
    "ObjectRef",
    "Outcome",
    "OutcomeUnknown",
    "PeriodClosed",
    "Question",
    "QuotaExhausted",
    "ReadCompany",
    "ReadObject",
    "Refused",
    "Remedy",
    "Removed",
    "Retryable",
    "RightsMissing",
    "SignInAgain",
    "Stale",
    "Suspended",
    "TaxModel",
    "TaxRefused",
    "Throttled",
    "TokenExpired",
    "TokenSet",
    "TokenStore",
    "Unavailable",
    "Verb",
    "WireAnswer",
    "WireRequest",
    "Written",
    "WrongKeys",
]
