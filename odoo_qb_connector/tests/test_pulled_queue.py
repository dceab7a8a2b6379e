"""The queue when QuickBooks calls us: what is ready, handed out, answered, lost, divided, asked (architecture 4)."""

from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import patch

from odoo.addons.odoo_qb_connector.desktop import Books, DesktopGateway, Session
from odoo.addons.odoo_qb_connector.desktop.answers import received
from odoo.addons.odoo_qb_connector.documents import DocumentError, Party, PartyRole, Problem, Ref
from odoo.addons.odoo_qb_connector.gateway import (
    Acknowledged,
    Command,
    CompanyFacts,
    FindByName,
    ObjectRef,
    TaxModel,
    Verb,
)
from odoo.addons.odoo_qb_connector.models.desktop_store.sets import Sets
from odoo.addons.odoo_qb_connector.models.drain import DrainRun
from odoo.addons.odoo_qb_connector.models.drain.claim import due_operations
from odoo.addons.odoo_qb_connector.models.drain.pulled import PulledSettlement
from odoo.addons.odoo_qb_connector.models.drain.questions import PulledQuestions
from odoo.addons.odoo_qb_connector.models.qb_operation import MOST_LOSSES
from odoo.addons.odoo_qb_connector.models.qb_plan import Adopt, Ask, Send, Settled, Wait
from odoo.addons.odoo_qb_connector.models.qb_question import MOST_TRIES
from odoo.tests import tagged

from .company_file import CompanyFile
from .test_queue import QueueCase

SETS = "odoo.addons.odoo_qb_connector.models.desktop_store.sets"
FACTS = CompanyFacts(
    id="{11111111-2222-3333-4444-555555555555}",
    name="Rock Castle",
    country="US",
    currency="USD",
    multicurrency=False,
    tax_model=TaxModel.OFF,
    keeps_sent_numbers=True,
)


class SetsOnly(Sets):
    """The half of the store that is under test; sessions are kept in memory."""

    def __init__(self, registry, connection_id):
        self.registry, self.connection_id = registry, connection_id
        self.run_ = DrainRun(registry, connection_id)
        self.live = None

    def retrying(self, step):
        return self.run_.retrying(step)

    def current(self):
        return self.live

    def write_session(self, _env, session):
        self.live = session


class PulledCase(QueueCase):
    def setUp(self):
        super().setUp()
        self.gateway = DesktopGateway(Books(facts=FACTS, receivables={"USD": Ref("9", "Accounts Receivable")}))
        self.file = CompanyFile()
        self.store = SetsOnly(self.real_registry, self.connection_id)
        self.sessions = 0

    def open_session(self):
        self.sessions += 1
        moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.store.live = Session(f"ticket {self.sessions}", moment, moment)

    def fetch(self):
        """The next set, marked as sent; None when there is none."""
        request = self.store.next_request()
        if request is not None:
            self.assertTrue(self.store.mark_sent(replace(self.store.live, outstanding=request.key), request))
        return request

    def deliver(self, request, *, settle=True):
        """QuickBooks works on it and the answer arrives."""
        answer = received(*self.file.answer(request.body))
        self.store.store_answer(replace(self.store.live, outstanding=""), request.key, answer)
        if settle:
            self.store.settle(request.key)

    def session(self):
        """Fetch, work and answer until nothing is left, the scheduled action at our side; how many sets it took."""
        self.open_session()
        sets = 0
        while sets < 50:
            self.drain()
            request = self.fetch()
            if request is None:
                return sets
            self.deliver(request)
            sets += 1
        raise AssertionError("the session does not end")

    def exchanges(self):
        with self.committed() as env:
            rows = env["qb.exchange"].search([("connection_id", "=", self.connection_id)], order="id")
            return [(row.state, row.writes) for row in rows]

    def link(self, record):
        with self.committed() as env:
            (values,) = (
                env["qb.link"]
                .search([("res_id", "=", record), ("connection_id", "=", self.connection_id)])
                .read(["qb_type", "qb_id", "sync_token", "number", "total", "differs"])
            )
            return values


