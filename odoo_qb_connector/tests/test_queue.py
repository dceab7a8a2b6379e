"""The queue on real PostgreSQL connections: races, lost answers, dead workers (design 5)."""

import json
import re
import threading
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from unittest.mock import Mock, patch

import psycopg2
from odoo import api, fields
from odoo.addons.odoo_qb_connector.documents import (
    DocumentError,
    ItemLine,
    Party,
    PartyRole,
    Problem,
    Ref,
    SalesDocument,
    SalesKind,
)
from odoo.addons.odoo_qb_connector.gateway import (
    Acknowledged,
    Command,
    Delivery,
    Failed,
    FindByName,
    InvalidData,
    NumberTaken,
    ObjectRef,
    QuotaExhausted,
    SignInAgain,
    Stale,
    Throttled,
    Unavailable,
    Verb,
    WireAnswer,
)
from odoo.addons.odoo_qb_connector.models.drain import DrainRun
from odoo.addons.odoo_qb_connector.models.drain.claim import claim_operations, due_operations, lock_key
from odoo.addons.odoo_qb_connector.models.qb_operation import back_off
from odoo.addons.odoo_qb_connector.models.qb_plan import Ask, Send, Settled, Wait
from odoo.tests import tagged
from odoo.tools import mute_logger

from .fake_gateway import LOST_AFTER, LOST_BEFORE, FakeGateway
from .real_database import RealDatabaseCase

PATIENCE = 30
ADMIN = 2


def an_invoice(number, marker, total="10.00"):
    line = ItemLine(Ref("1", "Chair"), Decimal(total), Decimal(1), Decimal(total))
    return SalesDocument(
        SalesKind.INVOICE,
        Ref("7", "Azure"),
        date(2026, 3, 1),
        "USD",
        (line,),
        Decimal(total),
        marker=marker,
        number=number,
    )


class QueueCase(RealDatabaseCase):
    """Partners stand for documents: what they prepare is patched, so that only the queue is under test."""

    def setUp(self):
        super().setUp()
        self.gateway = FakeGateway()
        self.prepare = self._prepare_invoice
        self.stopped = []
        self.lock_keys = []
        with self.committed() as env:
            self.connection_id = self._make_connection(env)
        self._patch_connection()
        self._patch_record()

    def _make_connection(self, env):
        env["qb.connection"].search([]).write({"active": False})
        connection = env["qb.connection"].create({"name": f"Books of {self._testMethodName}", "execution_limit": 0})
        return connection.id

    def _patch_connection(self):
        connection = type(self.real_registry["qb.connection"])
        for name, answer in {
            "_gateway": lambda _self, interactive=False: self.gateway,
            "_is_open": lambda _self: not self.stopped,
            "_stop": lambda _self, error: self.stopped.append(error),
            "_accepts_wishes": lambda _self: True,
            "_waiting_message": lambda _self: False,
            "_note_run": lambda _self, **counts: None,
            "_wake": lambda _self, at=None: None,
        }.items():
            patch.object(self.real_registry["qb.connection"], name, answer, create=True).start()
        self.addCleanup(patch.stopall)
        return connection

    def _patch_record(self):
        partner = self.real_registry["res.partner"]
        mixin = self.real_registry["qb.record.mixin"]
        patches = {
            "_qb_prepare": lambda record, operation, answers: self.prepare(record, operation, answers),
            "_qb_lock_keys": lambda record: self.lock_keys,
            "_qb_connection": lambda record: record.env["qb.connection"].browse(self.connection_id),
            "_qb_prepare_removal": mixin._qb_prepare_removal,
            "_qb_link_for": mixin._qb_link_for,
        }
        for name, method in patches.items():
            patch.object(partner, name, method, create=True).start()

    # ------------------------------------------------------------------ helpers

    def _prepare_invoice(self, record, operation, _answers):
        link = record.env["qb.link"]._find(operation.connection_id, record, "Invoice")
        document = an_invoice(record.name, operation.marker)
        command = (
            Command(Verb.UPDATE, document, ObjectRef("Invoice", link.qb_id, link.sync_token))
            if link
            else Command(Verb.CREATE, document)
        )
        return Send(command, "Invoice", total=document.total)

    def record(self, name="INV/1"):
        with self.committed() as env:
            return env["res.partner"].create({"name": name}).id

    def wish(self, *record_ids, verb="send"):
        with self.committed() as env:
            records = env["res.partner"].browse(record_ids)
            return env["qb.operation"]._wish(env["qb.connection"].browse(self.connection_id), records, verb).ids

    def drain(self, **options):
        return DrainRun(self.real_registry, self.connection_id, **options).run()

    def states(self, ids):
        with self.committed() as env:
            return env["qb.operation"].browse(ids).mapped("state")

    def operation(self, operation_id, *names):
        with self.committed() as env:
            (values,) = env["qb.operation"].browse(operation_id).read(names)
            return SimpleNamespace(**values)

    @contextmanager
    def other_user(self):
        """A transaction that stays open, as a person's does while others work."""
        with self.committed() as env:
            yield env

    def result(self, ids):
        with self.committed() as env:
            return env["qb.operation"].browse(ids).result_for_user()

    def numbers(self):
        return sorted(item.number for item in self.gateway.objects.values())


