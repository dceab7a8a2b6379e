"""Any faults at any step, many at once: the agent always ends its session and says how it ended."""

from __future__ import annotations

import random

import pytest

from quickbooks_simulator.desktop.agent import orders

from .scene import Scene
from .service import QBXML, TICKET, then

STATES = {"done", "failed", "crashed"}


def any_order(chance: random.Random) -> dict:
    kind = chance.choice(sorted(set(orders.KINDS) - {"delay"}))
    if kind in orders.WIRE_KINDS:
        calls = sorted(orders.SKIPPABLE) if kind == "skip" else list(orders.SOAP_CALLS)
    else:
        calls = list(orders.QUICKBOOKS_CALLS)
    wish = {"kind": kind, "match": {"call": chance.choice(calls)}, "nth": chance.randint(1, 2)}
    if kind == "extra":
        wish["call"] = chance.choice(orders.SOAP_CALLS)
    if "when" in orders.OPTIONS.get(kind, ()):
        wish["when"] = chance.choice(["before", "after"])
    return wish


@pytest.mark.parametrize("seed", range(40))
def test_any_fault(scene: Scene, seed: int):
    chance = random.Random(seed)
    for _ in range(4):
        for _ in range(chance.randint(0, 3)):
            scene.connector.orders.add(any_order(chance))
        outcome = scene.update(
            authenticate=[TICKET, ""],
            sendRequestXML=then(QBXML, "", QBXML),
            receiveResponseXML=then(40, 70, 100),
            getLastError="NoOp",
        )
        assert outcome.state in STATES
        assert bool(outcome.sentence) == (outcome.state != "done")
        assert outcome.code.startswith("QBWC") == (outcome.state == "failed")
        assert scene.company.open_sessions == 0
        assert not scene.connector.running
    scene.connector.orders.clear()
    assert scene.update(sendRequestXML=QBXML, receiveResponseXML=100).state == "done"
