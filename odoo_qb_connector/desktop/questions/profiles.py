"""Customers, vendors and items with their contents: some by id, or a whole list page by page."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from ...gateway import ListProfiles, Profile, ReadProfiles, Retryable
from ..encode.nodes import node
from ..profiles import PROFILED, profile
from ..returned import PLAIN, Reading
from .pages import PAGE, active_or_not

IDS = 100
"""Ids in one request."""


def requests_by_id(question: ReadProfiles) -> list[etree._Element]:
    _check(question.type)
    ids = [one for one in dict.fromkeys(question.ids) if one]
    slices = [ids[start : start + IDS] for start in range(0, len(ids), IDS)]
    return [node(f"{question.type}QueryRq", [node("ListID", one) for one in some]) for some in slices]


def requests_of_list(question: ListProfiles) -> list[etree._Element]:
    _check(question.type)
    return [node(f"{question.type}QueryRq", [node("MaxReturned", str(PAGE)), active_or_not()], iterator="Start")]


def profiles_of(
    question: ReadProfiles | ListProfiles, responses: Iterable[etree._Element], reading: Reading = PLAIN
) -> list[Profile]:
    """The profiles in `responses`, the ...Rs elements of one page (or of all of them), each object once. A page is
    complete by itself: nothing of other pages is needed. Raises TypeError for another question, Retryable for an
    element that lacks what it must hold."""
    if not isinstance(question, ReadProfiles | ListProfiles):
        raise TypeError(f"{type(question).__name__} asks for no profiles")
    rows = [row for response in responses for row in response if str(row.tag).endswith("Ret")]
    try:
        found = [profile(row, reading) for row in rows]
    except ValueError as error:
        raise Retryable(str(error)) from None
    return list({one.object.ref.id: one for one in found}.values())


def _check(list_type: str) -> None:
    if list_type not in PROFILED:
        raise ValueError(f"{list_type} has no profile")
