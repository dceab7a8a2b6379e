"""Credits applied on their whole way, both editions, without wire: encoded, written into books, decoded, read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from odoo.addons.odoo_qb_connector.documents import (
    CreditApplication,
    CreditedInvoice,
    ItemLine,
    Ref,
    SalesDocument,
    SalesKind,
    new_marker,
)
from odoo.addons.odoo_qb_connector.gateway import Applied, Command, Failed, ReadObject, Removed, Verb, Written

from benchmarks.in_process.desktop import DesktopBooks
from benchmarks.in_process.online import OnlineBooks
from quickbooks_simulator.desktop.company import DesktopCompanies
from quickbooks_simulator.online.company import Companies

DAY = date(2026, 3, 5)
INVOICE, MEMO = SalesKind.INVOICE, SalesKind.CREDIT_MEMO


@pytest.fixture(params=["online", "desktop"])
def books(request: pytest.FixtureRequest) -> Iterator:
    made = Companies() if request.param == "online" else DesktopCompanies()
    yield OnlineBooks(made, made.create("us-ast")) if request.param == "online" else DesktopBooks(made.create())
    made.close()


def sent(books, kind: SalesKind, amount: str, customer: str = "Deco Addict"):
    """A document over `amount` of design, untaxed, as QuickBooks holds it."""
    line = ItemLine(books.ref("Item", "Design"), D(amount), D("1"), D(amount), "Design", Ref("NON"))
    marker = new_marker()
    document = SalesDocument(
        kind, books.ref("Customer", customer), DAY, "USD", (line,), D(amount), marker=marker, number=marker[:8]
    )
    outcome = books.send(Command(Verb.CREATE, document))
    assert isinstance(outcome, Written), outcome
    return outcome.object


def application(books, memo, *pairs, **changes) -> CreditApplication:
    """(invoice, amount) of `memo`."""
    made = CreditApplication(
        customer=Ref(memo.party_id),
        credit=Ref(memo.ref.id),
        date=DAY,
        currency="USD",
        invoices=tuple(CreditedInvoice(Ref(one.ref.id), D(amount)) for one, amount in pairs),
        marker=new_marker(),
        note="Applied",
    )
    return replace(made, **changes)


def open_of(books, *documents) -> list[D]:
    return [books.ask(ReadObject(one.ref)).balance for one in documents]


def is_online(books) -> bool:
    return isinstance(books, OnlineBooks)


def test_applied_and_read_back(books):
    first, second, memo = sent(books, INVOICE, "100.00"), sent(books, INVOICE, "50.00"), sent(books, MEMO, "120.00")
    document = application(books, memo, (first, "100.00"), (second, "15.50"))
    assert books.problems(Command(Verb.CREATE, document)) == []
    outcome = books.send(Command(Verb.CREATE, document))
    assert open_of(books, first, second, memo) == [D("0"), D("34.50"), D("4.50")]
    there = books.ask(ReadObject(memo.ref))
    if not is_online(books):
        assert outcome == Applied()
        told = [("Invoice", first.ref.id, D("100.00")), ("Invoice", second.ref.id, D("15.50"))]
        assert list(there.details["applied"]) == told
        return
    assert (outcome.object.total, outcome.object.marker) == (0, document.marker)
    assert there.details["linked"] == (("Payment", outcome.object.ref.id),)
    fewer = replace(document, invoices=document.invoices[1:], marker=new_marker())
    changed = books.send(Command(Verb.UPDATE, fewer, outcome.object.ref)).object
    assert open_of(books, first, second, memo) == [D("100"), D("34.50"), D("104.50")]
    assert isinstance(books.send(Command(Verb.DELETE, target=changed.ref)), Removed)
    assert open_of(books, first, second, memo) == [D("100"), D("50"), D("120")]


def test_what_quickbooks_refuses(books):
    invoice, memo = sent(books, INVOICE, "100.00"), sent(books, MEMO, "40.00")
    other = sent(books, INVOICE, "100.00", customer="Juniper & Sons" if is_online(books) else "Gevelber Photography")
    for pairs in (((invoice, "40.01"),), ((other, "10.00"),), ((invoice, "30.00"), (invoice, "30.00"))):
        outcome = books.send(Command(Verb.CREATE, application(books, memo, *pairs)))
        assert isinstance(outcome, Failed), pairs
    assert open_of(books, invoice, other, memo) == [D("100"), D("100"), D("40")]


def test_what_is_said_before_anything_is_sent(books):
    invoice, memo = sent(books, INVOICE, "100.00"), sent(books, MEMO, "40.00")

    def codes(*pairs, **changes) -> list[str]:
        command = Command(Verb.CREATE, application(books, memo, *pairs, **changes))
        return [problem.code for problem in books.problems(command)]

    assert codes() == ["credit_amount_not_positive"]
    assert codes((invoice, "0.00")) == ["credit_amount_not_positive"]
    assert codes((invoice, "1.005")) == ["amount_not_in_cents"]
    assert codes((invoice, "1.00"), currency="EUR") == ["currency_not_home"]
    books.company.close_books(DAY)
    books.read_company()
    assert codes((invoice, "1.00")) == ["period_closed"]
