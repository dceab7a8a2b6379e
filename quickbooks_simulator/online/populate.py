"""Many customers, vendors and items at once, as after an import by a person: what benchmarks and load tests need."""

from __future__ import annotations

from collections.abc import Callable

from .entities import HANDLERS
from .entities.session import Session

DIGITS = 5


def populate(session: Session, *, customers: int = 0, vendors: int = 0, items: int = 0) -> None:
    """Create so many of each; their numbers go on from call to call ("Customer 00001", "Item 00001")."""
    for entity, count, body in (("Customer", customers, _name), ("Vendor", vendors, _name), ("Item", items, _item)):
        _create(session, entity, count, body)


def _create(session: Session, entity: str, count: int, body: Callable[[Session, str], dict]) -> None:
    for _ in range(count):
        number = session.count_up(f"populated:{entity}")
        HANDLERS[entity].create(session, body(session, f"{entity} {number:0{DIGITS}}"))


def _name(session: Session, name: str) -> dict:
    address = {"Line1": f"{name.split()[-1]} Long Street", "City": "Springfield", "PostalCode": "12345"}
    email = f"{name.replace(' ', '.').lower()}@example.com"
    return {"DisplayName": name, "CompanyName": name, "PrimaryEmailAddr": {"Address": email}, "BillAddr": address}


def _item(session: Session, name: str) -> dict:
    accounts = (("IncomeAccountRef", "SalesOfProductIncome"), ("ExpenseAccountRef", "SuppliesMaterialsCogs"))
    return {
        "Name": name,
        "Sku": name.split()[-1],
        "Description": name,
        "Type": "NonInventory",
        "UnitPrice": 10,
        "PurchaseCost": 4,
        **{field: {"value": session.account_by_subtype(subtype).id} for field, subtype in accounts},
    }
