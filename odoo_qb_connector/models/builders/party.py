"""res.partner -> Party."""

from __future__ import annotations

from ...documents import Party, PartyRole
from .address import address_of

PART_LENGTH = 100
"""What every edition can hold in a part of a name and in a company's name (spec qbo 5.2)."""


def customer(partner, currency):
    """`partner` (a commercial partner) as a customer whose documents are in `currency` (ISO 4217)."""
    invoice_id, delivery_id = _addresses(partner)
    given, family = ("", "") if partner.is_company else _person(partner.name or "")
    company = directory_name(partner) if partner.is_company else ""
    return Party(
        role=PartyRole.CUSTOMER,
        name=directory_name(partner),
        currency=currency,
        company_name=company if len(company) <= PART_LENGTH else "",
        given_name=given,
        family_name=family,
        email=first_email(partner),
        phone=partner.phone or "",
        website=partner.website or "",
        billing=address_of(invoice_id),
        shipping=address_of(delivery_id),
    )


def directory_name(partner):
    """The name under which QuickBooks lists this partner."""
    return (partner.name or "").strip()


def first_email(partner):
    """Odoo allows several addresses in one field, QuickBooks one."""
    return (partner.email_normalized or "").strip()


def _addresses(partner):
    found = partner.address_get(["invoice", "delivery"])
    return partner.browse(found["invoice"]), partner.browse(found["delivery"])


def _person(name):
    """Given and family name as far as a plain name tells: the last word is the family's. Too long for a
    part of a name, it stays the display name alone."""
    given, _space, family = name.strip().rpartition(" ")
    parts = (given.strip(), family) if given else (family, "")
    return parts if max(map(len, parts)) <= PART_LENGTH else ("", "")
