"""What all tests of the simulator share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quickbooks_simulator import clock


@pytest.fixture(autouse=True)
def machine_time() -> Iterator[None]:
    """A test that moves the clock moves it for itself only."""
    clock.reset()
    yield
    clock.reset()
