"""`quickbooks_simulator desktop`: QuickBooks Desktop and the Web Connector on this machine.

Standard output carries one line of JSON with --control, and nothing else; QWCLog goes to standard error.
"""

from __future__ import annotations

import argparse
import errno
import json
import signal
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ..company import DesktopCompanies
from . import qwc
from .codes import QbwcError
from .connector import WebConnector
from .journal import LEVELS, Journal
from .lock import UpdateLock
from .orders import BadOrder, Orders
from .server import LAST_UPDATE_SECONDS, AgentServer
from .switches import Switches
from .workstation import Workstation

FAILED, USAGE_ERROR = 1, 2
EDITIONS = ("Pro", "Premier", "Enterprise")
COUNTRIES = ("US", "CA", "UK")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line takes."""
    add = parser.add_argument
    add("--qwc", action="append", required=True, metavar="FILE", help="the application's .qwc file; several: one each")
    add("--password", action="append", required=True, metavar="TEXT", help="as typed into the Web Connector; one each")
    add("--company", metavar="FILE", help="company file that is open; made when the books have none of that name")
    add("--edition", choices=EDITIONS, default="Premier", help="of a fresh company file")
    add("--country", choices=COUNTRIES, default="US", help="of a fresh company file")
    add("--multicurrency", action="store_true", help="a fresh company file has multicurrency on")
    add("--once", action="store_true", help="one update of each application, then end: status 0 when it went well")
    add("--every", type=float, metavar="S", help="seconds between updates instead of the file's; 0: without a pause")
    add("--paused", action="store_true", help="Auto-Run is off until the control interface says otherwise")
    add("--added", action="store_true", help="the file was added before: leave out the GETs of add time")
    add("--control", action="store_true", help="serve the control interface and the books page")
    add("--port", type=int, default=0, help="of the control interface; 0 (default) takes a free port")
    add("--data", metavar="FILE", help="keep the books in this SQLite file and continue it")
    add("--log", choices=[level.lower() for level in LEVELS], default="debug", help="QWCLog on standard error")
    add("--switch", action="append", default=[], metavar="NAME=JSON", help="an unconfirmed behaviour, see the README")
    add("--fault", action="append", default=[], metavar="JSON", help="an ordered fault, as the control interface's")


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status."""
    try:
        return _run(options)
    except (BadOrder, KeyError, ValueError) as error:
        return _complain(f"The command line cannot be understood: {error}", USAGE_ERROR)
    except QbwcError as error:
        return _complain(str(error), USAGE_ERROR)
    except sqlite3.Error as error:
        return _complain(f"{options.data} cannot be used as a file of books: {error}.", USAGE_ERROR)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            text = f"Port {options.port} of 127.0.0.1 is taken: choose another one or --port 0."
            return _complain(text, USAGE_ERROR)
        return _complain(f"The simulator cannot start: {error}.", USAGE_ERROR)


def _run(options: argparse.Namespace) -> int:
    switches = Switches(**dict(_switch(text) for text in options.switch))
    orders = Orders([json.loads(text) for text in options.fault])
    files = [qwc.load(path, unknown=switches["qwc_unknown_elements"]) for path in options.qwc]
    passwords = options.password * len(files) if len(options.password) == 1 else options.password
    if len(passwords) != len(files):
        raise ValueError("give one --password, or one for each --qwc")
    _check_something_runs(options, files)
    companies = DesktopCompanies(options.data)
    try:
        connector = _connector(options, companies, switches, orders)
        for file, password in zip(files, passwords, strict=True):
            connector.add(file, password, probe=not options.added, every=options.every)
        return _once(connector) if options.once else _serve(options, connector)
    finally:
        companies.close()


def _check_something_runs(options: argparse.Namespace, files: list[qwc.QwcFile]) -> None:
    if options.paused and not options.control:
        raise ValueError("--paused without --control: nothing would ever run")
    if options.once or options.control or options.every is not None or any(file.interval for file in files):
        return
    raise ValueError("no .qwc file holds a Scheduler: nothing would run; use --once, --every or --control")


def _connector(
    options: argparse.Namespace, companies: DesktopCompanies, switches: Switches, orders: Orders
) -> WebConnector:
    station = Workstation(companies, _company(options, companies))
    journal = Journal(options.log.upper(), lambda line: print_line(sys.stderr, line))
    lock = UpdateLock(f"{options.data}.update-lock" if options.data else None)
    return WebConnector(station, switches=switches, orders=orders, journal=journal, lock=lock)


def _company(options: argparse.Namespace, companies: DesktopCompanies):
    """The company file that is open: --company, else the oldest of the books, else a fresh one."""
    found = companies.find(options.company) if options.company else next(iter(companies.list()), None)
    return found or companies.create(
        company_file=options.company,
        edition=options.edition,
        multicurrency=options.multicurrency,
        country=options.country,
    )


def _once(connector: WebConnector) -> int:
    """One update of each application; the sentence of the first that failed."""
    outcomes = [connector.update(application) for application in connector.applications]
    failed = [outcome for outcome in outcomes if not outcome.ok]
    return _complain("\n".join(outcome.sentence for outcome in failed), FAILED) if failed else 0


def _serve(options: argparse.Namespace, connector: WebConnector) -> int:
    """Poll until SIGTERM or SIGINT."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    connector.on_failure = stopping.set
    connector.auto_run = not options.paused
    with _serving(options, connector):
        stopping.wait()
    return FAILED if connector.failed else 0


@contextmanager
def _serving(options: argparse.Namespace, connector: WebConnector) -> Iterator[None]:
    """Auto-Run in the background, with --control behind its control interface."""
    if options.control:
        with AgentServer(connector, port=options.port) as server:
            print_line(sys.stdout, json.dumps(server.ready_line()))
            yield
        return
    thread = threading.Thread(target=connector.run, name="web-connector", daemon=True)
    thread.start()
    yield
    connector.stop()
    thread.join(LAST_UPDATE_SECONDS)


def _switch(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ValueError(f"--switch takes NAME=JSON, not {text}")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def print_line(stream, line: str) -> None:
    stream.write(line + "\n")
    stream.flush()


def _complain(sentence: str, status: int) -> int:
    print_line(sys.stderr, sentence)
    return status
