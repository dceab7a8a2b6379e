"""Party -> CustomerAdd, CustomerMod, VendorAdd, VendorMod (spec qbd 5.5).

The website has no field on Desktop and is not sent."""

from __future__ import annotations

from ...documents import Party, PartyRole, with_marker
from ..books import Books
from ..guids import guid_of
from ..text import fit, one_line
from .address import address, whole_address
from .nodes import Field, boolean, field, not_held, reference

ENTITY = {PartyRole.CUSTOMER: "Customer", PartyRole.VENDOR: "Vendor"}


def fields(party: Party, *, creating: bool) -> list[Field]:
    """The elements of this role in schema order. Currency and ExternalGUID are said at creation only (spec qbd
    5.1, 6)."""
    table = _customer(creating) if party.role is PartyRole.CUSTOMER else _vendor(creating)
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


def _address(source: str, name: str, creating: bool) -> Field:
    made = address if creating else whole_address
    return field(source, name, lambda party, books: made(name, getattr(party, source), books.country), clears=True)


_GUID = field("marker", "ExternalGUID", lambda party, _books: guid_of(party.marker))
_CURRENCY = field("currency", "CurrencyRef", _currency)
_ONCE = (_GUID, _CURRENCY)
_NAME = [
    field("name", "Name", _text("name")),
    field("active", "IsActive", lambda party, _books: boolean(party.active)),
    field("company_name", "CompanyName", _text("company_name"), clears=True),
    field("given_name", "FirstName", _text("given_name"), clears=True),
    field("family_name", "LastName", _text("family_name"), clears=True),
]
_CONTACT = [
    field("phone", "Phone", _text("phone"), clears=True),
    field("email", "Email", _text("email"), clears=True),
]
_NOTES = field("note marker", "Notes", lambda party, _books: notes(party), clears=True)
_TERMS = field("terms", "TermsRef", lambda party, _books: reference("TermsRef", party.terms), clears=True)


def _customer(creating: bool) -> list[Field]:
    return [
        *_NAME,
        _address("billing", "BillAddress", creating),
        _address("shipping", "ShipAddress", creating),
        *_CONTACT,
        not_held("website"),
        _TERMS,
        field("taxable", "SalesTaxCodeRef", _taxable),
        _NOTES,
        _GUID,
        _CURRENCY,
    ]


def _vendor(creating: bool) -> list[Field]:
    return [
        *_NAME,
        _address("billing", "VendorAddress", creating),
        _address("shipping", "ShipAddress", creating),
        *_CONTACT,
        not_held("website taxable"),
        _NOTES,
        _TERMS,
        _GUID,
        _CURRENCY,
    ]