@tagged("post_install", "-at_install")
class TestPulledQueue(PulledCase):
    def test_a_wish_is_made_ready_fetched_and_settled(self):
        record = self.record("INV/2026/00007")
        (operation,) = self.wish(record)
        self.drain()
        self.assertEqual(self.exchanges(), [("ready", True)])
        self.assertEqual(self.states([operation]), ["sending"])
        self.assertIn("Waiting for QuickBooks Desktop since", self.result([operation])["message"])
        self.assertEqual(self.store.waiting(), 1)
        self.assertEqual(self.session(), 1)
        self.assertEqual(self.states([operation]), ["done"])
        self.assertEqual(self.file.numbers(), ["INV2600007"])
        link = self.link(record)
        self.assertEqual((link["qb_type"], link["qb_id"], link["sync_token"]), ("Invoice", "T-1", "1"))
        self.assertEqual((link["number"], link["total"], link["differs"]), ("INV2600007", 10.0, False))
        self.assertEqual((self.store.waiting(), self.store.is_preparing(), self.session()), (0, False, 0))

    def test_no_run_takes_what_lies_ready_for_what_a_dead_worker_held(self):
        (operation,) = self.wish(self.record("INV/1"))
        self.drain()
        self.assertEqual(self.drain().recovered, 0)
        self.assertEqual((self.exchanges(), self.states([operation])), ([("ready", True)], ["sending"]))

    def test_many_travel_in_one_set(self):
        ids = self.wish(*[self.record(f"INV/{number}") for number in range(30)])
        self.assertEqual(self.session(), 2)
        self.assertEqual(set(self.states(ids)), {"done"})
        self.assertEqual(len(self.file.numbers()), 30)

    def test_what_a_document_needs_travels_before_it_in_the_same_session(self):
        customer_id = self.record("Amy")

        def prepare(record, operation, answers):
            if record.id == customer_id:
                return Send(Command(Verb.CREATE, Party(PartyRole.CUSTOMER, "Amy", currency="USD")), "Customer")
            customer = record.browse(customer_id)
            if not record.env["qb.link"]._find(operation.connection_id, customer, "Customer"):
                return Wait([customer])
            return self._prepare_invoice(record, operation, answers)

        self.prepare = prepare
        (operation,) = self.wish(self.record("INV/1"))
        self.assertEqual(self.session(), 2)
        self.assertEqual([b"<CustomerAddRq" in body for body in self.file.seen], [True, False])
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV/1"]))

    def test_what_was_begun_goes_before_what_is_new(self):
        new = self.wish(*[self.record(f"INV/{number}") for number in range(3)])
        (begun,) = self.wish(self.record("INV/BEGUN"))
        with self.committed() as env:
            env["qb.operation"].browse(begun).origin_id = new[0]
            env.flush_all()
            self.assertEqual(
                [
                    due_operations(env.cr, self.connection_id, limit=limit, begun_first=first)
                    for limit, first in ((1, True), (3, True), (10, True), (10, False))
                ],
                [[begun], [begun, *new[:2]], [begun, *new], [*new, begun]],
            )

    def test_a_newer_wish_withdraws_what_nobody_fetched(self):
        record = self.record("INV/1")
        (first,) = self.wish(record)
        self.drain()
        (second,) = self.wish(record)
        self.drain()
        self.assertEqual(self.exchanges(), [("withdrawn", True), ("ready", True)])
        self.assertEqual(self.states([first, second]), ["sending", "merged"])
        self.session()
        self.assertEqual((self.states([first]), self.file.numbers()), (["done"], ["INV/1"]))

    def test_another_verb_behind_it_withdraws_nothing(self):
        record = self.record("INV/1")
        self.wish(record)
        self.drain()
        self.wish(record, verb="delete")
        self.drain()
        self.assertEqual(self.exchanges(), [("ready", True)])

    def test_what_was_taken_back_does_not_leave(self):
        (operation,) = self.wish(self.record("INV/1"))
        self.drain()
        self.open_session()
        request = self.store.next_request()
        with self.committed() as env:
            env["qb.operation"].browse(operation).action_cancel()
        self.assertIs(self.store.mark_sent(self.store.live, request), False)
        self.assertEqual(self.states([operation]), ["cancelled"])
        self.assertIsNone(self.store.next_request())

    def test_switched_off_it_waits_with_the_others_and_goes_afterwards(self):
        (operation,) = self.wish(self.record("INV/1"))
        self.drain()
        with self.committed() as env:
            env["qb.connection"].browse(self.connection_id).enabled = False
        self.assertEqual((self.exchanges(), self.states([operation])), ([("withdrawn", True)], ["pending"]))
        self.session()
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV/1"]))

    def test_after_a_restore_nothing_that_lay_ready_leaves_unseen(self):
        record = self.record("INV/2026/00007")
        (operation,) = self.wish(record)
        self.drain()
        with self.committed() as env:
            row = env["qb.exchange"].search([("connection_id", "=", self.connection_id)])
            self.file.answer(row._wire_request().body)
            connection = env["qb.connection"].browse(self.connection_id)
            connection.write({"fingerprint": "restored", "look_up_before_create_until": "2100-01-01 00:00:00"})
        self.session()
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV2600007"]))
        self.assertEqual(self.link(record)["qb_id"], "T-1")

    def test_after_a_restore_another_document_with_the_same_eleven_characters_is_another(self):
        self.file.add_invoice("INV2600007", "INV-2026-00007 [odoo:00112233445566ff]")
        with self.committed() as env:
            connection = env["qb.connection"].browse(self.connection_id)
            connection.look_up_before_create_until = "2100-01-01 00:00:00"
        (operation,) = self.wish(self.record("INV/2026/00007"))
        self.session()
        self.assertEqual((self.states([operation]), len(self.file.invoices)), (["done"], 2))

    # ------------------------------------------------------------------ answers

    def test_what_a_killed_session_stored_is_settled_by_the_next_run(self):
        record = self.record("INV/1")
        (operation,) = self.wish(record)
        self.drain()
        self.open_session()
        self.deliver(self.fetch(), settle=False)
        self.assertEqual((self.exchanges(), self.states([operation])), ([("answered", True)], ["sending"]))
        self.assertTrue(self.store.is_preparing())
        self.drain()
        self.assertEqual((self.exchanges(), self.states([operation])), ([("settled", True)], ["done"]))

    def test_what_cannot_be_settled_is_logged_without_what_was_sent(self):
        (operation,) = self.wish(self.record("INV/1"))
        self.drain()
        self.open_session()
        request = self.fetch()
        broken = patch.object(PulledSettlement, "settle_members", side_effect=RuntimeError("INV/1 of Azure, 10.00"))
        with broken, self.assertLogs(SETS, "ERROR") as log:
            self.deliver(request)
        (said,) = log.output
        self.assertIn(f"the answer to message set {request.key} could not be settled now: RuntimeError\n", said)
        self.assertIn("in _settle_stored", said)
        self.assertNotIn("Azure", said)
        self.assertEqual((self.exchanges(), self.states([operation])), ([("answered", True)], ["sending"]))
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])

    def test_settling_twice_settles_once(self):
        (operation,) = self.wish(self.record("INV/1"))
        self.drain()
        self.open_session()
        request = self.fetch()
        self.deliver(request)
        with self.committed() as env:
            exchange_id = env["qb.exchange"].search([("key", "=", request.key)]).id
        run = DrainRun(self.real_registry, self.connection_id)
        run.use(self.gateway)
        self.assertFalse(PulledSettlement(run, exchange_id).settle())
        self.assertEqual((run.report.done, self.states([operation])), (0, ["done"]))

    def test_a_set_that_cannot_be_read_is_divided_down_to_the_culprit(self):
        names = ["INV/1", "INV/2", "INV/BAD", "INV/4", "INV/5"]
        ids = self.wish(*[self.record(name) for name in names])
        self.file.unreadable = "INV/BAD"
        self.session()
        self.assertEqual(self.states(ids), ["done", "done", "failed", "done", "done"])
        self.assertEqual(self.file.numbers(), ["INV/1", "INV/2", "INV/4", "INV/5"])
        self.assertEqual(self.operation(ids[2], "error_problem").error_problem, "parse_refused")

    def test_what_quickbooks_could_not_be_given_goes_with_the_next_session_without_back_off(self):
        (operation,) = self.wish(self.record("INV/1"))
        self.drain()
        self.open_session()
        self.file.closed = "0x80040408"
        self.deliver(self.fetch())
        found = self.operation(operation, "state", "not_before", "attempts", "error_problem")
        self.assertEqual(
            (found.state, found.not_before, found.attempts, found.error_problem),
            ("pending", False, 0, "desktop_not_reachable"),
        )
        self.file.closed = ""
        self.session()
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV/1"]))

    def test_a_stale_edit_sequence_is_asked_for_and_the_update_goes(self):
        record = self.record("INV/1")
        self.wish(record)
        self.session()
        self.file.invoices["T-1"]["token"] = "41"
        (again,) = self.wish(record)
        self.session()
        self.assertEqual(self.states([again]), ["done"])
        self.assertEqual(self.link(record)["sync_token"], "42")
        self.assertEqual(self.file.numbers(), ["INV/1"])

    # ------------------------------------------------------------------ lost answers

    def lose(self, *, ran):
        """One invoice whose answer is lost; returns its operation."""
        (operation,) = self.wish(self.record("INV/1"))
        self.drain()
        self.open_session()
        request = self.fetch()
        if ran:
            self.file.answer(request.body)
        self.store.lost(request.key)
        self.assertEqual((self.exchanges(), self.states([operation])), ([("unknown", True)], ["unknown"]))
        self.assertTrue(self.store.is_preparing())
        return operation

    def test_quickbooks_says_what_it_stored_for_a_lost_set(self):
        operation = self.lose(ran=True)
        self.assertEqual(self.session(), 1)
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV/1"]))
        self.assertEqual(self.exchanges(), [("settled", True), ("settled", False)])

    def test_what_it_forgot_is_found_by_our_marker(self):
        operation = self.lose(ran=True)
        self.file.forgets = True
        self.assertEqual(self.session(), 2)
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV/1"]))

    def test_what_is_not_there_goes_again_in_a_new_set(self):
        operation = self.lose(ran=False)
        self.assertEqual(self.session(), 3)
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV/1"]))
        with self.committed() as env:
            keys = env["qb.exchange"].search([("writes", "=", True), ("connection_id", "=", self.connection_id)])
            self.assertEqual(len(set(keys.mapped("key"))), 2)

    def test_absence_is_believed_after_the_execution_limit_only(self):
        with self.committed() as env:
            env["qb.connection"].browse(self.connection_id).execution_limit = 600
        operation = self.lose(ran=False)
        self.assertEqual(self.session(), 2)
        self.assertEqual((self.states([operation]), self.file.numbers()), (["unknown"], []))
        with self.committed() as env:
            exchange = env["qb.exchange"].search([("connection_id", "=", self.connection_id), ("writes", "=", True)])
            self.assertGreater(exchange.look_at, exchange.absent_counts_from)
            exchange.write({"absent_counts_from": "2020-01-01 00:00:00", "look_at": "2020-01-01 00:00:00"})
        self.assertEqual(self.session(), 1)
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV/1"]))

    def test_one_without_our_marker_is_for_a_person(self):
        operation = self.lose(ran=False)
        self.file.add_invoice("INV/1", "typed by hand")
        self.session()
        self.assertEqual(self.states([operation]), ["failed"])
        self.assertEqual(self.operation(operation, "error_problem").error_problem, "possible_duplicate")
        self.assertEqual(self.file.numbers(), ["INV/1"])

    def test_the_next_set_lets_quickbooks_forget_a_settled_one(self):
        self.wish(self.record("INV/1"))
        self.session()
        (first,) = self.file.sets
        self.wish(self.record("INV/2"))
        self.session()
        self.assertNotIn(first, self.file.sets)

    # ------------------------------------------------------------------ questions

    def ask_for(self, name):
        question = FindByName("Customer", (name,))
        self.answers_seen = []

        def prepare(_record, _operation, answers):
            if question not in answers:
                return Ask([question])
            self.answers_seen.append([found.ref.id for found in answers[question]])
            return Settled("Asked.")

        self.prepare = prepare

    def test_a_question_waits_for_the_next_session_and_the_wish_goes_on_with_its_answer(self):
        self.ask_for("Amy")
        self.file.customers["80000001-1"] = "Amy"
        (operation,) = self.wish(self.record("Amy"))
        self.drain()
        self.assertEqual(self.states([operation]), ["pending"])
        self.assertIn("Waiting for QuickBooks Desktop since", self.result([operation])["message"])
        self.assertEqual(self.session(), 1)
        self.assertEqual((self.states([operation]), self.answers_seen), (["done"], [["80000001-1"]]))

    def test_an_answer_older_than_the_wish_does_not_count(self):
        self.ask_for("Amy")
        self.wish(self.record("Amy"))
        self.session()
        self.file.customers["80000001-1"] = "Amy"
        self.wish(self.record("Amy"))
        self.assertEqual(self.session(), 1)
        self.assertEqual(self.answers_seen, [[], ["80000001-1"]])

    def test_a_question_whose_answer_is_lost_is_asked_again(self):
        self.ask_for("Amy")
        (operation,) = self.wish(self.record("Amy"))
        self.drain()
        self.open_session()
        self.store.lost(self.fetch().key)
        self.assertEqual(self.session(), 1)
        self.assertEqual((self.states([operation]), self.answers_seen), (["done"], [[]]))

    def test_equal_questions_of_many_are_asked_once(self):
        self.ask_for("Amy")
        ids = self.wish(self.record("Amy"), self.record("Amy"))
        self.assertEqual(self.session(), 1)
        self.assertEqual(set(self.states(ids)), {"done"})
        self.assertEqual(self.file.seen[0].count(b"<CustomerQueryRq"), 1)
        self.assertEqual(len(self.file.seen), 1)

    # ------------------------------------------------------------------ what must not hold others for ever

    def test_a_question_that_always_breaks_off_ends_and_the_others_go(self):
        (write,) = self.wish(self.record("INV/1"))
        self.drain()
        self.ask_for("Amy")
        (asks,) = self.wish(self.record("Amy"))
        self.drain()
        handed = []
        for _session in range(MOST_TRIES + 1):
            self.open_session()
            request = self.fetch()
            handed.append(request.writes)
            if not request.writes:
                self.store.lost(request.key)
                self.drain()
        self.assertEqual(handed, [False] * MOST_TRIES + [True])
        found = self.operation(asks, "state", "error_problem")
        self.assertEqual((found.state, found.error_problem), ("pending", "busy"))
        self.deliver(request)
        self.assertEqual((self.states([write]), self.file.numbers()), (["done"], ["INV/1"]))

    def test_what_is_lost_again_and_again_goes_alone_and_ends_with_a_person(self):
        killer, other = self.wish(self.record("INV/KILLER"), self.record("INV/2"))
        sizes = []
        for _session in range(MOST_LOSSES):
            with self.committed() as env:
                env["qb.operation"].search([("not_before", "!=", False)]).not_before = False
            self.drain()
            self.open_session()
            while request := self.fetch():
                if b"KILLER" in request.body and request.writes:
                    sizes.append(len(request.members))
                    self.store.lost(request.key)
                else:
                    self.deliver(request)
                self.drain()
        self.assertEqual(sizes, [2] + [1] * (MOST_LOSSES - 1))
        self.assertEqual((self.states([other]), self.file.numbers()), (["done"], ["INV/2"]))
        found = self.operation(killer, "state", "error_problem")
        self.assertEqual((found.state, found.error_problem), ("failed", "breaks_quickbooks"))

    def test_a_set_whose_session_nobody_remembers_is_in_doubt_when_the_next_one_begins(self):
        (operation,) = self.wish(self.record("INV/1"))
        self.drain()
        self.open_session()
        self.fetch()
        self.store.live = None
        self.store.lose_stranded()
        self.assertEqual((self.exchanges(), self.states([operation])), ([("unknown", True)], ["unknown"]))
        self.session()
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV/1"]))

    def test_an_answer_that_comes_while_its_operation_is_prepared_is_not_missed(self):
        self.ask_for("Amy")
        (operation,) = self.wish(self.record("Amy"))
        self.drain()
        self.open_session()
        request = self.fetch()
        with self.committed() as env:
            env["qb.operation"].browse(operation).not_before = False
        collect = PulledQuestions.collect

        def answered_meanwhile(questions, asking):
            failures = collect(questions, asking)
            patcher.stop()
            self.deliver(request)
            return failures

        patcher = patch.object(PulledQuestions, "collect", answered_meanwhile)
        patcher.start()
        self.drain()
        self.assertEqual((self.states([operation]), self.answers_seen), (["done"], [[]]))

    def test_a_question_at_quickbooks_is_not_asked_beside_itself(self):
        self.ask_for("Amy")
        (operation,) = self.wish(self.record("Amy"))
        self.drain()
        self.open_session()
        request = self.fetch()
        with self.committed() as env:
            env["qb.operation"].browse(operation).not_before = False
        self.drain()
        with self.committed() as env:
            asked = env["qb.question"].search([("connection_id", "=", self.connection_id)])
            self.assertEqual(asked.mapped("state"), ["asked"])
        self.deliver(request)
        self.drain()
        self.assertEqual(self.states([operation]), ["done"])

    def test_who_asked_for_a_purpose_is_told_by_the_next_run(self):
        told = []
        connections = self.real_registry["qb.connection"]
        with self.committed() as env:
            connection = env["qb.connection"].browse(self.connection_id)
            env["qb.question"]._store(connection, FindByName("Customer", ("Amy",)), purpose="probe")
        self.open_session()
        self.deliver(self.fetch())
        with patch.object(connections, "_answered_probe", lambda _c, _q, said: told.append(said), create=True):
            self.drain()
            self.drain()
        self.assertEqual(told, [[]])

    # ------------------------------------------------------------------ what lies ready is not frozen

    def test_what_was_deleted_in_odoo_does_not_leave(self):
        record = self.record("INV/1")
        (operation,) = self.wish(record)
        self.drain()
        with self.committed() as env:
            env["res.partner"].browse(record).unlink()
        self.assertEqual((self.session(), self.session()), (0, 0))
        self.assertEqual((self.states([operation]), self.file.numbers()), (["cancelled"], []))

    def test_what_was_changed_meanwhile_goes_as_it_is_now(self):
        record = self.record("INV/1")
        (operation,) = self.wish(record)
        self.drain()
        with self.committed() as env:
            env["res.partner"].browse(record).name = "INV/1A"
        self.assertEqual((self.session(), self.session()), (0, 1))
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV/1A"]))

    def test_a_customer_that_odoo_writes_all_the_time_still_gets_there(self):
        self.prepare = lambda record, _operation, _answers: Send(
            Command(Verb.CREATE, Party(PartyRole.CUSTOMER, record.name, currency="USD")), "Customer"
        )
        record = self.record("Amy")
        (operation,) = self.wish(record, verb="ensure")
        self.drain()
        with self.committed() as env:
            env["res.partner"].browse(record).customer_rank = 7
        self.assertEqual(self.session(), 1)
        self.assertEqual((self.states([operation]), list(self.file.customers.values())), (["done"], ["Amy"]))

    def test_linking_a_candidate_takes_an_older_send_back_that_lies_ready(self):
        record = self.record("INV/1")
        first, second = self.wish(record) + self.wish(record)
        identity = self.file.add_invoice("INV/1", "typed by hand")
        with self.committed() as env:
            env["qb.operation"].browse(second).write(
                {"state": "failed", "candidate_type": "Invoice", "candidate_id": identity}
            )
        self.drain()
        with self.committed() as env:
            env["qb.operation"].browse(second).action_link_candidate()
        self.session()
        self.assertEqual((self.states([first, second]), self.file.numbers()), (["merged", "done"], ["INV/1"]))
        self.assertEqual(self.link(record)["qb_id"], identity)

    def test_a_right_that_one_request_lacks_fails_that_document_and_stops_nothing(self):
        self.file.refused["InvoiceAdd"] = ("3260", "Insufficient permission level to perform this action.")
        (operation,) = self.wish(self.record("INV/1"))
        self.session()
        self.assertEqual((self.states([operation]), self.stopped), (["failed"], []))


