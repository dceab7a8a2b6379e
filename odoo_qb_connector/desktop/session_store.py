"""What a session of the Web Connector must remember, and where: a small port that the Odoo models implement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ..gateway import GatewayError, WireAnswer, WireRequest
from .facts import Seen
from .password import Source


@dataclass(frozen=True)
class Door:
    """How this connection wants to be entered. `is_open` is False while a person keeps it disconnected (single-user
    work, switched off, a copied database). `is_busy`: another call of this connection is being worked on.
    `company_file` is a full path, "" for the file that is open. `run_every` is the shortest interval in seconds, 0 for
    none."""

    user_name: str
    password_hash: str
    is_open: bool = True
    is_busy: bool = False
    company_file: str = ""
    file_id: str = ""
    run_every: int = 0


@dataclass(frozen=True)
class Session:
    """One session, by its ticket. `outstanding` is the key of the message set that was handed out and not answered,
    `last` the digest of the last answer, `answered` how many there were, `waits` the pauses in a row, `shaken` that the
    last answer was an HRESULT."""

    ticket: str
    opened_at: datetime
    seen_at: datetime
    ended: bool = False
    greeted: bool = False
    outstanding: str = ""
    last: str = ""
    answered: int = 0
    waits: int = 0
    shaken: bool = False
    error: str = ""


class SessionStore(Protocol):
    """Where the sessions of one connection live. Every method that says so commits before it returns; none raises
    for what QuickBooks or the Web Connector did."""

    def door(self) -> Door:
        """As it stands now."""

    def source(self, address: str) -> Source:
        """Wrong passwords that came from there."""

    def keep_source(self, address: str, source: Source) -> None:
        """Commits."""

    def called(self, moment: datetime) -> None:
        """The right user called: the Web Connector is alive (health)."""

    def find(self, ticket: str) -> Session | None: ...

    def current(self) -> Session | None:
        """The session that has not ended; there is one per connection."""

    def save(self, session: Session) -> None:
        """Commits."""

    def waiting(self) -> int:
        """Message sets that are ready to be handed out, questions and steps of a recovery included."""

    def is_preparing(self) -> bool:
        """Whether more will be ready within seconds."""

    def next_request(self) -> WireRequest | None:
        """The next one, what is in doubt first. Committed bytes; not yet marked as sent."""

    def mark_sent(self, session: Session, request: WireRequest) -> bool:
        """The exchange is sent and the session waits for its answer: one commit, before the bytes leave. False when it
        was taken back since it was chosen: then nothing is marked, and it must not leave."""

    def request(self, key: str) -> WireRequest | None:
        """A request that was handed out, byte for byte."""

    def store_answer(self, session: Session, key: str, answer: WireAnswer) -> None:
        """The raw answer and the session: one commit, before anything is made of it."""

    def settle(self, key: str) -> None:
        """Make of the stored answer what follows. What goes wrong is made good by the scheduled action."""

    def lost(self, key: str) -> None:
        """The answer will not come any more: the exchange is in doubt (recovery). Commits."""

    def lose_stranded(self) -> None:
        """A session begins: whatever was handed out before and not answered is in doubt, also when its session is not
        remembered any more. Commits."""

    def evidence(self, ticket: str, answer: WireAnswer, reason: str) -> None:
        """An answer that is not settled: kept for people and for the recovery. Commits."""

    def company_seen(self, shown: Seen, company_file: str, version: str) -> None:
        """Which QuickBooks and which company file opened. Commits."""

    def connection_failed(self, error: GatewayError) -> None:
        """QuickBooks could not be opened, or is not ours to use (health). Commits."""

    def session_ended(self, session: Session) -> None:
        """Health and the status a person sees."""

    def sentence(self, problem: str, values: Mapping[str, object]) -> str:
        """Words for the person in front of the Web Connector."""

    def page(self) -> str:
        """The address of the connection's page, for the interactive mode; "" for none."""
