"""Discovery, authorize, token, revoke and userinfo (spec qbo 4)."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from urllib.parse import parse_qs, urlencode, urlsplit

from ... import clock
from ..company import Companies
from . import answers
from .consent_page import consent_page, refusal_page
from .identity import Identity
from .journal import Entry, Journal
from .messages import Request, Response, dropped, page, redirect
from .oauth_store import ACCOUNTING, Pair, TokenStore
from .orders import TOKEN as TOKEN_ENDPOINT
from .orders import Orders, Struck, Subject
from .refusals import (
    GatewayRefusal,
    SimulatorRefusal,
    TokenRefusal,
    invalid_client,
    invalid_code,
    invalid_grant,
    token_missing,
    user_not_in_realm,
)
from .strikes import error_when

AUTHORIZE = "/connect/oauth2"
TOKEN = "/oauth2/v1/tokens/bearer"
REVOKE = "/v2/oauth2/tokens/revoke"
USERINFO = "/v1/openid_connect/userinfo"
JWKS = "/op/v1/jwks"
ISSUER = "/op/v1"
DISCOVERY = ("/.well-known/openid_configuration", "/.well-known/openid_sandbox_configuration")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SCOPES = frozenset({ACCOUNTING, "com.intuit.quickbooks.payment", "openid", "profile", "email", "phone", "address"})
HARD_EXPIRY_HEADER = "x-include-refresh-token-hard-expires-in"


def discovery(base: str) -> dict:
    """What Intuit publishes about its endpoints, with this server's addresses."""
    return {
        "issuer": base + ISSUER,
        "authorization_endpoint": base + AUTHORIZE,
        "token_endpoint": base + TOKEN,
        "userinfo_endpoint": base + USERINFO,
        "revocation_endpoint": base + REVOKE,
        "jwks_uri": base + JWKS,
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "email", "profile", "address", "phone"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        "claims_supported": ["aud", "exp", "iat", "iss", "realmid", "sub"],
    }


