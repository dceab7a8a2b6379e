"""What crosses the wire, byte for byte, and how strictly answers are read (spec qbd 1.1 to 1.3, 1.6)."""

from __future__ import annotations

import threading

import pytest

from quickbooks_simulator.desktop.agent import soap
from quickbooks_simulator.online.server.messages import Response

from .scene import OPENING, WHOLE, WORK, Scene
from .service import INTUIT, QBXML, SOAP, TICKET, XML, fault, html, wrapped

ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


@pytest.mark.switch("expect_100_continue")
def test_the_headers(scene: Scene):
    scene.update()
    for call in scene.service.calls:
        headers = {name.lower(): value for name, value in call.headers.items()}
        assert headers["soapaction"] == f'"http://developer.intuit.com/{call.method}"'
        assert headers["content-type"] == "text/xml; charset=utf-8"
        assert headers["host"] == f"localhost:{scene.service.port}"
        assert int(headers["content-length"]) == len(call.body)
        assert headers["expect"] == "100-continue"
        assert not {"cookie", "accept-encoding", "transfer-encoding"} & set(headers)


@pytest.mark.switch("expect_100_continue")
def test_expect_can_be_switched_off(scene: Scene):
    scene.connector.switches.set("expect_100_continue", False)
    scene.update()
    assert scene.service.calls
    assert not [call for call in scene.service.calls if "expect" in {name.lower() for name in call.headers}]


def test_the_bytes():
    values = {"ticket": "a&b", "response": 'x<y> "é"\r\n', "hresult": "", "message": None}
    assert soap.envelope("receiveResponseXML", values).decode() == (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
        '<soap:Body><receiveResponseXML xmlns="http://developer.intuit.com/">'
        '<ticket>a&amp;b</ticket><response>x&lt;y&gt; "é"&#xD;\n</response><hresult /><message />'
        "</receiveResponseXML></soap:Body></soap:Envelope>"
    )
    assert b'<soap:Body><serverVersion xmlns="http://developer.intuit.com/" /></soap:Body>' in soap.envelope(
        "serverVersion", {}
    )


def test_a_control_character_cannot_be_sent():
    with pytest.raises(soap.Unsendable, match=r"message.*0x01"):
        soap.envelope("connectionError", {"message": "a\x01"})


@pytest.mark.switch("server_version_ticket")
def test_server_version_may_carry_a_ticket(scene: Scene):
    scene.switch(server_version_ticket=True)
    scene.update()
    assert b"<ticket />" in scene.service.of("serverVersion")[0].body


# ------------------------------------------------------------------------------ authenticate: 1012


def authenticated(strings: str, outer: str = "") -> bytes:
    return wrapped(
        f'<authenticateResponse xmlns="{INTUIT}"><authenticateResult{outer}>{strings}</authenticateResult>'
        "</authenticateResponse>"
    )


WRONG_ARRAYS = {
    "wcf": authenticated(f'<string xmlns="{ARRAYS}">t</string><string xmlns="{ARRAYS}"></string>'),
    "encoded": authenticated(
        "<Item>t</Item><Item></Item>",
        f' xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" e:arrayType="x[2]" xmlns:i="{XSI}" i:type="e:Array"',
    ),
    "no namespace": authenticated('<string xmlns="">t</string><string xmlns=""></string>'),
    "one entry": authenticated("<string>t</string>"),
    "empty": authenticated(""),
    "nil entry": authenticated(f'<string>t</string><string xmlns:i="{XSI}" i:nil="true"/>'),
    "nested": authenticated("<string>t</string><string><b>none</b></string>"),
    "no result": wrapped(f'<authenticateResponse xmlns="{INTUIT}"/>'),
    "result elsewhere": wrapped(
        f'<authenticateResponse xmlns="{INTUIT}"><authenticateResult xmlns="urn:x"/></authenticateResponse>'
    ),
    "other response": wrapped(f'<loginResponse xmlns="{INTUIT}"/>'),
    "slash missing": wrapped('<authenticateResponse xmlns="http://developer.intuit.com"/>'),
}


