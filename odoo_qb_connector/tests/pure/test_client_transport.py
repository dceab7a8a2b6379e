"""How far a request got, against a server that misbehaves in every way (design 5.

Only proof makes NOT_SENT).
"""

from __future__ import annotations

import gzip
import socket
import ssl
import time

import pytest
from odoo.addons.odoo_qb_connector.gateway import Delivery, OutcomeUnknown, Unavailable, WireRequest
from odoo.addons.odoo_qb_connector.online import client as client_module
from odoo.addons.odoo_qb_connector.online.client import Client
from odoo.addons.odoo_qb_connector.online.faults import classify
from requests.adapters import HTTPAdapter
from urllib3.response import HTTPResponse

from .servers import RawServer, free_port, read_request, reset

BODY = b'{"Line":[]}'
REQUEST = WireRequest("k", "POST", "/company/1/invoice", BODY, (("requestid", "k"), ("minorversion", "75")))
TOKEN = "secret-access-token"
GOOD = b'HTTP/1.1 200 OK\r\nIntuit-Tid: 1-5e-1\r\nContent-Length: 14\r\n\r\n{"Invoice":{}}'


def client(base, **changes) -> Client:
    return Client(base, **{"connect_timeout": 2.0, "read_timeout": 0.4, **changes})


def carried(*scripts, request=REQUEST, **changes):
    with RawServer(*scripts) as server:
        one = client(server.base, **changes)
        answer = one.carry(request, TOKEN)
        one.close()
    return answer


def saying(data: bytes, then=socket.socket.close):
    """Reads the whole request, says `data`, then closes (or does what it is told)."""

    def script(connection):
        read_request(connection)
        connection.sendall(data)
        then(connection)

    return script


def stay(connection):
    time.sleep(1.5)


def headers(length: int) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % length


def drip(connection):
    read_request(connection)
    connection.sendall(headers(1000))
    for _ in range(40):
        connection.sendall(b"x")
        time.sleep(0.05)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
