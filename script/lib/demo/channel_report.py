"""Odoo and QuickBooks side by side after the three channels have been run: documents, totals, what customers owe."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .booked import cents
from .channel_books import ChannelBooks, Entry
from .channel_run import Phase
from .odoo_user import OdooUser
from .report import columns

HEADS = ("Channel", "What was done", "In QuickBooks then", "Right")
DOCUMENTS = ("QuickBooks", "Number", "Customer there", "Odoo", "Odoo's total", "QuickBooks' total", "Right")
MISSING = "-"


@dataclass(frozen=True)
class Step:
    """One phase, and what stood in the books after it."""

    phase: Phase
    found: list[Entry]

    @property
    def is_right(self) -> bool:
        return self.due == self.there

    @property
    def due(self) -> list[tuple[str, ...]]:
        return sorted((one.type, one.number, one.customer, one.total) for one in self.phase.due)

    @property
    def there(self) -> list[tuple[str, ...]]:
        return sorted((one.type, one.number, one.customer, one.total) for one in self.found)

    def row(self) -> tuple[str, ...]:
        told = ", ".join(f"{kind} {number} {total}" for kind, number, _customer, total in self.there) or "nothing"
        verdict = "yes" if self.is_right else f"NO: it should be {self.due}"
        return (self.phase.channel, self.phase.title, told, verdict)


@dataclass(frozen=True)
class Pair:
    """A document of the books, and the one of Odoo that is linked to it."""

    entry: Entry
    name: str
    total: str

    @property
    def is_right(self) -> bool:
        return self.total == self.entry.total

    def row(self) -> tuple[str, ...]:
        one = self.entry
        verdict = "yes" if self.is_right else "NO"
        return (one.type, one.number, one.customer, self.name, self.total, one.total, verdict)


def pairs(user: OdooUser, books: ChannelBooks) -> list[Pair]:
    """Each document that came to the books with Odoo's own."""
    domain = [("res_model", "=", "account.move"), ("state", "=", "linked")]
    links = user.find("qb.link", domain, "res_id", "qb_type", "qb_id")
    moves = {(one["qb_type"], one["qb_id"]): one["res_id"] for one in links}
    return [_pair(user, one, moves.get((one.type, one.id))) for one in books.entries()]


def _pair(user: OdooUser, entry: Entry, move: int | None) -> Pair:
    if not move:
        return Pair(entry, MISSING, MISSING)
    found = user.read("account.move", move, "name", "amount_total")
    return Pair(entry, found["name"], cents(found["amount_total"]))


def owed_in_odoo(user: OdooUser, orders: Sequence[int]) -> str:
    """What is open on the invoices and credit notes of these orders together."""
    moves: set[int] = set()
    for order in orders:
        moves |= set(user.read("sale.order", order, "invoice_ids")["invoice_ids"])
    found: list[dict[str, Any]] = user.find("account.move", [("id", "in", list(moves))], "amount_residual_signed")
    return cents(sum((Decimal(str(one["amount_residual_signed"])) for one in found), Decimal()))


def balances(user: OdooUser, books: ChannelBooks, steps: list[Step]) -> list[tuple[str, str, str]]:
    """(customer there, open in Odoo, open in QuickBooks) of every channel."""
    orders: dict[str, set[int]] = defaultdict(set)
    for step in steps:
        for one in step.phase.due:
            orders[one.customer].add(step.phase.order)
    there = books.owed()
    return [(name, owed_in_odoo(user, sorted(ids)), there.get(name, "0.00")) for name, ids in orders.items()]


def told(steps: list[Step], found: list[Pair], owed: list[tuple[str, str, str]]) -> str:
    """All of it in tables, with a verdict as the last line."""
    parts = [columns([HEADS, *(step.row() for step in steps)])]
    parts.append(columns([DOCUMENTS, *(pair.row() for pair in found)], {4, 5}))
    money = [("Customer there", "Open in Odoo", "Open in QuickBooks"), *owed]
    parts.append(columns(money, {1, 2}))
    right = sum(step.is_right for step in steps)
    equal = sum(pair.is_right for pair in found)
    agree = sum(ours == theirs for _name, ours, theirs in owed)
    parts.append(
        f"{right} of {len(steps)} steps left exactly the documents in QuickBooks that belong there; {equal} of "
        f"{len(found)} totals\nand {agree} of {len(owed)} balances agree with Odoo's to the cent."
    )
    return "\n\n".join(parts)


def is_right(steps: list[Step], found: list[Pair], owed: list[tuple[str, str, str]]) -> bool:
    everything = [*(step.is_right for step in steps), *(pair.is_right for pair in found)]
    return bool(steps) and all(everything) and all(ours == theirs for _name, ours, theirs in owed)
