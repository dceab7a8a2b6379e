"""What crosses the wire, as data: the bytes sent and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Delivery(Enum):
    """How far a request got."""

    NOT_SENT = "not_sent"  # no byte can have been processed: connection refused, name not resolved
    UNKNOWN = "unknown"  # it left, or may have, and no complete answer came
    ANSWERED = "answered"  # a complete HTTP answer, whatever it says


@dataclass(frozen=True)
class Member:
    """One command inside a request: its place (bId, requestID) and what is needed to read its answer."""

    bid: str
    verb: str
    type: str
    marker: str = ""


@dataclass(frozen=True)
class WireRequest:
    """One request, complete: sent again, it is the same byte for byte. `key` is QuickBooks' requestid (design
    5)."""

    key: str
    method: str
    path: str
    body: bytes = b""
    params: tuple[tuple[str, str], ...] = ()
    content_type: str = "application/json"
    members: tuple[Member, ...] = ()
    is_batch: bool = False
    writes: bool = True


@dataclass(frozen=True)
class WireAnswer:
    """What came back. `note` is the transport's own word when nothing complete came."""

    delivery: Delivery
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    note: str = ""
