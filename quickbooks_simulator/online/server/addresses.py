"""What an address below /v3/company means: realm, entity, operation, id (spec qbo 1.1, 1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..faults import Fault, unsupported_operation
from .messages import Request

PREFIX = "/v3/company/"
OPERATIONS = {"delete": "delete", "void": "void", "update": "update"}

# Entities that have no id of their own in the address, or one that is the realm's (spec qbo 1.1).
SINGLE = {"preferences": "Preferences", "companyinfo": "CompanyInfo", "exchangerate": "ExchangeRate"}


@dataclass(frozen=True)
class Address:
    """One API call's target. `entity` is Intuit's entity name, or query, batch, cdc, upload, taxservice."""

    realm_id: str
    operation: str  # read query cdc batch upload download write exchangerate taxservice unsupported
    entity: str = ""
    object_id: str = ""
    fault: Fault | None = None  # why the address is not supported


def unsupported(request: Request, detail: str | None = None) -> Fault:
    """Code 500 in the recorded wording (spec qbo 3.4)."""
    path = request.path
    return unsupported_operation(
        detail or f"Could not find resource for relative : {path} of full path: {request.base}{request.target}"
    )


def parse(request: Request, entities: Mapping[str, str]) -> Address:
    """The meaning of the request's path; `entities` maps lower-case names to Intuit's names."""
    realm_id, _, rest = request.path[len(PREFIX) :].partition("/")
    parts = rest.split("/") if rest else []
    odd = Address(realm_id, "unsupported", fault=unsupported(request))
    if request.method not in ("GET", "POST") or not parts:
        return odd
    name = parts[0].lower()
    found = _endpoint(request.method, realm_id, name, parts) or _entity(request.method, realm_id, name, parts, entities)
    return found or odd


def _endpoint(method: str, realm_id: str, name: str, parts: list[str]) -> Address | None:
    """query, cdc, batch, upload, download, taxservice, exchangerate."""
    lone = len(parts) == 1
    if name == "query" and lone:
        return Address(realm_id, "query")
    if name == "cdc" and lone and method == "GET":
        return Address(realm_id, "cdc")
    if name == "batch" and lone and method == "POST":
        return Address(realm_id, "batch")
    if name == "upload" and lone and method == "POST":
        return Address(realm_id, "upload", "Attachable")
    if name == "download" and len(parts) == 2 and method == "GET":
        return Address(realm_id, "download", "Attachable", parts[1])
    if name == "taxservice" and method == "POST" and [part.lower() for part in parts[1:]] == ["taxcode"]:
        return Address(realm_id, "taxservice", "TaxService")
    if name == "exchangerate" and lone and method == "GET":
        return Address(realm_id, "exchangerate", "ExchangeRate")
    return None


def _entity(method: str, realm_id: str, name: str, parts: list[str], entities: Mapping[str, str]) -> Address | None:
    """`{entity}` by POST, `{entity}/{id}` by GET; `preferences` alone by GET."""
    entity = entities.get(name)
    if entity is None:
        return None
    if method == "POST":
        return Address(realm_id, "write", entity) if len(parts) == 1 else None
    if len(parts) == 1 and name == "preferences":
        return Address(realm_id, "read", entity, "1")
    return Address(realm_id, "read", entity, parts[1]) if len(parts) == 2 and parts[1] else None
