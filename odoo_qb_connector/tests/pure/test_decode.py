"""Answers -> outcomes: success, partial failure, and successes that are none."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from odoo.addons.odoo_qb_connector.documents import Account, AccountKind, PartyRole
from odoo.addons.odoo_qb_connector.gateway import (
    Command,
    Delivery,
    Failed,
    Gone,
    NumberTaken,
    ObjectRef,
    OutcomeUnknown,
    Removed,
    Throttled,
    Verb,
    WireAnswer,
    Written,
)
from odoo.addons.odoo_qb_connector.online.decode import acknowledged, outcomes
from odoo.addons.odoo_qb_connector.online.encode import Context, request

from .samples import KEY, MARKER, company, create, customer, us_invoice

CONTEXT = Context(company())
INVOICE = {
    "Id": "130",
    "SyncToken": "0",
    "domain": "QBO",
    "sparse": False,
    "MetaData": {"CreateTime": "2026-03-05T08:00:00-08:00", "LastUpdatedTime": "2026-03-05T08:00:01-08:00"},
    "DocNumber": "INV/2026/0007",
    "TxnDate": "2026-03-05",
    "CurrencyRef": {"value": "USD", "name": "United States Dollar"},
    "PrivateNote": f"PO 7 [odoo:{MARKER}]",
    "CustomerRef": {"value": "58", "name": "Amy's Bird Sanctuary"},
    "TotalAmt": 128.24,
    "Balance": 128.24,
    "TxnTaxDetail": {"TotalTax": 8.25},
    "LinkedTxn": [{"TxnId": "9", "TxnType": "Estimate"}],
    "Line": [{"Amount": 5, "LinkedTxn": [{"TxnId": "10", "TxnType": "PurchaseOrder"}]}],
}
ACCOUNT = {
    "Id": "91",
    "SyncToken": "0",
    "Name": "Clearing",
    "AcctNum": "4800",
    "AccountType": "Other Current Asset",
    "AccountSubType": "OtherCurrentAssets",
}
CUSTOMER = {"Id": "58", "SyncToken": "2", "DisplayName": "Amy's Bird Sanctuary", "Active": True, "Balance": 0}
FAULT_6140 = {
    "Message": "Duplicate Document Number Error",
    "Detail": "DocNumber=X is assigned to TxnType=Invoice with TxnId=17984",
    "code": "6140",
    "element": "",
}


def answered(data, status=200, tid="1-5e-1") -> WireAnswer:
    body = data if isinstance(data, bytes) else json.dumps({**data, "time": "x"}).encode()
    return WireAnswer(Delivery.ANSWERED, status, {"intuit-tid": tid}, body)


def single(command=None):
    return request([command or create(us_invoice())], KEY, "1", CONTEXT)


def outcome(data, command=None, status=200):
    (one,) = outcomes(single(command), answered(data, status))
    return one


def test_an_invoice_as_acknowledged():
    written = outcome({"Invoice": INVOICE})
    assert isinstance(written, Written)
    said = written.object
    assert said.ref == ObjectRef("Invoice", "130", "0")
    assert (said.total, said.tax, said.balance) == (Decimal("128.24"), Decimal("8.25"), Decimal("128.24"))
    assert (said.number, said.currency, said.party_id, said.marker) == ("INV/2026/0007", "USD", "58", MARKER)
    assert (said.active, said.updated_at) == (True, "2026-03-05T08:00:01-08:00")
    assert said.details["linked"] == (("Estimate", "9"), ("PurchaseOrder", "10"))
    assert "voided" not in said.details


def test_no_tax_detail_is_no_tax():
    said = outcome({"Invoice": {key: value for key, value in INVOICE.items() if key != "TxnTaxDetail"}}).object
    assert said.tax == 0


def test_a_name_as_acknowledged():
    said = outcome({"Customer": CUSTOMER}, create(customer())).object
    assert (said.ref.token, said.name, said.active, said.total, said.tax) == (
        "2",
        "Amy's Bird Sanctuary",
        True,
        None,
        None,
    )


def test_an_inactive_item():
    said = acknowledged("Item", {"Id": "1", "SyncToken": "1", "Name": "X (deleted)", "Active": False, "Sku": "A"})
    assert (said.active, said.name, said.details["sku"]) == (False, "X (deleted)", "A")


def test_a_void_is_written():
    void = {**INVOICE, "SyncToken": "1", "TotalAmt": 0, "Balance": 0, "PrivateNote": "Voided"}
    said = outcome({"Invoice": void}, Command(Verb.VOID, target=ObjectRef("Invoice", "130", "0"))).object
    assert (said.total, said.details["voided"]) == (0, True)


def test_a_delete_is_removed():
    stub = {"Invoice": {"domain": "QBO", "status": "Deleted", "Id": "130"}}
    command = Command(Verb.DELETE, target=ObjectRef("Invoice", "130", "0"))
    assert outcome(stub, command) == Removed(ObjectRef("Invoice", "130"))


# bodies of status 200 that prove nothing
NO_SUCCESS_ROWS = [
    {},
    {"Customer": CUSTOMER},
    {"Invoice": None},
    {"Invoice": []},
    {"Invoice": {}},
    {"Invoice": {**INVOICE, "Id": ""}},
    {"Invoice": {key: value for key, value in INVOICE.items() if key != "SyncToken"}},
    {"Invoice": {key: value for key, value in INVOICE.items() if key != "TotalAmt"}},
    {"Invoice": {**INVOICE, "TotalAmt": "many"}},
    {"Invoice": {**INVOICE, "TotalAmt": True}},
    {"BatchItemResponse": []},
    b"",
    b"<html>",
]


@pytest.mark.parametrize("data", NO_SUCCESS_ROWS)
def test_a_success_that_lacks_what_it_must_hold_is_unknown(data):
    failed = outcome(data)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, OutcomeUnknown)
    assert failed.error.reference == "1-5e-1"


def test_a_refusal():
    failed = outcome({"Fault": {"Error": [FAULT_6140], "type": "ValidationFault"}}, status=400)
    assert isinstance(failed.error, NumberTaken)
    assert failed.error.values["holder_id"] == "17984"


COMMANDS = [
    create(us_invoice()),
    create(customer()),
    Command(Verb.DELETE, target=ObjectRef("Invoice", "9", "0")),
    create(us_invoice()),
]
BATCH = request(COMMANDS, KEY, "1", CONTEXT)


def test_a_batch_fails_in_part():
    gone = {
        "Error": [{"Message": "Object Not Found", "Detail": "x made inactive", "code": "610"}],
        "type": "V",
    }
    items = [
        {"bId": "3", "Fault": gone},
        {"bId": "1", "Invoice": INVOICE},
        {"bId": "4", "Fault": {"Error": [FAULT_6140], "type": "ValidationFault"}},
        {"bId": "2", "Customer": CUSTOMER},
    ]
    first, second, third, fourth = outcomes(BATCH, answered({"BatchItemResponse": items}))
    assert first.object.ref.id == "130"
    assert second.object.ref.type == "Customer"
    assert isinstance(third.error, Gone)
    assert isinstance(fourth.error, NumberTaken)


# items of a batch answer -> which of the four members are unknown
MISSING_ROWS = [
    ([], [0, 1, 2, 3]),
    ([{"bId": "1", "Invoice": INVOICE}], [1, 2, 3]),
    ([{"bId": "1", "Invoice": INVOICE}, {"bId": "1", "Invoice": INVOICE}], [0, 1, 2, 3]),
    ([{"bId": "1", "Customer": CUSTOMER}], [0, 1, 2, 3]),
    (["text", None], [0, 1, 2, 3]),
    ("text", [0, 1, 2, 3]),
]


@pytest.mark.parametrize(("items", "unknown"), MISSING_ROWS)
def test_a_member_without_an_answer_is_unknown(items, unknown):
    said = outcomes(BATCH, answered({"BatchItemResponse": items}))
    found = [place for place, one in enumerate(said) if isinstance(getattr(one, "error", None), OutcomeUnknown)]
    assert found == unknown


def test_a_batch_without_its_envelope_is_unknown():
    for one in outcomes(BATCH, answered({"Invoice": INVOICE})):
        assert isinstance(one.error, OutcomeUnknown)


def test_a_fault_of_the_whole_batch_is_every_members():
    said = outcomes(BATCH, WireAnswer(Delivery.ANSWERED, 429, {}, b""))
    assert [type(one.error) for one in said] == [Throttled] * 4


def test_a_lost_answer_makes_every_member_unknown():
    said = outcomes(BATCH, WireAnswer(Delivery.UNKNOWN, note="ReadTimeout"))
    assert [type(one.error) for one in said] == [OutcomeUnknown] * 4


def test_amounts_never_pass_through_float():
    said = acknowledged("Invoice", {**INVOICE, "TotalAmt": Decimal("0.1")})
    assert str(said.total) == "0.1"
    body = b'{"Invoice":{"Id":"1","SyncToken":"0","TotalAmt":1234567890123.45}}'
    (one,) = outcomes(single(), answered(body))
    assert one.object.total == Decimal("1234567890123.45")


def test_an_account_says_its_number_and_its_type():
    sent = single(create(Account("Clearing", AccountKind.OTHER_CURRENT_ASSET, "4800")))
    (outcome,) = outcomes(sent, answered({"Account": ACCOUNT}))
    assert (outcome.object.ref, outcome.object.name) == (ObjectRef("Account", "91", "0"), "Clearing")
    assert (outcome.object.number, outcome.object.details["kind"]) == ("4800", "Other Current Asset")


def test_a_vendors_account_number_is_not_its_number():
    """It is the number they know us by."""
    vendor = {"Id": "9", "SyncToken": "0", "DisplayName": "Steel", "AcctNum": "C-77"}
    (outcome,) = outcomes(single(create(customer(role=PartyRole.VENDOR))), answered({"Vendor": vendor}))
    assert outcome.object.number == ""
