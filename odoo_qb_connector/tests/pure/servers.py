"""Local servers that do exactly what a test tells them: one on raw sockets for what HTTP libraries would
not do, one that speaks HTTP."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE = 5.0
"""Seconds after which a test's server gives up, so that a mistake fails instead of hanging."""

Script = Callable[[socket.socket], None]


class RawServer:
    """Every connection is handed to the next script, the last one again and again."""

    def __init__(self, *scripts: Script):
        self._scripts = list(scripts)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.02)
        self._over = False
        self._open: list[socket.socket] = []
        self.connections = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}/v3"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_exception):
        self._over = True
        self._thread.join(PATIENCE)
        for one in (self._listener, *self._open):
            with suppress(OSError):
                one.close()

    def _serve(self):
        while not self._over:
            try:
                connection, _address = self._listener.accept()
            except TimeoutError:
                continue
            self.connections += 1
            self._open.append(connection)
            connection.settimeout(PATIENCE)
            script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
            threading.Thread(target=self._play, args=(script, connection), daemon=True).start()

    @staticmethod
    def _play(script: Script, connection: socket.socket):
        with suppress(OSError), connection:
            script(connection)


def read_request(connection: socket.socket) -> bytes:
    """One whole request, headers and body."""
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return data
        data += chunk
    head, body = data.split(b"\r\n\r\n", 1)
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")),
        0,
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def reset(connection: socket.socket) -> None:
    """Close so that the other side sees a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


class HttpServer:
    """Answers with `answer(method, path, headers, body) -> (status, headers, body)` and keeps what it was
    asked.
    """

    def __init__(self, answer):
        self.requests: list[tuple[str, str, dict, bytes]] = []
        kept, lock = self.requests, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {key.lower(): value for key, value in self.headers.items()}
                with lock:
                    kept.append((self.command, self.path, headers, body))
                status, more, out = answer(self.command, self.path, headers, body)
                out = out if isinstance(out, bytes) else json.dumps(out).encode()
                self.send_response(status)
                for key, value in {"Content-Type": "application/json", **more}.items():
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(out)))
                self.end_headers()
                with suppress(OSError):
                    self.wfile.write(out)

            do_GET = do_POST = _answer

            def log_message(self, *_arguments):
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_exception):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(PATIENCE)
