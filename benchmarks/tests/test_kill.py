"""kill -9 in the middle of sending: each invoice stands in the books exactly once, also without requestid."""

import os

import pytest

from benchmarks import kill

needs_world = pytest.mark.skipif(
    not all(os.environ.get(name) for name in ("QB_TEST_TEMPLATE", "QB_ODOO_COMMAND", "QB_SIMULATOR")),
    reason="needs Odoo, a template database and the simulator: run it with script/test",
)


@needs_world
@pytest.mark.slow
def test_every_invoice_arrives_exactly_once_whenever_odoo_is_killed():
    tally = kill.measure(kill.QUICK_INVOICES, kill.QUICK_KILLS, requestid_ignored=True)
    assert tally.arrived == kill.QUICK_INVOICES
    assert sum(tally.hits.values()) == kill.QUICK_KILLS
    assert tally.hits[kill.IDLE] < kill.QUICK_KILLS, "no kill hit anything: the test proves nothing"
