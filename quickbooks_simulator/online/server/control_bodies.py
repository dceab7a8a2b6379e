"""Bodies of control calls."""

from __future__ import annotations

import json

from .messages import Request


class BadControl(ValueError):
    """A control call that cannot be understood."""


def body_of(request: Request, *known: str) -> dict:
    """The JSON object of a control call; a key that is not known is refused."""
    try:
        body = json.loads(request.body or b"{}")
    except ValueError as error:
        raise BadControl(f"the body is no JSON: {error}") from error
    if not isinstance(body, dict):
        raise BadControl("the body must be a JSON object")
    unknown = sorted(set(body) - set(known))
    if known and unknown:
        raise BadControl(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}")
    return body


def seconds_of(request: Request, default: float = 10) -> float:
    """The parameter `seconds` (real seconds) of a call that waits."""
    return float(request.query.get("seconds", default))
