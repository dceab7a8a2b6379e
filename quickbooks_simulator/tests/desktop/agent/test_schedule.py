"""When updates run: interval, postpone, minimum, UpdateLock, several applications (spec qbd 1.3, 1.4, 2)."""

from __future__ import annotations

import multiprocessing
import threading
from datetime import datetime, timedelta

import pytest

from quickbooks_simulator import clock
from quickbooks_simulator.desktop.agent import qwc
from quickbooks_simulator.desktop.agent.lock import UpdateLock
from quickbooks_simulator.desktop.agent.waiting import Waiter

from .qwc_file import qwc_text
from .scene import OPENING, Scene
from .service import TICKET


def wait_of(scene: Scene) -> float:
    """Seconds from the start of the last update to the next one."""
    started = datetime.fromisoformat(scene.connector.updates[-1].started)
    return round((scene.application.next_run - started).total_seconds())


def with_interval(scene: Scene, scheduler: str | None) -> None:
    scene.application.qwc = qwc.parse(qwc_text(scene.service, Scheduler=scheduler).encode())


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        ([TICKET, ""], 120),
        (["", "none"], 120),
        (["", "none", "300"], 300),
        (["", "none", "60"], 120),
        (["", "busy", "900", "600"], 900),
        ([TICKET, "", "", "600"], 600),
        ([TICKET, "", "", "30"], 120),
        ([TICKET, "", "0", "0"], 120),
    ],
)
def test_postpone_and_minimum(scene: Scene, answer: list[str], seconds: float):
    scene.update(authenticate=answer)
    assert wait_of(scene) == seconds


@pytest.mark.switch("interval_floor_seconds")
def test_the_shortest_interval_is_a_minute(scene: Scene):
    with_interval(scene, "<RunEveryNSeconds>10</RunEveryNSeconds>")
    scene.update()
    assert wait_of(scene) == 60
    scene.switch(interval_floor_seconds=0)
    scene.update()
    assert wait_of(scene) == 10


def test_without_a_scheduler_it_runs_by_hand_only(scene: Scene):
    with_interval(scene, None)
    scene.update()
    assert scene.application.next_run is None
    assert scene.connector.due() == []


def test_every_replaces_all_of_it(scene: Scene):
    scene.application.every = 0
    scene.update(authenticate=["", "none", "300", "300"])
    assert wait_of(scene) == 0  # a breath, so that nobody is hammered
    assert scene.application.next_run > datetime.fromisoformat(scene.connector.updates[-1].started)
    scene.update(authenticate=[TICKET, ""])
    assert scene.application.next_run == datetime.fromisoformat(scene.connector.updates[-1].started)


def test_auto_run_follows_the_clock(scene: Scene):
    waiter = scene.connector.waiter = Waiter()
    thread = threading.Thread(target=scene.connector.run)
    thread.start()
    assert scene.connector.wait_updates(1, 10)
    assert scene.connector.due() == []
    clock.advance(121)
    waiter.look()
    assert scene.connector.wait_updates(2, 10)
    scene.connector.auto_run = False
    clock.advance(1000)
    assert scene.connector.due() == []
    scene.connector.stop()
    thread.join(10)
    assert (thread.is_alive(), scene.connector.finished) == (False, 2)


def test_a_stop_ends_a_wait(scene: Scene):
    waiter = Waiter()
    thread = threading.Thread(target=waiter.pause, args=(600,))
    thread.start()
    waiter.stop()
    thread.join(5)
    assert not thread.is_alive()
    assert not waiter.pause(600)


def test_two_applications_run_one_after_the_other(scene: Scene):
    other = qwc.parse(
        qwc_text(scene.service, AppName="Other", OwnerID="{00000000-0000-0000-0000-00000000000A}").encode()
    )
    second = scene.connector.add(other, "x", probe=False)
    together = threading.Barrier(2)
    busy, most = [], []

    def working(call) -> str:
        busy.append(call)
        most.append(len(busy))
        busy.pop()
        return "v"

    def run(application) -> None:
        together.wait()
        scene.connector.update(application)

    scene.service.script["serverVersion"] = working
    threads = [threading.Thread(target=run, args=(found,)) for found in (scene.application, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    sessions = [entry.session for entry in scene.connector.journal.entries()]
    assert sessions == sorted(sessions)
    assert {update.app: update.state for update in scene.connector.updates} == {"Connector": "done", "Other": "done"}
    assert max(most) == 1


def hold(path: str, ready, release) -> None:
    with UpdateLock(path).held() as free:
        ready.put(free)
        release.wait(20)


def test_another_process_holds_the_update_lock(scene: Scene, tmp_path):
    path = str(tmp_path / "books.update-lock")
    context = multiprocessing.get_context("spawn")
    ready, release = context.Queue(), context.Event()
    process = context.Process(target=hold, args=(path, ready, release))
    process.start()
    assert ready.get(timeout=20) is True
    scene.connector.lock = UpdateLock(path)
    outcome = scene.update()
    assert (outcome.state, scene.service.calls) == ("busy", [])
    release.set()
    process.join(20)
    assert scene.update().state == "done"


def test_a_session_that_never_closes_is_taken_over_by_the_next(scene: Scene):
    """The service gets a new authenticate while it still waits for receiveResponseXML (spec qbd 1.4)."""
    scene.order("crash", match={"call": "process"})
    scene.update()
    scene.update()
    assert scene.service.methods[: len(OPENING)] == OPENING
    assert len(scene.company.processed) == 2


def test_ticks():
    from quickbooks_simulator.desktop.agent.workstation import ticks

    clock.set(datetime.fromisoformat("2014-02-24T15:29:16+00:00"))
    assert str(ticks()).startswith("63528852556")
    assert clock.now() - datetime.fromisoformat("2014-02-24T15:29:16+00:00") < timedelta(seconds=60)


def test_a_fault_of_the_simulator_is_loud(scene: Scene, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(threading, "excepthook", lambda arguments: None)
    told = threading.Event()
    scene.connector.on_failure = told.set
    monkeypatch.setattr(scene.connector, "_update", lambda application: 1 // 0)
    thread = threading.Thread(target=scene.connector.run)
    thread.start()
    assert told.wait(10)
    thread.join(10)
    assert scene.connector.failed
    assert scene.connector.wait_idle(1)