class OAuth:
    """The endpoints a connection is made and kept with."""

    def __init__(self, companies: Companies, tokens: TokenStore, orders: Orders, journal: Journal) -> None:
        self.companies = companies
        self.tokens = tokens
        self.orders = orders
        self.journal = journal
        self.identity = Identity(tokens)
        self.auto_consent: str | None = None  # a realm id, "deny", or None to ask with a page

    def handle(self, request: Request) -> Response | None:
        """The answer, None when the address is not one of OAuth's."""
        path = request.path.rstrip("/")
        if path in DISCOVERY:
            return answers.plain_json(discovery(request.base))
        if path == AUTHORIZE:
            return self._authorize(request)
        if path == JWKS:
            return answers.plain_json(self.identity.public_keys())
        handlers = {
            TOKEN: ("POST", self._token),
            REVOKE: ("POST", self._revoke),
            USERINFO: ("GET", self._userinfo),
        }
        if path not in handlers:
            return None
        method, handler = handlers[path]
        if request.method != method:
            return Response(405, b"", answers.PLAIN_TYPE, [("Allow", method)])
        return self._guarded(handler, request)

    def _guarded(self, handler, request: Request) -> Response:
        try:
            response = handler(request)
        except TokenRefusal as refusal:
            response = answers.token_fault(refusal)
        except GatewayRefusal as refusal:
            response = answers.gateway_fault(refusal)
        except SimulatorRefusal as refusal:
            response = answers.simulator_fault(refusal)
        response.headers.append(("Intuit_tid", answers.new_tid()))
        response.headers.append(("Cache-Control", "no-cache, no-store"))
        return response

    # ----------------------------------------------------------------------------------- authorize

    def _authorize(self, request: Request) -> Response:
        """GET shows the consent page (or consents by itself on order), POST is its answer."""
        asked = request.query if request.method == "GET" else _form(request)
        problem = self._authorize_problem(asked)
        if problem:
            return page(refusal_page(problem), 400)
        if request.method == "POST":
            realm_id = asked.get("realm", "") if asked.get("decision") == "connect" else "deny"
        elif self.auto_consent is None:
            return page(consent_page(self.companies.list(), asked))
        else:
            realm_id = self.auto_consent
        return self._consented(asked, realm_id)

    def _consented(self, asked: dict[str, str], realm_id: str) -> Response:
        if realm_id == "deny":
            return _back(asked, {"error": "access_denied", "state": asked["state"]})
        if self.companies.get(realm_id) is None:
            return page(refusal_page(f"There is no company {realm_id} here."), 400)
        code = self.tokens.new_code(realm_id, asked["scope"], asked["redirect_uri"])
        return _back(asked, {"code": code, "state": asked["state"], "realmId": realm_id})

    def _authorize_problem(self, asked: dict[str, str]) -> str | None:
        """Why Intuit would show an error page instead of asking; the app is not told of these."""
        if asked.get("client_id") != self.tokens.client_id:
            return "The client_id query parameter is missing or not the app's."
        if asked.get("response_type") != "code":
            return "The response_type query parameter must be code."
        if not asked.get("state"):
            return "The state query parameter is missing."
        scopes = set(asked.get("scope", "").split())
        if not scopes or scopes - SCOPES:
            return "The scope query parameter is missing or names a scope that is unknown."
        return self._redirect_problem(asked.get("redirect_uri", ""))

    def _redirect_problem(self, address: str) -> str | None:
        """Loopback addresses are accepted as they are; others must be https and registered (spec qbo 4.2)."""
        parts = urlsplit(address)
        if parts.scheme in ("http", "https") and parts.hostname in LOOPBACK and not parts.fragment:
            return None
        if parts.scheme == "https" and address in self.tokens.redirect_uris:
            return None
        return "The redirect_uri query parameter is not a registered redirect address of the app."

    # --------------------------------------------------------------------------------------- token

    def _token(self, request: Request) -> Response:
        form = _form(request)
        self._check_client(request)
        grant = form.get("grant_type")
        if grant == "authorization_code":
            if not form.get("code") or not form.get("redirect_uri"):
                raise TokenRefusal(400, "invalid_request", "code and redirect_uri are required")
            return self._exchanged(request, form["code"], form["redirect_uri"])
        if grant != "refresh_token":
            raise TokenRefusal(400, "unsupported_grant_type")
        value = form.get("refresh_token", "")
        realm_id = self.tokens.realm_of_refresh(value)
        if realm_id is None:
            raise invalid_grant()
        return self._logged(request, realm_id, "refresh", lambda struck: self._refreshed(request, value, struck))

    def _exchanged(self, request: Request, code: str, redirect_uri: str) -> Response:
        realm_id = self.tokens.realm_of_code(code)
        if realm_id is None:
            raise invalid_code()
        return self._logged(
            request,
            realm_id,
            "code",
            lambda struck: self._tokens(request, self.tokens.exchange(code, redirect_uri)),
        )

    def _refreshed(self, request: Request, value: str, struck: Struck) -> Response:
        if "invalid_grant" in struck:
            raise invalid_grant()
        if "user_not_in_realm" in struck:
            raise user_not_in_realm()
        with self.tokens.single_flight(value):
            if "delay_before" in struck:
                self.orders.hold(struck["delay_before"])
            response = self._tokens(request, self.tokens.refresh(value, rotate="rotate_refresh" in struck))
            if "delay_after" in struck:
                self.orders.hold(struck["delay_after"])
        return response

    def _tokens(self, request: Request, pair: Pair) -> Response:
        """The token answer; realmId is not in it (spec qbo 4.2)."""
        body = {
            "token_type": "bearer",
            "access_token": pair.access_token,
            "expires_in": 3600,
            "refresh_token": pair.refresh_token,
            "x_refresh_token_expires_in": pair.refresh_expires_in,
        }
        if request.header(HARD_EXPIRY_HEADER).lower() == "true":
            body["x_refresh_token_hard_expires_in"] = pair.hard_expires_in
        if "openid" in pair.scope.split():
            body["id_token"] = self.identity.token(request.base + ISSUER, pair.realm_id)
        return answers.plain_json(body)

    def _logged(self, request: Request, realm_id: str, operation: str, work) -> Response:
        """Carry out `work` with the orders that strike it, and log it with the realm's requests."""
        tid = answers.new_tid()
        subject = Subject(request.path, "token", operation, "POST", tid=tid)
        struck = self.orders.take(realm_id, subject, TOKEN_ENDPOINT)
        entry = Entry(
            clock.now().isoformat(),
            "POST",
            request.path,
            "",
            tid,
            None,
            "token",
            operation,
            orders=list(struck),
        )
        self.journal.begin(realm_id)
        response = Response(cut=True)
        try:
            response = self._struck(struck, work)
        finally:
            entry.status = 0 if response.cut else response.status
            entry.cut = response.cut
            self.journal.end(realm_id, entry)
        return response

    def _struck(self, struck: Struck, work) -> Response:
        if "cut_before" in struck:
            return dropped()
        ordered = error_when(struck, "before")
        if ordered is not None:
            return ordered
        try:
            response = work(struck)
        except TokenRefusal as refusal:
            response = answers.token_fault(refusal)
        if "cut_after" in struck:
            return dropped(int(struck["cut_after"].options.get("sent_bytes", 0)), response)
        return error_when(struck, "after") or response

    def _check_client(self, request: Request) -> None:
        """HTTP Basic with the app's id and secret (spec qbo 4.2)."""
        scheme, _, value = request.header("Authorization").partition(" ")
        try:
            sent = base64.b64decode(value, validate=True) if scheme.lower() == "basic" else b""
        except binascii.Error:
            sent = b""
        right = f"{self.tokens.client_id}:{self.tokens.client_secret}".encode()
        if not hmac.compare_digest(sent, right):
            raise invalid_client()

    # ---------------------------------------------------------------------------- revoke, userinfo

    def _revoke(self, request: Request) -> Response:
        """POST {"token": ...}: the whole connection dies (spec qbo 4.2)."""
        self._check_client(request)
        try:
            token = json.loads(request.body)["token"]
        except (ValueError, KeyError, TypeError):
            raise TokenRefusal(400, "invalid_request", 'a JSON body {"token": ...} is required') from None
        if not isinstance(token, str) or not self.tokens.revoke(token):
            raise TokenRefusal(400, "invalid_grant", "Incorrect or invalid token")
        return Response(200, b"")

    def _userinfo(self, request: Request) -> Response:
        """Needs the scope openid; tells who consented."""
        scheme, _, value = request.header("Authorization").partition(" ")
        if scheme.lower() != "bearer" or not value:
            raise token_missing()
        access = self.tokens.check(value.strip())
        if "openid" not in access.scope.split():
            raise TokenRefusal(401, "invalid_token", "The scope openid was not granted")
        return answers.plain_json(self.identity.user())


def _form(request: Request) -> dict[str, str]:
    """A form-encoded body; anything else is an empty form."""
    if request.media_type != "application/x-www-form-urlencoded":
        return {}
    values = parse_qs(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: found[0] for name, found in values.items()}


def _back(asked: dict[str, str], parameters: dict[str, str]) -> Response:
    address = asked["redirect_uri"]
    return redirect(address + ("&" if "?" in address else "?") + urlencode(parameters))
