"""What QuickBooks stored for a message set whose answer was lost (spec qbd 3.5)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SetStatus:
    """The question of `recovery.status_request` for the set `key`; answer: the raw WireAnswer, which
    `Recovery.on_status` reads. It is a message set of its own and never travels with others."""

    key: str
