"""Many customers, vendors and items at once, as after an import by a person: what benchmarks and load tests need."""

from __future__ import annotations

from collections.abc import Callable

from .lists.accounts import first_of_type
from .lists.handlers import HANDLERS
from .work import Work

DIGITS = 5


def populate(work: Work, *, customers: int = 0, vendors: int = 0, items: int = 0) -> None:
    """Add so many of each; their numbers go on from call to call ("Customer 00001", "Item 00001")."""
    wanted = (
        ("Customer", "Customer", customers, _customer),
        ("Vendor", "Vendor", vendors, _vendor),
        ("ItemNonInventory", "Item", items, _item),
    )
    for type_, word, count, given in wanted:
        _add(work, type_, word, count, given)


def _add(work: Work, type_: str, word: str, count: int, given: Callable[[Work, str], dict]) -> None:
    for _ in range(count):
        number = work.rows.count_up(f"populated:{word}")
        HANDLERS[type_].add(work, given(work, f"{word} {number:0{DIGITS}}"))


def _customer(work: Work, name: str) -> dict:
    return {"Name": name, "CompanyName": name, "BillAddress": _address(name), "Email": _email(name)}


def _vendor(work: Work, name: str) -> dict:
    return {"Name": name, "CompanyName": name, "VendorAddress": _address(name), "Email": _email(name)}


def _address(name: str) -> dict:
    return {"Addr1": name, "Addr2": f"{name.split()[-1]} Long Street", "City": "Springfield", "PostalCode": "12345"}


def _email(name: str) -> str:
    return f"{name.replace(' ', '.').lower()}@example.com"


def _item(work: Work, name: str) -> dict:
    account = {"ListID": first_of_type(work, "Income").id}
    return {"Name": name, "SalesOrPurchase": {"Desc": name, "Price": "10.00", "AccountRef": account}}
