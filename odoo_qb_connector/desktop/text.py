"""The characters QuickBooks Desktop can keep: ISO-8859-1 (spec qbd 3.3)."""

from __future__ import annotations

import unicodedata

_REPLACEMENTS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u2002\u2003\u2007\u2008\u2009\u200a\u202f", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", ""),
        "…": "...",
        "•": "*",
        "€": "EUR",
        "™": "(TM)",
        "Œ": "OE",
        "œ": "oe",
        "Ł": "L",
        "ł": "l",
        "Đ": "D",
        "đ": "d",
        "ı": "i",
    }
)


def fit(text: str) -> str:
    """`text` with line feeds only, without control characters, and with what is outside Latin-1 replaced by
    its nearest likeness. What has no likeness stays and is reported by `unsupported`: QuickBooks would keep a
    question mark (spec qbd 3.3)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_likeness(one) for one in lines if _printable(one))


def one_line(text: str) -> str:
    """`fit`, every run of white space one space, none at the ends: names, addresses, short fields."""
    return " ".join(fit(text).split())


def unsupported(text: str) -> str:
    """The characters of `text` that Desktop cannot keep, each once, in order of appearance."""
    return "".join(dict.fromkeys(one for one in fit(text) if ord(one) > 255))


def likened(text: str) -> str:
    """The characters of `text` that Desktop could keep only as another one that looks like it, each once. Blanks and
    what nobody sees do not count."""
    return "".join(
        dict.fromkeys(one for one in text if _printable(one) and _likeness(one) != one and _likeness(one).strip())
    )


def _printable(character: str) -> bool:
    return character in "\t\n" or unicodedata.category(character) not in ("Cc", "Cs")


def _likeness(character: str) -> str:
    if ord(character) < 256:
        return character
    replaced = character.translate(_REPLACEMENTS)
    if replaced != character:
        return replaced
    plain = "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))
    return plain if plain and all(ord(one) < 256 for one in plain) else character
