"""What stands in the books of either edition of the sales that Odoo sent, and what the customers owe there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from .booked import cents

# What a customer owes more by each type of document, in units of what is open on it.
TYPES = ("Invoice", "SalesReceipt", "RefundReceipt", "CreditMemo")
ONLINE, DESKTOP = "online", "desktop"


class Objects(Protocol):
    """A company whose books can be looked into."""

    def objects(self, entity: str) -> list[dict[str, Any]]: ...


@dataclass(frozen=True, order=True)
class Entry:
    """One document there. `total` and `open` (what is not settled of it) are texts with two decimals."""

    id: str
    type: str
    number: str
    customer: str
    total: str
    open: str


class ChannelBooks:
    """The books since this object was made: what stood in them before is not looked at."""

    def __init__(self, company: Objects, edition: str) -> None:
        self.edition = edition
        self._company = company
        self._read = _online if edition == ONLINE else _desktop
        self._types = [kind for kind in TYPES if edition == ONLINE or kind != "RefundReceipt"]
        self._before = {(one.type, one.id) for one in self._all()}

    def _all(self) -> Iterable[Entry]:
        for kind in self._types:
            yield from (self._read(kind, one) for one in self._company.objects(kind))

    def entries(self) -> list[Entry]:
        """What came, in the order of types and numbers."""
        came = (one for one in self._all() if (one.type, one.id) not in self._before)
        return sorted(came, key=lambda one: (TYPES.index(one.type), one.number))

    def owed(self) -> dict[str, str]:
        """{customer: what the documents that came leave open}, credits taken off."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for one in self.entries():
            sign = {"Invoice": 1, "CreditMemo": -1}.get(one.type, 0)
            sums[one.customer] += sign * Decimal(one.open)
        return {customer: cents(amount) for customer, amount in sorted(sums.items())}


def _online(kind: str, one: dict[str, Any]) -> Entry:
    left = one.get("RemainingCredit") if kind == "CreditMemo" else one.get("Balance")
    customer = one["CustomerRef"]["name"]
    return Entry(one["Id"], kind, one.get("DocNumber", ""), customer, cents(one["TotalAmt"]), cents(left or 0))


def _desktop(kind: str, one: dict[str, Any]) -> Entry:
    """QuickBooks Desktop holds no total: it is what the lines and the tax add up to."""
    total = Decimal(str(one["Subtotal"])) + Decimal(str(one["SalesTaxTotal"]))
    left = {"Invoice": "BalanceRemaining", "CreditMemo": "CreditRemaining"}.get(kind)
    still = one.get(left, 0) if left else 0
    customer = one["CustomerRef"]["FullName"]
    return Entry(one["TxnID"], kind, one.get("RefNumber", ""), customer, cents(total), cents(str(still)))
