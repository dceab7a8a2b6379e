"""Documents and commands as qbXML elements, in schema order. Pure."""

from .commands import DELETABLE, LISTS, VOIDABLE, entity_of, request
from .lines import CannotSay

__all__ = ["DELETABLE", "LISTS", "VOIDABLE", "CannotSay", "entity_of", "request"]
