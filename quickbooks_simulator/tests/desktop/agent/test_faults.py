"""Ordered faults at every step: what the service sees, what QuickBooks has done, how the update ends."""

from __future__ import annotations

import threading

import pytest

from quickbooks_simulator.desktop.agent.orders import KINDS, BadOrder, Orders

from .scene import OPENING, WHOLE, WORK, Scene
from .service import QBXML, TICKET, then

CODES = {"authenticate": "QBWC1012", "sendRequestXML": "QBWC1041", "receiveResponseXML": "QBWC1042"}
STEPS = [*CODES, "closeConnection"]


def seen_until(method: str, *, arrived: bool) -> list[str]:
    place = WHOLE.index(method)
    return WHOLE[: place + 1] if arrived else WHOLE[:place]


@pytest.mark.switch("close_after_failed_call")
@pytest.mark.parametrize("method", STEPS)
@pytest.mark.parametrize(
    ("kind", "arrived"),
    [
        ("cut_before", False),
        ("cut_request", False),
        ("lose_answer", True),
        ("time_out", True),
        ("truncate_answer", True),
        ("html_answer", True),
    ],
)
def test_the_wire_breaks(scene: Scene, kind: str, method: str, arrived: bool):
    scene.order(kind, match={"call": method})
    outcome = scene.update()
    assert outcome.code == CODES.get(method, "QBWC1044")
    assert scene.service.methods == seen_until(method, arrived=arrived)
    committed = method in ("receiveResponseXML", "closeConnection")
    assert scene.company.processed == ([QBXML] if committed else [])
    assert scene.company.open_sessions == 0
    assert scene.update().state == "done"  # the order is spent


def test_hanging_up_after_the_whole_request(scene: Scene):
    """The service works on it, whether or not it notices that nobody listens any more."""
    arrived = threading.Event()
    scene.order("hang_up", match={"call": "receiveResponseXML"})
    outcome = scene.update(receiveResponseXML=lambda call: arrived.set() or 100)
    assert outcome.code == "QBWC1042"
    assert arrived.wait(5)


def test_the_time_out_is_named(scene: Scene):
    scene.order("time_out", match={"call": "sendRequestXML"})
    assert "The operation has timed out" in scene.update().sentence


def test_html_before_the_service_worked(scene: Scene):
    scene.order("html_answer", match={"call": "receiveResponseXML"}, status=502, when="before")
    outcome = scene.update()
    assert "HTTP status 502: Bad Gateway" in outcome.sentence
    assert "receiveResponseXML" not in scene.service.methods


def test_a_call_repeated(scene: Scene):
    scene.order("repeat", match={"call": "receiveResponseXML"}, times=3)
    outcome = scene.update(receiveResponseXML=then(10, 20, 100))
    assert scene.service.methods == [*OPENING, "sendRequestXML", *["receiveResponseXML"] * 3, "closeConnection"]
    bodies = {call.body for call in scene.service.of("receiveResponseXML")}
    assert (len(bodies), outcome.percent) == (1, 100)


def test_a_repeated_request_runs_once(scene: Scene):
    scene.order("repeat", match={"call": "sendRequestXML"})
    scene.update()
    assert (scene.service.methods.count("sendRequestXML"), len(scene.company.processed)) == (2, 1)


@pytest.mark.switch("server_version_ticket")
def test_an_old_ticket(scene: Scene):
    scene.update(authenticate=["first", ""])
    scene.order("old_ticket", match={"call": "receiveResponseXML"})
    scene.update(authenticate=["second", ""])
    tickets = [call.parameters.get("ticket") for call in scene.service.calls]
    assert tickets == [None, None, None, "second", "first", "second"]


def test_a_forged_ticket_and_changed_parameters(scene: Scene):
    scene.order("old_ticket", match={"call": "sendRequestXML"}, ticket="forged")
    scene.order("alter", match={"call": "receiveResponseXML"}, parameters={"response": "for nobody", "hresult": "0x1"})
    scene.update()
    assert scene.service.of("sendRequestXML")[0].parameters["ticket"] == "forged"
    assert scene.service.of("receiveResponseXML")[0].parameters["response"] == "for nobody"


def test_calls_in_the_wrong_order(scene: Scene):
    scene.order(
        "extra", match={"call": "sendRequestXML"}, call="receiveResponseXML", parameters={"response": "<QBXML/>"}
    )
    scene.order("extra", match={"call": "authenticate"}, call="closeConnection", parameters={"ticket": "x"})
    outcome = scene.update()
    assert scene.service.methods == [
        *OPENING[:2],
        "closeConnection",
        "authenticate",
        "receiveResponseXML",
        *WORK,
        "closeConnection",
    ]
    assert (outcome.state, scene.service.of("receiveResponseXML")[0].parameters["ticket"]) == ("done", TICKET)


@pytest.mark.parametrize("method", ["serverVersion", "receiveResponseXML", "closeConnection"])
def test_a_call_left_out(scene: Scene, method: str):
    scene.order("skip", match={"call": method}, **({"result": 100} if method == "receiveResponseXML" else {}))
    assert scene.update().state == "done"
    assert scene.service.methods == [name for name in WHOLE if name != method]


# ------------------------------------------------------------------------------- the agent dies


