"""One file for all tests of a run; every test takes companies of its own in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quickbooks_simulator.online.company import Companies

from .books import Books


@pytest.fixture(scope="session")
def companies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Companies]:
    made = Companies(str(tmp_path_factory.mktemp("books") / "companies.sqlite"))
    yield made
    made.close()


@pytest.fixture
def us(companies: Companies) -> Books:
    """A US company with automated sales tax."""
    return Books(companies.create("us-ast"))


@pytest.fixture
def legacy(companies: Companies) -> Books:
    """A US company with manual sales tax."""
    return Books(companies.create("us-legacy"))


@pytest.fixture
def uk(companies: Companies) -> Books:
    return Books(companies.create("uk"))


@pytest.fixture
def ca(companies: Companies) -> Books:
    return Books(companies.create("ca"))


@pytest.fixture
def multi(companies: Companies) -> Books:
    """A US company with multicurrency."""
    return Books(companies.create("us-ast", multicurrency=True))
