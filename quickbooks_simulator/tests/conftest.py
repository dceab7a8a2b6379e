"""What all tests of the simulator share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quickbooks_simulator import clock

from . import switch_guard


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", switch_guard.MARKER)
    switch_guard.install()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A test that sets a switch says so: see `switch_guard`."""
    with switch_guard.watched() as seen:
        result = yield
    switch_guard.check(item, seen)
    return result


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a run with another choice of a switch, the tests that declare the switch are left out."""
    choice = switch_guard.other_choice()
    if choice is not None:
        items[:] = [item for item in items if choice[0] not in switch_guard.declared(item)]


@pytest.fixture(autouse=True)
def machine_time() -> Iterator[None]:
    """A test that moves the clock moves it for itself only."""
    clock.reset()
    yield
    clock.reset()
