"""What arrived: Odoo's own amounts beside those in the books, and how often each document stands there."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .booked import Booked, Bookkeeping, cents
from .odoo_user import OdooUser
from .orders import Wanted
from .shop import CUSTOMERS

COLUMNS = (
    "Order",
    "What it shows",
    "Delivery",
    "Invoice",
    "QuickBooks",
    "Number there",
    "Odoo",
    "QuickBooks",
    "In the books",
)
ODOO_NOISE = Decimal("0.000001")


@dataclass(frozen=True)
class Document:
    """One invoice of one order, here and there. Totals are texts with all their decimals."""

    title: str
    order: str
    delivery: str
    invoice: str
    odoo_id: int
    qb_id: str
    number: str
    total_odoo: str
    total_qb: str
    times: int

    @property
    def is_right(self) -> bool:
        return self.times == 1 and self.total_odoo == self.total_qb

    def row(self) -> tuple[str, ...]:
        books = {0: "MISSING", 1: "once"}.get(self.times, f"{self.times} TIMES")
        total = self.total_qb if self.total_qb == self.total_odoo else f"{self.total_qb} DIFFERS"
        there = f"Invoice {self.qb_id}" if self.qb_id else "-"
        number = self.number or "-"
        ours = (self.order, self.title, self.delivery, self.invoice)
        return (*ours, there, number, self.total_odoo, total, books)

    def as_json(self) -> dict[str, Any]:
        return {
            "odoo_model": "account.move",
            "odoo_id": self.odoo_id,
            "qb_type": "Invoice",
            "qb_id": self.qb_id,
            "number": self.number,
            "total_odoo": self.total_odoo,
            "total_qb": self.total_qb,
        }


def documents_of(user: OdooUser, company: Bookkeeping, orders: dict[int, Wanted]) -> list[Document]:
    """Every invoice of these orders; an order without one counts as a document that is missing."""
    books = company.invoices()
    return [document for order, wanted in orders.items() for document in _documents(user, books, order, wanted)]


def _documents(user: OdooUser, books: list[Booked], order_id: int, wanted: Wanted) -> Iterator[Document]:
    order = user.read("sale.order", order_id, "name", "invoice_ids", "picking_ids", "amount_total")
    pickings = user.find("stock.picking", [("id", "in", order["picking_ids"])], "name")
    delivery = ", ".join(one["name"] for one in pickings)
    invoices = user.find("account.move", [("id", "in", order["invoice_ids"])], "name", "amount_total")
    for invoice in invoices or [{"id": 0, "name": "-", "amount_total": order["amount_total"]}]:
        yield _document(user, books, wanted.title, order["name"], delivery, invoice)


def _document(
    user: OdooUser,
    books: list[Booked],
    title: str,
    order: str,
    delivery: str,
    invoice: dict[str, Any],
) -> Document:
    links = user.find("qb.link", [("res_model", "=", "account.move"), ("res_id", "=", invoice["id"])], "qb_id", "state")
    qb_id = next((link["qb_id"] for link in links if link["state"] == "linked"), "")
    linked = next((one for one in books if one.id == qb_id), None)
    return Document(
        title=title,
        order=order,
        delivery=delivery,
        invoice=invoice["name"],
        odoo_id=invoice["id"],
        qb_id=qb_id,
        number=linked.number if linked else "",
        total_odoo=_odoo_cents(invoice["amount_total"]),
        total_qb=cents(linked.total) if linked else "-",
        times=len([one for one in books if _is_of(one, invoice["name"], delivery)]),
    )


def _is_of(entry: Booked, number: str, delivery: str) -> bool:
    """Whether an invoice in the books came from this one: by its number, or by the delivery that its note names."""
    return entry.number == number or (bool(delivery) and delivery in entry.note)


def _odoo_cents(value: Decimal | int) -> str:
    """Odoo says a float: what it is off by is noise, not money."""
    exact = Decimal(str(value))
    rounded = exact.quantize(Decimal("0.01"))
    return str(rounded) if abs(rounded - exact) < ODOO_NOISE else str(exact)


def table(documents: list[Document]) -> str:
    """The documents in columns."""
    return columns([COLUMNS, *(document.row() for document in documents)], {6, 7})


def columns(rows: Sequence[tuple[str, ...]], amounts: Collection[int] = ()) -> str:
    """`rows` below each other, the first as their heads; `amounts` are the columns that end at the same place."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if column in amounts else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


class Books:
    """What stood in the books at one moment: invoices, and customers by name."""

    def __init__(self, company: Bookkeeping) -> None:
        self.invoices = {one.id for one in company.invoices()}
        self.customers: dict[str, set[str]] = defaultdict(set)
        for customer_id, name in company.customers():
            self.customers[name].add(customer_id)

    def surprises(self, company: Bookkeeping, documents: list[Document]) -> list[str]:
        """What is in the books now that neither stood there before nor belongs to a document, in sentences."""
        now = Books(company)
        ours = {document.qb_id for document in documents}
        found = [f"Invoice {one} is in the books and nobody sent it." for one in now.invoices - self.invoices - ours]
        for name, ids in now.customers.items():
            if self.customers.get(name) and ids != self.customers[name]:
                found.append(f"The customer {name} was made again.")
        return found


@dataclass(frozen=True)
class Outcome:
    """All that there is to say at the end."""

    documents: list[Document]
    notes: list[str]
    problems: list[str]

    @property
    def is_right(self) -> bool:
        return bool(self.documents) and not self.problems and all(one.is_right for one in self.documents)

    def told(self) -> str:
        right = sum(document.is_right for document in self.documents)
        verdict = f"{right} of {len(self.documents)} documents arrived exactly once, with the same total."
        return "\n".join([table(self.documents), "", *self.notes, "", *self.problems, verdict])


def about_known_customer(before: Books, company: Bookkeeping) -> str:
    name = CUSTOMERS["deco"][0]
    known, now = before.customers[name], Books(company).customers[name]
    if known != now:
        return f"{name} was customer {', '.join(known)} of the books and is {', '.join(now)} now."
    return f"{name} was customer {', '.join(known)} of the books before: found by name, not made again."
