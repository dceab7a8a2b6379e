"""Postal addresses: three lines and the city block, never more than five printed lines (spec qbd 5.1)."""

from __future__ import annotations

from ...documents import Address
from ..limits import DESKTOP
from ..text import one_line
from .nodes import Element, node

LINES = DESKTOP.other["address_lines"]


_PARTS = ("Addr1", "Addr2", "Addr3", "Addr4", "Addr5", "City", "State", "PostalCode", "Country")


def address(name: str, value: Address | None, home: str) -> Element | None:
    """The element `name`, None without an address. The country `home` (ISO code) is left out: QuickBooks would print it
    on every domestic invoice."""
    kept = [node(part, said) for part, said in _said(value, home).items() if said] if value else []
    return node(name, kept) if kept else None


def whole_address(name: str, value: Address | None, home: str) -> Element | None:
    """The same in a Mod, where what is not mentioned may stay: every part of the new address is said, empty ones too
    (spec qbd 3.2). None without an address."""
    said = _said(value, home) if value else {}
    return node(name, [node(part, said.get(part, "")) for part in _PARTS]) if any(said.values()) else None


def _said(value: Address, home: str) -> dict[str, str]:
    lines = {f"Addr{place}": line for place, line in enumerate(squeezed(value.lines), 1)}
    return {
        **lines,
        "City": one_line(value.city),
        "State": one_line(value.state),
        "PostalCode": one_line(value.postal_code),
        "Country": "" if value.country.upper() == home else one_line(value.country),
    }


def squeezed(lines: tuple[str, ...]) -> list[str]:
    """At most three lines: neighbours are joined, the shortest pair first."""
    found = [line for line in map(one_line, lines) if line]
    while len(found) > LINES:
        place = min(range(len(found) - 1), key=lambda one: len(found[one]) + len(found[one + 1]))
        found[place : place + 2] = [f"{found[place]}, {found[place + 1]}"]
    return found
