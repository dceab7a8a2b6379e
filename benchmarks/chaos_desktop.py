"""chaos-desktop: orders are shipped while sessions of the Web Connector break at every step of the protocol.

Odoo is killed with kill -9 at moments aimed at (while preparing, with a set on its way, with an answer stored and not
settled, while looking up a lost set) and at random ones; QuickBooks and the Web Connector are killed between two calls,
in the middle of a set and after the commit; and on every step of the wire something goes wrong now and then: calls and
answers lost, cut, repeated, on an old ticket, errors instead of answers before and after QuickBooks committed. The
agent polls without a pause.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from script.lib.demo.desktop_company import DesktopCompany
from script.lib.errors import ScriptError

from . import shipments
from .claims import Claim
from .desktop_world import DesktopWorld
from .world import ended

NAME = "chaos-desktop"
ORDERS, KILLS, PC_KILLS = 1000, 25, 40
QUICK_ORDERS, QUICK_KILLS, QUICK_PC_KILLS = 40, 5, 6
EXECUTION_LIMIT = 2.0
PATIENCE = 900
NO_TARGET = 25

PREPARING = "Odoo, while it prepares"
READY = "Odoo, with sets that nobody fetched"
SENT = "Odoo, with a set on its way"
ANSWERED = "Odoo, with an answer stored and not settled"
LOOKING = "Odoo, with a lost set to look up"
ANY_MOMENT = "Odoo, at any moment"
AIMS = (SENT, ANSWERED, PREPARING, LOOKING, READY, ANY_MOMENT)
_EXCHANGE = "SELECT 1 FROM qb_exchange WHERE state = '{}' AND writes LIMIT 1"
AIMED_AT = {
    PREPARING: "SELECT 1 FROM qb_operation WHERE state = 'sending' AND claim_id IS NOT NULL LIMIT 1",
    READY: _EXCHANGE.format("ready"),
    SENT: _EXCHANGE.format("sent"),
    ANSWERED: _EXCHANGE.format("answered"),
    LOOKING: _EXCHANGE.format("unknown"),
    ANY_MOMENT: "SELECT 1",
}
FURTHEST = (ANSWERED, SENT, LOOKING, PREPARING, READY)

WIRE = ("cut_before", "cut_request", "hang_up", "lose_answer", "truncate_answer", "html_answer", "repeat", "old_ticket")
QUICKBOOKS = (
    {"kind": "hresult", "when": "before"},
    {"kind": "hresult", "when": "after"},
    {"kind": "quickbooks_closed", "when": "before"},
    {"kind": "quickbooks_closed", "when": "after"},
    {"kind": "modal_dialog"},
)
SURE = {"kind": "hresult", "when": "after", "match": {"text": "<InvoiceAddRq"}}
"""Once, whatever chance says: invoices are committed and nobody hears of it."""
WORST = (
    # QuickBooks committed invoices and nobody hears of it; the session, or the whole PC, ends with that.
    SURE,
    {"kind": "crash", "when": "after", "kill": True, "match": {"call": "process", "text": "<InvoiceAddRq"}},
    # Odoo has the answer; the Web Connector does not know that, or brings it twice.
    {"kind": "lose_answer", "match": {"call": "receiveResponseXML", "text": "<InvoiceAddRs"}},
    {"kind": "repeat", "match": {"call": "receiveResponseXML", "text": "<InvoiceAddRs"}},
    # Odoo handed a set out that never reaches QuickBooks.
    {"kind": "hang_up", "match": {"call": "sendRequestXML"}},
)
WIRE_CHANCE, QUICKBOOKS_CHANCE, CRASH_CHANCE, WORST_CHANCE = 0.012, 0.05, 0.003, 0.25


@dataclass
class Tally:
    """What one run saw."""

    kills: Counter = field(default_factory=Counter)
    faults: Counter = field(default_factory=Counter)
    arrived: int = 0
    lost_sets: int = 0
    adopted: int = 0
    sessions: int = 0
    seconds: float = 0.0


def run(*, quick: bool = False) -> Iterator[Claim]:
    size = (QUICK_ORDERS, QUICK_KILLS, QUICK_PC_KILLS) if quick else (ORDERS, KILLS, PC_KILLS)
    tally = measure(*size)
    yield Claim(NAME, f"{tally.arrived} of {size[0]}", "orders exactly once, equal", "after all of the following")
    for what, times in tally.kills.items():
        yield Claim(NAME, str(times), "kill -9", what)
    for what, times in sorted(tally.faults.items()):
        yield Claim(NAME, str(times), "times", what)
    yield Claim(NAME, str(tally.lost_sets), "message sets in doubt", "their answer was lost")
    yield Claim(NAME, str(tally.adopted), "writes found and adopted", "of those")
    yield Claim(NAME, str(tally.sessions), "sessions", "of the Web Connector")
    yield Claim(NAME, f"{tally.seconds:.0f}", "s", "from the first shipment's invoice to the last")


def measure(orders: int, kills: int, pc_kills: int, *, seed: int = 7) -> Tally:
    """One run. Raises BenchmarkFailed when an invoice is missing, twice, or different."""
    tally = Tally()
    with DesktopWorld("chaos") as world:
        shop = world.connect(execution_limit=EXECUTION_LIMIT)
        with world.quiet_user() as user:
            goods = shipments.Goods(user, shop)
            shipments.ship(world, user, goods, orders)
        begun = time.monotonic()
        shipments.hold_all(world)
        _Chaos(world, random.Random(seed), tally).rage(orders, kills, pc_kills)
        world.release(orders)
        sure = () if _lost_sets(world) else (SURE,)
        with ended(world.server(crons=2)) as server, ended(world.pc("--paused", faults=sure)) as pc:
            company = DesktopCompany(pc.wait_until_ready().ready)
            # Such an order lies in the company file and outlives the PC that it was given to.
            company.forget_orders_in_quickbooks()
            company.auto_run(on=True)
            world.drain(server, PATIENCE)
            tally.arrived = shipments.check_once(world, company, goods, orders)
        tally.seconds = time.monotonic() - begun
        _count(world, tally)
    return tally


def _count(world: DesktopWorld, tally: Tally) -> None:
    tally.lost_sets = _lost_sets(world)
    tally.adopted = world.value(
        """SELECT count(*) FROM qb_exchange_member m JOIN qb_exchange e ON e.id = m.exchange_id
            WHERE m.outcome = 'written' AND e.lost_at IS NOT NULL"""
    )
    tally.sessions = world.value("SELECT count(*) FROM qb_desktop_session")


def _lost_sets(world: DesktopWorld) -> int:
    """Message sets that wrote, or were to write, and whose answer was lost."""
    return world.value("SELECT count(*) FROM qb_exchange WHERE lost_at IS NOT NULL AND writes")


class _Chaos:
    """Odoo and the PC side by side, each killed and started again until the kills are used up or nothing is left."""

    def __init__(self, world: DesktopWorld, chance: random.Random, tally: Tally) -> None:
        self.world = world
        self.chance = chance
        self.tally = tally
        self.pc = None
        self.company = None

    def rage(self, orders: int, kills: int, pc_kills: int) -> None:
        aims = [AIMS[number % len(AIMS)] for number in range(kills)]
        left = pc_kills
        try:
            for aim in aims:
                with ended(self.world.server(crons=2)) as server:
                    server.wait_until_ready()
                    self.world.release(-(-orders // kills))
                    reached = self._reached(aim)
                    left -= self._until(reached, left > 0)
                    hit = self._what_is_hit(aim)
                    self.world.kill(server)
                self.tally.kills[hit] += 1
        finally:
            self._end_pc()

    # ------------------------------------------------------------------ Odoo

    def _reached(self, aim: str) -> Callable[[], bool]:
        statement = AIMED_AT[aim]
        not_before = time.monotonic() + self.chance.uniform(0, 1.5)
        return lambda: time.monotonic() > not_before and bool(self.world.rows(statement))

    def _until(self, reached: Callable[[], bool], may_kill: bool) -> int:
        """Let both sides work until `reached`, or for a while; returns how often the PC died meanwhile."""
        deadline = time.monotonic() + NO_TARGET
        plug = time.monotonic() + self.chance.uniform(0.5, 4) if may_kill else None
        died = 0
        self.world.rouse()
        while not reached() and time.monotonic() < deadline:
            died += self._keep_pc_alive()
            if plug and time.monotonic() > plug:
                plug = None
                died += self._pull_plug()
            time.sleep(0.002)
        return died

    def _what_is_hit(self, aim: str) -> str:
        if aim == ANY_MOMENT:
            return aim
        return next((phase for phase in FURTHEST if self.world.rows(AIMED_AT[phase])), ANY_MOMENT)

    # ------------------------------------------------------------------ the PC

    def _keep_pc_alive(self) -> int:
        """Start the PC when there is none; 1 when it died of an ordered fault."""
        if self.pc is not None and self.pc.process.poll() is None:
            return 0
        died = int(self.pc is not None)
        if died:
            self.tally.kills["the PC, at a call or inside QuickBooks"] += 1
            self._end_pc()
        self.pc = self.world.pc(faults=tuple(self._faults()))
        self.company = DesktopCompany(self.pc.wait_until_ready().ready)
        if self.chance.random() < 0.5:
            self._order_crash_in_quickbooks()
        return died

    def _pull_plug(self) -> int:
        self._remember_faults()
        self.world.pull_the_plug(self.pc)
        self.pc.stop()
        self.pc = None
        self.tally.kills["the PC, at any moment"] += 1
        return 1

    def _end_pc(self) -> None:
        if self.pc is not None:
            self._remember_faults()
            self.pc.stop()
            self.pc = None

    def _faults(self) -> Iterator[dict]:
        """What goes wrong now and then, until this PC is started again."""
        for kind in WIRE:
            yield {"kind": kind, "chance": WIRE_CHANCE, **self._often()}
        for fault in QUICKBOOKS:
            yield {**fault, "chance": QUICKBOOKS_CHANCE, **self._often()}
        if not _lost_sets(self.world):
            yield SURE
        for fault in WORST:
            yield {**fault, "chance": WORST_CHANCE, **self._often()}
        for when in ("before", "after"):
            yield {"kind": "crash", "when": when, "kill": True, "chance": CRASH_CHANCE, **self._often()}

    def _often(self) -> dict[str, int]:
        return {"seed": self.chance.randrange(1 << 30), "count": 1000}

    def _order_crash_in_quickbooks(self) -> None:
        """The whole PC dies between two requests of a set, or after the commit."""
        point = self.chance.choice(["before", "between", "after"])
        with suppress(ScriptError):
            self.company.order_in_quickbooks(at=point, hresult="0x80040402", skip=self.chance.randrange(6), kill=True)

    def _remember_faults(self) -> None:
        """What has struck; a PC that died of one takes that last one along."""
        with suppress(ScriptError, OSError):
            for kind, times in self.company.struck().items():
                self.tally.faults[kind] += times
