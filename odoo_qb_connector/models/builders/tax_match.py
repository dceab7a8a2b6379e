"""Which tax code of QuickBooks probably stands for a set of taxes: by rate first, then by name. Pure: texts and numbers
in, a guess out; a person confirms it (docs/taxes.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

NONE, SCOPE, EXEMPT, ZERO, REVERSE = "none", "scope", "exempt", "zero", "reverse"
SAME = {"z": ZERO, "free": ZERO, "e": EXEMPT, "rc": REVERSE, "o": SCOPE, "non": NONE, "no": NONE, "s": "standard"}
"""Abbreviations that QuickBooks' own codes use."""
UNTAXED = frozenset({NONE, SCOPE, EXEMPT, ZERO, REVERSE})
"""Words without which one code of 0 % cannot be told from another."""
INSTEAD_OF_NO_TAX = (NONE, SCOPE, EXEMPT)
"""What stands for lines without any tax, the best first."""


@dataclass(frozen=True)
class Wanted:
    """A set of taxes in Odoo: its percentages (None: not by percentage), and what its names say. `one_total`: only the
    sum of the rates counts (United States)."""

    percents: tuple[Decimal, ...] | None
    words: frozenset[str]
    one_total: bool = False


@dataclass(frozen=True)
class Candidate:
    """A code there: `percents` None where its list does not say them."""

    key: int
    percents: tuple[Decimal, ...] | None
    words: frozenset[str]


def words(*texts: str) -> frozenset[str]:
    """What these texts say: words and numbers, abbreviations spelled out."""
    found = re.findall(r"\d+(?:[.,]\d+)?|[^\W\d_]+", " ".join(texts).casefold())
    return frozenset(SAME.get(one, _number(one)) for one in found)


def best(wanted: Wanted, candidates: Sequence[Candidate]) -> int | None:
    """The key of the code that is meant; None when none fits or several do equally."""
    fitting = [one for one in candidates if _fits(wanted, one)]
    if not any(wanted.percents or ()):
        known = wanted.words & UNTAXED
        fitting = [one for one in fitting if known & one.words]
    elif len(fitting) == 1:
        return fitting[0].key
    return _most_alike(wanted.words, fitting)


def for_no_tax(candidates: Iterable[Candidate]) -> int | None:
    """The code for lines without any tax."""
    untaxed = [one for one in candidates if not any(one.percents or ())]
    for word in INSTEAD_OF_NO_TAX:
        found = [one.key for one in untaxed if word in one.words]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _fits(wanted: Wanted, candidate: Candidate) -> bool:
    """By its rates; one whose rates nobody says fits when a number in its name is the rate, or it names none."""
    if wanted.percents is None:
        return False
    if candidate.percents is None:
        said = {Decimal(one) for one in candidate.words if one[0].isdigit()}
        return said <= {sum(wanted.percents)} and bool(wanted.words & candidate.words)
    if wanted.one_total:
        return sum(candidate.percents) == sum(wanted.percents)
    return _rates(candidate.percents) == _rates(wanted.percents)


def _rates(percents: Iterable[Decimal]) -> list[Decimal]:
    return sorted(one for one in percents if one)


def _most_alike(said: frozenset[str], candidates: Sequence[Candidate]) -> int | None:
    ranked = sorted(((len(said & one.words), -len(one.words - said), one.key) for one in candidates), reverse=True)
    if not ranked or not ranked[0][0]:
        return None
    return None if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2] else ranked[0][2]


def _number(text: str) -> str:
    return f"{Decimal(text.replace(',', '.')).normalize():f}" if text[0].isdigit() else text
