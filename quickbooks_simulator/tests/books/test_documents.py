"""Invoices, sales receipts, credit memos, estimates: defaults, lines, numbers, gates (spec qbo 5.0, 5.5)."""

from __future__ import annotations

from datetime import date

import pytest

from quickbooks_simulator import clock

from .books import Books, number, refused


def test_a_minimal_invoice_as_recorded(legacy: Books):
    """Field for field as the recorded answer of a company with legacy tax, numbering its own documents."""
    legacy.company.set_preferences({"SalesFormsPrefs": {"CustomTxnNumbers": False}})
    customer = legacy.find("Customer", "Deco Addict")
    line = {
        "Amount": 100.0,
        "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": {"ItemRef": {"value": legacy.id("Item", "Design"), "name": "Services"}},
    }
    made = legacy.create("Invoice", Line=[line], CustomerRef={"value": customer["Id"]})
    identity = {name: made.pop(name) for name in ("Id", "MetaData")}
    assert identity["Id"].isdigit()
    today = clock.today()
    assert made == {
        "AllowIPNPayment": False,
        "AllowOnlinePayment": False,
        "AllowOnlineCreditCardPayment": False,
        "AllowOnlineACHPayment": False,
        "domain": "QBO",
        "sparse": False,
        "SyncToken": "0",
        "DocNumber": "1001",
        "TxnDate": today.isoformat(),
        "CurrencyRef": {"value": "USD", "name": "United States Dollar"},
        "LinkedTxn": [],
        "Line": [
            {
                "Id": "1",
                "LineNum": 1,
                "Amount": 100,
                "DetailType": "SalesItemLineDetail",
                "SalesItemLineDetail": {
                    "ItemRef": legacy_item(legacy),
                    "TaxCodeRef": {"value": "NON"},
                },
            },
            {"Amount": 100, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}},
        ],
        "TxnTaxDetail": {"TotalTax": 0},
        "CustomerRef": {"value": customer["Id"], "name": "Deco Addict"},
        "BillAddr": customer["BillAddr"],
        "ShipAddr": customer["ShipAddr"],
        "DueDate": (today.fromordinal(today.toordinal() + 30)).isoformat(),
        "TotalAmt": 100,
        "ApplyTaxAfterDiscount": False,
        "PrintStatus": "NeedToPrint",
        "EmailStatus": "NotSet",
        "Balance": 100,
    }


def legacy_item(books: Books) -> dict:
    return {"value": books.id("Item", "Design"), "name": "Design"}


def test_a_minimal_sales_receipt(us: Books):
    made = us.sale("SalesReceipt", "1", us.line("Design", 50))
    assert made["DepositToAccountRef"]["name"] == "Undeposited Funds"
    assert (made["Balance"], made["TotalAmt"]) == (0, 50)
    assert "DueDate" not in made
    assert "LinkedTxn" not in made


def test_a_refund_receipt_pays_the_money_back(us: Books):
    """A sales receipt reversed: goods come back, the money leaves the account that is named, nothing stays open."""
    checking, line = us.ref("Account", "Checking"), us.line("Desk Lamp", qty=2, price=30, code="TAX")
    tax = {"TotalTax": 4.8}
    paid = us.sale("SalesReceipt", "1", line, DepositToAccountRef=checking, TxnTaxDetail=tax)
    before, owed = us.find("Item", "Desk Lamp")["QtyOnHand"], us.read("Customer", "1")["Balance"]
    made = us.sale("RefundReceipt", "1", line, DepositToAccountRef=checking, TxnTaxDetail=tax, PaymentRefNum="R" * 100)
    assert (made["TotalAmt"], made["Balance"], made["PaymentRefNum"]) == (number("64.8"), 0, "R" * 100)
    sold = us.postings("SalesReceipt", paid["Id"])
    assert us.postings("RefundReceipt", made["Id"]) == {account: -amount for account, amount in sold.items()}
    assert us.find("Item", "Desk Lamp")["QtyOnHand"] == before + 2
    assert us.read("Customer", "1")["Balance"] == owed
    us.remove("RefundReceipt", made)
    assert us.postings("RefundReceipt", made["Id"]) == {}
    assert us.find("Item", "Desk Lamp")["QtyOnHand"] == before
    us.assert_sound()