# what the server does -> how the request counts; in doubt UNKNOWN
UNKNOWN_ROWS = {
    "close without reading": lambda connection: (connection.recv(1, socket.MSG_PEEK), connection.close()),
    "reset without reading": lambda connection: (connection.recv(1, socket.MSG_PEEK), reset(connection)),
    "read half and close": lambda connection: (connection.recv(20), connection.close()),
    "read half and reset": lambda connection: (connection.recv(20), reset(connection)),
    "read all and close": saying(b""),
    "read all and reset": saying(b"", reset),
    "never answer": saying(b"", stay),
    "half a status line": saying(b"HTTP/1.1 2"),
    "no http": saying(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "status and no headers": saying(b"HTTP/1.1 200 OK\r\n"),
    "half a body": saying(headers(100) + b'{"Invoice"'),
    "half a body and reset": saying(headers(100) + b'{"Invoice"', reset),
    "half a body and silence": saying(headers(100) + b'{"Invoice"', stay),
    "a body by drops": drip,
    "bad chunk": saying(CHUNKED + b"zz\r\nhello\r\n"),
    "half a chunk": saying(CHUNKED + b"10\r\nhello"),
    "no last chunk": saying(CHUNKED + b"5\r\nhello\r\n"),
    "html without an end": saying(b"HTTP/1.0 503 x\r\nContent-Type: text/html\r\n\r\n<html>"),
    "half a json without an end": saying(b'HTTP/1.0 200 OK\r\n\r\n{"Invoice":{'),
    "bad gzip": saying(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"),
}


@pytest.mark.parametrize("script", UNKNOWN_ROWS.values(), ids=UNKNOWN_ROWS)
def test_once_a_connection_took_bytes_the_outcome_is_unknown(script):
    answer = carried(script)
    assert answer.delivery is Delivery.UNKNOWN
    assert isinstance(classify(answer, writes=True), OutcomeUnknown)
    assert TOKEN not in answer.note


def test_nobody_listens():
    answer = client(f"http://127.0.0.1:{free_port()}/v3").carry(REQUEST, TOKEN)
    assert (answer.delivery, answer.note) == (Delivery.NOT_SENT, "ConnectionError: Connection refused")
    assert isinstance(classify(answer, writes=True), Unavailable)


def test_no_such_name(monkeypatch):
    def unknown(*_arguments, **_more):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    answer = client("https://quickbooks.api.intuit.com/v3").carry(REQUEST, TOKEN)
    assert (answer.delivery, answer.note) == (Delivery.NOT_SENT, "ConnectionError: Name or service not known")


def test_a_connection_that_is_never_accepted():
    """A full backlog: connecting itself runs out of time."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    waiting = [socket.socket() for _ in range(3)]
    for one in waiting:
        one.setblocking(False)
        one.connect_ex(listener.getsockname())
    answer = client(f"http://127.0.0.1:{listener.getsockname()[1]}/v3", connect_timeout=0.3).carry(REQUEST, TOKEN)
    for one in (*waiting, listener):
        one.close()
    assert (answer.delivery, answer.note.split(":")[0]) == (Delivery.NOT_SENT, "ConnectTimeout")


# what answers a TLS handshake
HANDSHAKE_ROWS = {
    "plain http": saying(GOOD),
    "close": socket.socket.close,
    "reset": reset,
    "silence": stay,
}


@pytest.mark.parametrize("script", HANDSHAKE_ROWS.values(), ids=HANDSHAKE_ROWS)
def test_a_failed_handshake_sent_nothing(script):
    with RawServer(script) as server:
        answer = client(server.base.replace("http:", "https:"), connect_timeout=0.4).carry(REQUEST, TOKEN)
    assert answer.delivery is Delivery.NOT_SENT


def test_a_certificate_of_somebody_else_sent_nothing(tmp_path):
    certificate = _self_signed(tmp_path)

    def handshake(connection):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        with context.wrap_socket(connection, server_side=True) as wrapped:
            read_request(wrapped)

    with RawServer(handshake) as server:
        answer = client(server.base.replace("http:", "https:")).carry(REQUEST, TOKEN)
    assert answer.delivery is Delivery.NOT_SENT


def test_a_tls_connection_cut_after_the_request_is_unknown(tmp_path, monkeypatch):
    """The same SSLError class as a failed handshake; only what left decides."""
    certificate = _self_signed(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))

    def handshake(connection):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        wrapped = context.wrap_socket(connection, server_side=True)
        read_request(wrapped)
        socket.socket(fileno=wrapped.detach()).close()

    with RawServer(handshake) as server:
        answer = client(server.base.replace("http:", "https:")).carry(REQUEST, TOKEN)
    assert answer.delivery is Delivery.UNKNOWN


def _self_signed(folder):
    """A certificate for 127.0.0.1 with its key, in one file."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_a_whole_answer():
    answer = carried(saying(GOOD))
    assert (answer.delivery, answer.status, answer.body) == (Delivery.ANSWERED, 200, b'{"Invoice":{}}')
    assert answer.headers["intuit-tid"] == "1-5e-1"


def test_html_is_an_answer_whatever_it_means():
    page = b"<html>busy</html>"
    answer = carried(saying(b"HTTP/1.1 503 x\r\nContent-Type: text/html\r\nContent-Length: 17\r\n\r\n" + page))
    assert (answer.delivery, answer.status, answer.body) == (Delivery.ANSWERED, 503, page)


def test_more_than_promised_is_cut_at_the_promise_and_never_read_as_the_next_answer():
    longer = GOOD.replace(b"Content-Length: 14", b"Content-Length: 5")
    with RawServer(saying(longer, saying(GOOD))) as server:
        one = client(server.base)
        first, second = one.carry(REQUEST, TOKEN), one.carry(REQUEST, TOKEN)
    assert isinstance(classify(first, writes=True), OutcomeUnknown)
    assert second.body in (b'{"Invoice":{}}', b'{"Inv')


def test_json_without_a_length_is_whole_when_it_is_json():
    answer = carried(saying(b'HTTP/1.0 400 x\r\n\r\n{"Fault":{}}'))
    assert (answer.delivery, answer.status) == (Delivery.ANSWERED, 400)


def test_chunks_and_gzip():
    data = gzip.compress(b'{"Invoice":{}}')
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    answer = carried(saying(head + b"%x\r\n" % len(data) + data + b"\r\n0\r\n\r\n"))
    assert (answer.delivery, answer.body) == (Delivery.ANSWERED, b'{"Invoice":{}}')


def test_an_answer_without_end_is_cut():
    def endless(connection):
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    answer = carried(endless, largest_answer=200_000, read_timeout=5.0)
    assert (answer.delivery, answer.note) == (Delivery.UNKNOWN, "answer too large")
    assert len(answer.body) < 400_000


def test_a_zip_bomb_is_cut():
    bomb = gzip.compress(b"x" * 20_000_000)
    answer = carried(
        saying(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb) + bomb),
        largest_answer=1_000_000,
        read_timeout=5.0,
    )
    assert answer.delivery is Delivery.UNKNOWN
    assert len(answer.body) < 3_000_000


def test_time_outs_are_kept():
    began = time.monotonic()
    carried(saying(b"", stay))
    assert time.monotonic() - began < 1.2


def test_nothing_is_repeated():
    with RawServer(saying(b"")) as server:
        client(server.base).carry(REQUEST, TOKEN)
        assert server.connections == 1


def test_a_proxy_that_refuses_the_tunnel_got_no_request(monkeypatch):
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with RawServer(saying(b"HTTP/1.1 403 Forbidden\r\n\r\n")) as proxy:
        monkeypatch.setenv("https_proxy", proxy.base.removesuffix("/v3"))
        answer = client("https://quickbooks.api.intuit.com/v3").carry(REQUEST, TOKEN)
    assert answer.delivery is Delivery.NOT_SENT


def test_a_token_that_is_no_header_is_not_sent_and_not_quoted():
    answer = client(f"http://127.0.0.1:{free_port()}").carry(REQUEST, "bad\ntoken")
    assert answer.delivery is Delivery.NOT_SENT
    assert "token" not in answer.note


def test_a_reused_connection_that_was_closed_meanwhile_is_opened_again():
    def one_answer(connection):
        saying(GOOD)(connection)

    with RawServer(one_answer, one_answer) as server:
        one = client(server.base)
        first = one.carry(REQUEST, TOKEN)
        time.sleep(0.1)
        second = one.carry(REQUEST, TOKEN)
    assert (first.delivery, second.delivery) == (Delivery.ANSWERED, Delivery.ANSWERED)


def test_without_notes_there_is_no_proof(monkeypatch):
    """Should urllib3 one day not use our connections, refused must count as unknown."""
    monkeypatch.setattr(client_module, "NotingAdapter", HTTPAdapter)
    answer = client(f"http://127.0.0.1:{free_port()}/v3").carry(REQUEST, TOKEN)
    assert answer.delivery is Delivery.UNKNOWN


def test_a_short_body_is_noticed_without_urllib3s_help(monkeypatch):
    """urllib3 1.26 says nothing."""

    def careless(self, *arguments, **more):
        original(self, *arguments, **{**more, "enforce_content_length": False})

    original = HTTPResponse.__init__
    monkeypatch.setattr(HTTPResponse, "__init__", careless)
    answer = carried(saying(headers(100) + b"{}"))
    assert (answer.delivery, answer.note) == (Delivery.UNKNOWN, "answer cut after 2 of 100 bytes")
