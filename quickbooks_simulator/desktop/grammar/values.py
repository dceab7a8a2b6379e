"""What a value of a simple type looks like (spec qbd 3.2)."""

from __future__ import annotations

import re
from datetime import date

from .model import Simple

_PATTERNS = {
    "amt": re.compile(r"([+-]?[0-9]{1,13}(\.[0-9]{2})?)?"),
    "price": re.compile(r"([+-]?[0-9]{1,10}(\.[0-9]{1,5})?)?"),
    "guid": re.compile(r"0|\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}"),
    "datetime": re.compile(
        r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(T[0-9]{1,2}(:[0-9]{1,2}(:[0-9]{1,2}([+-][0-9]{1,2}:[0-9]{1,2})?)?)?)?)?"
    ),
    "float": re.compile(r"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+))?"),
    "int": re.compile(r"[+-]?[0-9]+"),
    "bool": re.compile(r"(true|false|1|0)?"),
}
_PATTERNS["quan"] = _PATTERNS["percent"] = _PATTERNS["price"]
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")
MAX_DIGITS = 11  # of a 32-bit number with its sign
_COLLAPSED = ("bool", "date", "int", "float")


def check(type_: Simple, text: str, version: int) -> tuple[str, str | None]:
    """The value as it counts, and what is wrong with it (None: nothing)."""
    value = text.strip(" \t\r\n") if type_.kind in _COLLAPSED else text
    return value, _fault(type_, value, version)


def _fault(type_: Simple, value: str, version: int) -> str | None:
    if type_.kind == "enum":
        return None if value in type_.allowed(version) else f"'{value}' is not in the enumeration"
    if type_.length is not None and len(value) > type_.length:
        return f"'{value}' is longer than {type_.length} characters"
    if type_.kind == "date":
        return None if value == "" or _is_date(value) else f"'{value}' is no date"
    pattern = _PATTERNS.get(type_.kind)
    if pattern and not pattern.fullmatch(value):
        return f"'{value}' is no {type_.kind}"
    return _range_fault(type_, value)


def _range_fault(type_: Simple, value: str) -> str | None:
    if type_.kind == "int" and len(value) > MAX_DIGITS:
        return f"'{value}' is too large"
    if type_.low is not None and int(value) < type_.low:
        return f"{value} is below {type_.low}"
    if type_.high is not None and int(value) > type_.high:
        return f"{value} is above {type_.high}"
    return None


def _is_date(value: str) -> bool:
    found = _DATE.fullmatch(value)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True