def test_what_a_refund_receipt_cannot_do_without(us: Books):
    line, checking = us.line("Design", 10), us.ref("Account", "Checking")
    with refused("2020", element="DepositToAccountRef"):
        us.sale("RefundReceipt", "1", line)
    with refused("2020", element="Line"):
        us.create("RefundReceipt", CustomerRef={"value": "1"}, DepositToAccountRef=checking)
    with refused("6430"):
        us.sale("RefundReceipt", "1", line, DepositToAccountRef=us.ref("Account", "Sales of Product Income"))
    with refused("2020", element="PaymentRefNum"):
        us.sale("RefundReceipt", "1", line, DepositToAccountRef=checking, PrintStatus="PrintComplete")
    us.company.close_books(date(2026, 3, 31))
    with refused("6210"):
        us.sale("RefundReceipt", "1", line, DepositToAccountRef=checking, TxnDate="2026-03-31")


def test_what_an_invoice_cannot_do_without(us: Books):
    with refused("2020", "2020"):
        us.create("Invoice")
    with refused("2020", element="Line", detail="Required parameter Line is missing in the request"):
        us.create("Invoice", CustomerRef={"value": "1"})
    with refused("2020", element="Line"):
        us.create("Invoice", CustomerRef={"value": "1"}, Line=[])
    with refused("2020", element="DetailType"):
        us.create("Invoice", CustomerRef={"value": "1"}, Line=[{"Amount": 1}])
    line = us.line("Design", 1)
    with refused("2020", element="Amount"):
        us.invoice("1", {k: v for k, v in line.items() if k != "Amount"})
    with refused("2020", element="SalesItemLineDetail"):
        us.invoice("1", {k: v for k, v in line.items() if k != "SalesItemLineDetail"})


@pytest.mark.parametrize(
    ("qty", "price", "amount"),
    [("128.350", "14.50", "1861.08"), ("3", "33.335", "100.01"), ("1", "0.005", "0.01"), ("0.5", "0.03", "0.02")],
)
def test_the_amount_is_the_product_rounded_half_up(us: Books, qty: str, price: str, amount: str):
    made = us.invoice("1", us.line("Design", amount, qty=qty, price=price))
    assert made["TotalAmt"] == number(amount)


def test_another_amount_is_refused_with_a_thousands_separator(us: Books):
    with refused("6070", detail="Amount is not equal to UnitPrice * Qty. Supplied value:1,861.07"):
        us.invoice("1", us.line("Design", "1861.07", qty="128.350", price="14.50"))


def test_without_quantity_or_price_any_amount_will_do(us: Books):
    assert us.invoice("1", us.line("Design", 99.99, qty=3))["TotalAmt"] == 99.99
    assert us.invoice("1", us.line("Design", 99.99, price=3))["TotalAmt"] == 99.99


def test_documentation_lines(us: Books):
    text = {"DetailType": "DescriptionOnly", "Description": "Thank you", "Amount": 500}
    bare = {"DetailType": "SalesItemLineDetail", "Amount": 70, "SalesItemLineDetail": {}, "Description": "Bare"}
    made = us.invoice("1", us.line("Design", 10), text, bare)
    assert made["TotalAmt"] == 10
    assert [line["DetailType"] for line in made["Line"]] == [
        "SalesItemLineDetail",
        "DescriptionOnly",
        "DescriptionOnly",
        "SubTotalLineDetail",
    ]
    assert "Amount" not in made["Line"][1]


def test_a_detail_of_another_line_type(us: Books):
    line = {**us.line("Design", 10), "DiscountLineDetail": {"PercentBased": False}}
    with refused("2600"):
        us.invoice("1", line)
    with refused("simulator"):
        us.invoice("1", {"DetailType": "GroupLineDetail", "Amount": 5})


def test_a_negative_total_is_refused(us: Books):
    made = us.invoice("1", us.line("Design", 10), us.line("Design", -4))
    assert made["TotalAmt"] == 6
    with refused("6000", element="TotalAmt"):
        us.invoice("1", us.line("Design", -10))


