"""Ordered faults and the rest of the control interface."""

from __future__ import annotations

import pytest
import requests

from .client import Client, codes

A = {"DisplayName": "A"}


def customers(client: Client) -> int:
    return len(client.control("GET", "/books/Customer")["Customer"])


@pytest.mark.parametrize(
    ("status", "html", "content_type"),
    [
        (500, False, "application/json"),
        (500, True, "text/html"),
        (502, True, "text/html"),
        (503, False, "application/json"),
        (504, True, "text/html"),
    ],
)
@pytest.mark.parametrize(("when", "left"), [("before", 0), ("after", 1)])
def test_server_errors_before_and_after_applying(client: Client, status, html, content_type, when, left):
    client.order("error", status=status, html=html, when=when)
    answer = client.post("customer", A)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith(content_type)
    assert customers(client) == left
    if not html:
        assert answer.json()["Fault"]["Error"][0]["code"] == "10000"
        assert answer.json()["Fault"]["type"] == "SystemFault"
    assert client.post("customer", A).status_code == 200


def test_throttle(client: Client):
    client.order("throttle", count=2)
    assert [client.post("customer", A).status_code for _ in range(3)] == [429, 429, 200]
    assert client.control("GET", "/counters")["throttled"] == 2


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (
            "names",
            "Business Validation Error: You can only add or edit one name at a time. Please try again.",
        ),
        (
            "unexpected",
            "Business Validation Error: An unexpected error occurred while accessing or saving your data.",
        ),
    ],
)
def test_the_transient_6000_texts(client: Client, text: str, start: str):
    client.order("transient", text=text)
    answer = client.post("customer", A, requestid="r")
    (error,) = answer.json()["Fault"]["Error"]
    assert (answer.status_code, error["code"]) == (400, "6000")
    assert error["Message"] == "A business validation error has occurred while processing your request"
    assert error["Detail"].startswith(start)
    assert customers(client) == 0


def test_authorisation_faults(client: Client):
    for code in (120, 3100, 5020):
        client.order("fault", code=code)
    denied = client.post("customer", A)
    assert (denied.status_code, codes(denied)) == (401, ["120"])
    assert client.post("customer", A).status_code == 403
    refused = client.post("customer", A)
    assert (refused.status_code, codes(refused)) == (400, ["5020"])
    assert customers(client) == 0


def test_closed_books(client: Client):
    client.order("closed_books")
    assert codes(client.post("customer", A)) == ["6210"]


def test_expired_and_revoked_tokens_stay_dead(client: Client):
    client.order("expired_token")
    assert [client.get("customer/1").status_code for _ in range(2)] == [401, 401]
    body = client.refresh(client.pair.refresh_token).json()
    client.use(body["access_token"])
    assert client.get("customer/1").status_code == 400
    client.order("revoked_token")
    assert client.get("customer/1").status_code == 401
    assert client.refresh(body["refresh_token"]).json()["error"] == "invalid_grant"


def test_token_endpoint_orders(client: Client):
    client.order("invalid_grant")
    client.order("cut_before", match={"entity": "customer"})
    assert client.refresh(client.pair.refresh_token).json()["error"] == "invalid_grant"
    assert client.refresh(client.pair.refresh_token).status_code == 200


def test_an_order_is_not_spent_where_it_has_no_effect(client: Client):
    """Neither on the token endpoint, unless it is meant, nor on a call that was refused before the books."""
    client.order("cut_after")
    client.order("closed_books")
    client.order("rotate_refresh")
    fresh = client.refresh(client.pair.refresh_token).json()
    assert fresh["refresh_token"] != client.pair.refresh_token
    client.use("nonsense")
    assert client.post("customer", A).status_code == 401
    client.use(fresh["access_token"])
    with pytest.raises(requests.ConnectionError):
        client.get("query", query="select * from Customer")
    assert codes(client.post("customer", A)) == ["6210"]


def test_a_cut_in_the_middle_of_the_answer(client: Client):
    client.order("cut_after", sent_bytes=200)
    with pytest.raises(requests.RequestException):
        client.post("customer", A)
    assert customers(client) == 1


def test_match_nth_and_count(client: Client):
    client.order("throttle", match={"entity": "customer", "operation": "create", "path": "/customer$"}, nth=2, count=2)
    results = [client.post("customer", A).status_code for _ in range(5)]
    assert results == [200, 429, 429, 200, 200]
    assert client.post("invoice", {}).status_code == 200
    (order,) = client.control("GET", "/faults")["faults"]
    assert (order["left"], len(order["fired"])) == (0, 2)
    fired = order["fired"][0]
    assert (fired["entity"], fired["operation"], fired["method"]) == ("Customer", "create", "POST")
    assert fired["at"] and fired["tid"].startswith("1-")


def test_a_query_can_be_struck_by_its_entity(client: Client):
    client.order("throttle", match={"entity": "Invoice", "operation": "query"})
    assert client.get("query", query="select * from Customer").status_code == 200
    assert client.get("query", query="select * from invoice").status_code == 429
    headers = {"Content-Type": "application/text"}
    client.order("throttle", match={"entity": "Invoice", "operation": "query"})
    assert client.raw("POST", "query", data="select * from Invoice", headers=headers).status_code == 429


def test_orders_of_different_kinds_strike_together(client: Client):
    client.order("ignore_requestid")
    client.order("cut_after")
    with pytest.raises(requests.ConnectionError):
        client.post("customer", A, requestid="r")
    assert client.post("customer", A, requestid="r").json()["Customer"]["Id"] == "2"


def test_orders_are_per_realm_and_can_be_cleared(client: Client):
    other = Client(client.server, client.server.companies.create("us-ast"))
    client.order("throttle", count=100)
    assert other.post("customer", A).status_code == 200
    client.control("DELETE", "/faults")
    assert client.control("GET", "/faults") == {"faults": []}
    assert client.post("customer", A).status_code == 200


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"kind": "earthquake"},
        {"kind": "throttle", "ms": 5},
        {"kind": "error"},
        {"kind": "error", "status": 418},
        {"kind": "fault", "code": 1},
        {"kind": "throttle", "count": 0},
        {"kind": "throttle", "match": {"colour": "red"}},
        {"kind": "throttle", "match": {"path": "("}},
        {"kind": "delay_before", "ms": "long"},
    ],
)
def test_an_order_that_is_not_understood_is_refused(client: Client, wish: dict):
    address = f"{client.server.control_base}/companies/{client.realm_id}/faults"
    answer = requests.post(address, json=wish)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_delay_is_not_longer_than_ordered(client: Client):
    client.order("delay_after", ms=1)
    assert client.post("customer", A).status_code == 200
    assert client.control("GET", "/log")["log"][0]["orders"] == ["delay_after"]
