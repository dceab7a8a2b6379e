"""Customer, Vendor, Item -> Profile: the way back of `encode` (spec qbo 5.2, 5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..documents import Address, Item, Party, PartyRole, Ref, without_marker
from ..gateway import Profile
from .decode import acknowledged
from .encode.countries import alpha2
from .encode.item import TYPES
from .encode.party import ENTITY
from .values import amount, inner, reference, text

PROFILED = frozenset({*ENTITY.values(), "Item"})
_KINDS = {name: kind for kind, name in TYPES.items()}
_ROLES = {name: role for role, name in ENTITY.items()}
_TERMS = {PartyRole.CUSTOMER: "SalesTermRef", PartyRole.VENDOR: "TermRef"}


def profile(entity_type: str, entity: Mapping, *, us: bool) -> Profile:
    """What `entity` holds. `us`: whether Taxable means something here (spec qbo 6.4: elsewhere a code says it). Raises
    ValueError when it lacks Id or SyncToken."""
    document = _item(entity, us) if entity_type == "Item" else _party(_ROLES[entity_type], entity, us)
    return Profile(
        object=acknowledged(entity_type, entity),
        document=document,
        full_name=text(entity.get("FullyQualifiedName")) or text(entity.get("DisplayName") or entity.get("Name")),
        parent_id=reference(entity.get("ParentRef")),
    )


def _party(role: PartyRole, entity: Mapping, us: bool) -> Party:
    found = acknowledged(ENTITY[role], entity)
    return Party(
        role=role,
        name=found.name,
        currency=found.currency,
        company_name=text(entity.get("CompanyName")),
        given_name=text(entity.get("GivenName")),
        family_name=text(entity.get("FamilyName")),
        email=text(inner(entity, "PrimaryEmailAddr").get("Address")),
        phone=text(inner(entity, "PrimaryPhone").get("FreeFormNumber")),
        website=text(inner(entity, "WebAddr").get("URI")),
        billing=_address(inner(entity, "BillAddr")),
        shipping=_address(inner(entity, "ShipAddr")),
        terms=_ref(entity.get(_TERMS[role])),
        taxable=_flag(entity.get("Taxable")) if us else None,
        note=without_marker(text(entity.get("Notes"))),
        marker=found.marker,
        active=found.active,
    )


def _item(entity: Mapping, us: bool) -> Item | None:
    """None for a category, a bundle and whatever else is sold by no line of its own."""
    kind = _KINDS.get(text(entity.get("Type")))
    if kind is None:
        return None
    return Item(
        kind=kind,
        name=text(entity.get("Name")),
        sku=text(entity.get("Sku")),
        description=text(entity.get("Description")),
        price=amount(entity.get("UnitPrice")),
        cost=amount(entity.get("PurchaseCost")),
        income_account=_ref(entity.get("IncomeAccountRef")),
        expense_account=_ref(entity.get("ExpenseAccountRef")),
        asset_account=_ref(entity.get("AssetAccountRef")),
        taxable=_flag(entity.get("Taxable")) if us else None,
        quantity_on_hand=amount(entity.get("QtyOnHand")) or Item.quantity_on_hand,
        stock_from=_day(entity.get("InvStartDate")),
        purchase_description=text(entity.get("PurchaseDesc")),
        active=entity.get("Active") is not False,
    )


def _address(said: Mapping) -> Address | None:
    """None for an address of which nothing but its id is there."""
    found = Address(
        lines=tuple(line for line in (text(said.get(f"Line{place}")) for place in range(1, 6)) if line),
        city=text(said.get("City")),
        state=text(said.get("CountrySubDivisionCode")),
        postal_code=text(said.get("PostalCode")),
        country=alpha2(text(said.get("Country"))),
    )
    return found if found != Address() else None


def _ref(said: object) -> Ref | None:
    identity = reference(said)
    return Ref(identity, text(said.get("name"))) if identity else None


def _flag(said: object) -> bool | None:
    return said if isinstance(said, bool) else None


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(text(said)[:10])
    except ValueError:
        return None
