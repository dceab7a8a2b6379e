"""requestid: once and only once (spec qbo 1.5, 10 "Concurrency")."""

from __future__ import annotations

import threading

import pytest
import requests

from quickbooks_simulator import clock

from .client import Client, codes

A, B = {"DisplayName": "A"}, {"DisplayName": "B"}


def customers(client: Client) -> int:
    return client.query("select count(*) from Customer")["totalCount"]


def test_the_same_id_answers_the_same_bytes_and_does_nothing(client: Client):
    first = client.post("customer", A, requestid="x" * 50)
    clock.advance(10)
    again = client.post("customer", A, requestid="x" * 50)
    assert again.content == first.content
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert again.headers["Intuit-Tid"] != first.headers["Intuit-Tid"]
    assert customers(client) == 1
    assert client.control("GET", "/counters")["replayed"] == 1
    assert [e["replayed"] for e in client.control("GET", "/log")["log"]][:2] == [False, True]


def test_without_an_id_a_resend_is_a_second_object(client: Client):
    client.post("customer", A)
    client.post("customer", A)
    assert customers(client) == 2


def test_another_realm_is_another_space(client: Client):
    other = Client(client.server, client.server.companies.create("us-ast"))
    client.post("customer", A, requestid="r")
    other.post("customer", A, requestid="r")
    assert (customers(client), customers(other)) == (1, 1)


@pytest.mark.parametrize("value", ["", "x" * 51])
def test_an_id_that_is_empty_or_too_long_is_2130(client: Client, value: str):
    assert codes(client.post("customer", A, requestid=value)) == ["2130"]
    assert customers(client) == 0


def test_a_batch_takes_36_characters_and_bids_of_10(client: Client):
    batch = {"BatchItemRequest": [{"bId": "1234567890", "operation": "create", "Customer": A}]}
    assert codes(client.post("batch", batch, requestid="x" * 37)) == ["2130"]
    first = client.post("batch", batch, requestid="x" * 36)
    assert client.post("batch", batch, requestid="x" * 36).content == first.content
    assert customers(client) == 1
    batch["BatchItemRequest"][0]["bId"] = "12345678901"
    assert codes(client.post("batch", batch, requestid="y")) == ["2050"]
    assert client.post("batch", batch).status_code == 200


@pytest.mark.switch("requestid_replays_faults")
def test_a_fault_is_replayed_unless_switched_off(client: Client):
    """Whether a faulted first attempt is replayed is unconfirmed: switch requestid_replays_faults."""
    stale = {"Id": "1", "SyncToken": "7", "DisplayName": "B"}
    client.create("Customer", A)
    first = client.post("customer", stale, requestid="r")
    assert codes(first) == ["5010"]
    clock.advance(5)
    assert client.post("customer", stale, requestid="r").content == first.content
    client.company.set_switch("requestid_replays_faults", False)
    unknown = {"Id": "1", "SyncToken": "7", "DisplayName": "C"}
    assert codes(client.post("customer", unknown, requestid="s")) == ["5010"]
    assert client.post("customer", {**unknown, "SyncToken": "0"}, requestid="s").status_code == 200


@pytest.mark.switch("requestid_other_body")
def test_the_same_id_with_another_body(client: Client):
    """Unconfirmed: switch requestid_other_body, replay by default."""
    first = client.post("customer", A, requestid="r")
    assert client.post("customer", B, requestid="r").content == first.content
    client.company.set_switch("requestid_other_body", "600")
    assert codes(client.post("customer", B, requestid="r")) == ["600"]
    assert client.post("customer", A, requestid="r").content == first.content
    assert customers(client) == 1


@pytest.mark.switch("requestid_retention_seconds")
def test_an_answer_is_kept_for_ever_or_for_a_while(client: Client):
    """Retention is unconfirmed: switch requestid_retention_seconds, for ever by default."""
    client.post("customer", A, requestid="r")
    clock.advance(86_400 * 90)
    client.use(client.server.connected(client.company).access_token)
    client.post("customer", A, requestid="r")
    assert customers(client) == 1
    client.company.set_switch("requestid_retention_seconds", 86_400)
    client.post("customer", A, requestid="r")
    assert customers(client) == 2


