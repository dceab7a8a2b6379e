"""What a body may hold: unknown and unsimulated properties, lengths, types, several errors in one fault."""

from __future__ import annotations

import pytest

from quickbooks_simulator.online.faults import Fault

from .books import Books, refused


def test_an_unknown_property_is_refused_with_the_recorded_sentence(us: Books):
    with pytest.raises(Fault) as caught:
        us.create("Invoice", BadJson=True)
    (error,) = caught.value.errors
    assert error.body().keys() == {"Message", "Detail", "code"}
    assert (error.code, error.message) == ("2010", "Request has invalid or unsupported property")
    assert error.detail.startswith(
        'Property Name:Unrecognized field "BadJson" (class com.intuit.schema.finance.v3.Invoice), '
        "not marked as ignorable ("
    )
    assert error.detail.endswith("[truncated]])\n specified is unsupported or invalid")


def test_an_unknown_property_wins_over_everything_else(us: Books):
    with refused("2010"):
        us.create("Invoice", BadJson=True, DocNumber="x" * 40)


def test_an_unknown_property_inside_a_line_is_refused(us: Books):
    line = us.line("Design", 10)
    line["SalesItemLineDetail"]["Quantity"] = 1
    with refused("2010", detail='"Quantity" (class com.intuit.schema.finance.v3.SalesItemLineDetail)'):
        us.invoice(us.id("Customer", "Deco Addict"), line)


def test_a_property_intuit_has_and_the_simulator_has_not_is_refused_loudly(us: Books):
    with pytest.raises(Fault) as caught:
        us.customer("Anyone", CreditLimit=100)
    assert (caught.value.http_status, caught.value.code) == (501, "simulator")
    assert "Customer.CreditLimit" in caught.value.errors[0].detail
    us.customer("Anyone", CreditLimit=None)  # saying nothing is harmless


def test_read_only_properties_are_silently_overwritten(us: Books):
    made = us.customer("Somebody", BalanceWithJobs=99, FullyQualifiedName="Else", SyncToken="7", domain="X")
    assert (made["BalanceWithJobs"], made["FullyQualifiedName"]) == (0, "Somebody")
    assert (made["SyncToken"], made["domain"]) == ("0", "QBO")


@pytest.mark.parametrize(
    ("entity", "field", "longest"),
    [
        ("Customer", "DisplayName", 500),
        ("Customer", "GivenName", 100),
        ("Customer", "Title", 16),
        ("Customer", "CompanyName", 100),
        ("Customer", "PrintOnCheckName", 110),
        ("Customer", "Notes", 2000),
        ("Customer", "ResaleNum", 16),
        ("Vendor", "PrintOnCheckName", 100),
        ("Vendor", "AcctNum", 100),
    ],
)
def test_lengths_of_names(us: Books, entity: str, field: str, longest: int):
    body = {"DisplayName": "Length", field: "x" * longest}
    assert us.create(entity, **body)[field] == "x" * longest
    body = {"DisplayName": "Length 2", field: "x" * (longest + 1)}
    with refused(
        "2050",
        element=field,
        detail=f"Min:0 Max:{longest} supported. Supplied length:{longest + 1}",
    ):
        us.create(entity, **body)


@pytest.mark.parametrize(("field", "longest"), [("DocNumber", 21), ("PrivateNote", 4000)])
def test_lengths_of_transactions(us: Books, field: str, longest: int):
    customer = us.id("Customer", "Deco Addict")
    made = us.invoice(customer, us.line("Design", 1), **{field: "9" * longest})
    assert made[field] == "9" * longest
    with refused("2050", element=field):
        us.invoice(customer, us.line("Design", 1), **{field: "9" * (longest + 1)})


def test_lengths_inside_objects(us: Books):
    customer = us.id("Customer", "Deco Addict")
    with refused("2050", element="value", detail="Max:1000"):
        us.invoice(customer, us.line("Design", 1), CustomerMemo={"value": "x" * 1001})
    with refused("2050", element="value", detail="Max:30"):
        us.invoice(customer, us.line("Design", 1), ShipMethodRef={"value": "x" * 31})
    with refused("2050", element="Description", detail="Max:4000"):
        us.invoice(customer, {**us.line("Design", 1), "Description": "x" * 4001})
    with refused("2050", element="BillAddr", detail="Max:2000"):
        us.customer("Long", BillAddr={f"Line{n}": "x" * 500 for n in range(1, 6)})


