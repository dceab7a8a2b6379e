"""An answer as data: the responses of a message set by requestID (spec qbd 3.1, 3.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lxml import etree

from ..gateway import Delivery, WireAnswer
from .safe_xml import BadXml, parse, text_to_bytes

HRESULT = "hresult"
"""The header under which an HRESULT travels in a WireAnswer: the Web Connector has no other place for it."""


@dataclass(frozen=True)
class Response:
    """One ...Rs element."""

    tag: str
    request_id: str
    code: str
    severity: str
    message: str
    element: etree._Element = field(repr=False, compare=False)

    @property
    def returned(self) -> list[etree._Element]:
        """The ...Ret elements."""
        return [child for child in self.element if str(child.tag).endswith("Ret")]

    @property
    def remaining(self) -> int:
        text = self.element.get("iteratorRemainingCount", "0")
        return int(text) if text.isdecimal() else 0

    @property
    def iterator(self) -> str:
        return self.element.get("iteratorID", "")


@dataclass(frozen=True)
class SetAnswer:
    """All of them. `set_id` and `set_code` only when message-set recovery was used."""

    responses: tuple[Response, ...]
    set_id: str = ""
    set_code: str = ""

    def by_request(self) -> Mapping[str, Response]:
        """By requestID; one answered twice says nothing about either and is left out."""
        ids = [one.request_id for one in self.responses]
        return {one.request_id: one for one in self.responses if ids.count(one.request_id) == 1}


def received(response: str, hresult: str = "", message: str = "") -> WireAnswer:
    """What receiveResponseXML brought, as an answer that can be stored and read later (spec qbd 1.6)."""
    headers = {HRESULT: hresult.strip()} if hresult.strip() else {}
    return WireAnswer(Delivery.ANSWERED, None, headers, response.encode("utf-8", "surrogatepass"), message.strip())


def hresult_of(answer: WireAnswer) -> str:
    return {key.lower(): value for key, value in answer.headers.items()}.get(HRESULT, "")


def read(body: bytes) -> SetAnswer:
    """The set in `body`. Raises BadXml for anything that is no qbXML answer."""
    try:
        root = parse(text_to_bytes(body.decode("utf-8")))
    except UnicodeDecodeError:
        root = parse(body)
    holder = root.find("QBXMLMsgsRs")
    if root.tag != "QBXML" or holder is None:
        raise BadXml("no QBXMLMsgsRs")
    return SetAnswer(
        responses=tuple(response_of(one) for one in holder if isinstance(one.tag, str)),
        set_id=holder.get("newMessageSetID", ""),
        set_code=holder.get("messageSetStatusCode", ""),
    )


def response_of(element: etree._Element) -> Response:
    return Response(
        tag=element.tag,
        request_id=element.get("requestID", ""),
        code=element.get("statusCode", ""),
        severity=element.get("statusSeverity", ""),
        message=element.get("statusMessage", ""),
        element=element,
    )


def text(element: etree._Element, path: str) -> str:
    """The text at `path`, "" where there is none. Only direct paths: a nested TxnID is another document's (spec qbd
    8.14)."""
    return (element.findtext(path) or "").strip()


def amount(element: etree._Element, name: str) -> Decimal | None:
    """A number as Decimal; ValueError for anything else, because a total that is no number proves nothing."""
    said = text(element, name)
    if not said:
        return None
    try:
        return Decimal(said)
    except InvalidOperation:
        raise ValueError(f"{said!r} is no amount") from None
