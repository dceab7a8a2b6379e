"""Tests that depend on a switch say so: `@pytest.mark.switch("name", ...)`.

A test that sets a switch without declaring it fails (what fixtures set before it does not count). A test that leans on
a switch's default declares it too. Whether all do shows a run in which every company is made with another choice:

    QB_SIMULATOR_SWITCH='amount_decimals="round"' pytest quickbooks_simulator/tests

There the tests that declare the switch are left out, and all others must pass. Desktop's company files and Web
Connectors count as companies here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

import pytest

from quickbooks_simulator.desktop.agent import switches as web_connector
from quickbooks_simulator.desktop.company import DesktopCompanies, DesktopCompany
from quickbooks_simulator.online.company import Companies, Company

from .server.fake_books import FakeCompanies, FakeCompany

MARKER = "switch(*names): the test sets these switches of the simulator, or leans on their defaults; * is any"
VARIABLE = "QB_SIMULATOR_SWITCH"  # name=JSON: every company of this run is made with this choice
ANY = "*"

_watching: list[set[str]] = []


def install() -> None:
    """Watch every way to set a switch; make companies with the choice of `VARIABLE`."""
    if hasattr(Company.set_switch, "guarded"):
        return
    for kind in (Company, FakeCompany, DesktopCompany):
        kind.set_switch = _noting(kind.set_switch)
    web_connector.Switches.set = _noting(web_connector.Switches.set)
    choice = other_choice()
    if choice is not None:
        for kind in (Companies, FakeCompanies, DesktopCompanies):
            kind.create = _with_choice(kind.create, *choice)
        web_connector.Switches.__init__ = _begun_with_choice(web_connector.Switches.__init__, *choice)


def other_choice() -> tuple[str, object] | None:
    """The switch and the value that this run is about, None for a run with the defaults."""
    name, found, value = os.environ.get(VARIABLE, "").partition("=")
    return (name, json.loads(value)) if found else None


@contextmanager
def watched() -> Iterator[set[str]]:
    """The names of the switches that are set inside, by whichever thread."""
    seen: set[str] = set()
    _watching.append(seen)
    try:
        yield seen
    finally:
        _watching.remove(seen)


def declared(item: pytest.Item) -> set[str]:
    """The names that a test's markers give; every name for `ANY`."""
    names = {name for marker in item.iter_markers("switch") for name in marker.args}
    return _Everything() if ANY in names else names


def check(item: pytest.Item, seen: set[str]) -> None:
    """Fail the test when it set a switch that it does not declare."""
    missing = seen - declared(item)
    if missing:
        pytest.fail(f"{item.nodeid} sets {', '.join(sorted(missing))}: mark it with pytest.mark.switch", pytrace=False)


class _Everything(set):
    """Nothing is left of a set it is taken from."""

    def __rsub__(self, other: object) -> set:
        return set()

    def __contains__(self, name: object) -> bool:
        return True


def _noting(set_switch: Callable) -> Callable:
    @wraps(set_switch)
    def guarded(holder: object, name: str, value: object) -> None:
        set_switch(holder, name, value)
        for seen in _watching:
            seen.add(name)

    guarded.guarded = True
    return guarded


def _with_choice(create: Callable, name: str, value: object) -> Callable:
    @wraps(create)
    def made(companies: object, *arguments: object, **options: object) -> object:
        company = create(companies, *arguments, **options)
        if name in company.known_switches():
            watching, _watching[:] = _watching[:], []
            company.set_switch(name, value)
            _watching[:] = watching
        return company

    return made


def _begun_with_choice(begin: Callable, name: str, value: object) -> Callable:
    @wraps(begin)
    def begun(switches: web_connector.Switches, **values: object) -> None:
        given = {name: value} if name in web_connector.KNOWN else {}
        watching, _watching[:] = _watching[:], []
        begin(switches, **{**given, **values})
        _watching[:] = watching

    return begun
