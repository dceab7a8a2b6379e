"""What travels together (spec qbo 9)."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.documents import ItemLine, Ref, Tax
from odoo.addons.odoo_qb_connector.gateway import Command, ObjectRef, Verb
from odoo.addons.odoo_qb_connector.online.chunks import BATCH_LINES, alone, chunks, weight_of
from odoo.addons.odoo_qb_connector.online.encode import Context, request
from odoo.addons.odoo_qb_connector.online.limits import BATCH_SIZE

from .samples import KEY, company, create, customer, us_invoice

VOID = Command(Verb.VOID, target=ObjectRef("Invoice", "1", "0"))
DELETE = Command(Verb.DELETE, target=ObjectRef("Invoice", "1", "0"))


def invoice(lines: int) -> Command:
    line = ItemLine(Ref("1"), Decimal("1.00"), Decimal(1), Decimal(1))
    return create(us_invoice(lines=(line,) * lines, tax=Tax(), total=Decimal(lines)))


def test_thirty_to_a_batch():
    assert [len(group) for group in chunks([create(customer())] * 65)] == [30, 30, 5]


def test_lines_count():
    assert [len(group) for group in chunks([invoice(100)] * 7)] == [6, 1]


def test_a_long_document_travels_alone():
    assert chunks([invoice(5), invoice(101), invoice(5)]) == [[0], [1], [2]]


def test_a_void_travels_alone_and_a_delete_does_not():
    assert chunks([invoice(1), VOID, DELETE, invoice(1)]) == [[0], [1], [2, 3]]


def test_a_taken_number_travels_alone():
    allowed = Command(Verb.CREATE, us_invoice(), allow_duplicate_number=True)
    assert chunks([invoice(1), allowed, allowed]) == [[0], [1], [2]]


def test_nothing_to_send():
    assert chunks([]) == []


commands = st.lists(st.sampled_from([VOID, DELETE, invoice(1), invoice(90), invoice(150), create(customer())]))


@given(commands)
def test_every_command_goes_once_in_order_within_the_limits(given_commands):
    groups = chunks(given_commands)
    assert [place for group in groups for place in group] == list(range(len(given_commands)))
    for group in groups:
        members = [given_commands[place] for place in group]
        assert len(members) <= BATCH_SIZE
        assert len(members) == 1 or sum(map(weight_of, members)) <= BATCH_LINES
        assert len(members) == 1 or not any(map(alone, members))
        assert request(members, KEY, "1", Context(company())).members
