"""HTTP as the Web Connector speaks it: one POST per SOAP call, plain GETs at add time (spec qbd 1.1, 1.7).

A call can be cut on purpose while it is sent; what happens to an answer afterwards is `wire`'s business.
"""

from __future__ import annotations

import http.client
import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

# The user agent of .NET's SOAP client; whether QBWC shows it is a switch (spec qbd 1.1).
USER_AGENT = "Mozilla/4.0 (compatible; MSIE 6.0; MS Web Services Client Protocol 4.0.30319.42000)"
ACTION = "http://developer.intuit.com/"
LOOPBACK = "127.0.0.1"
REDIRECTS = 5
CLOSED = "The underlying connection was closed: The connection was closed unexpectedly."
TIMED_OUT = "The operation has timed out"


class Unreachable(Exception):
    """No complete answer came back."""


class CertificateRefused(Unreachable):
    """The server's certificate is not one that Windows trusts."""


@dataclass
class Reply:
    """One HTTP answer, read completely."""

    status: int
    reason: str
    content_type: str
    body: bytes
    location: str = ""


@dataclass
class Transport:
    """`timeout` (seconds) is how long one answer may take; None is no limit.

    `expect` sends Expect: 100-continue; the body follows without waiting, as .NET's does after 350 ms.
    `user_agent` is left out when it is empty. `newest_tls` is "1.2" or "1.3"; below 1.2 nothing is spoken.
    """

    timeout: float | None = 100
    expect: bool = True
    user_agent: str = ""
    newest_tls: str = "1.2"

    def post(self, address: str, method: str, body: bytes, *, sent: int | None = None, hang_up: bool = False) -> Reply:
        """One SOAP call. `sent` cuts the connection after so many bytes of the body, `hang_up` before the answer."""
        parts = urlsplit(address)
        connection = self._connection(parts)
        try:
            self._send(connection, parts, method, body if sent is None else body[:sent], len(body))
            if sent is not None or hang_up:
                raise Unreachable(CLOSED)
            return _read(connection.getresponse())
        except OSError as error:
            raise _unreachable(error) from error
        except http.client.HTTPException as error:
            raise Unreachable(CLOSED) from error
        except UnicodeError as error:
            raise Unreachable(f"The remote name could not be resolved: {parts.hostname}") from error
        finally:
            connection.close()

    def get(self, address: str) -> Reply:
        """A plain GET; redirections are followed as .NET's HttpWebRequest does."""
        for _ in range(REDIRECTS):
            reply = self._get_once(address)
            if reply.status not in (301, 302, 303, 307, 308) or not reply.location:
                break
            address = urljoin(address, reply.location)
        return reply

    def _get_once(self, address: str) -> Reply:
        parts = urlsplit(address)
        connection = self._connection(parts)
        try:
            connection.putrequest("GET", _target(parts), skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", parts.netloc.rpartition("@")[2])
            connection.putheader("Connection", "close")
            connection.endheaders()
            return _read(connection.getresponse())
        except OSError as error:
            raise _unreachable(error) from error
        except http.client.HTTPException as error:
            raise Unreachable(CLOSED) from error
        except UnicodeError as error:
            raise Unreachable(f"The remote name could not be resolved: {parts.hostname}") from error
        finally:
            connection.close()

    def _connection(self, parts: SplitResult) -> http.client.HTTPConnection:
        host = LOOPBACK if parts.hostname == "localhost" and parts.scheme == "http" else parts.hostname
        if parts.scheme == "https":
            context = self._tls()
            return http.client.HTTPSConnection(host, parts.port, timeout=self.timeout, context=context)
        return http.client.HTTPConnection(host, parts.port, timeout=self.timeout)

    def _tls(self) -> ssl.SSLContext:
        """What Windows trusts and speaks (spec qbd 1.7)."""
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.maximum_version = ssl.TLSVersion.TLSv1_2 if self.newest_tls == "1.2" else ssl.TLSVersion.TLSv1_3
        return context

    def _send(
        self, connection: http.client.HTTPConnection, parts: SplitResult, method: str, body: bytes, length: int
    ) -> None:
        connection.putrequest("POST", _target(parts), skip_host=True, skip_accept_encoding=True)
        if self.user_agent:
            connection.putheader("User-Agent", self.user_agent)
        connection.putheader("Content-Type", "text/xml; charset=utf-8")
        connection.putheader("SOAPAction", f'"{ACTION}{method}"')
        connection.putheader("Host", parts.netloc.rpartition("@")[2])
        connection.putheader("Content-Length", str(length))
        if self.expect:
            connection.putheader("Expect", "100-continue")
        connection.putheader("Connection", "close")
        connection.endheaders(body)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _read(answer: http.client.HTTPResponse) -> Reply:
    body = answer.read()
    found = answer.headers.get
    return Reply(answer.status, answer.reason, found("Content-Type") or "", body, found("Location") or "")


def _unreachable(error: OSError) -> Unreachable:
    if isinstance(error, ssl.SSLError):
        return CertificateRefused(f"Could not establish trust relationship for the SSL/TLS secure channel. {error}")
    if isinstance(error, TimeoutError):
        return Unreachable(TIMED_OUT)
    if isinstance(error, ConnectionError) and not isinstance(error, ConnectionRefusedError):
        return Unreachable(CLOSED)
    return Unreachable(f"Unable to connect to the remote server. {error.strerror or error}")