def test_terms_and_due_dates(us: Books):
    net15 = us.ref("Term", "Net 15")
    made = us.invoice("1", us.line("Design", 1), TxnDate="2026-01-20", SalesTermRef=net15)
    assert (made["DueDate"], made["SalesTermRef"]["name"]) == ("2026-02-04", "Net 15")
    given = us.invoice("1", us.line("Design", 1), TxnDate="2026-01-20", DueDate="2026-03-01")
    assert given["DueDate"] == "2026-03-01"
    term = us.create("Term", Name="On 31st", DayOfMonthDue=31, DueNextMonthDays=10)
    dated = us.invoice("1", us.line("Design", 1), TxnDate="2026-01-25", SalesTermRef={"value": term["Id"]})
    assert dated["DueDate"] == "2026-02-28"


# ------------------------------------------------------------------------------------------------ discount, shipping


def discount(amount: object = None, percent: object = None) -> dict:
    detail = {} if percent is None else {"PercentBased": True, "DiscountPercent": percent}
    line = {"DetailType": "DiscountLineDetail", "DiscountLineDetail": detail}
    return line if amount is None else {**line, "Amount": amount}


def test_discounts(us: Books):
    made = us.invoice("1", us.line("Design", 200), discount(percent=8.5))
    assert made["TotalAmt"] == 183
    assert [line["DetailType"] for line in made["Line"]][-1] == "DiscountLineDetail"
    assert made["Line"][-1]["Amount"] == 17
    assert made["Line"][-1]["DiscountLineDetail"]["DiscountAccountRef"]["name"] == "Discounts given"
    assert us.invoice("1", us.line("Design", 200), discount(amount=20))["TotalAmt"] == 180
    assert {k: float(v) for k, v in us.postings("Invoice", made["Id"]).items()} == {
        "Accounts Receivable (A/R)": 183.0,
        "Discounts given": 17.0,
        "Services": -200.0,
    }


def test_discounts_refused(us: Books):
    with refused("6090"):
        us.invoice("1", us.line("Design", 200), discount())
    with refused("2290"):
        us.invoice("1", us.line("Design", 200), discount(amount=-20))
    with refused("6000", detail="one discount"):
        us.invoice("1", us.line("Design", 200), discount(amount=1), discount(amount=2))
    line = discount(amount=1)
    line["DiscountLineDetail"]["DiscountAccountRef"] = us.ref("Account", "Services")
    with refused("6430", element="DiscountAccountRef"):
        us.invoice("1", us.line("Design", 200), line)
    us.company.set_preferences({"SalesFormsPrefs": {"AllowDiscount": False}})
    with refused("6000", detail="Discounts are turned off"):
        us.invoice("1", us.line("Design", 200), discount(amount=1))


def test_shipping(us: Books):
    made = us.invoice("1", us.line("Design", 200), us.line("SHIPPING_ITEM_ID", 15, code="NON"))
    assert made["TotalAmt"] == 215
    assert made["Line"][1]["SalesItemLineDetail"]["ItemRef"] == {"value": "SHIPPING_ITEM_ID"}
    assert float(us.postings("Invoice", made["Id"])["Shipping Income"]) == -15


@pytest.mark.switch("shipping_off")
def test_shipping_refused(us: Books):
    shipping = us.line("SHIPPING_ITEM_ID", 15, code="NON")
    with refused("6000", detail="one shipping"):
        us.invoice("1", us.line("Design", 200), shipping, shipping)
    with refused("2600", element="Qty"):
        us.invoice("1", us.line("Design", 200), us.line("SHIPPING_ITEM_ID", 15, qty=1))
    us.company.set_preferences({"SalesFormsPrefs": {"AllowShipping": False}})
    with refused("6000", detail="Shipping is turned off"):
        us.invoice("1", us.line("Design", 200), shipping)
    us.company.set_switch("shipping_off", "drop")
    assert us.invoice("1", us.line("Design", 200), shipping)["TotalAmt"] == 200


@pytest.mark.switch("shipping_fields_off")
def test_shipping_fields_need_shipping(us: Books):
    more = {"ShipDate": "2026-02-01", "TrackingNum": "1Z", "ShipMethodRef": {"value": "UPS"}}
    made = us.invoice("1", us.line("Design", 1), **more)
    assert (made["ShipDate"], made["TrackingNum"]) == ("2026-02-01", "1Z")
    assert made["ShipMethodRef"] == {"value": "UPS", "name": "UPS"}
    us.company.set_preferences({"SalesFormsPrefs": {"AllowShipping": False}})
    assert "ShipDate" not in us.invoice("1", us.line("Design", 1), **more)
    us.company.set_switch("shipping_fields_off", "refuse")
    with refused("6000", "6000", "6000"):
        us.invoice("1", us.line("Design", 1), **more)


