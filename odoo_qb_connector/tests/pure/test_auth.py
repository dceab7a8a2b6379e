"""Signing in, against a local Intuit that says what a test wants (spec qbo 4)."""

from __future__ import annotations

import base64
import json
import time
import traceback
from contextlib import suppress
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from odoo.addons.odoo_qb_connector.gateway import (
    RightsMissing,
    SignInAgain,
    Throttled,
    Unavailable,
    WrongKeys,
)
from odoo.addons.odoo_qb_connector.online import auth
from odoo.addons.odoo_qb_connector.online.auth import SignIn

from .grants import NOW, REFRESH, tokens
from .servers import HttpServer, RawServer, free_port, read_request

SECRET, CODE = "client-secret-xyz", "code-xyz"
GRANT = {
    "token_type": "bearer",
    "access_token": "access-1",
    "expires_in": 3600,
    "refresh_token": "refresh-1",
    "x_refresh_token_expires_in": 8726400,
    "x_refresh_token_hard_expires_in": 157680000,
}


class Intuit(HttpServer):
    """Discovery, token and revocation.

    `token` answers token calls: a dict, (status, dict), or a function of the form.
    """

    def __init__(self, token=None, discovery=200):
        self.token = GRANT if token is None else token
        self.discovery = discovery
        super().__init__(self._say)

    def _say(self, method, path, _headers, body):
        if path.startswith("/discovery"):
            return self.discovery, {}, self._addresses()
        said = self.token(parse_qs(body.decode())) if callable(self.token) else self.token
        status, data = said if isinstance(said, tuple) else (200, said)
        return status, {"intuit_tid": "1-5e-1"}, data

    def _addresses(self):
        return {
            "issuer": self.address,
            "authorization_endpoint": "https://appcenter.example/connect/oauth2",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/user",
            "revocation_endpoint": f"{self.address}/revoke",
            "jwks_uri": f"{self.address}/jwks",
        }

    @property
    def discovery_address(self):
        return f"{self.address}/discovery"


def sign_in(environment, clock=lambda: NOW):
    return SignIn("client-id", SECRET, "https://odoo.example/qb/callback", environment, clock=clock)


def test_authorization_url():
    with Intuit() as intuit:
        address = sign_in(intuit.discovery_address).authorization_url("state-123")
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "appcenter.example", "/connect/oauth2")
    assert {key: value[0] for key, value in parse_qs(parts.query).items()} == {
        "client_id": "client-id",
        "response_type": "code",
        "scope": "com.intuit.quickbooks.accounting",
        "redirect_uri": "https://odoo.example/qb/callback",
        "state": "state-123",
    }


@pytest.mark.parametrize(
    ("state", "scopes"), [("", auth.ACCOUNTING), ("s", ["openid"]), ("s", ["nonsense"]), ("s", [])]
)
def test_what_cannot_be_asked_for(state, scopes):
    with pytest.raises(ValueError, match=r"\w"):
        sign_in("production").authorization_url(state, scopes)


def test_exchange():
    with Intuit() as intuit:
        granted = sign_in(intuit.discovery_address).exchange(CODE, "4620")
    assert (granted.access_token, granted.refresh_token) == ("access-1", "refresh-1")
    assert granted.access_expires_at == NOW + timedelta(hours=1)
    assert granted.refresh_expires_at == NOW + timedelta(seconds=8726400)
    assert granted.hard_expires_at == NOW + timedelta(seconds=157680000)
    _discovery, (method, path, headers, body) = intuit.requests
    assert (method, path) == ("POST", "/token")
    assert {key: value[0] for key, value in parse_qs(body.decode()).items()} == {
        "grant_type": "authorization_code",
        "code": CODE,
        "redirect_uri": "https://odoo.example/qb/callback",
    }
    expected = base64.b64encode(f"client-id:{SECRET}".encode()).decode()
    assert headers["authorization"] == f"Basic {expected}"
    assert headers["x-include-refresh-token-hard-expires-in"] == "true"


