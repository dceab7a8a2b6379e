"""What can be asked of QuickBooks without changing it.

A question is answered at once online, and in the next session on Desktop; both through the same encode and
decode.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .command import ObjectRef


@dataclass(frozen=True)
class ReadCompany:
    """Company information and preferences; the answer is CompanyFacts."""


@dataclass(frozen=True)
class ReadObject:
    """One object; the answer is Acknowledged, or None when it does not exist (any more)."""

    ref: ObjectRef


@dataclass(frozen=True)
class FindByName:
    """Objects of a list by exact name, inactive ones included; answer: list[Acknowledged].

    `by` is "name" or, for items, "sku". Several names are one request where the edition can.
    """

    type: str
    names: tuple[str, ...]
    by: str = "name"


@dataclass(frozen=True)
class FindByMarker:
    """Our document after a lost answer; answer: list[Acknowledged], candidates included.

    QuickBooks Online cannot filter on the private note, so a document is looked for by its number, else by
    party and time of creation; each candidate carries the marker found in it, and the caller decides (design
    5). Names (customers, items) are looked for by name, which is unique.
    """

    type: str
    marker: str
    number: str = ""
    name: str = ""
    party_id: str = ""
    total: Decimal | None = None
    sent_after: datetime | None = None


@dataclass(frozen=True)
class ListEntries:
    """All entries of a QuickBooks list, for the mapping drop-downs; answer: list[ListEntry], all pages."""

    type: str


Question = ReadCompany | ReadObject | FindByName | FindByMarker | ListEntries
