"""Party -> Customer or Vendor (spec qbo 5.2)."""

from __future__ import annotations

from ...documents import Party, PartyRole, with_marker
from .fields import Context, Field, address, clearable, field, not_held, reference

ENTITY = {PartyRole.CUSTOMER: "Customer", PartyRole.VENDOR: "Vendor"}


def fields(party: Party, *, creating: bool) -> list[Field]:
    """The properties of this role. The currency is fixed at creation and never sent again (spec qbo 7.1)."""
    shared = _CREATED + _SHARED if creating else _SHARED
    return shared + (_CUSTOMER if party.role is PartyRole.CUSTOMER else _VENDOR)


def _text(name: str):
    return lambda party, context: context.text(getattr(party, name))


def _wrapped(name: str, key: str):
    def value(party: Party, context: Context) -> dict | None:
        text = context.text(getattr(party, name))
        return {key: text} if text else None

    return value


def _notes(party: Party, context: Context) -> str | None:
    note = with_marker(party.note, party.marker) if party.marker else party.note
    return context.text(note)


def _taxable(party: Party, context: Context) -> bool | None:
    return party.taxable if context.us else None


def _currency(party: Party, context: Context) -> dict | None:
    return {"value": party.currency} if context.multicurrency and party.currency else None


_CREATED = [field("currency", "CurrencyRef", _currency)]
_SHARED = [
    field("name", "DisplayName", lambda party, context: context.name(party.name)),
    field("active", "Active", lambda party, _context: party.active),
    field("company_name", "CompanyName", _text("company_name"), clears=True),
    field("given_name", "GivenName", _text("given_name"), clears=True),
    field("family_name", "FamilyName", _text("family_name"), clears=True),
    clearable("email", "PrimaryEmailAddr", _wrapped("email", "Address")),
    clearable("phone", "PrimaryPhone", _wrapped("phone", "FreeFormNumber")),
    clearable("website", "WebAddr", _wrapped("website", "URI")),
    clearable("billing", "BillAddr", lambda party, context: address(party.billing, context)),
]
_CUSTOMER = [
    clearable("shipping", "ShipAddr", lambda party, context: address(party.shipping, context)),
    clearable("terms", "SalesTermRef", lambda party, _context: reference(party.terms)),
    field("taxable", "Taxable", _taxable),
    field("note marker", "Notes", _notes, clears=True),
]
_VENDOR = [
    clearable("terms", "TermRef", lambda party, _context: reference(party.terms)),
    not_held("shipping taxable note marker"),
]
