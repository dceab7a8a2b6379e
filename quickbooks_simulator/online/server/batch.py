"""POST batch: every item stands alone (spec qbo 9)."""

from __future__ import annotations

from ..faults import (
    Fault,
    batch_too_big,
    conflict,
    invalid_length,
    invalid_property,
    not_simulated,
    required,
    unsupported_operation,
)
from .operations import Context, changes
from .payloads import includes, json_object
from .query_engine import entity_of

BID_WITH_REQUESTID = 10  # characters (spec qbo 1.5)
ITEM_OPERATIONS = ("create", "update", "delete", "void")
PAYLOADS = ("Query", "CDCQuery", "ReportQuery")
ITEM_KEYS = frozenset({"bId", "operation", "optionsData", *PAYLOADS})


def batch(context: Context) -> dict:
    """All items, one after the other, each with its own answer."""
    items = items_of(json_object(context.request))
    context.strike("", "batch", "")
    limit = context.company.switch("batch_hard_limit")
    if len(items) > limit:
        raise batch_too_big(limit)
    _check_ids(items, with_request_id=context.request_id is not None)
    for item in items:
        _check_keys(context, item)
    return {"BatchItemResponse": [_answer(context, item) for item in items]}


def items_of(body: dict) -> list[dict]:
    """The items of a batch; Fault when there are none or they are no objects."""
    unknown = set(body) - {"BatchItemRequest"}
    if unknown:
        raise invalid_property(f'Unrecognized field "{sorted(unknown)[0]}"')
    items = body.get("BatchItemRequest")
    if not isinstance(items, list) or not items:
        raise required("BatchItemRequest")
    if not all(isinstance(item, dict) for item in items):
        raise invalid_property("BatchItemRequest")
    return items


def is_read(item: dict) -> bool:
    """True for an item that only reads: metered as CorePlus."""
    return any(name in item for name in PAYLOADS)


def _check_ids(items: list[dict], *, with_request_id: bool) -> None:
    seen = set()
    for item in items:
        bid = item.get("bId")
        if not isinstance(bid, str) or not bid:
            raise required("bId")
        if with_request_id and len(bid) > BID_WITH_REQUESTID:
            raise invalid_length("bId", len(bid), BID_WITH_REQUESTID)
        if bid in seen:
            raise conflict("bId", f"bId {bid} is not unique in the batch")
        seen.add(bid)


def _check_keys(context: Context, item: dict) -> None:
    """A key that is neither an item's own nor an entity's makes the whole body unreadable: 2010."""
    names = set(context.entities.values())
    for key in item:
        if key not in ITEM_KEYS and key not in names:
            raise invalid_property(f'Unrecognized field "{key}"')


def _answer(context: Context, item: dict) -> dict:
    try:
        body = _perform(context, item)
    except Fault as fault:
        body = {"Fault": fault.body()}
    return {**body, "bId": item["bId"]}


def _perform(context: Context, item: dict) -> dict:
    if "Query" in item:
        text = str(item["Query"])
        context.strike(entity_of(text, context.entities), "query", item["bId"])
        return {"QueryResponse": context.engine.run(text)}
    if "CDCQuery" in item:
        asked = item["CDCQuery"]
        context.strike("", "cdc", item["bId"])
        return {"CDCResponse": changes(context, str(asked.get("Entities", "")), str(asked.get("ChangedSince", "")))}
    if "ReportQuery" in item:
        raise not_simulated("ReportQuery in a batch")
    return _write(context, item)


def _write(context: Context, item: dict) -> dict:
    entities = [key for key in item if key not in ITEM_KEYS]
    if len(entities) != 1:
        raise required("entity")
    entity, operation = entities[0], item.get("operation")
    refused_tax = entity == "TaxService" and context.company.switch("batch_tax_service") == "refuse"
    if operation not in ITEM_OPERATIONS or refused_tax:
        raise unsupported_operation(f"{operation} of {entity} in a batch")
    if operation == "void" and context.company.switch("batch_void") == "refuse":
        raise unsupported_operation(f"void of {entity} in a batch")
    if not isinstance(item[entity], dict):
        raise invalid_property(entity)
    options = str(item.get("optionsData") or "").removeprefix("include=")
    context.strike(entity, operation, item["bId"])
    return {entity: context.company.write(entity, operation, item[entity], include=includes(options))}
