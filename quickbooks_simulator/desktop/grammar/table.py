"""The grammar in use, read once."""

from __future__ import annotations

from functools import cache

from .model import Grammar
from .notation import parse_tables
from .tables import TABLES


@cache
def grammar() -> Grammar:
    """Every production of every table."""
    return parse_tables([module.TABLE for module in TABLES])


@cache
def requests() -> frozenset[str]:
    """The names of the requests in use, e.g. InvoiceAddRq."""
    return frozenset(name for name in grammar().productions if name.endswith("Rq"))