@tagged("post_install", "-at_install")
class TestQueue(QueueCase):
    def test_a_wish_is_sent_once_linked_and_compared(self):
        record = self.record("INV/7")
        (operation,) = self.wish(record)
        report = self.drain()
        self.assertEqual((report.claimed, report.done, report.failed), (1, 1, 0))
        self.assertEqual(self.states([operation]), ["done"])
        with self.committed() as env:
            link = env["qb.link"].search([("res_model", "=", "res.partner"), ("res_id", "=", record)])
            self.assertEqual(
                (link.qb_type, link.qb_id, link.sync_token, link.number, link.total, link.differs),
                ("Invoice", "1001", "0", "INV/7", 10.0, False),
            )
            self.assertEqual(link.url, "https://books.example/Invoice/1001")
        self.assertEqual(len(self.gateway.requests), 1)
        self.assertEqual(self.drain().claimed, 0)

    def test_other_amounts_are_a_state_of_their_own_and_never_sent_again(self):
        def other_total(gateway, request):
            body = gateway.apply(request)
            for key, item in gateway.objects.items():
                gateway.objects[key] = type(item)(**{**item.__dict__, "total": Decimal("10.01")})
            return WireAnswer(Delivery.ANSWERED, 200, body=body)

        record = self.record("INV/8")
        (operation,) = self.wish(record)
        self.gateway.plan = [other_total]
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        with self.committed() as env:
            link = env["qb.link"].search([("res_id", "=", record), ("res_model", "=", "res.partner")])
            self.assertEqual((link.total_odoo, link.total, link.differs), (10.0, 10.01, True))
        self.assertEqual(self.drain().claimed, 0)
        self.assertEqual(len(self.gateway.requests), 1)

    def test_equal_wishes_of_a_record_are_one_and_other_verbs_keep_their_place(self):
        record = self.record("INV/9")
        first, second = self.wish(record) + self.wish(record)
        (removal,) = self.wish(record, verb="delete")
        (last,) = self.wish(record)
        self.drain()
        self.assertEqual(self.states([first, second, removal, last]), ["done", "merged", "done", "done"])
        self.assertEqual([request.members[0].verb for request in self.gateway.requests], ["create", "delete", "create"])
        self.assertEqual(len(self.gateway.objects), 1)

    def test_one_record_that_breaks_holds_no_other(self):
        def prepare(record, operation, answers):
            if record.name == "INV/B":
                raise ZeroDivisionError("a bug")
            return self._prepare_invoice(record, operation, answers)

        self.prepare = prepare
        ids = [self.wish(self.record(name))[0] for name in ("INV/A", "INV/B", "INV/C")]
        with mute_logger("odoo.addons.odoo_qb_connector.models.drain.prepare"):
            self.drain()
        self.assertEqual(self.states(ids), ["done", "failed", "done"])
        self.assertIn("ZeroDivisionError: a bug", self.operation(ids[1], "error").error)
        self.assertEqual(self.numbers(), ["INV/A", "INV/C"])

    def test_a_run_that_breaks_off_does_not_stumble_at_once_again(self):
        (operation,) = self.wish(self.record())
        broken = patch.object(self.gateway, "chunks", side_effect=ZeroDivisionError)
        with broken, mute_logger("odoo.addons.odoo_qb_connector.models.qb_drain"), self.committed() as env:
            env["qb.drain"]._run(env["qb.connection"].browse(self.connection_id))
        row = self.operation(operation, "state", "attempts", "not_before", "error_problem")
        self.assertEqual((row.state, row.attempts, row.error_problem), ("pending", 1, "broke_off"))
        self.assertGreater(row.not_before, fields.Datetime.now())
        with self.committed() as env:
            env["qb.operation"].browse(operation).action_send_again()
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])

    def test_a_deleted_record_ends_its_wish(self):
        record = self.record()
        (operation,) = self.wish(record)
        with self.committed() as env:
            env["res.partner"].browse(record).unlink()
        self.drain()
        self.assertEqual(self.states([operation]), ["cancelled"])
        self.assertEqual(self.gateway.requests, [])

    # ------------------------------------------------------------------ prerequisites

    def test_what_a_document_needs_goes_first_and_a_failure_there_holds_only_it(self):
        needed, document, other = self.record("Azure"), self.record("INV/1"), self.record("INV/2")
        failing = []

        def prepare(record, operation, answers):
            if operation.verb == "ensure":
                if failing:
                    return Settled("there")
                failing.append(record.id)
                raise ValueError("no such account")
            if record.id == document and not failing[1:]:
                if len(failing) == 1 and self.states(first_wish) == ["pending"]:
                    failing.append("again")
                else:
                    return Wait([record.env["res.partner"].browse(needed)])
            return self._prepare_invoice(record, operation, answers)

        self.prepare = prepare
        first_wish = self.wish(document)
        (unaffected,) = self.wish(other)
        with mute_logger("odoo.addons.odoo_qb_connector.models.drain.prepare"):
            self.drain()
        self.assertEqual(self.states([first_wish[0], unaffected]), ["pending", "done"])
        with self.committed() as env:
            blocked = env["qb.operation"].browse(first_wish)
            self.assertEqual(blocked.prerequisite_ids.mapped("state"), ["failed"])
            blocked.prerequisite_ids.action_send_again()
        failing.append("repaired")
        self.drain()
        self.assertEqual(self.states(first_wish), ["done"])
        self.assertEqual(self.numbers(), ["INV/1", "INV/2"])

    def test_send_now_tries_what_it_waits_for_again(self):
        """The customer was refused; somebody corrected it and presses Send Now on the invoice, not on the customer."""
        needed, document = self.record("Azure: Interior"), self.record("INV/1")
        there = []

        def prepare(record, operation, answers):
            if operation.verb == "ensure":
                if ":" in record.name:
                    raise DocumentError(Problem("party_name_forbidden", {"characters": "“:”"}, "name"))
                there.append(record.id)
                return Settled("there")
            return self._prepare_invoice(record, operation, answers) if there else Wait([record.browse(needed)])

        self.prepare = prepare
        (first,) = self.wish(document)
        self.drain()
        self.assertEqual(self.states([first]), ["pending"])
        self.assertEqual(self.result([first])["type"], "danger")
        self.assertIn("enter a name without it", self.result([first])["message"])
        self.drain()
        with self.committed() as env:
            (prerequisite,) = env["qb.operation"].browse(first).prerequisite_ids.ids
            env["res.partner"].browse(needed).name = "Azure Interior"
        self.assertEqual(self.states([prerequisite]), ["failed"])
        (second,) = self.wish(document)
        self.drain(only=[second])
        self.assertEqual(self.states([first, second, prerequisite]), ["done", "merged", "done"])
        self.assertEqual(self.result([second]), {"type": "success", "message": "Sent as Invoice INV/1.\nthere"})

    def test_a_whole_family_goes_at_once_with_send_now(self):
        """Send Now drains what the wish needs, ignores back-off, and leaves other records to the queue."""
        needed, document, other = self.record("Azure"), self.record("INV/1"), self.record("INV/2")
        there = []

        def prepare(record, operation, answers):
            if operation.verb == "ensure":
                there.append(record.id)
                return Settled("there")
            if record.id == document and not there:
                return Wait([record.env["res.partner"].browse(needed)])
            return self._prepare_invoice(record, operation, answers)

        self.prepare = prepare
        (operation,) = self.wish(document)
        (waiting,) = self.wish(other)
        with self.committed() as env:
            env["qb.operation"].browse(operation)._mark_waiting(seconds=3600)
        self.drain(only=[operation])
        self.assertEqual(self.states([operation, waiting]), ["done", "pending"])
        self.assertEqual(self.numbers(), ["INV/1"])

    # ------------------------------------------------------------------ what Send Now tells

    def test_the_result_follows_merges_and_says_what_came_of_it(self):
        record = self.record("INV/3")
        first, second = self.wish(record) + self.wish(record)
        self.drain(only=[second])
        self.assertEqual(self.states([first, second]), ["done", "merged"])
        self.assertEqual(self.result([second]), {"type": "success", "message": "Sent as Invoice INV/3."})

    def test_the_result_of_a_refusal_is_its_sentence(self):
        record = self.record("INV/3")
        (operation,) = self.wish(record)
        with self.committed() as env:
            env["qb.operation"].browse(operation)._mark_failed("Map the tax, then press Send Again.")
        self.assertEqual(self.result([operation]), {"type": "danger", "message": "Map the tax, then press Send Again."})

    def test_the_result_of_what_waits_says_so(self):
        (operation,) = self.wish(self.record("INV/3"))
        message = "It is in the queue and goes as soon as possible."
        self.assertEqual(self.result([operation]), {"busy": True, "type": "info", "message": message})

    def test_the_result_says_when_it_is_being_sent_already(self):
        record = self.record("INV/3")
        told = []

        def press_send_now(_request):
            if not told:
                told.append(self.result(self.wish(record)))

        self.gateway.on_transmit = press_send_now
        self.wish(record)
        self.drain()
        self.assertEqual(
            told,
            [
                {
                    "busy": True,
                    "type": "info",
                    "message": "It is being sent right now. What you changed meanwhile goes right behind it.",
                }
            ],
        )

    # ------------------------------------------------------------------ answers that are not successes

    def test_throttled_goes_back_with_the_time_quickbooks_said(self):
        self.gateway.decode = lambda request, answer: [Failed(Throttled("slow down", retry_after=3600, code="3001"))]
        (operation,) = self.wish(self.record())
        before = fields.Datetime.now()
        self.drain()
        row = self.operation(operation, "state", "attempts", "not_before", "error_problem", "error_code")
        self.assertEqual(
            (row.state, row.attempts, row.error_problem, row.error_code), ("pending", 1, "throttled", "3001")
        )
        self.assertTrue(3590 <= (row.not_before - before).total_seconds() <= 3660)

    def test_a_lost_connection_stops_the_connection_once_and_fails_no_document(self):
        self.gateway.decode = lambda request, answer: [Failed(SignInAgain("revoked"))] * len(request.members)
        ids = self.wish(self.record("INV/1"), self.record("INV/2"))
        self.drain()
        self.assertEqual(self.states(ids), ["pending", "pending"])
        self.assertEqual([type(error) for error in self.stopped], [SignInAgain])
        self.assertEqual([self.operation(each, "attempts").attempts for each in ids], [0, 0])

    def test_a_stale_token_is_read_again_and_tried_once_more(self):
        record = self.record()
        self.wish(record)
        self.drain()
        held = self.gateway.objects["1001"]
        self.gateway.objects["1001"] = type(held)(**{**held.__dict__, "ref": ObjectRef("Invoice", "1001", "5")})
        decode = self.gateway.decode
        answers = [lambda request, answer: [Failed(Stale("changed", code="5010"))], decode]
        self.gateway.decode = lambda request, answer: answers.pop(0)(request, answer)
        self.gateway.plan = [lambda gateway, request: WireAnswer(Delivery.ANSWERED, 400)]
        (operation,) = self.wish(record)
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual(self.gateway.requests[-1].members[0].verb, "update")
        with self.committed() as env:
            self.assertEqual(env["qb.link"].search([("res_id", "=", record)]).sync_token, "6")

    def test_a_number_taken_by_our_own_lost_request_is_our_success(self):
        def applied_before(gateway, request):
            gateway.apply(request)
            return WireAnswer(Delivery.ANSWERED, 400)

        self.gateway.plan = [applied_before]
        taken = NumberTaken("used", code="6140", values={"holder_id": "1001", "holder_type": "Invoice"})
        self.gateway.decode = lambda request, answer: [Failed(taken)]
        (operation,) = self.wish(self.record())
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual(len(self.gateway.objects), 1)

    def test_a_number_taken_by_somebody_else_is_said(self):
        taken = NumberTaken(
            "used", code="6140", values={"holder_id": "55", "holder_type": "Invoice", "number": "INV/1"}
        )
        self.gateway.decode = lambda request, answer: [Failed(taken)]
        self.gateway.plan = [lambda gateway, request: WireAnswer(Delivery.ANSWERED, 400)]
        (operation,) = self.wish(self.record())
        self.drain()
        row = self.operation(operation, "state", "error_problem", "error_code")
        self.assertEqual((row.state, row.error_problem, row.error_code), ("failed", "number_taken", "6140"))


