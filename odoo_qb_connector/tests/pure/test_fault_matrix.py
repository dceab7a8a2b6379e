"""Every code of spec qbo 3.4, every status, every transport: one row each (design 10: "a retry decision that
is one pure function with a status-matrix test").
"""
# ruff: noqa: E501 - Intuit's own sentences stay whole

from __future__ import annotations

import json
import re

import pytest
from odoo.addons.odoo_qb_connector.gateway import (
    BadReference,
    ConnectionDown,
    Delivery,
    Gone,
    InvalidData,
    NumberTaken,
    OutcomeUnknown,
    QuotaExhausted,
    Refused,
    Remedy,
    Retryable,
    RightsMissing,
    SignInAgain,
    Stale,
    Suspended,
    TaxRefused,
    Throttled,
    TokenExpired,
    Unavailable,
    WireAnswer,
    WrongKeys,
)
from odoo.addons.odoo_qb_connector.online import faults
from odoo.addons.odoo_qb_connector.online.fault_codes import CODES, TEXTS
from odoo.addons.odoo_qb_connector.online.faults import classify, fault_error, worst

from .fault_rows import CODE_ROWS

UNUSUAL = "A business validation error has occurred while processing your request"


def fault(*errors: dict, status=400, headers=None, kind="ValidationFault") -> WireAnswer:
    body = {"Fault": {"Error": list(errors), "type": kind}, "time": "2026-01-01T00:00:00.000-08:00"}
    return WireAnswer(Delivery.ANSWERED, status, headers or {}, json.dumps(body).encode())


def said(code: str, detail: str = "", message: str = "", element: str = "") -> dict:
    return {"Message": message, "Detail": detail, "code": code, "element": element}


@pytest.mark.parametrize(("code", "kind", "problem"), CODE_ROWS)
def test_code(code, kind, problem):
    error = classify(fault(said(code, "words")), writes=True, verb="create")
    assert (type(error), error.problem, error.code, error.message) == (kind, problem, code, "words")


def test_every_listed_code_has_a_row():
    assert set(CODES) == {code for code, _kind, _problem in CODE_ROWS} - {"9341", "9411"}


BUSINESS = "Business Validation Error: "
# Detail under 6000 (spec qbo 3.5) -> class, problem
TEXT_ROWS = [
    ("You must set a transaction amount.", InvalidData, "value_missing"),
    (
        "When you use Accounts Receivable, you must choose a customer in the Name field.",
        BadReference,
        "party_missing",
    ),
    (
        "When you use Accounts Payable, you must choose a vendor in the Name field.",
        BadReference,
        "party_missing",
    ),
    ("Fill out at least two detail lines to continue.", InvalidData, "value_missing"),
    (
        "The currency of the transaction is invalid for customer/vendor/account.",
        BadReference,
        "currency_mismatch",
    ),
    ("Make sure all your transactions have a GST/HST rate before you save", TaxRefused, "tax_refused"),
    ("Make sure all your transactions have a VAT rate before you save", TaxRefused, "tax_refused"),
    (
        "The entity Estimate 75 that you are trying to link does not exist. Estimate 75",
        BadReference,
        "bad_reference",
    ),
    ("You can only add or edit one name at a time. Please try again.", Retryable, "busy"),
    (
        "An unexpected error occurred while accessing or saving your data. Please wait a few minutes and try again.",
        Retryable,
        "busy",
    ),
    ("You need to activate this item before updating the quantity", BadReference, "inactive_reference"),
    ("Inclusive Tax Type is not allowed", TaxRefused, "tax_refused"),
    ("There can be only one account of singular detail type", Refused, "quickbooks_refused"),
]


@pytest.mark.parametrize(("detail", "kind", "problem"), TEXT_ROWS)
def test_business_validation_text(detail, kind, problem):
    error = classify(fault(said("6000", BUSINESS + detail, UNUSUAL)), writes=True, verb="create")
    assert (type(error), error.problem) == (kind, problem)


INACTIVE = (
    "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, "
    "customers, items, vendors or employees."
)
ANOTHER_USER = "Object Not Found : Another user has deleted this transaction."
# verb, detail -> class: a 610 is the object itself or something it points to
GONE_ROWS = [
    ("create", INACTIVE, BadReference, "inactive_reference"),
    ("create", "Object Not Found", BadReference, "bad_reference"),
    ("update", INACTIVE, BadReference, "inactive_reference"),
    ("update", ANOTHER_USER, Gone, "gone"),
    ("delete", INACTIVE, Gone, "gone"),
    ("delete", ANOTHER_USER, Gone, "gone"),
    ("void", ANOTHER_USER, Gone, "gone"),
    ("read", "Object Not Found", Gone, "gone"),
]


