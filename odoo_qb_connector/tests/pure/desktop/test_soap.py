"""SOAP in, SOAP out, and everything that is no SOAP."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from odoo.addons.odoo_qb_connector.desktop.safe_xml import BadXml, parse
from odoo.addons.odoo_qb_connector.desktop.soap import (
    CONTENT_TYPE,
    ENVELOPE,
    ENVELOPE_12,
    INTUIT,
    METHODS,
    BadCall,
    Call,
    answer,
    fault,
    read_call,
)

from .schemas import shared

BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>"""
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
REMOTE = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://192.0.2.1/evil.dtd">'


def envelope(inside: str, namespace: str = ENVELOPE) -> bytes:
    return f'<s:Envelope xmlns:s="{namespace}"><s:Body>{inside}</s:Body></s:Envelope>'.encode()


def call(method: str, parameters: str = "") -> bytes:
    return envelope(f'<{method} xmlns="{INTUIT}">{parameters}</{method}>')


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("namespace", [ENVELOPE, ENVELOPE_12])
def test_every_method_with_every_parameter(method, namespace):
    inside = "".join(f"<{name}>{place}</{name}>" for place, name in enumerate(METHODS[method]))
    found = read_call(envelope(f'<{method} xmlns="{INTUIT}">{inside}</{method}>', namespace))
    assert found == Call(method, {name: str(place) for place, name in enumerate(METHODS[method])})


def test_empty_and_missing_parameters_are_empty():
    found = read_call(call("receiveResponseXML", "<ticket>t</ticket><hresult /><message/>"))
    assert (found["ticket"], found["response"], found["hresult"]) == ("t", "", "")


def test_qbxml_travels_as_text():
    found = read_call(
        call("receiveResponseXML", '<ticket>t</ticket><response>&lt;QBXML a="&amp;quot;"/&gt;</response>')
    )
    assert found["response"] == '<QBXML a="&quot;"/>'


def test_names_in_another_case_and_unknown_names_by_their_place():
    parameters = "<ticket>t</ticket><strHCPResponse/><strCompanyFilename>C:\\a.qbw</strCompanyFilename>"
    assert read_call(call("sendRequestXML", parameters))["strCompanyFileName"] == "C:\\a.qbw"
    assert read_call(call("getLastError", "<theTicket>t</theTicket>"))["ticket"] == "t"


def test_further_parameters_are_ignored():
    assert read_call(call("serverVersion", "<ticket>t</ticket>")).values == {}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"not xml",
        b"\x00\xff",
        b"<html><body>Hello</body></html>",
        call("authenticate")[:-20],
        call("authenticate")[: len(call("authenticate")) // 2],
        envelope(""),
        envelope(f'<serverVersion xmlns="{INTUIT}"/><serverVersion xmlns="{INTUIT}"/>'),
        envelope('<serverVersion xmlns="http://example.com/"/>'),
        envelope(f'<dropTables xmlns="{INTUIT}"/>'),
        envelope("<serverVersion/>"),
        envelope(f'<getLastError xmlns="{INTUIT}"><ticket><deep/></ticket></getLastError>'),
        b"<Envelope><Body/></Envelope>",
        BOMB + call("getLastError", "<ticket>&d;</ticket>"),
        EXTERNAL + call("getLastError", "<ticket>&e;</ticket>"),
        REMOTE + call("getLastError", "<ticket>t</ticket>"),
        call("getLastError", "<ticket>&undefined;</ticket>"),
        envelope("<a>" * 1000 + "</a>" * 1000),
    ],
    ids=lambda body: repr(body[:30]),
)
def test_what_is_no_call_is_refused(body):
    with pytest.raises(BadCall):
        read_call(body)


def test_twenty_megabytes_are_too_much():
    body = call("receiveResponseXML", f"<ticket>t</ticket><response>{'x' * (20 * 1024 * 1024)}</response>")
    with pytest.raises(BadCall):
        read_call(body)


