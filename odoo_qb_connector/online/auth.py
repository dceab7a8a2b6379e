"""Signing in at Intuit, around its own client library (spec qbo 4).

The library performs a network call in its constructor, has no time-out on any call, and puts the raw answer
into the text of its exceptions. Here every call has a time-out, and nothing of the library's exceptions gets
out: an exception raised here holds no token, no secret and no chained cause that holds one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError
from requests import RequestException

from ..gateway import (
    GatewayError,
    RightsMissing,
    SignInAgain,
    Throttled,
    TokenSet,
    TokenStore,
    Unavailable,
    WrongKeys,
)
from .client import checked_base
from .fault_shapes import parse_json

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 30.0
FRESH_ENOUGH = timedelta(minutes=10)
"""An access token with less left is renewed before a wave (design 5)."""
REFRESH_LIFETIME = 8_640_000
"""Seconds a refresh token lives when the answer does not say: the 100 days of Intuit's documentation."""
HARD_EXPIRY_HEADER = "x-include-refresh-token-hard-expires-in"
ACCOUNTING = ("com.intuit.quickbooks.accounting",)
_IDENTITY = frozenset({Scopes.OPENID, Scopes.PROFILE, Scopes.EMAIL, Scopes.PHONE, Scopes.ADDRESS})
_KEY_ERRORS = frozenset({"invalid_client", "unauthorized_client", "invalid_scope", "unsupported_grant_type"})

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Naive UTC, as Odoo keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)


class _TimedClient(AuthClient):
    """Intuit's client with a time-out on every call, without redirects for what carries a secret, and with
    the header that makes Intuit say when a refresh token dies for good."""

    def request(self, method, url, **more):
        more["timeout"] = (CONNECT_TIMEOUT, READ_TIMEOUT)
        more["allow_redirects"] = method.upper() == "GET"
        more["auth"] = _keep_headers
        more["headers"] = {**(more.get("headers") or {}), HARD_EXPIRY_HEADER: "true"}
        return super().request(method, url, **more)


def _keep_headers(prepared):
    """An `auth` that changes nothing, so that requests does not put a .netrc password over our header."""
    return prepared


