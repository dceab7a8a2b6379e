"""Postal addresses: three lines and the city block, never more than five printed lines (spec qbd 5.1)."""

from __future__ import annotations

from ...documents import Address
from ..limits import DESKTOP
from ..text import one_line
from .nodes import Element, node, optional

LINES = DESKTOP.other["address_lines"]


def address(name: str, value: Address | None, home: str) -> Element | None:
    """The element `name`, None without an address. The country `home` (ISO code) is left out: QuickBooks would print it
    on every domestic invoice."""
    if not value:
        return None
    parts = [optional(f"Addr{place}", line) for place, line in enumerate(squeezed(value.lines), 1)]
    parts += [
        optional("City", one_line(value.city)),
        optional("State", one_line(value.state)),
        optional("PostalCode", one_line(value.postal_code)),
        optional("Country", "" if value.country.upper() == home else one_line(value.country)),
    ]
    kept = [part for part in parts if part is not None]
    return node(name, kept) if kept else None


def squeezed(lines: tuple[str, ...]) -> list[str]:
    """At most three lines: neighbours are joined, the shortest pair first."""
    found = [line for line in map(one_line, lines) if line]
    while len(found) > LINES:
        place = min(range(len(found) - 1), key=lambda one: len(found[one]) + len(found[one + 1]))
        found[place : place + 2] = [f"{found[place]}, {found[place + 1]}"]
    return found
