"""Every status code and HRESULT of the specification, and what the queue does with it."""

from __future__ import annotations

import re

import pytest
from odoo.addons.odoo_qb_connector.desktop.hresults import HRESULTS, normal
from odoo.addons.odoo_qb_connector.desktop.status_codes import FINE, STATUSES, WARNINGS
from odoo.addons.odoo_qb_connector.desktop.statuses import error_of_hresult, error_of_set, error_of_status
from odoo.addons.odoo_qb_connector.gateway import Remedy

from .schemas import shared

W, C, P, R, L = Remedy.WAIT, Remedy.CONNECT, Remedy.PERSON, Remedy.REREAD, Remedy.LOOK
CREATED: dict[Remedy, str] = {
    W: "1010 3175 3176 3231",
    C: "3220 3260 3261 3263",
    P: (
        "500 1030 1060 3000 3010 3020 3030 3031 3035 3040 3070 3090 3100 3110 3120 3140 3150 3160 3161 3170 3171 3177"
        " 3180 3190 3210 3250 3262 3264 3270 3390 3500 9100 9150 9199"
    ),
    R: "3200",
    L: "600 1000 9001 9002 9003 9004 9005",
}
MATRIX = [(code, remedy) for remedy, codes in CREATED.items() for code in codes.split()]
PROBLEMS = {
    "3100": "name_taken",
    "3120": "bad_reference",
    "3140": "bad_reference",
    "3070": "value_too_long",
    "3150": "value_missing",
    "3160": "held_by_other_record",
    "3161": "period_closed",
    "3171": "period_closed",
    "3175": "record_locked",
    "3177": "link_refused",
    "3200": "stale",
    "3231": "not_run",
    "3250": "not_in_plan",
    "3270": "wrong_account",
    "3390": "too_large",
    "9100": "connector_fault",
}
SAVING = 'There was an error when saving a Customer list, element "X".  QuickBooks error message: '
CURRENCY = "The currency of the account must be either in home currency or the transaction currency."
TEXTS = [
    ("3180", SAVING + "This list has been modified by another user.", W, "record_locked"),
    ("3170", "This list has been modified by another user.", W, "record_locked"),
    ("3180", "The transaction could not be locked.  It is in use by another user.", W, "record_locked"),
    ("3180", "The credit limit for the name on this transaction has been exceeded.", P, "credit_limit"),
    ("3180", "Transaction not in balance.", P, "amounts_disagree"),
    ("3140", f'There is an invalid reference to QuickBooks AR Account "X" in the Invoice.  {CURRENCY}', P, ""),
    ("3210", "You cannot pay more than the amount due.", P, "amounts_disagree"),
    ("3160", "The transaction is part of a deposit.", P, "held_by_deposit"),
    ("3170", "This payment is in the deposit of 3/4/2026.", P, "held_by_deposit"),
    ("3160", "The transaction is linked to a payment.", P, "held_by_payment"),
    ("3180", "The customer has no e-mail address.", P, "customer_without_email"),
    ("3180", 'Unable to link to transaction "A-1" because it has already been closed.', P, "link_refused"),
]


def test_a_change_below_what_was_paid():
    words = 'The "Amount" field has an invalid value "1.00".  QuickBooks error message: '
    words += "You cannot pay more than the amount due."
    assert error_of_status("3210", words, verb="update").problem == "held_by_payment"


@pytest.mark.parametrize(("code", "remedy"), MATRIX)
def test_every_status_of_a_create_has_its_remedy(code, remedy):
    error = error_of_status(code, "Words.", verb="create")
    assert error.remedy is remedy
    assert (error.code, error.message) == (code, "Words.")
    assert error.problem == PROBLEMS.get(code, error.problem)


def test_the_matrix_is_the_table():
    assert {code for code, _remedy in MATRIX} - {"9150", "9199"} == set(STATUSES)


def test_the_table_is_the_specifications():
    """Every code in the table of spec qbd 4.1."""
    spec = shared("qbd.md").read_text(encoding="utf-8")
    table = spec[spec.index("### 4.1 statusCode") : spec.index("Wording marked")]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")][1:]
    codes = {code for row in rows for code in re.findall(r"\d+", row)}
    codes = codes - {"9199"} | {"9002", "9003", "9004"}
    assert codes == set(STATUSES) | FINE | WARNINGS


