"""Commands -> one request, byte for byte the same for the same commands (design 5)."""

from .commands import CannotSay, entity_of, request
from .fields import Context

__all__ = ["CannotSay", "Context", "entity_of", "request"]