@pytest.mark.parametrize(("verb", "detail", "kind", "problem"), GONE_ROWS)
def test_object_not_found(verb, detail, kind, problem):
    error = classify(fault(said("610", detail)), writes=verb != "read", verb=verb)
    assert (type(error), error.problem) == (kind, problem)


# code, Detail -> values
VALUE_ROWS = [
    (
        "6140",
        "You must specify a different number. DocNumber=INV 7 is assigned to TxnType=Invoice with TxnId=17984",
        {"number": "INV 7", "holder_type": "Invoice", "holder_id": "17984"},
    ),
    (
        "6140",
        "DocNumber=J1 is assigned to TxnType=Journal Entry with TxnId=5",
        {"number": "J1", "holder_type": "JournalEntry", "holder_id": "5"},
    ),
    ("6240", "The name supplied already exists. : Id=1209", {"holder_id": "1209"}),
    ("6240", "The name supplied already exists. : null", {}),
    (
        "6240",
        "The name supplied already exists. : Another customer, vendor or employee is already using this name.",
        {},
    ),
    ("2500", "Invalid Reference Id : Accounts element id 7 not found", {"list": "Accounts", "id": "7"}),
    (
        "2500",
        "Invalid Reference Id : Something you're trying to use has been made inactive. Check the fields with accounts.",
        {"list": "accounts"},
    ),
    (
        "2050",
        "String length specified does not match the supported length. Min:0 Max:21 supported. Supplied length:45",
        {"minimum": "0", "limit": "21", "length": "45"},
    ),
    ("2020", "Required parameter Line is missing in the request", {"field": "Line"}),
    ("6070", "Amount is not equal to UnitPrice * Qty. Supplied value:1,861.07", {"supplied": "1,861.07"}),
]


@pytest.mark.parametrize(("code", "detail", "values"), VALUE_ROWS)
def test_what_the_detail_names(code, detail, values):
    assert classify(fault(said(code, detail)), writes=True, verb="create").values == values