def test_several_errors_come_in_one_fault(us: Books):
    with pytest.raises(Fault) as caught:
        us.create("Invoice", DocNumber="x" * 22, TxnDate="yesterday")
    found = [(error.code, error.element) for error in caught.value.errors]
    assert found == [("2050", "DocNumber"), ("2060", "TxnDate"), ("2020", "CustomerRef"), ("2020", "Line")]
    assert caught.value.body()["type"] == "ValidationFault"


@pytest.mark.switch("text_as_numbers")
@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("TxnDate", "2026-02-30", "2070"),
        ("TxnDate", "02/01/2026", "2060"),
        ("PrintStatus", "Printed", "2170"),
        ("ApplyTaxAfterDiscount", "true", "2230"),
        ("ExchangeRate", "1.1", "2100"),
        ("DocNumber", True, "2010"),
        ("CustomerRef", "1", "2010"),
        ("CustomerRef", {"value": False}, "2010"),
        ("CustomerRef", {"id": "1"}, "2010"),
        ("CustomerRef", {"name": "Deco Addict"}, "2020"),
        ("Line", {}, "2020"),
        ("BillEmail", {"Address": "no mail"}, "2210"),
    ],
)
def test_values_of_the_wrong_kind(us: Books, field: str, value: object, code: str):
    body = {"CustomerRef": {"value": "1"}, "Line": [us.line("Design", 1)], field: value}
    with pytest.raises(Fault) as caught:
        us.create("Invoice", **body)
    assert caught.value.code == code


@pytest.mark.switch("amount_decimals")
def test_an_amount_has_two_decimals(us: Books):
    customer = us.id("Customer", "Deco Addict")
    with refused("2140", element="Amount"):
        us.invoice(customer, us.line("Design", "10.005"))
    us.company.set_switch("amount_decimals", "round")
    assert us.invoice(customer, us.line("Design", "10.005"))["TotalAmt"] == 10.01


@pytest.mark.switch("numbers_as_text", "sparse_without_lines", "text_as_numbers")
def test_numbers_where_text_belongs_are_a_switch(us: Books):
    made = us.invoice("1", us.line("Design", 1), DocNumber=17, SalesTermRef={"value": 2})
    assert (made["DocNumber"], made["SalesTermRef"]["value"]) == ("17", "2")
    renamed = us.update("Invoice", {"Id": int(made["Id"]), "SyncToken": 0}, PrivateNote="numbers")
    assert renamed["SyncToken"] == "1"
    us.company.set_switch("text_as_numbers", True)
    assert us.invoice("1", us.line("Design", 1), ExchangeRate="1")["TotalAmt"] == 1
    us.company.set_switch("numbers_as_text", False)
    with refused("2010"):
        us.invoice("1", us.line("Design", 1), DocNumber=18)


@pytest.mark.switch("non_latin1")
def test_latin_1_is_all_a_us_company_keeps(us: Books, uk: Books):
    """What becomes of other characters is a switch (unconfirmed)."""
    assert us.customer("Zoë Łódź")["DisplayName"] == "Zoë ?ód?"
    assert uk.customer("Zoë Łódź")["DisplayName"] == "Zoë Łódź"
    us.company.set_switch("non_latin1", "refuse")
    with refused("2040", element="DisplayName"):
        us.customer("東京")
    us.company.set_switch("non_latin1", "keep")
    assert us.customer("東京")["DisplayName"] == "東京"


def test_a_body_that_is_no_object(us: Books):
    with refused("2010"):
        us.company.write("Customer", "create", ["DisplayName"])


@pytest.mark.switch("void_credit_memo")
def test_unknown_entities_and_operations(us: Books):
    with refused("2000", detail="Object Name:Invoise"):
        us.company.write("Invoise", "create", {})
    with refused("500"):
        us.company.write("Customer", "delete", {"Id": "1", "SyncToken": "0"})
    with refused("500"):
        us.company.write("TaxCode", "create", {"Name": "X"})
    with refused("500"):
        us.company.write("CreditMemo", "void", {"Id": "1", "SyncToken": "0"})


def test_reading(us: Books):
    assert us.read("Customer", "1")["DisplayName"] == "Deco Addict"
    assert us.read("TaxCode", "NON")["TaxGroup"] is False
    assert us.read("CompanyInfo", us.company.realm_id)["Id"] == "1"
    with refused("610"):
        us.read("Customer", "9999")
    with refused("2030", element="Id", detail="Id should be a valid number. Supplied value:1.5"):
        us.read("Customer", "1.5")
