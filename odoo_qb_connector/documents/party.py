"""Customers and vendors."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .problem import Problem
from .values import Address, Limits, Ref


class PartyRole(Enum):
    CUSTOMER = "customer"
    VENDOR = "vendor"


@dataclass(frozen=True)
class Party:
    """A customer or vendor. `currency` is an ISO 4217 code and, in QuickBooks, fixed for ever at creation.

    `active` None says nothing about it; an update with changes={"active", "name"} brings an inactive one back.
    """

    role: PartyRole
    name: str
    currency: str
    company_name: str = ""
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    billing: Address | None = None
    shipping: Address | None = None
    terms: Ref | None = None
    taxable: bool | None = None
    note: str = ""
    marker: str = ""
    active: bool | None = None

    def problems(self, limits: Limits) -> list[Problem]:
        """What must be changed before this party can exist in QuickBooks (spec qbo 5.2)."""
        return name_problems(self.name, limits.party_name, limits.forbidden_in_names, "party")


def name_problems(name: str, longest: int, forbidden: str, what: str) -> list[Problem]:
    """The rules every name in a QuickBooks list obeys; `what` is "party", "item" or "account" and selects the
    sentence."""
    if not name.strip():
        return [Problem(f"{what}_name_missing", field="name")]
    found = []
    if len(name) > longest:
        found.append(Problem(f"{what}_name_too_long", {"length": len(name), "limit": longest}, "name"))
    bad = dict.fromkeys(_shown(character) for character in sorted(name) if character in forbidden)
    if bad:
        found.append(Problem(f"{what}_name_forbidden", {"characters": " ".join(bad)}, "name"))
    return found


def _shown(character: str) -> str:
    return {"\t": "tab", "\n": "line break", "\r": "line break", '"': "double quote"}.get(character, f"“{character}”")
