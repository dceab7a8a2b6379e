"""The port."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from ..documents import Limits
from .command import Command, ObjectRef
from .outcome import Outcome
from .question import Question
from .wire import WireAnswer, WireRequest


class Gateway(Protocol):
    """One QuickBooks company. Encoding and decoding touch no network; only `transmit` and `ask` do."""

    limits: Limits
    batch_size: int
    execution_limit: float
    """Seconds after which a request that was sent can no longer take effect (spec qbo 2.1: 120)."""
    pulls: bool
    """Nothing can be pushed: what is encoded waits for QuickBooks to call, and so does every question."""

    def problems(self, command: Command) -> list:
        """Preflight: everything this edition would refuse, as documents.Problem, without asking it."""

    def encode(self, commands: Sequence[Command], key: str) -> WireRequest:
        """One request for these commands, in order; more than one only up to `batch_size` (by `chunks`). The request's
        own key counts: an edition may shorten it."""

    def held_number(self, number: str) -> str:
        """`number` as this edition holds it: what a document there is compared by."""

    def chunks(self, commands: Sequence[Command]) -> list[list[int]]:
        """Positions of `commands`, grouped into what may travel in one request."""

    def transmit(self, requests: Sequence[WireRequest]) -> list[WireAnswer]:
        """Carry them, several in flight, below the edition's limits; one answer each, never an exception.
        An expired token is refreshed once and the request repeated with the same key."""

    def decode(self, request: WireRequest, answer: WireAnswer) -> list[Outcome]:
        """One outcome per member, in order."""

    def ask(self, question: Question) -> Any:
        """The answer (see `question`). Raises GatewayError; where QuickBooks calls us, always Retryable."""

    def url(self, ref: ObjectRef) -> str:
        """Where a person opens this object in QuickBooks; "" where that is impossible."""

    def close(self) -> None:
        """Give network connections back; the gateway is not used afterwards."""
