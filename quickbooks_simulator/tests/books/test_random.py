"""Random histories: whatever clients do, the trial balance is zero and receivables equal the open documents."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quickbooks_simulator.books.money import from_minor, half_up, prorate, to_minor
from quickbooks_simulator.online.company import Companies
from quickbooks_simulator.online.entities.session import Session
from quickbooks_simulator.online.faults import Fault

from .books import Books, number

ITEMS = ("Design", "Desk Lamp", "Oak Desk", "Gift Wrap")
KINDS = ["Invoice", "SalesReceipt", "CreditMemo", "RefundReceipt", "Estimate"]
CUSTOMERS = ("1", "2", "6")

amounts = st.integers(1, 50000).map(lambda minor: Decimal(minor) / 100)
lines = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.integers(1, 9), amounts, st.sampled_from(["TAX", "NON", None])),
    min_size=1,
    max_size=3,
)
days = st.integers(1, 28).map(lambda day: f"2026-01-{day:02}")
steps = st.one_of(
    st.tuples(st.just("sell"), st.sampled_from(KINDS), lines, days),
    st.tuples(st.just("change"), st.integers(0, 30), lines, days),
    st.tuples(st.just("delete"), st.integers(0, 30)),
    st.tuples(st.just("void"), st.integers(0, 30)),
    st.tuples(st.just("pay"), st.integers(0, 30), amounts),
    st.tuples(st.just("credit"), st.integers(0, 30), st.integers(0, 30), amounts),
    st.tuples(st.just("unpay"), st.integers(0, 30)),
)
histories = st.tuples(st.booleans(), st.lists(steps, min_size=1, max_size=14))


class Actor:
    """Carries out steps; refusals are part of life, anything else is a failure."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.documents: list[tuple[str, str]] = []
        self.payments: list[str] = []

    def run(self, step: tuple) -> None:
        try:
            getattr(self, step[0])(*step[1:])
        except Fault as fault:
            assert fault.http_status == 400, fault

    def _lines(self, sold: list) -> list[dict]:
        return [
            self.books.line(name, half_up(price * qty), qty=qty, price=price, code=code)
            for name, qty, price, code in sold
        ]

    def _pick(self, position: int, *types: str) -> tuple[str, dict] | None:
        found = [entry for entry in self.documents if not types or entry[0] in types]
        if not found:
            return None
        type_, id_ = found[position % len(found)]
        return type_, self.books.read(type_, id_)

    def sell(self, type_: str, sold: list, day: str) -> None:
        customer = CUSTOMERS[len(self.documents) % len(CUSTOMERS)]
        made = self.books.sale(type_, customer, *self._lines(sold), TxnDate=day)
        self.documents.append((type_, made["Id"]))

    def change(self, position: int, sold: list, day: str) -> None:
        picked = self._pick(position)
        if picked:
            self.books.update(picked[0], picked[1], Line=self._lines(sold), TxnDate=day)

    def delete(self, position: int) -> None:
        picked = self._pick(position)
        if picked:
            self.books.remove(*picked)
            self.documents.remove((picked[0], picked[1]["Id"]))

    def void(self, position: int) -> None:
        picked = self._pick(position, "Invoice", "SalesReceipt")
        if picked:
            self.books.void(*picked)

    def pay(self, position: int, amount: Decimal) -> None:
        picked = self._pick(position, "Invoice")
        if picked:
            body = picked[1]
            applied = min(amount, Decimal(str(body["Balance"])))
            customer = body["CustomerRef"]["value"]
            made = self.books.pay(customer, amount, ("Invoice", body, applied), TxnDate="2026-02-01")
            self.payments.append(made["Id"])

    def credit(self, position: int, other: int, amount: Decimal) -> None:
        invoice, memo = self._pick(position, "Invoice"), self._pick(other, "CreditMemo")
        if invoice and memo:
            amount = min(amount, *(Decimal(str(one[1]["Balance"])) for one in (invoice, memo)))
            customer = invoice[1]["CustomerRef"]["value"]
            pairs = [("Invoice", invoice[1], amount), ("CreditMemo", memo[1], amount)]
            self.payments.append(self.books.pay(customer, 0, *pairs, TxnDate="2026-02-01")["Id"])

    def unpay(self, position: int) -> None:
        if self.payments:
            payment = self.payments.pop(position % len(self.payments))
            self.books.remove("Payment", self.books.read("Payment", payment))


@pytest.mark.switch("apply_credits_automatically", "delete_paid_document", "lower_total_below_payments")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories)
def test_any_history_keeps_the_books_sound(companies: Companies, history: tuple[bool, list[tuple]]):
    lenient, steps_ = history
    books = Books(companies.create("us-ast"))
    if lenient:
        books.company.set_switch("delete_paid_document", "unapply")
        books.company.set_switch("lower_total_below_payments", "unapply")
        books.company.set_switch("apply_credits_automatically", True)
    actor = Actor(books)
    for step in steps_:
        actor.run(step)
        books.assert_sound()
    _assert_stock_is_consistent(books)
    _assert_replay_changes_nothing(books)


def _assert_replay_changes_nothing(books: Books) -> None:
    """Continuing from a saved state gives what replaying the whole history gives."""
    before = books.company.ledger()

    def replay(session: Session) -> None:
        for item in session.select("Item"):
            session.stock.revalue(item.id)

    books.company._change(replay)
    assert books.company.ledger() == before


def _assert_stock_is_consistent(books: Books) -> None:
    """The asset account is what the stock rows say, and quantities shown are quantities moved."""
    connection = books.company._store.connection()
    realm = books.company.realm_id
    moved = connection.execute("SELECT coalesce(sum(cost), 0) FROM stock WHERE realm = ?", (realm,)).fetchone()[0]
    assert books.balance("Inventory Asset") == from_minor(moved)
    for item in books.all("Item"):
        rows = connection.execute(
            "SELECT quantity FROM stock WHERE realm = ? AND item = ?", (realm, item["Id"])
        ).fetchall()
        if rows:
            assert number(sum(Decimal(row[0]) for row in rows)) == item["QtyOnHand"]


@given(total=st.integers(-(10**9), 10**9), weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_prorating_loses_nothing(total: int, weights: list[int]):
    shares = prorate(total, weights)
    assert sum(shares) == total
    if sum(weights):
        for share, weight in zip(shares, weights, strict=True):
            assert abs(share - Decimal(total) * weight / sum(weights)) <= 1


@given(st.integers(-(10**12), 10**12))
def test_minor_units_come_back(minor: int):
    assert to_minor(from_minor(minor)) == minor


def test_more_than_two_decimals_are_no_money():
    with pytest.raises(ValueError, match=r"10\.005"):
        to_minor(Decimal("10.005"))
