"""Who has a name: customers, vendors, employees and other names share one name space, and an inactive one holds its
name too (spec qbd 5.1). Asked after a 3100, to say who it is."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ..encode.nodes import node
from ..text import one_line, unsupported


@dataclass(frozen=True)
class FindHolders:
    """The holders of these names, whatever they are; answer: list[Acknowledged], whose `ref.type` says what and
    whose `active` whether it can be seen in QuickBooks."""

    names: tuple[str, ...]


def requests(question: FindHolders) -> list[etree._Element]:
    names = dict.fromkeys(one_line(name) for name in question.names if one_line(name) and not unsupported(name))
    return [node("EntityQueryRq", [node("ActiveStatus", "All"), exactly(name)]) for name in names]


def exactly(name: str) -> etree._Element:
    """The range of one name."""
    return node("NameRangeFilter", [node("FromName", name), node("ToName", name)])
