"""The command line: `online` serves QuickBooks Online on 127.0.0.1; `desktop` plays QuickBooks Desktop with its Web
Connector.

Standard output carries exactly one line of JSON, when the server is ready; everything else goes to standard
error.
"""

from __future__ import annotations

import argparse
import errno
import json
import signal
import sqlite3
import sys
import threading

from .desktop.agent import command as desktop
from .online.server.application import OnlineServer

PROFILES = ("us-ast", "us-legacy", "ca", "uk", "au")
USAGE_ERROR = 2  # exit status for what a person has to change


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit status."""
    options = _parser().parse_args(arguments)
    return desktop.run(options) if options.product == "desktop" else serve(options)


def serve(options: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    try:
        server = OnlineServer(port=options.port, data=options.data, control=options.control, latency_ms=options.latency)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _complain(f"Port {options.port} of 127.0.0.1 is taken: choose another one or --port 0.")
        return _complain(f"The simulator cannot start: {error}.")
    except sqlite3.Error as error:
        return _complain(f"{options.data} cannot be used as a file of books: {error}.")
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    server.restore_clock()
    company, refresh_token = server.default_company(options.company, multicurrency=options.multicurrency)
    with server:
        sys.stdout.write(json.dumps(ready_line(server, company.realm_id, refresh_token)) + "\n")
        sys.stdout.flush()
        stopping.wait()
    return 0


def ready_line(server: OnlineServer, realm_id: str, refresh_token: str) -> dict:
    """What a caller needs to connect."""
    return {
        "api_base": server.api_base,
        "discovery": server.discovery,
        "client_id": server.tokens.client_id,
        "client_secret": server.tokens.client_secret,
        "realm_id": realm_id,
        "refresh_token": refresh_token,
        "control": server.control_base,
        "books": server.books_page(realm_id),
    }


def _complain(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return USAGE_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="quickbooks_simulator", description="A strict local QuickBooks.")
    editions = parser.add_subparsers(dest="product", required=True)
    online = editions.add_parser("online", help="QuickBooks Online over HTTP")
    online.add_argument("--port", type=int, default=0, help="0 (default) takes a free port")
    online.add_argument("--company", choices=PROFILES, default="us-ast", help="profile of a fresh company")
    online.add_argument("--multicurrency", action="store_true", help="the fresh company has multicurrency on")
    online.add_argument("--data", metavar="FILE", help="keep the books in this SQLite file and continue it")
    online.add_argument("--latency", type=float, default=0, metavar="MS", help="milliseconds added to each answer")
    online.add_argument("--control", action="store_true", help="serve the control interface")
    desktop.arguments(editions.add_parser("desktop", help="QuickBooks Desktop and its Web Connector"))
    return parser
