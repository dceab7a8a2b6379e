"""The command line, and what survives it (kill -9 included)."""

from __future__ import annotations

import signal
import socket
import threading

import pytest
import requests

from .process import SimulatorProcess, launch

KEYS = {
    "api_base",
    "discovery",
    "client_id",
    "client_secret",
    "realm_id",
    "refresh_token",
    "control",
    "books",
}
A = {"DisplayName": "Adventure Ltd"}


def test_the_ready_line_is_all_that_stands_on_standard_output(tmp_path):
    with SimulatorProcess("--data", str(tmp_path / "books.sqlite")) as simulator:
        assert set(simulator.ready) == KEYS
        assert simulator.ready["api_base"].startswith("http://127.0.0.1:")
        assert simulator.ready["api_base"].endswith("/v3")
        assert simulator.ready["control"] is None
        assert requests.get(simulator.ready["books"]).status_code == 200
        assert simulator.session().get(f"{simulator.company}/companyinfo/{simulator.ready['realm_id']}").ok
        simulator.process.send_signal(signal.SIGTERM)
        out, err = simulator.process.communicate(timeout=20)
        assert (simulator.process.returncode, out, err) == (0, "", "")


def test_sigint_ends_it_too():
    with SimulatorProcess() as simulator:
        simulator.process.send_signal(signal.SIGINT)
        assert simulator.process.wait(timeout=20) == 0


def test_a_taken_port_is_one_sentence_and_status_2(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        process = launch("online", "--port", port, "--data", str(tmp_path / "books.sqlite"))
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, "")
    assert err.strip() == f"Port {port} of 127.0.0.1 is taken: choose another one or --port 0."
    assert not list(tmp_path.iterdir())


def test_the_same_file_goes_on(tmp_path):
    data = ("--control", "--data", str(tmp_path / "books.sqlite"))
    with SimulatorProcess(*data) as first:
        tokens = first.refresh()
        made = first.session(tokens["access_token"]).post(f"{first.company}/customer", json=A).json()["Customer"]
        requests.post(f"{first.ready['control']}/clock", json={"advance": 1800})
        first.process.send_signal(signal.SIGTERM)
        first.process.wait(timeout=20)
    with SimulatorProcess(*data, "--company", "uk") as second:
        for key in ("realm_id", "client_id", "client_secret", "refresh_token"):
            assert second.ready[key] == first.ready[key]
        session = second.session(tokens["access_token"])
        answer = session.get(f"{second.company}/customer/{made['Id']}").json()
        assert answer["Customer"]["DisplayName"] == A["DisplayName"]
        requests.post(f"{second.ready['control']}/clock", json={"advance": 1800})  # it went on from 1800
        assert session.get(f"{second.company}/customer/{made['Id']}").status_code == 401


def test_killed_between_applying_and_answering(tmp_path):
    """kill -9 after the commit, before the answer: the restarted server answers the first answer."""
    data = ("--control", "--data", str(tmp_path / "books.sqlite"))
    with SimulatorProcess(*data) as first:
        tokens = first.refresh()
        session = first.session(tokens["access_token"])
        (order,) = first.control("POST", "/faults", {"kind": "delay_after", "ms": 600_000})["faults"]
        failures: list[Exception] = []
        thread = threading.Thread(target=_post, args=(session, first, failures))
        thread.start()
        assert first.control("GET", f"/faults/{order['id']}/wait") == {"fired": True}
        (stored,) = _named(first)
        first.process.kill()
        first.process.wait(timeout=20)
        thread.join()
        assert len(failures) == 1
    with SimulatorProcess(*data) as second:
        session = second.session(tokens["access_token"])
        answers = [session.post(f"{second.company}/customer?requestid=once", json=A) for _ in range(2)]
        assert answers[0].status_code == 200
        assert answers[0].content == answers[1].content
        assert answers[0].json()["Customer"] == stored
        assert len(_named(second)) == 1


def _post(session: requests.Session, simulator: SimulatorProcess, failures: list[Exception]) -> None:
    try:
        session.post(f"{simulator.company}/customer?requestid=once", json=A)
    except requests.ConnectionError as error:
        failures.append(error)


def _named(simulator: SimulatorProcess) -> list[dict]:
    customers = simulator.control("GET", "/books/Customer")["Customer"]
    return [customer for customer in customers if customer["DisplayName"] == A["DisplayName"]]


@pytest.mark.parametrize("profile", ["us-ast", "us-legacy", "ca", "uk", "au"])
def test_every_profile_starts(profile: str):
    with SimulatorProcess("--company", profile, "--multicurrency") as simulator:
        address = f"{simulator.company}/query?query=select * from CompanyInfo"
        info = simulator.session().get(address).json()["QueryResponse"]["CompanyInfo"][0]
        assert info["Country"] == {"us-ast": "US", "us-legacy": "US"}.get(profile, info["Country"])


def test_killed_under_load_loses_nothing_and_doubles_nothing(tmp_path):
    """kill -9 amid parallel writes: what was acknowledged stays, what is sent again happens once."""
    data = ("--control", "--data", str(tmp_path / "books.sqlite"))
    wishes = [f"wish{number}" for number in range(60)]
    acknowledged: dict[str, bytes] = {}
    token = ""
    for kill_after in (15, 40, None):
        with SimulatorProcess(*data) as simulator:
            token = token or simulator.refresh()["access_token"]
            simulator.control("POST", "/switches", {"limits": False})
            answers = _send_all(simulator, token, wishes, kill_after)
        for wish, body in answers.items():
            assert acknowledged.setdefault(wish, body) == body
    assert set(acknowledged) == set(wishes)
    with SimulatorProcess(*data) as simulator:
        names = [customer["DisplayName"] for customer in simulator.control("GET", "/books/Customer")["Customer"]]
    assert sorted(name for name in names if name.startswith("wish")) == sorted(wishes)


def _send_all(simulator: SimulatorProcess, token: str, wishes: list[str], kill_after: int | None) -> dict[str, bytes]:
    """Send every wish under its own requestid from five threads; kill the server after so many answers."""
    answers: dict[str, bytes] = {}

    def send(mine: list[str]) -> None:
        session = simulator.session(token)
        for wish in mine:
            try:
                address = f"{simulator.company}/customer?requestid={wish}"
                answer = session.post(address, json={"DisplayName": wish})
            except requests.RequestException:
                return
            assert answer.status_code == 200, answer.text
            answers[wish] = answer.content
            if len(answers) == kill_after:
                simulator.process.kill()

    threads = [threading.Thread(target=send, args=(wishes[start::5],)) for start in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
