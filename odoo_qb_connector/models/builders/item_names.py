"""Under which name a product is listed in QuickBooks, where names are unique and short.

Pure functions, the same answer every time:

1. the product's name with its attributes, "Sofa (Red)", and by policy its unit, "Chair (Dozens)": `full_name`;
2. forbidden characters become hyphens, tabs and line breaks blanks, what nobody sees is left out, white space is one
   blank: `cleaned`;
3. what is not its own, because another product has the same name or somebody in QuickBooks has it, gets its internal
   reference behind it, "Chair CHAIR-2": `proposals`;
4. what is too long loses its end, never its reference: `clipped`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_UNSEEN = dict.fromkeys(
    [0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
"""Marks of direction and blanks without width: two names that differ by one look the same to everybody."""


@dataclass(frozen=True)
class Room:
    """What an edition can keep: `longest` characters without `forbidden` ones. `written` is a text as the company would
    keep it, `unwritable` the characters of a text that it cannot keep at all."""

    longest: int
    forbidden: str = ":\t\n"
    written: Callable[[str], str] = str
    unwritable: Callable[[str], str] = lambda text: ""

    def holds(self, name: str) -> bool:
        """Whether QuickBooks could list something under `name`."""
        return (
            0 < len(self.written(name)) <= self.longest
            and not set(self.forbidden) & set(name)
            and not self.unwritable(name)
        )


def full_name(name: str, unit: str = "") -> str:
    """`name` with the unit of measure that it is sold in, where one is to be told."""
    return f"{name} ({unit})" if name and unit else name


def cleaned(text: str, room: Room) -> str:
    """`text` without what no name can hold; "" for blanks only. Pictures are left out where they cannot be kept;
    letters never are, because another name would come out."""
    replaced = "".join(_replacement(one, room) for one in text.translate(_UNSEEN))
    return " ".join(replaced.split())


def _replacement(character: str, room: Room) -> str:
    category = unicodedata.category(character)
    if character.isspace():
        return " "
    if category in ("Cc", "Cs") or (_is_picture(character) and room.unwritable(character)):
        return ""
    return "-" if character in room.forbidden else character


def _is_picture(character: str) -> bool:
    """An emoji or another symbol, or what only changes how one looks (variation selectors, joiners, skin tones)."""
    return unicodedata.category(character) in ("So", "Sk") or character == "\u200d" or "\ufe00" <= character <= "\ufe0f"


def clipped(name: str, reference: str, room: Room) -> str:
    """`name` with `reference` behind it, its end cut so that both fit; "" when not even the reference fits."""
    tail = f" {reference}" if reference else ""
    for length in range(len(name), 0, -1):
        shorter = name[:length].rstrip() + tail
        if len(room.written(shorter)) <= room.longest:
            return shorter if room.holds(shorter) else ""
    return reference if room.holds(reference) else ""


def proposals(name: str, reference: str, room: Room, *, shared: bool) -> tuple[str, ...]:
    """The names to try, best first, for a product of this (cleaned) `name`; none when only a person can name it.

    `shared`: another product in Odoo would get the same name. `reference` must be the product's own, else "".
    """
    if room.unwritable(name):
        found = [reference]
    elif shared or len(room.written(name)) > room.longest:
        found = [clipped(name, reference, room)] if reference or not shared else []
    else:
        found = [name, *_with_reference(name, reference, room)]
    return tuple(dict.fromkeys(one for one in found if room.holds(one)))


def _with_reference(name: str, reference: str, room: Room) -> list[str]:
    told = reference.casefold() in name.casefold()
    return [clipped(name, reference, room)] if reference and not told else []
