"""Names for taxes that are made in QuickBooks: as Odoo calls them where that fits, else short and telling. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import count

SHORTEST = 3
"""Characters of the codes of lines in QuickBooks Desktop: there is room for a letter and the rate, nothing else."""


def tax_name(text: str, percent: Decimal | None, limit: int, taken: Collection[str] = ()) -> str:
    """A name of at most `limit` characters that nobody has: `taken` are names without regard to case."""
    used = {one.casefold() for one in taken}
    found = (one for one in _candidates(" ".join(text.split()), percent, limit) if one.casefold() not in used)
    return next(found)


def _candidates(text: str, percent: Decimal | None, limit: int) -> Iterator[str]:
    rate = "" if percent is None else f"{percent.normalize():f}"
    letters = [word for word in text.split() if word[0].isalpha()]
    word = letters[0] if letters else "Tax"
    room = limit - len(rate) - 2
    short = [f"{word[: max(room, 1)].strip()} {rate}%", f"{word[0]}{rate}%"] if rate else []
    initial = [f"{word[0].upper()}{rate.partition('.')[0]}"]
    for one in initial if limit <= SHORTEST else [text, *short]:
        if one and len(one) <= limit:
            yield one
    start = initial[0] if limit <= SHORTEST else (short[-1] if short and len(short[-1]) <= limit else text)
    for number in count(2):
        yield f"{start[: limit - len(str(number))].strip()}{number}"
