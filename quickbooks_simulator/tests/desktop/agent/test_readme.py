"""The README names what there is."""

from __future__ import annotations

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
        assert f"| `{name}` | {shown(switch.default)} | {switch.doc} |" in DESKTOP


def test_every_company_switch_with_its_default_and_its_other_readings():
    for name, one in CompanySwitches.describe().items():
        others = ", ".join(shown(choice) for choice in one["choices"] if choice != one["default"])
        assert f"| `{name}` | {shown(one['default'])} | {others} | {one['doc']} |" in DESKTOP


def shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_control_call():
    routes = {**control._ROUTES, **control.QUICKBOOKS_ROUTES, **control.COMPANY_ROUTES}
    for _, path in routes:
        assert path.replace("{order}", "{id}").replace("{entity}", "{type}") in DESKTOP