@pytest.mark.switch("requestid_ignored")
def test_requestid_ignored_by_switch_or_order(client: Client):
    client.post("customer", A, requestid="r")
    client.order("ignore_requestid")
    client.post("customer", A, requestid="r")
    assert customers(client) == 2
    client.post("customer", A, requestid="r")
    assert customers(client) == 2
    client.company.set_switch("requestid_ignored", True)
    client.post("customer", A, requestid="r")
    assert customers(client) == 3


def test_apply_then_cut_then_replay(client: Client):
    client.order("cut_after")
    with pytest.raises(requests.ConnectionError):
        client.post("customer", A, requestid="r")
    assert customers(client) == 1
    assert client.post("customer", A, requestid="r").json()["Customer"]["Id"] == "1"
    assert customers(client) == 1


def test_cut_before_leaves_nothing(client: Client):
    client.order("cut_before")
    with pytest.raises(requests.ConnectionError):
        client.post("customer", A, requestid="r")
    assert customers(client) == 0
    assert client.post("customer", A, requestid="r").status_code == 200


def running(client: Client, kind: str, **options) -> tuple[dict, threading.Thread, list[requests.Response]]:
    """A call with requestid r that is being worked on until it is released."""
    order = client.order(kind, ms=60_000, match={"operation": "create"}, **options)
    answers: list[requests.Response] = []
    thread = threading.Thread(target=lambda: answers.append(client.post("customer", A, requestid="r")))
    thread.start()
    assert client.control("GET", f"/faults/{order['id']}/wait") == {"fired": True}
    return order, thread, answers


@pytest.mark.switch("requestid_while_running")
@pytest.mark.parametrize("kind", ["delay_before", "delay_after"])
def test_a_second_call_waits_for_the_first_and_gets_its_answer(client: Client, kind: str):
    """Unconfirmed: switch requestid_while_running, wait by default."""
    order, first, answers = running(client, kind)
    second: list[requests.Response] = []
    other = Client(client.server, client.company)
    waiting = threading.Thread(target=lambda: second.append(other.post("customer", A, requestid="r")))
    waiting.start()
    client.control("POST", f"/faults/{order['id']}/release")
    first.join()
    waiting.join()
    assert second[0].content == answers[0].content
    assert customers(client) == 1


@pytest.mark.switch("requestid_while_running")
def test_a_second_call_answers_600_by_switch(client: Client):
    client.company.set_switch("requestid_while_running", "600")
    order, first, answers = running(client, "delay_before")
    other = Client(client.server, client.company)
    assert codes(other.post("customer", A, requestid="r")) == ["600"]
    client.control("POST", f"/faults/{order['id']}/release")
    first.join()
    assert answers[0].status_code == 200
    assert other.post("customer", A, requestid="r").content == answers[0].content


def test_work_goes_on_after_the_client_is_gone(client: Client):
    order = client.order("cut_and_continue", ms=60_000)
    with pytest.raises(requests.ConnectionError):
        client.post("customer", A, requestid="r")
    assert customers(client) == 0  # a look-up now finds nothing, and is wrong
    client.control("POST", f"/faults/{order['id']}/release")
    assert client.control("GET", "/idle") == {"idle": True}
    assert customers(client) == 1
    assert client.post("customer", A, requestid="r").json()["Customer"]["Id"] == "1"


def test_answer_and_effect_are_committed_together(client: Client, capfd):
    """A crash inside the transaction leaves neither the object nor the stored answer."""

    def crash():
        raise RuntimeError("crash")

    client.company.on_write = crash
    assert client.post("customer", A, requestid="r").status_code == 500
    client.company.on_write = lambda: None
    assert customers(client) == 0
    assert client.post("customer", A, requestid="r").status_code == 200
    assert customers(client) == 1
    capfd.readouterr()


@pytest.mark.switch("requestid_while_running")
def test_twenty_at_once_with_one_id_are_one(client: Client):
    answers: list[bytes] = []

    def send() -> None:
        answers.append(Client(client.server, client.company).post("customer", A, requestid="r").content)

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 20
    assert len(set(answers)) == 1
    assert customers(client) == 1
