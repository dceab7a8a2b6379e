"""What the client sends, and what it never does."""

from __future__ import annotations

import threading

import pytest
from odoo.addons.odoo_qb_connector.gateway import Delivery, WireRequest
from odoo.addons.odoo_qb_connector.online import client as client_module
from odoo.addons.odoo_qb_connector.online.client import Client, checked_base

from .servers import HttpServer

BODY = b'{"Line":[]}'
REQUEST = WireRequest("k", "POST", "/company/1/invoice", BODY, (("requestid", "k"), ("minorversion", "75")))
TOKEN = "secret-access-token"


def client(base, **changes) -> Client:
    return Client(base, **{"connect_timeout": 2.0, "read_timeout": 2.0, **changes})


def test_exactly_the_bytes_of_the_exchange():
    with HttpServer(lambda *_request: (200, {"Set-Cookie": "a=b", "X-Other": "1"}, {})) as server:
        one = client(server.address + "/v3")
        first = one.carry(REQUEST, TOKEN)
        one.carry(WireRequest("", "GET", "/company/1/query", params=(("query", "a 'b' & c"),), writes=False), TOKEN)
    post, get = server.requests
    assert (post[0], post[1], post[3]) == ("POST", "/v3/company/1/invoice?requestid=k&minorversion=75", BODY)
    assert post[2]["authorization"] == f"Bearer {TOKEN}"
    assert (post[2]["accept"], post[2]["content-type"]) == ("application/json", "application/json")
    assert get[1] == "/v3/company/1/query?query=a+%27b%27+%26+c"
    assert "cookie" not in get[2]
    assert "content-type" not in get[2]
    assert not {"set-cookie", "x-other"} & set(first.headers)


def test_a_redirect_is_an_answer_and_not_followed():
    with HttpServer(lambda *_request: (307, {"Location": "https://elsewhere.example/"}, b"")) as server:
        answer = client(server.address).carry(REQUEST, TOKEN)
    assert (answer.delivery, answer.status, len(server.requests)) == (Delivery.ANSWERED, 307, 1)


def test_a_netrc_does_not_replace_the_token(tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else")
    monkeypatch.setenv("NETRC", str(netrc))
    with HttpServer(lambda *_request: (200, {}, {})) as server:
        client(server.address).carry(REQUEST, TOKEN)
    assert server.requests[0][2]["authorization"] == f"Bearer {TOKEN}"


def test_threads_do_not_share_a_session():
    arrived = threading.Barrier(4, timeout=5)

    def together(*_request):
        arrived.wait()
        return 200, {}, {}

    with HttpServer(together) as server:
        one = client(server.address, read_timeout=5.0)
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(one.carry(REQUEST, TOKEN))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        one.close()
    assert [answer.delivery for answer in answers] == [Delivery.ANSWERED] * 4


BASE_ROWS = [
    ("https://quickbooks.api.intuit.com/v3/", True),
    ("http://127.0.0.1:8085/v3", True),
    ("http://localhost/v3", True),
    ("http://[::1]:80/v3", True),
    ("http://quickbooks.api.intuit.com/v3", False),
    ("http://127.0.0.1.example.com/v3", False),
    ("ftp://127.0.0.1/v3", False),
    ("", False),
]


@pytest.mark.parametrize(("address", "allowed"), BASE_ROWS)
def test_a_token_never_crosses_a_network_in_the_clear(address, allowed):
    if allowed:
        assert checked_base(address) == address.rstrip("/")
    else:
        with pytest.raises(ValueError, match="neither https"):
            Client(address)


def test_the_default_time_outs():
    assert (client_module.CONNECT_TIMEOUT, client_module.READ_TIMEOUT) == (5.0, 130.0)
