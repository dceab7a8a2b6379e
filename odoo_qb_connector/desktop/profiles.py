"""CustomerRet, VendorRet and the items' Ret -> Profile: the way back of `encode` (spec qbd 5.1, 5.5)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lxml import etree

from ..documents import Address, Item, ItemKind, Party, PartyRole, Ref, without_marker
from ..gateway import Profile
from .answers import text
from .encode.item import KINDS
from .encode.party import ENTITY
from .returned import PLAIN, Reading, acknowledged, amount, type_of

PROFILED = frozenset({*ENTITY.values(), "Item"})
_ROLES = {name: role for role, name in ENTITY.items()}
_BILLING = {PartyRole.CUSTOMER: "BillAddress", PartyRole.VENDOR: "VendorAddress"}


def profile(element: etree._Element, reading: Reading = PLAIN) -> Profile:
    """What `element` holds. Raises ValueError when it lacks its id or its EditSequence, or is neither party nor
    item."""
    kind = type_of(element)
    if kind not in PROFILED:
        raise ValueError(f"{element.tag} has no profile")
    return Profile(
        object=acknowledged(element, reading),
        document=_item(element, reading) if kind == "Item" else _party(_ROLES[kind], element, reading),
        full_name=text(element, "FullName") or text(element, "Name"),
        parent_id=text(element, "ParentRef/ListID"),
    )


def _party(role: PartyRole, element: etree._Element, reading: Reading) -> Party:
    found = acknowledged(element, reading)
    return Party(
        role=role,
        name=text(element, "Name"),
        currency=found.currency or reading.home,
        company_name=text(element, "CompanyName"),
        given_name=text(element, "FirstName"),
        family_name=text(element, "LastName"),
        email=text(element, "Email"),
        phone=text(element, "Phone"),
        billing=_address(element.find(_BILLING[role]), reading),
        shipping=_address(element.find("ShipAddress"), reading),
        terms=_ref(element, "TermsRef"),
        taxable=_taxable(element, reading) if role is PartyRole.CUSTOMER else None,
        note=without_marker(text(element, "Notes")),
        marker=found.marker,
        active=found.active,
    )


def _item(element: etree._Element, reading: Reading) -> Item | None:
    """None for a discount, a subtotal, a tax, a group and whatever else is no product. Of an item with a single account
    QuickBooks does not say which it is: it stands as the income account."""
    kind = KINDS.get(element.tag.removesuffix("Ret"))
    if kind is None:
        return None
    parts = map(element.find, ("SalesOrPurchase", "SalesAndPurchase"))
    sales = next((one for one in parts if one is not None), element)
    expense = "COGSAccountRef" if kind is ItemKind.STOCKED else "ExpenseAccountRef"
    return Item(
        kind=kind,
        name=text(element, "Name"),
        sku=text(element, "ManufacturerPartNumber"),
        description=text(sales, "SalesDesc") or text(sales, "Desc"),
        price=_price(sales, "SalesPrice", "Price"),
        cost=_price(sales, "PurchaseCost"),
        income_account=_ref(sales, "IncomeAccountRef") or _ref(sales, "AccountRef"),
        expense_account=_ref(sales, expense),
        asset_account=_ref(element, "AssetAccountRef"),
        taxable=_taxable(element, reading),
        quantity_on_hand=amount(element, "QuantityOnHand") or Item.quantity_on_hand,
        stock_from=_day(text(element, "InventoryDate")),
        purchase_description=text(sales, "PurchaseDesc"),
        active=text(element, "IsActive") != "false",
    )


def _address(said: etree._Element | None, reading: Reading) -> Address | None:
    """The country of the books is left out there (`encode.address`) and said here."""
    if said is None:
        return None
    found = Address(
        lines=tuple(line for line in (text(said, f"Addr{place}") for place in range(1, 6)) if line),
        city=text(said, "City"),
        state=text(said, "State"),
        postal_code=text(said, "PostalCode"),
        country=text(said, "Country"),
    )
    if found == Address():
        return None
    return Address(found.lines, found.city, found.state, found.postal_code, found.country or reading.country)


def _ref(element: etree._Element, name: str) -> Ref | None:
    identity = text(element, f"{name}/ListID")
    return Ref(identity, text(element, f"{name}/FullName")) if identity else None


def _taxable(element: etree._Element, reading: Reading) -> bool | None:
    """By the company's own codes, which have any name; None where they were not read or do not mean that."""
    return reading.taxable.get(text(element, "SalesTaxCodeRef/ListID"))


def _price(element: etree._Element, *names: str) -> Decimal | None:
    return next((found for found in (amount(element, name) for name in names) if found is not None), None)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None
