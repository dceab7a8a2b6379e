"""SOAP 1.1 as the Web Connector speaks it: reading its calls, writing our answers (spec qbd 1.1, 1.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from .safe_xml import BadXml, parse

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
ENVELOPE_12 = "http://www.w3.org/2003/05/soap-envelope"
INTUIT = "http://developer.intuit.com/"
CONTENT_TYPE = "text/xml; charset=utf-8"
LARGEST = 20 * 1024 * 1024
DEEPEST = 16

METHODS: dict[str, tuple[str, ...]] = {
    "serverVersion": (),
    "clientVersion": ("strVersion",),
    "authenticate": ("strUserName", "strPassword"),
    "sendRequestXML": (
        "ticket",
        "strHCPResponse",
        "strCompanyFileName",
        "qbXMLCountry",
        "qbXMLMajorVers",
        "qbXMLMinorVers",
    ),
    "receiveResponseXML": ("ticket", "response", "hresult", "message"),
    "connectionError": ("ticket", "hresult", "message"),
    "getLastError": ("ticket",),
    "closeConnection": ("ticket",),
    "getInteractiveURL": ("wcTicket", "sessionID"),
    "interactiveRejected": ("wcTicket", "reason"),
    "interactiveDone": ("wcTicket",),
}
"""Method to its parameters, in order. The last three stand in no public WSDL (spec qbd 1.2)."""


class BadCall(ValueError):
    """What came is no call of the Web Connector; `fault` says it in SOAP."""


@dataclass(frozen=True)
class Call:
    """One method with its parameters; one that was not sent is ""."""

    method: str
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


def read_call(body: bytes, *, largest: int = LARGEST) -> Call:
    """The call in `body`. Raises BadCall for everything else: no XML, an XML bomb, another namespace, an unknown
    method, a header that must be understood."""
    try:
        root = parse(body, largest=largest, deepest=DEEPEST)
    except BadXml as error:
        raise BadCall(str(error)) from None
    for envelope in (ENVELOPE, ENVELOPE_12):
        if root.tag == f"{{{envelope}}}Envelope":
            return _call(root.find(f"{{{envelope}}}Body"))
    raise BadCall("no SOAP envelope")


def _call(body: etree._Element | None) -> Call:
    content = [one for one in body if isinstance(one.tag, str)] if body is not None else []
    if len(content) != 1:
        raise BadCall("a SOAP body with one call is needed")
    name = etree.QName(content[0])
    if name.namespace != INTUIT or name.localname not in METHODS:
        raise BadCall("an unknown method")
    return Call(name.localname, _values(content[0], METHODS[name.localname]))


def _values(call: etree._Element, names: Sequence[str]) -> dict[str, str]:
    """By name without regard to case (one library writes strCompanyFilename); what has an unknown name takes the
    place it stands at, what is too many is ignored (spec qbd 1.1, 1.2)."""
    by_lower = {name.lower(): name for name in names}
    given = [one for one in call if isinstance(one.tag, str)]
    values: dict[str, str] = {}
    for place, one in enumerate(given):
        if len(one):
            raise BadCall("a parameter holds text only")
        name = by_lower.get(etree.QName(one).localname.lower()) or (names[place] if place < len(names) else "")
        if name and name not in values:
            values[name] = one.text or ""
    return values


# ------------------------------------------------------------------ answers


def answer(method: str, result: str | int | Sequence[str]) -> bytes:
    """The response of `method`: a string, an integer, or for authenticate an array of strings in Intuit's own
    namespace (any other is QBWC1012, spec qbd 1.3)."""
    response = etree.Element(f"{{{INTUIT}}}{method}Response", nsmap={None: INTUIT})
    holder = etree.SubElement(response, f"{{{INTUIT}}}{method}Result")
    if isinstance(result, str | int):
        holder.text = _clean(str(result))
    else:
        for one in result:
            etree.SubElement(holder, f"{{{INTUIT}}}string").text = _clean(one)
    return _envelope(response)


def fault(message: str, *, client: bool = True) -> bytes:
    """A SOAP 1.1 fault. `client`: what was sent is wrong, not we."""
    made = etree.Element(f"{{{ENVELOPE}}}Fault")
    etree.SubElement(made, "faultcode").text = "soap:Client" if client else "soap:Server"
    etree.SubElement(made, "faultstring").text = _clean(message)
    return _envelope(made)


def _envelope(content: etree._Element) -> bytes:
    root = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap={"soap": ENVELOPE})
    etree.SubElement(root, f"{{{ENVELOPE}}}Body").append(content)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _clean(text: str) -> str:
    """Without the characters XML cannot hold."""
    return "".join(one for one in text if one in "\t\n\r" or (ord(one) >= 32 and not 0xD800 <= ord(one) <= 0xDFFF))
