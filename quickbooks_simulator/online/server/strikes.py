"""Carrying out ordered faults on an API call (the orders themselves are in `orders`)."""

from __future__ import annotations

from ..faults import AUTHORIZATION, Error, Fault, business, period_closed, permission_denied
from .answers import FAULT_TYPE, enveloped
from .messages import Response, page
from .oauth_store import TokenStore
from .orders import Order, Struck
from .refusals import not_authorised, throttled

TRANSIENT = {
    "names": "You can only add or edit one name at a time. Please try again.",
    "unexpected": "An unexpected error occurred while accessing or saving your data. "
    "Please wait a few minutes and try again.",
}
REASONS = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


def authorisation_failure() -> Fault:
    """Code 120, HTTP 401: the connecting user is no administrator any more (spec qbo 3.4)."""
    detail = ": –11014-You do not have access to use QuickBooks Online Plus."
    return Fault(Error("120", "Authorization Failure", detail), fault_type=AUTHORIZATION, http_status=401)


def strike_books(struck: Struck) -> None:
    """Raise the fault that was ordered instead of what the books would have answered."""
    if "transient" in struck:
        raise business(TRANSIENT[struck["transient"].options.get("text", "names")])
    if "closed_books" in struck:
        raise period_closed()
    if "fault" in struck and struck["fault"].options["code"] == 5020:
        raise permission_denied("The user has no rights for this.")


def strike_gateway(struck: Struck, tokens: TokenStore, bearer: str) -> None:
    """What is refused before, or at, the look at the token."""
    if "throttle" in struck:
        raise throttled()
    if "expired_token" in struck:
        tokens.expire_access(bearer)
    if "revoked_token" in struck:
        tokens.revoke(bearer)
    code = struck["fault"].options["code"] if "fault" in struck else 0
    if code == 3100:
        raise not_authorised()
    if code == 120:
        raise authorisation_failure()


def error_answer(order: Order) -> Response:
    """500, 502, 503 or 504: as JSON (500 only, SystemFault 10000), or as a page that is no JSON at all."""
    status = order.options["status"]
    if order.options.get("html", status != 500):
        return error_page(status)
    message = "An application error has occurred while processing your request"
    error = Error("10000", message, "System Failure Error: ordered")
    return Response(status, enveloped({"Fault": Fault(error, fault_type="SystemFault").body()}), FAULT_TYPE)


def error_page(status: int) -> Response:
    """What a proxy in front of the service says: a page, no JSON."""
    title = f"{status} {REASONS[status]}"
    return page(f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>", status)


def error_when(struck: Struck, when: str) -> Response | None:
    """The ordered error answer for the moment `when` (before or after the books were changed)."""
    order = struck.get("error")
    if order is not None and order.options.get("when", "before") == when:
        return error_answer(order)
    return None
