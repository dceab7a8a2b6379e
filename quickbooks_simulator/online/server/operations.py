"""What an API call does once it is let in: read, write, query, CDC, batch (spec qbo 1.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from ... import clock
from ..company import Companies, Company
from ..faults import (
    Error,
    Fault,
    invalid_date_format,
    not_simulated,
    required,
    unsupported_object,
    unsupported_operation,
)
from .addresses import OPERATIONS, Address
from .messages import Request
from .payloads import includes, json_object, statement
from .query_engine import QueryEngine
from .query_filters import parse_time

CDC_OBJECTS = 1000  # in one response (spec qbo 2.1)
CDC_WINDOW = timedelta(days=30)  # spec qbo 8.4

Strike = Callable[[str, str, str], None]  # raises the Fault ordered for (entity, operation, bId)


@dataclass
class Context:
    """What one call works with."""

    companies: Companies
    company: Company
    entities: Mapping[str, str]  # lower-case name -> Intuit's name
    request: Request
    address: Address
    strike: Strike  # faults ordered for the books
    request_id: str | None = None

    @property
    def engine(self) -> QueryEngine:
        return QueryEngine(self.companies, self.company, self.entities)


def perform(context: Context) -> dict:
    """The body of the 200 answer, without `time`; Fault for a refusal."""
    from .batch import batch  # batch performs operations: a late import instead of a circle

    if context.address.fault is not None:
        raise context.address.fault
    handlers = {
        "read": read,
        "write": write,
        "query": query,
        "cdc": cdc,
        "batch": batch,
        "upload": attachments,
        "download": attachments,
        "taxservice": tax_service,
        "exchangerate": exchange_rate,
    }
    return handlers[context.address.operation](context)


def operation_of(request: Request, body: dict) -> str:
    """create, update, delete or void of a POST to an entity (spec qbo 1.3)."""
    asked = request.query.get("operation")
    if asked is None:
        return "update" if body.get("Id") not in (None, "") else "create"
    if asked.lower() not in OPERATIONS:
        raise unsupported_operation(f"operation={asked} of {request.path}")
    return OPERATIONS[asked.lower()]


def read(context: Context) -> dict:
    """GET {entity}/{id}."""
    entity = context.address.entity
    context.strike(entity, "read", "")
    object_id = context.address.object_id
    if entity == "CompanyInfo" and object_id == context.company.realm_id:
        object_id = "1"  # the address carries the realm, the entity the id 1
    return {entity: context.company.read(entity, object_id)}


def write(context: Context) -> dict:
    """POST {entity}: create, update, delete, void."""
    body = json_object(context.request)
    operation = operation_of(context.request, body)
    context.strike(context.address.entity, operation, "")
    include = includes(context.request.query.get("include", ""))
    entity = context.address.entity
    if context.company.switch("void_form") == "documented":
        _check_void_form(entity, operation, include)
    return {entity: context.company.write(entity, operation, body, include=include)}


def _check_void_form(entity: str, operation: str, include: frozenset[str]) -> None:
    """An invoice is voided by operation=void, everything else by include=void on an update (spec qbo 1.3)."""
    if operation == "void" and entity != "Invoice":
        raise unsupported_operation(f"operation=void of {entity}")
    if entity == "Invoice" and "void" in include:
        raise unsupported_operation("include=void of Invoice")


def query(context: Context) -> dict:
    """GET or POST query."""
    text = statement(context.request)
    context.strike("", "query", "")
    return {"QueryResponse": context.engine.run(text)}


def tax_service(context: Context) -> dict:
    """POST taxservice/taxcode: the answer is the bare object, or wrapped (a switch)."""
    body = json_object(context.request)
    context.strike("TaxService", "create", "")
    made = context.company.write("TaxService", "create", body)
    return {"TaxService": made} if context.company.switch("tax_service_answer") == "wrapped" else made


def attachments(context: Context) -> dict:
    """upload and download: attachments are not simulated."""
    raise not_simulated(f"{context.address.operation} (attachments)")


def exchange_rate(context: Context) -> dict:
    """GET exchangerate?sourcecurrencycode=..&asofdate=.. (spec qbo 7.1)."""
    if "exchangerate" not in context.entities:
        raise not_simulated("exchangerate")
    currency = context.request.query.get("sourcecurrencycode")
    if not currency:
        raise required("sourcecurrencycode")
    day = context.request.query.get("asofdate") or clock.today().isoformat()
    return {"ExchangeRate": context.company.read("ExchangeRate", f"{currency.upper()}/{day}")}


def cdc(context: Context) -> dict:
    """GET cdc?entities=A,B&changedSince=... (spec qbo 8.4)."""
    parameters = context.request.query
    names = parameters.get("entities", "")
    context.strike(names, "cdc", "")
    return {"CDCResponse": [changes(context, names, parameters.get("changedSince", ""))]}


def changes(context: Context, names: str, since_text: str) -> dict:
    """One QueryResponse per requested entity, in order, {} where nothing changed."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if not wanted:
        raise required("entities")
    since = _since(context.company, since_text)
    room = CDC_OBJECTS
    answers: list[dict] = []
    for name in wanted:
        entity = _cdc_entity(context, name)
        found = context.company.changed_since(entity, since, room)
        if context.company.switch("cdc_limit_scope") == "response":
            room -= len(found)
        answers.append({entity: found, "startPosition": 1, "maxResults": len(found)} if found else {})
    return {"QueryResponse": answers}


def _cdc_entity(context: Context, name: str) -> str:
    entity = context.entities.get(name.lower())
    if entity is None or entity == "TaxService":
        raise unsupported_object(name)
    if not context.company.fields(entity).cdc and context.company.switch("cdc_leaves_out") == "tax":
        raise unsupported_object(name)
    return entity


def _since(company: Company, text: str):
    """changedSince as a time; more than 30 days back is refused or clipped (a switch)."""
    if not text:
        raise required("changedSince")
    try:
        since = parse_time(text)
    except ValueError:
        raise invalid_date_format("changedSince", text) from None
    oldest = clock.now() - CDC_WINDOW
    if since < oldest:
        if company.switch("cdc_over_30_days") == "refuse":
            raise _too_old(text)
        since = oldest
    return since


def _too_old(text: str) -> Fault:
    message = "Invalid Date"
    return Fault(Error("2070", message, f"{message} : changedSince is more than 30 days ago: {text}", "changedSince"))
