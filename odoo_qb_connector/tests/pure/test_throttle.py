"""Below Intuit's limits, computed on a clock of our own; nothing here sleeps."""

from __future__ import annotations

import math
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.gateway import Throttled
from odoo.addons.odoo_qb_connector.online.throttle import Rate, Throttle, throttle_of


class Clock:
    """Time that passes only by waiting."""

    def __init__(self):
        self.now = 1000.0
        self.waited = []

    def __call__(self):
        return self.now

    def wait(self, _condition, seconds):
        self.waited.append(seconds)
        self.now += seconds


def throttle(clock, **limits):
    return Throttle(clock=clock, wait=clock.wait, **limits)


def carry(limiter, count=1, **kind):
    for _ in range(count):
        with limiter.slot(**kind):
            pass


def test_the_ninth_of_a_second_waits():
    clock = Clock()
    carry(throttle(clock), 17)
    assert clock.waited == [1.0, 1.0]


def test_a_request_counts_until_a_second_after_its_end():
    """It may have arrived there at any time in between."""
    clock = Clock()
    limiter = throttle(clock, per_second=Rate(1, 1.0))
    with limiter.slot():
        clock.now += 30
        assert limiter.seconds_until_free() == math.inf
    assert limiter.seconds_until_free() == 1.0
    clock.now += 0.4
    assert limiter.seconds_until_free() == pytest.approx(0.6)
    clock.now += 0.6
    assert limiter.seconds_until_free() == 0.0


def test_a_minute_holds_450():
    clock = Clock()
    limiter = throttle(clock)
    carry(limiter, 450)
    assert clock.now - 1000 == pytest.approx(56)
    assert limiter.seconds_until_free() == pytest.approx(4)


def test_batches_have_a_limit_of_their_own():
    clock = Clock()
    limiter = throttle(clock)
    carry(limiter, 36, batch=True)
    assert limiter.seconds_until_free(batch=True) == pytest.approx(1060 - clock.now)
    assert limiter.seconds_until_free() <= 1.0


def test_too_long_a_wait_is_the_queues():
    clock = Clock()
    limiter = throttle(clock, longest_wait=20)
    carry(limiter, 36, batch=True)
    with pytest.raises(Throttled) as caught, limiter.slot(batch=True):
        pass
    assert caught.value.retry_after == pytest.approx(1060 - clock.now)
    carry(limiter)


def test_who_has_less_patience_waits_less():
    clock = Clock()
    limiter = throttle(clock, per_second=Rate(1, 15.0), longest_wait=20.0)
    carry(limiter)
    with pytest.raises(Throttled), limiter.slot(longest_wait=10.0):
        pass
    carry(limiter, longest_wait=130.0)
    assert clock.waited == [15.0]


def test_nobody_waits_for_ever_for_others_to_end():
    clock = Clock()
    limiter = throttle(clock, in_flight=1, longest_wait=20)
    with limiter.slot(), pytest.raises(Throttled), limiter.slot():
        pass
    assert clock.now == 1020
    carry(limiter)


def test_a_429_stops_its_kind():
    clock = Clock()
    limiter = throttle(clock)
    limiter.pause(60)
    limiter.pause(5)
    assert limiter.seconds_until_free() == 60
    with pytest.raises(Throttled) as caught, limiter.slot():
        pass
    assert caught.value.retry_after == 60
    carry(limiter, writes=False)
    limiter.pause(30, writes=False)
    assert limiter.seconds_until_free(writes=False) == 30
    clock.now += 60
    assert limiter.seconds_until_free() == 0.0


def test_a_place_is_given_back_whatever_happens():
    limiter = throttle(Clock(), in_flight=1, per_second=Rate(100, 1.0))
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), limiter.slot():
            raise ZeroDivisionError
    carry(limiter, 3)


def test_never_more_in_flight_than_allowed():
    limiter = Throttle(in_flight=2, per_second=Rate(1000, 1.0))
    flying, most = [], []
    guard = threading.Lock()
    together = threading.Barrier(2, timeout=5)

    def one():
        with limiter.slot():
            with guard:
                flying.append(1)
                most.append(len(flying))
            together.wait()
            with guard:
                flying.pop()

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert max(most) == 2


def test_one_limiter_per_realm():
    assert throttle_of("a") is throttle_of("a")
    assert throttle_of("a") is not throttle_of("b")


# pause before a request, how long it takes, at which part of that it arrives there
journeys = st.lists(st.tuples(st.floats(0, 0.5), st.floats(0.001, 3), st.floats(0, 1)), min_size=20, max_size=80)


@given(journeys)
def test_whatever_the_network_does_the_limits_hold_there(requests):
    """Many in flight, each arriving at any moment of its journey.

    Never more than the rate within any window.
    """
    clock = Clock()
    rates = (Rate(4, 1.0), Rate(12, 10.0))
    limiter = throttle(clock, per_second=rates[0], per_minute=rates[1], in_flight=3, longest_wait=1e9)
    flying, arrivals = [], []

    def land_until(moment):
        for end, slot in sorted((one for one in flying if one[0] <= moment), key=lambda one: one[0]):
            clock.now = max(clock.now, end)
            slot.__exit__(None, None, None)
            flying.remove((end, slot))
        clock.now = max(clock.now, moment)

    for pause, takes, part in requests:
        land_until(clock.now + pause)
        while wait := limiter.seconds_until_free():
            land_until(min(end for end, _slot in flying) if wait == math.inf else clock.now + wait)
        slot = limiter.slot()
        slot.__enter__()
        flying.append((clock.now + takes, slot))
        arrivals.append(clock.now + takes * part)
    arrivals.sort()
    for rate in rates:
        for first, after in zip(arrivals, arrivals[rate.count :], strict=False):
            assert after - first >= rate.seconds - 1e-6
