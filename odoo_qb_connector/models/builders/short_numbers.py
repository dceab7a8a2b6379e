"""Document numbers in as many characters as the edition has: 21 online, 11 on Desktop (spec qbo 5.0, qbd 5.1)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ...desktop import ref_number


def candidates(number: str, longest: int) -> Iterator[str]:
    """`number` in at most `longest` characters, then the same with -2, -3 and so on behind it: S00042, S00042-2. The
    first that no other document has is the document's. Without an end."""
    yield shortened(number, longest)
    for place in count(2):
        ending = f"-{place}"
        yield shortened(number, longest - len(ending)) + ending


def shortened(number: str, longest: int) -> str:
    """What fits stays as it is; of the rest separators and centuries go, then what stands between prefix and end."""
    return number if len(number) <= longest else ref_number(number, longest)