@pytest.mark.switch("close_after_failed_call")
@pytest.mark.parametrize("name", WRONG_ARRAYS)
def test_a_wrong_array_of_string_is_1012(scene: Scene, name: str):
    outcome = scene.update(authenticate=WRONG_ARRAYS[name])
    assert outcome.code == "QBWC1012"
    assert scene.service.methods == OPENING
    if name in ("wcf", "encoded", "no namespace", "empty", "one entry"):
        assert "Index was outside the bounds of the array." in outcome.sentence


@pytest.mark.parametrize("entry", ["soon", "-5", "1.5"])
def test_seconds_must_be_whole(scene: Scene, entry: str):
    assert scene.update(authenticate=[TICKET, "none", entry]).code == "QBWC1012"


# ----------------------------------------------------------------------------- what no call survives


def doctype(method: str) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a "b">]>' + wrapped(f'<{method}Response xmlns="{INTUIT}"/>').partition(b"?>")[2]


def version_12(method: str) -> bytes:
    return wrapped(f'<{method}Response xmlns="{INTUIT}"/>').replace(SOAP.encode(), SOAP_12.encode())


BAD = {
    "fault": lambda call: fault("Server was unable to process request."),
    "fault with 200": lambda call: fault("no").body,
    "html": lambda call: html(),
    "html 500": lambda call: html(500),
    "not found": lambda call: html(404),
    "redirect": lambda call: Response(303, b"", "text/html", [("Location", "/web/login")]),
    "plain xml type": lambda call: Response(200, wrapped(""), "application/soap+xml"),
    "no type": lambda call: Response(200, wrapped(""), ""),
    "empty": lambda call: b"",
    "stray output": lambda call: b"Warning: x\n" + wrapped(""),
    "blank line": lambda call: b"\n" + wrapped(f'<{call.method}Response xmlns="{INTUIT}"/>'),
    "two roots": lambda call: wrapped("") + b"<a/>",
    "broken utf-8": lambda call: wrapped("").replace(b"<s:Body>", b"<s:Body>\xff"),
    "control character": lambda call: wrapped("").replace(b"<s:Body>", b"<s:Body>\x02"),
    "doctype": lambda call: doctype(call.method),
    "soap 1.2": lambda call: version_12(call.method),
    "no envelope": lambda call: f'<{call.method}Response xmlns="{INTUIT}"/>'.encode(),
    "empty body": lambda call: wrapped(""),
}
CODES = {
    "authenticate": "QBWC1012",
    "sendRequestXML": "QBWC1041",
    "receiveResponseXML": "QBWC1042",
    "closeConnection": "QBWC1044",
}


@pytest.mark.switch("close_after_failed_call")
@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_ends_the_update_with_the_calls_code(scene: Scene, name: str):
    for method, code in CODES.items():
        before = dict(scene.service.script)
        outcome = scene.update(**{method: BAD[name]})
        assert (outcome.state, outcome.code) == ("failed", code), outcome.sentence
        assert scene.service.methods == WHOLE[: WHOLE.index(method) + 1]
        scene.service.script = before


@pytest.mark.parametrize("value", ["100.0", "", "hundred", "1e2", "99999999999", "<b>100</b>", "0x64"])
def test_a_percentage_must_be_an_int(scene: Scene, value: str):
    result = f"<receiveResponseXMLResult>{value}</receiveResponseXMLResult>"
    body = wrapped(f'<receiveResponseXMLResponse xmlns="{INTUIT}">{result}</receiveResponseXMLResponse>')
    assert scene.update(receiveResponseXML=body).code == "QBWC1042"


@pytest.mark.parametrize("method", ["sendRequestXML", "receiveResponseXML"])
def test_a_missing_result_is_a_null_reference(scene: Scene, method: str):
    outcome = scene.update(**{method: None})
    assert outcome.code == CODES[method]
    assert "Object reference not set" in outcome.sentence


