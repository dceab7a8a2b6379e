"""Orders, their invoices, later shipments and the fields of a form as exact qbXML."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from odoo.addons.odoo_qb_connector.desktop.encode import entity_of
from odoo.addons.odoo_qb_connector.desktop.returned import acknowledged
from odoo.addons.odoo_qb_connector.documents import DescriptionLine, ItemLine, OrderLine, Ref, SalesKind, Tax
from odoo.addons.odoo_qb_connector.gateway import Command, HeldLine, ObjectRef, Verb, shipment_details

from .samples import (
    CHAIR,
    MARKER,
    NON,
    SERVICE,
    TAX,
    D,
    books,
    create,
    facts,
    invoice,
    parsed,
    update,
)
from .test_encode_sales import lines, root

PRO = books(facts(plan="QuickBooks Pro 2023"))
MEMO = "INV/2026/00007; Order S00042; Shipped UPS Ground 1Z999; PO 7; Thank you"
MARKED = f"{MEMO} [odoo:{MARKER}]"


def elements(document, own=None) -> dict[str, str]:
    """The header of a new document: element to text or id."""
    found = root(create(document), own)[0]
    texts = {one.tag: one.findtext("ListID") or one.findtext("FullName") or one.text for one in found}
    return {tag: text for tag, text in texts.items() if "Line" not in tag}


def changed(document, kind, *names: str) -> list[tuple[str, str | None]]:
    """What an update of some fields says beside the object and its memo."""
    found = root(update(document, kind, frozenset(names)))[0]
    said = [(one.tag, one.findtext("ListID") or one.text) for one in found]
    assert said[:2] == [("TxnID", "80000099-1"), ("EditSequence", "1416570432")]
    return [one for one in said[2:] if one != ("Memo", MARKED)]


# ------------------------------------------------------------------ what an order is


# product, what is there already -> entity
EDITIONS = [
    ("QuickBooks Premier Edition 2023", "", "SalesOrder"),
    ("QuickBooks Enterprise Solutions 23.0", "", "SalesOrder"),
    ("QuickBooks Accountant Desktop 2023", "", "SalesOrder"),
    ("", "", "SalesOrder"),
    ("QuickBooks Pro 2023", "", "Estimate"),
    ("QuickBooks Pro 2023", "SalesOrder", "SalesOrder"),
    ("QuickBooks Enterprise Solutions 23.0", "Estimate", "Estimate"),
]


@pytest.mark.parametrize(("product", "there", "entity"), EDITIONS)
def test_what_an_order_is_depends_on_the_edition_and_on_what_it_was(product, there, entity):
    order = invoice(kind=SalesKind.ESTIMATE)
    command = update(order, there) if there else create(order)
    own = books(facts(plan=product))
    assert entity_of(command, own) == entity
    assert root(command, own).tag == f"{entity}{'Mod' if there else 'Add'}Rq"


@pytest.mark.parametrize("closed", [None, True, False])
def test_a_closed_order(closed):
    order = invoice(kind=SalesKind.ESTIMATE, closed=closed)
    said = {None: None, True: "true", False: "false"}
    assert elements(order).get("IsManuallyClosed") == said[closed]
    assert elements(order, PRO).get("IsActive") == {None: None, True: "false", False: "true"}[closed]


def test_closing_an_order_touches_nothing_else():
    order = invoice(kind=SalesKind.ESTIMATE, closed=True)
    assert changed(order, "SalesOrder", "closed") == [("IsManuallyClosed", "true")]
    assert changed(order, "Estimate", "closed") == [("IsActive", "false")]


def test_lines_that_stay_come_first_the_others_are_new():
    kept = ItemLine(CHAIR, D("100.00"), D("4"), D("25"), "Chair", TAX, line_id="C6-1")
    text = DescriptionLine("Handle with care", line_id="C7-1")
    new = ItemLine(SERVICE, D("20.00"), D("1"), D("20"), "Assembly", NON)
    order = invoice(kind=SalesKind.ESTIMATE, lines=(new, kept, text))
    found = root(update(order, "SalesOrder"))[0].findall("SalesOrderLineMod")
    assert [line.findtext("TxnLineID") for line in found] == ["C6-1", "C7-1", "-1"]
    assert [line.findtext("Desc") for line in found] == ["Chair", "Handle with care", "Assembly"]


# ------------------------------------------------------------------ its invoice


def test_an_invoices_line_fulfils_that_of_an_order():
    link = OrderLine("C5-1", "C6-1")
    one = ItemLine(CHAIR, D("50.00"), D("2"), D("25"), "Chair", TAX, service_date=date(2026, 3, 4), order_line=link)
    rounded = ItemLine(CHAIR, D("10.00"), D("3"), D("3.333333"), "Third", TAX, order_line=link)
    taken_off = ItemLine(SERVICE, D("-10.00"), D("-1"), D("10"), "Down payment", NON, order_line=link)
    document = invoice(lines=(one, rounded, taken_off))
    first, second, third = root(create(document))[0].findall("InvoiceLineAdd")
    assert [child.tag for child in first] == ["Desc", "Quantity", "Rate", "ServiceDate", "SalesTaxCodeRef", "LinkToTxn"]
    assert (first.findtext("LinkToTxn/TxnID"), first.findtext("LinkToTxn/TxnLineID")) == ("C5-1", "C6-1")
    assert (first.findtext("Quantity"), first.findtext("Rate")) == ("2", "25")
    assert second.find("LinkToTxn") is None and second.findtext("ItemRef/ListID") == CHAIR.id
    assert third.find("LinkToTxn") is None and third.findtext("ItemRef/ListID") == SERVICE.id


def test_only_a_new_invoice_can_be_linked():
    one = ItemLine(CHAIR, D("50.00"), D("2"), D("25"), "Chair", TAX, order_line=OrderLine("C5-1", "C6-1"))
    assert root(update(invoice(lines=(one,)), "Invoice")).find(".//LinkToTxn") is None
    assert root(create(invoice(kind=SalesKind.SALES_RECEIPT, lines=(one,)))).find(".//LinkToTxn") is None


# ------------------------------------------------------------------ fields of a form

FULL = {
    "class_ref": Ref("80000092-1"),
    "template": Ref("80000093-1"),
    "sales_rep": Ref("80000094-1"),
    "message": Ref("80000095-1"),
    "po_number": "PO 4711",
    "customer_reference": "Ann's order",
    "send_email": True,
    "payment_method": Ref("80000090-1"),
    "payment_reference": "CHK 7",
    "deposit_account": Ref("80000091-1"),
}
SHARED = {
    "ClassRef": "80000092-1",
    "TemplateRef": "80000093-1",
    "SalesRepRef": "80000094-1",
    "CustomerMsgRef": "80000095-1",
    "IsToBeEmailed": "true",
    "Other": "Ann's order",
}
# kind, books -> what it has besides
FORM_ROWS = [
    (SalesKind.INVOICE, None, {"PONumber": "PO 4711", "TermsRef": "80000002-1", "ShipDate": "2026-03-05"}),
    (SalesKind.CREDIT_MEMO, None, {"PONumber": "PO 4711", "TermsRef": "80000002-1", "ShipDate": "2026-03-05"}),
    (SalesKind.ESTIMATE, None, {"PONumber": "PO 4711", "TermsRef": "80000002-1", "ShipDate": "2026-03-05"}),
    (SalesKind.ESTIMATE, PRO, {"PONumber": "PO 4711", "TermsRef": "80000002-1"}),
    (
        SalesKind.SALES_RECEIPT,
        None,
        {
            "CheckNumber": "CHK 7",
            "PaymentMethodRef": "80000090-1",
            "DepositToAccountRef": "80000091-1",
            "ShipDate": "2026-03-05",
        },
    ),
]
OWN = set().union(SHARED, *(own for _kind, _books, own in FORM_ROWS))


@pytest.mark.parametrize(("kind", "own", "expected"), FORM_ROWS)
def test_each_form_has_its_fields(kind, own, expected):
    found = elements(invoice(kind=kind, **FULL), own)
    assert {tag: text for tag, text in found.items() if tag in OWN} == {**SHARED, **expected}
    entity = entity_of(create(invoice(kind=kind)), own or books())
    assert root(update(invoice(kind=kind, **FULL), entity), own).tag == f"{entity}ModRq"


def test_a_field_that_became_empty_is_cleared():
    assert changed(invoice(po_number="", terms=None, message=None), "Invoice", "po_number", "terms", "message") == [
        ("PONumber", None),
        ("TermsRef", None),
        ("CustomerMsgRef", None),
    ]
    assert changed(invoice(template=None), "Invoice", "template") == []


def test_what_is_cut_stands_in_the_memo_whole():
    long = invoice(po_number="PO 0123456789 0123456789 0123", customer_reference="x" * 30)
    found = elements(long)
    assert (found["PONumber"], found["Other"]) == ("PO 0123456789 0123456789", "x" * 29)
    assert f"; PO PO 0123456789 0123456789 0123; Reference {'x' * 30}; " in found["Memo"]
    same = elements(invoice(po_number="x" * 30, customer_reference="x" * 30))
    assert same["Memo"].count("x" * 30) == 1, "the same text once"


def test_custom_fields_are_no_part_of_a_message():
    assert elements(invoice(custom_fields=())) == elements(invoice())


# ------------------------------------------------------------------ later shipments


def test_a_later_shipment_touches_no_line():
    command = shipment_details(invoice(tracking_number="1Z998"), ObjectRef("Invoice", "C5-1", "7"))
    said = [(one.tag, one.findtext("ListID") or one.text) for one in root(command)[0]]
    assert said == [
        ("TxnID", "C5-1"),
        ("EditSequence", "7"),
        ("ShipDate", "2026-03-05"),
        ("ShipMethodRef", "80000060-1"),
        ("Memo", MARKED.replace("1Z999", "1Z998")),
    ]


def test_a_shipment_of_an_estimate_is_in_its_memo_only():
    order = invoice(kind=SalesKind.ESTIMATE)
    assert changed(order, "Estimate", "ship_date", "ship_method", "tracking_number") == []


def test_a_change_of_no_field_is_an_error():
    with pytest.raises(ValueError, match="shipdate"):
        changed(invoice(), "Invoice", "shipdate")


# ------------------------------------------------------------------ money off without a discount


def test_a_down_payment_and_a_rounding_are_negative_lines():
    found = (
        ItemLine(CHAIR, D("100.00"), D("1"), D("100"), "Chair", TAX),
        ItemLine(SERVICE, D("-30.00"), D("-1"), D("30"), "Down payment", NON),
        ItemLine(SERVICE, D("-0.03"), D("1"), D("-0.03"), "Rounding", NON),
    )
    _first, second, third = lines(invoice(lines=found, tax=Tax(D("8.25"))))
    assert (second["Quantity"], second["Rate"], second["SalesTaxCodeRef"]) == ("-1", "30", "Non")
    assert (third["Quantity"], third["Rate"]) == ("1", "-0.03")


# ------------------------------------------------------------------ what is there

ORDER = """
<SalesOrderRet><TxnID>C5-1</TxnID><EditSequence>7</EditSequence><TxnDate>2026-03-01</TxnDate>
<RefNumber>S00042</RefNumber><PONumber>PO 7</PONumber><DueDate>2026-03-31</DueDate><ShipDate>2026-03-05</ShipDate>
<TotalAmount>70.00</TotalAmount><IsManuallyClosed>true</IsManuallyClosed><IsFullyInvoiced>true</IsFullyInvoiced>
<SalesOrderLineRet><TxnLineID>C6-1</TxnLineID><ItemRef><ListID>8-1</ListID></ItemRef><Desc>Chair</Desc>
<Quantity>4</Quantity><Rate>25</Rate><Amount>100.00</Amount><Invoiced>3</Invoiced>
<IsManuallyClosed>true</IsManuallyClosed></SalesOrderLineRet>
<SalesOrderLineRet><TxnLineID>C7-1</TxnLineID><Desc>Part</Desc></SalesOrderLineRet></SalesOrderRet>
"""


def test_what_quickbooks_says_of_an_order():
    found = acknowledged(parsed(ORDER.strip().encode()))
    assert (found.ref, found.total) == (ObjectRef("SalesOrder", "C5-1", "7"), D("70.00"))
    assert found.details == {
        "date": "2026-03-01",
        "due_date": "2026-03-31",
        "ship_date": "2026-03-05",
        "po_number": "PO 7",
        "closed": True,
        "fully_invoiced": True,
    }
    assert found.lines == (
        HeldLine("C6-1", "8-1", "Chair", D("4"), D("100.00"), D("3"), True),
        HeldLine("C7-1", "", "Part"),
    )


def test_an_inactive_estimate_is_a_closed_one():
    plain = (
        "<EstimateRet><TxnID>A-1</TxnID><EditSequence>1</EditSequence>{}<TotalAmount>1.00</TotalAmount></EstimateRet>"
    )
    closed = acknowledged(parsed(plain.format("<IsActive>false</IsActive>").encode()))
    assert closed.details["closed"] is True
    assert "closed" not in acknowledged(parsed(plain.format("<IsActive>true</IsActive>").encode())).details


def test_an_order_is_deleted_and_not_voided():
    for kind in ("SalesOrder", "Estimate"):
        command = Command(Verb.DELETE, target=ObjectRef(kind, "C5-1", "1"))
        assert root(command).findtext("TxnDelType") == kind


def test_a_book_without_facts_keeps_sales_orders():
    assert replace(books(), facts=None).order_entity == "SalesOrder"
