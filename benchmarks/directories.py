"""directories: thousands of customers and items imported, thousands of contacts pushed, in both editions.

Each size has a database, a company and an Odoo server of its own; the memory is the most that this server's process
ever held. The queue's scheduled action works as it does for everybody; on Desktop the Web Connector polls without a
pause. What QuickBooks was asked and what was written is counted by the simulator.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from script.lib.demo.desktop_company import DesktopCompany
from script.lib.demo.desktop_lost import is_writing
from script.lib.demo.odoo_user import OdooUser
from script.lib.processes import OdooServer

from .claims import BenchmarkFailed, Claim
from .desktop_world import DesktopWorld
from .world import OdooWorld, World, ended

NAME = "directories"
SIZES, QUICK_SIZES = (1000, 5000), (200,)
PATIENCE = 3600
SOME = 0.1
TABLES = {"Customer": "res_partner", "Item": "product_product"}

CHUNK = 500


@dataclass(frozen=True)
class Step:
    """What one import or push took: how many records came of it, and what crossed the wire."""

    seconds: float
    made: int
    reads: int
    writes: int


@dataclass(frozen=True)
class Measured:
    """`first` and `again` are the imports by list; `memory` is the most that Odoo's process held, in MiB."""

    first: dict[str, Step]
    again: dict[str, Step]
    push: Step
    memory: float


def run(*, quick: bool = False) -> Iterator[Claim]:
    for edition, measure in (("online", measure_online), ("desktop", measure_desktop)):
        found = {}
        for size in QUICK_SIZES if quick else SIZES:
            found[size] = measure(size)
            yield from _claims(edition, size, found[size])
        sizes = sorted(found)
        if len(sizes) > 1:
            ratio = found[sizes[-1]].memory / found[sizes[0]].memory
            yield Claim(NAME, f"{ratio:.2f}", f"times the memory, {edition}", f"{sizes[-1]} against {sizes[0]} records")


def _claims(edition: str, size: int, found: Measured) -> Iterator[Claim]:
    for kind, one in found.first.items():
        wire = f"{one.made} made in {one.seconds:.0f} s; {one.reads} reads, {one.writes} writes there"
        yield Claim(NAME, f"{one.made / one.seconds:.0f}", f"{kind.lower()}s imported per second, {edition}", wire)
        again = found.again[kind]
        wire = f"{again.made} made in {again.seconds:.0f} s; {again.reads} reads, {again.writes} writes there"
        yield Claim(NAME, f"{again.reads}", f"reads of a second import, {edition}", wire)
    push = found.push
    wire = f"{push.made} in {push.seconds:.0f} s; {push.reads} reads, {push.writes} writes there"
    yield Claim(NAME, f"{push.made / push.seconds:.1f}", f"contacts pushed per second, {edition}", wire)
    yield Claim(NAME, f"{found.memory:.0f}", f"MiB at most, {edition}", f"{size} customers, items and contacts")


# ---------------------------------------------------------------------- the two editions


def measure_online(size: int) -> Measured:
    with World(f"directories_{size}") as world:
        with world.quiet_user() as user:
            world.connect(user)
        world.company.populate(customers=size, items=size)
        with ended(world.server(crons=1)) as server:
            server.wait_until_ready()
            return _measure(world, server, lambda: _counted_online(world), size)


def _counted_online(world: World) -> tuple[int, int]:
    asked = world.company.requests()
    writes = sum(one["method"] == "POST" and "query" not in one["operation"] for one in asked)
    return len(asked) - writes, writes


def measure_desktop(size: int) -> Measured:
    with DesktopWorld(f"directories_{size}") as world, ExitStack() as stack:
        world.connect()
        server = stack.enter_context(ended(world.server(crons=1)))
        pc = stack.enter_context(ended(world.pc("--paused")))
        server.wait_until_ready()
        company = DesktopCompany(pc.wait_until_ready().ready)
        company.populate(customers=size, items=size)
        company.auto_run(on=True)
        return _measure(world, server, lambda: _counted_desktop(company), size)


def _counted_desktop(company: DesktopCompany) -> tuple[int, int]:
    """Message sets that QuickBooks worked on."""
    sets = [one for one in company.calls() if one["peer"] == "quickbooks" and one["call"] == "process"]
    writes = sum(map(is_writing, sets))
    return len(sets) - writes, writes


