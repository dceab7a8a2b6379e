"""Odoo's environment: which Python, which code, which database server, which configuration."""

import os
from dataclasses import dataclass
from pathlib import Path

from . import odoo_source, paths, postgres, shell, venv

CONFIGURATION = """\
[options]
addons_path = {addons}
data_dir = {data}
http_interface = 127.0.0.1
limit_time_real_cron = 900
max_cron_threads = 4
"""


@dataclass(frozen=True)
class Environment:
    """All that is needed to start Odoo; `variables` is a complete process environment."""

    python: Path
    tree: Path
    variables: dict[str, str]

    @property
    def odoo(self) -> list[str]:
        """The beginning of every Odoo command line; the configuration is named by ODOO_RC."""
        return [str(self.python), "-m", "odoo"]


def odoo() -> Environment:
    """Odoo, its packages and a running database server, fetched and started as needed."""
    python, tree = venv.python("test"), odoo_source.tree()
    variables = {
        **process_variables(tree, paths.ROOT),
        **postgres.variables(),
        "ODOO_RC": str(_configuration()),
    }
    return Environment(python, tree, variables)


def tools() -> tuple[Path, dict[str, str]]:
    """Python with the test tools and without Odoo, for tests that need none."""
    return venv.python("test"), process_variables(paths.ROOT)


def process_variables(*python_path: Path) -> dict[str, str]:
    """The caller's environment without what would make the child import or reach something else."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "PYTHON"))}
    return {
        **inherited,
        "PYTHONPATH": os.pathsep.join(map(str, python_path)),
        # `python -m` would put the caller's folder first, whatever lies there.
        "PYTHONSAFEPATH": "1",
        # Compiled files stay out of the checkout and of a caller's Odoo.
        "PYTHONPYCACHEPREFIX": str(paths.cache() / "pycache"),
        "PYTHONUNBUFFERED": "1",
    }


def _configuration() -> Path:
    """Odoo's configuration file for this checkout and data_dir; Odoo finds its own add-ons by itself."""
    # Odoo warns at every start about an addons folder without add-ons.
    addons = paths.ROOT if paths.addon_exists() else ""
    text = CONFIGURATION.format(addons=addons, data=paths.data())
    path = paths.made(paths.cache() / "conf") / f"{paths.digest(text)}.conf"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(text)
        fresh.replace(path)
    return path


def shell_script(environment: Environment, database: str, code: str, *, failure: str, log: Path) -> str:
    """Run Python lines in `odoo shell` on a database; they have `env` and have to commit themselves."""
    argv = [*environment.odoo, "shell", "-d", database, "--no-http", "--log-level=warn"]
    return shell.run(argv, env=environment.variables, stdin=code, failure=failure, log=log)
