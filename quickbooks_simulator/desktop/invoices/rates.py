"""What one unit of a document's currency is worth at home (spec qbd 6)."""

from __future__ import annotations

from decimal import Decimal

from ..work import Work


def home_rate(work: Work, body: dict) -> Decimal:
    """The factor from the document's currency to the home currency; which way ExchangeRate counts is a switch."""
    rate = Decimal(body.get("ExchangeRate", "1"))
    return rate if work.switches.exchange_rate == "home_per_foreign" else 1 / rate
