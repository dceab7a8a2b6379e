"""Values out of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation


def amount(value: object) -> Decimal | None:
    """A JSON number as Decimal; ValueError for anything else, because a total that is no number proves
    nothing."""
    if value is None:
        return None
    try:
        return Decimal(str(value)) if not isinstance(value, bool) else Decimal("x")
    except InvalidOperation:
        raise ValueError(f"{value!r} is no amount") from None


def inner(entity: Mapping, key: str) -> Mapping:
    """The object at `key`, an empty one where there is none."""
    found = entity.get(key)
    return found if isinstance(found, Mapping) else {}


def reference(value: object) -> str:
    """The id a reference holds, "" for none."""
    return text(value.get("value")) if isinstance(value, Mapping) else ""


def text(value: object) -> str:
    """A value as text, "" for none."""
    return "" if value is None else str(value)
