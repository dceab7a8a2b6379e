"""Values in the query language (spec qbo 1.6)."""

from __future__ import annotations

BACKSLASH = "\\"


def numbered(number: str) -> str:
    """The clause that finds a document's number, and sometimes more."""
    return like("DocNumber", number) if BACKSLASH in number else f"DocNumber = {quoted(number)}"


def like(key: str, value: str) -> str:
    """The clause for a value with a backslash, whose place is left open."""
    return f"{key} LIKE {quoted(value.replace(BACKSLASH, '%'))}"


def quoted(text: str) -> str:
    """A value of the query language: in apostrophes, a backslash before an apostrophe (spec qbo 1.6). Raises
    ValueError for a text with a backslash of its own."""
    if BACKSLASH in text:
        raise ValueError("a query cannot hold a backslash")
    return "'" + text.replace("'", "\\'") + "'"
