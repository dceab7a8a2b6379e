"""Conditions of a query as SQL over the table `object` of the books (spec qbo 1.6).

Values are case-insensitive. ASCII ones compare with NOCASE, which an index can serve; others through Python's
casefold, which SQLite does not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ... import clock
from ..faults import Fault, query_invalid
from ..schema.model import EntitySchema
from .query_parser import CURRENT_DATE, Condition, Literal

NULL = " "  # null is written as one space in quotes (spec qbo 1.6)
_TEXT = ("string", "enum", "object")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True)
class Column:
    """A filterable path: its type and the SQL that reads it."""

    path: str
    type: str
    sql: str

    @property
    def sort_sql(self) -> str:
        """The SQL that orders by this column, ids as the numbers they are."""
        if self.type == "id" or self.path == "Id":
            return f"CAST({self.sql} AS INTEGER)"
        return f"{self.sql} COLLATE NOCASE" if self.type in (*_TEXT, "reference") else self.sql


# Paths that the books keep in a column of their own, some of them indexed.
_STORED = {
    "id": "id",
    "docnumber": "doc_number",
    "customerref": "customer",
    "active": "active",
    "metadata.createtime": "created_at",
    "metadata.lastupdatedtime": "updated_at",
}


def column(schema: EntitySchema, path: str) -> Column:
    """The filterable column for `path`, spelled in any case; Fault 4001 when there is none."""
    names = {name.lower(): name for name in schema.filterable}
    name = names.get(path.lower())
    if name is None:
        raise query_invalid(f"Property {path} not found for Entity {schema.name}")
    kind = schema.filterable[name]
    stored = _STORED.get(name.lower())
    steps = f"{name}.value" if kind == "reference" else name
    return Column(name, kind, stored or f"json_extract(body, '$.{steps}')")


def condition_sql(schema: EntitySchema, condition: Condition) -> tuple[str, list]:
    """One condition as SQL and its parameters."""
    where = column(schema, condition.path)
    if (where.path == "Id" or where.type == "id") and condition.operator not in ("=", "IN"):
        raise query_invalid(f"operator {condition.operator} is not supported for Property {where.path}")
    if condition.operator == "LIKE":
        return _like(where, condition.values[0])
    if condition.operator == "IN":
        return _in(where, condition.values)
    return _compare(where, condition.operator, condition.values[0])


def _in(where: Column, values: tuple[Literal, ...]) -> tuple[str, list]:
    """One of many values; plain texts in the form that an index serves."""
    if where.type in _TEXT and all(isinstance(value, str) and value.isascii() and value != NULL for value in values):
        return f"{where.sql} COLLATE NOCASE IN ({', '.join('?' * len(values))})", list(values)
    parts = [_compare(where, "=", value) for value in values]
    sql = " OR ".join(part for part, _ in parts)
    return f"({sql})", [value for _, found in parts for value in found]


def _like(where: Column, value: Literal) -> tuple[str, list]:
    """LIKE on text only; % is the only wildcard (spec qbo 1.6)."""
    if where.type not in (*_TEXT, "id", "reference") or not isinstance(value, str):
        raise query_invalid(f"operator LIKE is not supported for Property {where.path}")
    pattern = value.replace("\\", "\\\\").replace("_", "\\_")
    if value.isascii():
        return f"{where.sql} LIKE ? ESCAPE '\\'", [pattern]
    return f"fold({where.sql}) LIKE ? ESCAPE '\\'", [pattern.casefold()]


def _compare(where: Column, operator: str, value: Literal) -> tuple[str, list]:
    if value == NULL and operator == "=":
        return f"{where.sql} IS NULL", []
    if where.type == "boolean":
        return f"{where.sql} {operator} ?", [_boolean(where, operator, value)]
    if where.type in ("money", "decimal", "integer"):
        return f"{where.sql} {operator} ?", [_number(where, value)]
    if where.type == "date":
        return f"substr({where.sql}, 1, 10) {operator} ?", [_day(where, value)]
    if where.type == "datetime":
        return f"{where.sql} {operator} ?", [_moment(where, value)]
    return _compare_text(where, operator, value)


def _compare_text(where: Column, operator: str, value: Literal) -> tuple[str, list]:
    if not isinstance(value, str):
        raise _unfit(where, value)
    if where.type in ("id", "reference"):
        return f"{where.sql} {operator} ?", [value]
    if value.isascii():
        return f"{where.sql} {operator} ? COLLATE NOCASE", [value]
    return f"fold({where.sql}) {operator} ?", [value.casefold()]


def _unfit(where: Column, value: Literal) -> Fault:
    shown = "CURRENT_DATE" if value is CURRENT_DATE else str(value).lower() if isinstance(value, bool) else value
    return query_invalid(f"value {shown} is not valid for Property {where.path} of type {where.type}")


def _boolean(where: Column, operator: str, value: Literal) -> int:
    words = {"true": True, "false": False}
    found = value if isinstance(value, bool) else words.get(str(value).lower())
    if found is None or operator != "=":
        raise _unfit(where, value)
    return int(found)


def _number(where: Column, value: Literal) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise _unfit(where, value) from None


def _day(where: Column, value: Literal) -> str:
    if value is CURRENT_DATE:
        return clock.today().isoformat()
    if not isinstance(value, str):
        raise _unfit(where, value)
    try:
        moment = date.fromisoformat(value) if _DATE.match(value) else _aware(value).astimezone(clock.PACIFIC).date()
    except ValueError:
        raise _unfit(where, value) from None
    return moment.isoformat()


def _moment(where: Column, value: Literal) -> str:
    """A point in time as the books store it (UTC text)."""
    if value is CURRENT_DATE:
        value = clock.today().isoformat()
    if not isinstance(value, str):
        raise _unfit(where, value)
    try:
        return clock.stamp(_aware(value))
    except ValueError:
        raise _unfit(where, value) from None


def _aware(text: str) -> datetime:
    """A date or a time in ISO form; without an offset it is US-Pacific, the server's own zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.PACIFIC)


def parse_time(text: str) -> datetime:
    """The `changedSince` of CDC: the same rule; ValueError when it is no time."""
    return _aware(text).astimezone(UTC)
