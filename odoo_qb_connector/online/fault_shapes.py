"""The shapes in which Intuit says no, read into one: a tuple of `FaultEntry`. Pure; never raises.

Shapes (spec qbo 3.1, 3.2, 2.2): the business fault `Fault.Error[]`, the gateway's lower-case `fault.error[]`,
the newer gateway's flat object with a worded `code`, and XML, which comes when Intuit's edge ignores Accept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

_WORDS = {
    "authenticationfailed": "3200",
    "applicationauthorizationfailed": "3100",
    "throttleexceeded": "3001",
}
_ERROR_CODE = re.compile(r"errorCode=0*(\d+)")
_XML_FAULT = re.compile(r"<Fault\b[^>]*?(?:\btype=\"([^\"]*)\")?[^>]*>", re.S)
_XML_ERROR = re.compile(r"<Error\b([^>]*)>(.*?)</Error>", re.S)


@dataclass(frozen=True)
class FaultEntry:
    """One error of one fault. `code` has no leading zeros; texts are "" where Intuit says null."""

    code: str
    message: str = ""
    detail: str = ""
    element: str = ""
    type: str = ""

    @property
    def text(self) -> str:
        """Everything said, for looking up what the code alone does not tell."""
        return f"{self.message} {self.detail}"


def parse_json(body: bytes) -> object | None:
    """The JSON in `body` with every fractional number as Decimal; None when it is not JSON."""
    try:
        return json.loads(body.decode("utf-8"), parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _refuse(constant: str):
    raise ValueError(f"{constant} is no JSON")


def entries_of(body: bytes) -> tuple[FaultEntry, ...] | None:
    """The errors in an answer's body; () for a fault without any, None when the body is no fault."""
    data = parse_json(body)
    if isinstance(data, Mapping):
        return entries_of_json(data)
    return _entries_of_xml(body)


def entries_of_json(data: Mapping) -> tuple[FaultEntry, ...] | None:
    """As `entries_of`, for JSON already read: an answer, or one item of a batch's answer."""
    fault = data.get("Fault") or data.get("fault")
    if isinstance(fault, Mapping):
        kind = _text(fault.get("type"))
        found = fault.get("Error") or fault.get("error") or []
        errors = [found] if isinstance(found, Mapping) else found
        return tuple(_entry(error, kind) for error in errors if isinstance(error, Mapping))
    if _text(data.get("code")) and ("detail" in data or "message" in data) and "type" in data:
        return (_entry(data, _text(data.get("type"))),)
    return None


def _entry(error: Mapping, kind: str) -> FaultEntry:
    lower = {str(key).lower(): value for key, value in error.items()}
    message, detail = _text(lower.get("message")), _text(lower.get("detail"))
    return FaultEntry(
        code=_code(_text(lower.get("code")), message),
        message=message,
        detail=detail,
        element=_text(lower.get("element")),
        type=kind,
    )


def _code(said: str, message: str) -> str:
    """The numeric code: as said, by its word, or out of "message=...; errorCode=003200; statusCode=401"."""
    if said.isdigit():
        return said.lstrip("0") or "0"
    inside = _ERROR_CODE.search(message)
    return _WORDS.get(said.lower()) or (inside.group(1) if inside else said)


def _entries_of_xml(body: bytes) -> tuple[FaultEntry, ...] | None:
    text = body[:20_000].decode("utf-8", "replace")
    fault = _XML_FAULT.search(text)
    if not fault:
        return None
    return tuple(_xml_entry(match, fault.group(1) or "") for match in _XML_ERROR.finditer(text))


def _xml_entry(match: re.Match, kind: str) -> FaultEntry:
    attributes = dict(re.findall(r"(\w+)=\"([^\"]*)\"", match.group(1)))
    inner = dict(re.findall(r"<(Message|Detail)>(.*?)</\1>", match.group(2), re.S))
    return _entry({**attributes, **{key: unescape(value) for key, value in inner.items()}}, kind)


def _text(value: object) -> str:
    return "" if value is None else str(value)
