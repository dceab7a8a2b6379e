"""The control interface and the pages, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import requests

from quickbooks_simulator import clock
from quickbooks_simulator.desktop.agent.server import AgentServer

from .fake_books import FILE, OTHER_FILE
from .qwc_file import FILE_ID
from .scene import WHOLE, Scene
from .service import then


class Control:
    def __init__(self, server: AgentServer) -> None:
        self.server = server

    def raw(self, method: str, path: str, body: object = None) -> requests.Response:
        return requests.request(method, self.server.control_base + path, json=body, timeout=20)

    def __call__(self, method: str, path: str, body: object = None) -> dict:
        answer = self.raw(method, path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def control(scene: Scene) -> Iterator[Control]:
    scene.connector.auto_run = False
    with AgentServer(scene.connector) as server:
        yield Control(server)


def test_summary_and_ready_line(control: Control):
    found = control("GET", "")
    assert found["company_file"] == FILE
    assert [known["interval"] for known in found["applications"]] == [120]
    assert set(control.server.ready_line()) == {"control", "books", "company_file", "realm_id", "applications"}


def test_run_now_answers_how_it_ended(control: Control, scene: Scene):
    found = control("POST", "/run")
    assert (found["state"], found["percent"]) == ("done", 100)
    assert scene.service.methods == WHOLE
    assert control("GET", "/updates")["updates"] == [found]
    assert control("GET", "/idle") == {"idle": True}
    assert control("GET", "/updates/wait?count=1") == {"ended": True, "updates": 1}
    assert control("GET", "/updates/wait?count=2&seconds=0")["ended"] is False


def test_the_log_masks_the_password(control: Control, scene: Scene):
    control("POST", "/run")
    log = control("GET", "/log?session=1")["log"]
    assert [entry["call"] for entry in log if entry["peer"] == "service"] == WHOLE
    assert [entry["call"] for entry in log if entry["peer"] == "quickbooks"] == ["begin", "hcp", "process", "end"]
    everything = str(log) + str(control("GET", "/log/lines"))
    assert scene.application.password not in everything
    assert "<MaskedForSecurity>" in everything
    assert control("DELETE", "/log") == {"log": []}
    assert control("GET", "/log/lines") == {"lines": []}


def test_faults_are_ordered_and_released(control: Control, scene: Scene):
    scene.service.script["receiveResponseXML"] = then(50, 100)
    (order,) = control("POST", "/faults", {"kind": "hresult", "when": "after", "nth": 2})["faults"]
    control("POST", "/run")
    assert control("GET", f"/faults/{order['id']}/wait?seconds=0") == {"fired": True}
    (found,) = control("GET", "/faults")["faults"]
    assert (found["left"], found["fired"][0]["call"]) == (0, "process")
    assert control("POST", f"/faults/{order['id']}/release") == {"released": 1}
    assert control("DELETE", "/faults") == {"faults": []}
    two = {"faults": [{"kind": "crash"}, {"kind": "crash"}]}
    assert len(control("POST", "/faults", two)["faults"]) == 2


@pytest.mark.switch("file_id_conflict")
def test_the_pc(control: Control, scene: Scene):
    made = control("POST", "/company-files", {"company_file": OTHER_FILE})
    assert made["company_file"] == OTHER_FILE
    assert control("POST", "/quickbooks", {"open": OTHER_FILE})["open"] == OTHER_FILE
    scene.service.script["authenticate"] = ["t", FILE]
    assert control("POST", "/run")["code"] == "QBWC1013"
    assert control("POST", "/quickbooks", {"open": None, "running": False})["running"] is False
    assert control("POST", "/run")["state"] == "done"
    assert scene.company.begun[-1] == ("Connector", "DoNotCare", True)
    assert control("GET", "/claims")["Connector"]["FileID"] == FILE_ID
    assert control("POST", "/claims", {"AppLock": None, "FileID": "{x}"})["Connector"]["AppLock"] is None
    assert control("POST", "/run")["code"] == "QBWC1024"


def test_the_person_at_the_pc(control: Control, scene: Scene):
    control("POST", "/dialog", {"showing": True})
    assert control("POST", "/run")["code"] == "QBWC1013"
    for path, body in {
        "/mode": {"mode": "SingleUser"},
        "/edition": {"edition": "Pro"},
        "/close-books": {"date": "2026-01-31"},
        "/preference": {"group": "SalesTaxPreferences", "name": "x", "value": True},
        "/lock": {"id": "8-1"},
        "/names": {"kind": "Employee", "name": "Rosa"},
        "/fiscal-year": {"first_month": "April"},
        "/item-groups": {"name": "Set", "items": {"Oak Desk": 2}},
        "/populate": {"customers": 5},
        "/accountants-copy": {"dividing_date": "2026-01-31"},
        "/merge": {"type": "Customer", "winner": "1", "loser": "2"},
        "/by-hand": {"qbxml": "<QBXML/>"},
        "/backup": {},
        "/restore": {"name": "b"},
        "/quickbooks-faults": {"at": "after"},
        "/company-switches": {"a": 1},
    }.items():
        control("POST", path, body)
    control("DELETE", "/quickbooks-faults")
    control("POST", "/permit", {"access": False})
    names = [name for name, _, _ in scene.company.done]
    assert names[:7] == [
        *("set_mode", "set_edition", "close_books", "set_preference", "lock", "enter_name", "set_fiscal_year"),
    ]
    assert scene.company.done[7:10] == [
        ("enter_item_group", ("Set", [("Oak Desk", "2")]), {}),
        ("populate", (), {"customers": 5}),
        ("set_accountants_copy", (date(2026, 1, 31),), {}),
    ]
    control("POST", "/lock", {"list": "Customer", "locked": False})
    assert scene.company.done[-1] == ("work_on_list", ("Customer", False), {})
    assert scene.company.permitted["Connector"] == {"access": False}


@pytest.mark.switch("noop_limit")
def test_clock_switches_and_auto_run(control: Control, scene: Scene):
    before = clock.now()
    control("POST", "/clock", {"advance": 3600})
    assert (clock.now() - before).total_seconds() >= 3600
    assert control("POST", "/switches", {"noop_limit": 3})["switches"]["noop_limit"]["value"] == 3
    assert control("POST", "/auto-run", {"on": True, "every": 3600}) == {"on": True}
    assert control("GET", "/updates/wait?count=1")["ended"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/nowhere", None, 404),
        ("POST", "/run", {"app": "nobody"}, 400),
        ("POST", "/run", {"nonsense": 1}, 400),
        ("POST", "/faults", {"kind": "nonsense"}, 400),
        ("POST", "/switches", {"nonsense": 1}, 400),
        ("POST", "/switches", {"noop_limit": -1}, 400),
        ("POST", "/clock", {}, 400),
        ("POST", "/quickbooks", {"open": "nowhere"}, 400),
    ],
)
def test_bad_calls_are_told(control: Control, method: str, path: str, body: object, status: int):
    answer = control.raw(method, path, body)
    assert (answer.status_code, bool(answer.json()["error"])) == (status, True)


@pytest.mark.parametrize("tab", ["", "/transactions", "/customers", "/items", "/ledger", "/trial-balance"])
def test_pages_of_the_books(control: Control, tab: str):
    answer = requests.get(control.server.books_page + tab, timeout=20)
    assert answer.status_code == 200
    assert "Sample Company" in answer.text


def test_pages_of_the_web_connector(control: Control):
    control("POST", "/run")
    for tab, text in {"updates": "Connector", "calls": "receiveResponseXML", "log": "update 1 ends: done"}.items():
        assert text in requests.get(f"{control.server.books_page}/{tab}", timeout=20).text
    base = control.server.listener.base
    assert requests.get(base + "/style.css", timeout=20).status_code == 200
    assert requests.get(base + "/", timeout=20).status_code == 200
    assert requests.get(base + "/other", timeout=20).status_code == 404
