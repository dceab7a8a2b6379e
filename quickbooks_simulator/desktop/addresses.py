"""Addresses: at most five printed lines, and the block that answers show beside them (spec qbd 5.1)."""

from __future__ import annotations

from . import statuses

LINES = ("Addr1", "Addr2", "Addr3", "Addr4", "Addr5")
_CITY = ("City", "State", "PostalCode")


def check(address: dict, element: str) -> None:
    """A runtime error for more than five printed lines, or a line break inside a line (spec qbd 3.3)."""
    if any("\n" in value for value in address.values()):
        raise statuses.cannot_store(element, element, "An address line is a single line.")
    if len(_printed(address)) > len(LINES):
        raise statuses.cannot_store(element, element, "An address has at most five lines.")


def block(address: dict) -> dict:
    """The address as printed, one element per line."""
    return dict(zip(LINES, _printed(address), strict=False))


def _printed(address: dict) -> list[str]:
    lines = [address[name] for name in LINES if address.get(name)]
    city, state, code = (address.get(name, "") for name in _CITY)
    place = ", ".join(part for part in (city, f"{state} {code}".strip()) if part)
    return lines + [part for part in (place, address.get("Country", "")) if part]


def with_blocks(body: dict) -> dict:
    """A body with the blocks of its addresses, as a Ret shows it."""
    shown = dict(body)
    for name in ("Address", "LegalAddress", "BillAddress", "ShipAddress", "VendorAddress"):
        if body.get(name):
            shown[f"{name}Block"] = block(body[name])
    return shown
