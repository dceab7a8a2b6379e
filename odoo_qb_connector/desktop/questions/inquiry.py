"""One question on its way: which requests are open, what has come so far, what the answer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from ...gateway import (
    Acknowledged,
    FindByMarker,
    FindByName,
    FindChanges,
    FindHolders,
    FindSales,
    GatewayError,
    Gone,
    ListEntries,
    ListProfiles,
    ReadCompany,
    ReadObject,
    ReadProfiles,
    Retryable,
    WireAnswer,
    WireRequest,
)
from ..answers import Response, SetAnswer
from ..decode import set_answer
from ..facts import company_facts, seen
from ..lists import list_entry
from ..messages import VERSION, message_set, message_set_id, request_id, wire
from ..returned import PLAIN, Reading, acknowledged
from ..statuses import WAITING, error_of_status
from ..text import one_line
from . import sales
from .changes import changes
from .deleted import FindDeleted, deleted
from .profiles import profiles_of
from .requests import first_requests, next_page


@dataclass(frozen=True)
class Inquiry:
    """`open` are the requests still to be asked, `responses` those answered. An iterator lives for one QuickBooks
    session only (spec qbd 3.4): a new session begins with a new inquiry, because what came so far may be older than
    what comes then."""

    question: Any
    open: tuple[etree._Element, ...] = ()
    responses: tuple[Response, ...] = ()
    error: GatewayError | None = None

    @property
    def is_done(self) -> bool:
        return self.error is not None or not self.open

    def received(self, responses: Sequence[Response | None]) -> Inquiry:
        """With the answers to `open`, in its order; None for one that was not answered."""
        error = next(filter(None, map(_error_of, responses)), None)
        if error:
            return replace(self, error=error, open=())
        pairs = list(zip(self.open, responses, strict=True))
        further = tuple(next_page(asked, said.iterator) for asked, said in pairs if said.remaining and said.iterator)
        return replace(self, open=further, responses=(*self.responses, *responses))

    def answer(self, *, file_id: str = "", reading: Reading = PLAIN) -> Any:
        """What `gateway.question` promises for this question. Raises GatewayError, or Retryable when it is not done
        or an answer lacks what it must hold."""
        if self.error:
            raise self.error
        if self.open:
            raise Retryable("not answered completely yet", problem=WAITING)
        try:
            return _answer(self, file_id, reading)
        except ValueError as error:
            raise Retryable(str(error)) from None


def inquiry(question: Any) -> Inquiry:
    """The inquiry at its beginning. Raises ValueError for a question that gives nothing to look by."""
    return Inquiry(question, tuple(first_requests(question)))


def inquire(inquiries: Sequence[Inquiry], key: str, *, version: str = VERSION) -> WireRequest:
    """One message set that asks everything open in `inquiries`; what several ask alike goes once."""
    made = []
    for place, element in enumerate(_distinct(inquiries).values(), 1):
        copy = etree.fromstring(etree.tostring(element))
        copy.set("requestID", request_id(key, place))
        made.append(copy)
    return wire(message_set_id(key), message_set(made, version=version), writes=False)


def told(inquiries: Sequence[Inquiry], request: WireRequest, answer: WireAnswer) -> list[Inquiry]:
    """`inquiries` as they stand after the answer to what `inquire` made of them."""
    try:
        said = set_answer(request, answer)
    except GatewayError as error:
        return [replace(one, error=error, open=()) if one.open else one for one in inquiries]
    found = said.by_request()
    place_of = {text: place for place, text in enumerate(_distinct(inquiries), 1)}
    return [
        one.received([found.get(request_id(request.key, place_of[etree.tostring(element)])) for element in one.open])
        for one in inquiries
    ]


def _distinct(inquiries: Sequence[Inquiry]) -> dict[bytes, etree._Element]:
    """Every open request once, in order."""
    return {etree.tostring(element): element for one in inquiries for element in one.open}


def _error_of(response: Response | None) -> GatewayError | None:
    if response is None:
        return Retryable("a request of the set was not answered")
    error = error_of_status(response.code, response.message, writes=False, verb="read")
    return None if isinstance(error, Gone) else error


def _answer(one: Inquiry, file_id: str, reading: Reading) -> Any:
    question, rows = one.question, [row for response in one.responses for row in response.returned]
    if isinstance(question, ReadCompany):
        return company_facts(seen(SetAnswer(one.responses)), file_id)
    if isinstance(question, ListEntries):
        return [list_entry(question.type, row) for row in rows]
    if isinstance(question, FindDeleted):
        return [deleted(row) for row in rows]
    if isinstance(question, ReadProfiles | ListProfiles):
        return profiles_of(question, [response.element for response in one.responses], reading)
    if isinstance(question, FindChanges):
        return changes(rows, reading)
    return _of_objects(question, _once([acknowledged(row, reading) for row in rows]))


def _of_objects(question: Any, found: list[Acknowledged]) -> Any:
    if isinstance(question, ReadObject):
        return found[0] if found else None
    if isinstance(question, FindSales):
        return [row for row in found if sales.is_asked_for(row, question)]
    if isinstance(question, FindHolders):
        wanted = {one_line(name).casefold() for name in question.names}
        return [row for row in found if row.name.casefold() in wanted]
    return _named(question, found) if isinstance(question, FindByName) else _candidates(question, found)


def _once(found: list[Acknowledged]) -> list[Acknowledged]:
    return list({one.ref.id: one for one in found}.values())


def _named(question: FindByName, found: list[Acknowledged]) -> list[Acknowledged]:
    """Exact names and those that differ in case only; the caller sees the spelling there, but a name that differs
    only by characters that Desktop cannot keep comes back as it was asked for."""
    asked = {one_line(name): name for name in question.names if name.strip()}
    wanted = {name.casefold() for name in asked}
    if question.by == "sku":
        return [one for one in found if str(one.details.get("sku", "")).casefold() in wanted]
    kept = [one for one in found if one.name.casefold() in wanted]
    return [replace(one, name=asked.get(one.name, one.name)) for one in kept]


def _candidates(question: FindByMarker, found: list[Acknowledged]) -> list[Acknowledged]:
    """Names come back as asked; documents as they are, with the eleven characters of their number."""
    if question.name and not any(one.total is not None for one in found):
        return _named(FindByName(question.type, (question.name,)), found)
    return found
