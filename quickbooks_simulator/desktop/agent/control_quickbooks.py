"""Control calls about the PC: is QuickBooks running, which file is open, whom does the file belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...online.server.control_bodies import BadControl, body_of
from ...online.server.messages import Request
from .workstation import APP_LOCK, FILE_ID

if TYPE_CHECKING:
    from .server import AgentServer


def read(server: AgentServer, request: Request) -> dict:
    """GET /control/quickbooks"""
    station = server.connector.station
    return {
        "running": station.running,
        "open": station.open.company_file if station.open else None,
        "machine": station.machine,
        "company_files": [company.company_file for company in station.companies.list()],
    }


def change(server: AgentServer, request: Request) -> dict:
    """POST /control/quickbooks {"running": bool, "open": company file or null, "machine": name of the PC}"""
    body = body_of(request, "running", "open", "machine")
    station = server.connector.station
    if "open" in body:
        company = station.companies.find(body["open"]) if body["open"] else None
        if body["open"] and company is None:
            raise BadControl(f"there is no company file {body['open']}")
        station.open = company
    station.running = bool(body.get("running", station.running))
    station.machine = body.get("machine", station.machine)
    return read(server, request)


def create(server: AgentServer, request: Request) -> dict:
    """POST /control/company-files {"company_file", "edition", "country", "multicurrency"}: another file"""
    body = body_of(request, "company_file", "edition", "country", "multicurrency")
    company = server.connector.station.companies.create(**body)
    return {"realm_id": company.realm_id, "company_file": company.company_file}


def read_claims(server: AgentServer, request: Request) -> dict:
    """GET /control/claims: FileID and AppLock in the company file, by application"""
    company = server.connector.station.company
    return {
        known.name: {name: company.data_extension(known.qwc.owner_id, name) for name in (FILE_ID, APP_LOCK)}
        for known in server.connector.applications
    }


def set_claims(server: AgentServer, request: Request) -> dict:
    """POST /control/claims {"app": name, "FileID": text or null, "AppLock": text or null}"""
    body = body_of(request, "app", FILE_ID, APP_LOCK)
    application = server.connector.named(body.pop("app", None))
    for name, value in body.items():
        server.connector.station.company.set_data_extension(application.qwc.owner_id, name, value)
    return read_claims(server, request)


QUICKBOOKS_ROUTES = {
    ("GET", "/quickbooks"): read,
    ("POST", "/quickbooks"): change,
    ("POST", "/company-files"): create,
    ("GET", "/claims"): read_claims,
    ("POST", "/claims"): set_claims,
}
