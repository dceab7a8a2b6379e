"""A request ends after 120 seconds of the clock, its work possibly done (spec qbo 2.1, 3.3)."""

from __future__ import annotations

import threading

import pytest
import requests

from quickbooks_simulator import clock

from .client import Client

A = {"DisplayName": "A"}
PATIENCE = 20  # seconds after which an answer that should be there is missed
LONG_MS = 3_600_000  # a delay that only the clock or a release ends


def customers(client: Client) -> int:
    return len(client.control("GET", "/books/Customer")["Customer"])


class Flight:
    """A create with requestid r that is being worked on in a thread of its own."""

    def __init__(self, client: Client, kind: str, ms: int = LONG_MS) -> None:
        self.client = client
        self.order = client.order(kind, ms=ms, match={"operation": "create"})
        self.results: list[requests.Response | requests.ConnectionError] = []
        self.thread = threading.Thread(target=self._send)
        self.thread.start()
        assert client.control("GET", f"/faults/{self.order['id']}/wait") == {"fired": True}

    def _send(self) -> None:
        try:
            self.results.append(self.client.post("customer", A, requestid="r"))
        except requests.ConnectionError as error:
            self.results.append(error)

    def landed(self) -> requests.Response | requests.ConnectionError:
        self.thread.join(PATIENCE)
        (result,) = self.results
        return result

    def release(self) -> None:
        self.client.control("POST", f"/faults/{self.order['id']}/release")

    def idle(self) -> None:
        assert self.client.control("GET", "/idle") == {"idle": True}


def again(client: Client) -> Client:
    """Another connection of the same company."""
    return Client(client.server, client.company)


@pytest.mark.switch("execution_limit_answer", "execution_limit_seconds", "execution_limit_work")
def test_at_120_seconds_the_client_is_answered_and_the_work_goes_on(client: Client):
    flight = Flight(client, "delay_before")
    clock.advance(120)
    answer = flight.landed()
    assert (answer.status_code, answer.headers["Content-Type"]) == (504, "text/html; charset=utf-8")
    assert answer.headers["Intuit-Tid"].startswith("1-")
    assert "504 Gateway Timeout" in answer.text
    assert customers(client) == 0  # a look-up now finds nothing, and is wrong
    flight.release()
    flight.idle()
    assert customers(client) == 1
    (entry,) = [e for e in client.control("GET", "/log")["log"] if e["requestid"] == "r"]
    assert (entry["status"], entry["cut"], entry["orders"]) == (504, False, ["delay_before"])
    assert client.post("customer", A, requestid="r").json()["Customer"]["Id"] == "1"
    assert customers(client) == 1


@pytest.mark.switch("execution_limit_answer", "execution_limit_seconds", "execution_limit_work")
def test_the_work_may_end_with_the_request(client: Client):
    client.company.set_switch("execution_limit_work", "undone")
    flight = Flight(client, "delay_before")
    clock.advance(120)
    assert flight.landed().status_code == 504
    flight.idle()
    assert customers(client) == 0
    assert client.post("customer", A, requestid="r").status_code == 200
    assert customers(client) == 1


@pytest.mark.switch("execution_limit_answer", "execution_limit_seconds", "execution_limit_work")
def test_what_was_applied_before_the_limit_stays_applied(client: Client):
    client.company.set_switch("execution_limit_work", "undone")
    flight = Flight(client, "delay_after")
    clock.advance(120)
    assert flight.landed().status_code == 504
    assert customers(client) == 1
    assert client.post("customer", A, requestid="r").json()["Customer"]["Id"] == "1"


@pytest.mark.switch("execution_limit_answer", "execution_limit_seconds", "execution_limit_work")
def test_the_connection_may_be_cut_instead(client: Client):
    client.company.set_switch("execution_limit_answer", "cut")
    flight = Flight(client, "delay_before")
    clock.advance(120)
    assert isinstance(flight.landed(), requests.ConnectionError)
    assert customers(client) == 0
    flight.release()
    flight.idle()
    assert customers(client) == 1
    assert client.control("GET", "/log")["log"][-1]["status"] == 0


@pytest.mark.switch("execution_limit_seconds")
def test_the_limit_is_settable_and_not_reached_before(client: Client):
    client.company.set_switch("execution_limit_seconds", 100_000)
    flight = Flight(client, "delay_before", ms=200_000_000)
    clock.advance(99_000)
    assert flight.results == []
    flight.release()
    assert flight.landed().status_code == 200


@pytest.mark.switch("execution_limit_seconds")
def test_zero_is_no_limit(client: Client):
    client.company.set_switch("execution_limit_seconds", 0)
    flight = Flight(client, "delay_before", ms=2_000_000_000)
    clock.advance(1_000_000)
    flight.release()
    assert flight.landed().status_code == 200


@pytest.mark.switch("execution_limit_answer", "execution_limit_seconds")
def test_a_clock_that_jumps_over_the_limit_while_the_books_work(client: Client):
    """Nothing waits here: the answer comes too late, what it says is done is done."""
    client.company.on_write = lambda: clock.advance(120)
    answer = client.post("customer", A, requestid="r")
    assert answer.status_code == 504
    client.company.on_write = lambda: None
    assert customers(client) == 1
    assert client.post("customer", A, requestid="r").json()["Customer"]["Id"] == "1"


@pytest.mark.switch("execution_limit_answer", "execution_limit_seconds")
def test_latency_counts(client: Client):
    written = threading.Event()
    client.company.on_write = written.set
    client.server.api.latency_ms = LONG_MS
    answers: list[requests.Response] = []
    thread = threading.Thread(target=lambda: answers.append(client.post("customer", A)))
    thread.start()
    assert written.wait(10)
    clock.advance(120)
    thread.join(PATIENCE)
    assert answers[0].status_code == 504
    clock.advance(3600)
    assert client.control("GET", "/idle") == {"idle": True}
    assert customers(client) == 1


@pytest.mark.switch(
    "execution_limit_answer", "execution_limit_seconds", "execution_limit_work", "requestid_while_running"
)
def test_a_call_that_waits_for_its_requestid_is_timed_out_too(client: Client):
    flight = Flight(client, "delay_before")
    arrival = client.order("transient", match={"operation": "create"})  # spent on arrival, without effect on a replay
    second: list[requests.Response] = []
    waiting = threading.Thread(target=lambda: second.append(again(client).post("customer", A, requestid="r")))
    waiting.start()
    assert client.control("GET", f"/faults/{arrival['id']}/wait") == {"fired": True}
    clock.advance(120)
    assert flight.landed().status_code == 504
    waiting.join(PATIENCE)
    assert second[0].status_code == 504
    flight.release()
    flight.idle()
    assert customers(client) == 1


@pytest.mark.switch("execution_limit_answer", "execution_limit_seconds")
def test_a_batch_is_timed_out_as_a_whole(client: Client):
    items = [{"bId": str(n), "operation": "create", "Customer": {"DisplayName": f"C{n}"}} for n in range(3)]
    client.company.on_write = lambda: clock.advance(50)
    assert client.post("batch", {"BatchItemRequest": items}, requestid="b").status_code == 504
    client.company.on_write = lambda: None
    assert customers(client) == 3
    answer = client.post("batch", {"BatchItemRequest": items}, requestid="b").json()
    assert [item["Customer"]["Id"] for item in answer["BatchItemResponse"]] == ["1", "2", "3"]
    assert customers(client) == 3


def test_moving_the_clock_ends_a_delay(client: Client):
    flight = Flight(client, "delay_before", ms=60_000)
    clock.advance(60)
    assert flight.landed().status_code == 200
    assert customers(client) == 1
