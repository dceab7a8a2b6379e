"""Parts that many queries have (spec qbd 3.4)."""

from __future__ import annotations

from lxml import etree

from ..encode.nodes import node

PAGE = 200
"""Rows per page; 100 to 500 is field practice (spec qbd 3.4)."""


def active_or_not() -> etree._Element:
    """Inactive ones too: left out they would look deleted."""
    return node("ActiveStatus", "All")


def with_lines() -> etree._Element:
    """Tax may stand in lines of its own; without them it would look as if there were none."""
    return node("IncludeLineItems", "true")


LINKED = frozenset({"CreditMemo"})
"""What is asked for with its links: only these say what a credit is applied to."""


def with_links() -> etree._Element:
    return node("IncludeLinkedTxns", "true")
