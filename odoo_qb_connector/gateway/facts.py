"""What a connection must know about its QuickBooks company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class TaxModel(Enum):
    """Who computes tax, and how a line says it (spec qbo 6.1, qbd 6)."""

    OFF = "off"
    US_AUTOMATED = "us_automated"
    US_AUTOMATED_NOT_SET_UP = "us_automated_not_set_up"
    US_LEGACY = "us_legacy"
    GLOBAL = "global"
    DESKTOP = "desktop"


@dataclass(frozen=True)
class CompanyFacts:
    """A snapshot. `currency` is ISO 4217, `country` as QuickBooks says it; `features` are switches by
    Intuit's names."""

    id: str
    name: str
    country: str
    currency: str
    multicurrency: bool
    tax_model: TaxModel
    keeps_sent_numbers: bool
    closing_date: date | None = None
    writable: bool = True
    subscription: str = ""
    plan: str = ""
    features: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ListEntry:
    """One entry of a QuickBooks list (account, item, tax code, term ...) for the mapping drop-downs."""

    type: str
    id: str
    name: str
    active: bool = True
    token: str = ""
    number: str = ""
    kind: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
