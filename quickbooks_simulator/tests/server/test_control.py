"""The control interface."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import requests

from quickbooks_simulator import clock
from quickbooks_simulator.online.server.application import OnlineServer

from .client import Client
from .fake_books import FakeCompanies


def call(server: OnlineServer, method: str, path: str, body: dict | None = None) -> requests.Response:
    return requests.request(method, server.control_base + path, json=body)


def test_without_the_option_there_is_no_control():
    with OnlineServer(companies=FakeCompanies()) as server:
        assert server.control_base is None
        assert requests.get(f"{server.base}/control").status_code == 404


@pytest.mark.switch("limits")
def test_a_fresh_company_is_connected(server: OnlineServer):
    body = call(server, "POST", "/companies", {"profile": "us-ast", "switches": {"limits": False}}).json()
    headers = {"Authorization": f"Bearer {body['access_token']}", "Accept": "application/json"}
    address = f"{server.api_base}/company/{body['realm_id']}/query?query=select * from Customer"
    assert requests.get(address, headers=headers).status_code == 200
    assert server.companies.get(body["realm_id"]).switch("limits") is False
    assert body["books"] == f"{server.base}/books/{body['realm_id']}"
    assert body["realm_id"] in call(server, "GET", "").json()["companies"]
    assert call(server, "GET", "/companies").json()["companies"][0]["realm_id"] == body["realm_id"]


def test_what_is_not_understood_is_said(server: OnlineServer):
    assert "unknown: colour" in call(server, "POST", "/companies", {"colour": "red"}).json()["error"]
    assert call(server, "GET", "/companies/1/books").status_code == 404
    answer = call(server, "GET", "/nothing")
    assert answer.status_code == 404
    assert answer.json()["known"]
    assert call(server, "POST", "/clock", {}).status_code == 400
    assert requests.post(server.control_base + "/clock", data="{").status_code == 400


def test_the_clock_moves(server: OnlineServer):
    before = datetime.fromisoformat(call(server, "GET", "/clock").json()["now"])
    after = datetime.fromisoformat(call(server, "POST", "/clock", {"advance": 3600}).json()["now"])
    assert 3600 <= (after - before).total_seconds() < 3660
    call(server, "POST", "/clock", {"set": "2030-01-01T00:00:00+00:00"})
    assert clock.now().year == 2030
    assert (
        abs(float(server.settings.get("clock_offset_seconds")) - (clock.now() - datetime.now(UTC)).total_seconds()) < 1
    )
    clock.reset()
    server.restore_clock()
    assert clock.now().year == 2030
    call(server, "POST", "/clock", {"reset": True})
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 1


@pytest.mark.switch("query_projection")
def test_books_log_counters_and_switches(client: Client):
    client.create("Customer", {"DisplayName": "A"}, requestid="r")
    books = client.control("GET", "/books")
    assert books["entities"]["Customer"][0]["DisplayName"] == "A"
    assert (books["ledger"], books["trial_balance"]) == ([], [])
    (entry,) = client.control("GET", "/log")["log"]
    assert entry["path"] == f"/v3/company/{client.realm_id}/customer"
    assert (entry["method"], entry["query"], entry["status"], entry["requestid"]) == (
        "POST",
        "requestid=r",
        200,
        "r",
    )
    assert (entry["entity"], entry["operation"], entry["ids"]) == ("Customer", "create", ["1"])
    client.control("DELETE", "/log")
    assert client.control("GET", "/log") == {"log": []}
    client.control("POST", "/switches", {"query_projection": "refuse"})
    assert client.control("GET", "/switches")["query_projection"]["value"] == "refuse"


@pytest.mark.switch("limits")
def test_a_person_in_the_browser_is_not_throttled(client: Client):
    client.company.set_switch("limits", True)
    body = {"entity": "Customer", "operation": "create", "body": {"DisplayName": "A"}}
    made = [client.control("POST", "/write", body)["Customer"]["Id"] for _ in range(15)]
    assert made == [str(number) for number in range(1, 16)]
    assert client.control("GET", "/counters")["calls"] == 0


def test_latency_is_set_for_every_answer(client: Client):
    """That it is waited for, on the clock: test_execution."""
    assert call(client.server, "POST", "/latency", {"ms": 30}).json() == {"ms": 30}
    assert call(client.server, "GET", "").json()["latency_ms"] == 30
    assert client.get("customer/1").status_code == 400


def test_the_monthly_cap(client: Client):
    assert call(client.server, "POST", "/meter", {"limit": 5, "used": 5}).json()["limit"] == 5
    assert client.get("customer/1").status_code == 429
    assert call(client.server, "GET", "/meter").json()["used"] == 5
