"""Documents and commands as qbXML elements, in schema order. Pure."""

from .commands import DELETABLE, LISTS, VOIDABLE, entity_of, removed_name, request
from .lines import CannotSay

__all__ = ["DELETABLE", "LISTS", "VOIDABLE", "CannotSay", "entity_of", "removed_name", "request"]
