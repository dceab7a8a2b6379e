"""desktop: how many documents travel in one round trip, how many per second, and what they cost the database.

Orders are shipped first; then Odoo's scheduled action prepares and the Web Connector fetches, polling without a pause.
Once more with the SQL log on, because writing that log takes time: then queries are counted and not seconds.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from script.lib.demo.desktop_company import DesktopCompany
from script.lib.demo.desktop_lost import is_writing

from . import shipments
from .claims import Claim
from .desktop_world import DesktopWorld
from .world import ended

NAME = "desktop"
ORDERS, QUICK_ORDERS = 200, 30
PATIENCE = 600
QUERY = b" query: "


@dataclass(frozen=True)
class Measured:
    seconds: float
    sets: int
    calls: int
    sessions: int
    queries: int


def run(*, quick: bool = False) -> Iterator[Claim]:
    count = QUICK_ORDERS if quick else ORDERS
    timed, counted = _measure(count, log_sql=False), _measure(count, log_sql=True)
    documents = f"{count} invoices, with their customers and items"
    yield Claim(NAME, f"{count / timed.sets:.1f}", "documents per round trip", f"{timed.sets} message sets that write")
    yield Claim(NAME, f"{count / timed.seconds:.1f}", "documents per second", documents)
    yield Claim(NAME, f"{timed.calls / count:.1f}", "SOAP calls per document", f"in {timed.sessions} sessions")
    yield Claim(NAME, f"{counted.queries / count:.0f}", "SQL queries per document", "from the delivery to the link")


def _measure(count: int, *, log_sql: bool) -> Measured:
    """One run of `count` shipped orders. Raises BenchmarkFailed when one does not arrive once and equal."""
    with DesktopWorld("desktop") as world:
        shop = world.connect()
        with world.quiet_user() as user:
            goods = shipments.Goods(user, shop)
            shipments.ship(world, user, goods, count)
        options = ("--log-handler=odoo.sql_db:DEBUG",) if log_sql else ()
        with ended(world.server(crons=2, options=options)) as server, ended(world.pc("--paused")) as pc:
            server.wait_until_ready()
            company = DesktopCompany(pc.wait_until_ready().ready)
            before, begun = _queries(server.log), time.monotonic()
            company.auto_run(on=True)
            world.drain(server, PATIENCE)
            seconds, queries = time.monotonic() - begun, _queries(server.log) - before
            shipments.check_once(world, company, goods, count)
            calls = company.calls()
            sets = [one for one in calls if one["peer"] == "quickbooks" and is_writing(one)]
            soap = [one for one in calls if one["peer"] == "service"]
            sessions = [one for one in company.updates() if one["state"] != "nothing"]
        return Measured(seconds, len(sets), len(soap), len(sessions), queries)


def _queries(log) -> int:
    with log.open("rb") as lines:
        return sum(QUERY in line for line in lines)
