"""The marker as ExternalGUID: set once at creation, returned with every answer, never a filter (spec qbd
5.1, 7)."""

from __future__ import annotations

import re

_OURS = "6f646f6f-7162-6f64"
"""“odooqbod” in hexadecimal: a GUID that begins so is one of ours and holds the marker in its second half."""
_PATTERN = re.compile(rf"\{{{_OURS}-([0-9a-f]{{4}})-([0-9a-f]{{12}})\}}", re.I)
_MARKER = re.compile(r"[0-9a-f]{16}")


def guid_of(marker: str) -> str | None:
    """The GUID that holds `marker`, None for no marker. Raises ValueError for what is no marker."""
    if not marker:
        return None
    if not _MARKER.fullmatch(marker):
        raise ValueError(f"{marker!r} is no marker")
    return f"{{{_OURS}-{marker[:4]}-{marker[4:]}}}"


def marker_of(guid: str | None) -> str:
    """The marker in `guid`, "" when it is not one of ours."""
    found = _PATTERN.fullmatch((guid or "").strip())
    return (found.group(1) + found.group(2)).lower() if found else ""
