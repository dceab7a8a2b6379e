"""Consent, tokens, rotation, the ends of a connection (spec qbo 4)."""

from __future__ import annotations

import threading
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from quickbooks_simulator import clock

from .client import ACCOUNTING, REDIRECT, Client

DAY = 86_400
INVALID_GRANT = {"error_description": "Incorrect or invalid refresh token", "error": "invalid_grant"}


def authorize(client: Client, **changes) -> requests.Response:
    parameters = {
        "client_id": client.server.tokens.client_id,
        "response_type": "code",
        "scope": ACCOUNTING,
        "redirect_uri": REDIRECT,
        "state": "s1&=",
        **changes,
    }
    return requests.get(f"{client.server.base}/connect/oauth2", params=parameters, allow_redirects=False)


def decide(client: Client, decision: str, **changes) -> dict[str, str]:
    """What arrives at the redirect address after the consent page."""
    form = {
        "client_id": client.server.tokens.client_id,
        "response_type": "code",
        "scope": ACCOUNTING,
        "redirect_uri": REDIRECT,
        "state": "s1&=",
        "realm": client.realm_id,
        "decision": decision,
        **changes,
    }
    answer = requests.post(f"{client.server.base}/connect/oauth2", data=form, allow_redirects=False)
    assert answer.status_code == 302, answer.text
    return arrived(answer)


def arrived(answer: requests.Response) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def exchange(client: Client, code: str, redirect_uri: str = REDIRECT) -> requests.Response:
    return client.token_call(grant_type="authorization_code", code=code, redirect_uri=redirect_uri)


@pytest.mark.parametrize("name", ["openid_configuration", "openid_sandbox_configuration/"])
def test_both_discovery_documents(client: Client, name: str):
    document = requests.get(f"{client.server.base}/.well-known/{name}").json()
    needed = ["authorization_endpoint", "token_endpoint", "revocation_endpoint", "issuer", "jwks_uri"]
    assert all(document[key].startswith(client.server.base) for key in [*needed, "userinfo_endpoint"])
    assert client.server.discovery.endswith("/.well-known/openid_configuration")


def test_the_consent_page_offers_the_companies(client: Client):
    other = client.server.companies.create("us-ast")
    answer = authorize(client)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert f"(US, {other.realm_id})" in answer.text and client.realm_id in answer.text
    assert "The app at <strong>localhost:8069</strong> wants to read and write" in answer.text
    assert 'value="s1&amp;="' in answer.text


@pytest.mark.switch("refresh_idle_seconds")
def test_connect_gives_code_state_and_realm(client: Client):
    back = decide(client, "connect")
    assert (back["state"], back["realmId"]) == ("s1&=", client.realm_id)
    tokens = exchange(client, back["code"])
    assert tokens.status_code == 200
    body = tokens.json()
    assert set(body) == {
        "token_type",
        "access_token",
        "expires_in",
        "refresh_token",
        "x_refresh_token_expires_in",
    }
    assert (body["token_type"], body["expires_in"], body["x_refresh_token_expires_in"]) == (
        "bearer",
        3600,
        8_640_000,
    )
    client.use(body["access_token"])
    assert client.create("Customer", {"DisplayName": "A"})["Id"] == "1"


def test_cancel_gives_access_denied_and_state(client: Client):
    assert decide(client, "cancel") == {"error": "access_denied", "state": "s1&="}


def test_consent_can_be_given_or_denied_on_order(client: Client):
    control = f"{client.server.control_base}/consent"
    requests.post(control, json={"auto": client.realm_id})
    assert arrived(authorize(client))["realmId"] == client.realm_id
    requests.post(control, json={"auto": "deny"})
    assert arrived(authorize(client)) == {"error": "access_denied", "state": "s1&="}
    requests.post(control, json={"auto": None})
    assert authorize(client).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "other"},
        {"response_type": "token"},
        {"scope": ""},
        {"scope": "com.example.everything"},
        {"state": ""},
        {"redirect_uri": "https://example.com/callback"},
        {"redirect_uri": "http://example.com/callback"},
        {"redirect_uri": ""},
    ],
)
def test_a_wrong_authorize_call_ends_on_an_error_page(client: Client, changes: dict):
    answer = authorize(client, **changes)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize("address", ["http://localhost:1/x", "http://127.0.0.1:8069/y?z=1", "http://[::1]/"])
def test_any_loopback_redirect_is_accepted(client: Client, address: str):
    assert authorize(client, redirect_uri=address).status_code == 200


def test_a_registered_https_redirect_is_accepted(client: Client):
    address = "https://erp.example.com/qb/callback"
    control = f"{client.server.control_base}/redirect-uris"
    assert requests.post(control, json={"redirect_uri": address}).json() == {"redirect_uris": [address]}
    assert authorize(client, redirect_uri=address).status_code == 200
    assert authorize(client, redirect_uri=address + "/").status_code == 400


