"""kill: the Odoo server is killed with kill -9 again and again while it sends; each invoice arrives exactly once.

Real processes and the real scheduled action. After each kill the database and the simulator's log say which moment was
hit; where a moment is too short to be hit, the simulator answers late. After each restart Odoo's scheduler is woken, as
the next shipment would do; by itself it looks once a minute.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from . import invoices
from .claims import BenchmarkFailed, Claim
from .world import World, ended

NAME = "kill"
INVOICES, KILLS = 100, 20
QUICK_INVOICES, QUICK_KILLS = 15, 4
EXECUTION_LIMIT = 2.0
PATIENCE = 180
NO_TARGET = 20
DELAY_MS = 1500
WRITES = "/(invoice|customer|item|batch)"

PREPARE = "while claiming or preparing"
COMMITTED = "between commit and send"
ON_THE_WAY = "in flight, before it is applied"
APPLIED = "in flight, applied, no answer yet"
ANSWERED = "after the answer, before it is settled"
LOOKING = "while looking up a lost answer"
IDLE = "nothing on its way"
PHASES = (PREPARE, COMMITTED, ON_THE_WAY, APPLIED, ANSWERED, LOOKING, IDLE)
# COMMITTED follows PREPARE, which leaves nothing to look up: see `_set_the_scene`.
AIMS = (APPLIED, PREPARE, COMMITTED, ANSWERED, ON_THE_WAY, LOOKING)


@dataclass
class Tally:
    """What one run saw."""

    hits: Counter = field(default_factory=Counter)
    interrupted: int = 0
    adopted: int = 0
    sent_again: int = 0
    arrived: int = 0
    seconds: float = 0.0


def run(*, quick: bool = False) -> Iterator[Claim]:
    count, kills = (QUICK_INVOICES, QUICK_KILLS) if quick else (INVOICES, KILLS)
    for ignored in (True,) if quick else (False, True):
        tally = measure(count, kills, requestid_ignored=ignored, seed=20 if ignored else 19)
        yield from _claims(tally, count, kills, "ignored" if ignored else "honoured")


def measure(count: int, kills: int, *, requestid_ignored: bool, seed: int = 19) -> Tally:
    """One run. Raises BenchmarkFailed when an invoice is missing, twice, or different."""
    chance = random.Random(seed)
    tally = Tally()
    begun = time.monotonic()
    with World("kill", requestid_ignored=requestid_ignored) as world:
        with world.quiet_user() as user:
            world.connect(user, execution_limit=EXECUTION_LIMIT)
            invoices.post(world, user, count)
        invoices.hold_all(world)
        for number in range(kills):
            world.release(-(-count // kills))
            _kill_once(world, AIMS[number % len(AIMS)], chance, tally)
        world.release(count)
        with ended(world.server(crons=2)) as server:
            world.drain(server, PATIENCE)
        tally.arrived = invoices.check_once(world)
        _count_adopted(world, tally)
    tally.seconds = time.monotonic() - begun
    return tally


def _claims(tally: Tally, count: int, kills: int, requestid: str) -> Iterator[Claim]:
    name = f"kill, requestid {requestid}"
    yield Claim(name, f"{tally.arrived} of {count}", "invoices exactly once, equal", f"after {kills} kill -9")
    for phase in PHASES:
        if tally.hits[phase]:
            yield Claim(name, str(tally.hits[phase]), "kills", phase)
    yield Claim(name, str(tally.interrupted), "wishes without an answer", "at the moment of a kill, in all")
    yield Claim(name, str(tally.adopted), "wishes found and adopted", "of those")
    yield Claim(name, str(tally.sent_again), "requests sent again", "the same bytes, after a second look")
    yield Claim(name, f"{tally.seconds:.0f}", "s", "all of it, restarts of Odoo included")


# ------------------------------------------------------------------------ one kill


def _kill_once(world: World, aim: str, chance: random.Random, tally: Tally) -> None:
    """Start Odoo, wait for the moment aimed at, kill, and see what was hit."""
    _set_the_scene(world, aim)
    seen = len(world.company.requests())
    with ended(world.server(crons=2)) as server:
        reached = _aims(world, seen)[aim]
        world.wait(reached, NO_TARGET, rousing=True)
        server.check_alive()
        time.sleep(_afterwards(aim, chance))
        answered = {one["requestid"] for one in world.company.requests()[seen:] if one["status"]}
        world.kill(server)
    world.company.forget_orders()
    if not world.company.wait_idle():
        raise BenchmarkFailed("The simulator still works on a request of the killed process.")
    hit, interrupted = _what_was_hit(world, seen, answered)
    tally.hits[hit] += 1
    tally.interrupted += interrupted


def _set_the_scene(world: World, aim: str) -> None:
    """Make the moment aimed at long enough to be hit."""
    if aim == COMMITTED:
        # The first thing after the commit is a fresh access token, when the old one is over: let that take its time.
        world.rows("UPDATE qb_token SET access_expires_at = now() AT TIME ZONE 'UTC' - interval '1 minute'")
        world.company.order("delay_before", match={"operation": "refresh"}, ms=DELAY_MS)
    elif aim in (ON_THE_WAY, APPLIED):
        kind = "delay_before" if aim == ON_THE_WAY else "delay_after"
        world.company.order(kind, match={"path": WRITES}, ms=DELAY_MS, count=100)


def _aims(world: World, seen: int) -> dict[str, Callable[[], bool]]:
    """By phase: whether the process that runs now has reached it. What an earlier one left does not count."""
    before = [row["claim_id"] or "" for row in world.rows("SELECT DISTINCT claim_id FROM qb_operation")]

    def holds(condition: str) -> Callable[[], bool]:
        statement = f"SELECT 1 FROM qb_operation WHERE {condition} AND claim_id <> ALL(%s) LIMIT 1"
        return lambda: bool(world.rows(statement, [before]))

    def struck() -> bool:
        return any(one["fired"] for one in world.company.orders())

    def written() -> bool:
        return any(one["operation"] in ("create", "batch") and one["status"] for one in world.company.requests()[seen:])

    return {
        PREPARE: holds("state = 'sending' AND exchange_id IS NULL"),
        COMMITTED: holds("state = 'sending' AND exchange_id IS NOT NULL"),
        ON_THE_WAY: struck,
        APPLIED: struck,
        ANSWERED: written,
        LOOKING: holds("state = 'unknown'"),
    }


def _afterwards(aim: str, chance: random.Random) -> float:
    """How long to let it run on, so that the same aim hits different places."""
    longest = {PREPARE: 0.15, COMMITTED: 0.5, ON_THE_WAY: 1.0, APPLIED: 1.0, ANSWERED: 0.08, LOOKING: 0.03}.get(
        aim, 0.0
    )
    return chance.uniform(0, longest)


def _what_was_hit(world: World, seen: int, answered: set[str]) -> tuple[str, int]:
    """(phase, wishes whose answer was lost), from what the dead process left in the database."""
    exchanges = world.rows(
        """SELECT e.id, e.key, count(o.id) AS members
             FROM qb_exchange e JOIN qb_operation o ON o.exchange_id = e.id AND o.state = 'sending'
            WHERE e.state = 'sent' GROUP BY e.id"""
    )
    calls = world.company.requests()[seen:]
    phases = {_phase_of(one["key"], calls, answered) for one in exchanges}
    if not exchanges:
        phases = {_phase_without_exchange(world)}
    furthest = next(phase for phase in (ANSWERED, APPLIED, ON_THE_WAY, COMMITTED, *PHASES) if phase in phases)
    return furthest, sum(one["members"] for one in exchanges)


def _phase_without_exchange(world: World) -> str:
    states = {row["state"] for row in world.rows("SELECT state FROM qb_operation WHERE claim_id IS NOT NULL")}
    if "unknown" in states:
        return LOOKING
    return PREPARE if "sending" in states else IDLE


def _phase_of(key: str, calls: list[dict[str, Any]], answered: set[str]) -> str:
    """How far the request `key` got; `calls` are those of the killed process."""
    ours = [one for one in calls if one["requestid"] == key]
    if not ours:
        return COMMITTED
    if key in answered:
        return ANSWERED
    return ON_THE_WAY if "delay_before" in ours[-1]["orders"] else APPLIED


def _count_adopted(world: World, tally: Tally) -> None:
    tally.adopted = world.value(
        """SELECT count(*) FROM qb_exchange_member m JOIN qb_exchange e ON e.id = m.exchange_id
            WHERE m.outcome = 'written' AND e.answered_at IS NULL AND m.verb = 'create'"""
    )
    tally.sent_again = world.value("SELECT coalesce(sum(sends - 1), 0) FROM qb_exchange")
