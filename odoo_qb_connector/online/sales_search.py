"""FindSales as a query (spec qbo 1.6, 5.5): documents that are there already, by number, customer and total."""

from __future__ import annotations

from ..gateway import Acknowledged, FindSales
from .encode.text import number
from .query_values import numbered, quoted


def clause_of(question: FindSales) -> str:
    """The clause that finds them. Raises ValueError without a number and a party: it would find every document."""
    if not (question.number or question.party_id):
        raise ValueError(f"nothing to look for a {question.type} by")
    clauses = [numbered(question.number)] if question.number else []
    if question.party_id:
        clauses.append(f"CustomerRef = {quoted(question.party_id)}")
    if question.total is not None:
        clauses.append(f"TotalAmt = {quoted(number(question.total))}")
    if question.from_day:
        clauses.append(f"TxnDate >= {quoted(question.from_day.isoformat())}")
    if question.to_day:
        clauses.append(f"TxnDate <= {quoted(question.to_day.isoformat())}")
    return " AND ".join(clauses)


def is_asked_for(found: Acknowledged, question: FindSales) -> bool:
    """Whether what the query found is what was asked for: a number with a backslash finds others too."""
    return not question.number or found.number.casefold() == question.number.casefold()
