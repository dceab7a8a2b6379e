"""A SOAP service that says what a test scripted, and keeps every byte it was sent."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field

from lxml import etree

from quickbooks_simulator.online.server.listener import Listener
from quickbooks_simulator.online.server.messages import Request, Response, dropped

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
INTUIT = "http://developer.intuit.com/"
TICKET = "5c1f0b6e-1d2c-4d8e-9a53-1f9b7a2c1d11"
QBXML = '<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError"/></QBXML>'
XML = "text/xml; charset=utf-8"


@dataclass
class Call:
    """One call as it arrived."""

    method: str
    parameters: dict[str, str]
    headers: dict[str, str]
    body: bytes


class Service:
    """`script` maps a method to one answer, or to a list of answers of which the last one stays.

    An answer is what the method returns (str, int, list; None: no result element), a `Response` as it is, bytes (the
    body), or a callable that gets the Call and returns one of these.
    """

    def __init__(self, script: dict | None = None) -> None:
        self.script = {
            "serverVersion": "1.0",
            "clientVersion": "",
            "authenticate": [TICKET, ""],
            "sendRequestXML": QBXML,
            "receiveResponseXML": 100,
            "connectionError": "done",
            "getLastError": "",
            "closeConnection": "OK",
        } | (script or {})
        self.calls: list[Call] = []
        self.gets: list[str] = []
        self.page = Response(200, b"fine", "text/plain")
        self._lock = threading.Lock()
        self._listener = Listener(0, self._answer)
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return self._listener.server_address[1]

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}/qb/desktop"

    @property
    def methods(self) -> list[str]:
        return [call.method for call in self.calls]

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def clear(self) -> None:
        self.calls.clear()

    def stop(self) -> None:
        self._listener.stop()
        self._thread.join()

    def _answer(self, request: Request) -> Response:
        if request.method == "GET":
            self.gets.append(request.target)
            return self.page
        call = read(request)
        if call is None:
            return dropped()
        with self._lock:
            self.calls.append(call)
            answer = self._next(call.method)
        while callable(answer):
            answer = answer(call)
        return answer if isinstance(answer, Response) else Response(200, body_of(call.method, answer), XML)

    def _next(self, method: str) -> object:
        found = self.script.get(method, fault(f"no method {method}"))
        if isinstance(found, Sequence):
            return found.answers.pop(0) if len(found.answers) > 1 else found.answers[0]
        return found


@dataclass
class Sequence:
    """Answers one after the other; the last one stays."""

    answers: list = field(default_factory=list)


def then(*answers: object) -> Sequence:
    return Sequence(list(answers))


def read(request: Request) -> Call | None:
    """The call in a request, None for a truncated envelope."""
    try:
        element = etree.fromstring(request.body).find(f"{{{SOAP}}}Body")[0]
    except (etree.XMLSyntaxError, TypeError, IndexError):
        return None
    parameters = {etree.QName(child).localname: child.text or "" for child in element}
    return Call(etree.QName(element).localname, parameters, dict(request.headers), request.body)


def body_of(method: str, value: object) -> bytes:
    """The envelope a well-behaved service answers."""
    if isinstance(value, bytes):
        return value
    return wrapped(f'<{method}Response xmlns="{INTUIT}">{_result(method, value)}</{method}Response>')


def _result(method: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        text = "".join(f"<string>{_escaped(entry)}</string>" for entry in value)
    else:
        text = _escaped(str(value))
    return f"<{method}Result>{text}</{method}Result>"


def _escaped(text: str) -> str:
    return re.sub("[&<>]", lambda found: f"&#{ord(found.group())};", text)


def wrapped(content: str) -> bytes:
    """A SOAP 1.1 envelope around `content`."""
    declaration = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{declaration}<s:Envelope xmlns:s="{SOAP}"><s:Body>{content}</s:Body></s:Envelope>'.encode()


def fault(text: str) -> Response:
    content = f"<s:Fault><faultcode>s:Server</faultcode><faultstring>{_escaped(text)}</faultstring></s:Fault>"
    return Response(500, wrapped(content), XML)


def html(status: int = 200) -> Response:
    return Response(status, b"<html><body>Sign in</body></html>", "text/html; charset=utf-8")
