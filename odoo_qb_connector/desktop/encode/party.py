"""Party -> CustomerAdd, CustomerMod, VendorAdd, VendorMod (spec qbd 5.5).

The website has no field on Desktop and is not sent."""

from __future__ import annotations

from ...documents import Party, PartyRole, with_marker
from ..books import Books
from ..guids import guid_of
from ..text import fit, one_line
from .address import address
from .nodes import Field, field, not_held, reference

ENTITY = {PartyRole.CUSTOMER: "Customer", PartyRole.VENDOR: "Vendor"}


def fields(party: Party, *, creating: bool) -> list[Field]:
    """The elements of this role in schema order. Currency and ExternalGUID are said at creation only (spec qbd
    5.1, 6)."""
    table = _CUSTOMER if party.role is PartyRole.CUSTOMER else _VENDOR
    return [one for one in table if creating or one not in _ONCE]


def notes(party: Party) -> str:
    """The note, and the marker by which we know our record again."""
    return fit(with_marker(party.note, party.marker) if party.marker else party.note)


def _text(name: str):
    return lambda party, _books: one_line(getattr(party, name))


def _currency(party: Party, books: Books):
    return reference("CurrencyRef", books.currencies.get(party.currency)) if books.multicurrency else None


def _taxable(party: Party, books: Books):
    """Customers in the US have Tax or Non; nothing is said where nobody knows."""
    if party.taxable is None or not books.us:
        return None
    return reference("SalesTaxCodeRef", books.tax_code(party.taxable))


_GUID = field("marker", "ExternalGUID", lambda party, _books: guid_of(party.marker))
_CURRENCY = field("currency", "CurrencyRef", _currency)
_ONCE = (_GUID, _CURRENCY)
_NAME = [
    field("name", "Name", _text("name")),
    field("company_name", "CompanyName", _text("company_name"), clears=True),
    field("given_name", "FirstName", _text("given_name"), clears=True),
    field("family_name", "LastName", _text("family_name"), clears=True),
]
_CONTACT = [
    field("phone", "Phone", _text("phone"), clears=True),
    field("email", "Email", _text("email"), clears=True),
]
_NOTES = field("note marker", "Notes", lambda party, _books: notes(party), clears=True)
_TERMS = field("terms", "TermsRef", lambda party, _books: reference("TermsRef", party.terms))
_CUSTOMER = [
    *_NAME,
    field("billing", "BillAddress", lambda party, books: address("BillAddress", party.billing, books.country)),
    field("shipping", "ShipAddress", lambda party, books: address("ShipAddress", party.shipping, books.country)),
    *_CONTACT,
    not_held("website"),
    _TERMS,
    field("taxable", "SalesTaxCodeRef", _taxable),
    _NOTES,
    _GUID,
    _CURRENCY,
]
_VENDOR = [
    *_NAME,
    field("billing", "VendorAddress", lambda party, books: address("VendorAddress", party.billing, books.country)),
    field("shipping", "ShipAddress", lambda party, books: address("ShipAddress", party.shipping, books.country)),
    *_CONTACT,
    not_held("website taxable"),
    _NOTES,
    _TERMS,
    _GUID,
    _CURRENCY,
]
