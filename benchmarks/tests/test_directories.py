"""Importing and pushing directories in both editions: everything arrives once, and a second import changes nothing."""

import os

import pytest

from benchmarks import directories

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(os.environ.get(name) for name in ("QB_TEST_TEMPLATE", "QB_ODOO_COMMAND", "QB_SIMULATOR")),
        reason="needs Odoo, a template database and the simulator: run it with script/test",
    ),
]
(SIZE,) = directories.QUICK_SIZES


@pytest.mark.parametrize("measure", [directories.measure_online, directories.measure_desktop])
def test_directories_arrive_once(measure):
    found = measure(SIZE)
    assert all(step.made >= SIZE and step.writes == 0 for step in found.first.values())
    assert all((step.made, step.writes) == (0, 0) for step in found.again.values())
    assert all(found.again[kind].reads <= step.reads for kind, step in found.first.items())
    assert found.push.made == SIZE
