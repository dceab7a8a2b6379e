"""The control interface: JSON over HTTP below /control. See the package's README, section Desktop."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from ... import clock
from ...online.server.answers import plain_json
from ...online.server.control_bodies import BadControl, body_of, seconds_of
from ...online.server.messages import Request, Response
from ..hresults import HResultError
from ..statuses import Status
from .control_company import COMPANY_ROUTES
from .control_quickbooks import QUICKBOOKS_ROUTES

if TYPE_CHECKING:
    from .server import AgentServer

Route = Callable[..., object]


class Control:
    """Finds the route and answers; every problem is a 400 with a sentence."""

    def __init__(self, server: AgentServer) -> None:
        self.server = server
        routes: dict[tuple[str, str], Route] = {**_ROUTES, **QUICKBOOKS_ROUTES, **COMPANY_ROUTES}
        self._routes = [
            (method, re.compile("/control" + re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)), route)
            for (method, path), route in routes.items()
        ]

    def handle(self, request: Request) -> Response:
        """The answer to one control call."""
        path = request.path.rstrip("/")
        for method, pattern, route in self._routes:
            match = pattern.fullmatch(path)
            if match and method == request.method:
                return self._run(route, request, match.groupdict())
        known = [f"{method} {pattern.pattern}" for method, pattern, _ in self._routes]
        return plain_json({"error": f"no control call {request.method} {path}", "known": known}, 404)

    def _run(self, route: Route, request: Request, names: dict[str, str]) -> Response:
        try:
            return plain_json(route(self.server, request, **names))
        except KeyError as error:
            return plain_json({"error": f"missing or unknown: {error}"}, 400)
        except (StopIteration, ValueError, TypeError, HResultError, Status) as error:
            return plain_json({"error": str(error) or "there is no such application"}, 400)


def summary(server: AgentServer, request: Request) -> dict:
    """GET /control"""
    connector = server.connector
    return {
        "now": clock.now().isoformat(),
        "running": connector.running,
        "updates": connector.finished,
        "auto_run": connector.auto_run,
        "company_file": connector.station.company.company_file,
        "applications": [
            {
                "name": known.name,
                "url": known.qwc.app_url,
                "interval": known.qwc.interval if known.every is None else known.every,
                "next_run": known.next_run.isoformat() if known.next_run else None,
            }
            for known in connector.applications
        ],
    }


def read_clock(server: AgentServer, request: Request) -> dict:
    """GET /control/clock"""
    return {"now": clock.now().isoformat()}


def move_clock(server: AgentServer, request: Request) -> dict:
    """POST /control/clock {"advance": seconds} | {"set": ISO time} | {"reset": true}"""
    body = body_of(request, "advance", "set", "reset")
    if len(body) != 1:
        raise BadControl("give exactly one of advance, set, reset")
    if "advance" in body:
        clock.advance(float(body["advance"]))
    elif "set" in body:
        clock.set(datetime.fromisoformat(body["set"]))
    else:
        clock.reset()
    server.connector.waiter.look()
    return read_clock(server, request)


def run_now(server: AgentServer, request: Request) -> dict:
    """POST /control/run {"app": name}: an update now; answers when it has ended, with how."""
    body = body_of(request, "app")
    connector = server.connector
    return connector.update(connector.named(body.get("app"))).shown()


def set_auto_run(server: AgentServer, request: Request) -> dict:
    """POST /control/auto-run {"on": bool, "every": seconds or null, "app": name}"""
    body = body_of(request, "on", "every", "app")
    connector = server.connector
    if "every" in body:
        application = connector.named(body.get("app"))
        application.every = None if body["every"] is None else float(body["every"])
        application.next_run = clock.now()
    if "on" in body:
        connector.auto_run = bool(body["on"])
    connector.waiter.wake()
    return {"on": connector.auto_run}


def list_updates(server: AgentServer, request: Request) -> dict:
    """GET /control/updates: how each update ended, oldest first"""
    return {"updates": [outcome.shown() for outcome in list(server.connector.updates)]}


def wait_updates(server: AgentServer, request: Request) -> dict:
    """GET /control/updates/wait?count=N&seconds=10"""
    count = int(request.query.get("count", 1))
    return {"ended": server.connector.wait_updates(count, seconds_of(request)), "updates": server.connector.finished}


def wait_idle(server: AgentServer, request: Request) -> dict:
    """GET /control/idle?seconds=10"""
    return {"idle": server.connector.wait_idle(seconds_of(request))}


def read_log(server: AgentServer, request: Request) -> dict:
    """GET /control/log?session=N: every call, oldest first"""
    wanted = request.query.get("session")
    found = [entry for entry in server.connector.journal.entries() if wanted in (None, str(entry.session))]
    return {"log": [entry.shown() for entry in found]}


def read_lines(server: AgentServer, request: Request) -> dict:
    """GET /control/log/lines: QWCLog"""
    return {"lines": server.connector.journal.lines()}


def clear_log(server: AgentServer, request: Request) -> dict:
    """DELETE /control/log"""
    server.connector.journal.clear()
    return {"log": []}


def order_faults(server: AgentServer, request: Request) -> dict:
    """POST /control/faults: one order, or {"faults": [...]}"""
    body = body_of(request)
    wishes = body.get("faults", [body])
    return {"faults": [server.connector.orders.add(wish).shown() for wish in wishes]}


def list_faults(server: AgentServer, request: Request) -> dict:
    """GET /control/faults"""
    return {"faults": [order.shown() for order in server.connector.orders.list()]}


def clear_faults(server: AgentServer, request: Request) -> dict:
    """DELETE /control/faults"""
    server.connector.orders.clear()
    return {"faults": []}


def release_fault(server: AgentServer, request: Request, order: str) -> dict:
    """POST /control/faults/{id}/release"""
    return {"released": server.connector.orders.release(int(order))}


def wait_fault(server: AgentServer, request: Request, order: str) -> dict:
    """GET /control/faults/{id}/wait?seconds=10&times=1"""
    times = int(request.query.get("times", 1))
    return {"fired": server.connector.orders.wait_fired(int(order), seconds_of(request), times)}


def list_switches(server: AgentServer, request: Request) -> dict:
    """GET /control/switches: the Web Connector's"""
    return {"switches": server.connector.switches.shown()}


def set_switches(server: AgentServer, request: Request) -> dict:
    """POST /control/switches {name: value}"""
    for name, value in body_of(request).items():
        server.connector.switches.set(name, value)
    return list_switches(server, request)


_ROUTES: dict[tuple[str, str], Route] = {
    ("GET", ""): summary,
    ("GET", "/clock"): read_clock,
    ("POST", "/clock"): move_clock,
    ("POST", "/run"): run_now,
    ("POST", "/auto-run"): set_auto_run,
    ("GET", "/updates"): list_updates,
    ("GET", "/updates/wait"): wait_updates,
    ("GET", "/idle"): wait_idle,
    ("GET", "/log"): read_log,
    ("GET", "/log/lines"): read_lines,
    ("DELETE", "/log"): clear_log,
    ("POST", "/faults"): order_faults,
    ("GET", "/faults"): list_faults,
    ("DELETE", "/faults"): clear_faults,
    ("POST", "/faults/{order}/release"): release_fault,
    ("GET", "/faults/{order}/wait"): wait_fault,
    ("GET", "/switches"): list_switches,
    ("POST", "/switches"): set_switches,
}
