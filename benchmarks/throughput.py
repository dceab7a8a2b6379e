"""throughput: documents per second from waiting to acknowledged, in batches and one by one, in the same run.

The same engine in the same kind of process; only the size of a batch differs. Customer and product are linked first.
The simulator answers every call 200 ms late, a batch like a single document: at Intuit a batch takes longer than one
document, so the ratio there is smaller. The connector's own throttle, just below Intuit's limits, holds in both.
"""

import json
from collections.abc import Iterator

from script.lib.environment import shell_script
from script.lib.paths import log_file

from . import invoices
from .claims import BenchmarkFailed, Claim
from .world import World

NAME = "throughput"
DOCUMENTS, QUICK_DOCUMENTS = 120, 30
LATENCY_MS = 200

DRAIN = """
import json, time
from odoo.addons.odoo_qb_connector.online import chunks
chunks.BATCH_SIZE = {size} or chunks.BATCH_SIZE
connection = env["qb.connection"].browse({connection})

def due():
    env.cr.commit()
    env.cr.execute("SELECT count(*) FROM qb_operation WHERE state IN ('pending', 'sending', 'unknown') "
                   "AND (not_before IS NULL OR not_before < now() AT TIME ZONE 'UTC' + interval '1 hour')")
    return env.cr.fetchone()[0]

begun = time.monotonic()
while due() and time.monotonic() < begun + 180:
    env["qb.drain"]._run(connection)
print("RESULT", json.dumps([time.monotonic() - begun, due()]))
"""


def run(*, quick: bool = False) -> Iterator[Claim]:
    count = QUICK_DOCUMENTS if quick else DOCUMENTS
    with World("throughput") as world:
        with world.quiet_user() as user:
            world.connect(user)
            invoices.post(world, user, 2 * count + 1)
        invoices.hold_all(world)
        invoices.release(world, 1)
        _seconds(world, size=0)  # customer and product
        world.company.order("delay_before", match={"path": "/(invoice|batch)"}, ms=LATENCY_MS, count=100_000)
        batched = _rate(world, count, size=0)
        single = _rate(world, count, size=1)
        invoices.check_once(world)
    compared = f"{count} invoices, each call answered {LATENCY_MS} ms late"
    yield Claim(NAME, f"{batched:.1f}", "documents/s in batches of 30", compared)
    yield Claim(NAME, f"{single:.1f}", "documents/s one by one, 8 in flight", compared)
    yield Claim(NAME, f"{batched / single:.1f}", "times as fast in batches", "the two lines above")


def _rate(world: World, count: int, *, size: int) -> float:
    """Documents per second, the last portion of them settled."""
    invoices.release(world, count)
    return count / _seconds(world, size=size)


def _seconds(world: World, *, size: int) -> float:
    code = DRAIN.format(size=size, connection=world.connection_id)
    seconds, left = result_of(world, code)
    if left:
        raise BenchmarkFailed(f"{left} documents did not go.")
    return seconds


def result_of(world: World, code: str) -> list:
    """What lines run in `odoo shell` print behind RESULT."""
    said = shell_script(
        world.environment,
        world.database,
        code,
        failure="odoo shell failed",
        log=log_file(f"{world.database}-shell"),
    )
    lines = [line for line in said.splitlines() if line.startswith("RESULT ")]
    if not lines:
        raise BenchmarkFailed(f"odoo shell said nothing: {said[-500:]}")
    return json.loads(lines[-1].removeprefix("RESULT "))
