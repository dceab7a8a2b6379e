"""Orders, their invoices, later shipments and the user's own fields as exact JSON."""

from __future__ import annotations

from decimal import Decimal

import pytest
from odoo.addons.odoo_qb_connector.documents import (
    CustomField,
    DescriptionLine,
    DiscountLine,
    ItemLine,
    OrderRef,
    Ref,
    SalesKind,
    Tax,
)
from odoo.addons.odoo_qb_connector.gateway import Command, HeldLine, ObjectRef, Verb, shipment_details
from odoo.addons.odoo_qb_connector.online.decode import acknowledged
from odoo.addons.odoo_qb_connector.online.facts import features

from .samples import ALL_ON, MARKER, NON, TAX, company, us_invoice
from .test_encode_sales import encoded

D = Decimal
NOTE = f"PO 7 Order S00042 [odoo:{MARKER}]"
INVOICE = ObjectRef("Invoice", "130", "3")
ESTIMATE = ObjectRef("Estimate", "131", "1")


def changed(document, target, *names: str, facts=None) -> dict:
    """A sparse update without what every one has."""
    body = encoded(document, facts, verb=Verb.UPDATE, target=target, changes=frozenset(names))
    assert (body.pop("Id"), body.pop("SyncToken"), body.pop("sparse")) == (target.id, target.token, True)
    assert body.pop("PrivateNote") == NOTE
    return body


# ------------------------------------------------------------------ orders


def test_an_invoice_closes_its_estimate():
    assert encoded(us_invoice(order=OrderRef("Estimate", "131")))["LinkedTxn"] == [
        {"TxnId": "131", "TxnType": "Estimate"}
    ]


def test_a_whole_update_names_the_estimate_again():
    body = encoded(us_invoice(order=OrderRef("Estimate", "131")), verb=Verb.UPDATE, target=INVOICE)
    assert body["LinkedTxn"] == [{"TxnId": "131", "TxnType": "Estimate"}]
    assert "sparse" not in body


# closed, what QuickBooks said before -> TxnStatus
STATUS_ROWS = [(None, "", None), (None, "Accepted", "Accepted"), (True, "Accepted", "Closed"), (False, "", "Pending")]


@pytest.mark.parametrize(("closed", "status", "expected"), STATUS_ROWS)
def test_the_status_of_an_order(closed, status, expected):
    order = us_invoice(kind=SalesKind.ESTIMATE, closed=closed, status=status)
    assert encoded(order).get("TxnStatus") == expected
    assert "TxnStatus" not in encoded(us_invoice(closed=closed, status=status))


def test_closing_an_order_touches_nothing_else():
    order = us_invoice(kind=SalesKind.ESTIMATE, closed=True)
    assert changed(order, ESTIMATE, "closed") == {"TxnStatus": "Closed"}


def test_a_line_that_keeps_its_id_stays_that_line():
    lines = (
        ItemLine(Ref("11"), D("100.00"), D("4"), D("25"), "Chair", TAX, line_id="1"),
        ItemLine(Ref("12"), D("20.00"), D("1"), D("20"), "Assembly", NON),
        DescriptionLine("Part", line_id="7"),
    )
    sent = encoded(us_invoice(lines=lines), verb=Verb.UPDATE, target=INVOICE)["Line"]
    assert [line.get("Id") for line in sent] == ["1", None, "7"]


# ------------------------------------------------------------------ later shipments


def test_a_later_shipment_touches_no_line():
    command = shipment_details(us_invoice(tracking_number="1Z999, 1Z998"), INVOICE)
    assert command == Command(
        Verb.UPDATE,
        us_invoice(tracking_number="1Z999, 1Z998"),
        INVOICE,
        frozenset({"ship_date", "ship_method", "tracking_number"}),
    )
    assert changed(command.document, INVOICE, *command.changes) == {
        "ShipDate": "2026-03-05",
        "ShipMethodRef": {"value": "UPS Ground", "name": "UPS Ground"},
        "TrackingNum": "1Z999, 1Z998",
    }


def test_a_shipment_that_was_taken_back_is_cleared():
    empty = us_invoice(ship_date=None, ship_method="", tracking_number="")
    assert changed(empty, INVOICE, "ship_date", "ship_method", "tracking_number") == {
        "ShipDate": None,
        "ShipMethodRef": None,
        "TrackingNum": "",
    }


def test_a_company_that_does_not_ship_hears_of_no_shipment():
    facts = company(features={**ALL_ON, "AllowShipping": False})
    assert changed(us_invoice(), INVOICE, "ship_date", "ship_method", "tracking_number", facts=facts) == {}


def test_an_estimate_has_no_tracking_number():
    order = us_invoice(kind=SalesKind.ESTIMATE)
    assert set(changed(order, ESTIMATE, "ship_date", "ship_method", "tracking_number")) == {"ShipDate", "ShipMethodRef"}


def test_a_change_of_no_field_is_an_error():
    with pytest.raises(ValueError, match="shipdate"):
        changed(us_invoice(), INVOICE, "shipdate")


# ------------------------------------------------------------------ fields


