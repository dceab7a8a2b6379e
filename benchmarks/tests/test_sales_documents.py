"""Sales documents on their whole way, both editions, without wire: encoded, written into books, decoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from odoo.addons.odoo_qb_connector.documents import (
    CustomField,
    DescriptionLine,
    ItemLine,
    OrderLine,
    OrderRef,
    Ref,
    SalesDocument,
    SalesKind,
    Tax,
    new_marker,
)
from odoo.addons.odoo_qb_connector.gateway import (
    Acknowledged,
    Command,
    Failed,
    FindByMarker,
    FindSales,
    ObjectRef,
    ReadObject,
    Removed,
    Stale,
    Verb,
    Written,
    shipment_details,
)

from benchmarks.in_process.desktop import DesktopBooks
from benchmarks.in_process.online import OnlineBooks
from quickbooks_simulator.desktop.company import DesktopCompanies
from quickbooks_simulator.online.company import Companies

DAY = date(2026, 3, 5)
NON = Ref("NON")
PREFERENCES = {
    "SalesFormsPrefs": {"AllowShipping": True, "AllowDiscount": True, "CustomTxnNumbers": True, "AllowEstimates": True}
}


@pytest.fixture(scope="module")
def online_file() -> Iterator[Companies]:
    made = Companies()
    yield made
    made.close()


@pytest.fixture
def online(online_file: Companies) -> OnlineBooks:
    """A US company."""
    company = online_file.create("us-ast")
    company.set_preferences(PREFERENCES)
    return OnlineBooks(online_file, company)


@pytest.fixture(scope="module")
def desktop_file() -> Iterator[DesktopCompanies]:
    made = DesktopCompanies()
    yield made
    made.close()


@pytest.fixture
def desktop(desktop_file: DesktopCompanies) -> DesktopBooks:
    """A company file of Premier."""
    return DesktopBooks(desktop_file.create())


@pytest.fixture(params=["online", "desktop"])
def books(request: pytest.FixtureRequest):
    return request.getfixturevalue(request.param)


def service(books) -> Ref:
    return books.ref("Item", "Design")


def customer(books, name: str = "Deco Addict") -> Ref:
    return books.ref("Customer", name)


def document(books, kind: SalesKind = SalesKind.INVOICE, **changes) -> SalesDocument:
    """Two hours of design at 75 and a line of text, untaxed."""
    line = ItemLine(service(books), D("150.00"), D("2"), D("75"), "Design", NON)
    found = SalesDocument(
        kind=kind,
        customer=customer(books),
        date=DAY,
        currency="USD",
        lines=(line, DescriptionLine("Two hours")),
        total=D("150.00"),
        tax=Tax(),
        marker=new_marker(),
        number="S00042",
        deposit_account=books.ref("Account", "Checking") if kind is SalesKind.REFUND_RECEIPT else None,
    )
    return replace(found, **changes)


def done(books, command: Command) -> Acknowledged:
    """Sent, and taken."""
    assert books.problems(command) == []
    outcome = books.send(command)
    assert isinstance(outcome, Written), outcome
    return outcome.object


def created(books, one: SalesDocument) -> Acknowledged:
    return done(books, Command(Verb.CREATE, one))


def updated(books, one: SalesDocument, there: Acknowledged, *changes: str) -> Acknowledged:
    return done(books, Command(Verb.UPDATE, one, there.ref, frozenset(changes)))


def refused(books, command: Command):
    outcome = books.send(command)
    assert isinstance(outcome, Failed), outcome
    return outcome.error


def now(books, there: Acknowledged) -> Acknowledged:
    return books.ask(ReadObject(there.ref))


def ledger(books, there: Acknowledged) -> dict[str, str]:
    """account -> amount of one document, debit positive."""
    found: dict[str, D] = {}
    for row in books.company.ledger():
        if (row["txn_type"], row["txn_id"]) == (there.ref.type, there.ref.id):
            found[row["account"]] = found.get(row["account"], D(0)) + row["amount"]
    return {account: str(amount) for account, amount in found.items()}


# ------------------------------------------------------------------ every kind


def kinds(books) -> list[SalesKind]:
    """Desktop has no refund receipts (spec qbd 5.2)."""
    return [kind for kind in SalesKind if isinstance(books, OnlineBooks) or kind is not SalesKind.REFUND_RECEIPT]


@pytest.mark.parametrize("kind", SalesKind)
def test_every_kind_lands_is_found_and_goes(books, kind):
    one = document(books, kind)
    if kind not in kinds(books):
        assert [one.code for one in books.problems(Command(Verb.CREATE, one))] == ["no_refund_receipts"]
        return
    there = created(books, one)
    assert (there.number, there.total, there.tax, there.marker) == ("S00042", D("150"), D("0"), one.marker)
    assert (there.party_id, there.details["date"]) == (one.customer.id, "2026-03-05")
    assert [(line.quantity, line.amount, line.description) for line in there.lines] == [
        (D("2"), D("150"), "Design"),
        (None, None, "Two hours"),
    ]
    (lost,) = books.ask(FindByMarker(there.ref.type, one.marker, number="S00042"))
    assert (lost.ref.id, lost.marker) == (there.ref.id, one.marker)
    assert isinstance(books.send(Command(Verb.DELETE, target=there.ref)), Removed)
    assert now(books, there) is None


def test_a_receipt_is_paid_into_undeposited_funds(books):
    paid = document(books, SalesKind.SALES_RECEIPT, payment_reference="CHK 7")
    there = created(books, replace(paid, payment_method=books.ref("PaymentMethod", "Check")))
    posted = ledger(books, there)
    assert D(posted.pop("Undeposited Funds")) == 150
    assert [D(amount) for amount in posted.values()] == [-150]


def test_a_refund_receipt_pays_the_money_back_and_leaves_nothing_open(online):
    there = created(online, document(online, SalesKind.REFUND_RECEIPT, payment_reference="R 7"))
    posted = ledger(online, there)
    assert D(posted.pop("Checking")) == -150
    assert [D(amount) for amount in posted.values()] == [150]
    assert there.balance == 0
    again = updated(online, document(online, SalesKind.REFUND_RECEIPT, marker="", note="Twice"), there)
    assert again.details["note"].startswith("Twice")


def test_a_refund_receipt_says_which_account_the_money_leaves(online):
    one = document(online, SalesKind.REFUND_RECEIPT, deposit_account=None)
    assert [each.code for each in online.problems(Command(Verb.CREATE, one))] == ["refund_account_missing"]


def test_a_receipt_may_be_paid_into_a_bank(books):
    there = created(books, document(books, SalesKind.SALES_RECEIPT, deposit_account=books.ref("Account", "Checking")))
    assert D(ledger(books, there)["Checking"]) == 150


@pytest.mark.parametrize("kind", [SalesKind.INVOICE, SalesKind.SALES_RECEIPT])
def test_a_document_is_voided(books, kind):
    there = created(books, document(books, kind))
    void = done(books, Command(Verb.VOID, target=there.ref))
    assert void.total == 0
    assert all(D(amount) == 0 for amount in ledger(books, there).values())


# ------------------------------------------------------------------ changes


def test_an_update_replaces_the_lines(books):
    one = document(books)
    there = created(books, one)
    line = ItemLine(service(books), D("37.50"), D("0.5"), D("75"), "Half an hour", NON)
    changed = updated(books, replace(one, lines=(line,), total=D("37.50"), marker=new_marker()), there)
    assert (changed.total, [line.description for line in changed.lines]) == (D("37.50"), ["Half an hour"])
    assert changed.ref.token != there.ref.token
    books.company.assert_balanced()


def test_an_update_keeps_the_lines_that_it_names(books):
    one = document(books)
    there = created(books, one)
    kept = replace(one.lines[0], line_id=there.lines[0].id, amount=D("225.00"), quantity=D("3"))
    new = ItemLine(service(books), D("75.00"), D("1"), D("75"), "More", NON)
    changed = updated(books, replace(one, lines=(kept, new), total=D("300.00")), there)
    assert changed.lines[0].id == there.lines[0].id
    assert changed.lines[1].id not in {line.id for line in there.lines}
    assert changed.total == 300


def test_an_old_token_is_stale(books):
    one = document(books)
    there = created(books, one)
    updated(books, replace(one, memo="new"), there)
    assert isinstance(refused(books, Command(Verb.UPDATE, one, there.ref)), Stale)


def test_a_later_shipment_touches_no_line(books):
    one = document(books)
    there = created(books, one)
    shipped = replace(one, ship_date=date(2026, 3, 9), ship_method="UPS", tracking_number="1Z999")
    changed = done(books, shipment_details(shipped, there.ref))
    assert (changed.details["ship_date"], changed.lines, changed.total) == ("2026-03-09", there.lines, D("150"))
    assert "1Z999" in changed.details.get("tracking_number", "") + changed.details["note"]
    back = done(books, shipment_details(one, changed.ref))
    assert "1Z999" not in back.details.get("tracking_number", "") + back.details["note"]


# ------------------------------------------------------------------ what holds a document


def test_a_closed_period(books):
    there = created(books, document(books))
    books.company.close_books(DAY)
    for command in (Command(Verb.UPDATE, document(books, memo="x"), there.ref), Command(Verb.DELETE, target=there.ref)):
        assert refused(books, command).problem == "period_closed"
    books.read_company()
    (problem,) = books.problems(Command(Verb.UPDATE, document(books), there.ref))
    assert (problem.code, problem.values) == ("period_closed", {"date": DAY, "closing_date": DAY})


def test_a_deposited_receipt_online(online):
    there = created(online, document(online, SalesKind.SALES_RECEIPT))
    online.company.deposit("SalesReceipt", there.ref.id)
    for command in (
        Command(Verb.UPDATE, document(online, SalesKind.SALES_RECEIPT), there.ref),
        Command(Verb.DELETE, target=there.ref),
        Command(Verb.VOID, target=there.ref),
    ):
        error = refused(online, command)
        assert (error.problem, error.code) == ("held_by_deposit", "6540")


def test_a_deposited_receipt_on_desktop(desktop):
    there = created(desktop, document(desktop, SalesKind.SALES_RECEIPT))
    desktop.company.deposit(there.ref.id)
    delete = Command(Verb.DELETE, target=there.ref)
    assert (refused(desktop, delete).problem, refused(desktop, delete).code) == ("held_by_other_record", "3160")
    desktop.company.set_switch("unconfirmed_wording", "sentence")
    assert refused(desktop, delete).problem == "held_by_deposit"
    change = Command(Verb.UPDATE, document(desktop, SalesKind.SALES_RECEIPT), there.ref)
    assert (refused(desktop, change).problem, refused(desktop, change).code) == ("held_by_deposit", "3170")


def test_a_paid_invoice_online(online):
    there = created(online, document(online))
    link = [{"TxnId": there.ref.id, "TxnType": "Invoice"}]
    body = {"CustomerRef": {"value": there.party_id}, "TotalAmt": 150, "Line": [{"Amount": 150, "LinkedTxn": link}]}
    online.company.write("Payment", "create", body)
    paid = now(online, there)
    line = ItemLine(service(online), D("75.00"), D("1"), D("75"), "Design", NON)
    for command in (
        Command(Verb.UPDATE, document(online, lines=(line,), total=D("75.00")), paid.ref),
        Command(Verb.DELETE, target=paid.ref),
        Command(Verb.VOID, target=paid.ref),
    ):
        assert refused(online, command).problem == "held_by_payment"


def test_a_paid_invoice_on_desktop(desktop):
    there = created(desktop, document(desktop))
    desktop.company.receive_payment(there.ref.id)
    paid = now(desktop, there)
    line = ItemLine(service(desktop), D("75.00"), D("1"), D("75"), "Design", NON)
    less = Command(Verb.UPDATE, document(desktop, lines=(line,), total=D("75.00")), paid.ref)
    assert refused(desktop, less).problem == "held_by_payment"
    assert refused(desktop, Command(Verb.DELETE, target=paid.ref)).problem == "held_by_other_record"
    desktop.company.set_switch("unconfirmed_wording", "sentence")
    assert refused(desktop, Command(Verb.DELETE, target=paid.ref)).problem == "held_by_payment"


# ------------------------------------------------------------------ orders


def test_an_invoice_closes_its_estimate_online(online):
    order = created(online, document(online, SalesKind.ESTIMATE))
    assert (order.ref.type, order.details["status"]) == ("Estimate", "Pending")
    made = created(online, document(online, number="INV1", order=OrderRef("Estimate", order.ref.id)))
    assert made.details["linked"] == (("Estimate", order.ref.id),)
    after = now(online, order)
    assert (after.details["closed"], after.details["linked"]) == (True, (("Invoice", made.ref.id),))
    second = Command(Verb.CREATE, document(online, number="INV2", order=OrderRef("Estimate", order.ref.id)))
    assert refused(online, second).problem == "link_refused"
    again = updated(online, document(online, number="INV1", order=OrderRef("Estimate", order.ref.id), memo="x"), made)
    assert again.details["linked"] == (("Estimate", order.ref.id),)


def test_an_order_is_changed_closed_and_opened(books):
    one = document(books, SalesKind.ESTIMATE)
    there = created(books, one)
    line = ItemLine(service(books), D("75.00"), D("1"), D("75"), "Design", NON)
    smaller = replace(one, lines=(line,), total=D("75.00"))
    changed = updated(books, smaller, there)
    assert (changed.total, len(changed.lines)) == (D("75"), 1)
    closed = updated(books, replace(smaller, closed=True), changed, "closed")
    assert (closed.details["closed"], closed.lines) == (True, changed.lines)
    opened = updated(books, replace(smaller, closed=False), closed, "closed")
    assert "closed" not in opened.details


def test_pro_keeps_an_order_as_an_estimate(desktop_file):
    pro = DesktopBooks(desktop_file.create(edition="Pro"))
    one = document(pro, SalesKind.ESTIMATE)
    there = created(pro, one)
    assert there.ref.type == "Estimate"
    closed = updated(pro, replace(one, closed=True), there, "closed")
    assert closed.details["closed"] is True


def test_an_invoice_for_a_part_of_an_order_on_desktop(desktop):
    order = created(desktop, document(desktop, SalesKind.ESTIMATE))
    assert order.ref.type == "SalesOrder"
    link = OrderLine(order.ref.id, order.lines[0].id)
    half = ItemLine(service(desktop), D("75.00"), D("1"), D("75"), "First hour", NON, order_line=link)
    first = created(desktop, document(desktop, number="INV1", lines=(half,), total=D("75.00")))
    assert first.details["linked"] == (("SalesOrder", order.ref.id),)
    after = now(desktop, order)
    assert (after.lines[0].invoiced, "fully_invoiced" in after.details) == (D("1"), False)
    created(desktop, document(desktop, number="INV2", lines=(half,), total=D("75.00")))
    assert now(desktop, order).details["fully_invoiced"] is True
    late = desktop.send(Command(Verb.CREATE, document(desktop, number="INV3", lines=(half,), total=D("75.00"))))
    assert isinstance(late, Failed) and late.error.problem == "link_refused"
    desktop.company.assert_balanced()


def test_an_invoice_keeps_its_links_when_it_names_its_lines(desktop):
    order = created(desktop, document(desktop, SalesKind.ESTIMATE))
    link = OrderLine(order.ref.id, order.lines[0].id)
    half = ItemLine(service(desktop), D("75.00"), D("1"), D("75"), "First hour", NON, order_line=link)
    first = created(desktop, document(desktop, number="INV1", lines=(half,), total=D("75.00")))
    more = replace(half, line_id=first.lines[0].id, quantity=D("2"), amount=D("150.00"))
    changed = updated(desktop, document(desktop, number="INV1", lines=(more,)), first)
    assert changed.details["linked"] == (("SalesOrder", order.ref.id),)
    assert now(desktop, order).lines[0].invoiced == 2


# ------------------------------------------------------------------ documents that are there already


@pytest.mark.parametrize("kind", SalesKind)
def test_documents_that_are_there_are_found_to_be_linked(books, kind):
    if kind not in kinds(books):
        return
    there = created(books, document(books, kind, marker="", number="A-1"))
    other = created(books, document(books, kind, number="A-2", customer=customer(books, books_second(books))))
    name, party = there.ref.type, there.party_id

    def found(**asked) -> list[str]:
        return [one.ref.id for one in books.ask(FindSales(name, **asked))]

    assert found(number="a-1") == [there.ref.id]
    assert found(number="A-1", party_id=other.party_id) == []
    assert found(number="A-1", party_id=party, total=D("150.00")) == [there.ref.id]
    assert found(number="A-1", total=D("150.01")) == []
    assert there.ref.id in found(party_id=party, total=D("150.00"), from_day=DAY, to_day=DAY)
    assert there.ref.id not in found(party_id=party, from_day=date(2026, 3, 6))
    (one,) = books.ask(FindSales(name, number="A-1"))
    assert (one.marker, one.number, one.total, one.ref.token) == ("", "A-1", D("150"), there.ref.token)


def books_second(books) -> str:
    return "Cool Cars" if isinstance(books, DesktopBooks) else "Juniper & Sons"


# ------------------------------------------------------------------ the fields of a form


def test_the_fields_of_a_form_on_desktop(desktop):
    full = document(
        desktop,
        class_ref=desktop.ref("Class", "Retail"),
        template=desktop.ref("Template", "Intuit Service Invoice"),
        sales_rep=desktop.ref("SalesRep", "RD"),
        message=desktop.ref("CustomerMsg", "Thank you for your business."),
        terms=desktop.ref("Terms", "Net 30"),
        po_number="PO 4711",
        customer_reference="Ann's order",
        email="deco@example.com",
        send_email=True,
        ship_date=DAY,
        ship_method="UPS",
    )
    created(desktop, full)
    held = desktop.company.objects("Invoice")[-1]
    assert {name: held[name]["FullName"] for name in held if name.endswith("Ref") and name != "ARAccountRef"} == {
        "CustomerRef": "Deco Addict",
        "ClassRef": "Retail",
        "TemplateRef": "Intuit Service Invoice",
        "TermsRef": "Net 30",
        "SalesRepRef": "RD",
        "ShipMethodRef": "UPS",
        "ItemSalesTaxRef": "State Tax",
        "CustomerMsgRef": "Thank you for your business.",
        "CustomerSalesTaxCodeRef": "Non",
    }
    assert (held["PONumber"], held["Other"], held["IsToBeEmailed"], held["DueDate"]) == (
        *("PO 4711", "Ann's order", "true", "2026-04-04"),
    )


def test_a_customer_without_an_e_mail_address_on_desktop(desktop):
    command = Command(
        Verb.CREATE,
        document(desktop, customer=customer(desktop, "Whitehead and Sons"), email="a@example.com", send_email=True),
    )
    assert refused(desktop, command).problem == "customer_without_email"


def test_the_fields_of_a_form_online(online):
    online.company.set_preferences(
        {
            "SalesFormsPrefs": {
                **PREFERENCES["SalesFormsPrefs"],
                "CustomField": [
                    {"CustomField": [_use(1), _use(2)]},
                    {"CustomField": [_named(1, "PO Number"), _named(2, "Sales Rep")]},
                ],
            },
            "AccountingInfoPrefs": {"ClassTrackingPerTxn": True, "TrackDepartments": True},
        }
    )
    online.read_company()
    full = document(
        online,
        class_ref=online.ref("Class", "Retail"),
        department=online.ref("Department", "Warehouse"),
        terms=online.ref("Term", "Net 15"),
        memo="Thank you",
        email="deco@example.com",
        send_email=True,
        custom_fields=(CustomField("1", "PO 4711"), CustomField("2", "x" * 31, "Sales Rep")),
    )
    held = online.company.read("Invoice", created(online, full).ref.id)
    assert (held["ClassRef"]["name"], held["DepartmentRef"]["name"]) == ("Retail", "Warehouse")
    assert (held["SalesTermRef"]["name"], held["DueDate"]) == ("Net 15", "2026-03-20")
    assert (held["CustomerMemo"], held["EmailStatus"]) == ({"value": "Thank you"}, "NeedToSend")
    assert [(one["Name"], one["StringValue"]) for one in held["CustomField"]] == [
        ("PO Number", "PO 4711"),
        ("Sales Rep", "x" * 31),
    ]
    unknown = Command(Verb.CREATE, replace(full, custom_fields=(CustomField("3", "x"),)))
    assert [one.code for one in online.problems(unknown)] == ["custom_field_unknown"]
    assert refused(online, replace(unknown, document=replace(unknown.document, number="X"))).problem == "invalid_data"


def _use(number: int) -> dict:
    return {"Name": f"SalesFormsPrefs.UseSalesCustom{number}", "Type": "BooleanType", "BooleanValue": True}


def _named(number: int, name: str) -> dict:
    return {"Name": f"SalesFormsPrefs.SalesCustomName{number}", "Type": "StringType", "StringValue": name}


# ------------------------------------------------------------------ currencies


def test_another_currency_than_the_customers(online_file):
    company = online_file.create("us-ast", multicurrency=True)
    company.set_preferences(PREFERENCES)
    books = OnlineBooks(online_file, company)
    euro = document(books, currency="EUR", exchange_rate=D("1.25"))
    command = Command(Verb.CREATE, replace(euro, customer_currency="USD"))
    assert [(one.code, one.values["theirs"]) for one in books.problems(command)] == [("customer_currency", "USD")]
    assert refused(books, Command(Verb.CREATE, euro)).problem == "currency_mismatch"


def test_another_receivable_account_than_the_customers_on_desktop(desktop_file):
    books = DesktopBooks(desktop_file.create(multicurrency=True))
    euro = document(books, currency="EUR", exchange_rate=D("1.25"))
    assert refused(books, Command(Verb.CREATE, euro)).problem == "currency_mismatch"
    there = created(books, replace(euro, customer=customer(books, "Galerie Vivienne")))
    assert (there.currency, there.details["exchange_rate"]) == ("EUR", D("1.25"))
    assert ledger(books, there)["Accounts Receivable - EUR"] == "187.50"


# ------------------------------------------------------------------ money off without a discount


def test_a_down_payment_and_a_rounding_are_taken_off(books):
    item = service(books)
    lines = (
        ItemLine(item, D("150.03"), D("1"), D("150.03"), "Design", NON),
        ItemLine(item, D("-50.00"), D("-1"), D("50"), "Down payment", NON),
        ItemLine(item, D("-0.03"), D("1"), D("-0.03"), "Rounding", NON),
    )
    there = created(books, document(books, lines=lines, total=D("100.00")))
    assert (there.total, [line.amount for line in there.lines]) == (D("100"), [D("150.03"), D("-50"), D("-0.03")])
    books.company.assert_balanced()


def test_a_target_that_is_gone(books):
    gone = ObjectRef("Invoice", "FF-1" if isinstance(books, DesktopBooks) else "9999", "1")
    assert refused(books, Command(Verb.DELETE, target=gone)).problem == "gone"
