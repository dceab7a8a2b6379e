"""Throttles and metering (spec qbo 2)."""

from __future__ import annotations

import time
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from quickbooks_simulator import clock
from quickbooks_simulator.online.server.limits import Limits
from quickbooks_simulator.online.server.refusals import GatewayRefusal

from .client import Client
from .test_access import refusal

EMPTY_BATCH = {"BatchItemRequest": [{"bId": "1", "Query": "select count(*) from Customer"}]}
READ = {"query": "select * from Customer"}


@pytest.fixture
def limited(client: Client) -> Client:
    client.company.set_switch("limits", True)
    return client


@pytest.fixture
def still(monkeypatch) -> list[float]:
    """A clock that stands still; its one value, in epoch seconds, can be changed."""
    moment = [float(int(time.time()))]
    monkeypatch.setattr(clock, "now", lambda: datetime.fromtimestamp(moment[0], UTC))
    return moment


def admit(limits: Limits, times: int, *, realm: str = "1", app: str = "app", batch: bool = False) -> int:
    """How many of `times` calls are admitted."""
    done = 0
    for _ in range(times):
        try:
            with limits.admitted(realm, app, batch=batch, enforced=True):
                done += 1
        except GatewayRefusal as refused:
            assert (refused.status, refused.code) == (429, "3001")
    return done


def test_ten_per_second_and_app(still):
    limits = Limits()
    assert admit(limits, 12) == 10
    assert admit(limits, 12, app="other") == 10
    still[0] += 0.99
    assert admit(limits, 1) == 0
    still[0] += 0.01
    assert admit(limits, 12) == 10


def test_five_hundred_per_minute_and_realm_for_all_apps(still):
    limits = Limits()
    total = 0
    for second in range(59):
        still[0] += 1
        total += admit(limits, 12, app=f"app{second % 3}")
    assert total == 500
    assert admit(limits, 12, realm="2") == 10
    still[0] += 60
    assert admit(limits, 12) == 10


def test_forty_batches_per_minute_and_app(still):
    limits = Limits()
    assert sum(admit(limits, 9, batch=True) for _ in range(6) if step(still)) == 40
    assert admit(limits, 5) == 5  # other calls go on


def test_120_batches_per_minute_and_realm(still):
    limits = Limits()
    apps = [f"app{n}" for n in range(5)]
    total = 0
    for _ in range(5):
        step(still)
        total += sum(admit(limits, 9, app=app, batch=True) for app in apps)
    assert total == 120


def step(still) -> bool:
    still[0] += 1.5
    return True


def test_ten_in_flight_per_realm_and_app(still):
    limits = Limits()
    held = [limits.admitted("1", "app", batch=False, enforced=True) for _ in range(10)]
    for one in held:
        one.__enter__()
        still[0] += 2
    assert admit(limits, 1) == 0
    assert admit(limits, 1, app="other") == 1
    held[0].__exit__(None, None, None)
    assert admit(limits, 1) == 1


def test_a_clock_moved_back_does_not_lock_anybody_out(still):
    limits = Limits()
    assert admit(limits, 10) == 10
    still[0] -= 3600
    assert admit(limits, 10) == 10


@pytest.mark.switch("throttle_envelope")
def test_the_throttle_answer_has_no_retry_after(limited: Client, still):
    answers = [limited.get("query", **READ) for _ in range(11)]
    assert [a.status_code for a in answers] == [200] * 10 + [429]
    fault = refusal(answers[-1])
    assert fault["type"] == "SERVICE"
    assert fault["error"][0] == {
        "message": "message=ThrottleExceeded; errorCode=003001; statusCode=429",
        "detail": "The request limit was reached.  Try again later",
        "code": "3001",
        "element": None,
    }
    assert "Retry-After" not in answers[-1].headers
    assert limited.control("GET", "/counters")["throttled"] == 1
    still[0] += 1
    assert limited.get("query", **READ).status_code == 200


def test_the_eleventh_request_in_flight_is_throttled(limited: Client, still):
    app = limited.server.tokens.client_id
    with ExitStack() as held:
        for _ in range(10):
            still[0] += 1
            held.enter_context(limited.server.limits.admitted(limited.realm_id, app, batch=False, enforced=True))
        still[0] += 1
        assert limited.get("query", **READ).status_code == 429
    assert limited.get("query", **READ).status_code == 200


@pytest.mark.switch("limits")
def test_limits_are_on_by_default_and_can_be_switched_off(server):
    client = Client(server, server.companies.create("us-ast"))
    assert 429 in {client.get("query", **READ).status_code for _ in range(40)}
    client.control("POST", "/switches", {"limits": False})
    assert {client.get("query", **READ).status_code for _ in range(40)} == {200}


@pytest.mark.switch("batch_metering")
def test_reads_and_writes_are_counted_apart(client: Client):
    client.create("Customer", {"DisplayName": "A"})
    client.get("customer/1")
    client.get("query", **READ)
    client.get("cdc", entities="Customer", changedSince="2026-11-20")
    client.post("batch", EMPTY_BATCH)
    counters = client.control("GET", "/counters")
    assert (counters["calls"], counters["core"], counters["coreplus"]) == (5, 1, 4)
    assert (counters["create"], counters["read"], counters["query"], counters["batch"]) == (1, 1, 1, 1)
    client.control("DELETE", "/counters")
    assert client.control("GET", "/counters")["calls"] == 0


@pytest.mark.switch("batch_metering")
def test_a_mixed_batch_counts_by_item_unless_switched(client: Client):
    """How Intuit counts a mixed batch is unconfirmed: switch batch_metering."""
    items = [{"bId": str(n), "operation": "create", "Customer": {"DisplayName": f"A{n}"}} for n in range(3)]
    batch = {"BatchItemRequest": [*items, {"bId": "q", "Query": "select * from Customer"}]}
    client.post("batch", batch)
    counters = client.control("GET", "/counters")
    assert (counters["core"], counters["coreplus"]) == (3, 1)
    client.company.set_switch("batch_metering", "core")
    client.post("batch", batch)
    counters = client.control("GET", "/counters")
    assert (counters["core"], counters["coreplus"]) == (4, 1)
    client.company.set_switch("batch_metering", "coreplus")
    client.post("batch", batch)
    counters = client.control("GET", "/counters")
    assert (counters["core"], counters["coreplus"]) == (4, 2)


def test_the_monthly_cap_blocks_reads_and_not_writes(client: Client):
    meter = client.server.meter
    meter.set_monthly(limit=2, used=0)
    assert [client.get("query", **READ).status_code for _ in range(3)] == [200, 200, 429]
    assert client.post("customer", {"DisplayName": "A"}).status_code == 200
    assert meter.monthly()["used"] == 2
    clock.advance(32 * 86_400)
    client.use(client.server.connected(client.company).access_token)
    assert client.get("query", **READ).status_code == 200