@pytest.mark.parametrize(("send", "expected"), [(None, None), (True, "NeedToSend"), (False, "NotSet")])
def test_whether_quickbooks_e_mails_it(send, expected):
    assert encoded(us_invoice(send_email=send)).get("EmailStatus") == expected


def test_the_users_own_fields():
    fields = (CustomField("1", "PO–7", "PO Number"), CustomField("2", ""), CustomField("3", "Ann"))
    assert encoded(us_invoice(custom_fields=fields))["CustomField"] == [
        {"DefinitionId": "1", "Name": "PO Number", "Type": "StringType", "StringValue": "PO-7"},
        {"DefinitionId": "3", "Type": "StringType", "StringValue": "Ann"},
    ]
    assert "CustomField" not in encoded(us_invoice())


def test_what_only_desktop_has_an_element_for_is_not_said():
    own = us_invoice(po_number="7", customer_reference="R", template=Ref("1"), sales_rep=Ref("2"))
    assert encoded(own) == encoded(us_invoice())
    assert changed(own, INVOICE, "po_number", "sales_rep") == {}


def test_a_message_of_quickbooks_own_is_a_text_here():
    assert encoded(us_invoice(memo="", message=Ref("1", "Thanks!")))["CustomerMemo"] == {"value": "Thanks!"}
    assert encoded(us_invoice(message=Ref("1", "Thanks!")))["CustomerMemo"] == {"value": "Thank you"}


def test_which_fields_the_user_has():
    def group(name, **value):
        return {"Name": f"SalesFormsPrefs.{name}", **value}

    switches = [group(f"UseSalesCustom{n}", Type="BooleanType", BooleanValue=n != 2) for n in (1, 2, 3)]
    names = [group("SalesCustomName1", Type="StringType", StringValue="PO Number")]
    found = features({"SalesFormsPrefs": {"CustomField": [{"CustomField": switches}, {"CustomField": names}]}})
    assert found["SalesCustomFields"] == {"1": "PO Number", "3": ""}
    assert "SalesCustomFields" not in features({"SalesFormsPrefs": {}})


# ------------------------------------------------------------------ money off without a discount


def test_a_down_payment_and_a_rounding_are_negative_lines():
    lines = (
        ItemLine(Ref("11"), D("100.03"), D("1"), D("100.03"), "Chair", TAX),
        ItemLine(Ref("90"), D("-30.00"), D("-1"), D("30"), "Down payment", NON),
        ItemLine(Ref("91"), D("-0.03"), D("1"), D("-0.03"), "Rounding", NON),
    )
    first, second, third = encoded(us_invoice(lines=lines, tax=Tax(D("8.25")), total=D("78.25")))["Line"]
    assert first["Amount"] == D("100.03")
    assert (second["Amount"], second["SalesItemLineDetail"]) == (
        D("-30"),
        {"ItemRef": {"value": "90"}, "Qty": D("-1"), "UnitPrice": D("30"), "TaxCodeRef": {"value": "NON"}},
    )
    assert (third["Amount"], third["SalesItemLineDetail"]["UnitPrice"]) == (D("-0.03"), D("-0.03"))


# ------------------------------------------------------------------ what is there


def test_what_quickbooks_says_of_an_order():
    found = acknowledged(
        "Estimate",
        {
            "Id": "131",
            "SyncToken": "2",
            "TotalAmt": 90,
            "TxnStatus": "Closed",
            "ShipDate": "2026-03-05",
            "DueDate": "2026-04-04",
            "TrackingNum": "1Z",
            "EmailStatus": "NeedToSend",
            "LinkedTxn": [{"TxnId": "130", "TxnType": "Invoice"}],
            "Line": [
                {
                    "Id": "1",
                    "Amount": 100,
                    "Description": "Chair",
                    "DetailType": "SalesItemLineDetail",
                    "SalesItemLineDetail": {"ItemRef": {"value": "11"}, "Qty": 4},
                },
                {"Id": "2", "DetailType": "DescriptionOnly", "Description": "Part", "DescriptionLineDetail": {}},
                {"Amount": 100, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}},
                {"Id": "3", "Amount": 10, "DetailType": "DiscountLineDetail", "DiscountLineDetail": {}},
            ],
        },
    )
    assert found.details == {
        "linked": (("Invoice", "130"),),
        "status": "Closed",
        "closed": True,
        "due_date": "2026-04-04",
        "ship_date": "2026-03-05",
        "tracking_number": "1Z",
        "email_status": "NeedToSend",
    }
    assert found.lines == (
        HeldLine("1", "11", "Chair", D("4"), D("100")),
        HeldLine("2", "", "Part"),
        HeldLine("3", amount=D("-10")),
    )


def test_an_open_order_is_not_closed():
    found = acknowledged("Estimate", {"Id": "1", "SyncToken": "0", "TotalAmt": 1, "TxnStatus": "Accepted"})
    assert "closed" not in found.details and found.lines == ()


def test_a_discount_line_keeps_its_id_too():
    lines = (ItemLine(Ref("11"), D("5.00"), D("1"), D("5"), tax=TAX), DiscountLine(D("1.00"), line_id="9"))
    assert encoded(us_invoice(lines=lines))["Line"][1]["Id"] == "9"
