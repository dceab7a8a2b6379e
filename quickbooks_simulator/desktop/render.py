"""Answers as qbXML text (spec qbd 3.1)."""

from __future__ import annotations

from .answers import Answer
from .grammar.reader import Request
from .grammar.writer import Writer, attributes
from .statuses import Status
from .work import Work

WITHOUT_RECOVERY = ("ListDel", "ListMerge", "TransferAdd")


def rs(work: Work, request: Request, answer: Answer, *, data: bool) -> str:
    """One Rs; `data` False is responseData includeNone."""
    lines: list[str] = []
    if data and answer.fields is not None:
        lines = Writer(work.version, lambda element, one: work.full_name(element, one)).content(
            f"{request.name}Rs", answer.fields
        )
    for ret in answer.rets if data else []:
        writer = Writer(work.version, lambda element, one, owner=ret.owner: work.full_name(element, one, owner))
        lines += writer.ret(ret.element, ret.body, answer.keep)
    return element(request.name, request.attributes.get("requestID"), answer.status, answer.attributes, lines)


def recovered(version: int, name: str, request_id: str | None, status: Status, recovery: dict | None) -> str:
    """An Rs of a stored outcome: its status, and ErrorRecovery where the Rs has that block."""
    lines: list[str] = []
    if recovery and status.code < 1000 and name not in WITHOUT_RECOVERY:
        lines = Writer(version, lambda element, one: None).ret("ErrorRecovery", recovery)
    return element(name, request_id, status, {}, lines)


def element(name: str, request_id: str | None, status: Status, more: dict, lines: list[str]) -> str:
    head = {
        "requestID": request_id,
        "statusCode": status.code,
        "statusSeverity": status.severity,
        "statusMessage": status.message,
        **more,
    }
    opening = f"<{name}Rs{attributes(head)}"
    return "\n".join([f"{opening}>", *lines, f"</{name}Rs>"]) if lines else f"{opening} />"


def message_set(parts: list[str], new_id: str | None, code: int | None) -> str:
    """The whole answer; no qbxml instruction in it."""
    pairs = {} if code is None else {"newMessageSetID": new_id, "messageSetStatusCode": code}
    opening = f"<QBXMLMsgsRs{attributes(pairs)}"
    inner = [f"{opening}>", *parts, "</QBXMLMsgsRs>"] if parts else [f"{opening} />"]
    return "\n".join(['<?xml version="1.0" ?>', "<QBXML>", *inner, "</QBXML>", ""])
