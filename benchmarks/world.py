"""A world for one benchmark: a database, a company in the simulator, and Odoo servers that can be killed.

What is outside (PostgreSQL, Odoo's command line, the simulator) comes from the variables that script/test and
script/benchmark set.
"""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self, TypeVar

import psycopg2
from psycopg2.extras import RealDictCursor

from script.lib import paths, processes, shell
from script.lib.databases import Databases
from script.lib.demo.company import Company
from script.lib.demo.connecting import connect
from script.lib.demo.odoo_user import OdooUser
from script.lib.environment import Environment

from .claims import BenchmarkFailed

STEP = 0.002
GONE = 10
Process = TypeVar("Process", bound=processes.Running)


class OdooWorld:
    """One cloned database, and the Odoo servers on it. `port` is fixed where somebody keeps the address."""

    port = 0

    def __init__(self, name: str) -> None:
        self.database = f"{os.environ['QB_TEST_DATABASE']}_{name}"
        self.environment = Environment(Path(json.loads(os.environ["QB_ODOO_COMMAND"])[0]), Path(), dict(os.environ))
        self._databases = Databases(os.environ, Path(os.environ["QB_TEST_DATA_DIR"]))
        self.connection_id = 0

    def __enter__(self) -> Self:
        template = os.environ["QB_TEST_TEMPLATE"]
        self._databases.clone(template, self.database, source_data=paths.template_data())
        self.sql = psycopg2.connect(dbname=self.database)
        self.sql.autocommit = True
        return self

    def __exit__(self, *_exception: object) -> None:
        self.sql.close()
        self._databases.drop(self.database)

    # ------------------------------------------------------------------ Odoo

    def install(self, *modules: str) -> None:
        """More of Odoo's modules, in this world only; before the first server."""
        options = ["-i", ",".join(modules), "--stop-after-init", "--no-http", "--log-level=warn"]
        log = paths.log_file(f"{self.database}-install")
        argv = [*self.environment.odoo, "-d", self.database, *options]
        shell.run(argv, env=self.environment.variables, log=log, failure=f"Odoo could not install {modules[-1]}")

    def server(self, *, crons: int, log: str = "", options: Sequence[str] = ()) -> processes.OdooServer:
        """An Odoo server of its own process group, perhaps still loading."""
        given = [f"--max-cron-threads={crons}", *options]
        file = paths.log_file(f"{self.database}{log}")
        return processes.OdooServer(self.environment, self.database, port=self.port, options=given, log=file)

    @contextmanager
    def quiet_user(self) -> Iterator[OdooUser]:
        """Somebody signed in to an Odoo whose scheduled actions do not run: what is wished stays waiting."""
        with self.server(crons=0, log="-quiet") as server:
            server.wait_until_ready()
            yield OdooUser(server.url).sign_in(self.database)

    def kill(self, server: processes.OdooServer) -> None:
        """kill -9, on the whole process group; returns when PostgreSQL has noticed."""
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()
        self.wait(self._is_alone, GONE)

    def _is_alone(self) -> bool:
        return not self.rows(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    def rouse(self) -> None:
        """Wake the connection's scheduled action, as the next shipment would; by itself it looks once a minute."""
        self.rows(
            """INSERT INTO ir_cron_trigger (cron_id, call_at)
               SELECT cron_id, now() AT TIME ZONE 'UTC' FROM qb_connection WHERE id = %s""",
            [self.connection_id],
        )
        with closing(psycopg2.connect(dbname="postgres")) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_notify('cron_trigger', %s)", [self.database])

    # ------------------------------------------------------------------ looking

    def rows(self, statement: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[dict[str, Any]]:
        with self.sql.cursor(cursor_factory=RealDictCursor) as cursor:
            cursor.execute(statement, values or None)
            return list(cursor.fetchall()) if cursor.description else []

    def value(self, statement: str, values: Sequence[Any] = ()) -> Any:
        return next(iter(self.rows(statement, values)[0].values()))

    def wait(self, condition: Callable[[], Any], seconds: float, *, rousing: bool = False) -> bool:
        """Look again and again, closely; whether the condition came true in time."""
        deadline = time.monotonic() + seconds
        roused = 0.0
        while not condition():
            if time.monotonic() > deadline:
                return False
            if rousing and time.monotonic() - roused > 0.5:
                roused = time.monotonic()
                self.rouse()
            time.sleep(STEP)
        return True

    def open_operations(self) -> list[dict[str, Any]]:
        return self.rows(
            "SELECT id, res_model, res_id, state, error FROM qb_operation "
            "WHERE state NOT IN ('done', 'merged', 'cancelled') ORDER BY id"
        )

    def release(self, count: int) -> None:
        """Make the next `count` held operations due."""
        self.rows(
            """UPDATE qb_operation SET not_before = NULL WHERE id IN (
                   SELECT id FROM qb_operation WHERE state = 'pending' AND not_before > now() + interval '12 hours'
                    ORDER BY id LIMIT %s)""",
            [count],
        )

    def drain(self, server: processes.OdooServer, patience: float) -> None:
        """Wait until everything that was wished is done."""

        def over() -> bool:
            server.check_alive()
            time.sleep(0.1)
            return all(one["state"] == "failed" for one in self.open_operations())

        self.wait(over, patience, rousing=True)
        left = self.open_operations()
        if left:
            said = {one["error"] or one["state"] for one in left}
            raise BenchmarkFailed(f"{len(left)} operations are not done after {patience:.0f} s: {said}")


class World(OdooWorld):
    """With one fresh company of QuickBooks Online."""

    def __init__(self, name: str, **switches: Any) -> None:
        super().__init__(name)
        self.company = Company.fresh(json.loads(os.environ["QB_SIMULATOR"]), switches=switches)

    def connect(self, user: OdooUser, **values: Any) -> None:
        self.connection_id = connect(user, self.company, **values)


@contextmanager
def ended(server: Process) -> Iterator[Process]:
    """The process, ended by its own id on the way out when it still runs."""
    try:
        yield server
    finally:
        with suppress(ProcessLookupError):
            server.stop()
