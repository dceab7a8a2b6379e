"""Reading a request body against the schema: names, types, lengths, enumerations.

Like the real service it refuses an unknown property outright (2010, whatever else is wrong) and collects
what it finds about values. What comes out holds exact decimals and only properties that may be written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from ...books.money import dec, half_up
from .. import faults
from ..faults import Fault
from .model import EntitySchema, Field
from .objects import OBJECTS

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+$")
_EMPTY = (None, "", [], {})
_REFERENCE_KEYS = ("value", "name", "type")
MAX_DIGITS = 15
ADDRESS_TOTAL = 2000


@dataclass
class Cleaned:
    """A body after reading.

    `values` to write, `blanks` sent as null or empty, `faulty` sent but unreadable, `errors` found.
    """

    values: dict = field(default_factory=dict)
    blanks: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)
    errors: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    """`text` converts or refuses the characters of a string; the other fields are switches."""

    text: Callable[[str, str], str]
    round_money: bool = False
    numbers_as_text: bool = True
    text_as_numbers: bool = False
    echo_inert: bool = False

    def entity(self, schema: EntitySchema, body: object, *, creating: bool) -> Cleaned:
        """Read a whole entity; raises at once on an unknown or not simulated property."""
        if not isinstance(body, dict):
            raise faults.invalid_property(str(body))
        cleaned = Cleaned()
        for name, value in body.items():
            one = self._property(schema.name, schema.fields, name, value)
            if one is None or one.status == "readonly" or (one.status == "create" and not creating):
                continue
            if value in _EMPTY and not (one.many and value == []):
                cleaned.blanks.add(name)
                continue
            result = self._value(one, value, name, cleaned.errors)
            if result is None:
                cleaned.faulty.add(name)
            else:
                cleaned.values[name] = result
        return cleaned

    def _property(self, owner: str, fields: dict[str, Field], name: str, value: object) -> Field | None:
        one = fields.get(name)
        if one is None:
            raise faults.unknown_property(name, owner, fields)
        if one.status == "unsupported" or (one.status == "inert" and not self.echo_inert):
            if value in _EMPTY:
                return None
            raise faults.not_simulated(f"property {owner}.{name}")
        return one

    def _value(self, one: Field, value: object, path: str, errors: list[Fault]) -> object:
        if not one.many:
            return self._single(one, value, path, errors)
        if not isinstance(value, list):
            raise faults.invalid_property(path)
        results = [self._single(one, item, path, errors) for item in value]
        return [result for result in results if result is not None]

    def _single(self, one: Field, value: object, path: str, errors: list[Fault]) -> object:
        try:
            return getattr(self, f"_{one.type}")(one, value, path, errors)
        except Fault as fault:
            if fault.code in ("2010", "simulator"):
                raise
            errors.append(fault)
            return None

    # ------------------------------------------------------------------------------------------ scalar types

    def _string(self, one: Field, value: object, path: str, errors: list[Fault]) -> str:
        value = self._as_text(value, path)
        if one.length is not None and len(value) > one.length:
            raise faults.invalid_length(one.name, len(value), one.length)
        return self.text(value, one.name)

    def _id(self, one: Field, value: object, path: str, errors: list[Fault]) -> str:
        return self._as_text(value, path)

    def _as_text(self, value: object, path: str) -> str:
        """A number where text belongs becomes text, as Intuit's JSON reader does (switch `numbers_as_text`)."""
        if isinstance(value, str):
            return value
        if self.numbers_as_text and isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return str(value)
        raise faults.invalid_property(f"{path} ({value!r} is no string)")

    def _datetime(self, one: Field, value: object, path: str, errors: list[Fault]) -> str:
        return self._id(one, value, path, errors)

    def _boolean(self, one: Field, value: object, path: str, errors: list[Fault]) -> bool:
        if not isinstance(value, bool):
            raise faults.invalid_boolean(one.name, value)
        return value

    def _integer(self, one: Field, value: object, path: str, errors: list[Fault]) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise faults.invalid_number_format(one.name, value)
        return value

    def _decimal(self, one: Field, value: object, path: str, errors: list[Fault]) -> Decimal:
        text = isinstance(value, str) and self.text_as_numbers
        if isinstance(value, bool) or not (text or isinstance(value, int | float | Decimal)):
            raise faults.invalid_decimal_format(one.name, value)
        try:
            exact = dec(value)
            if not exact.is_finite() or len(exact.normalize().as_tuple().digits) > MAX_DIGITS:
                raise faults.invalid_number(one.name, value)
        except InvalidOperation:
            raise faults.invalid_number(one.name, value) from None
        return exact

    def _money(self, one: Field, value: object, path: str, errors: list[Fault]) -> Decimal:
        exact = self._decimal(one, value, path, errors)
        rounded = half_up(exact)
        if rounded != exact and not self.round_money:
            raise faults.invalid_amount(one.name, value)
        return rounded

    def _date(self, one: Field, value: object, path: str, errors: list[Fault]) -> str:
        if not isinstance(value, str) or not _DATE.match(value):
            raise faults.invalid_date_format(one.name, value)
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise faults.invalid_date(one.name, value) from None

    def _enum(self, one: Field, value: object, path: str, errors: list[Fault]) -> str:
        if value not in one.choices:
            raise faults.invalid_enumeration(one.name, value)
        return str(value)

    # -------------------------------------------------------------------------------------- structured types

    def _reference(self, one: Field, value: object, path: str, errors: list[Fault]) -> dict | None:
        if not isinstance(value, dict):
            raise faults.invalid_property(path)
        for key in value:
            if key not in _REFERENCE_KEYS:
                raise faults.unknown_property(key, "ReferenceType", _REFERENCE_KEYS)
        target = value.get("value")
        if target in _EMPTY:
            raise faults.required(f"{one.name}.value")
        return {"value": self._as_text(target, f"{path}.value")}

    def _object(self, one: Field, value: object, path: str, errors: list[Fault]) -> dict | None:
        if not isinstance(value, dict):
            raise faults.invalid_property(path)
        result = {}
        fields = OBJECTS[one.target].fields
        for name, inner in value.items():
            field_ = self._property(one.target, fields, name, inner)
            if field_ is None or field_.status == "readonly":
                continue
            if inner in _EMPTY and not (inner == {} and name.endswith("LineDetail")):
                continue
            read = self._value(field_, inner, f"{path}.{name}", errors)
            if read is not None:
                result[name] = read
        self._check_object(one, result)
        return result or ({} if one.name.endswith("Detail") else None)

    @staticmethod
    def _check_object(one: Field, value: dict) -> None:
        check = _CHECKS.get(one.target)
        if check:
            check(one, value)


def _check_email(one: Field, value: dict) -> None:
    """RFC 822, a list separated by commas allowed: 2210."""
    for address in value.get("Address", "x@x.x").split(","):
        if not _EMAIL.match(address.strip()):
            raise faults.malformed_email(one.name, value["Address"])


def _check_web(one: Field, value: dict) -> None:
    """An address with blanks in it is none: 2200."""
    if re.search(r"\s", value.get("URI", "")):
        raise faults.malformed_web_address(one.name, value["URI"])


def _check_address(one: Field, value: dict) -> None:
    """The lines of an address hold 2000 characters together (spec qbo 5.0)."""
    total = sum(len(value.get(f"Line{n}", "")) for n in range(1, 6))
    if total > ADDRESS_TOTAL:
        raise faults.invalid_length(one.name, total, ADDRESS_TOTAL)


def _check_link(one: Field, value: dict) -> None:
    for name in ("TxnId", "TxnType"):
        if name not in value:
            raise faults.required(name)


_CHECKS = {
    "EmailAddress": _check_email,
    "WebSiteAddress": _check_web,
    "PhysicalAddress": _check_address,
    "LinkedTxn": _check_link,
}
