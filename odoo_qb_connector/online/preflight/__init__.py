"""Preflight: what QuickBooks Online would refuse, said before anything is sent (design 6: "what cannot be
made equal to the cent is refused before it is sent").

Each module adds its codes to those of the documents; the sentences are the Odoo models'. `problems` is the
whole.
"""

from __future__ import annotations

from ...documents import Item, ItemKind, Problem, SalesDocument
from ...gateway import Command, Verb
from ..encode import Context, entity_of
from ..encode.commands import VOID_BY_INCLUDE, VOID_BY_OPERATION
from ..limits import ONLINE
from .sales import sales_problems
from .texts import text_problems


def problems(command: Command, context: Context) -> list[Problem]:
    """Everything known to be wrong with `command`, in the order a form shows its fields."""
    if command.verb is Verb.VOID:
        return _void_problems(command)
    if command.document is None:
        return []
    document = command.document
    found = [*document.problems(ONLINE), *text_problems(document, context)]
    if isinstance(document, SalesDocument):
        return found + sales_problems(document, context)
    found += _creation_problems(command)
    return [one for one in found if not command.changes or one.field in command.changes]


def _void_problems(command: Command) -> list[Problem]:
    entity = entity_of(command)
    possible = VOID_BY_OPERATION | VOID_BY_INCLUDE
    return [] if entity in possible else [Problem("cannot_be_voided", {"type": entity})]


def _creation_problems(command: Command) -> list[Problem]:
    """What only matters when the object is made."""
    document = command.document
    counted = isinstance(document, Item) and document.kind is ItemKind.STOCKED
    if command.verb is Verb.CREATE and counted and document.stock_from is None:
        return [Problem("stocked_item_without_start_date", {"item": document.name}, "stock_from")]
    return []
