"""Which commands may travel together (spec qbo 9)."""

from __future__ import annotations

from collections.abc import Sequence

from ..documents import SalesDocument, TaxAgency, TaxCode
from ..gateway import Command, Verb
from .encode.commands import moves_accounts
from .limits import BATCH_SIZE

ALONE_FROM_LINES = 100
"""A document with more lines travels alone: a batch has 120 seconds for all of its items."""
BATCH_LINES = 600
"""Lines a batch carries at most, about; a document counts at least one."""


def chunks(commands: Sequence[Command]) -> list[list[int]]:
    """Positions of `commands` grouped into requests, order kept: no command overtakes another."""
    groups: list[list[int]] = []
    weight = 0
    for place, command in enumerate(commands):
        lines = weight_of(command)
        joins = bool(groups) and weight + lines <= BATCH_LINES and len(groups[-1]) < BATCH_SIZE
        if joins and not alone(command) and not alone(commands[groups[-1][0]]):
            groups[-1].append(place)
            weight += lines
        else:
            groups.append([place])
            weight = lines
    return groups


def alone(command: Command) -> bool:
    """A void in a batch is unconfirmed, and so is how a batch item says that a number may be taken or that an item's
    past stays where it was posted, and whether a tax can be made in one (spec qbo 9)."""
    special = command.verb is Verb.VOID or command.allow_duplicate_number or moves_accounts(command)
    special = special or isinstance(command.document, TaxAgency | TaxCode)
    return special or weight_of(command) > ALONE_FROM_LINES


def weight_of(command: Command) -> int:
    """Its lines, at least one."""
    return max(1, len(command.document.lines)) if isinstance(command.document, SalesDocument) else 1
