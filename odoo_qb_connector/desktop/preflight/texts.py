"""Characters, lengths and e-mail addresses (spec qbd 3.3, 5.1, 5.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...documents import Account, Address, Item, ItemKind, Party, Problem, SalesDocument, TaxListDocument
from ..encode.address import squeezed
from ..encode.item import two_accounts
from ..encode.memo import memo
from ..encode.party import notes
from ..limits import DESKTOP, MEMO
from ..text import fit, likened, unsupported

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_PARTY_TEXTS = ("company_name", "given_name", "family_name", "email", "phone")
_ITEM_TEXTS = ("sku", "description", "purchase_description")
_SALES_TEXTS = ("payment_reference",)
_REFERENCES = ("po_number", "customer_reference")
_UNLIMITED = ("name", "number", "memo", "note", "ship_method", "tracking_number", "order_number", *_REFERENCES)
"""Texts whose length is looked after elsewhere, but whose characters count."""


def text_problems(document: Party | Item | SalesDocument | Account | TaxListDocument) -> list[Problem]:
    """What is too long, not an address, or not writable. `document` as Desktop would keep it."""
    return [
        *_length_problems(document),
        *_note_problems(document),
        *_email_problems(document),
        *_address_problems(document),
        *_character_problems(document),
    ]


def _length_problems(document) -> Iterator[Problem]:
    names = {Party: _PARTY_TEXTS, Item: _ITEM_TEXTS, SalesDocument: _SALES_TEXTS}.get(type(document), ())
    unheld = _unheld(document) if isinstance(document, Item) else ()
    for name in names:
        if name in unheld:
            continue
        yield from _too_long(name, getattr(document, name), DESKTOP.other[name], f"{name}_too_long")


def _unheld(item: Item) -> tuple[str, ...]:
    """Texts that an item of this kind has no element for: their length does not matter."""
    number = ("sku",) if item.kind is ItemKind.SERVICE else ()
    return number if item.kind is ItemKind.STOCKED or two_accounts(item) else (*number, "purchase_description")


def _note_problems(document) -> Iterator[Problem]:
    """The note grows on its way: number, order, shipment and marker are added."""
    if isinstance(document, Party):
        yield from _too_long("note", notes(document), DESKTOP.other["party_note"], "note_too_long")
    if isinstance(document, SalesDocument) and max(len(document.note), len(document.memo)) <= MEMO:
        yield from _too_long("note", memo(document), MEMO, "note_too_long")


def _email_problems(document) -> Iterator[Problem]:
    """Only parties carry one: on a document nothing is e-mailed by QuickBooks."""
    email = document.email if isinstance(document, Party) else ""
    bad = [one.strip() for one in re.split("[,;]", email) if not _EMAIL.fullmatch(one.strip())]
    if email and bad:
        yield Problem("email_malformed", {"email": ", ".join(bad)}, "email")


def _address_problems(document) -> Iterator[Problem]:
    for name in ("billing", "shipping"):
        address = getattr(document, name, None)
        if address:
            yield from _parts_too_long(name, address)


def _parts_too_long(name: str, address: Address) -> Iterator[Problem]:
    limits = DESKTOP.other
    for line in squeezed(address.lines):
        yield from _too_long(name, line, limits["address_line"], "address_too_long")
    for part in ("city", "state", "country", "postal_code"):
        yield from _too_long(name, getattr(address, part), limits[part], "address_too_long")


def _too_long(field: str, text: str, limit: int, code: str) -> Iterator[Problem]:
    if len(text) > limit:
        yield Problem(code, {"length": len(text), "limit": limit}, field)


def _character_problems(document) -> Iterator[Problem]:
    """What has no likeness in ISO-8859-1 would be refused, or kept as question marks (spec qbd 3.3)."""
    for field, text in _texts(document):
        bad = unsupported(text)
        if bad:
            yield Problem("characters_not_supported", {"characters": " ".join(bad)}, field)


def likeness_problems(document: Party | Item | SalesDocument | Account | TaxListDocument) -> Iterator[Problem]:
    """What could be written only with other characters. `document` as Odoo has it."""
    for field, text in _texts(document):
        found = likened(text)
        if found:
            values = {"text": field, "characters": " ".join(found), "likeness": " ".join(map(fit, found))}
            yield Problem("characters_likened", values, field)


def _texts(document) -> Iterator[tuple[str, str]]:
    for name in (*_UNLIMITED, *_PARTY_TEXTS, *_ITEM_TEXTS, *_SALES_TEXTS):
        if isinstance(getattr(document, name, None), str):
            yield name, getattr(document, name)
    for name in ("billing", "shipping"):
        address = getattr(document, name, None)
        if address:
            yield name, " ".join((*address.lines, address.city, address.state, address.postal_code, address.country))
    for line in getattr(document, "lines", ()):
        yield "lines", line.description
