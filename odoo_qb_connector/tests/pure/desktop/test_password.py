"""The Web Connector's password, and what slows a guesser down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.odoo_qb_connector.desktop import password as pw

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
FAST = 1000


def test_only_the_right_password_matches():
    stored = pw.hashed("correct horse", iterations=FAST)
    assert pw.matches("correct horse", stored)
    assert not pw.matches("Correct horse", stored)
    assert not pw.matches("", stored)
    assert "correct" not in stored


def test_the_same_password_is_stored_differently_each_time():
    assert pw.hashed("a", iterations=FAST) != pw.hashed("a", iterations=FAST)


def test_the_default_is_slow_on_purpose():
    assert pw.hashed("a").split("$")[1] == str(pw.ITERATIONS) and pw.ITERATIONS >= 200_000


@pytest.mark.parametrize(
    "stored", ["", "nonsense", "md5$1$YQ==$YQ==", "pbkdf2-sha512$x$YQ==$YQ==", "a$b$c$d", "a$1$*$*"]
)
def test_a_broken_hash_matches_nothing(stored):
    assert not pw.matches("", stored) and not pw.matches("a", stored)


def test_made_passwords_are_long_and_different():
    made = {pw.new_password() for _one in range(50)}
    assert len(made) == 50 and all(len(one) == pw.LENGTH for one in made)


def test_names_in_constant_time():
    assert pw.same_name("odoo", "odoo") and not pw.same_name("Odoo", "odoo") and not pw.same_name("ö", "o")


@given(st.integers(0, 100))
def test_the_delay_grows_and_ends(failures):
    assert pw.delay_after(failures) <= pw.delay_after(failures + 1) <= pw.LONGEST_DELAY


def test_the_delay_of_a_source():
    source = pw.Source()
    for _try in range(pw.FREE - 1):
        source = pw.failed(source, NOW)
        assert not pw.delay_left(source, NOW)
    source = pw.failed(source, NOW)
    assert pw.delay_left(source, NOW) == timedelta(seconds=1)
    source = pw.failed(source, NOW)
    assert pw.delay_left(source, NOW) == timedelta(seconds=2)
    assert pw.delay_left(source, NOW + timedelta(seconds=1)) == timedelta(seconds=1)
    assert not pw.delay_left(source, NOW + timedelta(seconds=2))
    assert pw.succeeded(source) == pw.Source()
    assert not pw.delay_left(pw.Source(99, NOW), NOW + pw.FORGOTTEN_AFTER)
    assert pw.failed(pw.Source(99, NOW), NOW + pw.FORGOTTEN_AFTER).failures == 1
