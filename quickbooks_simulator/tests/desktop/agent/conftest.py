"""A service, books without bookkeeping, and a Web Connector whose waits move the clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quickbooks_simulator import clock
from quickbooks_simulator.desktop.agent.connector import WebConnector
from quickbooks_simulator.desktop.agent.waiting import Waiter
from quickbooks_simulator.desktop.agent.workstation import Workstation

from .fake_books import FILE, FakeCompanies
from .qwc_file import qwc_text
from .scene import Scene
from .service import Service


class SkippingWaiter(Waiter):
    """Moves the clock instead of waiting."""

    def pause(self, seconds: float) -> bool:
        clock.advance(seconds)
        return not self.stopped


@pytest.fixture
def service() -> Iterator[Service]:
    running = Service()
    yield running
    running.stop()


@pytest.fixture
def scene(service: Service) -> Scene:
    """One application, added; QuickBooks runs with its file open."""
    companies = FakeCompanies()
    company = companies.create(company_file=FILE)
    connector = WebConnector(Workstation(companies, company), waiter=SkippingWaiter())
    return Scene(service, connector, company, qwc_text(service))
