"""The README names what there is."""

from __future__ import annotations

from pathlib import Path

import quickbooks_simulator
from quickbooks_simulator.desktop.agent import control, orders, switches

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


def test_every_control_call():
    routes = {**control._ROUTES, **control.QUICKBOOKS_ROUTES, **control.COMPANY_ROUTES}
    for _, path in routes:
        assert path.replace("{order}", "{id}").replace("{entity}", "{type}") in DESKTOP
