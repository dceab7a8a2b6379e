"""HTTP/1.1 on 127.0.0.1 with keep-alive, one thread per connection; connections can be cut on purpose."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import sys
import threading
from collections.abc import Callable
from http.client import responses as reasons
from http.server import BaseHTTPRequestHandler

from .messages import Request, Response
from .workers import Workers

LOOPBACK = "127.0.0.1"
WIRE_LIMIT_BYTES = 128 * 1024 * 1024  # above this the body is not even read; uploads may have 100 MB (spec qbo 2.1)

Handle = Callable[[Request], Response]


class Dropped(Exception):
    """The connection is gone or must go; nothing more is sent."""


class Connection(BaseHTTPRequestHandler):
    """Reads requests from one socket until it is closed."""

    protocol_version = "HTTP/1.1"
    server: Listener
    disable_nagle_algorithm = True

    def handle(self) -> None:
        """Serve requests until the client or a cut ends the connection."""
        self.close_connection = False
        with self.server.keeping(self.connection), contextlib.suppress(Dropped, ConnectionError, ValueError):
            while not self.close_connection:
                self._serve_one()

    def _serve_one(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline:
            raise Dropped
        if len(self.raw_requestline) > 65536:
            self.requestline = self.request_version = self.command = ""
            self.send_error(414)
            raise Dropped
        if not self.parse_request():
            raise Dropped
        body = self._read_body()
        if body is None:
            self._send(Response(413, b"", "text/plain"), close=True)
            raise Dropped
        request = Request(
            self.command, self.path, self.headers, body, self.server.base, self._hang_up, self._answer_now
        )
        self._send(self.server.answer(request))

    def _read_body(self) -> bytes | None:
        """The request's body, None when it is larger than the wire takes."""
        if "chunked" in (self.headers.get("Transfer-Encoding") or "").lower():
            return self._read_chunks()
        length = int(self.headers.get("Content-Length") or 0)
        return None if length > WIRE_LIMIT_BYTES else self._exactly(length)

    def _read_chunks(self) -> bytes | None:
        parts: list[bytes] = []
        total = 0
        while size := int(self.rfile.readline(1024).split(b";")[0].strip() or b"0", 16):
            total += size
            if total > WIRE_LIMIT_BYTES:
                return None
            parts.append(self._exactly(size))
            self.rfile.readline(1024)
        while self.rfile.readline(65537).strip():
            pass
        return b"".join(parts)

    def _exactly(self, length: int) -> bytes:
        data = self.rfile.read(length) if length else b""
        if len(data) != length:
            raise Dropped
        return data

    def _send(self, response: Response, *, close: bool = False) -> None:
        """Write the answer in one piece, so that a cut is a cut and not a half packet by accident."""
        if response.cut:
            if response.sent:
                self.connection.sendall(self._bytes(response, close=False)[: response.sent])
            self._hang_up()
            raise Dropped
        close = close or self.close_connection
        self.connection.sendall(self._bytes(response, close=close))

    def _bytes(self, response: Response, *, close: bool) -> bytes:
        lines = [
            f"HTTP/1.1 {response.status} {reasons.get(response.status, 'Unknown')}",
            f"Date: {self.date_time_string()}",
            f"Content-Type: {response.content_type}",
            f"Content-Length: {len(response.body)}",
            *(f"{name}: {value}" for name, value in response.headers),
            f"Connection: {'close' if close else 'keep-alive'}",
        ]
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")
        return head if self.command == "HEAD" else head + response.body

    def _answer_now(self, response: Response) -> None:
        """Answer before the handler has ended; nothing that it returns is sent any more."""
        with contextlib.suppress(OSError):  # the client may have gone
            self._send(response, close=True)
        self._hang_up()

    def _hang_up(self) -> None:
        """Drop the connection now."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is written: the request log of the control interface is the log."""


class Listener(socketserver.TCPServer):
    """The listening socket. `answer` is called in the connection's own thread."""

    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self, port: int, answer: Handle) -> None:
        self.answer = answer
        self._open: set[socket.socket] = set()
        self._workers = Workers("simulator-http")
        self._lock = threading.Lock()
        super().__init__((LOOPBACK, port), Connection)
        self.base = f"http://{LOOPBACK}:{self.server_address[1]}"

    @contextlib.contextmanager
    def keeping(self, connection: socket.socket):
        """Remember an open connection, so that a stop can end it."""
        with self._lock:
            self._open.add(connection)
        try:
            yield
        finally:
            with self._lock:
                self._open.discard(connection)

    def process_request(self, request: socket.socket, client_address: object) -> None:
        """Serve a new connection in a thread of its own."""
        self._workers.run(lambda: self._serve(request, client_address))

    def _serve(self, request: socket.socket, client_address: object) -> None:
        try:
            self.finish_request(request, client_address)
        except Exception:  # noqa: BLE001, shown by handle_error
            self.handle_error(request, client_address)
        finally:
            self.shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is daily life; anything else is a fault of the simulator and is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def stop(self) -> None:
        """End the listener and every open connection."""
        self.shutdown()
        self.server_close()
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._workers.stop()
