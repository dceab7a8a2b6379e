"""What is decided of one profile before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...documents import Problem

IMPORTING = "qb_importing"
"""In the context of everything that an import makes: it comes from QuickBooks and is not wished back there."""


@dataclass(frozen=True)
class Found:
    """A `problem`, the `record` that it is, or the `values` of a new one; `remarks` are what these leave out."""

    problem: Problem | None = None
    record: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()


def left_out(code, **values):
    return Found(problem=Problem(code, values))
