"""The rules of this company for the application of a credit: its currency, its period, cents."""

from __future__ import annotations

from collections.abc import Iterator

from ...documents import CreditApplication, Problem
from ..amounts import CENT, rounded
from ..books import Books
from ..limits import DESKTOP


def application_problems(document: CreditApplication, books: Books) -> list[Problem]:
    """What this company would refuse. Nothing can be said before its facts are known."""
    if books.facts is None:
        return [Problem("company_unknown")]
    return [*document.problems(DESKTOP), *_company_problems(document, books), *_amount_problems(document)]


def _company_problems(document: CreditApplication, books: Books) -> Iterator[Problem]:
    closing = books.facts.closing_date
    foreign = books.multicurrency and document.currency != books.home
    if books.home and not books.multicurrency and document.currency != books.home:
        yield Problem("currency_not_home", {"currency": document.currency, "home": books.home}, "currency")
    if foreign and document.exchange_rate is None:
        yield Problem("exchange_rate_missing", {"currency": document.currency}, "exchange_rate")
    if closing and document.date <= closing:
        yield Problem("period_closed", {"date": document.date, "closing_date": closing}, "date")


def _amount_problems(document: CreditApplication) -> Iterator[Problem]:
    """QuickBooks knows cents and no smaller coin, whatever the currency."""
    for place, one in enumerate(document.invoices, 1):
        if one.amount != rounded(one.amount, CENT):
            yield Problem("amount_not_in_cents", {"line": place, "amount": one.amount}, "invoices")
