"""Whether a byte of a request has left this machine: measured, not guessed.

`requests` raises the same ConnectionError for "refused" and for "cut after everything was sent", and an
SSLError both in the handshake and while the answer is read. So the connections themselves note what they did.
Nothing has left only when a connection noted this flight (the proof that notes are kept) and no byte of the
request was handed to its socket.
"""

from __future__ import annotations

import threading

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_current = threading.local()


class Flight:
    """One request on its way, in one thread: `with Flight() as flight: session.send(...)`."""

    def __init__(self):
        self.noted = False
        self.tunnelling = False
        self.left = False

    def __enter__(self) -> Flight:
        _current.flight = self
        return self

    def __exit__(self, *_exception) -> None:
        _current.flight = None

    @property
    def never_left(self) -> bool:
        """True only on proof: a connection noted this flight, and no byte of the request was written."""
        return self.noted and not self.left


def _flight() -> Flight:
    return getattr(_current, "flight", None) or Flight()


class _Noting:
    """For a connection class: notes when it connects or begins a request, and when it writes one."""

    def connect(self):
        _flight().noted = True
        return super().connect()

    def putrequest(self, *args, **more):
        _flight().noted = True
        return super().putrequest(*args, **more)

    def _tunnel(self):
        """The CONNECT to a proxy is not the request."""
        flight = _flight()
        flight.tunnelling = True
        result = super()._tunnel()
        flight.tunnelling = False
        return result

    def send(self, data):
        if self.sock is None and self.auto_open:
            self.connect()
        flight = _flight()
        if not flight.tunnelling:
            flight.left = True
        return super().send(data)


class _NotingHTTPConnection(_Noting, HTTPConnection):
    pass


class _NotingHTTPSConnection(_Noting, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _NotingHTTPConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _NotingHTTPSConnection


_POOLS = {"http": _HTTPPool, "https": _HTTPSPool}


class NotingAdapter(HTTPAdapter):
    """requests' adapter with noting connections, direct and through a proxy, and without any repetition of
    its own."""

    def __init__(self):
        super().__init__(max_retries=0, pool_maxsize=1)

    def init_poolmanager(self, *args, **more):
        result = super().init_poolmanager(*args, **more)
        self.poolmanager.pool_classes_by_scheme = _POOLS
        return result

    def proxy_manager_for(self, *args, **more):
        manager = super().proxy_manager_for(*args, **more)
        manager.pool_classes_by_scheme = _POOLS
        return manager
