"""What preflight lets pass, QuickBooks can read: one bad record never blocks a message set (spec qbd 3.1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.desktop import DesktopGateway
from odoo.addons.odoo_qb_connector.documents import (
    Address,
    DescriptionLine,
    DiscountLine,
    Item,
    ItemKind,
    ItemLine,
    Party,
    PartyRole,
    Ref,
    SalesDocument,
    SalesKind,
    ShippingLine,
    Tax,
)
from odoo.addons.odoo_qb_connector.gateway import Command, ObjectRef, Verb

from .samples import CHAIR, KEY, MARKER, NON, SAN_TOMAS, TAX, books, parsed
from .schemas import assert_valid

GATEWAY = DesktopGateway(books())
RUN = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = st.text("abcABC éßÿ&<>\"'\t\n\r\x00\x0b\x85;–€…Ż[]%", max_size=35)
"""Awkward, but nothing that Desktop could not keep; `ANY` is refused nearly always."""
ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
NAMES = st.text("abcABC éßÿ&<>\"'–€[]%", min_size=1, max_size=30)
PLAIN = st.text("abc é&<", min_size=1, max_size=26)
ADDRESS = st.none() | st.builds(
    Address,
    st.lists(PLAIN, max_size=6).map(tuple),
    PLAIN,
    st.text("ABCé", max_size=21),
    st.text("0123 ", max_size=13),
    st.sampled_from(["", "US", "United States", "Österreich"]),
)
PARTIES = st.builds(
    Party,
    role=st.sampled_from(PartyRole),
    name=NAMES | TEXT | ANY,
    currency=st.just("USD"),
    company_name=TEXT,
    given_name=PLAIN,
    phone=st.text("0123456789 +", max_size=21),
    email=st.sampled_from(["", "a@b.example", "a@b.example, c@d.example"]),
    billing=ADDRESS,
    shipping=ADDRESS,
    taxable=st.none() | st.booleans(),
    note=TEXT,
    marker=st.sampled_from(["", MARKER]),
)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)
COUNTS = st.integers(-(10**6), 10**6).map(lambda one: Decimal(one) / 1000)
ITEMS = st.builds(
    Item,
    kind=st.sampled_from(ItemKind),
    name=NAMES | TEXT | ANY,
    sku=PLAIN,
    description=TEXT,
    price=st.none() | NUMBERS,
    cost=st.none() | NUMBERS,
    income_account=st.just(Ref("8-1")),
    expense_account=st.just(Ref("8-2")) | st.none(),
    asset_account=st.just(Ref("8-3")),
    taxable=st.none() | st.booleans(),
    quantity_on_hand=COUNTS,
    stock_from=st.just(date(2026, 1, 1)),
)
AMOUNTS = st.integers(-(10**3), 10**9).map(lambda cents: Decimal(cents) / 100)
CODES = st.sampled_from([TAX, NON])
LINES = st.lists(
    st.builds(
        ItemLine, st.just(CHAIR), AMOUNTS, COUNTS | NUMBERS, NUMBERS, TEXT, CODES, st.none(), st.none() | st.dates()
    )
    | st.builds(ShippingLine, AMOUNTS, CODES, TEXT)
    | st.builds(DiscountLine, st.integers(0, 100).map(Decimal), CODES, TEXT)
    | st.builds(DescriptionLine, TEXT),
    min_size=1,
    max_size=5,
)


@st.composite
def documents(draw) -> SalesDocument:
    """A document that adds up, with the tax that QuickBooks will compute."""
    from odoo.addons.odoo_qb_connector.desktop.encode.tax import computed_tax

    draft = SalesDocument(
        kind=draw(st.sampled_from(SalesKind)),
        customer=Ref("8-1"),
        date=draw(st.dates()),
        currency="USD",
        lines=tuple(draw(LINES)),
        total=Decimal("0"),
        tax=Tax(code=SAN_TOMAS),
        marker=draw(st.sampled_from(["", MARKER])),
        number=draw(TEXT | ANY | st.just("INV/2026/00001")),
        billing=draw(ADDRESS),
        ship_method=draw(TEXT),
        order_number=draw(TEXT),
        payment_reference=draw(PLAIN),
        memo=draw(TEXT),
        note=draw(TEXT),
    )
    tax = Tax(computed_tax(draft, GATEWAY.books), code=SAN_TOMAS)
    fields = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
    return SalesDocument(**{**fields, "tax": tax, "total": draft.untaxed + tax.total})


def check(document, kind: str) -> None:
    """Both as a new object and as a change of one."""
    for command in (
        Command(Verb.CREATE, document),
        Command(Verb.UPDATE, document, ObjectRef(kind, "8-9", "1416570432")),
    ):
        if not GATEWAY.problems(command):
            assert_valid(GATEWAY.encode([command], KEY).body)


@RUN
@given(PARTIES)
def test_parties(party):
    check(party, "Customer")


@RUN
@given(ITEMS)
def test_items(item):
    check(item, "Item")


@RUN
@given(documents())
def test_sales_documents(document):
    check(document, "Invoice")


@RUN
@given(documents())
def test_the_memo_finds_its_way_back(document):
    """Whatever people write, our marker is read out of it."""
    if document.marker and not GATEWAY.problems(Command(Verb.CREATE, document)):
        body = GATEWAY.encode([Command(Verb.CREATE, document)], KEY).body
        assert parsed(body)[0][0][0].findtext("Memo").endswith(f"[odoo:{MARKER}]")
