"""One conformance test for everything behind the port: the fake of the queue's tests and the real one say the same."""

from datetime import date
from decimal import Decimal

from odoo.addons.odoo_qb_connector.documents import (
    Item,
    ItemKind,
    ItemLine,
    Party,
    PartyRole,
    Ref,
    SalesDocument,
    SalesKind,
    new_marker,
)
from odoo.addons.odoo_qb_connector.gateway import (
    Command,
    FindByMarker,
    FindByName,
    ListEntries,
    ReadObject,
    Removed,
    Verb,
    Written,
)
from odoo.tests import TransactionCase, tagged

from .connection_case import connect_directly, own_address
from .fake_gateway import FakeGateway
from .online_company import OnlineCompany, ReachesSimulator, needs_simulator


class PortConformance:
    """What the queue relies on. `setUp` provides `gateway`, `customer` and `item` (ids that exist there)."""

    def send(self, *commands, key):
        request = self.gateway.encode(commands, key)
        (answer,) = self.gateway.transmit([request])
        return request, self.gateway.decode(request, answer)

    def invoice(self, number, marker, total="12.50"):
        return SalesDocument(
            SalesKind.INVOICE,
            Ref(self.customer),
            date(2026, 3, 1),
            "USD",
            (ItemLine(Ref(self.item), Decimal(total), Decimal(1), Decimal(total), tax=Ref("NON")),),
            Decimal(total),
            marker=marker,
            number=number,
        )

    def test_a_document_is_created_found_changed_and_deleted(self):
        marker = new_marker()
        _request, (created,) = self.send(Command(Verb.CREATE, self.invoice("C-1", marker)), key="a" * 32)
        self.assertIsInstance(created, Written)
        seen = created.object
        self.assertEqual(
            (seen.ref.type, seen.ref.token, seen.number, seen.total, seen.tax, seen.marker, seen.currency),
            ("Invoice", "0", "C-1", Decimal("12.50"), Decimal("0"), marker, "USD"),
        )
        question = FindByMarker("Invoice", marker, number="C-1", party_id=self.customer, total=Decimal("12.50"))
        self.assertEqual([found.ref.id for found in self.gateway.ask(question)], [seen.ref.id])
        later = new_marker()
        change = Command(Verb.UPDATE, self.invoice("C-1", later, "13.00"), target=seen.ref)
        _request, (changed,) = self.send(change, key="b" * 32)
        self.assertEqual((changed.object.ref.id, changed.object.ref.token), (seen.ref.id, "1"))
        self.assertEqual((changed.object.total, changed.object.marker), (Decimal("13.00"), later))
        _request, (removed,) = self.send(Command(Verb.DELETE, target=changed.object.ref), key="c" * 32)
        self.assertEqual(removed, Removed(removed.ref))
        self.assertEqual((removed.ref.type, removed.ref.id), ("Invoice", seen.ref.id))
        self.assertIsNone(self.gateway.ask(ReadObject(seen.ref)))
        self.assertEqual(self.gateway.ask(question), [])

    def test_the_same_bytes_under_the_same_key_have_one_effect(self):
        marker = new_marker()
        request, (first,) = self.send(Command(Verb.CREATE, self.invoice("C-2", marker)), key="d" * 32)
        (answer,) = self.gateway.transmit([request])
        (second,) = self.gateway.decode(request, answer)
        self.assertEqual(second.object.ref, first.object.ref)
        question = FindByMarker("Invoice", marker, number="C-2", party_id=self.customer)
        self.assertEqual(len(self.gateway.ask(question)), 1)

    def test_several_travel_together_and_answer_in_order(self):
        markers = [new_marker() for _each in range(3)]
        commands = [Command(Verb.CREATE, self.invoice(f"C-3{at}", marker)) for at, marker in enumerate(markers)]
        self.assertEqual(self.gateway.chunks(commands), [[0, 1, 2]])
        request, outcomes = self.send(*commands, key="e" * 32)
        self.assertTrue(request.is_batch)
        self.assertEqual([outcome.object.marker for outcome in outcomes], markers)
        self.assertEqual([outcome.object.number for outcome in outcomes], ["C-30", "C-31", "C-32"])

    def test_names_are_found_exactly(self):
        party = Party(PartyRole.CUSTOMER, "Conformance & Sons", "USD")
        _request, (created,) = self.send(Command(Verb.CREATE, party), key="f" * 32)
        found = self.gateway.ask(FindByName("Customer", ("Conformance & Sons", "Nobody At All")))
        self.assertEqual([(each.name, each.ref.id) for each in found], [("Conformance & Sons", created.object.ref.id)])


@tagged("post_install", "-at_install")
class TestFakePort(PortConformance, TransactionCase):
    def setUp(self):
        super().setUp()
        self.gateway = FakeGateway()
        self.customer, self.item = "7", "1"


@needs_simulator
@tagged("post_install", "-at_install")
class TestOnlinePort(ReachesSimulator, PortConformance, TransactionCase):
    def setUp(self):
        super().setUp()
        self.company = OnlineCompany()
        connection = self.env["qb.connection"].create(own_address())
        connect_directly(connection, self.company)
        self.env.flush_all()
        # The token store has cursors of its own.
        self.enterContext(self.enter_registry_test_mode())
        self.gateway = connection._gateway()
        self.addCleanup(self.gateway.close)
        income = next(
            each for each in self.gateway.ask(ListEntries("Account")) if each.kind == "Income" and each.active
        )
        item = Item(ItemKind.SERVICE, "Conformance", income_account=Ref(income.id), taxable=False)
        party = Party(PartyRole.CUSTOMER, "Conformance Customer", "USD")
        _request, made = self.send(Command(Verb.CREATE, item), Command(Verb.CREATE, party), key="0" * 32)
        self.item, self.customer = (outcome.object.ref.id for outcome in made)
