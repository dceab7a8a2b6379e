"""What can be asked of QuickBooks without changing it.

A question is answered at once online, and in the next session on Desktop; both through the same encode and
decode.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from .command import ObjectRef
from .outcome import Acknowledged


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
class FindSales:
    """Sales documents of one type that are there already, ours or not, to link to; answer: list[Acknowledged] with
    number, party, total, marker, `details["date"]` and lines.

    At least a number or a party must be given (ValueError); of the rest, what is not given does not count. Numbers are
    compared as the edition holds them, without case. `from_day` and `to_day` are days of the documents, both included.
    """

    type: str
    number: str = ""
    party_id: str = ""
    total: Decimal | None = None
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True)
class ListEntries:
    """All entries of a QuickBooks list, for the mapping drop-downs; answer: list[ListEntry], all pages."""

    type: str


@dataclass(frozen=True)
class ReadProfiles:
    """Customers, vendors or items by id, with their contents; answer: list[Profile] of those that exist, inactive ones
    too, in no order. `type` is "Customer", "Vendor" or "Item"."""

    type: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class ProfilePage:
    """One page of the whole list, inactive ones included, ordered by Id; answer: Pages. Online only: Desktop tells its
    lists page by page (ListProfiles)."""

    type: str
    start: int = 1


@dataclass(frozen=True)
class ListProfiles:
    """The whole list, inactive ones included. Desktop only: an iterator whose pages are decoded each by itself
    (desktop.profiles_of); answer when it is asked as a whole: list[Profile]."""

    type: str


@dataclass(frozen=True)
class FindHolders:
    """Who has these names, whatever they are: customers, vendors, employees and, on Desktop, other names share one name
    space, and an inactive one holds its name too (spec qbo 7.2, qbd 5.1). Answer: list[Acknowledged], whose `ref.type`
    says what and whose `active` whether it can be seen in QuickBooks."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class FindChanges:
    """What was changed or deleted since `since` (aware UTC), by type ("Customer", "Item", "Invoice" ...); answer:
    Changes. QuickBooks Online looks back 30 days at most and refuses beyond (Refused, problem changes_too_old); Desktop
    forgets deletions after 90 days (spec qbo 8.4, qbd 5.4)."""

    types: tuple[str, ...]
    since: datetime


@dataclass(frozen=True)
class Change:
    """One object as it is now. Of a deleted one only `object.ref` and `object.updated_at` are known; one that was made
    inactive is not deleted (`object.active` False)."""

    object: Acknowledged
    deleted: bool = False


@dataclass(frozen=True)
class Changes:
    """`more_since`: QuickBooks told only a part, ask again from there (changes of that very moment come twice); None:
    complete."""

    changes: tuple[Change, ...]
    more_since: datetime | None = None


Question = (
    ReadCompany
    | ReadObject
    | FindByName
    | FindByMarker
    | FindSales
    | ListEntries
    | ReadProfiles
    | ProfilePage
    | ListProfiles
    | FindHolders
    | FindChanges
)
