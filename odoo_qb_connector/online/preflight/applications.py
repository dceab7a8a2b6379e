"""The rules of this company for the application of a credit: its currency, its period, cents."""

from __future__ import annotations

from collections.abc import Iterator

from ...documents import CreditApplication, Problem
from ..encode.fields import Context
from ..limits import ONLINE
from .sales import CENT


def application_problems(document: CreditApplication, context: Context) -> list[Problem]:
    """What this company would refuse. Nothing can be said before its facts are known."""
    if context.facts is None:
        return [Problem("company_unknown")]
    return [*document.problems(ONLINE), *_company_problems(document, context), *_amount_problems(document)]


def _company_problems(document: CreditApplication, context: Context) -> Iterator[Problem]:
    """The payment has a day of its own, which must be in an open period (spec qbo 5.1)."""
    facts = context.facts
    foreign = facts.multicurrency and document.currency != facts.currency
    if facts.currency and not facts.multicurrency and document.currency != facts.currency:
        values = {"currency": document.currency, "home": facts.currency}
        yield Problem("currency_not_home", values, "currency")
    if foreign and document.exchange_rate is None:
        yield Problem("exchange_rate_missing", {"currency": document.currency}, "exchange_rate")
    if facts.closing_date and document.date <= facts.closing_date:
        yield Problem("period_closed", {"date": document.date, "closing_date": facts.closing_date}, "date")


def _amount_problems(document: CreditApplication) -> Iterator[Problem]:
    """QuickBooks knows cents and no smaller coin, whatever the currency."""
    for place, one in enumerate(document.invoices, 1):
        if one.amount != one.amount.quantize(CENT):
            yield Problem("amount_not_in_cents", {"line": place, "amount": one.amount}, "invoices")