@tagged("post_install", "-at_install")
class TestGoneThere(PulledCase):
    """A customer was merged or deleted in QuickBooks, and nobody has asked yet what was deleted."""

    def setUp(self):
        super().setUp()
        self.azure = self.record("Azure")
        self.link_azure("7")
        self.file.gone = {"7"}
        self.prepare = self._prepare

    def link_azure(self, qb_id):
        with self.committed() as env:
            connection = env["qb.connection"].browse(self.connection_id)
            there = Acknowledged(ObjectRef("Customer", qb_id, "1"), name="Azure")
            env["qb.link"]._acknowledge(connection, env["res.partner"].browse(self.azure), there)

    def _prepare(self, record, operation, answers):
        """As invoices and customers do it."""
        if record.id == self.azure:
            return self._prepare_customer(record, operation, answers)
        customer = record.browse(self.azure)
        link = customer._qb_link_for(operation.connection_id, "Customer")
        if not link:
            return Wait([customer])
        plan = self._prepare_invoice(record, operation, answers)
        document = replace(plan.command.document, customer=Ref(link.qb_id, "Azure"))
        return replace(plan, command=replace(plan.command, document=document))

    def _prepare_customer(self, record, operation, answers):
        question = FindByName("Customer", ("Azure",))
        if question not in answers:
            return Ask([question])
        if answers[question]:
            return Adopt(answers[question][0])
        record._qb_check_not_gone(operation, "party_gone", "Azure")
        raise DocumentError(Problem("party_may_not_be_created", {"name": "Azure"}))

    def azure_link(self):
        with self.committed() as env:
            link = env["qb.link"].search([("res_id", "=", self.azure), ("connection_id", "=", self.connection_id)])
            return link.qb_id, link.state, bool(link.gone_at)

    def needed(self):
        """The wish for the customer: state and problem."""
        with self.committed() as env:
            domain = [("res_id", "=", self.azure), ("connection_id", "=", self.connection_id), ("verb", "=", "ensure")]
            (operation,) = env["qb.operation"].search(domain)
            return operation.state, operation.error_problem

    def adds(self):
        return sum(body.count(b"<InvoiceAddRq") for body in self.file.seen)

    def test_the_one_of_its_name_that_stayed_is_linked_and_the_invoice_goes(self):
        self.file.customers = {"8": "Azure"}
        (operation,) = self.wish(self.record("INV/1"))
        self.session()
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV/1"]))
        self.assertEqual((self.azure_link(), self.adds()), (("8", "linked", False), 2))

    def test_with_none_of_its_name_the_contact_says_what_to_do(self):
        (operation,) = self.wish(self.record("INV/1"))
        self.session()
        self.assertEqual((self.states([operation]), self.needed()), (["pending"], ("failed", "party_gone")))
        self.assertEqual((self.azure_link(), self.adds()), (("7", "broken", True), 1))
        self.assertEqual(
            self.result([operation])["message"].split(" (seen on ")[0],
            "The customer “Azure” was deleted in QuickBooks, or merged into another one",
        )

    def test_all_of_one_set_go_again(self):
        self.file.customers = {"8": "Azure"}
        ids = self.wish(self.record("INV/1"), self.record("INV/2"))
        self.session()
        self.assertEqual((set(self.states(ids)), self.file.numbers()), ({"done"}, ["INV/1", "INV/2"]))

    def test_a_set_that_was_built_before_the_link_was_renewed_goes_again(self):
        (operation,) = self.wish(self.record("INV/1"))
        self.drain()
        self.link_azure("8")
        self.session()
        self.assertEqual((self.states([operation]), self.file.numbers()), (["done"], ["INV/1"]))
        self.assertEqual(self.azure_link(), ("8", "linked", False))

    def test_what_is_refused_again_under_the_same_id_fails_in_words(self):
        self.file.customers = {"7": "Azure"}
        (operation,) = self.wish(self.record("INV/1"))
        self.session()
        found = self.operation(operation, "state", "error_problem", "error")
        self.assertEqual((found.state, found.error_problem), ("failed", "bad_reference"))
        self.assertIn('QuickBooks Customer "7" in the Invoice', found.error)
        self.assertEqual((self.adds(), self.azure_link()), (2, ("7", "broken", True)))
