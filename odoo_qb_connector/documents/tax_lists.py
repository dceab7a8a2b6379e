"""Taxes of the lists: what a person may have made in QuickBooks for a tax that has no counterpart there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .party import name_problems
from .problem import Problem
from .values import Limits, Ref

LARGEST_PERCENT = Decimal(100)


@dataclass(frozen=True)
class TaxAgency:
    """Whom a tax is paid to."""

    name: str

    def problems(self, limits: Limits) -> list[Problem]:
        return name_problems(self.name, limits.other["tax_agency"], limits.forbidden_in_names, "tax_agency")


@dataclass(frozen=True)
class TaxRate:
    """One rate of one agency, in per cent from 0 to 100. `known` is the rate itself where QuickBooks has it already."""

    name: str
    percent: Decimal
    agency: Ref | None = None
    known: Ref | None = None

    def problems(self, limits: Limits) -> list[Problem]:
        """What no edition takes (spec qbo 5.4, qbd 5.5)."""
        found = name_problems(self.name, limits.other["tax_rate"], limits.forbidden_in_item_names, "tax_rate")
        if not 0 <= self.percent <= LARGEST_PERCENT:
            found.append(Problem("tax_rate_out_of_range", {"name": self.name, "percent": self.percent}, "percent"))
        if self.agency is None and self.known is None:
            found.append(Problem("tax_agency_missing", {"name": self.name}, "agency"))
        return found


@dataclass(frozen=True)
class TaxGroup:
    """Several rates under one name, as a document in the United States names them (QuickBooks Desktop)."""

    name: str
    items: tuple[Ref, ...]

    def problems(self, limits: Limits) -> list[Problem]:
        return name_problems(self.name, limits.other["tax_rate"], limits.forbidden_in_item_names, "tax_rate")


@dataclass(frozen=True)
class TaxCode:
    """A code that lines or documents name. Online it says its `rates`; on Desktop it points to the `item` (a sales tax
    item or group) that holds them, and `description` says what its few letters mean."""

    name: str
    rates: tuple[TaxRate, ...] = ()
    item: Ref | None = None
    description: str = ""

    def problems(self, limits: Limits) -> list[Problem]:
        found = name_problems(self.name, limits.other["tax_code"], limits.forbidden_in_names, "tax_code")
        names = [rate.name.strip().casefold() for rate in self.rates if rate.known is None]
        found += [problem for rate in self.rates if rate.known is None for problem in rate.problems(limits)]
        if len(set(names)) < len(names):
            found.append(Problem("tax_rate_name_twice", field="rates"))
        return found


TaxListDocument = TaxAgency | TaxRate | TaxGroup | TaxCode
