"""After a lost answer: nothing lost, nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.desktop import DesktopGateway, Recovery, Suspect, inquire, inquiry, told
from odoo.addons.odoo_qb_connector.desktop.answers import received
from odoo.addons.odoo_qb_connector.desktop.bisect import part
from odoo.addons.odoo_qb_connector.desktop.recovery import (
    ABSENT,
    AskStatus,
    Doubt,
    LookUp,
    SendAgain,
    Settled,
    WaitUntil,
    status_request,
    verdict,
)
from odoo.addons.odoo_qb_connector.documents import find_marker
from odoo.addons.odoo_qb_connector.gateway import (
    Acknowledged,
    Delivery,
    Failed,
    FindByMarker,
    Member,
    ObjectRef,
    ReadObject,
    Removed,
    Retryable,
    Verb,
    WireAnswer,
    Written,
)

from .samples import CUSTOMER, KEY, MARKER, SET_ID, D, answer, books, create, invoice, invoice_ret, parsed, remove, rs
from .schemas import assert_valid

GATEWAY = DesktopGateway(books())
START = datetime(2026, 3, 5, 12, tzinfo=UTC)
LIMIT = START + timedelta(seconds=120)
STORED = "<ErrorRecovery><TxnID>C5-1417118624</TxnID><EditSequence>17</EditSequence></ErrorRecovery>"


def lost_set(count: int = 2):
    commands = [
        create(invoice(number=f"INV/2026/0000{place}", marker=f"{place:016x}")) for place in range(1, count + 1)
    ]
    return GATEWAY.encode(commands, KEY)


def recovery(request, **changes) -> Recovery:
    suspects = tuple(
        Suspect(one, number=f"INV/2026/0000{place}", party_id=CUSTOMER.id, total=D("128.24"))
        for place, one in enumerate(request.members, 1)
    )
    return replace(Recovery(request.key, suspects, START, LIMIT), **changes)


def held(place: int, **changes) -> Acknowledged:
    """Invoice number `place`, as a look-up finds it."""
    found = Acknowledged(
        ObjectRef("Invoice", f"C5-{place}", "17"),
        number=f"INV260000{place}",
        total=D("128.24"),
        party_id=CUSTOMER.id,
        marker=f"{place:016x}",
    )
    return replace(found, **changes)


def status_answer(*responses: str, code: str = "0"):
    return answer(*responses, set_id=SET_ID, set_code=code)


# ------------------------------------------------------------------ the sets that travel


def test_the_status_question_never_runs_anything():
    asked = status_request(lost_set())
    assert_valid(asked.body)
    assert parsed(asked.body)[0].attrib == {
        "newMessageSetID": SET_ID,
        "oldMessageSetID": SET_ID,
        "onError": "continueOnError",
    }
    assert len(parsed(asked.body)[0]) == 0
    assert asked.members == lost_set().members


# ------------------------------------------------------------------ the machine


def test_first_quickbooks_is_asked_what_it_stored():
    assert recovery(lost_set()).step(START) == AskStatus()


def test_a_complete_stored_answer_settles_everything():
    lost = lost_set(1)
    after = recovery(lost).on_status(
        status_request(lost), status_answer(rs("InvoiceAdd", f"{SET_ID}.1", invoice_ret(marker=f"{1:016x}")))
    )
    assert after.step(START) == Settled()
    assert isinstance(after.outcomes[f"{SET_ID}.1"], Written)


def test_a_stored_refusal_is_definite():
    lost = lost_set(1)
    refused = rs("InvoiceAdd", f"{SET_ID}.1", code="3140", message="invalid reference")
    after = recovery(lost).on_status(status_request(lost), status_answer(refused))
    assert after.step(START) == Settled()
    assert after.outcomes[f"{SET_ID}.1"].error.problem == "bad_reference"


def test_a_stored_id_is_read_for_its_totals_and_needs_no_marker():
    lost = lost_set(1)
    after = recovery(lost).on_status(status_request(lost), status_answer(rs("InvoiceAdd", f"{SET_ID}.1", STORED)))
    step = after.step(START)
    assert step == LookUp({f"{SET_ID}.1": ReadObject(ObjectRef("Invoice", "C5-1417118624"))})
    found = after.on_answers({f"{SET_ID}.1": held(1, marker="")}, START)
    assert found.step(START) == Settled() and isinstance(found.outcomes[f"{SET_ID}.1"], Written)


@pytest.mark.parametrize("code", ["600", "9001", "9002", "9005"])
def test_what_quickbooks_does_not_know_is_looked_up(code):
    lost = lost_set()
    after = recovery(lost).on_status(status_request(lost), status_answer(code=code))
    step = after.step(START)
    assert isinstance(step, LookUp)
    assert step.questions[f"{SET_ID}.2"] == FindByMarker(
        "Invoice",
        f"{2:016x}",
        number="INV/2026/00002",
        party_id=CUSTOMER.id,
        total=D("128.24"),
        sent_after=START,
    )


@pytest.mark.parametrize(
    "reply",
    [received("", "0x80040414", "dialog"), received("", "0x8004040A", "other file"), WireAnswer(Delivery.NOT_SENT)],
)
def test_a_status_question_that_nobody_answered_is_asked_again(reply):
    lost = lost_set()
    assert recovery(lost).on_status(status_request(lost), reply).step(START) == AskStatus()


@pytest.mark.parametrize("reply", [received(""), received("<html/>"), received("", "0x80040402", "?")])
def test_one_that_nobody_can_read_leads_to_the_look_up(reply):
    lost = lost_set()
    assert isinstance(recovery(lost).on_status(status_request(lost), reply).step(START), LookUp)


def test_absent_counts_only_after_the_execution_limit_and_twice():
    lost = lost_set(2)
    one = recovery(lost, asked=True)
    bids = [member.bid for member in lost.members]
    one = one.on_answers({bids[0]: [held(1)], bids[1]: []}, START)
    assert isinstance(one.outcomes[bids[0]], Written) and bids[1] not in one.outcomes
    early = one.step(START + timedelta(seconds=5))
    assert isinstance(early, WaitUntil) and early.moment > LIMIT
    again = one.step(early.moment)
    assert again == LookUp({bids[1]: again.questions[bids[1]]})
    after = one.on_answers({bids[1]: []}, early.moment)
    assert after.step(early.moment) == SendAgain((bids[1],))


def test_one_that_appears_at_the_second_look_is_adopted():
    lost = lost_set(1)
    (bid,) = (member.bid for member in lost.members)
    one = recovery(lost, asked=True).on_answers({bid: []}, START)
    late = LIMIT + timedelta(seconds=1)
    assert one.on_answers({bid: [held(1)]}, late).step(late) == Settled()


def test_an_unanswered_question_proves_nothing():
    lost = lost_set(1)
    (bid,) = (member.bid for member in lost.members)
    late = LIMIT + timedelta(seconds=1)
    one = recovery(lost, asked=True).on_answers({bid: Retryable("later")}, late)
    assert isinstance(one.step(late), LookUp)
    assert isinstance(recovery(lost, asked=True).on_answers({}, late).step(late), LookUp)


# ------------------------------------------------------------------ verdicts

MEMBER = Member("1", "create", "Invoice", MARKER)
SUSPECT = Suspect(MEMBER, number="INV/2026/00001", party_id=CUSTOMER.id, total=D("128.24"))
CHANGE = replace(SUSPECT, member=replace(MEMBER, verb="update"), target_id="C5-1")
COMPUTED = replace(SUSPECT, total=None, untaxed=D("118.50"))
"""QuickBooks computes its tax: what it comes to is not known here."""
NAMED = Suspect(replace(MEMBER, type="Customer", marker=""), name="Amy")


@pytest.mark.parametrize(
    ("suspect", "found", "expected"),
    [
        (SUSPECT, [held(1, marker=MARKER)], Written),
        (SUSPECT, [held(1, marker="other")], str),
        (SUSPECT, [held(1, marker="")], Doubt),
        (SUSPECT, [held(1, marker="", total=D("1.00"))], str),
        (SUSPECT, [held(1, marker=""), held(2, marker=MARKER)], Written),
        (replace(SUSPECT, number=""), [held(1, marker="", number="")], str),
        (COMPUTED, [held(1, marker=MARKER)], Written),
        (COMPUTED, [held(1, marker="", tax=D("9.74"))], Doubt),
        (COMPUTED, [held(1, marker="", total=D("118.50"))], Doubt),
        (COMPUTED, [held(1, marker="", tax=D("9.75"))], str),
        (COMPUTED, [held(1, marker="")], str),
        (replace(COMPUTED, untaxed=None), [held(1, marker="")], Doubt),
        (SUSPECT, [], str),
        (NAMED, [Acknowledged(ObjectRef("Customer", "8-1", "1"), name="AMY")], Written),
        (NAMED, [Acknowledged(ObjectRef("Customer", "8-1", "1"), name="AMY", active=False)], str),
        (NAMED, [], str),
        (CHANGE, held(1, marker=MARKER), Written),
        (CHANGE, held(1, marker="other"), str),
        (CHANGE, None, str),
        (replace(CHANGE, member=replace(MEMBER, verb="delete")), None, Removed),
        (replace(CHANGE, member=replace(MEMBER, verb="delete")), held(1), str),
        (replace(CHANGE, member=replace(MEMBER, verb="void")), held(1, total=D("0.00")), Written),
        (replace(CHANGE, member=replace(MEMBER, verb="void")), held(1), str),
    ],
)
def test_what_a_look_up_proves(suspect, found, expected):
    said = verdict(suspect, found)
    assert isinstance(said, expected)
    assert expected is not str or said == ABSENT


# ------------------------------------------------------------------ chaos


class QuickBooks:
    """Holds invoices by marker, forgets message sets when told to, dies before or after a commit."""

    def __init__(self):
        self.invoices: dict[str, list[str]] = {}
        self.sets: dict[str, list[str]] = {}
        self.count = 0

    def run(self, body: bytes) -> list[str]:
        """The responses; a set whose id is known is answered again, not run again."""
        holder = parsed(body)[0]
        new, old = holder.get("newMessageSetID"), holder.get("oldMessageSetID")
        if new in self.sets:
            return self.sets[new]
        if new and new == old:
            return []
        said = [self._write(one) for one in holder]
        self.sets[new] = said
        return said

    def _write(self, request) -> str:
        self.count += 1
        marker = find_marker(request.findtext(".//Memo"))
        number = request.findtext(".//RefNumber")
        text = invoice_ret(number, marker).replace("C5-1417118624", f"C5-{self.count}")
        self.invoices.setdefault(marker, []).append(text)
        return rs("InvoiceAdd", request.get("requestID"), text)

    def status(self, body: bytes):
        known = parsed(body)[0].get("newMessageSetID")
        if known not in self.sets:
            return answer(set_id=known, set_code="600")
        return answer(*self.sets[known], set_id=known, set_code="0")

    def ask(self, question):
        """Through the real question and its real answer."""
        start = inquiry(question)
        request = inquire([start], "q" * 24)
        rows = [text for held in self.invoices.values() for text in held]
        found = "".join(text for text in rows if parsed(text.encode()).findtext("RefNumber") == _asked(start))
        replies = [rs("InvoiceQuery", f"{'q' * 24}.{place}", found) for place in range(1, len(start.open) + 1)]
        (after,) = told([start], request, answer(*replies))
        return after.answer()


def _asked(start) -> str:
    return start.open[0].findtext("RefNumber")


FAULTS = st.lists(st.sampled_from(["before", "after", "after_and_forgotten", "part", "fine"]), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(FAULTS, st.integers(1, 4))
def test_whatever_is_lost_every_invoice_is_there_once(faults, count):
    """A set is sent and lost in any way, recovered, and what must go again is lost again, until no fault is left."""
    there, clock, request, places = QuickBooks(), START, lost_set(count), list(range(1, count + 1))
    settled = {}
    for number, fault in enumerate([*faults, "fine"]):
        _lose(there, request, fault)
        one = replace(recovery(request), sent_at=clock, absent_counts_from=clock + timedelta(seconds=120))
        numbered = zip(one.suspects, places, strict=True)
        one = replace(
            one, suspects=tuple(replace(suspect, number=f"INV/2026/0000{place}") for suspect, place in numbered)
        )
        again = ()
        while True:
            step = one.step(clock)
            if isinstance(step, AskStatus):
                one = one.on_status(status_request(request), there.status(status_request(request).body))
            elif isinstance(step, LookUp):
                one = one.on_answers({bid: there.ask(question) for bid, question in step.questions.items()}, clock)
            elif isinstance(step, WaitUntil):
                clock = step.moment
            else:
                again = step.bids if isinstance(step, SendAgain) else ()
                break
        by_bid = {member.bid: place for member, place in zip(request.members, places, strict=True)}
        settled.update({by_bid[bid]: outcome for bid, outcome in one.outcomes.items()})
        if not again:
            break
        places = [by_bid[bid] for bid in again]
        kept = [place for place, member in enumerate(request.members) if member.bid in set(again)]
        request = part(request, kept, f"{number:024}")
    assert {marker: len(found) for marker, found in there.invoices.items()} == {
        f"{place:016x}": 1 for place in range(1, count + 1)
    }
    assert set(settled) == set(range(1, count + 1))
    assert all(isinstance(outcome, Written) for outcome in settled.values())


def _lose(there: QuickBooks, request, fault: str) -> None:
    if fault == "before":
        return
    if fault == "part":
        holder = parsed(request.body)[0]
        for one in list(holder)[: len(holder) // 2]:
            there._write(one)
        return
    there.run(request.body)
    if fault == "after_and_forgotten":
        there.sets.clear()


def test_a_lost_delete_that_is_done_is_done():
    request = GATEWAY.encode([remove("Invoice"), remove("Invoice", Verb.VOID)], KEY)
    suspects = tuple(Suspect(one, target_id="C5-1") for one in request.members)
    one = Recovery(request.key, suspects, START, LIMIT, asked=True)
    bids = [member.bid for member in request.members]
    after = one.on_answers({bids[0]: None, bids[1]: held(1, total=D("0.00"))}, START)
    assert after.step(START) == Settled()
    assert not any(isinstance(outcome, Failed) for outcome in after.outcomes.values())


def test_an_applied_credit_leaves_nothing_to_look_for():
    """It goes through preparation again, which reads what is applied; but not before it could take effect no more."""
    lost = Suspect(Member("1", "create", "ReceivePayment"), party_id=CUSTOMER.id)
    known = Recovery(KEY, (lost,), START, LIMIT, asked=True)
    assert isinstance(known.step(START), WaitUntil)
    assert known.step(LIMIT) == SendAgain(("1",))
