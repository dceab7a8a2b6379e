"""The names under which QuickBooks lists what has another name in Odoo.

Pure functions: the same name in gives the same name out, on every machine and in every year, because a name is what an
object is found by again. Nothing is looked up, so nothing here knows whether a name is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

_COLON = re.compile(r":(?=\s|$)")
_JOINERS = "\u200c\u200d"
"""Invisible, but they change how a word reads (Persian) or which picture is shown."""
_PICTURE_MARKS = frozenset(map(chr, range(0xFE00, 0xFE10))) | {"\u20e3"}
"""Variation selectors and the frame of a keycap: combining characters, and parts of pictures."""
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_HASHED = 4
DELETED = " (deleted)"
"""What QuickBooks Online adds to the name of what is made inactive (spec qbo 7.2)."""


def _as_it_is(text: str) -> str:
    return text


def _none(_text: str) -> str:
    return ""


@dataclass(frozen=True)
class Rules:
    """What a list holds: at most `longest` characters, none of `forbidden`. `written` is a text as the edition writes
    it (its nearest likeness), `unsupported` the characters of a text that it cannot write at all."""

    longest: int
    forbidden: str = ":\t\n"
    written: Callable[[str], str] = _as_it_is
    unsupported: Callable[[str], str] = _none

    def holds(self, name: str) -> bool:
        """Whether the list could hold `name` as it is."""
        return 0 < len(name) <= self.longest and not set(self.forbidden) & set(name) and not self.unsupported(name)


def list_name(text: str, rules: Rules, suffix: str = "") -> str:
    """`text` as QuickBooks may list it, with `suffix` (such as "(Vendor)") behind it; "" when nothing is left.

    White space is collapsed and what nobody sees is taken out. A colon, which QuickBooks keeps for sub-customers,
    becomes a dash, another forbidden character a space. Pictures and signs that the edition cannot write are left out;
    letters that it cannot write stay, and the preflight says so: a name without its letters would be another name.
    Too long, it is clipped (`clipped`); the suffix stays whole.
    """
    name, suffix = cleaned(text, rules), cleaned(suffix, rules)
    if not name or not suffix:
        return clipped(name, rules.longest)
    return clipped(name, rules.longest - len(suffix) - 1) + " " + suffix


def cleaned(text: str, rules: Rules) -> str:
    """`text` in allowed characters, as long as it is."""
    seen = _visible(text)
    dashed = _COLON.sub(" -", seen).replace(":", "-") if ":" in rules.forbidden else seen
    spaced = dashed.translate({ord(one): " " for one in rules.forbidden})
    written = rules.written(" ".join(spaced.split()))
    signs = "".join(one for one in rules.unsupported(written) if not _is_letter(one))
    # A likeness may hold forbidden characters and blanks of its own.
    left_out = {ord(one): " " for one in signs + rules.forbidden}
    return " ".join(written.translate(left_out).split())


def line(text: str, rules: Rules) -> str:
    """`text` as a line of an address: like a name, but with whatever only names cannot hold. Likenesses stay to be
    found by the edition, which may be told to refuse them."""
    seen = _visible(text)
    signs = {ord(one): " " for one in rules.unsupported(seen) if not _is_letter(one)}
    return " ".join(seen.translate(signs).split())


def clipped(name: str, longest: int) -> str:
    """`name` in at most `longest` characters. What is too long ends in a mark made of the whole name (" ~7K3Q"), so
    that two long names that begin alike stay two: the mark is the same for the same name, whatever its case, and
    another for another."""
    if len(name) <= longest:
        return name
    mark = f" ~{_mark(name)}"
    return name[: longest - len(mark)].rstrip() + mark


def without_deleted(name: str) -> str:
    """The name of something inactive as it was before QuickBooks Online made it inactive."""
    return name.removesuffix(DELETED)


def same(one: str, other: str) -> bool:
    """Whether QuickBooks takes two names for one: it heeds no case."""
    return one.casefold() == other.casefold()


def distinct(names) -> tuple[str, ...]:
    """`names` without empty ones and without what QuickBooks takes for one that stands before."""
    found = {}
    for name in names:
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _mark(name: str) -> str:
    digest = int.from_bytes(sha256(name.casefold().encode()).digest()[:8], "big")
    letters = []
    for _place in range(_HASHED):
        digest, place = divmod(digest, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    return "".join(letters)


def _visible(text: str) -> str:
    return "".join(one for one in text if unicodedata.category(one) != "Cf" or one in _JOINERS)


def _is_letter(character: str) -> bool:
    """A letter, a digit, or a mark on one; not the marks that only say how a picture looks."""
    return unicodedata.category(character)[0] in "LMN" and character not in _PICTURE_MARKS
