"""Request bodies as Python values, refused as QuickBooks refuses them."""

from __future__ import annotations

import json

from ..faults import Fault, invalid_property, malformed_bytes, unsupported_operation
from .messages import NotUtf8, Request

QUERY_TYPES = ("application/text", "text/plain")  # a query by POST (spec qbo 1.2)


def not_utf8(error: NotUtf8) -> Fault:
    """Code 500 with a Java malformed-byte-sequence text (spec qbo 1.2)."""
    return malformed_bytes(f"Operation Invalid byte 1 of 1-byte UTF-8 sequence. ({error}) is not supported.")


def _no_constant(name: str) -> None:
    raise ValueError(f"Non-standard token '{name}': not allowed")


def json_object(request: Request) -> dict:
    """The JSON object of a POST; 2010 for text that is no JSON object, 500 for a wrong Content-Type."""
    if request.media_type != "application/json":
        sent = request.header("Content-Type") or "without a Content-Type"
        raise unsupported_operation(f"POST of {sent} to {request.path}")
    try:
        body = json.loads(request.text(), parse_constant=_no_constant)
    except NotUtf8 as error:
        raise not_utf8(error) from error
    except (ValueError, RecursionError) as error:
        raise invalid_property(str(error)) from error
    if not isinstance(body, dict):
        raise invalid_property(f"Can not deserialize instance of an entity out of {type(body).__name__}")
    return body


def statement(request: Request) -> str:
    """The query's text: parameter `query` of a GET, body of a POST."""
    if request.method == "GET":
        return request.query.get("query", "")
    if request.media_type not in QUERY_TYPES:
        sent = request.header("Content-Type") or "without a Content-Type"
        raise unsupported_operation(f"POST of {sent} to {request.path}")
    try:
        return request.text()
    except NotUtf8 as error:
        raise not_utf8(error) from error


def includes(text: str) -> frozenset[str]:
    """The values of an `include` option, lower case: `allowduplicatedocnum`, `void`, ..."""
    return frozenset(value.strip().lower() for value in text.split(",") if value.strip())
