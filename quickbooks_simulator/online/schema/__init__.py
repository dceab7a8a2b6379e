"""What QuickBooks knows: entities, fields, types, lengths, enumerations, read-only, required, filterable."""

from __future__ import annotations

from . import lists, names, sales, setup, taxes
from .model import EntitySchema, Field, ObjectType
from .objects import OBJECTS

ENTITIES: dict[str, EntitySchema] = {
    value.name: value
    for module in (names, lists, sales, setup, taxes)
    for value in vars(module).values()
    if isinstance(value, EntitySchema)
}

__all__ = ["ENTITIES", "OBJECTS", "EntitySchema", "Field", "ObjectType"]
