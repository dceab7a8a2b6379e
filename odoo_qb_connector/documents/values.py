"""Small values that documents share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal


def money(value: object, places: int = 2) -> Decimal:
    """`value` as an amount with `places` decimals, half up.

    Floats go through `repr`, so Odoo's own rounded 0.1 + 0.2 becomes 0.30 and not 0.3000000000000000444.
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else str(value))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Ref:
    """A QuickBooks object that a document points to: its id there, and its name for people."""

    id: str
    name: str = ""


@dataclass(frozen=True)
class Address:
    """A postal address. `lines` are the street lines, `country` is the ISO 3166 alpha-2 code or a full
    name."""

    lines: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""

    def __bool__(self) -> bool:
        return any((*self.lines, self.city, self.state, self.postal_code, self.country))


@dataclass(frozen=True)
class Limits:
    """What an edition can hold, in characters and counts. The gateway of the edition provides it."""

    party_name: int
    item_name: int
    document_number: int
    memo: int
    line_description: int
    lines: int
    forbidden_in_names: str = ":\t\n\r"
    forbidden_in_item_names: str = ":\t\n\r"
    account_name: int = 100
    account_number: int = 7
    forbidden_in_account_names: str = ":\t\n\r"
    other: Mapping[str, int] = field(default_factory=dict)
