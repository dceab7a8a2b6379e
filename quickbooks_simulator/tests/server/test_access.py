"""Whose token opens what (spec qbo 3.2, 10)."""

from __future__ import annotations

import time

import pytest

from quickbooks_simulator import clock

from .client import Client

SHAPE = {
    "warnings",
    "intuitObject",
    "fault",
    "report",
    "queryResponse",
    "batchItemResponse",
    "attachableResponse",
    "syncErrorResponse",
    "requestId",
    "time",
    "status",
    "cdcresponse",
}


def refusal(answer) -> dict:
    """The gateway's flat object, its shape checked."""
    body = answer.json()
    assert set(body) == SHAPE
    assert isinstance(body["time"], int) and body["time"] > 10**12
    return body["fault"]


def test_an_expired_token_is_401_3200_in_the_gateways_envelope(client: Client):
    clock.advance(3599)
    assert client.get("customer/1").status_code == 400
    clock.advance(1)
    answer = client.get("customer/1")
    assert answer.status_code == 401
    assert answer.headers["Www-Authenticate"] == 'Bearer realm="Intuit", error="invalid_token"'
    assert answer.headers["Content-Type"] == "application/json"
    fault = refusal(answer)
    assert fault["type"] == "AUTHENTICATION"
    (error,) = fault["error"]
    assert error["message"] == "message=AuthenticationFailed; errorCode=003200; statusCode=401"
    assert error["detail"].startswith("Token expired: ")
    assert (error["code"], error["element"]) == ("3200", None)


def test_the_gateways_time_is_the_movable_clock_in_milliseconds(client: Client):
    clock.advance(86_400 * 200)
    moment = client.get("customer/1").json()["time"] / 1000
    assert abs(moment - time.time() - 86_400 * 200) < 60


@pytest.mark.parametrize("value", ["nonsense", "x" * 900])
def test_an_unknown_token_is_401(client: Client, value: str):
    client.use(value)
    answer = client.get("customer/1")
    assert answer.status_code == 401
    assert refusal(answer)["error"][0]["code"] == "3200"


def test_a_missing_token_is_401(client: Client):
    del client.session.headers["Authorization"]
    answer = client.get("customer/1")
    assert answer.status_code == 401
    assert refusal(answer)["error"][0]["code"] == "3202"


def test_a_token_of_another_realm_is_403_3100(client: Client):
    other = client.server.companies.create("us-ast")
    client.use(client.server.connected(other).access_token)
    answer = client.get("customer/1")
    assert answer.status_code == 403
    assert refusal(answer) == {
        "error": [
            {
                "message": "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
                "detail": None,
                "code": "3100",
                "element": None,
            }
        ],
        "type": "SERVICE",
    }


def test_a_realm_that_does_not_exist_is_403(client: Client):
    client.realm_id = "123"
    assert client.get("customer/1").status_code == 403


@pytest.mark.switch("user_in_realm")
def test_a_user_who_lost_access_is_403(client: Client):
    client.company.set_switch("user_in_realm", False)
    assert client.get("customer/1").status_code == 403


def test_a_token_without_the_accounting_scope_is_403(client: Client):
    client.use(client.server.tokens.consent(client.realm_id, "openid").access_token)
    assert client.get("customer/1").status_code == 403
