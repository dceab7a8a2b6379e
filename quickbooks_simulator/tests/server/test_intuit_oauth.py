"""Intuit's own OAuth client, unmodified, end to end (spec qbo 4.5)."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from quickbooks_simulator import clock

from .client import REDIRECT, Client

pytest.importorskip("intuitlib")
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError


@pytest.fixture
def auth(client: Client) -> AuthClient:
    tokens = client.server.tokens
    return AuthClient(tokens.client_id, tokens.client_secret, REDIRECT, client.server.discovery)


def consent(client: Client, auth: AuthClient, scopes: list) -> dict[str, list[str]]:
    client.server.oauth.auto_consent = client.realm_id
    answer = requests.get(auth.get_authorization_url(scopes), allow_redirects=False)
    return parse_qs(urlsplit(answer.headers["Location"]).query)


@pytest.mark.switch("refresh_idle_seconds")
def test_consent_refresh_and_revoke(client: Client, auth: AuthClient):
    back = consent(client, auth, [Scopes.ACCOUNTING])
    assert back["state"] == [auth.state_token]
    auth.get_bearer_token(back["code"][0], realm_id=back["realmId"][0])
    assert (auth.expires_in, auth.x_refresh_token_expires_in) == (3600, 8_640_000)
    client.use(auth.access_token)
    assert client.get("query", query="select * from Customer").status_code == 200
    old = auth.refresh_token
    clock.advance(86_400)
    assert client.get("query", query="select * from Customer").status_code == 401
    auth.refresh()
    assert auth.refresh_token != old
    client.use(auth.access_token)
    assert client.get("query", query="select * from Customer").status_code == 200
    assert auth.revoke() is True
    with pytest.raises(AuthClientError) as refused:
        auth.refresh()
    assert refused.value.status_code == 400
    assert refused.value.intuit_tid.startswith("1-")


def test_openid(client: Client, auth: AuthClient):
    back = consent(client, auth, [Scopes.ACCOUNTING, Scopes.OPENID, Scopes.EMAIL])
    auth.get_bearer_token(back["code"][0])
    assert auth.id_token is not None  # the client drops one that it cannot verify
    assert auth.get_user_info().json()["emailVerified"] is True
