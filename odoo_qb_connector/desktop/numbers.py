"""Document numbers in eleven characters (spec qbd 5.1: RefNumber has 11, and is not unique)."""

from __future__ import annotations

import re

from .limits import REF_NUMBER
from .text import one_line

_SEPARATORS = re.compile(r"[^A-Za-z0-9]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)(\d\d)(?!\d)")
_PREFIX = re.compile(r"[A-Za-z]*")


def ref_number(number: str, longest: int = REF_NUMBER) -> str:
    """`number` as QuickBooks Desktop holds it, or in `longest` characters. Pure, and the same for ever: look-ups depend
    on it.

    What fits stays as it is. Of the rest the separators are dropped and a year gets two digits
    (INV/2026/00001 becomes INV2600001); what is still too long keeps its prefix, up to half of the room, and its end
    (INVUS/2026/00001 becomes INVUS600001).

    Two numbers of one sequence stay apart as long as they differ within what is kept: for
    prefix/year/counter that is every pair when prefix, two and the counter's width are eleven together at
    most. Beyond that two numbers may meet: qb.number gives the second another end.
    """
    plain = one_line(number)
    if len(plain) <= longest:
        return plain
    short = _SEPARATORS.sub("", _short_year(plain))
    if len(short) <= longest:
        return short
    prefix = _PREFIX.match(short).group()[: longest // 2]
    return prefix + short[len(short) - (longest - len(prefix)) :]


def _short_year(number: str) -> str:
    """The first year in two digits, unless no digit follows: then it is the counter."""
    for found in _YEAR.finditer(number):
        rest = number[found.end() :]
        if any(one.isdigit() for one in rest):
            return number[: found.start()] + found.group(1) + rest
    return number
