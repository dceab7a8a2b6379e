"""Every switch is tested, every test that sets one says so, and the README lists what there is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import quickbooks_simulator
from quickbooks_simulator.desktop.agent.switches import KNOWN as WEB_CONNECTOR_SWITCHES
from quickbooks_simulator.desktop.switches import Switches as DesktopSwitches
from quickbooks_simulator.online.company import Companies
from quickbooks_simulator.online.entities.switches import Switches
from quickbooks_simulator.online.server.switches import SERVER_SWITCHES

from . import switch_guard

TESTS = Path(__file__).parent
README = (Path(quickbooks_simulator.__file__).parent / "README.md").read_text(encoding="utf-8")
ONLINE = {name: (entry["default"], entry["choices"]) for name, entry in Switches.describe().items()} | {
    name: (switch.default, list(switch.choices)) for name, switch in SERVER_SWITCHES.items()
}
DESKTOP = {name: (entry["default"], entry["choices"]) for name, entry in DesktopSwitches.describe().items()} | {
    name: (switch.default, list(switch.choices) if isinstance(switch.choices, tuple) else [])
    for name, switch in WEB_CONNECTOR_SWITCHES.items()
}
EVERY = {**ONLINE, **DESKTOP}
FOLDERS = ("books", "server", "desktop/books", "desktop/agent")


def written() -> Iterator[ast.FunctionDef]:
    """Every test of Online and Desktop, as it is written."""
    for path in (path for folder in FOLDERS for path in TESTS.glob(f"{folder}/test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node


def names_of(test: ast.FunctionDef) -> set[str]:
    """The switches that a test's decorators declare."""
    calls = [one for one in test.decorator_list if isinstance(one, ast.Call)]
    marks = [call for call in calls if ast.unparse(call.func) == "pytest.mark.switch"]
    return {argument.value for mark in marks for argument in mark.args}


def tried() -> dict[str, set[object]]:
    """switch -> the values that are written in tests which declare it."""
    found: dict[str, set[object]] = {}
    for test in written():
        values = {node.value for node in ast.walk(test) if isinstance(node, ast.Constant)}
        for name in names_of(test):
            found.setdefault(name, set()).update(values)
    return found


def test_every_switch_is_declared_by_a_test():
    declared = set(tried())
    assert sorted(set(EVERY) - declared) == []


def test_online_and_desktop_have_no_switch_of_one_name():
    assert sorted(set(ONLINE) & set(DESKTOP)) == []


def test_every_other_reading_is_tried():
    """Each switch the other way round: its choices besides the default stand in a test that declares it."""
    values = tried()
    missing = [
        (name, choice)
        for name, (default, choices) in EVERY.items()
        for choice in choices
        if choice != default and choice not in values.get(name, set())
    ]
    assert missing == []


def test_every_declared_switch_exists():
    declared = set(tried())
    assert sorted(declared - set(EVERY) - {switch_guard.ANY, "test_only"}) == []


def test_every_switch_has_two_readings_or_takes_any_value():
    assert [name for name, (_default, choices) in EVERY.items() if len(choices) == 1] == []


@pytest.fixture
def companies() -> Iterator[Companies]:
    made = Companies()
    yield made
    made.close()


@pytest.mark.switch("amount_decimals")
def test_a_switch_that_is_set_without_being_declared_fails_the_test(companies: Companies, request):
    company = companies.create("us-ast")
    with switch_guard.watched() as seen:
        company.set_switch("amount_decimals", company.switch("amount_decimals"))
    assert seen == {"amount_decimals"}
    with switch_guard.watched() as nothing:
        company.switch("amount_decimals")
    assert nothing == set()
    switch_guard.check(request.node, seen)
    with pytest.raises(pytest.fail.Exception, match="sets detail_620: mark it"):
        switch_guard.check(request.node, {*seen, "detail_620"})


@pytest.mark.switch("amount_decimals")
def test_a_declared_switch_may_be_set(companies: Companies, request: pytest.FixtureRequest):
    assert switch_guard.declared(request.node) == {"amount_decimals"}
    companies.create("us-ast").set_switch("amount_decimals", "round")


@pytest.mark.switch(switch_guard.ANY)
def test_any_is_every_name(request: pytest.FixtureRequest):
    everything = switch_guard.declared(request.node)
    assert {"amount_decimals"} - everything == set()
    assert "detail_620" in everything


def rows(heading: str) -> dict[str, str]:
    """name -> default, as a table of the README shows them."""
    part = README.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]*?) \|", part, re.MULTILINE))


def shown(default: object) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default)


def test_the_readme_lists_the_servers_switches_with_their_defaults():
    listed = {name: default.split(" ")[0].rstrip(":") for name, default in rows("Switches of the server").items()}
    assert listed == {name: shown(switch.default) for name, switch in SERVER_SWITCHES.items()}


def test_the_readme_lists_the_books_switches_with_their_defaults():
    defaults = {name: shown(entry["default"]) for name, entry in Switches.describe().items()}
    assert rows("Switches of the books") == defaults
