"""A server on books without bookkeeping, for what the server does by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quickbooks_simulator.online.server.application import OnlineServer

from .client import Client
from .fake_books import FakeCompanies


@pytest.fixture
def server() -> Iterator[OnlineServer]:
    """A running server with the control interface."""
    with OnlineServer(control=True, companies=FakeCompanies()) as running:
        yield running


@pytest.fixture
def client(server: OnlineServer) -> Client:
    """A connected company. Its throttles are off: a test that is about them switches them on."""
    company = server.companies.create("us-ast")
    company.set_switch("limits", False)
    return Client(server, company)