def test_the_redirect_must_be_the_same_at_the_exchange(client: Client):
    code = decide(client, "connect")["code"]
    answer = exchange(client, code, REDIRECT + "/")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


@pytest.mark.switch("code_lifetime_seconds")
def test_a_code_works_once_and_not_for_long(client: Client):
    """How long is unconfirmed: switch code_lifetime_seconds, 300 by default."""
    code = decide(client, "connect")["code"]
    assert exchange(client, code).status_code == 200
    assert exchange(client, code).json()["error"] == "invalid_grant"
    code = decide(client, "connect")["code"]
    clock.advance(300)
    assert exchange(client, code).json()["error"] == "invalid_grant"
    client.company.set_switch("code_lifetime_seconds", 900)
    code = decide(client, "connect")["code"]
    clock.advance(600)
    assert exchange(client, code).status_code == 200


@pytest.mark.parametrize("keys", [("x", "y"), ("", ""), None])
def test_wrong_keys_are_invalid_client_401(client: Client, keys):
    form = {"grant_type": "refresh_token", "refresh_token": client.pair.refresh_token}
    answer = requests.post(f"{client.server.base}/oauth2/v1/tokens/bearer", data=form, auth=keys)
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


@pytest.mark.switch("refresh_idle_seconds", "refresh_rotation_seconds")
def test_a_refresh_within_a_day_keeps_the_value_and_renews_its_life(client: Client):
    clock.advance(DAY - 1)
    body = client.refresh(client.pair.refresh_token).json()
    assert body["refresh_token"] == client.pair.refresh_token
    assert body["access_token"] != client.pair.access_token
    assert body["x_refresh_token_expires_in"] == 8_640_000


@pytest.mark.switch("refresh_reuse_kills_winner")
def test_after_a_day_the_value_changes_and_the_old_one_is_dead(client: Client):
    clock.advance(DAY)
    fresh = client.refresh(client.pair.refresh_token).json()["refresh_token"]
    assert fresh != client.pair.refresh_token
    answer = client.refresh(client.pair.refresh_token)
    assert (answer.status_code, answer.json()) == (400, INVALID_GRANT)
    assert client.refresh(fresh).status_code == 200


@pytest.mark.switch("refresh_rotation_seconds")
def test_rotation_on_every_call_by_switch_or_order(client: Client):
    client.order("rotate_refresh")
    first = client.refresh(client.pair.refresh_token).json()["refresh_token"]
    assert first != client.pair.refresh_token
    assert client.refresh(first).json()["refresh_token"] == first
    client.company.set_switch("refresh_rotation_seconds", 0)
    assert client.refresh(first).json()["refresh_token"] != first


@pytest.mark.switch("refresh_reuse_kills_winner", "refresh_rotation_seconds")
def test_reuse_leaves_the_winner_alone_unless_strict(client: Client):
    client.company.set_switch("refresh_rotation_seconds", 0)
    winner = client.refresh(client.pair.refresh_token).json()
    assert client.refresh(client.pair.refresh_token).json() == INVALID_GRANT
    client.use(winner["access_token"])
    assert client.get("query", query="select * from Customer").status_code == 200
    client.company.set_switch("refresh_reuse_kills_winner", True)
    assert client.refresh(client.pair.refresh_token).json() == INVALID_GRANT
    assert client.refresh(winner["refresh_token"]).json() == INVALID_GRANT
    assert client.get("query", query="select * from Customer").status_code == 401


@pytest.mark.switch("refresh_reuse_kills_winner")
def test_of_two_refreshes_at_once_the_second_fails(client: Client):
    order = client.order("delay_before", match={"operation": "refresh"}, ms=60_000)
    answers: list[requests.Response] = []
    first = threading.Thread(target=lambda: answers.append(client.refresh(client.pair.refresh_token)))
    first.start()
    assert client.control("GET", f"/faults/{order['id']}/wait") == {"fired": True}
    assert client.refresh(client.pair.refresh_token).json() == INVALID_GRANT
    client.control("POST", f"/faults/{order['id']}/release")
    first.join()
    assert answers[0].status_code == 200


@pytest.mark.switch("refresh_idle_seconds")
def test_a_refresh_token_lives_101_idle_days_by_switch(client: Client):
    client.company.set_switch("refresh_idle_seconds", 101 * DAY)
    value = client.token_call(grant_type="refresh_token", refresh_token=client.pair.refresh_token).json()
    clock.advance(101 * DAY - 1)
    value = client.refresh(value["refresh_token"]).json()["refresh_token"]
    clock.advance(101 * DAY)
    assert client.refresh(value).json() == INVALID_GRANT


