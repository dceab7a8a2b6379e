"""Access tokens for a connection: renewed in time, once, and never when it would not help."""

from __future__ import annotations

import threading

import pytest
from odoo.addons.odoo_qb_connector.gateway import SignInAgain, Unavailable
from odoo.addons.odoo_qb_connector.online.auth import Access

from .grants import NOW, tokens


class Store:
    """A token store as the port describes it: single-flight under a lock."""

    def __init__(self, stored):
        self.stored = stored
        self.lock = threading.Lock()

    def load(self):
        return self.stored

    def refresh(self, stale, renew):
        with self.lock:
            if self.stored != stale:
                return self.stored
            self.stored = renew(stale)
            return self.stored


def access(stored, renew=None):
    return Access(Store(stored), renew or _never, clock=lambda: NOW)


def _never(_stale):
    raise AssertionError("nothing had to be renewed")


def renewing(made):
    def renew(_stale):
        made.append(tokens(f"access-{len(made) + 1}", "refresh-2"))
        return made[-1]

    return renew


# minutes left -> renewed before a wave
FRESH_ROWS = [(60, False), (10, False), (9.99, True), (0, True), (-5, True)]


@pytest.mark.parametrize(("minutes", "renewed"), FRESH_ROWS)
def test_a_token_lasts_ten_minutes(minutes, renewed):
    made = []
    assert access(tokens(minutes=minutes), renewing(made)).token() == ("access-1" if renewed else "access-0")
    assert bool(made) is renewed


def test_no_tokens():
    with pytest.raises(SignInAgain):
        access(None).token()


def refusing(error):
    def renew(_stale):
        raise error

    return renew


def test_a_token_that_still_works_is_used_while_intuit_is_away():
    one = access(tokens(minutes=5), refusing(Unavailable("away")))
    assert one.token() == "access-0"
    with pytest.raises(Unavailable):
        access(tokens(minutes=-1), refusing(Unavailable("away"))).token()


def test_a_grant_that_ended_stops_even_with_minutes_left():
    with pytest.raises(SignInAgain):
        access(tokens(minutes=5), refusing(SignInAgain("over"))).token()


def test_what_a_faster_worker_stored_is_taken():
    assert access(tokens("access-9")).renewed("access-0") == "access-9"


def test_a_refused_token_is_renewed_however_long_it_would_last():
    made = []
    assert access(tokens(minutes=60), renewing(made)).renewed("access-0") == "access-1"


def test_racing_threads_renew_once():
    made = []
    one = access(tokens(minutes=0), renewing(made))
    together = threading.Barrier(8, timeout=5)
    got = []

    def ask():
        together.wait()
        got.append(one.token())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (got, len(made)) == (["access-1"] * 8, 1)
