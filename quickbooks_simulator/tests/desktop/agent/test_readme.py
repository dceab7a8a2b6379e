"""The README names what there is."""

from __future__ import annotations

import re
from pathlib import Path

import quickbooks_simulator
from quickbooks_simulator.desktop.agent import control, orders, switches
from quickbooks_simulator.desktop.switches import Switches as CompanySwitches

README = (Path(quickbooks_simulator.__file__).parent / "README.md").read_text(encoding="utf-8")
DESKTOP = README.partition("## Desktop\n")[2].partition("\n## ")[0]


def test_every_fault_and_its_options():
    for kind in orders.KINDS:
        assert f"`{kind}`" in DESKTOP
    for option in {name for names in orders.OPTIONS.values() for name in names}:
        assert f"`{option}`" in DESKTOP


def test_every_switch_with_its_default():
    for name, switch in switches.KNOWN.items():
        shown = str(switch.default).lower() if isinstance(switch.default, bool) else switch.default
        assert f"| `{name}` | {shown} | {switch.doc} |" in DESKTOP


def test_the_company_switches_shown_with_their_defaults():
    table = DESKTOP.partition("### Desktop: QuickBooks' own switches")[2]
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^ ]+) \|", table, re.MULTILINE))
    known = {name: str(one["default"]) for name, one in CompanySwitches.describe().items()}
    assert len(rows) == 17
    assert rows == {name: known[name].lower() if known[name] in ("True", "False") else known[name] for name in rows}


def test_every_control_call():
    routes = {**control._ROUTES, **control.QUICKBOOKS_ROUTES, **control.COMPANY_ROUTES}
    for _, path in routes:
        assert path.replace("{order}", "{id}").replace("{entity}", "{type}") in DESKTOP
