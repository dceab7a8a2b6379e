"""How an answer that never came carries its reason: `WireAnswer.note` as "problem: words".

`transmit` never raises, so a refusal met on the way (no token to be had, the limit reached) travels in the
answer and becomes its error again when the answer is classified; an answer can be stored and read later.
"""

from __future__ import annotations

import re

from ..gateway import (
    ConnectionDown,
    Delivery,
    GatewayError,
    Retryable,
    RightsMissing,
    SignInAgain,
    Throttled,
    Unavailable,
    WireAnswer,
    WrongKeys,
)

_KINDS: dict[str, type[GatewayError]] = {
    kind.problem: kind
    for kind in (Retryable, Throttled, Unavailable, ConnectionDown, SignInAgain, WrongKeys, RightsMissing)
}

_TIMEOUT = re.compile(r"time-?out|timed out|too slow", re.I)


def undelivered(error: GatewayError) -> WireAnswer:
    """The answer of a request that was held back because of `error`: nothing was processed."""
    waiting = getattr(error, "retry_after", None)
    words = f"{waiting:.1f} s" if waiting is not None else error.message
    problem = error.problem if error.problem in _KINDS else Unavailable.problem
    return WireAnswer(Delivery.NOT_SENT, note=f"{problem}: {words}")


def error_of_note(note: str, *, status: int | None = None, reference: str = "") -> GatewayError | None:
    """The error a note carries, None for a note of the transport itself."""
    problem, _, words = note.partition(": ")
    kind = _KINDS.get(problem)
    if kind is None:
        return None
    error = kind(words, status=status, reference=reference)
    if isinstance(error, Retryable) and words.endswith(" s"):
        error.retry_after = _seconds(words[:-2])
    return error


def is_timeout(note: str) -> bool:
    """Whether the transport's own note (client.cause_of) says that the time was over before the answer was there."""
    return bool(_TIMEOUT.search(note))


def _seconds(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
