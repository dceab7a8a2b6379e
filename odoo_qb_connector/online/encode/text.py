"""JSON text and the characters QuickBooks can keep."""

from __future__ import annotations

import json
import unicodedata
from decimal import Decimal

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
_ALLOWED_CONTROLS = "\t\n\r"


def to_json(value: object) -> bytes:
    """`value` as compact ASCII JSON. Decimals are written exactly, in one canonical form (12.50 as 12.5), so
    that equal documents give equal bytes; a float is refused, because money must never have been one."""
    return _json(value).encode("ascii")


def _json(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_json(str(key))}:{_json(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(_json, value)) + "]"
    if isinstance(value, Decimal):
        return number(value)
    if value is None or isinstance(value, (str, bool, int)):
        return json.dumps(value)
    raise TypeError(f"{type(value).__name__} has no JSON form here")


def number(value: Decimal) -> str:
    """The canonical JSON number of a finite Decimal: no exponent, no trailing zeros, no minus before zero."""
    if not value.is_finite():
        raise ValueError(f"{value} is no amount")
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def fit(text: str, latin: bool) -> str:
    """`text` without control characters; for a company that stores ISO-8859-1 only (US, spec qbo 1.2),
    characters outside it are replaced by their nearest likeness, accents inside Latin-1 stay. What has no
    likeness stays and is reported by `unsupported`."""
    clean = "".join(one for one in text if _printable(one))
    return "".join(_likeness(one) for one in clean) if latin else clean


def unsupported(text: str, latin: bool) -> str:
    """The characters of `text` that a company of this kind cannot keep, each once, in order of appearance."""
    return "".join(dict.fromkeys(one for one in fit(text, latin) if latin and ord(one) > 255))


def _printable(character: str) -> bool:
    return character in _ALLOWED_CONTROLS or unicodedata.category(character) not in ("Cc", "Cs")


def _likeness(character: str) -> str:
    if ord(character) < 256:
        return character
    replaced = character.translate(_REPLACEMENTS)
    if replaced != character:
        return replaced
    plain = "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))
    return plain if plain and all(ord(one) < 256 for one in plain) else character
