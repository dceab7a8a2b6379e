"""Characters, lengths and e-mail addresses (spec qbo 1.2, 5.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...documents import Account, Address, Item, Party, PartyRole, Problem, SalesDocument, TaxListDocument
from ..encode.fields import Context
from ..encode.sales import private_note
from ..encode.text import unsupported
from ..limits import ONLINE, PRIVATE_NOTE

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_PARTY_TEXTS = ("company_name", "given_name", "family_name", "email", "phone", "website")
_ITEM_TEXTS = ("sku", "description", "purchase_description")
_SALES_TEXTS = ("email", "payment_reference")
_UNLIMITED = ("name", "number", "memo", "note", "ship_method", "tracking_number", "order_number")
"""Texts whose length is looked after elsewhere (by the document itself, or cut), but whose characters
count."""


def text_problems(
    document: Party | Item | SalesDocument | Account | TaxListDocument, context: Context
) -> list[Problem]:
    """What is too long, not an address, or not writable in this company's characters. `document` as the company would
    keep it (encode.kept)."""
    return [
        *_length_problems(document),
        *_note_problems(document, context),
        *_email_problems(document),
        *_website_problems(document),
        *_address_problems(document),
        *_character_problems(document, context),
    ]


def _length_problems(document) -> Iterator[Problem]:
    names = {Party: _PARTY_TEXTS, Item: _ITEM_TEXTS, SalesDocument: _SALES_TEXTS}.get(type(document), ())
    for name in names:
        yield from _too_long(name, getattr(document, name), ONLINE.other[name], f"{name}_too_long")


def _note_problems(document, context: Context) -> Iterator[Problem]:
    """The note grows on its way: the order and the marker are added."""
    if isinstance(document, Party) and document.role is PartyRole.CUSTOMER:
        yield from _too_long("note", document.note, ONLINE.other["party_note"], "note_too_long")
    if isinstance(document, SalesDocument) and len(document.note) <= PRIVATE_NOTE:
        yield from _too_long("note", private_note(document, context) or "", PRIVATE_NOTE, "note_too_long")


def _email_problems(document) -> Iterator[Problem]:
    """One address or several with commas; a malformed one would refuse the whole object (2210)."""
    email = getattr(document, "email", "")
    bad = [one.strip() for one in re.split("[,;]", email) if not _EMAIL.fullmatch(one.strip())]
    if email and bad:
        yield Problem("email_malformed", {"email": ", ".join(bad)}, "email")


def _website_problems(document) -> Iterator[Problem]:
    """Blanks are in no web address (2200)."""
    website = getattr(document, "website", "")
    if re.search(r"\s", website):
        yield Problem("website_malformed", {"website": website}, "website")


def _address_problems(document) -> Iterator[Problem]:
    for name in _address_fields(document):
        address = getattr(document, name, None)
        if address:
            yield from _parts_too_long(name, address)


def _address_fields(document) -> tuple[str, ...]:
    """A vendor has one address (spec qbo 5.2)."""
    return ("billing",) if getattr(document, "role", None) is PartyRole.VENDOR else ("billing", "shipping")


def _parts_too_long(name: str, address: Address) -> Iterator[Problem]:
    limits = ONLINE.other
    lines = [*address.lines[:4], ", ".join(address.lines[4:])]
    for line in lines:
        yield from _too_long(name, line, limits["address_line"], "address_too_long")
    for part in ("city", "state", "country", "postal_code"):
        yield from _too_long(name, getattr(address, part), limits[part], "address_too_long")
    everything = "".join((*lines, address.city, address.state, address.postal_code, address.country))
    yield from _too_long(name, everything, limits["address"], "address_too_long")


def _too_long(field: str, text: str, limit: int, code: str) -> Iterator[Problem]:
    if len(text) > limit:
        yield Problem(code, {"length": len(text), "limit": limit}, field)


def _character_problems(document, context: Context) -> Iterator[Problem]:
    """A US company keeps ISO-8859-1; what has no likeness there would be stored as question marks."""
    for field, text in _texts(document):
        bad = unsupported(text, context.us)
        if bad:
            yield Problem("characters_not_supported", {"characters": " ".join(bad)}, field)


def _texts(document) -> Iterator[tuple[str, str]]:
    for name in (*_UNLIMITED, *_PARTY_TEXTS, *_ITEM_TEXTS, "payment_reference"):
        if isinstance(getattr(document, name, None), str):
            yield name, getattr(document, name)
    for name in _address_fields(document):
        address = getattr(document, name, None)
        if address:
            yield name, " ".join((*address.lines, address.city, address.state, address.postal_code))
    for line in getattr(document, "lines", ()):
        yield "lines", line.description
    for one in getattr(document, "custom_fields", ()):
        yield "custom_fields", one.value
