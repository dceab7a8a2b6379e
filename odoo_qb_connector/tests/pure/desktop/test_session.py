"""A session of the Web Connector, call by call, honest and hostile."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.desktop import DesktopGateway, password
from odoo.addons.odoo_qb_connector.desktop.answers import hresult_of
from odoo.addons.odoo_qb_connector.desktop.session import IDLE, LONGEST, MOST_WAITS
from odoo.addons.odoo_qb_connector.desktop.session_checks import PROBE, probe
from odoo.addons.odoo_qb_connector.desktop.soap import METHODS

from .memory_store import FILE_ID, Agent, MemoryStore
from .samples import answer, books, create, customer, customer_ret, rs
from .schemas import assert_valid
from .test_questions import COMPANY, HOST, PREFERENCES

GATEWAY = DesktopGateway(books())


def sets(count: int) -> list:
    return [GATEWAY.encode([create(customer(name=f"Customer {one}"))], f"{one:024}") for one in range(1, count + 1)]


def reply(key: str) -> str:
    said = rs("CustomerAdd", f"{key}.1", customer_ret())
    return answer(said, set_id=key, set_code="0").body.decode()


def greeting(file_id: str = FILE_ID) -> str:
    company = COMPANY.replace("{FILE}", file_id)
    replies = (("HostQuery", HOST), ("CompanyQuery", company), ("PreferencesQuery", PREFERENCES))
    return answer(*(rs(tag, str(place), inside) for place, (tag, inside) in enumerate(replies))).body.decode()


@pytest.fixture
def store():
    return MemoryStore(sets(2))


@pytest.fixture
def agent(store):
    return Agent(store)


# ------------------------------------------------------------------ the good way


def test_a_whole_session(agent, store):
    assert agent.call("serverVersion").startswith("odoo_qb_connector")
    assert agent.call("clientVersion", "2.3.0.215") == ""
    ticket, company = agent.enter()
    assert (ticket, company) == ("ticket-1", "")
    first, second = (one.key for one in store.queue)
    assert agent.send(ticket, greeting()).encode() == store.sent[first].body
    assert store.companies == [("Rock Castle", "C:\\rock.qbw", "13.0")]
    assert agent.receive(ticket, reply(first)) == 50
    assert agent.send(ticket).encode() == store.sent[second].body
    assert agent.receive(ticket, reply(second)) == 100
    assert agent.call("closeConnection", ticket) == "desktop_session_done"
    assert store.log == [(what, key) for key in (first, second) for what in ("sent", "stored", "settled")]
    assert store.ended == [ticket] and store.lost_keys == [] and store.kept == []


def test_nothing_to_do_does_not_even_open_quickbooks(store):
    assert Agent(MemoryStore()).enter() == ("", "none")
    store.close_door(is_open=False)
    assert Agent(store).enter() == ("", "none")
    assert store.sessions == {}


def test_the_company_file_and_the_interval_asked_for(store):
    store.close_door(company_file="C:\\books\\rock.qbw", run_every=300)
    assert Agent(store).enter() == ("ticket-1", "C:\\books\\rock.qbw", "0", "300")


def test_busy_while_another_call_is_worked_on(store):
    store.close_door(is_busy=True)
    assert Agent(store).enter() == ("", "busy")


def test_the_percentage_is_what_is_done_of_what_is_known():
    store = MemoryStore(sets(4))
    agent = Agent(store)
    ticket, _company = agent.enter()
    seen = []
    while store.queue:
        agent.send(ticket)
        seen.append(agent.receive(ticket, reply(store.find(ticket).outstanding)))
    assert seen == [25, 50, 75, 100]


# ------------------------------------------------------------------ the door


def test_a_wrong_password_or_user(agent, store):
    assert agent.enter("wrong")[1] == "nvu"
    assert agent.enter(user="somebody")[1] == "nvu"
    assert store.sessions == {} and store.calls == []
    assert store.sources["198.51.100.7"].failures == 2


def test_a_guesser_is_slowed_down_and_nobody_else(agent, store):
    for _try in range(password.FREE):
        assert agent.enter("guess")[1] == "nvu"
    assert agent.enter("guess") == ("", "busy", "1")
    assert agent.enter("secret") == ("", "busy", "1")
    assert Agent(store, source="203.0.113.9").enter()[0] == "ticket-1"
    agent.wait(seconds=1)
    assert agent.enter()[1] == ""
    assert store.sources["198.51.100.7"] == password.Source()


def test_an_old_web_connector_is_warned(agent):
    assert agent.call("clientVersion", "2.0.0.139") == "W:web_connector_old"
    assert agent.call("clientVersion", "") == agent.call("clientVersion", "unknown") == ""


# ------------------------------------------------------------------ lost, twice, out of order


def test_asked_again_on_the_same_ticket_the_bytes_are_the_same(agent, store):
    ticket, _company = agent.enter()
    assert agent.send(ticket, greeting()) == agent.send(ticket) == agent.send(ticket)
    assert len(store.sent) == 1


def test_a_new_session_makes_the_unanswered_set_doubtful(agent, store):
    ticket, _company = agent.enter()
    agent.send(ticket)
    (key,) = store.sent
    again, _company = agent.enter()
    assert store.lost_keys == [key] and again != ticket
    assert agent.receive(ticket, reply(key)) == -1
    assert store.kept == [(ticket, "session_over")]
    assert store.answers == {} and agent.send(ticket) == ""
    assert agent.call("getLastError", ticket) == "desktop_session_over"


def test_closing_with_an_unanswered_set_makes_it_doubtful_once(agent, store):
    ticket, _company = agent.enter()
    agent.send(ticket)
    agent.call("closeConnection", ticket)
    agent.call("closeConnection", ticket)
    assert len(store.lost_keys) == 1 and store.ended == [ticket]


def test_the_same_answer_twice_changes_nothing(agent, store):
    ticket, _company = agent.enter()
    agent.send(ticket)
    (key,) = store.sent
    assert agent.receive(ticket, reply(key)) == agent.receive(ticket, reply(key)) == 50
    assert store.log.count(("stored", key)) == store.log.count(("settled", key)) == 1


def test_the_last_answer_once_more_after_the_next_set_went(agent, store):
    ticket, _company = agent.enter()
    agent.send(ticket)
    (first,) = store.sent
    agent.receive(ticket, reply(first))
    agent.send(ticket)
    assert agent.receive(ticket, reply(first)) == 50
    assert list(store.answers) == [first]
    second = store.find(ticket).outstanding
    assert agent.receive(ticket, reply(second)) == 100


def test_answers_in_the_wrong_order_settle_nothing(agent, store):
    first, second = (one.key for one in store.queue)
    ticket, _company = agent.enter()
    agent.send(ticket)
    assert agent.receive(ticket, reply(second)) == -1
    assert store.kept == [(ticket, "not_asked")] and store.answers == {}
    assert agent.call("getLastError", ticket) == "desktop_unexpected_answer"
    assert store.find(ticket).outstanding == first


def test_an_answer_to_nothing(agent, store):
    ticket, _company = agent.enter()
    assert agent.receive(ticket, reply("0" * 24)) == -1
    assert store.kept == [(ticket, "not_asked")] and store.answers == {}


@pytest.mark.parametrize("ticket", ["", "forged", "ticket-2"])
def test_a_forged_ticket_leaves_no_trace(agent, store, ticket):
    agent.enter()
    before = dict(store.sessions)
    assert agent.send(ticket) == ""
    assert agent.receive(ticket, reply("0" * 24)) == -1
    assert agent.call("connectionError", ticket, "0x80040408", "") == "done"
    assert agent.call("getLastError", ticket) == agent.call("closeConnection", ticket) == "desktop_session_over"
    assert agent.call("getInteractiveURL", ticket, "1") == ""
    assert (store.sessions, store.kept, store.failures, store.log) == (before, [], [], [])


@pytest.mark.parametrize("silence", [IDLE, LONGEST])
def test_a_ticket_ends(agent, store, silence):
    ticket, _company = agent.enter()
    agent.wait(seconds=silence.total_seconds() + 1)
    assert agent.send(ticket) == "" and store.sent == {}


def test_an_answer_that_cannot_be_read_is_kept_and_settled_as_such(agent, store):
    ticket, _company = agent.enter()
    agent.send(ticket)
    (key,) = store.sent
    assert agent.receive(ticket, "<html>") == 50
    assert store.answers[key].body == b"<html>" and ("settled", key) in store.log


def test_a_request_that_vanished_is_lost_and_the_next_goes(agent, store):
    ticket, _company = agent.enter()
    agent.send(ticket)
    (key,) = store.sent
    store.sent.clear()
    assert agent.send(ticket)
    assert store.lost_keys == [key]


# ------------------------------------------------------------------ QuickBooks in trouble


def test_a_dialog_ends_the_session_with_a_sentence(agent, store):
    ticket, _company = agent.enter()
    agent.send(ticket)
    (key,) = store.sent
    assert agent.receive(ticket, "", "0x80040414", "A modal dialog box is showing") == -1
    assert hresult_of(store.answers[key]) == "0x80040414"
    assert store.failures == ["desktop_dialog_open"]
    assert agent.call("getLastError", ticket) == "desktop_dialog_open"
    assert agent.call("closeConnection", ticket) == "desktop_dialog_open"
    assert store.lost_keys == []


def test_a_crash_leaves_the_outcome_unknown_and_ends_the_session(agent, store):
    ticket, _company = agent.enter()
    agent.send(ticket)
    assert agent.receive(ticket, "", "0x80040402", "Unexpected error.") == -1
    assert store.failures == ["outcome_unknown"]


def test_after_a_parse_refusal_a_harmless_question_goes_and_then_the_rest(agent, store):
    ticket, _company = agent.enter()
    agent.send(ticket)
    refusal = ("", "0x80040400", "parsing")
    assert agent.receive(ticket, *refusal) == 50
    assert agent.send(ticket).encode() == probe().body
    assert agent.receive(ticket, *refusal) == 50, "delivered twice, it is not taken for the next set's"
    assert len(store.answers) == 1
    assert agent.send(ticket).encode() == list(store.sent.values())[1].body


def test_the_harmless_question_is_valid_and_always_the_same():
    assert_valid(probe().body)
    assert probe().body == probe().body and probe().key == PROBE


@pytest.mark.parametrize(
    ("hresult", "problem"),
    [
        ("0x8004040A", "desktop_other_file"),
        ("0x80040408", "desktop_not_reachable"),
        ("0x80040418", "desktop_first_run"),
        ("0x8004041a", "desktop_no_permission"),
        ("0x80049999", "desktop_busy"),
    ],
)
def test_quickbooks_could_not_be_opened(agent, store, hresult, problem):
    ticket, _company = agent.enter()
    assert agent.call("connectionError", ticket, hresult, "words") == "done"
    assert store.failures == [problem]
    assert agent.call("closeConnection", ticket) == problem
    assert store.sent == {}


def test_another_company_file_gets_nothing(agent, store):
    ticket, _company = agent.enter()
    assert agent.send(ticket, greeting("{00000000-0000-0000-0000-000000000000}")) == ""
    assert store.failures == ["desktop_other_file"] and store.sent == {} and store.companies == []
    assert agent.call("getLastError", ticket) == "desktop_other_file"


def test_another_path_than_the_one_asked_for_gets_nothing(agent, store):
    store.close_door(company_file="C:\\Books\\Rock.qbw")
    ticket, _company = agent.enter()
    assert agent.send(ticket, greeting(), "C:\\other.qbw") == ""
    assert agent.send(ticket, greeting(), "c:/books/rock.QBW") != ""


def test_a_first_run_has_no_file_id_yet(agent, store):
    ticket, _company = agent.enter()
    assert agent.send(ticket, greeting("")) != ""


@pytest.mark.parametrize("text", ["", "nonsense", "<html/>", "<!DOCTYPE x><QBXML/>"])
def test_a_greeting_nobody_can_read_changes_nothing(agent, store, text):
    ticket, _company = agent.enter()
    assert agent.send(ticket, text) != "" and store.companies == []


# ------------------------------------------------------------------ nothing left, more to come


def test_an_empty_first_request_is_never_sent(agent, store):
    """Some versions of the Web Connector break on it (spec qbd 1.5)."""
    ticket, _company = agent.enter()
    store.queue.clear()
    assert agent.send(ticket, greeting()).encode() == probe().body
    assert agent.send(ticket).encode() == probe().body
    said = rs("HostQuery", "probe.1", HOST)
    assert agent.receive(ticket, answer(said).body.decode()) == 100
    assert store.answers == {}


def test_while_more_is_prepared_the_web_connector_waits_but_not_for_ever(agent, store):
    first = store.queue[0].key
    ticket, _company = agent.enter()
    del store.queue[1:]
    store.preparing = True
    agent.send(ticket)
    assert agent.receive(ticket, reply(first)) == 50
    for _pause in range(MOST_WAITS):
        assert agent.send(ticket) == ""
        assert agent.call("getLastError", ticket) == "NoOp"
        agent.wait(seconds=5)
    assert agent.send(ticket) == ""
    assert agent.call("getLastError", ticket) == "desktop_nothing_more"


@pytest.mark.parametrize("pauses", [0, 2])
def test_when_nothing_came_of_what_was_prepared_the_session_ends_well(agent, store, pauses):
    """An empty request would be shown to the person at the PC as an error (spec qbd 1.5)."""
    first = store.queue[0].key
    ticket, _company = agent.enter()
    del store.queue[1:]
    store.preparing = True
    agent.send(ticket)
    assert agent.receive(ticket, reply(first)) == 50
    for _pause in range(pauses):
        assert (agent.send(ticket), agent.call("getLastError", ticket)) == ("", "NoOp")
    store.preparing = False
    assert agent.send(ticket).encode() == probe().body
    assert agent.receive(ticket, answer(rs("HostQuery", "probe.1", HOST)).body.decode()) == 100
    assert agent.call("closeConnection", ticket) == "desktop_session_done"
    assert store.failures == []


def test_the_harmless_question_does_not_go_for_ever(agent, store, monkeypatch):
    """Should something be waiting that cannot be fetched, the percentage stays below 100."""
    ticket, _company = agent.enter()
    store.queue.clear()
    monkeypatch.setattr(store, "waiting", lambda: 1)
    said = answer(rs("HostQuery", "probe.1", HOST)).body.decode()
    asked = 0
    while agent.send(ticket):
        assert agent.receive(ticket, said) == 0
        asked += 1
        assert asked < 5
    assert agent.call("getLastError", ticket) == "desktop_nothing_more"


def test_what_is_prepared_after_the_harmless_question_is_waited_for(agent, store):
    ticket, _company = agent.enter()
    later = store.queue.pop()
    agent.send(ticket)
    store.preparing = True
    agent.receive(ticket, reply(next(iter(store.sent))))
    store.preparing = False
    assert agent.send(ticket).encode() == probe().body
    store.preparing = True
    assert agent.receive(ticket, answer(rs("HostQuery", "probe.1", HOST)).body.decode()) < 100
    assert (agent.send(ticket), agent.call("getLastError", ticket)) == ("", "NoOp")
    store.queue.append(later)
    assert agent.send(ticket).encode() == later.body


def test_what_becomes_ready_meanwhile_goes_on(agent, store):
    first = store.queue[0].key
    ticket, _company = agent.enter()
    later = store.queue.pop()
    store.preparing = True
    agent.send(ticket)
    agent.receive(ticket, reply(first))
    assert agent.send(ticket) == ""
    store.queue.append(later)
    assert agent.send(ticket).encode() == later.body
    store.preparing = False
    assert agent.receive(ticket, reply(later.key)) == 100


def test_the_interactive_methods_are_answered_sensibly(agent):
    ticket, _company = agent.enter()
    assert agent.call("getInteractiveURL", ticket, "1") == "https://odoo.example.com/page"
    assert agent.call("interactiveDone", ticket) == "Done"
    assert agent.call("interactiveRejected", ticket, "no") == "desktop_interactive_rejected"


# ------------------------------------------------------------------ any order at all

TICKETS = st.sampled_from(["ticket-1", "ticket-2", "", "forged"])
TEXTS = st.sampled_from(["", "nonsense", reply(f"{1:024}"), reply(f"{2:024}"), reply("f" * 24), greeting()])
CALLS = st.tuples(st.sampled_from(sorted(METHODS)), TICKETS, TEXTS, st.sampled_from(["", "0x80040400", "0x80040402"]))


@settings(max_examples=150, deadline=None)
@given(st.lists(CALLS, max_size=25))
def test_in_any_order_nothing_is_lost_and_nothing_settled_twice(calls):
    """Every set is waiting, outstanding, answered or in doubt; an answer is stored before it is settled, once."""
    store = MemoryStore(sets(3))
    agent = Agent(store)
    for method, ticket, text, hresult in calls:
        values = {"authenticate": ("odoo", "secret"), "sendRequestXML": (ticket, text, "C:\\rock.qbw", "US", 13, 0)}
        result = agent.call(method, *values.get(method, (ticket, text, hresult, "")))
        assert isinstance(result, int if method == "receiveResponseXML" else (str, tuple))
    outstanding = {one.outstanding for one in store.sessions.values() if not one.ended} - {"", PROBE}
    known = [one.key for one in store.queue] + list(store.answers) + store.lost_keys + list(outstanding)
    assert sorted(known) == [f"{one:024}" for one in range(1, 4)]
    for key in store.answers:
        events = [what for what, one in store.log if one == key]
        assert events == ["sent", "stored", "settled"]
    assert sum(not one.ended for one in store.sessions.values()) <= 1