@tagged("post_install", "-at_install")
class TestLostAnswers(QueueCase):
    def test_applied_then_cut_is_found_by_its_marker(self):
        for honours in (True, False):
            with self.subTest(honours_keys=honours):
                self.gateway = FakeGateway(honours_keys=honours, plan=[LOST_AFTER])
                with self.committed() as env:
                    env["qb.link"].search([("connection_id", "=", self.connection_id)]).unlink()
                (operation,) = self.wish(self.record(f"INV/{honours}"))
                self.drain()
                self.assertEqual(self.states([operation]), ["done"])
                self.assertEqual((len(self.gateway.objects), len(self.gateway.requests)), (1, 1))

    def test_cut_before_goes_again_byte_for_byte_after_the_second_look(self):
        self.gateway.plan = [LOST_BEFORE]
        (operation,) = self.wish(self.record())
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        first, second = self.gateway.requests
        self.assertEqual((first.key, first.body, first.path), (second.key, second.body, second.path))
        self.assertEqual(len(self.gateway.objects), 1)
        with self.committed() as env:
            self.assertEqual(env["qb.operation"].browse(operation).exchange_id.sends, 2)

    def test_absent_counts_only_after_the_execution_limit(self):
        with self.committed() as env:
            env["qb.connection"].browse(self.connection_id).execution_limit = 125
        self.gateway.plan = [LOST_BEFORE]
        (operation,) = self.wish(self.record())
        self.drain(seconds=1)
        self.assertEqual(self.states([operation]), ["unknown"])
        self.assertEqual((len(self.gateway.requests), len(self.gateway.questions)), (1, 1))
        with self.committed() as env:
            exchange = env["qb.operation"].browse(operation).exchange_id
            self.assertGreaterEqual((exchange.look_at - exchange.sent_at).total_seconds(), 125)
            past = fields.Datetime.subtract(fields.Datetime.now(), seconds=1)
            exchange.write({"look_at": past, "absent_counts_from": past})
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual(len(self.gateway.objects), 1)

    def test_a_request_that_lands_late_is_not_doubled(self):
        """The client is gone, Intuit goes on working: absent at the first look, there at the second."""
        with self.committed() as env:
            env["qb.connection"].browse(self.connection_id).execution_limit = 2
        self.gateway.honours_keys = False
        self.gateway.plan = [LOST_BEFORE]
        ask, late = self.gateway.ask, []

        def look(question):
            found = ask(question)
            if not late:
                late.append(self.gateway.apply(self.gateway.requests[0]))
            return found

        self.gateway.ask = look
        (operation,) = self.wish(self.record())
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual((len(self.gateway.objects), len(self.gateway.requests)), (1, 1))

    def test_half_a_batch_arrived(self):
        """What is there is adopted, the rest goes under a new key: the whole again could double the first half."""

        def half(gateway, request):
            gateway.apply(request, only={0, 2})
            return WireAnswer(Delivery.UNKNOWN, note="cut in the middle")

        self.gateway.honours_keys = False
        self.gateway.plan = [half]
        ids = self.wish(*(self.record(f"INV/{number}") for number in range(4)))
        self.drain()
        self.assertEqual(self.states(ids), ["done"] * 4)
        self.assertEqual(self.numbers(), ["INV/0", "INV/1", "INV/2", "INV/3"])
        first, second = self.gateway.requests
        self.assertNotEqual(first.key, second.key)
        self.assertEqual(len(second.members), 2)

    def test_same_number_party_and_total_without_our_token_asks_a_person(self):
        def typed_by_hand(gateway, request):
            gateway.apply(request)
            for key, item in gateway.objects.items():
                gateway.objects[key] = type(item)(**{**item.__dict__, "marker": "", "party_id": "7"})
            return WireAnswer(Delivery.UNKNOWN, note="cut")

        self.gateway.plan = [typed_by_hand]
        (operation,) = self.wish(self.record())
        self.drain()
        row = self.operation(operation, "state", "error_problem", "candidate_id")
        self.assertEqual((row.state, row.error_problem, row.candidate_id), ("failed", "possible_duplicate", "1001"))
        with self.committed() as env:
            env["qb.operation"].browse(operation).action_link_candidate()
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        with self.committed() as env:
            link = env["qb.link"].search([("connection_id", "=", self.connection_id)])
            self.assertEqual((link.qb_id, link.total_odoo, link.total, link.differs), ("1001", 10.0, 10.0, False))
        self.assertEqual((len(self.gateway.requests), len(self.gateway.objects)), (1, 1))

    def test_after_a_restore_what_is_there_is_linked_and_not_sent_again(self):
        """Odoo forgot that it sent INV/1, and a person typed INV/2 by hand; INV/3 is new."""
        with self.committed() as env:
            until = fields.Datetime.add(fields.Datetime.now(), days=1)
            env["qb.connection"].browse(self.connection_id).look_up_before_create_until = until
        for object_id, number, marker in (("1", "INV/1", "00000000000000aa"), ("2", "INV/2", "")):
            self.gateway.objects[object_id] = Acknowledged(
                ObjectRef("Invoice", object_id, "0"),
                number=number,
                party_id="7",
                total=Decimal("10.00"),
                marker=marker,
                currency="USD",
            )
        ids = [self.wish(self.record(f"INV/{number}"))[0] for number in (1, 2, 3)]
        self.drain()
        self.assertEqual(self.states(ids), ["done", "failed", "done"])
        self.assertEqual(self.operation(ids[1], "error_problem").error_problem, "possible_duplicate")
        self.assertEqual([item["number"] for item in json.loads(self.gateway.requests[0].body)], ["INV/3"])
        self.assertEqual((len(self.gateway.requests), len(self.gateway.objects)), (1, 3))

    def test_a_lost_deletion_is_done_when_the_object_is_gone(self):
        record = self.record()
        self.wish(record)
        self.drain()
        self.gateway.plan = [LOST_AFTER]
        (operation,) = self.wish(record, verb="delete")
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        with self.committed() as env:
            self.assertEqual(env["qb.link"].search([("res_id", "=", record)]).state, "deleted")

    def test_a_replayed_answer_without_our_token_is_not_linked(self):
        def somebody_elses(gateway, request):
            body = gateway.apply(request)
            for key, item in gateway.objects.items():
                gateway.objects[key] = type(item)(**{**item.__dict__, "marker": "0123456789abcdef"})
            return WireAnswer(Delivery.ANSWERED, 200, body=body)

        record = self.record()
        self.gateway.plan = [somebody_elses]
        (operation,) = self.wish(record)
        self.drain()
        self.assertEqual(self.operation(operation, "error_problem").error_problem, "foreign_answer")
        with self.committed() as env:
            self.assertFalse(env["qb.link"].search([("res_id", "=", record), ("res_model", "=", "res.partner")]))

    def test_a_worker_that_died_before_sending_lost_nothing(self):
        ids = self.wish(self.record("INV/1"), self.record("INV/2"))
        claimed = claim_operations(self.committed, "0" * 32, self.connection_id, limit=10)
        self.assertEqual(sorted(claimed), sorted(ids))
        self.assertEqual(self.states(ids), ["sending", "sending"])
        report = self.drain()
        self.assertEqual((report.recovered, self.states(ids)), (2, ["done", "done"]))
        self.assertEqual(self.numbers(), ["INV/1", "INV/2"])

    def test_recovering_is_told_to_the_scheduler_before_anything_is_sent(self):
        """Odoo counts a run that was killed before it achieved anything as a failure and skips the job for a while."""
        self.wish(self.record())
        claim_operations(self.committed, "0" * 32, self.connection_id, limit=10)
        told = []
        self.drain(progress=lambda report: told.append((report.recovered, report.done)))
        self.assertEqual(told[:2], [(1, 0), (1, 1)])

    def test_a_worker_that_lives_is_left_alone(self):
        (operation,) = self.wish(self.record())
        claim_id = "f" * 32
        with self.real_registry.cursor() as holder:
            holder.execute("SELECT pg_advisory_lock(%s)", [lock_key(claim_id)])
            claim_operations(self.committed, claim_id, self.connection_id, limit=10)
            report = self.drain()
            self.assertEqual((report.recovered, report.claimed), (0, 0))
            self.assertEqual(self.states([operation]), ["sending"])
            holder.execute("SELECT pg_advisory_unlock(%s)", [lock_key(claim_id)])


