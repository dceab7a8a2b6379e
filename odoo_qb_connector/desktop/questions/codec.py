"""A question and how far it got, as plain data that lies in the database between two calls of the Web Connector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lxml import etree

from ...gateway import (
    FindByMarker,
    FindByName,
    FindChanges,
    FindHolders,
    FindSales,
    GatewayError,
    ListEntries,
    ListProfiles,
    ObjectRef,
    ReadCompany,
    ReadObject,
    ReadProfiles,
    errors,
)
from ..answers import response_of
from .deleted import FindDeleted
from .inquiry import Inquiry
from .status import SetStatus

_KINDS = {
    kind.__name__: kind
    for kind in (
        FindByMarker,
        FindByName,
        FindChanges,
        FindDeleted,
        FindHolders,
        FindSales,
        ListEntries,
        ListProfiles,
        ReadCompany,
        ReadObject,
        ReadProfiles,
        SetStatus,
    )
}
_FROM_TEXT = {
    "total": Decimal,
    "sent_after": datetime.fromisoformat,
    "since": datetime.fromisoformat,
    "from_day": date.fromisoformat,
    "to_day": date.fromisoformat,
}


def dump_question(question: Any) -> dict[str, Any]:
    """JSON values, always the same for equal questions. Raises ValueError for what is no question."""
    kind = type(question).__name__
    if kind not in _KINDS:
        raise ValueError(f"{kind} is no question")
    return {"kind": kind, **{one.name: _plain(getattr(question, one.name)) for one in fields(question)}}


def load_question(data: dict[str, Any]) -> Any:
    """The question that `dump_question` wrote down."""
    values = {name: _value(name, value) for name, value in data.items() if name != "kind"}
    return _KINDS[data["kind"]](**values)


def _plain(value: Any) -> Any:
    if isinstance(value, ObjectRef):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _value(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return ObjectRef(**value)
    if isinstance(value, list):
        return tuple(value)
    return _FROM_TEXT[name](value) if value and name in _FROM_TEXT else value


# ------------------------------------------------------------------ how far it got


def dump_elements(elements: Sequence[etree._Element]) -> list[str]:
    return [etree.tostring(one, encoding="unicode") for one in elements]


def dump_open(inquiry: Inquiry) -> list[str]:
    """The requests still to be asked."""
    return dump_elements(inquiry.open)


def dump_responses(inquiry: Inquiry) -> list[str]:
    """What has come so far."""
    return dump_elements([one.element for one in inquiry.responses])


def load_inquiry(question: Any, open_requests: Sequence[str], responses: Sequence[str]) -> Inquiry:
    return Inquiry(
        question,
        tuple(etree.fromstring(one) for one in open_requests),
        tuple(response_of(etree.fromstring(one)) for one in responses),
    )


# ------------------------------------------------------------------ errors


def dump_error(error: GatewayError) -> dict[str, Any]:
    return {
        "kind": type(error).__name__,
        "message": error.message,
        "code": error.code,
        "problem": error.problem,
        "values": {name: str(value) for name, value in error.values.items()},
    }


def load_error(data: dict[str, Any]) -> GatewayError:
    kind = getattr(errors, data["kind"], GatewayError)
    return kind(data["message"], code=data["code"], problem=data["problem"], values=data["values"])
