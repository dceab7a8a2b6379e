"""SOAP 1.1 as .NET's document/literal client writes and reads it (spec qbd 1.1, 1.2, 1.3).

Written by hand, so that an envelope here is what crosses the wire there; read strictly by namespace, so that what
the real Web Connector does not find is not found here either.
"""

from __future__ import annotations

import re
from email.message import Message
from xml.sax.saxutils import escape

from lxml import etree

from .transport import Reply

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
INTUIT = "http://developer.intuit.com/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XSD = "http://www.w3.org/2001/XMLSchema"

PARAMETERS: dict[str, tuple[str, ...]] = {
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
Result = str | int | list[str | None] | None
INT = re.compile(r"[+-]?[0-9]+")
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NULL_REFERENCE = "Object reference not set to an instance of an object."


class SoapError(Exception):
    """An answer that .NET's client would throw on; the message is what QBWC logs."""


class Unsendable(SoapError):
    """A text that XML cannot carry: .NET refuses to write it."""


class SoapFault(SoapError):
    """The service answered a SOAP fault."""


def envelope(method: str, values: dict[str, object]) -> bytes:
    """The request of one call, what the WSDL does not know last; empty parameters are self-closed (spec qbd 1.1)."""
    names = [*PARAMETERS[method], *(name for name in values if name not in PARAMETERS[method])]
    parts = "".join(_element(name, values.get(name)) for name in names)
    call = f'<{method} xmlns="{INTUIT}">{parts}</{method}>' if parts else f'<{method} xmlns="{INTUIT}" />'
    text = (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<soap:Envelope xmlns:soap="{SOAP}" xmlns:xsi="{XSI}" xmlns:xsd="{XSD}">'
        f"<soap:Body>{call}</soap:Body></soap:Envelope>"
    )
    return text.encode("utf-8")


def _element(name: str, value: object) -> str:
    text = "" if value is None else str(value)
    if bad := NOT_XML.search(text):
        raise Unsendable(f"{name}: hexadecimal value 0x{ord(bad.group()):02X}, is an invalid character.")
    return f"<{name}>{escape(text, {chr(13): '&#xD;'})}</{name}>" if text else f"<{name} />"


def result(method: str, reply: Reply) -> Result:
    """What a call returned, None when the answer holds no result; SoapError as .NET would throw."""
    _check_http(reply)
    body = _body(_document(reply))
    if body.tag == f"{{{SOAP}}}Fault":
        raise SoapFault(_fault_text(body))
    if reply.status == 500:
        raise SoapError(f"The request failed with HTTP status 500: {reply.reason}.")
    if body.tag != f"{{{INTUIT}}}{method}Response":
        raise SoapError(f"There is an error in XML document. {_shown(body.tag)} was not expected.")
    found = body.find(f"{{{INTUIT}}}{method}Result")
    if found is None or _is_nil(found):
        return None
    if method == "authenticate":
        return _strings(found)
    return _integer(found) if method == "receiveResponseXML" else _text(found)


def _check_http(reply: Reply) -> None:
    if reply.status not in (200, 500):
        raise SoapError(f"The request failed with HTTP status {reply.status}: {reply.reason}.")
    if _header(reply).get_content_type() != "text/xml" or not reply.content_type:
        start = reply.body[:200].decode("utf-8", "replace")
        raise SoapError(
            f"Client found response content type of '{reply.content_type}', but expected 'text/xml'."
            f" The request failed with the error message: -- {start} --."
        )


def _header(reply: Reply) -> Message:
    header = Message()
    header["Content-Type"] = reply.content_type
    return header


def _document(reply: Reply) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    charset = _header(reply).get_content_charset()
    try:
        source: bytes | str = reply.body
        if charset:  # as .NET: the header's encoding counts, not the declaration's
            source = re.sub(r"^\s*<\?xml[^>]*\?>", _only_at_start, reply.body.decode(charset).removeprefix("\ufeff"))
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise SoapError(f"Response is not well-formed XML. {error}") from error
    if root.getroottree().docinfo.doctype:
        raise SoapError("For security reasons DTD is prohibited in this XML document.")
    return root


def _only_at_start(declaration: re.Match[str]) -> str:
    """Drop the declaration of decoded text; one that stands behind white space stays, and is an error."""
    return "" if declaration.group().startswith("<") else declaration.group()


def _body(root: etree._Element) -> etree._Element:
    if root.tag != f"{{{SOAP}}}Envelope":
        space = etree.QName(root).namespace or ""
        raise SoapError(
            f"Possible SOAP version mismatch: Envelope namespace {space} was unexpected. Expecting {SOAP}."
            if etree.QName(root).localname == "Envelope"
            else f"There is an error in XML document. {_shown(root.tag)} was not expected."
        )
    for header in root.iterfind(f"{{{SOAP}}}Header/*"):
        if header.get(f"{{{SOAP}}}mustUnderstand") in ("1", "true"):
            raise SoapError(f"SOAP header {_shown(header.tag)} was not understood.")
    body = root.find(f"{{{SOAP}}}Body")
    if body is None or not len(body):
        raise SoapError("The SOAP body is missing or empty.")
    return body[0]


def _fault_text(fault: etree._Element) -> str:
    """faultcode and faultstring stand without a namespace in SOAP 1.1."""
    text = (fault.findtext("faultstring") or "").strip()
    return text or "The service answered a SOAP fault without faultstring."


def _shown(tag: str) -> str:
    name = etree.QName(tag)
    return f"<{name.localname} xmlns='{name.namespace or ''}'>"


def _is_nil(element: etree._Element) -> bool:
    return element.get(f"{{{XSI}}}nil") in ("true", "1")


def _text(element: etree._Element) -> str:
    """A string must be a string: qbXML as child elements is an error (spec qbd 1.1)."""
    if len(element):
        raise SoapError(f"There is an error in XML document. {_shown(element[0].tag)} was not expected.")
    return element.text or ""


def _integer(element: etree._Element) -> int:
    text = _text(element).strip()
    if not INT.fullmatch(text) or not text.isascii():
        raise SoapError("There is an error in XML document. Input string was not in a correct format.")
    if not -(2**31) <= int(text) < 2**31:
        raise SoapError("There is an error in XML document. Value was either too large or too small for an Int32.")
    return int(text)


def _strings(element: etree._Element) -> list[str | None]:
    """Only `string` in Intuit's namespace counts; other encodings are an empty array (spec qbd 1.3)."""
    return [None if _is_nil(child) else _text(child) for child in element.iterfind(f"{{{INTUIT}}}string")]