@tagged("post_install", "-at_install")
class TestCalm(QueueCase):
    """Whatever goes wrong: no hot loop, nothing hangs, nothing is stuck for ever, one bad record holds no other."""

    def test_send_now_tries_a_refused_wish_once(self):
        self.gateway.decode = lambda request, answer: [Failed(Unavailable("away"))]
        (operation,) = self.wish(self.record())
        self.drain(only=[operation], seconds=3)
        row = self.operation(operation, "state", "attempts", "error_problem")
        self.assertEqual((row.state, row.attempts, row.error_problem), ("pending", 1, "unavailable"))
        self.assertEqual(len(self.gateway.requests), 1)

    def test_a_lost_sign_in_stops_the_connection_also_while_looking_after_a_restore(self):
        with self.committed() as env:
            until = fields.Datetime.add(fields.Datetime.now(), days=1)
            env["qb.connection"].browse(self.connection_id).look_up_before_create_until = until
        self.gateway.ask = Mock(side_effect=SignInAgain("old refresh token"))
        self.wish(self.record())
        self.drain(seconds=3)
        self.assertEqual((len(self.stopped), self.gateway.ask.call_count), (1, 1))
        self.assertEqual(self.gateway.requests, [])

    def test_what_was_taken_over_while_we_prepared_is_not_sent_by_us(self):
        """Our session was cut, another worker sent the document; when we come to commit, it is his."""
        (operation,) = self.wish(self.record())
        encode, others = self.gateway.encode, []

        def slow(commands, key):
            if not others:
                others.append(True)
                with self.committed() as env:
                    env["qb.operation"].browse(operation)._mark_waiting(seconds=0)
                self.drain()
            return encode(commands, key)

        self.gateway.encode = slow
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual((len(self.gateway.requests), len(self.gateway.objects)), (1, 1))

    def test_a_late_answer_does_not_close_what_another_worker_looks_for(self):
        (operation,) = self.wish(self.record())

        def taken_over(_request):
            with self.committed() as env:
                row = env["qb.operation"].browse(operation)
                row._mark_unknown("lost")
                row.exchange_id._mark_lost(0)

        self.gateway.on_transmit = taken_over
        self.drain(seconds=1)
        self.gateway.on_transmit = None
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual((len(self.gateway.requests), len(self.gateway.objects)), (1, 1))

    def test_send_now_does_not_wait_for_the_second_look_of_others(self):
        with self.committed() as env:
            env["qb.connection"].browse(self.connection_id).execution_limit = 3
        self.gateway.plan = [LOST_BEFORE]
        self.wish(self.record("INV/lost"))
        self.drain(seconds=0.2)
        (mine,) = self.wish(self.record("INV/mine"))
        run = DrainRun(self.real_registry, self.connection_id, only=[mine], seconds=30)
        run._pause = Mock()
        run.run()
        self.assertEqual(self.states([mine]), ["done"])
        self.assertFalse(run._pause.wait.called)

    def test_stale_after_a_throttle_is_still_tried_once_more_and_send_again_always_helps(self):
        record = self.record()
        self.wish(record)
        self.drain()
        held = self.gateway.objects["1001"]
        self.gateway.objects["1001"] = type(held)(**{**held.__dict__, "ref": ObjectRef("Invoice", "1001", "5")})
        decode = self.gateway.decode
        answers = [Unavailable("away", retry_after=0), Stale("1", code="5010"), Stale("2", code="5010")]
        refuse = lambda request, answer: [Failed(answers.pop(0))] if answers else decode(request, answer)  # noqa: E731
        self.gateway.decode = refuse
        self.gateway.plan = [lambda gateway, request: WireAnswer(Delivery.ANSWERED, 400)] * 3
        (operation,) = self.wish(record)
        self.drain()
        self.assertEqual(self.operation(operation, "state", "error_problem").error_problem, "stale")
        with self.committed() as env:
            self.assertEqual(env["qb.link"].search([("connection_id", "=", self.connection_id)]).sync_token, "5")
            env["qb.operation"].browse(operation).action_send_again()
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])

    def test_a_used_up_read_allowance_holds_only_what_has_to_read(self):
        def prepare(record, operation, answers):
            if record.name == "Azure" and not answers:
                return Ask([FindByName("Customer", ("Azure",))])
            return self._prepare_invoice(record, operation, answers)

        self.prepare = prepare
        self.gateway.ask = Mock(side_effect=QuotaExhausted("monthly"))
        ids = self.wish(self.record("Azure"), self.record("INV/1"))
        self.drain()
        self.assertEqual((self.states(ids), self.stopped), (["pending", "done"], []))

    def test_linking_swallows_no_other_wish_and_nothing_is_created_before_it(self):
        record = self.record()
        older, doubtful = self.wish(record) + self.wish(record)
        self.gateway.apply(self.gateway.encode([Command(Verb.CREATE, an_invoice("INV/1", ""))], "k"))
        with self.committed() as env:
            operations = env["qb.operation"].browse([older, doubtful])
            operations[0]._mark_failed("refused once")
            operations[1]._mark_doubtful("the same?", self.gateway.objects["1001"], total=Decimal("10.00"))
            operations[0].action_send_again()
            operations[1].action_link_candidate()
        (later,) = self.wish(record)
        self.drain()
        self.assertEqual(self.states([older, doubtful, later]), ["merged", "done", "done"])
        self.assertEqual([request.members[0].verb for request in self.gateway.requests], ["update"])
        self.assertEqual(len(self.gateway.objects), 1)

    def test_a_candidate_that_is_gone_can_be_left(self):
        record = self.record()
        (operation,) = self.wish(record)
        gone = Acknowledged(ObjectRef("Invoice", "77", "0"))
        with self.committed() as env:
            env["qb.operation"].browse(operation)._mark_doubtful("the same?", gone)
            env["qb.operation"].browse(operation).action_link_candidate()
        self.drain()
        self.assertEqual(self.operation(operation, "error_problem").error_problem, "entry_gone")
        with self.committed() as env:
            env["qb.operation"].browse(operation).action_send_again()
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual(len(self.gateway.objects), 1)

    def test_a_new_document_tries_its_corrected_customer_again(self):
        """The customer failed last week and was corrected; today's invoice must not show last week's error."""
        customer, document = self.record("Azure: Interior"), self.record("INV/9")
        (failed,) = self.wish(customer, verb="ensure")
        with self.committed() as env:
            env["qb.operation"].browse(failed)._mark_failed("colon")
            env["qb.operation"].browse(failed).done_at = fields.Datetime.subtract(fields.Datetime.now(), days=7)
        there = []

        def prepare(record, operation, answers):
            if operation.verb == "ensure":
                there.append(record.id)
                return Settled("there")
            return self._prepare_invoice(record, operation, answers) if there else Wait([record.browse(customer)])

        self.prepare = prepare
        (operation,) = self.wish(document)
        self.drain()
        self.assertEqual(self.states([failed, operation]), ["done", "done"])

    def test_a_look_up_that_breaks_holds_nothing_else(self):
        self.gateway.plan = [LOST_BEFORE]
        (lost,) = self.wish(self.record("INV/lost"))
        self.gateway.ask = Mock(side_effect=RuntimeError("a bug"))
        with mute_logger("odoo.addons.odoo_qb_connector.models.drain.run"):
            self.drain(seconds=2)
            (other,) = self.wish(self.record("INV/other"))
            self.drain(seconds=2)
        self.assertEqual(self.states([lost, other]), ["unknown", "done"])
        self.assertIn("RuntimeError: a bug", self.operation(lost, "error").error)
        self.assertEqual(self.gateway.ask.call_count, 1, "not asked again at once")

    def test_a_document_that_cannot_be_written_holds_none_that_travels_with_it(self):
        encode = self.gateway.encode

        def breaks(commands, key):
            if any(command.document.number == "INV/B" for command in commands):
                raise ZeroDivisionError("a bug")
            return encode(commands, key)

        self.gateway.encode = breaks
        ids = self.wish(*(self.record(name) for name in ("INV/A", "INV/B", "INV/C")))
        with mute_logger("odoo.addons.odoo_qb_connector.models.drain.run"):
            self.drain()
        self.assertEqual(self.states(ids), ["done", "failed", "done"])
        self.assertEqual(self.numbers(), ["INV/A", "INV/C"])

    def test_a_refused_look_up_is_repeated_ever_more_seldom_and_said(self):
        with self.committed() as env:
            env["qb.connection"].browse(self.connection_id).execution_limit = 125
        self.gateway.plan = [LOST_BEFORE]
        (operation,) = self.wish(self.record())
        self.drain(seconds=0.2)
        with self.committed() as env:
            now = fields.Datetime.now()
            exchange = env["qb.operation"].browse(operation).exchange_id
            exchange.write({"sent_at": fields.Datetime.subtract(now, hours=1), "look_at": now})
        self.gateway.ask = Mock(side_effect=InvalidData("no such query", problem="not_quickbooks"))
        self.drain(seconds=0.5)
        with self.committed() as env:
            row = env["qb.operation"].browse(operation)
            self.assertGreaterEqual((row.exchange_id.look_at - now).total_seconds(), 890)
            self.assertEqual((row.state, bool(row.error)), ("unknown", True))


