"""The token-store port: online/auth uses it, the Odoo models implement it (encrypted rows, row lock)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class TokenSet:
    """One OAuth grant. Times are naive UTC, as Odoo stores them. Never logged: repr hides both tokens."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    access_expires_at: datetime
    refresh_expires_at: datetime
    hard_expires_at: datetime | None = None


class TokenStore(Protocol):
    """Where the tokens of one connection live."""

    def load(self) -> TokenSet | None:
        """The latest committed tokens, or None when there are none or the key to read them is missing."""

    def refresh(self, stale: TokenSet, renew: Callable[[TokenSet], TokenSet]) -> TokenSet:
        """Single-flight: under the row lock, when the stored tokens still are `stale`, call `renew`, commit
        and return the new ones; when another worker was faster, return what it stored (design 5, Tokens)."""
