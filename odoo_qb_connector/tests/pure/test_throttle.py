"""Below Intuit's limits, computed on a clock of our own; nothing here sleeps."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.gateway import Throttled
from odoo.addons.odoo_qb_connector.online.throttle import Rate, Throttle, throttle_of


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self):
        self.now = 1000.0
        self.slept = []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


def throttle(clock, **limits):
    return Throttle(clock=clock, sleep=clock.sleep, **limits)


def test_the_ninth_of_a_second_waits():
    limiter = throttle(Clock())
    assert [limiter.reserve() for _ in range(17)] == [0.0] * 8 + [1.0] * 8 + [2.0]


def test_time_frees_places():
    clock = Clock()
    limiter = throttle(clock)
    for _ in range(8):
        limiter.reserve()
    clock.now += 0.4
    assert limiter.reserve() == pytest.approx(0.6)
    clock.now += 5
    assert limiter.reserve() == 0.0


def test_a_minute_holds_450():
    clock = Clock()
    limiter = throttle(clock, longest_wait=100)
    for _ in range(450):
        clock.now += limiter.reserve()
    assert clock.now - 1000 == pytest.approx(56)
    assert limiter.reserve() == pytest.approx(4)


def test_batches_have_a_limit_of_their_own():
    limiter = throttle(Clock(), longest_wait=100)
    waits = [limiter.reserve(batch=True) for _ in range(37)]
    assert waits[-1] == pytest.approx(60)
    assert limiter.reserve() == pytest.approx(60), "starts are promised in order"


def test_too_long_a_wait_is_the_queues():
    clock = Clock()
    limiter = throttle(clock, longest_wait=20)
    for _ in range(36):
        clock.now += limiter.reserve(batch=True)
    with pytest.raises(Throttled) as caught:
        limiter.reserve(batch=True)
    assert caught.value.retry_after == pytest.approx(1060 - clock.now)
    assert limiter.reserve() <= 1.0, "nothing was promised to the refused one"


def test_a_429_stops_everything():
    clock = Clock()
    limiter = throttle(clock)
    limiter.pause(60)
    limiter.pause(5)
    with pytest.raises(Throttled) as caught:
        limiter.reserve()
    assert caught.value.retry_after == 60
    clock.now += 60
    assert limiter.reserve() == 0.0


def test_a_slot_waits_and_is_given_back():
    clock = Clock()
    limiter = throttle(clock, in_flight=1, per_second=Rate(1, 1.0))
    for _ in range(3):
        with limiter.slot():
            pass
    assert clock.slept == [1.0, 1.0]


def test_a_refused_slot_is_given_back_too():
    limiter = throttle(Clock(), in_flight=1)
    limiter.pause(60)
    for _ in range(3):
        with pytest.raises(Throttled), limiter.slot():
            pass


def test_never_more_in_flight_than_allowed():
    limiter = Throttle(in_flight=2, per_second=Rate(1000, 1.0))
    flying, most = [], []
    guard = threading.Lock()
    arrived = threading.Barrier(2, timeout=5)

    def carry():
        with limiter.slot():
            with guard:
                flying.append(1)
                most.append(len(flying))
            arrived.wait()
            with guard:
                flying.pop()

    threads = [threading.Thread(target=carry) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert max(most) == 2


def test_one_limiter_per_realm():
    assert throttle_of("a") is throttle_of("a")
    assert throttle_of("a") is not throttle_of("b")


pauses = st.lists(st.floats(0, 3, allow_nan=False), min_size=30, max_size=120)


@given(pauses)
def test_whenever_requests_come_the_rates_hold(gaps):
    clock = Clock()
    limiter = throttle(clock, per_second=Rate(4, 1.0), per_minute=Rate(20, 10.0), longest_wait=1e9)
    starts = []
    for gap in gaps:
        clock.now += gap
        starts.append(clock.now + limiter.reserve())
    for rate in (Rate(4, 1.0), Rate(20, 10.0)):
        for first, after in zip(starts, starts[rate.count :], strict=False):
            assert after - first >= rate.seconds - 1e-6
    assert starts == sorted(starts)
