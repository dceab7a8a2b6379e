"""res.partner -> Party."""

from __future__ import annotations

import re

from ...documents import Party, PartyRole
from .address import address_of

_IN_PHONES = re.compile(r"[\s().\-/]+")


def customer(partner, currency, limits):
    """`partner` (a commercial partner) as a customer whose documents are in `currency` (ISO 4217). What the edition has
    no room for (`limits`, documents.Limits) is left out where the name says it anyhow."""
    invoice_id, delivery_id = _addresses(partner)
    given, family = ("", "") if partner.is_company else _person(partner.name or "", limits)
    company = directory_name(partner) if partner.is_company else ""
    return Party(
        role=PartyRole.CUSTOMER,
        name=directory_name(partner),
        currency=currency,
        company_name=company if len(company) <= limits.other["company_name"] else "",
        given_name=given,
        family_name=family,
        email=first_email(partner),
        phone=fitting_phone(partner.phone or "", limits.other["phone"]),
        website=partner.website or "",
        billing=address_of(invoice_id, limits),
        shipping=address_of(delivery_id, limits),
    )


def directory_name(partner):
    """The name under which QuickBooks lists this partner."""
    return (partner.name or "").strip()


def fitting_phone(phone, longest):
    """As it was typed; without blanks and separators where it is too long, which changes nothing for who dials it."""
    return phone if len(phone) <= longest else _IN_PHONES.sub("", phone)


def first_email(partner):
    """Odoo allows several addresses in one field, QuickBooks one."""
    return (partner.email_normalized or "").strip()


def _addresses(partner):
    found = partner.address_get(["invoice", "delivery"])
    return partner.browse(found["invoice"]), partner.browse(found["delivery"])


def _person(name, limits):
    """Given and family name as far as a plain name tells: the last word is the family's. Too long for a
    part of a name, it stays the display name alone."""
    given, _space, family = name.strip().rpartition(" ")
    given, family = (given.strip(), family) if given else (family, "")
    fits = len(given) <= limits.other["given_name"] and len(family) <= limits.other["family_name"]
    return (given, family) if fits else ("", "")