def test_a_deposit_needs_its_preference(us: Books):
    with refused("6000", element="Deposit"):
        us.invoice("1", us.line("Design", 200), Deposit=50)
    us.company.set_preferences({"SalesFormsPrefs": {"AllowDeposit": True}})
    made = us.invoice("1", us.line("Design", 200), Deposit=50)
    assert (made["Balance"], made["TotalAmt"]) == (150, 200)
    assert {k: float(v) for k, v in us.postings("Invoice", made["Id"]).items()} == {
        "Accounts Receivable (A/R)": 150.0,
        "Undeposited Funds": 50.0,
        "Services": -200.0,
    }
    with refused("2140", element="Deposit"):
        us.invoice("1", us.line("Design", 200), Deposit=201)
    with refused("6430", element="DepositToAccountRef"):
        us.invoice("1", us.line("Design", 200), Deposit=5, DepositToAccountRef=us.ref("Account", "Services"))
    us.assert_sound()


@pytest.mark.switch("class_tracking_off")
def test_classes_and_locations_need_their_preference(us: Books):
    retail, store = us.ref("Class", "Retail"), us.ref("Department", "Main Store")
    line = us.line("Design", 1, ClassRef=retail)
    made = us.invoice("1", line, DepartmentRef=store, ClassRef=retail)
    assert made["Line"][0]["SalesItemLineDetail"]["ClassRef"]["name"] == "Retail"
    assert made["DepartmentRef"]["name"] == "Main Store"
    assert "ClassRef" not in made  # per transaction is off, dropped by default (unconfirmed)
    us.company.set_switch("class_tracking_off", "refuse")
    with refused("5030"):
        us.invoice("1", line, ClassRef=retail)


def test_custom_fields(us: Books):
    with refused("3000"):
        us.invoice("1", us.line("Design", 1), CustomField=[{"DefinitionId": "1", "StringValue": "x"}])
    us.company.set_preferences(
        {
            "SalesFormsPrefs": {
                "CustomField": [
                    {
                        "CustomField": [
                            {
                                "Name": "SalesFormsPrefs.UseSalesCustom1",
                                "Type": "BooleanType",
                                "BooleanValue": True,
                            }
                        ]
                    },
                    {
                        "CustomField": [
                            {
                                "Name": "SalesFormsPrefs.SalesCustomName1",
                                "Type": "StringType",
                                "StringValue": "Crew #",
                            }
                        ]
                    },
                ]
            }
        }
    )
    empty = us.invoice("1", us.line("Design", 1))
    assert empty["CustomField"] == [{"DefinitionId": "1", "Name": "Crew #", "Type": "StringType"}]
    made = us.invoice("1", us.line("Design", 1), CustomField=[{"DefinitionId": "1", "StringValue": "7"}])
    assert made["CustomField"][0]["StringValue"] == "7"


def test_mail_needs_an_address(us: Books):
    with refused("2020", element="BillEmail"):
        us.invoice("1", us.line("Design", 1), EmailStatus="NeedToSend")
    made = us.invoice("1", us.line("Design", 1), EmailStatus="NeedToSend", BillEmail={"Address": "a@b.example"})
    assert made["EmailStatus"] == "NeedToSend"


@pytest.mark.switch("properties_without_effect")
def test_a_credit_memo_names_an_invoice_that_is_there(us: Books):
    us.company.set_switch("properties_without_effect", "echo")
    invoice = us.invoice("1", us.line("Design", 1))
    line = us.line("Design", 1)
    made = us.sale("CreditMemo", "1", line, InvoiceRef={"value": invoice["Id"]})
    assert made["InvoiceRef"] == {"value": invoice["Id"]}
    us.remove("Invoice", invoice)
    with refused("2500", element="InvoiceRef"):
        us.sale("CreditMemo", "1", line, InvoiceRef={"value": invoice["Id"]})


# ---------------------------------------------------------------------------------------------------- numbers


def test_custom_numbers_are_stored_or_left_out(us: Books):
    assert us.invoice("1", us.line("Design", 1), DocNumber="A-1")["DocNumber"] == "A-1"
    assert "DocNumber" not in us.invoice("1", us.line("Design", 1))


