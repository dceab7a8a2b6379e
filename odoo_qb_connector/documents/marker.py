"""The token by which we recognise our own document after an answer was lost.

It travels in the private note or memo, is made once per wish, and is never reused: an object that carries it
is the effect of exactly that wish (design 5, the second defence).
"""

from __future__ import annotations

import re
import secrets

MARKER_PATTERN = re.compile(r"\[odoo:([0-9a-f]{16})\]")


def new_marker() -> str:
    """16 random hexadecimal characters."""
    return secrets.token_hex(8)


def with_marker(note: str, marker: str) -> str:
    """`note` with the marker behind it; an older marker in it is replaced, so that a note never carries
    two."""
    return f"{without_marker(note)} [odoo:{marker}]".lstrip()


def without_marker(note: str | None) -> str:
    """`note` as a person wrote it."""
    return MARKER_PATTERN.sub("", note or "").rstrip()


def find_marker(note: str | None) -> str | None:
    """The marker in `note`, or None. Of several, the last one: it was written last."""
    found = MARKER_PATTERN.findall(note or "")
    return found[-1] if found else None
