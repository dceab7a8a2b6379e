"""Who has a name (gateway.FindHolders). Asked after a 3100, to say who it is."""

from __future__ import annotations

from lxml import etree

from ...gateway import FindHolders
from ..encode.nodes import node
from ..text import one_line, unsupported
from .pages import active_or_not


def requests(question: FindHolders) -> list[etree._Element]:
    names = dict.fromkeys(one_line(name) for name in question.names if one_line(name) and not unsupported(name))
    return [node("EntityQueryRq", [active_or_not(), exactly(name)]) for name in names]


def exactly(name: str) -> etree._Element:
    """The range of one name."""
    return node("NameRangeFilter", [node("FromName", name), node("ToName", name)])
