"""`quickbooks_simulator desktop` in this process, on books without bookkeeping."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
import requests

from quickbooks_simulator import cli
from quickbooks_simulator.desktop.agent import command

from .fake_books import FakeCompanies
from .qwc_file import qwc_text
from .scene import WHOLE
from .service import Service, fault


class Run:
    def __init__(self, service: Service, folder: Path, capsys: pytest.CaptureFixture) -> None:
        self.service = service
        self.capsys = capsys
        self.file = folder / "connector.qwc"
        self.file.write_text(qwc_text(service))

    def __call__(self, *arguments: str, password: str = "secret") -> tuple[int, str, list[str]]:
        status = cli.main(["desktop", "--qwc", str(self.file), "--password", password, *arguments])
        out, err = self.capsys.readouterr()
        return status, out, err.splitlines()


@pytest.fixture
def books(monkeypatch: pytest.MonkeyPatch) -> list[FakeCompanies]:
    """The books that the command opened."""
    opened: list[FakeCompanies] = []

    def companies(path: str | None = None) -> FakeCompanies:
        opened.append(FakeCompanies(path))
        return opened[-1]

    monkeypatch.setattr(command, "DesktopCompanies", companies)
    return opened


@pytest.fixture
def run(service: Service, tmp_path: Path, capsys: pytest.CaptureFixture, books: list) -> Run:
    return Run(service, tmp_path, capsys)


@pytest.mark.switch("asks_for_wsdl", "probe_without_tls")
def test_once(run: Run, books: list[FakeCompanies]):
    status, out, err = run("--once", "--company", r"C:\My.qbw")
    assert (status, out) == (0, "")
    assert run.service.methods == WHOLE
    assert run.service.gets == ["/qb/desktop", "/qb/desktop", "/qb/desktop?wsdl"]
    assert err[-1].endswith("update 1 ends: done")
    assert [company.company_file for company in books[0].list()] == [r"C:\My.qbw"]
    assert books[0].closed


def test_once_with_nothing_to_do_is_no_failure(run: Run):
    run.service.script["authenticate"] = ["", "none"]
    assert run("--once")[0] == 0


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ({"authenticate": ["", "nvu"]}, "QBWC1040"),
        ({"authenticate": fault("no")}, "QBWC1012"),
        ({"receiveResponseXML": -1, "getLastError": "Unknown customer"}, "QBWC1031"),
        ({"authenticate": ["", "busy"]}, "busy"),
    ],
)
def test_once_says_why_it_failed(run: Run, script: dict, code: str):
    run.service.script.update(script)
    status, _, err = run("--once")
    assert status == 1
    assert code in err[-1]


def test_the_log_can_be_silenced_and_shows_no_password(run: Run):
    assert run("--once", "--log", "none")[2] == []
    assert "secret" not in "".join(run("--once", "--log", "verbose", "--added")[2])


@pytest.mark.switch("close_after_failed_call")
def test_faults_and_switches_on_the_command_line(run: Run):
    order = '{"kind": "lose_answer", "match": {"call": "sendRequestXML"}}'
    status, _, err = run("--once", "--fault", order, "--switch", "close_after_failed_call=true")
    assert (status, run.service.methods[-2:]) == (1, ["sendRequestXML", "closeConnection"])
    assert err[-1].startswith("QBWC1041")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--switch", "nonsense=1"],
        ["--switch", "nonsense"],
        ["--fault", "{"],
        ["--fault", '{"kind": "nonsense"}'],
        ["--password", "a second one too many", "--password", "x"],
    ],
)
def test_what_cannot_be_understood_is_one_sentence(run: Run, arguments: list[str]):
    status, out, err = run("--once", *arguments)
    assert (status, out, len(err)) == (2, "", 1)


def test_a_file_that_qbwc_refuses(run: Run):
    run.file.write_text(qwc_text(run.service, AppName=None))
    status, _, err = run("--once")
    assert (status, err[-1][:9]) == (2, "QBWC1039:")
    run.file.write_text(qwc_text(run.service, AppURL="http://127.0.0.1:1/qb"))
    assert run("--once")[2][-1].startswith("QBWC1001:")
    run.file.unlink()
    assert run("--once")[2][-1].startswith("QBWC1051:")


def test_without_an_interval_nothing_would_run(run: Run):
    run.file.write_text(qwc_text(run.service, Scheduler=None))
    status, _, err = run()
    assert (status, len(err)) == (2, 1)
    assert run("--once")[0] == 0
    assert run("--paused")[0] == 2


def test_polling_with_control(run: Run, monkeypatch: pytest.MonkeyPatch):
    """One line of JSON when ready; it polls until the signal."""
    lines: list[str] = []
    ready, signals = threading.Event(), {}

    def note(stream, line: str) -> None:
        if line.startswith("{"):
            lines.append(line)
            ready.set()

    monkeypatch.setattr(command, "print_line", note)
    monkeypatch.setattr(command.signal, "signal", lambda number, handler: signals.update({number: handler}))
    arguments = ["desktop", "--qwc", str(run.file), "--password", "x", "--control", "--every", "3600"]
    statuses: list[int] = []
    thread = threading.Thread(target=lambda: statuses.append(cli.main(arguments)))
    thread.start()
    assert ready.wait(10)
    found = json.loads(lines[0])
    assert requests.get(found["control"] + "/updates/wait?count=1", timeout=20).json()["ended"]
    assert requests.get(found["books"], timeout=20).status_code == 200
    next(iter(signals.values()))()
    thread.join(20)
    assert statuses == [0]
    assert run.service.methods == WHOLE


def test_polling_without_control(run: Run, monkeypatch: pytest.MonkeyPatch):
    signals, called = {}, threading.Event()
    monkeypatch.setattr(command.signal, "signal", lambda number, handler: signals.update({number: handler}))
    run.service.script["closeConnection"] = lambda call: called.set() or "OK"
    arguments = ["desktop", "--qwc", str(run.file), "--password", "x", "--every", "3600", "--log", "none"]
    thread = threading.Thread(target=cli.main, args=(arguments,))
    thread.start()
    assert called.wait(10)
    next(iter(signals.values()))()
    thread.join(20)
    assert not thread.is_alive()


def test_a_taken_port_is_one_sentence(run: Run):
    status, out, err = run("--control", "--port", str(run.service.port), "--log", "none")
    assert (status, out) == (2, "")
    assert err == [f"Port {run.service.port} of 127.0.0.1 is taken: choose another one or --port 0."]