@pytest.mark.switch("warn_duplicate_number")
def test_a_used_number_is_refused_and_names_its_holder(us: Books):
    holder = us.invoice("1", us.line("Design", 1), DocNumber="A-1")
    with refused(
        "6140",
        element="DocNumber",
        detail="Duplicate Document Number Error : You must specify a different number. This number has already "
        f"been used. DocNumber=A-1 is assigned to TxnType=Invoice with TxnId={holder['Id']}",
    ):
        us.invoice("1", us.line("Design", 1), DocNumber="A-1")
    line = us.line("Design", 1)
    again = us.create("Invoice", ("allowduplicatedocnum",), CustomerRef={"value": "1"}, Line=[line], DocNumber="A-1")
    assert again["DocNumber"] == "A-1"
    us.company.set_switch("warn_duplicate_number", False)
    assert us.invoice("1", us.line("Design", 1), DocNumber="A-1")["DocNumber"] == "A-1"


@pytest.mark.switch("warn_duplicate_number")
def test_numbers_are_per_type_and_free_after_delete(us: Books):
    invoice = us.invoice("1", us.line("Design", 1), DocNumber="A-1")
    us.sale("SalesReceipt", "1", us.line("Design", 1), DocNumber="A-1")
    with refused("6140", detail="TxnType=Sales Receipt"):
        us.sale("SalesReceipt", "1", us.line("Design", 1), DocNumber="A-1")
    us.remove("Invoice", invoice)
    assert us.invoice("1", us.line("Design", 1), DocNumber="A-1")["DocNumber"] == "A-1"


@pytest.mark.switch("sparse_without_lines", "warn_duplicate_number")
def test_an_unchanged_number_is_no_duplicate_of_itself(us: Books):
    invoice = us.invoice("1", us.line("Design", 1), DocNumber="A-1")
    assert us.update("Invoice", invoice, PrivateNote="x", DocNumber="A-1")["SyncToken"] == "1"
    other = us.invoice("1", us.line("Design", 1), DocNumber="A-2")
    with refused("6140"):
        us.update("Invoice", other, DocNumber="A-1")


@pytest.mark.switch("duplicate_number_without_custom_numbers")
def test_quickbooks_own_numbers(us: Books):
    us.company.set_preferences({"SalesFormsPrefs": {"CustomTxnNumbers": False}})
    first = us.invoice("1", us.line("Design", 1))
    second = us.sale("Estimate", "1", us.line("Design", 1))
    sent = us.invoice("1", us.line("Design", 1), DocNumber="5000")
    third = us.invoice("1", us.line("Design", 1))
    start = int(first["DocNumber"])
    assert [second["DocNumber"], third["DocNumber"]] == [str(start + 1), str(start + 2)]
    assert sent["DocNumber"] == "5000"
    with refused("6140"):
        us.invoice("1", us.line("Design", 1), DocNumber="5000")
    us.company.set_switch("duplicate_number_without_custom_numbers", "accept")
    assert us.invoice("1", us.line("Design", 1), DocNumber="5000")["DocNumber"] == "5000"


def test_a_refused_invoice_wastes_no_number(us: Books):
    us.company.set_preferences({"SalesFormsPrefs": {"CustomTxnNumbers": False}})
    first = us.invoice("1", us.line("Design", 1))
    with refused("6070"):
        us.invoice("1", us.line("Design", 5, qty=1, price=1))
    assert int(us.invoice("1", us.line("Design", 1))["DocNumber"]) == int(first["DocNumber"]) + 1


@pytest.mark.switch("online_payment_flags_off")
def test_online_payment_flags_need_online_payments(us: Books):
    line = us.line("Design", 1)
    assert us.invoice("1", line, AllowOnlineACHPayment=True)["AllowOnlineACHPayment"] is False
    us.company.set_preferences({"SalesFormsPrefs": {"ETransactionPaymentEnabled": True}})
    assert us.invoice("1", line, AllowOnlineACHPayment=True)["AllowOnlineACHPayment"] is True


# ---------------------------------------------------------------------------------------------------- estimates