class SignIn:
    """One app at Intuit: client id and secret, redirect address, and where Intuit's addresses are found.

    `environment` is "production", "sandbox" or the address of a discovery document (https, or this machine).
    The library's client is made on first use and kept, so that the discovery document is read once.
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        redirect_uri: str,
        environment: str,
        *,
        clock: Clock = utc_now,
    ):
        self._arguments = (client_id, client_secret, redirect_uri, _checked(environment))
        self._clock = clock
        self._client: AuthClient | None = None

    def authorization_url(self, state: str, scopes: Iterable[str] = ACCOUNTING) -> str:
        """Where the person's browser goes. `state` is a cryptographically random value of the caller's, who
        compares it when the person comes back. Identity scopes are refused: for an id token the library
        fetches keys without a time-out. Raises ValueError, Unavailable."""
        wanted = [Scopes(scope) for scope in scopes]
        if not state or not wanted or _IDENTITY.intersection(wanted):
            raise ValueError("authorization needs a state and accounting scopes only")
        return self._call(lambda client: client.get_authorization_url(wanted, state_token=state))

    def exchange(self, code: str, realm: str) -> TokenSet:
        """The tokens for the code of a callback. Raises SignInAgain when the code is used up or too old,
        RightsMissing, WrongKeys, Unavailable."""
        return self._granted(lambda client: client.get_bearer_token(code, realm_id=realm))

    def renew(self, tokens: TokenSet) -> TokenSet:
        """New tokens for the refresh token of `tokens`; the refresh token may have changed and the old one is
        then worthless. To be called by TokenStore.refresh only, which makes it single-flight. Raises as
        `exchange`."""
        renewed = self._granted(lambda client: client.refresh(refresh_token=tokens.refresh_token))
        if renewed.hard_expires_at or not tokens.hard_expires_at:
            return renewed
        return TokenSet(**{**_values(renewed), "hard_expires_at": tokens.hard_expires_at})

    def revoke(self, tokens: TokenSet) -> None:
        """End the grant at Intuit. A grant that Intuit no longer knows counts as ended. Raises WrongKeys,
        Unavailable."""
        try:
            self._call(lambda client: client.revoke(token=tokens.refresh_token))
        except (SignInAgain, RightsMissing):
            return

    def _granted(self, call: Callable[[AuthClient], object]) -> TokenSet:
        def ask(client: AuthClient) -> TokenSet:
            _forget(client)
            call(client)
            return self._token_set(client)

        return self._call(ask)

    def _token_set(self, client: AuthClient) -> TokenSet:
        """What the answer left in the client. Raises ValueError when it lacks a token or its lifetime."""
        now = self._clock()
        hard = getattr(client, "x_refresh_token_hard_expires_in", None)
        tokens = TokenSet(
            access_token=_required(client.access_token),
            refresh_token=_required(client.refresh_token),
            access_expires_at=now + timedelta(seconds=int(client.expires_in)),
            refresh_expires_at=now + timedelta(seconds=int(client.x_refresh_token_expires_in or REFRESH_LIFETIME)),
            hard_expires_at=now + timedelta(seconds=int(hard)) if hard else None,
        )
        _forget(client)
        return tokens

    def _call(self, call: Callable[[AuthClient], object]):
        """Raised outside of `except`, so that no exception of the library hangs on ours as its context."""
        try:
            self._client = self._client or _TimedClient(*self._arguments)
            return call(self._client)
        except AuthClientError as error:
            refusal = refusal_of(error.status_code, error.content, error.headers)
        except RequestException as error:
            refusal = Unavailable(f"Intuit's sign-in could not be reached: {type(error).__name__}")
        except (ValueError, TypeError, KeyError, AttributeError):
            refusal = Unavailable("Intuit's sign-in gave an answer that could not be read")
        raise refusal


def refusal_of(status: int, content: bytes, headers) -> GatewayError:
    """The error in an answer of the token endpoint: flat JSON, not a Fault (spec qbo 4.4)."""
    data = parse_json(content or b"")
    data = data if isinstance(data, dict) else {}
    code, reason = str(data.get("error") or ""), str(data.get("x_error_reason") or "")
    more = {"code": code, "status": status, "reference": str(headers.get("intuit_tid") or "")}
    message = str(data.get("error_description") or f"HTTP {status}")[:200]
    if status == 429:
        return Throttled(message, retry_after=60.0, **more)
    if status >= 500 or status in (404, 408) or 300 <= status < 400:
        return Unavailable(message, **more)
    if reason == "user_not_in_realm":
        return RightsMissing(message, **more)
    if code in _KEY_ERRORS or (status == 401 and code != "invalid_grant"):
        return WrongKeys(message, **more)
    return SignInAgain(message, **more)


class Access:
    """Access tokens for one connection, out of its TokenStore; renewed by whoever comes first
    (gateway.tokens)."""

    def __init__(self, store: TokenStore, renew: Callable[[TokenSet], TokenSet], *, clock: Clock = utc_now):
        self._store = store
        self._renew = renew
        self._clock = clock

    def token(self) -> str:
        """One that lasts ten minutes at least. Raises SignInAgain when there are no tokens, else as
        SignIn.renew; but a token that still works is used when renewing is impossible just now."""
        tokens = self._load()
        left = tokens.access_expires_at - self._clock()
        if left >= FRESH_ENOUGH:
            return tokens.access_token
        try:
            return self._store.refresh(tokens, self._renew).access_token
        except Unavailable:
            if left <= timedelta(0):
                raise
            return tokens.access_token

    def renewed(self, refused: str) -> str:
        """Another than `refused`: what a faster worker stored meanwhile, else a new one. Raises as
        SignIn.renew."""
        tokens = self._load()
        if tokens.access_token != refused:
            return tokens.access_token
        return self._store.refresh(tokens, self._renew).access_token

    def _load(self) -> TokenSet:
        tokens = self._store.load()
        if tokens is None:
            raise SignInAgain("no tokens are stored for this connection")
        return tokens


def _checked(environment: str) -> str:
    named = environment.lower() in ("production", "prod", "sandbox", "sand")
    if not named:
        checked_base(environment)
    return environment


def _forget(client: AuthClient) -> None:
    """The library keeps what it received as attributes; nothing of one call may look like an answer to the
    next."""
    client.access_token = client.refresh_token = client.id_token = client.expires_in = None
    client.x_refresh_token_expires_in = client.x_refresh_token_hard_expires_in = None


def _required(token: object) -> str:
    if not isinstance(token, str) or not token:
        raise ValueError("an answer without a token")
    return token


def _values(tokens: TokenSet) -> dict:
    return {name: getattr(tokens, name) for name in TokenSet.__dataclass_fields__}