@pytest.mark.parametrize("method", WHOLE)
@pytest.mark.parametrize("when", ["before", "after"])
def test_the_web_connector_dies_at_a_call(scene: Scene, method: str, when: str):
    scene.order("crash", match={"call": method}, when=when)
    outcome = scene.update()
    assert outcome.state == "crashed"
    assert scene.service.methods == seen_until(method, arrived=when == "after")
    assert scene.company.open_sessions == 0
    assert scene.update().state == "done"


@pytest.mark.parametrize(("when", "committed"), [("before", []), ("after", [QBXML])])
def test_the_web_connector_dies_around_process_request(scene: Scene, when: str, committed: list[str]):
    scene.order("crash", match={"call": "process"}, when=when)
    assert scene.update().state == "crashed"
    assert scene.service.methods == [*OPENING, "sendRequestXML"]
    assert scene.company.processed == committed


# ------------------------------------------------------------------------------------ QuickBooks


def test_quickbooks_committed_and_the_answer_is_lost(scene: Scene):
    scene.order("hresult", when="after")
    scene.update()
    (call,) = scene.service.of("receiveResponseXML")
    assert (call.parameters["hresult"], call.parameters["response"]) == ("0x80040402", "")
    assert scene.company.processed == [QBXML]


def test_quickbooks_refuses_before_anything_ran(scene: Scene):
    scene.order("hresult", code="0x80040400", message="my own words")
    scene.update()
    (call,) = scene.service.of("receiveResponseXML")
    assert (call.parameters["hresult"], call.parameters["message"]) == ("0x80040400", "my own words")
    assert scene.company.processed == []


@pytest.mark.parametrize(("when", "committed"), [("before", 0), ("after", 1)])
def test_quickbooks_is_closed_in_the_middle(scene: Scene, when: str, committed: int):
    scene.order("quickbooks_closed", when=when)
    scene.update(receiveResponseXML=then(30, 60, 100))
    found = [call.parameters["hresult"] for call in scene.service.of("receiveResponseXML")]
    assert found == ["0x80040402", "0x8004040D", "0x8004040D"]
    assert (len(scene.company.processed), scene.company.open_sessions) == (committed, 0)


@pytest.mark.parametrize(
    ("kind", "hresult"),
    [
        ("modal_dialog", "0x80040414"),
        ("single_user", "0x80040410"),
        ("wrong_file", "0x8004040A"),
        ("quickbooks_closed", "0x80040416"),
    ],
)
def test_quickbooks_cannot_be_opened(scene: Scene, kind: str, hresult: str):
    scene.order(kind, match={"call": "begin"})
    outcome = scene.update()
    assert scene.service.of("connectionError")[0].parameters["hresult"] == hresult
    assert (outcome.code, scene.company.processed) == ("QBWC1013", [])


@pytest.mark.parametrize("code", ["0x80040401", "0x80040408", "0x8004041A", "0x80040424", "0x80040154"])
def test_any_hresult_at_begin(scene: Scene, code: str):
    scene.order("hresult", match={"call": "begin"}, code=code)
    scene.update()
    assert scene.service.of("connectionError")[0].parameters["hresult"] == code


def test_no_answer_to_the_three_queries(scene: Scene):
    scene.order("hresult", match={"call": "hcp"})
    assert scene.update().code == "QBWC1014"


# ---------------------------------------------------------------------------------- the queue


def test_nth_count_and_text(scene: Scene):
    scene.order("hresult", match={"call": "process", "text": "QBXML"}, nth=2, count=2)
    scene.update(receiveResponseXML=then(10, 20, 30, 100))
    assert [bool(call.parameters["hresult"]) for call in scene.service.of("receiveResponseXML")] == [
        False,
        True,
        True,
        False,
    ]


def test_faults_by_chance_are_the_same_for_the_same_seed():
    def struck(seed: int) -> list[bool]:
        orders = Orders([{"kind": "crash", "chance": 0.2, "seed": seed, "count": 1000}])
        return [bool(orders.take("process")) for _ in range(500)]

    assert struck(1) == struck(1) != struck(2)
    assert 60 < sum(struck(1)) < 140


def test_a_delay_is_released(scene: Scene):
    scene.order("delay", match={"call": "process"}, ms=600_000)
    thread = threading.Thread(target=scene.update)
    thread.start()
    orders = scene.connector.orders
    assert orders.wait_fired(1, 10)
    assert scene.connector.running
    assert orders.release(1) == 1
    thread.join(10)
    assert scene.connector.wait_idle(1)
    assert scene.service.methods == WHOLE


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "nonsense"},
        {"kind": "cut_before", "ms": 1},
        {"kind": "cut_before", "match": {"path": "x"}},
        {"kind": "cut_before", "match": {"call": "process"}},
        {"kind": "hresult", "match": {"call": "authenticate"}},
        {"kind": "hresult", "code": "80040400"},
        {"kind": "hresult", "when": "never"},
        {"kind": "skip"},
        {"kind": "skip", "match": {"call": "sendRequestXML"}},
        {"kind": "extra"},
        {"kind": "extra", "call": "process"},
        {"kind": "alter", "parameters": "x"},
        {"kind": "delay", "ms": -1},
        {"kind": "delay", "nth": 0},
        {"kind": "delay", "count": "2"},
        {"kind": "delay", "chance": 2},
        {"kind": "delay", "chance": "often"},
        {"kind": "delay", "match": {"text": "("}},
    ],
)
def test_an_order_that_cannot_be_understood(wish: dict):
    with pytest.raises(BadOrder):
        Orders([wish])


def test_every_kind_is_explained():
    assert all(text and "\n" not in text for text in KINDS.values())
