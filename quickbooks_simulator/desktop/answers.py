"""What one request answers, before it becomes text."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import statuses
from .statuses import Status


@dataclass
class Ret:
    """One `...Ret` element; `owner` is the type whose parents it may name."""

    element: str
    body: dict
    owner: str = ""


@dataclass
class Answer:
    """`fields` is the content of an Rs without Ret (TxnDel, ListDel, TxnVoid)."""

    status: Status = field(default_factory=statuses.ok)
    rets: list[Ret] = field(default_factory=list)
    fields: dict | None = None
    recovery: dict | None = None  # what ErrorRecovery holds when the answer is asked for again
    attributes: dict[str, object] = field(default_factory=dict)
    keep: set[str] | None = None  # IncludeRetElement
