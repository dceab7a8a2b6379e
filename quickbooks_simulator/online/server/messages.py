"""What goes in and what comes out of a handler, without sockets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit


class NotUtf8(ValueError):
    """Bytes that are not UTF-8 in an address or a body (spec qbo 1.2)."""


def decode_utf8(raw: bytes) -> str:
    """`raw` as text; NotUtf8 when it is not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8(str(error)) from error


@dataclass
class Request:
    """One HTTP request, read completely."""

    method: str
    target: str  # as it stood in the request line
    headers: Message
    body: bytes = b""
    base: str = ""  # http://127.0.0.1:port, without a closing slash
    hang_up: Callable[[], None] = lambda: None  # drops the connection at once, before any answer
    answer_now: Callable[[Response], None] = lambda response: None  # answers while the work goes on; the last answer

    @property
    def path(self) -> str:
        """The path, percent-decoded; NotUtf8 when that is not text."""
        return decode_utf8(unquote_to_bytes(urlsplit(self.target).path))

    @property
    def raw_query(self) -> str:
        """The query part as it was sent."""
        return urlsplit(self.target).query

    @property
    def query(self) -> dict[str, str]:
        """Query parameters, the first value of each; NotUtf8 when one is not text."""
        try:
            values = parse_qs(self.raw_query, keep_blank_values=True, errors="strict")
        except UnicodeDecodeError as error:
            raise NotUtf8(str(error)) from error
        return {name: found[0] for name, found in values.items()}

    def header(self, name: str) -> str:
        """A header's value, "" when it was not sent."""
        return self.headers.get(name) or ""

    @property
    def media_type(self) -> str:
        """Content-Type without its parameters, lower case."""
        return self.header("Content-Type").split(";")[0].strip().lower()

    def text(self) -> str:
        """The body as text; NotUtf8 when it is not."""
        return decode_utf8(self.body)


@dataclass
class Response:
    """One HTTP answer; with `cut` the connection is dropped instead (after `sent` bytes of the answer)."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json;charset=utf-8"
    headers: list[tuple[str, str]] = field(default_factory=list)
    cut: bool = False
    sent: int = 0  # bytes of the answer that still go out before a cut


def dropped(sent: int = 0, answer: Response | None = None) -> Response:
    """A connection cut; with `sent` the first bytes of `answer` still arrive."""
    answer = answer or Response()
    return Response(answer.status, answer.body, answer.content_type, answer.headers, cut=True, sent=sent)


def page(markup: str, status: int = 200) -> Response:
    """A page for a browser."""
    return Response(status, markup.encode("utf-8"), "text/html; charset=utf-8")


def redirect(address: str) -> Response:
    """302 to `address`."""
    return Response(302, b"", "text/plain", [("Location", address)])
