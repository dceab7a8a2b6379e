"""queue-depth: what claiming 100 wishes costs with 100 and with 20,000 waiting: a queue must not slow as it grows."""

from collections.abc import Iterator
from statistics import median

from .claims import Claim
from .throughput import result_of
from .world import World

NAME = "queue-depth"
WAVE = 100
SHALLOW, DEEP, QUICK_DEEP = 100, 20_000, 2_000
ROUNDS = 9

FILL = """
INSERT INTO qb_operation (connection_id, company_id, res_model, res_id, verb, state, marker, create_date, write_date)
SELECT c.id, c.company_id, 'account.move', 1000000 + n, 'send', 'pending', md5(n::text), now(), now()
  FROM qb_connection c, generate_series((SELECT count(*) + 1 FROM qb_operation), %s) AS n
 WHERE c.id = %s
"""
CLAIM = """
import json, time
from odoo.addons.odoo_qb_connector.models.drain import claim
times = []
for turn in range({rounds} + 2):
    begun = time.perf_counter()
    ids = claim._take(env.cr, "benchmark", claim.due_operations(env.cr, {connection}, limit={wave}))
    times.append((time.perf_counter() - begun) * 1000)
    assert len(ids) == {wave}, len(ids)
    env.cr.rollback()
print("RESULT", json.dumps(times[2:]))
"""


def run(*, quick: bool = False) -> Iterator[Claim]:
    deep = QUICK_DEEP if quick else DEEP
    with World("depth") as world:
        with world.quiet_user() as user:
            world.connect(user)
        few, many = _milliseconds(world, SHALLOW), _milliseconds(world, deep)
    compared = f"median of {ROUNDS}, {WAVE} claimed each time"
    yield Claim(NAME, f"{few:.1f}", f"ms with {SHALLOW} waiting", compared)
    yield Claim(NAME, f"{many:.1f}", f"ms with {deep:,} waiting", compared)
    yield Claim(NAME, f"{many / few:.1f}", "times as long", f"for {deep // SHALLOW} times as many")


def _milliseconds(world: World, waiting: int) -> float:
    world.rows(FILL, [waiting, world.connection_id])
    world.rows("ANALYZE qb_operation")
    code = CLAIM.format(rounds=ROUNDS, connection=world.connection_id, wave=WAVE)
    return median(result_of(world, code))