@tagged("post_install", "-at_install")
class TestRaces(QueueCase):
    def test_two_users_wish_for_one_record_at_once(self):
        record = self.record()
        with self.other_user() as one, self.other_user() as two:
            ids = []
            for env in (one, two):
                connection = env["qb.connection"].browse(self.connection_id)
                ids += env["qb.operation"]._wish(connection, env["res.partner"].browse(record), "send").ids
                env.flush_all()
        self.drain()
        self.assertEqual(sorted(self.states(ids)), ["done", "merged"])
        self.assertEqual((len(self.gateway.requests), len(self.gateway.objects)), (1, 1))

    def test_a_new_wish_while_one_is_being_sent_is_sent_after_it(self):
        record = self.record()
        later = []

        def wish_again(_request):
            if not later:
                later.extend(self.wish(record))
                self.assertEqual(self.states(first + later), ["sending", "pending"])

        self.gateway.on_transmit = wish_again
        first = self.wish(record)
        self.drain()
        self.assertEqual(self.states(first + later), ["done", "done"])
        self.assertEqual([request.members[0].verb for request in self.gateway.requests], ["create", "update"])
        self.assertEqual(len(self.gateway.objects), 1)

    def test_two_workers_send_a_record_once(self):
        record = self.record()
        (operation,) = self.wish(record)
        sending, go_on = threading.Event(), threading.Event()

        def hold(_request):
            sending.set()
            self.assertTrue(go_on.wait(PATIENCE))

        self.gateway.on_transmit = hold
        worker = threading.Thread(target=self.drain)
        worker.start()
        self.addCleanup(worker.join, PATIENCE)
        self.addCleanup(go_on.set)
        self.assertTrue(sending.wait(PATIENCE))
        second = self.drain()
        self.assertEqual((second.claimed, second.recovered), (0, 0))
        go_on.set()
        worker.join(PATIENCE)
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual((len(self.gateway.requests), len(self.gateway.objects)), (1, 1))

    def test_what_two_records_share_is_prepared_by_one_worker_at_a_time(self):
        """Two deliveries of one order: the second is not invoiced from the same open quantities, it comes later."""
        self.lock_keys = [("sale.order", 7), ("sale.order", 8)]
        (operation,) = self.wish(self.record("INV/1"))
        with self.real_registry.cursor() as other_worker:
            other_worker.execute("SELECT pg_advisory_lock(%s)", [lock_key("sale.order/8")])
            self.drain(seconds=1)
            row = self.operation(operation, "state", "attempts", "error_problem")
            self.assertEqual((row.state, row.attempts, row.error_problem), ("pending", 0, "record_busy"))
            other_worker.execute("SELECT pg_try_advisory_lock(%s)", [lock_key("sale.order/7")])
            self.assertTrue(other_worker.fetchone()[0], "the lock that was free is given back")
            other_worker.execute("SELECT pg_advisory_unlock_all()")
        self.drain(only=[operation])
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual(len(self.gateway.requests), 1)

    def test_send_now_sends_after_the_commit_and_only_then(self):
        record = self.record("INV/5")
        with self.committed(ADMIN) as env:
            action = env["res.partner"].browse(record).action_qb_send_now()
            env.flush_all()
            self.assertEqual(self.gateway.requests, [])
        self.assertEqual(len(self.gateway.requests), 1)
        ids = action["params"]["operation_ids"]
        self.assertEqual((action["tag"], self.states(ids)), ("qb_show_result", ["done"]))
        self.assertEqual(self.result(ids)["message"], "Sent as Invoice INV/5.")

    def test_send_now_that_is_rolled_back_sends_nothing(self):
        """Odoo rolls a button back and runs it again when PostgreSQL reports a conflict."""
        record = self.record("INV/5")
        with self.real_registry.cursor() as cr:
            api.Environment(cr, ADMIN, {})["res.partner"].browse(record).action_qb_send_now()
            cr.rollback()
        self.assertEqual(self.gateway.requests, [])
        with self.committed() as env:
            self.assertFalse(env["qb.operation"].search([("connection_id", "=", self.connection_id)]))

    def test_the_index_lets_only_one_claim_of_a_record_through(self):
        record = self.record()
        first, second = self.wish(record) + self.wish(record, verb="delete")
        with self.committed() as env:
            env["qb.operation"].browse(first).state = "sending"
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.committed() as env,
        ):
            env["qb.operation"].browse(second).state = "unknown"

    def test_settling_does_not_wait_for_a_person_who_edits_the_record(self):
        record = self.record()
        (operation,) = self.wish(record)
        with self.other_user() as person:
            person["res.partner"].browse(record).comment = "being edited"
            person.flush_all()
            self.drain()
            self.assertEqual(self.states([operation]), ["done"])

    def test_settling_is_repeated_when_the_link_changed_meanwhile(self):
        record = self.record()
        self.wish(record)
        self.drain()
        (operation,) = self.wish(record)
        run = DrainRun(self.real_registry, self.connection_id)
        interfered = []
        transaction = DrainRun.transaction

        @contextmanager
        def interfering(run):
            with transaction(run) as env:
                if self.gateway.requests[1:] and not interfered:
                    # Our snapshot is taken; before we write, somebody else changes the link.
                    env.cr.execute("SELECT 1")
                    with self.committed() as other:
                        interfered.append(other["qb.link"].search([("res_id", "=", record)]).write({"name": "changed"}))
                yield env

        with patch.object(DrainRun, "transaction", interfering), mute_logger("odoo.sql_db"):
            run.run()
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual((len(self.gateway.requests), len(self.gateway.objects)), (2, 1))

    def test_a_wish_is_never_blocked_by_the_queue(self):
        """While every row of the queue and the connection is being written, a shipment's wish goes through at once."""
        record = self.record()
        self.wish(record)
        with self.other_user() as queue:
            queue["qb.connection"].browse(self.connection_id).execution_limit = 7
            queue["qb.operation"].search([]).attempts = 3
            queue.flush_all()
            with self.committed() as shipment:
                shipment.cr.execute("SET LOCAL lock_timeout = '2s'")
                connection = shipment["qb.connection"].browse(self.connection_id)
                shipment["qb.operation"]._wish(connection, shipment["res.partner"].browse(record), "send")

    def test_a_wish_only_inserts(self):
        record = self.record()
        statements = []
        with self.committed() as env:
            connection = env["qb.connection"].browse(self.connection_id)
            partner = env["res.partner"].browse(record)
            connection.fetch(["company_id", "cron_id"])  # known to the transaction, as in a shipment
            env.flush_all()
            execute = env.cr.execute
            with patch.object(
                env.cr,
                "execute",
                lambda query, *a, **k: (statements.append(str(query)), execute(query, *a, **k))[1],
            ):
                env["qb.operation"]._wish(connection, partner, "send")
                env.flush_all()
        words = [re.search(r"SELECT|INSERT|UPDATE|DELETE", statement).group() for statement in statements]
        self.assertEqual([word for word in words if word != "SELECT"], ["INSERT"], statements)
        self.assertFalse([statement for statement in statements if "FOR UPDATE" in statement.upper()])


