"""ruff and pylint-odoo, in an environment of their own; both are configured in pyproject.toml."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from .. import environment, paths, shell, venv
from . import Problem, Skipped

LOCATION = re.compile(r"^(?P<path>[^:\n]+):(?P<line>\d+)(?::\d+)?: (?P<sentence>.+)$", re.MULTILINE)
NOT_OURS = (
    # The README is the repository's.
    "missing-readme",
    # Tests name the add-on as Odoo does; in the pure folders `imports` asks for relative imports.
    "odoo-addons-relative-import",
    # One model may be spread over files by subject.
    "consider-merging-classes-inherited",
    # It takes `_ = self.env._` for the old function, which `obsolete` finds by its import.
    "prefer-env-translation",
)


def check_ruff() -> list[Problem]:
    output = _run("ruff", "check", "--output-format=concise", "--no-cache", ".")
    return list(problems_in(output))


def fix_ruff() -> None:
    _run("ruff", "check", "--fix", "--quiet", "--no-cache", ".")
    _run("ruff", "format", "--quiet", "--no-cache", ".")


def check_format() -> list[Problem]:
    return list(problems_in(_run("ruff", "format", "--check", "--output-format=concise", "--no-cache", ".")))


def check_pylint() -> list[Problem]:
    if not paths.addon_exists():
        raise Skipped("the add-on does not exist yet")
    return list(problems_in(_run("pylint", f"--disable={','.join(NOT_OURS)}", paths.ADDON_NAME)))


def problems_in(output: str) -> Iterator[Problem]:
    """What a linter wrote as `path:line:column: sentence`."""
    for found in LOCATION.finditer(output):
        yield Problem(paths.ROOT / found["path"], int(found["line"]), found["sentence"])


def _run(program: str, *arguments: str) -> str:
    """A linter's output; a failure that no line of it explains becomes a line as well."""
    argv: Sequence[str | Path] = [venv.python("check"), "-m", program, *arguments]
    variables = environment.process_variables(paths.ROOT)
    done = subprocess.run(argv, cwd=paths.ROOT, env=variables, text=True, capture_output=True, check=False)
    output = done.stdout + done.stderr
    if done.returncode and not LOCATION.search(output):
        return f"pyproject.toml:1: {program} failed: {shell.last_words(output)}"
    return output
