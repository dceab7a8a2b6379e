"""res.partner -> Party."""

from __future__ import annotations

import re

from ...documents import Party, PartyRole
from .address import address_of
from .names import cleaned

_IN_PHONES = re.compile(r"[\s().\-/]+")


def customer(partner, currency, limits, rules, *, name="", terms=None):
    """`partner` (a commercial partner) as a customer whose documents are in `currency` (ISO 4217), listed as `name`, by
    default its own. What the edition has no room for (`limits`, documents.Limits), or the company no characters
    (`rules`, names.Rules), is left out where the name says it anyhow. `terms` is the Ref of its payment terms, or
    None."""
    found = partner.address_get(["invoice", "delivery"])
    return Party(
        role=PartyRole.CUSTOMER,
        name=name or directory_name(partner),
        currency=currency,
        billing=address_of(partner.browse(found["invoice"]), limits, rules),
        shipping=address_of(partner.browse(found["delivery"]), limits, rules),
        terms=terms,
        taxable=taxable(partner),
        **_shared(partner, limits, rules),
    )


def vendor(partner, currency, limits, rules, *, name="", terms=None):
    """`partner` as a vendor, like `customer`."""
    return Party(
        role=PartyRole.VENDOR,
        name=name or directory_name(partner),
        currency=currency,
        billing=address_of(partner, limits, rules),
        terms=terms,
        **_shared(partner, limits, rules),
    )


def taxable(partner):
    """False where the fiscal position of `partner` takes the company's own sales tax off; None where nobody said
    anything: QuickBooks then does as it does with any customer."""
    position, tax = partner.property_account_position_id, partner.env.company.account_sale_tax_id
    if not position or not tax:
        return None
    left = position.map_tax(tax)
    return None if any(one.amount or one.amount_type == "group" for one in left) else False


def _shared(partner, limits, rules):
    own = cleaned(partner.name or "", rules)
    own = "" if rules.unsupported(own) else own
    given, family = ("", "") if partner.is_company else _person(own, limits)
    company = own if partner.is_company else ""
    return {
        "company_name": company if len(company) <= limits.other["company_name"] else "",
        "given_name": given,
        "family_name": family,
        "email": first_email(partner),
        "phone": fitting_phone(partner.phone or "", limits.other["phone"]),
        "website": partner.website or "",
    }


def directory_name(partner):
    """The name of this partner in one line."""
    return " ".join((partner.name or "").split())


def fitting_phone(phone, longest):
    """As it was typed; without blanks and separators where it is too long, which changes nothing for who dials it."""
    return phone if len(phone) <= longest else _IN_PHONES.sub("", phone)


def first_email(partner):
    """Odoo allows several addresses in one field, QuickBooks one."""
    return (partner.email_normalized or "").strip()


def _person(name, limits):
    """Given and family name as far as a plain name tells: the last word is the family's. Too long for a
    part of a name, it stays the display name alone."""
    given, _space, family = name.strip().rpartition(" ")
    given, family = (given.strip(), family) if given else (family, "")
    fits = len(given) <= limits.other["given_name"] and len(family) <= limits.other["family_name"]
    return (given, family) if fits else ("", "")
