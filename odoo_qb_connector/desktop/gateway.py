"""QuickBooks Desktop behind the port (gateway.port.Gateway), as far as a pulled edition can be.

The Web Connector calls us: nothing is transmitted here, and questions are answered by the next session
(`questions.Inquiry`). Everything that turns documents into bytes and bytes into outcomes is the same as online.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..documents import Problem
from ..gateway import Command, Delivery, ObjectRef, Outcome, Question, Retryable, WireAnswer, WireRequest
from . import messages, preflight
from .books import Books
from .chunks import chunks
from .decode import outcomes
from .limits import BATCH_SIZE, DESKTOP, EXECUTION_LIMIT
from .numbers import ref_number
from .questions import Inquiry, inquiry
from .statuses import WAITING


class DesktopGateway:
    """One company file. Cheap to make, holds nothing open."""

    limits = DESKTOP
    batch_size = BATCH_SIZE
    execution_limit = EXECUTION_LIMIT
    pulls = True

    def __init__(self, books: Books, *, version: str = messages.VERSION):
        self.books = books
        self.version = version
        self.reading = books.reading()

    def problems(self, command: Command) -> list[Problem]:
        """Everything that would be refused, without asking."""
        return preflight.problems(command, self.books)

    def encode(self, commands: Sequence[Command], key: str, *, forget: str = "") -> WireRequest:
        """One message set; `key` is cut to 24 characters. Raises encode.CannotSay for what `problems` refuses and has
        no form at all."""
        return messages.of_commands(commands, key, self.books, forget=forget, version=self.version)

    def held_number(self, number: str) -> str:
        return ref_number(number)

    def chunks(self, commands: Sequence[Command]) -> list[list[int]]:
        return chunks(commands)

    def decode(self, request: WireRequest, answer: WireAnswer) -> list[Outcome]:
        return outcomes(request, answer, self.reading)

    def inquiry(self, question: Question) -> Inquiry:
        """The question for the next session. Raises ValueError for one that gives nothing to look by."""
        return inquiry(question)

    def transmit(self, requests: Sequence[WireRequest]) -> list[WireAnswer]:
        """Nothing can be pushed: nothing was sent."""
        return [WireAnswer(Delivery.NOT_SENT, note=WAITING) for _request in requests]

    def ask(self, question: Question) -> Any:
        """Always raises: the next session answers."""
        raise Retryable("the next session of the Web Connector answers", problem=WAITING)

    def url(self, ref: ObjectRef) -> str:
        """Desktop has no addresses."""
        return ""

    def close(self) -> None:
        """Nothing is open."""