@pytest.mark.parametrize("code", sorted(FINE | WARNINGS))
def test_done_and_done_but_are_no_errors(code):
    assert error_of_status(code, "Words.") is None


@pytest.mark.parametrize("verb", ["update", "delete", "void"])
@pytest.mark.parametrize("code", ["500", "3120"])
def test_an_object_that_is_not_there_is_gone(code, verb):
    assert error_of_status(code, verb=verb).problem == "gone"
    assert error_of_status(code, verb="create").problem == "bad_reference"


def test_reading_what_is_not_there_is_no_error():
    assert error_of_status("500", writes=False) is None
    assert error_of_status("1000", writes=False).remedy is W


@pytest.mark.parametrize(("code", "message", "remedy", "problem"), TEXTS)
def test_the_words_decide_where_the_code_does_not(code, message, remedy, problem):
    error = error_of_status(code, message, verb="create")
    assert error.remedy is remedy
    assert error.problem == (problem or "currency_mismatch")


@pytest.mark.parametrize(
    ("code", "remedy"),
    [("1999", L), ("2500", P), ("3055", P), ("4000", P), ("9050", L), ("9175", P), ("", L), ("abc", L), ("700", P)],
)
def test_an_unknown_code_goes_by_its_range(code, remedy):
    assert error_of_status(code).remedy is remedy


def test_values_are_read_out_of_the_words():
    invalid = 'There is an invalid reference to QuickBooks Customer "Bob" in the Invoice.'
    assert error_of_status("3140", invalid, verb="create").values == {"list": "Customer", "id": "Bob"}
    taken = 'The name "Bob" of the list element is already in use.'
    assert error_of_status("3100", taken).values == {"name": "Bob"}
    assert error_of_status("3200", 'The provided edit sequence "17" is out-of-date. ').values == {"token": "17"}


@pytest.mark.parametrize("code", ["600", "9001", "9002", "9004", "9005"])
def test_a_set_in_doubt_is_looked_up(code):
    error = error_of_set(code)
    assert (error.remedy, error.code) == (L, code)


def test_a_set_without_doubt():
    assert error_of_set("") is None and error_of_set("0") is None


# ------------------------------------------------------------------ HRESULTs

HANDED_OVER: dict[Remedy, str] = {
    P: "400 413 425 426",
    L: "402 421",
    W: "401 408 40B 40C 40D 40E 40F 410 411 412 414 41B 41C 422 424",
    C: "403 404 405 406 407 409 40A 415 416 417 418 419 41A 41D 41E 41F 420 423 427 428 429 42A 42C 438",
}
HRESULT_MATRIX = [(f"0x80040{code}", remedy) for remedy, codes in HANDED_OVER.items() for code in codes.split()]


@pytest.mark.parametrize(("hresult", "remedy"), [*HRESULT_MATRIX, ("0x80040154", C)])
def test_every_hresult_has_its_remedy(hresult, remedy):
    error = error_of_hresult(hresult, "Words.")
    assert (error.remedy, error.code, error.message) == (remedy, hresult, "Words.")
    assert error_of_hresult(hresult.lower()).code == hresult


def test_the_hresult_matrix_is_the_table():
    assert {code for code, _remedy in HRESULT_MATRIX} | {"0x80040154"} == set(HRESULTS)


def test_every_hresult_of_the_specification_is_there():
    spec = shared("qbd.md").read_text(encoding="utf-8")
    table = spec[spec.index("### 4.2 HRESULTs") : spec.index("## 5. Entities")]
    assert {normal(one) for one in re.findall(r"0x8004[0-9A-F]{4}", table)} <= set(HRESULTS)
    memory = table[table.index("From memory") :]
    assert {f"0x80040{one}" for one in re.findall(r"\b4[0-9A-F]{2}\b", memory)} <= set(HRESULTS)


def test_before_anything_was_sent_nothing_is_unknown():
    for hresult in (*HRESULTS, "0x80049999"):
        assert error_of_hresult(hresult, writes=False).remedy is not L
    assert error_of_hresult("0x80049999", writes=True).remedy is L


@pytest.mark.parametrize("given", ["0x8004040a", "0X8004040A", " 8004040A "])
def test_hresults_in_any_spelling(given):
    assert normal(given) == "0x8004040A"
