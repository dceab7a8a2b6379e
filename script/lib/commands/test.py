"""script/test [pytest arguments]: every test in one pytest run, on a fresh clone of the add-on's template.

The simulator is started here, beside pytest and not by it: Odoo's test base ends every child process of the
test runner after each class. Nothing that a run starts or makes outlives it.
"""

import json
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from .. import chromium, environment, paths, processes, sessions
from ..environment import Environment
from ..output import say
from ..templates import Templates

# The longest tests first, so that no core waits for one of them at the end.
FOLDERS = ("benchmarks/tests", "script/tests", "odoo_qb_connector/tests", "quickbooks_simulator/tests")
# A whole run is divided among two processes, class by class: Odoo's tests of a class share what was set up for it.
SHARED_OUT = ("-n2", "--dist=loadscope", "--no-loadscope-reorder")
# Options of pytest whose value is the next argument, which is then not a path.
WITH_VALUE = {"-k", "-m", "-p", "-c", "-o", "-W", "-r", "-n", "--rootdir", "--maxfail", "--durations", "--tb"}


def main(arguments: list[str]) -> int:
    arguments = resolve_paths(arguments)
    targets = [] if chosen_paths(arguments) else default_paths()
    with ExitStack() as stack:
        python, variables, options = _surroundings(stack, [*chosen_paths(arguments), *targets])
        if shared := paths.shared():
            variables["QB_SHARED"] = str(shared)
        argv = [str(python), "-m", "pytest", f"--rootdir={paths.ROOT}", f"-c{paths.ROOT / 'pyproject.toml'}"]
        shared_out = SHARED_OUT if targets and not says_how_many(arguments) else ()
        return _run([*argv, *options, *shared_out, *arguments, *targets], variables)


def default_paths() -> list[str]:
    return [str(paths.ROOT / folder) for folder in FOLDERS if (paths.ROOT / folder).is_dir()]


def chosen_paths(arguments: Sequence[str]) -> list[str]:
    return [part for part in arguments if part.startswith("/") and Path(part.partition("::")[0]).exists()]


def says_how_many(arguments: Sequence[str]) -> bool:
    """Whether the caller chose the number of processes (`-n 0` is one, as a debugger needs it)."""
    return any(part.startswith(("-n", "--numprocesses")) for part in arguments)


def resolve_paths(arguments: Sequence[str]) -> list[str]:
    """Name tests absolutely, as seen from the caller's folder or from the checkout."""
    resolved, previous = [], ""
    for part in arguments:
        is_path = not part.startswith("-") and previous not in WITH_VALUE
        resolved.append(_absolute(part) if is_path else part)
        previous = part
    return resolved


def _absolute(argument: str) -> str:
    path, separator, test = argument.partition("::")
    for base in (Path.cwd(), paths.ROOT):
        if (base / path).exists():
            return str((base / path).resolve()) + separator + test
    return argument


def needs_odoo(targets: Sequence[str]) -> bool:
    """Whether one of the tests lies in the add-on; the others run without Odoo, and start at once."""
    folders = [paths.ADDON, paths.ROOT / "benchmarks"]
    chosen = [Path(target.partition("::")[0]) for target in targets]
    return any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in chosen for folder in folders)


def _surroundings(stack: ExitStack, targets: Sequence[str]) -> tuple[Path, dict[str, str], list[str]]:
    """Python, variables and pytest options: a database and a simulator of this run's own, or neither."""
    if not needs_odoo(targets) or not paths.addon_exists():
        say("No test of the add-on is asked for: running without Odoo.")
        return *environment.tools(), ["-p", "no:odoo"]
    chromium.ensure()
    odoo = environment.odoo()
    simulator = stack.enter_context(_simulator())
    name, variables = stack.enter_context(_database(odoo))
    options = [f"--odoo-database={name}", "--odoo-http"]
    return odoo.python, {**odoo.variables, **variables, **simulator}, options


@contextmanager
def _database(odoo: Environment) -> Iterator[tuple[str, dict[str, str]]]:
    """A clone for pytest and its name; tests that need real commits make more, named after it."""
    templates = Templates(odoo)
    with sessions.own(templates) as name, templates.lent("addon") as template:
        templates.clone(template, name)
        yield (
            name,
            {
                "QB_TEST_DATABASE": name,
                "QB_TEST_TEMPLATE": template,
                "QB_TEST_DATA_DIR": str(paths.data()),
                "QB_ODOO_COMMAND": json.dumps(odoo.odoo),
            },
        )


@contextmanager
def _simulator() -> Iterator[dict[str, str]]:
    """One QuickBooks Online for all tests, each takes a fresh company in it; and where company files of Desktop come
    from."""
    if not paths.simulator_exists():
        say("The simulator does not exist yet: tests that need it are skipped.")
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="qb-simulator-") as folder:
        options = ("--port", "0", "--control", "--data", f"{folder}/books.sqlite")
        with processes.Simulator(*options) as simulator:
            yield {
                "QB_SIMULATOR": json.dumps(simulator.wait_until_ready().ready),
                "QB_COMPANY_FILES": f"{paths.SIMULATOR_NAME}.desktop.company:DesktopCompanies",
            }
        simulator.log.unlink()


def _run(argv: Sequence[str], variables: Mapping[str, str]) -> int:
    """Run pytest to its own end, also when the person presses Ctrl-C: pytest gets that signal as well."""
    # Odoo's server inside pytest takes SIGTERM for itself; SIGINT reaches pytest.
    dying = processes.end_with_parent(signal.SIGINT)
    with subprocess.Popen(argv, env=variables, cwd=paths.ROOT, preexec_fn=dying) as pytest:
        while True:
            try:
                return pytest.wait()
            except KeyboardInterrupt:
                continue
            except SystemExit:
                pytest.send_signal(signal.SIGINT)
                pytest.wait()
                raise
