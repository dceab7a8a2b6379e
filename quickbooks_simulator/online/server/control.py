"""The control interface: JSON over HTTP below /control, only with --control. See the package's README."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from ... import clock
from ..faults import Fault
from . import answers
from .control_bodies import BadControl, body_of
from .control_company import COMPANY_ROUTES, create_company
from .messages import Request, Response

if TYPE_CHECKING:
    from .application import OnlineServer

Route = Callable[..., object]


class Control:
    """Finds the route and answers; every problem is a 400 with a sentence."""

    def __init__(self, server: OnlineServer) -> None:
        self.server = server
        routes: dict[tuple[str, str], Route] = {**_ROUTES, **COMPANY_ROUTES}
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
        return answers.plain_json({"error": f"no control call {request.method} {path}", "known": known}, 404)

    def _run(self, route: Route, request: Request, names: dict[str, str]) -> Response:
        realm_id = names.pop("realm", None)
        company = self.server.companies.get(realm_id) if realm_id else None
        if realm_id and company is None:
            return answers.plain_json({"error": f"there is no company {realm_id}"}, 404)
        try:
            arguments = [self.server, request] + ([company] if company else [])
            return answers.plain_json(route(*arguments, **names))
        except KeyError as error:
            return answers.plain_json({"error": f"missing or unknown: {error}"}, 400)
        except (ValueError, TypeError, Fault) as error:
            return answers.plain_json({"error": str(error)}, 400)


def summary(server: OnlineServer, request: Request) -> dict:
    """GET /control"""
    return {
        "api_base": server.api_base,
        "discovery": server.discovery,
        "client_id": server.tokens.client_id,
        "client_secret": server.tokens.client_secret,
        "now": clock.now().isoformat(),
        "latency_ms": server.api.latency_ms,
        "companies": [company.realm_id for company in server.companies.list()],
    }


def read_clock(server: OnlineServer, request: Request) -> dict:
    """GET /control/clock"""
    return {"now": clock.now().isoformat()}


def move_clock(server: OnlineServer, request: Request) -> dict:
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
    server.remember_clock()
    return read_clock(server, request)


def set_latency(server: OnlineServer, request: Request) -> dict:
    """POST /control/latency {"ms": 50}: milliseconds of the clock added to every API answer."""
    server.api.latency_ms = float(body_of(request, "ms")["ms"])
    return {"ms": server.api.latency_ms}


def read_meter(server: OnlineServer, request: Request) -> dict:
    """GET /control/meter: the monthly CorePlus cap."""
    return server.meter.monthly()


def set_meter(server: OnlineServer, request: Request) -> dict:
    """POST /control/meter {"limit": 500000 or null, "used": 499999}"""
    body = body_of(request, "limit", "used")
    server.meter.set_monthly(limit=body.get("limit"), used=body.get("used"))
    return server.meter.monthly()


def set_consent(server: OnlineServer, request: Request) -> dict:
    """POST /control/consent {"auto": realm id | "deny" | null}: what authorize does without asking."""
    server.oauth.auto_consent = body_of(request, "auto")["auto"]
    return {"auto": server.oauth.auto_consent}


def register_redirect(server: OnlineServer, request: Request) -> dict:
    """POST /control/redirect-uris {"redirect_uri": "https://..."}"""
    address = body_of(request, "redirect_uri")["redirect_uri"]
    if not str(address).startswith("https://"):
        raise BadControl("a registered redirect address is https (spec qbo 4.2)")
    server.tokens.register_redirect(address)
    return {"redirect_uris": server.tokens.redirect_uris}


def list_companies(server: OnlineServer, request: Request) -> dict:
    """GET /control/companies"""
    return {
        "companies": [
            {"realm_id": c.realm_id, "profile": c.profile, "multicurrency": c.multicurrency}
            for c in server.companies.list()
        ]
    }


_ROUTES: dict[tuple[str, str], Route] = {
    ("GET", ""): summary,
    ("GET", "/clock"): read_clock,
    ("POST", "/clock"): move_clock,
    ("POST", "/latency"): set_latency,
    ("GET", "/meter"): read_meter,
    ("POST", "/meter"): set_meter,
    ("POST", "/consent"): set_consent,
    ("POST", "/redirect-uris"): register_redirect,
    ("GET", "/companies"): list_companies,
    ("POST", "/companies"): create_company,
}
