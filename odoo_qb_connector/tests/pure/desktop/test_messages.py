"""Message sets: keys, chunks, and the hunt for the one record that cannot be read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.desktop import DesktopGateway
from odoo.addons.odoo_qb_connector.desktop.answers import received
from odoo.addons.odoo_qb_connector.desktop.bisect import halves, must_divide, part
from odoo.addons.odoo_qb_connector.desktop.limits import BATCH_SIZE, SET_LINES
from odoo.addons.odoo_qb_connector.documents import ItemLine
from odoo.addons.odoo_qb_connector.gateway import Failed, Remedy, Retryable

from .samples import CHAIR, KEY, MARKER, SET_ID, TAX, D, books, create, customer, invoice, parsed, product, remove
from .schemas import VERSIONS, assert_valid, schema, shared

GATEWAY = DesktopGateway(books())
REFUSED = received("", "0x80040400", "QuickBooks found an error when parsing the provided XML text stream.")


def encode(commands, key=KEY, **more):
    made = GATEWAY.encode(commands, key, **more)
    assert_valid(made.body)
    return made


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schemas_are_used_where_they_are(version):
    shared(f"qbxml/qbxmlops{version}.xsd")
    assert not schema(version).validate(parsed(b"<QBXML><QBXMLMsgsRq><NoSuchRq/></QBXMLMsgsRq></QBXML>"))


def test_a_set_names_itself_in_24_characters_and_its_requests_after_itself():
    made = encode([create(customer()), create(invoice()), remove("Invoice")])
    holder = parsed(made.body)[0]
    assert holder.attrib == {"newMessageSetID": SET_ID, "onError": "continueOnError"}
    assert made.key == SET_ID and len(made.key) == 24
    assert (
        [one.get("requestID") for one in holder]
        == [one.bid for one in made.members]
        == [f"{SET_ID}.{place}" for place in (1, 2, 3)]
    )
    assert [(one.verb, one.type, one.marker) for one in made.members] == [
        ("create", "Customer", ""),
        ("create", "Invoice", MARKER),
        ("delete", "Invoice", ""),
    ]
    assert made.is_batch and made.writes


def test_a_set_can_forget_an_earlier_one():
    holder = parsed(encode([create(customer())], forget="f" * 32).body)[0]
    assert holder.get("oldMessageSetID") == "f" * 24


def test_the_same_commands_and_key_are_the_same_bytes():
    commands = [create(customer()), create(invoice())]
    assert encode(commands).body == encode(commands).body
    assert encode(commands).body != encode(commands, "other").body


@pytest.mark.parametrize(("commands", "key"), [([], KEY), ([create(customer())], "")])
def test_no_commands_or_no_key_is_an_error(commands, key):
    with pytest.raises(ValueError):
        GATEWAY.encode(commands, key)


@settings(max_examples=30)
@given(st.lists(st.sampled_from([1, 30, 499, 500, 700]), max_size=60))
def test_chunks_keep_the_order_and_the_limits(sizes):
    line = ItemLine(CHAIR, D("1.00"), D("1"), D("1"), "", TAX)
    commands = [create(replace(invoice(), lines=(line,) * size)) for size in sizes]
    groups = GATEWAY.chunks(commands)
    assert [place for group in groups for place in group] == list(range(len(commands)))
    for group in groups:
        assert 0 < len(group) <= BATCH_SIZE
        assert len(group) == 1 or sum(sizes[place] for place in group) <= SET_LINES


def test_items_are_one_type_for_the_queue():
    assert encode([create(product())]).members[0].type == "Item"


# ------------------------------------------------------------------ dividing


def names(request) -> list[str]:
    return [one.findtext(".//Name") for one in parsed(request.body)[0]]


def hunt(request, bad: str) -> tuple[list[str], list[str], int]:
    """(culprits, those that ran, round trips) when QuickBooks cannot read any set with `bad` in it."""
    culprits, ran, open_sets, trips = [], [], [request], 0
    while open_sets:
        one, trips = open_sets.pop(0), trips + 1
        if bad not in names(one):
            ran += names(one)
        elif must_divide(one, REFUSED):
            open_sets += halves(one, f"{trips:024}", f"{trips + 500:024}")
        else:
            culprits += names(one)
    return culprits, ran, trips


@pytest.mark.parametrize("bad", range(25))
def test_the_culprit_is_found_and_everybody_else_goes(bad):
    request = encode([create(customer(name=f"Customer {place}")) for place in range(25)])
    culprits, ran, trips = hunt(request, f"Customer {bad}")
    assert culprits == [f"Customer {bad}"]
    assert sorted(ran) == sorted(f"Customer {place}" for place in range(25) if place != bad)
    assert trips <= 11


def test_halves_are_valid_sets_of_their_own():
    request = encode([create(customer(name=f"Müller {place}", marker=MARKER)) for place in range(3)])
    first, second = halves(request, "a" * 32, "b" * 32)
    for made, key, count in ((first, "a", 2), (second, "b", 1)):
        assert_valid(made.body)
        assert made.key == key * 24 == parsed(made.body)[0].get("newMessageSetID")
        assert [one.bid for one in made.members] == [f"{key * 24}.{place}" for place in range(1, count + 1)]
        assert all(one.marker == MARKER for one in made.members)
    assert names(first) + names(second) == names(request)
    with pytest.raises(ValueError):
        halves(second, "c", "d")
    assert names(part(request, [2, 0], "e")) == ["Müller 2", "Müller 0"]


def test_only_a_parse_refusal_of_several_divides():
    several, single = encode([create(customer()), create(invoice())]), encode([create(customer())])
    assert must_divide(several, REFUSED) and not must_divide(single, REFUSED)
    assert not must_divide(several, received("", "0x80040402", ""))
    assert not must_divide(several, received("<QBXML/>"))
    for outcome in GATEWAY.decode(several, REFUSED):
        assert isinstance(outcome, Failed) and isinstance(outcome.error, Retryable)
        assert (outcome.error.problem, outcome.error.retry_after) == ("set_refused", 0.0)
    (alone,) = GATEWAY.decode(single, REFUSED)
    assert (alone.error.remedy, alone.error.problem) == (Remedy.PERSON, "parse_refused")