def test_qbxml_as_child_elements_is_refused(scene: Scene):
    result = "<sendRequestXMLResult><QBXML/></sendRequestXMLResult>"
    body = wrapped(f'<sendRequestXMLResponse xmlns="{INTUIT}">{result}</sendRequestXMLResponse>')
    assert scene.update(sendRequestXML=body).code == "QBWC1041"


def test_connection_error_and_get_last_error_have_their_own_codes(scene: Scene):
    scene.company.dialog = True
    assert scene.update(connectionError=fault("x")).code == "QBWC1045"
    scene.company.dialog = False
    assert scene.update(receiveResponseXML=-1, getLastError=fault("x")).code == "QBWC1043"


@pytest.mark.switch("close_after_failed_call")
def test_closing_after_a_failed_call_is_a_switch(scene: Scene):
    scene.switch(close_after_failed_call=True)
    assert scene.update(receiveResponseXML=fault("x")).code == "QBWC1042"
    assert scene.service.methods == [*OPENING, *WORK, "closeConnection"]


# ------------------------------------------------------------------------------------- what is fine


def test_other_spellings_of_the_same_answer(scene: Scene):
    """Prefixes, CDATA, comments, another encoding, a byte order mark, a header nobody must understand."""
    pairs = f'<q:string xmlns:q="{INTUIT}">tic<!-- x -->ket</q:string><string></string>'
    header = f'<?xml version="1.0"?><s:Envelope xmlns:s="{SOAP}"><s:Header><a:b xmlns:a="urn:a"/></s:Header>'
    text = f"<sendRequestXMLResult><![CDATA[{QBXML}]]></sendRequestXMLResult>"
    request = wrapped(f'<sendRequestXMLResponse xmlns="{INTUIT}">{text}</sendRequestXMLResponse>')
    outcome = scene.update(
        authenticate=b"\xef\xbb\xbf" + authenticated(pairs),
        sendRequestXML=header.encode() + request.partition(f'xmlns:s="{SOAP}">'.encode())[2],
        closeConnection=Response(
            200,
            wrapped(
                f'<closeConnectionResponse xmlns="{INTUIT}"><closeConnectionResult>fé'
                "</closeConnectionResult></closeConnectionResponse>"
            )
            .decode()
            .encode("latin-1"),
            "text/xml; charset=iso-8859-1",
        ),
    )
    assert (outcome.state, outcome.status, outcome.ticket) == ("done", "fé", "ticket")
    assert scene.company.processed == [QBXML]


def test_without_a_charset_the_declaration_counts(scene: Scene):
    text = "<closeConnectionResult>fé</closeConnectionResult>"
    body = wrapped(f'<closeConnectionResponse xmlns="{INTUIT}">{text}</closeConnectionResponse>')
    body = body.decode().replace("utf-8", "iso-8859-1").encode("latin-1")
    assert scene.update(closeConnection=Response(200, body, "text/xml")).status == "fé"


def test_mandatory_headers_are_not_understood(scene: Scene):
    header = '<s:Header><a:b xmlns:a="urn:a" s:mustUnderstand="1"/></s:Header><s:Body>'
    answer = Response(200, wrapped("").replace(b"<s:Body>", header.encode()), XML)
    assert scene.update(authenticate=answer).code == "QBWC1012"


def test_nobody_listens(scene: Scene):
    scene.service.stop()
    outcome = scene.connector.update(scene.application)
    assert outcome.code == "QBWC1012"
    assert "Unable to connect to the remote server" in outcome.sentence


@pytest.mark.switch("service_timeout_seconds")
def test_a_service_that_does_not_answer_in_time(scene: Scene):
    late = threading.Event()
    scene.switch(service_timeout_seconds=0.1)
    outcome = scene.update(sendRequestXML=lambda call: late.wait(10) and QBXML)
    late.set()
    assert outcome.code == "QBWC1041"
    assert "The operation has timed out" in outcome.sentence
