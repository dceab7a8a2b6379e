"""What stands in the books, in the same words for both editions."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True)
class Booked:
    """One invoice as QuickBooks holds it; `note` is what only the bookkeeper reads."""

    id: str
    number: str
    total: Decimal
    note: str


class Bookkeeping(Protocol):
    """A company whose books can be looked into, past every API."""

    books_page: str

    def invoices(self) -> list[Booked]: ...

    def customers(self) -> list[tuple[str, str]]:
        """(id, name) of each."""
        ...


def cents(value: Decimal | int | str) -> str:
    """An amount with two decimals; one that has more is shown as it is, and agrees with nothing."""
    exact = Decimal(str(value))
    rounded = exact.quantize(Decimal("0.01"))
    return str(rounded if rounded == exact else exact)