def test_an_invoice_closes_its_estimate(us: Books):
    estimate = us.sale("Estimate", "1", us.line("Oak Desk", qty=1, price=450))
    assert (estimate["TxnStatus"], us.postings("Estimate", estimate["Id"])) == ("Pending", {})
    link = {"TxnId": estimate["Id"], "TxnType": "Estimate"}
    invoice = us.invoice("1", us.line("Design", 10), LinkedTxn=[link])
    assert invoice["LinkedTxn"] == [link]
    closed = us.read("Estimate", estimate["Id"])
    assert closed["TxnStatus"] == "Closed"
    assert closed["LinkedTxn"] == [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]
    with refused("620"):
        us.invoice("1", us.line("Design", 10), LinkedTxn=[link])
    with refused("6000"):
        us.remove("Estimate", closed)
    us.remove("Invoice", invoice)
    opened = us.read("Estimate", estimate["Id"])
    assert (opened["TxnStatus"], opened["LinkedTxn"]) == ("Pending", [])


def test_links_an_invoice_refuses(us: Books):
    one, two = (us.sale("Estimate", "1", us.line("Design", 1)) for _ in range(2))
    other = us.sale("Estimate", "2", us.line("Design", 1))
    links = [{"TxnId": body["Id"], "TxnType": "Estimate"} for body in (one, two)]
    with refused("620"):
        us.invoice("1", us.line("Design", 10), LinkedTxn=links)
    with refused("620"):
        us.invoice("1", us.line("Design", 1), LinkedTxn=[{"TxnId": other["Id"], "TxnType": "Estimate"}])
    with refused("610"):
        us.invoice("1", us.line("Design", 1), LinkedTxn=[{"TxnId": "9876", "TxnType": "Estimate"}])
    with refused("620"):
        us.invoice("1", us.line("Design", 1), LinkedTxn=[{"TxnId": "1", "TxnType": "Payment"}])
    with refused("2020", element="TxnType"):
        us.invoice("1", us.line("Design", 1), LinkedTxn=[{"TxnId": "1"}])
    assert us.read("Estimate", one["Id"])["TxnStatus"] == "Pending"


# -------------------------------------------------------------------------------------------------------- void


def test_a_void_invoice_as_recorded(us: Books):
    line = us.line("Desk Lamp", qty=2, price=10, code="TAX")
    made = us.invoice("1", line, PrivateNote="before", DocNumber="V-1")
    done = us.void("Invoice", made)
    assert (done["SyncToken"], done["TotalAmt"], done["Balance"]) == ("1", 0, 0)
    assert done["PrivateNote"] == "Voided - before"
    assert done["TxnTaxDetail"] == {"TotalTax": 0}
    assert [entry["Amount"] for entry in done["Line"]] == [0, 0]
    assert (done["DocNumber"], done["CustomerRef"]) == (made["DocNumber"], made["CustomerRef"])
    assert us.postings("Invoice", made["Id"]) == {}
    assert us.find("Item", "Desk Lamp")["QtyOnHand"] == us_quantity(us)
    bare = us.void("Invoice", us.invoice("1", us.line("Design", 1)))
    assert bare["PrivateNote"] == "Voided"
    us.assert_sound()


def us_quantity(books: Books) -> int:
    """100 lamps, less what the sample documents sold."""
    sold = 0
    for entity in ("Invoice", "SalesReceipt"):
        for body in books.all(entity):
            for line in body["Line"]:
                detail = line.get("SalesItemLineDetail", {})
                if detail.get("ItemRef", {}).get("name") == "Desk Lamp":
                    sold += detail["Qty"]
    return 100 - sold


def test_voiding_twice_changes_nothing_more(us: Books):
    done = us.void("Invoice", us.invoice("1", us.line("Design", 1)))
    assert us.void("Invoice", done) == done


def test_a_void_invoice_that_is_filled_again_can_be_voided_again(us: Books):
    done = us.void("Invoice", us.invoice("1", us.line("Design", 1)))
    again = us.update("Invoice", done, Line=[us.line("Design", 5)])
    assert again["Balance"] == 5
    assert us.void("Invoice", again)["TotalAmt"] == 0


def test_void_of_a_sales_receipt_is_an_update(us: Books):
    made = us.sale("SalesReceipt", "1", us.line("Design", 10))
    body = {"Id": made["Id"], "SyncToken": made["SyncToken"], "sparse": True}
    done = us.company.write("SalesReceipt", "update", body, include=frozenset({"void"}))
    assert (done["TotalAmt"], done["PrivateNote"]) == (0, "Voided")
    assert us.postings("SalesReceipt", made["Id"]) == {}
