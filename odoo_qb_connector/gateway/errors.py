"""The one error tree.

Every answer that is not a success becomes exactly one of these, and the class alone decides what the queue
does (`remedy`). `code` is QuickBooks' own (a fault code, a status code, an HRESULT), `message` its own words,
`reference` the id Intuit's support asks for. The sentence a person reads is made by the models from `problem`
and `values`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Remedy(Enum):
    WAIT = "wait"  # nothing was written: the same again, later
    REFRESH = "refresh"  # nothing was written: new access token, then the same again at once
    CONNECT = "connect"  # nothing goes for this connection until a person acts on it
    PERSON = "person"  # nothing was written: a person changes something
    REREAD = "reread"  # our token for the object is old: read it, then decide
    LOOK = "look"  # it may have been written: look before acting


class GatewayError(Exception):
    """Base. `others` holds further faults of the same answer: QuickBooks may refuse for several reasons at
    once."""

    remedy = Remedy.PERSON
    problem = "quickbooks_refused"

    def __init__(
        self,
        message: str = "",
        *,
        code: str = "",
        element: str = "",
        status: int | None = None,
        reference: str = "",
        values: Mapping[str, object] | None = None,
        problem: str = "",
        others: tuple[GatewayError, ...] = (),
    ):
        super().__init__(message)
        self.message = message
        self.code = code
        self.element = element
        self.status = status
        self.reference = reference
        self.values = dict(values or {})
        self.others = others
        if problem:
            self.problem = problem

    def __str__(self) -> str:
        where = f" ({self.element})" if self.element else ""
        return f"{type(self).__name__} {self.code}{where}: {self.message}".strip()


# ------------------------------------------------------------------ nothing was written, the same again later


class Retryable(GatewayError):
    """QuickBooks said, or the transport proves, that nothing was written. `retry_after` in seconds, None:
    back-off."""

    remedy = Remedy.WAIT
    problem = "busy"

    def __init__(self, message: str = "", *, retry_after: float | None = None, **more):
        super().__init__(message, **more)
        self.retry_after = retry_after


class Throttled(Retryable):
    """Over Intuit's request limit (spec qbo 2.2)."""

    problem = "throttled"


class Unavailable(Retryable):
    """QuickBooks could not be reached: the request never left."""

    problem = "unavailable"


# ------------------------------------------------------------------ the connection itself


class ConnectionDown(GatewayError):
    """Nothing goes for this connection; one sentence at the connection, never one error per document."""

    remedy = Remedy.CONNECT
    problem = "connection_down"


class TokenExpired(ConnectionDown):
    """The access token is over or unknown: refresh and repeat with the same key, once."""

    remedy = Remedy.REFRESH
    problem = "token_expired"


class SignInAgain(ConnectionDown):
    """The refresh token is over, revoked, or for another company."""

    problem = "sign_in_again"


class WrongKeys(ConnectionDown):
    """Client id or secret are wrong: signing in again would not help."""

    problem = "wrong_keys"


class RightsMissing(ConnectionDown):
    """The person who connected lacks the QuickBooks role needed."""

    problem = "rights_missing"


class Suspended(ConnectionDown):
    """The QuickBooks subscription has ended or the company is locked: reads work, writes do not."""

    problem = "company_suspended"


class QuotaExhausted(ConnectionDown):
    """The monthly allowance of reads is used up (spec qbo 2.3)."""

    problem = "quota_exhausted"


# ------------------------------------------------------------------ a person changes something


class Refused(GatewayError):
    """A definite refusal of this one write."""


class InvalidData(Refused):
    """A value is missing, too long, malformed or does not add up."""

    problem = "invalid_data"


class BadReference(Refused):
    """Something the document points to does not exist there, is inactive, or is of the wrong kind."""

    problem = "bad_reference"


class NameTaken(Refused):
    """`values`: holder_id when QuickBooks names the holder (spec qbo 6240)."""

    problem = "name_taken"


class NumberTaken(Refused):
    """`values`: number, holder_type, holder_id (spec qbo 6140)."""

    problem = "number_taken"


class PeriodClosed(Refused):
    problem = "period_closed"


class NotInPlan(Refused):
    """The QuickBooks plan or preference does not include this."""

    problem = "not_in_plan"


class TaxRefused(Refused):
    problem = "tax_refused"


class Gone(Refused):
    """The object itself no longer exists there (610, 3120, 500). For a delete this means done."""

    problem = "gone"


# ------------------------------------------------------------------ look first


class Stale(GatewayError):
    """Somebody changed the object since we last saw it; after an unknown outcome that somebody may be us."""

    remedy = Remedy.REREAD
    problem = "stale"


class OutcomeUnknown(GatewayError):
    """The request left and no usable answer came: it may have been written."""

    remedy = Remedy.LOOK
    problem = "outcome_unknown"