@tagged("post_install", "-at_install")
class TestQueuePlan(QueueCase):
    def test_the_queue_query_uses_its_index(self):
        """Ten thousand finished operations must not be read to find the three that wait."""
        record = self.record()
        with self.committed() as env:
            env.cr.execute(
                """INSERT INTO qb_operation (connection_id, company_id, res_model, res_id, verb, state, marker)
                   SELECT %s, 1, 'res.partner', g, 'send', 'done', 'm' FROM generate_series(1, 10000) g""",
                [self.connection_id],
            )
        ids = self.wish(record)
        with self.committed() as env:
            env.cr.execute("ANALYZE qb_operation")
            self.assertEqual(due_operations(env.cr, self.connection_id, limit=10), ids)
            explained = []
            execute = env.cr.execute
            with patch.object(
                env.cr,
                "execute",
                lambda query, params=None: (
                    execute("EXPLAIN " + query, params),
                    explained.extend(line for (line,) in env.cr.fetchall()),
                    execute(query, params),
                )[2],
            ):
                due_operations(env.cr, self.connection_id, limit=10)
        plan = "\n".join(explained)
        self.assertNotIn("Seq Scan on qb_operation o", plan)
        self.assertRegex(plan, "Index Scan using qb_operation_(due|waiting_record) on qb_operation o")

    def test_back_off_doubles_up_to_an_hour_give_or_take_a_fifth(self):
        self.assertEqual([back_off(attempts, lambda: 0.5) for attempts in (1, 2, 3, 4)], [30, 60, 120, 240])
        self.assertAlmostEqual(back_off(1, lambda: 0.0), 24)
        self.assertAlmostEqual(back_off(1, lambda: 1.0), 36)
        self.assertEqual(back_off(50, lambda: 0.5), 3600)

    def test_names_are_looked_for_by_name(self):
        """A customer carries no token: after a lost answer its unique name is the proof."""
        party = Party(PartyRole.CUSTOMER, "Azure", "USD")
        self.prepare = lambda record, operation, answers: Send(Command(Verb.CREATE, party), "Customer")
        self.gateway.plan = [LOST_AFTER]
        (operation,) = self.wish(self.record("Azure"), verb="ensure")
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual(len(self.gateway.objects), 1)
