"""One SQLite file for all tests of a run; every test takes a company file of its own in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quickbooks_simulator.desktop.company import DesktopCompanies

from .desk import Desk


@pytest.fixture(scope="session")
def companies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DesktopCompanies]:
    made = DesktopCompanies(str(tmp_path_factory.mktemp("desktop") / "companies.sqlite"))
    yield made
    made.close()


@pytest.fixture
def desk(companies: DesktopCompanies) -> Desk:
    """A US company with sales tax, multicurrency off."""
    return Desk(companies.create())


@pytest.fixture
def multi(companies: DesktopCompanies) -> Desk:
    """The same with multicurrency."""
    return Desk(companies.create(multicurrency=True))
