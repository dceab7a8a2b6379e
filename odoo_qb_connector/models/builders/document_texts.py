"""Texts of a sales channel with the particulars of a document filled in."""

from __future__ import annotations

import re

PLACEHOLDERS = ("order", "delivery", "reference", "invoice", "customer", "salesperson")
_PLACE = re.compile(r"\{([^{}]*)\}")


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces in `text` and is none of PLACEHOLDERS, braces included."""
    return [f"{{{name}}}" for name in _PLACE.findall(text) if name not in PLACEHOLDERS]


def filled(text: str, values: dict[str, str]) -> str:
    """`text` with `values` (by placeholder) in their places; what is not known stays as it is."""
    return _PLACE.sub(lambda found: values.get(found.group(1), found.group(0)), text).strip()
