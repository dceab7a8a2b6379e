"""Sales documents that are there already, by number, customer and total (gateway.FindSales; spec qbd 3.4, TXNQ)."""

from __future__ import annotations

from lxml import etree

from ...gateway import Acknowledged, FindSales
from ..encode.nodes import day, node, optional
from ..numbers import ref_number
from .pages import PAGE, with_lines


def requests(question: FindSales) -> list[etree._Element]:
    """By number where one is given, as QuickBooks finds these at once, else by customer and day. No query has a filter
    for totals. Raises ValueError without a number and a party: it would read every document."""
    name = f"{question.type}QueryRq"
    if question.number:
        return [node(name, [node("RefNumber", ref_number(question.number)), with_lines()])]
    if not question.party_id:
        raise ValueError(f"nothing to look for a {question.type} by")
    days = [optional("FromTxnDate", day(question.from_day)), optional("ToTxnDate", day(question.to_day))]
    filters = [
        node("MaxReturned", str(PAGE)),
        node("TxnDateRangeFilter", days) if question.from_day or question.to_day else None,
        node("EntityFilter", [node("ListID", question.party_id)]),
    ]
    return [node(name, [*filters, with_lines()], iterator="Start")]


def is_asked_for(found: Acknowledged, question: FindSales) -> bool:
    """Whether everything that was asked for agrees."""
    return (
        (not question.number or found.number.casefold() == ref_number(question.number).casefold())
        and question.party_id in ("", found.party_id)
        and question.total in (None, found.total)
        and _is_between(str(found.details.get("date", "")), question)
    )


def _is_between(said: str, question: FindSales) -> bool:
    first, last = question.from_day, question.to_day
    return (first is None or said >= first.isoformat()) and (last is None or said <= last.isoformat())
