"""res.partner -> Address."""

from __future__ import annotations

from ...documents import Address


def address_of(partner, *, named=True):
    """The postal address of `partner`, its name as first line (`named`); None when it has no address at
    all."""
    streets = [line.strip() for line in (partner.street, partner.street2) if line and line.strip()]
    found = Address(
        lines=tuple(streets),
        city=partner.city or "",
        state=partner.state_id.code or partner.state_id.name or "",
        postal_code=partner.zip or "",
        country=partner.country_id.code or "",
    )
    if not found:
        return None
    names = _names(partner) if named else []
    return Address((*names, *found.lines), found.city, found.state, found.postal_code, found.country)


def _names(partner):
    """Company and person, each once."""
    company = partner.commercial_company_name or partner.commercial_partner_id.name
    return list(dict.fromkeys(name.strip() for name in (company, partner.name) if name and name.strip()))