@pytest.mark.switch("refresh_idle_seconds")
def test_a_refresh_token_dies_of_100_idle_days(client: Client):
    clock.advance(100 * DAY - 1)
    value = client.refresh(client.pair.refresh_token).json()["refresh_token"]
    clock.advance(100 * DAY)
    assert client.refresh(value).json() == INVALID_GRANT


def test_a_refresh_token_dies_five_years_after_the_consent(client: Client):
    value = client.pair.refresh_token
    for _ in range(20):
        clock.advance(90 * DAY)
        value = client.refresh(value).json()["refresh_token"]
    left = 157_680_000 - 20 * 90 * DAY
    keys = (client.server.tokens.client_id, client.server.tokens.client_secret)
    body = requests.post(
        f"{client.server.base}/oauth2/v1/tokens/bearer",
        data={"grant_type": "refresh_token", "refresh_token": value},
        headers={"x-include-refresh-token-hard-expires-in": "true"},
        auth=keys,
    ).json()
    assert abs(body["x_refresh_token_hard_expires_in"] - left) < 60
    assert abs(body["x_refresh_token_expires_in"] - left) < 60
    clock.advance(left)
    assert client.refresh(body["refresh_token"]).json() == INVALID_GRANT


def test_the_hard_expiry_is_five_years_at_the_start(client: Client):
    assert client.pair.hard_expires_in == 157_680_000


@pytest.mark.switch("user_in_realm")
def test_a_user_who_left_the_company(client: Client):
    client.company.set_switch("user_in_realm", False)
    answer = client.refresh(client.pair.refresh_token)
    assert answer.status_code == 400
    assert answer.json() == {
        "error": "invalid_grant",
        "error_description": "Unauthorized Request: User is not a member of the specified Realm",
        "x_error_reason": "user_not_in_realm",
        "x_error_reason_detail": "The user is not in the specified realm",
    }


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_revoke_kills_both_tokens(client: Client, which: str):
    keys = (client.server.tokens.client_id, client.server.tokens.client_secret)
    address = f"{client.server.base}/v2/oauth2/tokens/revoke"
    assert requests.post(address, json={"token": "unknown"}, auth=keys).status_code == 400
    assert requests.post(address, json={"token": getattr(client.pair, which)}).status_code == 401
    assert requests.post(address, json={"token": getattr(client.pair, which)}, auth=keys).status_code == 200
    assert client.get("customer/1").status_code == 401
    assert client.refresh(client.pair.refresh_token).json() == INVALID_GRANT


def test_disconnecting_inside_quickbooks(client: Client):
    client.control("POST", "/disconnect")
    assert client.get("customer/1").status_code == 401
    assert client.refresh(client.pair.refresh_token).json() == INVALID_GRANT
    client.use(client.control("POST", "/tokens")["access_token"])
    assert client.get("customer/1").status_code == 400


def test_unknown_grant_types_and_forms(client: Client):
    assert client.token_call(grant_type="password").json() == {"error": "unsupported_grant_type"}
    assert client.token_call(grant_type="refresh_token").json() == INVALID_GRANT
    assert client.token_call(grant_type="authorization_code").json()["error"] == "invalid_request"


def test_userinfo_needs_the_scope_openid(client: Client):
    address = f"{client.server.base}/v1/openid_connect/userinfo"
    assert requests.get(address).status_code == 401
    headers = {"Authorization": f"Bearer {client.pair.access_token}"}
    assert requests.get(address, headers=headers).status_code == 401
    code = decide(client, "connect", scope=f"{ACCOUNTING} openid email")["code"]
    body = exchange(client, code).json()
    assert body["id_token"].count(".") == 2
    user = requests.get(address, headers={"Authorization": f"Bearer {body['access_token']}"}).json()
    assert user["email"] == "admin@example.com"


@pytest.mark.switch("refresh_rotation_seconds")
def test_token_calls_are_logged_and_can_go_wrong(client: Client):
    client.order("error", status=503, match={"operation": "refresh"})
    assert client.refresh(client.pair.refresh_token).status_code == 503
    client.order("cut_after", match={"operation": "refresh"})
    client.company.set_switch("refresh_rotation_seconds", 0)
    with pytest.raises(requests.ConnectionError):
        client.refresh(client.pair.refresh_token)
    assert client.refresh(client.pair.refresh_token).json() == INVALID_GRANT  # the answer that held the new one is lost
    log = client.control("GET", "/log")["log"]
    assert [(e["operation"], e["status"]) for e in log] == [
        ("refresh", 503),
        ("refresh", 0),
        ("refresh", 400),
    ]
