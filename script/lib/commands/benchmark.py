"""script/benchmark [name ...]: the measured claims, one line each: name, figure, unit, what it is compared with.

Without a name all of them. A database and a simulator of its own, as for script/test.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from .. import environment, paths, processes, sessions
from ..environment import Environment
from ..templates import Templates


def main(arguments: list[str]) -> int:
    odoo = environment.odoo()
    argv = [str(odoo.python), "-m", "benchmarks", *arguments]
    if {"-h", "--help"} & set(arguments):
        return subprocess.run(argv, env=odoo.variables, check=False).returncode
    with _surroundings(odoo) as variables:
        return subprocess.run(argv, env={**odoo.variables, **variables}, check=False).returncode


@contextmanager
def _surroundings(odoo: Environment) -> Iterator[dict[str, str]]:
    """The variables that benchmarks take their world from; databases named after the run are dropped at its end."""
    templates = Templates(odoo)
    with (
        tempfile.TemporaryDirectory(prefix="qb-benchmark-") as folder,
        sessions.own(templates) as name,
        templates.lent("addon") as template,
        processes.Simulator("--port", "0", "--control", "--data", f"{folder}/books.sqlite") as simulator,
    ):
        yield {
            "QB_TEST_DATABASE": name,
            "QB_TEST_TEMPLATE": template,
            "QB_TEST_DATA_DIR": str(paths.data()),
            "QB_ODOO_COMMAND": json.dumps(odoo.odoo),
            "QB_SIMULATOR": json.dumps(simulator.wait_until_ready().ready),
        }
        simulator.log.unlink()
