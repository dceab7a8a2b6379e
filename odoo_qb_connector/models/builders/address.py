"""res.partner -> Address."""

from __future__ import annotations

from textwrap import wrap

from ...documents import Address
from .names import line


def address_of(partner, limits, rules, *, named=True, buyer=False):
    """The postal address of `partner`, its name as first line (`named`), in as many and as long lines as the edition
    has (`limits`) and in characters that the company keeps (`rules`, names.Rules); None when it has no address at all.
    A `buyer` is named nowhere else: its name stays as far as it fits, and is said even without an address."""
    streets = [one for one in (line(text or "", rules) for text in (partner.street, partner.street2)) if one]
    found = Address(
        lines=tuple(streets),
        city=line(partner.city or "", rules),
        state=line(partner.state_id.code or partner.state_id.name or "", rules),
        postal_code=line(partner.zip or "", rules),
        country=partner.country_id.code or "",
    )
    if not found and not buyer:
        return None
    names = names_of(partner, rules) if named else []
    # The document names its customer anyhow: a name in letters that cannot be written gives way, as one without room.
    written = names if buyer else [name for name in names if not rules.unsupported(name)]
    lines = fitting_lines(written, streets, limits, clip=buyer)
    return Address(lines, found.city, found.state, found.postal_code, found.country)


def fitting_lines(names, streets, limits, *, clip=False):
    """`names` and `streets` as lines that the edition has room for: long ones are broken at blanks, short neighbours
    share one. Where that is not enough the names give way, because the document names its customer anyhow (with `clip`
    the beginning of the last one stays as long as it can); a street that still does not fit stays whole, and the
    preflight refuses it in words."""
    most, longest = limits.other.get("address_lines"), limits.other["address_line"]
    if not most:
        return (*names, *streets)
    clipped = [[name[:longest].strip() for name in names[-1:]]] if clip else []
    for kept in (names, names[-1:], *clipped, []):
        lines = [part for line in (*kept, *streets) for part in wrap(line, longest, break_long_words=False)]
        joined = _joined(lines, most, longest)
        if joined is not None:
            return joined
    return tuple(streets)


def _joined(lines, most, longest):
    """At most `most` lines, the shortest neighbours joined; None when a line would become too long."""
    lines = list(lines)
    while len(lines) > most:
        place = min(range(len(lines) - 1), key=lambda one: len(lines[one]) + len(lines[one + 1]))
        lines[place : place + 2] = [f"{lines[place]}, {lines[place + 1]}"]
    return tuple(lines) if all(len(line) <= longest for line in lines) else None


def names_of(partner, rules):
    """Company and person, each once, in characters that the company keeps (`rules`, names.Rules) as far as they have
    any."""
    company = partner.commercial_company_name or partner.commercial_partner_id.name
    said = (line(name or "", rules) for name in (company, partner.name))
    return list(dict.fromkeys(name for name in said if name))
