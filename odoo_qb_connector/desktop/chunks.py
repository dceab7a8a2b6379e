"""Which commands may travel together in one message set."""

from __future__ import annotations

from collections.abc import Sequence

from ..documents import SalesDocument
from ..gateway import Command
from .limits import BATCH_SIZE, SET_LINES


def chunks(commands: Sequence[Command]) -> list[list[int]]:
    """Positions of `commands` grouped into sets, order kept: no command overtakes another. A set answers within
    seconds, so its lines are limited too; a document of more travels alone."""
    groups: list[list[int]] = []
    weight = 0
    for place, command in enumerate(commands):
        lines = weight_of(command)
        if groups and weight + lines <= SET_LINES and len(groups[-1]) < BATCH_SIZE:
            groups[-1].append(place)
            weight += lines
        else:
            groups.append([place])
            weight = lines
    return groups


def weight_of(command: Command) -> int:
    """Its lines, at least one."""
    return max(1, len(command.document.lines)) if isinstance(command.document, SalesDocument) else 1
