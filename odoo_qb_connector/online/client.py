"""HTTP: one request carried, exactly as it stands in the exchange (spec qbo 1.2). Nothing here raises.

Rules: time-outs always, redirects never, no repetition, no cookies, bounded answers, no text of an exception
in what is kept (an exception may quote a header, and a header holds the token).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase

from ..gateway import Delivery, WireAnswer, WireRequest
from .fault_shapes import parse_json
from .flight import Flight, NotingAdapter

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 130.0
"""Seconds; above the 120 after which Intuit itself gives up (spec qbo 2.1)."""
LARGEST_ANSWER = 64 * 1024 * 1024
_CHUNK = 64 * 1024
_KEPT_HEADERS = frozenset(
    [
        "content-type",
        "date",
        "intuit-tid",
        "intuit_tid",
        "qbo-version",
        "retry-after",
        "service-time",
        "www-authenticate",
    ]
)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def checked_base(address: str) -> str:
    """`address` without a closing slash. Raises ValueError unless it is https, or plain http on this machine:
    a token must not cross a network in the clear."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return address.rstrip("/")
    raise ValueError(f"{parts.scheme}://{parts.hostname} is neither https nor this machine")


class Client:
    """Carries requests to one API base. Safe for several threads: each borrows a session for the length of a
    call."""

    def __init__(
        self,
        api_base: str,
        *,
        connect_timeout: float = CONNECT_TIMEOUT,
        read_timeout: float = READ_TIMEOUT,
        largest_answer: int = LARGEST_ANSWER,
    ):
        self._base = checked_base(api_base)
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._largest_answer = largest_answer
        self._idle: list[requests.Session] = []
        self._lock = threading.Lock()

    def carry(self, request: WireRequest, access_token: str) -> WireAnswer:
        """Send `request`, wait for the whole answer. The answer says how far it got; it never raises."""
        session = self._borrow()
        try:
            return self._carry(session, request, access_token)
        finally:
            with self._lock:
                self._idle.append(session)

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for session in idle:
            session.close()

    def _borrow(self) -> requests.Session:
        with self._lock:
            return self._idle.pop() if self._idle else _session()

    def _carry(self, session: requests.Session, request: WireRequest, access_token: str) -> WireAnswer:
        deadline = time.monotonic() + self._connect_timeout + self._read_timeout
        with Flight() as flight:
            try:
                response = self._send(session, request, access_token)
            except Exception as error:  # noqa: BLE001 - whatever it was, the flight knows whether anything left
                return WireAnswer(_delivery(flight, error), note=cause_of(error))
        with response:
            return self._read(response, deadline)

    def _send(self, session: requests.Session, request: WireRequest, access_token: str) -> requests.Response:
        headers = {"Content-Type": request.content_type} if request.method == "POST" else {}
        return session.request(
            request.method,
            self._base + request.path,
            params=list(request.params),
            data=request.body or None,
            headers=headers,
            auth=_Bearer(access_token),
            timeout=(self._connect_timeout, self._read_timeout),
            allow_redirects=False,
            stream=True,
        )

    def _read(self, response: requests.Response, deadline: float) -> WireAnswer:
        """The whole body, or UNKNOWN with what there was: a cut answer proves nothing."""
        kept = _headers(response.headers)
        body = bytearray()
        note = ""
        try:
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                note = self._too_much(body, deadline)
                if note:
                    break
            note = note or _cut_short(response, bytes(body))
        except Exception as error:  # noqa: BLE001 - reset, time-out, bad chunk, bad gzip: all mean "not whole"
            note = cause_of(error)
        delivery = Delivery.UNKNOWN if note else Delivery.ANSWERED
        return WireAnswer(delivery, response.status_code, kept, bytes(body[: self._largest_answer]), note)

    def _too_much(self, body: bytearray, deadline: float) -> str:
        if len(body) > self._largest_answer:
            return "answer too large"
        return "answer too slow" if time.monotonic() > deadline else ""


class _Bearer(AuthBase):
    """The access token as a header. Being an `auth`, it also keeps requests from reading a .netrc."""

    def __init__(self, access_token: str):
        self._access_token = access_token

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        prepared.headers["Authorization"] = f"Bearer {self._access_token}"
        return prepared


def _session() -> requests.Session:
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, NotingAdapter())
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.update({"Accept": "application/json", "User-Agent": "odoo-qb-connector"})
    session.headers["Accept-Encoding"] = "gzip, deflate"
    return session


def _delivery(flight: Flight, error: Exception) -> Delivery:
    """NOT_SENT on proof only: nothing left a new connection, or the request could not even be put
    together."""
    unsayable = (
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidHeader,
        requests.exceptions.InvalidSchema,
    )
    if flight.never_left or (isinstance(error, unsayable) and not flight.left):
        return Delivery.NOT_SENT
    return Delivery.UNKNOWN


def _cut_short(response: requests.Response, body: bytes) -> str:
    """Fewer bytes than Content-Length says (older urllib3 does not notice), or a body that only ended
    because the connection did: whole or cut, nobody can tell, unless it is whole JSON."""
    headers = response.raw.headers
    promised, received = headers.get("Content-Length", ""), response.raw.tell()
    if promised.isdigit():
        return f"answer cut after {received} of {promised} bytes" if received < int(promised) else ""
    if "chunked" in headers.get("Transfer-Encoding", "").lower() or response.status_code == 204:
        return ""
    return "" if parse_json(body) is not None else "answer without an end"


def cause_of(error: BaseException) -> str:
    """The innermost cause in words that hold no secret: the system's own words, else only the class names."""
    names = [type(error).__name__]
    while True:
        inner = getattr(error, "reason", None) or error.__cause__ or error.__context__ or _argument(error)
        if not isinstance(inner, BaseException):
            break
        error = inner
        names.append(type(error).__name__)
    words = error.strerror if isinstance(error, OSError) and isinstance(error.strerror, str) else ""
    return f"{names[0]}: {words or names[-1]}"


def _argument(error: BaseException) -> BaseException | None:
    return next((one for one in error.args if isinstance(one, BaseException)), None)


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The few that explain an answer, in lower case; never a cookie."""
    return {key.lower(): value for key, value in headers.items() if key.lower() in _KEPT_HEADERS}
