"""From found rows to an answer: MaxReturned, iterators, retCount, IncludeRetElement (spec qbd 3.4)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from .. import statuses
from ..answers import Answer, Ret
from ..grammar.reader import Request
from ..rows import Row
from ..work import Work


@dataclass
class Iterators:
    """The iterators of one session: what is still to come, by iteratorID."""

    open: dict[str, tuple[str, list[tuple[str, str]]]] = field(default_factory=dict)

    def start(self, query: str, rest: list[tuple[str, str]]) -> str:
        name = "{" + str(uuid.uuid4()) + "}"
        self.open[name] = (query, rest)
        return name


Show = Callable[[Row], Ret]
Find = Callable[[], tuple[list[Row], statuses.Status | None]]


def page(work: Work, request: Request, iterators: Iterators, find: Find, show: Show) -> Answer:
    """The answer to a query: `find` gives the rows and perhaps a warning, `show` their Ret."""
    mode = request.attributes.get("iterator")
    if mode == "Stop":
        iterators.open.pop(request.attributes.get("iteratorID", ""), None)
        return Answer()
    maximum = int(request.body.get("MaxReturned") or 0)
    if mode and not maximum:
        raise statuses.missing("MaxReturned")
    if mode == "Continue":
        return _continued(work, request, iterators, maximum, show)
    rows, warning = find()
    answer = _answer(request, rows[: maximum or None], show)
    if mode == "Start":
        rest = [(row.type, row.id) for row in rows[maximum:]]
        _announce(answer, iterators.start(request.name, rest), rest)
    if warning or not rows:
        answer.status = warning or statuses.no_match()
    return answer


def _continued(work: Work, request: Request, iterators: Iterators, maximum: int, show: Show) -> Answer:
    """The next page; an iterator lives in its session only (spec qbd 3.4)."""
    name = request.attributes.get("iteratorID", "")
    query, rest = iterators.open.get(name, ("", []))
    if query != request.name:
        if work.switches.iterator_in_new_session == "empty":
            return Answer(statuses.no_match())
        raise statuses.Unsure(int(work.switches.lost_iterator_code), f'The iterator "{name}" is not valid.')
    now, later = rest[:maximum], rest[maximum:]
    rows = [work.rows.find(type_, object_id) for type_, object_id in now]
    answer = _answer(request, [row for row in rows if row], show)
    iterators.open[name] = (query, later)
    _announce(answer, name, later)
    return answer


def _announce(answer: Answer, name: str, rest: list) -> None:
    answer.attributes |= {"iteratorRemainingCount": len(rest), "iteratorID": name}


def _answer(request: Request, rows: list[Row], show: Show) -> Answer:
    """Metadata, and the data unless only metadata is asked for."""
    meta = request.attributes.get("metaData", "NoMetaData")
    answer = Answer(keep=kept(request))
    if meta != "NoMetaData":
        answer.attributes["retCount"] = len(rows)
    if meta != "MetaDataOnly":
        answer.rets = [show(row) for row in rows]
    return answer


def kept(request: Request) -> set[str] | None:
    """The top-level names to show; unknown ones are ignored silently."""
    return set(request.body["IncludeRetElement"]) if request.body.get("IncludeRetElement") else None


def owners(request: Request) -> list[str]:
    """The OwnerIDs whose fields are asked for."""
    return request.body.get("OwnerID", [])