# status without a readable fault -> (class, problem) on a write, on a read
HTML = b"<html><body>Service Unavailable</body></html>"
STATUS_ROWS = [
    (200, HTML, (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
    (200, b"", (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
    (200, b'{"Invoice": {"Id": "1"', (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
    (200, b'"text"', (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
    (200, b'{"Invoice": {"TotalAmt": NaN}}', (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
    (200, b"[" * 100_000, (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
    (204, b"", (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
    (302, HTML, (Unavailable, "unavailable"), (Unavailable, "unavailable")),
    (400, HTML, (Refused, "not_quickbooks"), (Refused, "not_quickbooks")),
    (401, b"", (TokenExpired, "token_expired"), (TokenExpired, "token_expired")),
    (403, HTML, (ConnectionDown, "connection_down"), (ConnectionDown, "connection_down")),
    (404, HTML, (Refused, "not_quickbooks"), (Refused, "not_quickbooks")),
    (407, b"", (Unavailable, "unavailable"), (Unavailable, "unavailable")),
    (408, b"", (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
    (413, b"", (Refused, "too_large"), (Refused, "too_large")),
    (429, b"", (Throttled, "throttled"), (Throttled, "throttled")),
    (500, HTML, (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
    (502, HTML, (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
    (503, b"", (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
    (
        504,
        b'{"message": "Endpoint request timed out"}',
        (OutcomeUnknown, "outcome_unknown"),
        (Retryable, "busy"),
    ),
    (599, b"", (OutcomeUnknown, "outcome_unknown"), (Retryable, "busy")),
]


@pytest.mark.parametrize(("status", "body", "on_write", "on_read"), STATUS_ROWS)
def test_status(status, body, on_write, on_read):
    answer = WireAnswer(Delivery.ANSWERED, status, {}, body)
    for writes, expected in ((True, on_write), (False, on_read)):
        error = classify(answer, writes=writes, verb="create")
        assert (type(error), error.problem, error.status) == (*expected, status)


# delivery, note -> (class) on a write, on a read
TRANSPORT_ROWS = [
    (Delivery.NOT_SENT, "ConnectionError: Connection refused", Unavailable, Unavailable),
    (Delivery.UNKNOWN, "ReadTimeout: TimeoutError", OutcomeUnknown, Retryable),
    (Delivery.UNKNOWN, "answer cut after 10 of 20 bytes", OutcomeUnknown, Retryable),
    (Delivery.NOT_SENT, "sign_in_again: no tokens", SignInAgain, SignInAgain),
    (Delivery.NOT_SENT, "wrong_keys: invalid_client", WrongKeys, WrongKeys),
    (Delivery.NOT_SENT, "rights_missing: gone", RightsMissing, RightsMissing),
    (Delivery.NOT_SENT, "throttled: 12.5 s", Throttled, Throttled),
    (Delivery.NOT_SENT, "unavailable: down", Unavailable, Unavailable),
]


@pytest.mark.parametrize(("delivery", "note", "on_write", "on_read"), TRANSPORT_ROWS)
def test_transport(delivery, note, on_write, on_read):
    answer = WireAnswer(delivery, note=note)
    assert type(classify(answer, writes=True)) is on_write
    assert type(classify(answer, writes=False)) is on_read


# the transport's own note -> problem of a read, which is repeated by itself either way
READ_NOTES = [
    ("ReadTimeout: TimeoutError", "no_answer"),
    ("ConnectionError: ReadTimeoutError", "no_answer"),
    ("ConnectionError: timed out", "no_answer"),
    ("answer too slow", "no_answer"),
    ("answer cut after 10 of 20 bytes", "busy"),
]


@pytest.mark.parametrize(("note", "problem"), READ_NOTES)
def test_a_read_that_took_too_long_says_so(note, problem):
    answer = WireAnswer(Delivery.UNKNOWN, note=note)
    assert classify(answer, writes=False).problem == problem
    assert classify(answer, writes=True).problem == "outcome_unknown"


def test_a_complete_looking_status_does_not_make_a_cut_answer_certain():
    answer = WireAnswer(Delivery.UNKNOWN, 400, {}, fault(said("2020")).body, "answer cut")
    assert type(classify(answer, writes=True)) is OutcomeUnknown


def test_held_back_requests_say_how_long():
    assert classify(WireAnswer(Delivery.NOT_SENT, note="throttled: 12.5 s"), writes=True).retry_after == 12.5


def gateway_fault(code, message, detail, kind, status):
    body = {
        "warnings": None,
        "fault": {
            "error": [{"message": message, "detail": detail, "code": code, "element": None}],
            "type": kind,
        },
        "requestId": None,
        "time": 1580000000000,
        "status": None,
    }
    return WireAnswer(Delivery.ANSWERED, status, {"intuit-tid": "1-5e-1"}, json.dumps(body).encode())


THROTTLE_XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<IntuitResponse time="2016-12-02T06:17:21.041-08:00" xmlns="http://schema.intuit.com/finance/v3">
<Fault type="SERVICE"><Error code="3001"><Message>message=ThrottleExceeded; errorCode=003001; statusCode=%d</Message>
<Detail>The request limit was reached.  Try again later</Detail></Error></Fault></IntuitResponse>"""
AUTH = "message=AuthenticationFailed; errorCode=003200; statusCode=401"
RIGHTS = "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403"
# the other envelopes (spec qbo 3.2, 2.2) -> class, code
ENVELOPE_ROWS = [
    (gateway_fault("3200", AUTH, "Token expired: AB0", "AUTHENTICATION", 401), TokenExpired, "3200"),
    (gateway_fault("3100", RIGHTS, None, "SERVICE", 403), RightsMissing, "3100"),
    (gateway_fault("", RIGHTS, None, "SERVICE", 403), RightsMissing, "3100"),
    (
        gateway_fault("3001", "message=ThrottleExceeded; errorCode=003001; statusCode=429", "", "SERVICE", 429),
        Throttled,
        "3001",
    ),
    (WireAnswer(Delivery.ANSWERED, 429, {}, THROTTLE_XML % 429), Throttled, "3001"),
    (WireAnswer(Delivery.ANSWERED, 403, {}, THROTTLE_XML % 403), Throttled, "3001"),
    (
        WireAnswer(
            Delivery.ANSWERED,
            401,
            {},
            b'{"code":"AuthenticationFailed","type":"INPUT","message":null,"detail":"Malformed bearer token","moreInfo":null}',
        ),
        TokenExpired,
        "3200",
    ),
    (fault(said("003200", "Token expired"), status=401, kind="AUTHENTICATION"), TokenExpired, "3200"),
    (fault(said("99999", "new"), status=401), TokenExpired, "99999"),
    (fault(said("99999", "new"), kind="AuthenticationFault"), TokenExpired, "99999"),
    (fault(said("", "no code at all")), Refused, ""),
    (fault(said("99999", "new")), Refused, "99999"),
    (fault(said("3001", "The request limit was reached."), status=400), Throttled, "3001"),
    (fault(said("2020", "Required parameter Line is missing"), status=200), InvalidData, "2020"),
    (fault(said("2020", "Required parameter Line is missing"), status=500), InvalidData, "2020"),
    (fault(said("10000", "System Failure Error"), status=500, kind="SystemFault"), OutcomeUnknown, "10000"),
    (fault(said("99999", "new"), status=500, kind="SystemFault"), OutcomeUnknown, ""),
    (fault(status=500), OutcomeUnknown, ""),
    (fault(status=400), Refused, ""),
    (fault(status=200), Refused, ""),
]


@pytest.mark.parametrize(("answer", "kind", "code"), ENVELOPE_ROWS)
def test_envelope(answer, kind, code):
    error = classify(answer, writes=True, verb="create")
    assert (type(error), error.code) == (kind, code)


def test_one_error_instead_of_a_list():
    body = json.dumps({"Fault": {"Error": said("2020"), "type": "ValidationFault"}}).encode()
    assert type(classify(WireAnswer(Delivery.ANSWERED, 400, {}, body), writes=True)) is InvalidData


def test_unknown_outcomes_exist_on_writes_only():
    for code in ("600", "10000"):
        assert type(classify(fault(said(code), status=500), writes=False)) is Retryable


def test_a_monthly_cap_is_no_throttle():
    error = classify(fault(said("3001", "The monthly CorePlus quota is used up"), status=429), writes=False)
    assert (type(error), error.remedy) == (QuotaExhausted, Remedy.CONNECT)


SUCCESS_BODIES = [b'{"Invoice":{"Id":"1"},"time":"x"}', b'{"QueryResponse":{},"time":"x"}', b"{}"]


@pytest.mark.parametrize("body", SUCCESS_BODIES)
def test_success_is_no_error(body):
    assert classify(WireAnswer(Delivery.ANSWERED, 200, {}, body), writes=True) is None


# several errors in one fault: the worst decides -> class of the whole
SEVERAL_ROWS = [
    (("6140", "2020", "2020", "2020"), NumberTaken),
    (("6000", "2020"), Refused),
    (("2020", "3200"), TokenExpired),
    (("3200", "6190"), Suspended),
    (("6190", "10000"), OutcomeUnknown),
    (("5010", "2020"), InvalidData),
    (("130", "5010"), Stale),
]


@pytest.mark.parametrize(("codes", "kind"), SEVERAL_ROWS)
def test_the_worst_of_several_decides(codes, kind):
    error = classify(fault(*(said(code) for code in codes)), writes=True, verb="create")
    assert type(error) is kind
    assert sorted([error.code, *(other.code for other in error.others)]) == sorted(codes)


def test_waiting_never_hides_a_mistake():
    transient = said("6000", "You can only add or edit one name at a time. Please try again.")
    error = classify(fault(transient, said("2050")), writes=True, verb="create")
    assert (type(error), type(error.others[0])) == (InvalidData, Retryable)


def test_worst_keeps_the_first_of_equals():
    errors = [InvalidData("a"), TaxRefused("b")]
    assert worst(errors) is errors[0]


REFERENCE_ROWS = [("Intuit-Tid", "1-5e-1"), ("intuit_tid", "1-5e-1"), ("INTUIT_TID", "1-5e-1"), ("x", "")]


@pytest.mark.parametrize(("header", "expected"), REFERENCE_ROWS)
def test_intuits_transaction_id(header, expected):
    error = classify(fault(said("2020"), headers={header: "1-5e-1"}), writes=True)
    assert error.reference == expected


PAUSE_ROWS = [
    ({}, 60.0),
    ({"Retry-After": "17"}, 17.0),
    ({"retry-after": "soon"}, 60.0),
    ({"Date": "Wed, 21 Oct 2026 07:28:00 GMT", "Retry-After": "Wed, 21 Oct 2026 07:28:30 GMT"}, 30.0),
    ({"Date": "Wed, 21 Oct 2026 07:28:00 GMT", "Retry-After": "Wed, 21 Oct 2026 07:27:00 GMT"}, 0.0),
]


@pytest.mark.parametrize(("headers", "seconds"), PAUSE_ROWS)
def test_how_long_a_throttle_lasts(headers, seconds):
    answer = WireAnswer(Delivery.ANSWERED, 429, headers, b"")
    assert classify(answer, writes=True).retry_after == seconds


def test_a_token_refused_twice_asks_for_a_person():
    answer = WireAnswer(Delivery.ANSWERED, 401, {}, b"", "sign_in_again: a fresh access token was refused")
    assert type(classify(answer, writes=True)) is SignInAgain


def test_a_batch_item_is_judged_alone():
    assert fault_error({"bId": "1", "Invoice": {"Id": "1"}}, writes=True) is None
    item = {"bId": "2", "Fault": {"Error": [said("610")], "type": "ValidationFault"}}
    assert type(fault_error(item, writes=True, verb="delete")) is Gone


def test_every_problem_is_in_the_table_of_the_module():
    explained = set(re.findall(r"[a-z]+(?:_[a-z]+)*", " ".join(re.findall(r"^\|([^|]+)\|", faults.__doc__, re.M))))
    used = {problem or kind.problem for kind, problem in CODES.values()}
    used |= {problem or kind.problem for _pattern, kind, problem in TEXTS}
    used |= {problem for _status, _body, *pair in STATUS_ROWS for _kind, problem in pair}
    used |= {kind.problem for kind in (SignInAgain, WrongKeys, QuotaExhausted, Gone)}
    assert used <= explained