# ---------------------------------------------------------------------- what is measured


def _measure(world: OdooWorld, server: OdooServer, counted: Any, size: int) -> Measured:
    user = OdooUser(server.url).sign_in(world.database)
    first = {kind: _import(world, server, user, counted, kind) for kind in TABLES}
    for kind, one in first.items():
        if one.made < size:
            raise BenchmarkFailed(f"{one.made} of {size} were made by the import of {kind}.")
    again = {kind: _import(world, server, user, counted, kind) for kind in TABLES}
    for kind, one in again.items():
        if one.made or one.writes:
            raise BenchmarkFailed(f"The second import of {kind} made {one.made} and wrote {one.writes} there.")
    push = _push(world, server, user, counted, size)
    return Measured(first, again, push, _most_memory(server))


def _import(world: OdooWorld, server: OdooServer, user: OdooUser, counted: Any, kind: str) -> Step:
    """A person imports a whole list and waits until it is done."""
    table = TABLES[kind]
    before, made, begun = counted(), world.value(f"SELECT count(*) FROM {table}"), time.monotonic()
    values = {"connection_id": world.connection_id, "qb_type": kind, "scope": "all"}
    action = user.press("qb.import.start", "action_import", user.create("qb.import.start", values))
    import_id = action["res_id"]
    _wait(world, server, lambda: _state(world, import_id) != "running")
    seconds, after = time.monotonic() - begun, counted()
    if _state(world, import_id) != "done":
        raise BenchmarkFailed(f"The import of {kind} broke off: {_error(world, import_id)}")
    made = world.value(f"SELECT count(*) FROM {table}") - made
    return Step(seconds, made, after[0] - before[0], after[1] - before[1])


def _state(world: OdooWorld, import_id: int) -> str:
    return world.value("SELECT state FROM qb_import WHERE id = %s", [import_id])


def _error(world: OdooWorld, import_id: int) -> str:
    return world.value("SELECT error FROM qb_import WHERE id = %s", [import_id])


def _push(world: OdooWorld, server: OdooServer, user: OdooUser, counted: Any, size: int) -> Step:
    """A person selects contacts that QuickBooks does not have, and presses Create and Link in QuickBooks."""
    contacts = _contacts(world, user, size)
    before, begun = counted(), time.monotonic()
    wizard = user.call("res.partner", "action_qb_many", contacts, "create")["res_id"]
    report = user.press("qb.many.wizard", "action_start", wizard)["res_id"]
    world.drain(server, PATIENCE)
    seconds, after = time.monotonic() - begun, counted()
    said = user.read("qb.bulk", report, "total", "done_count", "progress")
    if said != {"id": report, "total": size, "done_count": size, "progress": 100.0}:
        raise BenchmarkFailed(f"The report of {size} contacts says {said}.")
    return Step(seconds, _linked(world, contacts), after[0] - before[0], after[1] - before[1])


def _contacts(world: OdooWorld, user: OdooUser, size: int) -> list[int]:
    """Companies entered in Odoo, where nothing is pushed by itself."""
    user.write("qb.connection", world.connection_id, {"customer_push": "manual"})
    values = [
        {"name": f"Pushed Contact {number:05}", "is_company": True, "email": f"pushed{number}@push.example"}
        for number in range(size)
    ]
    chunks = (values[start : start + CHUNK] for start in range(0, size, CHUNK))
    return [contact for chunk in chunks for contact in user.create_many("res.partner", chunk)]


def _linked(world: OdooWorld, contacts: list[int]) -> int:
    linked = world.value(
        "SELECT count(DISTINCT qb_id) FROM qb_link WHERE state = 'linked' AND qb_type = 'Customer'"
        " AND res_model = 'res.partner' AND res_id = ANY(%s)",
        [contacts],
    )
    if linked != len(contacts):
        raise BenchmarkFailed(f"{linked} of {len(contacts)} pushed contacts are linked.")
    return linked


def _wait(world: OdooWorld, server: OdooServer, condition: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        server.check_alive()
        if time.monotonic() > deadline:
            raise BenchmarkFailed(f"Not done after {PATIENCE} s.")
        time.sleep(SOME)


def _most_memory(server: OdooServer) -> float:
    """MiB that Odoo's process held at its most."""
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