@given(st.binary(max_size=400))
def test_no_bytes_at_all_do_harm(body):
    with pytest.raises(BadCall):
        read_call(body)


@given(st.text(max_size=50))
def test_any_text_that_xml_can_hold_arrives_whole(text):
    holder = etree.Element(f"{{{INTUIT}}}getLastError")
    child = etree.SubElement(holder, f"{{{INTUIT}}}ticket")
    try:
        child.text = text
    except ValueError:
        return
    found = read_call(envelope(etree.tostring(holder, encoding="unicode")))
    assert found["ticket"] == text


@pytest.mark.parametrize("prefix", [BOMB, EXTERNAL, REMOTE])
def test_a_document_type_is_never_read(prefix):
    with pytest.raises(BadXml, match="document type"):
        parse(prefix + b"<QBXML/>")


# ------------------------------------------------------------------ answers


def test_an_answer_as_the_web_connector_wants_it():
    assert answer("clientVersion", "") == (
        b"<?xml version='1.0' encoding='utf-8'?>\n"
        b'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
        b'<clientVersionResponse xmlns="http://developer.intuit.com/"><clientVersionResult></clientVersionResult>'
        b"</clientVersionResponse></soap:Body></soap:Envelope>"
    )


def test_the_array_stands_in_intuits_namespace():
    root = etree.fromstring(answer("authenticate", ("ticket", "none")))
    assert [one.text for one in root.iter(f"{{{INTUIT}}}string")] == ["ticket", "none"]


def test_characters_xml_cannot_hold_are_left_out():
    assert (
        etree.fromstring(answer("getLastError", "a\x00b\x0bc\ud800d")).findtext(f".//{{{INTUIT}}}getLastErrorResult")
        == "abcd"
    )


@pytest.mark.parametrize(("client", "code"), [(True, "soap:Client"), (False, "soap:Server")])
def test_faults(client, code):
    root = etree.fromstring(fault("an unknown <method>", client=client))
    assert root.findtext(".//faultcode") == code and root.findtext(".//faultstring") == "an unknown <method>"


# ------------------------------------------------------------------ a client that none of us wrote

RESULTS = {
    "serverVersion": "1.0",
    "clientVersion": "W:old",
    "authenticate": ("{ticket}", "none", "60"),
    "sendRequestXML": '<?xml version="1.0"?><QBXML>ü & "</QBXML>',
    "receiveResponseXML": 42,
    "connectionError": "done",
    "getLastError": "Größe > 1",
    "closeConnection": "OK",
}


class Wire:
    """zeep's transport: our answer to whatever zeep wrote."""

    def __init__(self, transport):
        self.calls = []
        self.transport = transport
        transport.post = self.post

    def post(self, address, message, headers):
        from requests import Response

        found = read_call(message)
        self.calls.append((found, headers))
        response = Response()
        response.status_code = 200
        response.headers["Content-Type"] = CONTENT_TYPE
        response._content = answer(found.method, RESULTS[found.method])
        return response


@pytest.fixture(scope="module")
def service():
    zeep = pytest.importorskip("zeep")
    client = zeep.Client(str(shared("QBWebConnectorSvc.wsdl")))
    wire = Wire(client.transport)
    name = "{http://developer.intuit.com/}TroubleshootWebServiceFSSoap"
    return client.create_service(name, "http://127.0.0.1:9/unused"), wire


@pytest.mark.parametrize("method", RESULTS)
def test_zeep_speaks_with_us(service, method):
    port, wire = service
    given_values = [13 if name.endswith("Vers") else f"a & <{name}>" for name in METHODS[method]]
    result = getattr(port, method)(*given_values)
    expected = RESULTS[method]
    assert (list(result) if isinstance(expected, tuple) else result) == (
        list(expected) if isinstance(expected, tuple) else expected
    )
    found, headers = wire.calls[-1]
    assert found == Call(method, dict(zip(METHODS[method], map(str, given_values), strict=True)))
    assert headers["SOAPAction"] == f'"http://developer.intuit.com/{method}"'
