"""Whatever is written, the books balance and agree with the documents."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quickbooks_simulator.desktop.company import DesktopCompanies

from .desk import Desk, Rs, invoice, line, ref
from .test_changes import change, kept, remove

ITEMS = ["Oak Desk", "Office Chair", "Desk Lamp", "Gift Wrap", "Design", "Shipping"]
CUSTOMERS = ["Deco Addict", "Gevelber Photography", "Freeman Sporting Goods:55 Twin Lane"]
quantities = st.decimals("0.00001", "50", places=5).map(str)
rates = st.decimals("0", "999", places=5).map(str)
amounts = st.decimals("0", "5000", places=2).map(lambda value: f"{value:.2f}")
codes = st.sampled_from([{}, {"code": "Tax"}, {"code": "Non"}])


@st.composite
def goods(draw: st.DrawFn) -> str:
    figures = draw(st.sampled_from(["quantity", "amount", "both", "price"]))
    values = {
        "quantity": lambda: {"Quantity": draw(quantities)},
        "amount": lambda: {"Amount": draw(amounts)},
        "both": lambda: {"Quantity": draw(quantities), "Rate": draw(rates)},
        "price": dict,
    }[figures]()
    return line(draw(st.sampled_from(ITEMS)), **values, **draw(codes))


def as_kind(text: str, kind: str) -> str:
    """The message of an invoice for another sales document."""
    return text.replace("Invoice", kind)


@st.composite
def documents(draw: st.DrawFn) -> str:
    kind = draw(
        st.sampled_from(["Invoice", "Invoice", "CreditMemo", "SalesReceipt", "SalesOrder", "SalesOrder", "Estimate"])
    )
    lines = draw(st.lists(goods(), min_size=1, max_size=5))
    if draw(st.booleans()):
        lines += [line("Subtotal"), line("Discount", RatePercent=f"-{draw(st.integers(0, 100))}")]
    head = "<TxnDate>2026-03-02</TxnDate>" + ref("ItemSalesTaxRef", draw(st.sampled_from(["State Tax", "Middlefield"])))
    return as_kind(invoice(*lines, customer=draw(st.sampled_from(CUSTOMERS)), head=head), kind)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), documents()),
        st.tuples(st.just("change"), quantities),
        st.tuples(st.sampled_from(["delete", "void", "pay", "invoice", "deposit"]), st.none()),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_the_books_stay_sound(companies: DesktopCompanies, steps: list[tuple[str, str]]):
    desk = Desk(companies.create())
    last: Rs | None = None
    for verb, value in steps:
        last = _step(desk, verb, value, last)
        desk.company.assert_balanced()
    trial = desk.company.trial_balance()
    assert sum(row["debit"] for row in trial) == sum(row["credit"] for row in trial)
    customers = desk.company.objects("Customer")
    owed = sum(Decimal(one["Balance"]) for one in customers)
    assert owed == Decimal(desk.find("Account", "Accounts Receivable")["Balance"])
    _stock_is_its_value(desk)


def _step(desk: Desk, verb: str, value: str, last: Rs | None) -> Rs | None:
    if verb == "add":
        answer = desk.ask(value)
        assert answer.code in (0, 3180), answer  # 3180: a taxed discount can turn the total negative
        return answer if answer.code == 0 else last
    if last is None:
        return None
    kind = last.ret.tag.removesuffix("Ret")
    if verb == "change":
        first = last.texts(f"{kind}LineRet/TxnLineID")[0]
        answer = desk.ask(as_kind(change(last, kept(first, f"<Quantity>{value}</Quantity>")), kind))
        return answer if answer.code == 0 else None
    if verb == "pay":
        if kind == "Invoice" and Decimal(last.text("BalanceRemaining")) > 0:
            desk.company.receive_payment(last.text("TxnID"))
        return None
    if verb in ("invoice", "deposit"):
        return _further(desk, verb, kind, last)
    gone = remove(last, "Void" if verb == "void" and kind not in ("SalesOrder", "Estimate") else "Del")
    answer = desk.ask(as_kind(gone, kind))
    assert answer.code in (0, 3160, 3170), answer  # an order that is invoiced, a receipt on a deposit
    return None


def _further(desk: Desk, verb: str, kind: str, last: Rs) -> Rs:
    """The invoice of an order, the deposit of a receipt; the document stays the last one."""
    txn_id = last.text("TxnID")
    if verb == "deposit" and kind == "SalesReceipt" and Decimal(last.text("TotalAmount")):
        with suppress(KeyError):
            desk.company.deposit(txn_id)
    if verb == "invoice" and kind == "SalesOrder":
        customer = last.text("CustomerRef/FullName")
        made = desk.ask(invoice(customer=customer, head=f"<LinkToTxnID>{txn_id}</LinkToTxnID>"))
        assert made.code in (0, 3180), made  # 3180: nothing is left of it
    return last


def _stock_is_its_value(desk: Desk) -> None:
    """The asset account is the value of the goods, and nothing is worth nothing."""
    rows = [row for row in desk.company.ledger() if row["account"] == "Inventory Asset"]
    for item in desk.company.objects("ItemInventory"):
        value = sum(row["amount"] for row in rows if row["item_id"] == item["ListID"])
        on_hand = Decimal(item["QuantityOnHand"])
        if on_hand == 0:
            assert value == 0 or abs(value) < 1
        if on_hand > 0:
            assert abs(value - on_hand * Decimal(item["AverageCost"])) <= Decimal("0.01") * max(on_hand, 1)