def test_a_netrc_does_not_replace_the_keys(tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else")
    monkeypatch.setenv("NETRC", str(netrc))
    with Intuit() as intuit:
        sign_in(intuit.discovery_address).exchange(CODE, "1")
    assert base64.b64decode(intuit.requests[1][2]["authorization"].split()[1]).decode() == f"client-id:{SECRET}"


def test_renew_sends_the_refresh_token_and_keeps_the_end_of_the_grant():
    end = NOW + timedelta(days=1000)
    grant = {key: value for key, value in GRANT.items() if "hard" not in key}
    with Intuit(grant) as intuit:
        renewed = sign_in(intuit.discovery_address).renew(tokens(hard=end))
    assert parse_qs(intuit.requests[1][3].decode()) == {
        "grant_type": ["refresh_token"],
        "refresh_token": [REFRESH],
    }
    assert (renewed.refresh_token, renewed.hard_expires_at) == ("refresh-1", end)


def test_a_lifetime_that_is_not_said_is_the_documented_one():
    grant = {key: GRANT[key] for key in ("access_token", "refresh_token", "expires_in")}
    with Intuit(grant) as intuit:
        granted = sign_in(intuit.discovery_address).exchange(CODE, "1")
    assert granted.refresh_expires_at == NOW + timedelta(days=100)
    assert granted.hard_expires_at is None


@pytest.mark.parametrize("first", [GRANT, {**GRANT, "expires_in": "soon"}])
def test_nothing_of_one_answer_is_left_for_the_next(first):
    answers = [first, {"access_token": "access-2", "expires_in": 3600}]
    with Intuit(lambda _form: answers.pop(0)) as intuit:
        one = sign_in(intuit.discovery_address)
        with suppress(Unavailable):
            one.exchange(CODE, "1")
        with pytest.raises(Unavailable):
            one.renew(tokens())


def test_discovery_is_read_once():
    with Intuit() as intuit:
        one = sign_in(intuit.discovery_address)
        one.authorization_url("s")
        one.exchange(CODE, "1")
        one.renew(tokens())
    assert [path for _method, path, _headers, _body in intuit.requests] == ["/discovery", "/token", "/token"]


# status, body of the token endpoint -> class (spec qbo 4.4)
REFUSAL_ROWS = [
    (400, {"error": "invalid_grant", "error_description": "Incorrect or invalid refresh token"}, SignInAgain),
    (401, {"error": "invalid_grant"}, SignInAgain),
    (400, {"error": "invalid_grant", "x_error_reason": "user_not_in_realm"}, RightsMissing),
    (401, {"error": "invalid_client"}, WrongKeys),
    (400, {"error": "invalid_client"}, WrongKeys),
    (400, {"error": "unauthorized_client"}, WrongKeys),
    (401, b"", WrongKeys),
    (400, b"<html>", SignInAgain),
    (403, {"error": "access_denied"}, SignInAgain),
    (404, b"", Unavailable),
    (429, b"", Throttled),
    (500, {"error": "server_error"}, Unavailable),
    (503, b"<html>", Unavailable),
    (307, b"", Unavailable),
    (200, b"<html>", Unavailable),
    (200, b"[]", Unavailable),
    (200, {}, Unavailable),
    (200, {**GRANT, "access_token": ""}, Unavailable),
    (200, {**GRANT, "expires_in": "soon"}, Unavailable),
]


@pytest.mark.parametrize(("status", "body", "kind"), REFUSAL_ROWS)
def test_refusals(status, body, kind):
    with Intuit((status, body)) as intuit:
        one = sign_in(intuit.discovery_address)
        for call in (lambda: one.renew(tokens()), lambda: one.exchange(CODE, "1")):
            with pytest.raises(kind) as caught:
                call()
            assert type(caught.value) is kind


def test_a_refusal_brings_intuits_reference():
    refusal = (400, {"error": "invalid_grant", "error_description": "gone"})
    with Intuit(refusal) as intuit, pytest.raises(SignInAgain) as caught:
        sign_in(intuit.discovery_address).renew(tokens())
    assert (caught.value.reference, caught.value.code, caught.value.status) == (
        "1-5e-1",
        "invalid_grant",
        400,
    )


def everything_said(error: BaseException) -> str:
    """All a log could print: the whole chain with the local variables of our own frames left out."""
    parts, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        parts += [repr(error), str(error), str(vars(error)), *traceback.format_exception(error)]
        error = error.__cause__ or error.__context__
    return " ".join(parts)


ECHO_ROWS = [
    (400, {"error": "invalid_grant", "error_description": "bad"}),
    (200, b"half {" + REFRESH.encode()),
    (200, {"access_token": "access-secret", "refresh_token": None, "expires_in": 1}),
    (500, {"echo": [SECRET, REFRESH, CODE]}),
]


@pytest.mark.parametrize(("status", "body"), ECHO_ROWS)
def test_no_secret_gets_out(status, body):
    with Intuit((status, body)) as intuit:
        one = sign_in(intuit.discovery_address)
        calls = (one.renew, tokens()), (one.exchange, CODE, "1"), (one.revoke, tokens())
        for call, *arguments in calls:
            try:
                call(*arguments)
            except Exception as error:  # noqa: BLE001 - whatever comes out must hold no secret
                said = everything_said(error)
                assert error.__context__ is None
                assert not [one for one in (SECRET, REFRESH, CODE, "access-secret") if one in said]


def test_repr_hides_tokens():
    assert REFRESH not in repr(tokens())
    assert "access-0" not in repr(tokens())


def test_nobody_there():
    with pytest.raises(Unavailable):
        sign_in(f"http://127.0.0.1:{free_port()}/discovery").renew(tokens())


@pytest.mark.parametrize("status", [404, 500])
def test_a_discovery_that_fails(status):
    with Intuit(discovery=status) as intuit, pytest.raises(Unavailable):
        sign_in(intuit.discovery_address).authorization_url("s")


def test_every_call_has_a_time_out(monkeypatch):
    monkeypatch.setattr(auth, "READ_TIMEOUT", 0.2)

    def silent(connection):
        read_request(connection)
        time.sleep(2)

    with RawServer(silent) as server:
        began = time.monotonic()
        with pytest.raises(Unavailable):
            sign_in(server.base).authorization_url("s")
    assert time.monotonic() - began < 1.5


def test_a_slow_token_call_has_a_time_out(monkeypatch):
    monkeypatch.setattr(auth, "READ_TIMEOUT", 0.2)

    def slow(_form):
        time.sleep(0.8)
        return GRANT

    with Intuit(slow) as intuit, pytest.raises(Unavailable):
        sign_in(intuit.discovery_address).renew(tokens())


def test_secrets_do_not_follow_a_redirect():
    with Intuit() as elsewhere:
        answer = lambda *_request: (307, {"Location": elsewhere.address + "/token"}, b"")  # noqa: E731
        with HttpServer(answer) as redirecting, Intuit() as intuit:
            one = sign_in(intuit.discovery_address)
            one.authorization_url("s")
            one._client.token_endpoint = redirecting.address
            with pytest.raises(Unavailable):
                one.renew(tokens())
        assert elsewhere.requests == []


def test_revoke():
    with Intuit((200, b"")) as intuit:
        sign_in(intuit.discovery_address).revoke(tokens())
    method, path, _headers, body = intuit.requests[1]
    assert (method, path, json.loads(body)) == ("POST", "/revoke", {"token": REFRESH})


def test_a_grant_that_is_gone_is_revoked():
    with Intuit((400, {"error": "invalid_request"})) as intuit:
        sign_in(intuit.discovery_address).revoke(tokens())


@pytest.mark.parametrize(("body", "kind"), [((401, {"error": "invalid_client"}), WrongKeys), ((500, b""), Unavailable)])
def test_a_revocation_that_failed_is_said(body, kind):
    with Intuit(body) as intuit, pytest.raises(kind):
        sign_in(intuit.discovery_address).revoke(tokens())


def test_keys_do_not_cross_a_network_in_the_clear():
    with pytest.raises(ValueError, match="https"):
        sign_in("http://intuit.example/discovery")
