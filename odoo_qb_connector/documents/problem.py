"""What is wrong with a document, as data: a code and its values.

The sentence a person reads is made from the code by the Odoo models, where it can be translated; this room
has no translations and needs none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Problem:
    """One mistake. `code` is stable (see models/qb_sentences.py), `values` fill the sentence, `field` names
    the culprit."""

    code: str
    values: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    field: str = ""

    def __str__(self) -> str:
        shown = ", ".join(f"{key}={value}" for key, value in self.values.items())
        return f"{self.code}({shown})"


class DocumentError(ValueError):
    """A document that cannot be said; carries every problem found, never only the first."""

    def __init__(self, *problems: Problem):
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems
