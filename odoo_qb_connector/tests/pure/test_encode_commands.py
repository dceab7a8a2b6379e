"""Requests: addresses, parameters, batches, bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from odoo.addons.odoo_qb_connector.documents import Tax
from odoo.addons.odoo_qb_connector.gateway import Command, ObjectRef, Verb
from odoo.addons.odoo_qb_connector.online.encode import CannotSay, Context, request
from odoo.addons.odoo_qb_connector.online.encode.text import number, to_json

from .samples import KEY, MARKER, company, create, customer, product, us_invoice

CONTEXT = Context(company())
KEYS = (("requestid", KEY), ("minorversion", "75"))
INVOICE, RECEIPT = ObjectRef("Invoice", "130", "3"), ObjectRef("SalesReceipt", "7", "0")


def one(command):
    return request([command], KEY, "99", CONTEXT)


# command -> path, params, body (None: not looked at)
COMMAND_ROWS = [
    (create(us_invoice()), "/company/99/invoice", KEYS, None),
    (create(customer()), "/company/99/customer", KEYS, None),
    (
        Command(Verb.CREATE, us_invoice(), allow_duplicate_number=True),
        "/company/99/invoice",
        (("include", "allowduplicatedocnum"), *KEYS),
        None,
    ),
    (
        Command(Verb.DELETE, target=INVOICE),
        "/company/99/invoice",
        (("operation", "delete"), *KEYS),
        {"Id": "130", "SyncToken": "3"},
    ),
    (
        Command(Verb.VOID, target=INVOICE),
        "/company/99/invoice",
        (("operation", "void"), *KEYS),
        {"Id": "130", "SyncToken": "3"},
    ),
    (
        Command(Verb.VOID, target=RECEIPT),
        "/company/99/salesreceipt",
        (("operation", "update"), ("include", "void"), *KEYS),
        {"Id": "7", "SyncToken": "0", "sparse": True},
    ),
]


@pytest.mark.parametrize(("command", "path", "params", "body"), COMMAND_ROWS)
def test_single_requests(command, path, params, body):
    sent = one(command)
    assert (sent.method, sent.path, sent.params, sent.key) == ("POST", path, params, KEY)
    assert (sent.writes, sent.is_batch, sent.content_type) == (True, False, "application/json")
    assert body is None or json.loads(sent.body) == body


def test_a_member_says_how_to_read_its_answer():
    (member,) = one(create(us_invoice())).members
    assert (member.bid, member.verb, member.type, member.marker) == ("1", "create", "Invoice", MARKER)


def test_a_batch():
    commands = [
        create(us_invoice()),
        Command(Verb.DELETE, target=INVOICE),
        Command(Verb.DELETE, target=ObjectRef("Item", "5", "1")),
        Command(Verb.UPDATE, product(), ObjectRef("Item", "6", "1"), frozenset({"price"})),
    ]
    sent = request(commands, KEY, "99", CONTEXT)
    assert (sent.path, sent.params, sent.is_batch) == ("/company/99/batch", KEYS, True)
    items = json.loads(sent.body)["BatchItemRequest"]
    assert [item["bId"] for item in items] == [member.bid for member in sent.members] == ["1", "2", "3", "4"]
    assert [item["operation"] for item in items] == ["create", "delete", "update", "update"]
    assert items[1]["Invoice"] == {"Id": "130", "SyncToken": "3"}
    assert items[2]["Item"] == {"Id": "5", "SyncToken": "1", "sparse": True, "Active": False}
    assert items[3]["Item"] == {"Id": "6", "SyncToken": "1", "sparse": True, "UnitPrice": 25}
    assert [member.verb for member in sent.members] == ["create", "delete", "delete", "update"]


def test_batch_ids_stay_short():
    sent = request([create(customer())] * 30, KEY, "99", CONTEXT)
    assert max(len(member.bid) for member in sent.members) <= 10
    assert len({member.bid for member in sent.members}) == 30


def test_a_duplicate_number_in_a_batch_is_an_option_of_its_item():
    commands = [Command(Verb.CREATE, us_invoice(), allow_duplicate_number=True), create(customer())]
    items = json.loads(request(commands, KEY, "99", CONTEXT).body)["BatchItemRequest"]
    assert [item.get("optionsData") for item in items] == ["allowduplicatedocnum", None]


def test_what_has_no_words_is_refused():
    with pytest.raises(CannotSay):
        one(Command(Verb.VOID, target=ObjectRef("Estimate", "1", "0")))
    with pytest.raises(CannotSay):
        request([Command(Verb.VOID, target=INVOICE)] * 2, KEY, "99", CONTEXT)


@pytest.mark.parametrize("key", ["", "x" * 37])
def test_a_key_fits_a_batch(key):
    with pytest.raises(ValueError, match="36"):
        request([create(customer())], key, "99", CONTEXT)


def test_equal_documents_give_equal_bytes():
    other = replace(us_invoice(), tax=Tax(Decimal("8.250")), total=Decimal("128.240"))
    assert other == us_invoice()
    assert one(create(other)) == one(create(us_invoice()))


def test_a_renamed_customer_does_not_change_the_bytes():
    renamed = us_invoice(customer=replace(us_invoice().customer, name="Amy's Birds"))
    assert one(create(renamed)).body == one(create(us_invoice())).body


# Decimal -> JSON number
NUMBER_ROWS = [
    ("12.50", "12.5"),
    ("100", "100"),
    ("1E+3", "1000"),
    ("0.00", "0"),
    ("-0.00", "0"),
    ("-1.10", "-1.1"),
    ("0.1", "0.1"),
    ("99999999999.9999999", "99999999999.9999999"),
    ("1E-7", "0.0000001"),
]


@pytest.mark.parametrize(("value", "text"), NUMBER_ROWS)
def test_numbers_are_exact_and_canonical(value, text):
    assert number(Decimal(value)) == text


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_amount_is_refused(value):
    with pytest.raises(ValueError, match="no amount"):
        to_json({"Amount": value})


def test_a_float_never_becomes_money():
    with pytest.raises(TypeError):
        to_json({"Amount": 0.1})


def test_json_is_ascii_whatever_the_text():
    body = to_json({"Name": 'é漢\U0001f600"\\\n'})
    assert body.isascii()
    assert json.loads(body) == {"Name": 'é漢\U0001f600"\\\n'}
